/**
 * Strings of JSON as UTF-8, written piece by piece: against the platform's own text.
 */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { readUtf8, writeUtf8 } from '../../lib/format/utf8.js'
import { utf8Sink } from '../../lib/format/utf8Sink.js'
import { assertLaw } from '../laws/assert.js'

/** What the sink writes for a string, `undefined` where it leaves it to others; nothing is left behind. */
const written = (text: string): Uint8Array | undefined => {
  const mark = utf8Sink.mark()
  const bytes = utf8Sink.putString(text) ? utf8Sink.take(mark, '') : undefined
  if (bytes === undefined) assert.equal(utf8Sink.mark(), mark, 'nothing is written where it is refused')
  utf8Sink.put('x')
  utf8Sink.reset(mark)
  assert.equal(utf8Sink.mark(), mark, 'a caller that is done leaves nothing behind')
  return bytes
}

/** Text that the sink has to write: without U+FFFD, which it cannot tell from a lone surrogate. */
const plain = fc.string({ unit: 'binary', maxLength: 40 }).map((text) => text.replaceAll(/[\p{Surrogate}\ufffd]/gu, ''))

describe('strings of JSON as UTF-8', () => {
  it('law: the bytes of JSON.stringify', () =>
    assertLaw(
      fc.property(plain, fc.integer({ min: 0, max: 3 }), (text, shift) => {
        const whole = 'x'.repeat(shift) + text
        assert.deepEqual(written(whole), writeUtf8(JSON.stringify(whole)))
      }),
    ))

  it('every code point, and so every escape', () => {
    for (let from = 0; from < 0x110000; from += 0x1000) {
      const points = Array.from({ length: 0x1000 }, (_, i) => from + i)
      const text = points
        .filter((point) => (point < 0xd800 || point > 0xdfff) && point !== 0xfffd)
        .map((point) => String.fromCodePoint(point))
        .join('')
      assert.deepEqual(written(text), writeUtf8(JSON.stringify(text)), from.toString(16))
    }
  })

  it('every byte that is escaped at every place of a word, and at the ends of pieces', () => {
    for (const byte of [0, 8, 9, 10, 12, 13, 31, 34, 92])
      for (let place = 0; place < 9; place++) {
        const text = `${'a'.repeat(place)}${String.fromCharCode(byte)}${'b'.repeat(9 - place)}`
        assert.deepEqual(written(text), writeUtf8(JSON.stringify(text)))
      }
    for (let length = 4090; length < 4100; length++)
      for (const last of ['"', '😀', '→', 'é', '\n']) {
        // The widest fill a piece to its last byte.
        for (const filler of ['x', 'é', '→']) {
          const text = `${filler.repeat(length)}${last}${'y'.repeat(5000)}`
          assert.deepEqual(written(text), writeUtf8(JSON.stringify(text)), `${length} ${filler} ${last}`)
        }
      }
  })

  it('no code point is taken for U+FFFD, whatever is beside it', () => {
    for (const text of ['\u1ffd', '\u{1fffd}', '\u{ffffd}', '\uf03d', '\uffbd', '\ufffc', '\uff7d', '\u07ff'])
      for (const beside of ['', '"', '\n', 'xx"', '\\x', 'x"x'])
        for (const whole of [beside + text, text + beside, beside + text + beside])
          assert.deepEqual(written(whole), writeUtf8(JSON.stringify(whole)), JSON.stringify(whole))
  })

  it('a lone surrogate is refused wherever it stands, U+FFFD too', () => {
    for (const bad of ['\ud800', '\udfff', '\ufffd'])
      for (const place of [0, 1, 2, 3, 4, 4094, 4095, 4096, 4097, 9000])
        assert.equal(written(`${'x'.repeat(place)}${bad}${'x'.repeat(20)}`), undefined, `${place}`)
    assert.equal(written(`${'x'.repeat(4095)}\ud83dx`), undefined)
    for (const length of [0, 1, 3, 4, 4095, 4096, 8191, 8192])
      assert.equal(written(`${'x'.repeat(length)}\ud83d`), undefined, `${length}`)
  })

  it('a lone surrogate is refused among characters beyond ASCII, and several of them', () => {
    for (const bad of ['\ud800', '\udfff', '\ufffd', '\ud800'.repeat(4)])
      for (const beside of ['é', '→', '😀', '\x7f', '\ufffc'])
        for (let before = 0; before < 5; before++)
          for (let behind = 0; behind < 5; behind++)
            assert.equal(written(beside.repeat(before) + bad + beside.repeat(behind)), undefined, `${before} ${behind}`)
  })

  it('goes behind what is there, which stays', () => {
    const mark = utf8Sink.mark()
    utf8Sink.put('[1,')
    assert.ok(utf8Sink.putString('ä\n'.repeat(10_000)))
    const bytes = utf8Sink.take(mark, ']')
    utf8Sink.reset(mark)
    assert.deepEqual(readUtf8(bytes), { _tag: 'Right', right: JSON.stringify([1, 'ä\n'.repeat(10_000)]) })
  })
})
