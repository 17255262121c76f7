/**
 * Clients of the AWS SDK that check their inputs: what is refused, when, in which words, and under which policies.
 */
import assert from 'node:assert/strict'
import { inspect } from 'node:util'
import { ConnectClient, DescribeUserCommand, StartEmailContactCommand } from '@aws-sdk/client-connect'
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { EncryptCommand, KMSClient } from '@aws-sdk/client-kms'
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import type { Advice } from '../../../lib/adapter/awsSdk/index.js'
import { sdkSchemas, speaking, validate, validated } from '../../../lib/adapter/awsSdk/index.js'
import { Connect } from '../../../lib/connect/index.js'
import { advise, awsJson1_0, ignore, restJson1, restXml, tolerant } from '../../../lib/index.js'
import { bodyText, catching, nobody, nothingSent, refusal, rejection, settings } from './caught.js'

const good = {
  InstanceId: 'i-1',
  FromEmailAddress: { EmailAddress: 'ada@example.com', DisplayName: 'Ada' },
  DestinationEmailAddress: 'support@example.org',
  EmailMessage: {
    MessageSourceType: 'RAW',
    RawMessage: { Subject: 'hi', Body: 'hello', ContentType: 'text/plain' },
  },
} as const

const secret = 'not-an-address but a secret'

const bad = {
  ...good,
  InstanceId: '',
  FromEmailAddress: { EmailAddress: secret },
  Name: 7 as unknown as string,
  Colour: 'red',
}

const badIssues = [
  'InstanceId: expected 1 to 100 characters, got a string of 0 characters [length]',
  `FromEmailAddress.EmailAddress: expected text that matches`,
  'Name: expected a string, got a number [type]',
  'Colour: expected a member of com.amazonaws.connect#StartEmailContactRequest, got an unknown member [unknownMember]',
]

const quiet = { ...settings, requestHandler: nothingSent }

describe('validate, on a client that exists', () => {
  it('refuses all of a bad input before credentials are asked for', async () => {
    const client = validate(new ConnectClient({ ...quiet, credentials: nobody }), Connect)
    const error = await refusal(client.send(new StartEmailContactCommand(bad)))
    assert.equal(error.operation, 'StartEmailContact')
    const [first, ...lines] = error.message.split('\n')
    assert.equal(first, 'the input of StartEmailContact has 4 issues')
    assert.equal(lines.length, badIssues.length)
    for (const [i, line] of lines.entries()) assert.ok(line.startsWith(`- ${badIssues[i]}`), line)
    assert.deepEqual(
      error.issues.map(({ path, code }) => [path.join('.'), code]),
      [
        ['InstanceId', 'length'],
        ['FromEmailAddress.EmailAddress', 'pattern'],
        ['Name', 'type'],
        ['Colour', 'unknownMember'],
      ],
    )
    assert.deepEqual(
      error.errors.map(({ issue }) => issue),
      error.issues,
    )
  })

  it('lets the SDK send what is good, as it would have', async () => {
    const plain = catching({ body: '{"ContactId":"c-1"}' })
    const checked = catching({ body: '{"ContactId":"c-1"}' })
    const token = { ...good, ClientToken: 't' }
    await new ConnectClient({ ...settings, ...plain }).send(new StartEmailContactCommand(token))
    const client = validate(new ConnectClient({ ...settings, ...checked }), Connect)
    const answer = await client.send(new StartEmailContactCommand(token))
    assert.equal(answer.ContactId, 'c-1')
    assert.deepEqual(bodyText(checked.requests[0] as never), bodyText(plain.requests[0] as never))
  })

  it('finds a token wanted that the SDK fills, and leaves the input alone', async () => {
    const { requestHandler, requests } = catching()
    const client = validate(new ConnectClient({ ...settings, requestHandler }), Connect)
    await client.send(new StartEmailContactCommand(Object.freeze({ ...good })))
    assert.match(JSON.parse(bodyText(requests[0] as never)).ClientToken, /^[\da-f-]{36}$/)
  })

  it('refuses operations that it has no shapes for, unless the client’s own are named', async () => {
    const user = new DescribeUserCommand({ InstanceId: 'i-1', UserId: 5 as unknown as string })
    const one = await rejection(validate(new ConnectClient(quiet), Connect).send(user))
    assert.equal(
      String(one),
      'SetupError: no shapes are given for DescribeUser: name a service that has it, or sdkSchemas',
    )
    const both = await refusal(validate(new ConnectClient(quiet), [Connect, sdkSchemas]).send(user))
    assert.deepEqual(both.message.split('\n').slice(1), ['- UserId: expected a string, got a number [type]'])
  })
})

describe('validated, as the protocol of a new client', () => {
  for (const [name, protocol] of [
    ['validated', validated(Connect)],
    ['speaking one', speaking([restJson1])(Connect)],
  ] as const) {
    it(`${name} refuses before anything is sent`, async () => {
      const client = new ConnectClient({ ...quiet, protocol })
      const error = await refusal(client.send(new StartEmailContactCommand(bad)))
      assert.equal(error.issues.length, badIssues.length)
    })

    it(`${name} writes and reads`, async () => {
      const { requestHandler, requests } = catching({
        headers: { 'x-amzn-requestid': 'r-1' },
        body: '{"ContactId":"c-1","Later":1}',
      })
      const client = new ConnectClient({ ...settings, requestHandler, protocol })
      const { ContactId, $metadata } = await client.send(new StartEmailContactCommand({ ...good, ClientToken: 't' }))
      assert.equal(ContactId, 'c-1')
      assert.deepEqual([$metadata.httpStatusCode, $metadata.requestId], [200, 'r-1'])
      const { method, path, headers } = requests[0] ?? assert.fail('nothing was sent')
      assert.deepEqual([method, path, headers['content-type']], ['PUT', '/contact/email', 'application/json'])
      assert.deepEqual(JSON.parse(bodyText(requests[0] as never)), { ...good, ClientToken: 't' })
    })
  }

  it('fills tokens once for all attempts, by the function given', async () => {
    const { requestHandler, requests } = catching({ status: 503 })
    const protocol = validated(Connect, { token: () => 'mine' })
    const client = new ConnectClient({ ...settings, maxAttempts: 2, requestHandler, protocol })
    await rejection(client.send(new StartEmailContactCommand(good)))
    assert.deepEqual(
      requests.map((request) => JSON.parse(bodyText(request)).ClientToken),
      ['mine', 'mine'],
    )
  })
})

describe('with no model at all', () => {
  const put = { TableName: 't', Item: { id: { S: 'a', N: '1' }, n: { N: 5 as unknown as string } } }
  const item = [
    'Item.id: expected exactly one member, got 2 members [union]',
    'Item.n.N: expected a string, got a number [type]',
  ]

  it('DynamoDB', async () => {
    const checked = validate(new DynamoDBClient({ ...quiet, credentials: nobody }), sdkSchemas)
    const spoken = new DynamoDBClient({ ...quiet, protocol: speaking([awsJson1_0])(sdkSchemas) })
    for (const client of [checked, spoken]) {
      const error = await refusal(client.send(new PutItemCommand(put as never)))
      assert.deepEqual(
        error.message.split('\n').slice(1),
        item.map((line) => `- ${line}`),
      )
    }
    const { requestHandler, requests } = catching({ body: '{"Attributes":{"id":{"B":"AQI="},"s":{"NS":["1"]}}}' })
    const protocol = speaking([awsJson1_0])(sdkSchemas)
    const client = new DynamoDBClient({ ...settings, requestHandler, protocol })
    const Item = { id: { S: 'a' }, blob: { B: new Uint8Array([1, 2]) }, no: { NULL: true } } as const
    const { Attributes } = await client.send(new PutItemCommand({ TableName: 't', Item }))
    assert.deepEqual(Attributes, { id: { B: new Uint8Array([1, 2]) }, s: { NS: ['1'] } })
    assert.equal(requests[0]?.headers['x-amz-target'], 'DynamoDB_20120810.PutItem')
    assert.deepEqual(JSON.parse(bodyText(requests[0] as never)), {
      TableName: 't',
      Item: { id: { S: 'a' }, blob: { B: 'AQI=' }, no: { NULL: true } },
    })
  })

  it('S3, whose bucket the endpoint has', async () => {
    const error = await refusal(
      validate(new S3Client({ ...quiet, credentials: nobody }), sdkSchemas).send(
        new PutObjectCommand({ Bucket: 'b-1', Key: undefined, Expires: 'soon' as unknown as Date }),
      ),
    )
    assert.deepEqual(error.message.split('\n').slice(1), [
      '- Key: expected a value, got nothing [missing]',
      '- Expires: expected a timestamp, got a string [type]',
    ])
    for (const forcePathStyle of [true, false]) {
      const { requestHandler, requests } = catching({ headers: { etag: '"e"' }, body: '' })
      const protocol = speaking([restXml])(sdkSchemas)
      const client = new S3Client({
        ...settings,
        endpoint: 'http://store.test',
        forcePathStyle,
        requestHandler,
        protocol,
      })
      const { ETag } = await client.send(new PutObjectCommand({ Bucket: 'b-1', Key: 'a b/c', Body: 'hello' }))
      assert.equal(ETag, '"e"')
      const { hostname, path, query } = requests[0] ?? assert.fail('nothing was sent')
      const place = forcePathStyle ? ['store.test', '/b-1/a%20b/c'] : ['b-1.store.test', '/a%20b/c']
      assert.deepEqual([hostname, path], place)
      assert.deepEqual(query, { 'x-id': 'PutObject' })
    }
  })

  it('SQS', async () => {
    const client = validate(new SQSClient({ ...quiet, credentials: nobody }), sdkSchemas)
    const wrong = { QueueUrl: 'http://localhost/q', MessageBody: 'm', MessageAttributes: { a: { StringValue: 's' } } }
    const error = await refusal(client.send(new SendMessageCommand(wrong as never)))
    assert.deepEqual(error.message.split('\n').slice(1), [
      '- MessageAttributes.a.DataType: expected a value, got nothing [missing]',
    ])
    const { requestHandler, requests } = catching({ body: '{"MessageId":"m-1"}' })
    const sender = validate(new SQSClient({ ...settings, md5: false, requestHandler }), sdkSchemas, {
      protocol: speaking([awsJson1_0]),
    })
    const { MessageId } = await sender.send(
      new SendMessageCommand({ QueueUrl: 'http://localhost/q', MessageBody: 'm' }),
    )
    assert.equal(MessageId, 'm-1')
    assert.equal(requests[0]?.headers['x-amzn-query-mode'], 'true')
  })

  it('says that a protocol is not known where nothing tells', async () => {
    const client = new SQSClient({ ...quiet, protocol: validated(sdkSchemas) })
    const error = await rejection(client.send(new SendMessageCommand({ QueueUrl: 'http://q.test/', MessageBody: 'm' })))
    assert.match(String(error), /^SetupError: which protocol SendMessage is spoken in is not known/)
  })
})

describe('policies of a client', () => {
  const long = { ...good, Description: 'x'.repeat(5000) }

  it('advise tells and sends', async () => {
    const told: Array<Advice> = []
    const { requestHandler, requests } = catching()
    const protocol = validated(Connect, {
      policy: (shape) => advise(shape, ['length']),
      onAdvice: (advice) => told.push(advice),
    })
    await new ConnectClient({ ...settings, requestHandler, protocol }).send(new StartEmailContactCommand(long))
    assert.equal(requests.length, 1)
    assert.deepEqual(
      told.map(({ operation, issues }) => [operation, issues.map(({ path, code }) => `${path.join('.')} ${code}`)]),
      [['StartEmailContact', ['Description length']]],
    )
  })

  it('ignore says nothing, strict refuses', async () => {
    const { requestHandler, requests } = catching()
    const ignoring = validate(new ConnectClient({ ...settings, requestHandler }), Connect, {
      policy: (shape) => ignore(shape, ['length']),
      onAdvice: () => assert.fail('nothing is to be told'),
    })
    await ignoring.send(new StartEmailContactCommand(long))
    assert.equal(requests.length, 1)
    const error = await refusal(validate(new ConnectClient(quiet), Connect).send(new StartEmailContactCommand(long)))
    assert.deepEqual(
      error.issues.map(({ code }) => code),
      ['length'],
    )
  })

  it('tolerant asks for kinds alone', async () => {
    const { requestHandler, requests } = catching()
    const protocol = validated(Connect, { policy: tolerant })
    const client = new ConnectClient({ ...settings, requestHandler, protocol })
    const loose = { ...good, InstanceId: '', EmailMessage: { MessageSourceType: 'LATER' }, ClientToken: 't' }
    await client.send(new StartEmailContactCommand(loose as never))
    assert.deepEqual(JSON.parse(bodyText(requests[0] as never)), loose)
    const error = await refusal(client.send(new StartEmailContactCommand({ ...good, Name: 7 as never })))
    assert.deepEqual(
      error.issues.map(({ code }) => code),
      ['type'],
    )
  })
})

describe('secrets', () => {
  it('stand in nothing that an error shows', async () => {
    const spelt = 'hunter2-hunter2'
    const secretive = {
      KeyId: 'k',
      Plaintext: { [spelt]: spelt } as never,
      EncryptionContext: { purpose: 5 as never },
    }
    const errors = [
      await refusal(validate(new KMSClient(quiet), sdkSchemas).send(new EncryptCommand(secretive))),
      await refusal(validate(new ConnectClient(quiet), Connect).send(new StartEmailContactCommand(bad))),
    ]
    for (const error of errors) {
      const shown = [
        error.message,
        String(error),
        error.stack ?? '',
        JSON.stringify(error),
        inspect(error, { depth: Infinity, showHidden: true, getters: false }),
        ...error.errors.map((entry) => inspect(entry, { depth: Infinity, showHidden: true })),
      ]
      for (const text of shown) {
        assert.ok(!text.includes(spelt), text)
        assert.ok(!text.includes(secret), text)
      }
    }
    assert.deepEqual(
      errors[0]?.issues.map(({ path }) => path.join('.')),
      ['Plaintext', 'EncryptionContext.purpose'],
    )
  })
})
