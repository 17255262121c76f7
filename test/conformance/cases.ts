/**
 * The cases of service files: read from the traits that the library's own model reader keeps, checked for their form, malformed
 * ones expanded.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AnyOperation, AnyShape, Service } from '../../lib/index.js'
import { readSmithy } from '../../lib/model/index.js'
import { issueText } from '../../lib/value/index.js'
import { readExact } from './exactJson.js'

// model

export type Kind = 'request' | 'response' | 'malformed' | 'eventStream'
export type Side = 'client' | 'server'

export const kinds: ReadonlyArray<Kind> = ['request', 'response', 'malformed', 'eventStream']
export const sides: ReadonlyArray<Side> = ['client', 'server']

export interface S3Config {
  readonly addressing_style?: string
  readonly use_accelerate_endpoint?: boolean
  readonly use_dualstack_endpoint?: boolean
}

interface Settings {
  readonly s3?: S3Config
}

/** Source: the shape `aws.protocoltests.config#ScopedConfig`; what is left out here has no part in writing a request. */
export interface ScopedConfig {
  readonly environment?: { readonly AWS_PROFILE?: string }
  readonly configFile?: Readonly<Record<string, Settings>>
  readonly credentialsFile?: Readonly<Record<string, Settings>>
  readonly client?: Settings & { readonly aws_profile?: string }
  readonly operation?: Settings
}

export interface VendorParams {
  readonly code?: string
  readonly type?: string
  readonly scopedConfig?: ScopedConfig
}

export interface MessageParts {
  readonly headers?: Readonly<Record<string, string>>
  readonly forbidHeaders?: ReadonlyArray<string>
  readonly requireHeaders?: ReadonlyArray<string>
  readonly body?: string
  readonly bodyMediaType?: string
}

export interface RequestParts extends MessageParts {
  readonly method: string
  readonly uri: string
  readonly host?: string
  readonly resolvedHost?: string
  readonly queryParams?: ReadonlyArray<string>
  readonly forbidQueryParams?: ReadonlyArray<string>
  readonly requireQueryParams?: ReadonlyArray<string>
}

interface Named {
  readonly id: string
  readonly protocol: string
  readonly appliesTo?: Side
}

export interface RequestCase extends Named, RequestParts {
  readonly params?: unknown
  readonly vendorParams?: VendorParams
}

export interface ResponseCase extends Named, MessageParts {
  readonly code: number
  readonly params?: unknown
  readonly vendorParams?: VendorParams
}

export interface ExpectedRefusal {
  readonly code: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: {
    readonly mediaType: string
    readonly assertion: { readonly contents?: string; readonly messageRegex?: string }
  }
}

export interface MalformedCase extends Named {
  readonly request: RequestParts
  readonly response: ExpectedRefusal
  readonly testParameters?: Readonly<Record<string, ReadonlyArray<string>>>
}

export interface EventPart {
  readonly type: 'request' | 'response'
  readonly params?: unknown
  readonly headers?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly forbidHeaders?: ReadonlyArray<string>
  readonly requireHeaders?: ReadonlyArray<string>
  readonly body?: string
  readonly bodyMediaType?: string
  /** The whole message in base64. */
  readonly bytes: string
}

export interface EventCase extends Named {
  readonly events: ReadonlyArray<EventPart>
  readonly initialRequestParams?: unknown
  readonly initialRequest?: RequestParts
  readonly initialResponseParams?: unknown
  readonly initialResponse?: MessageParts & { readonly code: number }
  readonly expectation?: { readonly success?: unknown; readonly failure?: unknown }
}

interface Place {
  readonly service: Service
  readonly operation: AnyOperation
}

/** One case as it stands in a file, with all that it takes to run it. */
export type Case =
  | (Place & { readonly kind: 'request'; readonly test: RequestCase })
  | (Place & { readonly kind: 'response'; readonly test: ResponseCase; readonly error?: AnyShape })
  | (Place & { readonly kind: 'malformed'; readonly test: MalformedCase })
  | (Place & { readonly kind: 'eventStream'; readonly test: EventCase })

// expanding

const placeholder = /\$\$|\$(\w+):([LS])/g

const filled = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(placeholder, (whole, name: string | undefined, style: string | undefined) => {
    if (name === undefined) return '$'
    const value = values[name]
    if (value === undefined) return whole
    return style === 'L' ? value : JSON.stringify(value)
  })

/** Every string of some data with the placeholders in it filled, names of records included. */
const fillAll = (data: unknown, values: Readonly<Record<string, string>>): unknown => {
  if (typeof data === 'string') return filled(data, values)
  if (Array.isArray(data)) return data.map((item) => fillAll(item, values))
  if (typeof data !== 'object' || data === null) return data
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [filled(name, values), fillAll(value, values)]))
}

/** One case for each value of its parameters; a case without parameters as it is. */
export const expanded = (test: MalformedCase): ReadonlyArray<MalformedCase> => {
  const { testParameters, ...rest } = test
  if (testParameters === undefined) return [test]
  const names = Object.keys(testParameters)
  const count = Math.max(0, ...names.map((name) => testParameters[name]?.length ?? 0))
  return Array.from({ length: count }, (_, i) => {
    const values = Object.fromEntries(names.map((name) => [name, testParameters[name]?.[i] ?? '']))
    const parts = fillAll({ request: rest.request, response: rest.response }, values) as Pick<
      MalformedCase,
      'request' | 'response'
    >
    return { ...rest, ...parts, id: `${rest.id}_case${i}` }
  })
}

// reading

const traits = {
  request: 'smithy.test#httpRequestTests',
  response: 'smithy.test#httpResponseTests',
  malformed: 'smithy.test#httpMalformedRequestTests',
  eventStream: 'smithy.test#eventStreamTests',
} as const

/** The format of the cases is what these casts rely on; a case that breaks it fails when it runs. */
const listed = <A>(holder: { readonly other?: Readonly<Record<string, unknown>> }, kind: Kind): ReadonlyArray<A> =>
  (holder.other?.[traits[kind]] ?? []) as ReadonlyArray<A>

const operationCases = (service: Service, operation: AnyOperation): ReadonlyArray<Case> => {
  const place = { service, operation }
  const { traits: of } = operation
  return [
    ...listed<RequestCase>(of, 'request').map((test): Case => ({ ...place, kind: 'request', test })),
    ...listed<ResponseCase>(of, 'response').map((test): Case => ({ ...place, kind: 'response', test })),
    ...listed<MalformedCase>(of, 'malformed')
      .flatMap(expanded)
      .map((test): Case => ({ ...place, kind: 'malformed', test })),
    ...listed<EventCase>(of, 'eventStream').map(
      (test): Case => ({ ...place, kind: 'eventStream', test: { ...test, events: test.events ?? [] } }),
    ),
  ]
}

/** Cases on errors run on the first operation that lists the error. */
const errorCases = (service: Service): ReadonlyArray<Case> => {
  const seen = new Set<string>()
  return service.operations.flatMap((operation) =>
    operation.errors.flatMap((error): ReadonlyArray<Case> => {
      if (seen.has(error.schema.id)) return []
      seen.add(error.schema.id)
      return listed<ResponseCase>(error.schema.traits, 'response').map((test) => ({
        service,
        operation,
        kind: 'response',
        test,
        error,
      }))
    }),
  )
}

export const casesOf = (service: Service): ReadonlyArray<Case> => [
  ...service.operations.flatMap((operation) => operationCases(service, operation)),
  ...errorCases(service),
]

const isData = (u: unknown): u is Readonly<Record<string, unknown>> => typeof u === 'object' && u !== null

const itemsOf = (u: unknown): ReadonlyArray<unknown> => (Array.isArray(u) ? u : [])

type Written = Pick<Case, 'kind' | 'test'>

/** The form of a case is the format's, as in `listed`. */
const writtenAs = (kind: Kind, test: unknown): ReadonlyArray<Written> =>
  kind === 'malformed'
    ? expanded(test as MalformedCase).map((one) => ({ kind, test: one }))
    : [{ kind, test } as Written]

/** Every case that a model's JSON has, whether or not a service leads to it. */
const writtenCases = (json: unknown): ReadonlyArray<Written> => {
  const shapes = isData(json) && isData(json['shapes']) ? Object.values(json['shapes']) : []
  return shapes.flatMap((shape) => {
    const held = isData(shape) && isData(shape['traits']) ? shape['traits'] : {}
    return kinds.flatMap((kind) => itemsOf(held[traits[kind]]).flatMap((test) => writtenAs(kind, test)))
  })
}

/** A case that cannot be run, and why. */
export interface Lost extends Written {
  readonly reason: string
}

export interface Cases {
  readonly cases: ReadonlyArray<Case>
  /** Cases of a model that is refused, or that no operation of a service leads to. */
  readonly lost: ReadonlyArray<Lost>
}

const keyOf = ({ kind, test }: Written): string => `${kind} ${test.id}`

export const casesIn = (json: unknown): Cases => {
  const services = readSmithy(json)
  if (services._tag === 'Left') {
    const reason = `the model is refused: ${services.left.map(issueText).join('; ')}`
    return { cases: [], lost: writtenCases(json).map((one) => ({ ...one, reason })) }
  }
  const cases = services.right.flatMap(casesOf)
  const found = new Set(cases.map(keyOf))
  const unreached = writtenCases(json).filter((one) => !found.has(keyOf(one)))
  return { cases, lost: unreached.map((one) => ({ ...one, reason: 'no operation of a service leads to it' })) }
}

/** The cases of every service file in a folder, in the order of the files' names. Throws where a file is no JSON. */
export const readCases = (folder: string): Cases => {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => casesIn(readExact(readFileSync(join(folder, name), 'utf8'))))
  return { cases: files.flatMap(({ cases }) => cases), lost: files.flatMap(({ lost }) => lost) }
}

/** The sides that a case runs on. */
export const sidesOf = ({ kind, test }: Written): ReadonlyArray<Side> =>
  kind === 'malformed' ? ['server'] : test.appliesTo === undefined ? sides : [test.appliesTo]
