import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isRight } from 'fp-ts/lib/Either.js'
import { json } from 'wireshape'
import { mutate, mutationNames, renamed } from '../src/mutations.mjs'
import { randomOf } from '../src/random.mjs'
import { modelled, textsOf } from '../src/subject.mjs'

const { typical } = textsOf(1)

const many = (seed, count) => {
  const random = randomOf(seed)
  return Array.from({ length: count }, () => mutate(modelled.schema, typical, random))
}

test('the same seed gives the same mutations, another seed others', () => {
  assert.deepEqual(many(5, 50), many(5, 50))
  assert.notDeepEqual(many(5, 50), many(6, 50))
})

test('every kind of mutation is made, and some objects stay good', () => {
  const made = many(7, 1500)
  assert.deepEqual([...new Set(made.flatMap(({ names }) => names))].sort(), [...mutationNames].sort())
  const good = made.filter(({ value }) => isRight(json(modelled).decode(value))).length
  assert.ok(good > made.length / 10 && good < (made.length * 9) / 10, `${good} of ${made.length} are good`)
})

test('a renamed wire object is the domain object', () => {
  const wire = JSON.parse(typical)
  assert.ok(modelled.is(renamed(modelled.schema, wire)))
})
