/** Rows of bad payloads: every issue collected, the path and the message of each read, contexts and values left alone. */
import { isLeft } from 'fp-ts/lib/Either.js'
import { copies } from '../clock.mjs'
import { mistaken } from '../mistakes.mjs'
import { touch } from '../peers.mjs'
import { randomOf } from '../random.mjs'
import { modelled, tree } from '../subject.mjs'

const collectOurs = (wire) => {
  const read = tree.decode(wire)
  if (!isLeft(read)) return 0
  for (const error of read.left) touch(error.issue.path, error.message)
  return read.left.length
}

const goalOf = (mistakes, payload) => (mistakes === 1 && payload === 'typical' ? 1.5 : 1.2)

const row = (mistakes, payload, text, peers, seed) => {
  const random = randomOf(seed)
  const wires = Array.from({ length: copies }, () => mistaken(modelled.schema, text, mistakes, random))
  for (const wire of wires) {
    for (const { name, collect } of [{ name: 'wireshape', collect: collectOurs }, ...peers]) {
      const found = collect(wire)
      if (found < mistakes) throw new Error(`${name} finds ${found} of ${mistakes} mistakes in ${payload}`)
    }
  }
  return {
    id: `issues-${mistakes}`,
    payload,
    as: 'speed',
    goal: goalOf(mistakes, payload),
    ours: 'wireshape',
    against: peers.map(({ name }) => name),
    contenders: [
      { name: 'wireshape', inputs: wires, run: collectOurs },
      ...peers.map(({ name, collect: run }) => ({ name, inputs: wires, run })),
    ],
  }
}

/** The small payload has no room for twenty. */
export const issueRows = (texts, peers, seed) => [
  ...Object.entries(texts).map(([payload, text]) => row(1, payload, text, peers, seed)),
  ...Object.entries(texts)
    .filter(([payload]) => payload !== 'small')
    .map(([payload, text]) => row(20, payload, text, peers, seed)),
]
