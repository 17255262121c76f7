/**
 * A step from one iterable to another as the two ends of a web stream.
 */

import type { WritableStream } from 'node:stream/web'
import { ReadableStream, TransformStream } from 'node:stream/web'

export interface Ends<X, Y> {
  readonly readable: ReadableStream<Y>
  readonly writable: WritableStream<X>
}

/**
 * For `pipeThrough`. Nothing is taken in before something is wanted at the other end; an error at either end is one at the other.
 */
export const transformStream = <X, Y>(step: (source: AsyncIterable<X>) => AsyncIterable<Y>): Ends<X, Y> => {
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
  return { readable, writable }
}
