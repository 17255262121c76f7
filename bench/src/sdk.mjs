/**
 * An AWS SDK client's codec without its client: the protocol object, the schemas of operations, the context that middleware
 * hands in. And the same operations of ours, read out of the client's own schemas, so that both sides have one model.
 */

import { readSdk } from 'wireshape/model'
import { membersOf, targetOf } from 'wireshape/schema'
import { rightOf } from './subject.mjs'

const credentials = { accessKeyId: 'unused', secretAccessKey: 'unused' }

/** What a client's configuration says of its service. */
const settingsOf = ({ protocol, protocolSettings, serviceId }) => ({
  serviceId,
  version: protocolSettings.version,
  protocol: protocol.getShapeId(),
  serviceTarget: protocolSettings.serviceTarget,
  ...(protocolSettings.xmlNamespace === undefined ? {} : { xmlNamespace: protocolSettings.xmlNamespace }),
})

/**
 * @param {Readonly<Record<string, unknown>>} exports of the client's module
 * @param {new (config: unknown) => { config: unknown }} Client
 */
export const sdkOf = (exports, Client, config = {}) => {
  const made = new Client({ region: 'us-east-1', credentials, endpoint: 'http://localhost:1', ...config })
  const { protocol } = made.config
  const schemaOf = (name) => {
    const [, namespace, id, traits, input, output] = exports[`${name}$`]
    return { namespace, name: id, traits, input, output }
  }
  return {
    /** @returns {() => Promise<unknown>} */
    serialize: (name) => {
      const schema = schemaOf(name)
      return (input) => protocol.serializeRequest(schema, input, made.config)
    },
    deserialize: (name) => {
      const schema = schemaOf(name)
      return (response) => protocol.deserializeResponse(schema, made.config, response)
    },
    /** The same operation of ours. */
    operation: (name) => {
      const { services } = rightOf(readSdk(exports, settingsOf(made.config)))
      return services[0].operations.find((one) => one.name === name)
    },
  }
}

/** The SDK's response of ours; a new one each time, since the SDK changes it. */
export const sdkResponse = ({ status, headers, body }) => {
  const named = Object.fromEntries(headers)
  return () => ({ statusCode: status, headers: { ...named }, body: body.bytes })
}

const isObject = (u) => typeof u === 'object' && u !== null && !(u instanceof Date) && !(u instanceof Uint8Array)

/** An SDK's object under our fields: structures renamed, what is absent left out. */
export const fieldsOf = (schema, node) => {
  if (!isObject(node)) return node
  if (Array.isArray(node)) return node.map((item) => fieldsOf(targetOf(schema.member), item))
  const target = (key) =>
    schema._tag === 'map' ? { field: key, schema: targetOf(schema.value) } : targetNamed(schema, key)
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key, value]) => value !== undefined && key !== '$metadata')
      .map(([key, value]) => {
        const { field, schema: inner } = target(key)
        return [field, fieldsOf(inner, value)]
      }),
  )
}

const targetNamed = (schema, key) => {
  const member = membersOf(schema).find(({ name }) => name === key)
  if (member === undefined) throw new Error(`${schema.id} has no ${key}`)
  return { field: member.field, schema: targetOf(member) }
}
