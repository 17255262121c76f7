/**
 * Limits: the least and the most of each, what is said of a bound that is none, and the words for a whole that is too large.
 */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import type { Bounds } from '../../lib/value/index.js'
import { limits } from '../../lib/value/index.js'
import { defaultLimits, oversized, sizeFault, unlimited } from '../../lib/value/Limits.js'
import { assertLaw } from '../laws/assert.js'

const ranges: Readonly<Record<keyof Bounds, readonly [least: number, most: number]>> = {
  depth: [1, 512],
  size: [1, 536_870_888],
  nodes: [1, Infinity],
  items: [0, Infinity],
  entries: [0, Infinity],
  members: [0, Infinity],
  pairs: [0, Infinity],
  text: [0, Infinity],
  issues: [1, 1_000_000],
}

const names = Object.keys(ranges) as ReadonlyArray<keyof Bounds>

describe('limits', () => {
  for (const [name, [least, most]] of Object.entries(ranges)) {
    const expected = most === Infinity ? `${least}, or Infinity` : `${least} to ${most}`
    const refused = { _tag: 'Left', left: [{ limit: name, expected: `a whole number from ${expected}` }] }

    it(`${name}: from ${least} to ${most}`, () => {
      for (const bound of [least, least + 1, Math.min(most, 2 ** 60)]) {
        const made = limits({ [name]: bound })
        assert.deepEqual(made, { _tag: 'Right', right: { ...defaultLimits, [name]: bound } })
      }
      assert.equal(limits({ [name]: Infinity })._tag, most === Infinity ? 'Right' : 'Left')
      for (const bound of [least - 1, least + 0.5, -Infinity, Number.NaN, '7', 7n, null, [7]])
        assert.deepEqual(limits({ [name]: bound } as Partial<Bounds>), refused, String(bound))
      if (most !== Infinity) assert.deepEqual(limits({ [name]: most + 1 }), refused)
    })
  }

  it('law: what is given is changed and nothing else; every fault is told, in the order given', () => {
    const bound = fc.constantFrom<unknown>(undefined, -1, 0.5, 'x', 1, 500)
    assertLaw(
      fc.property(fc.dictionary(fc.constantFrom(...names, 'deep', 'toString'), bound), (changes) => {
        const given = Object.entries(changes).filter(([, one]) => one !== undefined)
        const isBad = (one: readonly [string, unknown]): boolean =>
          !Object.hasOwn(ranges, one[0]) || typeof one[1] !== 'number' || one[1] < 1
        const bad = given.filter((one) => isBad(one) && !(one[1] === 0 && ranges[one[0] as keyof Bounds]?.[0] === 0))
        const made = limits(changes as Partial<Bounds>)
        if (made._tag === 'Right')
          assert.deepEqual([bad, made.right], [[], { ...defaultLimits, ...Object.fromEntries(given) }])
        else
          assert.deepEqual(
            made.left.map(({ limit }) => limit),
            bad.map(([name]) => name),
          )
      }),
    )
  })

  it('a limit that none has is told with those that there are', () => {
    assert.deepEqual(limits({ deep: 1 } as Partial<Bounds>), {
      _tag: 'Left',
      left: [{ limit: 'deep', expected: `one of ${names.join(', ')}` }],
    })
  })

  it('the default ones are one object, however they are asked for', () => {
    for (const changes of [{}, { depth: undefined }, { depth: 256, issues: 1_000 }, { ...defaultLimits }]) {
      const made = limits(changes as Partial<Bounds>)
      assert.ok(made._tag === 'Right' && made.right === defaultLimits)
    }
    const other = limits({ ...defaultLimits, depth: 255 })
    assert.ok(other._tag === 'Right' && other.right !== defaultLimits && other.right.depth === 255)
  })

  it('each default is a bound that may be asked for; without limits only issues are counted', () => {
    assert.equal(limits({ ...defaultLimits })._tag, 'Right')
    assert.deepEqual(
      unlimited,
      Object.fromEntries(names.map((name) => [name, name === 'issues' ? defaultLimits.issues : Infinity])),
    )
  })
})

describe('a whole that is too large', () => {
  it('is told by its length, in the units of what was given', () => {
    const bounds = { ...defaultLimits, size: 3 }
    for (const whole of ['', 'abc', new Uint8Array(3)]) assert.equal(oversized(whole, bounds), undefined)
    const fault = { code: 'size', expected: 'at most 3 UTF-16 units', actual: '4 UTF-16 units' }
    assert.deepEqual(oversized('abcd', bounds), fault)
    assert.deepEqual(oversized(new Uint8Array(5), bounds), {
      code: 'size',
      expected: 'at most 3 bytes',
      actual: '5 bytes',
    })
    assert.deepEqual(sizeFault(2, 'items', 'more'), { code: 'size', expected: 'at most 2 items', actual: 'more items' })
  })
})
