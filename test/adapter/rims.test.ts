/**
 * The rims carry requests and responses as they are, bound what they read whole, and survive peers and responders that fail.
 */
import assert from 'node:assert/strict'
import { connect as connectHttp2, createServer as createHttp2Server } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import * as E from 'fp-ts/lib/Either.js'
import * as fetchRim from '../../lib/adapter/fetch.js'
import type { Answer, Responder, Send } from '../../lib/adapter/nodeHttp.js'
import { call, implement, listener, send, serve, wholeBody } from '../../lib/adapter/nodeHttp.js'
import type { StartEmailContactError } from '../../lib/connect/index.js'
import { Connect, StartEmailContact, StartEmailContactResponse } from '../../lib/connect/index.js'
import type { AnyOperation, HttpRequest, HttpResponse, Service } from '../../lib/index.js'
import { awsJson1_1, bytesBody, noBody, operation, restJson1, rpcv2Cbor } from '../../lib/index.js'
import { service } from '../../lib/operation/index.js'
import type { Traits } from '../../lib/schema/index.js'
import * as S from '../../lib/shape/index.js'
import { least, made } from '../connect/example.js'
import { bytesOfSize, listen, streaming, until } from './services.js'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

const textOf = async ({ body }: HttpRequest | HttpResponse): Promise<string> =>
  new TextDecoder().decode(await wholeBody(body, 1 << 24))

const get: HttpRequest = {
  method: 'GET',
  host: undefined,
  hostPrefix: '',
  path: '/',
  query: '',
  headers: [],
  body: noBody,
}
const put: HttpRequest = { ...get, method: 'PUT' }
const ok: HttpResponse = { status: 200, headers: [], body: noBody }

/** A server that remembers what it was sent, its bodies read. */
const recording = async (answer: HttpResponse = ok) => {
  const seen: Array<HttpRequest> = []
  const server = await listen(async (request) => {
    seen.push({ ...request, body: bytesBody((await wholeBody(request.body, 1 << 24)) ?? new Uint8Array()) })
    return answer
  })
  return { ...server, seen }
}

const namesOf = ({ headers }: HttpRequest | HttpResponse): ReadonlyArray<string> => headers.map(([name]) => name)

const rims: ReadonlyArray<readonly [name: string, send: (url: string) => Send]> = [
  ['node:http', (url) => send(url)],
  ['fetch', (url) => fetchRim.send(url)],
]

describe('node:http carries what it is given', () => {
  it('path, query and headers as they are, both ways', async () => {
    const server = await recording({
      status: 299,
      headers: [
        ['X-Two', 'b'],
        ['x-One', 'a'],
        ['X-Two', 'ä, c'],
      ],
      body: bytesBody(utf8('hello')),
    })
    const path = '/b/a/../%2e%2E/./c//d%2Fe%20f/'
    const answer = await send(server.url)({
      ...put,
      path,
      query: 'x&y=%41+b&x=',
      headers: [
        ['X-B', '1'],
        ['x-a', 'ÿ'],
        ['X-B', '2, 3'],
      ],
      body: bytesBody(utf8('é')),
    })
    const [request] = server.seen
    assert.ok(request !== undefined)
    assert.deepEqual([request.method, request.path, request.query], ['PUT', path, 'x&y=%41+b&x='])
    assert.deepEqual(request.headers.slice(0, -1), [
      ['host', server.url.slice(7)],
      ['X-B', '1'],
      ['x-a', 'ÿ'],
      ['X-B', '2, 3'],
      ['content-length', '2'],
    ])
    // The one line that Node adds.
    assert.deepEqual(namesOf(request).at(-1), 'Connection')
    assert.equal(await textOf(request), 'é')
    assert.equal(answer.status, 299)
    assert.deepEqual(answer.headers.slice(0, 4), [
      ['X-Two', 'b'],
      ['X-Two', 'ä, c'],
      ['x-One', 'a'],
      ['content-length', '5'],
    ])
    assert.equal(await textOf(answer), 'hello')
    await server.close()
  })

  it('the host and its prefix, wherever it connects', async () => {
    const server = await recording()
    const connectTo = server.url.slice(7)
    await send('http://example.com', { connectTo })({ ...get, host: 'bucket.example.com', hostPrefix: 'data.' })
    await send('http://example.com:81', { connectTo })({ ...get, hostPrefix: 'data.' })
    await send('http://example.com', { connectTo })({ ...get, headers: [['Host', 'signed.example.com']] })
    assert.deepEqual(
      server.seen.map(({ host }) => host),
      ['data.bucket.example.com', 'data.example.com:81', 'signed.example.com'],
    )
    await server.close()
  })

  it('frames each kind of body', async () => {
    const server = await recording()
    const framing = async (request: HttpRequest): Promise<ReadonlyArray<string>> => {
      await textOf(await send(server.url)(request))
      const { headers } = server.seen.at(-1) ?? assert.fail()
      return headers
        .filter(([name]) => /^(content-length|transfer-encoding)$/i.test(name))
        .map((pair) => pair.join(': '))
    }
    const chunks = streaming(bytesOfSize(3))
    assert.deepEqual(await framing(get), [])
    assert.deepEqual(await framing(put), ['content-length: 0'])
    assert.deepEqual(await framing({ ...get, method: 'DELETE', body: bytesBody(utf8('abc')) }), ['content-length: 3'])
    assert.deepEqual(await framing({ ...get, method: 'DELETE', body: chunks }), ['transfer-encoding: chunked'])
    const known = { ...put, headers: [['Content-Length', '3']] as const, body: streaming(bytesOfSize(3)) }
    assert.deepEqual(await framing(known), ['Content-Length: 3'])
    assert.equal((await wholeBody(server.seen.at(-1)?.body ?? noBody, 9))?.length, 3)
    await server.close()
  })

  it('what Node refuses to write rejects', async () => {
    await assert.rejects(
      send('http://127.0.0.1:1')({ ...get, headers: [['x', 'a\nb']] }),
      /ERR_INVALID_CHAR|Invalid character/,
    )
    await assert.rejects(send('http://127.0.0.1:1')({ ...get, path: '/a b' }), /unescaped/)
    await assert.rejects(send('http://127.0.0.1:1')(get), /ECONNREFUSED/)
  })

  it('a source that fails in an upload rejects, and the server is told', async () => {
    const broke: Array<unknown> = []
    const server = await listen(async ({ body }) => {
      await wholeBody(body, 1 << 24).catch((error: unknown) => broke.push(error))
      return ok
    })
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield utf8('a')
      await new Promise((resolve) => setTimeout(resolve, 20))
      throw new Error('no more')
    }
    await assert.rejects(send(server.url)({ ...put, body: streaming(failing()) }), /no more/)
    await until(() => broke.length === 1, 'the server waits')
    await server.close()
  })
})

describe('fetch', () => {
  it('refuses a path that it would send as another', async () => {
    const server = await recording()
    const by = fetchRim.send(server.url)
    for (const path of ['/b/a/../c', '/b/./c', '/b/%2e%2E/c', '/a\\b'])
      await assert.rejects(by({ ...get, path }), /^TypeError: fetch would send the path .* use wireshape\/node-http$/)
    for (const [path, query] of [
      ['/b//c%2Fd%20e/', 'a&b=%41+c&a='],
      ['/~a.b..c-d_/..x', ''],
      ['/', ''],
    ] as const) {
      await by({ ...get, path, query })
      const request = server.seen.at(-1)
      assert.deepEqual([request?.path, request?.query], [path, query])
    }
    await server.close()
  })

  it('sends headers, and streams under a length or without one', async () => {
    const server = await recording({
      ...ok,
      status: 307,
      headers: [
        ['location', '/x'],
        ['x-blank', 'a \t '],
      ],
    })
    const by = fetchRim.send(server.url)
    const redirect = await by({
      ...put,
      headers: [
        ['X-A', 'ÿ'],
        ['x-a', '2'],
      ],
      body: bytesBody(utf8('abc')),
    })
    assert.equal(redirect.status, 307)
    assert.deepEqual(
      redirect.headers.filter(([name]) => name === 'x-blank'),
      [['x-blank', 'a']],
    )
    assert.deepEqual(
      server.seen[0]?.headers.find(([name]) => name.toLowerCase() === 'x-a'),
      ['X-A', 'ÿ, 2'],
    )
    await assert.rejects(by({ ...get, headers: [['x', '😀']] }), TypeError)
    await server.close()
    const plain = await recording()
    await fetchRim.send(plain.url)({ ...put, body: streaming(bytesOfSize(100_000)) })
    await fetchRim.send(plain.url)({ ...put, headers: [['content-length', '5']], body: streaming(bytesOfSize(5)) })
    assert.ok(namesOf(plain.seen[0] ?? assert.fail()).includes('transfer-encoding'))
    assert.ok(namesOf(plain.seen[1] ?? assert.fail()).includes('content-length'))
    await plain.close()
  })

  const handle = (
    respond: Responder,
    init: RequestInit & { duplex?: 'half' } = {},
    url = 'http://h/a%2Fb?c=d#e',
  ): Promise<Response> => fetchRim.handler(respond)(new Request(url, init))

  it('a handler reads a Request and gives a Response', async () => {
    let seen: HttpRequest | undefined
    const response = await handle(
      async (request) => {
        seen = request
        return {
          status: 201,
          headers: [
            ['x-a', '1'],
            ['x-a', '2'],
          ],
          body: request.body,
        }
      },
      { method: 'POST', body: 'hello', headers: { 'X-B': 'c' } },
    )
    assert.deepEqual([seen?.method, seen?.host, seen?.path, seen?.query], ['POST', 'h', '/a%2Fb', 'c=d'])
    assert.deepEqual(
      seen?.headers.filter(([name]) => name === 'x-b'),
      [['x-b', 'c']],
    )
    assert.deepEqual([response.status, response.headers.get('x-a'), await response.text()], [201, '1, 2', 'hello'])
    assert.equal((await handle(async () => ({ ...ok, status: 204, body: bytesBody(utf8('x')) }))).body, null)
  })

  it('a reader that cancels ends the stream and aborts the signal', async () => {
    let ended = false
    let aborted = false
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield utf8('x')
      } finally {
        ended = true
      }
    }
    const response = await handle(async (_, { signal }) => {
      signal.addEventListener('abort', () => {
        aborted = true
      })
      return { ...ok, body: streaming(endless()) }
    })
    const reader = response.body?.getReader()
    await reader?.read()
    await reader?.cancel()
    assert.deepEqual([ended, aborted], [true, true])
  })

  it('a responder that fails is status 500 without a word of why', async () => {
    const errors: Array<unknown> = []
    const handler = fetchRim.handler(() => Promise.reject(new Error('secret')), {
      onError: (error) => errors.push(error),
    })
    const response = await handler(new Request('http://h/'))
    assert.deepEqual([response.status, await response.text(), errors.map(String)], [500, '', ['Error: secret']])
  })
})

describe('a server by route', () => {
  const request = made(least)
  const output = StartEmailContactResponse.make({ contactId: 'c-1' })
  const taken = E.isRight(output) ? output.right : assert.fail()
  const started = implement(
    StartEmailContact,
    ({ input }): Answer<StartEmailContactResponse, StartEmailContactError> =>
      input.name === 'throttle'
        ? { answer: E.left({ _tag: 'ThrottlingException', value: { message: 'slow down' } }) }
        : { answer: E.right(taken), requestId: 'r-1' },
  )
  const respond = serve(restJson1, Connect, [started], { maxBodyBytes: 10_000 })

  for (const [name, sender] of rims) {
    it(`answers with outputs, errors and faults over ${name}`, async () => {
      const server = await listen(respond)
      const start = call(restJson1, StartEmailContact, sender(server.url))
      const good = await start(request)
      assert.deepEqual(good, E.right({ output: { contactId: 'c-1' }, stream: noBody }))
      const bad = await start({ ...request, name: 'throttle' as NonNullable<typeof request.name> })
      assert.ok(E.isLeft(bad) && bad.left._tag === 'ThrottlingException' && bad.left.retryable)
      const wrong = { ...request, instanceId: '' as typeof request.instanceId }
      const invalid = await start(wrong)
      assert.ok(
        E.isLeft(invalid) && invalid.left._tag === 'UnknownError' && invalid.left.code === 'ValidationException',
      )
      assert.equal((await sender(server.url)({ ...put, path: '/nowhere' })).status, 404)
      assert.equal((await sender(server.url)({ ...get, path: '/contact/email' })).status, 405)
      await server.close()
    })

    it(`an answer beyond the bound is told over ${name}`, async () => {
      const server = await listen(async () => ({ ...ok, body: streaming(bytesOfSize(1 << 24)) }))
      const start = call(restJson1, StartEmailContact, sender(server.url), { maxBodyBytes: 1000 })
      assert.deepEqual(await start(request), E.left({ _tag: 'AnswerTooLarge', maxBodyBytes: 1000 }))
      await until(() => server.sockets.size === 0, 'the socket is held')
      await server.close()
    })
  }

  const tooLarge = 'expected a body of at most 10000 bytes'

  it('a body beyond the bound is answered with 413, whether or not its length is told', async () => {
    const server = await listen(respond, { lingerMillis: 200 })
    const headers = [['content-type', 'application/json']] as const
    const path = '/contact/email'
    for (const size of [10_001, 1 << 20, 1 << 26]) {
      const told = await send(server.url)({
        ...put,
        path,
        headers: [...headers, ['content-length', `${size}`]],
        body: streaming(bytesOfSize(size)),
      })
      assert.deepEqual([told.status, await textOf(told)], [413, tooLarge])
      const untold = await send(server.url)({ ...put, path, headers, body: streaming(bytesOfSize(size)) })
      assert.deepEqual([untold.status, await textOf(untold)], [413, tooLarge])
    }
    const endless = streaming(
      (async function* () {
        for (;;) {
          yield new Uint8Array(65_536)
          await new Promise((resolve) => setTimeout(resolve, 1))
        }
      })(),
    )
    const answer = await send(server.url)({ ...put, path, headers, body: endless })
    assert.deepEqual([answer.status, await textOf(answer)], [413, tooLarge])
    await until(() => server.sockets.size === 0, 'the upload goes on')
    await server.close()
  })

  it('a peer that uploads for good after its answer is cut off', async () => {
    const server = await listen(async () => ok, { lingerMillis: 100 })
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
    let said = ''
    let closed = false
    socket.on('data', (bytes) => {
      said += bytes.toString('latin1')
    })
    socket.on('error', () => {})
    socket.on('close', () => {
      closed = true
    })
    socket.write('PUT / HTTP/1.1\r\nhost: x\r\ncontent-length: 1000000000000\r\n\r\n')
    const sending = setInterval(() => socket.write(new Uint8Array(1000)), 5)
    await until(() => closed, 'the upload goes on')
    clearInterval(sending)
    assert.match(said, /^HTTP\/1\.1 200 OK\r\n/)
    await server.close()
  })

  it('a short upload that nobody read leaves the connection in use', async () => {
    const server = await listen(async () => ok)
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
    let said = ''
    socket.on('data', (bytes) => {
      said += bytes.toString('latin1')
    })
    for (let i = 1; i <= 3; i++) {
      socket.write('PUT / HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\n\r\nhello')
      await until(() => said.split('HTTP/1.1 200 OK').length === i + 1, `answer ${i}`)
    }
    socket.destroy()
    await server.close()
  })

  it('a responder that fails is status 500 without a word of why; what comes after is answered', async () => {
    const errors: Array<unknown> = []
    let count = 0
    const server = await listen(async () => (count++ === 0 ? Promise.reject(new Error('secret')) : ok), {
      onError: (error) => errors.push(error),
    })
    const first = await send(server.url)(put)
    assert.deepEqual([first.status, await textOf(first), errors.map(String)], [500, '', ['Error: secret']])
    assert.equal((await send(server.url)(put)).status, 200)
    await server.close()
  })

  it('answers to HEAD, and those without content, have no body, and their streams are ended', async () => {
    let ended = 0
    const endless = (): AsyncIterable<Uint8Array> => ({
      [Symbol.asyncIterator]: () => ({
        next: async () => ({ done: false, value: utf8('x') }),
        return: async () => {
          ended++
          return { done: true, value: undefined }
        },
      }),
    })
    const server = await listen(async ({ method }) => ({
      status: method === 'HEAD' ? 200 : 204,
      headers: method === 'HEAD' ? [['content-length', '1234']] : [],
      body: streaming(endless()),
    }))
    const head = await send(server.url)({ ...get, method: 'HEAD' })
    assert.deepEqual(head.headers[0], ['content-length', '1234'])
    assert.equal(await textOf(head), '')
    assert.equal(await textOf(await send(server.url)(get)), '')
    assert.equal(ended, 2)
    await server.close()
  })

  it('node:http2 messages will do', async () => {
    const server = createHttp2Server(listener(respond))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const session = connectHttp2(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
    const sent = restJson1.client(StartEmailContact).encodeRequest(request)
    const stream = session.request({ ':method': sent.method, ':path': sent.path, ...Object.fromEntries(sent.headers) })
    stream.end(sent.body._tag === 'Bytes' ? sent.body.bytes : undefined)
    let status: number | undefined
    stream.on('response', (headers) => {
      status = headers[':status']
    })
    let text = ''
    for await (const chunk of stream) text += String(chunk)
    assert.deepEqual([status, text], [200, '{"ContactId":"c-1"}'])
    session.close()
    await new Promise((resolve) => server.close(resolve))
  })
})

// Both directions at once, the first event of a protocol without heads being the message.

const Note = S.inferred('example#Note', { text: ['Text', () => S.Prelude.String, 1] })
type Note = { readonly _tag: 'note'; readonly value: { readonly text: string } }
const Notes = S.union<Note, never, Note>('example#Notes', { note: ['note', () => Note] }, { streaming: true })
const room = (traits: Traits) =>
  S.structure<{ readonly room: string }, never, { readonly room: string }>(
    'example#Message',
    { room: ['Room', () => S.Prelude.String, 1, traits] },
    {},
    { notes: ['Notes', () => Notes, 0, { httpPayload: true }] },
  )

const info = { id: 'example#Talks', version: '2020-01-01', sdkId: 'Talks', protocols: {} }
const Message = room({ httpHeader: 'x-room' })
const talk: AnyOperation = operation<unknown, unknown, never, 'partial'>('example#Talk', {
  input: Message,
  output: Message,
  errors: [],
  traits: { http: { method: 'POST', uri: '/talk', code: 200 } },
  service: info,
  writes: 'partial',
})
const talks: Service = service(info, [talk])

describe('events both ways at once', () => {
  for (const protocol of [restJson1, rpcv2Cbor, awsJson1_1]) {
    it(`${protocol.id}: each answer comes before the next question`, async () => {
      const codec = protocol.events(Notes, 'server')
      async function* echo(asked: AsyncIterable<Uint8Array>): AsyncGenerator<Note> {
        for await (const note of codec.read(asked))
          if (E.isRight(note)) yield { _tag: 'note', value: { text: note.right.value.text.toUpperCase() } }
      }
      const server = await listen(
        serve(protocol, talks, [
          implement(talk, ({ input, stream }) => ({
            answer: E.right(input),
            stream: streaming(codec.write(echo(stream._tag === 'Streaming' ? stream.stream : assert.fail()))),
          })),
        ]),
      )
      const said: Array<string> = []
      let heard = (): void => {}
      async function* ask(): AsyncGenerator<Note> {
        for (const text of ['a', 'b', 'c']) {
          yield { _tag: 'note', value: { text } }
          said.push(text)
          await new Promise<void>((resolve) => {
            heard = resolve
          })
        }
      }
      const answer = await call(
        protocol,
        talk,
        send(server.url),
      )({ room: 'r' }, { stream: streaming(codec.write(ask())) })
      assert.ok(E.isRight(answer))
      assert.deepEqual(answer.right.output, { room: 'r' })
      const { stream } = answer.right
      for await (const note of stream._tag === 'Streaming' ? codec.read(stream.stream) : []) {
        said.push(E.isRight(note) ? note.right.value.text : note.left.map(({ message }) => message).join())
        heard()
      }
      assert.deepEqual(said.join(''), 'aAbBcC')
      await server.close()
    })
  }
})

describe('a stream whose shape requires its length', () => {
  const Body = S.blob('example#Body', { streaming: true, requiresLength: true })
  type Sized = { readonly size?: bigint }
  const Upload = S.structure<Sized, never, Sized>(
    'example#Upload',
    { size: ['Size', () => S.Prelude.Long, 0, { httpHeader: 'Content-Length' }] },
    {},
    { body: ['Body', () => Body, 0, { httpPayload: true }] },
  )
  const Put = operation<Sized, undefined, never, 'partial'>('example#Put', {
    input: Upload,
    output: S.Prelude.Unit,
    errors: [],
    traits: { http: { method: 'PUT', uri: '/', code: 200 } },
    service: { id: 'example#Store', version: '2020-01-01', sdkId: 'Store', protocols: {} },
    writes: 'partial',
  })

  it('is sent with one, and else ended and not sent', async () => {
    const server = await recording()
    const upload = call(restJson1, Put, send(server.url))
    let isOpen = true
    const source = async function* () {
      try {
        yield utf8('abc')
      } finally {
        isOpen = false
      }
    }
    const chunks = source()
    await chunks.next()
    assert.deepEqual(
      await upload({}, { stream: streaming(chunks) }),
      E.left({ _tag: 'LengthRequired', member: 'Body' }),
    )
    assert.deepEqual([isOpen, server.seen.length], [false, 0])
    assert.equal((await upload({ size: 3n }, { stream: streaming(source()) }))._tag, 'Right')
    assert.equal((await upload({}, { stream: bytesBody(utf8('abc')) }))._tag, 'Right')
    assert.deepEqual(
      server.seen.map(({ headers }) => headers.find(([name]) => name.toLowerCase() === 'content-length')?.[1]),
      ['3', '3'],
    )
    await server.close()
  })
})
