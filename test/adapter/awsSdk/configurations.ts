/**
 * Type-checked and never run: each client of the SDK takes our protocols, and `validate` takes each client.
 */
import type { BedrockRuntimeClientConfig } from '@aws-sdk/client-bedrock-runtime'
import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime'
import type { CloudWatchClientConfig } from '@aws-sdk/client-cloudwatch'
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch'
import type { ConnectClientConfig } from '@aws-sdk/client-connect'
import { ConnectClient, Connect as ConnectOfAll } from '@aws-sdk/client-connect'
import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { EC2ClientConfig } from '@aws-sdk/client-ec2'
import { EC2Client } from '@aws-sdk/client-ec2'
import type { IAMClientConfig } from '@aws-sdk/client-iam'
import { IAMClient } from '@aws-sdk/client-iam'
import type { KMSClientConfig } from '@aws-sdk/client-kms'
import { KMSClient } from '@aws-sdk/client-kms'
import type { LambdaClientConfig } from '@aws-sdk/client-lambda'
import { LambdaClient } from '@aws-sdk/client-lambda'
import type { S3ClientConfig } from '@aws-sdk/client-s3'
import { S3Client } from '@aws-sdk/client-s3'
import type { SQSClientConfig } from '@aws-sdk/client-sqs'
import { SQSClient } from '@aws-sdk/client-sqs'
import {
  AwsEc2QueryProtocol,
  AwsJson1_0Protocol,
  AwsJson1_1Protocol,
  AwsQueryProtocol,
  AwsRestJsonProtocol,
  AwsRestXmlProtocol,
  AwsSmithyRpcV2CborProtocol,
} from '@aws-sdk/core/protocols'
import type { OwnProtocolClass } from '../../../lib/adapter/awsSdk/index.js'
import { sdkSchemas, validate, validated } from '../../../lib/adapter/awsSdk/index.js'
import { Connect } from '../../../lib/connect/index.js'

const protocol = validated([Connect, sdkSchemas])

export const configurations: readonly [
  BedrockRuntimeClientConfig,
  CloudWatchClientConfig,
  ConnectClientConfig,
  DynamoDBClientConfig,
  EC2ClientConfig,
  IAMClientConfig,
  KMSClientConfig,
  LambdaClientConfig,
  S3ClientConfig,
  SQSClientConfig,
] = [
  { protocol },
  { protocol },
  { protocol },
  { protocol },
  { protocol },
  { protocol },
  { protocol },
  { protocol },
  { protocol },
  { protocol },
]

/** A client comes back as what it was. */
export const clients = () => ({
  bedrock: validate(new BedrockRuntimeClient({}), sdkSchemas) satisfies BedrockRuntimeClient,
  cloudwatch: validate(new CloudWatchClient({}), sdkSchemas) satisfies CloudWatchClient,
  connect: validate(new ConnectClient({}), Connect) satisfies ConnectClient,
  connectOfAll: validate(new ConnectOfAll({}), Connect, { protocol: validated }) satisfies ConnectOfAll,
  dynamodb: validate(new DynamoDBClient({}), sdkSchemas) satisfies DynamoDBClient,
  ec2: validate(new EC2Client({}), sdkSchemas) satisfies EC2Client,
  iam: validate(new IAMClient({}), sdkSchemas) satisfies IAMClient,
  kms: validate(new KMSClient({}), sdkSchemas) satisfies KMSClient,
  lambda: validate(new LambdaClient({}), sdkSchemas) satisfies LambdaClient,
  s3: validate(new S3Client({}), sdkSchemas) satisfies S3Client,
  sqs: validate(new SQSClient({}), sdkSchemas) satisfies SQSClient,
})

export const owns: ReadonlyArray<OwnProtocolClass> = [
  AwsEc2QueryProtocol,
  AwsJson1_0Protocol,
  AwsJson1_1Protocol,
  AwsQueryProtocol,
  AwsRestJsonProtocol,
  AwsRestXmlProtocol,
  AwsSmithyRpcV2CborProtocol,
]
