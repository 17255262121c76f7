/**
 * Event streams: the alternatives of a streaming union as messages, and back.
 *
 * Law: `decode(readMessage(encode(event))) = right(event)`.
 *
 * Source: Smithy 2.0, "Event streams" and "Amazon Event Stream Specification".
 */

import type { Either } from 'fp-ts/lib/Either.js'
import { domainWriting, exactView } from '../compile/domain.js'
import type { Policy } from '../compile/Policy.js'
import { trusted } from '../compile/Policy.js'
import type { Run } from '../compile/Run.js'
import { isRefused, refuse, startRun } from '../compile/Run.js'
import type { View, Writing } from '../compile/View.js'
import { mismatch } from '../compile/View.js'
import type { Slot } from '../compile/walk/structures.js'
import { membersWalk } from '../compile/walk/structures.js'
import type { Walker } from '../compile/walk/Walk.js'
import { failed } from '../compile/walk/Walk.js'
import { walker } from '../compile/walk.js'
import type { EventMessage, HeaderValue, MessageFault, MessageLimits } from '../format/eventStream.js'
import { isHeader, isWithinLimits, readMessages, writeMessage } from '../format/eventStream.js'
import { isRaw, rawView, rawWriting } from '../interpret/raw.js'
import type { Side } from '../interpret/split.js'
import type { Member, Schema, StructureSchema, UnionSchema } from '../schema/Schema.js'
import { targetOf } from '../schema/Schema.js'
import type { Shape } from '../shape/Shape.js'
import { copyOfBytes } from '../value/builtIns.js'
import { isLeft, left, right } from '../value/either.js'
import type { Errors, Validation } from '../value/Issue.js'
import type { Value } from '../value/Value.js'
import type { MemberFormat } from './Format.js'
import { parseBody } from './Format.js'
import { errorsIn, syntaxErrors } from './messages.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** How the events of one streaming union stand on the wire. */
export interface EventCodec<A> {
  /**
   * One event as a framed message.
   *
   * Errors: `unrepresentable` where a header is longer than 32,767 bytes, all of them than 128 KiB or the message than
   * 24 MiB, or where the format cannot hold a value.
   */
  readonly encode: (event: A) => Validation<Uint8Array>
  /** Errors: those of the event's shape; `union` for a message that is no event of it, an error of the peer among them. */
  readonly decode: (message: EventMessage) => Validation<A>
  /** Frames events as they are asked for. One that cannot be written ends the stream with a message of type `error`. */
  readonly write: (events: AsyncIterable<A>) => AsyncIterable<Uint8Array>
  /** Events as they are asked for. A fault of the framing is the last that comes; returning early ends the source. */
  readonly read: (source: AsyncIterable<Uint8Array>, limits?: MessageLimits) => AsyncIterable<Validation<A>>
}

// -------------------------------------------------------------------------------------
// headers
// -------------------------------------------------------------------------------------

const held = (node: unknown, tag: HeaderValue['_tag']): unknown => {
  const header = node as HeaderValue & { readonly value?: unknown }
  return header._tag === tag ? header.value : undefined
}

/** The type of a header that holds a whole number of at most 32 bits. */
const tagOf = ({ _tag }: Schema): 'byte' | 'short' | 'integer' =>
  _tag === 'byte' || _tag === 'short' ? _tag : 'integer'

/** Nodes are header values; each kind has its own type on the wire. What no bytes hold, no header holds either. */
const headerView: View<unknown> = {
  ...rawView,
  describe: (node) => `a header of type ${(node as HeaderValue)._tag}`,
  text: (node) => {
    const text = held(node, 'string')
    return typeof text === 'string' ? text : mismatch
  },
  number: (node, schema) => {
    const n = held(node, tagOf(schema))
    return typeof n === 'number' ? n : mismatch
  },
  long: (node) => {
    const n = held(node, 'long')
    return typeof n === 'bigint' ? n : mismatch
  },
  boolean: (node) => {
    const b = held(node, 'boolean')
    return typeof b === 'boolean' ? b : mismatch
  },
  blob: (node) => {
    return copyOfBytes(held(node, 'blob')) ?? mismatch
  },
  timestamp: (node) =>
    (node as HeaderValue)._tag === 'timestamp' ? (node as { readonly epochMillis: number }).epochMillis : mismatch,
}

const headerText = (value: string): HeaderValue => ({ _tag: 'string', value })

const absent: HeaderValue = /*#__PURE__*/ headerText('')

const unwritable = (_: unknown, schema: Schema, run: Run): HeaderValue => {
  refuse(run, { code: 'unrepresentable', expected: 'a kind that a header has', actual: `a ${schema._tag}` })
  return absent
}

const headerWriting: Writing<HeaderValue> = {
  absent,
  text: headerText,
  number: (value, schema) => ({ _tag: tagOf(schema), value }),
  long: (value) => ({ _tag: 'long', value }),
  decimal: unwritable,
  float: unwritable,
  boolean: (value) => ({ _tag: 'boolean', value }),
  blob: (value) => ({ _tag: 'blob', value }),
  timestamp: (epochMillis) => ({ _tag: 'timestamp', epochMillis }),
  document: unwritable,
  list: unwritable,
  map: unwritable,
  structure: unwritable,
  union: (_, __, schema, run) => unwritable(_, schema, run),
  unknownUnion: (_, __, schema, run) => unwritable(_, schema, run),
}

const headerReader: Walker<unknown, unknown> = /*#__PURE__*/ walker(headerView, domainWriting)
const headerWriter: Walker<unknown, HeaderValue> = /*#__PURE__*/ walker(exactView, headerWriting)
const rawReader: Walker<unknown, unknown> = /*#__PURE__*/ walker(rawView, domainWriting)
const rawWriter: Walker<unknown, Uint8Array> = /*#__PURE__*/ walker(exactView, rawWriting)

// -------------------------------------------------------------------------------------
// parts of an event
// -------------------------------------------------------------------------------------

type EventPart = 'header' | 'payload' | 'body'

const partOf = ({ traits }: Member): EventPart =>
  traits.eventHeader === true ? 'header' : traits.eventPayload === true ? 'payload' : 'body'

/** A message taken apart as far as no shape is needed. */
interface Source {
  readonly headers: ReadonlyMap<string, HeaderValue>
  /** The payload's bytes where they are the value, else the node of its document. */
  readonly payload: unknown
}

/** What protocols bring: a format for payloads, and its documents of one structure or union. */
export interface EventParts<P, T> {
  readonly format: MemberFormat<P, T>
  readonly wrap: (part: P, schema: Schema) => T
  readonly open: (document: T, schema: Schema) => unknown
}

const payloadType = (target: Schema, mediaType: string): string => {
  if (target._tag === 'blob') return target.traits.mediaType ?? 'application/octet-stream'
  return isRaw(target) ? (target.traits.mediaType ?? 'text/plain') : mediaType
}

// -------------------------------------------------------------------------------------
// write
// -------------------------------------------------------------------------------------

type WriteEvent = (value: unknown, run: Run) => EventMessage

const eventWriter = <P, T>(parts: EventParts<P, T>, { name }: Member, schema: StructureSchema): WriteEvent => {
  const isError = schema.traits.error !== undefined
  const kind: EventMessage['headers'] = isError
    ? [
        [':message-type', headerText('exception')],
        [':exception-type', headerText(name)],
      ]
    : [
        [':message-type', headerText('event')],
        [':event-type', headerText(name)],
      ]
  const write = membersWalk<unknown, unknown>(domainWriting, trusted, schema, () =>
    schema.members.map((one): Slot<unknown, unknown> => {
      const target = targetOf(one)
      return {
        member: one,
        target,
        take: exactView.member(one),
        walk: writerOf(parts, one)(target, trusted),
      }
    }),
  )
  return (value, run) => {
    const fields = write(value, run)
    const headers = fields
      .filter(([one]) => partOf(one) === 'header')
      .map(([one, header]) => [one.name, header as HeaderValue] as const)
    for (const [name, header] of headers) {
      if (!isHeader(name, header))
        refuse(run, { code: 'unrepresentable', expected: 'a header of at most 32,767 bytes', actual: 'a longer one' })
    }
    const { type, payload } = payloadOf(parts, schema, fields)
    const typed: EventMessage['headers'] = type === undefined ? [] : [[':content-type', headerText(type)]]
    return { headers: [...kind, ...typed, ...headers], payload }
  }
}

const writerOf = <P, T>({ format }: EventParts<P, T>, member: Member): Walker<unknown, unknown> => {
  switch (partOf(member)) {
    case 'header':
      return headerWriter
    case 'payload':
      return isRaw(targetOf(member)) ? rawWriter : format.write
    case 'body':
      return format.write
  }
}

const payloadOf = <P, T>(
  { format, wrap }: EventParts<P, T>,
  schema: StructureSchema,
  fields: ReadonlyArray<readonly [Member, unknown]>,
): { readonly type: string | undefined; readonly payload: Uint8Array } => {
  const payload = fields.find(([member]) => partOf(member) === 'payload')
  if (payload !== undefined) {
    const target = targetOf(payload[0])
    const bytes = isRaw(target) ? (payload[1] as Uint8Array) : format.print(wrap(payload[1] as P, target))
    return { type: payloadType(target, format.mediaType), payload: bytes }
  }
  if (!schema.members.some((member) => partOf(member) === 'body')) return { type: undefined, payload: new Uint8Array() }
  // The nodes were written by this format's own walker.
  const body = fields.filter(([member]) => partOf(member) === 'body') as ReadonlyArray<readonly [Member, P]>
  return { type: format.mediaType, payload: format.print(wrap(format.members(body, schema), schema)) }
}

// -------------------------------------------------------------------------------------
// read
// -------------------------------------------------------------------------------------

const textHeader = (headers: ReadonlyMap<string, HeaderValue>, name: string): string | undefined => {
  const header = headers.get(name)
  return header?._tag === 'string' ? header.value : undefined
}

/** What a message says that it is: the member's name, or why it is none. */
const kindOf = (headers: ReadonlyMap<string, HeaderValue>): Either<MessageFault, string> => {
  switch (textHeader(headers, ':message-type')) {
    case 'event': {
      const name = textHeader(headers, ':event-type')
      return name === undefined ? left({ expected: 'a text header :event-type', actual: 'none' }) : right(name)
    }
    case 'exception': {
      const name = textHeader(headers, ':exception-type')
      return name === undefined ? left({ expected: 'a text header :exception-type', actual: 'none' }) : right(name)
    }
    case 'error':
      return left({
        expected: 'an event',
        actual: `an error: ${JSON.stringify(textHeader(headers, ':error-code')?.slice(0, 64) ?? '')}`,
      })
    default:
      return left({ expected: 'a text header :message-type of event, exception or error', actual: 'another or none' })
  }
}

const takeOf = (member: Member, view: View<unknown>): ((source: Source) => unknown) => {
  switch (partOf(member)) {
    case 'header':
      return ({ headers }) => headers.get(member.name)
    case 'payload':
      return ({ payload }) => payload
    case 'body': {
      const take = view.member(member)
      return ({ payload }) => (payload === undefined ? undefined : take(payload))
    }
  }
}

const isContentType = ([name]: readonly [string, HeaderValue]): boolean => name === ':content-type'

type ReadEvent = (message: EventMessage, run: Run) => unknown

const eventReader = <P, T>(
  { format, open }: EventParts<P, T>,
  schema: StructureSchema,
  policy: Policy,
  side: Side,
): ReadEvent => {
  const { view, read } = format.readers[side]
  const payload = schema.members.find((member) => partOf(member) === 'payload')
  const holder = payload === undefined ? schema : targetOf(payload)
  const raw = isRaw(holder) ? payload : undefined
  const walk = membersWalk<Source, unknown>(domainWriting, policy, schema, () =>
    schema.members.map((member): Slot<Source, unknown> => {
      const target = targetOf(member)
      const part = partOf(member)
      const reader = part === 'header' ? headerReader : member === raw ? rawReader : read
      return { member, target, take: takeOf(member, view), walk: reader(target, policy) }
    }),
  )
  return ({ headers, payload: bytes }, run) => {
    // Bytes that are the value may be none; a payload that is not there has no type either.
    const isAbsent = raw?.required === false && bytes.length === 0 && !headers.some(isContentType)
    let node: unknown = raw === undefined || isAbsent ? undefined : bytes
    if (raw === undefined && bytes.length > 0) {
      const document = parseBody(format, bytes, holder, policy)
      if (isLeft(document)) {
        refuse(run, { code: 'syntax', ...document.left })
        return failed
      }
      node = open(document.right, holder)
      if (payload === undefined && view.structure(node, schema) === mismatch) {
        refuse(run, { code: 'type', expected: 'a structure', actual: view.describe(node) })
        return failed
      }
    }
    return domainWriting.structure(walk({ headers: new Map(headers), payload: node }, run), schema, run)
  }
}

const notAnEvent = (schema: UnionSchema, { expected, actual }: MessageFault): Errors => {
  const run = startRun(schema, undefined, trusted)
  refuse(run, { code: 'union', expected, actual })
  return errorsIn(run, schema)
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/** The events of a streaming union in a protocol's format. A shape that is no union has no events, which is a defect. */
export const eventCodec = <P, T, A, O extends Value, I>(
  parts: EventParts<P, T>,
  shape: Shape<A, O, I>,
  side: Side,
): EventCodec<A> => {
  const { schema, policy } = shape
  if (schema._tag !== 'union') throw new Error(`${schema.id} is no union, and so no stream of events`)
  const readers = new Map<Member, ReadEvent>()
  const readerOf = (member: Member, target: StructureSchema): ReadEvent => {
    const known = readers.get(member) ?? eventReader(parts, target, policy, side)
    readers.set(member, known)
    return known
  }
  const writers = new Map<Member, WriteEvent>()
  const writerFor = (member: Member, target: StructureSchema): WriteEvent => {
    const known = writers.get(member) ?? eventWriter(parts, member, target)
    writers.set(member, known)
    return known
  }
  const encode = (event: A): Validation<Uint8Array> => {
    const run = startRun(schema, event, trusted)
    const { _tag, value } = event as { readonly _tag?: unknown; readonly value?: unknown }
    const member = schema.members.find((one) => one.field === _tag)
    if (member === undefined)
      return left(notAnEvent(schema, { expected: `an event of ${schema.id}`, actual: 'another' }))
    const target = targetOf(member)
    const unrepresentable = (expected: string, actual: string): Validation<Uint8Array> => {
      refuse(run, { code: 'unrepresentable', expected, actual })
      return left(errorsIn(run, schema))
    }
    if (target._tag !== 'structure')
      return unrepresentable(`structures as the events of ${schema.id}`, `a ${target._tag}`)
    const message = writerFor(member, target)(value, run)
    if (isRefused(run)) return left(errorsIn(run, schema))
    const bytes = writeMessage(message)
    return isWithinLimits(bytes)
      ? right(bytes)
      : unrepresentable('at most 131,072 bytes of headers, and 25,165,824 of a message', 'more')
  }
  /** What a client does not know it keeps, with nothing of it read. */
  const unknown = (name: string): Validation<A> =>
    policy.mode === 'tolerant'
      ? right({ _tag: '$unknown', name, raw: null } as A)
      : left(notAnEvent(schema, { expected: `an event of ${schema.id}`, actual: 'an unknown one' }))
  const decode = (message: EventMessage): Validation<A> => {
    const name = kindOf(new Map(message.headers))
    if (isLeft(name)) return left(notAnEvent(schema, name.left))
    const member = schema.members.find((one) => one.name === name.right)
    if (member === undefined) return unknown(name.right)
    const target = targetOf(member)
    if (target._tag !== 'structure') return unknown(name.right)
    const run = startRun(target, message, policy)
    const value = readerOf(member, target)(message, run)
    // The value was read by the member's own shape.
    return isRefused(run) ? left(errorsIn(run, target)) : right({ _tag: member.field, value } as A)
  }
  return {
    encode,
    decode,
    write: (events) => writeAll(events, encode),
    read: (source, limits) => readAll(source, limits, schema, decode),
  }
}

const failure = (errors: Errors): Uint8Array =>
  writeMessage({
    headers: [
      [':message-type', headerText('error')],
      [':error-code', headerText('unrepresentable')],
      [
        ':error-message',
        headerText(
          errors
            .map((error) => error.message)
            .join('; ')
            .slice(0, 1000),
        ),
      ],
    ],
    payload: new Uint8Array(),
  })

async function* writeAll<A>(
  events: AsyncIterable<A>,
  encode: EventCodec<A>['encode'],
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const event of events) {
    const bytes = encode(event)
    if (isLeft(bytes)) {
      yield failure(bytes.left)
      return
    }
    yield bytes.right
  }
}

async function* readAll<A>(
  source: AsyncIterable<Uint8Array>,
  limits: MessageLimits | undefined,
  schema: UnionSchema,
  decode: EventCodec<A>['decode'],
): AsyncGenerator<Validation<A>, void, undefined> {
  for await (const message of readMessages(source, limits)) {
    yield isLeft(message) ? left(syntaxErrors(schema, [], message.left)) : decode(message.right)
  }
}
