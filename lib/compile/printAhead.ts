/**
 * Emitted code as text, for the generator to print into modules: `ahead.ts` finds it again.
 */

import { utf8Sink } from '../format/utf8Sink.js'
import type { Aggregate, Schema, StructureSchema } from '../schema/Schema.js'
import { closure, isStream } from '../schema/Schema.js'
import type { Hooks } from './emit/reader.js'
import { emitReader } from './emit/reader.js'
import { printed, startCount } from './emit/source.js'
import { emitWriter } from './emit/writer.js'
import { closed, strict } from './Policy.js'
import { jsonNameOf, readings } from './readings.js'

/** Only whether there is something to ask for counts while printing. */
const blank: Pick<Hooks, 'count' | 'leaf' | 'defaultOf' | 'matches'> = {
  count: startCount(),
  leaf: () => () => undefined,
  defaultOf: (member) => ((member.traits.default ?? null) === null ? undefined : () => undefined),
  matches: ({ traits }) => (traits.pattern === undefined ? undefined : () => true),
}

/** Whether code can be printed for a schema: a structure that lies wholly in the value. */
export const isPrintable = (schema: Schema): schema is StructureSchema =>
  schema._tag === 'structure' && schema.rules.length === 0 && !schema.members.some(isStream)

/** The text of a `Compiled` for a schema, an expression. */
export const printCompiled = (schema: Aggregate): string => {
  const places = new Map(closure(schema).map((one, i) => [one, i] as const))
  const emitted = Object.values(readings).map(({ key, ...kind }) => {
    const policy = key === 'make' ? closed(strict) : strict
    return [
      key,
      emitReader(schema, policy, {
        ...kind,
        ...blank,
        ...(kind.owned && { tally: { whole: 0 } }),
        refusesUnknown: policy.unknown === 'refuse',
      }),
    ] as const
  })
  const leaf = () => () => undefined
  const lines = [
    '{',
    'parts: {',
    ...emitted.map(([key, { parts }]) => `${key}: [${parts.map((part) => places.get(part)).join(', ')}],`),
    '},',
    'readers: {',
    ...emitted.map(([key, reader]) => `${key}: ${printed(reader)},`),
    '},',
    'writers: {',
    `text: ${printed(emitWriter(schema, { nameOf: jsonNameOf, leaf }))},`,
    `bytes: ${printed(emitWriter(schema, { nameOf: jsonNameOf, leaf, sink: utf8Sink }))},`,
    '},',
    '}',
  ]
  return lines.join('\n')
}
