/**
 * Every code point in each place of an HTTP message outside its body, every percent-encoded byte, and every status.
 */
import assert from 'node:assert/strict'
import { isUtf8 } from 'node:buffer'
import type { HttpRequest, HttpResponse } from '../../lib/http/index.js'
import { headerNamed, noBody } from '../../lib/http/index.js'
import { awsQuery, protocols, restJson1, restXml } from '../../lib/index.js'
import * as S from '../../lib/shape/index.js'
import { Prelude as P } from '../../lib/shape/index.js'
import { operationOf, requestOf } from '../awso/fixture.js'
import { isWhole, parts, range, scalars, surrogates, tell } from './finite.js'

const Texts = S.list('test.finite#Texts', () => P.String)
const Params = S.map(
  'test.finite#Params',
  () => P.String,
  () => P.String,
)

const rows = {
  label: ['Label', () => P.String, 1, { httpLabel: true }],
  greedy: ['Greedy', () => P.String, 1, { httpLabel: true }],
  query: ['Query', () => P.String, 0, { httpQuery: 'q' }],
  params: ['Params', () => Params, 0, { httpQueryParams: true }],
  header: ['Header', () => P.String, 0, { httpHeader: 'x-one' }],
  list: ['List', () => Texts, 0, { httpHeader: 'x-list' }],
  prefixed: ['Prefixed', () => Params, 0, { httpPrefixHeaders: 'x-p-' }],
  media: ['Media', () => S.string('test.finite#Media', { mediaType: 'text/plain' }), 0, { httpHeader: 'x-media' }],
} as const

const Input = S.inferred('test.finite#Input', rows)
const op = operationOf(Input, { http: { method: 'PUT', uri: '/a/{Label}/b/{Greedy+}', code: 200 } })

type Held = Partial<S.InputOf<typeof Input>>

const labels = { label: 'l', greedy: 'g/h' }

const client = restJson1.client(op)
const server = restJson1.server(op)

/** What a server reads of what a client writes; `undefined` where the client refuses. */
const back = (held: Held): Record<string, unknown> | undefined => {
  const written = client.encodeRequest({ ...labels, ...held })
  if (written._tag === 'Left') {
    assert.ok(written.left.every(({ issue }) => issue.code === 'unrepresentable'))
    return undefined
  }
  const read = server.decodeRequest(written.right)
  return read._tag === 'Right' ? (read.right as Record<string, unknown>) : assert.fail(read.left._tag)
}

const codeOf = (text: string): number => text.codePointAt(0) as number

/** Those that are tried one by one: with `npm run exhaustive` all of the first plane, and of the others one in 31. */
const [first, oneIn] = isWhole ? [0x1_0000, 31] : [0x900, 997]
const some = scalars.filter((text) => codeOf(text) < first || codeOf(text) % oneIn === 0)

/** RFC 3986, section 2.3, by hand: what stands for itself; all else as bytes of UTF-8. */
const encodedBytes = range(0, 255).map((byte) => {
  const c = String.fromCharCode(byte)
  return /[A-Za-z\d._~-]/.test(c) ? c : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
})

const encoded = (text: string): string => Array.from(Buffer.from(text), (byte) => encodedBytes[byte]).join('')

describe('exhaustive: every code point outside a body', () => {
  it('labels, greedy labels, queries and parameters hold all, as RFC 3986 encodes them', () => {
    for (const texts of parts(scalars, 4096)) {
      const text = texts.join('')
      const held = { label: text, greedy: text, query: text, params: { [text]: text } }
      const request = requestOf(restJson1, op, { ...labels, ...held })
      const [, , label, , ...greedy] = request.path.split('/')
      const wanted = encoded(text)
      assert.ok(label === wanted)
      assert.ok(greedy.join('/') === wanted.replaceAll('%2F', '/'))
      assert.ok(request.query === `q=${wanted}&${wanted}=${wanted}`)
      const read = back(held)
      assert.ok(read?.['label'] === text && read['greedy'] === text && read['query'] === text)
      assert.deepEqual(read['params'], { q: text, [text]: text })
    }
    tell('code points', scalars.length)
  })

  it('one by one they hold all too', () => {
    for (const text of some) {
      const read = back({ label: text, greedy: text, query: text, params: { [text]: text } })
      assert.ok(read?.['label'] === text && read['greedy'] === text && read['query'] === text)
      const params = read['params'] as Record<string, string>
      assert.ok(params[text] === text && params['q'] === text)
    }
    tell('code points', some.length)
  })

  /** Source: RFC 9110, section 5.5, and the Latin-1 of HTTP's older texts. */
  const isField = (text: string): boolean => /^[\t\x20-\x7e\x80-\xff]$/.test(text)

  it('headers hold Latin-1 without control characters, and refuse all others, wherever they stand', () => {
    let held = 0
    for (const text of some) {
      for (const one of [text, `${text}a`, `a${text}`, `a${text}b`]) {
        const read = back({ header: one })
        if (read === undefined ? isField(text) : read['header'] !== one || !isField(text))
          assert.fail(`${JSON.stringify(one)} comes back as ${JSON.stringify(read?.['header'])}`)
        held += read === undefined ? 0 : 1
      }
    }
    tell('code points', some.length)
    tell('texts held', held)
  })

  it('lists in headers hold the same, wherever they stand', () => {
    for (const text of some.filter((one) => isWhole || codeOf(one) < 0x180)) {
      const list = [text, `${text}a`, `a${text}`, `a${text}b`, `${text}${text}`, 'z']
      const read = back({ list })
      if (isField(text)) assert.deepEqual(read?.['list'], list, JSON.stringify(text))
      else assert.equal(read, undefined, JSON.stringify(text))
    }
  })

  it('of white space around an item without quotes, a reader takes off blanks and tabs alone', () => {
    // Source: RFC 9110, section 5.6.3, OWS.
    for (const text of some.filter(isField)) {
      const list = `a, ${text} ,b`
      const request = { ...requestOf(restJson1, op, labels), headers: [['x-list', list]] } satisfies HttpRequest
      const read = server.decodeRequest(request)
      if (text === '"' || text === ',') continue
      assert.ok(read._tag === 'Right', list)
      const item = (read.right as { readonly list: ReadonlyArray<string> }).list[1]
      assert.equal(item, text === ' ' || text === '\t' ? '' : text, JSON.stringify(list))
    }
  })

  it('names of prefixed headers hold the characters of a token alone', () => {
    let held = 0
    for (const text of some) {
      const read = back({ prefixed: { [`k${text}`]: 'v' } })
      // Source: RFC 9110, section 5.6.2, `tchar`.
      const isToken = /^[!#$%&'*+.^_`|~\dA-Za-z-]$/.test(text)
      if (read === undefined) assert.ok(!isToken, JSON.stringify(text))
      else {
        held++
        assert.ok(isToken, JSON.stringify(text))
        assert.deepEqual(read['prefixed'], { [`k${text}`]: 'v' })
      }
    }
    assert.equal(held, 77)
  })

  it('a header with a media type holds all, as base64', () => {
    for (const texts of parts(isWhole ? scalars : some, 4096)) {
      const text = texts.join('')
      const request = requestOf(restJson1, op, { ...labels, media: text })
      assert.ok(headerNamed(request.headers, 'x-media') === Buffer.from(text).toString('base64'))
      assert.ok(back({ media: text })?.['media'] === text)
    }
  })

  it('every lone surrogate is refused in every place', () => {
    for (const text of surrogates)
      for (const one of isWhole || codeOf(text) % 16 === 15 ? [text, `a${text}`, `${text}a`] : [text])
        for (const held of [
          { label: one },
          { greedy: one },
          { query: one },
          { params: { [one]: 'v' } },
          { params: { k: one } },
          { header: one },
          { list: ['a', one] },
          { prefixed: { [one]: 'v' } },
          { prefixed: { k: one } },
        ])
          if (back(held) !== undefined) assert.fail(JSON.stringify(held))
    tell('lone surrogates', surrogates.length)
  })
})

describe('exhaustive: percent-encoded bytes', () => {
  const Form = S.inferred('test.finite#Form', { text: ['Text', () => P.String], keys: ['Keys', () => Params] })
  const form = operationOf(Form)
  const formRequest = requestOf(awsQuery, form, {})
  const formServer = awsQuery.server(form)
  const request = requestOf(restJson1, op, labels)

  /** A place of a request, and what a server reads there of an encoded text. */
  const places: Readonly<Record<string, (raw: string) => string | undefined>> = {
    label: (raw) => read({ ...request, path: `/a/${raw}/b/g` }, 'label'),
    greedy: (raw) => read({ ...request, path: `/a/l/b/${raw}` }, 'greedy'),
    query: (raw) => read({ ...request, query: `q=${raw}` }, 'query'),
    params: (raw) => Object.keys(read<object>({ ...request, query: `${raw}=` }, 'params') ?? {})[0],
    form: (raw) => {
      const body = { _tag: 'Bytes', bytes: Buffer.from(`Action=Put&Version=2020-01-01&Text=${raw}`) } as const
      const answer = formServer.decodeRequest({ ...formRequest, body })
      return answer._tag === 'Right' ? (answer.right as { readonly text: string }).text : undefined
    },
  }
  const read = <A = string>(sent: HttpRequest, field: string): A | undefined => {
    const answer = server.decodeRequest(sent)
    return answer._tag === 'Right' ? ((answer.right as Record<string, unknown>)[field] as A) : undefined
  }

  const holds = (raw: string, wanted: string | undefined): void => {
    for (const [place, at] of Object.entries(places)) {
      const got = at(raw)
      if (got !== wanted) assert.fail(`${place} ${raw}: ${JSON.stringify(got)}, not ${JSON.stringify(wanted)}`)
    }
  }

  const hex = (byte: number): string => byte.toString(16).padStart(2, '0')

  it('every byte alone, in both cases of its digits: ASCII is taken, what begins no UTF-8 refused', () => {
    for (const byte of range(0, 255)) {
      const wanted = byte < 0x80 ? String.fromCharCode(byte) : undefined
      for (const digits of [hex(byte), hex(byte).toUpperCase()]) holds(`%${digits}`, wanted)
    }
    tell('bytes', 256)
  })

  it('every two bytes: taken where they are UTF-8', () => {
    let taken = 0
    for (const a of isWhole ? range(0, 255) : [0x41, 0xc1, 0xc2, 0xdf, 0xe0])
      for (const b of range(0, 255)) {
        const bytes = Buffer.from([a, b])
        const wanted = isUtf8(bytes) ? bytes.toString() : undefined
        holds(`%${hex(a)}%${hex(b)}`, wanted)
        taken += wanted === undefined ? 0 : 1
      }
    tell('of two bytes taken', taken)
  })

  it('every two characters behind a percent sign: taken where both are digits', () => {
    const others = [...range(0x21, 0x7e)]
      .map((code) => String.fromCharCode(code))
      .filter((c) => !'&=/?#%+;'.includes(c))
    for (const a of isWhole
      ? others
      : ['/', ':', '0', '7', '9', '@', 'A', 'G', 'a', 'g', '~'].filter((c) => others.includes(c)))
      for (const b of others) {
        const isByte = /^[\da-f]{2}$/i.test(a + b) && Number.parseInt(a + b, 16) < 0x80
        holds(`%${a}${b}`, isByte ? String.fromCharCode(Number.parseInt(a + b, 16)) : undefined)
      }
    for (const a of ['', ...others]) holds(`a%${a}`, undefined)
  })
})

describe('exhaustive: statuses', () => {
  const Output = S.inferred('test.finite#Output', {
    status: ['Status', () => P.Integer, 0, { httpResponseCode: true }],
  })
  const statuses = range(100, 999)

  /** Source: Smithy's and AWS's SDKs, which retry these whatever the answer says. */
  const transient = new Set([429, 500, 502, 503, 504])

  it('a REST server answers with the status that its output says, and a client reads it', () => {
    const bound = operationOf(P.Unit, {}, { output: Output })
    for (const protocol of [restJson1, restXml])
      for (const status of statuses) {
        const response = protocol.server(bound).encodeResponse({ _tag: 'Right', right: { status } })
        assert.equal(response.status, status)
        const read = protocol.client(bound).decodeResponse(response)
        // Source: Smithy 2.0, HTTP bindings: an answer from 300 on is an error.
        assert.equal(read._tag, status < 300 ? 'Right' : 'Left')
        if (read._tag === 'Right') assert.deepEqual(read.right, { status })
        else assert.equal(read.left.status, status)
      }
    tell('statuses', statuses.length)
  })

  it('in every protocol an empty answer from 300 on is an unknown error, retryable where its status says so', () => {
    const plain = operationOf(P.Unit)
    for (const protocol of protocols)
      for (const status of statuses) {
        const response: HttpResponse = { status, headers: [], body: noBody }
        const read = protocol.client(plain).decodeResponse(response)
        if (status < 300) continue
        assert.ok(read._tag === 'Left', `${protocol.id} ${status}`)
        const { _tag, retryable, throttling } = read.left
        assert.deepEqual(
          { _tag, status: read.left.status, retryable, throttling },
          { _tag: 'UnknownError', status, retryable: transient.has(status), throttling: status === 429 },
          `${protocol.id} ${status}`,
        )
      }
  })

  it('a modelled error is written with its status and read as itself, whatever the status', () => {
    for (const httpError of statuses.filter((status) => status >= 300)) {
      const failure = S.structure(
        'test.finite#Failure',
        {},
        { error: httpError < 500 ? 'client' : 'server', httpError },
      )
      const failing = operationOf(P.Unit, {}, { errors: [failure] })
      for (const protocol of protocols) {
        const response = protocol.server(failing).encodeResponse({ _tag: 'Left', left: { _tag: 'Failure', value: {} } })
        assert.equal(response.status, httpError, protocol.id)
        const read = protocol.client(failing).decodeResponse(response)
        assert.ok(read._tag === 'Left' && read.left._tag === 'Failure', `${protocol.id} ${httpError}`)
        assert.equal(read.left.retryable, transient.has(httpError))
      }
    }
  })
})
