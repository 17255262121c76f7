/**
 * The services under test: their models, their protocols, their SDK clients as they come, and the operations that are
 * exchanged.
 */
import { readFileSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { createServer as createServerOfHttp2 } from 'node:http2'
import type { Server } from 'node:net'
import { join } from 'node:path'
import { AwsSmithyRpcV2CborProtocol } from '@aws-sdk/core/protocols'
import type { AnyOperation, Protocol, Service } from '../../lib/index.js'
import { awsJson1_0, awsJson1_1, awsQuery, ec2Query, restJson1, restXml, rpcv2Cbor } from '../../lib/index.js'
import { readBotocore, readSmithy } from '../../lib/model/index.js'
import type { ProtocolName } from '../protocol/lossy.js'
import { sharedFolder } from '../shared.js'

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true'

/** An SDK client and its module, as far as is looked at. */
export interface SdkClient {
  readonly send: (command: unknown) => Promise<unknown>
  readonly destroy: () => void
  readonly middlewareStack: unknown
}

export type SdkModule = Readonly<Record<string, unknown>>

export interface Exchanged {
  readonly name: string
  /** Inside the shared folder. */
  readonly model: string
  readonly protocol: Protocol
  readonly protocolName: ProtocolName
  readonly load: () => Promise<SdkModule>
  readonly client: string
  /** Beside the endpoint and credentials; each entry is one that users of the SDK set. */
  readonly config: Readonly<Record<string, unknown>>
  readonly create?: (listener: RequestListener) => Server
  readonly operations: ReadonlyArray<string>
}

const lambdaOperations = [
  'CreateFunction',
  'GetFunction',
  'ListFunctions',
  'UpdateFunctionConfiguration',
  'DeleteFunction',
  'Invoke',
  'TagResource',
  'AddPermission',
] // prettier-ignore

const cloudwatchOperations = [
  'PutMetricData',
  'GetMetricData',
  'DescribeAlarms',
  'PutMetricAlarm',
  'ListMetrics',
  'GetMetricWidgetImage',
  'GetMetricStatistics',
]

/** HTTP/2 without TLS, as the client of Bedrock speaks it. Its compatibility layer makes messages of the kind of HTTP/1. */
const http2 = (listener: RequestListener): Server =>
  createServerOfHttp2(listener as unknown as Parameters<typeof createServerOfHttp2>[1])

export const exchanged: ReadonlyArray<Exchanged> = [
  {
    name: 'dynamodb',
    model: 'models/smithy/dynamodb.json',
    protocol: awsJson1_0,
    protocolName: 'awsJson1_0',
    load: () => import('@aws-sdk/client-dynamodb') as Promise<unknown> as Promise<SdkModule>,
    client: 'DynamoDBClient',
    config: {},
    operations: [
      'PutItem',
      'GetItem',
      'Query',
      'BatchWriteItem',
      'TransactWriteItems',
      'UpdateItem',
      'CreateTable',
      'DescribeTable',
    ],
  },
  {
    name: 'kms',
    model: 'models/smithy/kms.json',
    protocol: awsJson1_1,
    protocolName: 'awsJson1_1',
    load: () => import('@aws-sdk/client-kms') as Promise<unknown> as Promise<SdkModule>,
    client: 'KMSClient',
    config: {},
    operations: [
      'Encrypt',
      'Decrypt',
      'CreateKey',
      'DescribeKey',
      'CreateGrant',
      'ListAliases',
      'ScheduleKeyDeletion',
      'GenerateDataKey',
      'EnableKey',
    ],
  },
  {
    name: 'lambda',
    model: 'models/smithy/lambda.json',
    protocol: restJson1,
    protocolName: 'restJson1',
    load: () => import('@aws-sdk/client-lambda') as Promise<unknown> as Promise<SdkModule>,
    client: 'LambdaClient',
    config: {},
    operations: lambdaOperations,
  },
  {
    name: 'connect',
    model: 'models/smithy/connect.json',
    protocol: restJson1,
    protocolName: 'restJson1',
    load: () => import('@aws-sdk/client-connect') as Promise<unknown> as Promise<SdkModule>,
    client: 'ConnectClient',
    config: {},
    operations: [
      'StartEmailContact',
      'GetMetricDataV2',
      'CreateRule',
      'DescribeContact',
      'ListUsers',
      'UpdateContactAttributes',
      'SearchContacts',
    ],
  },
  {
    name: 's3',
    model: 'models/smithy/s3.json',
    protocol: restXml,
    protocolName: 'restXml',
    load: () => import('@aws-sdk/client-s3') as Promise<unknown> as Promise<SdkModule>,
    client: 'S3Client',
    config: {
      forcePathStyle: true,
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    },
    operations: [
      'PutObject',
      'GetObject',
      'ListObjectsV2',
      'HeadObject',
      'CopyObject',
      'DeleteObjects',
      'PutBucketLifecycleConfiguration',
      'GetBucketAcl',
      'CreateMultipartUpload',
      'UploadPart',
      'GetBucketLocation',
      'AbortMultipartUpload',
      'RestoreObject',
    ],
  },
  {
    name: 'iam',
    model: 'models/smithy/iam.json',
    protocol: awsQuery,
    protocolName: 'awsQuery',
    load: () => import('@aws-sdk/client-iam') as Promise<unknown> as Promise<SdkModule>,
    client: 'IAMClient',
    config: {},
    operations: [
      'CreateRole',
      'GetUser',
      'ListUsers',
      'SimulateCustomPolicy',
      'GetAccountSummary',
      'DeleteRole',
      'GetCredentialReport',
      'TagUser',
    ],
  },
  {
    name: 'ec2',
    model: 'models/botocore/ec2.json',
    protocol: ec2Query,
    protocolName: 'ec2Query',
    load: () => import('@aws-sdk/client-ec2') as Promise<unknown> as Promise<SdkModule>,
    client: 'EC2Client',
    config: {},
    operations: [
      'RunInstances',
      'DescribeInstances',
      'CreateTags',
      'DescribeVpcs',
      'AuthorizeSecurityGroupIngress',
      'GetConsoleOutput',
      'CreateVolume',
      'DeleteVpc',
    ],
  },
  {
    name: 'cloudwatch',
    model: 'models/smithy/cloudwatch.json',
    protocol: rpcv2Cbor,
    protocolName: 'rpcv2Cbor',
    load: () => import('@aws-sdk/client-cloudwatch') as Promise<unknown> as Promise<SdkModule>,
    client: 'CloudWatchClient',
    config: { protocol: AwsSmithyRpcV2CborProtocol },
    operations: cloudwatchOperations,
  },
  {
    name: 'sqs',
    model: 'models/smithy/sqs.json',
    protocol: awsJson1_0,
    protocolName: 'awsJson1_0',
    load: () => import('@aws-sdk/client-sqs') as Promise<unknown> as Promise<SdkModule>,
    client: 'SQSClient',
    config: { md5: false },
    operations: [
      'SendMessage',
      'SendMessageBatch',
      'ReceiveMessage',
      'GetQueueAttributes',
      'CreateQueue',
      'DeleteMessage',
      'ListQueues',
    ],
  },
  {
    name: 'bedrock-runtime',
    model: 'models/smithy/bedrock-runtime.json',
    protocol: restJson1,
    protocolName: 'restJson1',
    load: () => import('@aws-sdk/client-bedrock-runtime') as Promise<unknown> as Promise<SdkModule>,
    client: 'BedrockRuntimeClient',
    config: {},
    create: http2,
    operations: [
      'ConverseStream',
      'InvokeModelWithResponseStream',
      'Converse',
      'InvokeModel',
      'ApplyGuardrail',
      'ListAsyncInvokes',
    ],
  },
]

const services = new Map<string, Service>()

/** The service of a model, its shapes live; read once. */
export const serviceOf = ({ model }: Pick<Exchanged, 'model'>): Service => {
  const known = services.get(model)
  if (known !== undefined) return known
  const json: unknown = JSON.parse(readFileSync(join(sharedFolder, model), 'utf8'))
  const read = model.includes('/botocore/') ? readBotocore(json) : readSmithy(json)
  if (read._tag === 'Left') throw new Error(`${model}: ${read.left.map(({ expected }) => expected).join('; ')}`)
  const [service] = read.right
  if (service === undefined) throw new Error(`${model} has no service`)
  services.set(model, service)
  return service
}

export const operationOf = (service: Service, name: string): AnyOperation => {
  const operation = service.operations.find((one) => one.name === name)
  if (operation === undefined) throw new Error(`${service.id} has no ${name}`)
  return operation
}

export const credentials = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
} as const

export const sdkClient = (
  module: SdkModule,
  { client, config }: Exchanged,
  more: Readonly<Record<string, unknown>>,
): SdkClient => {
  const Client = module[client] as new (config: unknown) => SdkClient
  return new Client({ region: 'eu-west-2', credentials, maxAttempts: 1, ...config, ...more })
}

/** The SDK's command for an operation's input. */
export const commandOf = (module: SdkModule, operation: AnyOperation, input: unknown): unknown => {
  const Command = module[`${operation.name}Command`] as new (input: unknown) => unknown
  return new Command(input)
}
