/**
 * The fields of member names: those of real models, golden, and what holds of any name.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { fieldNames } from '../../lib/model/index.js'
import { camelCase } from '../../lib/schema/index.js'
import { describeShared } from '../shared.js'

const golden: Readonly<Record<string, string>> = {
  InstanceId: 'instanceId',
  instanceId: 'instanceId',
  DBInstanceIdentifier: 'dbInstanceIdentifier',
  S3Url: 's3Url',
  s3Uri: 's3Uri',
  ACL: 'acl',
  ACLs: 'acls',
  VPCs: 'vpcs',
  VPCIds: 'vpcIds',
  ClientIDList: 'clientIdList',
  OpenIDConnectProviderArn: 'openIdConnectProviderArn',
  KeyIDs: 'keyIds',
  APIs: 'apis',
  IPv6Addresses: 'ipv6Addresses',
  Ipv6Addresses: 'ipv6Addresses',
  AssignIPv6: 'assignIpv6',
  IMDSv2Required: 'imdsv2Required',
  EC2InstanceIds: 'ec2InstanceIds',
  KMSKeyId: 'kmsKeyId',
  SSEKMSKeyId: 'sseKmsKeyId',
  SSEKMSEncryptionContext: 'sseKmsEncryptionContext',
  SSES3: 'sseS3',
  CopySourceSSECustomerKeyMD5: 'copySourceSseCustomerKeyMd5',
  ChecksumCRC32: 'checksumCrc32',
  ChecksumCRC32C: 'checksumCrc32c',
  ChecksumCRC64NVME: 'checksumCrc64Nvme',
  SHA256TreeHash: 'sha256TreeHash',
  CodeSha256: 'codeSha256',
  EDNS0ClientSubnetIP: 'edns0ClientSubnetIp',
  EnableResourceNameDnsAAAARecord: 'enableResourceNameDnsAaaaRecord',
  Phase1DHGroup: 'phase1DhGroup',
  K8sCluster: 'k8sCluster',
  M2tsSettings: 'm2tsSettings',
  X509Certificate: 'x509Certificate',
  VCpuCount: 'vCpuCount',
  ETag: 'eTag',
  'x-amz': 'xAmz',
  'x-amz-server-side-encryption': 'xAmzServerSideEncryption',
  already_snake: 'alreadySnake',
  SCREAMING_SNAKE: 'screamingSnake',
  __type: 'type',
  __proto__: 'proto',
  'a.b': 'aB',
  '0': '0',
  '2FA': '2Fa',
  '': '',
  ___: '___',
  größe: 'größe',
}

describe('camelCase', () => {
  it('names of real models and hostile ones', () => {
    assert.deepEqual(Object.fromEntries(Object.keys(golden).map((name) => [name, camelCase(name)])), golden)
    assert.equal(camelCase(JSON.parse('"__proto__"') as string), 'proto')
  })

  it('of its own result is that result, in lower case at its head, of letters and digits', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,20}$/), (name) => {
        const field = camelCase(name)
        assert.match(field, /^[a-z][A-Za-z0-9]*$/)
        assert.equal(camelCase(field).toLowerCase(), field.toLowerCase())
      }),
      { numRuns: 5000 },
    )
  })

  it('is linear in the length of the name', () => {
    for (const part of ['A', 'a1', 'A1', 'IDs', '_', 'SSE']) {
      const started = performance.now()
      camelCase(part.repeat(200_000))
      assert.ok(performance.now() - started < 2000, part)
    }
  })
})

describeShared('fields of real models', ['models/botocore/ec2.json', 'models/botocore/s3.json'], (paths) => {
  it('no two members of one structure come to one field', () => {
    for (const path of paths) {
      const { shapes } = JSON.parse(readFileSync(path, 'utf8')) as {
        readonly shapes: Readonly<Record<string, { readonly type: string; readonly members?: object }>>
      }
      for (const { type, members } of Object.values(shapes)) {
        if (type !== 'structure') continue
        const names = Object.keys(members ?? {})
        const fields = fieldNames(names)
        names.forEach((name, i) => {
          if (fields[i] !== camelCase(name)) assert.fail(`${name} ${fields[i]}`)
        })
      }
    }
  })
})
