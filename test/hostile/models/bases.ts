/**
 * A small model in each form that is read, with a text wherever that form has one.
 */
import type { Either } from 'fp-ts/lib/Either.js'
import type { Service } from '../../../lib/index.js'
import type { Model } from '../../../lib/model/index.js'
import { readModel, readSdk } from '../../../lib/model/index.js'
import type { Issue } from '../../../lib/value/index.js'

type Node = Readonly<Record<string, unknown>>

export interface Form {
  readonly name: string
  /** JSON: what is planted is planted into a copy of it. */
  readonly base: unknown
  readonly read: (json: unknown) => ReadonlyArray<Service> | undefined
}

/** What reads as no service at all, since `service` is a text too, or as one without its operation, is as good as refused. */
const servicesOf = (read: Either<ReadonlyArray<Issue>, Model>): ReadonlyArray<Service> | undefined =>
  read._tag === 'Right' && read.right.services.some(({ operations }) => operations.length > 0)
    ? read.right.services
    : undefined

const docs = { 'smithy.api#documentation': '<p>Words</p>', 'smithy.api#deprecated': { message: 'old', since: '2020' } }

const smithy: Node = {
  smithy: '2.0',
  metadata: { note: 'text' },
  shapes: {
    'x#Shop': {
      type: 'service',
      version: '2020-01-01',
      operations: [{ target: 'x#Put' }],
      errors: [{ target: 'x#Gone' }],
      rename: { 'x#Text': 'Words' },
      traits: {
        'aws.protocols#restJson1': { http: ['h2'], eventStreamHttp: ['h2'] },
        'aws.protocols#restXml': { noErrorWrapping: true },
        'aws.api#service': { sdkId: 'Shop', arnNamespace: 'shop', cloudFormationName: 'Shop', endpointPrefix: 'shop' },
        'aws.auth#sigv4': { name: 'shop' },
        'smithy.api#title': 'Shop',
        'smithy.api#xmlNamespace': { uri: 'https://example.com/', prefix: 'p' },
        'com.example#own': { any: ['text'] },
        ...docs,
      },
    },
    'x#Put': {
      type: 'operation',
      input: { target: 'x#In' },
      output: { target: 'x#Out' },
      errors: [{ target: 'x#Gone' }],
      traits: {
        'smithy.api#http': { method: 'PUT', uri: '/a/{Label}/b?fixed=1&also', code: 200 },
        'smithy.api#endpoint': { hostPrefix: 'pre.{Host}.' },
        'smithy.api#examples': [{ title: 'one', documentation: 'of it', input: { Label: 'x' }, output: {} }],
        'smithy.api#suppress': ['some'],
        'smithy.api#tags': ['tag'],
        'smithy.api#externalDocumentation': { Home: 'https://example.com/' },
        ...docs,
      },
    },
    'x#In': {
      type: 'structure',
      members: {
        Label: {
          target: 'x#Text',
          traits: { 'smithy.api#httpLabel': {}, 'smithy.api#required': {}, ...docs },
        },
        Host: { target: 'smithy.api#String', traits: { 'smithy.api#hostLabel': {}, 'smithy.api#required': {} } },
        Query: { target: 'smithy.api#String', traits: { 'smithy.api#httpQuery': 'q' } },
        Header: { target: 'smithy.api#String', traits: { 'smithy.api#httpHeader': 'x-h' } },
        Prefixed: { target: 'x#Map', traits: { 'smithy.api#httpPrefixHeaders': 'x-p-' } },
        Named: { target: 'x#Kind', traits: { 'smithy.api#jsonName': 'named', 'smithy.api#xmlName': 'n:named' } },
        Media: { target: 'x#Media' },
        Default: { target: 'smithy.api#String', traits: { 'smithy.api#default': 'given' } },
        Doc: {
          target: 'smithy.api#Document',
          traits: { 'smithy.api#default': { key: ['text', null, 1.5] } },
        },
        Choice: { target: 'x#Choice', traits: { 'smithy.api#xmlNamespace': { uri: 'urn:c', prefix: 'c' } } },
        List: { target: 'x#List' },
      },
      traits: docs,
    },
    'x#Out': { type: 'structure', members: { Text: { target: 'x#Text' } } },
    'x#Gone': {
      type: 'structure',
      members: { Message: { target: 'smithy.api#String' } },
      traits: {
        'smithy.api#error': 'client',
        'smithy.api#httpError': 410,
        'aws.protocols#awsQueryError': { code: 'Gone', httpResponseCode: 410 },
        ...docs,
      },
    },
    'x#Text': { type: 'string', traits: { 'smithy.api#pattern': '^[a-z]+$', 'smithy.api#since': '2020', ...docs } },
    'x#Media': { type: 'string', traits: { 'smithy.api#mediaType': 'text/plain' } },
    'x#Kind': {
      type: 'enum',
      members: {
        A: { target: 'smithy.api#Unit', traits: { 'smithy.api#enumValue': 'a', 'smithy.api#tags': ['t'], ...docs } },
        B: { target: 'smithy.api#Unit' },
      },
      traits: docs,
    },
    'x#Map': { type: 'map', key: { target: 'smithy.api#String' }, value: { target: 'smithy.api#String' } },
    'x#List': { type: 'list', member: { target: 'x#Choice', traits: { 'smithy.api#xmlName': 'item', ...docs } } },
    'x#Choice': { type: 'union', members: { One: { target: 'x#Text' }, Other: { target: 'x#In' } }, traits: docs },
  },
}

const botocore: Node = {
  version: '2.0',
  metadata: {
    apiVersion: '2020-01-01',
    endpointPrefix: 'shop',
    jsonVersion: '1.1',
    protocol: 'rest-json',
    protocols: ['rest-json'],
    serviceFullName: 'The Shop',
    serviceId: 'Shop',
    signatureVersion: 'v4',
    signingName: 'shop',
    targetPrefix: 'Shop_2020',
    uid: 'shop-2020-01-01',
    xmlNamespace: 'https://example.com/',
  },
  documentation: '<p>Words</p>',
  operations: {
    Put: {
      name: 'Put',
      http: { method: 'PUT', requestUri: '/a/{Label}/b?fixed=1', responseCode: 200 },
      input: { shape: 'In' },
      output: { shape: 'Out', resultWrapper: 'PutResult' },
      errors: [{ shape: 'Gone', documentation: 'left' }],
      endpoint: { hostPrefix: 'pre.' },
      documentation: '<p>Words</p>',
      documentationUrl: 'https://example.com/',
      deprecated: true,
      deprecatedMessage: 'old',
      authtype: 'none',
    },
  },
  shapes: {
    In: {
      type: 'structure',
      required: ['Label'],
      members: {
        Label: { shape: 'Text', location: 'uri', locationName: 'Label', documentation: '<p>Words</p>' },
        Query: { shape: 'String', location: 'querystring', locationName: 'q' },
        Header: { shape: 'String', location: 'header', locationName: 'x-h' },
        Prefixed: { shape: 'Map', location: 'headers', locationName: 'x-p-' },
        Kind: { shape: 'Kind', locationName: 'kind', xmlNamespace: { uri: 'urn:k', prefix: 'k' } },
        List: { shape: 'List' },
      },
      documentation: '<p>Words</p>',
    },
    Out: { type: 'structure', members: { Text: { shape: 'Text', deprecated: true, deprecatedMessage: 'old' } } },
    Gone: {
      type: 'structure',
      members: { message: { shape: 'String' } },
      exception: true,
      error: { code: 'GoneCode', httpStatusCode: 410, senderFault: true },
      documentation: '<p>Words</p>',
    },
    Text: { type: 'string', pattern: '[a-z]+', min: 1, max: 5, documentation: '<p>Words</p>' },
    String: { type: 'string' },
    Kind: { type: 'string', enum: ['a', 'b'] },
    Map: { type: 'map', key: { shape: 'String', locationName: 'k' }, value: { shape: 'String', locationName: 'v' } },
    List: { type: 'list', member: { shape: 'Text', locationName: 'item' } },
  },
  examples: { Put: [{ title: 'one' }] },
}

const minified: Node = {
  version: '2.0',
  metadata: {
    apiVersion: '2020-01-01',
    endpointPrefix: 'shop',
    protocol: 'rest-json',
    serviceFullName: 'The Shop',
    serviceId: 'Shop',
    signatureVersion: 'v4',
    uid: 'shop-2020-01-01',
  },
  operations: {
    Put: {
      http: { method: 'PUT', requestUri: '/a/{Label}', responseCode: 200 },
      input: {
        type: 'structure',
        required: ['Label'],
        members: {
          Label: { location: 'uri', locationName: 'Label' },
          Header: { location: 'header', locationName: 'x-h' },
          Texts: { type: 'list', member: { locationName: 'item' } },
          Shared: { shape: 'S1' },
        },
      },
      output: { type: 'structure', members: { Text: {} } },
    },
  },
  shapes: { S1: { type: 'structure', members: { A: {}, B: { locationName: 'b' } } } },
}

/** The exports and settings of a client; `{ "$": name }` stands for a function that gives the export of that name. */
const sdk: Node = {
  settings: {
    serviceId: 'Shop',
    version: '2020-01-01',
    protocol: 'aws.protocols#restJson1',
    serviceTarget: 'Shop',
    xmlNamespace: 'https://example.com/',
  },
  exports: {
    In: [
      3,
      'x',
      'In',
      0,
      ['Label', 'Header', 'Named', 'Texts', 'Choice'],
      [
        [0, { httpLabel: 1 }],
        [0, { httpHeader: 'x-h' }],
        [{ $: 'Text' }, { jsonName: 'named', xmlName: 'n', xmlNamespace: ['p', 'urn:x'] }],
        64,
        { $: 'Choice' },
      ],
      1,
    ],
    Out: [3, 'x', 'Out', 0, ['Text'], [{ $: 'Text' }]],
    Text: [0, 'x', 'Text', { mediaType: 'text/plain' }, 0],
    Choice: [4, 'x', 'Choice', 0, ['One', 'Two'], [0, { $: 'Text' }]],
    Gone: [-3, 'x', 'Gone', { error: 'client', httpError: 410, awsQueryError: ['GoneCode', 410] }, ['Message'], [0]],
    Put: [9, 'x', 'Put', { http: ['PUT', '/a/{Label}?fixed=1', 200], endpoint: ['pre.'] }, { $: 'In' }, { $: 'Out' }],
  },
}

/** The exports with functions where names of others stand. */
const linked = (json: unknown, exports: Node): unknown => {
  if (Array.isArray(json)) return json.map((one) => linked(one, exports))
  if (typeof json !== 'object' || json === null) return json
  const { $: name } = json as Node
  if (typeof name === 'string') return () => linked(Object.hasOwn(exports, name) ? exports[name] : undefined, exports)
  return Object.fromEntries(Object.entries(json).map(([key, part]) => [key, linked(part, exports)]))
}

const fromJson = (json: unknown): ReadonlyArray<Service> | undefined => servicesOf(readModel(json))

export const forms: ReadonlyArray<Form> = [
  { name: 'smithy', base: smithy, read: fromJson },
  { name: 'botocore', base: botocore, read: fromJson },
  { name: 'minified', base: minified, read: fromJson },
  {
    name: 'sdk',
    base: sdk,
    read: (json) => {
      const { exports, settings } = json as {
        readonly exports?: Node
        readonly settings?: Parameters<typeof readSdk>[1]
      }
      // The names of the two are this test's own.
      if (exports === undefined || settings === undefined) return undefined
      return servicesOf(readSdk(linked(exports, exports) as Node, settings))
    },
  },
]
