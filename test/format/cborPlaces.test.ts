/**
 * CBOR wherever its bytes lie in their buffer, and text of bytes that stand alone.
 */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { readCbor, writeCbor } from '../../lib/format/cbor.js'
import { textAt } from '../../lib/format/cborSource.js'
import { assertLaw } from '../laws/assert.js'

const indefinite = (major: number, chunks: ReadonlyArray<string | Uint8Array>): Uint8Array =>
  Uint8Array.of((major << 5) | 31, ...chunks.flatMap((chunk) => [...writeCbor(chunk)]), 0xff)

describe('CBOR wherever its bytes lie', () => {
  const pieces = fc.oneof(
    fc.array(fc.string({ unit: 'binary', maxLength: 60 }), { maxLength: 5 }).map((chunks) => indefinite(3, chunks)),
    fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 5 }).map((chunks) => indefinite(2, chunks)),
    fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.uint8Array(), fc.integer())).map(writeCbor),
  )

  it('law: the same is read, and the same fault, within a larger buffer as alone', () =>
    assertLaw(
      fc.property(
        pieces,
        fc.option(fc.tuple(fc.nat(), fc.nat({ max: 255 }))),
        fc.uint8Array({ minLength: 1, maxLength: 20 }),
        (good, change, around) => {
          const alone = Uint8Array.from(good)
          if (change !== null) alone[change[0] % alone.length] = change[1]
          const whole = Uint8Array.of(...around, ...alone, ...around)
          const within = whole.subarray(around.length, around.length + alone.length)
          assert.deepEqual(readCbor(within), readCbor(alone))
        },
      ),
    ))

  it('the pieces of a text are joined, of a view into a buffer too', () => {
    const message = indefinite(3, ['a', 'é', '', 'b'.repeat(60)])
    const whole = Uint8Array.of(...message, ...message)
    for (const bytes of [whole.subarray(0, message.length), whole.subarray(message.length)])
      assert.deepEqual(readCbor(bytes), { _tag: 'Right', right: `aé${'b'.repeat(60)}` })
  })
})

describe('text of CBOR', () => {
  it('each byte beyond ASCII is ill-formed among zeros, at the place where it stands', () => {
    for (let length = 1; length <= 50; length += 7)
      for (let byte = 0x80; byte < 0x100; byte++) {
        const bytes = new Uint8Array(length)
        const place = byte % length
        bytes[place] = byte
        assert.equal(textAt(bytes, 0, length), place)
        assert.deepEqual(
          readCbor(writeCbor('\0'.repeat(length)).map((b, i, all) => (i === all.length - length + place ? byte : b))),
          {
            _tag: 'Left',
            left: { byteOffset: (length < 24 ? 1 : 2) + place, expected: 'UTF-8' },
          },
        )
      }
  })
})
