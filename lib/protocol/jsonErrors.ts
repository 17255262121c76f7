/**
 * Where the JSON protocols say which error it is.
 *
 * Source: Smithy 2.0, "operation error serialization" of restJson1 and of the awsJson protocols; "AWS query-compatible
 * trait".
 */

import { isRecord } from '../compile/records.js'
import type { Headers } from '../http/message.js'
import { headerNamed } from '../http/message.js'
import type { Json } from '../interpret/json.js'
import type { AnyOperation } from '../operation/Operation.js'
import { getOwn } from '../value/own.js'
import type { KnownError } from './errors.js'
import { cleanCode } from './errors.js'
import type { ErrorHead, ErrorReading, ErrorWriting } from './Format.js'

const textOf = (body: Json | undefined, names: ReadonlyArray<string>): string | undefined => {
  if (!isRecord(body)) return undefined
  return names.map((name) => getOwn(body, name)).find((text): text is string => typeof text === 'string')
}

const codeNames = ['__type', 'code', 'Code']
const messageNames = ['message', 'Message', 'errorMessage']

/** The query code and blame that a service keeps for callers of its older protocol: `Code;Sender`. */
export const queryHeader = (headers: Headers): Pick<ErrorHead, 'code' | 'fault'> => {
  const [code, blame] = (headerNamed(headers, 'x-amzn-query-error') ?? '').split(';')
  return {
    code: code === '' ? undefined : code,
    fault: blame === 'Sender' ? 'client' : blame === 'Receiver' ? 'server' : undefined,
  }
}

/** The header that says an error's query code, where the service is query-compatible and the error has one. */
export const queryHeaderOf = (error: KnownError, operation: AnyOperation): Headers => {
  const code = error.schema.traits.awsQueryError?.code
  if (operation.service.queryCompatible !== true || code === undefined) return []
  return [['x-amzn-query-error', `${code};${error.fault === 'server' ? 'Receiver' : 'Sender'}`]]
}

/** The code in a header or in the body, and what is said to people. */
export const jsonErrorHead = (headers: Headers, body: Json | undefined): ErrorHead => {
  const code = headerNamed(headers, 'x-amzn-errortype') ?? textOf(body, codeNames)
  return {
    code: code === undefined ? undefined : cleanCode(code),
    message: textOf(body, messageNames),
    fault: undefined,
  }
}

const codesOf = ({ name }: KnownError): ReadonlyArray<string> => [name]

const faultBody = (
  message: string,
  fields: ReadonlyArray<{ readonly path: string; readonly message: string }>,
): Json =>
  fields.length === 0
    ? { message }
    : { message, fieldList: fields.map(({ path, message: text }) => ({ message: text, path })) }

const open: ErrorReading<Json>['open'] = (body) => body

const requestId: ErrorReading<Json>['requestId'] = () => undefined

/** The code in a header or in the body. */
export const jsonErrorReading: ErrorReading<Json> = { find: jsonErrorHead, codesOf, open, requestId }

/** The same, and the code of an older protocol beside it. */
export const queryErrorHead = (headers: Headers, body: Json | undefined): ErrorHead => {
  const { code, fault } = queryHeader(headers)
  return { ...jsonErrorHead(headers, body), fault, shown: code }
}

export const queryErrorReading: ErrorReading<Json> = { find: queryErrorHead, codesOf, open, requestId }

/** restJson1: the name in a header. */
export const headerErrorWriting: ErrorWriting<Json, Json> = {
  headers: ({ name }) => [['x-amzn-errortype', name]],
  wrap: (part) => part,
  faultHeaders: (name) => [['x-amzn-errortype', name]],
  fault: (_, message, fields) => faultBody(message, fields),
}

/** awsJson: the type in the body, under `__type`; what stands there is the minor version's. */
export const typeErrorWriting = (typeOf: (error: KnownError) => string): ErrorWriting<Json, Json> => ({
  headers: queryHeaderOf,
  wrap: (part, error) => ({ __type: typeOf(error), ...(part as { readonly [name: string]: Json }) }),
  faultHeaders: () => [],
  fault: (name, message, fields) => ({
    __type: name,
    ...(faultBody(message, fields) as { readonly [name: string]: Json }),
  }),
})
