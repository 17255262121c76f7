/**
 * The law of accounts, over streams of whatever bytes, cut into chunks anywhere.
 */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { jsonBytes } from '../../lib/json.js'
import type { Verdict } from '../../lib/stream/index.js'
import { validate } from '../../lib/stream/index.js'
import { isLeft } from '../../lib/value/either.js'
import { issuesOf } from '../../lib/value/index.js'
import { runs } from '../laws/assert.js'
import { bytesOf, collect, cutAt, cuts, lineBytes, lineEnds, Row } from './payloads.js'

const holds = <T>(property: fc.IAsyncProperty<T>): Promise<void> =>
  fc.assert(property, { numRuns: Math.min(runs, 1000) })

const isBlank = (line: Uint8Array): boolean => line.every((byte) => [32, 9, 13].includes(byte))

/** Lines by the plainest way there is: the whole text cut at each line end. */
const plainLines = (bytes: Uint8Array): ReadonlyArray<Uint8Array> => {
  const lines: Array<Uint8Array> = []
  let from = 0
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] !== 10) continue
    lines.push(bytes.subarray(from, i))
    from = i + 1
  }
  return from < bytes.length ? [...lines, bytes.subarray(from)] : lines
}

const withoutEnd = (line: Uint8Array): Uint8Array => (line[line.length - 1] === 13 ? line.subarray(0, -1) : line)

const withoutMark = (bytes: Uint8Array): Uint8Array =>
  bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes

interface Told {
  readonly line: number
  readonly index: number
  readonly accepted: boolean
  readonly codes: string
  readonly bytes: string
}

/** What the codec of a single payload says of each line. */
const expected = (bytes: Uint8Array): ReadonlyArray<Told> => {
  const codec = jsonBytes(Row)
  const told: Array<Told> = []
  plainLines(withoutMark(bytes)).forEach((whole, i) => {
    const line = withoutEnd(whole)
    if (isBlank(line)) return
    const read = codec.decode(line)
    const codes = isLeft(read) ? issuesOf(read.left).map(({ code }) => code) : []
    const at = { line: i + 1, index: told.length, accepted: codes.length === 0 }
    told.push({ ...at, codes: codes.join(), bytes: Buffer.from(line).toString('hex') })
  })
  return told
}

const toldOf = (verdict: Verdict<unknown>): Told => ({
  line: verdict.line ?? 0,
  index: verdict.index,
  accepted: verdict._tag === 'Accepted',
  codes: verdict._tag === 'Accepted' ? '' : verdict.issues.map(({ code }) => code).join(),
  bytes: Buffer.from(verdict.bytes ?? []).toString('hex'),
})

const streams: fc.Arbitrary<Uint8Array> = fc
  .tuple(fc.boolean(), fc.array(fc.tuple(lineBytes, lineEnds), { maxLength: 12 }), lineBytes)
  .map(([marked, lines, last]) =>
    Buffer.concat([
      ...(marked ? [bytesOf('\ufeff')] : []),
      ...lines.flatMap(([line, end]) => [line, bytesOf(end)]),
      last,
    ]),
  )

/** Lines of one character, some of them longer than 20 and 24 bytes, blank ones among them. */
const longStreams: fc.Arbitrary<Uint8Array> = fc
  .tuple(
    fc.boolean(),
    fc.array(fc.tuple(fc.constantFrom(' ', 'x', '\r', '\t'), fc.nat({ max: 40 }), lineEnds), { maxLength: 4 }),
    fc.nat({ max: 40 }),
  )
  .map(([marked, lines, last]) =>
    bytesOf(
      `${marked ? '\ufeff' : ''}${lines.map(([unit, count, end]) => unit.repeat(count) + end).join('')}${' '.repeat(last)}`,
    ),
  )

describe('accounts of lines', () => {
  it('each line is accepted, rejected or blank, as it would be alone', () =>
    holds(
      fc.asyncProperty(streams, cuts, async (bytes, places) => {
        const verdicts = await collect(validate(Row)(cutAt(bytes, places)))
        assert.deepEqual(verdicts.map(toldOf), expected(bytes))
      }),
    ))

  it('of bytes that are no lines at all too', () =>
    holds(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), cuts, async (bytes, places) => {
        const verdicts = await collect(validate(Row)(cutAt(bytes, places)))
        assert.deepEqual(verdicts.map(toldOf), expected(bytes))
      }),
    ))

  it('a byte offset is that of the payload', () =>
    holds(
      fc.asyncProperty(streams, cuts, async (bytes, places) => {
        for (const { byteOffset = -1, bytes: payload } of await collect(validate(Row)(cutAt(bytes, places)))) {
          assert.ok(payload !== undefined)
          assert.deepEqual([...bytes.subarray(byteOffset, byteOffset + payload.length)], [...payload])
        }
      }),
    ))

  it('lines beyond the most bytes are rejected with their place and size, blank ones too, and the others as ever', () =>
    holds(
      fc.asyncProperty(fc.oneof(streams, longStreams), cuts, async (bytes, places) => {
        const maxBytes = 20
        const verdicts = await collect(validate(Row, { maxBytes })(cutAt(bytes, places)))
        const codec = jsonBytes(Row)
        const from = bytes.length - withoutMark(bytes).length
        const alone = plainLines(withoutMark(bytes)).flatMap((whole) => {
          const line = withoutEnd(whole)
          const at = line.byteOffset - bytes.byteOffset
          assert.ok(at >= from)
          if (line.length > maxBytes) return [[at, 'size', `${line.length} bytes`]]
          if (isBlank(line)) return []
          const read = codec.decode(line)
          return [[at, ...(isLeft(read) ? issuesOf(read.left).map(({ code }) => code) : [])]]
        })
        assert.deepEqual(
          verdicts.map((verdict) => [
            verdict.byteOffset,
            ...(verdict._tag === 'Rejected'
              ? verdict.issues.flatMap(({ code, actual }) => (code === 'size' ? [code, actual] : [code]))
              : []),
          ]),
          alone,
        )
      }),
    ))
})

describe('a line that is too long', () => {
  const long = 5_000_000
  const chunk = bytesOf('x'.repeat(50_000))
  const text = function* (): Generator<Uint8Array> {
    yield bytesOf('{"Name":"a"}\n"')
    for (let i = 0; i < long / chunk.length; i++) yield chunk
    yield bytesOf('"\n{"Name":"b"}\n')
  }

  it('is passed over, numbered and measured', async () => {
    const verdicts = await collect(validate(Row, { maxBytes: 100_000 })(text()))
    assert.deepEqual(
      verdicts.map(({ _tag, line, index, byteOffset }) => [_tag, line, index, byteOffset]),
      [
        ['Accepted', 1, 0, 0],
        ['Rejected', 2, 1, 13],
        ['Accepted', 3, 2, 13 + long + 3],
      ],
    )
    assert.deepEqual(verdicts[1]?._tag === 'Rejected' && verdicts[1].issues, [
      { path: [], code: 'size', shape: 'example#Row', expected: 'at most 100000 bytes', actual: `${long + 2} bytes` },
    ])
  })

  it('may be the last, without its end', async () => {
    const verdicts = await collect(validate(Row, { maxBytes: 10 })([bytesOf('{"Name":"ada"}\n'), chunk, chunk, chunk]))
    assert.deepEqual(
      verdicts.map(({ _tag, line }) => [_tag, line]),
      [
        ['Rejected', 1],
        ['Rejected', 2],
      ],
    )
  })
})
