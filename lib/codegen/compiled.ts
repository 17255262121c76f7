/**
 * The code of shapes ahead of time: a file of its own beside the shape's, so that where it is wanted nothing is compiled at run
 * time.
 */

import { isPrintable, printCompiled } from '../compile/printAhead.js'
import type { AnyOperation } from '../operation/Operation.js'
import type { Member, Schema } from '../schema/Schema.js'
import * as Prelude from '../shape/prelude.js'
import { compiledName } from './compiledName.js'
import { preludeName } from './shapes.js'
import { stringLiteral } from './text.js'

const prelude = 'smithy.api#'

/** The shapes that are worth their code: what operations send and get. */
export const compiledIds = (operations: ReadonlyArray<AnyOperation>): ReadonlySet<string> =>
  new Set(
    operations.flatMap(({ input, output }) =>
      [input, output].flatMap(({ schema }) =>
        isPrintable(schema) && !schema.id.startsWith(prelude) ? [schema.id] : [],
      ),
    ),
  )

/**
 * Schemas as the generated modules make them: one for each id, and those of Smithy's prelude the library's own. Printed code
 * numbers the schemas that it asks for, so they have to be told apart here as they will be there.
 */
const generatedSchemas = (): ((schema: Schema) => Schema) => {
  const made = new Map<string, Schema>()
  const generated = (schema: Schema): Schema => {
    // biome-ignore lint/performance/noDynamicNamespaceImportAccess: the generator is no part of a user's bundle
    if (schema.id.startsWith(prelude)) return Prelude[preludeName(schema)].schema
    const known = made.get(schema.id)
    if (known !== undefined) return known
    const part = (member: Member): Member => ({ ...member, target: () => generated(member.target()) })
    const copy = copied(schema, part)
    made.set(schema.id, copy)
    return copy
  }
  return generated
}

const copied = (schema: Schema, part: (member: Member) => Member): Schema => {
  switch (schema._tag) {
    case 'list':
      return { ...schema, member: part(schema.member) }
    case 'map':
      return { ...schema, key: part(schema.key), value: part(schema.value) }
    case 'structure':
    case 'union':
      return { ...schema, members: schema.members.map(part) }
    default:
      return schema
  }
}

/**
 * The text of the code of some shapes, each with the name of its constant. It is JavaScript, which no one but the compiler
 * wrote: its types would say nothing.
 */
export const compiledText = (shapes: ReadonlyArray<readonly [name: string, schema: Schema]>, shape: string): string => {
  const generated = generatedSchemas()
  return [
    '// @ts-nocheck',
    '',
    `import type * as S from ${stringLiteral(shape)}`,
    ...shapes.flatMap(([name, schema]) => {
      const copy = generated(schema)
      return isPrintable(copy) ? ['', `export const ${compiledName(name)}: S.Compiled = ${printCompiled(copy)}`] : []
    }),
    '',
  ].join('\n')
}
