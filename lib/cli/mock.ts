/**
 * `wireshape mock`: an HTTP server in place of a service.
 */

import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Incoming, Outgoing } from '../adapter/nodeHttp.js'
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
  readonly timeoutMillis: number
}

const numberOption = (options: Options, name: string, most: number, otherwise: number): Attempt<number> => {
  const text = textOption(options, name)
  if (text === undefined) return right(otherwise)
  const n = Number(text)
  return /^\d+$/.test(text) && n <= most
    ? right(n)
    : failed(
        'usage',
        `--${name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)} is a whole number up to ${most}, not ${text}`,
      )
}

const readLimits = (options: Options): Attempt<Limits> => {
  const port = numberOption(options, 'port', 65_535, 8080)
  const seed = numberOption(options, 'seed', 2 ** 31 - 1, 1)
  const maxBodyBytes = numberOption(options, 'maxBody', 2 ** 30, 16_777_216)
  const seconds = numberOption(options, 'timeout', 3600, 30)
  if (isLeft(port)) return port
  if (isLeft(seed)) return seed
  if (isLeft(maxBodyBytes)) return maxBodyBytes
  if (isLeft(seconds)) return seconds
  return right({
    port: port.right,
    host: textOption(options, 'host') ?? '127.0.0.1',
    seed: seed.right,
    maxBodyBytes: maxBodyBytes.right,
    timeoutMillis: Math.max(1, seconds.right) * 1000,
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
// server
// -------------------------------------------------------------------------------------

/** How often a server looks for those that are too slow. */
const lookMillis = 1000

const listening = (server: Server, { port, host }: Limits): Promise<Attempt<AddressInfo>> =>
  new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const hints = error.code === 'EADDRINUSE' ? ['--port 0 takes one that is free'] : []
      resolve(failed('usage', `cannot listen on ${host} port ${port}: ${systemReason(error)}`, hints))
    })
    // A server of TCP that listens has an address of this form.
    server.listen(port, host, () => resolve(right(server.address() as AddressInfo)))
  })

const urlOf = ({ address, family, port }: AddressInfo): string =>
  `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`

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

const drained = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    const late = setTimeout(() => server.closeAllConnections(), drainMillis)
    // A connection that is kept alive is idle once its answer is out.
    const idle = setInterval(() => server.closeIdleConnections(), 50)
    server.close(() => {
      clearTimeout(late)
      clearInterval(idle)
      resolve()
    })
    server.closeIdleConnections()
  })

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
  const [{ createServer }, { listener }, { mockResponder }, { entryJson, entryText }] = await Promise.all([
    import('node:http'),
    import('../adapter/nodeHttp.js'),
    import('./mock/responder.js'),
    import('./mock/log.js'),
  ])
  const { out, err } = terminal
  const isJson = flagOption(options, 'json')
  const tell = (event: string, data: object): void => out.write(`${JSON.stringify({ event, ...data })}\n`)
  const statuses = new Map<number, number>()
  const log = (entry: Entry): void => {
    statuses.set(entry.status, (statuses.get(entry.status) ?? 0) + 1)
    out.write(isJson ? entryJson(entry) : entryText(out, entry))
  }
  const { seed, maxBodyBytes, timeoutMillis } = limits.right
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
  const listen = listener(respond, {
    onError: (error) => err.write(`${paint(err, 'red', 'error:')} ${visible(systemReason(error))}\n`),
  })
  const server = createServer(
    {
      headersTimeout: Math.min(timeoutMillis, 10_000),
      requestTimeout: timeoutMillis,
      connectionsCheckingInterval: Math.min(lookMillis, timeoutMillis),
    },
    // The rim's own types say what it uses of Node's.
    (incoming, outgoing) => listen(incoming as Incoming, outgoing as Outgoing),
  )
  // Before anybody is told that it listens: whoever waits for that may end it at once.
  const { stopped, release } = stopping(terminal.signal)
  const address = await listening(server, limits.right)
  if (isLeft(address)) {
    release()
    return address
  }
  const url = urlOf(address.right)
  const names = protocols.right.map(protocolName)
  if (isJson)
    tell('listening', { url, service: service.id, protocols: names, operations: service.operations.length, seed })
  else
    out.write(
      `${paint(out, 'bold', visible(service.sdkId))} ${visible(service.version)}, ${counted(service.operations.length, 'operation')}, ${names.join(', ')}: ${paint(out, 'cyan', url)}\n`,
    )
  await stopped
  await drained(server)
  release()
  const requests = [...statuses.values()].reduce((sum, count) => sum + count, 0)
  const byStatus = Object.fromEntries([...statuses].sort(([a], [b]) => a - b))
  if (isJson) tell('stopped', { requests, statuses: byStatus })
  else out.write(`stopped after ${counted(requests, 'request')}\n`)
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
      .option('--timeout <seconds>', 'how long a client may take to send a request (default: 30)'),
  help,
  run,
}
