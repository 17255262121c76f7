/**
 * What each protocol loses, and what it cannot hold: tables written by hand from the specifications, never from the codec.
 *
 * `lossy` walks a Value from its leaves up and applies each row where it says that it applies. A row that a law's input
 * made a difference by is counted, so that a row which nobody needs is found.
 */
import type { Member, Schema } from '../../lib/schema/index.js'
import { targetOf } from '../../lib/schema/index.js'
import type { DocumentData, Fields, MapKey, Value } from '../../lib/value/index.js'
import { getOwn, recordOf } from '../../lib/value/own.js'
import * as V from '../../lib/value/Value.js'

// model

export type ProtocolName = 'restJson1' | 'awsJson1_0' | 'awsJson1_1' | 'restXml' | 'awsQuery' | 'ec2Query' | 'rpcv2Cbor'

/** How the body of a message is written. */
type Body = 'json' | 'xml' | 'form' | 'cbor'

/** What the table must know of the message that a value travels in. */
export interface Message {
  readonly protocol: ProtocolName
  readonly kind: 'request' | 'response' | 'error'
  /** The raw query of a request. */
  readonly query: string
  /** The status of an answer. */
  readonly status: number
}

type Part = 'label' | 'query' | 'queryParams' | 'header' | 'prefixHeaders' | 'payload' | 'status' | 'body'

/** Where a value stands. */
export interface Place extends Message {
  readonly body: Body
  readonly part: Part
  readonly role: 'root' | 'member' | 'item' | 'value' | 'alternative'
  /** Levels below the message: its own members are at 1. */
  readonly level: number
  readonly member: Member | undefined
  readonly holder: Schema | undefined
}

export interface Row {
  /** Whether it is the writer that loses or the reader that makes something else of it: all writing comes first. */
  readonly by: 'writer' | 'reader'
  readonly rule: string
  readonly source: string
  /** `value` is `undefined` where a member is absent. */
  readonly applies: (schema: Schema, place: Place, value: Value | undefined) => boolean
  /** `undefined` takes the member away. */
  readonly change: (value: Value | undefined, schema: Schema, place: Place) => Value | undefined
}

/** What no message of the protocol can hold. */
export interface Refusal {
  readonly rule: string
  readonly source: string
  readonly applies: (schema: Schema, place: Place, value: Value | undefined) => boolean
}

// places

export const isRest = (protocol: ProtocolName): boolean => protocol === 'restJson1' || protocol === 'restXml'

const isQuery = (protocol: ProtocolName): boolean => protocol === 'awsQuery' || protocol === 'ec2Query'

const bodyOf = ({ protocol, kind }: Message): Body => {
  if (isQuery(protocol)) return kind === 'request' ? 'form' : 'xml'
  if (protocol === 'restXml') return 'xml'
  return protocol === 'rpcv2Cbor' ? 'cbor' : 'json'
}

/** Source: Smithy 2.0, "HTTP bindings"; the RPC protocols ignore them. */
const partOf = ({ protocol }: Message, { traits }: Member): Part => {
  if (!isRest(protocol)) return 'body'
  if (traits.httpLabel === true) return 'label'
  if (traits.httpQuery !== undefined) return 'query'
  if (traits.httpQueryParams === true) return 'queryParams'
  if (traits.httpHeader !== undefined) return 'header'
  if (traits.httpPrefixHeaders !== undefined) return 'prefixHeaders'
  if (traits.httpResponseCode === true) return 'status'
  return traits.httpPayload === true ? 'payload' : 'body'
}

const isIn = (...parts: ReadonlyArray<Part>): ((place: Place) => boolean) => {
  const wanted: ReadonlySet<Part> = new Set(parts)
  return ({ part }) => wanted.has(part)
}

const inHeader = isIn('header', 'prefixHeaders')
const inBody = isIn('body', 'payload')

/** Of a payload that is the body itself, without a format. */
const isRawPayload = (schema: Schema, { part, level }: Place): boolean =>
  part === 'payload' && level === 1 && ['blob', 'string', 'enum'].includes(schema._tag)

const isEmpty = (value: Value | undefined): boolean =>
  (value?._tag === 'List' && value.items.length === 0) ||
  (value?._tag === 'Map' && value.entries.length === 0) ||
  (value?._tag === 'Structure' && Object.keys(value.fields).length === 0)

const textIn = (value: Value | undefined): string | undefined =>
  value?._tag === 'String' || value?._tag === 'Enum' ? value.value : undefined

const isFlat = ({ member }: Place): boolean => member?.traits.xmlFlattened === true

/** Whether a form has no pair for it: awsQuery says an empty list by its name alone. */
const isSilent = (value: Value | undefined, { protocol }: Place): boolean =>
  isEmpty(value) && !(protocol === 'awsQuery' && value?._tag === 'List')

// losses

const wholeSeconds: Row = {
  by: 'writer',
  rule: 'an http-date has whole seconds',
  source: 'RFC 9110, section 5.6.7; Smithy 2.0, timestampFormat: http-date is the default of headers',
  applies: (schema, place) => {
    if (schema._tag !== 'timestamp' || place.body === 'cbor') return false
    return (schema.traits.timestampFormat ?? (inHeader(place) ? 'http-date' : undefined)) === 'http-date'
  },
  change: (value) => (value?._tag === 'Timestamp' ? V.timestamp(Math.floor(value.epochMillis / 1000) * 1000) : value),
}

const trimmedHeader: Row = {
  by: 'writer',
  rule: 'a field value has no white space at its ends',
  source: 'RFC 9110, section 5.5',
  applies: (schema, place, value) =>
    inHeader(place) && place.role !== 'item' && schema.traits.mediaType === undefined && textIn(value) !== undefined,
  change: (value) => {
    const trimmed = (textIn(value) as string).replace(/^[ \t]+|[ \t]+$/g, '')
    return value?._tag === 'Enum' ? V.enumeration(trimmed) : V.string(trimmed)
  },
}

const lowerCaseNames: Row = {
  by: 'writer',
  rule: 'the names of fields are lower case',
  source: 'RFC 9113, section 8.2.1',
  applies: (schema, { part }) => part === 'prefixHeaders' && schema._tag === 'map',
  change: (value) =>
    value?._tag === 'Map'
      ? V.map(value.entries.map(([key, one]) => [V.string(key.value.toLowerCase()) as MapKey, one] as const))
      : value,
}

const emptyPrefixMap: Row = {
  by: 'writer',
  rule: 'an empty map of fields is no field',
  source: 'Smithy 2.0, httpPrefixHeaders',
  applies: (schema, { part }, value) => part === 'prefixHeaders' && schema._tag === 'map' && isEmpty(value),
  change: () => undefined,
}

const noPrefixMap: Row = {
  by: 'reader',
  rule: 'a client finds an empty map where there are no fields of the prefix',
  source: 'the response cases of prefix headers that are not there, restXml',
  applies: (_, { part, role, kind }, value) =>
    part === 'prefixHeaders' && role === 'member' && kind !== 'request' && value === undefined,
  change: () => V.map([]),
}

const emptyPayload: Row = {
  by: 'writer',
  rule: 'an optional structure payload without members is no payload',
  source: 'the restJson1 request cases of structure payloads: an absent structure is sent as an empty object',
  applies: (schema, { part, level, member }, value) =>
    part === 'payload' && level === 1 && schema._tag === 'structure' && member?.required !== true && isEmpty(value),
  change: () => undefined,
}

const emptyQueryList: Row = {
  by: 'writer',
  rule: 'an empty list of query parameters is no parameter',
  source: 'Smithy 2.0, httpQuery: "each value of a list is a parameter of its own"',
  applies: (schema, { part, role }, value) =>
    part === 'query' && role === 'member' && schema._tag === 'list' && isEmpty(value),
  change: () => undefined,
}

const allParameters: Row = {
  by: 'reader',
  rule: 'the map of a server holds every parameter of the query, of one that may come once the first',
  source: 'Smithy 2.0, httpQueryParams: "deserialize all query string parameters"',
  applies: (_, { part, role, kind }) => part === 'queryParams' && role === 'member' && kind === 'request',
  change: (_, schema, { query }) => {
    // An outside parser of query strings: the writer never leaves a plus or a space.
    const pairs = [...new URLSearchParams(query)]
    const many = schema._tag === 'map' && targetOf(schema.value)._tag === 'list'
    const names = [...new Set(pairs.map(([name]) => name))]
    const entries = names.map((name): readonly [MapKey, Value] => {
      const texts = pairs.filter(([key]) => key === name).map(([, text]) => V.string(text))
      return [V.string(name), many ? V.list(texts) : (texts[0] as Value)]
    })
    return entries.length === 0 ? undefined : V.map(entries)
  },
}

const soleNamedParameters: Row = {
  by: 'reader',
  rule: 'a query of parameters with members of their own makes no map',
  source: 'cases HttpQueryParams of restXml: the map is absent where every parameter is bound',
  applies: (_, { part, role, kind, query, holder }) => {
    if (part !== 'queryParams' || role !== 'member' || kind !== 'request' || holder?._tag !== 'structure') return false
    const named = new Set(holder.members.map(({ traits }) => traits.httpQuery))
    return [...new URLSearchParams(query)].every(([name]) => named.has(name))
  },
  change: () => undefined,
}

const emptyRawPayload: Row = {
  by: 'writer',
  rule: 'a payload of no bytes is no payload',
  source: 'Smithy 2.0, httpPayload; the cases of blob payloads without bytes, restJson1 and restXml',
  applies: (schema, place, value) =>
    isRawPayload(schema, place) && (textIn(value) === '' || (value?._tag === 'Blob' && value.bytes.length === 0)),
  change: () => undefined,
}

const answeredStatus: Row = {
  by: 'reader',
  rule: 'the status is always there',
  source: 'Smithy 2.0, httpResponseCode',
  applies: (_, { part, role }, value) => part === 'status' && role === 'member' && value === undefined,
  change: (_, __, { status }) => V.integer(status),
}

const silentMember: Row = {
  by: 'writer',
  rule: 'a form has no pair for an empty map or structure, in EC2 nor for an empty list',
  source: 'Smithy 2.0, AWS query protocol, "Query key resolution"; case Ec2QueryLists: empty lists are left out',
  applies: (_, place, value) => place.body === 'form' && place.role === 'member' && isSilent(value, place),
  change: () => undefined,
}

const emptyFlattened: Row = {
  by: 'writer',
  rule: 'an empty flattened list or map is no element',
  source: 'Smithy 2.0, xmlFlattened',
  applies: (_, place, value) =>
    place.body === 'xml' && inBody(place) && place.role === 'member' && isFlat(place) && isEmpty(value),
  change: () => undefined,
}

const serverDefault: Row = {
  by: 'reader',
  rule: 'a server fills each absent member that has a default',
  source: 'Smithy 2.0, default trait',
  applies: (_, { role, kind, member }, value) =>
    role === 'member' && kind === 'request' && value === undefined && (member?.traits.default ?? null) !== null,
  change: (_, schema, { member }) => defaultValue(schema, member?.traits.default as DocumentData),
}

const clientDefault: Row = {
  by: 'reader',
  rule: 'a client fills the defaults of members that are neither clientOptional nor of an input',
  source: 'Smithy 2.0, default, clientOptional and input traits',
  applies: (_, { role, kind, member, holder }, value) =>
    role === 'member' &&
    kind !== 'request' &&
    value === undefined &&
    (member?.traits.default ?? null) !== null &&
    member?.traits.clientOptional !== true &&
    holder?.traits.input !== true,
  change: (_, schema, { member }) => defaultValue(schema, member?.traits.default as DocumentData),
}

const corrected: Row = {
  by: 'reader',
  rule: 'a client corrects an absent required member to the zero of its kind',
  source: 'Smithy 2.0, "Client error correction"',
  applies: (_, { role, kind, member }, value) =>
    role === 'member' && kind !== 'request' && value === undefined && member?.required === true,
  change: (_, schema) => zeroValue(schema),
}

/** The rows of one protocol. */
export const tables: Readonly<Record<ProtocolName, ReadonlyArray<Row>>> = {
  restJson1: [
    wholeSeconds,
    trimmedHeader,
    lowerCaseNames,
    emptyPrefixMap,
    noPrefixMap,
    emptyQueryList,
    allParameters,
    emptyRawPayload,
    emptyPayload,
    answeredStatus,
    serverDefault,
    clientDefault,
    corrected,
  ],
  restXml: [
    wholeSeconds,
    trimmedHeader,
    lowerCaseNames,
    emptyPrefixMap,
    noPrefixMap,
    emptyQueryList,
    allParameters,
    soleNamedParameters,
    emptyRawPayload,
    answeredStatus,
    emptyFlattened,
    serverDefault,
    clientDefault,
    corrected,
  ],
  awsJson1_0: [wholeSeconds, serverDefault, clientDefault],
  awsJson1_1: [wholeSeconds, serverDefault, clientDefault],
  awsQuery: [wholeSeconds, silentMember, emptyFlattened, serverDefault, clientDefault, corrected],
  ec2Query: [wholeSeconds, silentMember, emptyFlattened, serverDefault, clientDefault, corrected],
  rpcv2Cbor: [serverDefault, clientDefault],
}

// refusals

const headerText = /^[\t\x20-\x7e\x80-\xff]*$/
const fieldName = /^[!#$%&'*+.^_`|~\dA-Za-z-]+$/
const xmlText = /^[\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]*$/u

export const refusals: ReadonlyArray<Refusal> = [
  {
    rule: 'a label is not empty',
    source: 'Smithy 2.0, httpLabel',
    applies: (_, { part, kind }, value) => part === 'label' && kind === 'request' && textIn(value) === '',
  },
  {
    rule: 'a field value is Latin-1 without control characters',
    source: 'RFC 9110, section 5.5',
    applies: (schema, place, value) =>
      inHeader(place) &&
      schema.traits.mediaType === undefined &&
      textIn(value) !== undefined &&
      !headerText.test(textIn(value) as string),
  },
  {
    rule: 'the name of a field is a token',
    source: 'RFC 9110, section 5.1',
    applies: (schema, { part, member }, value) =>
      part === 'prefixHeaders' &&
      schema._tag === 'map' &&
      value?._tag === 'Map' &&
      value.entries.some(([key]) => !fieldName.test(`${member?.traits.httpPrefixHeaders}${key.value}`)),
  },
  {
    rule: 'fields whose names differ by case alone are one field',
    source: 'RFC 9110, section 5.1',
    applies: (schema, { part }, value) =>
      part === 'prefixHeaders' &&
      schema._tag === 'map' &&
      value?._tag === 'Map' &&
      new Set(value.entries.map(([key]) => key.value.toLowerCase())).size < value.entries.length,
  },
  {
    rule: 'XML has no control characters',
    source: 'XML 1.0, production 2',
    applies: (schema, place, value) =>
      place.body === 'xml' &&
      inBody(place) &&
      !isRawPayload(schema, place) &&
      [textIn(value) ?? '', ...(value?._tag === 'Map' ? value.entries.map(([key]) => key.value) : [])].some(
        (text) => !xmlText.test(text),
      ),
  },
  {
    rule: 'XML and forms have no null',
    source: 'Smithy 2.0, sparse trait',
    applies: (_, { body }, value) => (body === 'xml' || body === 'form') && value?._tag === 'Null',
  },
  {
    rule: 'XML, forms and CBOR have no documents',
    source: 'Smithy 2.0, restXml, awsQuery, ec2Query and rpcv2Cbor: document is not supported',
    applies: (schema, { body }, value) =>
      body !== 'json' && schema._tag === 'document' && value !== undefined && value._tag !== 'Null',
  },
  {
    rule: 'a form has nothing for an empty map or structure inside a list, map or union',
    source: 'Smithy 2.0, AWS query protocol, "Query key resolution"',
    applies: (_, place, value) =>
      place.body === 'form' &&
      (place.role === 'item' || place.role === 'value' || place.role === 'alternative') &&
      isSilent(value, place),
  },
  {
    rule: 'a union whose flattened member is empty has no element',
    source: 'Smithy 2.0, xmlFlattened',
    applies: (_, place, value) =>
      place.body === 'xml' && place.role === 'alternative' && isFlat(place) && isEmpty(value),
  },
]

// interpreter

export interface Lost {
  readonly value: Value
  /** The rules that make the value unrepresentable. */
  readonly refused: ReadonlyArray<string>
  /** The rules of rows that changed something. */
  readonly used: ReadonlyArray<string>
}

/** What comes back of a whole input, output or error. */
export const lossy = (
  message: Message,
  root: Schema,
  whole: Value,
  table: ReadonlyArray<Row> = tables[message.protocol],
): Lost => {
  const body = bodyOf(message)
  const refused: Array<string> = []
  const used: Array<string> = []
  let by: Row['by'] = 'writer'
  const go = (schema: Schema, place: Place, value: Value | undefined): Value | undefined => {
    const inner = value === undefined || value._tag === 'Null' ? value : parts(schema, place, value)
    if (by === 'writer') for (const { rule, applies } of refusals) if (applies(schema, place, inner)) refused.push(rule)
    let result = inner
    for (const { by: whose, rule, applies, change } of table) {
      if (whose !== by || !applies(schema, place, result)) continue
      const changed = change(result, schema, place)
      if (V.isValue(changed) !== V.isValue(result) || JSON.stringify(changed, shown) !== JSON.stringify(result, shown))
        used.push(rule)
      result = changed
    }
    return result
  }
  const parts = (schema: Schema, place: Place, value: Value): Value => {
    const inside = (role: Place['role'], member: Member): Place => ({
      ...place,
      role,
      level: place.level + 1,
      member: role === 'member' || role === 'alternative' ? member : place.member,
      holder: schema,
    })
    switch (schema._tag) {
      case 'list': {
        if (value._tag !== 'List') return value
        // In a map of parameters, an empty list is seen only as the absence of its name.
        return V.list(
          value.items.flatMap((item) => go(targetOf(schema.member), inside('item', schema.member), item) ?? []),
        )
      }
      case 'map':
        if (value._tag !== 'Map') return value
        return V.map(
          value.entries.flatMap(([key, item]): ReadonlyArray<readonly [MapKey, Value]> => {
            const kept = go(targetOf(schema.value), inside('value', schema.value), item)
            return kept === undefined ? [] : [[key, kept]]
          }),
        )
      case 'structure':
      case 'union': {
        if (value._tag !== 'Structure') return value
        const fields = schema.members.flatMap((member): ReadonlyArray<readonly [string, Value]> => {
          const given = getOwn(value.fields, member.name)
          if (schema._tag === 'union' && given === undefined) return []
          const at = inside(schema._tag === 'union' ? 'alternative' : 'member', member)
          const kept = go(
            targetOf(member),
            place.role === 'root' ? { ...at, part: partOf(message, member) } : at,
            given,
          )
          return kept === undefined ? [] : [[member.name, kept]]
        })
        return V.structure(recordOf(fields) as Fields)
      }
      default:
        return value
    }
  }
  const start: Place = { ...message, body, part: 'body', role: 'root', level: 0, member: undefined, holder: undefined }
  const written = go(root, start, whole) as Value
  by = 'reader'
  const value = go(root, start, written) as Value
  return { value, refused, used: [...new Set(used)] }
}

const shown = (_: string, part: unknown): unknown =>
  typeof part === 'bigint'
    ? `${part}n`
    : Object.is(part, -0)
      ? '-0'
      : typeof part === 'number' && !Number.isFinite(part)
        ? String(part)
        : part

// what stands for what is absent

/** Source: Smithy 2.0, "default trait", table of the JSON values by kind. */
const defaultValue = (schema: Schema, given: DocumentData): Value | undefined => {
  switch (schema._tag) {
    case 'string':
      return V.string(given as string)
    case 'enum':
      return V.enumeration(given as string)
    case 'boolean':
      return V.boolean(given as boolean)
    case 'byte':
    case 'short':
    case 'integer':
    case 'intEnum':
      return V.integer(given as number)
    case 'long':
      return V.long(BigInt(given as number))
    case 'bigInteger':
      return V.bigInteger(BigInt(given as number))
    case 'bigDecimal':
      return V.bigDecimal({ coefficient: BigInt(given as number), exponent: 0 })
    case 'float':
      return V.float(given as number)
    case 'double':
      return V.double(given as number)
    case 'blob':
      return V.blob(Uint8Array.from(atob(given as string), (c) => c.charCodeAt(0)))
    case 'timestamp':
      return V.timestamp(typeof given === 'string' ? Date.parse(given) : Math.round((given as number) * 1000))
    case 'document':
      return V.document(given)
    case 'list':
      return V.list([])
    case 'map':
      return V.map([])
    case 'structure':
    case 'union':
      return undefined
  }
}

/** Source: Smithy 2.0, "Client error correction", table of zero values. */
const zeroValue = (schema: Schema): Value | undefined => {
  switch (schema._tag) {
    case 'string':
      return V.string('')
    case 'enum':
      return V.enumeration('')
    case 'boolean':
      return V.boolean(false)
    case 'byte':
    case 'short':
    case 'integer':
    case 'intEnum':
      return V.integer(0)
    case 'long':
      return V.long(0n)
    case 'bigInteger':
      return V.bigInteger(0n)
    case 'bigDecimal':
      return V.bigDecimal({ coefficient: 0n, exponent: 0 })
    case 'float':
      return V.float(0)
    case 'double':
      return V.double(0)
    case 'blob':
      return V.blob(new Uint8Array())
    case 'timestamp':
      return V.timestamp(0)
    case 'document':
      return V.document(null)
    case 'list':
      return V.list([])
    case 'map':
      return V.map([])
    case 'union':
      return V.structure(recordOf([['', V.document(null)]]) as Fields)
    case 'structure':
      return V.structure(
        recordOf(
          schema.members.flatMap((member): ReadonlyArray<readonly [string, Value]> => {
            const target = targetOf(member)
            const given = member.traits.default ?? null
            const filled =
              given !== null && member.traits.clientOptional !== true ? defaultValue(target, given) : undefined
            const value = filled ?? (member.required ? zeroValue(target) : undefined)
            return value === undefined ? [] : [[member.name, value]]
          }),
        ) as Fields,
      )
  }
}
