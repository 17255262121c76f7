/**
 * `wireshape decode`: requests and responses as text and in archives, errors, refusals, rubbish; and back from `encode` in every
 * protocol.
 */
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import * as fc from 'fast-check'
import { readHttp, writeRequest } from '../../lib/cli/httpText.js'
import { protocols } from '../../lib/index.js'
import { membersOf } from '../../lib/schema/index.js'
import { withoutStream } from '../../lib/schema/Schema.js'
import { arbitrary } from '../../lib/testing/index.js'
import { operationOf, serviceOf } from '../exchange/services.js'
import { describeShared, sharedFolder } from '../shared.js'
import { contact, domainContact, spoken } from './payloads.js'
import { useFolder, wireshape } from './terminal.js'

const body = JSON.stringify(contact)

const head = (...lines: ReadonlyArray<string>): string => [...lines, '', ''].join('\r\n')

const request = `${head('PUT /contact/email HTTP/1.1', 'Host: x', 'Content-Type: application/json', `Content-Length: ${body.length}`)}${body}`

const throttled = `${head('HTTP/1.1 429 Too Many Requests', 'X-Amzn-ErrorType: ThrottlingException', 'x-amzn-requestid: r-1')}{"Message":"slow down"}`

describe('decode', () => {
  const folder = useFolder()
  const ran = async (input: string | Uint8Array, ...args: ReadonlyArray<string>) => {
    writeFileSync(join(folder.path, 'message'), input)
    const { code, out, err } = await wireshape(['decode', 'StartEmailContact', 'message', ...args], {
      cwd: folder.path,
    })
    return { code, err, out, json: out === '' ? undefined : (JSON.parse(out) as unknown) }
  }

  it('a request, as programs hold it and as the wire has it', async () => {
    assert.deepEqual((await ran(request)).json, domainContact)
    assert.deepEqual((await ran(request, '--wire')).json, contact)
    const { code, out } = await wireshape(['decode', 'StartEmailContact'], { cwd: folder.path, input: request })
    assert.deepEqual([code, JSON.parse(out)], [0, domainContact])
  })

  it('lines that end with LF, HTTP/2, an absolute target, blank lines before, folded lines', async () => {
    for (const text of [
      request.replaceAll('\r\n', '\n'),
      `\n\n${request}`,
      request.replace('HTTP/1.1', 'HTTP/2'),
      request.replace(' HTTP/1.1', ''),
      request.replace('/contact', 'https://example.com/contact'),
      request.replace('application/json', 'application/json;\r\n  charset=utf-8'),
      request.replace(/Content-Length: \d+\r\n/, ''),
      request.replace(/Content-Length: \d+\r\n/, 'Content-Length: 100000\r\n'),
      `${request}\n`,
    ]) {
      const { code, err, json } = await ran(text)
      assert.deepEqual([code, err, json], [0, '', domainContact], text.slice(0, 100))
    }
  })

  it('chunks and compressed bodies', async () => {
    const put = (line: string, bytes: Uint8Array): Buffer =>
      Buffer.concat([Buffer.from(head('PUT /contact/email HTTP/1.1', 'content-type: application/json', line)), bytes])
    const chunks = `5;x=y\r\n${body.slice(0, 5)}\r\n${(body.length - 5).toString(16)}\r\n${body.slice(5)}\r\n0\r\n\r\n`
    assert.deepEqual((await ran(put('transfer-encoding: chunked', Buffer.from(chunks)))).json, domainContact)
    for (const [name, bytes] of [
      ['gzip', gzipSync(body)],
      ['br', brotliCompressSync(body)],
      ['deflate', deflateSync(body)],
      ['deflate', deflateRawSync(body)],
      ['gzip, br', brotliCompressSync(gzipSync(body))],
    ] as const)
      assert.deepEqual((await ran(put(`content-encoding: ${name}`, bytes))).json, domainContact, name)
    const broken = await ran(put('content-encoding: gzip', gzipSync(body).subarray(0, 40)))
    assert.deepEqual([broken.code, broken.err], [4, 'error: the body of the request is not gzip\n'])
    assert.equal((await ran(put('transfer-encoding: chunked', Buffer.from('ff\r\n{}')))).code, 4)
    // As curl prints them: headers as they came, the body as it was meant.
    for (const line of ['transfer-encoding: chunked', 'content-encoding: gzip'])
      assert.deepEqual((await ran(put(line, Buffer.from(body)))).json, domainContact)
  })

  it('a response, and an error of the service', async () => {
    assert.deepEqual((await ran(`${head('HTTP/1.1 200 OK')}{"ContactId":"c-1"}`)).json, { contactId: 'c-1' })
    const { code, err, json } = await ran(throttled)
    assert.deepEqual([code, err], [0, ''])
    assert.deepEqual(json, {
      error: 'ThrottlingException',
      status: 429,
      code: 'ThrottlingException',
      requestId: 'r-1',
      retryable: true,
      throttling: true,
      message: 'slow down',
      value: { message: 'slow down' },
    })
    const unknown = await ran(`${head('HTTP/1.1 503 Busy')}<html>busy</html>`)
    assert.equal(unknown.code, 1)
    assert.deepEqual(unknown.json, {
      error: 'UnknownError',
      status: 503,
      code: '',
      requestId: null,
      retryable: true,
      throttling: false,
      message: null,
      body: '<html>busy</html>',
    })
  })

  it('refuses with every issue', async () => {
    const { code, out, err } = await ran(request.replace('"hi"', '7').replace('"ada@example.com"', 'null'))
    assert.deepEqual([code, out], [1, ''])
    assert.match(err, /^refused: the request has \d issues?\n/)
    assert.match(err, /EmailMessage\.RawMessage\.Subject: expected a string, got a number \[type\]/)
    const answer = await ran(`${head('HTTP/1.1 200 OK')}{"ContactId":7}`)
    assert.deepEqual(
      [answer.code, answer.err],
      [1, 'refused: the response has 1 issue\n  ContactId: expected a string, got a number [type]\n'],
    )
    const { response } = (await ran(`${head('HTTP/1.1 200 OK')}{"ContactId":7}`, '--json')).json as {
      readonly response: { readonly fault: string; readonly issues: ReadonlyArray<unknown> }
    }
    assert.deepEqual([response.fault, response.issues.length], ['MalformedResponse', 1])
  })

  it('says which request it is not', async () => {
    const other = await ran(request.replace('/contact/email', '/contact'))
    assert.deepEqual(
      [other.code, other.out, other.err],
      [1, '', 'the request is refused: no operation answers this request\n'],
    )
    assert.match((await ran(request.replace('PUT', 'POST'))).err, /its method is none of PUT/)
    assert.match(
      (await ran(request.replace('application/json', 'text/xml'))).err,
      /its content type is not application\/json/,
    )
  })

  it('an archive: the entry of the operation, or the one asked for', async () => {
    const entry = (url: string, text: string, response: object) => ({
      request: {
        method: 'PUT',
        url,
        headers: [
          { name: ':authority', value: 'x' },
          { name: 'Content-Type', value: 'application/json' },
          { name: 'Content-Encoding', value: 'gzip' },
        ],
        postData: { mimeType: 'application/json', text },
      },
      response,
    })
    const ok = {
      status: 200,
      headers: [],
      content: { text: Buffer.from('{"ContactId":"c-1"}').toString('base64'), encoding: 'base64' },
    }
    const har = JSON.stringify({
      log: { entries: [entry('https://x/other', '', { status: 0 }), entry('https://x/contact/email', body, ok)] },
    })
    const both = await ran(har)
    assert.deepEqual(
      [both.code, both.err, both.json],
      [0, 'entry 2\n', { request: domainContact, response: { contactId: 'c-1' } }],
    )
    assert.deepEqual((await ran(har, '--har-entry', '2', '--side', 'response')).json, { contactId: 'c-1' })
    assert.deepEqual(
      (await ran(JSON.stringify(entry('https://x/contact/email', body, ok)), '--side', 'request')).json,
      domainContact,
    )
    const lost = await ran(har, '--har-entry', '3')
    assert.deepEqual([lost.code, lost.err], [2, 'error: message has no entry 3\nit has 2, counted from 1\n'])
    assert.equal((await ran('{"log":{"entries":[]}}')).code, 2)
    assert.equal((await ran('{"a":1}')).code, 4)
    assert.equal((await ran(request, '--har-entry', '1')).code, 2)
  })

  it('rubbish is said to be none, and nothing throws', async () => {
    for (const [text, says] of [
      ['', /message is empty/],
      ['hello', /line 1 is no start of a request or response/],
      ['GET', /line 1 is no start/],
      ['GET / HTTP/1.1\r\nno header\r\n\r\n', /line 2 is no header/],
      ['{"log"', /is no JSON/],
      ['\u0000\u0001\u0002', /line 1/],
    ] as const) {
      const { code, out, err } = await ran(text)
      assert.deepEqual([code, out], [4, ''], text)
      assert.match(err, says)
    }
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          fc.string().map((text) => Buffer.from(`HTTP/1.1 200\n${text}`)),
        ),
        (bytes) => {
          const read = readHttp(Uint8Array.from(bytes))
          assert.ok(read._tag === 'Left' || read._tag === 'Right')
        },
      ),
      { numRuns: 2000 },
    )
  })
})

describeShared(
  'requests as text',
  spoken.map(({ model }) => model),
  () => {
    for (const { model, protocolName, operation: name } of spoken) {
      it(`law: what is written reads as it was: ${protocolName}, ${name}`, () => {
        const service = serviceOf({ model })
        const operation = operationOf(service, name)
        const protocol = protocols.find(({ id }) => id.endsWith(`#${protocolName}`))
        assert.ok(protocol !== undefined)
        const client = protocol.client(operation)
        const server = protocol.server(operation)
        const schema = withoutStream(operation.input.schema)
        let written = 0
        fc.assert(
          fc.property(arbitrary(fc)(schema, { depth: 4, items: 3 }), (input) => {
            const made = client.encodeRequest(input)
            if ('_tag' in made && made._tag === 'Left') return
            const sent = '_tag' in made ? made.right : made
            const read = readHttp(writeRequest(sent, { scheme: 'http', authority: 'localhost:1' }))
            assert.ok(read._tag === 'Right' && read.right._tag === 'Request')
            // White space around a header's text is not its own. Source: RFC 9110, section 5.5.
            const headers = sent.headers.map(([key, value]) => [key, value.replace(/^[ \t]+|[ \t]+$/g, '')] as const)
            assert.deepEqual(server.decodeRequest(read.right.request), server.decodeRequest({ ...sent, headers }))
            written++
          }),
          { numRuns: 200 },
        )
        assert.ok(written > 20)
      })
    }
  },
)

describeShared(
  'encode and decode',
  spoken.map(({ model }) => model),
  () => {
    const folder = useFolder()
    for (const { model, protocolName, operation } of spoken) {
      it(`samples come back: ${protocolName}, ${operation}`, async () => {
        const cwd = folder.path
        const from = ['--model', join(sharedFolder, model)]
        const args = [operation, '--domain', '--plain', '--count', '3', '--seed', '11', ...from]
        const { code, out, err } = await wireshape(['sample', ...args], { cwd })
        assert.deepEqual([code, err], [0, ''])
        for (const line of out.trimEnd().split('\n')) {
          const spokenArgs = [...from, '--protocol', protocolName]
          const encoded = await wireshape(
            ['encode', operation, '--domain', '--token', 'token-1', '--out', 'r.http', ...spokenArgs],
            { cwd, input: line },
          )
          assert.deepEqual([encoded.code, encoded.err], [0, ''], line)
          assert.ok(readFileSync(join(cwd, 'r.http')).length > 0)
          const decoded = await wireshape(['decode', operation, 'r.http', ...spokenArgs], { cwd })
          assert.deepEqual([decoded.code, decoded.err], [0, ''])
          // What a wire cannot tell from absent: empty lists and maps.
          const full = (tree: unknown): unknown => {
            if (Array.isArray(tree)) return tree.map(full)
            if (typeof tree !== 'object' || tree === null) return tree
            const parts = Object.entries(tree).map(([name, part]) => [name, full(part)] as const)
            return Object.fromEntries(
              parts.filter(([, part]) => typeof part !== 'object' || part === null || Object.keys(part).length > 0),
            )
          }
          const wanted = full(JSON.parse(line)) as Readonly<Record<string, unknown>>
          const got = full(JSON.parse(decoded.out)) as Readonly<Record<string, unknown>>
          // A server fills defaults, a client the token.
          const { schema } = operationOf(serviceOf({ model }), operation).input
          const filled = membersOf(schema)
            .filter(({ traits }) => traits.default !== undefined || traits.idempotencyToken === true)
            .map(({ field }) => field)
          const isFilled = (name: string): boolean => filled.includes(name) && !(name in wanted)
          assert.deepEqual(Object.fromEntries(Object.entries(got).filter(([name]) => !isFilled(name))), wanted)
        }
      })
    }
  },
)
