/**
 * How much time a backtracking engine takes for a pattern, in the length of the text: an upper bound from the syntax alone.
 *
 * Where each choice (go round again or leave, this alternative or that) is settled by the next character, nothing is ever
 * tried twice. A choice that is not settled multiplies: outside every loop by the ways to make it, inside one by those ways
 * at each turn.
 *
 * Law: a pattern that an established checker finds vulnerable is never of degree 1 here.
 */

import type { Mask, PatternNode } from './patternSyntax.js'
import { canFail, isNullable, longest, maskOf, parsePattern, startsAtStart } from './patternSyntax.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export type PatternCost =
  /** At most about `factor · lengthᵈᵉᵍʳᵉᵉ` steps for each part of the pattern; `linear` is degree 1 with a small factor. */
  | { readonly _tag: 'polynomial'; readonly degree: number; readonly factor: number }
  /** Not bounded by this measure: it may take exponential time, or its syntax says more than the measure knows. */
  | { readonly _tag: 'unbounded'; readonly reason: string }

// -------------------------------------------------------------------------------------
// measure
// -------------------------------------------------------------------------------------

interface Ways {
  readonly degree: number
  readonly factor: number
}

const settled: Ways = { degree: 0, factor: 1 }

const product = (a: Ways, b: Ways): Ways => ({ degree: a.degree + b.degree, factor: a.factor * b.factor })

/** The characters that a match of the node can begin with. */
const firstOf = (node: PatternNode): Mask => {
  switch (node._tag) {
    case 'set':
      return maskOf(node.source)
    case 'sequence': {
      let mask = 0n
      for (const item of node.items) {
        mask |= firstOf(item)
        if (!isNullable(item)) break
      }
      return mask
    }
    case 'choice':
      return node.items.reduce((mask, item) => mask | firstOf(item), 0n)
    case 'repeat':
      return firstOf(node.item)
    case 'look':
    case 'assertion':
      return 0n
  }
}

class Unbounded extends Error {}

interface Around {
  /** What may stand after the node. */
  readonly follow: Mask
  /** Whether something unbounded or uncertain may come after it that can fail. */
  readonly longTail: boolean
  readonly inLoop: boolean
}

const lookWays = (node: Extract<PatternNode, { readonly _tag: 'look' }>, { inLoop }: Around): Ways => {
  const inside = waysOf(node.item, { follow: 0n, longTail: false, inLoop: false })
  const length = longest(node.item)
  if (!node.ahead && length === Infinity) throw new Unbounded('an unbounded look-behind')
  if (inLoop && length === Infinity) throw new Unbounded('an unbounded look-ahead inside a repetition')
  if (inside.degree > 0 && length === Infinity && inside.degree > 1) throw new Unbounded('a costly look-ahead')
  return inLoop || length < Infinity
    ? { degree: 0, factor: Math.max(1, Math.min(length, 1000)) * inside.factor }
    : inside
}

const sequenceWays = (items: ReadonlyArray<PatternNode>, around: Around): Ways => {
  let { follow, longTail } = around
  let ways = settled
  for (let i = items.length - 1; i >= 0; i--) {
    const item = items[i] as PatternNode
    ways = product(waysOf(item, { ...around, follow, longTail }), ways)
    longTail ||= longest(item) === Infinity
    follow = isNullable(item) ? firstOf(item) | follow : firstOf(item)
  }
  return ways
}

const choiceWays = (items: ReadonlyArray<PatternNode>, around: Around): Ways => {
  let taken = 0n
  let clashes = 0
  for (const item of items) {
    const first = isNullable(item) ? firstOf(item) | around.follow : firstOf(item)
    if ((taken & first) !== 0n) clashes++
    taken |= first
  }
  const inside = items.map((item) => waysOf(item, around))
  return {
    degree: Math.max(...inside.map(({ degree }) => degree)),
    factor: (clashes + 1) * Math.max(...inside.map(({ factor }) => factor)),
  }
}

const repeatWays = (node: Extract<PatternNode, { readonly _tag: 'repeat' }>, around: Around): Ways => {
  const { item, min, max } = node
  const first = firstOf(item)
  const inner = max === 1 ? around : { follow: first | around.follow, longTail: true, inLoop: true }
  const inside = waysOf(item, inner)
  const isSettled = min === max || (first & around.follow) === 0n
  if (max > 1 && (inside.degree > 0 || inside.factor > 1)) {
    // Each turn has its ways: they multiply.
    const turns = max === Infinity ? Infinity : inside.factor ** max
    if (!(turns <= 10_000) || inside.degree > 0)
      throw new Unbounded('a choice inside a repetition that the next character does not settle')
    return { degree: 0, factor: turns * (isSettled ? 1 : max - min + 1) }
  }
  if (isSettled) return inside
  if (max !== Infinity) return { degree: inside.degree, factor: inside.factor * (max - min + 1) }
  return { degree: inside.degree + 1, factor: inside.factor }
}

const waysOf = (node: PatternNode, around: Around): Ways => {
  switch (node._tag) {
    case 'set':
    case 'assertion':
      return settled
    case 'sequence':
      return sequenceWays(node.items, around)
    case 'choice':
      return choiceWays(node.items, around)
    case 'repeat':
      return repeatWays(node, around)
    case 'look':
      return lookWays(node, around)
  }
}

/** Whether something that can fail comes after something unbounded: then each start of a search may cost the whole text. */
const failsLate = (node: PatternNode): boolean => {
  if (node._tag === 'sequence') {
    const i = node.items.findIndex((item) => longest(item) === Infinity)
    return i >= 0 && (failsLate(node.items[i] as PatternNode) || node.items.slice(i + 1).some(canFail))
  }
  if (node._tag === 'choice') return node.items.some(failsLate)
  if (node._tag === 'look') return longest(node.item) === Infinity
  // Of a repetition of single characters no turn is left half done.
  return (
    node._tag === 'repeat' && (node.max === Infinity ? node.item._tag !== 'set' && node.min > 0 : failsLate(node.item))
  )
}

/** What comes after the last choice that is unsettled and unbounded: a bounded rest adds no degree. */
const lastUnsettledTail = (tree: PatternNode): number => {
  if (tree._tag !== 'sequence') return Infinity
  let follow = 0n
  let rest = 0
  for (let i = tree.items.length - 1; i >= 0; i--) {
    const item = tree.items[i] as PatternNode
    const { degree } = waysOf(item, { follow, longTail: false, inLoop: false })
    if (degree > 0) {
      if (item._tag === 'repeat' && item.max === Infinity) return rest
      const inside = item._tag === 'repeat' && item.max === 1 ? item.item : item
      return rest + (inside._tag === 'sequence' ? tailWithin(inside, follow) : Infinity)
    }
    rest += longest(item)
    follow = isNullable(item) ? firstOf(item) | follow : firstOf(item)
  }
  return 0
}

const tailWithin = (node: Extract<PatternNode, { readonly _tag: 'sequence' }>, after: Mask): number => {
  let follow = after
  let rest = 0
  for (let i = node.items.length - 1; i >= 0; i--) {
    const item = node.items[i] as PatternNode
    const { degree } = waysOf(item, { follow, longTail: false, inLoop: false })
    if (degree > 0) return item._tag === 'repeat' && item.max === Infinity ? rest : Infinity
    rest += longest(item)
    follow = isNullable(item) ? firstOf(item) | follow : firstOf(item)
  }
  return rest
}

const measure = (tree: PatternNode): PatternCost => {
  const ways = waysOf(tree, { follow: 0n, longTail: false, inLoop: false })
  const tail = ways.degree === 0 ? 0 : lastUnsettledTail(tree)
  const inside = Math.max(1, ways.degree + (tail === Infinity ? 1 : 0))
  const factor = ways.factor * (tail === Infinity ? 1 : Math.max(1, tail))
  if (startsAtStart(tree)) return { _tag: 'polynomial', degree: inside, factor }
  const length = longest(tree)
  if (length < Infinity) return { _tag: 'polynomial', degree: inside, factor: factor * Math.max(1, length) }
  const immediate = ways.degree === 0 && !failsLate(tree)
  return { _tag: 'polynomial', degree: immediate ? inside : inside + 1, factor }
}

/**
 * An upper bound on the time of a pattern.
 *
 * Domain: patterns that compile with the `u` flag.
 *
 * @example
 * ```ts
 * patternCost('^[a-z]+(-[a-z]+)*$') // degree 1
 * patternCost('^[a-z]+[a-z0-9]+$') // degree 2
 * patternCost('^([a-z]+)*$') // unbounded
 * ```
 */
export const patternCost = (pattern: string): PatternCost => {
  const tree = parsePattern(pattern)
  if (tree === undefined) return { _tag: 'unbounded', reason: 'a back-reference, flags inside or too many levels' }
  try {
    return measure(tree)
  } catch (error) {
    if (error instanceof Unbounded) return { _tag: 'unbounded', reason: error.message }
    throw error
  }
}

/** The largest factor that still counts as linear. */
const smallFactor = 10_000

/** Whether a pattern takes time linear in its text, proved. */
export const isLinear = (pattern: string): boolean => {
  const cost = patternCost(pattern)
  return cost._tag === 'polynomial' && cost.degree <= 1 && cost.factor <= smallFactor
}
