/**
 * Runs cases on the client's side; each run gives the reason for a failure, or undefined.
 */
import type { HttpResponse, Protocol } from '../../lib/index.js'
import { prepare } from '../../lib/index.js'
import type { Case } from './cases.js'
import { checkBody, checkHeaders, checkParams, checkStream, errorText, kindOfBody, made, streamFor } from './check.js'
import type { Difference } from './compare.js'
import { bodyBytes, compareQuery } from './compare.js'
import { streamOf } from './params.js'
import { bodyOf, clientOptions, hostOf, placeOf, streamBody, withLength } from './rim.js'

type Of<K extends Case['kind']> = Extract<Case, { readonly kind: K }>

const token = '00000000-0000-4000-8000-000000000000'

const namesOf = (query: string): ReadonlyArray<string> =>
  query === '' ? [] : query.split('&').map((pair) => pair.split('=')[0] as string)

/** Writes the params as the operation's input. */
export const clientRequest = async (protocol: Protocol, { operation, test }: Of<'request'>): Promise<Difference> => {
  const place = placeOf(test.host)
  const { input } = operation
  const ready = prepare(operation, () => token)(made(input, test.params))()
  const client = protocol.client(operation, clientOptions(place.host, test.vendorParams))
  const written = client.encodeRequest(ready, streamFor(input, test.params, streamOf(input) === 'sized'))
  // The type of a live operation's result depends on what it writes, which is partial.
  const result = written as Exclude<typeof written, { readonly method: string }>
  if (result._tag === 'Left') return `encodeRequest refuses: ${errorText(result.left)}`
  const request = withLength(result.right)
  if (request.method !== test.method) return `method: expected ${test.method}, got ${request.method}`
  const uri = `${place.basePath}${request.path}`
  if (uri !== test.uri) return `uri: expected ${test.uri}, got ${uri}`
  if (test.resolvedHost !== undefined) {
    const host = hostOf(request, place)
    if (host !== test.resolvedHost) return `host: expected ${test.resolvedHost}, got ${host}`
  }
  const names = namesOf(request.query)
  return (
    compareQuery(test.queryParams ?? [], request.query) ??
    test.forbidQueryParams?.filter((name) => names.includes(name)).map((name) => `query: unexpected ${name}`)[0] ??
    test.requireQueryParams?.filter((name) => !names.includes(name)).map((name) => `query: missing ${name}`)[0] ??
    checkHeaders(test, request.headers) ??
    (await checkBody(test, kindOfBody(test, protocol.id, 'request'), request.body, input))
  )
}

/** Reads the answer as the operation's output, or as the very error that the case is on. */
export const clientResponse = async (
  protocol: Protocol,
  { operation, test, error }: Of<'response'>,
): Promise<Difference> => {
  const bytes = test.body === undefined ? undefined : bodyBytes(kindOfBody(test, protocol.id, 'response'), test.body)
  const { output } = operation
  const streaming = error === undefined && streamOf(output) !== 'none'
  const response: HttpResponse = {
    status: test.code,
    headers: Object.entries(test.headers ?? {}),
    body: streaming ? streamBody(bytes ?? new Uint8Array()) : bodyOf(bytes),
  }
  const result = protocol.client(operation).decodeResponse(response)
  if (error === undefined) {
    if (result._tag === 'Right')
      return checkParams(output, test.params, result.right) ?? (await checkStream(output, test.params, response.body))
    return `decodeResponse gives ${failureText(result.left)}`
  }
  if (result._tag === 'Right') return 'decodeResponse gives an output, not an error'
  // A modelled error has its value; the others have none.
  const received = result.left as {
    readonly _tag: string
    readonly value?: unknown
    readonly code: string
    readonly fault: string | undefined
  }
  const name = error.schema.id.slice(error.schema.id.indexOf('#') + 1)
  if (received._tag !== name) return `expected error ${name}, got ${failureText(result.left)}`
  return checkParams(error, test.params, received.value) ?? checkCode(test.vendorParams, received)
}

const faults: Readonly<Record<string, string>> = { Sender: 'client', Receiver: 'server' }

/** Source: the shape `aws.protocoltests.config#ErrorCodeParams`. */
const checkCode = (
  vendorParams: Of<'response'>['test']['vendorParams'],
  { code, fault }: { readonly code: string; readonly fault: string | undefined },
): Difference => {
  if (vendorParams?.code !== undefined && code !== vendorParams.code)
    return `code: expected ${vendorParams.code}, got ${code}`
  if (vendorParams?.type === undefined) return undefined
  const expected = faults[vendorParams.type] ?? vendorParams.type
  return fault === expected ? undefined : `type: expected ${expected}, got ${fault ?? 'none'}`
}

const failureText = (failure: unknown): string => {
  // The union of what goes wrong has these fields, each in some of its alternatives.
  const { _tag, code, issues } = failure as {
    readonly _tag: string
    readonly code?: string
    readonly issues?: Parameters<typeof errorText>[0]
  }
  return `${_tag}${code === undefined || code === '' ? '' : ` of code ${code}`}${issues === undefined ? '' : `: ${errorText(issues)}`}`
}
