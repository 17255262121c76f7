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
    let count = 0
    let taken = 0
    for (const text of [
      '{"a":true,"b":[false,null,-12.5],"c":"x\\u00e9\\n\\"y"}',
      '[1,0,-1,12345,0.5,{"":[]},{},"äöü€"]',
      '"0123456789abcdef\\\\ 0123"',
    ]) {
      const bytes = Buffer.from(text)
      for (let at = 0; at < bytes.length; at++)
        for (let byte = 0; byte < 256; byte++) {
          const changed = Buffer.from(bytes)
          changed[at] = byte
          count++
          if (agrees(changed)) taken++
        }
    }
    console.log(`      ${count} texts, ${taken} taken`)
    assert.ok(taken > 1000)
  })

  it('gives up at 64 levels, and on bytes that end too soon', () => {
    const nested = (levels: number): Uint8Array => Buffer.from('['.repeat(levels) + ']'.repeat(levels))
    assert.equal(passed(nested(64)), 128)
    assert.equal(passed(nested(65)), -1)
    const text = Buffer.from('{"a":["b",1.5,true,null,"\\u0041"]}')
    for (let end = 0; end < text.length; end++) {
      const cut = Buffer.from(text.subarray(0, end))
      assert.equal(scan.value(cut, viewOf(cut), 0, 0), -1, String(cut))
    }
  })

  it('tells whole numbers from others', () => {
    const integer = (text: string): number | undefined => {
      const bytes = Buffer.from(`${text},`)
      return scan.integer(bytes, 0) === text.length ? scan.whole : undefined
    }
    assert.deepEqual(
      ['0', '7', '-7', '123456789012345', '-0', '1.0', '1e3', '01', '1234567890123456', '-', ''].map(integer),
      [0, 7, -7, 123456789012345, ...Array.from({ length: 7 }, () => undefined)],
    )
  })
})
