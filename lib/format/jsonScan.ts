/**
 * JSON looked over where it lies, in UTF-8, without making anything of it.
 *
 * Each step takes the place of a first byte and gives the place behind what it passed, or -1: the bytes there are no JSON, or JSON
 * of a sort that is left to the readers that take care. Law: what is passed, `JSON.parse` takes. The bytes have to be UTF-8; that
 * is not looked at.
 *
 * Source: RFC 8259, "The JavaScript Object Notation (JSON) Data Interchange Format".
 */

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface JsonScan {
  /** Bytes of the last string beyond one a code point: 0 where it stands as it is, each byte a character. */
  surplus: number
  /** The last whole number. */
  whole: number
  /** Whether bytes beyond ASCII were met since somebody set this to `false`. */
  beyond: boolean
  /** Whether numbers were met that are not whole, since somebody set this to `false`. */
  fractions: boolean
  /** White space. */
  readonly blank: (bytes: Uint8Array, at: number) => number
  /** A string from quote to quote. Escapes by four digits are passed where they are no half of a pair. */
  readonly string: (bytes: Uint8Array, view: DataView, at: number) => number
  /** A whole number of up to 15 digits, which a double keeps; no minus zero. */
  readonly integer: (bytes: Uint8Array, at: number) => number
  /** A number of up to 15 digits and no exponent. */
  readonly number: (bytes: Uint8Array, at: number) => number
  /** The words `true` and `false`. */
  readonly boolean: (bytes: Uint8Array, at: number) => number
  readonly nothing: (bytes: Uint8Array, at: number) => number
  /** Any value, strings and numbers as above, nested up to 64 levels. */
  readonly value: (bytes: Uint8Array, view: DataView, at: number, depth: number) => number
}

// -------------------------------------------------------------------------------------
// bytes
// -------------------------------------------------------------------------------------

const [quote, comma, minus, point, slash, colon] = [0x22, 0x2c, 0x2d, 0x2e, 0x5c, 0x3a] as const
const [openList, closeList, openMap, closeMap] = [0x5b, 0x5d, 0x7b, 0x7d] as const

const isDigit = (byte = 0): boolean => byte >= 0x30 && byte <= 0x39

/** Digits that a double keeps, whatever they are. */
const mostDigits = 15

const mostLevels = 64

/** What may stand behind a backslash, but for `u`. */
const isEscape: Uint8Array = /*#__PURE__*/ Uint8Array.from({ length: 256 }, (_, byte) =>
  '"\\/bfnrt'.includes(String.fromCharCode(byte)) ? 1 : 0,
)

const hexOf = (byte = 0): number => {
  if (isDigit(byte)) return byte - 0x30
  const letter = byte | 0x20
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1
}

/** Whether four digits stand there that are no half of a surrogate pair. */
const isScalar = (bytes: Uint8Array, at: number): boolean => {
  const [a, b] = [hexOf(bytes[at]), hexOf(bytes[at + 1])]
  const isHalf = a === 0xd && b >= 8
  return a >= 0 && b >= 0 && !isHalf && hexOf(bytes[at + 2]) >= 0 && hexOf(bytes[at + 3]) >= 0
}

// -------------------------------------------------------------------------------------
// scan
// -------------------------------------------------------------------------------------

/** Where digits end: at least one, no zero in front of others, at most so many. */
const digitsEnd = (bytes: Uint8Array, at: number): number => {
  let i = at
  while (isDigit(bytes[i])) i++
  return i === at || i - at > mostDigits || (bytes[at] === 0x30 && i - at > 1) ? -1 : i
}

/** What is behind a number, if it is at its end. */
const isPart = (byte: number | undefined): boolean => byte === point || byte === 0x65 || byte === 0x45

/** A scan keeps what it last met, so one serves one reader. */
export const jsonScan = (): JsonScan => {
  const blank = (bytes: Uint8Array, at: number): number => {
    let i = at
    for (let byte = bytes[i]; byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09; byte = bytes[i]) i++
    return i
  }

  const string = (bytes: Uint8Array, view: DataView, at: number): number => {
    if (bytes[at] !== quote) return -1
    const words = view.byteLength - 4
    let surplus = 0
    let i = at + 1
    for (;;) {
      // Four bytes at a time, as long as none of them is a control character, a quote, a backslash or beyond ASCII.
      while (i <= words) {
        const word = view.getInt32(i, true)
        const odd = word | (word - 0x20202020) | ((word ^ 0x22222222) - 0x01010101) | ((word ^ 0x5c5c5c5c) - 0x01010101)
        if ((odd & 0x80808080) !== 0) break
        i += 4
      }
      const byte = bytes[i]
      if (byte === quote) break
      if (byte === undefined || byte < 0x20) return -1
      if (byte === slash) {
        const letter = bytes[i + 1]
        if (letter === 0x75) {
          if (!isScalar(bytes, i + 2)) return -1
          surplus += 5
          i += 6
        } else {
          if (isEscape[letter ?? 0] !== 1) return -1
          surplus++
          i += 2
        }
      } else {
        if (byte >= 0x80) {
          scan.beyond = true
          if ((byte & 0xc0) === 0x80) surplus++
        }
        i++
      }
    }
    scan.surplus = surplus
    return i + 1
  }

  const integer = (bytes: Uint8Array, at: number): number => {
    const isNegative = bytes[at] === minus
    const start = isNegative ? at + 1 : at
    const end = digitsEnd(bytes, start)
    if (end < 0 || isPart(bytes[end])) return -1
    let whole = 0
    for (let i = start; i < end; i++) whole = whole * 10 + ((bytes[i] as number) - 0x30)
    if (isNegative && whole === 0) return -1
    scan.whole = isNegative ? -whole : whole
    return end
  }

  const number = (bytes: Uint8Array, at: number): number => {
    const start = bytes[at] === minus ? at + 1 : at
    const end = digitsEnd(bytes, start)
    if (end < 0 || !isPart(bytes[end])) return end
    if (bytes[end] !== point) return -1
    scan.fractions = true
    let i = end + 1
    while (isDigit(bytes[i])) i++
    return i === end + 1 || i - start > mostDigits || isPart(bytes[i]) ? -1 : i
  }

  const boolean = (bytes: Uint8Array, at: number): number => {
    if (bytes[at] === 0x74)
      return bytes[at + 1] === 0x72 && bytes[at + 2] === 0x75 && bytes[at + 3] === 0x65 ? at + 4 : -1
    return bytes[at] === 0x66 &&
      bytes[at + 1] === 0x61 &&
      bytes[at + 2] === 0x6c &&
      bytes[at + 3] === 0x73 &&
      bytes[at + 4] === 0x65
      ? at + 5
      : -1
  }

  const nothing = (bytes: Uint8Array, at: number): number =>
    bytes[at] === 0x6e && bytes[at + 1] === 0x75 && bytes[at + 2] === 0x6c && bytes[at + 3] === 0x6c ? at + 4 : -1

  const value = (bytes: Uint8Array, view: DataView, at: number, depth: number): number => {
    const byte = bytes[at]
    if (byte === quote) return string(bytes, view, at)
    if (byte === 0x74 || byte === 0x66) return boolean(bytes, at)
    if (byte === 0x6e) return nothing(bytes, at)
    if (byte !== openMap && byte !== openList) return number(bytes, at)
    return depth >= mostLevels ? -1 : aggregate(bytes, view, at, depth, byte === openMap)
  }

  const aggregate = (bytes: Uint8Array, view: DataView, at: number, depth: number, isMap: boolean): number => {
    const close = isMap ? closeMap : closeList
    let i = blank(bytes, at + 1)
    if (bytes[i] === close) return i + 1
    for (;;) {
      if (isMap) {
        i = string(bytes, view, i)
        if (i < 0) return -1
        i = blank(bytes, i)
        if (bytes[i] !== colon) return -1
        i = blank(bytes, i + 1)
      }
      i = value(bytes, view, i, depth + 1)
      if (i < 0) return -1
      i = blank(bytes, i)
      if (bytes[i] === close) return i + 1
      if (bytes[i] !== comma) return -1
      i = blank(bytes, i + 1)
    }
  }

  const scan: JsonScan = {
    surplus: 0,
    whole: 0,
    beyond: false,
    fractions: false,
    blank,
    string,
    integer,
    number,
    boolean,
    nothing,
    value,
  }
  return scan
}
