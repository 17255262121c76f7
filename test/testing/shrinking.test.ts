/**
 * What fast-check shrinks arbitrary values to: the least that still breaks a property, whatever was found first.
 */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { StartEmailContactRequest } from '../../lib/connect/index.js'
import type { AnyShape } from '../../lib/shape/index.js'
import * as S from '../../lib/shape/index.js'
import type { Mutated } from '../../lib/testing/index.js'
import { arbitrary, mutated } from '../../lib/testing/index.js'

const seeds = [1, 2, 3, 4, 5]

/** The smallest value with the property, by each of some seeds. */
const shrunk = <A>(values: fc.Arbitrary<A>, has: (a: A) => boolean): ReadonlyArray<A> =>
  seeds.map((seed) => {
    const { counterexample } = fc.check(
      fc.property(values, (a) => !has(a)),
      { seed, numRuns: 5000 },
    )
    return counterexample?.[0] ?? assert.fail(`nothing found by seed ${seed}`)
  })

const valuesOf = <Shape extends AnyShape>(shape: Shape) => arbitrary(fc)(shape)

const fields = (all: ReadonlyArray<object>): ReadonlySet<string> => new Set(all.flatMap((one) => Object.keys(one)))

const required = ['instanceId', 'fromEmailAddress', 'destinationEmailAddress', 'emailMessage']

describe('arbitrary values shrink', () => {
  it('texts of a pattern, to the length that matters', () => {
    const Code = S.string('example#Code', { pattern: '^[a-z]+-\\d{2,}$', length: { max: 40 } })
    for (const text of shrunk(valuesOf(Code), ({ length }) => length > 6)) assert.equal(text.length, 7)
  })

  it('texts of a length alone, and bytes', () => {
    const Name = S.string('example#Name', { length: { min: 1, max: 256 } })
    assert.deepEqual(new Set(shrunk(valuesOf(Name), () => true).map(({ length }) => length)), new Set([1]))
    const Bytes = S.blob('example#Bytes', { length: { min: 2, max: 9 } })
    // Those that began at the most are tried as others once, with luck.
    const four = shrunk(valuesOf(Bytes), ({ length }) => length > 3).filter(({ length }) => length === 4)
    assert.ok(four.length >= 3, `${four.length} of ${seeds.length}`)
  })

  it('times to the first that matters', () => {
    for (const time of shrunk(valuesOf(S.Prelude.Timestamp), (date) => date.getTime() > 1e12))
      assert.ok(time.getTime() <= 1e12 + 1000, time.toISOString())
  })

  it('a structure to what it requires and what matters', () => {
    const all = shrunk(valuesOf(StartEmailContactRequest), ({ attachments = [] }) => attachments.length > 1)
    assert.deepEqual([...fields(all)].sort(), [...required, 'attachments'].sort())
    for (const { attachments = [], instanceId, emailMessage } of all) {
      assert.equal(attachments.length, 2)
      assert.equal(instanceId.length, 1)
      assert.equal(emailMessage.rawMessage?.subject, '')
    }
  })

  it('a recursive one to the levels that matter', () => {
    const all = shrunk(valuesOf(StartEmailContactRequest), ({ segmentAttributes = {} }) =>
      Object.values(segmentAttributes).some(({ valueMap = {} }) => Object.keys(valueMap).length > 0),
    )
    assert.deepEqual([...fields(all)].sort(), [...required, 'segmentAttributes'].sort())
    for (const { segmentAttributes = {} } of all) {
      const [outer, ...others] = Object.values(segmentAttributes)
      assert.deepEqual([others, Object.values(outer?.valueMap ?? {})], [[], [{}]])
    }
  })

  it('a broken tree to the least that is broken so', () => {
    const isSo = ({ mutations }: Mutated): boolean => mutations.some(({ name }) => name === 'too many items')
    const trees = shrunk(mutated(fc)(StartEmailContactRequest, 2), isSo).map(({ tree }) => tree as object)
    for (const tree of trees) assert.ok(Object.keys(tree).length <= required.length + 1, Object.keys(tree).join())
  })
})

describe('arbitrary values of what cannot be made', () => {
  // Nothing stands before the start of a text.
  const Never = S.string('example#Never', { pattern: '^/^a$/$' })

  it('an optional member is left out, and so are entries and items', () => {
    const Row = S.inferred('example#Row', {
      never: ['Never', () => Never],
      list: ['List', () => S.list('example#List', () => Never)],
      map: [
        'Map',
        () =>
          S.map(
            'example#Map',
            () => Never,
            () => S.Prelude.String,
          ),
      ],
    })
    for (const { never, list = [], map = {} } of fc.sample(valuesOf(Row), 100))
      assert.deepEqual([never, list, map], [undefined, [], {}])
  })

  it('a required one is said', () => {
    const Row = S.inferred('example#Row', { never: ['Never', () => Never, 1] })
    assert.throws(
      () => valuesOf(Row),
      /^Error: example#Row has no value: found no text for the pattern \^\/\^a\$\/\$ of example#Never$/,
    )
    const Pairs = S.map(
      'example#Map',
      () => Never,
      () => S.Prelude.String,
      { length: { min: 1 } },
    )
    assert.throws(() => valuesOf(Pairs), /^Error: example#Map has no value: found no text/)
  })
})
