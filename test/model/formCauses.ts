/**
 * Why two forms of a service may differ: what their texts say, and what botocore's form cannot say.
 */
import type { Service } from '../../lib/index.js'
import type { Member, Schema } from '../../lib/schema/index.js'
import { nameOf } from '../../lib/schema/index.js'

// model

export type Raw = Readonly<Record<string, unknown>>

/** Both readings and both texts of a service. */
export interface Pair {
  readonly name: string
  readonly botocore: Service
  readonly smithy: Service
  readonly rawBotocore: Raw
  readonly rawSmithy: Raw
}

// raw texts

export const record = (u: unknown): Raw => (typeof u === 'object' && u !== null ? (u as Raw) : {})

export const at = (u: unknown, ...path: ReadonlyArray<string>): unknown =>
  path.reduce<unknown>((part, name) => record(part)[name], u)

/** What the two texts say at a member or shape: botocore's reference and shape as one, Smithy's traits of both as one. */
interface Said {
  readonly botocore: Raw
  readonly smithy: Raw
}

const smithyTraits = (pair: Pair, id: string): Raw => record(at(pair.rawSmithy, 'shapes', id, 'traits'))

export const botocoreShape = (pair: Pair, id: string): Raw => record(at(pair.rawBotocore, 'shapes', nameOf(id)))

export interface Spot {
  readonly where: string
  readonly own: { readonly botocore: Raw; readonly smithy: Raw }
  readonly targets: { readonly botocore: Schema; readonly smithy: Schema }
  readonly member?: { readonly botocore: Member; readonly smithy: Member }
  readonly isRoot: boolean
}

export const saidAt = (pair: Pair, { own, targets }: Spot): Said => ({
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

export const boundsIn = (u: unknown): unknown => [at(u, 'min') ?? 0, at(u, 'max')]

/** The kind that botocore's text says, in Smithy's word. */
export const kindSaid = (raw: Raw): string => {
  if (raw['union'] === true || raw['eventstream'] === true) return 'union'
  if (raw['document'] === true) return 'document'
  return raw['enum'] === undefined ? String(raw['type']) : 'enum'
}

// causes

interface Row {
  readonly what: RegExp
  readonly reason: string
  readonly applies: (botocore: unknown, smithy: unknown, pair: Pair, spot: Spot | undefined) => boolean
}

const isAbsent = (botocore: unknown): boolean => botocore === undefined

const protocolOf = ({ rawBotocore }: Pair): string => String(at(rawBotocore, 'metadata', 'protocol'))

const isXml = (pair: Pair): boolean => /xml|query|ec2/.test(protocolOf(pair))

export const isRest = (pair: Pair): boolean => protocolOf(pair).startsWith('rest')

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
  {
    what: /^service id$/,
    reason: 'the name of the service is on no wire of the protocol',
    applies: (_, __, pair) => isRest(pair) || isXml(pair),
  },
  {
    what: /^http uri$/,
    reason: 'botocore leaves out the SDKs’ own mark in the query',
    applies: (botocore, smithy) => typeof smithy === 'string' && smithy.replace(/[?&]x-id=\w+$/, '') === botocore,
  },
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
export const bare = (u: unknown): unknown => (typeof u === 'string' ? u.replace(/^\^/, '').replace(/\$$/, '') : u)

export const textOf = (u: unknown): string => JSON.stringify(u) ?? 'nothing'

/** Whether the texts of the models differ in what a trait says. */
const differsInText = (what: string, pair: Pair, spot: Spot | undefined): boolean => {
  const word = words[what]
  if (word === undefined || spot === undefined) return false
  const { botocore, smithy } = saidAt(pair, spot)
  return textOf(word[0](botocore)) !== textOf(word[1](smithy))
}

/** Why a reading of botocore and one of Smithy differ. */
export const causeOf = (
  what: string,
  botocore: unknown,
  smithy: unknown,
  pair: Pair,
  spot: Spot | undefined,
  inText: boolean | undefined,
): { readonly cause: 'version' | 'form' | 'mistake'; readonly reason: string } => {
  const row = formRows.find((one) => one.what.test(what) && one.applies(botocore, smithy, pair, spot))
  if (row !== undefined) return { cause: 'form', reason: row.reason }
  return (inText ?? differsInText(what, pair, spot))
    ? { cause: 'version', reason: 'the models’ texts differ' }
    : { cause: 'mistake', reason: 'none' }
}
