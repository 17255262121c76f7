/**
 * The law of secrecy: what sensitive shapes hold, keys, unknown members and bad enum values included, appears in no
 * issue, message, JSON, inspected text, report, io-ts context or exception.
 */
import assert from 'node:assert/strict'
import { inspect } from 'node:util'
import * as fc from 'fast-check'
import * as t from 'io-ts'
import { PathReporter } from 'io-ts/lib/PathReporter.js'
import { writeJson, writeJsonBytes } from '../../lib/format/json.js'
import { json, jsonBytes, jsonText } from '../../lib/interpret/json.js'
import type { Shape } from '../../lib/shape/index.js'
import { check, closed, shapeOf, tolerant } from '../../lib/shape/index.js'
import { arbitrary, arbitrarySchema, schemaText } from '../../lib/testing/index.js'
import type { DocumentData, Value } from '../../lib/value/index.js'
import * as V from '../../lib/value/index.js'
import { assertLaw } from './assert.js'
import { diceOf, domain, marker, poison, poisonValue, reaches, secretSchema, trees } from './poison.js'

// -------------------------------------------------------------------------------------
// looking for leaks
// -------------------------------------------------------------------------------------

const inspected = (u: unknown): string =>
  inspect(u, { depth: Number.POSITIVE_INFINITY, showHidden: true, maxStringLength: null, maxArrayLength: null })

const exposures = (errors: t.Errors): Readonly<Record<string, string>> => ({
  json: JSON.stringify(errors),
  inspect: inspected(errors),
  report: PathReporter.report({ _tag: 'Left', left: errors }).join('\n'),
  text: errors.map((error) => `${error.message} ${String(error)}`).join('\n'),
  ours: V.reportText(errors as V.Errors).join('\n') + JSON.stringify(V.issuesOf(errors as V.Errors)),
  keys: errors.map((error) => error.context.map(({ key, type }) => `${key} ${type.name}`).join('\n')).join('\n'),
})

const clean = (name: string, outcome: { readonly _tag: string; readonly left?: t.Errors }): void => {
  if (outcome._tag === 'Right' || outcome.left === undefined) return
  for (const [where, text] of Object.entries(exposures(outcome.left))) {
    if (text.includes(marker)) throw new Error(`${name} leaks in ${where}: ${text.slice(0, 400)}`)
  }
  const seen = new Set<unknown>()
  for (const { value, context } of outcome.left) {
    if (reaches(value, seen)) throw new Error(`${name} leaks in a value: ${inspected(value)}`)
    for (const { key, actual } of context) {
      if (reaches(actual, seen)) throw new Error(`${name} leaks in the context at ${key}: ${inspected(actual)}`)
    }
  }
}

const quiet = (name: string, run: () => { readonly _tag: string; readonly left?: t.Errors }): void => {
  let outcome: ReturnType<typeof run>
  try {
    outcome = run()
  } catch (error) {
    throw new Error(`${name} throws ${inspected(error)}`)
  }
  clean(name, outcome)
}

const keepsSecrets = (shape: Shape<unknown, Value, unknown>, a: unknown, numbers: ReadonlyArray<number>): void => {
  const { schema } = shape
  const tree = poison(trees, schema, json(shape).encode(a), false, diceOf(numbers)) as DocumentData
  const input = poison(domain, schema, a, false, diceOf(numbers))
  const value = poisonValue(schema, shape.encode(a), false, diceOf(numbers))
  for (const [policy, subject] of Object.entries({
    strict: shape,
    closed: closed(shape),
    tolerant: tolerant(shape),
    closedTolerant: closed(tolerant(shape)),
  })) {
    quiet(`${policy} make`, () => subject.make(input))
    quiet(`${policy} check`, () => check(subject)(input) as { readonly _tag: string; readonly left?: t.Errors })
    quiet(`${policy} decode`, () => subject.decode(value))
    quiet(`${policy} json`, () => json(subject).decode(tree))
    quiet(`${policy} jsonText`, () => jsonText(subject).decode(writeJson(tree)))
    quiet(`${policy} jsonText cut`, () => jsonText(subject).decode(writeJson(tree).slice(0, -1)))
    quiet(`${policy} jsonBytes`, () => jsonBytes(subject).decode(writeJsonBytes(tree)))
    quiet(`${policy} within t.type`, () => t.type({ req: json(subject) }).decode({ req: tree }))
    quiet(`${policy} within t.array`, () => t.array(subject).decode([value]))
  }
}

describe('law of secrecy', () => {
  it('over arbitrary shapes', () => {
    const inputs = arbitrarySchema(fc)()
      .map(secretSchema)
      .chain((schema) =>
        fc
          .record({
            a: arbitrary(fc)(schema, { absent: 2 }),
            dice: fc.array(fc.nat({ max: 2000 }), { minLength: 20, maxLength: 40 }),
          })
          .map((rest) => ({ schema, ...rest })),
      )
    assertLaw(
      fc.property(inputs, ({ schema, a, dice }) => {
        try {
          keepsSecrets(shapeOf(schema), a, dice)
        } catch (error) {
          throw new Error(`${String(error)}\n${schemaText(schema)}`, { cause: error })
        }
      }),
    )
  })

  it('the watch itself would see a leak', () => {
    const leaky: t.Errors = [{ value: marker, context: [], message: 'x' }]
    assert.throws(
      () =>
        clean('leaky', {
          _tag: 'Left',
          left: leaky.map((error) => Object.assign(error, { issue: { path: [marker] } })),
        }),
      /leaks/,
    )
  })
})
