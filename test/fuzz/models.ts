/**
 * Small models in each form, which the fuzzer changes: parts of the fuzzed service's own, and the same by hand as other forms have it.
 */
import { model } from './service.js'

type Node = Readonly<Record<string, unknown>>

// Smithy

const { shapes } = model as { readonly shapes: Readonly<Record<string, Node>> }

const idsIn = (node: unknown): ReadonlyArray<string> => {
  if (typeof node !== 'object' || node === null) return []
  return Object.entries(node).flatMap(([name, part]) =>
    name === 'target' && typeof part === 'string' ? [part] : idsIn(part),
  )
}

/** Some shapes and all that they reach; members beyond the most of a structure are left out, so that the text is short. */
const smithy = (roots: ReadonlyArray<string>, most: number): Node => {
  const taken = new Map<string, Node>()
  const left = [...roots]
  for (let id = left.pop(); id !== undefined; id = left.pop()) {
    const shape = shapes[id]
    if (shape === undefined || taken.has(id)) continue
    const members = shape['members'] as Node | undefined
    const few = members && Object.fromEntries(Object.entries(members).slice(0, most))
    const cut = few === undefined ? shape : { ...shape, members: few }
    taken.set(id, cut)
    left.push(...idsIn(cut))
  }
  return { smithy: '2.0', shapes: Object.fromEntries(taken) }
}

const serviceOf = (operations: ReadonlyArray<string>, protocol: string): Node => ({
  'x#X': {
    type: 'service',
    version: '1',
    operations: operations.map((name) => ({ target: `fuzz#${name}` })),
    traits: { [protocol]: {}, 'aws.api#service': { sdkId: 'X' } },
  },
})

const withService = (parts: Node, operations: ReadonlyArray<string>, protocol: string): Node => ({
  ...parts,
  shapes: { ...(parts['shapes'] as Node), ...serviceOf(operations, protocol) },
})

const smithyModels: ReadonlyArray<Node> = [
  withService(smithy(['fuzz#Put'], 6), ['Put'], 'aws.protocols#restJson1'),
  withService(smithy(['fuzz#Send', 'fuzz#Choose'], 3), ['Send', 'Choose'], 'aws.protocols#restXml'),
  withService(smithy(['fuzz#Report'], 20), ['Report'], 'aws.protocols#awsQuery'),
  withService(smithy(['fuzz#Watch'], 4), ['Watch'], 'smithy.protocols#rpcv2Cbor'),
  withService(smithy(['fuzz#Every'], 30), [], 'aws.protocols#ec2Query'),
]

// botocore

const botocore = (protocol: string, more: Node = {}): Node => ({
  metadata: {
    apiVersion: '2026-01-01',
    endpointPrefix: 'x',
    protocol,
    serviceId: 'X',
    serviceFullName: 'X Service',
    ...more,
  },
  operations: {
    Put: {
      name: 'Put',
      http: { method: 'PUT', requestUri: '/things/{Label}?a=b', responseCode: 201 },
      input: { shape: 'PutIn', locationName: 'PutRequest', xmlNamespace: { uri: 'u', prefix: 'p' } },
      output: { shape: 'PutOut', resultWrapper: 'PutResult' },
      errors: [{ shape: 'Slow' }],
      endpoint: { hostPrefix: '{Label}.' },
      httpChecksumRequired: true,
      idempotent: true,
    },
  },
  shapes: {
    PutIn: {
      type: 'structure',
      required: ['Label'],
      payload: 'Body',
      members: {
        Label: { shape: 'Name', location: 'uri', locationName: 'Label' },
        Q: { shape: 'Names', location: 'querystring', locationName: 'q' },
        H: { shape: 'Time', location: 'header', locationName: 'X-H' },
        Meta: { shape: 'Map', location: 'headers', locationName: 'X-Meta-' },
        Token: { shape: 'Name', idempotencyToken: true },
        Body: { shape: 'Thing' },
      },
    },
    PutOut: {
      type: 'structure',
      members: { Status: { shape: 'Int', location: 'statusCode' }, Data: { shape: 'Blob', streaming: true } },
    },
    Thing: {
      type: 'structure',
      members: {
        A: { shape: 'Name', xmlAttribute: true, locationName: 'x:a' },
        Self: { shape: 'Thing' },
        Choice: { shape: 'Choice' },
        Doc: { shape: 'Doc' },
      },
    },
    Choice: { type: 'structure', union: true, members: { A: { shape: 'Long' }, B: { shape: 'Names' } } },
    Doc: { type: 'structure', members: {}, document: true },
    Slow: {
      type: 'structure',
      members: { Message: { shape: 'Name' } },
      exception: true,
      error: { code: 'Slow.Code', httpStatusCode: 429, senderFault: true },
    },
    Name: { type: 'string', min: 1, max: 10, pattern: '[a-z]+', sensitive: true },
    Suit: { type: 'string', enum: ['CLUB', 'HEART'] },
    Names: { type: 'list', member: { shape: 'Suit', locationName: 'item' }, flattened: true, max: 5 },
    Map: { type: 'map', key: { shape: 'Name' }, value: { shape: 'Double' }, locationName: 'e' },
    Time: { type: 'timestamp', timestampFormat: 'iso8601' },
    Int: { type: 'integer', box: true, min: 0 },
    Long: { type: 'long' },
    Double: { type: 'double' },
    Blob: { type: 'blob' },
  },
})

const minified: Node = {
  version: '2.0',
  metadata: { apiVersion: '2026-01-01', endpointPrefix: 'x', protocol: 'rest-json', serviceId: 'X' },
  operations: {
    Put: {
      http: { method: 'PUT', requestUri: '/{Label}' },
      input: {
        type: 'structure',
        required: ['Label'],
        members: {
          Label: { location: 'uri', locationName: 'Label' },
          Self: { shape: 'S1' },
          List: { type: 'list', member: { type: 'integer' } },
          Map: { type: 'map', key: {}, value: { type: 'blob' } },
          Time: { type: 'timestamp' },
        },
      },
      output: { type: 'structure', members: { Flag: { type: 'boolean' } } },
    },
  },
  shapes: { S1: { type: 'structure', members: { S: { shape: 'S1' }, T: { jsonvalue: true } } } },
}

// AWS SDK v3

/** The exports of a client as data; lists stand for schemas, and nothing is a function. */
const thing: ReadonlyArray<unknown> = [3, 'x', 'Thing', 0, ['A', 'B', 'C'], [[0, { sensitive: 1 }], 64 | 0, 128 | 1], 1]

const sdk: Node = {
  settings: {
    serviceId: 'X',
    version: '1',
    protocol: 'aws.protocols#restJson1',
    serviceTarget: 'X',
    xmlNamespace: 'u',
    queryCompatible: true,
  },
  exports: {
    Thing$: thing,
    PutIn$: [3, 'x', 'PutIn', 0, ['Label', 'H', 'T'], [[0, 1], [4, { httpHeader: 'X-H' }], thing], 1],
    List$: [1, 'x', 'List', 0, thing],
    Map$: [2, 'x', 'Map', 0, 0, [1, 'x', 'Inner', 2, 15]],
    Choice$: [4, 'x', 'Choice', 0, ['A', 'B'], [0, [0, 'x', 'Secret', 8, 0]]],
    Slow$: [-3, 'x', 'Slow', { error: 'client', httpError: 429 }, ['Message'], [0]],
    Put$: [9, 'x', 'Put', { http: ['PUT', '/{Label}', 200] }, [3, 'x', 'PutIn', 0, ['Label'], [[0, 1]]], thing],
  },
}

/** All of them. */
export const models: ReadonlyArray<Node> = [
  ...smithyModels,
  ...['rest-xml', 'rest-json', 'query', 'ec2'].map((protocol) => botocore(protocol)),
  botocore('json', { targetPrefix: 'X', jsonVersion: '1.1', protocols: ['json', 'query'], awsQueryCompatible: {} }),
  minified,
  sdk,
]
