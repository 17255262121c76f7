/**
 * `wireshape worker`: a stream of a broker held against a shape, for as long as it is let.
 */

import type { Broker } from '../../adapter/broker/Broker.js'
import { isLeft, right } from '../../value/either.js'
import type { Attempt, Outcome } from '../Outcome.js'
import { failed, systemReason } from '../Outcome.js'
import type { Terminal } from '../Terminal.js'
import type { Options, Verb } from '../Verb.js'
import { flagOption } from '../Verb.js'
import type { OpenTarget } from '../validate/openTarget.js'
import { brokerFailure } from './brokerFailure.js'
import type { Counts } from './Counts.js'
import { help } from './help.js'
import type { Judge } from './judge.js'
import type { Log } from './log.js'
import type { Metrics } from './metrics.js'
import type { WorkerSettings } from './settings.js'

// -------------------------------------------------------------------------------------
// opening
// -------------------------------------------------------------------------------------

/** Aborted by Ctrl-C or SIGTERM. */
const stopSignal = (terminal: Terminal): { readonly signal: AbortSignal; readonly forget: () => void } => {
  const stop = new AbortController()
  const abort = (): void => stop.abort()
  if (terminal.signal.aborted) abort()
  terminal.signal.addEventListener('abort', abort, { once: true })
  process.once('SIGTERM', abort)
  return { signal: stop.signal, forget: () => process.off('SIGTERM', abort) }
}

const openBroker = async ({ nats }: WorkerSettings, log: Log): Promise<Attempt<Broker>> => {
  const { openNats } = await import('../../adapter/broker/nats.js')
  const broker = await openNats({
    ...nats,
    heard: (event) => log(event === 'reconnected' ? 'info' : 'warn', event),
  })
  return isLeft(broker) ? brokerFailure(nats.servers, broker.left) : broker
}

/** From how many bytes of a batch on other threads are sooner done than this one: less is not worth the way there and back. */
const poolBytes = 512 * 1024

/** How the batches are checked, and how its threads are ended. */
const openJudge = async (
  opened: OpenTarget,
  { target, jobs, maxDeliveries }: WorkerSettings,
  cwd: string,
): Promise<{ readonly judge: Judge; readonly close: () => Promise<void> }> => {
  const [{ ownChecker, pooledChecker }, { checkOf }, { judgeOf }] = await Promise.all([
    import('../validate/checkers.js'),
    import('../validate/checkTask.js'),
    import('./judge.js'),
  ])
  let pool: ReturnType<typeof pooledChecker> | undefined
  const openPool = (): ReturnType<typeof pooledChecker> => {
    pool = pooledChecker(target, jobs, cwd)
    return pool
  }
  return {
    judge: judgeOf({
      own: ownChecker(await checkOf(opened, target)),
      pool: jobs > 1 ? openPool : undefined,
      poolBytes,
      shape: opened.shape.schema.id,
      maxDeliveries,
    }),
    close: async () => (await pool)?.close(),
  }
}

// -------------------------------------------------------------------------------------
// result
// -------------------------------------------------------------------------------------

const plainCounts = ({ issues, reasons, ...counts }: Counts): Readonly<Record<string, unknown>> => ({
  ...counts,
  issues: Object.fromEntries(issues),
  reasons: Object.fromEntries(reasons),
})

const conclude = (counts: Counts, isDrained: boolean, inHand: number, drainSeconds: number): Outcome => ({
  findings: !isDrained,
  text:
    `${counts.accepted} accepted, ${counts.rejected} rejected, ${counts.duplicates} duplicates dropped, ` +
    `${counts.redelivered} redelivered\n${isDrained ? 'drained' : `not drained in ${drainSeconds} s: ${inHand} messages come again`}\n`,
  result: { ...plainCounts(counts), drained: isDrained, inHand },
})

// -------------------------------------------------------------------------------------
// run
// -------------------------------------------------------------------------------------

const work = async (
  opened: OpenTarget,
  broker: Broker,
  settings: WorkerSettings,
  terminal: Terminal,
  log: Log,
): Promise<Attempt<Outcome>> => {
  const { target, accepted, rejected, withPayloads, batch, lanes, drainMillis } = settings
  const [{ startLanes }, { noCounts }, judging] = await Promise.all([
    import('./lanes.js'),
    import('./Counts.js'),
    openJudge(opened, settings, terminal.cwd),
  ])
  const { signal, forget } = stopSignal(terminal)
  let counts = (): Counts => noCounts
  let inHand = (): number => 0
  let metrics: Metrics | undefined
  try {
    if (settings.metrics !== undefined) {
      const { openMetrics } = await import('./metrics.js')
      const watched = {
        counts: () => counts(),
        inHand: () => inHand(),
        lag: broker.lag,
        isStopping: () => signal.aborted,
      }
      const served = await openMetrics(settings.metrics, watched, (error) =>
        log('error', 'metrics', { reason: systemReason(error) }),
      )
      if (isLeft(served)) return served
      metrics = served.right
    }
    const running = startLanes({
      broker,
      judge: judging.judge,
      routes: { accepted, rejected, withPayloads, subject: `${target.operation} ${target.side}` },
      lanes,
      batch,
      stop: signal,
      drainMillis,
      log,
      took: (seconds) => metrics?.took(seconds),
      now: Date.now,
    })
    counts = running.counts
    inHand = running.inHand
    const { stream, consumer } = settings.nats
    log('info', 'started', { stream, consumer, ...(metrics !== undefined && { metrics: metrics.port }) })
    signal.addEventListener('abort', () => log('info', 'draining', { messages: running.inHand() }), { once: true })
    const isDrained = await running.done
    if (!signal.aborted) return failed('unreadable', 'the connection to the broker was closed')
    await broker.close()
    log('info', 'stopped', { drained: isDrained ? 1 : 0, messages: running.inHand() })
    return right(conclude(running.counts(), isDrained, running.inHand(), drainMillis / 1000))
  } finally {
    forget()
    await metrics?.close()
    await judging.close()
  }
}

const run = async (args: ReadonlyArray<string>, options: Options, terminal: Terminal): Promise<Attempt<Outcome>> => {
  const [{ workerSettings }, { openTarget }, { logTo }] = await Promise.all([
    import('./settings.js'),
    import('../validate/openTarget.js'),
    import('./log.js'),
  ])
  const settings = workerSettings(args[0] ?? '', options, terminal.cwd, process.env)
  if (isLeft(settings)) return settings
  const opened = await openTarget(settings.right.target, terminal)
  if (isLeft(opened)) return opened
  const log = logTo(
    flagOption(options, 'quiet') ? { ...terminal.err, write: () => undefined } : terminal.err,
    () => new Date(),
  )
  const broker = await openBroker(settings.right, log)
  if (isLeft(broker)) return broker
  try {
    return await work(opened.right, broker.right, settings.right, terminal, log)
  } finally {
    await broker.right.close()
  }
}

export const workerVerb: Verb = {
  name: 'worker',
  summary: 'hold the messages of a broker against a shape, for as long as it runs: NATS JetStream',
  define: (command) =>
    command
      .argument('<operation>', 'whose input the messages are: StartEmailContact of the built-in service, or of a model')
      .option('-m, --model <file>', 'a model: Smithy JSON AST, botocore, or the minified form')
      .option('-s, --sdk <package>', 'an installed client of the AWS SDK v3, in place of a model')
      .option('--service <name>', 'which service, where the model has several')
      .option('--side <side>', 'input or output of the operation (default: input)')
      .option('--domain', 'members are under their camelCase fields, not under their names on the wire')
      .option('--policy <policy>', 'strict, or tolerant as clients read answers (default: strict)')
      .option('--unknown <what>', 'refuse or ignore members that the shape does not know (default: ignore)')
      .option('--documented <what>', 'enforce, advise or off: rules that are only documented (default: enforce)')
      .option('--max-size <bytes>', 'the most of one payload; 64k and 16m are understood (default: 16m)')
      .option('--server <url...>', 'where the broker is (default: NATS_URL, or nats://127.0.0.1:4222)')
      .option('--creds <file>', 'a credentials file of NATS')
      .option('--stream <name>', 'the stream that is worked off')
      .option('--consumer <name>', 'its durable consumer: workers of one name share the work (default: wireshape)')
      .option('--filter <subject>', 'only this subject of the stream')
      .option('--accepted <subject>', 'where good messages go')
      .option('--rejected <subject>', 'where bad messages go')
      .option('--no-payloads', 'rejected messages go without what they held')
      .option('--batch <n>', 'how many messages are pulled at a time (default: 256)')
      .option('--lanes <n>', 'how many batches are in hand at a time (default: 4)')
      .option('-j, --jobs <n>', 'threads that check large batches (default: one a core)')
      .option('--max-deliveries <n>', 'reject unread what was delivered more often; 0 is never (default: 0)')
      .option('--ack-wait <seconds>', 'for a consumer that is made: how long until others get a message (default: 30)')
      .option('--drain <seconds>', 'how long what is in hand has after SIGTERM (default: 10)')
      .option('--metrics <address>', 'serve Prometheus metrics at this port, or host:port')
      .option('--create', 'make the streams that are missing: the source, and one for both results')
      .option('--results <name>', 'with --create: the stream of results (default: the source with -results)')
      .option('--window <seconds>', 'with --create: how long ids are remembered (default: 120)')
      .option('--quiet', 'no log on standard error'),
  help,
  run,
}
