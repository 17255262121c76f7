/**
 * Rows of the other formats: one nested operation each way in XML, in forms and in CBOR, against the AWS SDK's codec over the
 * same schemas.
 */
import assert from 'node:assert/strict'
import * as cloudwatch from '@aws-sdk/client-cloudwatch'
import * as iam from '@aws-sdk/client-iam'
import * as s3 from '@aws-sdk/client-s3'
import { AwsSmithyRpcV2CborProtocol } from '@aws-sdk/core/protocols'
import { awsQuery, restXml, rpcv2Cbor } from 'wireshape'
import { fieldsOf, sdkOf, sdkResponse } from '../sdk.mjs'
import { rightOf } from '../subject.mjs'

const many = (count, make) => Array.from({ length: count }, (_, i) => make(i))

const day = new Date('2026-01-02T03:04:05.000Z')

// inputs and outputs, as the SDK has them

const lifecycle = {
  Bucket: 'bucket',
  LifecycleConfiguration: {
    Rules: many(20, (i) => ({
      ID: `rule-${i}`,
      Status: i % 3 === 0 ? 'Disabled' : 'Enabled',
      Filter: {
        And: {
          Prefix: `logs/${i}/<a&b>`,
          Tags: many(3, (j) => ({ Key: `key-${j}`, Value: `value ${i}-${j}` })),
          ObjectSizeGreaterThan: 1024 * i,
        },
      },
      Transitions: many(2, (j) => ({ Days: 30 * (j + 1), StorageClass: j === 0 ? 'STANDARD_IA' : 'GLACIER' })),
      Expiration: { Days: 365 },
      NoncurrentVersionExpiration: { NoncurrentDays: 60, NewerNoncurrentVersions: 3 },
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
    })),
  },
}

const objects = {
  IsTruncated: true,
  Name: 'bucket',
  Prefix: 'photos/',
  MaxKeys: 100,
  KeyCount: 100,
  NextContinuationToken: 'token',
  Contents: many(100, (i) => ({
    Key: `photos/2026/${i} & more.jpg`,
    LastModified: day,
    ETag: `"${String(i).padStart(32, '0')}"`,
    ChecksumAlgorithm: ['CRC32'],
    Size: 1000 * i,
    StorageClass: 'STANDARD',
    Owner: { DisplayName: 'someone', ID: `id-${i}` },
  })),
  CommonPrefixes: many(10, (i) => ({ Prefix: `photos/${i}/` })),
}

const simulation = {
  PolicyInputList: many(3, (i) => `{"Version":"2012-10-17","Statement":[{"Sid":"s${i}","Effect":"Allow"}]}`),
  ActionNames: many(20, (i) => `s3:GetObject${i}`),
  ResourceArns: many(20, (i) => `arn:aws:s3:::bucket-${i}/*`),
  CallerArn: 'arn:aws:iam::111122223333:user/ada',
  ContextEntries: many(20, (i) => ({
    ContextKeyName: `aws:key/${i}`,
    ContextKeyValues: many(3, (j) => `value ${i} & ${j}`),
    ContextKeyType: 'string',
  })),
  MaxItems: 100,
}

const role = (i) => ({
  Path: '/service/',
  RoleName: `role-${i}`,
  RoleId: `AROA${i}`,
  Arn: `arn:aws:iam::111122223333:role/service/role-${i}`,
  CreateDate: day,
  AssumeRolePolicyDocument: '%7B%22Version%22%3A%222012-10-17%22%7D',
  InstanceProfileList: many(1, (j) => ({
    Path: '/',
    InstanceProfileName: `profile-${i}-${j}`,
    InstanceProfileId: `AIPA${i}`,
    Arn: `arn:aws:iam::111122223333:instance-profile/${i}`,
    CreateDate: day,
    Roles: [],
  })),
  RolePolicyList: many(2, (j) => ({ PolicyName: `inline-${j}`, PolicyDocument: '%7B%7D' })),
  AttachedManagedPolicies: many(2, (j) => ({ PolicyName: `managed-${j}`, PolicyArn: `arn:aws:iam::aws:policy/p${j}` })),
  Tags: many(3, (j) => ({ Key: `key-${j}`, Value: `value <${i}>` })),
})

const account = { RoleDetailList: many(30, role), IsTruncated: false }

const metrics = {
  Namespace: 'Shop/Orders',
  MetricData: many(50, (i) => ({
    MetricName: `metric-${i}`,
    Dimensions: many(3, (j) => ({ Name: `dimension-${j}`, Value: `value-${i}-${j}` })),
    Timestamp: day,
    Values: many(10, (j) => j * 1.25),
    Counts: many(10, (j) => j + 0.5),
    Unit: 'Milliseconds',
    StorageResolution: 60,
  })),
}

const series = {
  MetricDataResults: many(10, (i) => ({
    Id: `q${i}`,
    Label: `metric-${i}`,
    Timestamps: many(100, (j) => new Date(day.getTime() + 60_000 * j)),
    Values: many(100, (j) => i + j * 0.75),
    StatusCode: 'Complete',
    Messages: many(1, () => ({ Code: 'code', Value: 'value' })),
  })),
  NextToken: 'token',
}

const formats = [
  {
    id: 'xml',
    protocol: restXml,
    sdk: () => sdkOf(s3, s3.S3Client, { forcePathStyle: true }),
    write: ['PutBucketLifecycleConfiguration', lifecycle],
    read: ['ListObjectsV2', objects],
  },
  {
    id: 'query',
    protocol: awsQuery,
    sdk: () => sdkOf(iam, iam.IAMClient),
    write: ['SimulateCustomPolicy', simulation],
    read: ['GetAccountAuthorizationDetails', account],
  },
  {
    id: 'cbor',
    protocol: rpcv2Cbor,
    // The client speaks JSON by itself; its users set this protocol so.
    sdk: () => sdkOf(cloudwatch, cloudwatch.CloudWatchClient, { protocol: AwsSmithyRpcV2CborProtocol }),
    write: ['PutMetricData', metrics],
    read: ['GetMetricData', series],
  },
]

// rows

const requestOf = (client, domain) => {
  const written = client.encodeRequest(domain)
  return written._tag === undefined ? written : rightOf(written)
}

/** Bodies may differ in the order of members and in what is no content: what they say is compared by our own reading. */
const same = (protocol, operation, ours, theirs) => {
  const server = protocol.server(operation)
  const body = theirs.body instanceof Uint8Array ? theirs.body : new TextEncoder().encode(theirs.body)
  const read = rightOf(server.decodeRequest({ ...ours, body: { _tag: 'Bytes', bytes: new Uint8Array(body) } }))
  assert.deepEqual(read, rightOf(server.decodeRequest(ours)))
}

const writeRow = async ({ id, protocol, write: [name, input] }, sdk) => {
  const operation = sdk.operation(name)
  const client = protocol.client(operation)
  const domain = fieldsOf(operation.input.schema, input)
  const serialize = sdk.serialize(name)
  same(protocol, operation, requestOf(client, domain), await serialize(input))
  return {
    id: `${id}-write`,
    payload: name,
    as: 'speed',
    goal: 2,
    ours: 'wireshape encodeRequest',
    against: ['AWS SDK serializeRequest'],
    contenders: [
      { name: 'wireshape encodeRequest', run: () => client.encodeRequest(domain) },
      { name: 'AWS SDK serializeRequest', run: () => serialize(input), isAsync: true },
    ],
  }
}

const readRow = async ({ id, protocol, read: [name, output] }, sdk) => {
  const operation = sdk.operation(name)
  const domain = fieldsOf(operation.output.schema, output)
  const answer = protocol.server(operation).encodeResponse({ _tag: 'Right', right: domain }, { requestId: 'r-1' })
  const client = protocol.client(operation)
  const deserialize = sdk.deserialize(name)
  const fresh = sdkResponse(answer)
  assert.deepEqual(
    fieldsOf(operation.output.schema, await deserialize(fresh())),
    rightOf(client.decodeResponse(answer)),
  )
  return {
    id: `${id}-read`,
    payload: name,
    as: 'speed',
    goal: 2,
    ours: 'wireshape decodeResponse',
    against: ['AWS SDK deserializeResponse'],
    contenders: [
      { name: 'wireshape decodeResponse', run: () => client.decodeResponse(answer) },
      { name: 'AWS SDK deserializeResponse', run: () => deserialize(fresh()), isAsync: true },
    ],
  }
}

export const codecRows = async () => {
  const rows = []
  for (const format of formats) {
    const sdk = format.sdk()
    rows.push(await writeRow(format, sdk), await readRow(format, sdk))
  }
  return rows
}
