/** Rows of the one request: checks, values, text and bytes, each against peers or against the platform's own JSON. */
import fastJson from 'fast-json-stringify'
import { json, jsonBytes, jsonText } from 'wireshape'
import { StartEmailContactRequest } from 'wireshape/connect'
import { inTurn } from '../clock.mjs'
import { modelled } from '../subject.mjs'

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
    { name: 'wireshape is', run: inTurn(domains, (domain) => modelled.is(domain)) },
    { name: 'wireshape json decode', run: inTurn(wires, (wire) => json(modelled).decode(wire)) },
    ...peers.map(({ name, check: judge }) => ({ name, run: inTurn(wires, (wire) => judge(wire)) })),
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
      { name: 'wireshape json decode', run: inTurn(wires, (wire) => json(modelled).decode(wire)) },
      { name: 'wireshape make', run: inTurn(domains, (domain) => modelled.make(domain)) },
      { name: 'typebox check', run: inTurn(wires, (wire) => typebox.check(wire)) },
    ],
  }
}

const read = (payload, { text }) => ({
  id: 'read',
  payload,
  as: 'multiple',
  goal: goals.read[payload],
  ours: 'wireshape jsonText decode',
  against: ['JSON.parse'],
  contenders: [
    { name: 'wireshape jsonText decode', run: () => jsonText(modelled).decode(text) },
    { name: 'with documented rules', run: () => jsonText(StartEmailContactRequest).decode(text) },
    { name: 'JSON.parse', run: () => JSON.parse(text) },
  ],
})

const write = (payload, { text, wires, domains }, stringify) => {
  must(jsonText(modelled).encode(domains[0]).length === text.length, 'text of another length')
  must(stringify(wires[0]).length === text.length, 'fast-json-stringify leaves something out')
  return {
    id: 'write',
    payload,
    as: 'multiple',
    goal: goals.write[payload],
    ours: 'wireshape jsonText encode',
    against: ['JSON.stringify'],
    contenders: [
      { name: 'wireshape jsonText encode', run: inTurn(domains, (domain) => jsonText(modelled).encode(domain)) },
      { name: 'JSON.stringify', run: inTurn(wires, (wire) => JSON.stringify(wire)) },
      { name: 'fast-json-stringify', run: inTurn(wires, (wire) => stringify(wire)) },
    ],
  }
}

const bytes = (payload, { wires, domains }) => ({
  id: 'bytes',
  payload,
  as: 'multiple',
  goal: goals.bytes[payload],
  ours: 'wireshape jsonBytes encode',
  against: ['Buffer.from(JSON.stringify)'],
  contenders: [
    { name: 'wireshape jsonBytes encode', run: inTurn(domains, (domain) => jsonBytes(modelled).encode(domain)) },
    { name: 'Buffer.from(JSON.stringify)', run: inTurn(wires, (wire) => Buffer.from(JSON.stringify(wire))) },
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
    ...all.map(([payload, form]) => bytes(payload, form)),
  ]
}
