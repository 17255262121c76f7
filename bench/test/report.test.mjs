import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plotSvg } from '../src/plot.mjs'
import { jsonOf, tableText, timeText } from '../src/report.mjs'

test('a table has columns as wide as their widest cell', () => {
  assert.equal(
    tableText([
      ['a', 'bb', 'c'],
      ['ééé', 'b', '10'],
    ]),
    'a    bb   c\nééé  b   10',
  )
})

test('times have three digits or so, and a unit', () => {
  assert.deepEqual([12.345, 1234, 1_234_567, 123_456].map(timeText), ['12.3 ns', '1.23 µs', '1.23 ms', '123 µs'])
})

test('the data of a run is what has a goal, in a form that does not change', () => {
  const verdict = { id: 'check', payload: 'small', ratio: 2, low: 1, high: 3, goal: 1.3, pass: false, medians: [] }
  const cost = { id: 'import', name: 'wireshape', unit: 'ms', median: 20, low: 19, high: 21, goal: 30, pass: true }
  assert.deepEqual(jsonOf([verdict, { ...verdict, goal: undefined }], [cost, { ...cost, goal: undefined }]), [
    { id: 'check', payload: 'small', ratio: 2, low: 1, high: 3, goal: 1.3, pass: false },
    { id: 'import', payload: 'ms', ratio: 20, low: 19, high: 21, goal: 30, pass: true },
  ])
})

test('a plot has a line for each series, and its names are text', () => {
  const series = ['a<b', 'c'].map((name) => ({
    name,
    exponent: 1,
    points: [
      [10, 1],
      [1000, 100],
    ],
  }))
  const svg = plotSvg({ title: 't', xLabel: 'x', yLabel: 'y', series })
  assert.equal(svg.match(/<polyline/g).length, 2)
  assert.ok(svg.includes('a&lt;b: exponent 1.00'))
  assert.ok(!svg.includes('NaN'))
})
