/**
 * The end of `openServer`, which loses no answer, and its beginning.
 */
import assert from 'node:assert/strict'
import { openServer } from '../../lib/adapter/nodeHttp.js'
import { bytesBody, noBody } from '../../lib/index.js'
import { isLeft } from '../../lib/value/either.js'
import { dial, echo, get, hears, open, pause, said, toldIn, until } from './peers.js'

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
