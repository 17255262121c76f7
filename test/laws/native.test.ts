/**
 * Law 5 for emitted code, or for the closures in its place where no code may be made: what it takes, the walk takes to the same; what
 * it leaves, the walk decides.
 */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { mayEmit } from '../../lib/compile/emit/native.js'
import { isPrintable, printCompiled } from '../../lib/compile/printAhead.js'
import { StartEmailContactRequest } from '../../lib/connect/index.js'
import { writeJson } from '../../lib/format/json.js'
import { ignore, json, jsonBytes, jsonText } from '../../lib/index.js'
import type { Schema } from '../../lib/schema/index.js'
import type { Compiled } from '../../lib/shape/index.js'
import { shapeOf } from '../../lib/shape/index.js'
import { arbitrary, arbitrarySchema, garbage, schemaText } from '../../lib/testing/index.js'
import type { Any } from './agree.js'
import { agree, enough, fresh, readings } from './agree.js'
import { assertLaw, runs } from './assert.js'

/** The schema with its code, as a generated module has it: here the text is made a function where code may be made. */
const withCompiled = (schema: Schema): Schema => {
  const compiled = mayEmit()
    ? (new Function(`return ${printCompiled(fresh(schema) as never)}`)() as Compiled)
    : undefined
  return compiled === undefined ? schema : ({ ...schema, traits: { ...schema.traits, compiled } } as Schema)
}

const attempt = (write: () => string): string | undefined => {
  try {
    return write()
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

describe('law 5: emitted code or closures', () => {
  it('gives what the walk gives on values, on damaged values and on anything at all', () => {
    const cases = arbitrarySchema(fc)().chain((schema) => {
      const shape = shapeOf(schema)
      const tree = json(shape)
      const good = arbitrary(fc)(schema)
      return fc.record({
        schema: fc.constant(schema),
        value: good,
        tree: good.map((a) => tree.encode(a)),
        bad: fc.oneof(
          good.map((a) => tree.encode(a)),
          garbage(fc)(shape),
        ),
        junk: garbage(fc)(shape),
      })
    })
    assertLaw(
      fc.property(cases, ({ schema, value, tree, bad, junk }) => {
        agree(schema, [value, tree, bad, junk])
      }),
    )
  })

  it('printed ahead of time: gives what the walk gives, and writes what it writes', () => {
    const structures = arbitrarySchema(fc)().filter(isPrintable)
    const cases = structures.chain((schema) =>
      fc.record({ schema: fc.constant(schema), value: arbitrary(fc)(schema), junk: garbage(fc)(shapeOf(schema)) }),
    )
    assertLaw(
      fc.property(cases, ({ schema, value, junk }) => {
        const compiled = withCompiled(schema)
        const tree = json(shapeOf(schema))
        agree(schema, [value, tree.encode(value), junk], compiled)
        const [text, bytes] = [jsonText(shapeOf(compiled)), jsonBytes(shapeOf(compiled))]
        const expected = writeJson(tree.encode(value))
        assert.equal(text.encode(value), expected, schemaText(schema))
        assert.deepEqual(bytes.encode(value), new TextEncoder().encode(expected), schemaText(schema))
      }),
      { numRuns: Math.ceil(runs / 4) },
    )
  })

  it('writes the text that the tree has, of values and of what only its type allows', () => {
    const cases = arbitrarySchema(fc)().chain((schema) =>
      fc.record({ schema: fc.constant(schema), value: arbitrary(fc)(schema), bad: garbage(fc)(shapeOf(schema)) }),
    )
    assertLaw(
      fc.property(cases, ({ schema, value, bad }) => {
        const shape = shapeOf(fresh(schema))
        const [text, tree] = [jsonText(shape), json(shape)]
        for (let n = 0; n < enough; n++) text.encode(value)
        assert.equal(text.encode(value), writeJson(tree.encode(value)), schemaText(schema))
        // What nests without end is outside the domain of writers, which recurse.
        const expected = attempt(() => writeJson(tree.encode(bad)))
        if (expected !== undefined) assert.equal(text.encode(bad), expected, schemaText(schema))
      }),
    )
  })

  for (const [name, shape] of [
    ['StartEmailContactRequest', StartEmailContactRequest],
    ['StartEmailContactRequest without documented rules', ignore(StartEmailContactRequest, ['documented'])],
  ] as const) {
    it(`${name}: gives what the walk gives`, () => {
      const any = shape as unknown as Any
      const walked = readings(shapeOf(fresh(any.schema), { ...any.policy, advised: ['unique'] }))
      const emitted = readings(any)
      for (const [, read] of emitted) for (let n = 0; n < enough; n++) read({})
      const tree = json(any)
      const inputs = fc.oneof(
        arbitrary(fc)(any),
        arbitrary(fc)(any).map((a) => tree.encode(a)),
        garbage(fc)(any),
      )
      assertLaw(
        fc.property(inputs, (input) => {
          for (const [i, [reading, read]] of emitted.entries())
            assert.deepEqual(read(input), walked[i]?.[1](input), reading)
        }),
        { numRuns: Math.min(runs, 1000) },
      )
    })
  }
})
