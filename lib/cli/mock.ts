/**
 * `wireshape mock`: an HTTP server in place of a service.
 */

import type { Service } from '../operation/Operation.js'
import type { Protocol } from '../protocol/Protocol.js'
import { isLeft, left, right } from '../value/either.js'
import { loadFastCheck } from './fastCheck.js'
import type { Entry } from './mock/log.js'
import type { Script } from './mock/script.js'
import type { Attempt, Outcome } from './Outcome.js'
import { failed, systemReason } from './Outcome.js'
import type { ServiceAt } from './openOperation.js'
import {
  chooseProtocol,
  modelOptions,
  openServiceOf,
  protocolName,
  protocolOption,
  protocolsOf,
} from './openOperation.js'
import { counted, readJsonPayload } from './payload.js'
import type { Terminal } from './Terminal.js'
import { paint, visible } from './Terminal.js'
import type { Options, Verb } from './Verb.js'
import { flagOption, textOption } from './Verb.js'

const help = `
Answers:
  A request is read as the service reads it; one that breaks a constraint gets the service's own
  kind of error, with every issue. One that does not is answered by the first rule of --script that
  fits, or by a sample of the output: the same ones for a seed, however often it is started.

  {"rules": [
    {"operation": "StartEmailContact", "error": "ThrottlingException", "times": 2},
    {"operation": "StartEmailContact", "when": {"InstanceId": "i-1"}, "answer": {"ContactId": "c-1"}},
    {"operation": "*", "delayMillis": 200}
  ]}

Log:
  A line for each request, with --json one of JSON; what is sensitive is replaced by a marker.

Examples:
  $ wireshape mock
  $ wireshape mock --model dynamodb.json --port 8000 --seed 7
  $ wireshape mock --sdk @aws-sdk/client-sqs --script queue.json --json
  $ wireshape encode StartEmailContact contact.json --as curl | sh

Exit codes:
  0 ended by Ctrl-C or SIGTERM, after the requests that were under way; 2 usage, or a script with
  mistakes; 3 the model has mistakes; 4 an input, or fast-check, cannot be found`

// -------------------------------------------------------------------------------------
// options
// -------------------------------------------------------------------------------------

interface Limits {
  readonly port: number
  readonly host: string
  readonly seed: number
  readonly maxBodyBytes: number
  readonly headerBytes: number
  readonly timeoutMillis: number
  readonly idleMillis: number
  readonly connections: number
}

interface Whole {
  readonly least: number
  readonly most: number
  readonly otherwise: number
}

const wholes = {
  port: { least: 0, most: 65_535, otherwise: 8080 },
  seed: { least: 0, most: 2 ** 31 - 1, otherwise: 1 },
  maxBody: { least: 0, most: 2 ** 30, otherwise: 16_777_216 },
  // Node reads headers in pieces of its own, below which a bound is none.
  maxHeader: { least: 1024, most: 2 ** 24, otherwise: 16_384 },
  maxConnections: { least: 1, most: 1_000_000, otherwise: 1024 },
  timeout: { least: 1, most: 3600, otherwise: 30 },
  keepAlive: { least: 1, most: 3600, otherwise: 5 },
} satisfies Record<string, Whole>

type Wholes = { readonly [K in keyof typeof wholes]: number }

const numberOption = (options: Options, name: string, { least, most, otherwise }: Whole): Attempt<number> => {
  const text = textOption(options, name)
  if (text === undefined) return right(otherwise)
  const n = Number(text)
  return /^\d+$/.test(text) && n >= least && n <= most
    ? right(n)
    : failed(
        'usage',
        `--${name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)} is a whole number from ${least} to ${most}, not ${text}`,
      )
}

const readLimits = (options: Options): Attempt<Limits> => {
  const read: Array<readonly [string, number]> = []
  for (const [name, whole] of Object.entries(wholes)) {
    const n = numberOption(options, name, whole)
    if (isLeft(n)) return n
    read.push([name, n.right])
  }
  // One entry for each name of `wholes`.
  const { port, seed, maxBody, maxHeader, maxConnections, timeout, keepAlive } = Object.fromEntries(
    read,
  ) as unknown as Wholes
  return right({
    port,
    host: textOption(options, 'host') ?? '127.0.0.1',
    seed,
    maxBodyBytes: maxBody,
    headerBytes: maxHeader,
    timeoutMillis: timeout * 1000,
    idleMillis: keepAlive * 1000,
    connections: maxConnections,
  })
}

const readRules = async (service: Service, path: string | undefined, terminal: Terminal): Promise<Attempt<Script>> => {
  const { readScript, scriptOf } = await import('./mock/script.js')
  if (path === undefined) return right(scriptOf([]))
  const tree = await readJsonPayload(path, terminal)
  if (isLeft(tree)) return tree
  const rules = readScript(service, tree.right)
  return isLeft(rules)
    ? left({ reason: 'usage', message: `${path} has ${counted(rules.left.length, 'mistake')}`, issues: rules.left })
    : right(scriptOf(rules.right))
}

// -------------------------------------------------------------------------------------
// stopping
// -------------------------------------------------------------------------------------

interface Stopping {
  /** Resolves where the program is to end: Ctrl-C, or what a supervisor sends. */
  readonly stopped: Promise<void>
  /** Hears no more of that. */
  readonly release: () => void
}

const stopping = (signal: AbortSignal): Stopping => {
  let stop = (): void => {}
  const stopped = new Promise<void>((resolve) => {
    stop = resolve
  })
  process.on('SIGTERM', stop)
  signal.addEventListener('abort', stop)
  if (signal.aborted) stop()
  return {
    stopped,
    release: () => {
      process.off('SIGTERM', stop)
      signal.removeEventListener('abort', stop)
    },
  }
}

/** How long requests that are under way may take after that. */
const drainMillis = 5000

// -------------------------------------------------------------------------------------
// run
// -------------------------------------------------------------------------------------

const protocolsFor = async (at: ServiceAt, options: Options): Promise<Attempt<ReadonlyArray<Protocol>>> => {
  const chosen = await chooseProtocol(at, options)
  if (isLeft(chosen)) return chosen
  return right(textOption(options, 'protocol') === undefined ? await protocolsOf(at.service) : [chosen.right])
}

const run = async (_: ReadonlyArray<string>, options: Options, terminal: Terminal): Promise<Attempt<Outcome>> => {
  const limits = readLimits(options)
  if (isLeft(limits)) return limits
  const at = await openServiceOf(options, terminal)
  if (isLeft(at)) return at
  const { service, from } = at.right
  if (service.operations.length === 0) return failed('model', `${from} has no operations`)
  const protocols = await protocolsFor(at.right, options)
  if (isLeft(protocols)) return protocols
  const script = await readRules(service, textOption(options, 'script'), terminal)
  if (isLeft(script)) return script
  const fc = await loadFastCheck('makes the answers that no script says')
  // A script may say all that is asked for.
  if (isLeft(fc) && textOption(options, 'script') === undefined) return fc
  const [{ openServer }, { mockResponder }, { entryJson, entryText, gather, refusalJson, refusalText }] =
    await Promise.all([import('../adapter/nodeServer.js'), import('./mock/responder.js'), import('./mock/log.js')])
  const { out, err } = terminal
  const isJson = flagOption(options, 'json')
  const tell = (event: string, data: object): void => out.write(`${JSON.stringify({ event, ...data })}\n`)
  const lines = gather(out)
  const statuses = new Map<number, number>()
  const log = (entry: Entry): void => {
    statuses.set(entry.status, (statuses.get(entry.status) ?? 0) + 1)
    lines.write(isJson ? entryJson(entry) : entryText(out, entry))
  }
  let refusals = 0
  /** What HTTP itself refuses is no request, and counted apart. */
  const refused = (status: number): void => {
    refusals++
    lines.write((isJson ? refusalJson : refusalText(out))(Date.now(), status))
  }
  const { port, host, seed, maxBodyBytes, timeoutMillis, idleMillis, headerBytes, connections } = limits.right
  const respond = mockResponder({
    service,
    protocols: protocols.right,
    fc: isLeft(fc) ? undefined : fc.right,
    script: script.right,
    seed,
    maxBodyBytes,
    clocks: { now: Date.now, ticks: () => performance.now() },
    log,
  })
  // Before anybody is told that it listens: whoever waits for that may end it at once.
  const { stopped, release } = stopping(terminal.signal)
  const opened = await openServer(respond, {
    port,
    host,
    headerBytes,
    headersMillis: Math.min(timeoutMillis, 10_000),
    requestMillis: timeoutMillis,
    stallMillis: timeoutMillis,
    idleMillis,
    connections,
    onRefused: refused,
    onError: (error) => err.write(`${paint(err, 'red', 'error:')} ${visible(systemReason(error))}\n`),
  })
  if (isLeft(opened)) {
    release()
    const hints = 'code' in opened.left && opened.left.code === 'EADDRINUSE' ? ['--port 0 takes one that is free'] : []
    return failed('usage', `cannot listen on ${host} port ${port}: ${systemReason(opened.left)}`, hints)
  }
  const { url, close } = opened.right
  const names = protocols.right.map(protocolName)
  if (isJson)
    tell('listening', { url, service: service.id, protocols: names, operations: service.operations.length, seed })
  else
    out.write(
      `${paint(out, 'bold', visible(service.sdkId))} ${visible(service.version)}, ${counted(service.operations.length, 'operation')}, ${names.join(', ')}: ${paint(out, 'cyan', url)}\n`,
    )
  await stopped
  await close(drainMillis)
  lines.flush()
  release()
  const requests = [...statuses.values()].reduce((sum, count) => sum + count, 0)
  const byStatus = Object.fromEntries([...statuses].sort(([a], [b]) => a - b))
  if (isJson) tell('stopped', { requests, statuses: byStatus, refused: refusals })
  else {
    const beside = refusals === 0 ? '' : ` and ${refusals} that HTTP refuses`
    out.write(`stopped after ${counted(requests, 'request')}${beside}\n`)
  }
  return right({ findings: false, text: '', result: {}, isWritten: true })
}

export const mockVerb: Verb = {
  name: 'mock',
  summary: 'serve a model over HTTP: check every request, answer with samples or from a script',
  define: (command) =>
    protocolOption(
      modelOptions(command)
        .option('-p, --port <n>', 'where to listen; 0 takes a free one (default: 8080)')
        .option('--host <host>', 'on which interface (default: 127.0.0.1)')
        .option('--script <file>', 'rules of answers, in JSON')
        .option('--seed <n>', 'of the samples (default: 1)'),
    )
      .option('--max-body <bytes>', 'the longest body that is taken (default: 16777216)')
      .option('--max-header <bytes>', 'the most bytes of a request’s line and headers (default: 16384)')
      .option('--max-connections <n>', 'how many clients may be connected (default: 1024)')
      .option('--timeout <seconds>', 'how long a client may take to send a request (default: 30)')
      .option('--keep-alive <seconds>', 'how long a connection waits for another request (default: 5)'),
  help,
  run,
}
