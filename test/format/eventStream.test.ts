/**
 * Event-stream framing: messages from outside, laws over arbitrary ones, the AWS SDK's own codec as the oracle, and streams that
 * break.
 *
 * Sources: the `bytes` of Smithy's event-stream cases; `@smithy/eventstream-codec`; Smithy 2.0, "Amazon Event Stream
 * Specification".
 */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { EventStreamCodec, Int64 } from '@smithy/eventstream-codec'
import * as fc from 'fast-check'
import type { EventMessage, HeaderValue, MessageFault, MessageLimits } from '../../lib/format/eventStream.js'
import {
  crc32,
  isHeader,
  isWithinLimits,
  readMessage,
  readMessages,
  writeMessage,
} from '../../lib/format/eventStream.js'
import { readUtf8, writeUtf8 } from '../../lib/format/utf8.js'
import { runsOr } from '../seed.js'
import { describeShared } from '../shared.js'
import { assertGrowth } from '../time.js'

// -------------------------------------------------------------------------------------
// arbitraries
// -------------------------------------------------------------------------------------

const wellFormed = (maxLength: number) => fc.string({ unit: 'grapheme', maxLength })

const values: fc.Arbitrary<HeaderValue> = fc.oneof(
  fc.boolean().map((value) => ({ _tag: 'boolean', value }) as const),
  fc.integer({ min: -128, max: 127 }).map((value) => ({ _tag: 'byte', value }) as const),
  fc.integer({ min: -32_768, max: 32_767 }).map((value) => ({ _tag: 'short', value }) as const),
  fc.integer().map((value) => ({ _tag: 'integer', value }) as const),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((value) => ({ _tag: 'long', value }) as const),
  fc.uint8Array({ maxLength: 300 }).map((value) => ({ _tag: 'blob', value }) as const),
  wellFormed(100).map((value) => ({ _tag: 'string', value }) as const),
  fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 }).map((epochMillis) => {
    return { _tag: 'timestamp', epochMillis } as const
  }),
  fc.uint8Array({ minLength: 16, maxLength: 16 }).map((value) => ({ _tag: 'uuid', value }) as const),
)

const names = fc.oneof(
  fc.constantFrom(':event-type', ':message-type', '__proto__', 'constructor', 'a.b', '0', 'é', '😀', 'x'.repeat(255)),
  wellFormed(20).filter((name) => isHeader(name, { _tag: 'boolean', value: true })),
)

const messages: fc.Arbitrary<EventMessage> = fc.record(
  { headers: fc.array(fc.tuple(names, values), { maxLength: 8 }), payload: fc.uint8Array({ maxLength: 400 }) },
  { noNullPrototype: true },
)

/** Without a name twice, which the oracle's record of headers cannot have; nor `__proto__`, which it loses. */
const distinct = messages.map(({ headers, payload }): EventMessage => {
  const own = new Map(headers.filter(([name]) => name !== '__proto__'))
  return { headers: [...own], payload }
})

const runs = { numRuns: runsOr(2000) }

// -------------------------------------------------------------------------------------
// streams
// -------------------------------------------------------------------------------------

async function* chunked(bytes: Uint8Array, ends: ReadonlyArray<number>): AsyncGenerator<Uint8Array> {
  let at = 0
  for (const end of [...ends, bytes.length]) {
    if (end < at) continue
    yield bytes.subarray(at, end)
    at = end
  }
}

type Read = ReadonlyArray<EventMessage | MessageFault>

const collect = async (source: AsyncIterable<Uint8Array>, limits?: MessageLimits): Promise<Read> => {
  const all: Array<EventMessage | MessageFault> = []
  for await (const read of readMessages(source, limits)) all.push(read._tag === 'Right' ? read.right : read.left)
  return all
}

const joined = (parts: ReadonlyArray<Uint8Array>): Uint8Array => new Uint8Array(Buffer.concat(parts))

const text = (value: string): HeaderValue => ({ _tag: 'string', value })

const hello: EventMessage = {
  headers: [
    [':message-type', text('event')],
    [':event-type', text('greeting')],
  ],
  payload: writeUtf8('hello'),
}

const faultOf = (bytes: Uint8Array, limits?: MessageLimits): string => {
  const read = readMessage(bytes, limits)
  return read._tag === 'Left' ? `expected ${read.left.expected}, got ${read.left.actual}` : 'read'
}

/** The bytes with another prelude or content, and checksums that are right again. */
const forged = (bytes: Uint8Array, change: (view: DataView) => void): Uint8Array => {
  const copy = Uint8Array.from(bytes)
  const view = new DataView(copy.buffer)
  change(view)
  view.setUint32(8, crc32(copy, 0, 8))
  view.setUint32(copy.length - 4, crc32(copy, 0, copy.length - 4))
  return copy
}

// -------------------------------------------------------------------------------------
// messages
// -------------------------------------------------------------------------------------

describe('messages of event streams', () => {
  it('an empty one is the sixteen bytes of the specification', () => {
    const bytes = Uint8Array.from([0, 0, 0, 16, 0, 0, 0, 0, 5, 0xc2, 0x48, 0xeb, 0x7d, 0x98, 0xc8, 0xff])
    assert.deepEqual(writeMessage({ headers: [], payload: new Uint8Array() }), bytes)
    assert.deepEqual(readMessage(bytes), { _tag: 'Right', right: { headers: [], payload: new Uint8Array() } })
  })

  it('each type of header has its code and width', () => {
    const bytesOf = (value: HeaderValue) =>
      Buffer.from(writeMessage({ headers: [['h', value]], payload: new Uint8Array() }))
        .subarray(14, -4)
        .toString('hex')
    assert.equal(bytesOf({ _tag: 'boolean', value: true }), '00')
    assert.equal(bytesOf({ _tag: 'boolean', value: false }), '01')
    assert.equal(bytesOf({ _tag: 'byte', value: -1 }), '02ff')
    assert.equal(bytesOf({ _tag: 'short', value: -2 }), '03fffe')
    assert.equal(bytesOf({ _tag: 'integer', value: 258 }), '0400000102')
    assert.equal(bytesOf({ _tag: 'long', value: -(2n ** 63n) }), '058000000000000000')
    assert.equal(bytesOf({ _tag: 'blob', value: Uint8Array.of(7, 8) }), '0600020708')
    assert.equal(bytesOf(text('é')), '070002c3a9')
    assert.equal(bytesOf({ _tag: 'timestamp', epochMillis: -1 }), '08ffffffffffffffff')
    assert.equal(bytesOf({ _tag: 'uuid', value: new Uint8Array(16) }), `09${'00'.repeat(16)}`)
  })

  it('law: read(write(message)) = message', () => {
    fc.assert(
      fc.property(messages, (message) => {
        assert.deepEqual(readMessage(writeMessage(message)), { _tag: 'Right', right: message })
      }),
      runs,
    )
  })

  it('law: write(read(bytes)) = bytes', () => {
    fc.assert(
      fc.property(messages.map(writeMessage), (bytes) => {
        const read = readMessage(bytes)
        assert.ok(read._tag === 'Right')
        assert.deepEqual(writeMessage(read.right), bytes)
      }),
      runs,
    )
  })

  it('what is read shares nothing with what it was read from, buffers of Node included', () => {
    const bytes = Buffer.from(
      writeMessage({
        headers: [
          ['b', { _tag: 'blob', value: Uint8Array.of(1) }],
          ['u', { _tag: 'uuid', value: new Uint8Array(16) }],
        ],
        payload: Uint8Array.of(2),
      }),
    )
    const read = readMessage(bytes)
    bytes.fill(0xff)
    assert.deepEqual(read, {
      _tag: 'Right',
      right: {
        headers: [
          ['b', { _tag: 'blob', value: Uint8Array.of(1) }],
          ['u', { _tag: 'uuid', value: new Uint8Array(16) }],
        ],
        payload: Uint8Array.of(2),
      },
    })
  })

  it('any one bit that flips is noticed', () => {
    fc.assert(
      fc.property(messages.map(writeMessage), fc.nat(), (bytes, seed) => {
        const bit = seed % (bytes.length * 8)
        const at = bit >> 3
        bytes[at] = (bytes[at] as number) ^ (1 << (bit & 7))
        assert.equal(readMessage(bytes)._tag, 'Left')
      }),
      runs,
    )
  })

  it('arbitrary bytes under right checksums give a message or a fault, and never throw', () => {
    let faults = 0
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat({ max: 60 }), (content, headers) => {
        const framed = writeMessage({ headers: [], payload: content })
        const bytes = forged(framed, (view) => view.setUint32(4, headers))
        if (readMessage(bytes)._tag === 'Left') faults++
      }),
      runs,
    )
    assert.ok(faults > runs.numRuns / 4, `${faults}`)
  })

  it('bounds of names, texts, bytes and whole messages', () => {
    assert.ok(isHeader('n', text('x'.repeat(32_767))))
    assert.ok(!isHeader('n', text('x'.repeat(32_768))))
    assert.ok(!isHeader('n', text('é'.repeat(16_384))))
    assert.ok(!isHeader('n', { _tag: 'blob', value: new Uint8Array(32_768) }))
    assert.ok(!isHeader('n', { _tag: 'uuid', value: new Uint8Array(15) }))
    assert.ok(!isHeader('', text('x')))
    assert.ok(!isHeader('é'.repeat(128), text('x')))
    const four = [1, 2, 3, 4].map((n) => [`${n}`, text('x'.repeat(32_767))] as const)
    assert.ok(!isWithinLimits(writeMessage({ headers: four, payload: new Uint8Array() })))
    assert.ok(isWithinLimits(writeMessage({ headers: four.slice(1), payload: new Uint8Array(10) })))
    assert.ok(!isWithinLimits(writeMessage({ headers: [], payload: new Uint8Array(25_165_824) })))
  })

  it('what is at a bound is within it', () => {
    const yes: HeaderValue = { _tag: 'boolean', value: true }
    for (const [name, good] of [
      ['x'.repeat(255), true],
      ['x'.repeat(256), false],
      ['é'.repeat(127), true],
      [`${'é'.repeat(127)}x`, true],
    ] as const)
      assert.equal(isHeader(name, yes), good, `${name.length}`)
    assert.ok(isHeader('n', { _tag: 'blob', value: new Uint8Array(32_767) }))
    assert.ok(isHeader('n', { _tag: 'uuid', value: new Uint8Array(16) }))
    assert.ok(!isHeader('n', { _tag: 'uuid', value: new Uint8Array(17) }))
    assert.ok(isHeader('n', { _tag: 'long', value: 2n ** 63n - 1n }))
    assert.ok(isHeader('n', text('é'.repeat(16_383))))
    const claiming = (size: number, headers: number): Uint8Array => {
      const bytes = new Uint8Array(size)
      new DataView(bytes.buffer).setUint32(4, headers)
      return bytes
    }
    assert.ok(isWithinLimits(claiming(25_165_824, 131_072)))
    assert.ok(!isWithinLimits(claiming(25_165_825, 131_072)))
    assert.ok(!isWithinLimits(claiming(16, 131_073)))
    // A view that does not begin where its buffer does.
    assert.ok(!isWithinLimits(claiming(20, 131_073).subarray(0, 16)))
    assert.ok(isWithinLimits(claiming(20, 131_073).subarray(4)))
  })

  it('a limit on a message is the most that it may have, 16 bytes the least', () => {
    const bytes = writeMessage(hello)
    assert.equal(faultOf(bytes, { messageBytes: bytes.length }), 'read')
    assert.equal(
      faultOf(bytes, { messageBytes: bytes.length - 1 }),
      `expected a message of 16 to ${bytes.length - 1} bytes, got one of ${bytes.length}`,
    )
    for (const total of [0, 15])
      assert.equal(
        faultOf(forged(bytes, (view) => view.setUint32(0, total))),
        `expected a message of 16 to 25165824 bytes, got one of ${total}`,
      )
    assert.equal(
      faultOf(forged(bytes, (view) => view.setUint32(0, 16))),
      'expected at most 0 bytes of headers, got 45 bytes',
    )
    assert.equal(
      faultOf(forged(bytes, (view) => view.setUint32(0, bytes.length + 1))),
      `expected a message of ${bytes.length + 1} bytes, got ${bytes.length} bytes`,
    )
  })

  it('headers are of 131,072 bytes at the most', () => {
    const header = (size: number): readonly [string, HeaderValue] => [
      'n',
      { _tag: 'blob', value: new Uint8Array(size) },
    ]
    // Each takes five bytes more than its value.
    const most = [32_767, 32_767, 32_767, 32_767 - 16].map(header)
    assert.equal(faultOf(writeMessage({ headers: most, payload: new Uint8Array() })), 'read')
    assert.equal(
      faultOf(writeMessage({ headers: [...most.slice(0, 3), header(32_767 - 15)], payload: new Uint8Array(9) })),
      'expected at most 131072 bytes of headers, got 131073 bytes',
    )
  })

  it('a header that ends before its value does is cut short, wherever that is', () => {
    for (const value of [
      { _tag: 'byte', value: 1 },
      { _tag: 'short', value: 1 },
      { _tag: 'integer', value: 1 },
      { _tag: 'long', value: 1n },
      { _tag: 'timestamp', epochMillis: 1 },
      { _tag: 'uuid', value: new Uint8Array(16) },
      { _tag: 'blob', value: new Uint8Array(2) },
      text('ab'),
    ] as const) {
      const bytes = writeMessage({ headers: [['h', value]], payload: new Uint8Array(8) })
      const size = new DataView(bytes.buffer).getUint32(4)
      for (let less = 1; less < size - 2; less++)
        assert.equal(
          faultOf(forged(bytes, (view) => view.setUint32(4, size - less))),
          'expected the value of a header, got the end of the headers',
          `${value._tag} ${less}`,
        )
      for (const left of [1, 2])
        assert.equal(
          faultOf(forged(bytes, (view) => view.setUint32(4, left))),
          'expected a header name and a type, got the end of the headers',
        )
    }
  })

  it('a time of a header is whole milliseconds, 0 where there is none', () => {
    for (const [epochMillis, written] of [
      [1.9, 1],
      [-1.9, -1],
      [Number.NaN, 0],
      [-0, 0],
    ] as const) {
      const read = readMessage(
        writeMessage({ headers: [['h', { _tag: 'timestamp', epochMillis }]], payload: new Uint8Array() }),
      )
      assert.ok(read._tag === 'Right')
      assert.deepEqual(read.right.headers, [['h', { _tag: 'timestamp', epochMillis: written }]])
    }
  })

  it('the checksum is that of IEEE 802.3, of all bytes or of some', () => {
    // Source: the check value of CRC-32/ISO-HDLC.
    const digits = writeUtf8('123456789')
    assert.equal(crc32(digits), 0xcbf43926)
    assert.equal(crc32(writeUtf8('x123456789y'), 1, 10), 0xcbf43926)
    assert.equal(crc32(writeUtf8('x123456789'), 1), 0xcbf43926)
    assert.equal(crc32(new Uint8Array()), 0)
  })

  it('each fault has its words', () => {
    const bytes = writeMessage(hello)
    const broken = (at: number): Uint8Array => bytes.map((byte, i) => (i === at ? byte ^ 1 : byte))
    assert.equal(faultOf(bytes.subarray(0, 15)), 'expected at least 16 bytes, got 15 bytes')
    assert.equal(faultOf(broken(0)), 'expected the checksum of the prelude, got another checksum')
    assert.equal(faultOf(broken(20)), 'expected the checksum of the message, got another checksum')
    assert.equal(faultOf(bytes.subarray(0, 40)), `expected a message of ${bytes.length} bytes, got 40 bytes`)
    assert.equal(
      faultOf(bytes, { messageBytes: 20 }),
      `expected a message of 16 to 20 bytes, got one of ${bytes.length}`,
    )
    assert.equal(
      faultOf(forged(bytes, (view) => view.setUint32(0, 0xffff_ffff))),
      'expected a message of 16 to 25165824 bytes, got one of 4294967295',
    )
    assert.equal(
      faultOf(forged(bytes, (view) => view.setUint32(4, 1000))),
      `expected at most ${bytes.length - 16} bytes of headers, got 1000 bytes`,
    )
    const one = writeMessage({ headers: [['h', text('abc')]], payload: new Uint8Array() })
    assert.equal(
      faultOf(forged(one, (view) => view.setUint8(12, 0))),
      'expected a header name and a type, got the end of the headers',
    )
    assert.equal(
      faultOf(forged(one, (view) => view.setUint8(12, 99))),
      'expected a header name and a type, got the end of the headers',
    )
    assert.equal(
      faultOf(forged(one, (view) => view.setUint8(13, 0xff))),
      'expected a header name in UTF-8, got other bytes',
    )
    assert.equal(
      faultOf(forged(one, (view) => view.setUint8(14, 10))),
      'expected a type of header that is known, got type 10',
    )
    assert.equal(
      faultOf(forged(one, (view) => view.setUint16(15, 4))),
      'expected the value of a header, got the end of the headers',
    )
    assert.equal(faultOf(forged(one, (view) => view.setUint8(17, 0xff))), 'expected a header in UTF-8, got other bytes')
  })
})

// -------------------------------------------------------------------------------------
// oracle
// -------------------------------------------------------------------------------------

type TheirMessage = Parameters<EventStreamCodec['encode']>[0]
type TheirHeader = TheirMessage['headers'][string]

const oracle = new EventStreamCodec((given) => {
  const read = readUtf8(given as Uint8Array)
  if (read._tag === 'Left') throw new Error('ill-formed')
  return read.right
}, writeUtf8)

const int64 = (value: bigint): Int64 => {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigInt64(0, value)
  return new Int64(bytes)
}

const uuidText = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

const toTheirs = (header: HeaderValue): TheirHeader => {
  switch (header._tag) {
    case 'boolean':
    case 'string':
      return { type: header._tag, value: header.value } as TheirHeader
    case 'byte':
    case 'short':
    case 'integer':
      return { type: header._tag, value: header.value }
    case 'long':
      return { type: 'long', value: int64(header.value) }
    case 'blob':
      return { type: 'binary', value: header.value }
    case 'timestamp':
      return { type: 'timestamp', value: new Date(header.epochMillis) }
    case 'uuid':
      return { type: 'uuid', value: uuidText(header.value) }
  }
}

const theirMessage = ({ headers, payload }: EventMessage): TheirMessage => ({
  headers: Object.fromEntries(headers.map(([name, value]) => [name, toTheirs(value)])),
  body: payload,
})

describe('messages against @smithy/eventstream-codec', () => {
  it('it reads what is written here', () => {
    fc.assert(
      fc.property(distinct, (message) => {
        const { headers, body } = oracle.decode(writeMessage(message))
        assert.deepEqual({ headers, body: Uint8Array.from(body) }, theirMessage(message))
      }),
      runs,
    )
  })

  it('what it writes is read here', () => {
    fc.assert(
      fc.property(distinct, (message) => {
        const read = readMessage(Uint8Array.from(oracle.encode(theirMessage(message))))
        assert.ok(read._tag === 'Right')
        // Its record puts names that are whole numbers first.
        assert.deepEqual(new Map(read.right.headers), new Map(message.headers))
        assert.deepEqual(read.right.payload, message.payload)
      }),
      runs,
    )
  })

  it('of damaged messages both refuse the same, but for an empty name, which it takes', () => {
    let refused = 0
    fc.assert(
      fc.property(messages.map(writeMessage), fc.nat(), fc.nat({ max: 255 }), (bytes, seed, byte) => {
        const size = new DataView(bytes.buffer).getUint32(4)
        if (size === 0) return
        const damaged = forged(bytes, (view) => view.setUint8(12 + (seed % size), byte))
        const ours = readMessage(damaged)
        let theirs: unknown
        try {
          theirs = oracle.decode(damaged)
        } catch {
          theirs = undefined
        }
        if (ours._tag === 'Left') refused++
        if (ours._tag === 'Right') assert.notEqual(theirs, undefined)
      }),
      runs,
    )
    assert.ok(refused > runs.numRuns / 10, `${refused}`)
  })
})

// -------------------------------------------------------------------------------------
// vectors
// -------------------------------------------------------------------------------------

/** Every `bytes` of every event-stream case of a file. */
const framesIn = (path: string): ReadonlyArray<Uint8Array> => {
  const frames: Array<Uint8Array> = []
  const visit = (node: unknown, inCase: boolean): void => {
    if (Array.isArray(node)) for (const item of node) visit(item, inCase)
    else if (typeof node === 'object' && node !== null)
      for (const [key, value] of Object.entries(node)) {
        if (inCase && key === 'bytes' && typeof value === 'string')
          frames.push(new Uint8Array(Buffer.from(value, 'base64')))
        else visit(value, inCase || key === 'smithy.test#eventStreamTests')
      }
  }
  visit(JSON.parse(readFileSync(path, 'utf8')), false)
  return frames
}

describeShared('messages of Smithy’s cases', ['vectors'], ([folder = '']) => {
  const frames = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => framesIn(join(folder, name)))

  it('are read as the oracle reads them, and written back as they came', () => {
    assert.ok(frames.length > 20, `${frames.length} frames`)
    console.log(`      ${frames.length} messages`)
    for (const frame of frames) {
      const read = readMessage(frame)
      assert.ok(read._tag === 'Right')
      const { headers, body } = oracle.decode(frame)
      assert.deepEqual(theirMessage(read.right), { headers, body: Uint8Array.from(body) })
      assert.deepEqual(writeMessage(read.right), frame)
    }
  })

  it('come one by one out of a stream of all of them', async () => {
    const read = await collect(chunked(joined(frames), []))
    assert.deepEqual(
      read.map((one) => writeMessage(one as EventMessage)),
      frames,
    )
  })
})

// -------------------------------------------------------------------------------------
// streams
// -------------------------------------------------------------------------------------

describe('streams of messages', () => {
  it('one cut at each place gives the same messages', async () => {
    const three = [hello, { headers: [], payload: new Uint8Array() }, { ...hello, payload: new Uint8Array(40) }]
    const bytes = joined(three.map(writeMessage))
    for (let end = 0; end <= bytes.length; end++)
      assert.deepEqual(await collect(chunked(bytes, [end])), three, `${end}`)
    const single = Array.from(bytes, (_, i) => i)
    assert.deepEqual(await collect(chunked(bytes, single)), three)
  })

  it('arbitrary messages in arbitrary chunks, buffers of Node included', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(messages, { maxLength: 6 }),
        fc.array(fc.nat({ max: 2000 }), { maxLength: 12 }),
        fc.boolean(),
        async (all, ends, asBuffer) => {
          const bytes = joined(all.map(writeMessage))
          const cuts = [...ends].filter((end) => end <= bytes.length).sort((a, b) => a - b)
          assert.deepEqual(await collect(chunked(asBuffer ? Buffer.from(bytes) : bytes, cuts)), all)
        },
      ),
      runs,
    )
  })

  it('a fault is the last that comes, and ends the source', async () => {
    const good = writeMessage(hello)
    const bad = good.map((byte, i) => (i === good.length - 1 ? byte ^ 1 : byte))
    let ended = false
    async function* source(): AsyncGenerator<Uint8Array> {
      try {
        yield joined([good, bad, good])
        yield good
      } finally {
        ended = true
      }
    }
    assert.deepEqual(await collect(source()), [
      hello,
      { expected: 'the checksum of the message', actual: 'another checksum' },
    ])
    assert.ok(ended)
  })

  it('a message cut short is a fault at the end', async () => {
    const good = writeMessage(hello)
    assert.deepEqual(await collect(chunked(joined([good, good.subarray(0, 30)]), [])), [
      hello,
      { expected: 'whole messages', actual: 'the end of the stream after 30 bytes of one' },
    ])
    assert.deepEqual(await collect(chunked(good.subarray(0, 5), [])), [
      { expected: 'whole messages', actual: 'the end of the stream after 5 bytes of one' },
    ])
    assert.deepEqual(await collect(chunked(new Uint8Array(), [])), [])
  })

  it('a claim of 4 GB is refused by its prelude, before anything more is asked for', async () => {
    let asked = 0
    async function* source(): AsyncGenerator<Uint8Array> {
      const prelude = forged(writeMessage(hello), (view) => view.setUint32(0, 0xffff_ffff)).subarray(0, 12)
      asked++
      yield prelude
      asked++
      yield new Uint8Array(1000)
    }
    assert.deepEqual(await collect(source()), [
      { expected: 'a message of 16 to 25165824 bytes', actual: 'one of 4294967295' },
    ])
    assert.equal(asked, 1)
  })

  it('a header block longer than its message is refused by its prelude', async () => {
    const bytes = forged(writeMessage(hello), (view) => view.setUint32(4, 0xffff_ffff))
    assert.deepEqual(await collect(chunked(bytes.subarray(0, 12), [])), [
      { expected: `at most ${bytes.length - 16} bytes of headers`, actual: '4294967295 bytes' },
    ])
  })

  it('who returns early ends the source', async () => {
    let ended = false
    async function* source(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield writeMessage(hello)
      } finally {
        ended = true
      }
    }
    for await (const read of readMessages(source())) {
      assert.equal(read._tag, 'Right')
      break
    }
    assert.ok(ended)
  })

  it('no more is asked for than is needed for the next message', async () => {
    let asked = 0
    async function* source(): AsyncGenerator<Uint8Array> {
      for (;;) {
        asked++
        yield writeMessage(hello)
      }
    }
    const reader = readMessages(source())
    for (let i = 1; i <= 5; i++) {
      await reader.next()
      assert.equal(asked, i)
    }
    await reader.return()
  })

  it('time is linear in many small messages in one chunk, and in a large message in many chunks', async () => {
    const small = writeMessage({ headers: [], payload: new Uint8Array(4) })
    const many = (count: number): Uint8Array => {
      const bytes = new Uint8Array(small.length * count)
      for (let i = 0; i < count; i++) bytes.set(small, i * small.length)
      return bytes
    }
    const growth = { factor: 10, most: 40, floor: 200 }
    const [few, lots] = await assertGrowth({
      ...growth,
      n: 20_000,
      make: many,
      run: async (bytes) => assert.equal((await collect(chunked(bytes, []))).length, bytes.length / small.length),
    })
    const [short, long] = await assertGrowth({
      ...growth,
      n: 1 << 20,
      make: (size) => writeMessage({ headers: [], payload: new Uint8Array(size) }),
      run: async (bytes) => {
        const cuts = Array.from({ length: bytes.length / 64 }, (_, i) => i * 64)
        assert.equal((await collect(chunked(bytes, cuts))).length, 1)
      },
    })
    console.log(
      `      20,000 and 200,000 messages in one chunk: ${few.toFixed(0)} and ${lots.toFixed(0)} ms; 1 and 10 MiB in chunks of 64 bytes: ${short.toFixed(0)} and ${long.toFixed(0)} ms`,
    )
  })

  it('a message in chunks of one byte holds on to no more than its bytes', async () => {
    const size = 1 << 20
    const bytes = writeMessage({ headers: [], payload: new Uint8Array(size) })
    const before = process.memoryUsage()
    let most = 0
    async function* source(): AsyncGenerator<Uint8Array> {
      for (let i = 0; i < bytes.length; i++) {
        // As a socket may have it: a view of one byte on a slab of its own.
        yield new Uint8Array(i % 64 === 0 ? 65_536 : 1).fill(bytes[i] as number).subarray(0, 1)
        if (i % 100_000 === 0) {
          const { arrayBuffers, heapUsed } = process.memoryUsage()
          most = Math.max(most, arrayBuffers + heapUsed - before.arrayBuffers - before.heapUsed)
        }
      }
    }
    assert.equal((await collect(source())).length, 1)
    console.log(
      `      at most ${(most / 1e6).toFixed(0)} MB more while 1 MiB came byte by byte from slabs of 1 GiB together`,
    )
    assert.ok(most < 300e6, `${most}`)
  })
})
