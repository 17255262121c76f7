/**
 * Clients of the AWS SDK against `wireshape mock`, whose services are read from the clients' own schemas, as are the shapes that
 * inputs are held against: no model anywhere. What is bad opens no socket, what is good is answered, with the client's types.
 */
import assert from 'node:assert/strict'
import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb'
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { sdkSchemas, speaking, validate } from '../../../lib/adapter/awsSdk/index.js'
import { awsJson1_0, restXml } from '../../../lib/index.js'
import type { Mocked } from '../../cli/mocking.js'
import { mock } from '../../cli/mocking.js'
import { nobody, nothingSent, refusal, settings } from './caught.js'

/** One client that may send nothing, and one that speaks to the mock. */
const configurations = (mocked: Mocked) => ({
  closed: { ...settings, credentials: nobody, requestHandler: nothingSent },
  open: { ...settings, endpoint: mocked.url },
})

const withMock = async (name: string, test: (mocked: Mocked) => Promise<void>): Promise<void> => {
  const mocked = await mock(process.cwd(), '--sdk', `@aws-sdk/client-${name}`, '--seed', '7')
  try {
    await test(mocked)
  } finally {
    await mocked.stop()
  }
}

const statuses = (mocked: Mocked): ReadonlyArray<unknown> =>
  mocked
    .entries()
    .filter(({ operation }) => operation !== undefined)
    .map(({ operation, status }) => [operation, status])

/** Whether a value is of the kind that its name says. */
const isOfKind = (value: AttributeValue): boolean => {
  if (value.B !== undefined) return value.B instanceof Uint8Array
  if (value.BS !== undefined) return value.BS.every((one) => one instanceof Uint8Array)
  if (value.L !== undefined) return value.L.every(isOfKind)
  if (value.M !== undefined) return Object.values(value.M).every(isOfKind)
  return Object.keys(value).length === 1
}

describe('clients and a mock of their own schemas', () => {
  it('DynamoDB', () =>
    withMock('dynamodb', async (mocked) => {
      const { closed, open } = configurations(mocked)
      const wrong = { TableName: 't', Key: { id: 'a' }, ConsistentRead: 'yes' } as never
      const error = await refusal(validate(new DynamoDBClient(closed), sdkSchemas).send(new GetItemCommand(wrong)))
      assert.deepEqual(error.message.split('\n').slice(1), [
        '- Key.id: expected a union with one member, got a string [type]',
        '- ConsistentRead: expected true or false, got a string [type]',
      ])
      const client = validate(new DynamoDBClient(open), sdkSchemas, { protocol: speaking([awsJson1_0]) })
      const { Item, $metadata } = await client.send(new GetItemCommand({ TableName: 't', Key: { id: { S: 'a' } } }))
      const values: ReadonlyArray<AttributeValue> = Object.values(Item ?? {})
      for (const value of values) assert.ok(isOfKind(value), JSON.stringify(value))
      assert.equal($metadata.httpStatusCode, 200)
      assert.deepEqual(statuses(mocked), [['GetItem', 200]])
      client.destroy()
    }))

  it('S3', () =>
    withMock('s3', async (mocked) => {
      const { closed, open } = configurations(mocked)
      const wrong = { Bucket: 'b-1', MaxKeys: 'all', Prefx: 'a' } as never
      const error = await refusal(validate(new S3Client(closed), sdkSchemas).send(new ListObjectsV2Command(wrong)))
      assert.deepEqual(error.message.split('\n').slice(1), [
        '- MaxKeys: expected a number, got a string [type]',
        '- Prefx: expected a member of com.amazonaws.s3#ListObjectsV2Request, got an unknown member [unknownMember]',
      ])
      const client = validate(new S3Client({ ...open, forcePathStyle: true }), sdkSchemas, {
        protocol: speaking([restXml]),
      })
      const { Contents = [], $metadata } = await client.send(new ListObjectsV2Command({ Bucket: 'b-1', MaxKeys: 5 }))
      for (const { LastModified } of Contents) assert.ok(LastModified === undefined || LastModified instanceof Date)
      assert.equal($metadata.httpStatusCode, 200)
      assert.deepEqual(statuses(mocked), [['ListObjectsV2', 200]])
      client.destroy()
    }))

  it('SQS', () =>
    withMock('sqs', async (mocked) => {
      const { closed, open } = configurations(mocked)
      const QueueUrl = `${mocked.url}/q`
      const wrong = { QueueUrl, MessageBody: { order: 7 } } as never
      const error = await refusal(validate(new SQSClient(closed), sdkSchemas).send(new SendMessageCommand(wrong)))
      assert.deepEqual(error.message.split('\n').slice(1), ['- MessageBody: expected a string, got an object [type]'])
      const client = validate(new SQSClient({ ...open, md5: false }), sdkSchemas, { protocol: speaking([awsJson1_0]) })
      const answer = await client.send(new SendMessageCommand({ QueueUrl, MessageBody: '{"order":7}' }))
      assert.equal(answer.$metadata.httpStatusCode, 200)
      assert.ok(answer.MessageId === undefined || typeof answer.MessageId === 'string')
      assert.deepEqual(statuses(mocked), [['SendMessage', 200]])
      client.destroy()
    }))
})
