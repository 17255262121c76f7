import assert from 'node:assert/strict'
import { test } from 'node:test'
import { optionsOf } from '../src/options.mjs'
import { randomOf } from '../src/random.mjs'
import { passes, verdictOf } from '../src/verdict.mjs'

test('a row passes where the whole interval is on the right side of its goal', () => {
  assert.ok(passes({ as: 'speed', goal: 2 }, { low: 2, high: 3 }))
  assert.ok(!passes({ as: 'speed', goal: 2 }, { low: 1.9, high: 3 }))
  assert.ok(passes({ as: 'multiple', goal: 2 }, { low: 1, high: 2 }))
  assert.ok(!passes({ as: 'multiple', goal: 2 }, { low: 1, high: 2.1 }))
})

test('ours is held against the fastest of its peers, round by round', () => {
  const times = new Map([
    ['ours', [10, 20, 10]],
    ['slow', [100, 200, 100]],
    ['fast', [30, 60, 30]],
    ['beside', [1, 1, 1]],
  ])
  const row = { id: 'check', payload: 'small', ours: 'ours', against: ['slow', 'fast'], as: 'speed', goal: 2 }
  const verdict = verdictOf(row, times, randomOf(1))
  assert.equal(verdict.peer, 'fast')
  assert.deepEqual([verdict.ratio, verdict.low, verdict.high, verdict.pass], [3, 3, 3, true])
  assert.equal(verdictOf({ ...row, as: 'multiple' }, times, randomOf(1)).ratio, 1 / 3)
})

test('an option without a number is refused', () => {
  assert.throws(() => optionsOf(['--rounds', 'many']), /--rounds takes a whole number/)
  assert.throws(() => optionsOf(['--round']))
  assert.throws(() => optionsOf(['check']), /what is check/)
  assert.ok(optionsOf(['--only', 'check,make']).wants('make'))
  assert.ok(optionsOf(['--only', 'check', 'make']).wants('make'))
  assert.ok(!optionsOf(['--only', 'issues']).wants('check'))
  assert.ok(optionsOf(['--only', 'issues']).wants('issues-1'))
})
