/**
 * HTTP bindings: the parts of a structure as they stand in a message.
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
import type { Slot } from '../compile/walk/structures.js'
import { membersWalk } from '../compile/walk/structures.js'
import type { Walk, Walker } from '../compile/walk/Walk.js'
import { walker } from '../compile/walk.js'
import { isHeaderName } from '../http/headerText.js'
import type { Headers } from '../http/message.js'
import { headerNamed } from '../http/message.js'
import type { Member, Schema, StructureSchema } from '../schema/Schema.js'
import { targetOf } from '../schema/Schema.js'
import { getOwn, recordOf } from '../value/own.js'
import { isRaw, rawView, rawWriting } from './raw.js'
import type { Part, Side, ValuedPart } from './split.js'
import { isInBody, partOf, splitOf, valued } from './split.js'
import type { Place, Text, TextPairs } from './text.js'
import { textView, textWriting } from './text.js'

// -------------------------------------------------------------------------------------
// places
// -------------------------------------------------------------------------------------

/** Whether parameters that all have members of their own make up a map of parameters as well. */
export type SoleNamed = 'kept' | 'dropped'

/** Readers of the parts that requests and answers both have. */
interface PlaceReaders {
  readonly header: Walker<unknown, unknown>
  readonly raw: Walker<unknown, unknown>
}

const readersOf = (offsets: boolean): PlaceReaders => ({
  header: walker(textView('header', offsets), domainWriting),
  raw: walker(rawView, domainWriting),
})

const answerReaders: PlaceReaders = /*#__PURE__*/ readersOf(true)
const requestReaders: PlaceReaders = /*#__PURE__*/ readersOf(false)
const labelReader: Walker<unknown, unknown> = /*#__PURE__*/ walker(
  /*#__PURE__*/ textView('label', false),
  domainWriting,
)
const queryReader: Walker<unknown, unknown> = /*#__PURE__*/ walker(
  /*#__PURE__*/ textView('query', false),
  domainWriting,
)

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

const writeWalk = (part: ValuedPart, target: Schema, body: Walker<unknown, unknown>): Walk<unknown, unknown> => {
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
    case 'body':
      return body(target, trusted)
  }
}

type WriteFields = (a: unknown, run: Run) => Fields

/** By the walker of the body, and where the body is written apart from the rest. */
const writing = new WeakMap<Walker<unknown, unknown>, WeakMap<StructureSchema, WriteFields>>()
const writingApart = new WeakMap<Walker<unknown, unknown>, WeakMap<StructureSchema, WriteFields>>()

type Fields = ReadonlyArray<readonly [Member, unknown]>

const fieldsOf = (schema: StructureSchema, body: Walker<unknown, unknown>, apart: boolean): WriteFields => {
  const keptBy = apart ? writingApart : writing
  const kept = keptBy.get(body) ?? new WeakMap<StructureSchema, WriteFields>()
  keptBy.set(body, kept)
  const known = kept.get(schema)
  if (known !== undefined) return known
  const made = membersWalk<unknown, unknown>(fieldsWriting, trusted, schema, () =>
    valued(schema)
      .filter(([, part]) => !apart || !isInBody(part))
      .map(([member, part]): Slot<unknown, unknown> => {
        const target = targetOf(member)
        return { member, target, take: exactView.member(member), walk: writeWalk(part, target, body) }
      }),
  )
  kept.set(schema, made)
  return made
}

/**
 * Writes every member of a domain structure for its part; what cannot be represented stands in `run`. `apart` says that the
 * body, or its payload, is written elsewhere.
 */
export const writeParts = (
  schema: StructureSchema,
  body: Walker<unknown, unknown>,
  a: unknown,
  apart = false,
): Written => {
  const run = startRun(schema, a, trusted)
  const fields = fieldsOf(schema, body, apart)(a, run)
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

/** A format's half for reading, and its walker as compiled once for the format. */
export interface BodyReader {
  readonly view: View<unknown>
  readonly read: Walker<unknown, unknown>
}

/** One member of a structure that a message holds. */
interface Placed {
  readonly member: Member
  readonly target: Schema
  readonly schema: StructureSchema
  readonly policy: Policy
  readonly body: BodyReader
}

/** How a member is found and read. */
type Found = Pick<Slot<Source, unknown>, 'take' | 'walk'>

type FindPart = (part: ValuedPart, placed: Placed) => Found

/** What lies in the target of a request, and so in no answer. */
type Targeted = 'label' | 'query' | 'queryParams'

const findInMessage = (
  part: Exclude<ValuedPart, Targeted>,
  { member, target, policy, body }: Placed,
  readers: PlaceReaders,
  side: Side,
): Found => {
  const { traits } = member
  switch (part) {
    case 'header':
      return {
        take: ({ headers }) => headerNamed(headers, traits.httpHeader as string),
        walk: readers.header(target, policy),
      }
    case 'prefixHeaders':
      return {
        take: ({ headers }) => prefixNode(headers, traits.httpPrefixHeaders as string, side),
        walk: readers.header(target, policy),
      }
    case 'payload':
      return { take: ({ payload }) => payload, walk: (isRaw(target) ? readers.raw : body.read)(target, policy) }
    case 'status':
      return { take: ({ status }) => status, walk: statusWriter(target, policy) }
    case 'body': {
      const take = body.view.member(member)
      return {
        take: (source) => (source.body === undefined ? undefined : take(source.body)),
        walk: body.read(target, policy),
      }
    }
  }
}

const nowhere = (): undefined => undefined

const findInRequest =
  (soleNamed: SoleNamed): FindPart =>
  (part, placed) => {
    const { member, target, schema, policy } = placed
    switch (part) {
      case 'label':
        return { take: ({ labels }) => getOwn(labels, member.name), walk: labelReader(target, policy) }
      case 'query':
        return {
          take: ({ query }) => queryNode(query, member.traits.httpQuery as string),
          walk: queryReader(target, policy),
        }
      case 'queryParams':
        return {
          take: ({ query }) => paramsNode(query, splitOf(schema).queryNames, soleNamed),
          walk: queryReader(target, policy),
        }
      default:
        return findInMessage(part, placed, requestReaders, 'server')
    }
  }

const findInAnswer: FindPart = (part, placed) => {
  switch (part) {
    case 'label':
    case 'query':
    case 'queryParams':
      return { take: nowhere, walk: placed.body.read(placed.target, placed.policy) }
    default:
      return findInMessage(part, placed, answerReaders, 'client')
  }
}

/** `wasRead` says that the source's body, or payload, is no node but the value that was read of it. */
export type PartsReader = (source: Source, wasRead: boolean) => { readonly result: unknown; readonly run: Run }

const findRead = (part: Part, { field }: Member): Found | undefined => {
  const walk = (value: unknown): unknown => value
  if (part === 'payload') return { take: ({ payload }) => payload, walk }
  if (part !== 'body') return undefined
  return { take: ({ body }) => (body === undefined ? undefined : getOwn(body as Record<string, unknown>, field)), walk }
}

const partsReader = (schema: StructureSchema, policy: Policy, body: BodyReader, find: FindPart): PartsReader => {
  const walkOf = (wasRead: boolean): ((source: Source, run: Run) => Fields) =>
    membersWalk<Source, unknown>(domainWriting, policy, schema, () =>
      valued(schema).map(([member, part]): Slot<Source, unknown> => {
        const target = targetOf(member)
        const found = wasRead ? findRead(part, member) : undefined
        return { member, target, ...(found ?? find(part, { member, target, schema, policy, body })) }
      }),
    )
  const [walkMembers, walkRest] = [walkOf(false), walkOf(true)]
  const { view } = body
  return (source, wasRead) => {
    const run = startRun(schema, source, policy)
    if (wasRead) return { result: domainWriting.structure(walkRest(source, run), schema, run), run }
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

/** A reader of one structure from answers; make it once for a schema and keep it. */
export const answerReader = (schema: StructureSchema, policy: Policy, body: BodyReader): PartsReader =>
  partsReader(schema, policy, body, findInAnswer)

/** A reader of one structure from requests; make it once for a schema and keep it. */
export const requestReader = (
  schema: StructureSchema,
  policy: Policy,
  body: BodyReader,
  soleNamed: SoleNamed,
): PartsReader => partsReader(schema, policy, body, findInRequest(soleNamed))
