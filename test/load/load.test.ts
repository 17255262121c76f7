/**
 * Three seconds of `npm run load`: no answer is wrong, and SIGTERM in the middle of it loses none. How fast it is is not held to anything.
 */
import assert from 'node:assert/strict'
import { faultsOf, runLoad } from './load.js'
import { faultOf, isGood, requestOf } from './mail.js'

describe('the mock under load', () => {
  it('answers each request with its own answer, also at its end', async function () {
    this.timeout(120_000)
    const load = await runLoad({ seconds: 2, warmSeconds: 0.5, connections: 4, depth: 8, rate: 800 })
    assert.deepEqual(faultsOf(load), [])
    console.log(
      `      ${load.answered} answers, ${load.perSecond.toFixed()} a second, p99 ${load.millis.p99.toFixed()} ms; drained in ${load.drain.seconds.toFixed(2)} s`,
    )
  })

  it('would see an answer that is not the request’s', () => {
    const requestId = '00000000-0000-4000-8000-000000000001'
    const good = { status: 200, requestId, body: '{"ContactId":"a"}' }
    assert.equal(faultOf(0, good), undefined)
    for (const other of [{ status: 400 }, { body: '{}' }, { body: '{"ContactId":"a","B":1}' }, { requestId: '' }])
      assert.ok(faultOf(0, { ...good, ...other }) !== undefined, JSON.stringify(other))
    assert.ok(faultOf(1, good) !== undefined)
    const message = (n: number): string =>
      requestOf(n)
        .match(/n\d{10}/g)
        ?.join() ?? ''
    assert.deepEqual([message(7), isGood(7), isGood(8)], ['n0000000007,n0000000007', false, true])
  })
})
