/**
 * Emitted code that was printed into modules ahead of time, found again by the schema that it is of. Where it is there,
 * nothing is compiled at run time, and a content security policy does not matter.
 */

import type { Utf8Sink } from '../format/utf8Sink.js'
import { utf8Sink } from '../format/utf8Sink.js'
import type { Schema } from '../schema/Schema.js'
import { closure, targetOf } from '../schema/Schema.js'
import type { Compiled, PrintedReading } from '../schema/Traits.js'
import type { Hooks } from './emit/reader.js'
import type { Ahead, Native, Printed } from './emit/source.js'
import { helpers, startCount } from './emit/source.js'
import type { Policy } from './Policy.js'
import { strict } from './Policy.js'

/** Printed code knows the usual bounds, and no constraint is left out of it. */
const isUsual = ({ ignored, limits, unknown }: Policy, key: PrintedReading): boolean =>
  ignored.length === 0 && limits === strict.limits && (unknown === 'refuse') === (key === 'make')

const compiledOf = (schema: Schema): Compiled | undefined =>
  // Rules are functions that nobody can print.
  schema._tag === 'structure' && schema.rules.length === 0 ? schema.traits.compiled : undefined

const never = (): never => {
  throw new Error('printed code asks for what its schema does not have')
}

/** What printed readers ask for. */
const resolved = (schemas: ReadonlyArray<Schema>, hooks: Hooks): Ahead => {
  const at = (place: number): Schema => schemas[place] ?? never()
  return {
    matches: (place) => hooks.matches(at(place)) ?? never(),
    leaf: (place) => hooks.leaf(at(place)),
    defaultOf: (place, index) => {
      const holder = at(place)
      const member = (holder._tag === 'structure' ? holder.members[index] : undefined) ?? never()
      return hooks.defaultOf(member, targetOf(member), holder) ?? never()
    },
    // A reader writes nothing; a bundle of readers alone has no sink.
    get sink(): Utf8Sink {
      return never()
    },
    tally: hooks.tally ?? { whole: 0 },
    count: hooks.count,
  }
}

/** The functions of a reading that were printed for a schema, with the aggregates that they read behind the first. */
export const readersAhead = (
  schema: Schema,
  key: PrintedReading,
  policy: Policy,
  hooks: Hooks,
): { readonly whole: Native; readonly partOf: (part: Schema) => Native | undefined } | undefined => {
  const compiled = compiledOf(schema)
  if (compiled === undefined || !isUsual(policy, key)) return undefined
  const schemas = closure(schema)
  // The generator prints functions of this type.
  const [whole, ...parts] = (compiled.readers[key] as unknown as Printed)(resolved(schemas, hooks), helpers)
  const places = compiled.parts[key]
  const bySchema = new Map(parts.map((native, i) => [schemas[places[i] ?? -1], native] as const))
  return { whole: whole ?? never(), partOf: (part) => bySchema.get(part) }
}

/** The writer of JSON text, or of its bytes, that was printed for a schema. */
export const writerAhead = (
  schema: Schema,
  key: keyof Compiled['writers'],
  leaf: (schema: Schema) => (host: unknown) => string | undefined,
): Native | undefined => {
  const compiled = compiledOf(schema)
  if (compiled === undefined) return undefined
  const schemas = closure(schema)
  const ahead: Ahead = {
    matches: never,
    leaf: (place) => leaf(schemas[place] ?? never()),
    defaultOf: never,
    sink: utf8Sink,
    tally: { whole: 0 },
    count: startCount(),
  }
  return (compiled.writers[key] as unknown as Printed)(ahead, helpers)[0]
}
