import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isRight } from 'fp-ts/lib/Either.js'
import { json } from 'wireshape'
import { StartEmailContactRequest } from 'wireshape/connect'
import { payloadNames, payloadsOf } from '../src/payloads.mjs'

const bytes = (wire) => Buffer.byteLength(JSON.stringify(wire))

test('payloads have the sizes that they are named for, whatever the seed', () => {
  for (const seed of [1, 2, 2026]) {
    const { small, typical, large } = payloadsOf(seed)
    assert.ok(bytes(small) > 250 && bytes(small) < 350, `small is ${bytes(small)}`)
    assert.ok(bytes(typical) > 3600 && bytes(typical) < 4600, `typical is ${bytes(typical)}`)
    assert.ok(bytes(large) > 180_000 && bytes(large) < 200_000, `large is ${bytes(large)}`)
    assert.equal(large.AdditionalRecipients.ToAddresses.length + large.AdditionalRecipients.CcAddresses.length, 49)
    assert.equal(large.Attachments.length, 50)
    assert.equal(Object.keys(large.Attributes).length, 200)
    assert.match(large.EmailMessage.RawMessage.Body, /\n.*"[\s\S]*😀/u)
  }
})

test('payloads are good by the shape, documented rules included', () => {
  const payloads = payloadsOf(7)
  for (const name of payloadNames) assert.ok(isRight(json(StartEmailContactRequest).decode(payloads[name])), name)
})

test('the same seed gives the same payloads, another seed others', () => {
  assert.deepEqual(payloadsOf(3), payloadsOf(3))
  assert.notDeepEqual(payloadsOf(3).small, payloadsOf(4).small)
})
