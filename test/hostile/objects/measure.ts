/**
 * Puts one hostile object to everything that can be asked, holds the answers to what must be true of any, and says in a word
 * what they came to.
 */
import assert from 'node:assert/strict'
import { isDeepStrictEqual } from 'node:util'
import { common, picture, spoil } from './reach.js'
import type { Answer, Form, waysOf } from './readings.js'
import { readings, written } from './readings.js'
import { tried } from './records.js'
import type { Any } from './shapes.js'

export interface Asked {
  readonly ways: ReturnType<typeof waysOf>
  /** Makes the object anew: what it answers may depend on how often it was asked. */
  readonly make: () => unknown
  /** The same without anything hostile. */
  readonly plain: () => unknown
  /** Whether it may say another thing each time, so that two ways need not agree. */
  readonly changes?: boolean
}

/** How many answers were held to the rules. */
export const counts = { read: 0, written: 0 }

// -------------------------------------------------------------------------------------
// rules
// -------------------------------------------------------------------------------------

/** What was given shares nothing with what came of it, and neither changes with the other. */
const assertApart = (input: unknown, output: unknown): void => {
  assert.deepEqual(common(input, output), [], 'the output holds a part of the input')
  const given = picture(output)
  spoil(input)
  assert.deepEqual(picture(output), given, 'the output changed with the input')
  const left = picture(input)
  spoil(output)
  assert.deepEqual(picture(input), left, 'the input changed with the output')
}

const ask = (run: (input: unknown) => Answer, input: unknown): Answer => {
  const before = picture(input)
  const answer = run(input)
  assert.deepEqual(picture(input), before, 'the input was changed')
  assert.deepEqual(tried, [], 'a proxy was changed')
  return answer
}

const assertGood = (shape: Any, input: unknown, value: unknown): void => {
  assert.ok(shape.is(value), '`is` refuses what was given')
  assert.deepEqual(shape.make(value), { _tag: 'Right', right: value })
  assertApart(input, value)
}

/** The readings whose results are held against what they were read of. */
const isApart: ReadonlySet<string> = new Set(['make', 'json.decode', 'decode'])

// -------------------------------------------------------------------------------------
// words
// -------------------------------------------------------------------------------------

const sizeOf = (u: unknown): string => {
  if (Array.isArray(u)) return `${u.length} items`
  if (typeof u === 'object' && u !== null) return `${Object.keys(u).length} entries`
  return Object.is(u, -0) ? '-0' : String(u)
}

const refusal = (issue: string): string => `refused: ${/got (.*?)(?: \[\w+\])?$/.exec(issue)?.[1] ?? issue}`

/** What a reading came to; `at` leads to the part that is hostile. */
const wordOf = (answer: Answer, plain: unknown, at: (result: unknown) => unknown): string => {
  if (answer._tag === 'Threw') return 'throws'
  if (answer._tag === 'Refused') return refusal(answer.issues[0] ?? '')
  return isDeepStrictEqual(answer.value, plain) ? 'taken' : `taken: ${sizeOf(at(answer.value))}`
}

/** Whoever does not ask for unknown members does not ask for names at all. */
const refusesNames: ReadonlySet<string> = new Set([
  'refused: an unknown member',
  'refused: something that cannot be read',
])

// -------------------------------------------------------------------------------------
// asking
// -------------------------------------------------------------------------------------

/** Asks every reading of a form in every way: all say the same, by `is` as by the others, but that `is` passes over unknown members. */
export const read = (form: Form, asked: Asked, at: (result: unknown) => unknown = (result) => result): string => {
  const { ways, make, plain, changes = false } = asked
  const [walk] = ways
  const words = Object.entries(readings[form]).map(([name, reading]) => {
    const answers = ways.map(({ name: way, reads }) => {
      const input = make()
      const answer = ask((given) => reading(reads, given), input)
      counts.read++
      if (answer._tag === 'Threw') throw new Error(`${name} throws, by ${way}`, { cause: answer.error })
      if (answer._tag === 'Refused')
        assert.ok(!JSON.stringify(answer.issues).includes('SECRET'), 'an issue quotes what was thrown')
      return { way, answer, input }
    })
    const [first] = answers
    assert.ok(first !== undefined)
    if (!changes)
      for (const { way, answer } of answers)
        assert.deepEqual(answer, first.answer, `${name}: ${way} and ${first.way} differ`)
    const expected = reading(walk.reads, plain())
    const word = wordOf(first.answer, expected._tag === 'Taken' ? expected.value : undefined, at)
    // The others give what one of these gives.
    for (const { answer, input } of isApart.has(name) ? answers : [])
      if (answer._tag === 'Taken' && answer.value !== true) assertGood(walk.reads, input, answer.value)
    return { name, word, taken: first.answer._tag === 'Taken' }
  })
  const [first] = words
  assert.ok(first !== undefined)
  if (changes) return 'as it reads'
  for (const { name, word, taken } of words) {
    if (name !== 'is') assert.equal(word, first.word, name)
    else if (taken !== first.taken) assert.ok(taken && refusesNames.has(first.word), `is takes what is ${first.word}`)
  }
  return first.word
}

/** What printed code writes. */
const isPrinted: ReadonlySet<string> = new Set(['jsonText.encode', 'jsonBytes.encode', 'aws.protocols#restJson1'])

/** Asks writers, by the walk and by what takes its place; `names` are theirs. */
export const write = (names: ReadonlyArray<string>, { ways, make, plain, changes = false }: Asked): string => {
  const words = names.map((name) => {
    const expected = written(name, ways[1]?.writes() ?? ways[0].writes(), plain())
    assert.ok(expected._tag === 'Taken', `${name} throws on what is plain`)
    // Nothing is printed but the writing of JSON.
    const kinds = ways.slice(0, isPrinted.has(name) ? 3 : 2).map(({ name: way, writes }) => {
      const shape = writes()
      const input = make()
      const answer = ask((given) => written(name, shape, given), input)
      counts.written++
      if (answer._tag !== 'Taken') {
        // What was thrown in the middle of a writing is not in the next one.
        assert.deepEqual(written(name, shape, plain()), expected, name)
        return 'throws'
      }
      const word = isDeepStrictEqual(answer.value, expected.value) ? 'as plain' : 'otherwise'
      if (word === 'as plain' && way === 'the walk') return word
      assert.deepEqual(common(answer.value, expected.value), [], 'two writings share what can be changed')
      assertApart(input, answer.value)
      return word
    })
    if (!changes) assert.equal(new Set(kinds).size, 1, `${name}: ${kinds.join(', ')}`)
    return kinds[0] ?? ''
  })
  return changes ? 'as it reads' : [...new Set(words)].sort().join(' or ')
}

/** One word where both are the same. */
export const both = (word: string, other: string, name: string): string =>
  word === other ? word : `${word}; ${name}: ${other}`

/** One word of several that have to be the same. */
export const same = (words: ReadonlyArray<string>): string => {
  const [first = ''] = words
  for (const word of words) assert.equal(word, first)
  return first
}
