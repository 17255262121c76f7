/**
 * What stands around bodies: headers, targets, frames of events, raw HTTP, and payloads one behind another.
 */
import { readHttp } from '../../../lib/cli/httpText.js'
import { writeMessage } from '../../../lib/format/eventStream.js'
import type { HttpRequest } from '../../../lib/http/index.js'
import { readMessages, restJson1, restXml } from '../../../lib/index.js'
import * as S from '../../../lib/shape/index.js'
import { Prelude as P } from '../../../lib/shape/index.js'
import type { Form } from '../../../lib/stream/index.js'
import { validate } from '../../../lib/stream/index.js'
import { operationOf, requestOf } from '../../awso/fixture.js'
import { id } from '../node.js'
import type { Row } from './Row.js'
import { fill, grow, nest, rowsOf, utf8 } from './Row.js'

// -------------------------------------------------------------------------------------
// headers and targets
// -------------------------------------------------------------------------------------

const texts = () => S.list(id('Texts'), () => P.String)
const pairs = () =>
  S.map(
    id('Pairs'),
    () => P.String,
    () => P.String,
  )

const Message = S.inferred(id('Message'), {
  names: ['Names', texts, 0, { httpHeader: 'X-Names' }],
  dates: ['Dates', () => S.list(id('Dates'), () => P.Timestamp), 0, { httpHeader: 'X-Dates' }],
  numbers: ['Numbers', () => S.list(id('Numbers'), () => P.Double), 0, { httpHeader: 'X-Numbers' }],
  single: ['Single', () => P.Long, 0, { httpHeader: 'X-Single' }],
  queried: ['Queried', texts, 0, { httpQuery: 'q' }],
  params: ['Params', pairs, 0, { httpQueryParams: true }],
  meta: ['Meta', pairs, 0, { httpPrefixHeaders: 'X-Meta-' }],
  key: ['Key', () => P.String, 1, { httpLabel: true }],
})

const get = operationOf(Message, { http: { method: 'GET', uri: '/{Key+}', code: 200 } })
const server = restJson1.server(get)
const request = requestOf(restJson1, get, { key: 'k' })

const served = (change: Partial<HttpRequest>): unknown => server.decodeRequest({ ...request, ...change })

const field = (name: string, value: string): Partial<HttpRequest> => ({ headers: [[name, value]] })

const headerRows: ReadonlyArray<Row> = rowsOf('headers', served, {
  fields: (n) => ({ headers: Array.from({ length: n / 12 }, (_, i) => [`x-meta-${i}`, 'v'] as const) }),
  'one field again and again': (n) => ({ headers: Array.from({ length: n / 12 }, () => ['x-meta-a', 'v'] as const) }),
  'fields that join': (n) => ({ headers: Array.from({ length: n / 12 }, () => ['x-names', 'v'] as const) }),
  commas: (n) => field('x-names', fill(n, ',')),
  'commas of dates': (n) => field('x-dates', fill(n, ' ,')),
  'commas of numbers': (n) => field('x-numbers', fill(n, '1,')),
  'a quote never closed': (n) => field('x-names', `"${fill(n, '\\"')}`),
  'blanks before a quote': (n) => field('x-names', `a${fill(n, ' ')}"`),
  'quotes without commas': (n) => field('x-names', fill(n, '"a" ')),
  'white space': (n) => field('x-names', `a${fill(n, ' \t')}b`),
  'a long number': (n) => field('x-single', fill(n, '9')),
  'types that are taken': (n) => field('accept', fill(n, 'a/b;q=1,')),
  'a long type': (n) => field('content-type', fill(n, ';')),
})

const route = restJson1.route({
  _tag: 'Service',
  ...get.service,
  operations: [get, operationOf(Message, { http: { method: 'GET', uri: '/a/{Key}/b?c=d', code: 200 } })],
})

const targetRows: ReadonlyArray<Row> = [
  ...rowsOf('path and query', served, {
    slashes: (n) => ({ path: fill(n, '/') }),
    labels: (n) => ({ path: fill(n, '/a') }),
    escapes: (n) => ({ path: `/${fill(n, '%41')}` }),
    'escapes that break off': (n) => ({ path: `/${fill(n, '%41')}%C3` }),
    parameters: (n) => ({ query: grow(n, (i) => `k${i}=v`, '&') }),
    'one parameter again and again': (n) => ({ query: fill(n, 'q=v&') }),
    'one name of a map again and again': (n) => ({ query: fill(n, 'k=v&') }),
    ampersands: (n) => ({ query: fill(n, '&') }),
  }),
  ...rowsOf('routing', (path: string) => route({ ...request, path }), {
    slashes: (n) => fill(n, '/'),
    labels: (n) => fill(n, '/a'),
  }),
  ...rowsOf('routing', (query: string) => route({ ...request, path: '/a/k/b', query }), {
    parameters: (n) => grow(n, (i) => `k${i}=v`, '&'),
  }),
]

// -------------------------------------------------------------------------------------
// answers
// -------------------------------------------------------------------------------------

const answerRows: ReadonlyArray<Row> = rowsOf(
  'error answer',
  (body: string) =>
    restXml.client(get).decodeResponse({ status: 400, headers: [], body: { _tag: 'Bytes', bytes: utf8(body) } }),
  {
    'errors in errors': (n) => nest(n, '<ErrorResponse><Error>', '', '</Error></ErrorResponse>'),
    'codes again and again': (n) => `<Error>${fill(n, '<Code>a</Code>')}</Error>`,
  },
)

// -------------------------------------------------------------------------------------
// events
// -------------------------------------------------------------------------------------

const message = (headers: number, name: (i: number) => string, payload = 0): Uint8Array =>
  writeMessage({
    headers: Array.from({ length: headers }, (_, i) => [name(i), { _tag: 'boolean', value: true }] as const),
    payload: new Uint8Array(payload),
  })

async function* chunked(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

const drained = async (chunks: AsyncIterable<Uint8Array>): Promise<number> => {
  let count = 0
  for await (const _ of readMessages(chunks)) count++
  return count
}

const repeated = (units: number, part: Uint8Array): Uint8Array =>
  Buffer.concat(Array.from({ length: Math.max(1, Math.floor(units / part.length)) }, () => part))

const empty = message(0, String)

let claimed: Uint8Array | undefined

/** The first bytes of as long a message as there may be. */
const claim = (): Uint8Array => {
  claimed ??= Uint8Array.from(message(0, String, 25_165_824 - 16).subarray(0, 12))
  return claimed
}

const eventRows: ReadonlyArray<Row> = [
  ...rowsOf('frames of events', (bytes: Uint8Array) => drained(chunked(bytes, 65_536)), {
    'tiny messages': (n) => repeated(n, empty),
    headers: (n) =>
      repeated(
        n,
        message(200, (i) => `h${i}`),
      ),
    'one header again and again': (n) =>
      repeated(
        n,
        message(400, () => 'h'),
      ),
    'a claim of 24 MiB': (n) => Buffer.concat([claim(), new Uint8Array(n)]),
  }),
  ...rowsOf('frames of events, byte by byte', (bytes: Uint8Array) => drained(chunked(bytes, 1)), {
    'tiny messages': (n) => repeated(n / 4, empty),
    'one message': (n) => message(0, String, n / 4),
    'one that breaks off': (n) => message(0, String, n / 4).subarray(0, -1),
  }),
]

// -------------------------------------------------------------------------------------
// payloads one behind another
// -------------------------------------------------------------------------------------

const Payload = S.inferred(id('Row'), { name: ['Name', () => P.String, 1], count: ['Count', () => P.Integer] })

const judged =
  (form: Form, size: number, maxBytes = 4_096) =>
  async (bytes: Uint8Array): Promise<number> => {
    let count = 0
    for await (const _ of validate(Payload, { form, maxBytes })(chunked(bytes, size))) count++
    return count
  }

const lines = {
  'empty lines': (n: number) => utf8(fill(n, '\n')),
  'lines of blanks': (n: number) => utf8(fill(n, ' \r\n')),
  'good lines': (n: number) => utf8(fill(n, '{"Name":"a"}\n')),
  'bad lines': (n: number) => utf8(fill(n, '{"Name":0}\n')),
  'broken lines': (n: number) => utf8(fill(n, '{"Name\n')),
  'one line without an end': (n: number) => utf8(fill(n, 'a')),
  'a line of brackets': (n: number) => utf8(fill(n, '[')),
}

const items = {
  commas: (n: number) => utf8(`[${fill(n, ',')}`),
  'good items': (n: number) => utf8(`[${fill(n, '{"Name":"a"},')}{"Name":"a"}]`),
  'bad items': (n: number) => utf8(`[${fill(n, '0,')}0]`),
  levels: (n: number) => utf8(`[${nest(n, '[', '0', ']')}]`),
  'a string never closed': (n: number) => utf8(`["${fill(n, 'a\\"')}`),
  'brackets never closed': (n: number) => utf8(`[${fill(n, '[{')}`),
  'closed more often than opened': (n: number) => utf8(`[${fill(n, '}')}`),
  'white space': (n: number) => utf8(`[${fill(n, ' \n')}]`),
}

const streamRows: ReadonlyArray<Row> = [
  ...rowsOf('NDJSON', judged('ndjson', 65_536), lines),
  ...rowsOf('NDJSON in chunks of 16', judged('ndjson', 16), lines),
  ...rowsOf('JSON array', judged('array', 65_536), items),
  ...rowsOf('JSON array in chunks of 16', judged('array', 16), items),
  ...rowsOf('JSON values', judged('json', 65_536), {
    'tiny values': (n) => utf8(fill(n, '{}')),
    numbers: (n) => utf8(fill(n, '1 ')),
    'a string never closed': (n) => utf8(`"${fill(n, 'a\\"')}`),
  }),
  ...rowsOf('CBOR sequence', judged('cbor', 65_536), {
    'tiny items': (n) => new Uint8Array(n).fill(0xa0),
    levels: (n) => new Uint8Array(n).fill(0x81),
    'chunks never closed': (n) => Buffer.concat([Uint8Array.of(0x7f), new Uint8Array(n).fill(0x60)]),
    breaks: (n) => new Uint8Array(n).fill(0xff),
    'a claim of 2^32 items': (n) => Buffer.concat([Uint8Array.of(0x9a, 255, 255, 255, 255), new Uint8Array(n)]),
  }),
]

// -------------------------------------------------------------------------------------
// raw HTTP
// -------------------------------------------------------------------------------------

const raw = (rest: string): Uint8Array => utf8(`POST / HTTP/1.1\r\n${rest}`)

const httpRows: ReadonlyArray<Row> = rowsOf('raw HTTP', readHttp, {
  fields: (n) => raw(`${grow(n, (i) => `h${i}: v\r\n`)}\r\n`),
  'one field again and again': (n) => raw(`${fill(n, 'transfer-encoding: chunked\r\n')}\r\n0\r\n\r\n`),
  'blanks in a field': (n) => raw(`a: b${fill(n, ' ')}c\r\n\r\n`),
  'blanks before a field': (n) => raw(`a:${fill(n, ' \t')}b\r\n\r\n`),
  'blanks behind a field': (n) => raw(`a: b${fill(n, ' \t')}\r\n\r\n`),
  'runs of blanks in a field': (n) => raw(`a: ${fill(n, `b${' '.repeat(200)}`)}c\r\n\r\n`),
  'lines that go on': (n) => raw(`a: b\r\n${fill(n, ' c\r\n')}\r\n`),
  'blank lines that go on': (n) => raw(`a: b\r\n${fill(n, ' \r\n')}\r\n`),
  'a field without an end': (n) => raw(fill(n, 'a')),
  'a line without an end': (n) => utf8(fill(n, 'POST ')),
  'a long target': (n) => utf8(`POST ${fill(n, '/')} HTTP/1.1\r\n\r\n`),
  'line ends': (n) => utf8(fill(n, '\r\n')),
  chunks: (n) => raw(`transfer-encoding: chunked\r\n\r\n${fill(n, '1\r\na\r\n')}0\r\n\r\n`),
  'a chunk with a long extension': (n) => raw(`transfer-encoding: chunked\r\n\r\n1;${fill(n, ' ;')}`),
  'an encoding with blanks': (n) => raw(`transfer-encoding: chunked${fill(n, ' ')}x\r\n\r\n`),
  encodings: (n) => raw(`transfer-encoding: ${fill(n, 'chunked ')}x\r\n\r\n`),
})

export const messageRows: ReadonlyArray<Row> = [
  ...headerRows,
  ...targetRows,
  ...answerRows,
  ...eventRows,
  ...streamRows,
  ...httpRows,
]
