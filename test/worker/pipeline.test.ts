/**
 * Workers against a real server: each message comes out once, whatever is killed on the way. `WIRESHAPE_WORKER_MESSAGES` says how
 * many messages; a few thousand where it says nothing.
 */
import assert from 'node:assert/strict'
import type { Accounts, Fleet, FleetOptions, Worker } from './fleet.js'
import { accountsOf, startFleet } from './fleet.js'
import { isBad, markers } from './mail.js'
import type { NatsServer } from './server.js'
import { freePort, hasNats, pause, startNats } from './server.js'

const count = Number(process.env['WIRESHAPE_WORKER_MESSAGES'] ?? '4000')
const isFull = count >= 50_000
const poisons = [5, 1005, 2005].filter((n) => n < count)
const badCount = (n: number): number => Array.from({ length: n }, (_, i) => i).filter(isBad).length

/** Messages go by the thousand: a slow machine has its time. */
const patience = 60 + count / 500

const show = (text: string): void => console.log(`      ${text}`)

const secretsIn = (text: string): ReadonlyArray<string> => markers.filter((marker) => text.includes(marker))

/** Everything but what may be there twice. */
const assertWhole = ({ lost, split, wrong }: Accounts): void => {
  assert.deepEqual(lost.slice(0, 10), [], `${lost.length} lost`)
  assert.deepEqual(split.slice(0, 10), [], `${split.length} accepted and rejected`)
  assert.deepEqual(wrong.slice(0, 10), [], `${wrong.length} judged wrongly`)
}

/** Numbers as `first-last`, one behind another. */
const runsOf = (numbers: ReadonlyArray<number>): ReadonlyArray<string> => {
  const runs: Array<readonly [first: number, last: number]> = []
  for (const n of [...numbers].sort((a, b) => a - b)) {
    const [first, last] = runs[runs.length - 1] ?? [n, Number.NaN]
    if (n === last + 1) runs[runs.length - 1] = [first, n]
    else runs.push([n, n])
  }
  return runs.map(([first, last]) => (first === last ? String(first) : `${first}-${last}`))
}

const started = async (worker: Worker): Promise<void> => {
  for (let tries = 0; tries < 600; tries++) {
    if (worker.text().includes('event=started')) return
    if (worker.child.exitCode !== null) break
    await pause(50)
  }
  assert.fail(`no worker: ${worker.text()}`)
}

describe('workers of one stream', () => {
  let server: NatsServer | undefined
  let fleet: Fleet | undefined
  before(async function () {
    // Without nats-server these are skipped, and counted as such.
    if (!hasNats()) this.skip()
    server = await startNats()
  })
  after(() => server?.close())
  afterEach(async () => {
    await fleet?.close()
    fleet = undefined
  })

  const open = async (place: string, options: Partial<FleetOptions> = {}): Promise<Fleet> => {
    assert.ok(server !== undefined)
    fleet = await startFleet({ server, place, windowSeconds: 120, ackSeconds: 3, ...options })
    return fleet
  }

  it('each message is in exactly one of accepted and rejected', async () => {
    const { worker, feed, settled, results } = await open('plain')
    const two = [worker(), worker()]
    await Promise.all(two.map(started))
    const from = performance.now()
    await feed(0, count)
    await settled(patience)
    const seconds = (performance.now() - from) / 1000
    const accounts = accountsOf(await results(), count)
    show(
      `${count} messages fed and judged in ${seconds.toFixed(1)} s: ${accounts.accepted} accepted, ${accounts.rejected} rejected`,
    )
    assertWhole(accounts)
    assert.deepEqual(accounts.twice, [])
    assert.equal(accounts.rejected, badCount(count))
    assert.equal(accounts.accepted, count - badCount(count))
    for (const one of two) assert.equal(await one.end('SIGTERM'), 0)
    const shares = two.map((one) => Number(/(\d+) accepted/.exec(one.text())?.[1] ?? 0))
    assert.ok(
      shares.every((share) => share > 0),
      `they shared ${shares.join(' and ')}`,
    )
  }).timeout(patience * 2000)

  /** Kills workers, and now and then the server, while messages are fed and judged. */
  const underFire = async (
    { worker, feed, settled }: Fleet,
    { everySeconds, kills }: { readonly everySeconds: number; readonly kills: number },
  ): Promise<{ readonly workers: number; readonly servers: number }> => {
    let isOver = false
    let [workers, servers] = [0, 0]
    const args = ['--batch', '64', '--lanes', '2']
    const running = [worker(...args), worker(...args)]
    // One that is slow: it stops for longer than it may keep messages.
    const slow = worker('--batch', '16', '--lanes', '1')
    await Promise.all([...running, slow].map(started))
    const fire = async (): Promise<void> => {
      for (let turn = 0; !isOver; turn++) {
        await pause(everySeconds * 1000)
        if (isOver) break
        if (turn % 3 === 2) {
          await server?.kill()
          await pause(500)
          await server?.start()
          servers++
        } else {
          slow.child.kill(turn % 3 === 0 ? 'SIGSTOP' : 'SIGCONT')
          await running[turn % 2]?.end('SIGKILL')
          running[turn % 2] = worker(...args)
          workers++
        }
        // One that came while the server was away has ended: whoever supervises workers starts it again.
        for (const [i, one] of running.entries()) {
          if (!one.isRunning()) running[i] = worker(...args)
        }
      }
      slow.child.kill('SIGCONT')
    }
    const firing = fire()
    const feeding = async (): Promise<void> => {
      // In parts, so that there is something to judge for as long as there are kills to come.
      const part = Math.ceil(count / kills)
      for (let n = 0; n < count; n += part) {
        const until = performance.now() + everySeconds * 1000
        await feed(n, Math.min(count, n + part), poisons)
        await pause(Math.max(0, until - performance.now()))
      }
    }
    await feeding()
    isOver = true
    await firing
    await settled(patience + 30)
    return { workers, servers }
  }

  it('nothing is lost and nothing comes twice where workers and the server are killed, within the window', async () => {
    const one = await open('fire')
    const killed = await underFire(one, { everySeconds: isFull ? 3 : 1, kills: isFull ? 12 : 5 })
    const accounts = accountsOf(await one.results(), count, poisons)
    show(
      `${count} messages, ${poisons.length} of them 5 MB of brackets; killed: ${killed.workers} workers, ${killed.servers} servers; ` +
        `${accounts.lost.length} lost, ${accounts.twice.length} twice`,
    )
    assertWhole(accounts)
    assert.deepEqual(accounts.twice, [])
    assert.ok(killed.workers >= 2 && killed.servers >= 1)
  }).timeout(patience * 4000)

  it('outside the window nothing is lost, and what comes twice is counted', async () => {
    const one = await open('late', { windowSeconds: 1, ackSeconds: 2 })
    const killed = await underFire(one, { everySeconds: isFull ? 3 : 1, kills: isFull ? 9 : 4 })
    const results = await one.results()
    const accounts = accountsOf(results, count, poisons)
    const { twice } = accounts
    show(
      `killed: ${killed.workers} workers, ${killed.servers} servers; ${accounts.lost.length} lost, ${twice.length} twice`,
    )
    // An id is `late:SEQUENCE:TIME:CONSUMER`: the sequences say which.
    const sequences = twice.map((id) => Number(id.split(':')[1]))
    const runs = runsOf(sequences)
    for (let i = 0; i < runs.length; i += 12) show(`twice: late:${runs.slice(i, i + 12).join(' ')}`)
    assertWhole(accounts)
    assert.equal(sequences.length, new Set(sequences).size)
    const said = one
      .workers()
      .map(({ text }) => text())
      .join('\n')
    const unsaid = twice.filter((id) => !said.includes(`id=${id} `))
    show(`of these the logs of workers name ${twice.length - unsaid.length}`)
  }).timeout(patience * 4000)

  it('SIGTERM drains in time, lag and rates are at the metrics endpoint, and no secret is anywhere', async () => {
    const { worker, feed, settled, pending, results, workers } = await open('drain', { ackSeconds: 8 })
    const port = await freePort()
    const one = worker('--metrics', String(port), '--drain', '5')
    await started(one)
    const scrape = async (path = '/metrics'): Promise<string> => (await fetch(`http://127.0.0.1:${port}${path}`)).text()
    const valueOf = (text: string, name: string): number =>
      Number(new RegExp(`^wireshape_worker_${name.replace(/[{}"]/g, '\\$&')} (.*)$`, 'm').exec(text)?.[1] ?? Number.NaN)
    const feeding = feed(0, count)
    let scraped = await scrape()
    for (let tries = 0; tries < 200 && !(valueOf(scraped, 'messages_total{verdict="accepted"}') > 500); tries++) {
      await pause(20)
      scraped = await scrape()
    }
    assert.equal((await scrape('/healthz')).trim(), 'ok')
    assert.ok(valueOf(scraped, 'messages_per_second') > 0, 'no rate')
    assert.ok(valueOf(scraped, 'lag_messages') >= 0, 'no lag')
    assert.ok(valueOf(scraped, 'lag_unacknowledged') >= 0)
    assert.ok(valueOf(scraped, 'messages_total{verdict="rejected"}') > 0)
    assert.ok(valueOf(scraped, 'broker_up') === 1)
    const from = performance.now()
    const code = await one.end('SIGTERM')
    const seconds = (performance.now() - from) / 1000
    await feeding
    const after = await pending()
    show(`drained in ${seconds.toFixed(2)} s of 5; ${after.waiting} wait for others`)
    assert.equal(code, 0, one.text())
    assert.ok(seconds < 5, `${seconds} s`)
    // What it had fetched was handed back; what was on its way just then comes a few seconds later.
    const next = worker()
    await settled(patience)
    await next.end('SIGTERM')
    const found = await results()
    const accounts = accountsOf(found, count)
    assertWhole(accounts)
    assert.deepEqual(accounts.twice, [])
    const headers = [...found.values()].flat().map((result) => result.headers)
    assert.ok(
      headers.some((text) =>
        text.includes('Wireshape-Issues: [{"path":["DestinationEmailAddress"],"code":"pattern"}]'),
      ),
    )
    assert.deepEqual(secretsIn(headers.join('\n')), [])
    assert.deepEqual(secretsIn(scraped), [])
    assert.deepEqual(
      secretsIn(
        workers()
          .map(({ text }) => text())
          .join('\n'),
      ),
      [],
    )
  }).timeout(patience * 3000)
})
