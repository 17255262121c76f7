/**
 * What fuzzing found, each as it was made small: the reader, the law that did not hold, and what holds since.
 */
import assert from 'node:assert/strict'
import { readCbor } from '../../lib/format/cbor.js'
import { readJson, writeJson } from '../../lib/format/json.js'
import { jsonText, reportText } from '../../lib/index.js'
import { cborBytes } from '../../lib/interpret/cbor.js'
import type { AnyShape } from '../../lib/shape/index.js'
import { shapeOf } from '../../lib/shape/index.js'
import type { Form, Rejected } from '../../lib/stream/index.js'
import { validate } from '../../lib/stream/index.js'
import { documented, light, wide } from './service.js'
import { utf8Of } from './Target.js'
import { cbor } from './targets/cbor.js'

/** Verdicts under a bound of 20 bytes, so many bytes at a time. */
const verdictsOf = async (bytes: Uint8Array, size: number, form: Form): Promise<ReadonlyArray<Rejected>> => {
  const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.slice(i * size, (i + 1) * size))
  const verdicts: Array<Rejected> = []
  for await (const verdict of validate(shapeOf(light.schema), { form, maxBytes: 20 })(chunks))
    if (verdict._tag === 'Rejected') verdicts.push(verdict)
  return verdicts
}

describe('findings', () => {
  it('json: an exponent that no decimal keeps is never read as 0 or infinity', () => {
    for (const numbers of ['exact', 'decimals'] as const) {
      const written = (n: string): string => {
        const read = readJson(n, { numbers })
        assert.ok(read._tag === 'Right')
        return writeJson(read.right)
      }
      assert.equal(written('9e9999999999999999'), '1e9007199254740991')
      assert.equal(written('-1.5e-9999999999999999'), '-1e-9007199254740991')
      assert.equal(written(`1E+${'9'.repeat(400)}`), '1e9007199254740991')
      assert.equal(written('0.0e9999999999999999'), '0')
    }
    const told = (shape: AnyShape, member: string, n: string): ReadonlyArray<string> => {
      const read = jsonText(shapeOf(shape.schema)).decode(`{"S":[],"${member}":${n}}`)
      return read._tag === 'Left' ? reportText(read.left) : []
    }
    for (const n of ['9e9999999999999999', '1e-9999999999999999'])
      assert.deepEqual(told(wide, 'D', n), ['D: expected an exponent of at most 53 bits, got a larger one [range]'])
    assert.deepEqual(told(documented, 'Doc', '1e-9999999999999999'), [
      'Doc: expected a JSON value, got a number [type]',
    ])
    const outside = 'got a number outside [range]'
    assert.deepEqual(told(documented, 'Byte', '9e9999999999999999'), [
      `Byte: expected a whole number from -128 to 127, ${outside}`,
    ])
    assert.deepEqual(told(wide, 'N', '-9e9999999999999999'), [`N: expected a whole number, ${outside}`])
    assert.deepEqual(told(documented, 'Double', '9e9999999999999999'), [
      `Double: expected a number of 64 bits, ${outside}`,
    ])
    assert.deepEqual(told(documented, 'Double', '1e-9999999999999999'), [])
  })

  it('cbor: bytes that are no CBOR, whose map claims more entries than may be, are refused for that alone', () => {
    const bytes = Uint8Array.from(Buffer.from('ae650000006644620909ba090982ba', 'hex'))
    assert.equal(readCbor(bytes)._tag, 'Left')
    const read = cborBytes(shapeOf(light.schema)).decode(bytes)
    assert.ok(read._tag === 'Left')
    assert.deepEqual(reportText(read.left), ['(root): expected at most 1000000 entries, got 151618234 entries [size]'])
    cbor.check(bytes)
  })

  it('stream: verdicts come in the order of their payloads, where a long one stands before what cannot be divided', async () => {
    const bytes = utf8Of(`["${'x'.repeat(100)}",1] 2`)
    for (const size of [1, 13, 20, bytes.length])
      assert.deepEqual(
        (await verdictsOf(bytes, size, 'array')).map(({ byteOffset, _tag, issues }) => [
          byteOffset,
          _tag,
          issues[0]?.code,
        ]),
        [
          [1, 'Rejected', 'size'],
          [104, 'Rejected', 'type'],
          [107, 'Rejected', 'syntax'],
        ],
        `${size} bytes at a time`,
      )
  })

  it('stream: a payload that is too long has no bytes in its verdict, however the stream is cut', async () => {
    const bytes = utf8Of(`{"City":"${'a'.repeat(40)}"}\n`)
    for (const size of [1, 13, bytes.length])
      assert.deepEqual(
        (await verdictsOf(bytes, size, 'ndjson')).map((verdict) => [verdict._tag, verdict.bytes, verdict.byteOffset]),
        [['Rejected', undefined, 0]],
        `${size} bytes at a time`,
      )
  })
})
