/**
 * An operation from where the arguments say: of the built-in service, of a model file, or of an installed package.
 */

import type { Command } from 'commander'
import type { AnyOperation, Service } from '../operation/Operation.js'
import type { Protocol } from '../protocol/Protocol.js'
import { nameOf } from '../schema/Schema.js'
import { isLeft, right } from '../value/either.js'
import type { Attempt } from './Outcome.js'
import { failed } from './Outcome.js'
import { openService } from './openService.js'
import { didYouMean } from './suggest.js'
import type { Terminal } from './Terminal.js'
import type { Options } from './Verb.js'
import { textOption } from './Verb.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface ServiceAt {
  readonly service: Service
  /** The file or package as it was named, or that the service is built in. */
  readonly from: string
}

export interface OperationAt extends ServiceAt {
  readonly operation: AnyOperation
}

// -------------------------------------------------------------------------------------
// options
// -------------------------------------------------------------------------------------

/** The options that say where operations come from. */
export const modelOptions = (command: Command): Command =>
  command
    .option('-m, --model <file>', 'a model, in place of the built-in service: Smithy JSON AST or botocore')
    .option('-s, --sdk <package>', 'an installed client of the AWS SDK v3, in place of a model')
    .option('--service <name>', 'which service, where the model has several')

export const protocolOption = (command: Command): Command =>
  command.option('--protocol <name>', 'one of the protocols that the service speaks; its first by default')

// -------------------------------------------------------------------------------------
// opening
// -------------------------------------------------------------------------------------

/** The service that the options name; without any, the built-in one. */
export const openServiceOf = async (options: Options, terminal: Terminal): Promise<Attempt<ServiceAt>> => {
  const [model, sdk, service] = ['model', 'sdk', 'service'].map((name) => textOption(options, name))
  if (model === undefined && sdk === undefined) {
    const { Connect } = await import('../connect/index.js')
    return service === undefined || [Connect.id, Connect.sdkId, nameOf(Connect.id)].includes(service)
      ? right({ service: Connect, from: 'the built-in service' })
      : failed('usage', `the built-in service is not ${service}`, ['--model FILE or --sdk PACKAGE has others'])
  }
  return openService(
    {
      ...(model !== undefined && { model }),
      ...(sdk !== undefined && { sdk }),
      ...(service !== undefined && { service }),
    },
    terminal,
  )
}

/** What to try where a service lacks a name. */
export const namesHints = (
  { service, from }: ServiceAt,
  wanted: string,
  names: ReadonlyArray<string>,
): ReadonlyArray<string> => {
  const near = didYouMean([wanted], names)
  if (near.length > 0) return near
  return from === 'the built-in service'
    ? [`it has ${service.operations.map(({ name }) => name).join(', ')}; --model FILE or --sdk PACKAGE has others`]
    : []
}

/** The operation of that name or absolute id. */
export const chooseOperation = (at: ServiceAt, wanted: string): Attempt<OperationAt> => {
  const { operations } = at.service
  const operation = operations.find(({ name, id }) => name === wanted || id === wanted)
  if (operation !== undefined) return right({ ...at, operation })
  const names = operations.map(({ name }) => name)
  return failed('usage', `${at.from} has no operation ${wanted}`, namesHints(at, wanted, names))
}

/** The operation of the service that the options name. */
export const openOperation = async (
  wanted: string,
  options: Options,
  terminal: Terminal,
): Promise<Attempt<OperationAt>> => {
  const at = await openServiceOf(options, terminal)
  return isLeft(at) ? at : chooseOperation(at.right, wanted)
}

// -------------------------------------------------------------------------------------
// protocols
// -------------------------------------------------------------------------------------

export const protocolName = ({ id }: Pick<Protocol, 'id'>): string => nameOf(id)

/** The protocols that a service speaks and that are known here, the preferred one first. */
export const protocolsOf = async (service: Service): Promise<ReadonlyArray<Protocol>> => {
  const { protocols } = await import('../protocol/index.js')
  return protocols.filter(({ id }) => Object.hasOwn(service.protocols, id))
}

/** The protocol that the options name, or the service's first. */
export const chooseProtocol = async ({ service, from }: ServiceAt, options: Options): Promise<Attempt<Protocol>> => {
  const spoken = await protocolsOf(service)
  const names = spoken.map(protocolName)
  const [first] = spoken
  if (first === undefined) {
    const said = Object.keys(service.protocols).join(', ')
    return failed('model', `${from} speaks no protocol that is known here${said === '' ? '' : `: ${said}`}`)
  }
  const wanted = textOption(options, 'protocol')
  if (wanted === undefined) return right(first)
  const found = spoken.find((one) => one.id === wanted || protocolName(one).toLowerCase() === wanted.toLowerCase())
  if (found !== undefined) return right(found)
  return failed('usage', `${from} does not speak ${wanted}`, [
    ...didYouMean([wanted], names),
    `it speaks ${names.join(', ')}`,
  ])
}
