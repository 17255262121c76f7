/**
 * Laws as users run them: in one line over their own shapes, with a validator of their own; each sees what it is there to see.
 */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { EmailAddressInfo } from '../../lib/connect/index.js'
import * as S from '../../lib/shape/index.js'
import { advise, closed, ignore, tolerant } from '../../lib/shape/index.js'
import type { Law } from '../../lib/testing/index.js'
import { assertLaws, laws, lawsOf, schemaLaw } from '../../lib/testing/index.js'
import { validatorOf } from '../interpret/schemas.js'

const Row = S.inferred('example#Row', {
  id: ['Id', () => S.string('example#Id', { pattern: '^[a-z]{2}-\\d+$', length: { max: 12 } }), 1],
  state: ['State', () => S.enumeration('example#State', ['ON', 'OFF'])],
  sizes: [
    'Sizes',
    () => S.list('example#Sizes', () => S.integer('example#Size', { range: { min: 0 } }), { length: { max: 3 } }),
  ],
})

const all: ReadonlyArray<Law> = [...laws, schemaLaw(validatorOf)]

describe('laws in one line', () => {
  for (const [name, shape] of Object.entries({
    'by hand': Row,
    closed: closed(Row),
    tolerant: tolerant(Row),
    advised: advise(Row, ['length']),
    ignored: ignore(Row, ['pattern', 'range']),
    'built in': EmailAddressInfo,
  })) {
    it(`hold of a shape ${name}`, () => assertLaws(fc)(shape, { numRuns: 100 }, { laws: all }))
  }

  it('one that does not hold is told with its name, its reason and the smallest input', () => {
    const short: Law = {
      name: 'short',
      statement: 'ids are short',
      over: 'values',
      broken: (_, a) => ((a as { readonly id: string }).id.length > 4 ? 'a long one' : undefined),
    }
    assert.throws(
      () => assertLaws(fc)(Row, { seed: 1 }, { laws: [short] }),
      (error) => {
        assert.match(String((error as Error).cause ?? error), /law short of Row: a long one \(ids are short\)/)
        assert.match(String(error), /\{"id":"[a-z]{2}-\d{2,}"\}/)
        return true
      },
    )
  })

  it('the law of JSON Schema sees a validator that takes too much, or too little', () => {
    const broken = (takes: boolean): void =>
      assertLaws(fc)(Row, { numRuns: 200 }, { laws: [schemaLaw(() => () => takes)] })
    assert.throws(
      () => broken(true),
      (error) => /the schema is too wide/.test(String((error as Error).cause ?? error)),
    )
    assert.doesNotThrow(() => broken(false), 'what is broken may be refused')
  })

  it('are as many as there are', () => {
    assert.deepEqual(
      lawsOf(fc)(Row).map(({ name }) => name),
      laws.map(({ name }) => name),
    )
  })
})
