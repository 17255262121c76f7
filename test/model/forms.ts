/**
 * What differs between a service read from botocore and the same read from Smithy, over the operations that both have, and
 * why: another version of the model, what botocore's form cannot say, or a mistake of a reader.
 *
 * A difference counts as one of version only where the texts of the two models differ themselves; as one of form only by a
 * row of the table; all others are mistakes.
 */
import type { AnyOperation } from '../../lib/index.js'
import { anchored } from '../../lib/model/index.js'
import type { Schema, Traits } from '../../lib/schema/index.js'
import { membersOf, nameOf, targetOf } from '../../lib/schema/index.js'
import type { Pair, Raw, Spot } from './formCauses.js'
import { at, bare, botocoreShape, boundsIn, causeOf, isRest, kindSaid, record, saidAt, textOf } from './formCauses.js'

// model

export interface Difference {
  readonly service: string
  readonly what: string
  readonly where: string
  readonly botocore: unknown
  readonly smithy: unknown
  readonly cause: 'version' | 'form' | 'mistake'
  readonly reason: string
}

/** How often a pattern that both forms have got its anchors back as Smithy has them. */
export interface Anchors {
  same: number
  restored: number
  otherwise: Array<string>
}

// comparison

const compared = [
  'length',
  'range',
  'pattern',
  'sensitive',
  'uniqueItems',
  'timestampFormat',
  'mediaType',
  'streaming',
  'requiresLength',
  'sparse',
  'error',
  'httpError',
  'awsQueryError',
  'retryable',
] as const satisfies ReadonlyArray<keyof Traits>

const comparedOfMember = [
  'httpLabel',
  'httpQuery',
  'httpQueryParams',
  'httpHeader',
  'httpPrefixHeaders',
  'httpPayload',
  'httpResponseCode',
  'hostLabel',
  'idempotencyToken',
  'default',
  'jsonName',
  'xmlAttribute',
  'xmlFlattened',
  'xmlNamespace',
  'ec2QueryName',
  'eventHeader',
  'eventPayload',
  'clientOptional',
  'addedDefault',
  'deprecated',
] as const satisfies ReadonlyArray<keyof Traits>

/** A trait as far as it means something: a fewest of zero and a throttling of false say nothing. */
const meaning = (name: string, value: unknown): unknown => {
  if (name === 'length' && value !== undefined) {
    const bounds = boundsIn(value) as ReadonlyArray<unknown>
    return bounds[0] === 0 && bounds[1] === undefined ? undefined : bounds
  }
  if (name === 'retryable' && at(value, 'throttling') === false) return {}
  if (name === 'deprecated') return value !== undefined
  return value
}

/** Every difference of a pair, and what became of its anchors. */
export const compareForms = (
  pair: Pair,
): { readonly differences: ReadonlyArray<Difference>; readonly shared: number; readonly anchors: Anchors } => {
  const differences: Array<Difference> = []
  const anchors: Anchors = { same: 0, restored: 0, otherwise: [] }
  const seen = new Set<string>()

  const note = (
    what: string,
    where: string,
    botocore: unknown,
    smithy: unknown,
    spot?: Spot,
    inText?: boolean,
  ): void => {
    if (textOf(botocore) === textOf(smithy)) return
    const { cause, reason } = causeOf(what, botocore, smithy, pair, spot, inText)
    differences.push({ service: pair.name, what, where, botocore, smithy, cause, reason })
  }

  const noteAnchors = (spot: Spot): void => {
    const { botocore, smithy } = saidAt(pair, spot)
    const mine = at(botocore, 'pattern')
    const theirs = at(smithy, 'smithy.api#pattern')
    if (typeof mine !== 'string' || typeof theirs !== 'string' || bare(mine) !== bare(theirs)) return
    const key = `anchors ${spot.targets.botocore.id}`
    if (seen.has(key)) return
    seen.add(key)
    if (mine === theirs) anchors.same++
    if (anchored(mine) === theirs || anchored(mine).replace(/^\^\(\?:(.*)\)\$$/, '^$1$') === theirs) anchors.restored++
    else
      anchors.otherwise.push(
        `${pair.name} ${nameOf(spot.targets.botocore.id)}: ${mine} became ${anchored(mine)}, Smithy has ${theirs}`,
      )
  }

  const compareTraits = (spot: Spot, names: ReadonlyArray<keyof Traits>, botocore: Traits, smithy: Traits): void => {
    for (const name of names) note(name, spot.where, meaning(name, botocore[name]), meaning(name, smithy[name]), spot)
  }

  const compareNames = (
    what: string,
    where: string,
    botocore: ReadonlyArray<string>,
    smithy: ReadonlyArray<string>,
    texts: readonly [ReadonlyArray<string>, ReadonlyArray<string>],
  ): void => {
    const missing = (from: ReadonlyArray<string>, names: ReadonlyArray<string>) =>
      names.filter((name) => !from.includes(name))
    for (const name of missing(botocore, smithy))
      note(what, where, undefined, name, undefined, !texts[0].includes(name) && texts[1].includes(name))
    for (const name of missing(smithy, botocore))
      note(what, where, name, undefined, undefined, texts[0].includes(name) && !texts[1].includes(name))
  }

  const compareShapes = (spot: Spot): void => {
    const { targets, where } = spot
    const { botocore, smithy } = targets
    if (botocore._tag !== smithy._tag) {
      const mine = kindSaid(botocoreShape(pair, botocore.id))
      const theirs = String(at(pair.rawSmithy, 'shapes', smithy.id, 'type') ?? nameOf(smithy.id).toLowerCase())
      note('kind', where, botocore._tag, smithy._tag, undefined, mine !== theirs)
      return
    }
    if (botocore._tag === 'string') noteAnchors(spot)
    const isEnum = botocore._tag === 'enum'
    compareTraits(
      spot,
      compared.filter((name) => !isEnum || name !== 'length'),
      botocore.traits,
      smithy.traits,
    )
    if (isEnum) note('enumLength', where, botocore.traits.length, smithy.traits.length, spot)
    if (spot.isRoot)
      note(
        'rootName',
        where,
        botocore.traits.xmlName ?? nameOf(botocore.id),
        smithy.traits.xmlName ?? nameOf(smithy.id),
        spot,
      )
    const key = `${botocore.id} ${smithy.id}`
    if (seen.has(key)) return
    seen.add(key)
    if (botocore._tag === 'enum' && smithy._tag === 'enum') {
      const listed = (one: typeof botocore) => one.values.map(({ value }) => value)
      const said = Object.entries(record(at(pair.rawSmithy, 'shapes', smithy.id, 'members'))).map(([name, member]) =>
        String(at(member, 'traits', 'smithy.api#enumValue') ?? name),
      )
      const texts = [at(botocoreShape(pair, botocore.id), 'enum') as ReadonlyArray<string>, said] as const
      compareNames('enum value', nameOf(smithy.id), listed(botocore), listed(smithy), texts)
    }
    compareMembers(botocore, smithy)
  }

  const compareMembers = (botocore: Schema, smithy: Schema): void => {
    const mine = membersOf(botocore)
    const theirs = membersOf(smithy)
    const rawMine = record(at(botocoreShape(pair, botocore.id), 'members'))
    const rawTheirs = record(at(pair.rawSmithy, 'shapes', smithy.id, 'members'))
    compareNames(
      'member',
      nameOf(smithy.id),
      mine.map(({ name }) => name),
      theirs.map(({ name }) => name),
      [Object.keys(rawMine), Object.keys(rawTheirs)],
    )
    for (const their of theirs) {
      const my = mine.find(({ name }) => name === their.name)
      if (my === undefined) continue
      const isPart = botocore._tag === 'list' || botocore._tag === 'map'
      const own = {
        botocore: record(isPart ? botocoreShape(pair, botocore.id)[their.name] : rawMine[their.name]),
        smithy: record(
          at(isPart ? at(pair.rawSmithy, 'shapes', smithy.id, their.name) : rawTheirs[their.name], 'traits'),
        ),
      }
      const where = `${nameOf(smithy.id)}$${their.name}`
      const spot: Spot = {
        where,
        own,
        targets: { botocore: targetOf(my), smithy: targetOf(their) },
        member: { botocore: my, smithy: their },
        isRoot: false,
      }
      compareTraits(spot, comparedOfMember, my.traits, their.traits)
      note('xmlName', where, my.traits.xmlName ?? their.name, their.traits.xmlName ?? their.name, spot)
      const listed = (at(botocoreShape(pair, botocore.id), 'required') ?? []) as ReadonlyArray<string>
      const saysRequired = own.smithy['smithy.api#required'] !== undefined
      note('required', where, my.required, their.required, undefined, listed.includes(their.name) !== saysRequired)
      compareShapes(spot)
    }
  }

  const compareOperations = (mine: AnyOperation, theirs: AnyOperation): void => {
    const raw = record(at(pair.rawBotocore, 'operations', mine.name))
    const http = at(pair.rawSmithy, 'shapes', theirs.id, 'traits', 'smithy.api#http')
    const status = (at(raw, 'http', 'responseCode') ?? 200) !== (at(http, 'code') ?? 200)
    if (isRest(pair)) {
      note('http method', mine.name, mine.traits.http?.method, theirs.traits.http?.method)
      const labels = (uri: unknown) => String(uri).replace(/\{[^}+]+/g, '{')
      const uris = labels(at(raw, 'http', 'requestUri')) !== labels(at(http, 'uri'))
      note('http uri', mine.name, mine.traits.http?.uri, theirs.traits.http?.uri, undefined, uris)
      note('http status', mine.name, mine.traits.http?.code, theirs.traits.http?.code, undefined, status)
    }
    note('host prefix', mine.name, mine.traits.hostPrefix, theirs.traits.hostPrefix)
    note('checksum', mine.name, mine.traits.md5 !== undefined, theirs.traits.md5 !== undefined)
    note('compression', mine.name, mine.traits.compression, theirs.traits.compression)
    const root = (where: string, botocore: Schema, smithy: Schema): void =>
      compareShapes({ where, own: { botocore: {}, smithy: {} }, targets: { botocore, smithy }, isRoot: true })
    root(`${mine.name}.in`, mine.input.schema, theirs.input.schema)
    root(`${mine.name}.out`, mine.output.schema, theirs.output.schema)
    const errorsOf = ({ errors }: AnyOperation) => errors.map(({ schema }) => nameOf(schema.id))
    const texts = [
      ((raw['errors'] ?? []) as ReadonlyArray<Raw>).map(({ shape }) => String(shape)),
      [
        ...((at(pair.rawSmithy, 'shapes', theirs.id, 'errors') ?? []) as ReadonlyArray<Raw>),
        ...((at(pair.rawSmithy, 'shapes', pair.smithy.id, 'errors') ?? []) as ReadonlyArray<Raw>),
      ].map(({ target }) => nameOf(String(target))),
    ] as const
    compareNames('error', mine.name, errorsOf(mine), errorsOf(theirs), texts)
    for (const error of theirs.errors) {
      const same = mine.errors.find(({ schema }) => nameOf(schema.id) === nameOf(error.schema.id))
      if (same !== undefined) root(`${mine.name}.error`, same.schema, error.schema)
    }
  }

  const { botocore, smithy } = pair
  const stated = record(at(pair.rawSmithy, 'shapes', smithy.id, 'traits'))
  note('service id', pair.name, nameOf(botocore.id), nameOf(smithy.id))
  note('service version', pair.name, botocore.version, smithy.version)
  note('service sdk id', pair.name, botocore.sdkId, smithy.sdkId)
  note('service xmlNamespace', pair.name, botocore.xmlNamespace, smithy.xmlNamespace)
  const ids = [Object.keys(botocore.protocols), Object.keys(smithy.protocols)] as const
  for (const id of ids[0].filter((one) => !ids[1].includes(one)))
    note('service protocol', pair.name, id, undefined, undefined, !(id in stated))
  for (const id of ids[1].filter((one) => !ids[0].includes(one))) note('service protocol', pair.name, undefined, id)
  note(
    'service query codes',
    pair.name,
    botocore.queryCompatible,
    smithy.queryCompatible,
    undefined,
    !('aws.protocols#awsQueryCompatible' in stated),
  )
  let shared = 0
  for (const theirs of smithy.operations) {
    const mine = botocore.operations.find(({ name }) => name === theirs.name)
    if (mine === undefined) continue
    shared++
    compareOperations(mine, theirs)
  }
  return { differences, shared, anchors }
}
