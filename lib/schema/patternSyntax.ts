/**
 * The syntax tree of a pattern, for what has to know how it is built: the measure of its cost and the linear matcher.
 *
 * Domain: patterns that compile with the `u` flag. Source: ECMA-262, "Patterns".
 */

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export type PatternNode =
  /** One character out of a set, written as it stands: `a`, `\d`, `[^x]`, `.`. */
  | { readonly _tag: 'set'; readonly source: string }
  | { readonly _tag: 'sequence'; readonly items: ReadonlyArray<PatternNode> }
  | { readonly _tag: 'choice'; readonly items: ReadonlyArray<PatternNode> }
  /** `max` is `Infinity` where there is none. */
  | { readonly _tag: 'repeat'; readonly item: PatternNode; readonly min: number; readonly max: number }
  | { readonly _tag: 'look'; readonly ahead: boolean; readonly negative: boolean; readonly item: PatternNode }
  | { readonly _tag: 'assertion'; readonly of: 'start' | 'end' | 'word' | 'notWord' }

// -------------------------------------------------------------------------------------
// parser
// -------------------------------------------------------------------------------------

/** Groups in groups beyond which a pattern is not looked into. */
const maxDepth = 100

/** A part that the tree cannot say: a back-reference or flags inside. */
const unsaid: unique symbol = Symbol('unsaid')

const escapeLength = (pattern: string, i: number): number => {
  const rest = pattern.slice(i, i + 80)
  const found =
    /^\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|c[a-zA-Z])/.exec(
      rest,
    )
  return found?.[0].length ?? 1 + String.fromCodePoint(pattern.codePointAt(i + 1) ?? 0).length
}

const classLength = (pattern: string, start: number): number => {
  for (let i = start + 1; i < pattern.length; i++) {
    if (pattern[i] === '\\') i++
    else if (pattern[i] === ']') return i + 1 - start
  }
  return pattern.length - start
}

interface Cursor {
  readonly pattern: string
  at: number
}

const quantifier = /^(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})\??/

const repeated = (cursor: Cursor, item: PatternNode): PatternNode => {
  const found = quantifier.exec(cursor.pattern.slice(cursor.at, cursor.at + 40))
  if (found === null) return item
  cursor.at += found[0].length
  const [, sign, min, comma, max] = found
  if (sign !== undefined) return { _tag: 'repeat', item, min: sign === '+' ? 1 : 0, max: sign === '?' ? 1 : Infinity }
  const low = Number(min)
  return { _tag: 'repeat', item, min: low, max: comma === undefined ? low : max === '' ? Infinity : Number(max) }
}

const groupHead = /^\((?:\?(?::|=|!|<=|<!|<[^>]+>))?/

const readGroup = (cursor: Cursor, depth: number): PatternNode | typeof unsaid => {
  const head = groupHead.exec(cursor.pattern.slice(cursor.at, cursor.at + 200))?.[0] ?? '('
  // Flags of a group, which change what its characters mean.
  if (head === '(' && cursor.pattern[cursor.at + 1] === '?') return unsaid
  cursor.at += head.length
  const item = readChoice(cursor, depth + 1)
  if (item === unsaid) return unsaid
  cursor.at++
  if (head === '(?=' || head === '(?!') return { _tag: 'look', ahead: true, negative: head === '(?!', item }
  if (head === '(?<=' || head === '(?<!') return { _tag: 'look', ahead: false, negative: head === '(?<!', item }
  return item
}

const readAtom = (cursor: Cursor, depth: number): PatternNode | typeof unsaid => {
  const { pattern, at } = cursor
  const c = pattern[at]
  if (c === '(') return readGroup(cursor, depth)
  if (c === '^' || c === '$') {
    cursor.at++
    return { _tag: 'assertion', of: c === '^' ? 'start' : 'end' }
  }
  if (c === '\\') {
    const letter = pattern[at + 1] as string
    if (letter === 'b' || letter === 'B') {
      cursor.at += 2
      return { _tag: 'assertion', of: letter === 'b' ? 'word' : 'notWord' }
    }
    if (letter === 'k' || /[1-9]/.test(letter)) return unsaid
  }
  const length =
    c === '\\'
      ? escapeLength(pattern, at)
      : c === '['
        ? classLength(pattern, at)
        : String.fromCodePoint(pattern.codePointAt(at) as number).length
  cursor.at += length
  return { _tag: 'set', source: pattern.slice(at, at + length) }
}

const readSequence = (cursor: Cursor, depth: number): PatternNode | typeof unsaid => {
  const items: Array<PatternNode> = []
  while (cursor.at < cursor.pattern.length && cursor.pattern[cursor.at] !== '|' && cursor.pattern[cursor.at] !== ')') {
    const item = readAtom(cursor, depth)
    if (item === unsaid) return unsaid
    items.push(repeated(cursor, item))
  }
  return items.length === 1 ? (items[0] as PatternNode) : { _tag: 'sequence', items }
}

const readChoice = (cursor: Cursor, depth: number): PatternNode | typeof unsaid => {
  if (depth > maxDepth) return unsaid
  const items: Array<PatternNode> = []
  for (;;) {
    const item = readSequence(cursor, depth)
    if (item === unsaid) return unsaid
    items.push(item)
    if (cursor.pattern[cursor.at] !== '|') break
    cursor.at++
  }
  return items.length === 1 ? (items[0] as PatternNode) : { _tag: 'choice', items }
}

/** The tree of a pattern; `undefined` for one with back-references, inner flags or more than 100 levels of groups. */
export const parsePattern = (pattern: string): PatternNode | undefined => {
  const cursor: Cursor = { pattern, at: 0 }
  const tree = readChoice(cursor, 0)
  return tree === unsaid || cursor.at < pattern.length ? undefined : tree
}

// -------------------------------------------------------------------------------------
// sets
// -------------------------------------------------------------------------------------

/**
 * The characters of a set as a bit mask: bit `c` for each ASCII character `c`, bit 128 where it may hold any other. That bit
 * may be set for a set that has none beyond ASCII, never the other way round.
 */
export type Mask = bigint

const masks = new Map<string, Mask>()

const beyondAscii = 1n << 128n

const all = (1n << 128n) - 1n

const bit = (code: number): Mask => (code < 128 ? 1n << BigInt(code) : beyondAscii)

const span = (low: number, high: number): Mask =>
  low > 127
    ? beyondAscii
    : high > 127
      ? span(low, 127) | beyondAscii
      : ((1n << BigInt(high - low + 1)) - 1n) << BigInt(low)

const digits = /*#__PURE__*/ span(48, 57)

const words = digits | /*#__PURE__*/ span(65, 90) | /*#__PURE__*/ span(97, 122) | /*#__PURE__*/ bit(95)

/** The sets that need no engine to tell. */
const known: ReadonlyMap<string, Mask> = /*#__PURE__*/ new Map([
  ['.', (all & ~bit(10) & ~bit(13)) | beyondAscii],
  ['\\d', digits],
  ['\\w', words],
  ['\\D', (all & ~digits) | beyondAscii],
  ['\\W', (all & ~words) | beyondAscii],
])

/** Classes of plain characters, ranges and `\d`, `\w`; `undefined` for others. */
const plainClass = (source: string): Mask | undefined => {
  if (!/^\[\^?(?:[^\\\]]|\\[dw^$\\.*+?()[\]{}|/-])*\]$/.test(source) || /-\\[dw]|\\[dw]-./.test(source))
    return undefined
  const negated = source[1] === '^'
  let mask = 0n
  for (let i = negated ? 2 : 1; i < source.length - 1; i++) {
    const escaped = source[i] === '\\'
    if (escaped) i++
    if (escaped && (source[i] === 'd' || source[i] === 'w')) {
      mask |= source[i] === 'd' ? digits : words
      continue
    }
    const low = source.charCodeAt(i)
    if (source[i + 1] !== '-' || i + 2 >= source.length - 1) {
      mask |= bit(low)
      continue
    }
    i += source[i + 2] === '\\' ? 3 : 2
    mask |= span(low, source.charCodeAt(i))
  }
  return negated ? (all & ~mask) | beyondAscii : mask
}

const askedMask = (source: string): Mask => {
  const one = new RegExp(`^${source}$`, 'u')
  let mask = /[^ -~]|\\[pPSWDsuxc]|^\[\^|^\.$/.test(source) ? beyondAscii : 0n
  for (let c = 0; c < 128; c++) if (one.test(String.fromCharCode(c))) mask |= bit(c)
  return mask
}

export const maskOf = (source: string): Mask => {
  const found = masks.get(source)
  if (found !== undefined) return found
  const plain = source.length === 1 && source !== '.' ? bit(source.charCodeAt(0)) : known.get(source)
  const escaped = source.length === 2 && /^\\[^a-zA-Z\d]$/.test(source) ? bit(source.charCodeAt(1)) : undefined
  const mask = plain ?? escaped ?? plainClass(source) ?? askedMask(source)
  masks.set(source, mask)
  return mask
}

// -------------------------------------------------------------------------------------
// destructors
// -------------------------------------------------------------------------------------

/** Whether a node can match without taking a character. */
export const isNullable = (node: PatternNode): boolean => {
  switch (node._tag) {
    case 'set':
      return false
    case 'sequence':
      return node.items.every(isNullable)
    case 'choice':
      return node.items.some(isNullable)
    case 'repeat':
      return node.min === 0 || isNullable(node.item)
    case 'look':
    case 'assertion':
      return true
  }
}

/** Whether a node can refuse what stands there at all: a choice of nothing, of zero or more, and so on, cannot. */
export const canFail = (node: PatternNode): boolean => {
  switch (node._tag) {
    case 'sequence':
      return node.items.some(canFail)
    case 'choice':
      return node.items.every(canFail)
    case 'repeat':
      return node.min > 0 && canFail(node.item)
    default:
      return true
  }
}

/** The most characters that a node takes. */
export const longest = (node: PatternNode): number => {
  switch (node._tag) {
    case 'set':
      return 1
    case 'sequence':
      return node.items.reduce((sum, item) => sum + longest(item), 0)
    case 'choice':
      return Math.max(...node.items.map(longest))
    case 'repeat': {
      const item = longest(node.item)
      return item === 0 || node.max === 0 ? 0 : item * node.max
    }
    case 'look':
    case 'assertion':
      return 0
  }
}

/** Whether every match of a node begins at the start of the text. */
export const startsAtStart = (node: PatternNode): boolean => {
  switch (node._tag) {
    case 'assertion':
      return node.of === 'start'
    case 'sequence': {
      for (const item of node.items) {
        if (startsAtStart(item)) return true
        if (item._tag !== 'look' && item._tag !== 'assertion') return false
      }
      return false
    }
    case 'choice':
      return node.items.every(startsAtStart)
    case 'repeat':
      return node.min > 0 && startsAtStart(node.item)
    default:
      return false
  }
}
