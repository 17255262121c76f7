/**
 * A message that a stream follows, parted into both. REST protocols say all members in a message's head; of the others, a
 * message that events follow has its members in the first of them.
 */

import type { Body, Headers } from '../http/message.js'
import { splitInitial } from '../protocol/initial.js'
import type { Protocol } from '../protocol/Protocol.js'
import { leave } from './body.js'

interface Framed {
  readonly headers: Headers
  readonly body: Body
}

export interface Opened<M> {
  /** What to decode. */
  readonly message: M
  /** What follows it. */
  readonly stream: Body
}

const isRest = ({ id }: Pick<Protocol, 'id'>): boolean => /#rest(Json1|Xml)$/.test(id)

/** Reads no further than a first event, and that only where the protocol has one. Rejects where the stream does. */
export const openMessage = async <M extends Framed>(protocol: Pick<Protocol, 'id'>, message: M): Promise<Opened<M>> => {
  const { body } = message
  if (isRest(protocol) || body._tag !== 'Streaming') return { message, stream: body }
  const source = body.stream[Symbol.asyncIterator]()
  const whole: M = { ...message, body: { _tag: 'Streaming', stream: { [Symbol.asyncIterator]: () => source } } }
  const split = await splitInitial(whole)
  const stream: AsyncIterable<Uint8Array> = {
    [Symbol.asyncIterator]: () => {
      const events = split.events[Symbol.asyncIterator]()
      return {
        next: () => events.next(),
        // Who leaves before the first event, or while one is waited for, ends the source all the same.
        return: async () => {
          await leave(source)
          return { done: true, value: undefined }
        },
      }
    },
  }
  return { message: split.message, stream: { _tag: 'Streaming', stream } }
}
