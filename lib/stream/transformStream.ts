/**
 * A step from one iterable to another as the two ends of a web stream.
 */

import { ReadableStream, TransformStream } from 'node:stream/web'
import type { WebReadable, WebWritable } from './web.js'

/** What `pipeThrough` takes; the type of what comes out is that of `readable`, which `pipeThrough` does not pass on. */
export interface Ends<Y> {
  readonly readable: WebReadable & AsyncIterable<Y>
  readonly writable: WebWritable
}

/**
 * For `pipeThrough`. Nothing is taken in before something is wanted at the other end; an error at either end is one at the other.
 */
export const transformStream = <X, Y>(step: (source: AsyncIterable<X>) => AsyncIterable<Y>): Ends<Y> => {
  const { readable: input, writable } = new TransformStream<X, X>()
  const steps = step(input)[Symbol.asyncIterator]()
  const readable = new ReadableStream<Y>(
    {
      pull: async (controller) => {
        const next = await steps.next()
        if (next.done === true) controller.close()
        else controller.enqueue(next.value)
      },
      cancel: async () => {
        await steps.return?.()
      },
    },
    { highWaterMark: 0 },
  )
  // They are the platform's, whose types the importing program has.
  return { readable, writable } as unknown as Ends<Y>
}
