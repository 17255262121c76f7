/**
 * The kinds without parts whose numbers a double keeps.
 */

import { describe, float32 } from '../compile/records.js'
import { Fault, fault, mismatch } from '../compile/View.js'
import { readBase64, writeBase64 } from '../format/base64.js'
import { shortestFloat32 } from '../format/float32.js'
import { writeJson } from '../format/json.js'
import {
  readDateTime,
  readEpochSeconds,
  readHttpDate,
  writeDateTime,
  writeEpochSeconds,
  writeHttpDate,
} from '../format/timestamp.js'
import {
  lengthCheck,
  patternCheck,
  rangeText,
  textLengthCheck,
  timestampBounds,
  wholeBounds,
} from '../schema/constraints.js'
import type { Traits } from '../schema/Traits.js'
import { none } from '../schema/Traits.js'
import type { Listed } from '../shape/constructors.js'
import { copyOfBytes, epochMillisOf, isBytes, sizeOf } from '../value/builtIns.js'
import type { Document } from '../value/Document.js'
import { isWellFormed } from '../value/Document.js'
import { clip } from '../value/Issue.js'
import { defaultLimits } from '../value/Limits.js'
import type { Check, Failed, Run } from './Run.js'
import { applyChecks, exceeds, failed, isWire, note } from './Run.js'
import type {
  AnyShape,
  BlobShape,
  BooleanShape,
  DoubleShape,
  EnumShape,
  Exact,
  FloatShape,
  IntEnumShape,
  IntegerShape,
  Json,
  StringShape,
  TimestampShape,
} from './Shape.js'

// -------------------------------------------------------------------------------------
// one kind
// -------------------------------------------------------------------------------------

export interface Kind<A> {
  /** What is wanted, in words. */
  readonly expected: string
  /** The host value; `failed` where the reason is noted already. */
  readonly look: (node: unknown, run: Run, traits: Traits, id: string) => A | Fault | Failed
  /** The tests of its constraints, made once. */
  readonly checks?: (traits: Traits) => ReadonlyArray<Check<A>>
  readonly write: (host: A, traits: Traits) => Json
  readonly zero: () => A
  readonly initial: (value: Document) => A | undefined
  readonly exact?: Exact
  readonly print?: (tree: Json) => string
}

const noParts = (): ReadonlyArray<AnyShape> => []

/** The shape of a kind; its types are what the caller's signature claims. */
export const leaf = <A, S>(kind: Kind<A>, id: string, traits: Traits): S => {
  const { expected, look, checks, write, zero, initial, exact, print } = kind
  let made: ReadonlyArray<Check<A>> | undefined
  const self = {
    id,
    traits,
    read: (node: unknown, run: Run): unknown => {
      const host = look(node, run, traits, id)
      if (host instanceof Fault)
        return note(run, id, host.code, host.expected ?? expected, host.actual ?? describe(node))
      if (run.strict && host !== failed && checks !== undefined) {
        made ??= checks(traits)
        applyChecks(run, id, host, made)
      }
      return host
    },
    // Who writes has checked.
    write: (value: unknown): Json => write(value as A, traits),
    zero,
    initial,
    refine: (more: Traits) => leaf(kind, id, { ...traits, ...more }),
    parts: noParts,
    exact,
    print,
  }
  return self as unknown as S
}

const same = <A extends Json>(host: A): Json => host

// -------------------------------------------------------------------------------------
// text
// -------------------------------------------------------------------------------------

const textOf: Kind<string>['look'] = (node, run, _, id) => {
  if (typeof node !== 'string') return mismatch
  if (exceeds(run, id, node.length, defaultLimits.text, 'UTF-16 units')) return failed
  return isWellFormed(node) ? node : fault('type', 'well-formed Unicode text', 'text with a lone surrogate')
}

const textChecks = (traits: Traits): ReadonlyArray<Check<string>> => {
  const { length, pattern } = traits
  return [
    ...(length === undefined ? [] : [textLengthCheck(length)]),
    ...(pattern === undefined ? [] : [patternCheck(pattern, traits)]),
  ]
}

const textDefault = (value: Document): string | undefined => (typeof value === 'string' ? value : undefined)

const textKind: Kind<string> = {
  expected: 'a string',
  look: textOf,
  checks: textChecks,
  write: same,
  zero: () => '',
  initial: textDefault,
}

export const string = <A extends string = string>(id: string, traits: Traits = none): StringShape<A> =>
  leaf(textKind, id, traits)

const enumCheck =
  <A extends string | number>(listed: Listed<A>, internal: ReadonlyArray<A>, traits: Traits): Check<unknown> =>
  (value, run) => {
    const values = Object.values(listed)
    if (values.includes(value as A)) return undefined
    const actual =
      run.hidden > 0 || traits.sensitive === true
        ? 'another value'
        : JSON.stringify(typeof value === 'string' ? clip(value) : value)
    return { code: 'enum', expected: `one of ${values.filter((one) => !internal.includes(one)).join(', ')}`, actual }
  }

export const enumeration = <const A extends string, N extends string>(
  id: string,
  listed: Listed<A>,
  traits: Traits = none,
  internal: ReadonlyArray<A> = [],
): EnumShape<A, N> => leaf({ ...textKind, checks: (own) => [enumCheck(listed, internal, own)] }, id, traits)

// -------------------------------------------------------------------------------------
// numbers
// -------------------------------------------------------------------------------------

/** A number of a node; a tree whose shape keeps more than a double does has other kinds of number too. */
const numberOf = (node: unknown, run: Run, way: 'whole' | 'double'): number | undefined =>
  typeof node === 'number' ? node : isWire(run) ? run.exact?.[way](node) : undefined

/** Bounds of these kinds are numbers that a double keeps. */
const rangeChecks = ({ range }: Traits): ReadonlyArray<Check<number>> => {
  if (range === undefined) return []
  const [min, max] = [Number(range.min ?? -Infinity), Number(range.max ?? Infinity)]
  return [
    (n) =>
      n >= min && n <= max ? undefined : { code: 'range', expected: rangeText(range), actual: 'a number outside' },
  ]
}

const numberDefault = (value: Document): number | undefined =>
  typeof value === 'number' || typeof value === 'bigint' ? Number(value) : undefined

const wholeKind = (tag: keyof typeof wholeBounds): Kind<number> => {
  const { min, max } = wholeBounds[tag]
  const expected = `a whole number from ${min} to ${max}`
  return {
    expected,
    look: (node, run) => {
      const n = numberOf(node, run, 'whole')
      if (n === undefined) return mismatch
      if (n >= min && n <= max && Number.isInteger(n)) return n
      if (Number.isNaN(n) || (Number.isFinite(n) && !Number.isInteger(n)))
        return fault('type', expected, Number.isNaN(node) ? 'NaN' : 'a number with a fraction')
      return fault('range', expected, 'a number outside')
    },
    checks: rangeChecks,
    write: (n) => (Number.isFinite(n) ? n : String(n)),
    zero: () => 0,
    initial: numberDefault,
  }
}

const whole = <S>(tag: keyof typeof wholeBounds, id: string, traits: Traits): S => leaf(wholeKind(tag), id, traits)

export const byte = (id: string, traits: Traits = none): IntegerShape => whole('byte', id, traits)

export const short = (id: string, traits: Traits = none): IntegerShape => whole('short', id, traits)

export const integer = (id: string, traits: Traits = none): IntegerShape => whole('integer', id, traits)

export const intEnumeration = <const A extends number>(
  id: string,
  listed: { readonly [name: string]: A },
  traits: Traits = none,
): IntEnumShape<A> =>
  leaf({ ...wholeKind('intEnum'), checks: (own) => [enumCheck(listed, [], own), ...rangeChecks(own)] }, id, traits)

const special = new Set<unknown>(['NaN', 'Infinity', '-Infinity'])

const outside64: Fault = /*#__PURE__*/ fault('range', 'a number of 64 bits', 'a number outside')

/** A double as JSON has it: NaN and the infinities are text. */
const wireDouble = (node: unknown, run: Run): number | Fault => {
  if (special.has(node)) return Number(node)
  const n = numberOf(node, run, 'double')
  return n === undefined ? mismatch : Number.isFinite(n) ? n : outside64
}

const doubleOf = (node: unknown, run: Run): number | Fault => {
  if (isWire(run)) return wireDouble(node, run)
  return typeof node === 'number' ? node : mismatch
}

const numberTree = (n: number): Json => (Number.isFinite(n) ? n : String(n))

const doubleKind: Kind<number> = {
  expected: 'a number',
  look: doubleOf,
  checks: rangeChecks,
  write: numberTree,
  zero: () => 0,
  initial: numberDefault,
  // It keeps the sign of minus zero.
  print: writeJson,
}

export const double = (id: string, traits: Traits = none): DoubleShape => leaf(doubleKind, id, traits)

const floatKind: Kind<number> = {
  expected: 'a number',
  look: (node, run) => {
    const n = doubleOf(node, run)
    if (n instanceof Fault) return n
    if (run.view !== 'exact') return float32(n)
    return Object.is(Math.fround(n), n) ? n : fault('range', 'a number of 32 bits', 'a number of 64 bits')
  },
  checks: rangeChecks,
  write: (n) => numberTree(shortestFloat32(n)),
  zero: () => 0,
  initial: numberDefault,
  print: writeJson,
}

export const float = (id: string, traits: Traits = none): FloatShape => leaf(floatKind, id, traits)

// -------------------------------------------------------------------------------------
// others
// -------------------------------------------------------------------------------------

const booleanKind: Kind<boolean> = {
  expected: 'true or false',
  look: (node) => (typeof node === 'boolean' ? node : mismatch),
  write: same,
  zero: () => false,
  initial: (value) => (typeof value === 'boolean' ? value : undefined),
}

export const boolean = (id: string, traits: Traits = none): BooleanShape => leaf(booleanKind, id, traits)

const bytesIn: Kind<Uint8Array>['look'] = (node, run, _, id) => {
  const { text: most } = defaultLimits
  if (!isWire(run)) {
    if (!isBytes(node)) return mismatch
    if (exceeds(run, id, sizeOf(node), most, 'bytes')) return failed
    return copyOfBytes(node) ?? fault('type', undefined, 'bytes whose buffer is detached')
  }
  if (typeof node !== 'string') return mismatch
  // Base64 has four characters for three bytes; it is asked before it is decoded.
  if (node.length > 4 * Math.ceil(most / 3)) {
    exceeds(run, id, node.length, most, 'bytes', 'more')
    return failed
  }
  const bytes = readBase64(node)
  if (bytes === undefined) return fault('syntax', 'base64 text', 'other text')
  return exceeds(run, id, bytes.length, most, 'bytes') ? failed : bytes
}

const blobKind: Kind<Uint8Array> = {
  expected: 'bytes',
  look: bytesIn,
  checks: ({ length }) => {
    if (length === undefined) return []
    const check = lengthCheck(length, 'byte', 'bytes')
    return [(bytes) => check(bytes.length)]
  },
  write: writeBase64,
  zero: () => new Uint8Array(),
  initial: (value) => (typeof value === 'string' ? (readBase64(value) ?? new Uint8Array()) : undefined),
}

export const blob = (id: string, traits: Traits = none): BlobShape => leaf(blobKind, id, traits)

const millisOf = (node: unknown, run: Run, { timestampFormat = 'epoch-seconds' }: Traits): number | Fault => {
  if (!isWire(run)) return epochMillisOf(node) ?? mismatch
  if (timestampFormat === 'epoch-seconds') {
    const seconds = typeof node === 'string' ? mismatch : wireDouble(node, run)
    return seconds instanceof Fault ? seconds : readEpochSeconds(seconds)
  }
  if (typeof node !== 'string') return mismatch
  const isDateTime = timestampFormat === 'date-time'
  const found = isDateTime ? readDateTime(node, true) : readHttpDate(node)
  return found ?? fault('syntax', isDateTime ? 'a date-time of RFC 3339' : 'an http-date', 'other text')
}

const timestampKind: Kind<Date> = {
  expected: 'a timestamp',
  look: (node, run, traits) => {
    const millis = millisOf(node, run, traits)
    if (millis instanceof Fault) return millis
    if (millis >= timestampBounds.min && millis <= timestampBounds.max) return new Date(millis)
    return fault(
      'range',
      'a time within the years 0001 to 9999',
      Number.isNaN(millis) ? 'an invalid time' : 'a time outside',
    )
  },
  write: (date, { timestampFormat = 'epoch-seconds' }) => {
    const millis = date.getTime()
    if (timestampFormat === 'epoch-seconds') return numberTree(writeEpochSeconds(millis))
    return timestampFormat === 'date-time' ? writeDateTime(millis) : writeHttpDate(millis)
  },
  zero: () => new Date(0),
  initial: (value) => {
    const millis = typeof value === 'string' ? Date.parse(value) : Math.round(Number(value) * 1000)
    return Number.isNaN(millis) ? undefined : new Date(millis)
  },
}

export const timestamp = (id: string, traits: Traits = none): TimestampShape => leaf(timestampKind, id, traits)
