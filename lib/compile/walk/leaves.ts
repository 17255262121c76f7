/**
 * Walks of what has no parts: text, bytes, numbers, times, documents; the values of enums; the checks of constraints.
 */

import type { Breach } from '../../schema/constraints.js'
import {
  lengthCheck,
  longBounds,
  patternCheck,
  rangeBreach,
  textLengthCheck,
  timestampBounds,
  wholeBounds,
} from '../../schema/constraints.js'
import type { EnumSchema, IntEnumSchema, Schema } from '../../schema/Schema.js'
import type { Length } from '../../schema/Traits.js'
import { wholeNumberOf } from '../../value/BigDecimal.js'
import { isWellFormed } from '../../value/Document.js'
import { clip } from '../../value/Issue.js'
import { lengthLimit } from '../limits.js'
import type { Run, Trouble } from '../Run.js'
import { breach, isHidden } from '../Run.js'
import { Fault } from '../View.js'
import { notUnicode, refuseFault, refuseNode, writeRaw } from './troubles.js'
import type { Parts, Walk } from './Walk.js'

type Check<H> = (host: H) => Breach | undefined

export const textChecks = ({ traits }: Schema): ReadonlyArray<Check<string>> => {
  const { length, pattern } = traits
  const checks: Array<Check<string>> = []
  if (length !== undefined) checks.push(textLengthCheck(length))
  if (pattern !== undefined) checks.push(patternCheck(pattern, traits))
  return checks
}

export const bytesCheck = (length: Length): Check<Uint8Array> => {
  const check = lengthCheck(length, 'byte', 'bytes')
  return (bytes) => check(bytes.length)
}

export const rangeChecks = ({ traits: { range } }: Schema): ReadonlyArray<Check<Parameters<typeof rangeBreach>[0]>> =>
  range === undefined ? [] : [(n) => rangeBreach(n, range)]

export const longText: string = `a whole number from ${longBounds.min} to ${longBounds.max}`

export const inLongRange = (n: bigint): Trouble | undefined =>
  n >= longBounds.min && n <= longBounds.max
    ? undefined
    : { code: 'range', expected: longText, actual: 'a number outside' }

export const inYears = (epochMillis: number): Trouble | undefined =>
  epochMillis >= timestampBounds.min && epochMillis <= timestampBounds.max
    ? undefined
    : {
        code: 'range',
        expected: 'a time within the years 0001 to 9999',
        actual: Number.isNaN(epochMillis) ? 'an invalid time' : 'a time outside',
      }

export const inUnicode = (text: string): Trouble | undefined => (isWellFormed(text) ? undefined : notUnicode)

export const applyChecks = <H>(run: Run, host: H, checks: ReadonlyArray<Check<H>>): void => {
  for (const check of checks) {
    const trouble = check(host)
    if (trouble !== undefined) breach(run, trouble)
  }
}

export const leafWalk = <X, Y, H>(
  parts: Parts<X, Y>,
  schema: Schema,
  expected: string,
  look: (node: X, schema: Schema) => H | Fault,
  write: (host: H, schema: Schema, run: Run) => Y,
  constraints: ReadonlyArray<Check<H>>,
  kindCheck?: (host: H) => Trouble | undefined,
): Walk<X, Y> => {
  const { view, policy } = parts
  if (policy.mode === 'trusted') {
    return (node, run) => {
      const host = look(node, schema)
      return host instanceof Fault ? writeRaw(parts, node, schema, run) : write(host, schema, run)
    }
  }
  const inKind = schema._tag === 'string' ? (inUnicode as (host: unknown) => Trouble | undefined) : kindCheck
  const checks = policy.mode === 'strict' ? constraints : []
  const tooLong = lengthLimit(schema, policy)
  // Bytes are asked before they are decoded or copied.
  const before = schema._tag === 'blob' ? tooLong : undefined
  return (node, run) => {
    const excess = before?.(node)
    if (excess !== undefined) return refuseNode(run, excess)
    const host = look(node, schema)
    if (host instanceof Fault) return refuseFault(run, view, node, host, expected)
    const trouble = tooLong?.(host) ?? inKind?.(host)
    if (trouble !== undefined) return refuseNode(run, trouble)
    applyChecks(run, host, checks)
    return write(host, schema, run)
  }
}

const enumTexts = new WeakMap<Schema, string>()

/** Made once for a schema. */
const enumText = (schema: EnumSchema | IntEnumSchema): string => {
  const known = enumTexts.get(schema)
  if (known !== undefined) return known
  const listed = schema.values.filter(({ traits }) => traits.internal !== true).map(({ value }) => String(value))
  const text = `one of ${listed.join(', ')}`
  enumTexts.set(schema, text)
  return text
}

export const notListed = (
  schema: EnumSchema | IntEnumSchema,
  run: Run,
  value: string | number,
  at?: 'key',
): Trouble => {
  const actual =
    isHidden(run) || schema.traits.sensitive === true
      ? 'another value'
      : JSON.stringify(typeof value === 'string' ? clip(value) : value)
  const trouble: Trouble = { code: 'enum', expected: enumText(schema), actual }
  return at === undefined ? trouble : { ...trouble, at }
}

export const enumWalk = <X, Y>(parts: Parts<X, Y>, schema: EnumSchema): Walk<X, Y> => {
  const { view, writing, policy } = parts
  const listed = new Set(schema.values.map(({ value }) => value))
  const trust = policy.mode === 'trusted'
  const tooLong = lengthLimit(schema, policy)
  return (node, run) => {
    const text = view.text(node, schema)
    if (text instanceof Fault)
      return trust ? writeRaw(parts, node, schema, run) : refuseFault(run, view, node, text, 'a string')
    // A value that is listed is as long as the shape says.
    const excess = trust || listed.has(text) ? undefined : tooLong?.(text)
    if (excess !== undefined) return refuseNode(run, excess)
    if (!trust && !isWellFormed(text)) return refuseNode(run, notUnicode)
    if (policy.mode === 'strict' && !listed.has(text)) breach(run, notListed(schema, run, text))
    return writing.text(text, schema, run)
  }
}

export const wholeWalk = <X, Y>(
  parts: Parts<X, Y>,
  schema: Extract<Schema, { readonly _tag: keyof typeof wholeBounds }>,
): Walk<X, Y> => {
  const { view, writing, policy } = parts
  const { min, max } = wholeBounds[schema._tag]
  const expected = `a whole number from ${min} to ${max}`
  const listed = schema._tag === 'intEnum' ? new Set(schema.values.map(({ value }) => value)) : undefined
  const checks = policy.mode === 'strict' ? rangeChecks(schema) : []
  if (policy.mode === 'trusted') {
    return (node, run) => {
      const n = view.number(node, schema)
      if (n instanceof Fault) return writeRaw(parts, node, schema, run)
      // Formats of text give a bigint or a decimal.
      return writing.number(typeof n === 'number' ? n : (wholeNumberOf(n) ?? Number.NaN), schema, run)
    }
  }
  return (node, run) => {
    const n = view.number(node, schema)
    if (n instanceof Fault) return refuseFault(run, view, node, n, expected)
    if (n === Infinity || n === -Infinity)
      return refuseNode(run, { code: 'range', expected, actual: 'a number outside' })
    const whole = wholeNumberOf(n)
    if (whole === undefined)
      return refuseNode(run, { code: 'type', expected, actual: Number.isNaN(n) ? 'NaN' : 'a number with a fraction' })
    if (whole < min || whole > max) return refuseNode(run, { code: 'range', expected, actual: 'a number outside' })
    if (policy.mode === 'strict' && listed !== undefined && !listed.has(whole))
      breach(run, notListed(schema as IntEnumSchema, run, whole))
    applyChecks(run, whole, checks)
    return writing.number(whole, schema, run)
  }
}
