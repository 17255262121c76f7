/**
 * What both halves of the REST protocols share: HTTP bindings around a body format.
 *
 * Source: Smithy 2.0, "HTTP bindings", "AWS restJson1 protocol", "AWS restXml protocol".
 */

import type { Either } from 'fp-ts/lib/Either.js'
import { fail } from '../compile/emit/source.js'
import type { Policy } from '../compile/Policy.js'
import { fieldOf, isRecord } from '../compile/records.js'
import type { Body, Headers } from '../http/message.js'
import { bytesBody, bytesOf, headerNamed, noBody } from '../http/message.js'
import type { Source, Written } from '../interpret/binding.js'
import { isRaw } from '../interpret/raw.js'
import type { Side } from '../interpret/split.js'
import { splitOf } from '../interpret/split.js'
import type { AnyOperation, Http } from '../operation/Operation.js'
import type { Schema, StructureSchema } from '../schema/Schema.js'
import { targetOf, withMembers } from '../schema/Schema.js'
import type { Traits } from '../schema/Traits.js'
import { isLeft, right } from '../value/either.js'
import type { Envelope, MemberFormat, SyntaxFault } from './Format.js'
import { parseBody } from './Format.js'
import { eventStreamType } from './mediaTypes.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** The bodies of a REST protocol. */
export interface RestBodies<P, T> {
  readonly format: MemberFormat<P, T>
  /** A body of members. */
  readonly members: Envelope<P, T>
  /** A payload member in the format. */
  readonly payload: Envelope<P, T>
  /** Whether a request's absent structure payload is written, and read, as an empty document. */
  readonly emptyPayload: boolean
}

export const httpOf = ({ traits }: AnyOperation): Http => traits.http ?? { method: 'POST', uri: '/', code: 200 }

// -------------------------------------------------------------------------------------
// bodies
// -------------------------------------------------------------------------------------

/** What lies in the body of a message. */
export type Content =
  | { readonly _tag: 'Nothing' }
  | { readonly _tag: 'Members' }
  | { readonly _tag: 'Raw'; readonly target: Schema }
  | {
      readonly _tag: 'Payload'
      readonly field: string
      readonly required: boolean
      readonly target: Schema
      readonly traits: Traits
    }
  | { readonly _tag: 'Stream'; readonly target: Schema }

export const contentOf = (schema: StructureSchema): Content => {
  const { payload, stream, body } = splitOf(schema)
  if (stream !== undefined) return { _tag: 'Stream', target: targetOf(stream) }
  if (payload !== undefined) {
    const target = targetOf(payload)
    if (isRaw(target)) return { _tag: 'Raw', target }
    const { field, required, traits } = payload
    return { _tag: 'Payload', field, required, target, traits }
  }
  return body.length > 0 ? { _tag: 'Members' } : { _tag: 'Nothing' }
}

const rawType = ({ _tag, traits }: Schema): string =>
  _tag === 'union'
    ? eventStreamType
    : (traits.mediaType ?? (_tag === 'blob' ? 'application/octet-stream' : 'text/plain'))

export const contentTypeOf = (content: Content, mediaType: string): string | undefined => {
  if (content._tag === 'Nothing') return undefined
  return content._tag === 'Raw' || content._tag === 'Stream' ? rawType(content.target) : mediaType
}

/** A payload's schema under the names that its member gives it. */
const payloadSchema = ({ target, traits }: Content & { readonly _tag: 'Payload' }): Schema =>
  traits.xmlName === undefined ? target : { ...target, traits: { ...target.traits, xmlName: traits.xmlName } }

export type WriteBody = (written: Written, requestId: string | undefined, stream: Body | undefined) => Body

export const bodyWriter = <P, T>(
  { format, members, payload }: RestBodies<P, T>,
  schema: StructureSchema,
  operation: AnyOperation,
  content: Content,
  emptyPayload: boolean,
): WriteBody => {
  switch (content._tag) {
    case 'Nothing':
      return () => noBody
    case 'Members':
      return ({ body }, requestId) => {
        // The nodes were written by this format's own walker.
        const part = format.members(body as Fields<P>, schema)
        return bytesBody(format.print(members.wrap(part, schema, operation, requestId)))
      }
    case 'Raw':
      return (written) => (written.payload === undefined ? noBody : bytesBody(written.payload as Uint8Array))
    case 'Payload': {
      const named = payloadSchema(content)
      return (written, requestId) => {
        const absent = written.payload === undefined
        if (absent && !(emptyPayload && named._tag === 'structure')) return noBody
        const part = absent ? format.members([], named as StructureSchema) : (written.payload as P)
        return bytesBody(format.print(payload.wrap(part, named, operation, requestId)))
      }
    }
    case 'Stream':
      return (_, __, stream) => stream ?? noBody
  }
}

/** The structure as far as it lies in the body. */
const bodySchema = (schema: StructureSchema): StructureSchema => {
  const { parts, body } = splitOf(schema)
  return body.length === parts.length ? schema : withMembers(schema, body)
}

/** Writes at once what lies in the body, as far as the format can; `undefined` where `bodyWriter` has to. */
export const quickWriter = <P, T>(
  { format }: RestBodies<P, T>,
  schema: StructureSchema,
  operation: AnyOperation,
  content: Content,
): ((value: unknown) => Uint8Array | undefined) => {
  if (content._tag === 'Members') {
    const print = format.direct?.print(bodySchema(schema), operation)
    return (value) => (isRecord(value) ? print?.(value) : undefined)
  }
  if (content._tag !== 'Payload') return unwritten
  const print = format.direct?.print(payloadSchema(content), operation)
  return (value) => {
    const held = isRecord(value) ? fieldOf(value, content.field) : undefined
    return held === undefined ? undefined : print?.(held)
  }
}

const unwritten = (): undefined => undefined

export type Fields<P> = Parameters<MemberFormat<P, unknown>['members']>[0]

export type ReadBody = (body: Body) => Either<SyntaxFault, Pick<Source, 'payload' | 'body'>>

export const nothing: Pick<Source, 'payload' | 'body'> = { payload: undefined, body: undefined }

export const bodyReader = <P, T>(
  { format, members, payload, emptyPayload }: RestBodies<P, T>,
  schema: StructureSchema,
  policy: Policy,
  operation: AnyOperation,
): ReadBody => {
  const content = contentOf(schema)
  const parsed = (
    body: Body,
    of: Schema,
    take: (document: T) => Pick<Source, 'payload' | 'body'>,
  ): ReturnType<ReadBody> => {
    const bytes = bytesOf(body)
    if (bytes.length === 0) return right(nothing)
    const document = parseBody(format, bytes, of, policy)
    return isLeft(document) ? document : right(take(document.right))
  }
  switch (content._tag) {
    case 'Nothing':
    case 'Stream':
      return () => right(nothing)
    case 'Members':
      return (body) =>
        parsed(body, schema, (document) => ({ payload: undefined, body: members.open(document, schema, operation) }))
    case 'Raw':
      return (body) => right({ payload: bytesOf(body).length === 0 ? undefined : bytesOf(body), body: undefined })
    case 'Payload': {
      const named = payloadSchema(content)
      const { required } = content
      return (body) =>
        parsed(body, named, (document) => {
          const node = payload.open(document, named, operation)
          // An absent structure was written as an empty one, and only where it may be absent can it have been.
          const absent =
            emptyPayload && !required && named._tag === 'structure' && isRecord(node) && Object.keys(node).length === 0
          return { payload: absent ? undefined : node, body: undefined }
        })
    }
  }
}

/** Reads at once what lies in the body, as far as the format can; `undefined` where `bodyReader` has to. */
export const quickBody = <P, T>(
  { format: { direct }, emptyPayload }: RestBodies<P, T>,
  side: Side,
  schema: StructureSchema,
  policy: Policy,
  operation: AnyOperation,
): ((body: Body) => Pick<Source, 'payload' | 'body'> | undefined) => {
  const content = contentOf(schema)
  const isPayload = content._tag === 'Payload'
  if (direct === undefined || (!isPayload && content._tag !== 'Members')) return unwritten
  const of = isPayload ? payloadSchema(content) : bodySchema(schema)
  // An empty structure may stand for an absent one.
  const isOdd = isPayload && emptyPayload && of._tag === 'structure'
  const read = isOdd ? undefined : direct.read[side](of, policy, operation)
  return (body) => {
    const value = read === undefined || body._tag !== 'Bytes' ? fail : read(body.bytes)
    if (value === fail) return undefined
    return isPayload ? { payload: value, body: undefined } : { payload: undefined, body: value }
  }
}

/** Where the reader of a body stands when its syntax is at fault. */
export const syntaxPath = (schema: StructureSchema): ReadonlyArray<string> => {
  const { payload } = splitOf(schema)
  return payload === undefined ? [] : [payload.name]
}

/** Whether a message is its body's document and nothing else. */
export const isBodyAlone = (schema: StructureSchema): boolean => {
  const { parts } = splitOf(schema)
  return parts.length > 0 && parts.every(([, part]) => part === 'body')
}

// -------------------------------------------------------------------------------------
// headers
// -------------------------------------------------------------------------------------

const hasHeader = (headers: Headers, name: string): boolean => headerNamed(headers, name) !== undefined

/** The headers of a message with its content type, unless a member says another. */
export const withContentType = (headers: Headers, contentType: string | undefined): Headers =>
  contentType === undefined || hasHeader(headers, 'content-type')
    ? headers
    : [['content-type', contentType], ...headers]
