/**
 * JSON text read by `JSON.parse`, its numbers exact. None of the library's own readers, so that it can judge them.
 */
import * as V from '../../lib/value/index.js'

/** A number by its text; a class, so that no object of JSON can be taken for one. */
export class ExactNumber {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

const tag = '\u0000number'

const literal = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g

const isTagged = (u: unknown): u is { readonly [tag]: string } =>
  typeof u === 'object' && u !== null && Object.keys(u).length === 1 && Object.hasOwn(u, tag)

/** Throws a `SyntaxError` where the text is no JSON. */
const parse = (text: string, number: (text: string) => unknown): unknown => {
  // JSON.parse reads the text as it stands first, so that nothing becomes well formed by what is put in.
  JSON.parse(text)
  const tagged = text.replace(literal, (one) => (one.startsWith('"') ? one : `{"\\u0000number":"${one}"}`))
  return JSON.parse(tagged, (_, value: unknown) => (isTagged(value) ? number(value[tag]) : value))
}

/** What a decimal is worth: no zeros at the end of its digits. */
const worth = (text: string): V.Decimal | undefined => {
  const decimal = V.readDecimal(text)
  if (decimal === undefined) return undefined
  let { coefficient, exponent } = decimal
  if (coefficient === 0n) return V.decimal(0n, 0)
  while (coefficient % 10n === 0n) {
    coefficient /= 10n
    exponent++
  }
  return V.decimal(coefficient, exponent)
}

const isSame = (a: V.Decimal | undefined, b: V.Decimal | undefined): boolean =>
  a?.coefficient === b?.coefficient && a?.exponent === b?.exponent

const plainNumber = (text: string): V.DocumentData => {
  const n = Number(text)
  const exact = worth(text)
  if (exact === undefined || isSame(exact, worth(String(n)))) return n
  return exact.exponent >= 0 ? exact.coefficient * 10n ** BigInt(exact.exponent) : V.documentDecimal(exact)
}

/** Numbers as documents have them: a `number` where its shortest text says the same, else a bigint or a decimal. */
export const readExact = (text: string): unknown => parse(text, plainNumber)

/** Numbers as `ExactNumber`, for comparison. */
export const readForComparison = (text: string): unknown => parse(text, (one) => new ExactNumber(one))

/** Whether two texts of numbers are worth the same; of a fraction, as numbers of 64 bits. */
export const sameNumber = (a: string, b: string): boolean => {
  const left = worth(a)
  const right = worth(b)
  if (left === undefined || right === undefined) return false
  return isSame(left, right) || ((left.exponent < 0 || right.exponent < 0) && Number(a) === Number(b))
}
