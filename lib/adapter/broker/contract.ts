/**
 * The contract of a broker as laws that any test runner can run: each opens a broker of its own and gives what it found broken.
 */

import type { Either } from 'fp-ts/lib/Either.js'
import { isLeft } from '../../value/either.js'
import type { Broker, BrokerFault, Headers, Message, Publication } from './Broker.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface HarnessOptions {
  readonly ackMillis: number
  readonly windowMillis: number
}

/** An empty queue and an empty place for results, of one law alone. */
export interface Harness {
  /** One more worker of the same queue. */
  readonly connect: () => Promise<Broker>
  readonly put: (payload: Uint8Array, headers: Headers) => Promise<void>
  /** What the broker kept of what was published, in order. */
  readonly published: () => Promise<ReadonlyArray<Pick<Publication, 'to' | 'payload' | 'headers'>>>
  /** Where publications may go. */
  readonly to: string
  readonly close: () => Promise<void>
}

export interface BrokerLaw {
  readonly name: string
  /** What was found broken; nothing where the law holds. */
  readonly check: () => Promise<ReadonlyArray<string>>
}

interface Ground {
  readonly harness: Harness
  /** A worker that is closed when the law is done. */
  readonly worker: () => Promise<Broker>
  readonly expect: (holds: boolean, otherwise: string) => void
}

// -------------------------------------------------------------------------------------
// asking
// -------------------------------------------------------------------------------------

const pause = (millis: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, millis))

const textOf = ({ payload }: Pick<Message, 'payload'>): string => new TextDecoder().decode(payload)
/** Without Node: a contract runs wherever its broker does. */
const isSame = (a: Uint8Array | undefined, b: Uint8Array | undefined): boolean =>
  a !== undefined && b !== undefined && a.length === b.length && a.every((byte, i) => byte === b[i])
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

const fill = async ({ harness }: Ground, count: number): Promise<ReadonlyArray<string>> => {
  const texts = Array.from({ length: count }, (_, i) => `message ${i}`)
  for (const text of texts) await harness.put(bytesOf(text), [])
  return texts
}

const valueOf = <A>({ expect }: Ground, what: string, result: Either<BrokerFault, A>): A | undefined => {
  if (!isLeft(result)) return result.right
  expect(false, `${what}: ${result.left._tag}, ${result.left.message}`)
  return undefined
}

/** Pulls until so many came or the time is over. */
const pullAll = async (ground: Ground, broker: Broker, count: number, millis = 5000): Promise<Array<Message>> => {
  const until = performance.now() + millis
  const all: Array<Message> = []
  while (all.length < count && performance.now() < until)
    all.push(...(valueOf(ground, 'pull', await broker.pull(count - all.length, 100)) ?? []))
  return all
}

const sorted = (texts: ReadonlyArray<string>): string => JSON.stringify([...texts].sort())

const publication = ({ harness }: Ground, id: string, text: string): Publication => ({
  to: harness.to,
  id,
  payload: bytesOf(text),
  headers: [],
})

// -------------------------------------------------------------------------------------
// laws
// -------------------------------------------------------------------------------------

const short: HarnessOptions = { ackMillis: 1000, windowMillis: 60_000 }
/** How long what was on its way to a worker that closed may take. */
const middle: HarnessOptions = { ackMillis: 8000, windowMillis: 60_000 }
const long: HarnessOptions = { ackMillis: 30_000, windowMillis: 60_000 }

type Law = readonly [name: string, options: HarnessOptions, check: (ground: Ground) => Promise<void>]

const pulling: ReadonlyArray<Law> = [
  [
    'what was put is pulled, each once, in order, with its bytes, its headers and an id of its own',
    long,
    async (ground) => {
      const { harness, worker, expect } = ground
      const payloads = [new Uint8Array(), bytesOf('{"a":1}'), Uint8Array.from({ length: 256 }, (_, i) => i)]
      for (const [i, payload] of payloads.entries()) await harness.put(payload, [['X-Place', String(i)]])
      const came = await pullAll(ground, await worker(), 3)
      expect(came.length === 3, `${came.length} came of 3`)
      for (const [i, { payload, headers, deliveries }] of came.entries()) {
        expect(isSame(payload, payloads[i]), `payload ${i} is another`)
        const places = headers.filter(([name]) => name.toLowerCase() === 'x-place').map(([, value]) => value)
        expect(sorted(places) === sorted([String(i)]), `headers of ${i} are others`)
        expect(deliveries <= 1, `delivery ${deliveries} is the first`)
      }
      expect(new Set(came.map(({ id }) => id)).size === 3, 'two messages have one id')
    },
  ],
  [
    'an empty queue gives nothing, and in time',
    long,
    async (ground) => {
      const broker = await ground.worker()
      const started = performance.now()
      const came = valueOf(ground, 'pull', await broker.pull(10, 300))
      const millis = performance.now() - started
      ground.expect(came?.length === 0, 'something came')
      ground.expect(millis >= 200 && millis < 3000, `waited ${Math.round(millis)} ms, not 300`)
    },
  ],
  [
    'a pull gives no more than is asked for',
    long,
    async (ground) => {
      await fill(ground, 20)
      const broker = await ground.worker()
      const came = valueOf(ground, 'pull', await broker.pull(7, 2000)) ?? []
      ground.expect(came.length > 0 && came.length <= 7, `${came.length} came`)
    },
  ],
  [
    'workers share: each message is with one',
    long,
    async (ground) => {
      const texts = await fill(ground, 40)
      const workers = [await ground.worker(), await ground.worker()]
      const parts: Array<Array<string>> = [[], []]
      const until = performance.now() + 5000
      while (parts.flat().length < 40 && performance.now() < until) {
        for (const [i, broker] of workers.entries()) {
          const came = valueOf(ground, 'pull', await broker.pull(5, 50)) ?? []
          parts[i]?.push(...came.map(textOf))
          valueOf(ground, 'acknowledge', await broker.acknowledge(came))
        }
      }
      ground.expect(sorted(parts.flat()) === sorted(texts), `${parts.flat().length} came of 40, or some twice`)
    },
  ],
]

const settling: ReadonlyArray<Law> = [
  [
    'what was acknowledged does not come again',
    short,
    async (ground) => {
      await fill(ground, 5)
      const broker = await ground.worker()
      valueOf(ground, 'acknowledge', await broker.acknowledge(await pullAll(ground, broker, 5)))
      const again = await pullAll(ground, broker, 1, 2 * short.ackMillis)
      ground.expect(again.length === 0, `${again.length} came again`)
    },
  ],
  [
    'what was not acknowledged comes again, under its id, one delivery later',
    short,
    async (ground) => {
      await fill(ground, 3)
      const broker = await ground.worker()
      const first = await pullAll(ground, broker, 3)
      const again = await pullAll(ground, broker, 3, 10 * short.ackMillis)
      ground.expect(sorted(first.map(({ id }) => id)) === sorted(again.map(({ id }) => id)), 'other ids came')
      ground.expect(
        again.every(({ deliveries }) => deliveries === 0 || deliveries === 2),
        'the second delivery is not 2',
      )
    },
  ],
  [
    'what was rejected comes again at once, under its id',
    long,
    async (ground) => {
      await fill(ground, 3)
      const broker = await ground.worker()
      const first = await pullAll(ground, broker, 3)
      valueOf(ground, 'reject', await broker.reject(first, { delayMillis: 0 }))
      const again = await pullAll(ground, broker, 3)
      ground.expect(sorted(first.map(({ id }) => id)) === sorted(again.map(({ id }) => id)), 'other ids came')
    },
  ],
  [
    'what was rejected for a while comes again after it',
    long,
    async (ground) => {
      await fill(ground, 1)
      const broker = await ground.worker()
      valueOf(ground, 'reject', await broker.reject(await pullAll(ground, broker, 1), { delayMillis: 1500 }))
      ground.expect((await pullAll(ground, broker, 1, 700)).length === 0, 'it came too early')
      ground.expect((await pullAll(ground, broker, 1, 8000)).length === 1, 'it did not come')
    },
  ],
  [
    'what a worker held, pulled or ahead, and handed back by closing, comes to another',
    middle,
    async (ground) => {
      const texts = await fill(ground, 10)
      const first = await ground.harness.connect()
      const held = await pullAll(ground, first, 2)
      valueOf(ground, 'reject', await first.reject(held, { delayMillis: 0 }))
      await first.close()
      // What was handed back twice, by a rejection and by closing, may come twice.
      const second = await ground.worker()
      const came = new Set<string>()
      const until = performance.now() + 2 * middle.ackMillis
      while (came.size < 10 && performance.now() < until)
        for (const message of await pullAll(ground, second, 1, 200)) came.add(textOf(message))
      ground.expect(sorted([...came]) === sorted(texts), `${came.size} came of 10`)
    },
  ],
  [
    'lag says what waits and what is out',
    long,
    async (ground) => {
      await fill(ground, 6)
      const broker = await ground.worker()
      const came = await pullAll(ground, broker, 4)
      const before = valueOf(ground, 'lag', await broker.lag())
      const total = (before?.waiting ?? 0) + (before?.unacknowledged ?? 0)
      ground.expect(total === 6, `${total} are waiting or out, not 6`)
      ground.expect((before?.unacknowledged ?? 0) >= 4, `${before?.unacknowledged} are out, not at least 4`)
      valueOf(ground, 'acknowledge', await broker.acknowledge(came))
      valueOf(ground, 'acknowledge', await broker.acknowledge(await pullAll(ground, broker, 2)))
      await pause(200)
      const after = valueOf(ground, 'lag', await broker.lag())
      ground.expect(after?.waiting === 0 && after.unacknowledged === 0, 'something is left')
    },
  ],
]

const publishing: ReadonlyArray<Law> = [
  [
    'what is confirmed is kept, with its bytes and headers',
    long,
    async (ground) => {
      const broker = await ground.worker()
      const headers: Headers = [['X-Issues', '[{"path":["A","\\u00e4"],"code":"length"}]']]
      const payload = Uint8Array.from({ length: 256 }, (_, i) => i)
      const [result] = await broker.publish([{ to: ground.harness.to, id: 'a', payload, headers }])
      if (result !== undefined) valueOf(ground, 'publish', result)
      const [kept, ...others] = await ground.harness.published()
      ground.expect(kept !== undefined && others.length === 0, `${others.length + 1} are kept, or none`)
      ground.expect(isSame(kept?.payload, payload), 'the payload is another')
      ground.expect(kept?.to === ground.harness.to, 'it went elsewhere')
      const issues = kept?.headers.filter(([name]) => name.toLowerCase() === 'x-issues').map(([, value]) => value)
      ground.expect(issues?.[0] === headers[0]?.[1], 'the header is another')
    },
  ],
  [
    'of one id one is kept within the window, and the second is told so',
    long,
    async (ground) => {
      const [one, two] = [await ground.worker(), await ground.worker()]
      const [first] = await one.publish([publication(ground, 'same', 'first')])
      const [second] = await two.publish([publication(ground, 'same', 'second')])
      if (first !== undefined)
        ground.expect(valueOf(ground, 'publish', first)?.isDuplicate === false, 'the first is new')
      if (second !== undefined)
        ground.expect(valueOf(ground, 'publish', second)?.isDuplicate === true, 'so is the second')
      const kept = await ground.harness.published()
      ground.expect(sorted(kept.map(textOf)) === sorted(['first']), `${kept.length} are kept`)
      ground.expect(one.windowMillis === long.windowMillis, `the window is ${one.windowMillis} ms`)
    },
  ],
  [
    'results are in the order of publications, each of its own; what is too large is refused',
    long,
    async (ground) => {
      const broker = await ground.worker()
      const large = { ...publication(ground, 'large', ''), payload: new Uint8Array(broker.maxBytes() + 1) }
      const results = await broker.publish([publication(ground, 'a', 'a'), large, publication(ground, 'b', 'b')])
      const tags = results.map((result) => (isLeft(result) ? result.left._tag : 'kept'))
      ground.expect(sorted(tags) === sorted(['kept', 'Refused', 'kept']) && tags[1] === 'Refused', tags.join(', '))
      ground.expect(sorted((await ground.harness.published()).map(textOf)) === sorted(['a', 'b']), 'others are kept')
    },
  ],
  [
    'a closed connection is a fault, not an exception',
    long,
    async (ground) => {
      await fill(ground, 1)
      const broker = await ground.harness.connect()
      const came = await pullAll(ground, broker, 1)
      await broker.close()
      const results = [
        await broker.pull(1, 50),
        ...(await broker.publish([publication(ground, 'a', 'a')])),
        await broker.acknowledge(came),
        await broker.reject(came, { delayMillis: 0 }),
        await broker.lag(),
      ]
      const tags = results.map((result) => (result._tag === 'Left' ? result.left._tag : 'right'))
      ground.expect(
        tags.every((tag) => tag === 'Closed'),
        tags.join(', '),
      )
    },
  ],
]

/** Every law, to be run one after another or at once. */
export const brokerContract = (open: (options: HarnessOptions) => Promise<Harness>): ReadonlyArray<BrokerLaw> =>
  [...pulling, ...settling, ...publishing].map(([name, options, check]) => ({
    name,
    check: async () => {
      const harness = await open(options)
      const broken: Array<string> = []
      const workers: Array<Broker> = []
      const expect = (holds: boolean, otherwise: string): void => {
        if (!holds) broken.push(otherwise)
      }
      const worker = async (): Promise<Broker> => {
        const broker = await harness.connect()
        workers.push(broker)
        return broker
      }
      try {
        await check({ harness, worker, expect })
      } finally {
        for (const broker of workers) await broker.close()
        await harness.close()
      }
      return broken
    },
  }))
