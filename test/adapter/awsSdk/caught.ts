/**
 * Clients of the AWS SDK whose requests are caught and answered without a socket, and settings under which nothing may be sent.
 */
import assert from 'node:assert/strict'
import type { ParamValidationError, SdkRequest } from '../../../lib/adapter/awsSdk/index.js'
import { isParamValidationError } from '../../../lib/adapter/awsSdk/index.js'

// The warning about the age of Node is not what is tested.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true'

export const settings = {
  region: 'eu-west-2',
  endpoint: 'http://localhost:1',
  maxAttempts: 1,
  credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
} as const

/** A handler of requests, as configurations take one. */
export interface Handler {
  readonly handle: (request: unknown) => Promise<{ readonly response: never }>
  readonly updateHttpClientConfig: () => void
  readonly httpHandlerConfigs: () => Record<string, never>
}

const handlerOf = (handle: Handler['handle']): Handler => ({
  handle,
  updateHttpClientConfig: () => {},
  httpHandlerConfigs: () => ({}),
})

/** Fails where anything is sent. */
export const nothingSent: Handler = handlerOf(() => assert.fail('a request was sent'))

/** Fails where anybody asks who sends. */
export const nobody = (): Promise<never> => assert.fail('credentials were asked for')

export interface Answer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

export interface Catcher {
  readonly requestHandler: Handler
  readonly requests: ReadonlyArray<SdkRequest>
}

/** Keeps what is sent and gives that answer. */
export const catching = ({ status = 200, headers = {}, body = '{}' }: Answer = {}): Catcher => {
  const requests: Array<SdkRequest> = []
  const requestHandler = handlerOf(async (request) => {
    requests.push(request as SdkRequest)
    const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
    return { response: { statusCode: status, headers, body: bytes } as never }
  })
  return { requestHandler, requests }
}

export const bodyText = ({ body }: SdkRequest): string =>
  typeof body === 'string' ? body : new TextDecoder().decode(body as Uint8Array)

/** What a call rejects with. */
export const rejection = async (call: Promise<unknown>): Promise<unknown> => {
  try {
    await call
  } catch (error) {
    return error
  }
  return assert.fail('nothing was refused')
}

export const refusal = async (call: Promise<unknown>): Promise<ParamValidationError> => {
  const error = await rejection(call)
  if (isParamValidationError(error)) return error
  throw error
}
