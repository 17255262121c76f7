/**
 * Blocks that grow by doubling and are let go of once they are large, and the form's sink over them.
 */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { markForm, putEncoded, putPlain, resetForm, takeForm } from '../../lib/format/formSink.js'
import { percentEncode } from '../../lib/format/percent.js'
import { keptOf, withRoom } from '../../lib/format/room.js'
import { isWellFormed } from '../../lib/value/Document.js'
import { assertLaw } from '../laws/assert.js'
import { runsOr } from '../seed.js'

describe('room for bytes', () => {
  it('law: the block itself where it has room, else one at least twice as long that holds the same', () =>
    assertLaw(
      fc.property(
        fc.nat({ max: 40 }),
        fc.nat({ max: 40 }),
        fc.nat({ max: 80 }),
        fc.nat({ max: 99 }),
        (length, part, more, least) => {
          const held = Math.min(length, part)
          const block = Uint8Array.from({ length }, (_, i) => i + 1)
          const given = withRoom(block, held, more, least)
          if (held + more <= length) assert.equal(given, block)
          else {
            assert.equal(given.length, Math.max(held + more, 2 * length, least))
            assert.deepEqual(given.subarray(0, held), block.subarray(0, held))
            assert.ok(given.subarray(held).every((byte) => byte === 0))
          }
          if (least === 0) assert.equal(withRoom(block, held, more).length, given.length)
        },
      ),
    ))

  it('room that is just enough is enough', () => {
    const block = Uint8Array.of(1, 2, 3, 4)
    for (const held of [0, 2, 4]) {
      assert.equal(withRoom(block, held, 4 - held), block)
      assert.equal(withRoom(block, held, 5 - held).length, 8)
      assert.equal(withRoom(block, held, 5 - held, 9).length, 9)
      assert.equal(withRoom(block, held, 20 - held, 9).length, 20)
    }
  })

  it('a block of more than a megabyte is let go of once it is empty', () => {
    const [large, larger] = [new Uint8Array(2 ** 20), new Uint8Array(2 ** 20 + 1)]
    assert.equal(keptOf(large, 0), large)
    assert.equal(keptOf(larger, 1), larger)
    assert.equal(keptOf(larger, 0).length, 0)
  })
})

describe('where forms are written', () => {
  const text = fc.string({
    unit: fc.oneof(
      fc.constantFrom('a', '~', '%', '\n', '\u007f', '\u0080', '\ud800', '*'),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    ),
  })

  it('law: pieces stand one behind another, encoded or as they are; what is ill-formed leaves nothing', () =>
    assertLaw(
      fc.property(
        fc.array(fc.tuple(text, fc.boolean())),
        fc.constantFrom(0, 1, 4090, 4096, 2 ** 20 + 1),
        (pieces, size) => {
          const mark = markForm()
          let expected = ''
          putPlain('x'.repeat(size))
          const start = markForm()
          assert.equal(start, mark + size)
          for (const [piece, isPlain] of pieces) {
            const plain = percentEncode(piece)
            if (isPlain) putPlain(plain)
            else assert.equal(putEncoded(piece), isWellFormed(piece))
            if (isPlain || isWellFormed(piece)) expected += plain
            assert.equal(markForm(), start + expected.length)
          }
          assert.equal(Buffer.from(takeForm(start)).toString('latin1'), expected)
          assert.equal(takeForm(mark).length, size + expected.length)
          resetForm(mark)
          assert.equal(markForm(), mark)
        },
      ),
      { numRuns: runsOr(200) },
    ))

  it('each character of ASCII, beside one that is not', () => {
    for (let code = 0; code < 0x81; code++)
      for (const piece of [String.fromCharCode(code), `${String.fromCharCode(code)}é`]) {
        const mark = markForm()
        assert.ok(putEncoded(piece))
        assert.equal(Buffer.from(takeForm(mark)).toString('latin1'), percentEncode(piece))
        resetForm(mark)
      }
  })
})
