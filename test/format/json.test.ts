/**
 * JSON text and its tree: against the engine's own reader, and where that one loses.
 */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { readJson, readJsonBytes, writeJson, writeJsonBytes } from '../../lib/format/json.js'
import { documents } from '../../lib/testing/index.js'
import type { DocumentData } from '../../lib/value/index.js'
import * as V from '../../lib/value/index.js'
import { assertLaw } from '../laws/assert.js'
import { assertGrowth } from '../time.js'

const read = (text: string): DocumentData => {
  const outcome = readJson(text)
  if (outcome._tag === 'Left') throw new Error(`no JSON: ${JSON.stringify(outcome.left)}`)
  return outcome.right
}

const same = (a: DocumentData, b: DocumentData): boolean => V.Eq.equals(V.document(a), V.document(b))

describe('JSON', () => {
  it('law: read(write(tree)) = right(tree)', () =>
    assertLaw(fc.property(documents(fc), (tree) => same(read(writeJson(tree)), tree))))

  it('law: bytes as text', () =>
    assertLaw(
      fc.property(documents(fc), (tree) => {
        const outcome = readJsonBytes(writeJsonBytes(tree))
        return outcome._tag === 'Right' && same(outcome.right, tree)
      }),
    ))

  /** White space between tokens, so that every branch of the reader is met. */
  const spaced = fc
    .tuple(fc.json({ maxDepth: 4 }), fc.constantFrom('', ' ', '\n\t', '\r '))
    .map(([text, blank]) => text.replace(/(?<=[[{,:])(?=(?:[^"]*"[^"]*")*[^"]*$)/g, blank))

  it('reads what JSON.parse reads, in both ways of reading', () =>
    assertLaw(
      fc.property(spaced, (text) => {
        let wanted: unknown
        try {
          wanted = JSON.parse(text)
        } catch {
          return readJson(text)._tag === 'Left'
        }
        const slow = readJson(`[${text},1e0]`)
        assert.equal(slow._tag, 'Right')
        if (slow._tag === 'Right') assert.deepEqual((slow.right as ReadonlyArray<unknown>)[0], wanted)
        assert.deepEqual(read(text), wanted)
        return true
      }),
    ))

  it('refuses what JSON.parse refuses, in both ways of reading', () => {
    const broken = fc
      .tuple(fc.json(), fc.nat(), fc.constantFrom('', ',', '"', '\\', '{', ']', '\u0001', '0', '-', 'e', 'tru'))
      .map(([text, at, by]) => {
        const i = at % (text.length + 1)
        return text.slice(0, i) + by + text.slice(i + 1)
      })
    assertLaw(
      fc.property(broken, (text) => {
        let good = true
        try {
          JSON.parse(text)
        } catch {
          good = false
        }
        return (
          (readJson(text)._tag === 'Right') === good &&
          (readJson(text, { numbers: 'decimals' })._tag === 'Right') === good
        )
      }),
    )
  })

  it('is total over any text and bytes', () => {
    assertLaw(fc.property(fc.string({ unit: 'binary' }), (text) => ['Left', 'Right'].includes(readJson(text)._tag)))
    assertLaw(fc.property(fc.uint8Array(), (bytes) => ['Left', 'Right'].includes(readJsonBytes(bytes)._tag)))
  })

  it('what is no number to JSON is written as text', () => {
    assert.equal(writeJson([Infinity, -Infinity, Number.NaN, -0, 1e21]), '["Infinity","-Infinity","NaN",-0,1e+21]')
    assert.equal(
      writeJson({ a: [], b: {}, c: [null, true, false, 'x"\n'], '': 1n }),
      '{"a":[],"b":{},"c":[null,true,false,"x\\"\\n"],"":1}',
    )
  })

  it('escapes of each kind, in both ways of reading', () => {
    for (const tail of ['', ',1e0'])
      for (const text of [
        '"\\u0041\\u09af\\uAFfa\\uD83D\\ude00"',
        '"\\"\\\\\\/\\b\\f\\n\\r\\t"',
        '"a\\u0000b\\nc"',
        '""',
        '"é😀"',
      ])
        assert.deepEqual((read(`[${text}${tail}]`) as ReadonlyArray<unknown>)[0], JSON.parse(text), text)
    for (const bad of [
      '\\u',
      '\\u004',
      '\\u00g1',
      '\\u:041',
      '\\u/041',
      '\\u@041',
      '\\u`041',
      '\\U0041',
      '\\v',
      '\\0',
      '\\x41',
      "\\'",
      '\t',
      '\u001f',
    ])
      for (const tail of ['', ',1e0']) assert.equal(readJson(`["${bad}"${tail}]`)._tag, 'Left', bad)
  })

  it('blanks of each kind between all tokens, in both ways of reading', () => {
    for (const blank of [' ', '\t', '\n', '\r', ' \t\n\r ']) {
      const text = [
        '',
        '{',
        '"a"',
        ':',
        '[',
        '1e0',
        ',',
        'true',
        ',',
        'false',
        ',',
        'null',
        ',',
        '[',
        ']',
        ',',
        '{',
        '}',
        ']',
        '}',
        '',
      ].join(blank)
      assert.deepEqual(read(text), { a: [1, true, false, null, [], {}] })
      assert.deepEqual(read(text.replace('1e0', '1')), { a: [1, true, false, null, [], {}] })
    }
    for (const other of ['\u000b', '\f', '\u00a0', '\ufeff', '\u2028'])
      for (const text of [`${other}1e0`, `1e0${other}`, `[${other}1e0]`, `[1e0${other}]`])
        assert.equal(readJson(text)._tag, 'Left')
  })

  it('of duplicate names the last wins, in both ways of reading', () => {
    for (const tail of ['', ',"z":1e0']) {
      const tree = read(`{"a":1,"b":2,"a":3${tail}}`) as Record<string, DocumentData>
      assert.deepEqual([tree['a'], tree['b']], [3, 2])
    }
  })

  it('__proto__ is a name like any other, in both ways of reading', () => {
    for (const tail of ['', ',"z":1e0']) {
      const tree = read(`{"__proto__":{"a":1},"constructor":2${tail}}`) as object
      assert.equal(Object.getPrototypeOf(tree), Object.prototype)
      assert.deepEqual(Object.keys(tree).slice(0, 2), ['__proto__', 'constructor'])
    }
    assert.equal(writeJson(read('{"__proto__":{"a":1}}')), '{"__proto__":{"a":1}}')
  })

  describe('faults say where', () => {
    const faults: ReadonlyArray<readonly [string, number, string]> = [
      ['', 0, 'a value'],
      ['  ', 2, 'a value'],
      ['{"a":1,}', 7, 'a name in double quotes'],
      ['{"a" 1}', 5, 'a colon'],
      ['{"a":1 "b":2}', 7, 'a comma or }'],
      ['[1 2]', 3, 'a comma or ]'],
      ['[1,]', 3, 'a value'],
      ['[01]', 2, 'a comma or ]'],
      ['[1.]', 2, 'a comma or ]'],
      ['[-]', 1, 'a value'],
      ['"abc', 4, 'the end of a string'],
      ['"a\nb"', 2, 'the end of a string'],
      ['"\\x"', 1, 'an escape'],
      ['"\\u12"', 3, 'four hexadecimal digits'],
      ['"a\\', 2, 'an escape'],
      ['"a\\u', 4, 'four hexadecimal digits'],
      ['"a\\n', 4, 'the end of a string'],
      ['[tru]', 1, 'a value'],
      ['1 1', 2, 'the end of the text'],
      ['[[]', 3, 'a comma or ]'],
      ['\ufeff1', 0, 'a value'],
      ["{'a':1}", 1, 'a name in double quotes'],
      // A name that ends in what is blank elsewhere.
      ['{"a\n":1}', 3, 'the end of a string'],
      ['{"a":1,"b\t":1}', 9, 'the end of a string'],
      ['{"a', 3, 'the end of a string'],
      ['{"a\\x":1}', 3, 'an escape'],
      ['{"\\u12":1}', 4, 'four hexadecimal digits'],
      ...['+1', '.5', '/', ',', ' :', '!', ';', 'x', 'True', 'nul', '~', 'é'].map(
        (text) => [text, text.length - text.trimStart().length, 'a value'] as const,
      ),
      ['NaN', 0, 'a value'],
      ['{"é😀":x}', 7, 'a value'],
    ]
    for (const [text, offset, expected] of faults)
      it(JSON.stringify(text), () => assert.deepEqual(readJson(text), { _tag: 'Left', left: { offset, expected } }))

    it('in bytes they count bytes', () =>
      assert.deepEqual(readJsonBytes(new TextEncoder().encode('{"é😀":x}')), {
        _tag: 'Left',
        left: { offset: 10, expected: 'a value' },
      }))

    const illFormed: ReadonlyArray<readonly [string, ReadonlyArray<number>, number]> = [
      ['a lone continuation', [0x22, 0x80, 0x22], 1],
      ['an overlong form', [0x22, 0xc0, 0xaf, 0x22], 1],
      ['a surrogate', [0x22, 0x61, 0xed, 0xa0, 0x80, 0x22], 2],
      ['a cut sequence', [0x22, 0xe2, 0x82], 1],
      ['beyond U+10FFFF', [0x22, 0xf4, 0x90, 0x80, 0x80, 0x22], 1],
      ['UTF-16 with a mark', [0xff, 0xfe, 0x31, 0x00], 0],
    ]
    for (const [name, bytes, offset] of illFormed)
      it(`bytes that are no UTF-8: ${name}`, () =>
        assert.deepEqual(readJsonBytes(Uint8Array.from(bytes)), { _tag: 'Left', left: { offset, expected: 'UTF-8' } }))
  })

  describe('time and stack', () => {
    it('100,000 levels neither overflow nor take long', () => {
      for (const tail of ['', '1e0']) {
        for (const [open, close] of [
          ['[', ']'],
          ['{"a":', '}'],
        ] as const) {
          const start = process.cpuUsage()
          const outcome = readJson(open.repeat(100_000) + (tail || '0') + close.repeat(100_000))
          assert.equal(outcome._tag, 'Right')
          assert.ok(process.cpuUsage(start).user < 3_000_000)
        }
      }
      assert.equal(readJson('['.repeat(100_000))._tag, 'Left')
    })

    const hostile: ReadonlyArray<readonly [string, (n: number) => string]> = [
      ['numbers of 4,096 digits', (n) => `[${Array.from({ length: n / 4097 }, () => `1${'0'.repeat(4094)}1`).join()}]`],
      [
        'decimals of 4,000 digits',
        (n) => `[${Array.from({ length: n / 4003 }, () => `0.1${'0'.repeat(3998)}1`).join()}]`,
      ],
      ['escapes', (n) => `["${'\\u0041'.repeat(n / 6)}",1e0]`],
      ['blanks', (n) => `[1e0${' '.repeat(n)}]`],
      ['deep arrays', (n) => `${'['.repeat(n / 2)}1e0${']'.repeat(n / 2)}`],
      ['names', (n) => `{${Array.from({ length: n / 12 }, (_, i) => `"${i}":1e0`).join()}}`],
      ['a broken end', (n) => `[${'{"a":"b"},'.repeat(n / 10)}`],
    ]
    for (const [name, textOf] of hostile) {
      it(`${name}: 1 MB takes under three seconds, and eight times the text not over 24 times the time`, async () => {
        const [, more] = await assertGrowth({ n: 125_000, factor: 8, most: 24, floor: 48, make: textOf, run: readJson })
        assert.ok(more < 3000, `${more.toFixed()} ms`)
      })
    }
  })
})
