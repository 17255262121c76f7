/**
 * Where an SDK's requests are caught: a server that keeps each as it came and answers nothing of use.
 */
import assert from 'node:assert/strict'
import type { AnyOperation, HttpRequest, HttpResponse } from '../../lib/index.js'
import { bytesBody, noBody } from '../../lib/index.js'
import { handler, serve } from './rim.js'
import type { Exchanged, SdkClient, SdkModule } from './services.js'
import { commandOf, sdkClient, serviceOf } from './services.js'
import { bytesOfBody } from './streams.js'

export interface Caught {
  readonly request: HttpRequest
  readonly body: Uint8Array
  /** What our server made of it; `undefined` where it refused. */
  readonly input: unknown
}

export interface Post {
  readonly module: SdkModule
  readonly client: SdkClient
  readonly send: (operation: AnyOperation, input: unknown) => Promise<Caught>
  readonly close: () => Promise<void>
}

/** A server that keeps the request as it came and answers nothing of use. */
export const postOf = async (service: Exchanged, more: Readonly<Record<string, unknown>> = {}): Promise<Post> => {
  const module = await service.load()
  let caught: Caught | undefined
  let input: unknown
  const answer = handler(
    service.protocol,
    serviceOf(service),
    (_, given) => {
      input = given
      throw new Error('no answer')
    },
    () => 'r',
  )
  const server = await serve(async (request): Promise<HttpResponse> => {
    const body = await bytesOfBody(request.body)
    input = undefined
    const whole = { ...request, body: bytesBody(body) }
    await answer(whole).catch(() => undefined)
    caught = { request: whole, body, input }
    return { status: 500, headers: [], body: noBody }
  }, service.create)
  const client = sdkClient(module, service, { endpoint: server.url, ...more })
  return {
    module,
    client,
    send: async (operation, input) => {
      caught = undefined
      await client.send(commandOf(module, operation, input)).catch(() => undefined)
      return (caught as Caught | undefined) ?? assert.fail('the SDK sent nothing')
    },
    close: async () => {
      client.destroy()
      await server.close()
    },
  }
}
