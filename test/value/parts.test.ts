/**
 * Values part by part: what `isValue` refuses of each kind, at which depth; texts of each kind; records; issues; `Either`.
 */
import assert from 'node:assert/strict'
import { inspect } from 'node:util'
import { runInNewContext } from 'node:vm'
import * as fc from 'fast-check'
import { farDecimal, isFar, wholeNumberOf } from '../../lib/value/BigDecimal.js'
import {
  documentWithin,
  isPlain,
  isWellFormed,
  numberText,
  toDocument,
  wellFormedBy,
} from '../../lib/value/Document.js'
import { chain, isLeft, left, mapRight, right } from '../../lib/value/either.js'
import { clip, validationError } from '../../lib/value/Issue.js'
import * as V from '../../lib/value/index.js'
import { getOwn, isSpread, recordOf, roomFor, setOwn, spreadOf } from '../../lib/value/own.js'
import { assertLaw } from '../laws/assert.js'

const { decimal, documentDecimal } = V

describe('isValue, kind by kind', () => {
  const contents: ReadonlyArray<unknown> = [undefined, null, true, 1, 1n, 'a', [], {}, () => 1]
  /** Where the content of a tag is, and which of those it takes. */
  const takes: Readonly<Record<string, readonly [string, ReadonlyArray<number>]>> = {
    Structure: ['fields', [7]],
    List: ['items', [6]],
    Map: ['entries', [6]],
    String: ['value', [5]],
    Enum: ['value', [5]],
    Integer: ['value', [3]],
    Long: ['value', [4]],
    BigInteger: ['value', [4]],
    BigDecimal: ['value', []],
    Float: ['value', [3]],
    Double: ['value', [3]],
    Boolean: ['value', [2]],
    Blob: ['bytes', []],
    Timestamp: ['epochMillis', [3]],
    Document: ['value', [1, 2, 3, 4, 5, 6, 7]],
  }
  for (const [tag, [name, good]] of Object.entries(takes))
    it(tag, () => {
      for (const [i, content] of contents.entries())
        assert.equal(V.isValue({ _tag: tag, [name]: content }), good.includes(i), `${tag} of ${String(content)}`)
    })

  it('what is no object', () => {
    for (const one of ['Null', 1, undefined, () => V.absent]) assert.equal(V.isValue(one), false)
    assert.equal(V.isValue(Object.assign(() => 1, { _tag: 'Null' })), false)
  })

  it('fields, entries and keys', () => {
    assert.equal(V.isValue({ _tag: 'Structure', fields: new Date() }), false)
    assert.equal(V.isValue({ _tag: 'Structure', fields: { a: undefined, b: 1 } }), false)
    assert.equal(V.isValue({ _tag: 'Structure', fields: { a: undefined } }), true)
    const entry = (...parts: ReadonlyArray<unknown>): boolean => V.isValue({ _tag: 'Map', entries: [parts] })
    assert.equal(entry(V.enumeration('a'), V.absent), true)
    assert.equal(entry(V.string('a')), false)
    assert.equal(entry(V.string('a'), 1), false)
    assert.equal(entry(1, V.absent), false)
    assert.equal(entry(V.integer(1), V.absent), false)
    assert.equal(V.isValue({ _tag: 'Map', entries: [{ 0: V.string('a'), 1: V.absent, length: 2 }] }), false)
    assert.equal(V.isValue({ _tag: 'List', items: [V.absent, 1] }), false)
  })

  it('each kind of aggregate is a level, exactly', () => {
    const wrap: ReadonlyArray<(value: V.Value) => V.Value> = [
      (value) => V.list([value]),
      (value) => V.structure({ a: value }),
      (value) => V.map([[V.string('a'), value]]),
    ]
    for (const inside of wrap)
      for (const depth of [0, 1, 2, 5]) {
        let value: V.Value = V.absent
        for (let i = 0; i < depth; i++) value = inside(value)
        assert.equal(V.isValue(value, depth), true)
        assert.equal(V.isValue(inside(value), depth), false)
      }
    assert.equal(V.isValue(V.document([[1]]), 2), true)
    assert.equal(V.isValue(V.document([[1]]), 1), false)
    assert.equal(V.isValue(V.document({ a: { b: 1 } }), 2), true)
    assert.equal(V.isValue(V.document({ a: { b: 1 } }), 1), false)
    assert.equal(V.isValue(V.document('a'), 0), true)
    assert.equal(V.isValue(V.document([]), 0), false)
  })
})

describe('the whole number that a number is', () => {
  const far = 10n ** 300n
  for (const [n, whole] of [
    [7, 7],
    [-0, -0],
    [0.5, undefined],
    [Number.NaN, undefined],
    [Infinity, undefined],
    [5n, 5],
    [2n ** 60n, 2 ** 60],
    [decimal(12n, 0), 12],
    [decimal(12n, 2), 1_200],
    [decimal(1n, 400), Infinity],
    [decimal(1_200n, -2), 12],
    [decimal(-1_250n, -2), undefined],
    [decimal(far, -300), 1],
    [decimal(far, -301), undefined],
    [decimal(5n * 10n ** 400n, -400), 5],
    [decimal(10n ** 401n, -401), undefined],
    [decimal(1n, -400), undefined],
    [decimal(1n, -401), undefined],
    [decimal(0n, -1_000_000_000), 0],
    ['7', undefined],
    [null, undefined],
    [{ coefficient: 1n }, undefined],
  ] as ReadonlyArray<readonly [unknown, number | undefined]>)
    it(`${typeof n === 'object' ? inspect(n) : String(n)}`.slice(0, 40), () =>
      assert.ok(Object.is(wholeNumberOf(n), whole), String(wholeNumberOf(n))),
    )
})

describe('BigDecimal and Document, at their edges', () => {
  it('isBigDecimal', () => {
    const is = (u: unknown): boolean => V.isValue({ _tag: 'BigDecimal', value: u })
    assert.equal(is({ coefficient: 1n, exponent: -5 }), true)
    for (const u of [
      undefined,
      null,
      1,
      { coefficient: 1, exponent: 0 },
      { coefficient: 1n },
      { coefficient: 1n, exponent: 0.5 },
      { coefficient: 1n, exponent: 2 ** 53 },
      { coefficient: 1n, exponent: 1n },
      { exponent: 0 },
    ])
      assert.equal(is(u), false)
    const callable = Object.assign(() => 1, { coefficient: 1n, exponent: 0 })
    assert.equal(is(callable), false)
  })

  it('a decimal of 4,096 characters is read, one of 4,097 is not', () => {
    assert.deepEqual(V.readDecimal('1'.repeat(4096)), { coefficient: BigInt('1'.repeat(4096)), exponent: 0 })
    assert.equal(V.readDecimal('1'.repeat(4097)), undefined)
    assert.deepEqual(V.readDecimal('-0'), { coefficient: 0n, exponent: 0 })
  })

  it('a decimal is written plain as far as six zeros behind the point', () => {
    assert.equal(V.writeDecimal(decimal(1n, -7)), '0.0000001')
    assert.equal(V.writeDecimal(decimal(1n, -8)), '1e-8')
    assert.equal(V.writeDecimal(decimal(-12n, -8)), '-0.00000012')
    assert.equal(V.writeDecimal(decimal(0n, -2)), '0.00')
    assert.equal(V.writeDecimal(decimal(0n, 3)), '0e3')
    assert.equal(V.writeDecimal(decimal(-12n, 0)), '-12')
  })

  it('a decimal inside a Document is marked, and says so', () => {
    const marked = documentDecimal(decimal(15n, -1))
    assert.equal(V.isDocumentDecimal(marked), true)
    assert.equal(Object.prototype.toString.call(marked), '[object Decimal]')
    assert.deepEqual(Object.keys(marked), ['coefficient', 'exponent'])
    for (const u of [null, undefined, 1, {}, decimal(15n, -1)]) assert.equal(V.isDocumentDecimal(u), false)
  })

  it('toDocument copies what is plain data and takes nothing else', () => {
    const source = { a: [1, 'b', null, true, 2n, documentDecimal(decimal(1n, 0))], c: {} }
    const copy = toDocument(source, 8)
    assert.deepEqual(copy, source)
    assert.notEqual(copy, source)
    assert.equal(V.isDocumentDecimal((copy as typeof source).a[5]), true)
    assert.deepEqual(toDocument([], 1), [])
    for (const u of [
      undefined,
      () => 1,
      Symbol('a'),
      Number.NaN,
      Infinity,
      '\ud800',
      ['\udc00'],
      { '\ud800': 1 },
      { a: undefined },
      [undefined],
      new Date(),
      new Map(),
    ])
      assert.equal(toDocument(u, 8), undefined)
    // A hole is no item.
    assert.equal(toDocument(Array(1), 8), undefined)
  })

  it('toDocument takes so many levels, lists and records, and documentWithin says which bound was met', () => {
    const nested = { a: [{}, []], b: 1 }
    const within = (depth: number, nodes: number): unknown => {
      const read = documentWithin(nested, depth, nodes)
      assert.deepEqual(toDocument(nested, depth, nodes), read._tag === 'Right' ? nested : undefined)
      return read._tag === 'Right' ? read.right : read.left
    }
    assert.deepEqual(within(3, 4), nested)
    assert.equal(within(2, 4), 'depth')
    assert.equal(within(0, 4), 'depth')
    assert.equal(within(3, 3), 'size')
    assert.equal(within(3, 0), 'size')
    // The first bound that is met.
    assert.deepEqual([within(1, 1), within(2, 2), within(2, 1)], ['depth', 'depth', 'size'])
    for (const leaf of [null, 'a', 1, true]) assert.deepEqual(documentWithin(leaf, 0, 0), right(leaf))
    for (const u of [undefined, new Date(), [Number.NaN], { a: '\ud800' }])
      assert.deepEqual(documentWithin(u, 8, 8), left('type'))
    assert.deepEqual(documentWithin([[() => 1], [[[]]]], 3, 99), left('type'), 'what comes first')
    assert.ok(toDocument(Array(1_000).fill([]), 2) !== undefined)
  })

  it('a decimal whose exponent could not be kept is as far away as decimals go, and no document', () => {
    const far = Number.MAX_SAFE_INTEGER
    for (const [text, coefficient, exponent] of [
      ['1e9999999999999999', 1n, far],
      ['-1e9999999999999999', -1n, far],
      ['1e-9999999999999999', 1n, -far],
      ['-2.5e-9999999999999999', -1n, -far],
    ] as const) {
      const decimal = farDecimal(text)
      assert.deepEqual([decimal.coefficient, decimal.exponent], [coefficient, exponent], text)
      assert.ok(V.isDocumentDecimal(decimal) && isFar(decimal))
      assert.deepEqual(Object.keys(decimal), ['coefficient', 'exponent'])
      for (const u of [decimal, [decimal], { a: decimal }]) assert.equal(toDocument(u, 8), undefined)
    }
    assert.equal(isFar(documentDecimal(decimal(1n, far))), false)
  })

  it('law: text is well-formed by the platform as by its surrogates', () => {
    const bySurrogates = wellFormedBy(undefined)
    const byOther = wellFormedBy(function () {
      return String(this) === 'a'
    })
    assert.deepEqual([byOther('a'), byOther('b')], [true, false])
    const unit = fc.constantFrom('a', 'é', '\ud83d', '\ude00', '😀')
    assertLaw(fc.property(fc.string({ unit }), (text) => bySurrogates(text) === isWellFormed(text)))
    assert.deepEqual(['', '😀', '\ud83d', '\ude00\ud83d'].map(bySurrogates), [true, true, false, false])
  })

  it('plain records are those of any realm, or of none', () => {
    assert.equal(isPlain({}), true)
    assert.equal(isPlain(Object.create(null) as object), true)
    assert.equal(isPlain(runInNewContext('({})') as object), true)
    assert.equal(isPlain(new Date()), false)
    assert.equal(isPlain(new (class {})()), false)
    assert.equal(isPlain(Object.create({}) as object), false)
  })

  it('texts of numbers', () => {
    assert.deepEqual([-0, 0, 1.5, 1e21, -7n, documentDecimal(decimal(15n, -1))].map(numberText), [
      '-0',
      '0',
      '1.5',
      '1e+21',
      '-7',
      '1.5',
    ])
  })
})

describe('texts of each kind', () => {
  const kinds: ReadonlyArray<readonly [V.Value, string, string]> = [
    [V.string('ab'), 'String(2)', 'String "ab"'],
    [V.enumeration('ab'), 'Enum', 'Enum "ab"'],
    [V.integer(5), 'Integer', 'Integer 5'],
    [V.long(5n), 'Long', 'Long 5'],
    [V.bigInteger(5n), 'BigInteger', 'BigInteger 5'],
    [V.bigDecimal(decimal(5n, 0)), 'BigDecimal', 'BigDecimal 5'],
    [V.float(-0), 'Float', 'Float -0'],
    [V.double(0), 'Double', 'Double 0'],
    [V.boolean(false), 'Boolean', 'Boolean false'],
    [V.blob(Uint8Array.of(1)), 'Blob(1)', 'Blob of 1 bytes'],
    [V.timestamp(0), 'Timestamp', 'Timestamp 1970-01-01T00:00:00.000Z'],
    [V.timestamp(9e15), 'Timestamp', 'Timestamp 9000000000000000'],
    [V.document({ a: [1, -0, true], b: 'c' }), 'Document', 'Document {"a":[1,-0,true],"b":"c"}'],
    [V.absent, 'Null', 'Null'],
    [V.list([]), 'List []', 'List of 0'],
    [V.list([V.list([V.absent])]), 'List [List [Null]]', 'List of 1\n└─ [0] List of 1\n   └─ [0] Null'],
    [V.list([V.absent, V.absent]), 'List [Null, Null]', 'List of 2\n├─ [0] Null\n└─ [1] Null'],
    [
      V.map<V.MapKey, V.Value>([
        [V.string('a'), V.absent],
        [V.string('b'), V.absent],
      ]),
      'Map {Null, Null}',
      'Map of 2\n├─ "a": Null\n└─ "b": Null',
    ],
    [V.structure({ a: undefined, b: V.absent }), 'Structure { b: Null }', 'Structure\n└─ b Null'],
  ]
  for (const [value, shown, drawn] of kinds)
    it(shown, () => {
      assert.equal(V.Show.show(value), shown)
      assert.equal(V.tree(value), drawn)
    })

  it('a leaf of just the width is whole; the width is 72 unless it is said', () => {
    assert.equal(V.tree(V.string('abc'), { width: 5 }), 'String "abc"')
    assert.equal(V.tree(V.string('abc'), { width: 4 }), 'String "abc… (1 more)')
    assert.equal(V.tree(V.string('x'.repeat(70))), `String "${'x'.repeat(70)}"`)
    assert.equal(V.tree(V.string('x'.repeat(71))), `String "${'x'.repeat(71)}… (1 more)`)
  })
})

describe('records whose keys come from outside', () => {
  it('own names, `__proto__` among them, and nothing inherited', () => {
    const record = recordOf([
      ['a', 1],
      ['__proto__', 2],
      ['a', 3],
    ])
    assert.deepEqual(Object.entries(record), [
      ['a', 3],
      ['__proto__', 2],
    ])
    assert.equal(Object.getPrototypeOf(record), Object.prototype)
    assert.equal(getOwn(record, '__proto__'), 2)
    assert.equal(getOwn({} as Record<string, unknown>, 'toString'), undefined)
    assert.equal(getOwn({} as Record<string, unknown>, '__proto__'), undefined)
    assert.deepEqual(Object.getOwnPropertyDescriptor(record, '__proto__'), {
      value: 2,
      writable: true,
      enumerable: true,
      configurable: true,
    })
    setOwn(record, '__proto__', 4)
    assert.equal(getOwn(record, '__proto__'), 4)
    assert.ok(Reflect.deleteProperty(record, '__proto__'))
  })

  it('copies have the entries alone, and room for them is empty', () => {
    assert.deepEqual([8, 9, 100, 101].map(isSpread), [false, true, true, false])
    const copy = spreadOf({ a: 1, [Symbol('b')]: 2 } as Readonly<Record<string, number>>)
    assert.deepEqual(Reflect.ownKeys(copy), ['a'])
    for (const count of [0, 100, 101]) assert.deepEqual(Reflect.ownKeys(roomFor(count)), [])
  })
})

describe('issues', () => {
  const issue: V.Issue = { path: ['A'], code: 'type', shape: 'x#Y', expected: 'a string', actual: 'a number' }

  it('an entry makes its value and context when asked, and shows neither', () => {
    let asked = 0
    const context = [] as never
    const entry = validationError(issue, () => {
      asked++
      return { value: 'secret', context, serverMessage: 'Value is wrong' }
    })
    assert.equal(entry.message, 'A: expected a string, got a number [type]')
    assert.equal(String(entry), entry.message)
    assert.equal(asked, 0)
    assert.equal(entry.value, 'secret')
    assert.equal(entry.context, context)
    assert.equal(entry.serverMessage, 'Value is wrong')
    assert.equal(asked, 3)
    assert.deepEqual(JSON.parse(JSON.stringify(entry)), { issue })
    assert.deepEqual(V.issuesOf([entry]), [issue])
    assert.deepEqual(V.reportText([entry, entry]), [entry.message, entry.message])
  })

  it('texts are cut at 64 characters, never between surrogates', () => {
    assert.equal(clip('x'.repeat(64)), 'x'.repeat(64))
    assert.equal(clip('x'.repeat(65)), `${'x'.repeat(64)}…`)
    assert.equal(clip(`${'x'.repeat(63)}😀`), `${'x'.repeat(63)}…`)
    assert.equal(clip(`${'x'.repeat(62)}😀y`), `${'x'.repeat(62)}😀…`)
    assert.equal(clip(`${'x'.repeat(64)}😀`), `${'x'.repeat(64)}…`)
  })
})

describe('Either', () => {
  it('is that of fp-ts', () => {
    assert.deepEqual(
      [right(1), left('a')],
      [
        { _tag: 'Right', right: 1 },
        { _tag: 'Left', left: 'a' },
      ],
    )
    assert.deepEqual([isLeft(right(1)), isLeft(left('a'))], [false, true])
    assert.deepEqual(
      mapRight(right(1), (n) => n + 1),
      right(2),
    )
    assert.deepEqual(
      mapRight(left('a'), () => assert.fail()),
      left('a'),
    )
    assert.deepEqual(
      chain(right(1), (n) => left(n + 1)),
      left(2),
    )
    assert.deepEqual(
      chain(right(1), (n) => right(n + 1)),
      right(2),
    )
    assert.deepEqual(
      chain(left('a'), () => assert.fail()),
      left('a'),
    )
  })
})
