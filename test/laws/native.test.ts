/**
 * Law 5 for emitted code, or for the closures in its place where no code may be made: what it takes, the walk takes to the same; what it leaves, the walk decides. The first readings of a
 * shape are the walk's, later ones try the emitted code, so the same codec asked often enough shows both.
 */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { mayEmit } from '../../lib/compile/emit/native.js'
import { isPrintable, printCompiled } from '../../lib/compile/printAhead.js'
import { StartEmailContactRequest } from '../../lib/connect/index.js'
import { writeJson } from '../../lib/format/json.js'
import type { Shape } from '../../lib/index.js'
import { ignore, issuesOf, json, jsonBytes, jsonText } from '../../lib/index.js'
import type { Schema } from '../../lib/schema/index.js'
import type { Compiled } from '../../lib/shape/index.js'
import { shapeOf } from '../../lib/shape/index.js'
import { arbitrary, arbitrarySchema, garbage, schemaText } from '../../lib/testing/index.js'
import type { Validation, Value } from '../../lib/value/index.js'
import { assertLaw, runs } from './assert.js'

type Any = Shape<unknown, Value, unknown>

const outcome = (validation: Validation<unknown>): unknown =>
  validation._tag === 'Right' ? validation : { issues: issuesOf(validation.left) }

/** A schema of its own, so that nothing was compiled for it yet; what it targets may be shared. */
const fresh = (schema: Schema): Schema => ({ ...schema })

/** Anything at all as JSON text, where it has one. */
const asText = (u: unknown): string | undefined => {
  try {
    return JSON.stringify(u)
  } catch {
    return undefined
  }
}

/** The same text in ASCII: with escapes, a lone surrogate's among them, strings have to be looked at one by one. */
const escaped = (text: string): string =>
  text.replace(/[^\x20-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** The readings that have a fast path. */
const readings = (shape: Any): ReadonlyArray<readonly [name: string, read: (u: unknown) => unknown]> => {
  const tree = json(shape)
  const [text, bytes] = [jsonText(shape), jsonBytes(shape)]
  const reading = (read: (text: string) => unknown) => (u: unknown) => {
    const given = asText(u)
    return given === undefined ? undefined : read(given)
  }
  return [
    ['is', (u) => shape.is(u)],
    ['make', (u) => outcome(shape.make(u))],
    ['json', (u) => outcome(tree.decode(u))],
    ['jsonText', reading((given) => outcome(text.decode(given)))],
    ['jsonText, escaped', reading((given) => outcome(text.decode(escaped(given))))],
    ['jsonBytes', reading((given) => outcome(bytes.decode(new TextEncoder().encode(given))))],
  ]
}

/** Enough to have the shape compiled. */
const enough = 6

const agree = (schema: Schema, inputs: ReadonlyArray<unknown>, compiled: Schema = schema): void => {
  const slow = readings(shapeOf(fresh(schema)))
  const fast = readings(shapeOf(fresh(compiled)))
  for (const [i, [name, read]] of fast.entries()) {
    for (let n = 0; n < enough; n++) read(null)
    const walk = slow[i]?.[1]
    // A reading of its own for each input would be slow: four are the walk's, the rest compare the emitted with itself.
    for (const [at, input] of inputs.entries()) {
      const emitted = read(input)
      const walked = at < 4 ? walk?.(input) : readings(shapeOf(fresh(schema)))[i]?.[1](input)
      assert.deepEqual(emitted, walked, `${name}\n${schemaText(schema)}`)
    }
  }
}

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
