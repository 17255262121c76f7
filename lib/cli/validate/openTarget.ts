/**
 * The shape that payloads are held against, opened from what names it; each thread opens its own.
 */

import type { AnyOperation, Service } from '../../operation/Operation.js'
import type { Shape } from '../../shape/Shape.js'
import { advise, closed, ignore, tolerant } from '../../shape/shapeOf.js'
import type { PayloadReader } from '../../stream/PayloadReader.js'
import { cborReader, jsonChecker, jsonReader, payloadShape } from '../../stream/PayloadReader.js'
import type { Form } from '../../stream/Verdict.js'
import { isLeft, right } from '../../value/either.js'
import type { Value } from '../../value/Value.js'
import type { Attempt } from '../Outcome.js'
import { failed } from '../Outcome.js'
import type { Surroundings } from '../openService.js'
import { chooseService, openService } from '../openService.js'
import { didYouMean } from '../suggest.js'
import type { Target } from './settings.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface OpenTarget {
  readonly service: Service
  readonly operation: AnyOperation
  readonly shape: Shape<unknown, Value, unknown>
  readonly readerOf: (form: Form) => PayloadReader<unknown>
}

// -------------------------------------------------------------------------------------
// opening
// -------------------------------------------------------------------------------------

const serviceOf = async (target: Target, terminal: Surroundings): Promise<Attempt<Service>> => {
  const { model, sdk, service, modelBytes } = target
  if (model === undefined && sdk === undefined) {
    const { Connect } = await import('../../connect/index.js')
    return chooseService([Connect], service, 'the built-in model')
  }
  const source = {
    ...(model !== undefined && { model }),
    ...(sdk !== undefined && { sdk }),
    ...(service !== undefined && { service }),
  }
  const reading = modelBytes === undefined ? terminal : { ...terminal, readInput: () => modelBytes }
  const opened = await openService(source, reading)
  return isLeft(opened) ? opened : right(opened.right.service)
}

const isRestJson = ({ protocols }: Service): boolean => {
  const ids = Object.keys(protocols)
  // The awsJson protocols do not heed `jsonName`. Source: Smithy 2.0, "AWS JSON protocols".
  return ids.length === 0 || ids.some((id) => !/#awsJson1_[01]$/.test(id))
}

export const openTarget = async (target: Target, terminal: Surroundings): Promise<Attempt<OpenTarget>> => {
  const service = await serviceOf(target, terminal)
  if (isLeft(service)) return service
  const { operations } = service.right
  const operation = operations.find(({ name, id }) => name === target.operation || id === target.operation)
  if (operation === undefined) {
    const names = operations.map(({ name }) => name)
    const from = target.model ?? target.sdk ?? 'the built-in service'
    return failed('usage', `${from} has no operation ${target.operation}`, [
      ...didYouMean([target.operation], names),
      ...(names.length <= 5 ? [`it has ${names.join(', ')}`] : []),
      ...(target.model === undefined && target.sdk === undefined
        ? ['another service: --model FILE or --sdk PACKAGE']
        : []),
    ])
  }
  // Any shape is one of unknown type.
  const modelled = payloadShape(operation[target.side] as unknown as Shape<unknown, Value, unknown>, target.maxBytes)
  const held = target.policy === 'tolerant' ? tolerant(modelled) : modelled
  const known = target.unknown === 'refuse' ? closed(held) : held
  const shape =
    target.documented === 'enforce'
      ? known
      : target.documented === 'off'
        ? ignore(known, ['documented'])
        : advise(known, ['documented'])
  const jsonName = isRestJson(service.right)
  // What is written as it came is only looked at.
  const json = (target.as === 'normalised' || target.as === 'http' ? jsonReader : jsonChecker)(shape, {
    names: target.names,
    jsonName,
  })
  return right({
    service: service.right,
    operation,
    shape,
    readerOf: (form) => (form === 'cbor' ? cborReader(shape) : json),
  })
}
