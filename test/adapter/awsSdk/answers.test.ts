/**
 * What callers of the AWS SDK get from our codecs: outputs as the SDK's own have them, exceptions as its classes.
 */
import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { BedrockRuntimeClient, ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime'
import {
  ConnectClient,
  ConnectServiceException,
  ResourceNotFoundException,
  StartEmailContactCommand,
} from '@aws-sdk/client-connect'
import { IAMClient, IAMServiceException, ListUsersCommand, NoSuchEntityException } from '@aws-sdk/client-iam'
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import type { GetObjectCommandOutput } from '@aws-sdk/client-s3'
import { GetObjectCommand, HeadObjectCommand, NotFound, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { GetQueueUrlCommand, QueueDoesNotExist, SQSClient } from '@aws-sdk/client-sqs'
import { AwsRestJsonProtocol } from '@aws-sdk/core/protocols'
import { sdkSchemas, speaking, validate, validated } from '../../../lib/adapter/awsSdk/index.js'
import { readable } from '../../../lib/adapter/awsSdk/stream.js'
import { loadSdk } from '../../../lib/adapter/awsSdkSchemas.js'
import { Connect } from '../../../lib/connect/index.js'
import type { Service } from '../../../lib/index.js'
import { awsJson1_0, awsQuery, restJson1, restXml } from '../../../lib/index.js'
import { catching, nothingSent, refusal, rejection, settings } from './caught.js'

type GetObjectBody = NonNullable<GetObjectCommandOutput['Body']>

const email = new StartEmailContactCommand({
  InstanceId: 'i-1',
  FromEmailAddress: { EmailAddress: 'ada@example.com' },
  DestinationEmailAddress: 'support@example.org',
  EmailMessage: { MessageSourceType: 'RAW', RawMessage: { Subject: 'hi', Body: 'b', ContentType: 'text/plain' } },
})

describe('exceptions', () => {
  let service: Service
  before(async () => {
    const model = await loadSdk('@aws-sdk/client-sqs')
    service = (model._tag === 'Right' ? model.right.services[0] : undefined) ?? assert.fail('no service')
  })

  const failing = async (status: number, headers: Readonly<Record<string, string>>, body: string): Promise<unknown> => {
    const { requestHandler } = catching({ status, headers, body })
    return rejection(new ConnectClient({ ...settings, requestHandler, protocol: validated(Connect) }).send(email))
  }

  it('one that is modelled', async () => {
    const headers = { 'x-amzn-errortype': 'ResourceNotFoundException:http://x', 'x-amzn-requestid': 'r-1' }
    const error = await failing(404, headers, '{"Message":"no such instance"}')
    assert.ok(error instanceof ResourceNotFoundException && error instanceof ConnectServiceException)
    assert.deepEqual(
      [error.name, error.message, error.$fault, error.$metadata.httpStatusCode, error.$metadata.requestId],
      ['ResourceNotFoundException', 'no such instance', 'client', 404, 'r-1'],
    )
  })

  it('one of the client’s that the operation does not list', async () => {
    const error = await failing(409, { 'x-amzn-errortype': 'DuplicateResourceException' }, '{"Message":"twice"}')
    assert.equal((error as Error).name, 'DuplicateResourceException')
    assert.equal((error as Error).constructor.name, 'DuplicateResourceException')
    assert.equal((error as Error).message, 'twice')
  })

  it('one that nobody knows, and one without a word', async () => {
    const unknown = await failing(500, { 'x-amzn-errortype': 'Surprise' }, '{"message":"oh"}')
    assert.ok(unknown instanceof ConnectServiceException)
    assert.deepEqual([unknown.name, unknown.message, unknown.$fault], ['Surprise', 'oh', 'server'])
    const silent = await failing(400, {}, '')
    assert.ok(silent instanceof ConnectServiceException)
    assert.deepEqual([silent.name, silent.message, silent.$fault], ['Unknown', 'UnknownError', 'client'])
  })

  it('a success of other kinds than its shape’s', async () => {
    const error = (await failing(200, {}, '{"ContactId":{}}')) as Error & { readonly $metadata: unknown }
    assert.equal(error.name, 'MalformedResponse')
    assert.equal(
      error.message,
      'the answer to StartEmailContact is none that its shape has\n- ContactId: expected a string, got an object [type]',
    )
    assert.deepEqual(error.$metadata, { httpStatusCode: 200, attempts: 1, totalRetryDelay: 0 })
  })

  it('by the codes of the query protocols', async () => {
    const body =
      '<ErrorResponse><Error><Type>Sender</Type><Code>NoSuchEntity</Code><Message>gone</Message></Error><RequestId>r-2</RequestId></ErrorResponse>'
    const { requestHandler } = catching({ status: 404, body })
    const client = new IAMClient({ ...settings, requestHandler, protocol: speaking([awsQuery])(sdkSchemas) })
    const error = await rejection(client.send(new ListUsersCommand({})))
    assert.ok(error instanceof NoSuchEntityException && error instanceof IAMServiceException)
    const { name, message, $metadata, ...codes } = error as Error & NoSuchEntityException & { readonly Code: string }
    assert.deepEqual([name, message, codes.Code], ['NoSuchEntityException', 'gone', 'NoSuchEntity'])
    assert.equal($metadata.requestId, 'r-2')
  })

  it('by the codes of a service that once spoke a query protocol', async () => {
    const { requestHandler } = catching({
      status: 400,
      headers: { 'x-amzn-query-error': 'AWS.SimpleQueueService.NonExistentQueue;Sender' },
      body: '{"__type":"com.amazonaws.sqs#QueueDoesNotExist","message":"no queue"}',
    })
    const client = validate(new SQSClient({ ...settings, requestHandler }), sdkSchemas, {
      protocol: speaking([awsJson1_0]),
    })
    const error = await rejection(client.send(new GetQueueUrlCommand({ QueueName: 'q' })))
    assert.ok(error instanceof QueueDoesNotExist)
    const { name, message, Code } = error as QueueDoesNotExist & { readonly Code: string }
    assert.deepEqual(
      [name, message, Code],
      ['QueueDoesNotExist', 'no queue', 'AWS.SimpleQueueService.NonExistentQueue'],
    )
  })

  it('where a model knows neither the errors nor that their codes are kept, the client does', async () => {
    const { queryCompatible: _, ...info } = service
    const older = { operations: service.operations.map((one) => ({ ...one, service: info, errors: [] })) }
    const { requestHandler, requests } = catching({
      status: 400,
      headers: { 'x-amzn-query-error': 'AWS.SimpleQueueService.NonExistentQueue;Sender' },
      body: '{"__type":"com.amazonaws.sqs#QueueDoesNotExist","message":"no queue"}',
    })
    const client = new SQSClient({ ...settings, requestHandler, protocol: speaking([awsJson1_0])(older) })
    const error = await rejection(client.send(new GetQueueUrlCommand({ QueueName: 'q' })))
    assert.equal(requests[0]?.headers['x-amzn-query-mode'], 'true')
    assert.ok(error instanceof QueueDoesNotExist)
    assert.equal(error.message, 'no queue')
  })

  it('by the status alone where S3 answers a HEAD', async () => {
    const { requestHandler } = catching({ status: 404, body: '' })
    const client = new S3Client({ ...settings, requestHandler, protocol: speaking([restXml])(sdkSchemas) })
    const error = await rejection(client.send(new HeadObjectCommand({ Bucket: 'b-1', Key: 'k' })))
    assert.ok(error instanceof NotFound)
  })
})

describe('bodies', () => {
  it('a payload of bytes is text by a method of its own', async () => {
    const { requestHandler, requests } = catching({ body: '"ü"' })
    const client = new LambdaClient({ ...settings, requestHandler, protocol: speaking([restJson1])(sdkSchemas) })
    const { Payload, StatusCode } = await client.send(new InvokeCommand({ FunctionName: 'f', Payload: '{"a":1}' }))
    assert.equal(StatusCode, 200)
    assert.equal(Payload?.transformToString(), '"ü"')
    assert.equal(Payload?.transformToString('base64'), Buffer.from('"ü"').toString('base64'))
    assert.deepEqual(Buffer.from(requests[0]?.body as Uint8Array).toString(), '{"a":1}')
  })

  it('a stream is handed on, both ways', async () => {
    const upload = Readable.from([Buffer.from('up')])
    const { requestHandler, requests } = catching({
      headers: { etag: '"e"', 'content-length': '4' },
      body: Readable.from([Buffer.from('down')]),
    })
    const protocol = speaking([restXml])(sdkSchemas)
    const client = new S3Client({
      ...settings,
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      requestHandler,
      protocol,
    })
    const { Body, ETag, ContentLength } = await client.send(new GetObjectCommand({ Bucket: 'b-1', Key: 'k' }))
    assert.deepEqual([ETag, ContentLength], ['"e"', 4])
    assert.equal(await Body?.transformToString(), 'down')
    await client.send(new PutObjectCommand({ Bucket: 'b-1', Key: 'k', Body: upload, ContentLength: 2 }))
    assert.equal(requests[1]?.body, upload)
  })
})

describe('streams of clients whose configuration does not make them readable', () => {
  const context = { base64Encoder: (bytes: Uint8Array) => Buffer.from(bytes).toString('base64') } as never
  const stream = () => readable(Readable.from([Buffer.from('do'), Buffer.from('wn')]), context) as GetObjectBody

  it('have the methods all the same', async () => {
    assert.deepEqual(await stream().transformToByteArray(), new Uint8Array(Buffer.from('down')))
    assert.equal(await stream().transformToString(), 'down')
    assert.equal(await stream().transformToString('base64'), 'ZG93bg==')
    const chunks: Array<string> = []
    for await (const chunk of stream().transformToWebStream()) chunks.push(Buffer.from(chunk).toString())
    assert.deepEqual(chunks, ['do', 'wn'])
    assert.ok(stream() instanceof Readable)
  })

  it('end their source when they are left', async () => {
    const source = Readable.from([Buffer.from('a'), Buffer.from('b')])
    const reader = (readable(source, context) as GetObjectBody).transformToWebStream().getReader()
    await reader.read()
    await reader.cancel()
    assert.equal(source.destroyed, true)
  })
})

describe('streams of events', () => {
  const ask = (content: unknown): ConverseStreamCommand =>
    new ConverseStreamCommand({ modelId: 'm', messages: [{ role: 'user', content: content as never }] })

  it('are told where the SDK’s own protocol is not named', async () => {
    const protocol = speaking([restJson1])(sdkSchemas)
    const client = new BedrockRuntimeClient({ ...settings, requestHandler: nothingSent, protocol })
    assert.equal(
      String(await rejection(client.send(ask([{ text: 'hi' }])))),
      'SetupError: ConverseStream has a stream of events: name the SDK’s protocol that carries it, as own',
    )
  })

  it('go through it where it is, their inputs checked', async () => {
    const protocol = speaking([restJson1])(sdkSchemas, { own: AwsRestJsonProtocol })
    const { requestHandler, requests } = catching({
      status: 400,
      headers: { 'x-amzn-errortype': 'ValidationException' },
    })
    const client = new BedrockRuntimeClient({ ...settings, requestHandler, protocol })
    const refused = await refusal(client.send(ask([{ text: 5 }])))
    assert.deepEqual(
      refused.issues.map(({ path }) => path.join('.')),
      ['messages.0.content.0.text'],
    )
    const error = await rejection(client.send(ask([{ text: 'hi' }])))
    assert.equal((error as Error).name, 'ValidationException')
    assert.equal(requests[0]?.path, '/model/m/converse-stream')
  })
})
