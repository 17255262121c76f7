/**
 * HTTP bindings: a structure is split once into the parts of a message, and both directions use the same split.
 *
 * Source: Smithy 2.0, "HTTP bindings".
 */

import { domainWriting, exactView } from '../compile/domain.js'
import type { Policy } from '../compile/Policy.js'
import { trusted } from '../compile/Policy.js'
import type { Run } from '../compile/Run.js'
import { refuse, startRun } from '../compile/Run.js'
import type { View, Writing } from '../compile/View.js'
import { Fault } from '../compile/View.js'
import type { Slot, Walk, Walker } from '../compile/walk.js'
import { membersWalk, walker } from '../compile/walk.js'
import { isHeaderName } from '../http/headerText.js'
import type { Headers } from '../http/message.js'
import { headerNamed } from '../http/message.js'
import type { Member, Schema, StructureSchema } from '../schema/Schema.js'
import { isStream, targetOf } from '../schema/Schema.js'
import { getOwn, recordOf } from '../value/own.js'
import { isRaw, rawView, rawWriting } from './raw.js'
import type { Place, Text, TextPairs } from './text.js'
import { textView, textWriting } from './text.js'

// -------------------------------------------------------------------------------------
// split
// -------------------------------------------------------------------------------------

/** Who reads: servers refuse some texts that clients take. */
export type Side = 'client' | 'server'

/** Where a member lies. */
export type Part =
  | 'label'
  | 'query'
  | 'queryParams'
  | 'header'
  | 'prefixHeaders'
  | 'payload'
  | 'stream'
  | 'status'
  | 'body'

export const partOf = (member: Member): Part => {
  const { traits } = member
  if (traits.httpLabel === true) return 'label'
  if (traits.httpQuery !== undefined) return 'query'
  if (traits.httpQueryParams === true) return 'queryParams'
  if (traits.httpHeader !== undefined) return 'header'
  if (traits.httpPrefixHeaders !== undefined) return 'prefixHeaders'
  if (traits.httpPayload === true) return isStream(member) ? 'stream' : 'payload'
  if (traits.httpResponseCode === true) return 'status'
  return 'body'
}

export interface Split {
  /** Each member's part, in the order of the model. */
  readonly parts: ReadonlyArray<readonly [Member, Part]>
  readonly payload: Member | undefined
  /** A payload that is passed through beside the value. */
  readonly stream: Member | undefined
  /** The members that make up the body's document. */
  readonly body: ReadonlyArray<Member>
  /** Query names that have members of their own, and so do not count as further parameters. */
  readonly queryNames: ReadonlySet<string>
}

const splits = new WeakMap<StructureSchema, Split>()

export const splitOf = (schema: StructureSchema): Split => {
  const known = splits.get(schema)
  if (known !== undefined) return known
  const parts = schema.members.map((member) => [member, partOf(member)] as const)
  const inPart = (wanted: Part): ReadonlyArray<Member> =>
    parts.filter(([, part]) => part === wanted).map(([member]) => member)
  const split: Split = {
    parts,
    payload: inPart('payload')[0],
    stream: inPart('stream')[0],
    body: inPart('body'),
    queryNames: new Set(inPart('query').map((member) => member.traits.httpQuery as string)),
  }
  splits.set(schema, split)
  return split
}

/** The parts that make up the value: a stream lies beside it. */
const valued = (schema: StructureSchema): Split['parts'] =>
  splitOf(schema).parts.filter(([, part]) => part !== 'stream')

/** Whether parameters that all have members of their own make up a map of parameters as well. */
export type SoleNamed = 'kept' | 'dropped'

/** A format's two halves, and its walkers as compiled once for the format. */
export interface BodyHalves {
  readonly view: View<unknown>
  readonly read: Walker<unknown, unknown>
  readonly write: Walker<unknown, unknown>
}

type PlaceReaders = Readonly<Record<Place | 'raw', Walker<unknown, unknown>>>

const readersOf = (offsets: boolean): PlaceReaders => ({
  label: walker(textView('label', offsets), domainWriting),
  query: walker(textView('query', offsets), domainWriting),
  header: walker(textView('header', offsets), domainWriting),
  raw: walker(rawView, domainWriting),
})

const readers: Readonly<Record<Side, PlaceReaders>> = {
  server: /*#__PURE__*/ readersOf(false),
  client: /*#__PURE__*/ readersOf(true),
}

const writers: Readonly<Record<Place, Walker<unknown, Text>>> = {
  label: /*#__PURE__*/ walker(exactView, /*#__PURE__*/ textWriting('label')),
  query: /*#__PURE__*/ walker(exactView, /*#__PURE__*/ textWriting('query')),
  header: /*#__PURE__*/ walker(exactView, /*#__PURE__*/ textWriting('header')),
}

/** A status is a number beside the body, whatever the body's format. */
const statusWriter: Walker<unknown, unknown> = /*#__PURE__*/ walker(exactView, domainWriting)

const rawWriter: Walker<unknown, Uint8Array> = /*#__PURE__*/ walker(exactView, rawWriting)

// -------------------------------------------------------------------------------------
// write
// -------------------------------------------------------------------------------------

/** A domain structure, each member written for its part. */
export interface Written {
  readonly labels: Readonly<Record<string, string>>
  readonly query: ReadonlyArray<readonly [name: string, value: string]>
  readonly headers: Headers
  readonly status: number | undefined
  /** The payload member's node in the body's format; `undefined` where the member is absent. */
  readonly payload: unknown
  /** The nodes of the body's members that are present. */
  readonly body: ReadonlyArray<readonly [Member, unknown]>
  readonly run: Run
}

/** Of a writing, only what stands for absent members is used: each slot writes for itself. */
const fieldsWriting: Writing<unknown> = domainWriting

const writeWalk = (part: Part, target: Schema, body: Walker<unknown, unknown>): Walk<unknown, unknown> => {
  switch (part) {
    case 'label':
      return writers.label(target, trusted)
    case 'query':
    case 'queryParams':
      return writers.query(target, trusted)
    case 'header':
    case 'prefixHeaders':
      return writers.header(target, trusted)
    case 'payload':
      return isRaw(target) ? rawWriter(target, trusted) : body(target, trusted)
    case 'status':
      return statusWriter(target, trusted)
    case 'stream':
    case 'body':
      return body(target, trusted)
  }
}

const writing = new WeakMap<Walker<unknown, unknown>, WeakMap<StructureSchema, (a: unknown, run: Run) => Fields>>()

type Fields = ReadonlyArray<readonly [Member, unknown]>

const fieldsOf = (schema: StructureSchema, body: Walker<unknown, unknown>): ((a: unknown, run: Run) => Fields) => {
  const kept = writing.get(body) ?? new WeakMap<StructureSchema, (a: unknown, run: Run) => Fields>()
  writing.set(body, kept)
  const known = kept.get(schema)
  if (known !== undefined) return known
  const made = membersWalk<unknown, unknown>(fieldsWriting, trusted, schema, () =>
    valued(schema).map(([member, part]): Slot<unknown, unknown> => {
      const target = targetOf(member)
      return { member, target, take: (a) => exactView.member(a, member, schema), walk: writeWalk(part, target, body) }
    }),
  )
  kept.set(schema, made)
  return made
}

/** Writes every member of a domain structure for its part; what cannot be represented stands in `run`. */
export const writeParts = (schema: StructureSchema, body: Walker<unknown, unknown>, a: unknown): Written => {
  const run = startRun(schema, a, trusted)
  const fields = fieldsOf(schema, body)(a, run)
  const ofPart = (wanted: Part): Fields => fields.filter(([member]) => partOf(member) === wanted)
  const { queryNames } = splitOf(schema)
  for (const [member, text] of ofPart('label')) {
    if (text === '') refuseMember(run, member, 'a label that is not empty', 'empty text')
  }
  for (const [member, pairs] of ofPart('prefixHeaders')) {
    const names = (pairs as TextPairs).map(([name]) => `${member.traits.httpPrefixHeaders}${name}`)
    if (!names.every(isHeaderName)) refuseMember(run, member, 'names of header fields', 'another name')
    // Source: RFC 9110, section 5.1: names of fields have no case.
    const folded = new Set(names.map((name) => name.toLowerCase()))
    if (folded.size < names.length) refuseMember(run, member, 'names that differ in more than case', 'equal names')
  }
  return {
    labels: recordOf(ofPart('label').map(([member, text]) => [member.name, text as string] as const)),
    query: [
      ...ofPart('query').flatMap(([member, text]) => repeated(member.traits.httpQuery as string, text as Text)),
      ...ofPart('queryParams').flatMap(([, pairs]) =>
        (pairs as TextPairs).filter(([name]) => !queryNames.has(name)).flatMap(([name, text]) => repeated(name, text)),
      ),
    ],
    headers: [
      ...ofPart('header').map(([member, text]) => [member.traits.httpHeader as string, text as string] as const),
      ...ofPart('prefixHeaders').flatMap(([member, pairs]) =>
        (pairs as TextPairs).map(
          ([name, text]) => [`${member.traits.httpPrefixHeaders}${name}`, text as string] as const,
        ),
      ),
    ],
    status: ofPart('status')[0]?.[1] as number | undefined,
    payload: ofPart('payload')[0]?.[1],
    body: ofPart('body'),
    run,
  }
}

const refuseMember = (run: Run, member: Member, expected: string, actual: string): void => {
  run.path.push(member.name)
  run.schemas.push(targetOf(member))
  refuse(run, { code: 'unrepresentable', expected, actual })
  run.path.pop()
  run.schemas.pop()
}

const repeated = (name: string, text: Text): ReadonlyArray<readonly [string, string]> =>
  typeof text === 'string' ? [[name, text]] : (text as ReadonlyArray<string>).map((one) => [name, one] as const)

// -------------------------------------------------------------------------------------
// read
// -------------------------------------------------------------------------------------

/** A message taken apart as far as no shape is needed. */
export interface Source {
  readonly labels: Readonly<Record<string, string>>
  /** Decoded. */
  readonly query: ReadonlyArray<readonly [name: string, value: string]>
  readonly headers: Headers
  readonly status: number
  /** The payload's node in the body's format; `undefined` where there is none. */
  readonly payload: unknown
  /** The node that holds the body's members; `undefined` where there is none. */
  readonly body: unknown
}

const queryNode = (query: Source['query'], name: string): unknown => {
  const values = query.filter(([key]) => key === name).map(([, value]) => value)
  return values.length === 0 ? undefined : values
}

/** Every parameter goes into the map, those with members of their own too; `soleNamed` says whether those alone make one. */
const paramsNode = (query: Source['query'], named: ReadonlySet<string>, soleNamed: SoleNamed): unknown => {
  if (soleNamed === 'dropped' && query.every(([name]) => named.has(name))) return undefined
  const pairs = new Map<string, Array<string>>()
  for (const [name, value] of query) {
    const values = pairs.get(name)
    if (values === undefined) pairs.set(name, [value])
    else values.push(value)
  }
  return pairs.size === 0 ? undefined : [...pairs]
}

/** A client finds an empty map where there are none, a server finds nothing: as Smithy's cases have it. */
const prefixNode = (headers: Headers, prefix: string, side: Side): unknown => {
  const wanted = prefix.toLowerCase()
  const pairs = new Map<string, string>()
  // Names compare without case; of a name given more than once the first spelling stands.
  const spelt = new Map<string, string>()
  for (const [name, value] of headers) {
    const lower = name.toLowerCase()
    if (!lower.startsWith(wanted)) continue
    const key = spelt.get(lower) ?? name.slice(prefix.length)
    spelt.set(lower, key)
    const earlier = pairs.get(key)
    pairs.set(key, earlier === undefined ? value : `${earlier}, ${value}`)
  }
  return pairs.size === 0 && side === 'server' ? undefined : [...pairs]
}

const takePart = (
  member: Member,
  part: Part,
  schema: StructureSchema,
  view: View<unknown>,
  side: Side,
  soleNamed: SoleNamed,
): ((source: Source) => unknown) => {
  const { traits } = member
  switch (part) {
    case 'label':
      return ({ labels }) => getOwn(labels, member.name)
    case 'query':
      return ({ query }) => queryNode(query, traits.httpQuery as string)
    case 'queryParams':
      return ({ query }) => paramsNode(query, splitOf(schema).queryNames, soleNamed)
    case 'header':
      return ({ headers }) => headerNamed(headers, traits.httpHeader as string)
    case 'prefixHeaders':
      return ({ headers }) => prefixNode(headers, traits.httpPrefixHeaders as string, side)
    case 'payload':
      return ({ payload }) => payload
    case 'stream':
      return () => undefined
    case 'status':
      return ({ status }) => status
    case 'body':
      return ({ body }) => (body === undefined ? undefined : view.member(body, member, schema))
  }
}

const readWalk = (
  part: Part,
  target: Schema,
  policy: Policy,
  side: Side,
  body: Walker<unknown, unknown>,
): Walk<unknown, unknown> => {
  switch (part) {
    case 'label':
      return readers[side].label(target, policy)
    case 'query':
    case 'queryParams':
      return readers[side].query(target, policy)
    case 'header':
    case 'prefixHeaders':
      return readers[side].header(target, policy)
    case 'status':
      return statusWriter(target, policy)
    case 'payload':
      return isRaw(target) ? readers[side].raw(target, policy) : body(target, policy)
    case 'stream':
    case 'body':
      return body(target, policy)
  }
}

/** A reader of one structure from messages; make it once for a schema and keep it. */
export const partsReader = (
  schema: StructureSchema,
  policy: Policy,
  side: Side,
  halves: Pick<BodyHalves, 'view' | 'read'>,
  soleNamed: SoleNamed = 'kept',
): ((source: Source) => { readonly result: unknown; readonly run: Run }) => {
  const walkMembers = membersWalk<Source, unknown>(domainWriting, policy, schema, () =>
    valued(schema).map(([member, part]): Slot<Source, unknown> => {
      const target = targetOf(member)
      return {
        member,
        target,
        take: takePart(member, part, schema, halves.view, side, soleNamed),
        walk: readWalk(part, target, policy, side, halves.read),
      }
    }),
  )
  const { view } = halves
  return (source) => {
    const run = startRun(schema, source, policy)
    // A document of another kind, such as a JSON null, has no members to ask for.
    const document = source.body === undefined ? undefined : view.structure(source.body, schema)
    if (document instanceof Fault) {
      const { code, expected = 'a structure', actual = view.describe(source.body) } = document
      refuse(run, { code, expected, actual })
      return { result: undefined, run }
    }
    const fields = walkMembers({ ...source, body: document }, run)
    return { result: domainWriting.structure(fields, schema, run), run }
  }
}
