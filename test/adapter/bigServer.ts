/**
 * A server of S3's GetObject and PutObject in a process of its own; talks to `bigBody.test.ts` by messages. It answers
 * GetObject with as many bytes as the key says, and PutObject with the number that came as the entity tag.
 */

import * as E from 'fp-ts/lib/Either.js'
import { implement, serve } from '../../lib/adapter/nodeHttp.js'
import { restXml } from '../../lib/index.js'
import { watchMemory } from './memory.js'
import { bytesOfSize, listen, operationOf, serviceIn, streaming, weigh } from './services.js'

const s3 = serviceIn(process.argv[2] ?? '')

const get = implement(operationOf(s3, 'GetObject'), ({ input }) => {
  const size = Number((input as { readonly key: string }).key)
  return { answer: E.right({ contentLength: BigInt(size) }), stream: streaming(bytesOfSize(size)) }
})

const put = implement(operationOf(s3, 'PutObject'), async ({ stream }) => {
  const size = stream._tag === 'Streaming' ? await weigh(stream.stream) : 0
  return { answer: E.right({ eTag: `"${size}"` }) }
})

const { url, close } = await listen(serve(restXml, s3, [get, put]))
const memory = watchMemory()
process.on('message', async (message) => {
  if (message === 'start') process.send?.({ base: memory.reset() })
  if (message === 'stop') {
    process.send?.({ peak: memory.peak() })
    await close()
    process.disconnect?.()
  }
})
process.send?.({ url })
