/**
 * Fixtures that no writer made: what the reader says of each, and that it never makes what is no Value.
 */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import * as V from '../../lib/value/index.js'
import { assertLaw } from '../laws/assert.js'
import { values } from './values.js'

const said = (text: string): ReadonlyArray<string> => {
  const read = V.readFixture(text)
  return read._tag === 'Left' ? read.left.map(V.issueText) : []
}

const leaf = 'expected a tag with its content, got object [type]'

describe('the reader of fixtures', () => {
  const faults: ReadonlyArray<readonly [string, ReadonlyArray<string>]> = [
    ['5', ['(root): expected an object with one tag, got number [type]']],
    [
      '{"List":[true,{}]}',
      [
        '[0]: expected an object with one tag, got boolean [type]',
        '[1]: expected an object with one tag, got object [type]',
      ],
    ],
    ['{"String":"a","Enum":"a"}', ['(root): expected an object with one tag, got object [type]']],
    ['{"Structure":[]}', ['(root): expected an object of members, got object [type]']],
    ['{"Structure":null}', ['(root): expected an object of members, got object [type]']],
    ['{"Structure":"a"}', ['(root): expected an object of members, got object [type]']],
    ['{"List":{}}', ['(root): expected an array, got object [type]']],
    ['{"Map":{}}', ['(root): expected an array of pairs, got object [type]']],
    [
      '{"Map":[[{"Integer":1},null],1,[{"String":"a"}],[{"String":"a"},{"Set":1}]]}',
      [
        '[0]: expected a pair of key and value, got object [type]',
        '[1]: expected a pair of key and value, got number [type]',
        '[2]: expected an object with one tag, got undefined [type]',
        `[3]: ${leaf}`,
      ],
    ],
    ['{"Structure":{"__proto__":{"Set":1},"b":{"Set":1}}}', [`__proto__: ${leaf}`, `b: ${leaf}`]],
    ['{"Map":[[{"Set":1},{"Set":1}],[{"Integer":1},{"Set":1}]]}', [`[0]: ${leaf}`, `[0]: ${leaf}`, `[1]: ${leaf}`]],
    ['{"Null":null}', [`(root): ${leaf}`]],
  ]
  for (const [text, issues] of faults) it(`${text} is refused`, () => assert.deepEqual(said(text), issues))

  const leaves: ReadonlyArray<string> = [
    '{"String":1}',
    '{"Enum":1}',
    '{"Integer":"1"}',
    '{"Integer":"NaN"}',
    '{"Float":"1"}',
    '{"Double":"toString"}',
    '{"Double":true}',
    '{"Double":["NaN"]}',
    '{"Blob":["ab"]}',
    '{"Long":["1"]}',
    '{"BigDecimal":["1"]}',
    '{"Long":1}',
    '{"Long":"1.5"}',
    '{"Long":"-"}',
    '{"Long":" 1"}',
    '{"Long":"1a"}',
    '{"BigInteger":""}',
    `{"BigInteger":"${'9'.repeat(4097)}"}`,
    '{"BigDecimal":1}',
    '{"BigDecimal":"x"}',
    '{"Boolean":"true"}',
    '{"Blob":1}',
    '{"Blob":"a"}',
    '{"Blob":"AB"}',
    '{"Blob":"ab "}',
    '{"Blob":"xab"}',
    '{"Timestamp":"0"}',
    '{"Timestamp":"NaN"}',
    '{"Document":{"$number":1}}',
    '{"Document":{"$number":"x"}}',
    '{"Document":{"$number":"xd"}}',
    '{"Document":[[{"$number":"1.5"}]]}',
    '{"Document":{"a":{"$number":""}}}',
    '{"Document":1e400}',
    '{"Document":"\\ud800"}',
    '{"Document":{"\\ud800":1}}',
  ]
  for (const text of leaves)
    it(`${text.slice(0, 40)} is refused`, () => assert.deepEqual(said(text), [`(root): ${leaf}`]))

  const good: ReadonlyArray<readonly [string, V.Value]> = [
    ['null', V.absent],
    ['{"Integer":"-0"}', V.integer(-0)],
    ['{"Integer":-0}', V.integer(0)],
    ['{"Float":"Infinity"}', V.float(Infinity)],
    ['{"Double":"-Infinity"}', V.double(-Infinity)],
    ['{"Double":"-0"}', V.double(-0)],
    ['{"Long":"-12"}', V.long(-12n)],
    [`{"BigInteger":"${'9'.repeat(4096)}"}`, V.bigInteger(10n ** 4096n - 1n)],
    ['{"Blob":""}', V.blob(new Uint8Array())],
    ['{"Blob":"00ff1a"}', V.blob(Uint8Array.of(0, 255, 26))],
    ['{"Document":{"$number":"-0"}}', V.document(-0)],
    ['{"Document":{"$number":"1.5d"}}', V.document(V.documentDecimal(V.decimal(15n, -1)))],
    ['{"Document":{"$$a":[null,true,"x",1.5]}}', V.document({ $a: [null, true, 'x', 1.5] })],
    ['{"Map":[[{"Enum":"a"},null]]}', V.map([[V.enumeration('a'), V.absent]])],
  ]
  for (const [text, value] of good)
    it(`${text.slice(0, 40)} is read`, () => {
      const read = V.readFixture(text)
      assert.ok(read._tag === 'Right' && V.Eq.equals(read.right, value))
    })

  it('takes 256 levels, and of 257 says which is too deep', () => {
    const nested = (levels: number): string => `${'{"List":['.repeat(levels)}null${']}'.repeat(levels)}`
    assert.equal(V.readFixture(nested(256))._tag, 'Right')
    const read = V.readFixture(nested(257))
    assert.ok(read._tag === 'Left')
    assert.deepEqual(read.left, [
      {
        path: Array(257).fill(0),
        code: 'depth',
        shape: 'wireshape#Value',
        expected: 'at most 256 levels',
        actual: 'null',
      },
    ])
    const document = (levels: number): string => `{"Document":${'['.repeat(levels)}${']'.repeat(levels)}}`
    assert.equal(V.readFixture(document(256))._tag, 'Right')
    assert.equal(V.readFixture(document(258))._tag, 'Left')
    const records = (levels: number): string => `{"Document":${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}}`
    assert.equal(V.readFixture(records(256))._tag, 'Right')
    assert.equal(V.readFixture(records(257))._tag, 'Left')
  })

  it('law: what it reads is a Value, of whatever text', () => {
    const damaged = fc
      .tuple(
        values,
        fc.nat(),
        fc.constantFrom('1e400', '"\\ud800"', '{}', 'null', '[1]', '{"$number":"1"}', '0.5', 'true'),
      )
      .map(([value, at, other]) => {
        const text = V.writeFixture(value)
        const parts = [...text.matchAll(/"[^"]*"(?!:)|-?\d[\d.e+-]*|true|false|null/g)]
        const part = parts[at % Math.max(1, parts.length)]
        return part === undefined ? text : text.slice(0, part.index) + other + text.slice(part.index + part[0].length)
      })
    assertLaw(
      fc.property(damaged, (text) => {
        const read = V.readFixture(text)
        return read._tag === 'Left' ? read.left.length > 0 : V.isValue(read.right)
      }),
    )
  })

  it('writes with the blanks that it is asked for', () =>
    assert.equal(V.writeFixture(V.list([V.integer(1)]), 1), '{\n "List": [\n  {\n   "Integer": 1\n  }\n ]\n}'))
})
