/**
 * A matcher that takes time linear in the text for any pattern it knows: it follows all ways at once, so that none is ever
 * taken back.
 *
 * Law: `linearMatch(p)(s) = new RegExp(p, 'u').test(s)` for well-formed text.
 *
 * Source: K. Thompson, "Regular Expression Search Algorithm", 1968; R. Cox, "Regular Expression Matching Can Be Simple And
 * Fast", 2007, for states that are made as the text asks for them.
 */

import { compilePattern } from './pattern.js'
import type { PatternNode } from './patternSyntax.js'
import { maskOf, parsePattern, startsAtStart } from './patternSyntax.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export type Match = (text: string) => boolean

type Place = 'start' | 'end' | 'word' | 'notWord'

/** A step of the program: takes a character, splits, asks where it stands, or is the end of a match. */
type Step =
  | { readonly _tag: 'take'; readonly takes: (code: number) => boolean; readonly next: number }
  | { readonly _tag: 'split'; readonly next: ReadonlyArray<number> }
  | { readonly _tag: 'ask'; readonly of: Place; readonly next: number }
  | { readonly _tag: 'matched' }

// -------------------------------------------------------------------------------------
// program
// -------------------------------------------------------------------------------------

/** Steps beyond which a pattern is not followed: its counted repetitions are written out. */
const maxSteps = 5_000

const takers = new Map<string, (code: number) => boolean>()

const takesOf = (source: string): ((code: number) => boolean) => {
  const known = takers.get(source)
  if (known !== undefined) return known
  const mask = maskOf(source)
  const ascii = Array.from({ length: 128 }, (_, c) => ((mask >> BigInt(c)) & 1n) === 1n)
  const isAscii = mask >> 128n === 0n
  const one = new RegExp(`^${source}$`, 'u')
  const takes = (code: number): boolean =>
    code < 128 ? (ascii[code] as boolean) : !isAscii && one.test(String.fromCodePoint(code))
  takers.set(source, takes)
  return takes
}

/** The steps of a tree from its end to its start, so that each knows what comes after it; `undefined` beyond the bounds. */
const programOf = (tree: PatternNode): { readonly steps: ReadonlyArray<Step>; readonly first: number } | undefined => {
  const steps: Array<Step> = [{ _tag: 'matched' }]
  const add = (step: Step): number | undefined => (steps.length >= maxSteps ? undefined : steps.push(step) - 1)
  const loop = (item: PatternNode, next: number): number | undefined => {
    const ways = [next]
    const split = add({ _tag: 'split', next: ways })
    const inside = split === undefined ? undefined : before(item, split)
    if (inside !== undefined) ways.unshift(inside)
    return inside === undefined ? undefined : split
  }
  const repeat = (item: PatternNode, min: number, max: number, next: number): number | undefined => {
    let at: number | undefined = max === Infinity ? loop(item, next) : next
    for (let i = min; max !== Infinity && i < max && at !== undefined; i++) {
      const inside = before(item, at)
      at = inside === undefined ? undefined : add({ _tag: 'split', next: [inside, next] })
    }
    for (let i = 0; i < min && at !== undefined; i++) at = before(item, at)
    return at
  }
  const before = (node: PatternNode, next: number): number | undefined => {
    switch (node._tag) {
      case 'set':
        return add({ _tag: 'take', takes: takesOf(node.source), next })
      case 'assertion':
        return add({ _tag: 'ask', of: node.of, next })
      case 'sequence':
        return node.items.reduceRight(
          (at: number | undefined, item) => (at === undefined ? at : before(item, at)),
          next,
        )
      case 'choice': {
        const ways = node.items.map((item) => before(item, next))
        return ways.some((way) => way === undefined) ? undefined : add({ _tag: 'split', next: ways as Array<number> })
      }
      case 'repeat':
        return repeat(node.item, node.min, node.max, next)
      case 'look':
        return undefined
    }
  }
  const first = before(tree, 0)
  return first === undefined ? undefined : { steps, first }
}

// -------------------------------------------------------------------------------------
// states
// -------------------------------------------------------------------------------------

/** Where a run stands: the steps that are open, and what lies behind. */
interface State {
  readonly open: ReadonlyArray<number>
  readonly atStart: boolean
  readonly afterWord: boolean
  /** By ASCII character; a state, or the outcome that nothing changes any more. */
  readonly next: Array<State | boolean | undefined>
  ends: boolean | undefined
}

const isWord = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95

/** States kept at most; then all are forgotten and made anew. */
const maxStates = 1_000

const runOf = (tree: PatternNode): Match | undefined => {
  const program = programOf(tree)
  if (program === undefined) return undefined
  const { steps, first } = program
  const anchored = startsAtStart(tree)
  let states = new Map<string, State>()

  /** The steps that take a character and are reached without one; `undefined` where a match is complete. */
  const closure = (
    { open, atStart, afterWord }: State,
    atEnd: boolean,
    beforeWord: boolean,
  ): ReadonlyArray<number> | undefined => {
    const seen = new Set<number>(open)
    for (const i of seen) {
      const step = steps[i] as Step
      if (step._tag === 'matched') return undefined
      if (step._tag === 'split') for (const next of step.next) seen.add(next)
      if (step._tag === 'ask') {
        const holds =
          step.of === 'start'
            ? atStart
            : step.of === 'end'
              ? atEnd
              : (afterWord !== beforeWord) === (step.of === 'word')
        if (holds) seen.add(step.next)
      }
    }
    return [...seen]
  }

  const stateOf = (open: ReadonlyArray<number>, atStart: boolean, afterWord: boolean): State => {
    const key = `${atStart ? 1 : 0}${afterWord ? 1 : 0}${open.join()}`
    const known = states.get(key)
    if (known !== undefined) return known
    if (states.size >= maxStates) states = new Map()
    const made: State = { open, atStart, afterWord, next: [], ends: undefined }
    states.set(key, made)
    return made
  }

  const step = (state: State, code: number): State | boolean => {
    const ready = closure(state, false, isWord(code))
    if (ready === undefined) return true
    const open = new Set<number>(anchored ? [] : [first])
    for (const i of ready) {
      const at = steps[i] as Step
      if (at._tag === 'take' && at.takes(code)) open.add(at.next)
    }
    return open.size === 0
      ? false
      : stateOf(
          [...open].sort((a, b) => a - b),
          false,
          isWord(code),
        )
  }

  const start = stateOf([first], true, false)
  return (text) => {
    let state = start
    for (let i = 0; i < text.length; i++) {
      const code = text.codePointAt(i) as number
      if (code > 0xffff) i++
      let next = code < 128 ? state.next[code] : undefined
      if (next === undefined) {
        next = step(state, code)
        if (code < 128) state.next[code] = next
      }
      if (typeof next === 'boolean') return next
      state = next
    }
    state.ends ??= closure(state, true, false) === undefined
    return state.ends
  }
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

const flat = (node: PatternNode): ReadonlyArray<PatternNode> =>
  node._tag === 'sequence' ? node.items.flatMap(flat) : [node]

const start: PatternNode = { _tag: 'assertion', of: 'start' }

const matchOf = (tree: PatternNode): Match | undefined => {
  if (!startsAtStart(tree)) return runOf(tree)
  // What is asked ahead at the start of the text is a match of its own.
  const items = flat(tree)
  const rest = items.findIndex((item) => item._tag !== 'look' && !(item._tag === 'assertion' && item.of === 'start'))
  const front = rest < 0 ? items : items.slice(0, rest)
  const looks = front.flatMap((item) => (item._tag === 'look' ? [item] : []))
  const main = runOf({ _tag: 'sequence', items: [start, ...(rest < 0 ? [] : items.slice(rest))] })
  if (looks.length === 0 || main === undefined) return main
  const asked: Array<Match> = []
  for (const { ahead, negative, item } of looks) {
    const inside = ahead ? matchOf({ _tag: 'sequence', items: [start, item] }) : undefined
    if (inside === undefined) return undefined
    asked.push((text) => inside(text) !== negative)
  }
  return (text) => asked.every((ask) => ask(text)) && main(text)
}

const kept = new Map<string, Match | undefined>()

/**
 * The matcher of a pattern, the same function at each call; `undefined` for one that does not compile, has back-references
 * or inner flags, looks around elsewhere than ahead at the start of the text, or is too large.
 *
 * Bounds: 5,000 steps, with counted repetitions written out; 1,000 states at a time.
 */
export const linearMatch = (pattern: string): Match | undefined => {
  if (kept.has(pattern)) return kept.get(pattern)
  const tree = compilePattern(pattern) === undefined ? undefined : parsePattern(pattern)
  const match = tree && matchOf(tree)
  kept.set(pattern, match)
  return match
}
