/**
 * `openServer` and peers that are slow, that stop, that go, and that never end; and its own end, which loses no answer.
 */
import assert from 'node:assert/strict'
import type { Socket } from 'node:net'
import { connect } from 'node:net'
import type { HttpServer, Responder, ServerOptions } from '../../lib/adapter/nodeHttp.js'
import { openServer, wholeBody } from '../../lib/adapter/nodeHttp.js'
import type { HttpResponse } from '../../lib/index.js'
import { bytesBody, noBody } from '../../lib/index.js'
import { isLeft } from '../../lib/value/either.js'
import { answersIn, converse } from '../hostile/rawHttp.js'
import { streaming } from './services.js'

// -------------------------------------------------------------------------------------
// servers
// -------------------------------------------------------------------------------------

const open = async (respond: Responder, options: ServerOptions = {}): Promise<HttpServer> => {
  const opened = await openServer(respond, options)
  return isLeft(opened) ? assert.fail(opened.left) : opened.right
}

const pause = (millis: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, millis))

/** However busy the machine: what does not come about fails by the test's own time. */
const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await pause(2)
}

const said = (text: string): HttpResponse => ({ status: 200, headers: [], body: bytesBody(Buffer.from(text)) })

/** Answers with the path, once its body is there; a path of digits takes so many milliseconds. */
const echo: Responder = async ({ path, body }) => {
  await wholeBody(body, 1 << 20)
  await pause(Number(/\d+/.exec(path)?.[0] ?? 0))
  return said(path)
}

const get = (path: string): string => `GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`
const put = (path: string, length: number): string =>
  `PUT ${path} HTTP/1.1\r\nhost: x\r\ncontent-length: ${length}\r\n\r\n`

/** A connection that is not read unless it is said. */
const dial = ({ port }: HttpServer): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket))
    socket.once('error', reject).on('error', () => {})
  })

const hears = (socket: Socket): { readonly text: () => string; readonly closed: Promise<string> } => {
  const parts: Array<string> = []
  socket.on('data', (bytes) => parts.push(bytes.toString('latin1')))
  const text = (): string => parts.join('')
  return { text, closed: new Promise((resolve) => socket.once('close', () => resolve(text()))) }
}

const toldIn = (text: string): ReadonlyArray<string | number> => {
  const [heard, rest] = answersIn(text)
  assert.equal(rest, '')
  return heard.map(({ status, body }) => (status === 200 ? body : status))
}

/** A byte now and then, until nobody takes it. */
const drip = async (socket: Socket, text: string): Promise<void> => {
  for (const one of text) {
    if (socket.destroyed || !socket.writable) return
    socket.write(one)
    await pause(10)
  }
}

// -------------------------------------------------------------------------------------
// slow
// -------------------------------------------------------------------------------------

describe('a server and slow peers', () => {
  it('headers that do not come to an end are status 408, and so is a connection that says nothing', async () => {
    const server = await open(echo, { headersMillis: 150 })
    const one = await dial(server)
    const slow = hears(one)
    void drip(one, `GET / HTTP/1.1\r\nhost: x\r\nx: ${'a'.repeat(10_000)}`)
    const silent = hears(await dial(server))
    assert.deepEqual([toldIn(await slow.closed), toldIn(await silent.closed)], [[408], [408]])
    await server.close()
  })

  it('a body by the byte is status 408 when its time is over, and is answered when it is not', async () => {
    const refused: Array<number> = []
    const errors: Array<unknown> = []
    const server = await open(echo, {
      headersMillis: 300,
      requestMillis: 300,
      onRefused: (status) => refused.push(status),
      onError: (error) => errors.push(error),
    })
    const socket = await dial(server)
    const slow = hears(socket)
    void drip(socket, `${put('/slow', 1000)}${'x'.repeat(1000)}`)
    assert.deepEqual(toldIn(await slow.closed), [408])
    assert.deepEqual([refused, errors], [[408], []])
    await server.close()
    const patient = await open(echo)
    const talk = await converse(patient.port, put('/fine', 20), {
      answers: 1,
      act: (one) => void drip(one, 'x'.repeat(20)),
    })
    assert.equal(talk.heard[0]?.body, '/fine')
    await patient.close()
  })

  it('what was asked before is answered first, however long it takes', async () => {
    const server = await open(echo, { headersMillis: 400 })
    const late = await converse(server.port, `${get('/600')}${get('/b')}GET / HT`)
    assert.deepEqual(
      late.heard.map(({ status, body }) => [status, body]),
      [
        [200, '/600'],
        [200, '/b'],
        [408, ''],
      ],
    )
    const wrong = await converse(server.port, `${get('/80')}${get('/b')}no HTTP\r\n\r\n${get('/c')}`)
    assert.deepEqual(
      wrong.heard.map(({ status, body }) => [status, body]),
      [
        [200, '/80'],
        [200, '/b'],
        [400, ''],
      ],
    )
    await server.close()
  })

  it('any number of requests at once are answered in order', async () => {
    const server = await open(async ({ path }) => said(path))
    const paths = Array.from({ length: 600 }, (_, i) => `/p${i}`)
    const { heard } = await converse(server.port, paths.map(get).join(''), { answers: paths.length })
    assert.deepEqual(
      heard.map(({ body }) => body),
      paths,
    )
    await server.close()
  })

  it('a connection is kept for so long, and for so many requests', async () => {
    const server = await open(echo, { idleMillis: 100, requestsPerConnection: 2 })
    const idle = await dial(server)
    const heard = hears(idle)
    idle.write(get('/a'))
    assert.deepEqual(toldIn(await heard.closed), ['/a'])
    const busy = await converse(server.port, get('/a') + get('/b'))
    assert.deepEqual(
      busy.heard.map(({ headers }) => headers.get('connection')),
      ['keep-alive', 'close'],
    )
    await server.close()
  })

  it('one connection more than may be is closed at once', async () => {
    const server = await open(echo, { connections: 2 })
    const two = [await dial(server), await dial(server)]
    const third = await dial(server)
    assert.equal(await hears(third).closed, '')
    two[0]?.destroy()
    let heard: string | undefined
    while (heard === undefined) heard = (await converse(server.port, get('/a'), { answers: 1 })).heard[0]?.body
    assert.equal(heard, '/a')
    await server.close()
  })
})

// -------------------------------------------------------------------------------------
// not read
// -------------------------------------------------------------------------------------

describe('a server and peers that do not read', () => {
  it('a stream is made no faster than it is taken, and ends with the connection', async () => {
    let [made, isEnded] = [0, false]
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) {
          made++
          yield new Uint8Array(65_536)
        }
      } finally {
        isEnded = true
      }
    }
    const server = await open(async () => ({ ...said(''), body: streaming(endless()) }), { stallMillis: 200 })
    const socket = await dial(server)
    socket.write(get('/'))
    await until(() => isEnded)
    assert.ok(made < 1000, `${made} chunks`)
    socket.destroy()
    await server.close()
  })

  const large = new Uint8Array(1 << 24).fill(120)

  it('an answer of any length goes as it is taken: who takes nothing is cut off, who takes little is not', async () => {
    const server = await open(async () => ({ ...said(''), body: bytesBody(large) }), { stallMillis: 250 })
    const never = await dial(server)
    never.write(get('/'))
    let isCut = false
    never.once('close', () => {
      isCut = true
    })
    const slow = await dial(server)
    slow.write(get('/'))
    let size = 0
    slow.on('data', (bytes) => {
      size += bytes.length
      // Sixteen rests in all, together far longer than a stall.
      if (size % (1 << 20) < bytes.length) {
        slow.pause()
        setTimeout(() => slow.resume(), 40)
      }
    })
    let isSlowCut = false
    slow.once('close', () => {
      isSlowCut = true
    })
    await until(() => size > large.length || isSlowCut)
    assert.ok(size > large.length)
    never.resume()
    await until(() => isCut)
    assert.ok(never.bytesRead < large.length, `${never.bytesRead} bytes`)
    slow.destroy()
    await server.close()
  })

  it('requests are taken no faster than their answers are', async () => {
    let asked = 0
    const respond: Responder = async () => {
      asked++
      return { ...said(''), body: bytesBody(large) }
    }
    const server = await open(respond)
    const socket = await dial(server)
    const many = get('/').repeat(40_000)
    const sent = 64 * many.length
    for (let i = 0; i < 64; i++) socket.write(many)
    await until(() => asked > 0)
    await pause(300)
    assert.equal(asked, 1)
    // What the system keeps between two sockets is some megabytes.
    assert.ok(socket.writableLength > sent / 2, `${socket.writableLength} of ${sent} bytes are left`)
    socket.destroy()
    await server.close()
  })
})

// -------------------------------------------------------------------------------------
// gone
// -------------------------------------------------------------------------------------

describe('a server and peers that go', () => {
  it('who closes his half before the answer, or is reset, is gone: the responder is told, and nobody hears of an error', async () => {
    const errors: Array<unknown> = []
    let [asked, told] = [0, 0]
    const respond: Responder = async ({ body }, { signal }) => {
      asked++
      signal.addEventListener('abort', () => {
        told++
      })
      await wholeBody(body, 1 << 20)
      await pause(200)
      return said('late')
    }
    const server = await open(respond, { onError: (error) => errors.push(error) })
    assert.deepEqual((await converse(server.port, get('/'), { ends: true })).heard, [])
    for (const sent of [get('/'), `${put('/', 10)}half`]) {
      const socket = await dial(server)
      const before = asked
      socket.write(sent)
      await until(() => asked > before)
      socket.resetAndDestroy()
    }
    await until(() => told === 3)
    await pause(220)
    assert.deepEqual(errors, [])
    await server.close()
  })

  it('a broken body has one answer: what had been said of it, or 400', async () => {
    const bad = 'PUT / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n1\r\nx\r\n'
    const early = await open(async () => said('early'))
    const begun = await converse(early.port, '', {
      act: async (socket) => {
        socket.write(bad)
        await new Promise((heard) => socket.once('data', heard))
        socket.write('no chunk\r\n')
      },
    })
    assert.deepEqual(
      begun.heard.map(({ body }) => body),
      ['early'],
    )
    await early.close()
    async function* forever(): AsyncGenerator<Uint8Array> {
      for (;;) {
        yield Buffer.from('x')
        await pause(5)
      }
    }
    const going = await open(async () => ({
      status: 200,
      headers: [['content-length', '1000000']],
      body: streaming(forever()),
    }))
    const socket = await dial(going)
    const heard = hears(socket)
    socket.write(bad)
    await until(() => heard.text().includes('x'))
    socket.write('no chunk\r\n')
    assert.equal((await heard.closed).split('HTTP/1.1').length, 2)
    await going.close()
  })

  it('what waits for its turn is not begun where the connection has gone', async () => {
    let [begun, ended] = [0, 0]
    async function* slow(): AsyncGenerator<Uint8Array> {
      begun++
      try {
        for (;;) {
          yield new Uint8Array(10)
          await pause(1)
        }
      } finally {
        ended++
      }
    }
    const server = await open(async () => ({ ...said(''), body: streaming(slow()) }))
    const socket = await dial(server)
    socket.write(get('/a') + get('/b') + get('/c'))
    await until(() => begun === 1)
    await pause(20)
    socket.destroy()
    await until(() => ended === 1)
    await pause(20)
    assert.equal(begun, 1)
    await server.close()
  })
})

// -------------------------------------------------------------------------------------
// without end
// -------------------------------------------------------------------------------------

describe('a server and requests without end', () => {
  it('a body is taken up to its bound, and the answer arrives', async () => {
    const respond: Responder = async ({ body }) => {
      const bytes = await wholeBody(body, 100_000)
      return bytes === undefined ? { ...said('too large'), status: 413 } : said('taken')
    }
    const server = await open(respond, { lingerMillis: 150 })
    const socket = await dial(server)
    const heard = hears(socket)
    socket.write('PUT / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n')
    const chunk = Buffer.from(`10000\r\n${'x'.repeat(65_536)}\r\n`)
    const sending = setInterval(() => socket.write(chunk), 2)
    const text = await heard.closed
    clearInterval(sending)
    assert.match(text, /^HTTP\/1\.1 413 .*too large$/s)
    await server.close()
  })

  it('headers in chunks of any size are taken up to theirs', async () => {
    const server = await open(echo, { headerBytes: 4096 })
    const socket = await dial(server)
    const heard = hears(socket)
    socket.write('GET / HTTP/1.1\r\nhost: x\r\n')
    const sending = setInterval(() => socket.write(`x${'y'.repeat(100)}: 1\r\n`), 1)
    const text = await heard.closed
    clearInterval(sending)
    assert.deepEqual(toldIn(text), [431])
    await server.close()
  })
})

// -------------------------------------------------------------------------------------
// the end
// -------------------------------------------------------------------------------------

describe('the end of a server', () => {
  it('answers all that was taken, in order, and takes no more', async () => {
    const taken: Array<string> = []
    const server = await open((request, exchange) => {
      taken.push(request.path)
      return echo(request, exchange)
    })
    const [single, many, idle, half] = await Promise.all(Array.from({ length: 4 }, () => dial(server)))
    assert.ok(single !== undefined && many !== undefined && idle !== undefined && half !== undefined)
    const heard = [single, many, idle, half].map(hears)
    single.write(get('/100'))
    many.write(get('/a') + get('/90') + get('/c'))
    half.write('GET /never HTTP/1.1\r\nho')
    await until(() => taken.length === 3)
    const from = performance.now()
    const closed = server.close()
    many.write(get('/more').repeat(100))
    half.write('st: x\r\n\r\n')
    const texts = await Promise.all(heard.map((one) => one.closed))
    await closed
    assert.deepEqual(texts.map(toldIn), [['/100'], ['/a', '/90'], [], []])
    assert.match(texts[0] ?? '', /^connection: close\r$/im)
    assert.deepEqual([...taken].sort(), ['/100', '/90', '/a'])
    assert.ok(performance.now() - from < 4500)
    await assert.rejects(dial(server), /ECONNREFUSED/)
    await server.close()
  })

  it('waits for answers that are on their way', async () => {
    const large = new Uint8Array(1 << 24)
    let isAsked = false
    const server = await open(async () => {
      isAsked = true
      return { ...said(''), body: bytesBody(large) }
    })
    const socket = await dial(server)
    socket.write(get('/'))
    await until(() => isAsked)
    const closed = server.close()
    await pause(80)
    const heard = hears(socket)
    assert.ok((await heard.closed).length > large.length)
    await closed
  })

  it('cuts off what lasts too long', async () => {
    let isAsked = false
    const server = await open((request, exchange) => {
      isAsked = true
      return echo(request, exchange)
    })
    const socket = await dial(server)
    const heard = hears(socket)
    socket.write(get('/1000'))
    await until(() => isAsked)
    await server.close(100)
    assert.equal(await heard.closed, '')
  })

  it('says why it cannot begin', async () => {
    const server = await open(echo)
    const second = await openServer(echo, { port: server.port })
    assert.ok(isLeft(second))
    assert.match(second.left.message, /EADDRINUSE/)
    await server.close()
  })

  it('has an address that is a URL', async () => {
    const server = await open(async () => ({ status: 204, headers: [], body: noBody }))
    assert.equal(server.url, `http://127.0.0.1:${server.port}`)
    assert.equal((await fetch(server.url)).status, 204)
    await server.close()
  })
})
