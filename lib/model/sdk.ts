/**
 * Services from the runtime schemas of an installed AWS SDK v3 client, without a model file.
 *
 * The schemas hold what it takes to write and read messages, and little else; `sdkNotes` says what is not there.
 */

import type { Either } from 'fp-ts/lib/Either.js'
import { isLeft, left, right } from '../value/either.js'
import type { Issue } from '../value/Issue.js'
import type { Place } from './faults.js'
import { asData, report, rootOf, within } from './faults.js'
import type { Model } from './readModel.js'
import type { StaticSchema } from './sdkSchemas.js'
import { isError, isOperation, isSchema, schemaId, shapesOf } from './sdkSchemas.js'
import type { Said } from './smithy.js'
import { readShapes } from './smithy.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** What a client's configuration says of its service; `awsSdkSchemas` of the adapters reads it from a client. */
export interface SdkSettings {
  /** AWS's service id, `DynamoDB`. */
  readonly serviceId: string
  /** The API's version, `2012-08-10`. */
  readonly version: string
  /** The protocol that the client speaks by itself: its trait id. */
  readonly protocol: string
  /** The prefix of its targets, and the name of its service's shape. */
  readonly serviceTarget: string
  readonly xmlNamespace?: string
  readonly queryCompatible?: boolean
}

/** What a client's schemas do not say. */
export const sdkNotes: ReadonlyArray<string> = [
  'lengths, ranges, patterns and unique items are unknown: none is enforced',
  'enums are strings, since their values are not listed',
  'byte, short, integer, intEnum, long, float and double are one kind, read as double: whole numbers are exact up to 2^53',
  'defaults are unknown: an absent member stays absent',
  'the errors of an operation are unknown: each operation lists all of the service',
  'which requests need a checksum is unknown: none is written',
  'one protocol is known, that which the client speaks by itself',
  'members come in the client’s order, required ones first; there is no documentation',
]

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

const serviceSaid = (
  { serviceId, version, protocol, serviceTarget, xmlNamespace, queryCompatible }: SdkSettings,
  namespace: string,
  operations: ReadonlyArray<StaticSchema>,
  errors: ReadonlyArray<StaticSchema>,
  taken: ReadonlySet<string>,
  place: Place,
): Said => {
  const plain = `${namespace}#${serviceTarget}`
  const id = taken.has(plain) ? `${namespace}.service#${serviceTarget}` : plain
  const traits = {
    'aws.api#service': { sdkId: serviceId },
    [protocol]: {},
    ...(queryCompatible === true ? { 'aws.protocols#awsQueryCompatible': {} } : {}),
    ...(xmlNamespace === undefined ? {} : { 'smithy.api#xmlNamespace': { uri: xmlNamespace } }),
  }
  const targets = (schemas: ReadonlyArray<StaticSchema>): ReadonlyArray<unknown> =>
    schemas.map((schema) => ({ target: schemaId(schema) }))
  return [
    id,
    { type: 'service', version, operations: targets(operations), errors: targets(errors), traits },
    { ...place, shape: id },
  ]
}

/**
 * The service of a client, with the operations in the order of its exports.
 *
 * Errors: `missing` where the exports hold no operation, as those of clients before schemas do; every mistake of a schema
 * with the name of the export and the way into it.
 *
 * @param exports what importing the client's package gives
 */
export const readSdk = (exports: unknown, settings: SdkSettings): Either<ReadonlyArray<Issue>, Model> => {
  const issues: Array<Issue> = []
  const root: Place = { ...rootOf(issues), shape: 'sdk' }
  // A module's namespace has no prototype, as plain data may.
  const named = asData(exports, root, 'the exports of a client') ?? {}
  const schemas = Object.keys(named).flatMap((name): ReadonlyArray<readonly [StaticSchema, Place]> => {
    const schema = named[name]
    return isSchema(schema) ? [[schema, within(root, name)]] : []
  })
  const operations = schemas.map(([schema]) => schema).filter(isOperation)
  const errors = schemas.filter(([schema]) => isError(schema))
  const first = operations[0]
  if (first === undefined) {
    if (issues.length === 0) report(root, 'missing', 'schemas of operations, which clients have since 2025', 'none')
    return left(issues)
  }
  const used = [...schemas.filter(([schema]) => isOperation(schema)), ...errors]
  const shapes = [...shapesOf(used, issues)]
  const taken = new Set(shapes.map(([id]) => id))
  const ofService = serviceSaid(
    settings,
    String(first[1]),
    operations,
    errors.map(([schema]) => schema),
    taken,
    root,
  )
  const read = readShapes([...shapes, ofService], 2, issues)
  return isLeft(read) ? read : right({ form: 'sdk', services: read.right, notes: sdkNotes })
}
