import assert from 'node:assert/strict'
import { test } from 'node:test'
import { below, randomOf, shuffled } from '../src/random.mjs'
import { bootstrapMedian, exponentOf, median, quantile } from '../src/stats.mjs'

test('a median is the middle, or the mean of the two in the middle', () => {
  assert.equal(median([3, 1, 2]), 2)
  assert.equal(median([4, 1, 3, 2]), 2.5)
  assert.equal(median([7]), 7)
  assert.ok(Number.isNaN(median([])))
})

test('a quantile between two ranks is on the line between them', () => {
  assert.equal(quantile([0, 10], 0.25), 2.5)
  assert.equal(quantile([5, 1, 3], 0), 1)
  assert.equal(quantile([5, 1, 3], 1), 5)
})

test('the interval of equal numbers is that number', () => {
  assert.deepEqual(bootstrapMedian([2, 2, 2, 2], randomOf(1)), { median: 2, low: 2, high: 2 })
})

test('the interval holds the true median of a known distribution about as often as it says', () => {
  const random = randomOf(2026)
  const runs = 300
  let held = 0
  for (let i = 0; i < runs; i++) {
    const numbers = Array.from({ length: 31 }, () => random() * 2)
    const { low, high } = bootstrapMedian(numbers, random, { draws: 400 })
    if (low <= 1 && 1 <= high) held++
  }
  assert.ok(held / runs > 0.9 && held / runs < 0.99, `${held} of ${runs}`)
})

test('the same seed gives the same interval, another seed another', () => {
  const numbers = Array.from({ length: 21 }, (_, i) => i * i)
  assert.deepEqual(bootstrapMedian(numbers, randomOf(5)), bootstrapMedian(numbers, randomOf(5)))
  assert.notDeepEqual(Array.from({ length: 4 }, randomOf(5)), Array.from({ length: 4 }, randomOf(6)))
})

test('numbers below an end are whole, all of them come, and none is out of range', () => {
  const random = randomOf(9)
  const seen = new Set(Array.from({ length: 1000 }, () => below(random, 7)))
  assert.deepEqual([...seen].sort(), [0, 1, 2, 3, 4, 5, 6])
})

test('a shuffled copy has the same items', () => {
  const items = Array.from({ length: 20 }, (_, i) => i)
  const copy = shuffled(randomOf(3), items)
  assert.notDeepEqual(copy, items)
  assert.deepEqual(
    [...copy].sort((a, b) => a - b),
    items,
  )
})

test('exponents of powers are found', () => {
  const xs = [10, 100, 1000, 10_000]
  assert.ok(Math.abs(exponentOf(xs.map((x) => [x, 3 * x])) - 1) < 1e-9)
  assert.ok(Math.abs(exponentOf(xs.map((x) => [x, 0.5 * x ** 2])) - 2) < 1e-9)
  assert.ok(Math.abs(exponentOf(xs.map((x) => [x, 7])) - 0) < 1e-9)
})
