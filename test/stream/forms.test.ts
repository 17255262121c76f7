/**
 * Arrays, values on many lines, and CBOR sequences: where payloads start and end, and nothing lost of what is broken.
 */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { writeCbor } from '../../lib/format/cbor.js'
import { cborBytes } from '../../lib/interpret/cbor.js'
import type { Form } from '../../lib/stream/index.js'
import { validate } from '../../lib/stream/index.js'
import { runs } from '../laws/assert.js'
import { bytesOf, collect, cutAt, cuts, Row } from './payloads.js'

const numRuns = Math.min(runs, 500)

/** Each verdict in a line: its line, its tag or codes, its bytes. */
const told = async (form: Form, ...chunks: ReadonlyArray<Uint8Array | string>): Promise<ReadonlyArray<string>> =>
  (await collect(validate(Row, { form, maxBytes: 100 })(chunks))).map((verdict) => {
    const what =
      verdict._tag === 'Accepted' ? 'good' : verdict.issues.map(({ code, actual }) => `${code} (${actual})`).join()
    const { line, bytes } = verdict
    return `${line ?? '-'} ${what}${bytes === undefined ? '' : ` ${JSON.stringify(Buffer.from(bytes).toString('latin1'))}`}`
  })

const inBytes = (text: string): ReadonlyArray<Uint8Array> => [...bytesOf(text)].map((byte) => Uint8Array.of(byte))

describe('a JSON array', () => {
  const cases: ReadonlyArray<readonly [string, ReadonlyArray<string>]> = [
    ['[]', []],
    [' [\n] \n', []],
    ['\ufeff[{"Name":"a"}]', ['1 good "{\\"Name\\":\\"a\\"}"']],
    [
      '[{"Name":"a"},\n {"Name":"]}\\""} , {\n}]',
      ['1 good "{\\"Name\\":\\"a\\"}"', '2 good "{\\"Name\\":\\"]}\\\\\\"\\"}"', '2 missing (nothing) "{\\n}"'],
    ],
    ['[1,,2]', ['1 type (a number) "1"', '1 syntax (the end of the payload) ""', '1 type (a number) "2"']],
    ['[1,]', ['1 type (a number) "1"', '1 syntax (the end of the payload) ""']],
    ['[{"Name":"a"}', ['1 good "{\\"Name\\":\\"a\\"}"', '1 syntax (the end of the input)']],
    ['[{"Name":"a"},\n{"Na', ['1 good "{\\"Name\\":\\"a\\"}"', '2 syntax (the end of the payload) "{\\"Na"']],
    ['[{"Name":"a"}]\nx y', ['1 good "{\\"Name\\":\\"a\\"}"', '2 syntax (3 bytes that cannot be divided)']],
    ['{"Name":"a"}', ['1 syntax (12 bytes that cannot be divided)']],
    ['', ['1 syntax (the end of the input)']],
    [`["${'x'.repeat(200)}",{"Name":"a"}]`, ['1 size (202 bytes)', '1 good "{\\"Name\\":\\"a\\"}"']],
  ]
  for (const [text, verdicts] of cases) {
    it(JSON.stringify(text.slice(0, 40)), async () => {
      // What is too long is kept where it came in one piece, and only then.
      const bare = (lines: ReadonlyArray<string>): ReadonlyArray<string> =>
        lines.map((line) => (line.includes('size') ? line.replace(/\) .*/, ')') : line))
      assert.deepEqual(bare(await told('array', text)), verdicts)
      assert.deepEqual(bare(await told('array', ...inBytes(text))), verdicts)
    })
  }

  it('has the items that JSON.parse finds, cut anywhere', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue()), fc.constantFrom(0, 1, 2), cuts, async (items, indent, places) => {
        const chunks = cutAt(bytesOf(JSON.stringify(items, null, indent)), places)
        const found = await collect(validate(Row, { form: 'array' })(chunks))
        const read = found.map(({ bytes }) => JSON.parse(Buffer.from(bytes ?? []).toString()) as unknown)
        assert.deepEqual(read, JSON.parse(JSON.stringify(items)))
      }),
      { numRuns },
    ))
})

describe('JSON values one after another', () => {
  const cases: ReadonlyArray<readonly [string, ReadonlyArray<string>]> = [
    ['', []],
    ['{\n "Name": "a"\n}\n', ['1 good "{\\n \\"Name\\": \\"a\\"\\n}"']],
    ['{"Name":"a"}{"Name":"b"}', ['1 good "{\\"Name\\":\\"a\\"}"', '1 good "{\\"Name\\":\\"b\\"}"']],
    ['\n1 "a b" true', ['2 type (a number) "1"', '2 type (a string) "\\"a b\\""', '2 type (a boolean) "true"']],
    ['{"Name":"a"}\n{"Name', ['1 good "{\\"Name\\":\\"a\\"}"', '2 syntax (the end of the payload) "{\\"Name"']],
    ['}{}', ['1 syntax (a fault at byte offset 0) "}"', '1 missing (nothing) "{}"']],
  ]
  for (const [text, verdicts] of cases) {
    it(JSON.stringify(text), async () => {
      assert.deepEqual(await told('json', text), verdicts)
      assert.deepEqual(await told('json', ...inBytes(text)), verdicts)
    })
  }
})

describe('a CBOR sequence', () => {
  const good = Buffer.from(
    cborBytes(Row).encode({ name: 'ada' } as Parameters<
      ReturnType<typeof cborBytes<typeof Row._A, typeof Row._O, unknown>>['encode']
    >[0]),
  )
  const latin = JSON.stringify(good.toString('latin1'))

  it('is divided by its heads', async () => {
    assert.deepEqual(await told('cbor', good, good), [`- good ${latin}`, `- good ${latin}`])
    // A map and a text of indefinite lengths.
    const streamed = Buffer.from([0xbf, 0x64, ...Buffer.from('Name'), 0x7f, 0x61, 0x61, 0x60, 0xff, 0xff])
    assert.deepEqual(
      (await told('cbor', ...[...streamed, ...good].map((byte) => Uint8Array.of(byte)))).map((line) =>
        line.slice(0, 6),
      ),
      ['- good', '- good'],
    )
  })

  it('that ends within an item, or is none, is said to', async () => {
    assert.deepEqual(
      (await told('cbor', good, good.subarray(0, 5))).map((line) => line.slice(0, 8)),
      ['- good "', '- syntax'],
    )
    assert.deepEqual(await told('cbor', good, Uint8Array.of(0x1c, 1, 2)), [
      `- good ${latin}`,
      '- syntax (3 bytes that cannot be divided)',
    ])
    assert.deepEqual(await told('cbor', Uint8Array.of(0xff)), ['- syntax (1 bytes that cannot be divided)'])
    const huge = Uint8Array.of(0x5b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1)
    assert.deepEqual(
      (await told('cbor', huge)).map((line) => line.slice(0, 8)),
      ['- syntax'],
    )
  })

  it('has the items that were written, cut anywhere', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue()), cuts, async (items, places) => {
        const toCbor = (u: unknown): Parameters<typeof writeCbor>[0] =>
          Array.isArray(u)
            ? u.map(toCbor)
            : typeof u === 'number'
              ? { _tag: 'Float', value: u }
              : typeof u === 'object' && u !== null
                ? { _tag: 'Map', pairs: Object.entries(u).map(([key, value]) => [key, toCbor(value)] as const) }
                : (u as string | boolean | null)
        const written = items.map((item) => Buffer.from(writeCbor(toCbor(item))))
        const found = await collect(validate(Row, { form: 'cbor' })(cutAt(Buffer.concat(written), places)))
        assert.deepEqual(
          found.map(({ bytes }) => Buffer.from(bytes ?? []).toString('hex')),
          written.map((bytes) => bytes.toString('hex')),
        )
      }),
      { numRuns },
    ))

  it('of any bytes is divided without a loss', () =>
    fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), cuts, async (bytes, places) => {
        const found = await collect(validate(Row, { form: 'cbor' })(cutAt(bytes, places)))
        const sizes = found.map(
          (one) =>
            one.bytes?.length ?? Number(/^\d+/.exec(one._tag === 'Rejected' ? (one.issues[0]?.actual ?? '') : '')?.[0]),
        )
        assert.equal(
          sizes.reduce((sum, size) => sum + size, 0),
          bytes.length,
        )
      }),
      { numRuns },
    ))
})
