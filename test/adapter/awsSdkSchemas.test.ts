/**
 * Clients of the AWS SDK v3 by the names of their packages.
 */
import assert from 'node:assert/strict'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadSdk, sdkSettings } from '../../lib/adapter/awsSdkSchemas.js'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

describe('clients of the AWS SDK by name', () => {
  it('one that is installed gives its service, all its operations', async () => {
    const read = await loadSdk('@aws-sdk/client-connect', root)
    if (read._tag === 'Left') assert.fail(JSON.stringify(read.left))
    const [service] = read.right.services
    assert.deepEqual(
      [service?.id, service?.version, service?.sdkId, service?.protocols],
      ['com.amazonaws.connect#AmazonConnectService', '2017-08-08', 'Connect', { 'aws.protocols#restJson1': {} }],
    )
    assert.ok((service?.operations.length ?? 0) >= 380)
    assert.ok(service?.operations.some(({ name }) => name === 'StartEmailContact'))
  })

  it('others are told', async () => {
    const told = async (name: string) => {
      const read = await loadSdk(name, root)
      return read._tag === 'Left'
        ? read.left.map(({ code, expected, actual }) => `${code}: expected ${expected}, got ${actual}`)
        : []
    }
    assert.deepEqual(await told('@aws-sdk/client-nowhere'), [
      'missing: expected @aws-sdk/client-nowhere, installed, got no such package',
    ])
    assert.deepEqual(await told('fp-ts'), [
      'unrepresentable: expected a client of the AWS SDK v3 that has schemas, got fp-ts, which has none',
    ])
    for (const name of ['', '../x', '/etc/passwd', 'a b', 'node:fs', '@a/b/c'])
      assert.deepEqual(await told(name), ['syntax: expected the name of a package, got another text'], name)
  })

  it('a client that cannot be made or says too little has no settings', () => {
    class ThrowingClient {
      constructor() {
        throw new Error('no')
      }
    }
    class OldClient {
      readonly config = { serviceId: 'Old' }
    }
    for (const exports of [{}, { ThrowingClient }, { OldClient }, { SomeClient: 7 }])
      assert.equal(sdkSettings(exports), undefined)
  })
})
