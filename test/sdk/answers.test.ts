/**
 * Answers: the AWS SDK reads ours as its own output and exception classes, and our client reads the same answers.
 */
import assert from 'node:assert/strict'
import * as Sdk from '@aws-sdk/client-connect'
import * as E from 'fp-ts/lib/Either.js'
import type { StartEmailContactError } from '../../lib/connect/index.js'
import { StartEmailContact, StartEmailContactResponse } from '../../lib/connect/index.js'
import type { HttpResponse } from '../../lib/http/index.js'
import { bytesBody, headerNamed, noBody } from '../../lib/http/index.js'
import * as restJson1 from '../../lib/protocol/restJson1.js'
import { least, made } from '../connect/example.js'
import { jsonAnswer, sdkInput, sdkOver } from './client.js'

const client = restJson1.client(StartEmailContact)
const server = restJson1.server(StartEmailContact)
const requestId = '6f9d1ab2-0000-4000-8000-000000000001'
const input = sdkInput(made(least))

/** What the SDK makes of an answer. */
const sdkReads = async (answer: HttpResponse): Promise<unknown> => {
  const sdk = sdkOver(() => answer)
  try {
    return await sdk.send(input)
  } catch (error) {
    return error
  } finally {
    sdk.destroy()
  }
}

interface Expected {
  readonly raised: StartEmailContactError
  readonly status: number
  readonly type: new (...parts: Array<never>) => Sdk.ConnectServiceException
  readonly fault: 'client' | 'server'
  readonly retryable: boolean
  readonly throttling: boolean
  /** The members that the SDK gives its exception beside the message. */
  readonly fields: Readonly<Record<string, unknown>>
}

const plain = { retryable: false, throttling: false, fields: {} } as const

const expected: ReadonlyArray<Expected> = [
  {
    ...plain,
    raised: {
      _tag: 'InvalidRequestException',
      value: {
        message: 'no such file',
        reason: { _tag: 'attachedFileInvalidRequestExceptionReason', value: 'INVALID_FILE_TYPE' },
      },
    },
    status: 400,
    type: Sdk.InvalidRequestException,
    fault: 'client',
    fields: { Reason: { AttachedFileInvalidRequestExceptionReason: 'INVALID_FILE_TYPE' } },
  },
  {
    ...plain,
    raised: {
      _tag: 'ServiceQuotaExceededException',
      value: {
        message: 'too many files',
        reason: { _tag: 'attachedFileServiceQuotaExceededExceptionReason', value: 'TOTAL_FILE_COUNT_EXCEEDED' },
      },
    },
    status: 402,
    type: Sdk.ServiceQuotaExceededException,
    fault: 'client',
    fields: { Reason: { AttachedFileServiceQuotaExceededExceptionReason: 'TOTAL_FILE_COUNT_EXCEEDED' } },
  },
  {
    ...plain,
    raised: { _tag: 'AccessDeniedException', value: { message: 'not you' } },
    status: 403,
    type: Sdk.AccessDeniedException,
    fault: 'client',
  },
  {
    ...plain,
    raised: { _tag: 'ResourceNotFoundException', value: { message: 'no such instance' } },
    status: 404,
    type: Sdk.ResourceNotFoundException,
    fault: 'client',
  },
  {
    ...plain,
    raised: { _tag: 'ThrottlingException', value: { message: 'slower' } },
    status: 429,
    type: Sdk.ThrottlingException,
    fault: 'client',
    retryable: true,
    throttling: true,
  },
  {
    ...plain,
    raised: { _tag: 'InternalServiceException', value: { message: 'our fault \u{1f600}' } },
    status: 500,
    type: Sdk.InternalServiceException,
    fault: 'server',
    retryable: true,
  },
  {
    ...plain,
    raised: { _tag: 'IdempotencyException', value: { message: 'again' } },
    status: 409,
    type: Sdk.IdempotencyException,
    fault: 'client',
  },
]

describe('our answers, read by the AWS SDK and by our client', () => {
  it('all seven errors are here', () => {
    assert.deepEqual(
      expected.map(({ raised }) => raised._tag).sort(),
      StartEmailContact.errors.map(({ schema }) => schema.id.replace('com.amazonaws.connect#', '')).sort(),
    )
  })

  it('a contact id', async () => {
    const made = StartEmailContactResponse.make({ contactId: 'c-1' })
    const output = E.isRight(made) ? made.right : assert.fail('an id')
    const answer = server.encodeResponse(E.right(output), { requestId })
    assert.equal(answer.status, 200)
    const { $metadata, ...members } = (await sdkReads(answer)) as Sdk.StartEmailContactCommandOutput
    assert.deepEqual(members, { ContactId: 'c-1' })
    assert.deepEqual([$metadata.httpStatusCode, $metadata.requestId], [200, requestId])
    assert.deepEqual(client.decodeResponse(answer), E.right(output))
  })

  it('no contact id', async () => {
    const answer = server.encodeResponse(E.right({}))
    const { $metadata, ...members } = (await sdkReads(answer)) as Sdk.StartEmailContactCommandOutput
    assert.deepEqual(members, {})
    assert.equal($metadata.httpStatusCode, 200)
    assert.deepEqual(client.decodeResponse(answer), E.right({}))
  })

  for (const { raised, status, type, fault, retryable, throttling, fields } of expected) {
    it(raised._tag, async () => {
      const answer = server.encodeResponse(E.left(raised), { requestId })
      assert.equal(answer.status, status)
      const error = await sdkReads(answer)
      assert.ok(error instanceof type, `the SDK read ${String(error)}`)
      assert.ok(error instanceof Sdk.ConnectServiceException)
      assert.deepEqual(
        [error.name, error.message, error.$fault, error.$metadata.httpStatusCode, error.$metadata.requestId],
        [raised._tag, raised.value.message, fault, status, requestId],
      )
      const held = error as unknown as Readonly<Record<string, unknown>>
      for (const [name, value] of Object.entries(fields)) assert.deepEqual(held[name], value, name)
      assert.deepEqual(
        client.decodeResponse(answer),
        E.left({
          ...raised,
          status,
          requestId,
          code: raised._tag,
          fault,
          message: raised.value.message,
          retryable,
          throttling,
        }),
      )
    })

    it(`${raised._tag} without any member`, async () => {
      // Each error's members are all optional, so that an empty one is of the type.
      const empty = { _tag: raised._tag, value: {} } as StartEmailContactError
      const answer = server.encodeResponse(E.left(empty))
      const error = await sdkReads(answer)
      assert.ok(error instanceof type, `the SDK read ${String(error)}`)
      const read = client.decodeResponse(answer)
      assert.ok(E.isLeft(read) && read.left._tag === raised._tag)
      assert.deepEqual('value' in read.left ? read.left.value : undefined, {})
    })
  }
})

describe('answers that are not ours', () => {
  const known = (answer: HttpResponse): string => {
    const read = client.decodeResponse(answer)
    return E.isLeft(read) ? read.left._tag : 'output'
  }

  for (const [where, answer] of [
    ['a header', jsonAnswer(403, {}, [['X-Amzn-ErrorType', 'AccessDeniedException']])],
    [
      'a header with a URI',
      jsonAnswer(403, {}, [['x-amzn-errortype', 'AccessDeniedException:http://example.com/doc/']]),
    ],
    [
      'a header with a namespace',
      jsonAnswer(403, {}, [['x-amzn-errortype', 'com.amazonaws.connect#AccessDeniedException']]),
    ],
    ['__type', jsonAnswer(403, { __type: 'AccessDeniedException' })],
    ['__type with a namespace', jsonAnswer(403, { __type: 'com.amazonaws.connect#AccessDeniedException' })],
    ['code', jsonAnswer(403, { code: 'AccessDeniedException' })],
  ] as const) {
    it(`a code in ${where} is found, by the SDK too`, async () => {
      assert.equal(known(answer), 'AccessDeniedException')
      assert.ok((await sdkReads(answer)) instanceof Sdk.AccessDeniedException)
    })
  }

  it('a message under either case: the SDK finds both', async () => {
    const read = async (body: unknown): Promise<readonly [string, unknown]> => {
      const answer = jsonAnswer(403, body, [['x-amzn-errortype', 'AccessDeniedException']])
      const { message } = (await sdkReads(answer)) as Sdk.AccessDeniedException
      const ours = client.decodeResponse(answer)
      assert.ok(E.isLeft(ours) && ours.left._tag === 'AccessDeniedException')
      assert.equal(ours.left.message, message)
      return [message, ours.left.value]
    }
    assert.deepEqual(await read({ Message: 'm' }), ['m', { message: 'm' }])
    // The model's member is `Message`; what gateways write under `message` is no member, and still the error's message.
    assert.deepEqual(await read({ message: 'm' }), ['m', {}])
  })

  it('a code that the model does not list is kept whole', async () => {
    const body = { __type: 'com.amazonaws.connect#BrandNewException', message: 'new', Extra: { deep: [1] } }
    const answer = jsonAnswer(418, body, [['x-amzn-requestid', requestId]])
    const read = client.decodeResponse(answer)
    assert.ok(E.isLeft(read) && read.left._tag === 'UnknownError')
    const { body: bytes, ...rest } = read.left
    assert.deepEqual(JSON.parse(new TextDecoder().decode(bytes)), body)
    assert.deepEqual(rest, {
      _tag: 'UnknownError',
      status: 418,
      requestId,
      code: 'BrandNewException',
      fault: undefined,
      message: 'new',
      retryable: false,
      throttling: false,
    })
    assert.equal(((await sdkReads(answer)) as Error).name, 'BrandNewException')
  })

  for (const [what, answer, code] of [
    [
      'a gateway’s page',
      { status: 502, headers: [['content-type', 'text/html']], body: bytesBody(new TextEncoder().encode('<html>')) },
      '',
    ],
    ['no body at all', { status: 503, headers: [], body: noBody }, ''],
    ['a JSON null', jsonAnswer(500, null), ''],
    ['a JSON list', jsonAnswer(500, []), ''],
    ['a JSON text', jsonAnswer(500, '"boom"'), ''],
    ['a code that is no text', jsonAnswer(500, { __type: 7 }), ''],
    ['a hostile code', jsonAnswer(500, { __type: '__proto__' }), '__proto__'],
    ['another hostile code', jsonAnswer(500, { __type: 'constructor' }), 'constructor'],
  ] as ReadonlyArray<readonly [string, HttpResponse, string]>) {
    it(`${what} is an unknown error that may be tried again`, () => {
      const read = client.decodeResponse(answer)
      assert.ok(E.isLeft(read) && read.left._tag === 'UnknownError', JSON.stringify(read))
      assert.deepEqual([read.left.code, read.left.retryable, read.left.status], [code, true, answer.status])
    })
  }

  for (const [what, answer, issues] of [
    [
      'a known error whose message is a number',
      jsonAnswer(403, { Message: 7 }, [['x-amzn-errortype', 'AccessDeniedException']]),
      ['Message: expected a string, got a number [type]'],
    ],
    [
      'a known error whose body is cut off',
      jsonAnswer(403, '{"Message":"m', [['x-amzn-errortype', 'AccessDeniedException']]),
      ['(root): expected JSON text (the end of a string), got a fault at byte offset 13 [syntax]'],
    ],
    [
      'an output that is cut off',
      jsonAnswer(200, '{"ContactId":'),
      ['(root): expected JSON text (a value), got a fault at byte offset 13 [syntax]'],
    ],
    [
      'an output whose id is a number',
      jsonAnswer(200, { ContactId: 7 }),
      ['ContactId: expected a string, got a number [type]'],
    ],
    ['an output that is null', jsonAnswer(200, null), ['(root): expected a structure, got null [type]']],
    ['an output that is a list', jsonAnswer(200, []), ['(root): expected a structure, got a list [type]']],
    ['an output that is a number', jsonAnswer(200, '7'), ['(root): expected a structure, got a number [type]']],
  ] as ReadonlyArray<readonly [string, HttpResponse, ReadonlyArray<string>]>) {
    it(`${what} is malformed`, () => {
      const read = client.decodeResponse(answer)
      assert.ok(E.isLeft(read) && read.left._tag === 'MalformedResponse', JSON.stringify(read))
      assert.deepEqual(
        read.left.issues.map(({ message }) => message),
        issues,
      )
      assert.equal(read.left.status, answer.status)
    })
  }

  it('more than asked for is ignored, and an id beyond its bounds is taken: clients tolerate', () => {
    const long = 'x'.repeat(300)
    assert.deepEqual(
      client.decodeResponse(jsonAnswer(200, { ContactId: long, New: [1] })),
      E.right({ contactId: long }),
    )
  })

  it('a reason that the model does not know is kept, and written back as it came', () => {
    const answer = jsonAnswer(400, { Message: 'm', Reason: { NewReason: { a: 1 } } }, [
      ['x-amzn-errortype', 'InvalidRequestException'],
    ])
    const read = client.decodeResponse(answer)
    assert.ok(E.isLeft(read) && read.left._tag === 'InvalidRequestException')
    assert.deepEqual(read.left.value, { message: 'm', reason: { _tag: '$unknown', name: 'NewReason', raw: { a: 1 } } })
    const again = server.encodeResponse(E.left({ _tag: 'InvalidRequestException', value: read.left.value }))
    assert.equal(headerNamed(again.headers, 'x-amzn-errortype'), 'InvalidRequestException')
    assert.deepEqual(
      client.decodeResponse(again),
      read.left.requestId === undefined ? read : assert.fail('no id was sent'),
    )
  })
})
