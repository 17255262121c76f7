/**
 * JSON text read at once: parsed by the platform, read by emitted code. What is good is taken, and what a double or the platform would
 * get wrong is left; then the text is read exactly. Each text is read until code was made.
 */
import assert from 'node:assert/strict'
import { domainWriting } from '../../lib/compile/domain.js'
import { fail } from '../../lib/compile/emit/source.js'
import type { Policy } from '../../lib/compile/Policy.js'
import { strict, tolerant, withLimits } from '../../lib/compile/Policy.js'
import { walker } from '../../lib/compile/walk.js'
import { json, jsonBytes, jsonText } from '../../lib/index.js'
import { jsonView } from '../../lib/interpret/json.js'
import { jsonNames, memberNames, numbersOf, quickJson } from '../../lib/interpret/quickJson.js'
import type { Member, Schema, Traits } from '../../lib/schema/index.js'
import type { AnyShape } from '../../lib/shape/index.js'
import * as S from '../../lib/shape/index.js'
import { shapeOf } from '../../lib/shape/index.js'
import { limitsOf } from '../limits.js'

const { Prelude } = S

const walkOf = walker(jsonView({ jsonName: true, offsets: true }), domainWriting)
const quick = quickJson(jsonNames, walkOf)
const checks = quickJson(jsonNames, walkOf, false)
const plain = quickJson(memberNames, walker(jsonView({ jsonName: false, offsets: true }), domainWriting))

/** More than the calls after which code is made. */
const calls = 8

const last = (read: (text: string) => unknown, text: string): unknown => {
  let result: unknown
  for (let call = 0; call < calls; call++) result = read(text)
  return result
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

const member = (name: string, target: Schema, traits: Traits = {}): Member => ({
  name,
  field: name.toLowerCase(),
  target: () => target,
  required: false,
  traits,
})

const structure = (...members: ReadonlyArray<Member>): Schema => ({
  _tag: 'structure',
  id: 'x#S',
  traits: {},
  members,
  rules: [],
})

const listOf = (item: Schema): Schema => ({ _tag: 'list', id: 'x#L', traits: {}, member: member('member', item) })

const mapOf = (value: Schema): Schema => ({
  _tag: 'map',
  id: 'x#M',
  traits: {},
  key: member('key', string),
  value: member('value', value),
})

const schemaOf = ({ schema }: AnyShape): Schema => schema

const string = schemaOf(Prelude.String)
const integer = schemaOf(Prelude.Integer)

/** Read at once, from text and from bytes, to the value. */
const takes = (schema: Schema, text: string, value: unknown, policy: Policy = strict): void => {
  assert.deepEqual(last(quick.text({ ...schema }, policy), text), value, text)
  const read = quick.bytes({ ...schema }, policy)
  assert.deepEqual(
    last((one) => read(utf8(one)), text),
    value,
    text,
  )
  assert.notEqual(last(checks.text({ ...schema }, policy), text), fail, text)
}

/** Left, whatever comes of it. */
const leaves = (schema: Schema, text: string, policy: Policy = strict): void => {
  assert.equal(last(quick.text({ ...schema }, policy), text), fail, text)
  const read = quick.bytes({ ...schema }, policy)
  assert.equal(
    last((one) => read(utf8(one)), text),
    fail,
    text,
  )
  assert.equal(last(checks.text({ ...schema }, policy), text), fail, text)
}

describe('JSON text at once', () => {
  const row = structure(member('S', string, { jsonName: 's' }), member('N', integer, { jsonName: 'n' }))

  it('members under their names', () => {
    takes(row, '{"s":"x","n":1}', { s: 'x', n: 1 })
    takes(row, '{}', {})
    takes(row, '{"S":"x","N":1.5}', {})
    assert.deepEqual(last(plain.text(row, strict), '{"S":"x","N":1}'), { s: 'x', n: 1 })
    assert.deepEqual(last(plain.text(row, strict), '{"s":"x","n":1.5}'), {})
    assert.equal(last(plain.text({ ...row }, strict), '{"N":1e0}'), fail)
    for (const odd of ['', '{', '[]', '1', '{"s":1}', '{"n":"1"}', '{"s":"x"}x']) leaves(row, odd)
  })

  it('as long as a policy takes it', () => {
    const text = '{"s":"é"}'
    const within = (size: number): Policy => withLimits(strict, limitsOf({ size }))
    assert.deepEqual(last(quick.text({ ...row }, within(text.length)), text), { s: 'é' })
    assert.equal(last(quick.text({ ...row }, within(text.length - 1)), text), fail)
    const bytes = quick.bytes({ ...row }, within(text.length + 1))
    assert.deepEqual(
      last(() => bytes(utf8(text)), ''),
      { s: 'é' },
    )
    const fewer = quick.bytes({ ...row }, within(text.length))
    assert.equal(
      last(() => fewer(utf8(text)), ''),
      fail,
    )
    assert.equal(quick.bytes({ ...row }, strict)(Uint8Array.of(0x22, 0xff, 0x22)), fail)
  })

  it('whole numbers as their digits say', () => {
    for (const good of ['0', '-0', '7', '-7', ' 7 ', '2147483647', '-2147483648', '7\n'])
      takes(row, `{"n":${good}}`, { n: Number(good) })
    takes(row, '{"n":7,"s":"n"}', { n: 7, s: 'n' })
    takes(row, '{"s":"\\"n\\":1.5","n":7}', { s: '"n":1.5', n: 7 })
    takes(row, '{"xn":1,"n":7}', { n: 7 })
    for (const odd of ['7.0', '7e0', '70e-1', '2147483648', '1.0000000000000000001', '1234567890123456', '\t7'])
      leaves(row, `{"n":${odd}}`)
    // What was meant twice, or written in another way, is counted wrong.
    leaves(row, '{"n":1,"n":2}')
    leaves(row, '{"n" :1}')
    leaves(row, '{"\\u006e":1}')
  })

  it('whole numbers elsewhere are looked at in the text as a whole', () => {
    const [byte, short] = [schemaOf(Prelude.Byte), schemaOf(Prelude.Short)]
    for (const schema of [integer, byte, short]) {
      const list = structure(member('L', listOf(schema)))
      takes(list, '{"L":[1,2,-3]}', { l: [1, 2, -3] })
      leaves(list, '{"L":[1e0]}')
      leaves(list, '{"L":[1.00000000000000000001]}')
      const map = structure(member('M', mapOf(schema)))
      takes(map, '{"M":{"a":1}}', { m: { a: 1 } })
      leaves(map, '{"M":{"a":1e0}}')
      const one = structure(member('N', schema))
      takes(one, '{"N":1}', { n: 1 })
      leaves(one, '{"N":1e0}')
      // Beside text that is no number's, a text is looked through where it lies.
      takes(structure(member('L', listOf(schema)), member('S', string)), '{"L":[1],"S":"1e5"}', { l: [1], s: '1e5' })
    }
    const [four, five] = [4, 5].map((count) =>
      structure(
        ...Array.from({ length: count }, (_, i) => member(`N${i}`, integer)),
        member('D', schemaOf(Prelude.Double)),
      ),
    ) as [Schema, Schema]
    takes(four, '{"N0":1,"D":1e5}', { n0: 1, d: 1e5 })
    leaves(five, '{"N0":1,"D":1e5}')
    takes(five, '{"N0":1,"N4":2}', { n0: 1, n4: 2 })
  })

  it('numbers that a double does not keep', () => {
    for (const wide of [Prelude.Long, Prelude.BigInteger, Prelude.Document, S.intEnumeration('x#I', { A: 1 })]) {
      const held = structure(member('W', schemaOf(wide)))
      assert.equal(numbersOf(held), 'exact')
      takes(held, '{"W":1}', { w: wide === Prelude.Long || wide === Prelude.BigInteger ? 1n : 1 })
      leaves(held, '{"W":12345678901234567890}')
      leaves(held, '{"W":1e2}')
      // Beside it, a whole number is looked at in the same way.
      leaves(structure(member('W', schemaOf(wide)), member('N', integer)), '{"N":1e0}')
    }
    const decimal = structure(member('D', schemaOf(Prelude.BigDecimal)), member('S', string))
    assert.equal(numbersOf(decimal), 'decimals')
    leaves(decimal, '{"D":1}')
    leaves(decimal, '{"S":"x"}')
    const double = structure(member('D', schemaOf(Prelude.Double)), member('F', schemaOf(Prelude.Float)))
    assert.equal(numbersOf(double), 'plain')
    takes(double, '{"D":1e2,"F":0.5}', { d: 100, f: 0.5 })
    takes(double, '{"D":12345678901234567890}', { d: 12345678901234567000 })
    const choice: Schema = { _tag: 'union', id: 'x#U', traits: {}, members: [member('A', string)] }
    assert.equal(numbersOf(choice), 'exact')
    assert.equal(numbersOf(listOf(choice)), 'exact')
    assert.equal(numbersOf(listOf(integer)), 'exact')
    assert.equal(numbersOf(listOf(string)), 'plain')
    assert.equal(numbersOf(listOf(schemaOf(Prelude.BigDecimal))), 'decimals')
    assert.equal(
      numbersOf(structure(member('L', schemaOf(Prelude.Long)), member('D', schemaOf(Prelude.BigDecimal)))),
      'decimals',
    )
  })

  it('lone surrogates, as they stand and as escapes, in short texts and in long', () => {
    const texts = structure(member('S', string), member('T', string))
    for (const length of [0, 500, 520]) {
      const filler = 'x'.repeat(length)
      const of = (value: string): string => `{"S":"${value}","T":"${filler}"}`
      takes(texts, of('é😀'), { s: 'é😀', t: filler })
      takes(texts, of('\\u00e9'), { s: 'é', t: filler })
      takes(texts, of('\\ud83d\\ude00'), { s: '😀', t: filler })
      takes(texts, of('a\\\\u'), { s: 'a\\u', t: filler })
      takes(texts, of('a\\n'), { s: 'a\n', t: filler })
      for (const odd of ['\\ud83d', '\\ude00x']) leaves(texts, of(odd))
      assert.equal(last(quick.text({ ...texts }, strict), of('\ud83d')), fail)
    }
  })

  it('a tolerant reader takes at once what a strict one does', () => {
    takes(row, '{"s":"x","n":1}', { s: 'x', n: 1 }, tolerant)
    assert.equal(last(quick.text({ ...row }, { ...strict, advised: ['length'] }), '{}'), fail)
  })
})

describe('codecs of JSON', () => {
  const Row = S.inferred('x#Row', { a: ['A', () => Prelude.String, 0, { jsonName: 'b' }] })

  it('have names, and are the same at each call', () => {
    assert.deepEqual(
      [json(Row).name, jsonText(Row).name, jsonBytes(Row).name],
      ['json(Row)', 'jsonText(Row)', 'jsonBytes(Row)'],
    )
    assert.equal(json(Row), json(Row))
    assert.equal(jsonText(Row), jsonText(Row))
    assert.notEqual(jsonText(Row), jsonText(shapeOf(Row.schema, tolerant)))
  })

  it('write members under `jsonName`', () => {
    for (let call = 0; call < calls; call++) {
      assert.deepEqual(json(Row).encode({ a: 'x' }), { b: 'x' })
      assert.equal(jsonText(Row).encode({ a: 'é' }), '{"b":"é"}')
      assert.deepEqual(jsonBytes(Row).encode({ a: 'é' }), utf8('{"b":"é"}'))
    }
  })
})
