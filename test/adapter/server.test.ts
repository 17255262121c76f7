/**
 * `openServer` and peers that are slow, that stop, that go, and that never end.
 */
import assert from 'node:assert/strict'
import type { Responder } from '../../lib/adapter/nodeHttp.js'
import { wholeBody } from '../../lib/adapter/nodeHttp.js'
import { bytesBody } from '../../lib/index.js'
import { converse } from '../hostile/rawHttp.js'
import { dial, drip, echo, get, hears, open, pause, put, said, toldIn, until } from './peers.js'
import { streaming } from './services.js'

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
