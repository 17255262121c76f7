/**
 * Formats at their edges: depths, sizes and ends that no ordinary document has.
 */
import assert from 'node:assert/strict'
import { readCbor } from '../../lib/format/cbor.js'
import { treeOf } from '../../lib/format/form.js'
import { percentEncode } from '../../lib/format/percent.js'
import { writeDateTime, writeHttpDate } from '../../lib/format/timestamp.js'
import { readXml } from '../../lib/format/xml.js'

const faultOf = (bytes: ReadonlyArray<number>): unknown => {
  const read = readCbor(Uint8Array.from(bytes))
  return read._tag === 'Left' ? read.left : read
}

describe('CBOR at its edges', () => {
  const nested = (levels: number): ReadonlyArray<number> => [...Array.from({ length: levels }, () => 0x81), 0x01]

  it('a tree of 256 levels, and of one more', () => {
    const levels = 1000
    assert.deepEqual(Object.keys(faultOf(nested(levels)) as object), ['byteOffset', 'expected'])
    assert.match(String((faultOf(nested(levels)) as { readonly expected: string }).expected), /^at most \d+ levels$/)
    const deepest = Number(/\d+/.exec((faultOf(nested(levels)) as { readonly expected: string }).expected)?.[0])
    assert.equal((faultOf(nested(deepest)) as { readonly _tag?: string })._tag, 'Right')
    assert.equal((faultOf(nested(deepest + 1)) as { readonly byteOffset: number }).byteOffset, deepest + 1)
  })

  it('big integers are of bytes, and of so many', () => {
    assert.deepEqual(faultOf([0xc2, 0x01]), { byteOffset: 1, expected: 'the bytes of a big integer' })
    assert.deepEqual(faultOf([0xc3, 0x61, 0x61]), { byteOffset: 1, expected: 'the bytes of a big integer' })
    const long = (n: number): ReadonlyArray<number> => [
      0xc2,
      0x5a,
      0,
      n >> 16,
      (n >> 8) & 255,
      n & 255,
      ...Array<number>(n).fill(1),
    ]
    const words = (faultOf(long(65_535)) as { readonly expected: string }).expected
    assert.match(words, /^at most \d+ bytes of a big integer$/)
    const most = Number(/\d+/.exec(words)?.[0])
    assert.equal((faultOf(long(most)) as { readonly _tag?: string })._tag, 'Right')
    assert.equal((faultOf(long(most + 1)) as { readonly expected: string }).expected, words)
  })
})

describe('forms at their edges', () => {
  it('names of very many parts keep what is beyond as one', () => {
    const name = Array.from({ length: 2000 }, (_, i) => `n${i}`).join('.')
    let node = treeOf([[name, 'x']])
    let depth = 0
    let last = ''
    while (node.children.size > 0) {
      const [segment, child] = [...node.children][0] ?? assert.fail('no child')
      last = segment
      node = child
      depth++
    }
    assert.equal(node.text, 'x')
    assert.equal(depth, 512)
    assert.ok(last.startsWith('n511.n512.') && last.endsWith('.n1999'))
  })

  it('a name of 512 parts is taken apart whole', () => {
    const parts = Array.from({ length: 512 }, (_, i) => `n${i}`)
    let node = treeOf([[parts.join('.'), 'x']])
    for (const part of parts) node = node.children.get(part) ?? assert.fail(part)
    assert.equal(node.text, 'x')
  })

  it('a lone surrogate is encoded as its replacement', () => {
    assert.equal(percentEncode('a\ud800b'), 'a%EF%BF%BDb')
    assert.equal(percentEncode("!'()*~"), '%21%27%28%29%2A~')
  })
})

describe('times and XML at their edges', () => {
  it('a time beyond all dates is its number', () => {
    for (const write of [writeDateTime, writeHttpDate]) {
      assert.equal(write(Number.NaN), 'NaN')
      assert.equal(write(9e15), '9000000000000000')
    }
  })

  it('a document without an element is none', () => {
    for (const text of ['', ' ', '<!-- a -->', '<?a?>']) {
      const read = readXml(text)
      assert.ok(read._tag === 'Left', text)
    }
  })
})
