/**
 * The rim between the library and HTTP, as any user writes it: hosts, base paths, content lengths, streams.
 */
import { gzipSync } from 'node:zlib'
import type { Body, ClientOptions, Headers, HttpRequest, HttpResponse } from '../../lib/index.js'
import { bytesBody, headerNamed, noBody } from '../../lib/index.js'
import type { RequestCase, RequestParts, S3Config, ScopedConfig, VendorParams } from './cases.js'
import { bodyKindOf } from './compare.js'

// bodies

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

export const streamBody = (bytes: Uint8Array): Body => ({ _tag: 'Streaming', stream: once(bytes) })

export const collect = async (body: Body): Promise<Uint8Array> => {
  if (body._tag === 'None') return new Uint8Array()
  if (body._tag === 'Bytes') return body.bytes
  const chunks: Uint8Array[] = []
  for await (const chunk of body.stream) chunks.push(chunk)
  return new Uint8Array(Buffer.concat(chunks))
}

export const bodyOf = (bytes: Uint8Array | undefined): Body =>
  bytes === undefined || bytes.length === 0 ? noBody : bytesBody(bytes)

/** What an HTTP agent adds to a message that has a body. */
export const withLength = <M extends HttpRequest | HttpResponse>(message: M): M => {
  const { body, headers } = message
  const added: Headers =
    body._tag === 'None' || headerNamed(headers, 'content-length') !== undefined
      ? []
      : body._tag === 'Bytes'
        ? [['content-length', String(body.bytes.length)]]
        : [['transfer-encoding', 'chunked']]
  return { ...message, headers: [...headers, ...added] }
}

// endpoints

export interface Place {
  readonly host: string
  /** What stands before every path: `/custom`, or nothing. */
  readonly basePath: string
}

export const placeOf = (host: string | undefined): Place => {
  const at = host?.indexOf('/') ?? -1
  if (host === undefined) return { host: 'example.com', basePath: '' }
  return at < 0 ? { host, basePath: '' } : { host: host.slice(0, at), basePath: host.slice(at).replace(/\/$/, '') }
}

/** The narrower scope wins: operation, client, files under the profile in use. */
const s3Config = ({ environment, configFile, credentialsFile, client, operation }: ScopedConfig): S3Config => {
  const profile = client?.aws_profile ?? environment?.AWS_PROFILE ?? 'default'
  return { ...configFile?.[profile]?.s3, ...credentialsFile?.[profile]?.s3, ...client?.s3, ...operation?.s3 }
}

/** What the settings of a case say of the client. Source: the shape `aws.protocoltests.config#AwsConfig`. */
export const clientOptions = (host: string, vendorParams: VendorParams | undefined): ClientOptions => {
  const {
    addressing_style: style,
    use_accelerate_endpoint: accelerate,
    use_dualstack_endpoint: dualStack,
  } = s3Config(vendorParams?.scopedConfig ?? {})
  return {
    endpoint: {
      host,
      ...(style === 'path' || style === 'virtual' ? { addressing: style } : {}),
      ...(accelerate === undefined ? {} : { accelerate }),
      ...(dualStack === undefined ? {} : { dualStack }),
    },
    compress: (bytes) => new Uint8Array(gzipSync(bytes)),
  }
}

export const hostOf = (request: HttpRequest, place: Place): string =>
  `${request.hostPrefix}${request.host ?? place.host}`

// requests as they come to a server

/** The literal part of a query that every request of an operation has, whether or not a case lists it. */
const literalQuery = (uri: string): ReadonlyArray<string> => {
  const at = uri.indexOf('?')
  return at < 0 ? [] : uri.slice(at + 1).split('&')
}

/**
 * With the content type that a request case leaves to its `bodyMediaType`: of a document only, since servers take blobs without
 * one. Malformed requests are sent as they are.
 */
export const withContentType = (parts: RequestCase): RequestCase => {
  const { headers = {}, bodyMediaType } = parts
  const isTold = headerNamed(Object.entries(headers), 'content-type') !== undefined
  if (isTold || bodyMediaType === undefined || bodyKindOf(bodyMediaType) === 'bytes') return parts
  return { ...parts, headers: { 'content-type': bodyMediaType, ...headers } }
}

/** `template` is the http trait's uri. */
export const requestFrom = (parts: RequestParts, body: Body, template: string | undefined): HttpRequest => {
  const [uri = '', ownQuery] = parts.uri.split(/\?(.*)/s)
  const place = placeOf(parts.host)
  const listed = [...(ownQuery === undefined ? [] : ownQuery.split('&')), ...(parts.queryParams ?? [])]
  const literal = literalQuery(template ?? '').filter((pair) => !listed.includes(pair) && !listed.includes(`${pair}=`))
  const host = parts.resolvedHost ?? (parts.host === undefined ? undefined : place.host)
  const path = place.basePath !== '' && uri.startsWith(place.basePath) ? uri.slice(place.basePath.length) : uri
  return {
    method: parts.method,
    host,
    hostPrefix: '',
    path: path === '' ? '/' : path,
    query: [...literal, ...listed].join('&'),
    headers: [...(host === undefined ? [] : [['host', host] as const]), ...Object.entries(parts.headers ?? {})],
    body,
  }
}
