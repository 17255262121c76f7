/** Rows of the operation: requests written and read, an answer read. */
import assert from 'node:assert/strict'
import * as sdkExports from '@aws-sdk/client-connect'
import { bytesBody, bytesOf, restJson1 } from 'wireshape'
import { StartEmailContact } from 'wireshape/connect'
import { sdkOf, sdkResponse } from '../sdk.mjs'
import { modelled, rightOf, tree } from '../subject.mjs'

const goals = {
  request: { small: 5, typical: 2.5, large: 1.7 },
  server: { small: 1.5, typical: 1.3, large: 1.2 },
}

const operation = { ...StartEmailContact, input: modelled }

const textOf = (body) => (typeof body === 'string' ? body : new TextDecoder().decode(body))

const request = async (payload, { wires }, sdk, client) => {
  const serialize = sdk.serialize('StartEmailContact')
  // With a token each: the SDK would make a random one where there is none, which `prepare` is for here.
  const given = wires.map((wire) => ({ ...wire, ClientToken: 'token' }))
  const held = given.map((wire) => rightOf(tree.decode(wire)))
  const theirs = await serialize(given[0])
  const ours = client.encodeRequest(held[0])
  assert.deepEqual(JSON.parse(textOf(bytesOf(ours.body))), JSON.parse(textOf(theirs.body)))
  assert.equal(ours.path, theirs.path)
  return {
    id: 'request',
    payload,
    as: 'speed',
    goal: goals.request[payload],
    ours: 'wireshape encodeRequest',
    against: ['AWS SDK serializeRequest'],
    contenders: [
      { name: 'wireshape encodeRequest', inputs: held, run: (domain) => client.encodeRequest(domain) },
      { name: 'AWS SDK serializeRequest', inputs: given, run: serialize, isAsync: true },
    ],
  }
}

const response = async (sdk, client) => {
  const answer = restJson1
    .server(operation)
    .encodeResponse(
      { _tag: 'Right', right: { contactId: '846ec553-a005-41c0-8341-000000000000' } },
      { requestId: 'r-1' },
    )
  const deserialize = sdk.deserialize('StartEmailContact')
  const fresh = sdkResponse(answer)
  assert.equal((await deserialize(fresh())).ContactId, rightOf(client.decodeResponse(answer)).contactId)
  return {
    id: 'response',
    payload: 'small',
    as: 'speed',
    goal: 5,
    ours: 'wireshape decodeResponse',
    against: ['AWS SDK deserializeResponse'],
    contenders: [
      { name: 'wireshape decodeResponse', run: () => client.decodeResponse(answer) },
      { name: 'AWS SDK deserializeResponse', run: () => deserialize(fresh()), isAsync: true },
    ],
  }
}

/** A request's bytes to a checked value, against the parsing of those bytes: decoded to text, and `JSON.parse` of that. */
const server = (payload, { written }) => {
  const bytes = new TextEncoder().encode(written)
  const received = {
    method: 'PUT',
    host: undefined,
    hostPrefix: '',
    path: '/contact/email',
    query: '',
    headers: [
      ['content-type', 'application/json'],
      ['content-length', String(bytes.length)],
    ],
    body: bytesBody(bytes),
  }
  const buffer = Buffer.from(written)
  const held = restJson1.server(operation)
  const documented = restJson1.server(StartEmailContact)
  rightOf(held.decodeRequest(received))
  return {
    id: 'server',
    payload,
    as: 'multiple',
    goal: goals.server[payload],
    ours: 'wireshape decodeRequest',
    against: ['JSON.parse of the bytes'],
    contenders: [
      { name: 'wireshape decodeRequest', run: () => held.decodeRequest(received) },
      { name: 'with documented rules', run: () => documented.decodeRequest(received) },
      { name: 'JSON.parse of the bytes', run: () => JSON.parse(buffer.toString()) },
      { name: 'JSON.parse of the text', run: () => JSON.parse(written) },
    ],
  }
}

export const httpRows = async (forms) => {
  const sdk = sdkOf(sdkExports, sdkExports.ConnectClient)
  const client = restJson1.client(operation)
  const all = Object.entries(forms)
  return [
    ...(await Promise.all(all.map(([payload, form]) => request(payload, form, sdk, client)))),
    await response(sdk, client),
    ...all.map(([payload, form]) => server(payload, form)),
  ]
}
