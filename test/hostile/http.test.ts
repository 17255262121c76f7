/**
 * Every form of request that HTTP forbids, or allows and few expect, over raw sockets to `wireshape mock`: what `docs/servers.md` says
 * of each is what happens, and what is asked before and after it has its own answer.
 */
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import * as fc from 'fast-check'
import type { Mocked } from '../cli/mocking.js'
import { mock } from '../cli/mocking.js'
import { useFolder } from '../cli/terminal.js'
import { textOf } from '../docs/pages.js'
import { runsOr } from '../seed.js'
import type { Conversation } from './rawHttp.js'
import { converse } from './rawHttp.js'
import type { Form } from './requests.js'
import { bodyOf, chunked, chunks, framed, hex, parted, request, secret, size, targeted, without } from './requests.js'

// -------------------------------------------------------------------------------------
// forms
// -------------------------------------------------------------------------------------

/** By the rows of the page. */
const forms: Readonly<Record<string, ReadonlyArray<Form>>> = {
  'a request as it should be': [parted({}), chunked()],
  'two lengths, the same or not, or a list of them': [
    framed(`content-length: ${size}\r\ncontent-length: ${size}`),
    framed(`content-length: ${size}\r\ncontent-length: 1`),
    framed(`content-length: 0\r\nContent-Length: ${size}`),
    framed(`content-length: ${size}, ${size}`),
  ],
  'a length that is not of digits alone, or of too many': [
    ...['0x10', '+5', '-5', '1e3', '', '5 5', '5;', '99999999999999999999999'].map((text) =>
      framed(`content-length: ${text}`),
    ),
  ],
  'a length with zeros before it': [framed(`content-length: 000${size}`)],
  'a length and a transfer coding': [
    (body) => request(chunks(body), { framing: `content-length: ${size}\r\ntransfer-encoding: chunked` }),
    (body) => request(chunks(body), { framing: 'transfer-encoding: chunked\r\ncontent-length: 4' }),
    (body) => request(body, { framing: `content-length: ${size}\r\ntransfer-encoding: xchunked` }),
  ],
  'a transfer coding that is not `chunked` alone': [
    ...['gzip, chunked', 'xchunked', 'identity, chunked', 'chunked;q=1'].map((coding) =>
      chunked({}, `transfer-encoding: ${coding}`),
    ),
  ],
  '`chunked` twice, or not last, or after a control character': [
    chunked({}, 'transfer-encoding: chunked\r\ntransfer-encoding: chunked'),
    chunked({}, 'transfer-encoding: chunked\r\ntransfer-encoding: identity'),
    chunked({}, 'transfer-encoding: chunked, identity'),
    chunked({}, 'transfer-encoding: \x0bchunked'),
  ],
  '`chunked` in capitals, or after a tab': [
    chunked({}, 'Transfer-Encoding: CHUNKED'),
    chunked({}, 'transfer-encoding:\tchunked'),
  ],
  'a header that goes on in the next line': [
    framed(`content-length: ${size}`, 'x-folded: a\r\n b'),
    framed(`content-length:\r\n ${size}`),
    chunked({}, 'transfer-encoding:\r\n chunked'),
  ],
  'a line that ends in LF alone, or in CR alone': [
    parted({ end: '\n' }),
    parted({ end: '\r' }),
    framed(`x: 1\ncontent-length: ${size}`),
    framed(`x: 1\rcontent-length: ${size}`),
    chunked({ ends: '\n' }),
    chunked({ ends: '\r' }),
  ],
  'a header with a space before its colon, or a character that it cannot have': [
    ...['content-length : 1', 'x\x01: 1', 'x: a\0b', 'x: a\x0bb', ': 1', 'no colon', '\xff: 1'].map((line) =>
      framed(`content-length: ${size}`, line),
    ),
  ],
  'extensions of a chunk': [chunked({ first: `${hex};a=b;c="d"` })],
  'more than 16 KiB of them': [chunked({ first: `${hex};a=${'b'.repeat(20_000)}` })],
  'a chunk whose size is not hexadecimal digits, or not what comes': [
    ...[`0x${hex}`, `+${hex}`, `${hex} `, `-${hex}`, '', `${hex}g`, 'ffffffffffffffffff', '1'].map((first) =>
      chunked({ first }),
    ),
  ],
  trailers: [chunked({ trailers: 'x-checksum: 1\r\nhost: elsewhere\r\n' })],
  'trailers that say a length': [chunked({ trailers: 'content-length: 5\r\n' })],
  'empty lines before the request': [(body) => `\r\n\r\n${request(body)}`],
  'no `Host`, or two': [
    parted({ host: '' }),
    parted({ host: 'host: a\r\nhost: b' }),
    parted({ host: 'host: a\r\nHOST: a' }),
  ],
  'a line and headers beyond `--max-header`': [
    framed(`content-length: ${size}`, `x: ${'a'.repeat(20_000)}`),
    framed(`content-length: ${size}`, ...Array.from({ length: 3000 }, (_, i) => `x${i}: 1`)),
    targeted(`/${'a'.repeat(20_000)}`),
  ],
  'any number of headers within it': [framed(`content-length: ${size}`, ...Array.from({ length: 2500 }, () => 'a:b'))],
  '`Expect: 100-continue`': [framed(`content-length: ${size}`, 'expect: 100-continue')],
  'another `Expect`': [framed(`content-length: ${size}`, 'expect: 200-ok')],
  '`Upgrade`, to WebSocket or HTTP/2': [
    framed(`content-length: ${size}`, 'connection: upgrade', 'upgrade: websocket'),
    framed(
      `content-length: ${size}`,
      'connection: upgrade, http2-settings',
      'upgrade: h2c',
      'http2-settings: AAMAAABk',
    ),
  ],
  '`CONNECT`': [() => 'CONNECT elsewhere:80 HTTP/1.1\r\nhost: elsewhere:80\r\n\r\n'],
  '`Connection: close`, or HTTP/1.0': [
    framed(`content-length: ${size}`, 'connection: close'),
    parted({ version: 'HTTP/1.0' }),
  ],
  'another version, the preface of HTTP/2, a handshake of TLS, or no HTTP at all': [
    ...['HTTP/1.2', 'HTTP/3.0', 'http/1.1', 'HTTP/1.1.1', 'HTTPS/1.1', 'ICE/1.0'].map((version) => parted({ version })),
    () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    () => '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
    () => `${secret}\r\n\r\n`,
    () => '\0\0\0\0',
  ],
  'HTTP/0.9, or HTTP/2.0 in the line of a request': [
    () => 'GET /\r\n\r\n',
    parted({ version: 'HTTP/0.9' }),
    parted({ version: 'HTTP/2.0' }),
  ],
  'a method that there is not, or in small letters': [
    ...['BREW', 'put', 'P\xddT', 'PUT\0'].map((method) => parted({ method })),
  ],
  'a method that the operation has not, with or without a body': [
    ...['GET', 'POST', 'DELETE', 'PATCH', 'TRACE', 'OPTIONS', 'PROPFIND'].flatMap((method) => [
      parted({ method }),
      without({ method }),
    ]),
  ],
  '`*` as a target': [without({ method: 'OPTIONS', target: '*' })],
  'a target with scheme and host': [
    ...['http://localhost', 'HTTP://elsewhere:1', 'https://[::1]:80'].map((place) =>
      targeted(`${place}/contact/email?x=1`),
    ),
  ],
  'a target that is none': [
    ...['elsewhere:80', 'contact/email', '?', '', `/${secret}\0`, '/\xff', '/\x7f', '/contact/email x', '/\t'].map(
      targeted,
    ),
  ],
  'a path that only a careless reader takes for another': [
    ...['/x/../contact/email', '/%2e%2e/contact/email', '/./contact/email', '//contact/email', '/contact//email'],
    ...['/contact/email/', '/contact/%65mail', '/contact%2femail', '/contact/email%00', '/contact\\email', '/..//'],
    ...['/contact/email;v=1', '/contact/email#x', '/CONTACT/EMAIL', '/', '/?', `/${secret}`, `/${'a'.repeat(9000)}`],
    'http://localhost',
  ].map(targeted),
  'a query that is not percent-encoded': [targeted('/contact/email?%')],
  'a body that says it is gzip, and the operation takes none': [
    (body) => {
      const bytes = gzipSync(body).toString('latin1')
      return request(bytes, { lines: ['content-encoding: gzip'], framing: `content-length: ${bytes.length}` })
    },
  ],
}

// -------------------------------------------------------------------------------------
// the page
// -------------------------------------------------------------------------------------

interface Said {
  /** Statuses on the way to the last, which is 200 with the request's own number for `answered`. */
  readonly statuses: ReadonlyArray<number>
  readonly isClosed: boolean
}

const saidBy = (text: string): Said => {
  const [answer = '', ...then] = text.split(', ')
  return {
    statuses: answer.split(' and ').map((one) => (one === 'answered' ? 200 : Number(one))),
    isClosed: then.includes('closed'),
  }
}

/** What the page says, by row. */
const page: ReadonlyMap<string, Said> = new Map(
  textOf('docs/servers.md')
    .split('\n')
    .flatMap((line) => {
      const [, row = '', said = ''] =
        /^\| (.*?) +\| ((?:answered|\d{3})(?:, closed| and answered)?) +\|$/.exec(line) ?? []
      return row === '' ? [] : [[row, saidBy(said)] as const]
    }),
)

interface Case {
  readonly row: string
  readonly form: Form
}

const cases: ReadonlyArray<Case> = Object.entries(forms).flatMap(([row, all]) => all.map((form) => ({ row, form })))

/** What requests with the numbers from 1 on are told: statuses, and of those that are answered the number. */
const expected = (rows: ReadonlyArray<string>): readonly [told: ReadonlyArray<string>, isClosed: boolean] => {
  const told: Array<string> = []
  for (const [i, row] of rows.entries()) {
    const { statuses, isClosed } = page.get(row) ?? assert.fail(`the page has no row: ${row}`)
    told.push(...statuses.map((status) => (status === 200 ? `${i + 1}` : `status ${status}`)))
    if (isClosed) return [told, true]
  }
  return [told, false]
}

const toldIn = ({ heard }: Conversation): ReadonlyArray<string> =>
  heard.map(({ status, body }) =>
    status === 200 ? `${Number((JSON.parse(body) as { readonly ContactId: string }).ContactId)}` : `status ${status}`,
  )

// -------------------------------------------------------------------------------------
// tests
// -------------------------------------------------------------------------------------

describe('hostile HTTP', () => {
  const folder = useFolder()
  let mocked: Mocked
  let port = 0

  before(async () => {
    const numbers = Array.from({ length: 8 }, (_, i) => `${i + 1}`.padStart(3, '0'))
    const rules = numbers.map((number) => ({
      operation: 'StartEmailContact',
      when: { Attributes: { number } },
      answer: { ContactId: number },
    }))
    writeFileSync(join(folder.path, 'numbers.json'), JSON.stringify({ rules }))
    mocked = await mock(folder.path, '--script', 'numbers.json', '--keep-alive', '60')
    port = Number(new URL(mocked.url).port)
  })

  it('the page has a row for each, and no other', () => {
    assert.deepEqual([...page.keys()].sort(), Object.keys(forms).sort())
  })

  const ask = async (asked: ReadonlyArray<Case>): Promise<void> => {
    const [told, isClosed] = expected(asked.map(({ row }) => row))
    const text = asked.map(({ form }, i) => form(bodyOf(i + 1))).join('')
    const answers = told.filter((one) => one !== 'status 100').length
    const talk = await converse(port, text, isClosed ? {} : { answers })
    assert.deepEqual([toldIn(talk), talk.isClosed], [told, isClosed], JSON.stringify(text.slice(0, 2000)))
  }

  const plain: Case = { row: 'a request as it should be', form: parted({}) }

  for (const [row, all] of Object.entries(forms)) {
    it(row, async () => {
      for (const form of all) await ask([plain, { row, form }, plain])
    })
  }

  it('any of them one behind another on a connection', () =>
    fc.assert(fc.asyncProperty(fc.array(fc.constantFrom(...cases), { minLength: 2, maxLength: 6 }), ask), {
      numRuns: runsOr(60),
    }))

  it('HEAD is told what GET would be, without a body', async () => {
    const heads = [without({ method: 'HEAD' })(''), request(bodyOf(2), { method: 'HEAD' })].join('')
    const { heard } = await converse(port, heads + request(bodyOf(3)), { answers: 3, heads: 2 })
    assert.deepEqual(
      heard.map(({ status }) => status),
      [405, 405, 200],
    )
  })

  it('a client that waits is invited, or told that its body is too long before it sends it', async () => {
    const lines = ['expect: 100-continue']
    const waits = await converse(port, request('', { lines }), {
      answers: 1,
      act: (socket) => socket.once('data', () => socket.write(bodyOf(1))),
    })
    assert.deepEqual(toldIn(waits), ['status 100', '1'])
    const refused = await converse(port, request('', { lines, framing: 'content-length: 999999999' }))
    assert.deepEqual([toldIn(refused), refused.isClosed], [['status 413'], true])
  })

  it('a request that ends anywhere before its end has no answer but 400', async () => {
    for (const whole of [request(bodyOf(1)), chunked({ first: `${hex};a=b` })(bodyOf(1))]) {
      const cuts = [...Array.from({ length: 20 }, (_, i) => Math.floor((whole.length * i) / 20)), whole.length - 1]
      for (const cut of cuts) {
        const { heard, isClosed } = await converse(port, whole.slice(0, cut), { ends: true })
        assert.ok(isClosed && heard.every(({ status }) => status === 400), `cut at ${cut}`)
      }
    }
  })

  it('a request in single bytes is the same request', async () => {
    const whole = chunked({ first: `${hex};a=b`, trailers: 'x: 1\r\n' })(bodyOf(1))
    const talk = await converse(port, '', {
      answers: 1,
      act: async (socket) => {
        socket.setNoDelay(true)
        for (const byte of Buffer.from(whole, 'latin1')) {
          socket.write(Uint8Array.of(byte))
          await new Promise((turn) => setImmediate(turn))
        }
      },
    })
    assert.deepEqual(toldIn(talk), ['1'])
  })

  it('a reset in the middle of anything takes nobody else with it', async () => {
    const whole = request(bodyOf(1))
    for (let cut = 0; cut <= whole.length; cut += 40) {
      await new Promise<void>((closed) => {
        const socket = connect(port, '127.0.0.1', () => {
          socket.write(whole + whole.slice(0, cut), () => socket.resetAndDestroy())
        })
        socket.on('error', () => {})
        socket.once('close', () => closed())
      })
      if (cut % 200 === 0) await ask([plain])
    }
    await ask([plain, plain])
  })

  it('then it ends as it should, and has logged no secret and no error', async () => {
    await ask([plain])
    const started = performance.now()
    const { code, out, err } = await mocked.stop()
    assert.deepEqual([code, err], [0, ''])
    assert.ok(performance.now() - started < 5000, 'a connection was held')
    assert.ok(
      !out.includes(secret),
      out.split('\n').find((line) => line.includes(secret)),
    )
    const { requests, refused } = JSON.parse(out.trimEnd().split('\n').at(-1) ?? '') as Record<string, number>
    assert.ok((requests ?? 0) > cases.length && (refused ?? 0) > cases.length / 2, `${requests} and ${refused}`)
  })
})
