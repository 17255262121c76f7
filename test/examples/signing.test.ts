/**
 * The example of a client that signs, run as its readers run it: over the build.
 */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

describe('examples/signing.ts', () => {
  it('the server verifies what is signed, and refuses what is not', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ['--import=tsx', 'examples/signing.ts'], {
      cwd: root,
    })
    assert.equal(stdout, 'unsigned: AccessDeniedException\nsigned: c-1\n')
  })
})
