/**
 * Streams of Node, of the web and iterables: verdicts in order, nothing read before it is wanted, and what ends them.
 */
import assert from 'node:assert/strict'
import { Duplex, Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ReadableStream } from 'node:stream/web'
import type { Rejected } from '../../lib/stream/index.js'
import { divert, transformStream, validate, validateValues } from '../../lib/stream/index.js'
import { bytesOf, collect, Row } from './payloads.js'

const lines = '{"Name":"a"}\n{"Name":1}\n\n{"Name":"c"}\n'
const tags = ['1 Accepted', '2 Rejected', '4 Accepted']

const tagOf = ({ line, _tag }: { readonly line: number | undefined; readonly _tag: string }): string =>
  `${line} ${_tag}`

/** Lines without an end, and how many were asked for. */
const endless = (): {
  readonly source: AsyncIterable<Uint8Array>
  readonly state: { asked: number; closed: boolean }
} => {
  const state = { asked: 0, closed: false }
  const chunk = bytesOf('{"Name":"a"}\n'.repeat(100))
  const source = (async function* () {
    try {
      for (;;) {
        state.asked++
        yield chunk
      }
    } finally {
      state.closed = true
    }
  })()
  return { source, state }
}

describe('streams of payloads', () => {
  it('come from iterables of bytes and of text', async () => {
    for (const source of [
      [bytesOf(lines)],
      [lines],
      [...lines],
      Readable.from([Buffer.from(lines)]),
      Readable.from([...lines]),
    ]) {
      assert.deepEqual((await collect(validate(Row)(source))).map(tagOf), tags)
    }
  })

  it('are a step of a pipeline, and a Duplex', async () => {
    const found: Array<string> = []
    const sink = (): Writable =>
      new Writable({
        objectMode: true,
        write: (verdict, _, done) => {
          found.push(tagOf(verdict))
          done()
        },
      })
    await pipeline(Readable.from([lines]), validate(Row), sink())
    await pipeline(Readable.from([lines]), Duplex.from(validate(Row)), sink())
    assert.deepEqual(found, [...tags, ...tags])
  })

  it('are a web stream', async () => {
    const input = new ReadableStream<Uint8Array>({
      start: (controller) => {
        controller.enqueue(bytesOf(lines.slice(0, 20)))
        controller.enqueue(bytesOf(lines.slice(20)))
        controller.close()
      },
    })
    const { readable, writable } = transformStream(validate(Row))
    const piped = input.pipeTo(writable)
    assert.deepEqual((await collect(readable)).map(tagOf), tags)
    await piped
    assert.deepEqual((await collect(validate(Row)(new Response(lines).body ?? []))).map(tagOf), tags)
  })

  it('of objects have verdicts too, and none is changed', async () => {
    const inputs = [{ Name: 'a' }, Object.freeze({ Name: 1 }), null, 7n]
    const found = await collect(validateValues(Row)(inputs))
    assert.deepEqual(
      found.map(({ index, _tag }) => `${index} ${_tag}`),
      ['0 Accepted', '1 Rejected', '2 Rejected', '3 Rejected'],
    )
    assert.deepEqual(
      found.map((one) => (one._tag === 'Accepted' ? one.value : one.input)),
      [{ name: 'a' }, { Name: 1 }, null, 7n],
    )
    const [camel] = await collect(validateValues(Row, { names: 'domain' })([{ name: 'a', count: 1 }]))
    assert.deepEqual(camel?._tag === 'Accepted' && camel.value, { name: 'a', count: 1 })
  })

  it('divert what is rejected, and wait for where it goes', async () => {
    const letters: Array<Rejected> = []
    const order: Array<string> = []
    const taken = divert(async (rejected) => {
      await new Promise((resolve) => setTimeout(resolve, 5))
      letters.push(rejected)
      order.push('letter')
    })(validate(Row)([lines]))
    for await (const { value } of taken) order.push(value.name)
    assert.deepEqual(order, ['a', 'letter', 'c'])
    assert.deepEqual(
      letters.map(({ bytes, issues }) => [Buffer.from(bytes ?? []).toString(), issues[0]?.code]),
      [['{"Name":1}', 'type']],
    )
  })
})

describe('backpressure', () => {
  it('nothing is read before it is wanted, and little ahead', async () => {
    const { source, state } = endless()
    const verdicts = validate(Row)(source)
    await new Promise((resolve) => setTimeout(resolve, 10))
    assert.equal(state.asked, 0)
    await verdicts.next()
    await new Promise((resolve) => setTimeout(resolve, 10))
    assert.ok(state.asked <= 3, `${state.asked}`)
    await verdicts.return()
    assert.ok(state.closed)
  })

  it('of a web stream too, whose end is the end of its source', async () => {
    const { source, state } = endless()
    const iterator = source[Symbol.asyncIterator]()
    const input = new ReadableStream<Uint8Array>(
      {
        pull: async (controller) => controller.enqueue((await iterator.next()).value as Uint8Array),
        cancel: async () => {
          await iterator.return?.()
        },
      },
      { highWaterMark: 0 },
    )
    const reader = input.pipeThrough(transformStream(validate(Row))).getReader()
    await reader.read()
    await new Promise((resolve) => setTimeout(resolve, 10))
    assert.ok(state.asked <= 4, `${state.asked}`)
    await reader.cancel()
    await new Promise((resolve) => setTimeout(resolve, 10))
    assert.ok(state.closed)
  })
})

describe('what ends a stream', () => {
  it('a signal, with its reason', async () => {
    const stop = new AbortController()
    const { source, state } = endless()
    const reason = new Error('enough')
    const read = async (): Promise<void> => {
      let count = 0
      for await (const _ of validate(Row, { signal: stop.signal })(source)) if (++count === 150) stop.abort(reason)
    }
    await assert.rejects(read, reason)
    assert.ok(state.closed)
    await assert.rejects(collect(validateValues(Row, { signal: stop.signal })([{ Name: 'a' }])), reason)
  })

  it('a signal while the source says nothing', async () => {
    const silent = (async function* (): AsyncGenerator<Uint8Array> {
      await new Promise(() => undefined)
      yield bytesOf(lines)
    })()
    await assert.rejects(collect(validate(Row, { signal: AbortSignal.timeout(20) })(silent)), { name: 'TimeoutError' })
    const none = (async function* (): AsyncGenerator<unknown> {
      await new Promise(() => undefined)
      yield 1
    })()
    await assert.rejects(collect(validateValues(Row, { signal: AbortSignal.timeout(20) })(none)), {
      name: 'TimeoutError',
    })
  })

  it('a source that fails, after what came before', async () => {
    const fault = new Error('disk')
    const broken = (async function* (): AsyncGenerator<string> {
      yield '{"Name":"a"}\n{"Na'
      throw fault
    })()
    const found: Array<string> = []
    const read = async (): Promise<void> => {
      for await (const verdict of validate(Row)(broken)) found.push(tagOf(verdict))
    }
    await assert.rejects(read, fault)
    assert.deepEqual(found, ['1 Accepted'])
  })
})
