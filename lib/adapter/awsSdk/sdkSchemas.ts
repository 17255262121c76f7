/**
 * Shapes out of the runtime schemas that every client of the AWS SDK v3 has had since 2025: no model is needed. They have kinds,
 * members and which of these are required, and no constraints; `sdkNotes` says what else is missing.
 */

import type { SdkSettings } from '../../model/sdk.js'
import { readSdk } from '../../model/sdk.js'
import { isError, isSchema } from '../../model/sdkSchemas.js'
import { isLeft, left, right } from '../../value/either.js'
import { named, textIn } from './named.js'
import { registriesIn } from './registries.js'
import type { SdkContext, SdkOperation } from './sdk.js'
import type { ShapeSource } from './shapes.js'

/** The number that begins an operation's schema. */
const operationKind = 9

/** Stands for a protocol that is not known; nothing but messages depends on which it is. */
const anyProtocol = 'aws.sdk#protocol'

const staticSchema = ({ namespace, name, traits, input, output }: SdkOperation): ReadonlyArray<unknown> => [
  operationKind,
  namespace,
  name,
  traits,
  input,
  output,
]

const settingsIn = (context: SdkContext, protocol: string, { namespace }: SdkOperation): SdkSettings => {
  const settings = named(context['protocolSettings'])
  const xmlNamespace = textIn(settings['xmlNamespace'])
  return {
    serviceId: textIn(context['serviceId']) ?? namespace,
    version: textIn(settings['version']) ?? textIn(context['apiVersion']) ?? '',
    protocol,
    serviceTarget: textIn(settings['serviceTarget']) ?? 'Service',
    ...(xmlNamespace === undefined ? {} : { xmlNamespace }),
    ...(settings['awsQueryCompatible'] === true ? { queryCompatible: true } : {}),
  }
}

/** The errors of the client's service, by id. */
const errorsIn = (context: SdkContext): ReadonlyArray<readonly [string, unknown]> =>
  registriesIn(context)
    .flatMap(({ schemas }) => [...schemas])
    .filter(([, schema]) => isSchema(schema) && isError(schema))

/** The client's own shapes: put it behind a service that has some operations alone, or use it by itself. */
export const sdkSchemas: ShapeSource = {
  _tag: 'ShapeSource',
  find: ({ name, schema, protocol, context }) => {
    if (schema === undefined) return left([])
    const exports = Object.fromEntries([[name, staticSchema(schema)], ...errorsIn(context)])
    const model = readSdk(exports, settingsIn(context, protocol ?? anyProtocol, schema))
    if (isLeft(model)) return model
    const operation = model.right.services[0]?.operations.find((one) => one.name === name)
    return operation === undefined ? left([]) : right(operation)
  },
}
