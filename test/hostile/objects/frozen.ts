/**
 * A program: freezes what every program shares, as hardened ones do, and then reads and writes data whose keys every record
 * inherits. It prints what came back, one line for each protocol and reading, or throws.
 */
import { cborBytes, json, jsonText, protocols, xmlText } from '../../../lib/index.js'
import * as S from '../../../lib/shape/index.js'
import { operationOf, requestOf } from '../../awso/fixture.js'
import { domain, Node, tree, value } from './shapes.js'

const Texts = S.map(
  'com.example#Texts',
  () => S.Prelude.String,
  () => S.Prelude.String,
)
const Nested = S.map(
  'com.example#Nested',
  () => S.Prelude.String,
  () => Texts,
)
const Things = S.inferred('com.example#Things', {
  constructor: ['constructor', () => S.Prelude.String],
  toString: ['toString', () => Texts],
  nested: ['nested', () => Nested],
})

const operation = operationOf(Things, { http: { method: 'POST', uri: '/', code: 200 } })

/** Calls after which everything is compiled. */
const often = 24

const things = { constructor: 'x', toString: { valueOf: 'y' }, nested: { constructor: { toString: 'z' } } }

const expected = JSON.stringify(things)

for (const one of [Object, Array, Date, Function, Map, Set, Promise, Uint8Array, String, Number, Error]) {
  Object.freeze(one)
  Object.freeze(one.prototype)
}

const told = (name: string, ask: () => unknown): void => {
  let last: unknown
  for (let i = 0; i < often; i++) last = ask()
  console.log(`${name}: ${JSON.stringify(last) === expected ? 'good' : JSON.stringify(last)}`)
}

const rightOf = (u: unknown): unknown => (u as { readonly right?: unknown }).right

for (const protocol of protocols)
  told(protocol.id, () => rightOf(protocol.server(operation).decodeRequest(requestOf(protocol, operation, things))))
told('make', () => rightOf(Things.make(things)))
told('decode', () => rightOf(Things.decode(Things.encode(things))))
told('json', () => rightOf(json(Things).decode(json(Things).encode(things))))
told('jsonText', () => rightOf(jsonText(Things).decode(jsonText(Things).encode(things))))
told('cborBytes', () => rightOf(cborBytes(Things).decode(cborBytes(Things).encode(things))))
told('xmlText', () => rightOf(xmlText(Things).decode(xmlText(Things).encode(things))))
// What is refused is walked in its parts.
told('refused', () => {
  const read = jsonText(Things).decode('{"constructor":5,"nested":{"constructor":{"valueOf":"x"}}}')
  return read._tag === 'Left' && read.left.length === 1 ? things : read
})
told('every kind', () => {
  const reads = [Node.make(domain()), json(Node).decode(tree()), Node.decode(value())]
  return reads.every(({ _tag }) => _tag === 'Right') ? things : reads
})
