/**
 * The work of one worker by a broker in memory, where each fault can be had on purpose.
 */
import assert from 'node:assert/strict'
import type { Broker, BrokerFault, MemoryServer, Message, Publication } from '../../lib/adapter/broker/index.js'
import { memoryServer } from '../../lib/adapter/broker/index.js'
import type { Checker } from '../../lib/cli/validate/checkers.js'
import { ownChecker } from '../../lib/cli/validate/checkers.js'
import { checkOf } from '../../lib/cli/validate/checkTask.js'
import { openTarget } from '../../lib/cli/validate/openTarget.js'
import { settingsOf } from '../../lib/cli/validate/settings.js'
import { issueHeader, mostHeaderBytes } from '../../lib/cli/worker/issueHeader.js'
import type { JudgeOptions } from '../../lib/cli/worker/judge.js'
import { judgeOf } from '../../lib/cli/worker/judge.js'
import type { LaneOptions } from '../../lib/cli/worker/lanes.js'
import { startLanes } from '../../lib/cli/worker/lanes.js'
import { isNestedDeeper } from '../../lib/cli/worker/nesting.js'
import { isLeft, left, right } from '../../lib/value/either.js'
import type { Issue } from '../../lib/value/Issue.js'
import { isBad, mail, markers, poison } from './mail.js'
import { pause } from './server.js'

const shape = 'com.amazonaws.connect#StartEmailContactRequest'

const checker = async (): Promise<Checker> => {
  const settings = settingsOf('StartEmailContact', {})
  assert.ok(!isLeft(settings))
  const { target } = settings.right
  const opened = await openTarget(target, { cwd: process.cwd(), readInput: () => new Uint8Array() })
  assert.ok(!isLeft(opened))
  return ownChecker(await checkOf(opened.right, target))
}

interface Bench {
  readonly server: MemoryServer
  readonly logged: ReadonlyArray<string>
  readonly run: (options?: Partial<LaneOptions> & { readonly judging?: Partial<JudgeOptions> }) => {
    readonly stop: () => Promise<boolean>
    readonly running: ReturnType<typeof startLanes>
    /** Until so many results are there. */
    readonly until: (count: number) => Promise<void>
  }
}

const headerOf = ({ headers }: Pick<Publication, 'headers'>, name: string): string | undefined =>
  headers.find(([one]) => one === name)?.[1]

describe('the lanes of a worker', () => {
  let own: Checker
  before(async () => {
    own = await checker()
  })

  const bench = (server = { ackMillis: 300, windowMillis: 60_000, maxBytes: 8 * 1024 * 1024 }): Bench => {
    const memory = memoryServer({ ...server, now: Date.now })
    const logged: Array<string> = []
    return {
      server: memory,
      logged,
      run: ({ judging = {}, ...options } = {}) => {
        const stop = new AbortController()
        const running = startLanes({
          broker: memory.connect(),
          judge: judgeOf({ own, pool: undefined, poolBytes: 0, shape, maxDeliveries: 0, ...judging }),
          routes: { accepted: 'good', rejected: 'bad', withPayloads: true, subject: 'StartEmailContact input' },
          lanes: 3,
          batch: 10,
          stop: stop.signal,
          drainMillis: 3000,
          log: (level, event, facts) => logged.push(JSON.stringify({ level, event, ...facts })),
          took: () => undefined,
          now: Date.now,
          ...options,
        })
        return {
          running,
          stop: () => {
            stop.abort()
            return running.done
          },
          until: async (count) => {
            for (let tries = 0; tries < 1000 && memory.published().length < count; tries++) await pause(5)
          },
        }
      },
    }
  }

  const feed = ({ server }: Bench, count: number): void => {
    for (let n = 0; n < count; n++) server.put(mail(n), [['X-Number', String(n)]])
  }

  /** A broker some of whose calls are others. */
  const faulty = ({ server }: Bench, change: (broker: Broker) => Partial<Broker>): Broker => {
    const broker = server.connect()
    return { ...broker, ...change(broker) }
  }

  const numbersOf = ({ server }: Bench): ReadonlyArray<number> =>
    server
      .published()
      .map((one) => Number(headerOf(one, 'X-Number')))
      .sort((a, b) => a - b)

  const all = (count: number): ReadonlyArray<number> => Array.from({ length: count }, (_, n) => n)

  it('each message goes to its subject, as it came, with what is wrong in its headers', async () => {
    const one = bench()
    feed(one, 200)
    const { until, stop, running } = one.run()
    await until(200)
    assert.equal(await stop(), true)
    assert.deepEqual(numbersOf(one), all(200))
    for (const published of one.server.published()) {
      const n = Number(headerOf(published, 'X-Number'))
      assert.equal(published.to, isBad(n) ? 'bad' : 'good')
      assert.ok(Buffer.from(published.payload).equals(mail(n)))
      assert.equal(headerOf(published, 'Wireshape-Verdict'), isBad(n) ? 'rejected' : 'accepted')
      assert.equal(headerOf(published, 'Wireshape-Shape'), 'StartEmailContact input')
    }
    const byNumber = (n: number): Publication =>
      one.server.published().find((published) => headerOf(published, 'X-Number') === String(n)) as Publication
    assert.deepEqual(byNumber(27).headers.slice(1), [
      ['Wireshape-Verdict', 'rejected'],
      ['Wireshape-Source', 'memory:28'],
      ['Wireshape-Shape', 'StartEmailContact input'],
      ['Wireshape-Reason', 'invalid'],
      ['Wireshape-Issue-Count', '1'],
      ['Wireshape-Issues', '[{"path":["InstanceId"],"code":"missing"}]'],
    ])
    const headers = JSON.stringify(one.server.published().map((published) => published.headers))
    for (const marker of markers) assert.ok(!headers.includes(marker) && !one.logged.join('').includes(marker))
    const counts = running.counts()
    assert.deepEqual([counts.pulled, counts.accepted, counts.rejected, counts.acknowledged], [200, 190, 10, 200])
    assert.equal(running.inHand(), 0)
  })

  it('nothing is acknowledged that was not confirmed', async () => {
    const one = bench()
    feed(one, 50)
    const confirmed = new Set<string>()
    let calls = 0
    const broker = faulty(one, (inner) => ({
      publish: async (publications) => {
        const isDown = ++calls % 2 === 1
        const results = isDown ? [] : await inner.publish(publications)
        for (const [i, { id }] of publications.entries()) if (results[i]?._tag === 'Right') confirmed.add(id)
        const fault: BrokerFault = { _tag: 'Unavailable', message: 'away' }
        return publications.map((_, i) => results[i] ?? left(fault))
      },
      acknowledge: async (messages) => {
        for (const { id } of messages) assert.ok(confirmed.has(id), id)
        return inner.acknowledge(messages)
      },
    }))
    const { until, stop, running } = one.run({ broker, lanes: 1 })
    await until(50)
    assert.equal(await stop(), true)
    assert.deepEqual(numbersOf(one), all(50))
    assert.ok(running.counts().faults > 0)
  })

  it('acknowledgements that are lost bring the message again, and its result once', async () => {
    const one = bench()
    feed(one, 30)
    let lost = 0
    const broker = faulty(one, (inner) => ({
      acknowledge: async (messages) => (lost++ < 2 ? right(undefined) : inner.acknowledge(messages)),
    }))
    const { until, stop, running } = one.run({ broker })
    await until(30)
    for (let tries = 0; tries < 200 && running.counts().duplicates < 11; tries++) await pause(10)
    assert.equal(await stop(), true)
    assert.deepEqual(numbersOf(one), all(30))
    assert.ok(running.counts().redelivered > 0)
    assert.ok(running.counts().duplicates > 0)
    assert.equal(running.counts().perhapsTwice, 0)
  })

  it('what comes twice when ids are forgotten is counted and its id logged', async () => {
    const one = bench({ ackMillis: 300, windowMillis: 50, maxBytes: 1024 * 1024 })
    feed(one, 5)
    let lost = 0
    const broker = faulty(one, (inner) => ({
      acknowledge: async (messages) => (lost++ < 1 ? right(undefined) : inner.acknowledge(messages)),
    }))
    const { until, stop, running } = one.run({ broker })
    await until(10)
    await stop()
    const twice = one.server.published().length - 5
    assert.ok(twice > 0)
    assert.equal(running.counts().perhapsTwice, twice)
    assert.ok(one.logged.includes('{"level":"info","event":"perhaps twice","id":"memory:1","deliveries":2}'))
  })

  it('poison is rejected, and quickly', async () => {
    const one = bench()
    one.server.put(poison(), [['X-Number', '0']])
    one.server.put(Buffer.from('{"a":'.repeat(200_000)), [['X-Number', '1']])
    one.server.put(mail(2), [['X-Number', '2']])
    const from = performance.now()
    const { until, stop } = one.run()
    await until(3)
    assert.ok(performance.now() - from < 3000)
    assert.equal(await stop(), true)
    const rejected = one.server.published().filter(({ to }) => to === 'bad')
    assert.deepEqual(
      rejected.map((published) => headerOf(published, 'Wireshape-Issues')),
      ['[{"path":[],"code":"depth"}]', '[{"path":[],"code":"depth"}]'],
    )
    assert.equal(one.server.published().length, 3)
  })

  it('a message that ends its reader is rejected alone', async () => {
    const one = bench()
    feed(one, 20)
    const isCruel = (message: Message): boolean => message.id === 'memory:4'
    const cruel: Checker = {
      ...own,
      check: async (batch, form) => {
        const text = Buffer.from(batch.bytes).toString('utf8')
        if (text.includes('"number":"3"')) throw new Error('terminated')
        return own.check(batch, form)
      },
    }
    const { until, stop, running } = one.run({ judging: { own: cruel } })
    await until(20)
    await stop()
    assert.deepEqual(numbersOf(one), all(20))
    const bad = one.server.published().filter((published) => headerOf(published, 'Wireshape-Reason') === 'unreadable')
    assert.deepEqual(
      bad.map((published) => isCruel({ ...published, deliveries: 1, sinceMillis: 0 })),
      [true],
    )
    assert.equal(running.counts().reasons.get('unreadable'), 1)
  })

  it('what was delivered too often is rejected unread', async () => {
    const one = bench()
    feed(one, 1)
    const worker = one.server.connect()
    for (let i = 0; i < 3; i++) {
      const pulled = await worker.pull(1, 1000)
      assert.ok(!isLeft(pulled))
      await worker.reject(pulled.right, { delayMillis: 0 })
    }
    const { until, stop } = one.run({ judging: { maxDeliveries: 3 } })
    await until(1)
    await stop()
    const [published] = one.server.published()
    assert.equal(published && headerOf(published, 'Wireshape-Reason'), 'deliveries')
  })

  it('what does not fit with its headers is rejected for its size, without its payload where it has to be', async () => {
    const one = bench({ ackMillis: 300, windowMillis: 60_000, maxBytes: 1100 })
    const large = Buffer.from(
      JSON.stringify({ ...JSON.parse(Buffer.from(mail(0)).toString()), Padding: 'x'.repeat(900) }),
    )
    one.server.put(large, [['X-Number', '0']])
    one.server.put(mail(1), [
      ['X-Number', '1'],
      ['Nats-Rollup', 'all'],
    ])
    const { until, stop } = one.run()
    await until(2)
    await stop()
    const [first, second] = [...one.server.published()].sort((a, b) => a.id.localeCompare(b.id))
    assert.equal(first?.to, 'bad')
    assert.equal(first && headerOf(first, 'Wireshape-Reason'), 'size')
    assert.equal(first && headerOf(first, 'Wireshape-Payload-Bytes'), String(large.length))
    assert.equal(first?.payload.length, 0)
    assert.equal(second?.to, 'good')
    // A producer's header must not clear the stream of results.
    assert.equal(second && headerOf(second, 'Nats-Rollup'), undefined)
  })

  it('without payloads nothing of a rejected message is published', async () => {
    const one = bench()
    one.server.put(mail(7), [])
    const { until, stop } = one.run({
      routes: { accepted: 'good', rejected: 'bad', withPayloads: false, subject: 'StartEmailContact input' },
    })
    await until(1)
    await stop()
    assert.equal(one.server.published()[0]?.payload.length, 0)
  })

  it('what a broker refuses is handed back for a while, and acknowledged never', async () => {
    const one = bench()
    feed(one, 1)
    const delays: Array<number> = []
    const broker = faulty(one, (inner) => ({
      publish: async (publications) => publications.map(() => left({ _tag: 'Refused', message: 'not permitted' })),
      acknowledge: async (messages) => {
        assert.equal(messages.length, 0)
        return inner.acknowledge(messages)
      },
      reject: async (messages, { delayMillis }) => {
        delays.push(delayMillis)
        return inner.reject(messages, { delayMillis })
      },
    }))
    const { stop, running } = one.run({ broker })
    for (let tries = 0; tries < 400 && delays.length === 0; tries++) await pause(5)
    await stop()
    assert.deepEqual(delays, [30_000])
    assert.equal(running.counts().returned, 1)
    assert.equal(one.server.published().length, 0)
  })

  it('it drains: what is in hand is finished, and no more is pulled', async () => {
    const one = bench()
    feed(one, 100)
    const slow = faulty(one, (inner) => ({
      publish: async (publications) => {
        await pause(300)
        return inner.publish(publications)
      },
    }))
    const { stop, running } = one.run({ broker: slow })
    await pause(100)
    assert.equal(running.inHand(), 30)
    assert.equal(await stop(), true)
    assert.equal(running.inHand(), 0)
    assert.equal(one.server.published().length, 30)
    assert.equal(running.counts().acknowledged, 30)
  })

  it('a drain has an end, and what was in hand then comes again', async () => {
    const one = bench()
    feed(one, 10)
    const stuck = faulty(one, () => ({ publish: () => new Promise(() => undefined) }))
    const { stop, running } = one.run({ broker: stuck, drainMillis: 300 })
    await pause(100)
    const from = performance.now()
    assert.equal(await stop(), false)
    assert.ok(performance.now() - from < 1500)
    assert.equal(running.inHand(), 10)
    const { until, stop: end } = one.run()
    await until(10)
    await end()
    assert.deepEqual(numbersOf(one), all(10))
  })
})

describe('issues in a header', () => {
  const issue = (path: ReadonlyArray<string | number>): Issue => ({
    path,
    code: 'pattern',
    shape: 'a#B',
    expected: 'text that matches ^a$',
    actual: 'text that does not match',
  })

  it('are paths and codes in ASCII', () => {
    const header = issueHeader([issue(['Änne', 'a\r\nb', 3]), { ...issue(['\u{1f600}']), at: 'key' }])
    assert.match(header, /^[\x20-\x7e]*$/)
    assert.deepEqual(JSON.parse(header), [
      { path: ['Änne', 'a\r\nb', 3], code: 'pattern' },
      { path: ['\u{1f600}'], code: 'pattern', at: 'key' },
    ])
  })

  it('are bounded, whole entries of them', () => {
    const header = issueHeader(Array.from({ length: 1000 }, (_, i) => issue(['A', i, 'x'.repeat(1000)])))
    assert.ok(header.length <= mostHeaderBytes)
    assert.ok(Array.isArray(JSON.parse(header)))
    assert.ok(issueHeader([issue(Array.from({ length: 200_000 }, () => 'a'))]).length <= mostHeaderBytes)
  })
})

describe('nesting', () => {
  it('is that of brackets outside of strings', () => {
    const deep = (text: string, most: number): boolean => isNestedDeeper(Buffer.from(text), most)
    assert.equal(deep('[[[]]]', 2), true)
    assert.equal(deep('[[[]]]', 3), false)
    assert.equal(deep('{"a":[{"b":1}]}', 2), true)
    assert.equal(deep('["[[[[\\"[[["]', 1), false)
    assert.equal(deep('[],[],[],[]', 1), false)
  })
})
