/**
 * The work itself: lanes that each pull a batch, judge it, publish what came of it, and acknowledge what was confirmed.
 *
 * Laws: a message is acknowledged only after its publication was confirmed; at most lanes × batch messages are in hand.
 */

import type { Either } from 'fp-ts/lib/Either.js'
import type { Broker, BrokerFault, Confirmation, Message, Publication } from '../../adapter/broker/Broker.js'
import { isLeft } from '../../value/either.js'
import type { Counts } from './Counts.js'
import { countJudged, countMore, countPulled, noCounts } from './Counts.js'
import type { Judge } from './judge.js'
import type { Log } from './log.js'
import type { Routes } from './publications.js'
import { lesser, publicationOf } from './publications.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface LaneOptions {
  readonly broker: Broker
  readonly judge: Judge
  readonly routes: Omit<Routes, 'maxBytes'>
  readonly lanes: number
  readonly batch: number
  /** Aborted when no more is to be pulled. */
  readonly stop: AbortSignal
  /** How long the batches in hand have after that, in milliseconds. */
  readonly drainMillis: number
  readonly log: Log
  /** Told how long a batch took from when it was there to its acknowledgement, in seconds. */
  readonly took: (seconds: number) => void
  /** Milliseconds since 1970. */
  readonly now: () => number
}

export interface Running {
  readonly counts: () => Counts
  /** Messages that were pulled and are not settled. */
  readonly inHand: () => number
  /** Whether everything in hand was settled in time. */
  readonly done: Promise<boolean>
}

/** A message on its way out. */
interface Outgoing {
  readonly message: Message
  readonly publication: Publication
  /** When it was first tried, in milliseconds since 1970. */
  readonly triedMillis: number
  /** How often it was tried without an answer. */
  readonly unanswered: number
}

// -------------------------------------------------------------------------------------
// waiting
// -------------------------------------------------------------------------------------

/** How long a lane waits for a first message; it is also how late it sees that it has to stop. */
const pullMillis = 250

/** What a broker that is away is given, from the first try to the last. */
const backoffMillis: ReadonlyArray<number> = [50, 100, 200, 400, 800, 1600, 3200]

/** What a message that nothing can be said of has to wait before it comes again. */
const refusedMillis = 30_000

const pause = (millis: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, millis))

// -------------------------------------------------------------------------------------
// interpreter
// -------------------------------------------------------------------------------------

export const startLanes = (options: LaneOptions): Running => {
  const { broker, judge, lanes, batch, stop, drainMillis, log, took, now } = options
  let counts = noCounts
  let inHand = 0
  let isOver = false

  const failed = (doing: string, { _tag, message }: BrokerFault, count: number): void => {
    counts = countMore(counts, { faults: 1 })
    log('warn', 'fault', { doing, fault: _tag, reason: message, messages: count })
  }

  const handBack = async (messages: ReadonlyArray<Message>, delayMillis: number): Promise<void> => {
    if (messages.length === 0) return
    const told = await broker.reject(messages, { delayMillis })
    if (isLeft(told)) failed('reject', told.left, messages.length)
    else counts = countMore(counts, { returned: messages.length })
  }

  const acknowledge = async (messages: ReadonlyArray<Message>): Promise<void> => {
    if (messages.length === 0) return
    // What the broker did not hear comes again, and its publication is a duplicate.
    const told = await broker.acknowledge(messages)
    if (isLeft(told)) failed('acknowledge', told.left, messages.length)
    else counts = countMore(counts, { acknowledged: messages.length })
  }

  /**
   * Whether an earlier try may have been kept and its id forgotten since: one of an earlier delivery, or one without an answer. The
   * broker counts deliveries; a count that it lost when it was killed is not seen here.
   */
  const isPerhapsTwice = ({ message, triedMillis, unanswered }: Outgoing, { isDuplicate }: Confirmation): boolean => {
    const isForgotten = (since: number | undefined): boolean =>
      since === undefined || now() - since >= broker.windowMillis
    const { deliveries, sinceMillis } = message
    // Of a duplicate one is there for certain, and a second where there was time for two before.
    const isRedelivered = deliveries > (isDuplicate ? 2 : 1) && isForgotten(sinceMillis)
    return isRedelivered || (!isDuplicate && unanswered > 0 && isForgotten(triedMillis))
  }

  const confirmed = (one: Outgoing, confirmation: Confirmation): void => {
    const { message, publication } = one
    const isAccepted = publication.to === options.routes.accepted
    const perhapsTwice = isPerhapsTwice(one, confirmation)
    if (perhapsTwice) log('info', 'perhaps twice', { id: message.id, deliveries: message.deliveries })
    counts = countMore(counts, {
      [isAccepted ? 'accepted' : 'rejected']: 1,
      ...(confirmation.isDuplicate && { duplicates: 1 }),
      ...(perhapsTwice && { perhapsTwice: 1 }),
    })
  }

  /** What is to be tried again of one try; what was confirmed is acknowledged at once. */
  const settle = async (
    outgoing: ReadonlyArray<Outgoing>,
    results: ReadonlyArray<Either<BrokerFault, Confirmation>>,
    routes: Routes,
  ): Promise<ReadonlyArray<Outgoing>> => {
    const again: Array<Outgoing> = []
    const done: Array<Message> = []
    const stuck: Array<Message> = []
    let fault: BrokerFault | undefined
    for (const [i, one] of outgoing.entries()) {
      const result = results[i]
      if (result === undefined) again.push(one)
      else if (!isLeft(result)) {
        confirmed(one, result.right)
        done.push(one.message)
      } else {
        fault = result.left
        const isRefused = fault._tag === 'Refused'
        const less = isRefused ? lesser(one.publication, one.message, routes) : one.publication
        if (less === undefined) stuck.push(one.message)
        else again.push({ ...one, publication: less, unanswered: one.unanswered + (isRefused ? 0 : 1) })
      }
    }
    if (fault !== undefined) failed('publish', fault, again.length + stuck.length)
    await acknowledge(done)
    await handBack(stuck, refusedMillis)
    return again
  }

  const handle = async (messages: ReadonlyArray<Message>): Promise<void> => {
    const routes: Routes = { ...options.routes, maxBytes: broker.maxBytes() }
    const judged = await judge(messages)
    counts = countJudged(counts, judged)
    const triedMillis = now()
    let outgoing: ReadonlyArray<Outgoing> = judged.map((one) => ({
      message: one.message,
      publication: publicationOf(one, routes),
      triedMillis,
      unanswered: 0,
    }))
    for (const wait of backoffMillis) {
      outgoing = await settle(outgoing, await broker.publish(outgoing.map(({ publication }) => publication)), routes)
      if (outgoing.length === 0 || isOver) break
      await pause(wait)
    }
    await handBack(
      outgoing.map(({ message }) => message),
      0,
    )
  }

  const lane = async (): Promise<void> => {
    let failures = 0
    while (!stop.aborted) {
      const pulled = await broker.pull(batch, pullMillis)
      const started = performance.now()
      if (isLeft(pulled)) {
        failed('pull', pulled.left, 0)
        if (pulled.left._tag === 'Closed') return
        await pause(backoffMillis[Math.min(failures++, backoffMillis.length - 1)] ?? 0)
        continue
      }
      failures = 0
      const { length } = pulled.right
      if (length === 0) continue
      counts = countPulled(counts, pulled.right)
      inHand += length
      try {
        await handle(pulled.right)
      } finally {
        inHand -= length
      }
      took((performance.now() - started) / 1000)
    }
  }

  const late = new Promise<boolean>((resolve) => {
    const wait = (): void => {
      setTimeout(() => {
        isOver = true
        resolve(inHand === 0)
      }, drainMillis).unref()
    }
    if (stop.aborted) wait()
    else stop.addEventListener('abort', wait, { once: true })
  })
  const all = Promise.all(Array.from({ length: lanes }, lane)).then(() => true)
  return { counts: () => counts, inHand: () => inHand, done: Promise.race([all, late]) }
}
