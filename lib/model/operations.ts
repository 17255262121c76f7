/**
 * Services and operations from definitions: traits at once, since routing needs them, shapes when they are asked for.
 */

import { customisationOf } from '../operation/customisations.js'
import { md5 } from '../operation/md5.js'
import type { AnyOperation, Http, OperationTraits, Service, ServiceInfo } from '../operation/Operation.js'
import { service } from '../operation/Operation.js'
import { nameOf } from '../schema/Schema.js'
import type { AnyShape } from '../shape/Shape.js'
import { shapeOf } from '../shape/shapeOf.js'
import type { Document } from '../value/Document.js'
import { setOwn } from '../value/own.js'
import type { OperationDefinition, Reference, ServiceDefinition } from './definitions.js'
import type { Data, Place } from './faults.js'
import { asData, asDocument, asItems, asText, asWhole, optional, present, within } from './faults.js'
import type { Definitions } from './flatten.js'
import type { Schemas } from './schemas.js'
import { readXmlNamespace } from './traits.js'

// -------------------------------------------------------------------------------------
// traits of operations
// -------------------------------------------------------------------------------------

const readHttp = (u: unknown, place: Place): Http | undefined => {
  const data = asData(u, place)
  if (data === undefined) return undefined
  const method = asText(data['method'], within(place, 'method'))
  const uri = asText(data['uri'], within(place, 'uri'))
  const code = optional(data['code'], (n) => asWhole(n, within(place, 'code'), 100, 999)) ?? 200
  return method === undefined || uri === undefined ? undefined : { method, uri, code }
}

const readEncodings = (u: unknown, place: Place): ReadonlyArray<string> | undefined => {
  const data = asData(u, place)
  const at = within(place, 'encodings')
  const items = data && asItems(data['encodings'], at)
  return items?.flatMap((item, i) => asText(item, within(at, i)) ?? [])
}

const own: ReadonlySet<string> = /*#__PURE__*/ new Set([
  'smithy.api#http',
  'smithy.api#endpoint',
  'smithy.api#documentation',
  'smithy.api#requestCompression',
  'smithy.api#httpChecksumRequired',
])

const readOthers = (
  raw: Data,
  known: ReadonlySet<string>,
  place: Place,
): Readonly<Record<string, Document>> | undefined => {
  const other: Record<string, Document> = {}
  for (const id of Object.keys(raw)) {
    if (known.has(id)) continue
    const value = asDocument(raw[id], within(place, id))
    if (value !== undefined) setOwn(other, id, value)
  }
  return Object.keys(other).length === 0 ? undefined : other
}

/**
 * Whether a request has to carry a checksum. Where several algorithms would do, MD5 is one of them.
 *
 * Source: Smithy 2.0, trait `httpChecksumRequired`; AWS's trait `httpChecksum`, `requestChecksumRequired`.
 */
const needsChecksum = (raw: Data): boolean => {
  const checksum = raw['aws.protocols#httpChecksum'] as Data | null | undefined
  return raw['smithy.api#httpChecksumRequired'] !== undefined || checksum?.['requestChecksumRequired'] === true
}

/** The traits of an operation but for what its service alone does. */
export const readOperationTraits = ({ traits: raw, place }: OperationDefinition): OperationTraits => {
  const at = (id: string): Place => within(place, 'traits', id)
  const read = <A>(id: string, reading: (u: unknown, place: Place) => A | undefined): A | undefined =>
    optional(raw[id], (u) => reading(u, at(id)))
  const endpoint = read('smithy.api#endpoint', asData)
  return present({
    http: read('smithy.api#http', readHttp),
    hostPrefix: endpoint && asText(endpoint['hostPrefix'], within(at('smithy.api#endpoint'), 'hostPrefix')),
    documentation: read('smithy.api#documentation', asText),
    compression: read('smithy.api#requestCompression', readEncodings),
    md5: needsChecksum(raw) ? md5 : undefined,
    other: readOthers(raw, own, within(place, 'traits')),
  })
}

// -------------------------------------------------------------------------------------
// operations
// -------------------------------------------------------------------------------------

const unit = 'smithy.api#Unit'

/** What an operation is made of, checked. */
export interface OperationParts {
  readonly definition: OperationDefinition
  readonly traits: OperationTraits
  /** The operation's own, then the service's. */
  readonly errors: ReadonlyArray<string>
}

/** An operation whose shapes are looked up at the first asking. */
const liveOperation = (
  { definition, traits, errors }: OperationParts,
  info: ServiceInfo,
  schemas: Schemas,
): AnyOperation => {
  const { id } = definition
  const shapeAt = (target: Reference | undefined): AnyShape => shapeOf(schemas(target?.id ?? unit))
  let raised: ReadonlyArray<AnyShape> | undefined
  const custom = customisationOf(info.sdkId)
  const live = {
    _tag: 'Operation',
    id,
    name: nameOf(id),
    traits: custom === undefined ? traits : { ...traits, custom },
    service: info,
    writes: 'partial',
    // `shapeOf` keeps what it made, and so do the schemas.
    get input() {
      return shapeAt(definition.input)
    },
    get output() {
      return shapeAt(definition.output)
    },
    get errors() {
      raised ??= errors.map((error) => shapeOf(schemas(error)))
      return raised
    },
  }
  // `_Input`, `_Output` and `_Error` are phantom.
  return live as unknown as AnyOperation
}

// -------------------------------------------------------------------------------------
// services
// -------------------------------------------------------------------------------------

const queryCompatible = 'aws.protocols#awsQueryCompatible'

const isProtocol = (id: string, definitions: Definitions): boolean => {
  if (id === queryCompatible) return false
  if (/^(aws|smithy)\.protocols#/.test(id)) return true
  const trait = definitions.get(id)
  return trait?._tag === 'data' && Object.hasOwn(trait.traits.other ?? {}, 'smithy.api#protocolDefinition')
}

/** What operations have to know of their service. The sdk id of a service that AWS does not run is its shape's name. */
export const readServiceInfo = (definition: ServiceDefinition, definitions: Definitions): ServiceInfo => {
  const { id, version, place, traits: raw } = definition
  const at = (trait: string): Place => within(place, 'traits', trait)
  const aws = optional(raw['aws.api#service'], (u) => asData(u, at('aws.api#service')))
  const sdkId = optional(aws?.['sdkId'], (u) => asText(u, within(at('aws.api#service'), 'sdkId'))) ?? nameOf(id)
  const xmlNamespace = optional(raw['smithy.api#xmlNamespace'], (u) =>
    readXmlNamespace(u, at('smithy.api#xmlNamespace')),
  )
  const protocols: Record<string, Document> = {}
  for (const trait of Object.keys(raw)) {
    if (!isProtocol(trait, definitions)) continue
    const settings = asDocument(raw[trait], at(trait))
    if (settings !== undefined) setOwn(protocols, trait, settings)
  }
  return {
    id,
    version,
    sdkId,
    protocols,
    ...(xmlNamespace === undefined ? {} : { xmlNamespace }),
    ...(Object.hasOwn(raw, queryCompatible) ? { queryCompatible: true } : {}),
  }
}

/** A live service; domain: parts whose references have been checked. */
export const liveService = (info: ServiceInfo, operations: ReadonlyArray<OperationParts>, schemas: Schemas): Service =>
  service(
    info,
    operations.map((parts) => liveOperation(parts, info, schemas)),
  )
