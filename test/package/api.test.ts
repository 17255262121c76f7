/**
 * The report of the API, `api/`, is that of the build: a change of what users can import, or of its types, is seen in review.
 */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { root } from '../docs/pages.js'

describe('the API', () => {
  it('is as reported; npm run api -- --accept writes what changed', async () => {
    const script = join(root, 'scripts', 'api.mjs')
    await promisify(execFile)(process.execPath, [script], { cwd: root }).catch((error: { readonly stderr?: string }) =>
      assert.fail(error.stderr),
    )
  })
})
