/**
 * In a fresh process: first use. Without an argument, of the built-in request; with the path of a model, of every operation of
 * its service.
 */
import { readFileSync } from 'node:fs'
import { json, jsonText, tolerant } from 'wireshape'
import { readsToCompile } from '../growth.mjs'
import { rightOf, textsOf } from '../subject.mjs'

const [, , seed, path] = process.argv

const request = async () => {
  const { StartEmailContactRequest } = await import('wireshape/connect')
  const { typical } = textsOf(Number(seed))
  const start = performance.now()
  for (let i = 0; i < readsToCompile; i++) {
    const read = rightOf(jsonText(StartEmailContactRequest).decode(typical))
    StartEmailContactRequest.is(read)
    jsonText(StartEmailContactRequest).encode(read)
  }
  return { millis: performance.now() - start, operations: 1 }
}

/** What a shape makes of nothing is not looked at: reading is what compiles it. */
const service = async () => {
  const { readModel } = await import('wireshape/model')
  const model = JSON.parse(readFileSync(path, 'utf8'))
  const start = performance.now()
  const { services } = rightOf(readModel(model))
  const [{ operations }] = services
  const opened = performance.now() - start
  for (const { input, output } of operations)
    for (const codec of [json(input), json(tolerant(output))])
      for (let i = 0; i < readsToCompile; i++) {
        const read = codec.decode({})
        if (read._tag === 'Right') codec.encode(read.right)
      }
  return { millis: performance.now() - start, openMillis: opened, operations: operations.length }
}

process.stdout.write(JSON.stringify(await (path === undefined ? request() : service())))
