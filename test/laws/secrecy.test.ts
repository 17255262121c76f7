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
import type { Member, Schema } from '../../lib/schema/index.js'
import { holdsSensitive, targetOf } from '../../lib/schema/index.js'
import type { Shape } from '../../lib/shape/index.js'
import { check, closed, shapeOf, tolerant } from '../../lib/shape/index.js'
import { arbitrary, arbitrarySchema, schemaText } from '../../lib/testing/index.js'
import type { DocumentData, Value } from '../../lib/value/index.js'
import * as V from '../../lib/value/index.js'
import { getOwn, recordOf } from '../../lib/value/own.js'
import { assertLaw } from './assert.js'

const marker = 'TOPSECRET'

type Dice = (sides: number) => number

const diceOf = (numbers: ReadonlyArray<number>): Dice => {
  let i = 0
  return (sides) => (numbers[i++ % numbers.length] as number) % sides
}

// -------------------------------------------------------------------------------------
// poison: secrets in every sensitive place, trouble in the others
// -------------------------------------------------------------------------------------

interface Host {
  readonly nameOf: (member: Member) => string
  /** A union's alternative taken apart and put together. */
  readonly union: (node: unknown, members: ReadonlyArray<Member>) => readonly [Member, unknown] | undefined
  readonly make: (member: Member, part: unknown) => unknown
}

const wireName = (member: Member): string => member.traits.jsonName ?? member.name

const trees: Host = {
  nameOf: wireName,
  union: (node, members) => {
    const record = node as Record<string, unknown>
    const member = members.find((one) => Object.hasOwn(record, wireName(one)))
    return member === undefined ? undefined : [member, record[wireName(member)]]
  },
  make: (member, part) => recordOf([[wireName(member), part]]),
}

const domain: Host = {
  nameOf: (member) => member.field,
  union: (node, members) => {
    const { _tag, value } = node as { readonly _tag: string; readonly value: unknown }
    const member = members.find((one) => one.field === _tag)
    return member === undefined ? undefined : [member, value]
  },
  make: (member, value) => ({ _tag: member.field, value }),
}

const secrets: ReadonlyArray<unknown> = [
  marker,
  { [marker]: marker },
  [marker, { [marker]: [marker] }],
  { _tag: marker, value: marker },
  { a: 1, [`${marker}.${marker}`]: null },
]

const poison = (host: Host, schema: Schema, node: unknown, outer: boolean, dice: Dice): unknown => {
  const hidden = outer || schema.traits.sensitive === true
  if (hidden && dice(3) === 0) return secrets[dice(secrets.length)]
  if (!hidden && dice(9) === 0) return [{}, 7, 'plain', [], null, true, 'x'.repeat(50)][dice(7)]
  const deeper = (member: Member, part: unknown): unknown => poison(host, targetOf(member), part, hidden, dice)
  switch (schema._tag) {
    case 'list':
      return (node as ReadonlyArray<unknown>).map((item) => (item === null ? item : deeper(schema.member, item)))
    case 'map': {
      const secretKeys = hidden || targetOf(schema.key).traits.sensitive === true
      return recordOf(
        Object.entries(node as object).map(([key, item], i) => [
          secretKeys ? (dice(5) === 0 ? `${marker}\ud800` : `${marker}${i}`) : key,
          item === null ? item : deeper(schema.value, item),
        ]),
      )
    }
    case 'structure': {
      const fields = schema.members.flatMap((member): ReadonlyArray<readonly [string, unknown]> => {
        const part = getOwn(node as Record<string, unknown>, host.nameOf(member))
        return part === undefined || dice(9) === 0 ? [] : [[host.nameOf(member), deeper(member, part)]]
      })
      return recordOf(hidden ? [...fields, [marker, marker]] : fields)
    }
    case 'union': {
      const choice = host.union(node, schema.members)
      if (choice === undefined) return node
      const made = host.make(choice[0], deeper(...choice))
      return hidden && dice(3) === 0 ? { ...(made as object), [marker]: marker } : made
    }
    default:
      return hidden ? (dice(4) === 0 ? `${marker}\ud800` : marker) : node
  }
}

/** The same for a Value. */
const poisonValue = (schema: Schema, value: Value, outer: boolean, dice: Dice): Value => {
  const hidden = outer || schema.traits.sensitive === true
  if (hidden && dice(4) === 0) return secrets[dice(secrets.length)] as Value
  if (!hidden && dice(9) === 0)
    return ([V.string('plain'), V.list([]), V.integer(77), V.structure({})] as const)[dice(4)] as Value
  switch (value._tag) {
    case 'List':
      return schema._tag === 'list'
        ? V.list(value.items.map((item) => poisonValue(targetOf(schema.member), item, hidden, dice)))
        : value
    case 'Map': {
      if (schema._tag !== 'map') return value
      const secretKeys = hidden || targetOf(schema.key).traits.sensitive === true
      return V.map(
        value.entries.map(([key, item], i) => [
          secretKeys ? { ...key, value: `${marker}${i}` } : key,
          poisonValue(targetOf(schema.value), item, hidden, dice),
        ]),
      )
    }
    case 'Structure': {
      if (schema._tag !== 'structure' && schema._tag !== 'union') return value
      const fields = schema.members.flatMap((member): ReadonlyArray<readonly [string, Value]> => {
        const field = getOwn(value.fields, member.name)
        return field === undefined || dice(9) === 0
          ? []
          : [[member.name, poisonValue(targetOf(member), field, hidden, dice)]]
      })
      return V.structure(recordOf<Value>(hidden ? [...fields, [marker, V.string(marker)]] : fields))
    }
    default:
      return hidden ? ({ ...value, value: marker } as Value) : value
  }
}

// -------------------------------------------------------------------------------------
// looking for leaks
// -------------------------------------------------------------------------------------

const inspected = (u: unknown): string =>
  inspect(u, { depth: Number.POSITIVE_INFINITY, showHidden: true, maxStringLength: null, maxArrayLength: null })

/** Whether the marker stands in any text or name that can be reached by own properties, hidden ones and symbols included. */
const reaches = (u: unknown, seen: Set<unknown>): boolean => {
  if (typeof u === 'string') return u.includes(marker)
  if (typeof u !== 'object' || u === null || seen.has(u) || u instanceof Uint8Array) return false
  seen.add(u)
  return Reflect.ownKeys(u).some(
    (key) => String(key).includes(marker) || reaches((u as Record<PropertyKey, unknown>)[key], seen),
  )
}

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

const secretSchema = (schema: Schema): Schema =>
  holdsSensitive(schema) ? schema : { ...schema, traits: { ...schema.traits, sensitive: true } }

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
