/**
 * Event streams over real sockets: who leaves frees the socket, what is broken is an issue and the end, nobody runs ahead.
 */
import assert from 'node:assert/strict'
import * as E from 'fp-ts/lib/Either.js'
import * as fetchRim from '../../lib/adapter/fetch.js'
import type { Called, Responder, Send } from '../../lib/adapter/nodeHttp.js'
import { call, discard, implement, send, serve } from '../../lib/adapter/nodeHttp.js'
import { crc32 } from '../../lib/format/eventStream.js'
import type { Body, Validation } from '../../lib/index.js'
import { restJson1, tolerant } from '../../lib/index.js'
import { describeShared } from '../shared.js'
import { eventsOf, listen, operationOf, serviceIn, streaming, until } from './services.js'

const delta = (text: string) => ({
  _tag: 'contentBlockDelta',
  value: { contentBlockIndex: 0, delta: { _tag: 'text', value: text } },
})

const pause = (millis: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, millis))

const rims: ReadonlyArray<readonly [name: string, send: (url: string) => Send]> = [
  ['node:http', send],
  ['fetch', (url) => fetchRim.send(url)],
]

describeShared('event streams over sockets', ['models/smithy/bedrock-runtime.json'], ([model = '']) => {
  const service = serviceIn(model)
  const ConverseStream = operationOf(service, 'ConverseStream')
  const union = eventsOf(ConverseStream)
  const written = restJson1.events(union, 'server')
  const read = restJson1.events(tolerant(union), 'client')

  /** A server whose stream is given, as bytes or as events. */
  const answering = (stream: (signal: AbortSignal) => AsyncIterable<Uint8Array>): Responder =>
    serve(restJson1, service, [
      implement(ConverseStream, ({ signal }) => ({ answer: E.right({}), stream: streaming(stream(signal)) })),
    ])

  const opened = async (sender: Send, signal?: AbortSignal): Promise<Body> => {
    const converse = call(restJson1, ConverseStream, sender)
    const answer = await converse({ modelId: 'm' }, { signal })
    // The operation comes from a model, so that its output is unknown to the types.
    return answer._tag === 'Right' ? (answer.right as Called<unknown>).stream : assert.fail(answer.left._tag)
  }

  const eventsIn = (body: Body): AsyncIterable<Validation<unknown>> =>
    body._tag === 'Streaming' ? read.read(body.stream) : assert.fail('no stream')

  const collect = async (body: Body): Promise<ReadonlyArray<unknown>> => {
    const all: Array<unknown> = []
    for await (const event of eventsIn(body))
      all.push(event._tag === 'Right' ? event.right : event.left.map(({ message }) => message).join('\n'))
    return all
  }

  for (const [name, sender] of rims) {
    describe(name, () => {
      it('events come as they are made, and the end of the server is the end of the client', async () => {
        let sent = 0
        async function* three(): AsyncGenerator<unknown> {
          for (const text of ['a', 'b', 'c']) {
            sent++
            yield delta(text)
            await pause(30)
          }
        }
        const server = await listen(answering(() => written.write(three())))
        const seen: Array<number> = []
        for await (const event of eventsIn(await opened(sender(server.url)))) {
          assert.equal(event._tag, 'Right')
          seen.push(sent)
        }
        assert.deepEqual(seen, [1, 2, 3])
        await server.close()
      })

      it('a client that stops iterating frees the socket, and the server’s generator ends', async () => {
        let ended = false
        async function* endless(): AsyncGenerator<unknown> {
          try {
            for (let i = 0; ; i++) {
              yield delta(`${i}`)
              await pause(1)
            }
          } finally {
            ended = true
          }
        }
        const server = await listen(answering(() => written.write(endless())))
        for await (const event of eventsIn(await opened(sender(server.url)))) {
          assert.equal(event._tag, 'Right')
          break
        }
        const millis = await until(() => ended && server.sockets.size === 0, 'the server still streams')
        console.log(`      ended after ${millis.toFixed(0)} ms`)
        await server.close()
      })

      it('a client that discards a stream unread frees the socket', async () => {
        let aborted = false
        const server = await listen(
          answering((signal) => {
            signal.addEventListener('abort', () => {
              aborted = true
            })
            return written.write(
              (async function* () {
                yield delta('a')
                await new Promise(() => {})
              })(),
            )
          }),
        )
        await discard(await opened(sender(server.url)))
        await until(() => aborted && server.sockets.size === 0, 'the server still streams')
        await server.close()
      })

      it('an idle stream ends by its signal on either side', async () => {
        let told = false
        async function* idle(signal: AbortSignal): AsyncGenerator<unknown> {
          yield delta('a')
          await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
          told = true
        }
        const server = await listen(answering((signal) => written.write(idle(signal))))
        const leaving = new AbortController()
        const events = eventsIn(await opened(sender(server.url), leaving.signal))[Symbol.asyncIterator]()
        assert.equal((await events.next()).done, false)
        const waiting = events.next()
        leaving.abort()
        await assert.rejects(async () => waiting)
        await until(() => told && server.sockets.size === 0, 'the server still streams')
        await server.close()
      })

      it('a server that breaks off rejects its reader, who cannot take it for the end', async () => {
        const errors: Array<unknown> = []
        const server = await listen(
          answering(() =>
            written.write(
              (async function* () {
                yield delta('a')
                await pause(20)
                throw new Error('broken')
              })(),
            ),
          ),
          { onError: (error) => errors.push(error) },
        )
        await assert.rejects(async () => collect(await opened(sender(server.url))))
        assert.deepEqual(errors.map(String), ['Error: broken'])
        await server.close()
      })

      it('a slow reader holds the server back', async () => {
        let sent = 0
        const text = 'x'.repeat(65_536)
        async function* fast(): AsyncGenerator<unknown> {
          for (; sent < 600; sent++) yield delta(text)
        }
        const server = await listen(answering(() => written.write(fast())))
        let seen = 0
        let ahead = 0
        for await (const event of eventsIn(await opened(sender(server.url)))) {
          assert.equal(event._tag, 'Right')
          seen++
          ahead = Math.max(ahead, sent - seen)
          if (seen <= 20) await pause(20)
        }
        assert.equal(seen, 600)
        console.log(
          `      at most ${ahead} of 600 events of 64 KiB ahead, ${(ahead / 16).toFixed(1)} MiB, most of it the kernel’s`,
        )
        assert.ok(ahead < 300, `${ahead}`)
        await server.close()
      })

      it('a server that always has more keeps nobody waiting', async () => {
        let sent = 0
        async function* endless(): AsyncGenerator<unknown> {
          for (; ; sent++) yield delta('a')
        }
        const server = await listen(answering(() => written.write(endless())))
        for await (const event of eventsIn(await opened(sender(server.url)))) {
          assert.equal(event._tag, 'Right')
          break
        }
        await until(() => server.sockets.size === 0, 'the server still streams')
        console.log(`      ${sent} events were made until the reader of one had left`)
        assert.ok(sent < 5000, `${sent}`)
        await server.close()
      })

      // What the server sends, what comes of it, and how much more it would send if it were asked.
      const good = written.encode(delta('a'))
      const frame = good._tag === 'Right' ? good.right : assert.fail('unwritable')
      const prelude = (total: number, headers: number): Uint8Array => {
        const bytes = new Uint8Array(12)
        const view = new DataView(bytes.buffer)
        view.setUint32(0, total)
        view.setUint32(4, headers)
        view.setUint32(8, crc32(bytes, 0, 8))
        return bytes
      }
      const broken: ReadonlyArray<readonly [name: string, bytes: Uint8Array, ends: boolean, issue: string]> = [
        [
          'a corrupted checksum',
          frame.map((byte, i) => (i === frame.length - 1 ? byte ^ 1 : byte)),
          false,
          '(root): expected the checksum of the message, got another checksum [syntax]',
        ],
        [
          'a corrupted checksum of a prelude',
          frame.map((byte, i) => (i === 8 ? byte ^ 1 : byte)),
          false,
          '(root): expected the checksum of the prelude, got another checksum [syntax]',
        ],
        [
          'a frame cut in half',
          frame.subarray(0, frame.length >> 1),
          true,
          `(root): expected whole messages, got the end of the stream after ${frame.length >> 1} bytes of one [syntax]`,
        ],
        [
          'a frame that claims 4 GB',
          prelude(0xffff_ffff, 0),
          false,
          '(root): expected a message of 16 to 25165824 bytes, got one of 4294967295 [syntax]',
        ],
        [
          'a header block longer than its message',
          prelude(100, 101),
          false,
          '(root): expected at most 84 bytes of headers, got 101 bytes [syntax]',
        ],
      ]
      for (const [fault, bytes, ends, issue] of broken) {
        it(`${fault} is an issue and the end`, async () => {
          let after = 0
          let ended = false
          async function* stream(): AsyncGenerator<Uint8Array> {
            try {
              yield frame
              yield bytes
              // The peer may send on for good: nobody holds what comes.
              for (; !ends; after += 65_536) {
                yield new Uint8Array(65_536)
                await pause(0)
              }
            } finally {
              ended = true
            }
          }
          const server = await listen(answering(stream))
          const before = process.memoryUsage().rss
          assert.deepEqual(await collect(await opened(sender(server.url))), [delta('a'), issue])
          await until(() => ended && (ends || server.sockets.size === 0), 'the server still streams')
          assert.ok(after < 64e6, `${after} bytes were sent on`)
          assert.ok(process.memoryUsage().rss - before < 100e6)
          await server.close()
        })
      }
    })
  }

  it('an event that cannot be written ends the stream with an error', async () => {
    async function* two(): AsyncGenerator<unknown> {
      yield delta('a')
      yield { _tag: 'noSuchEvent', value: {} }
    }
    const server = await listen(answering(() => written.write(two())))
    assert.deepEqual(await collect(await opened(send(server.url))), [
      delta('a'),
      `(root): expected an event, got an error: "unrepresentable" [union]`,
    ])
    await server.close()
  })
})
