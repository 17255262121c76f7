/**
 * `wireshape feed`: the lines of files or of standard input as messages of a stream; a load for workers.
 */

import { createReadStream } from 'node:fs'
import { resolve } from 'node:path'
import type { NatsPublisher } from '../../adapter/broker/natsPublisher.js'
import { isLeft, right } from '../../value/either.js'
import type { Attempt, Failure, Outcome } from '../Outcome.js'
import { failed, interrupted, systemReason } from '../Outcome.js'
import type { Terminal } from '../Terminal.js'
import type { Options, Verb } from '../Verb.js'
import { textOption } from '../Verb.js'
import { brokerFailure } from './brokerFailure.js'
import type { Whole } from './settings.js'

const help = `
Each line is a message, confirmed by the broker before it counts. With --id a message has an id by
the line that it is of, so that a feed that was broken off can be done again within the stream's
window without doubling what is there.

Examples:
  $ wireshape sample StartEmailContact --count 10000 | wireshape feed email.in
  $ wireshape feed email.in requests.ndjson --rate 500 --id import-7

Exit codes:
  0 all are in the stream; 2 usage; 4 no broker, no stream for the subject, or a file cannot be read;
  130 interrupted`

// -------------------------------------------------------------------------------------
// lines
// -------------------------------------------------------------------------------------

const newline = 10

/** The bytes of each line that is not empty. */
async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk])
    let start = 0
    for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, start)) {
      if (end > start) yield bytes.subarray(start, end)
      start = end + 1
    }
    rest = bytes.subarray(start)
  }
  if (rest.length > 0) yield rest
}

// -------------------------------------------------------------------------------------
// run
// -------------------------------------------------------------------------------------

interface Feed {
  readonly publisher: NatsPublisher
  readonly subject: string
  readonly id: string | undefined
  /** Messages a second; 0 for as many as there are. */
  readonly rate: number
  readonly signal: AbortSignal
}

/** How many messages are on their way at a time. */
const mostOnTheWay = 256

const pause = (millis: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, millis))

interface Fed {
  readonly count: number
  readonly failure: Failure | undefined
}

const feedAll = async (
  { publisher, subject, id, rate, signal }: Feed,
  sources: ReadonlyArray<readonly [name: string, chunks: AsyncIterable<Uint8Array>]>,
): Promise<Fed> => {
  let count = 0
  let failure: Failure | undefined
  const onTheWay = new Set<Promise<void>>()
  const started = performance.now()
  const send = async (payload: Uint8Array, own: string): Promise<void> => {
    const result = await publisher.publish({ to: subject, id: own, payload, headers: [] })
    if (isLeft(result)) failure ??= { reason: 'unreadable', message: `${subject}: ${result.left.message}` }
    else count++
  }
  let sent = 0
  for (const [name, chunks] of sources) {
    let line = 0
    try {
      for await (const payload of linesOf(chunks)) {
        if (failure !== undefined || signal.aborted) break
        line++
        const sending = send(payload, id === undefined ? '' : `${id}:${name}:${line}`).finally(() =>
          onTheWay.delete(sending),
        )
        onTheWay.add(sending)
        sent++
        if (onTheWay.size >= mostOnTheWay) await Promise.race(onTheWay)
        const early = rate === 0 ? 0 : started + (sent * 1000) / rate - performance.now()
        if (early > 1) await pause(early)
      }
    } catch (error) {
      failure ??= { reason: 'unreadable', message: `cannot read ${name}: ${systemReason(error)}` }
    }
  }
  await Promise.all(onTheWay)
  return { count, failure }
}

const run = async (args: ReadonlyArray<string>, options: Options, terminal: Terminal): Promise<Attempt<Outcome>> => {
  const [subject = '', ...names] = args
  const { isSubject, serversOf, wholeOf } = await import('./settings.js')
  if (!isSubject(subject)) return failed('usage', `a subject has no wildcards and no spaces, unlike ${subject}`)
  const whole: Whole = { flag: 'rate', least: 1, most: 10_000_000, otherwise: 0 }
  const rate = wholeOf(options, whole)
  if (isLeft(rate)) return rate
  const servers = serversOf('feed', options, terminal.cwd, process.env)
  if (isLeft(servers)) return servers
  const { openNatsPublisher } = await import('../../adapter/broker/natsPublisher.js')
  const publisher = await openNatsPublisher({ ...servers.right, publishMillis: 5000 })
  if (isLeft(publisher)) return brokerFailure(servers.right.servers, publisher.left)
  try {
    const sources = (names.length === 0 ? ['-'] : names).map(
      (name) => [name, name === '-' ? terminal.input() : createReadStream(resolve(terminal.cwd, name))] as const,
    )
    const feed = { publisher: publisher.right, subject, id: textOption(options, 'id'), rate: rate.right }
    const { count, failure } = await feedAll({ ...feed, signal: terminal.signal }, sources)
    if (failure !== undefined) return failed(failure.reason, `${failure.message}; ${count} messages went before`)
    if (terminal.signal.aborted) return interrupted
    return right({ findings: false, text: `${count} messages\n`, result: { messages: count } })
  } finally {
    await publisher.right.close()
  }
}

export const feedVerb: Verb = {
  name: 'feed',
  summary: 'publish lines as messages of a stream, for workers: NATS JetStream',
  define: (command) =>
    command
      .argument('<subject>', 'where the messages go')
      .argument('[files...]', 'NDJSON; none, or -, is standard input')
      .option('--server <url...>', 'where the broker is (default: NATS_URL, or nats://127.0.0.1:4222)')
      .option('--creds <file>', 'a credentials file of NATS')
      .option('--rate <n>', 'so many messages a second (default: as many as the broker takes)')
      .option('--id <prefix>', 'give each message an id, by this and its line'),
  help,
  run,
}
