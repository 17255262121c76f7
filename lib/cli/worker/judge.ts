/**
 * A batch of messages against the shape: in this thread where that is sooner, in the pool of threads where it is not.
 */

import type { Message } from '../../adapter/broker/Broker.js'
import type { Payloads } from '../../stream/Batch.js'
import type { Issue } from '../../value/Issue.js'
import type { Checker } from '../validate/checkers.js'
import { isNestedDeeper } from './nesting.js'
import type { Judged, Judgement } from './publications.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export type Judge = (messages: ReadonlyArray<Message>) => Promise<ReadonlyArray<Judged>>

export interface JudgeOptions {
  readonly own: Checker
  /** Opened when it is first needed. */
  readonly pool: (() => Promise<Checker>) | undefined
  /** From how many bytes of a batch on the pool has it. */
  readonly poolBytes: number
  /** The id of the shape, for issues of what is not read. */
  readonly shape: string
  /** After how many deliveries a message is rejected unread; 0 for never. */
  readonly maxDeliveries: number
}

// -------------------------------------------------------------------------------------
// interpreter
// -------------------------------------------------------------------------------------

const good: Judgement = { _tag: 'Accepted', advice: [] }

/** Deeper than anything that is meant, and shallow enough for every reader. */
export const mostNesting = 10_000

const tooDeep = (shape: string): Judgement => {
  const issue: Issue = {
    path: [],
    code: 'depth',
    shape,
    expected: `at most ${mostNesting} levels`,
    actual: 'more levels',
  }
  return { _tag: 'Rejected', reason: 'invalid', issues: [issue] }
}

/** The payloads one behind another, in room of their own: a pool takes it away. */
const batchOf = (messages: ReadonlyArray<Message>, byteLength: number): Payloads => {
  const bytes = new Uint8Array(new ArrayBuffer(byteLength))
  const spans: Array<number> = []
  let end = 0
  for (const { payload } of messages) {
    bytes.set(payload, end)
    spans.push(end, end + payload.length, 1)
    end += payload.length
  }
  return { _tag: 'Payloads', bytes, byteOffset: 0, spans }
}

export const judgeOf = ({ own, pool, poolBytes, shape, maxDeliveries }: JudgeOptions): Judge => {
  let opened: Promise<Checker> | undefined
  const checkerFor = (byteLength: number): Checker | Promise<Checker> => {
    if (pool === undefined || byteLength < poolBytes) return own
    opened ??= pool()
    return opened
  }

  const read: Judge = async (messages) => {
    const byteLength = messages.reduce((sum, { payload }) => sum + payload.length, 0)
    const checker = await checkerFor(byteLength)
    const { checked } = await checker.check(batchOf(messages, byteLength), 'json')
    const judgements: Array<Judgement> = messages.map(() => good)
    for (const { _tag, index, issues } of checked.findings) {
      judgements[index] =
        _tag === 'Rejected' ? { _tag, reason: 'invalid', issues } : { _tag: 'Accepted', advice: issues }
    }
    return messages.map((message, i) => ({ message, judgement: judgements[i] ?? good }))
  }

  /** One message that ends its reader must not take its neighbours with it. */
  const readWithCare: Judge = async (messages) => {
    try {
      return messages.length === 0 ? [] : await read(messages)
    } catch {
      const [first, ...others] = messages
      if (first === undefined) return []
      if (others.length === 0)
        return [{ message: first, judgement: { _tag: 'Rejected', reason: 'unreadable', issues: [] } }]
      const judged: Array<Judged> = []
      for (const message of messages) judged.push(...(await readWithCare([message])))
      return judged
    }
  }

  const unreadJudgement = ({ deliveries, payload }: Message): Judgement | undefined => {
    if (maxDeliveries > 0 && deliveries > maxDeliveries) return { _tag: 'Rejected', reason: 'deliveries', issues: [] }
    return isNestedDeeper(payload, mostNesting) ? tooDeep(shape) : undefined
  }

  return async (messages) => {
    const unread: Array<Judged> = []
    const others: Array<Message> = []
    for (const message of messages) {
      const judgement = unreadJudgement(message)
      if (judgement === undefined) others.push(message)
      else unread.push({ message, judgement })
    }
    return [...unread, ...(await readWithCare(others))]
  }
}
