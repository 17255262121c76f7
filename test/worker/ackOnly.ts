/**
 * A worker that only acknowledges: what the broker and its client alone cost. Arguments: url, stream, consumer.
 */
import { openNats } from '../../lib/adapter/broker/nats.js'
import { isLeft } from '../../lib/value/either.js'

const [url = '', stream = '', consumer = ''] = process.argv.slice(2)
const batch = 256

const opened = await openNats({
  servers: [url],
  name: 'ack only',
  login: {},
  stream,
  consumer,
  filter: undefined,
  ackMillis: 30_000,
  prefetch: 2 * batch,
  publishMillis: 5000,
  results: [],
  create: undefined,
  heard: () => undefined,
})
if (isLeft(opened)) throw new Error(opened.left.message)
const broker = opened.right
let isOver = false
process.once('SIGTERM', () => {
  isOver = true
})
const lane = async (): Promise<void> => {
  while (!isOver) {
    const pulled = await broker.pull(batch, 250)
    if (!isLeft(pulled) && pulled.right.length > 0) await broker.acknowledge(pulled.right)
  }
}
await Promise.all([lane(), lane(), lane(), lane()])
await broker.close()
