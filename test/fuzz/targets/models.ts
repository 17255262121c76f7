/**
 * Models: Smithy's, botocore's, the minified ones and the schemas of clients. A model that is taken makes shapes that work.
 */
import { isDeepStrictEqual } from 'node:util'
import { generate } from '../../../lib/codegen/index.js'
import { readJson } from '../../../lib/format/json.js'
import { bytesBody, noBody } from '../../../lib/http/index.js'
import type { Service } from '../../../lib/index.js'
import { cborBytes, jsonText, protocols, xmlText } from '../../../lib/index.js'
import { jsonSchema } from '../../../lib/interpret/jsonSchema/index.js'
import type { Model, SdkSettings } from '../../../lib/model/index.js'
import { diff, readModel, readSdk, serviceReport } from '../../../lib/model/index.js'
import { closure } from '../../../lib/schema/index.js'
import { shapeOf, tolerant } from '../../../lib/shape/index.js'
import type { Issue } from '../../../lib/value/index.js'
import { issueText } from '../../../lib/value/index.js'
import { getOwn } from '../../../lib/value/own.js'
import { models as seeds } from '../models.js'
import type { Target } from '../Target.js'
import { hold, textOf, utf8Of } from '../Target.js'
import { json } from './json.js'

const part = (tree: unknown, name: string): unknown =>
  typeof tree === 'object' && tree !== null && !Array.isArray(tree)
    ? getOwn(tree as Readonly<Record<string, unknown>>, name)
    : undefined

const settingsOf = (tree: unknown): SdkSettings => {
  const text = (name: string): string => {
    const said = part(tree, name)
    return typeof said === 'string' ? said : ''
  }
  return {
    serviceId: text('serviceId'),
    version: text('version'),
    protocol: text('protocol'),
    serviceTarget: text('serviceTarget'),
    queryCompatible: part(tree, 'queryCompatible') === true,
  }
}

const reading = (tree: unknown): ReturnType<typeof readModel> => {
  const exports = part(tree, 'exports')
  return exports === undefined ? readModel(tree) : readSdk(exports, settingsOf(part(tree, 'settings')))
}

const holdIssue = (issue: Issue): void => {
  const { path, code, expected, actual } = issue
  hold(
    'a mistake has a path and words',
    Array.isArray(path) && expected !== '' && actual !== '' && code.length > 0,
    () => JSON.stringify(issue),
  )
  hold('a mistake has a text', issueText(issue) !== '')
}

/** Its shapes are made, and read nothing and a little without a throw. */
const holdService = (service: Service): void => {
  const all = service.operations.flatMap(({ input, output, errors }) => [input, output, ...errors])
  for (const { schema } of all) {
    hold('shapes lead to shapes', closure(schema).length > 0)
    for (const shape of [shapeOf(schema), tolerant(shapeOf(schema))]) {
      for (const given of [{}, null, { a: 1 }]) shape.make(given)
      for (const text of ['{}', '{"A":"a"}', '{"Text":"a","City":"b"}']) jsonText(shape).decode(text)
      xmlText(shape).decode('<a/>')
      cborBytes(shape).decode(Uint8Array.of(0xa0))
    }
    jsonSchema(shapeOf(schema))
  }
  for (const protocol of protocols) {
    const route = protocol.route(service)
    route({
      method: 'PUT',
      host: undefined,
      hostPrefix: '',
      path: '/things/a/1/b',
      query: '',
      headers: [],
      body: noBody,
    })
    for (const operation of service.operations) {
      protocol.isTotal(operation)
      const [client, server] = [protocol.client(operation), protocol.server(operation)]
      for (const status of [200, 429]) client.decodeResponse({ status, headers: [], body: bytesBody(utf8Of('{}')) })
      server.decodeRequest({
        method: 'PUT',
        host: undefined,
        hostPrefix: '',
        path: '/a',
        query: '',
        headers: [],
        body: bytesBody(utf8Of('{}')),
      })
    }
  }
}

const holdModel = ({ services }: Model, tree: unknown): void => {
  for (const service of services) {
    holdService(service)
    hold('a service differs in nothing from itself', diff(service, service).length === 0, () =>
      JSON.stringify(diff(service, service)[0]),
    )
    hold('a service is generated', generate(service).length > 0)
  }
  const again = reading(tree)
  hold(
    'a model that is read again says the same',
    again._tag === 'Right' && isDeepStrictEqual(again.right.services.map(serviceReport), services.map(serviceReport)),
  )
}

export const models: Target = {
  name: 'models',
  words: [
    ...json.words,
    ...[
      '"target":',
      '"traits":',
      '"type":',
      '"members":',
      '"member":',
      '"key":',
      '"value":',
      '"shape":',
      '"shapes":',
      '"operations":',
    ],
    ...[
      '"smithy":"2.0"',
      '"smithy":"1.0"',
      '"structure"',
      '"union"',
      '"list"',
      '"map"',
      '"set"',
      '"enum"',
      '"intEnum"',
      '"operation"',
      '"service"',
    ],
    ...[
      '"resource"',
      '"apply"',
      '"blob"',
      '"document"',
      '"smithy.api#String"',
      '"smithy.api#Unit"',
      '"fuzz#Every"',
      '"fuzz#Choice"',
      '"x#X"',
    ],
    ...[
      '"mixins":[{"target":"fuzz#Every"}]',
      '"smithy.api#required":{}',
      '"smithy.api#default":null',
      '"smithy.api#default":[]',
      '"smithy.api#sparse":{}',
    ],
    ...[
      '"smithy.api#length":{"min":5,"max":1}',
      '"smithy.api#pattern":"(?i)a{2}+"',
      '"smithy.api#pattern":"["',
      '"smithy.api#range":{"min":"1e9"}',
    ],
    ...[
      '"smithy.api#enumValue":',
      '"smithy.api#http":{"method":"GET","uri":"/{a}"}',
      '"smithy.api#httpPayload":{}',
      '"smithy.api#httpLabel":{}',
    ],
    ...[
      '"smithy.api#streaming":{}',
      '"smithy.api#sensitive":{}',
      '"smithy.api#error":"client"',
      '"smithy.api#endpoint":{"hostPrefix":"{a}."}',
    ],
    ...[
      '"smithy.api#xmlFlattened":{}',
      '"smithy.api#uniqueItems":{}',
      '"smithy.api#timestampFormat":"epoch-seconds"',
      '"smithy.api#mediaType":""',
    ],
    ...[
      '"location":"uri"',
      '"location":"header"',
      '"locationName":',
      '"payload":',
      '"streaming":true',
      '"eventstream":true',
      '"event":true',
      '"box":true',
    ],
    ...[
      '"exception":true',
      '"flattened":true',
      '"queryName":"q"',
      '"pattern":"^a$"',
      '"enum":["a"]',
      '"protocol":"query"',
      '"min":-1',
      '"jsonvalue":true',
    ],
  ],
  tokens: json.tokens,
  nests: [
    ['[', ']'],
    ['{"members":', '}'],
    ['{"type":"list","member":', '}'],
    ['{"traits":{"x#y":', '}}'],
  ],
  seeds: () => seeds.map((model) => utf8Of(JSON.stringify(model))),
  check: (input) => {
    const tree = readJson(textOf(input), { numbers: 'plain' })
    if (tree._tag === 'Left') return
    const read = reading(tree.right)
    if (read._tag === 'Left') {
      hold('a model that is refused has mistakes', read.left.length > 0)
      for (const issue of read.left) holdIssue(issue)
      return
    }
    holdModel(read.right, tree.right)
  },
}
