/** Rows of the one request: checks, values, text and bytes, each against peers or against the platform's own JSON. */
import fastJson from 'fast-json-stringify'
import { jsonText } from 'wireshape'
import { StartEmailContactRequest } from 'wireshape/connect'
import { bytes, modelled, text, tree } from '../subject.mjs'

const documented = jsonText(StartEmailContactRequest)

const goals = {
  check: { small: 1.3, typical: 2.3, large: 1.2 },
  make: { small: 1.0, typical: 1.2, large: 1.6 },
  read: { small: 1.2, typical: 1.25, large: 1.15 },
  write: { small: 0.65, typical: 1.15, large: 1.08 },
  bytes: { small: 0.75, typical: 0.85, large: 0.7 },
}

const must = (condition, what) => {
  if (!condition) throw new Error(`the bench is broken: ${what}`)
}

/** An object check: ours of the domain object, the peers' of the wire object; ours of the wire object beside it. */
const check = (payload, { wires, domains }, peers) => ({
  id: 'check',
  payload,
  as: 'speed',
  goal: goals.check[payload],
  ours: 'wireshape is',
  against: peers.map(({ name }) => name),
  contenders: [
    { name: 'wireshape is', inputs: domains, run: (domain) => modelled.is(domain) },
    { name: 'wireshape json decode', inputs: wires, run: (wire) => tree.decode(wire) },
    ...peers.map(({ name, check: run }) => ({ name, inputs: wires, run })),
  ],
})

/** Wire object to domain value, fields renamed, all copied, against a check alone; `make`, which renames nothing, beside it. */
const make = (payload, { wires, domains }, peers) => {
  const typebox = peers.find(({ name }) => name === 'typebox')
  return {
    id: 'make',
    payload,
    as: 'speed',
    goal: goals.make[payload],
    ours: 'wireshape json decode',
    against: ['typebox check'],
    contenders: [
      { name: 'wireshape json decode', inputs: wires, run: (wire) => tree.decode(wire) },
      { name: 'wireshape make', inputs: domains, run: (domain) => modelled.make(domain) },
      { name: 'typebox check', inputs: wires, run: typebox.check },
    ],
  }
}

const read = (payload, { written }) => ({
  id: 'read',
  payload,
  as: 'multiple',
  goal: goals.read[payload],
  ours: 'wireshape jsonText decode',
  against: ['JSON.parse'],
  contenders: [
    { name: 'wireshape jsonText decode', run: () => text.decode(written) },
    { name: 'with documented rules', run: () => documented.decode(written) },
    { name: 'JSON.parse', run: () => JSON.parse(written) },
  ],
})

const write = (payload, { written, wires, domains }, stringify) => {
  must(text.encode(domains[0]).length === written.length, 'text of another length')
  must(stringify(wires[0]).length === written.length, 'fast-json-stringify leaves something out')
  return {
    id: 'write',
    payload,
    as: 'multiple',
    goal: goals.write[payload],
    ours: 'wireshape jsonText encode',
    against: ['JSON.stringify'],
    contenders: [
      { name: 'wireshape jsonText encode', inputs: domains, run: (domain) => text.encode(domain) },
      { name: 'JSON.stringify', inputs: wires, run: (wire) => JSON.stringify(wire) },
      { name: 'fast-json-stringify', inputs: wires, run: (wire) => stringify(wire) },
    ],
  }
}

const inBytes = (payload, { wires, domains }) => ({
  id: 'bytes',
  payload,
  as: 'multiple',
  goal: goals.bytes[payload],
  ours: 'wireshape jsonBytes encode',
  against: ['Buffer.from(JSON.stringify)'],
  contenders: [
    { name: 'wireshape jsonBytes encode', inputs: domains, run: (domain) => bytes.encode(domain) },
    { name: 'Buffer.from(JSON.stringify)', inputs: wires, run: (wire) => Buffer.from(JSON.stringify(wire)) },
  ],
})

/**
 * @param {Readonly<Record<string, ReturnType<typeof import('../subject.mjs').formsOf>>>} forms
 * @returns {Promise<ReadonlyArray<import('../verdict.mjs').Row>>}
 */
export const requestRows = async (forms, peers) => {
  const { requestSchema } = await import('../../build/jsonSchema.js')
  const stringify = fastJson(requestSchema)
  const all = Object.entries(forms)
  return [
    ...all.map(([payload, form]) => check(payload, form, peers)),
    ...all.map(([payload, form]) => make(payload, form, peers)),
    ...all.map(([payload, form]) => read(payload, form)),
    ...all.map(([payload, form]) => write(payload, form, stringify)),
    ...all.map(([payload, form]) => inBytes(payload, form)),
  ]
}
