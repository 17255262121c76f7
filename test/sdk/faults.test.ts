/**
 * Requests that are not taken: what our server side finds, what it answers, and what the AWS SDK makes of that.
 */
import assert from 'node:assert/strict'
import type { StartEmailContactCommandInput } from '@aws-sdk/client-connect'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { Connect, StartEmailContact } from '../../lib/connect/index.js'
import type { Headers, HttpRequest } from '../../lib/http/index.js'
import { bytesBody, headerNamed, noBody } from '../../lib/http/index.js'
import type { RequestFault } from '../../lib/operation/index.js'
import * as restJson1 from '../../lib/protocol/restJson1.js'
import { least, made } from '../connect/example.js'
import { sdkOver, textOf } from './client.js'

const server = restJson1.server(StartEmailContact)
const route = restJson1.route(Connect)
const good = restJson1.client(StartEmailContact).encodeRequest(made(least))

const fault = (change: Partial<HttpRequest>): RequestFault => {
  const request = { ...good, ...change }
  const decoded = pipe(
    route(request),
    E.chain(() => server.decodeRequest(request)),
  )
  return E.isLeft(decoded) ? decoded.left : assert.fail('the request was taken')
}

const taken = (change: Partial<HttpRequest>): void => {
  const request = { ...good, ...change }
  assert.ok(E.isRight(route(request)))
  const decoded = server.decodeRequest(request)
  assert.ok(E.isRight(decoded), E.isLeft(decoded) ? JSON.stringify(decoded.left) : '')
}

const body = (text: string): Partial<HttpRequest> => ({ body: bytesBody(new TextEncoder().encode(text)) })

const answered = (one: RequestFault): readonly [number, string | undefined, unknown] => {
  const answer = server.encodeFault(one, { requestId: 'r' })
  assert.equal(headerNamed(answer.headers, 'content-type'), 'application/json')
  assert.equal(headerNamed(answer.headers, 'x-amzn-requestid'), 'r')
  return [answer.status, headerNamed(answer.headers, 'x-amzn-errortype'), JSON.parse(textOf(answer))]
}

const messages = (one: RequestFault): ReadonlyArray<string> =>
  one._tag === 'Malformed' || one._tag === 'Invalid' ? one.issues.map(({ message }) => message) : assert.fail(one._tag)

describe('requests that are not taken', () => {
  for (const path of [
    '/contact/emails',
    '/contact',
    '/contact/email/',
    '//contact/email',
    '/CONTACT/EMAIL',
    '/',
    '',
    '/contact%2Femail',
  ]) {
    it(`the path ${JSON.stringify(path)} is nobody's: 404`, () => {
      const found = fault({ path })
      assert.deepEqual(found, { _tag: 'NotFound' })
      assert.deepEqual(answered(found).slice(0, 2), [404, 'UnknownOperationException'])
    })
  }

  for (const method of ['POST', 'GET', 'put', '']) {
    it(`the method ${JSON.stringify(method)}: 405, and which are allowed`, () => {
      const found = fault({ method })
      assert.deepEqual(found, { _tag: 'MethodNotAllowed', allowed: ['PUT'] })
      assert.deepEqual(answered(found).slice(0, 2), [405, 'MethodNotAllowedException'])
      assert.equal(headerNamed(server.encodeFault(found).headers, 'allow'), 'PUT')
    })
  }

  const typed = (type: string): Headers => [['Content-Type', type]]

  for (const headers of [typed('text/plain'), typed('application/xml'), typed('application/jsonp'), []]) {
    it(`the content type ${headers[0]?.[1] ?? 'left out'}: 415`, () => {
      const found = fault({ headers })
      assert.deepEqual(found, { _tag: 'UnsupportedMediaType', expected: 'application/json' })
      assert.deepEqual(answered(found).slice(0, 2), [415, 'UnsupportedMediaTypeException'])
    })
  }

  for (const type of ['application/json; charset=utf-8', 'APPLICATION/JSON', 'application/json;x=","']) {
    it(`the content type ${type} is taken`, () => taken({ headers: typed(type) }))
  }

  for (const accept of ['text/html', 'application/xml, text/*']) {
    it(`whoever accepts ${accept} only: 406`, () => {
      const found = fault({ headers: [...good.headers, ['accept', accept]] })
      assert.deepEqual(found, { _tag: 'NotAcceptable', offered: 'application/json' })
      assert.deepEqual(answered(found).slice(0, 2), [406, 'NotAcceptableException'])
    })
  }

  for (const accept of ['*/*', 'application/*', 'text/html, application/json;q=0.5', 'application/json']) {
    it(`whoever accepts ${accept} is served`, () => taken({ headers: [...good.headers, ['Accept', accept]] }))
  }

  for (const [text, message] of [
    ['{"InstanceId":', '(root): expected JSON text (a value), got a fault at byte offset 14 [syntax]'],
    ['{"é":1,}', '(root): expected JSON text (a name in double quotes), got a fault at byte offset 8 [syntax]'],
    ['[1,2', '(root): expected JSON text (a comma or ]), got a fault at byte offset 4 [syntax]'],
    ['{} {}', '(root): expected JSON text (the end of the text), got a fault at byte offset 3 [syntax]'],
    ['null', '(root): expected a structure, got null [type]'],
    ['[]', '(root): expected a structure, got a list [type]'],
    ['"text"', '(root): expected a structure, got a string [type]'],
    ['7', '(root): expected a structure, got a number [type]'],
  ] as const) {
    it(`the body ${text} is malformed: 400`, () => {
      const found = fault(body(text))
      assert.equal(found._tag, 'Malformed')
      assert.deepEqual(messages(found), [message])
      assert.deepEqual(answered(found), [400, 'SerializationException', { message }])
    })
  }

  it('no body at all is invalid: nothing that is required is there', () => {
    for (const change of [{ body: noBody }, body(''), body('{}')]) {
      const found = fault(change)
      assert.equal(found._tag, 'Invalid')
      assert.deepEqual(
        messages(found).map((text) => text.split(':')[0]),
        ['InstanceId', 'FromEmailAddress', 'DestinationEmailAddress', 'EmailMessage'],
      )
    }
  })

  it('wrong kinds stop before constraints', () => {
    const text = JSON.stringify({ ...JSON.parse(textOf(good)), Name: 7, DestinationEmailAddress: 'no address' })
    assert.deepEqual(messages(fault(body(text))), ['Name: expected a string, got a number [type]'])
  })

  it('broken constraints come all at once, in the words of Smithy’s servers', () => {
    const text = JSON.stringify({
      ...JSON.parse(textOf(good)),
      InstanceId: '',
      DestinationEmailAddress: 'secret no address',
      References: { fax: { Type: 'FAX' } },
      EmailMessage: { MessageSourceType: 'RAW' },
    })
    const found = fault(body(text))
    assert.equal(found._tag, 'Invalid')
    const told = [
      [
        '/InstanceId',
        "Value with length 0 at '/InstanceId' failed to satisfy constraint: Member must have length between 1 and 100, inclusive",
      ],
      [
        '/DestinationEmailAddress',
        "Value at '/DestinationEmailAddress' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$",
      ],
      [
        '/References/fax/Type',
        "Value at '/References/fax/Type' failed to satisfy constraint: Member must satisfy enum value set: [URL, ATTACHMENT, CONTACT_ANALYSIS, NUMBER, STRING, DATE, EMAIL, EMAIL_MESSAGE, EMAIL_MESSAGE_PLAIN_TEXT, EMAIL_MESSAGE_PLAIN_TEXT_REDACTED, EMAIL_MESSAGE_REDACTED]",
      ],
      [
        '/EmailMessage/RawMessage',
        "Value at '/EmailMessage/RawMessage' failed to satisfy constraint: Member must be a message where MessageSourceType is RAW",
      ],
    ]
    assert.deepEqual(answered(found), [
      400,
      'ValidationException',
      {
        message: `4 validation errors detected. ${told.map(([, message]) => message).join('; ')}`,
        fieldList: told.map(([path, message]) => ({ path, message })),
      },
    ])
  })

  it('the AWS SDK reads each fault as an error of that name', async () => {
    const cases: ReadonlyArray<readonly [string, number, Partial<HttpRequest>]> = [
      ['UnknownOperationException', 404, { path: '/' }],
      ['MethodNotAllowedException', 405, { method: 'POST' }],
      ['NotAcceptableException', 406, { headers: [...good.headers, ['accept', 'text/html']] }],
      ['UnsupportedMediaTypeException', 415, { headers: [] }],
      ['SerializationException', 400, body('{')],
      ['ValidationException', 400, body('{}')],
    ]
    for (const [name, status, change] of cases) {
      const sdk = sdkOver(() => server.encodeFault(fault(change), { requestId: 'r' }))
      // Whatever is sent: the answer is what counts.
      const error = await sdk.send({} as StartEmailContactCommandInput).catch((reason: unknown) => reason)
      sdk.destroy()
      assert.ok(error instanceof Error)
      const { $metadata } = error as unknown as { $metadata: { httpStatusCode: number; requestId: string } }
      assert.deepEqual([error.name, $metadata.httpStatusCode, $metadata.requestId], [name, status, 'r'])
      assert.notEqual(error.message, '')
      assert.notEqual(error.message, 'UnknownError')
    }
  })

  it('the AWS SDK’s own broken request comes back to it as a ValidationException', async () => {
    const sdk = sdkOver((request) => {
      const decoded = server.decodeRequest(request)
      return E.isLeft(decoded) ? server.encodeFault(decoded.left) : assert.fail('the request was taken')
    })
    const broken = { ...JSON.parse(textOf(good)), FromEmailAddress: { EmailAddress: 'nobody' } }
    const error = await sdk.send(broken).catch((reason: unknown) => reason)
    sdk.destroy()
    assert.ok(error instanceof Error)
    assert.equal(error.name, 'ValidationException')
    assert.match(error.message, /^1 validation error detected\. Value at '\/FromEmailAddress\/EmailAddress' failed/)
    const { fieldList } = error as unknown as { fieldList: ReadonlyArray<{ path: string }> }
    assert.deepEqual(
      fieldList.map(({ path }) => path),
      ['/FromEmailAddress/EmailAddress'],
    )
  })

  it('our own client keeps a fault whole as an unknown error', () => {
    const read = restJson1.client(StartEmailContact).decodeResponse(server.encodeFault(fault(body('{}'))))
    assert.ok(E.isLeft(read) && read.left._tag === 'UnknownError')
    assert.deepEqual([read.left.code, read.left.status, read.left.retryable], ['ValidationException', 400, false])
    assert.match(read.left.message ?? '', /^4 validation errors detected\./)
  })
})
