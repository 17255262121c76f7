/**
 * What differs between a service read from botocore and the same read from Smithy, over the operations that both have, and
 * why: another version of the model, what botocore's form cannot say, or a mistake of a reader.
 *
 * A difference counts as one of version only where the texts of the two models differ themselves; as one of form only by a
 * row of the table; all others are mistakes.
 */
import type { AnyOperation, Service } from '../../lib/index.js'
import { anchored } from '../../lib/model/index.js'
import type { Member, Schema, Traits } from '../../lib/schema/index.js'
import { membersOf, nameOf, targetOf } from '../../lib/schema/index.js'

// model

type Raw = Readonly<Record<string, unknown>>

/** Both readings and both texts of a service. */
export interface Pair {
  readonly name: string
  readonly botocore: Service
  readonly smithy: Service
  readonly rawBotocore: Raw
  readonly rawSmithy: Raw
}

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

// raw texts

const record = (u: unknown): Raw => (typeof u === 'object' && u !== null ? (u as Raw) : {})

const at = (u: unknown, ...path: ReadonlyArray<string>): unknown =>
  path.reduce<unknown>((part, name) => record(part)[name], u)

/** What the two texts say at a member or shape: botocore's reference and shape as one, Smithy's traits of both as one. */
interface Said {
  readonly botocore: Raw
  readonly smithy: Raw
}

const smithyTraits = (pair: Pair, id: string): Raw => record(at(pair.rawSmithy, 'shapes', id, 'traits'))

const botocoreShape = (pair: Pair, id: string): Raw => record(at(pair.rawBotocore, 'shapes', nameOf(id)))

interface Spot {
  readonly where: string
  readonly own: { readonly botocore: Raw; readonly smithy: Raw }
  readonly targets: { readonly botocore: Schema; readonly smithy: Schema }
  readonly member?: { readonly botocore: Member; readonly smithy: Member }
  readonly isRoot: boolean
}

const saidAt = (pair: Pair, { own, targets }: Spot): Said => ({
  botocore: { ...botocoreShape(pair, targets.botocore.id), ...own.botocore },
  smithy: { ...smithyTraits(pair, targets.smithy.id), ...own.smithy },
})

/** The word of each form for a trait; both as text, for comparison. */
const words: Readonly<Record<string, readonly [botocore: (raw: Raw) => unknown, smithy: (raw: Raw) => unknown]>> = {
  length: [({ min, max }) => [min ?? 0, max], (raw) => boundsIn(raw['smithy.api#length'])],
  range: [
    ({ min, max }) => [min, max],
    (raw) => [at(raw['smithy.api#range'], 'min'), at(raw['smithy.api#range'], 'max')],
  ],
  pattern: [({ pattern }) => pattern, (raw) => raw['smithy.api#pattern']],
  sensitive: [({ sensitive }) => sensitive === true, (raw) => raw['smithy.api#sensitive'] !== undefined],
  deprecated: [({ deprecated }) => deprecated === true, (raw) => raw['smithy.api#deprecated'] !== undefined],
  httpError: [({ error }) => at(error, 'httpStatusCode'), (raw) => raw['smithy.api#httpError']],
  awsQueryError: [({ error }) => at(error, 'code'), (raw) => at(raw['aws.protocols#awsQueryError'], 'code')],
  retryable: [({ retryable }) => retryable !== undefined, (raw) => raw['smithy.api#retryable'] !== undefined],
}

const boundsIn = (u: unknown): unknown => [at(u, 'min') ?? 0, at(u, 'max')]

// causes

interface Row {
  readonly what: RegExp
  readonly reason: string
  readonly applies: (botocore: unknown, smithy: unknown, pair: Pair, spot: Spot | undefined) => boolean
}

const isAbsent = (botocore: unknown): boolean => botocore === undefined

const protocolOf = ({ rawBotocore }: Pair): string => String(at(rawBotocore, 'metadata', 'protocol'))

const isXml = (pair: Pair): boolean => /xml|query|ec2/.test(protocolOf(pair))

const isRest = (pair: Pair): boolean => protocolOf(pair).startsWith('rest')

/** What botocore's form cannot say, or says otherwise, without a difference on the wire. */
const formRows: ReadonlyArray<Row> = [
  { what: /^(default|sparse|uniqueItems|mediaType)$/, reason: 'botocore has no word for it', applies: isAbsent },
  { what: /^(input|output|addedDefault|clientOptional)$/, reason: 'botocore has no word for it', applies: isAbsent },
  {
    what: /^(httpError|awsQueryError|retryable)$/,
    reason: 'botocore leaves out what its client does not read',
    applies: isAbsent,
  },
  { what: /^enumLength$/, reason: 'a length beside listed values says nothing', applies: isAbsent },
  { what: /^xml/, reason: 'the protocol has no XML', applies: (_, __, pair) => !isXml(pair) },
  {
    what: /^http(Header|Query|Label|Payload|PrefixHeaders|ResponseCode)$/,
    reason: 'the protocol binds nothing',
    applies: (_, __, pair) => !isRest(pair),
  },
  {
    what: /^rootName$/,
    reason: 'botocore does not name the roots of answers',
    applies: (_, __, pair, spot) => spot?.where.endsWith('.out') === true || !isXml(pair),
  },
  {
    what: /^xmlNamespace$/,
    reason: 'botocore says the service’s namespace again',
    applies: (botocore, smithy, { smithy: { xmlNamespace } }) =>
      smithy === undefined && at(botocore, 'uri') === xmlNamespace?.uri,
  },
  { what: /^service id$/, reason: 'the name of the service is on no wire', applies: (_, __, pair) => isRest(pair) },
  { what: /^service xmlNamespace$/, reason: 'the protocol has no XML', applies: (_, __, pair) => !isXml(pair) },
  {
    what: /^pattern$/,
    reason: 'anchors: the text is the same but for them',
    applies: (_, __, pair, spot) => {
      const { botocore, smithy } = spot === undefined ? { botocore: {}, smithy: {} } : saidAt(pair, spot)
      return bare(at(botocore, 'pattern')) === bare(at(smithy, 'smithy.api#pattern'))
    },
  },
]

/** A pattern without its outer anchors. */
const bare = (u: unknown): unknown => (typeof u === 'string' ? u.replace(/^\^/, '').replace(/\$$/, '') : u)

const textOf = (u: unknown): string => JSON.stringify(u) ?? 'nothing'

/** Whether the texts of the models differ in what a trait says. */
const differsInText = (what: string, pair: Pair, spot: Spot | undefined): boolean => {
  const word = words[what]
  if (word === undefined || spot === undefined) return false
  const { botocore, smithy } = saidAt(pair, spot)
  return textOf(word[0](botocore)) !== textOf(word[1](smithy))
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
    const row = formRows.find((one) => one.what.test(what) && one.applies(botocore, smithy, pair, spot))
    const version = row === undefined && (inText ?? differsInText(what, pair, spot))
    const cause = row !== undefined ? 'form' : version ? 'version' : 'mistake'
    differences.push({
      service: pair.name,
      what,
      where,
      botocore,
      smithy,
      cause,
      reason: row?.reason ?? (version ? 'the models’ texts differ' : 'none'),
    })
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
      const texts = saidAt(pair, spot)
      note(
        'kind',
        where,
        botocore._tag,
        smithy._tag,
        undefined,
        !textOf(texts.botocore['type']).includes(smithy._tag) && texts.botocore['union'] === undefined,
      )
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
      note('http uri', mine.name, mine.traits.http?.uri, theirs.traits.http?.uri)
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
