/**
 * What the options of a worker ask for.
 */

import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import type { NatsLogin, NatsOptions, NatsServers, NatsStreams } from '../../adapter/broker/NatsOptions.js'
import { isLeft, right } from '../../value/either.js'
import type { Attempt } from '../Outcome.js'
import { failed, systemReason } from '../Outcome.js'
import type { Options } from '../Verb.js'
import { flagOption, listOption, textOption } from '../Verb.js'
import type { Target } from '../validate/settings.js'
import { settingsOf } from '../validate/settings.js'
import type { Address } from './metrics.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface WorkerSettings {
  readonly target: Target
  readonly accepted: string
  readonly rejected: string
  readonly withPayloads: boolean
  readonly batch: number
  readonly lanes: number
  readonly jobs: number
  readonly maxDeliveries: number
  readonly drainMillis: number
  readonly metrics: Address | undefined
  readonly nats: Omit<NatsOptions, 'heard'>
}

// -------------------------------------------------------------------------------------
// reading
// -------------------------------------------------------------------------------------

export interface Whole {
  readonly flag: string
  readonly least: number
  readonly most: number
  readonly otherwise: number
}

const nameOf = (flag: string): string => flag.replace(/-([a-z])/g, (_, c: string) => c.toUpperCase())

export const wholeOf = (options: Options, { flag, least, most, otherwise }: Whole): Attempt<number> => {
  const said = textOption(options, nameOf(flag))
  if (said === undefined) return right(otherwise)
  const n = /^\d{1,9}$/.test(said) ? Number(said) : Number.NaN
  return n >= least && n <= most
    ? right(n)
    : failed('usage', `--${flag} is a whole number from ${least} to ${most}, not ${said}`)
}

const addressOf = (options: Options): Attempt<Address | undefined> => {
  const said = textOption(options, 'metrics')
  if (said === undefined) return right(undefined)
  const [, host = '127.0.0.1', digits = ''] = /^(?:(.+):)?(\d{1,5})$/.exec(said) ?? []
  const port = Number(digits)
  return digits !== '' && port < 65_536
    ? right({ host: host.replace(/^\[(.*)\]$/, '$1'), port })
    : failed('usage', `--metrics is a port, or a host and a port, not ${said}`)
}

/** Source: docs.nats.io, "Subject-based messaging": no white space, no empty part, wildcards only to listen. */
export const isSubject = (text: string): boolean => /^[^\s.*>]+(\.[^\s.*>]+)*$/.test(text)

const subjectOf = (options: Options, flag: string): Attempt<string> => {
  const said = textOption(options, flag)
  if (said === undefined) return failed('usage', `no subject for results: say --${flag} SUBJECT`)
  return isSubject(said) ? right(said) : failed('usage', `--${flag} is a subject without wildcards, not ${said}`)
}

/** Secrets come by a file or the environment: other users of a machine can read its command lines. */
const loginOf = (options: Options, cwd: string, env: NodeJS.ProcessEnv): Attempt<NatsLogin> => {
  const path = textOption(options, 'creds')
  const { NATS_USER: user, NATS_PASSWORD: password, NATS_TOKEN: token } = env
  try {
    return right({
      ...(user !== undefined && { user }),
      ...(password !== undefined && { password }),
      ...(token !== undefined && { token }),
      ...(path !== undefined && { credentials: readFileSync(resolve(cwd, path), 'utf8') }),
    })
  } catch (error) {
    return failed('unreadable', `cannot read ${path}: ${systemReason(error)}`)
  }
}

/** Where the broker is, and how it knows who asks. */
export const serversOf = (
  what: string,
  options: Options,
  cwd: string,
  env: NodeJS.ProcessEnv,
): Attempt<NatsServers> => {
  const login = loginOf(options, cwd, env)
  if (isLeft(login)) return login
  return right({
    servers: listOption(options, 'server') ?? [env['NATS_URL'] ?? 'nats://127.0.0.1:4222'],
    name: `wireshape ${what} ${process.pid}`,
    login: login.right,
  })
}

const createOf = (options: Options, stream: string, windowSeconds: number): NatsStreams | undefined =>
  flagOption(options, 'create')
    ? {
        subjects: [textOption(options, 'filter') ?? `${stream}.>`],
        results: textOption(options, 'results') ?? `${stream}-results`,
        windowMillis: windowSeconds * 1000,
      }
    : undefined

const wholes = {
  batch: { flag: 'batch', least: 1, most: 10_000, otherwise: 256 },
  lanes: { flag: 'lanes', least: 1, most: 64, otherwise: 4 },
  ackWait: { flag: 'ack-wait', least: 1, most: 86_400, otherwise: 30 },
  drain: { flag: 'drain', least: 0, most: 3600, otherwise: 10 },
  window: { flag: 'window', least: 1, most: 86_400, otherwise: 120 },
  maxDeliveries: { flag: 'max-deliveries', least: 0, most: 1_000_000, otherwise: 0 },
} satisfies Record<string, Whole>

type Wholes = { readonly [K in keyof typeof wholes]: number }

const wholesOf = (options: Options): Attempt<Wholes> => {
  const read: Array<readonly [string, number]> = []
  for (const [name, whole] of Object.entries(wholes)) {
    const n = wholeOf(options, whole)
    if (isLeft(n)) return n
    read.push([name, n.right])
  }
  // One entry for each name of `wholes`.
  return right(Object.fromEntries(read) as unknown as Wholes)
}

/** Every option, checked; the first that cannot be meant. */
export const workerSettings = (
  operation: string,
  options: Options,
  cwd: string,
  env: NodeJS.ProcessEnv,
): Attempt<WorkerSettings> => {
  const checked = settingsOf(operation, options)
  if (isLeft(checked)) return checked
  if (checked.right.target.model === '-') return failed('usage', 'a worker reads no standard input: --model is a file')
  const stream = textOption(options, 'stream')
  if (stream === undefined) return failed('usage', 'no source: say --stream NAME')
  const read = wholesOf(options)
  if (isLeft(read)) return read
  const { batch, lanes, ackWait, drain, window, maxDeliveries } = read.right
  const [accepted, rejected] = [subjectOf(options, 'accepted'), subjectOf(options, 'rejected')]
  if (isLeft(accepted)) return accepted
  if (isLeft(rejected)) return rejected
  if (accepted.right === rejected.right) return failed('usage', '--accepted and --rejected are the same')
  const metrics = addressOf(options)
  if (isLeft(metrics)) return metrics
  const servers = serversOf('worker', options, cwd, env)
  if (isLeft(servers)) return servers
  const saidJobs = textOption(options, 'jobs') !== undefined
  return right({
    target: checked.right.target,
    accepted: accepted.right,
    rejected: rejected.right,
    withPayloads: options['payloads'] !== false,
    batch,
    lanes,
    jobs: saidJobs ? checked.right.jobs : availableParallelism(),
    maxDeliveries,
    drainMillis: drain * 1000,
    metrics: metrics.right,
    nats: {
      ...servers.right,
      stream,
      consumer: textOption(options, 'consumer') ?? 'wireshape',
      filter: textOption(options, 'filter'),
      ackMillis: ackWait * 1000,
      prefetch: 2 * batch,
      publishMillis: 5000,
      results: [accepted.right, rejected.right],
      create: createOf(options, stream, window),
    },
  })
}
