/**
 * Value: elimination, guards, `isValue`, and its texts.
 */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { deepFreeze } from '../../lib/testing/index.js'
import * as V from '../../lib/value/index.js'
import { assertLaw } from '../laws/assert.js'
import { values } from './values.js'

const one: { readonly [T in V.Tag]: V.Tagged<T> } = {
  Structure: V.structure({}),
  List: V.list([]),
  Map: V.map([]),
  String: V.string('a'),
  Enum: V.enumeration('A'),
  Integer: V.integer(1),
  Long: V.long(1n),
  BigInteger: V.bigInteger(1n),
  BigDecimal: V.bigDecimal(V.decimal(1n, 0)),
  Float: V.float(1),
  Double: V.double(1),
  Boolean: V.boolean(true),
  Blob: V.blob(new Uint8Array()),
  Timestamp: V.timestamp(0),
  Document: V.document(null),
  Null: V.absent,
}

const guards: { readonly [T in V.Tag]: (value: V.Value) => boolean } = {
  Structure: V.isStructure,
  List: V.isList,
  Map: V.isMap,
  String: V.isString,
  Enum: V.isEnum,
  Integer: V.isInteger,
  Long: V.isLong,
  BigInteger: V.isBigInteger,
  BigDecimal: V.isDecimal,
  Float: V.isFloat,
  Double: V.isDouble,
  Boolean: V.isBoolean,
  Blob: V.isBlob,
  Timestamp: V.isTimestamp,
  Document: V.isDocument,
  Null: V.isNull,
}

const tags = Object.keys(one) as ReadonlyArray<V.Tag>

describe('Value', () => {
  it('each guard takes its own tag and no other', () => {
    for (const tag of tags) {
      assert.equal(one[tag]._tag, tag)
      for (const other of tags) assert.equal(guards[tag](one[other]), tag === other, `${tag} of ${other}`)
    }
  })

  it('match takes the case of the tag', () => {
    const nameOf = V.match(Object.fromEntries(tags.map((tag) => [tag, () => tag])) as unknown as V.Cases<V.Tag>)
    for (const tag of tags) assert.equal(nameOf(one[tag]), tag)
  })

  it('absurd throws', () => assert.throws(() => V.absurd(1 as never), /impossible: number/))

  describe('isValue', () => {
    it('takes every Value', () => assertLaw(fc.property(values, (value) => V.isValue(deepFreeze(value)))))

    it('is total', () => {
      assertLaw(
        fc.property(
          fc.anything({ withBigInt: true, withNullPrototype: true, withTypedArray: true }),
          (u) => typeof V.isValue(u) === 'boolean',
        ),
      )
    })

    const refused: ReadonlyArray<readonly [string, unknown]> = [
      ['null', null],
      ['no tag', {}],
      ['an inherited name for a tag', { _tag: 'toString' }],
      ['an unknown tag', { _tag: 'Set' }],
      ['an Integer with a fraction', { _tag: 'Integer', value: 1.5 }],
      ['a Long that is a number', { _tag: 'Long', value: 1 }],
      ['a Timestamp that is NaN', { _tag: 'Timestamp', epochMillis: Number.NaN }],
      ['a Map with a List for a key', { _tag: 'Map', entries: [[V.list([]), V.absent]] }],
      ['a Map with an entry of three', { _tag: 'Map', entries: [[V.string('a'), V.absent, V.absent]] }],
      ['a Document that holds NaN', { _tag: 'Document', value: [Number.NaN] }],
      ['a Document that holds a function', { _tag: 'Document', value: { a: () => 1 } }],
      ['Structure fields that are a list', { _tag: 'Structure', fields: [] }],
      ['a bad leaf deep inside', V.list([V.structure({ a: { _tag: 'Blob', bytes: [1] } as never })])],
    ]
    for (const [name, u] of refused) it(`refuses ${name}`, () => assert.equal(V.isValue(u), false))

    it('answers no below its depth, without overflowing', () => {
      let deep: V.Value = V.absent
      for (let i = 0; i < 100_000; i++) deep = V.list([deep])
      assert.equal(V.isValue(deep), false)
      assert.equal(V.isValue(V.list([V.list([V.absent])]), 1), false)
      assert.equal(V.isValue(V.list([V.list([V.absent])]), 2), true)
    })
  })

  describe('Show', () => {
    it('says no content', () => {
      const secret = fc.constantFrom('TOPSECRET', 'TOPSECRET0')
      assertLaw(
        fc.property(values, secret, (value, text) => {
          const hidden = V.list([
            V.string(text),
            V.map([[V.string(text), value]]),
            V.enumeration(text),
            V.document({ [text]: text }),
            V.blob(new TextEncoder().encode(text)),
          ])
          return !V.Show.show(hidden).includes('TOPSECRET')
        }),
      )
    })

    it('says kinds and measures', () =>
      assert.equal(
        V.Show.show(
          V.structure({
            Name: V.string('Ada'),
            Tags: V.list([V.enumeration('A')]),
            Map: V.map([[V.string('k'), V.integer(5)]]),
            B: V.blob(Uint8Array.of(1)),
            Gone: undefined,
            E: V.structure({}),
          }),
        ),
        'Structure { Name: String(3), Tags: List [Enum], Map: Map {Integer}, B: Blob(1), E: Structure {} }',
      ))
  })

  it('tree is golden', () =>
    assert.equal(
      V.tree(
        V.structure({
          Name: V.string('Ada\n"'),
          Items: V.list([V.integer(-0), V.long(-5n), V.bigDecimal(V.decimal(150n, -2))]),
          Attributes: V.map<V.MapKey, V.Value>([
            [V.string('a b'), V.structure({ Flag: V.boolean(true) })],
            [V.enumeration('K'), V.absent],
          ]),
          Data: V.blob(Uint8Array.of(1, 2)),
          At: V.timestamp(1_515_531_081_123),
          Doc: V.document({ a: [1n, null, V.documentDecimal(V.decimal(15n, -1))] }),
          Rate: V.double(Number.NaN),
          Long: V.string('x'.repeat(20)),
        }),
        { width: 12 },
      ),
      [
        'Structure',
        '├─ Name String "Ada\\n\\""',
        '├─ Items List of 3',
        '│  ├─ [0] Integer -0',
        '│  ├─ [1] Long -5',
        '│  └─ [2] BigDecimal 1.50',
        '├─ Attributes Map of 2',
        '│  ├─ "a b": Structure',
        '│  │  └─ Flag Boolean true',
        '│  └─ "K": Null',
        '├─ Data Blob of 2 bytes',
        '├─ At Timestamp 2018-01-09T20:51:21.123Z',
        '├─ Doc Document {"a":[1,null… (6 more)',
        '├─ Rate Double NaN',
        '└─ Long String "xxxxxxxxxxx… (10 more)',
      ].join('\n'),
    ))

  it('tree is total', () => assertLaw(fc.property(values, (value) => V.tree(value).split('\n').length > 0)))
})

describe('fixtures', () => {
  it('law: read(write(v)) = right(v)', () =>
    assertLaw(
      fc.property(values, (value) => {
        const read = V.readFixture(V.writeFixture(value))
        return read._tag === 'Right' && V.Eq.equals(read.right, value) && V.isValue(read.right)
      }),
    ))

  it('the text is golden', () =>
    assert.equal(
      V.writeFixture(
        V.structure({
          A: V.long(5n),
          B: V.list([V.absent, V.double(-0), V.float(Number.NaN)]),
          C: V.map([[V.string('k'), V.blob(Uint8Array.of(255))]]),
          D: V.document({ $number: 1n }),
        }),
      ),
      '{"Structure":{"A":{"Long":"5"},"B":{"List":[null,{"Double":"-0"},{"Float":"NaN"}]},"C":{"Map":[[{"String":"k"},{"Blob":"ff"}]]},"D":{"Document":{"$$number":{"$number":"1"}}}}}',
    ))

  const said = (text: string): ReadonlyArray<string> => {
    const read = V.readFixture(text)
    return read._tag === 'Left' ? read.left.map(V.issueText) : []
  }

  const faults: ReadonlyArray<readonly [string, ReadonlyArray<string>]> = [
    ['{', ['(root): expected JSON text, got text that is no JSON [syntax]']],
    ['[]', ['(root): expected an object with one tag, got object [type]']],
    [
      '{"List":[{"Long":5},{"Set":[]}]}',
      [
        '[0]: expected a tag with its content, got object [type]',
        '[1]: expected a tag with its content, got object [type]',
      ],
    ],
    ['{"Structure":{"A":{"Integer":1.5}}}', ['A: expected a tag with its content, got object [type]']],
    ['{"Timestamp":0.5}', ['(root): expected a tag with its content, got object [type]']],
    ['{"toString":1}', ['(root): expected a tag with its content, got object [type]']],
    ['{"Map":[1]}', ['[0]: expected a pair of key and value, got number [type]']],
  ]
  for (const [text, issues] of faults) it(`${text} is refused`, () => assert.deepEqual(said(text), issues))

  it('nesting of any depth neither throws nor overflows', () => {
    for (const [open, close] of [
      ['{"List":[', ']}'],
      ['{"Document":[', ']}'],
    ] as const) {
      const text =
        open.repeat(1) +
        (open.includes('Document')
          ? '['.repeat(50_000) + ']'.repeat(50_000)
          : `${open.repeat(50_000)}${close.repeat(50_000)}`) +
        close
      assert.equal(V.readFixture(text)._tag, 'Left')
    }
  })
})

describe('BigDecimal', () => {
  const decimals = fc.record({
    coefficient: fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }),
    exponent: fc.oneof(fc.integer({ min: -50, max: 50 }), fc.maxSafeInteger()),
  })

  it('law: read(write(d)) = d', () =>
    assertLaw(
      fc.property(decimals, ({ coefficient, exponent }) =>
        assert.deepEqual(V.readDecimal(V.writeDecimal({ coefficient, exponent })), { coefficient, exponent }),
      ),
    ))

  const texts: ReadonlyArray<readonly [string, bigint, number, string]> = [
    ['0', 0n, 0, '0'],
    ['-12.50e3', -1250n, 1, '-1250e1'],
    ['1.00', 100n, -2, '1.00'],
    ['0.001', 1n, -3, '0.001'],
    ['1E+5', 1n, 5, '1e5'],
    ['-0.5', -5n, -1, '-0.5'],
    ['1e-20', 1n, -20, '1e-20'],
  ]
  for (const [text, coefficient, exponent, written] of texts) {
    it(`${text} is ${coefficient} × 10^${exponent}, written ${written}`, () => {
      assert.deepEqual(V.readDecimal(text), { coefficient, exponent })
      assert.equal(V.writeDecimal({ coefficient, exponent }), written)
    })
  }

  for (const text of ['', '.5', '5.', '+1', '1e', 'NaN', '0x1', '1e9007199254740993', ' 1', '1'.repeat(4097), '١'])
    it(`${JSON.stringify(text.slice(0, 20))} is no decimal`, () => assert.equal(V.readDecimal(text), undefined))
})

describe('issue text', () => {
  const paths: ReadonlyArray<readonly [V.Path, string]> = [
    [[], '(root)'],
    [['References', 'order', 'Type'], 'References.order.Type'],
    [['ToAddresses', 3], 'ToAddresses[3]'],
    [['Attributes', 'a b'], 'Attributes["a b"]'],
    [['Attributes', ''], 'Attributes[""]'],
    [['Attributes', 'a.b', '0'], 'Attributes["a.b"]["0"]'],
    [['Attributes', V.redacted, 'X'], 'Attributes[(redacted)].X'],
    [[0, 1], '[0][1]'],
    [['__proto__', 'x-y'], '__proto__.x-y'],
    [['a\nb'], '["a\\nb"]'],
    [[`${'é'.repeat(70)}`], `["${'é'.repeat(64)}…"]`],
  ]
  for (const [path, text] of paths) it(text, () => assert.equal(V.pathText(path), text))

  it('a name stands as it is where it begins as identifiers do and goes on with letters, digits, `_`, `$` and `-`', () => {
    const plain = /^[A-Za-z_$][A-Za-z_$\d-]*$/
    for (let code = 0; code < 0x250; code++)
      for (const before of ['', 'a', '-', 'aé']) {
        const name = before + String.fromCharCode(code)
        assert.equal(V.pathText([name]), plain.test(name) ? name : `[${JSON.stringify(name)}]`)
      }
  })

  it('a cut key leaves no lone surrogate', () =>
    assert.equal(V.isWellFormed(V.pathText([`a${'😀'.repeat(64)}`])), true))

  it('is one line with place, expectation, what came and code', () =>
    assert.equal(
      V.issueText({
        path: ['A', 0],
        at: 'key',
        code: 'length',
        shape: 'x#Y',
        expected: '1 to 255 characters',
        actual: 'a string of 300 characters',
      }),
      'A[0] (key): expected 1 to 255 characters, got a string of 300 characters [length]',
    ))
})
