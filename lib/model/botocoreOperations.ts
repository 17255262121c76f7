/**
 * Botocore's operations and metadata as operations and a service of a Smithy JSON AST.
 */

import { recordOf } from '../value/own.js'
import type { Context, Node, Row } from './botocoreWords.js'
import { idOf, mark, namespaceTrait, protocolId, sharedRows, silent, text, traitsBy } from './botocoreWords.js'
import type { Data, Place } from './faults.js'
import { asData, asItems, asText, optional, report, within } from './faults.js'

// -------------------------------------------------------------------------------------
// words
// -------------------------------------------------------------------------------------

const checksum = mark('smithy.api#httpChecksumRequired')

const rows: ReadonlyMap<string, Row> = /*#__PURE__*/ new Map<string, Row>([
  ...sharedRows,
  ['name', silent],
  ['http', silent],
  ['input', silent],
  ['output', silent],
  ['errors', silent],
  ['endpoint', silent],
  ['httpChecksumRequired', checksum],
  [
    'httpChecksum',
    (traits, value) => {
      traits['aws.protocols#httpChecksum'] = value
    },
  ],
  [
    'requestcompression',
    (traits, value) => {
      const encodings = (value as Data | undefined)?.['encodings']
      if (Array.isArray(encodings)) traits['smithy.api#requestCompression'] = { encodings }
    },
  ],
  ['idempotent', /*#__PURE__*/ mark('smithy.api#idempotent')],
  ['readonly', /*#__PURE__*/ mark('smithy.api#readonly')],
])

// -------------------------------------------------------------------------------------
// operations
// -------------------------------------------------------------------------------------

/** Labels say `locationName`, which is another than the member's name at times. */
const uriOf = (uri: string, input: Data | undefined): string => {
  if (!uri.includes('{')) return uri
  const members = (input?.['members'] ?? {}) as Readonly<Record<string, Data>>
  const renamed = new Map(
    Object.keys(members).flatMap((name) => {
      const member = members[name]
      const locationName = member?.['location'] === 'uri' ? text(member['locationName']) : undefined
      return locationName === undefined ? [] : [[locationName, name] as const]
    }),
  )
  return uri.replace(
    /\{([^}+]+)(\+?)\}/g,
    (_, label: string, greedy: string) => `{${renamed.get(label) ?? label}${greedy}}`,
  )
}

const shapeNameIn = (u: unknown, place: Place): string | undefined => {
  const data = optional(u, (given) => asData(given, place))
  return data && asText(data['shape'], within(place, 'shape'), 'the name of a shape')
}

const httpOf = (data: Data, input: string | undefined, place: Place, { shapes }: Context): Node => {
  const at = within(place, 'http')
  const http = optional(data['http'], (u) => asData(u, at)) ?? {}
  const said = (word: string, absent: string): string =>
    optional(http[word], (u) => asText(u, within(at, word))) ?? absent
  const shape = input !== undefined && Object.hasOwn(shapes, input) ? shapes[input] : undefined
  return {
    method: said('method', 'POST'),
    uri: uriOf(said('requestUri', '/'), shape),
    code: http['responseCode'] ?? 200,
  }
}

export const operationOf = (data: Data, place: Place, context: Context): Node => {
  const input = shapeNameIn(data['input'], within(place, 'input'))
  const output = shapeNameIn(data['output'], within(place, 'output'))
  const errors = optional(data['errors'], (u) => asItems(u, within(place, 'errors'))) ?? []
  const traits = traitsBy(rows, data)
  if (context.protocol.startsWith('rest-')) traits['smithy.api#http'] = httpOf(data, input, place, context)
  const hostPrefix = text((data['endpoint'] as Data | undefined)?.['hostPrefix'])
  if (hostPrefix !== undefined) traits['smithy.api#endpoint'] = { hostPrefix }
  const target = (name: string | undefined): Node => ({
    target: name === undefined ? 'smithy.api#Unit' : idOf(context, name),
  })
  return {
    type: 'operation',
    input: target(input),
    output: target(output),
    errors: errors.flatMap((error, i) => {
      const name = shapeNameIn(error, within(place, 'errors', i))
      return name === undefined ? [] : [target(name)]
    }),
    traits,
  }
}

/** The root element that an operation gives its input: botocore says it at the operation, Smithy at the structure. */
export const inputRoots = (operations: Data): ReadonlyMap<string, Data> => {
  const roots = new Map<string, Data>()
  for (const name of Object.keys(operations)) {
    const input = (operations[name] as Data | null | undefined)?.['input'] as Data | null | undefined
    if (typeof input?.['shape'] === 'string') roots.set(input['shape'], input)
  }
  return roots
}

// -------------------------------------------------------------------------------------
// service
// -------------------------------------------------------------------------------------

export const namespaceOf = (metadata: Data): string => {
  const name = text(metadata['serviceId']) ?? text(metadata['endpointPrefix']) ?? 'service'
  return `com.amazonaws.${name.toLowerCase().replace(/[^a-z\d]/g, '')}`
}

/** The name of the service's shape, which is the prefix of its targets where it has one. */
export const serviceNameOf = (metadata: Data): string => {
  const prefix = text(metadata['targetPrefix'])
  if (prefix !== undefined) return prefix.slice(prefix.lastIndexOf('#') + 1)
  return (text(metadata['serviceId']) ?? text(metadata['endpointPrefix']) ?? 'Service').replace(/\W/g, '')
}

const known = (name: unknown, place: Place, jsonVersion: unknown): ReadonlyArray<string> => {
  const id = protocolId(name, jsonVersion)
  if (id === undefined)
    report(place, 'enum', 'a protocol of AWS', typeof name === 'string' ? 'another' : 'another kind')
  return id === undefined ? [] : [id]
}

const protocolsOf = (metadata: Data, place: Place): ReadonlyArray<string> => {
  const { protocol, protocols, jsonVersion } = metadata as Readonly<Record<string, unknown>>
  const first = asText(protocol, within(place, 'protocol'), 'a protocol of AWS')
  const others = optional(protocols, (u) => asItems(u, within(place, 'protocols'))) ?? []
  return [
    ...(first === undefined ? [] : known(first, within(place, 'protocol'), jsonVersion)),
    ...others.flatMap((name, i) => known(name, within(place, 'protocols', i), jsonVersion)),
  ]
}

export const serviceShape = (metadata: Data, place: Place, operationIds: ReadonlyArray<string>): Node => {
  const ids = [...new Set(protocolsOf(metadata, place))]
  const namespace = namespaceTrait(metadata['xmlNamespace'])
  const title = text(metadata['serviceFullName'])
  return {
    type: 'service',
    version: text(metadata['apiVersion']) ?? '',
    operations: operationIds.map((target) => ({ target })),
    traits: {
      'aws.api#service': { sdkId: text(metadata['serviceId']) ?? serviceNameOf(metadata) },
      ...recordOf(ids.map((id) => [id, {}] as const)),
      ...(metadata['awsQueryCompatible'] === undefined ? {} : { 'aws.protocols#awsQueryCompatible': {} }),
      ...(namespace === undefined ? {} : { 'smithy.api#xmlNamespace': namespace }),
      ...(title === undefined ? {} : { 'smithy.api#title': title }),
    },
  }
}
