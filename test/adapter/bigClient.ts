/**
 * A client that puts and gets one large object, in a process of its own; prints what it did and what memory it took, as JSON.
 */

import { send as sendByFetch } from '../../lib/adapter/fetch.js'
import { call, send } from '../../lib/adapter/nodeHttp.js'
import { restXml } from '../../lib/index.js'
import { watchMemory } from './memory.js'
import { bytesOfSize, operationOf, serviceIn, streaming, weigh } from './services.js'

const [model = '', url = '', bytes = '', rim = ''] = process.argv.slice(2)
const s3 = serviceIn(model)
const sender = rim === 'fetch' ? sendByFetch(url) : send(url)
const put = call(restXml, operationOf(s3, 'PutObject'), sender)
const get = call(restXml, operationOf(s3, 'GetObject'), sender)

const putObject = async (size: number): Promise<unknown> => {
  const input = { bucket: 'b', key: 'k', contentLength: BigInt(size) }
  const answer = await put(input, { stream: streaming(bytesOfSize(size)) })
  return answer._tag === 'Right' ? (answer.right.output as { readonly eTag: string }).eTag : answer.left
}

const getObject = async (size: number): Promise<unknown> => {
  const answer = await get({ bucket: 'b', key: `${size}` })
  if (answer._tag === 'Left') return answer.left
  const { stream } = answer.right
  return stream._tag === 'Streaming' ? weigh(stream.stream) : 0
}

// Once for the sake of what is compiled and loaded on first use.
await putObject(1 << 22)
await getObject(1 << 22)

const memory = watchMemory()
const size = Number(bytes)
const measured = async (run: (size: number) => Promise<unknown>): Promise<object> => {
  const base = memory.reset()
  const started = performance.now()
  const said = await run(size)
  return { said, millis: performance.now() - started, growth: memory.peak() - base }
}
process.send?.('ready')
await new Promise((resolve) => process.once('message', resolve))
const result = { put: await measured(putObject), get: await measured(getObject) }
process.send?.(result)
process.disconnect?.()
