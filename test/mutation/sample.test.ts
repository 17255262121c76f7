/**
 * Parts of mutation testing that are arithmetic, and its list of survivors that change nothing.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { assertLaw } from '../laws/assert.js'

const scripts = new URL('../../scripts/quality/', import.meta.url)

interface Sample {
  readonly chosen: <A>(items: ReadonlyArray<A>, count: number, seed: number) => ReadonlyArray<A>
  readonly interval: (hits: number, of: number, z?: number) => readonly [low: number, high: number]
}

/** One reason for some faults of a file. */
interface Equivalent {
  readonly reason: string
  /** Code, and what it is replaced by. */
  readonly faults: Readonly<Record<string, ReadonlyArray<string>>>
}

/** The goal is 40: what stands above it is told in docs/mutation-testing.md. The list may become shorter. */
const most = 277

const root = new URL('../../', import.meta.url)
const listed = JSON.parse(readFileSync(new URL('equivalent.json', import.meta.url), 'utf8')) as Readonly<
  Record<string, ReadonlyArray<Equivalent>>
>
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()

describe('mutation testing', () => {
  it('a sample is of its seed: as many as asked, each once, in order', async () => {
    const { chosen } = (await import(new URL('sample.mjs', scripts).href)) as Sample
    assertLaw(
      fc.property(fc.nat({ max: 60 }), fc.nat({ max: 60 }), fc.integer(), (size, count, seed) => {
        const items = Array.from({ length: size }, (_, i) => i)
        const sample = chosen(items, count, seed)
        assert.equal(sample.length, Math.min(size, count))
        assert.deepEqual(
          [...new Set(sample)].sort((a, b) => a - b),
          sample,
        )
        assert.deepEqual(chosen(items, count, seed), sample)
      }),
      { numRuns: 200 },
    )
  })

  it('each is as likely as the other', async () => {
    const { chosen } = (await import(new URL('sample.mjs', scripts).href)) as Sample
    const times = Array.from({ length: 10 }, () => 0)
    for (let seed = 0; seed < 2000; seed++)
      for (const i of chosen([...times.keys()], 3, seed)) times[i] = (times[i] ?? 0) + 1
    // 600 are to be expected of each, with a deviation of 20.
    for (const count of times) assert.ok(count > 500 && count < 700, times.join(' '))
  })

  it('the interval is Wilson’s', async () => {
    const { interval } = (await import(new URL('sample.mjs', scripts).href)) as Sample
    // Newcombe, "Two-sided confidence intervals for the single proportion", 1998, table I, method 3.
    const rounded = (hits: number, of: number): ReadonlyArray<number> =>
      interval(hits, of).map((one) => Math.round(one * 100) / 100)
    assert.deepEqual(rounded(81, 263), [25.53, 36.62])
    assert.deepEqual(rounded(15, 148), [6.24, 16.05])
    assert.deepEqual(rounded(0, 20), [0, 16.11])
    assert.deepEqual(rounded(1, 29), [0.61, 17.18])
    assert.deepEqual(interval(0, 0), [0, 100])
    const [low = 0, high = 0] = interval(81, 263, 3.29)
    assert.ok(low < 25.53 && high > 36.62, 'a surer one is wider')
  })

  it('what is said to change nothing is code that is there, each with its reason', () => {
    let count = 0
    for (const [file, entries] of Object.entries(listed)) {
      const source = oneLine(readFileSync(new URL(file, root), 'utf8'))
      for (const { faults, reason } of entries) {
        assert.match(reason, /^[A-Z].*\.$/)
        for (const [code, replacements] of Object.entries(faults)) {
          assert.ok(code !== '' && source.includes(code), `${file}: ${code}`)
          assert.equal(new Set(replacements).size, replacements.length, `${file}: ${code}`)
          assert.ok(replacements.length > 0, `${file}: ${code}`)
          count += replacements.length
        }
      }
    }
    assert.ok(count <= most, `${count} faults: a test, or less code, rather than a longer list`)
  })
})
