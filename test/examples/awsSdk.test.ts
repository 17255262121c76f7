/**
 * The example of an SDK client that checks its inputs, run as its readers run it: over the build, against a mock.
 */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Mocked } from '../cli/mocking.js'
import { mock } from '../cli/mocking.js'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

describe('examples/aws-sdk.ts', () => {
  let mocked: Mocked
  before(async () => {
    mocked = await mock(root)
  })
  after(() => mocked.stop())

  it('what is bad goes nowhere, what is good is answered', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ['--import=tsx', 'examples/aws-sdk.ts'], {
      cwd: root,
      env: { ...process.env, ENDPOINT: mocked.url, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    })
    assert.deepEqual(stdout.split('\n'), [
      'the input of StartEmailContact has 2 issues',
      '- InstanceId: expected 1 to 100 characters, got a string of 0 characters [length]',
      '- Description: expected at most 4,096 characters, got a string of 5,000 characters [length]',
      'sent: string',
      '',
    ])
    const asked = mocked.entries().filter(({ operation }) => operation !== undefined)
    assert.deepEqual(
      asked.map(({ operation, status }) => [operation, status]),
      [['StartEmailContact', 200]],
    )
  })
})
