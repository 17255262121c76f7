/**
 * The unmodified AWS SDK, with its requests caught and its answers given, without a socket.
 */
import assert from 'node:assert/strict'
import type { ConnectClientConfig, StartEmailContactCommandInput } from '@aws-sdk/client-connect'
import { ConnectClient, StartEmailContactCommand } from '@aws-sdk/client-connect'
import { StartEmailContactRequest } from '../../lib/connect/index.js'
import type { Headers, HttpRequest, HttpResponse } from '../../lib/http/index.js'
import { bytesBody, bytesOf } from '../../lib/http/index.js'
import { json } from '../../lib/interpret/json.js'

// The warning about the age of Node is not what is tested.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true'

const config: ConnectClientConfig = {
  region: 'eu-west-2',
  credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
  maxAttempts: 1,
}

/** What the SDK hands to its request handler, as far as is looked at. */
interface SdkRequest {
  readonly method: string
  readonly path: string
  readonly query?: Readonly<Record<string, unknown>>
  readonly headers: Readonly<Record<string, string>>
  readonly body?: unknown
}

const bytesIn = (body: unknown): Uint8Array => {
  if (body instanceof Uint8Array) return body
  return typeof body === 'string' ? new TextEncoder().encode(body) : assert.fail('the SDK sent no bytes')
}

const toRequest = ({ method, path, query = {}, headers, body }: SdkRequest): HttpRequest => {
  assert.deepEqual(query, {})
  return {
    method,
    host: undefined,
    hostPrefix: '',
    path,
    query: '',
    headers: Object.entries(headers),
    body: bytesBody(bytesIn(body)),
  }
}

const toSdkResponse = ({ status, headers, body }: HttpResponse): unknown => ({
  statusCode: status,
  headers: Object.fromEntries(headers),
  body: bytesOf(body),
})

export interface SdkClient {
  readonly send: (input: StartEmailContactCommandInput) => ReturnType<typeof sendWith>
  readonly destroy: () => void
}

const sendWith = (client: ConnectClient, input: StartEmailContactCommandInput) =>
  client.send(new StartEmailContactCommand(input))

/** An SDK whose requests `answer` gets instead of the network. */
export const sdkOver = (answer: (request: HttpRequest) => HttpResponse): SdkClient => {
  const client = new ConnectClient({
    ...config,
    endpoint: 'http://localhost:1',
    requestHandler: {
      handle: async (request: SdkRequest) => ({ response: toSdkResponse(answer(toRequest(request))) }),
    } as unknown as NonNullable<ConnectClientConfig['requestHandler']>,
  })
  return { send: (input) => sendWith(client, input), destroy: () => client.destroy() }
}

/** An SDK that speaks to an endpoint. */
export const sdkAt = (endpoint: string): SdkClient => {
  const client = new ConnectClient({ ...config, endpoint })
  return { send: (input) => sendWith(client, input), destroy: () => client.destroy() }
}

/** The SDK takes members under their Smithy names, which is how the JSON reading has them. */
export const sdkInput = (request: StartEmailContactRequest): StartEmailContactCommandInput =>
  // No member of this shape is a timestamp, a blob or a long, which the SDK would want otherwise.
  json(StartEmailContactRequest).encode(request) as unknown as StartEmailContactCommandInput

/** An answer with JSON in it. */
export const jsonAnswer = (status: number, body: unknown, headers: Headers = []): HttpResponse => ({
  status,
  headers: [['content-type', 'application/json'], ...headers],
  body: bytesBody(new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body))),
})

export const textOf = ({ body }: HttpRequest | HttpResponse): string => new TextDecoder().decode(bytesOf(body))
