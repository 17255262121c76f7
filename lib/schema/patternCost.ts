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
  /** Infinite where there is no bound. */
  readonly degree: number
  readonly factor: number
  /** Why there is no bound. */
  readonly reason?: string
}

const settled: Ways = { degree: 0, factor: 1 }

const noBound = (reason: string): Ways => ({ degree: Infinity, factor: 1, reason })

const both = (a: Ways, b: Ways, degree: number, factor: number): Ways => {
  const reason = a.reason ?? b.reason
  return reason === undefined ? { degree, factor } : { degree, factor, reason }
}

const product = (a: Ways, b: Ways): Ways => both(a, b, a.degree + b.degree, a.factor * b.factor)

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

interface Around {
  /** What may stand after the node. */
  readonly follow: Mask
  readonly inLoop: boolean
}

const outermost: Around = { follow: 0n, inLoop: false }

/** What stands inside is tried once at each place, to be forgotten: bounded, it is a factor. */
const lookWays = (node: Extract<PatternNode, { readonly _tag: 'look' }>, { inLoop }: Around): Ways => {
  const length = longest(node.item)
  if (length < Infinity) {
    const inside = waysOf(node.item, outermost)
    return { ...inside, factor: Math.max(1, length) * inside.factor }
  }
  if (!node.ahead) return noBound('an unbounded look-behind')
  if (inLoop) return noBound('an unbounded look-ahead inside a repetition')
  const cost = measure({ _tag: 'sequence', items: [{ _tag: 'assertion', of: 'start' }, node.item] })
  return cost._tag === 'polynomial' && cost.degree === 1
    ? { degree: 0, factor: cost.factor }
    : noBound('a look-ahead that the next character does not settle')
}

const sequenceWays = (items: ReadonlyArray<PatternNode>, around: Around): Ways => {
  let { follow } = around
  let ways = settled
  for (let i = items.length - 1; i >= 0; i--) {
    const item = items[i] as PatternNode
    ways = product(waysOf(item, { ...around, follow }), ways)
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
  const most = items
    .map((item) => waysOf(item, around))
    .reduce((a, b) => both(a, b, Math.max(a.degree, b.degree), Math.max(a.factor, b.factor)), settled)
  return { ...most, factor: (clashes + 1) * most.factor }
}

/** The most ways, all turns of a bounded loop together, that are followed up. */
const mostTurns = 10_000

const repeatWays = (node: Extract<PatternNode, { readonly _tag: 'repeat' }>, around: Around): Ways => {
  const { item, min, max } = node
  const first = firstOf(item)
  const inside = waysOf(item, max === 1 ? around : { follow: first | around.follow, inLoop: true })
  const exits = min === max || (first & around.follow) === 0n ? 1 : max - min + 1
  if (max > 1 && (inside.degree > 0 || inside.factor > 1)) {
    // Each turn has its ways: they multiply.
    const turns = inside.factor ** max
    if (inside.degree > 0 || turns > mostTurns)
      return noBound(inside.reason ?? 'a choice inside a repetition that the next character does not settle')
    return { degree: 0, factor: turns * exits }
  }
  return exits === Infinity ? { ...inside, degree: inside.degree + 1 } : { ...inside, factor: inside.factor * exits }
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

/** The most characters after the last choice that is unsettled and unbounded: a bounded rest adds no degree. */
const unsettledTail = (items: ReadonlyArray<PatternNode>, after: Mask): number => {
  let follow = after
  let rest = 0
  for (let i = items.length - 1; i >= 0; i--) {
    const item = items[i] as PatternNode
    if (waysOf(item, { ...outermost, follow }).degree > 0) {
      if (item._tag === 'repeat' && item.max === Infinity) return rest
      const inside = item._tag === 'repeat' && item.max === 1 ? item.item : item
      return rest + (inside._tag === 'sequence' ? unsettledTail(inside.items, follow) : Infinity)
    }
    rest += longest(item)
    follow = isNullable(item) ? firstOf(item) | follow : firstOf(item)
  }
  return rest
}

const measure = (tree: PatternNode): PatternCost => {
  const { degree, factor, reason } = waysOf(tree, outermost)
  if (degree === Infinity) return { _tag: 'unbounded', reason: reason ?? 'no bound' }
  const tail = degree === 0 ? 0 : unsettledTail(tree._tag === 'sequence' ? tree.items : [tree], 0n)
  const inside = Math.max(1, tail === Infinity ? degree + 1 : degree)
  const steps = factor * (tail === Infinity ? 1 : Math.max(1, tail))
  const polynomial = (d: number, f: number): PatternCost => ({ _tag: 'polynomial', degree: d, factor: f })
  if (startsAtStart(tree)) return polynomial(inside, steps)
  const length = longest(tree)
  if (length < Infinity) return polynomial(inside, steps * Math.max(1, length))
  return polynomial(degree === 0 && !failsLate(tree) ? inside : inside + 1, steps)
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
  return measure(tree)
}

/** The largest factor that still counts as linear. */
const smallFactor = 10_000

/** Whether a pattern takes time linear in its text, proved. */
export const isLinear = (pattern: string): boolean => {
  const cost = patternCost(pattern)
  return cost._tag === 'polynomial' && cost.degree <= 1 && cost.factor <= smallFactor
}
