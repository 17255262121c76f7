/**
 * Behaviour that AWS gives one service, a row for each: the only file that names services.
 */

import type { HttpRequest } from '../http/message.js'
import { headerNamed } from '../http/message.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** Where a client sends its requests, as far as writing them depends on it. */
export interface Endpoint {
  /** `s3.us-west-2.amazonaws.com`. */
  readonly host: string
  /** Where an S3 bucket is named; by default in the host where its name is a host label. */
  readonly addressing?: 'path' | 'virtual'
  readonly accelerate?: boolean
  readonly dualStack?: boolean
}

/** What was written, for a row that changes it. */
export interface Outgoing {
  readonly input: Readonly<Record<string, unknown>>
  readonly operationName: string
  /** The http trait's template, where the protocol has one. */
  readonly uri: string
  readonly version: string
  readonly endpoint: Endpoint | undefined
}

export interface Customisation {
  /** The input as it is written, before defaults of the service's own. */
  readonly prepare?: (input: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>
  /** The last change to a request before it is sent. */
  readonly outgoing?: (request: HttpRequest, sent: Outgoing) => HttpRequest
  /** The first change to a request that came, back to what the model describes. */
  readonly incoming?: (request: HttpRequest, uri: string) => HttpRequest
  /** Statuses of errors to which the model gives none, by the error's name. */
  readonly errorStatuses?: ReadonlyMap<string, number>
}

// -------------------------------------------------------------------------------------
// rows
// -------------------------------------------------------------------------------------

const withHeader = (request: HttpRequest, name: string, value: string): HttpRequest =>
  headerNamed(request.headers, name) === undefined
    ? { ...request, headers: [...request.headers, [name, value]] }
    : request

/**
 * The API's version in a header, and `-`, the caller's own account, for an account id that is absent or empty.
 *
 * Source: Amazon Glacier developer guide, "Common request headers" and "Account ID".
 */
const glacier: Customisation = {
  prepare: (input) =>
    input['accountId'] === undefined || input['accountId'] === '' ? { ...input, accountId: '-' } : input,
  outgoing: (request, { version }) => withHeader(request, 'x-amz-glacier-version', version),
}

/**
 * Answers in HAL unless JSON is asked for.
 *
 * Source: Amazon API Gateway developer guide, "API Gateway control service".
 */
const apiGateway: Customisation = {
  outgoing: (request) => withHeader(request, 'accept', 'application/json'),
}

/**
 * Predictions are asked of the host that the input names.
 *
 * Source: Amazon Machine Learning API reference, Predict, `PredictEndpoint`.
 */
const machineLearning: Customisation = {
  outgoing: (request, { input, operationName }) => {
    const endpoint = input['predictEndpoint']
    if (operationName !== 'Predict' || typeof endpoint !== 'string') return request
    return { ...request, host: endpoint.replace(/^[a-z]+:\/\//i, '').replace(/\/.*$/, '') }
  },
}

/** A bucket's name that may stand in a host name. Source: Amazon S3 user guide, "Bucket naming rules". */
const hostLabel = /^[a-z\d][a-z\d-]{1,61}[a-z\d]$/

const bucketFirst = '/{Bucket}'

/** The host for acceleration, dual stack or both; `undefined` where the endpoint's own stays. */
const s3Host = ({ host, accelerate, dualStack }: Endpoint): string | undefined => {
  if (accelerate === true) return `s3-accelerate.${dualStack === true ? 'dualstack.' : ''}amazonaws.com`
  return dualStack === true ? host.replace(/^s3\./, 's3.dualstack.') : undefined
}

/**
 * The bucket in the host where its name allows, else in the path; transfer acceleration and dual stack have hosts of
 * their own.
 *
 * Source: Amazon S3 user guide, "Virtual hosting of buckets", "Transfer Acceleration", "Dual-stack endpoints".
 */
const s3: Customisation = {
  outgoing: (request, { input, uri, endpoint }) => {
    if (endpoint === undefined) return request
    const placed = { ...request, host: s3Host(endpoint) }
    const bucket = input['bucket']
    if (endpoint.addressing === 'path' || typeof bucket !== 'string' || !uri.startsWith(bucketFirst)) return placed
    if (!hostLabel.test(bucket)) return placed
    const rest = request.path.slice(`/${bucket}`.length)
    return { ...placed, hostPrefix: `${bucket}.`, path: rest.startsWith('/') ? rest : `/${rest}` }
  },
  incoming: (request, uri) => {
    if (!uri.startsWith(bucketFirst)) return request
    const host = request.host ?? headerNamed(request.headers, 'host') ?? ''
    const bucket = /^(.+)\.s3[.-]/.exec(host)?.[1]
    // The SDKs put a slash behind a bucket in the path.
    if (bucket === undefined)
      return /^\/[^/]+\/$/.test(request.path) ? { ...request, path: request.path.slice(0, -1) } : request
    return { ...request, path: request.path === '/' ? `/${bucket}` : `/${bucket}${request.path}` }
  },
  // An answer to a HEAD has no body: the status alone says which error it is. Source: Amazon S3 API reference, HeadObject.
  errorStatuses: /*#__PURE__*/ new Map([['NotFound', 404]]),
}

const rows: ReadonlyMap<string, Customisation> = /*#__PURE__*/ new Map([
  ['Glacier', glacier],
  ['API Gateway', apiGateway],
  ['Machine Learning', machineLearning],
  ['S3', s3],
])

/** The row of a service, by AWS's service id; `undefined` where there is none. */
export const customisationOf = (sdkId: string): Customisation | undefined => rows.get(sdkId)
