/**
 * Bodies that stream out of a client of the AWS SDK v3, with the methods that its callers read them by.
 *
 * Source: `@smithy/types`, SdkStreamMixin; `@smithy/core`, sdkStreamMixin and Uint8ArrayBlobAdapter.
 */

import { leave } from '../body.js'
import { bytesIn } from './message.js'
import { isFunction, named } from './named.js'
import type { SdkContext } from './sdk.js'

const textOf = (bytes: Uint8Array, encoding: string, { base64Encoder }: SdkContext): unknown =>
  encoding === 'base64' && isFunction(base64Encoder) ? base64Encoder(bytes) : new TextDecoder(encoding).decode(bytes)

/** Bytes that are text by a method of their own. */
export const withText = (bytes: Uint8Array, context: SdkContext): Uint8Array =>
  Object.defineProperty(bytes, 'transformToString', {
    value: (encoding = 'utf-8'): unknown => textOf(bytes, encoding, context),
    configurable: true,
  })

/** Drawn on only when it is read; leaving it early ends the source. */
const webStreamOf = (source: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> => {
  const chunks = source[Symbol.asyncIterator]()
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const { done, value } = await chunks.next()
        if (done === true) controller.close()
        else controller.enqueue(value)
      },
      cancel: () => leave(chunks),
    },
    { highWaterMark: 0 },
  )
}

/** A stream as the client's own configuration makes it readable, as S3's does; by methods of the same names where it has none. */
export const readable = (body: unknown, context: SdkContext): unknown => {
  const { sdkStreamMixin } = context
  if (body === undefined || body === null) return body
  if (isFunction(sdkStreamMixin)) return sdkStreamMixin(body)
  const methods = {
    transformToByteArray: () => bytesIn(body, context),
    transformToString: async (encoding = 'utf-8') => textOf(await bytesIn(body, context), encoding, context),
    transformToWebStream: () =>
      isFunction(named(body)['getReader']) ? body : webStreamOf(body as AsyncIterable<Uint8Array>),
  }
  return Object.assign(body, methods)
}
