/**
 * The built-in service is what the generator prints for it today.
 */

import assert from 'node:assert/strict'
import { staleFiles } from '../../scripts/connect.js'
import { describeShared } from '../shared.js'

describeShared('lib/connect, generated and lean', ['models/botocore/connect.json'], () => {
  it('is as the generator prints it (else: npm run connect)', () => {
    assert.deepEqual(staleFiles(), [])
  })
})
