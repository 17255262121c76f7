/**
 * Patterns narrowed to the printable characters of ASCII, of which most text is made: engines run them faster, and text that
 * one takes has no surrogate in it.
 */

import type { PatternNode } from './patternSyntax.js'
import { maskOf, parsePattern } from './patternSyntax.js'

const first = 32
const last = 126

/** The printable characters of a set as a class; `undefined` where there are none. */
const classOf = (source: string): string | undefined => {
  const mask = maskOf(source)
  let text = ''
  for (let low = first; low <= last; low++) {
    if (((mask >> BigInt(low)) & 1n) === 0n) continue
    let high = low
    while (high < last && ((mask >> BigInt(high + 1)) & 1n) === 1n) high++
    text += low === high ? hex(low) : `${hex(low)}-${hex(high)}`
    low = high
  }
  return text === '' ? undefined : `[${text}]`
}

const hex = (code: number): string => `\\x${code.toString(16)}`

const all = (sources: ReadonlyArray<string | undefined>): ReadonlyArray<string> | undefined =>
  sources.every((one) => one !== undefined) ? (sources as ReadonlyArray<string>) : undefined

const sourceOf = (node: PatternNode): string | undefined => {
  switch (node._tag) {
    case 'set':
      return classOf(node.source)
    case 'sequence':
      return all(node.items.map(sourceOf))?.join('')
    case 'choice': {
      const items = all(node.items.map(sourceOf))
      return items && `(?:${items.join('|')})`
    }
    case 'repeat': {
      const item = sourceOf(node.item)
      return item && `(?:${item}){${node.min},${node.max === Infinity ? '' : node.max}}`
    }
    case 'look':
    case 'assertion':
      return undefined
  }
}

/**
 * An expression that finds only text which the pattern finds too, and no other than printable ASCII; `undefined` for patterns
 * that do not say all of a text from `^` to `$`, or that ask for what lies around.
 *
 * Law: where `printable(p)` is one, `printable(p).test(s)` is `new RegExp(p, 'u').test(s) && /^[ -~]*$/.test(s)`, but for
 * alternatives that have no printable character at all.
 */
export const printable = (pattern: string): RegExp | undefined => {
  const tree = parsePattern(pattern)
  if (tree?._tag !== 'sequence') return undefined
  const [start, ...rest] = tree.items
  const end = rest.pop()
  const isWhole = start?._tag === 'assertion' && start.of === 'start' && end?._tag === 'assertion' && end.of === 'end'
  const source = isWhole ? all(rest.map(sourceOf))?.join('') : undefined
  return source === undefined ? undefined : new RegExp(`^${source}$`)
}
