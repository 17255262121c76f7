/**
 * Law 6, beside what `laws` hold over arbitrary shapes: that every kind of mutation comes up, many at once, and what a law says that
 * does not hold.
 */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { StartEmailContactRequest } from '../../lib/connect/index.js'
import { writeJson, writeJsonBytes } from '../../lib/format/json.js'
import { json, jsonBytes, jsonText } from '../../lib/interpret/json.js'
import type { AnyShape } from '../../lib/shape/index.js'
import { shapeOf } from '../../lib/shape/index.js'
import type { Label, Mutated } from '../../lib/testing/index.js'
import { arbitrarySchema, mutated } from '../../lib/testing/index.js'
import type { Validation } from '../../lib/value/index.js'
import { issuesOf } from '../../lib/value/index.js'
import { assertLaw } from './assert.js'

const labelText = ({ path, code, at }: Label): string => JSON.stringify([path, code, at ?? ''])

const found = (read: Validation<unknown>): ReadonlyArray<string> =>
  read._tag === 'Left' ? issuesOf(read.left).map(labelText).sort() : []

const holds = (given: AnyShape, { tree, mutations }: Mutated): void => {
  const shape = shapeOf(given.schema, given.policy)
  const wanted = mutations.map(({ label }) => labelText(label)).sort()
  const said = mutations.map(({ name }) => name).join(', ')
  assert.deepEqual(found(json(shape).decode(tree)), wanted, `tree: ${said}`)
  assert.deepEqual(found(jsonText(shape).decode(writeJson(tree))), wanted, `text: ${said}`)
  assert.deepEqual(found(jsonBytes(shape).decode(writeJsonBytes(tree))), wanted, `bytes: ${said}`)
}

describe('law 6: k mutations give k issues', () => {
  it('every kind of mutation comes up', () => {
    const names = new Set<string>()
    const inputs = arbitrarySchema(fc)().chain((schema) => mutated(fc)(shapeOf(schema), 3))
    for (const { mutations } of fc.sample(inputs, { numRuns: 4000, seed: 7 }))
      for (const { name } of mutations) names.add(name)
    assert.deepEqual([...names].sort(), [
      'fraction',
      'key that breaks length',
      'key that breaks pattern',
      'key with a lone surrogate',
      'lone surrogate',
      'missing member',
      'no base64',
      'no member',
      'no time',
      'null item',
      'null member',
      'null value',
      'number beyond the kind',
      'number for a time',
      'number out of range',
      'repeated item',
      'text for a boolean',
      'text for a number',
      'text for a time',
      'text that breaks length',
      'text that breaks pattern',
      'time out of range',
      'too few bytes',
      'too few entries',
      'too few items',
      'too many bytes',
      'too many entries',
      'too many items',
      'two members',
      'unknown member',
      'unlisted key',
      'unlisted number',
      'unlisted value',
      'wrong type',
    ])
  })

  it('over StartEmailContactRequest, k = 3', () => {
    assertLaw(
      fc.property(mutated(fc)(StartEmailContactRequest, 3), (broken) => holds(StartEmailContactRequest, broken)),
    )
  })
})
