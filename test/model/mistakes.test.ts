/**
 * Broken models: every mistake with its path, and never a throw.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { readSmithy } from '../../lib/model/index.js'
import { closure } from '../../lib/schema/index.js'
import type { Issue } from '../../lib/value/index.js'
import { describeShared } from '../shared.js'

const issuesOf = (json: unknown): ReadonlyArray<Issue> => {
  const read = readSmithy(json)
  return read._tag === 'Left' ? read.left : []
}

const sorted = (texts: ReadonlyArray<string>): ReadonlyArray<string> => [...texts].sort()

const told = (json: unknown): ReadonlyArray<string> =>
  issuesOf(json).map(({ path, code }) => `${path.join('/')} ${code}`)

const model = (shapes: unknown): unknown => ({ smithy: '2.0', shapes })

const text = { target: 'smithy.api#String' }

describe('mistakes of a model as a whole', () => {
  it('no object, no version, another version, no shapes', () => {
    for (const json of [null, undefined, 1, '{}', [], () => 1])
      assert.deepEqual(told(json), [` ${json === undefined ? 'missing' : 'type'}`])
    assert.deepEqual(told({}), ['smithy missing'])
    assert.deepEqual(told({ smithy: '3.0' }), ['smithy enum'])
    assert.deepEqual(told({ smithy: 2 }), ['smithy type'])
    assert.deepEqual(told({ smithy: '2.0', shapes: [] }), ['shapes type'])
    assert.deepEqual(readSmithy({ smithy: '2.0' }), { _tag: 'Right', right: [] })
  })
})

describe('mistakes of shapes', () => {
  it('are told with path, code and shape', () => {
    assert.deepEqual(issuesOf(model({ 'x#A': { type: 'structure', members: { m: { target: 'x#Gone' } } } })), [
      {
        path: ['shapes', 'x#A', 'members', 'm', 'target'],
        code: 'missing',
        shape: 'x#A',
        expected: 'a shape of the model',
        actual: '"x#Gone"',
      },
    ])
  })

  it('unknown kinds, truncated shapes, wrong types', () => {
    assert.deepEqual(
      told(
        model({
          'x#A': { type: 'tuple' },
          'x#B': {},
          'x#C': null,
          'x#D': { type: 'list' },
          'x#E': { type: 'map', key: text },
          'x#F': { type: 'structure', members: { a: {}, b: 1, c: { target: 7 } } },
          'x#G': { type: 'operation', input: 'x#F', errors: {} },
          'x#H': { type: 'service', version: 1, operations: [{}] },
          'x#I': {
            type: 'intEnum',
            members: {
              A: { target: 'smithy.api#Unit' },
              B: { target: 'smithy.api#Unit', traits: { 'smithy.api#enumValue': 'x' } },
            },
          },
        }),
      ),
      [
        'shapes/x#A/type enum',
        'shapes/x#B/type missing',
        'shapes/x#C type',
        'shapes/x#D/member missing',
        'shapes/x#E/value missing',
        'shapes/x#F/members/a/target missing',
        'shapes/x#F/members/b type',
        'shapes/x#F/members/c/target type',
        'shapes/x#G/input type',
        'shapes/x#G/errors type',
        'shapes/x#H/version type',
        'shapes/x#H/operations/0/target missing',
        'shapes/x#I/members/A/traits/smithy.api#enumValue missing',
        'shapes/x#I/members/B/traits/smithy.api#enumValue type',
      ],
    )
  })

  it('traits of another kind than their own', () => {
    const traits = {
      'smithy.api#length': { min: -1, max: 'x' },
      'smithy.api#range': 5,
      'smithy.api#pattern': {},
      'smithy.api#timestampFormat': 'iso',
      'smithy.api#sensitive': 'yes',
      'smithy.api#xmlNamespace': {},
      'smithy.api#error': 'both',
      'smithy.api#httpError': 40,
      'smithy.api#default': () => 1,
      'x#own': Number.NaN,
    }
    assert.deepEqual(told(model({ 'x#A': { type: 'string', traits } })), [
      'shapes/x#A/traits/smithy.api#length/min range',
      'shapes/x#A/traits/smithy.api#length/max type',
      'shapes/x#A/traits/smithy.api#range type',
      'shapes/x#A/traits/smithy.api#pattern type',
      'shapes/x#A/traits/smithy.api#timestampFormat enum',
      'shapes/x#A/traits/smithy.api#sensitive type',
      'shapes/x#A/traits/smithy.api#xmlNamespace/uri missing',
      'shapes/x#A/traits/smithy.api#error enum',
      'shapes/x#A/traits/smithy.api#httpError range',
      'shapes/x#A/traits/smithy.api#default type',
      'shapes/x#A/traits/x#own type',
    ])
  })

  it('targets of another kind than is wanted there', () => {
    assert.deepEqual(
      sorted(
        told(
          model({
            'x#S': {
              type: 'service',
              version: '1',
              operations: [{ target: 'x#A' }],
              resources: [{ target: 'x#Op' }],
              errors: [{ target: 'x#A' }],
            },
            'x#Op': { type: 'operation', input: { target: 'x#List' }, output: { target: 'smithy.api#String' } },
            'x#A': { type: 'structure', members: { op: { target: 'x#Op' } } },
            'x#List': { type: 'list', member: { target: 'x#S' } },
            'x#Map': { type: 'map', key: { target: 'x#A' }, value: text },
          }),
        ),
      ),
      [
        'shapes/x#S/errors/0/target type',
        'shapes/x#S/operations/0/target type',
        'shapes/x#S/resources/0/target type',
        'shapes/x#Op/input/target type',
        'shapes/x#Op/output/target type',
        'shapes/x#A/members/op/target type',
        'shapes/x#List/member/target type',
        'shapes/x#Map/key/target type',
      ].sort(),
    )
  })

  it('labels without a member, circles of mixins, traits for what is not there', () => {
    assert.deepEqual(
      sorted(
        told(
          model({
            'x#Op': {
              type: 'operation',
              input: { target: 'x#In' },
              traits: {
                'smithy.api#http': { method: 'GET', uri: '/{a}/{b+}' },
                'smithy.api#endpoint': { hostPrefix: '{c}.' },
              },
            },
            'x#In': {
              type: 'structure',
              members: {
                a: { ...text, traits: { 'smithy.api#httpLabel': {} } },
                b: { ...text, traits: { 'smithy.api#httpLabel': {}, 'smithy.api#required': {} } },
              },
            },
            'x#M': { type: 'structure', mixins: [{ target: 'x#N' }], members: {} },
            'x#N': {
              type: 'structure',
              mixins: [{ target: 'x#M' }, { target: 'x#Gone' }, { target: 'x#Op' }],
              members: {},
            },
            'x#Away': { type: 'apply', traits: {} },
            'x#In$z': { type: 'apply', traits: {} },
          }),
        ),
      ),
      [
        'shapes/x#Away missing',
        'shapes/x#In$z missing',
        'shapes/x#N/mixins/0/target depth',
        'shapes/x#N/mixins/1/target missing',
        'shapes/x#N/mixins/2/target type',
        'shapes/x#Op/traits/smithy.api#endpoint/hostPrefix missing',
        'shapes/x#Op/traits/smithy.api#http/uri missing',
      ],
    )
  })

  it('names of the prototype are names, not shapes', () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'x#__proto__']) {
      assert.deepEqual(told(model({ 'x#A': { type: 'list', member: { target: name } } })), [
        'shapes/x#A/member/target missing',
      ])
    }
    assert.deepEqual(told(JSON.parse('{"smithy":"2.0","shapes":{"__proto__":{"type":"tuple"}}}')), [
      'shapes/__proto__/type enum',
    ])
  })
})

describe('hostile models', () => {
  const nested = (levels: number): unknown => {
    let inside: unknown = {}
    for (let i = 0; i < levels; i++) inside = { a: inside }
    return inside
  }

  it('deep traits are an issue', () =>
    assert.deepEqual(told(model({ 'x#A': { type: 'string', traits: { 'x#t': nested(100_000) } } })), [
      'shapes/x#A/traits/x#t type',
    ]))

  it('long chains of mixins are an issue', () => {
    const chain = Array.from({ length: 5000 }, (_, i) => [
      `x#M${i}`,
      { type: 'structure', members: {}, mixins: i === 4999 ? [] : [{ target: `x#M${i + 1}` }] },
    ])
    assert.ok(issuesOf(model(Object.fromEntries(chain))).some(({ code }) => code === 'depth'))
  })

  it('mixins may give shapes 5,000,000 members in all: a short model is no long one', function () {
    this.timeout(60_000)
    const members = Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`m${i}`, { target: 'x#S' }]))
    const shared = { 'x#S': { type: 'string' }, 'x#M': { type: 'structure', members } }
    const users = (count: number): ReadonlyArray<readonly [string, unknown]> =>
      Array.from({ length: count }, (_, i) => [`x#A${i}`, { type: 'structure', mixins: [{ target: 'x#M' }] }])
    // 50 of them have 5,000,000 together; the next is one too many, and the rest is read on.
    const broken = told(model({ ...shared, ...Object.fromEntries(users(51)), 'x#Z': { type: 'tuple' } }))
    assert.deepEqual(broken, ['shapes/x#Z/type enum', 'shapes/x#A50/mixins/0/target size'])
  })
})

describeShared('a model with anything broken in it', ['models/smithy/sqs.json'], ([path = '']) => {
  const source = readFileSync(path, 'utf8')

  /** Every object and array inside, for putting something wrong into. */
  const holders = (json: unknown): ReadonlyArray<Record<string, unknown>> => {
    const found: Array<Record<string, unknown>> = []
    const rest = [json]
    for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
      if (typeof next !== 'object' || next === null) continue
      found.push(next as Record<string, unknown>)
      rest.push(...Object.values(next))
    }
    return found
  }

  it('is read to a service whose every shape can be made, or to issues', function () {
    this.timeout(600_000)
    let broken = 0
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), fc.nat(), fc.anything()), { minLength: 1, maxLength: 4 }), (damages) => {
        const json = JSON.parse(source) as unknown
        const places = holders(json)
        for (const [place, key, value] of damages) {
          const holder = places[place % places.length] ?? {}
          const names = Object.keys(holder)
          const name = names[key % Math.max(1, names.length)]
          if (name !== undefined) holder[name] = value
        }
        const read = readSmithy(json)
        if (read._tag === 'Left') {
          broken++
          assert.ok(read.left.length > 0)
          for (const { path: at, expected, actual } of read.left)
            assert.ok(Array.isArray(at) && expected !== '' && actual !== '')
        } else {
          for (const { operations } of read.right)
            for (const { input, output, errors } of operations)
              for (const { schema } of [input, output, ...errors]) closure(schema)
        }
      }),
      { numRuns: 500 },
    )
    assert.ok(broken > 50, `${broken}`)
  })

  it('cut short is no JSON; without half of its shapes it is dangling targets', () => {
    assert.throws(() => JSON.parse(source.slice(0, -100)) as unknown)
    const json = JSON.parse(source) as { smithy: string; shapes: Record<string, unknown> }
    const half = Object.fromEntries(Object.entries(json.shapes).filter((_, i) => i % 2 === 0))
    const issues = issuesOf({ ...json, shapes: half })
    assert.ok(issues.length > 50)
    for (const { code } of issues) assert.equal(code, 'missing')
  })
})
