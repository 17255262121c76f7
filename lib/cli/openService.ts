/**
 * A service from where the arguments say: a model file, or an installed package of the AWS SDK.
 */

import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Model, ModelForm } from '../model/index.js'
import type { Service } from '../operation/Operation.js'
import { isLeft, left, right } from '../value/either.js'
import type { Issue } from '../value/Issue.js'
import type { Attempt } from './Outcome.js'
import { failed, systemReason } from './Outcome.js'
import { didYouMean } from './suggest.js'
import type { Terminal } from './Terminal.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface Source {
  /** A path, or `-` for standard input. */
  readonly model?: string
  /** The name of a package. */
  readonly sdk?: string
  /** The one wanted of several services. */
  readonly service?: string
}

/** What a model is found by; threads have no more of the terminal. */
export type Surroundings = Pick<Terminal, 'cwd' | 'readInput'>

export interface Opened {
  readonly service: Service
  readonly form: ModelForm
  /** The file or package, as it was named. */
  readonly from: string
}

// -------------------------------------------------------------------------------------
// reading
// -------------------------------------------------------------------------------------

/** The bytes of a file, or of standard input for `-`. */
export const readBytes = (path: string, terminal: Surroundings): Attempt<Uint8Array> => {
  try {
    return right(path === '-' ? terminal.readInput() : readFileSync(resolve(terminal.cwd, path)))
  } catch (error) {
    return failed('unreadable', `cannot read ${path}: ${systemReason(error)}`)
  }
}

/** Where a byte lies, as people count. */
export const placeIn = (bytes: Uint8Array, offset: number): string => {
  const before = Buffer.from(bytes.subarray(0, offset)).toString('utf8').split('\n')
  return `line ${before.length}, column ${(before[before.length - 1] ?? '').length + 1}`
}

/** How long the mark of UTF-8 is that a text begins with. */
export const byteOrderMark = (bytes: Uint8Array): number =>
  bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0

const readJsonFile = async (path: string, terminal: Surroundings): Promise<Attempt<unknown>> => {
  const bytes = readBytes(path, terminal)
  if (isLeft(bytes)) return bytes
  const { readJsonBytes } = await import('../format/json.js')
  const body = bytes.right.subarray(byteOrderMark(bytes.right))
  if (body.length === 0) return failed('model', `${path} is empty`)
  const json = readJsonBytes(body)
  if (!isLeft(json)) return json
  const { offset, expected } = json.left
  const at = offset >= body.length ? 'the end of the file' : placeIn(body, offset)
  return failed('model', `${path} is no JSON: expected ${expected} at ${at}`)
}

const mistakes = (from: string, issues: ReadonlyArray<Issue>): Attempt<never> =>
  left({
    reason: 'model',
    message: `${from} has ${issues.length === 1 ? 'a mistake' : `${issues.length} mistakes`}`,
    issues,
  })

/** The services of a model file, in any of the forms that `readModel` knows. */
export const openModel = async (path: string, terminal: Surroundings): Promise<Attempt<Model>> => {
  const json = await readJsonFile(path, terminal)
  if (isLeft(json)) return json
  const { readModel } = await import('../model/index.js')
  const read = readModel(json.right)
  if (isLeft(read)) return mistakes(path, read.left)
  return read.right.services.length === 0 ? failed('model', `${path} has no service`) : read
}

/** The service of an installed package, found from the working folder. */
const openSdk = async (name: string, terminal: Surroundings): Promise<Attempt<Model>> => {
  const { loadSdk } = await import('../adapter/awsSdkSchemas.js')
  const read = await loadSdk(name, terminal.cwd)
  if (!isLeft(read)) return read
  const [first] = read.left
  if (first?.code === 'missing' && first.shape === 'sdk') {
    return failed('unreadable', `${name} is not installed in ${terminal.cwd} or above`, [`npm install ${name}`])
  }
  return mistakes(name, read.left)
}

// -------------------------------------------------------------------------------------
// choosing
// -------------------------------------------------------------------------------------

const shortName = ({ id }: Service): string => id.slice(id.indexOf('#') + 1)

/** The one service, or the one of that id, name or SDK id. */
export const chooseService = (
  services: ReadonlyArray<Service>,
  wanted: string | undefined,
  from: string,
): Attempt<Service> => {
  const names = services.map(shortName)
  if (wanted === undefined) {
    const [only, ...others] = services
    return only !== undefined && others.length === 0
      ? right(only)
      : failed('usage', `${from} has ${services.length} services`, [`say which with --service: ${names.join(', ')}`])
  }
  const found = services.find((service) => [service.id, shortName(service), service.sdkId].includes(wanted))
  if (found !== undefined) return right(found)
  return failed('usage', `${from} has no service ${wanted}`, [
    ...didYouMean([wanted], names),
    `it has ${names.join(', ')}`,
  ])
}

/** The service that the options name. */
export const openService = async (source: Source, terminal: Surroundings): Promise<Attempt<Opened>> => {
  const { model, sdk, service: wanted } = source
  if (model !== undefined && sdk !== undefined) return failed('usage', '--model and --sdk exclude each other')
  const from = model ?? sdk
  if (from === undefined) return failed('usage', 'no model: say --model FILE or --sdk PACKAGE')
  const opened = await (model !== undefined ? openModel(from, terminal) : openSdk(from, terminal))
  if (isLeft(opened)) return opened
  const { form, services } = opened.right
  const service = chooseService(services, wanted, from)
  return isLeft(service) ? service : right({ service: service.right, form, from })
}

// -------------------------------------------------------------------------------------
// operations
// -------------------------------------------------------------------------------------

/** The operations wanted, each once; all where none is wanted. Of two models, one has to have them. */
export const checkOperations = (
  wanted: ReadonlyArray<string> | undefined,
  services: ReadonlyArray<Service>,
  from: string,
): Attempt<ReadonlyArray<string> | undefined> => {
  if (wanted === undefined) return right(undefined)
  const names = [...new Set(services.flatMap(({ operations }) => operations.map(({ name }) => name)))]
  const missing = wanted.filter((name) => !names.includes(name))
  if (missing.length === 0) return right([...new Set(wanted)])
  const none = services.length > 1 ? 'neither model has an operation' : `${from} has no operation`
  return failed('usage', `${none} ${missing.join(', ')}`, didYouMean(missing, names))
}
