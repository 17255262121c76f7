/**
 * The checks that clients and servers share; each gives the reason for a failure, or undefined.
 */
import type { AnyShape, Body, Errors, Headers } from '../../lib/index.js'
import { headerNamed, reportText, shapeOf } from '../../lib/index.js'
import * as V from '../../lib/value/index.js'
import type { MessageParts } from './cases.js'
import type { BodyKind, Difference } from './compare.js'
import { bodyKindOf, compareBodies, isSameHeader } from './compare.js'
import type { XmlElement } from './compareXml.js'
import { parseXml } from './compareXml.js'
import { entryNames } from './entries.js'
import { paramsOf, streamBytes } from './params.js'
import { bodyOf, collect, streamBody } from './rim.js'

// bodies

/** By the case's media type, else its content type, else its protocol. */
export const kindOfBody = (parts: MessageParts, protocol: string, message: 'request' | 'response'): BodyKind => {
  const contentType = Object.entries(parts.headers ?? {}).find(([name]) => name.toLowerCase() === 'content-type')?.[1]
  const mediaType = parts.bodyMediaType ?? contentType
  if (mediaType !== undefined) return bodyKindOf(mediaType)
  if (/#awsJson/.test(protocol)) return 'json'
  if (/#rpcv2Cbor$/.test(protocol)) return 'cbor'
  if (/#(awsQuery|ec2Query)$/.test(protocol)) return message === 'request' ? 'form' : 'xml'
  return 'bytes'
}

export const checkBody = async (
  parts: MessageParts,
  kind: BodyKind,
  body: Body,
  shape: AnyShape,
): Promise<Difference> => {
  if (parts.body === undefined) return undefined
  const difference = compareBodies(kind, parts.body, await collect(body), entryNames(shape))
  return difference === undefined ? undefined : `body: ${difference}`
}

// headers

export const checkHeaders = (parts: MessageParts, headers: Headers): Difference => {
  for (const [name, expected] of Object.entries(parts.headers ?? {})) {
    const actual = headerNamed(headers, name)
    if (actual === undefined) return `header ${name}: expected ${JSON.stringify(expected)}, got none`
    if (!isSameHeader(expected, actual))
      return `header ${name}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`
  }
  for (const name of parts.forbidHeaders ?? []) {
    if (headerNamed(headers, name) !== undefined)
      return `header ${name}: expected none, got ${JSON.stringify(headerNamed(headers, name))}`
  }
  for (const name of parts.requireHeaders ?? [])
    if (headerNamed(headers, name) === undefined) return `header ${name}: expected one, got none`
  return undefined
}

// domain objects

/** What a user makes of the params; throws the issues where that is refused. */
export const made = (shape: AnyShape, params: unknown): unknown => {
  const result = shapeOf(shape.schema).make(paramsOf(shape, params))
  if (result._tag === 'Left') throw new Error(`make refuses the params: ${errorText(result.left)}`)
  return result.right
}

export const errorText = (errors: Errors): string => reportText(errors).join('; ')

/** With values, which `Show` would leave out: nothing in the cases is secret. */
const shown = (value: V.Value): string => V.writeFixture(value)

const differenceOf = (expected: V.Value | undefined, actual: V.Value | undefined, at: string): Difference => {
  if (expected === undefined || actual === undefined || expected._tag !== actual._tag) {
    return `${at || '/'}: expected ${expected === undefined ? 'nothing' : shown(expected)}, got ${actual === undefined ? 'nothing' : shown(actual)}`
  }
  if (V.Eq.equals(expected, actual)) return undefined
  if (expected._tag === 'Structure' && actual._tag === 'Structure') {
    for (const name of new Set([...Object.keys(expected.fields), ...Object.keys(actual.fields)])) {
      const difference = differenceOf(expected.fields[name], actual.fields[name], `${at}/${name}`)
      if (difference !== undefined) return difference
    }
  }
  return `${at || '/'}: expected ${shown(expected)}, got ${shown(actual)}`
}

/** Whether a decoded object says what the params say. */
export const checkParams = (shape: AnyShape, params: unknown, actual: unknown): Difference => {
  const { encode } = shapeOf(shape.schema)
  const difference = differenceOf(encode(paramsOf(shape, params)), encode(actual), '')
  return difference === undefined || difference.length < 600 ? difference : `${difference.slice(0, 600)}…`
}

// streams

/** The body that goes beside the params, as a user hands it over: bytes where its length has to be known. */
export const streamFor = (shape: AnyShape, params: unknown, sized: boolean): Body | undefined => {
  const bytes = streamBytes(shape, params)
  return bytes === undefined ? undefined : sized ? bodyOf(bytes) : streamBody(bytes)
}

export const checkStream = async (shape: AnyShape, params: unknown, body: Body): Promise<Difference> => {
  const expected = streamBytes(shape, params)
  if (expected === undefined) return undefined
  const actual = await collect(body)
  return Buffer.compare(expected, actual) === 0
    ? undefined
    : `stream: expected ${expected.length} bytes, got ${actual.length}`
}

// request ids

const isRequestId = (name: string): boolean => name.toLowerCase() === 'requestid'

const findRequestId = (element: XmlElement): string | undefined => {
  if (isRequestId(element.local) && element.children.length === 0) return element.text
  for (const child of element.children) {
    const found = findRequestId(child)
    if (found !== undefined) return found
  }
  return undefined
}

/**
 * The one thing that an expected answer may give: a server cannot know what id it is to answer with. It stands in the body or
 * in the header that carries it.
 */
export const requestIdIn = (kind: BodyKind, { headers, body }: MessageParts): string | undefined => {
  const header = Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === 'x-amzn-requestid')?.[1]
  if (header !== undefined) return header
  return kind === 'xml' && body !== undefined && body !== '' ? findRequestId(parseXml(body)) : undefined
}
