/**
 * botocore's `service-2.json`, and the minified form of it in the npm package `aws-sdk`, as a Smithy JSON AST: names, kinds
 * and traits under Smithy's words, so that one reader serves all forms of a model.
 *
 * Source: the models themselves and the serializers of botocore that read them.
 */

import type { Either } from 'fp-ts/lib/Either.js'
import type { Service } from '../operation/Operation.js'
import { isLeft, left } from '../value/either.js'
import type { Issue } from '../value/Issue.js'
import { recordOf, setOwn } from '../value/own.js'
import { hoist } from './botocoreShapes.js'
import type { Data, Place } from './faults.js'
import { asData, optional, rootOf, within } from './faults.js'
import { anchored } from './patterns.js'
import { readSmithy } from './smithy.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface BotocoreOptions {
  /**
   * What becomes of patterns, whose outer anchors this form lost: `anchored` puts them back where they are missing,
   * `asWritten` takes them to match anywhere. `anchored` by default.
   */
  readonly patterns?: 'anchored' | 'asWritten'
}

type Node = Record<string, unknown>

interface Context {
  readonly namespace: string
  readonly protocol: string
  readonly patterns: 'anchored' | 'asWritten'
  readonly shapes: Readonly<Record<string, Data>>
  readonly issues: Array<Issue>
}

// -------------------------------------------------------------------------------------
// words
// -------------------------------------------------------------------------------------

const protocolIds: Readonly<Record<string, string>> = {
  'rest-json': 'aws.protocols#restJson1',
  'rest-xml': 'aws.protocols#restXml',
  query: 'aws.protocols#awsQuery',
  ec2: 'aws.protocols#ec2Query',
  'smithy-rpc-v2-cbor': 'smithy.protocols#rpcv2Cbor',
}

const protocolId = (name: unknown, jsonVersion: unknown): string | undefined => {
  if (name === 'json')
    return jsonVersion === '1.0' || jsonVersion === 1 ? 'aws.protocols#awsJson1_0' : 'aws.protocols#awsJson1_1'
  return typeof name === 'string' && Object.hasOwn(protocolIds, name) ? protocolIds[name] : undefined
}

const timestampFormats: Readonly<Record<string, string>> = {
  iso8601: 'date-time',
  rfc822: 'http-date',
  unixTimestamp: 'epoch-seconds',
}

const kinds: Readonly<Record<string, string>> = {
  structure: 'structure',
  list: 'list',
  map: 'map',
  string: 'string',
  character: 'string',
  integer: 'integer',
  long: 'long',
  short: 'short',
  byte: 'byte',
  float: 'float',
  double: 'double',
  boolean: 'boolean',
  blob: 'blob',
  timestamp: 'timestamp',
  bigdecimal: 'bigDecimal',
  biginteger: 'bigInteger',
  document: 'document',
}

const isTrue = (u: unknown): boolean => u === true

const text = (u: unknown): string | undefined => (typeof u === 'string' ? u : undefined)

const idOf = ({ namespace }: Context, name: string): string => `${namespace}#${name}`

/** Traits that are there, under Smithy's ids. */
const traitsOf = (pairs: ReadonlyArray<readonly [id: string, value: unknown]>): Node =>
  recordOf(pairs.filter(([, value]) => value !== undefined).map(([id, value]) => [`smithy.api#${id}`, value] as const))

const flag = (holds: boolean): Node | undefined => (holds ? {} : undefined)

/** What no row reads is kept under botocore's own words. */
const leftOver = (data: Data, known: ReadonlySet<string>): Node =>
  recordOf(
    Object.keys(data)
      .filter((key) => !known.has(key))
      .map((key) => [`botocore#${key}`, data[key]] as const),
  )

// -------------------------------------------------------------------------------------
// members
// -------------------------------------------------------------------------------------

const memberWords: ReadonlySet<string> = /*#__PURE__*/ new Set([
  'shape',
  'location',
  'locationName',
  'streaming',
  'idempotencyToken',
  'jsonvalue',
  'xmlAttribute',
  'xmlNamespace',
  'flattened',
  'queryName',
  'deprecated',
  'deprecatedMessage',
  'deprecatedSince',
  'documentation',
  'hostLabel',
  'eventpayload',
  'eventheader',
  'box',
  'timestampFormat',
  'sensitive',
  'min',
  'max',
  'type',
])

const namespaceTrait = (u: unknown): Node | undefined => {
  if (typeof u === 'string') return { uri: u }
  if (typeof u !== 'object' || u === null) return undefined
  const { uri, prefix } = u as { readonly uri?: unknown; readonly prefix?: unknown }
  if (typeof uri !== 'string') return undefined
  return typeof prefix === 'string' ? { uri, prefix } : { uri }
}

const deprecation = (data: Data): Node | undefined =>
  isTrue(data['deprecated'])
    ? recordOf(
        [['message', data['deprecatedMessage']] as const, ['since', data['deprecatedSince']] as const].filter(
          ([, value]) => typeof value === 'string',
        ),
      )
    : undefined

/** The HTTP binding of a member, and whether its `locationName` is thereby used up. */
const bindingOf = (
  name: string,
  data: Data,
  target: Data | undefined,
): ReadonlyArray<readonly [string, unknown]> | undefined => {
  const locationName = text(data['locationName']) ?? name
  switch (data['location']) {
    case 'uri':
      return [
        ['httpLabel', {}],
        ['required', {}],
      ]
    case 'querystring':
      return target?.['type'] === 'map' ? [['httpQueryParams', {}]] : [['httpQuery', locationName]]
    case 'header':
      return [['httpHeader', locationName]]
    case 'headers':
      return [['httpPrefixHeaders', text(data['locationName']) ?? '']]
    case 'statusCode':
      return [['httpResponseCode', {}]]
    default:
      return undefined
  }
}

/** Where a name other than the member's own stands, by protocol. */
const namesOf = (name: string, data: Data, { protocol }: Context): ReadonlyArray<readonly [string, unknown]> => {
  const locationName = text(data['locationName'])
  const other = locationName === name ? undefined : locationName
  if (protocol === 'rest-json' || protocol === 'json' || protocol === 'smithy-rpc-v2-cbor') return [['jsonName', other]]
  return [['xmlName', other]]
}

const isFlattened = (data: Data, target: Data | undefined): boolean =>
  isTrue(data['flattened']) ||
  ((target?.['type'] === 'list' || target?.['type'] === 'map') && isTrue(target['flattened']))

const memberOf = (name: string, data: Data, required: boolean, context: Context): Node => {
  const target = context.shapes[String(data['shape'])]
  const binding = bindingOf(name, data, target)
  const queryName = text(data['queryName'])
  const pairs: ReadonlyArray<readonly [string, unknown]> = [
    ['required', flag(required)],
    ...(binding ?? namesOf(name, data, context)),
    ['idempotencyToken', flag(isTrue(data['idempotencyToken']))],
    ['mediaType', isTrue(data['jsonvalue']) ? 'application/json' : undefined],
    ['xmlAttribute', flag(isTrue(data['xmlAttribute']))],
    ['xmlNamespace', namespaceTrait(data['xmlNamespace'])],
    ['xmlFlattened', flag(isFlattened(data, target))],
    ['hostLabel', flag(isTrue(data['hostLabel']))],
    ['eventPayload', flag(isTrue(data['eventpayload']))],
    ['eventHeader', flag(isTrue(data['eventheader']))],
    ['timestampFormat', timestampFormats[String(data['timestampFormat'])]],
    ['deprecated', deprecation(data)],
    ['documentation', text(data['documentation'])],
  ]
  const ec2 = queryName === undefined ? {} : { 'aws.protocols#ec2QueryName': queryName }
  return {
    target: idOf(context, String(data['shape'])),
    traits: { ...traitsOf(pairs), ...ec2, ...leftOver(data, memberWords) },
  }
}

const membersOf = (data: Data, place: Place, context: Context): Node => {
  const required = new Set(Array.isArray(data['required']) ? data['required'] : [])
  const payload = text(data['payload'])
  const members: Node = {}
  const given = optional(data['members'], (u) => asData(u, within(place, 'members'))) ?? {}
  for (const name of Object.keys(given)) {
    const member = asData(given[name], within(place, 'members', name))
    if (member === undefined) continue
    const made = memberOf(name, member, required.has(name), context)
    const traits = made['traits'] as Node
    // An event has its own word for its payload.
    if (name === payload && traits['smithy.api#eventPayload'] === undefined) {
      setOwn<unknown>(members, name, { ...made, traits: { ...traits, 'smithy.api#httpPayload': {} } })
    } else {
      setOwn<unknown>(members, name, made)
    }
  }
  return members
}

// -------------------------------------------------------------------------------------
// shapes
// -------------------------------------------------------------------------------------

const shapeWords: ReadonlySet<string> = /*#__PURE__*/ new Set([
  'type',
  'members',
  'member',
  'key',
  'value',
  'required',
  'enum',
  'min',
  'max',
  'pattern',
  'sensitive',
  'documentation',
  'payload',
  'exception',
  'error',
  'fault',
  'union',
  'document',
  'eventstream',
  'event',
  'streaming',
  'requiresLength',
  'flattened',
  'locationName',
  'xmlNamespace',
  'timestampFormat',
  'deprecated',
  'deprecatedMessage',
  'deprecatedSince',
  'retryable',
  'box',
  'wrapper',
  'synthetic',
  'exceptionMessage',
])

const boundsOf = (data: Data): Node | undefined => {
  const { min, max } = data as { readonly min?: unknown; readonly max?: unknown }
  const bounds = recordOf(
    [['min', min] as const, ['max', max] as const].filter(([, bound]) => typeof bound === 'number'),
  )
  return Object.keys(bounds).length === 0 ? undefined : bounds
}

const numeric: ReadonlySet<string> = /*#__PURE__*/ new Set([
  'integer',
  'long',
  'short',
  'byte',
  'float',
  'double',
  'bigDecimal',
  'bigInteger',
])

const errorTraits = (data: Data): ReadonlyArray<readonly [string, unknown]> => {
  if (!isTrue(data['exception']) && data['error'] === undefined) return []
  const error = (typeof data['error'] === 'object' && data['error'] !== null ? data['error'] : {}) as Data
  const status = error['httpStatusCode']
  const server = isTrue(data['fault']) || (typeof status === 'number' && status >= 500 && error['senderFault'] !== true)
  return [
    ['error', server ? 'server' : 'client'],
    ['httpError', typeof status === 'number' ? status : undefined],
    ['retryable', data['retryable']],
  ]
}

const queryError = (data: Data): Node => {
  const error = data['error'] as Data | undefined
  const code = typeof error === 'object' && error !== null ? text(error['code']) : undefined
  if (code === undefined) return {}
  const status = error?.['httpStatusCode']
  return { 'aws.protocols#awsQueryError': { code, httpResponseCode: typeof status === 'number' ? status : 400 } }
}

/** Names of enum members: the values, as far as they are names. */
const enumMembers = (values: ReadonlyArray<unknown>): Node => {
  const members: Node = {}
  for (const value of values) {
    const base = String(value).replace(/\W/g, '_') || '_'
    let name = /^\d/.test(base) ? `_${base}` : base
    while (Object.hasOwn(members, name)) name = `${name}_`
    setOwn<unknown>(members, name, { target: 'smithy.api#Unit', traits: { 'smithy.api#enumValue': value } })
  }
  return members
}

const itemOf = (u: unknown, place: Place, context: Context): Node => {
  const data = asData(u, place) ?? {}
  // The item of a list and the parts of a map have no name of their own to differ from.
  return memberOf('', data, false, context)
}

const kindOf = (data: Data): string => {
  if (isTrue(data['document'])) return 'document'
  if (isTrue(data['eventstream'])) return 'union'
  if (data['type'] === 'structure' && isTrue(data['union'])) return 'union'
  if (data['type'] === 'string' && Array.isArray(data['enum'])) return 'enum'
  return kinds[String(data['type'])] ?? String(data['type'])
}

const shapeTraits = (kind: string, data: Data, { patterns }: Context): Node => {
  const pattern = text(data['pattern'])
  const streams = isTrue(data['streaming']) || isTrue(data['eventstream'])
  return {
    ...traitsOf([
      [
        numeric.has(kind) ? 'range' : 'length',
        kind === 'structure' || kind === 'union' || kind === 'enum' ? undefined : boundsOf(data),
      ],
      [
        'pattern',
        pattern === undefined || kind === 'enum' ? undefined : patterns === 'anchored' ? anchored(pattern) : pattern,
      ],
      ['sensitive', flag(isTrue(data['sensitive']))],
      ['streaming', flag(streams)],
      ['requiresLength', flag(isTrue(data['requiresLength']))],
      ['timestampFormat', timestampFormats[String(data['timestampFormat'])]],
      ['xmlName', kind === 'structure' || kind === 'union' ? text(data['locationName']) : undefined],
      ['xmlNamespace', namespaceTrait(data['xmlNamespace'])],
      ['documentation', text(data['documentation'])],
      ['deprecated', deprecation(data)],
      ...errorTraits(data),
    ]),
    ...queryError(data),
    ...leftOver(data, shapeWords),
  }
}

const shapeOf = (data: Data, place: Place, context: Context): Node => {
  const kind = kindOf(data)
  const base: Node = { type: kind, traits: shapeTraits(kind, data, context) }
  switch (kind) {
    case 'structure':
    case 'union':
      return { ...base, members: membersOf(data, place, context) }
    case 'enum':
      return { ...base, members: enumMembers(data['enum'] as ReadonlyArray<unknown>) }
    case 'list':
      return { ...base, member: itemOf(data['member'], within(place, 'member'), context) }
    case 'map':
      return {
        ...base,
        key: itemOf(data['key'], within(place, 'key'), context),
        value: itemOf(data['value'], within(place, 'value'), context),
      }
    default:
      return base
  }
}

// -------------------------------------------------------------------------------------
// operations
// -------------------------------------------------------------------------------------

/** Labels say `locationName`, which is another than the member's name at times. */
const uriOf = (uri: string, input: Data | undefined): string => {
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

const operationWords: ReadonlySet<string> = /*#__PURE__*/ new Set([
  'name',
  'http',
  'input',
  'output',
  'errors',
  'documentation',
  'deprecated',
  'deprecatedMessage',
  'deprecatedSince',
  'endpoint',
  'httpChecksumRequired',
  'requestcompression',
  'idempotent',
  'readonly',
])

const shapeNameIn = (u: unknown, place: Place): string | undefined => {
  const data = optional(u, (given) => asData(given, place))
  return text(data?.['shape'])
}

const operationOf = (data: Data, place: Place, context: Context): Node => {
  const http = (asData(data['http'] ?? {}, within(place, 'http')) ?? {}) as Data
  const inputName = shapeNameIn(data['input'], within(place, 'input'))
  const outputName = shapeNameIn(data['output'], within(place, 'output'))
  const errors = Array.isArray(data['errors']) ? data['errors'] : []
  const rest = context.protocol.startsWith('rest-')
  const prefix = text((data['endpoint'] as Data | undefined)?.['hostPrefix'])
  const encodings = (data['requestcompression'] as Data | undefined)?.['encodings']
  const checksum =
    isTrue(data['httpChecksumRequired']) ||
    isTrue((data['httpChecksum'] as Data | undefined)?.['requestChecksumRequired'])
  const uri = uriOf(text(http['requestUri']) ?? '/', inputName === undefined ? undefined : context.shapes[inputName])
  const code = http['responseCode']
  const target = (name: string | undefined): Node => ({
    target: name === undefined ? 'smithy.api#Unit' : idOf(context, name),
  })
  return {
    type: 'operation',
    input: target(inputName),
    output: target(outputName),
    errors: errors.flatMap((error, i) => {
      const name = shapeNameIn(error, within(place, 'errors', i))
      return name === undefined ? [] : [target(name)]
    }),
    traits: {
      ...traitsOf([
        [
          'http',
          rest
            ? { method: text(http['method']) ?? 'POST', uri, code: typeof code === 'number' ? code : 200 }
            : undefined,
        ],
        ['endpoint', prefix === undefined ? undefined : { hostPrefix: prefix }],
        ['requestCompression', Array.isArray(encodings) ? { encodings } : undefined],
        ['httpChecksumRequired', flag(checksum)],
        ['documentation', text(data['documentation'])],
        ['deprecated', deprecation(data)],
      ]),
      ...leftOver(data, operationWords),
    },
  }
}

/** Whether a structure is only ever one operation's input or output, which Smithy says of it. */
const rolesOf = (
  shapes: Readonly<Record<string, Data>>,
  operations: Data,
): ((name: string) => 'input' | 'output' | undefined) => {
  const counts = new Map<string, { input: number; output: number; other: number }>()
  const count = (u: unknown, as: 'input' | 'output' | 'other'): void => {
    const name = (u as Data | undefined)?.['shape']
    if (typeof name !== 'string') return
    const found = counts.get(name) ?? { input: 0, output: 0, other: 0 }
    found[as]++
    counts.set(name, found)
  }
  for (const operation of Object.values(operations) as ReadonlyArray<Data | undefined>) {
    count(operation?.['input'], 'input')
    count(operation?.['output'], 'output')
  }
  for (const shape of Object.values(shapes)) {
    for (const member of Object.values((shape?.['members'] ?? {}) as Data)) count(member, 'other')
    for (const part of ['member', 'key', 'value']) count(shape?.[part], 'other')
  }
  return (name) => {
    const { input = 0, output = 0, other = 0 } = counts.get(name) ?? {}
    if (input + output + other !== 1) return undefined
    return input === 1 ? 'input' : output === 1 ? 'output' : undefined
  }
}

/** The root element that an operation gives its input: botocore says it at the operation, Smithy at the structure. */
const inputRoots = (operations: Data): ReadonlyMap<string, Data> => {
  const roots = new Map<string, Data>()
  for (const name of Object.keys(operations)) {
    const input = (operations[name] as Data | undefined)?.['input'] as Data | undefined
    if (typeof input?.['shape'] === 'string') roots.set(input['shape'], input)
  }
  return roots
}

// -------------------------------------------------------------------------------------
// service
// -------------------------------------------------------------------------------------

const namespaceOf = (metadata: Data): string => {
  const name = text(metadata['serviceId']) ?? text(metadata['endpointPrefix']) ?? 'service'
  return `com.amazonaws.${name.toLowerCase().replace(/[^a-z\d]/g, '')}`
}

const serviceNameOf = (metadata: Data): string => {
  const prefix = text(metadata['targetPrefix'])
  if (prefix !== undefined) return prefix.slice(prefix.lastIndexOf('#') + 1)
  return (text(metadata['serviceId']) ?? text(metadata['endpointPrefix']) ?? 'Service').replace(/\W/g, '')
}

const serviceShape = (metadata: Data, operationIds: ReadonlyArray<string>): Node => {
  const names = [metadata['protocol'], ...(Array.isArray(metadata['protocols']) ? metadata['protocols'] : [])]
  const ids = [...new Set(names.flatMap((name) => protocolId(name, metadata['jsonVersion']) ?? []))]
  const namespace = namespaceTrait(metadata['xmlNamespace'])
  return {
    type: 'service',
    version: text(metadata['apiVersion']) ?? '',
    operations: operationIds.map((target) => ({ target })),
    traits: {
      'aws.api#service': { sdkId: text(metadata['serviceId']) ?? serviceNameOf(metadata) },
      ...recordOf(ids.map((id) => [id, {}] as const)),
      ...(metadata['awsQueryCompatible'] === undefined ? {} : { 'aws.protocols#awsQueryCompatible': {} }),
      ...(namespace === undefined ? {} : { 'smithy.api#xmlNamespace': namespace }),
      ...(text(metadata['serviceFullName']) === undefined ? {} : { 'smithy.api#title': metadata['serviceFullName'] }),
    },
  }
}

const toSmithy = (model: Data, place: Place, patterns: Context['patterns']): Node => {
  const metadata = asData(model['metadata'], within(place, 'metadata')) ?? {}
  const operations = asData(model['operations'], within(place, 'operations')) ?? {}
  const context: Context = {
    namespace: namespaceOf(metadata),
    protocol: text(metadata['protocol']) ?? '',
    patterns,
    shapes: (asData(model['shapes'] ?? {}, within(place, 'shapes')) ?? {}) as Readonly<Record<string, Data>>,
    issues: place.issues,
  }
  const roots = inputRoots(operations)
  const roleOf = rolesOf(context.shapes, operations)
  const shapes: Node = {}
  for (const name of Object.keys(context.shapes)) {
    const at = within(place, 'shapes', name)
    const data = asData(context.shapes[name], at)
    if (data === undefined) continue
    const made = shapeOf(data, at, context)
    const root = roots.get(name)
    const role = roleOf(name)
    const named = traitsOf([
      ['input', flag(role === 'input')],
      ['output', flag(role === 'output')],
      ['xmlName', text(root?.['locationName'])],
      ['xmlNamespace', namespaceTrait(root?.['xmlNamespace'])],
    ])
    setOwn<unknown>(shapes, idOf(context, name), { ...made, traits: { ...(made['traits'] as Node), ...named } })
  }
  const operationIds: Array<string> = []
  for (const name of Object.keys(operations)) {
    const at = within(place, 'operations', name)
    const data = asData(operations[name], at)
    if (data === undefined) continue
    // An operation and a shape of one name are two things here and would be one there.
    const id = Object.hasOwn(shapes, idOf(context, name))
      ? `${context.namespace}.operations#${name}`
      : idOf(context, name)
    operationIds.push(id)
    setOwn<unknown>(shapes, id, operationOf(data, at, context))
  }
  const serviceName = serviceNameOf(metadata)
  const serviceId = Object.hasOwn(shapes, idOf(context, serviceName))
    ? `${context.namespace}.service#${serviceName}`
    : idOf(context, serviceName)
  setOwn<unknown>(shapes, serviceId, serviceShape(metadata, operationIds))
  return { smithy: '2.0', metadata: {}, shapes }
}

/**
 * Reads a model of botocore or its minified form into its one service.
 *
 * Errors: every issue of the model with its path, in Smithy's words where the model was translated.
 */
export const readBotocore = (
  json: unknown,
  options: BotocoreOptions = {},
): Either<ReadonlyArray<Issue>, ReadonlyArray<Service>> => {
  const issues: Array<Issue> = []
  const place: Place = { ...rootOf(issues), shape: 'botocore' }
  const model = asData(json, place)
  if (model === undefined) return left(issues)
  const ast = toSmithy(hoist(model), place, options.patterns ?? 'anchored')
  const read = readSmithy(ast)
  if (isLeft(read)) return left([...issues, ...read.left])
  return issues.length > 0 ? left(issues) : read
}
