/**
 * One operation with a member in every place, for tests that look at the messages themselves.
 */
import type { Body, HttpRequest, HttpResponse } from '../../lib/http/index.js'
import type { AnyOperation, AnyRaised, Errors, Operation, Protocol } from '../../lib/index.js'
import { operation } from '../../lib/index.js'
import type { OperationTraits, ServiceInfo } from '../../lib/operation/Operation.js'
import type { AnyShape } from '../../lib/shape/index.js'
import { Prelude } from '../../lib/shape/index.js'

export const info: ServiceInfo = {
  id: 'com.example#Shop',
  version: '2020-01-01',
  sdkId: 'Shop',
  protocols: {},
  xmlNamespace: { uri: 'https://example.com/doc/' },
}

type Loose = Operation<unknown, unknown, AnyRaised, 'partial'>

export const operationOf = (
  input: AnyShape,
  traits: OperationTraits = {},
  more: { readonly output?: AnyShape; readonly errors?: ReadonlyArray<AnyShape>; readonly service?: ServiceInfo } = {},
): Loose =>
  operation('com.example#Put', {
    input,
    output: more.output ?? Prelude.Unit,
    errors: more.errors ?? [],
    traits: { http: { method: 'PUT', uri: '/', code: 200 }, ...traits },
    service: more.service ?? info,
    writes: 'partial',
  })

export const textOf = ({ body }: { readonly body: Body }): string =>
  body._tag === 'Bytes' ? new TextDecoder().decode(body.bytes) : ''

export const bytesOf = (text: string): Body => ({ _tag: 'Bytes', bytes: new TextEncoder().encode(text) })

/** An XML body without its declaration. */
export const xmlOf = (message: { readonly body: Body }): string => textOf(message).replace(/^<\?xml[^>]*\?>\s*/, '')

const told = (errors: Errors): string => errors.map(({ message }) => message).join('; ')

/** The request that a client writes. */
export const requestOf = (protocol: Protocol, op: Loose, input: unknown): HttpRequest => {
  const written = protocol.client(op).encodeRequest(input)
  if (written._tag === 'Left') throw new Error(told(written.left))
  return written.right
}

/** What a server reads of a request, or the fault's tag and issues. */
export const readRequest = (protocol: Protocol, op: AnyOperation, request: HttpRequest): unknown => {
  const read = protocol.server(op).decodeRequest(request)
  if (read._tag === 'Right') return read.right
  return 'issues' in read.left ? `${read.left._tag}: ${told(read.left.issues)}` : read.left._tag
}

/** What comes back of an input. */
export const roundTrip = (protocol: Protocol, op: Loose, input: unknown): unknown =>
  readRequest(protocol, op, requestOf(protocol, op, input))

export const response = (status: number, headers: HttpResponse['headers'], text: string): HttpResponse => ({
  status,
  headers,
  body: bytesOf(text),
})
