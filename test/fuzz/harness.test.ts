/**
 * The fuzzer itself: what is planted is found, by way of blocks that few inputs reach; what is held is told once, and made small.
 */
import assert from 'node:assert/strict'
import { random } from '../sweep/sample.js'
import { argumentsOf } from './arguments.js'
import { startCoverage } from './coverage.js'
import { fuzz, judge } from './fuzz.js'
import { maxBytes, mutated } from './mutators.js'
import type { Target } from './Target.js'
import { bytesOf, hold, latin1Of, utf8Of } from './Target.js'

const plain = { words: ['a', 'b'], tokens: /\w/g, nests: [['(', ')']], seeds: () => [utf8Of('aaaaaa')] } as const

describe('the fuzzer', () => {
  it('finds what stands behind one condition after another, and makes it small', async () => {
    const coverage = startCoverage('/test/fuzz/harness/')
    // Loaded after counting has begun.
    const { locked } = await import('./harness/locked.js')
    const target: Target = { ...plain, name: 'locked', check: (input) => hold('the lock holds', !locked(input)) }
    let guided: Awaited<ReturnType<typeof fuzz>>
    try {
      guided = await fuzz(target, { seed: 1, coverage, corpus: [], goesOn: (count) => count < 15_000 })
    } finally {
      coverage.stop()
    }
    const [finding] = guided.findings
    assert.equal(guided.findings.length, 1)
    assert.equal(finding?.says, 'the lock holds')
    assert.equal(finding && latin1Of(finding.input), 'qe\xe1')
    const blind = await fuzz(target, { seed: 1, corpus: [], goesOn: (count) => count < guided.executions })
    assert.deepEqual(blind.findings, [])
  })

  it('tells throws, laws and slowness, each kind once', async () => {
    const target: Target = {
      ...plain,
      name: 'faulty',
      check: (input) => {
        if (input.length === 4) throw new TypeError(`of ${input[0]}`)
        hold('no input has five bytes', input.length !== 5, () => String(input[0]))
      },
    }
    const { findings } = await fuzz(target, { seed: 2, corpus: [], goesOn: (count) => count < 2000 })
    assert.equal(findings.length, 2)
    assert.match(
      findings
        .map(({ says }) => says)
        .sort()
        .join('\n'),
      /^no input has five bytes: \d+\nthrows TypeError: of \d+ $/,
    )
    const busy: Target = {
      ...target,
      check: () => {
        const started = process.cpuUsage()
        for (let used = 0; used < 20_000; ) {
          const { user, system } = process.cpuUsage(started)
          used = user + system
        }
      },
    }
    assert.equal((await judge(busy, new Uint8Array(), 10))?.kind, 'slow')
    assert.equal(await judge({ ...busy, check: () => undefined }, new Uint8Array(), 10), undefined)
  })

  it('changes a message in every way, within the bound, the same for the same seed', () => {
    const target: Target = { ...plain, name: 'any', check: () => undefined }
    const made = (seed: number): ReadonlyArray<string> => {
      const next = random(seed)
      return Array.from({ length: 3000 }, () =>
        latin1Of(mutated(bytesOf('ab12 34'), { target, next, other: bytesOf('xyz') })),
      )
    }
    const all = made(7)
    assert.deepEqual(made(7), all)
    assert.ok(new Set(all).size > 1500 && all.every(({ length }) => length <= maxBytes))
    for (const part of ['((', 'xyz', '9223372036854775808', '\xff', 'ab12 34a'])
      assert.ok(
        all.some((one) => one.includes(part)),
        part,
      )
    assert.ok(
      all.some((one) => one === ''),
      'nothing is left',
    )
  })

  it('--help says the options; arguments that are none end with 2', () => {
    const known = ['json', 'xml']
    const help = argumentsOf(['--help'], known)
    assert.ok(help._tag === 'End' && help.code === 0)
    for (const option of ['--reader', '--seconds', '--seed', '--json', '--keep']) assert.ok(help.text.includes(option))
    for (const [args, why] of [
      [['--reader', 'nobody'], 'no reader is called nobody'],
      [['--seconds', 'x'], '--seconds takes a whole number, not x'],
      [['json'], 'json follows no option'],
    ] as const) {
      const refused = argumentsOf(args, known)
      assert.ok(refused._tag === 'End' && refused.code === 2)
      assert.equal(refused.text.split('\n')[0], why)
    }
    assert.equal(argumentsOf(['--nothing'], known)._tag, 'End')
    assert.deepEqual(argumentsOf(['--reader', 'xml', 'json', '--seconds', '5', '--seed', '7', '--keep'], known), {
      _tag: 'Run',
      given: { readers: ['xml', 'json'], seconds: 5, seed: 7, json: undefined, keep: true },
    })
    const all = argumentsOf([], known)
    assert.ok(all._tag === 'Run' && all.given.readers === known && all.given.seconds === 60)
  })
})
