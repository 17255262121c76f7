/**
 * Laws of the scan of JSON in bytes: what it passes, `JSON.parse` takes, and what is usual it passes.
 */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { jsonScan } from '../../lib/format/jsonScan.js'
import { assertLaw } from '../laws/assert.js'

const scan = jsonScan()

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** Where a value ends that begins a text, between others in one buffer; -1 where it is not passed. */
const passed = (bytes: Uint8Array): number => {
  const [before, behind] = [Buffer.from('"]}'), Buffer.from('"}]1')]
  const all = Buffer.concat([before, bytes, behind])
  const end = scan.value(all, viewOf(all), before.length, 0)
  return end < 0 ? -1 : end - before.length
}

const parses = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Where bytes are passed, they are JSON up to there. */
const agrees = (bytes: Uint8Array): boolean => {
  const end = passed(bytes)
  if (end < 0 || end > bytes.length) return false
  const text = Buffer.from(bytes.subarray(0, end)).toString('utf8')
  assert.ok(parses(text), `passed: ${text}`)
  return true
}

const spaced = fc
  .tuple(fc.json({ depthSize: 'small', stringUnit: 'binary' }), fc.constantFrom(undefined, 1, '\t'))
  .map(([text, space]) => JSON.stringify(JSON.parse(text), undefined, space))

describe('the scan of JSON', () => {
  it('takes nothing that JSON.parse refuses, whatever bytes are changed', () =>
    assertLaw(
      fc.property(
        spaced,
        fc.array(fc.tuple(fc.nat(), fc.oneof(fc.nat(255), fc.constantFrom(...Buffer.from('"\\{}[],:0.-e u'))))),
        (text, changes) => {
          const bytes = Buffer.from(text)
          for (const [at, byte] of changes) bytes[at % bytes.length] = byte
          agrees(bytes)
        },
      ),
    ))

  it('takes what has no long number, no exponent and no half of a pair', () =>
    assertLaw(
      fc.property(spaced, (text) => {
        const isUsual = !/[eE][+-]?\d|[\d.]{16}|\\u[dD][89a-fA-F]/.test(text)
        const end = passed(Buffer.from(text))
        if (isUsual) assert.equal(end, Buffer.byteLength(text), text)
      }),
    ))

  it('tells the code points of a string', () =>
    assertLaw(
      fc.property(fc.string({ unit: 'binary', maxLength: 50 }), (text) => {
        const bytes = Buffer.from(JSON.stringify(text))
        assert.equal(scan.string(bytes, viewOf(bytes), 0), bytes.length)
        assert.equal(bytes.length - 2 - scan.surplus, [...text].length)
      }),
    ))

  it('takes no byte for another: each value of a byte at each place of some texts', () => {
    // A change inside a string may make it end, but what it holds is no number.
    const isUsual = (text: string): boolean =>
      !/\\u[dD][89a-fA-F]/.test(text) && !/[eE][+-]?\d|[\d.]{16}/.test(text.replace(/"(?:[^"\\]|\\.)*"/g, '""'))
    let count = 0
    let taken = 0
    for (const text of [
      '{"a":true,"b":[false,null,-12.5],"c":"x\\u00e9\\n\\"y"}',
      '[1,0,-1,12345,0.5,{"":[]},{},"äöü€"]',
      '"0123456789abcdef\\\\ 0123"',
      '{"a":{"b":"\\u09aF\\ue000\\b\\f\\n\\r\\t\\/\\\\"},"c":[\r\n\t -0.125]}',
    ]) {
      const bytes = Buffer.from(text)
      for (let at = 0; at < bytes.length; at++)
        for (let byte = 0; byte < 256; byte++) {
          const changed = Buffer.from(bytes)
          changed[at] = byte
          count++
          const isWhole = agrees(changed) && passed(changed) === changed.length
          const read = changed.toString('utf8')
          assert.equal(isWhole, parses(read) && isUsual(read), read)
          if (isWhole) taken++
        }
    }
    console.log(`      ${count} texts, ${taken} taken`)
    assert.ok(taken > 1000)
  })

  it('is blank where JSON is, and no further', () => {
    for (let byte = 0; byte < 256; byte++) {
      const isBlank = [0x20, 0x09, 0x0a, 0x0d].includes(byte)
      assert.equal(scan.blank(Uint8Array.of(0x31, byte, byte, 0x31), 1), isBlank ? 3 : 1, `${byte}`)
      assert.equal(scan.blank(Uint8Array.of(byte), 0), isBlank ? 1 : 0)
    }
    for (const text of ['[ 1 , 2 ]', '{ "a" : 1 , "b" : 2 }', '[ ]', '{ }', '[\t\n\r\n\t]'])
      assert.equal(passed(Buffer.from(text)), text.length, text)
  })

  it('an escape by four digits is passed where it is no half of a pair', () => {
    const string = (text: string): number => {
      const bytes = Buffer.from(text)
      return scan.string(bytes, viewOf(bytes), 0)
    }
    for (const digits of ['0000', '0039', '00aF', 'd7ff', 'D7FF', 'e000', 'ffff', 'c800', 'E9ab']) {
      assert.equal(string(`"\\u${digits}"`), 8, digits)
      assert.equal(scan.surplus, 5)
    }
    for (const digits of [
      'd800',
      'D8FF',
      'dBff',
      'dc00',
      'dfff',
      'DfFF',
      '00',
      '00g0',
      '000g',
      'g000',
      '0g00',
      '00:0',
      '/000',
      '0@00',
      '`000',
    ])
      assert.equal(string(`"\\u${digits}"`), -1, digits)
    for (const [text, surplus] of [
      ['""', 0],
      ['"abcdefgh"', 0],
      ['"\\n\\"x"', 2],
      ['"\\u0041\\t"', 6],
      ['"é😀\\\\"', 5],
    ] as const) {
      assert.equal(string(text), Buffer.byteLength(text), text)
      assert.equal(scan.surplus, surplus, text)
    }
    assert.equal(string('"\\u'), -1)
    assert.equal(string('"\\'), -1)
    assert.equal(string('x"'), -1)
  })

  it('tells whether it met bytes beyond ASCII, and numbers that are not whole', () => {
    const met = (text: string): readonly [number, boolean, boolean] => {
      scan.beyond = false
      scan.fractions = false
      const end = passed(Buffer.from(text))
      return [end, scan.beyond, scan.fractions]
    }
    assert.deepEqual(met('["abcdefgh\u007f",1,-2]'), [18, false, false])
    assert.deepEqual(met('["é"]'), [6, true, false])
    assert.deepEqual(met('["abcdefgh\u0080"]'), [14, true, false])
    assert.deepEqual(met('{"a":1.5}'), [9, false, true])
    assert.deepEqual(met('{"é":[-0.5]}'), [13, true, true])
    assert.deepEqual(
      [jsonScan().beyond, jsonScan().fractions, jsonScan().surplus, jsonScan().whole],
      [false, false, 0, 0],
    )
  })

  it('numbers end where JSON has them end, within 15 characters', () => {
    const number = (text: string): number => scan.number(Buffer.from(`${text},`), 0)
    for (const text of [
      '0',
      '-0',
      '7',
      '-123',
      '0.5',
      '-0.125',
      '12.50',
      '123456789012345',
      '1.2345678901234',
      '-1.2345678901234',
    ])
      assert.equal(number(text), text.length, text)
    for (const text of [
      '',
      '-',
      '.5',
      '-.5',
      '1.',
      '01',
      '00',
      '-01',
      '1.5e3',
      '1.5E3',
      '1.5.',
      '1e3',
      '1E3',
      '1.23456789012345',
      '1234567890123456',
    ])
      assert.equal(number(text), -1, text)
    assert.equal(scan.number(Buffer.from('5'), 0), 1)
    assert.equal(scan.number(Buffer.from('5.5'), 0), 3)
  })

  it('words are whole', () => {
    for (const [text, step] of [
      ['true', scan.boolean],
      ['false', scan.boolean],
      ['null', scan.nothing],
    ] as const) {
      const bytes = Buffer.from(`x${text}`)
      assert.equal(step(bytes, 1), text.length + 1)
      for (let at = 1; at < bytes.length; at++) {
        assert.equal(step(bytes.subarray(0, at), 1), -1, text)
        const changed = Buffer.from(bytes)
        changed[at] = 0x78
        assert.equal(step(changed, 1), -1, String(changed))
      }
    }
  })

  it('gives up at 64 levels, and on bytes that end too soon', () => {
    const nested = (levels: number): Uint8Array => Buffer.from('['.repeat(levels) + ']'.repeat(levels))
    assert.equal(passed(nested(64)), 128)
    assert.equal(passed(nested(65)), -1)
    const maps = (levels: number): Uint8Array => Buffer.from(`${'{"":'.repeat(levels)}1${'}'.repeat(levels)}`)
    assert.equal(passed(maps(64)), 64 * 5 + 1)
    assert.equal(passed(maps(65)), -1)
    const nestedDeep = nested(2)
    assert.equal(scan.value(nestedDeep, viewOf(nestedDeep), 0, 62), 4)
    assert.equal(scan.value(nestedDeep, viewOf(nestedDeep), 0, 63), -1)
    // Empty ones too.
    for (const empty of ['[]', '{}']) {
      const bytes = Buffer.from(empty)
      assert.equal(scan.value(bytes, viewOf(bytes), 0, 63), 2)
      assert.equal(scan.value(bytes, viewOf(bytes), 0, 64), -1)
    }
    const text = Buffer.from('{"a":["b",1.5,true,null,"\\u0041"]}')
    for (let end = 0; end < text.length; end++) {
      const cut = Buffer.from(text.subarray(0, end))
      assert.equal(scan.value(cut, viewOf(cut), 0, 0), -1, String(cut))
    }
  })

  it('tells whole numbers from others', () => {
    const integer = (text: string): number | undefined => {
      const bytes = Buffer.from(`${text},`)
      scan.whole = 1000
      const end = scan.integer(bytes, 0)
      assert.ok(end === text.length || end === -1, text)
      if (end < 0) assert.equal(scan.whole, 1000, 'what is refused is no last whole number')
      return end < 0 ? undefined : scan.whole
    }
    assert.deepEqual(
      ['0', '7', '-7', '123456789012345', '-0', '1.0', '1e3', '01', '1234567890123456', '-', ''].map(integer),
      [0, 7, -7, 123456789012345, ...Array.from({ length: 7 }, () => undefined)],
    )
  })
})
