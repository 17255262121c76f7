/**
 * Texts grown from a pattern to cost it as much time as may be: what leads to one of its loops, that loop's own text again and again,
 * and something that no pattern takes.
 */
import type { PatternNode } from '../../../lib/schema/patternSyntax.js'
import { maskOf, parsePattern } from '../../../lib/schema/patternSyntax.js'

export interface Pump {
  readonly prefix: string
  readonly part: string
}

/** Nothing that a usual set holds. */
const stop = '\u0001'

export const pumped = ({ prefix, part }: Pump, units: number): string =>
  prefix + part.repeat(Math.max(1, Math.floor((units - prefix.length - 1) / part.length))) + stop

const span = (first: number, last: number): ReadonlyArray<number> =>
  Array.from({ length: last - first + 1 }, (_, i) => first + i)

/** Letters before signs, so that parts of different loops are alike where they can be. */
const order = [...span(97, 122), ...span(48, 57), ...span(65, 90), ...span(32, 126), 9, 10, 13]

const sampleOf = (source: string): string => {
  const mask = maskOf(source)
  const code = order.find((one) => ((mask >> BigInt(one)) & 1n) === 1n)
  if (code !== undefined) return String.fromCharCode(code)
  const one = new RegExp(`^${source}$`, 'u')
  return ['é', '漢', '😀', '\u2028', '\0'].find((c) => one.test(c)) ?? ''
}

/** The longest that a counted repetition is written out for what leads to a loop. */
const most = 64

/** One text that a node matches, as short as may be. */
const witness = (node: PatternNode): string => {
  switch (node._tag) {
    case 'set':
      return sampleOf(node.source)
    case 'sequence':
      return node.items.map(witness).join('')
    case 'choice':
      return node.items.map(witness).reduce((a, b) => (b.length < a.length ? b : a))
    case 'repeat':
      return witness(node.item).repeat(Math.min(node.min, most))
    case 'look':
    case 'assertion':
      return ''
  }
}

const loopsIn = (node: PatternNode, prefix: string): ReadonlyArray<Pump> => {
  switch (node._tag) {
    case 'sequence': {
      const found: Array<Pump> = []
      let before = prefix
      for (const item of node.items) {
        found.push(...loopsIn(item, before))
        before += witness(item)
      }
      return found
    }
    case 'choice':
      return node.items.flatMap((item) => loopsIn(item, prefix))
    case 'repeat': {
      const part = witness(node.item) || witness({ _tag: 'repeat', item: node.item, min: 1, max: 1 })
      const own = node.max >= most && part !== '' ? [{ prefix, part }] : []
      return [...own, ...loopsIn(node.item, prefix)]
    }
    case 'look':
      return loopsIn(node.item, prefix)
    default:
      return []
  }
}

/** What many expressions loop over, whatever their syntax. */
const usual = [' ', 'a', '0', '-', '\\', '"', '_', '\r\n', 'é', '😀']

const distinct = (pumps: ReadonlyArray<Pump>): ReadonlyArray<Pump> => [
  ...new Map(pumps.map((pump) => [`${pump.prefix}\0${pump.part}`, pump] as const)).values(),
]

/** The pumps of a pattern: of each of its loops, with the parts of the others in their places, as many as are wanted. */
export const pumpsOf = (pattern: string, wanted: number): ReadonlyArray<Pump> => {
  const tree = parsePattern(pattern)
  const loops = tree === undefined ? [] : loopsIn(tree, '')
  const parts = [...new Set(loops.map(({ part }) => part))].slice(0, 3)
  const crossed = loops.flatMap(({ prefix }) => parts.map((part) => ({ prefix, part })))
  const bare = usual.map((part) => ({ prefix: '', part }))
  return distinct([...loops, ...crossed, ...bare]).slice(0, wanted)
}
