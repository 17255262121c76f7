/**
 * The laws of limits, over every shape: what a reader takes under some, it takes under the default ones, to the same value; what it
 * refuses then, it refuses for a limit; and all ways of reading one text agree, with code and without.
 */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import type { Codec } from '../../lib/index.js'
import { cborBytes, domainJson, json, jsonBytes, jsonText, limited, tolerant, xmlText } from '../../lib/index.js'
import { shapeOf } from '../../lib/shape/index.js'
import { arbitrary, arbitrarySchema, garbage, schemaText } from '../../lib/testing/index.js'
import type { Limits, Validation } from '../../lib/value/index.js'
import { defaultLimits, issuesOf } from '../../lib/value/index.js'
import { tiny } from '../limits.js'
import { assertLaw } from './assert.js'

type Any = ReturnType<typeof shapeOf>

interface Reading {
  readonly name: string
  readonly decode: (u: unknown) => Validation<unknown>
  /** The same by the walk alone. */
  readonly slow: (u: unknown) => Validation<unknown>
  readonly inputs: ReadonlyArray<unknown>
}

const asText = (u: unknown): string | undefined => {
  try {
    return JSON.stringify(u)
  } catch {
    return undefined
  }
}

const ofCodec = (name: string, codec: Codec<unknown, unknown>, inputs: ReadonlyArray<unknown>): Reading => ({
  name,
  decode: codec.decode,
  slow: (u) => codec.validate(u, []),
  inputs,
})

/** What was written, and what is none of the shape. */
const readings = (shape: Any, value: unknown, bad: unknown): ReadonlyArray<Reading> => {
  // Under the default limits everything is written.
  const plain = shapeOf(shape.schema)
  const tree = json(plain).encode(value)
  const [text, badText] = [jsonText(plain).encode(value), asText(bad) ?? '[]']
  const utf8 = (given: string): Uint8Array => new TextEncoder().encode(given)
  return [
    ofCodec('Value', shape, [shape.encode(value)]),
    ofCodec('json', json(shape), [tree, bad]),
    ofCodec('domainJson', domainJson(shape), [domainJson(plain).encode(value), bad]),
    ofCodec('jsonText', jsonText(shape), [text, badText]),
    ofCodec('jsonBytes', jsonBytes(shape), [utf8(text), utf8(badText)]),
    ofCodec('xmlText', xmlText(shape), [xmlText(plain).encode(value)]),
    ofCodec('cborBytes', cborBytes(shape), [cborBytes(plain).encode(value)]),
    {
      name: 'make',
      decode: shape.make,
      slow: (u) => shapeOf({ ...shape.schema }, shape.policy).make(u),
      inputs: [value, bad],
    },
  ]
}

/** Enough to have the shape compiled. */
const enough = 18

const isLimit = (code: string): boolean => code === 'depth' || code === 'size'

const compare = (
  wide: Reading,
  narrow: Reading,
  { issues: most }: Limits,
  told: { taken: number; refused: number },
): void => {
  for (const [i, input] of narrow.inputs.entries()) {
    const [loose, tight, walked] = [wide.decode(input), narrow.decode(input), narrow.slow(input)]
    if (tight._tag === 'Right') {
      told.taken++
      assert.deepEqual(loose, tight, `${narrow.name} ${i}`)
      assert.deepEqual(walked, tight, `${narrow.name} ${i}`)
      continue
    }
    assert.ok(walked._tag === 'Left', `${narrow.name} ${i}: only emitted code refuses`)
    const issues = issuesOf(tight.left)
    assert.deepEqual(issues, issuesOf(walked.left), `${narrow.name} ${i}`)
    assert.ok(issues.length <= most + 1)
    if (loose._tag === 'Left') continue
    told.refused++
    assert.ok(
      issues.every(({ code }) => isLimit(code)),
      `${narrow.name} ${i}: ${issues.map(({ code }) => code).join()}`,
    )
  }
}

describe('laws of limits', () => {
  const cases = arbitrarySchema(fc)().chain((schema) =>
    fc.record({
      schema: fc.constant(schema),
      value: arbitrary(fc)(schema),
      bad: garbage(fc)(shapeOf(schema)),
      limits: fc.constantFrom(...tiny),
      isTolerant: fc.boolean(),
      compiles: fc.boolean(),
    }),
  )

  it('narrower ones take less, to the same value, and say why', () => {
    const told = { taken: 0, refused: 0 }
    assertLaw(
      fc.property(cases, ({ schema, value, bad, limits, isTolerant, compiles }) => {
        const policy = isTolerant ? tolerant : <A>(shape: A): A => shape
        const shape = policy(shapeOf({ ...schema }))
        const [wide, narrow] = [readings(shape, value, bad), readings(limited(shape, limits), value, bad)]
        for (const [i, reading] of narrow.entries()) {
          for (let n = 0; compiles && n < enough; n++) reading.decode(reading.inputs[0])
          try {
            compare(wide[i] as Reading, reading, limits, told)
          } catch (error) {
            throw new Error(`${JSON.stringify(limits)} ${schemaText(schema)}`, { cause: error })
          }
        }
      }),
    )
    console.log(`        ${told.taken} taken, ${told.refused} refused for a limit`)
    assert.ok(told.taken > 100 && told.refused > 100)
  })

  it('a shape is the same for the same limits, and its policies keep them', () => {
    const shape = shapeOf({ _tag: 'string', id: 'a#S', traits: {} })
    const [some] = tiny
    assert.ok(some !== undefined)
    assert.equal(limited(shape, some), limited(shape, some))
    assert.equal(limited(shape, defaultLimits), shape)
    assert.equal(tolerant(limited(shape, some)).policy.limits, some)
    assert.equal(limited(tolerant(shape), some), tolerant(limited(shape, some)))
  })
})
