/**
 * A decimal number of any size, exact: `coefficient × 10^exponent`.
 *
 * Laws: `read(write(d)) = d`; 1.0 and 1.00 are two different decimals, as in Smithy's bigDecimal.
 */

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface BigDecimal {
  readonly coefficient: bigint
  readonly exponent: number
}

/**
 * Tells a decimal inside a Document from a document object that happens to have the same two members.
 * Registered with `Symbol.for`, so that two copies of this library agree.
 */
export const decimalMark: unique symbol = Symbol.for('wireshape/decimal') as never

/** A decimal as it stands inside a Document. */
export interface DocumentDecimal extends BigDecimal {
  readonly [decimalMark]: true
  /** No record: readers take a number for no structure or map. */
  readonly [Symbol.toStringTag]: 'Decimal'
}

/**
 * The most digits that a text of a number may have, its exponent's size included: `BigInt` of text costs more than
 * linear time.
 */
export const maxDigits = 4096

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/** Exact, not normalised. Bounds: `exponent` is a safe integer. */
export const bigDecimal = (coefficient: bigint, exponent: number): BigDecimal => ({ coefficient, exponent })

/** The same decimal, marked as a number for use inside a Document. */
export const documentDecimal = (decimal: BigDecimal): DocumentDecimal =>
  Object.defineProperties({ coefficient: decimal.coefficient, exponent: decimal.exponent } as DocumentDecimal, {
    [decimalMark]: { value: true },
    [Symbol.toStringTag]: { value: 'Decimal' },
  })

const farMark: unique symbol = Symbol()

/**
 * What a JSON tree has for the text of a number whose exponent no decimal keeps: of its sign, as near to 0 or as far from it as decimals
 * go. Doubles and whole kinds take it for what the text is to them; a bigDecimal or a document, which would have to keep it, refuses it.
 */
export const farDecimal = (text: string): DocumentDecimal =>
  Object.defineProperty(
    documentDecimal({
      coefficient: text[0] === '-' ? -1n : 1n,
      exponent: text.includes('-', 1) ? Number.MIN_SAFE_INTEGER : Number.MAX_SAFE_INTEGER,
    }),
    farMark,
    { value: true },
  )

// -------------------------------------------------------------------------------------
// instances
// -------------------------------------------------------------------------------------

/** The mark alone makes no decimal: whoever knows its name can put it anywhere. */
export const isDocumentDecimal = (u: unknown): u is DocumentDecimal =>
  typeof u === 'object' &&
  u !== null &&
  (u as { readonly [decimalMark]?: unknown })[decimalMark] === true &&
  isBigDecimal(u)

/** Whether a decimal stands for one that could not be kept. */
export const isFar = (decimal: DocumentDecimal): boolean =>
  (decimal as { readonly [farMark]?: unknown })[farMark] === true

export const isBigDecimal = (u: unknown): u is BigDecimal => copyOfDecimal(u) !== undefined

/** A plain copy, whose parts are each read once, so that what was checked is what is kept; `undefined` where it is no decimal. */
export const copyOfDecimal = (u: unknown): BigDecimal | undefined => {
  if (typeof u !== 'object' || u === null) return undefined
  const { coefficient, exponent } = u as { readonly coefficient?: unknown; readonly exponent?: unknown }
  return typeof coefficient === 'bigint' && Number.isSafeInteger(exponent)
    ? { coefficient, exponent: exponent as number }
    : undefined
}

// -------------------------------------------------------------------------------------
// destructors
// -------------------------------------------------------------------------------------

const decimalText = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/

/**
 * A decimal of its text, such as `-12.50e3`; `undefined` where the text is no number, has more than `maxDigits` digits,
 * or an exponent that is no safe integer.
 */
export const readDecimal = (text: string): BigDecimal | undefined => {
  if (text.length > maxDigits) return undefined
  const parts = decimalText.exec(text)
  if (parts === null) return undefined
  // The first two always take part in a match. An absent exponent is the number of no text, which is 0.
  const [, sign, whole, fraction = '', exponent = ''] = parts as unknown as readonly [
    string,
    string,
    string,
    string?,
    string?,
  ]
  const power = Number(exponent) - fraction.length
  if (!Number.isSafeInteger(power)) return undefined
  const digits = BigInt(whole + fraction)
  return bigDecimal(sign === '-' ? -digits : digits, power)
}

/** The text that `readDecimal` takes back to the very same decimal: plain where short, else with an exponent. */
export const writeDecimal = ({ coefficient, exponent }: BigDecimal): string => {
  const sign = coefficient < 0n ? '-' : ''
  const digits = coefficient.toString().slice(sign.length)
  if (exponent > 0 || -exponent > digits.length + 6) return `${sign}${digits}e${exponent}`
  if (exponent === 0) return `${sign}${digits}`
  const padded = digits.padStart(1 - exponent, '0')
  const point = padded.length + exponent
  return `${sign}${padded.slice(0, point)}.${padded.slice(point)}`
}

/**
 * The exact whole number, or not: a decimal text such as `1e2` counts as what it is worth. Bounds: with more than 400 digits behind the
 * point, zeros too, none but 0 is taken for whole, so that a few bytes of text cost no large power.
 */
export const wholeNumberOf = (n: unknown): number | undefined => {
  if (typeof n === 'number') return Number.isInteger(n) ? n : undefined
  if (typeof n === 'bigint') return Number(n)
  if (!isBigDecimal(n)) return undefined
  if (n.exponent >= 0) return Number(`${n.coefficient}e${n.exponent}`)
  const scale = -n.exponent
  if (scale > 400) return n.coefficient === 0n ? 0 : undefined
  const unit = 10n ** BigInt(scale)
  return n.coefficient % unit === 0n ? Number(n.coefficient / unit) : undefined
}
