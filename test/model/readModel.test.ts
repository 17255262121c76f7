/**
 * Models in whichever form they come, good and broken.
 */
import assert from 'node:assert/strict'
import { readModel, serviceReport } from '../../lib/model/index.js'
import type { Issue } from '../../lib/value/index.js'

const smithy = (shapes: unknown) => ({ smithy: '2.0', shapes })

const botocore = (shapes: unknown, operations: unknown = { Op: { name: 'Op', input: { shape: 'In' } } }) => ({
  metadata: { protocol: 'json', serviceId: 'X', apiVersion: '1' },
  operations,
  shapes,
})

const minified = (input: unknown) => botocore({}, { Op: { input } })

const issuesOf = (json: unknown): ReadonlyArray<Issue> => {
  const read = readModel(json)
  return read._tag === 'Left' ? read.left : []
}

const told = (json: unknown): ReadonlyArray<string> =>
  issuesOf(json).map(({ path, code }) => `${path.join('/')} ${code}`)

describe('the form of a model', () => {
  it('is told by the model', () => {
    const formOf = (json: unknown) => {
      const read = readModel(json)
      return read._tag === 'Right'
        ? [read.right.form, read.right.services.length, read.right.notes.length > 0]
        : read.left
    }
    assert.deepEqual(formOf(smithy({})), ['smithy', 0, false])
    assert.deepEqual(formOf(botocore({ In: { type: 'structure', members: {} } })), ['botocore', 1, true])
    assert.deepEqual(formOf(minified({ members: { a: {} } })), ['minified', 1, true])
    assert.deepEqual(formOf(botocore({}, {})), ['botocore', 1, true])
  })

  it('is unknown of other things, which is said', () => {
    const text = 'a Smithy JSON AST (smithy, shapes) or a model of botocore or aws-sdk (metadata, operations, shapes)'
    assert.deepEqual(issuesOf({ openapi: '3.1.0', paths: {} }), [
      { path: [], code: 'syntax', shape: 'model', expected: text, actual: 'an object with "openapi", "paths"' },
    ])
    assert.equal(issuesOf({})[0]?.actual, 'an object with no members')
    assert.equal(
      issuesOf({ a: 1, b: 1, c: 1, d: 1, e: 1, f: 1 })[0]?.actual,
      'an object with "a", "b", "c", "d", "e" and more',
    )
    for (const json of [null, undefined, 7, 'text', [], () => 1, new Date(0), new Map()])
      assert.equal(issuesOf(json).length, 1)
  })
})

describe('the report of a service', () => {
  it('counts what was translated, guarded, left out and kept', () => {
    const read = readModel({
      smithy: '2.0',
      shapes: {
        'x#S': {
          type: 'service',
          version: '1',
          operations: [{ target: 'x#Op' }],
          traits: { 'aws.protocols#restJson1': {} },
        },
        'x#Op': { type: 'operation', input: { target: 'x#In' }, traits: { 'x#odd': 1 } },
        'x#In': {
          type: 'structure',
          members: {
            a: { target: 'x#Plain' },
            b: { target: 'x#Java' },
            c: { target: 'x#Costly' },
            d: { target: 'x#Never' },
            e: { target: 'smithy.api#String', traits: { 'smithy.api#pattern': '(a+)+\\1', 'x#odd': 2 } },
          },
        },
        'x#Plain': { type: 'string', traits: { 'smithy.api#pattern': '^a+$' } },
        'x#Java': { type: 'string', traits: { 'smithy.api#pattern': '\\A\\p{Alnum}*\\z' } },
        'x#Costly': { type: 'string', traits: { 'smithy.api#pattern': '^(a+)+$' } },
        'x#Never': { type: 'string', traits: { 'smithy.api#pattern': 'a++b' } },
      },
    })
    const service = read._tag === 'Right' ? read.right.services[0] : undefined
    assert.ok(service !== undefined)
    assert.deepEqual(serviceReport(service), {
      operations: 1,
      shapes: 5,
      patterns: 3,
      translatedPatterns: 1,
      guardedPatterns: 1,
      unenforcedPatterns: [
        {
          shape: 'x#In$e',
          pattern: '(a+)+\\1',
          reason: 'it may take too long: a back-reference, flags inside or too many levels',
        },
        {
          shape: 'x#Never',
          pattern: 'a++b',
          reason: 'a possessive quantifier, which has no exact equivalent in ECMA-262',
        },
      ],
      otherTraits: { 'x#odd': 2 },
    })
    const members = service.operations[0]?.input.schema
    const traitsAt = (i: number) => (members?._tag === 'structure' ? members.members[i]?.target().traits : undefined)
    assert.deepEqual(traitsAt(1)?.other, { 'smithy.api#pattern': '\\A\\p{Alnum}*\\z' })
    assert.deepEqual([traitsAt(3)?.pattern, traitsAt(3)?.other], [undefined, { 'smithy.api#pattern': 'a++b' }])
  })
})

describe('broken models', () => {
  const quick = (title: string, run: () => void): void => {
    it(title, () => {
      const started = performance.now()
      run()
      assert.ok(performance.now() - started < 5_000)
    })
  }

  quick('truncated at any place: never a throw', () => {
    const whole = JSON.stringify(
      botocore({
        In: { type: 'structure', members: { a: { shape: 'L' } } },
        L: { type: 'list', member: { shape: 'S' } },
        S: { type: 'string', min: 1, pattern: 'a' },
      }),
    )
    const ast = JSON.stringify(
      smithy({
        'x#S': { type: 'service', version: '1', operations: [{ target: 'x#Op' }] },
        'x#Op': { type: 'operation', input: { target: 'x#In' } },
        'x#In': { type: 'structure', members: { a: { target: 'smithy.api#String' } } },
      }),
    )
    // Whatever part of a model is taken away or made something else, the reader says something or reads the rest.
    const damage = (u: unknown, put: (part: unknown) => void): void => {
      for (const other of [undefined, null, 1, 'x', [], {}, true, Number.NaN]) put(other)
      put(u)
      if (typeof u !== 'object' || u === null) return
      for (const [name, part] of Object.entries(u))
        damage(part, (changed) =>
          put(Array.isArray(u) ? u.map((one, i) => (String(i) === name ? changed : one)) : { ...u, [name]: changed }),
        )
    }
    for (const json of [whole, ast]) {
      let tried = 0
      damage(JSON.parse(json), (model) => {
        tried++
        for (const { path, expected, actual, code } of issuesOf(model))
          assert.ok(
            path.every((step) => typeof step === 'string' || typeof step === 'number') &&
              expected !== '' &&
              actual !== '' &&
              code.length > 0,
          )
      })
      assert.ok(tried > 150)
    }
  })

  quick('targets that are not there', () => {
    assert.deepEqual(told(smithy({ 'x#A': { type: 'list', member: { target: 'x#Gone' } } })), [
      'shapes/x#A/member/target missing',
    ])
    assert.deepEqual(told(botocore({ In: { type: 'structure', members: { a: { shape: 'Gone' } } } })), [
      'shapes/In/members/a/target missing',
    ])
    assert.deepEqual(told(botocore({})), ['operations/Op/input/target missing'])
    assert.deepEqual(told(minified({ members: { a: { shape: 'Gone' } } })), ['shapes/OpInput/members/a/target missing'])
  })

  quick('lists and maps in a circle', () => {
    const text = { target: 'smithy.api#String' }
    assert.deepEqual(told(smithy({ 'x#A': { type: 'list', member: { target: 'x#A' } } })), [
      'shapes/x#A/member/target depth',
    ])
    assert.deepEqual(
      told(
        smithy({
          'x#A': { type: 'map', key: text, value: { target: 'x#B' } },
          'x#B': { type: 'list', member: { target: 'x#A' } },
        }),
      ),
      ['shapes/x#B/member/target depth'],
    )
    assert.deepEqual(
      told(botocore({ In: { type: 'structure', members: {} }, A: { type: 'list', member: { shape: 'A' } } })),
      ['shapes/A/member/target depth'],
    )
  })

  quick('patterns of a megabyte, and patterns that would not end', () => {
    const size = ['shapes/x#A/traits/smithy.api#pattern size']
    for (const part of ['a', '(', '[', '(a', 'a*', '\\', '(?i)', '(a|b)*', '{']) {
      const pattern = part.repeat(Math.ceil(1e6 / part.length))
      assert.deepEqual(told(smithy({ 'x#A': { type: 'string', traits: { 'smithy.api#pattern': pattern } } })), size)
      assert.deepEqual(told(botocore({ In: { type: 'structure', members: {} }, A: { type: 'string', pattern } })), [
        'shapes/A/traits/smithy.api#pattern size',
      ])
    }
    for (const part of ['(a*)*', '((((a*)*)*)*)*', '(a{0,1000}){0,1000}', '(?=a*)', '[a-z]{0,100}', '(a|', '\\p{L}*'])
      assert.deepEqual(
        told(
          smithy({
            'x#A': { type: 'string', traits: { 'smithy.api#pattern': part.repeat(Math.floor(32_768 / part.length)) } },
          }),
        ),
        [],
      )
  })

  quick('shapes in shapes, deep and many', () => {
    let deep: unknown = { type: 'string' }
    for (let i = 0; i < 20_000; i++) deep = { type: 'list', member: deep }
    assert.deepEqual(
      issuesOf(minified({ members: { deep } })).map(({ code }) => code),
      ['missing', 'type'],
    )
    const members = Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`m${i}`, {}]))
    assert.deepEqual(told(minified({ members })), [])
  })

  quick('a member and a shape named __proto__', () => {
    const json = JSON.parse(
      '{"smithy":"2.0","shapes":{"x#__proto__":{"type":"structure","members":{"__proto__":{"target":"__proto__"}}}}}',
    ) as unknown
    assert.deepEqual(told(json), ['shapes/x#__proto__/members/__proto__/target missing'])
  })
})
