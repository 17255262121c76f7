/**
 * Two schemas that stand at the same place of two models: what differs between them, and whom each difference breaks where
 * the shape is written, in a request, and where it is read, in an answer.
 */

import { writeJson } from '../format/json.js'
import type { EnumSchema, IntEnumSchema, Kind, Member, Schema } from '../schema/Schema.js'
import { membersOf, nameOf, targetOf } from '../schema/Schema.js'
import type { TimestampFormat, Traits } from '../schema/Traits.js'
import type { Document } from '../value/Document.js'
import type { ChangeKind, Difference, Effect, Place } from './Change.js'
import { everyone, nobody, readers, said, strictReaders, writers } from './Change.js'
import { limits } from './limits.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** What of the wire counts, for the protocols that a service speaks. */
export interface Wire {
  readonly rest: boolean
  readonly jsonName: boolean
  readonly xml: boolean
  readonly ec2: boolean
  /** The format of a timestamp in a body that names none; none where bodies have one way to write them. */
  readonly timestamps: TimestampFormat | undefined
}

/** Two schemas below, and how one comes to them. */
export interface Step {
  readonly segment: string
  readonly old: Member
  readonly new: Member
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/** What counts of the wire where a service speaks these protocols. */
export const wireOf = (protocols: ReadonlyArray<string>): Wire => {
  const speaks = (...names: ReadonlyArray<string>): boolean => names.some((name) => protocols.includes(name))
  const xml = speaks('aws.protocols#restXml', 'aws.protocols#awsQuery', 'aws.protocols#ec2Query')
  return {
    rest: speaks('aws.protocols#restJson1', 'aws.protocols#restXml'),
    jsonName: speaks('aws.protocols#restJson1'),
    xml,
    ec2: speaks('aws.protocols#ec2Query'),
    timestamps: xml
      ? 'date-time'
      : speaks('aws.protocols#restJson1', 'aws.protocols#awsJson1_0', 'aws.protocols#awsJson1_1')
        ? 'epoch-seconds'
        : undefined,
  }
}

// -------------------------------------------------------------------------------------
// kinds
// -------------------------------------------------------------------------------------

/** Kinds of which each holds all that those before it hold, on every wire. */
const ladders: ReadonlyArray<ReadonlyArray<Kind>> = [
  ['byte', 'short', 'integer', 'long', 'bigInteger'],
  ['intEnum', 'integer', 'long', 'bigInteger'],
  ['enum', 'string'],
  ['float', 'double', 'bigDecimal'],
]

const kindEffect = (old: Kind, now: Kind): Effect => {
  const ladder = ladders.find((kinds) => kinds.includes(old) && kinds.includes(now))
  if (ladder === undefined) return everyone
  if (ladder.indexOf(now) < ladder.indexOf(old)) return writers
  // A tolerant reader keeps what an enum does not list.
  return old === 'enum' || old === 'intEnum' ? strictReaders : readers
}

const enumValues = (
  place: Place,
  old: EnumSchema | IntEnumSchema,
  now: EnumSchema | IntEnumSchema,
): ReadonlyArray<Difference> => {
  const texts = (schema: EnumSchema | IntEnumSchema): ReadonlyArray<string> => [
    ...new Set(schema.values.map(({ value }) => String(value))),
  ]
  const [before, after] = [new Set(texts(old)), new Set(texts(now))]
  return [
    ...[...before]
      .filter((value) => !after.has(value))
      .map(
        (value): Difference => ({ kind: 'enumValueRemoved', ...place, what: value, before: value, effect: writers }),
      ),
    ...[...after]
      .filter((value) => !before.has(value))
      .map(
        (value): Difference => ({ kind: 'enumValueAdded', ...place, what: value, after: value, effect: strictReaders }),
      ),
  ]
}

// -------------------------------------------------------------------------------------
// members
// -------------------------------------------------------------------------------------

const defaultOf = ({ traits }: Member): Document | undefined => (traits.default === null ? undefined : traits.default)

/** Whether a writer has to give it. */
const isNeeded = (member: Member): boolean => member.required && defaultOf(member) === undefined

/** Whether a reader may count on it. */
const isSure = (member: Member): boolean => member.required || defaultOf(member) !== undefined

const bindingText = ({ traits }: Member): string => {
  if (traits.httpLabel === true) return 'label'
  if (traits.httpQuery !== undefined) return `query ${traits.httpQuery}`
  if (traits.httpQueryParams === true) return 'query'
  if (traits.httpHeader !== undefined) return `header ${traits.httpHeader.toLowerCase()}`
  if (traits.httpPrefixHeaders !== undefined) return `headers ${traits.httpPrefixHeaders.toLowerCase()}*`
  if (traits.httpPayload === true) return 'payload'
  if (traits.httpResponseCode === true) return 'status'
  return 'body'
}

const isInBody = (binding: string): boolean => binding === 'body' || binding === 'payload'

const nameText = ({ name, traits }: Member, wire: Wire): string => {
  const names = [
    ...(wire.jsonName ? [traits.jsonName ?? name] : []),
    ...(wire.xml ? [traits.xmlName ?? name] : []),
    ...(wire.ec2 ? [traits.ec2QueryName ?? ''] : []),
  ]
  return [...new Set(names)].filter((text) => text !== '').join(', ')
}

const formText = (
  { xmlAttribute, xmlFlattened, xmlNamespace, eventHeader, eventPayload, hostLabel }: Traits,
  wire: Wire,
): string =>
  [
    ...(wire.xml && xmlAttribute === true ? ['attribute'] : []),
    ...(wire.xml && xmlFlattened === true ? ['flattened'] : []),
    ...(wire.xml && xmlNamespace !== undefined
      ? [`namespace ${xmlNamespace.uri} ${xmlNamespace.prefix ?? ''}`.trim()]
      : []),
    ...(eventHeader === true ? ['event header'] : []),
    ...(eventPayload === true ? ['event payload'] : []),
    ...(hostLabel === true ? ['host label'] : []),
  ].join(', ')

const timestampText = (member: Member, binding: string, wire: Wire): string | undefined => {
  const target = targetOf(member)
  if (target._tag !== 'timestamp') return undefined
  if (wire.rest && !isInBody(binding)) {
    return target.traits.timestampFormat ?? (binding.startsWith('header') ? 'http-date' : 'date-time')
  }
  return wire.timestamps === undefined ? undefined : (target.traits.timestampFormat ?? wire.timestamps)
}

/** What differs in a member that both models have. */
const memberDifferences = (holder: Schema, old: Member, now: Member, wire: Wire): ReadonlyArray<Difference> => {
  const place: Place = { shape: nameOf(holder.id), member: old.name }
  const found: Array<Difference> = []
  const changed = (kind: ChangeKind, before: string | undefined, after: string | undefined, effect: Effect): void => {
    if (before !== after) found.push({ kind, ...place, ...said(before, after), effect })
  }
  if (isNeeded(now) && !isNeeded(old)) found.push({ kind: 'memberRequired', ...place, effect: writers })
  if (isSure(old) && !isSure(now)) found.push({ kind: 'memberOptional', ...place, effect: readers })
  const [before, after] = [defaultOf(old), defaultOf(now)]
  changed(
    'defaultChanged',
    before === undefined ? undefined : writeJson(before),
    after === undefined ? undefined : writeJson(after),
    nobody,
  )
  const [oldBinding, binding] = wire.rest ? [bindingText(old), bindingText(now)] : ['body', 'body']
  changed('bindingChanged', oldBinding, binding, everyone)
  if (oldBinding === binding) {
    if (isInBody(binding)) changed('wireNameChanged', nameText(old, wire), nameText(now, wire), everyone)
    changed('wireFormChanged', formText(old.traits, wire), formText(now.traits, wire), everyone)
    changed('timestampFormatChanged', timestampText(old, oldBinding, wire), timestampText(now, binding, wire), everyone)
  }
  const streaming = (member: Member): string =>
    targetOf(member).traits.streaming === true ? 'a stream' : 'not a stream'
  changed('streamingChanged', streaming(old), streaming(now), everyone)
  if (old.traits.deprecated === undefined && now.traits.deprecated !== undefined) {
    found.push({ kind: 'deprecated', ...place, ...said(undefined, now.traits.deprecated.message), effect: nobody })
  }
  return found
}

const isOpen = (schema: Schema): boolean => schema._tag === 'structure' || schema._tag === 'union'

const addedOrRemoved = (old: Schema, now: Schema): ReadonlyArray<Difference> => {
  const shape = nameOf(old.id)
  const isUnion = old._tag === 'union'
  const names = (schema: Schema): ReadonlySet<string> => new Set(membersOf(schema).map(({ name }) => name))
  const [before, after] = [names(old), names(now)]
  const removed = membersOf(old)
    .filter(({ name }) => !after.has(name))
    .map(
      ({ name, target }): Difference => ({
        kind: isUnion ? 'alternativeRemoved' : 'memberRemoved',
        shape,
        member: name,
        before: nameOf(target().id),
        effect: isUnion ? writers : everyone,
      }),
    )
  const added = membersOf(now)
    .filter(({ name }) => !before.has(name))
    .map((member): Difference => {
      const needed = !isUnion && isNeeded(member)
      return {
        kind: isUnion ? 'alternativeAdded' : needed ? 'requiredMemberAdded' : 'memberAdded',
        shape,
        member: member.name,
        after: nameOf(member.target().id),
        effect: isUnion ? strictReaders : needed ? writers : nobody,
      }
    })
  return [...removed, ...added]
}

// -------------------------------------------------------------------------------------
// destructors
// -------------------------------------------------------------------------------------

const isPrelude = ({ id }: Schema): boolean => id.startsWith('smithy.api#')

/** Whether a pair's members can be held against each other. */
export const isAlike = (old: Schema, now: Schema): boolean => old._tag === now._tag

/** The members that both have, in the old order. */
export const stepsOf = (old: Schema, now: Schema): ReadonlyArray<Step> => {
  if (!isAlike(old, now)) return []
  const news = new Map(membersOf(now).map((member) => [member.name, member]))
  return membersOf(old).flatMap((member) => {
    const other = news.get(member.name)
    return other === undefined
      ? []
      : [{ segment: isOpen(old) ? member.name : `(${member.name})`, old: member, new: other }]
  })
}

/** What differs between two schemas themselves, their targets left to others. */
export const differencesOf = (place: Place, old: Schema, now: Schema, wire: Wire): ReadonlyArray<Difference> => {
  if (!isAlike(old, now)) {
    return [{ kind: 'kindChanged', ...place, ...said(old._tag, now._tag), effect: kindEffect(old._tag, now._tag) }]
  }
  const [before, after] = [nameOf(old.id), nameOf(now.id)]
  const renamed = before !== after && !isPrelude(old) && !isPrelude(now) && place.member === undefined
  return [
    ...(renamed ? [{ kind: 'shapeRenamed', ...place, before, after, effect: nobody } as const] : []),
    ...limits(place, old.traits, now.traits),
    ...((old._tag === 'enum' || old._tag === 'intEnum') && (now._tag === 'enum' || now._tag === 'intEnum')
      ? enumValues(place, old, now)
      : []),
    ...(old.traits.sensitive === now.traits.sensitive
      ? []
      : [
          {
            kind: 'sensitivityChanged',
            ...place,
            ...said(
              ...([old, now].map(({ traits }) => (traits.sensitive ? 'sensitive' : 'plain')) as [string, string]),
            ),
            effect: nobody,
          } as const,
        ]),
    ...(isOpen(old) ? addedOrRemoved(old, now) : []),
    ...stepsOf(old, now).flatMap((step) => memberDifferences(old, step.old, step.new, wire)),
  ]
}
