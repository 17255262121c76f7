/**
 * Arbitrary operations, for laws over every binding: input, output and errors whose members lie in labels, queries,
 * headers, payloads and bodies, with the traits that each protocol heeds.
 *
 * Law: each operation keeps Smithy's rules for bindings: labels are required, one member is the payload and then no
 * other lies in the body, names of one kind differ after case-folding, attributes are of simple kinds.
 */

import type { AnyOperation, ServiceInfo } from '../operation/Operation.js'
import { operation } from '../operation/Operation.js'
import type { Member, Schema, SimpleKind, StructureSchema } from '../schema/Schema.js'
import { simple, targetOf } from '../schema/Schema.js'
import type { HttpTraits, Traits } from '../schema/Traits.js'
import { shapeOf } from '../shape/shapeOf.js'
import type { Document } from '../value/Document.js'
import type { Arbitrary, FastCheck } from './FastCheck.js'
import { arbitrarySchema } from './schemas.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/**
 * Which names the syntax of a body allows: `any` text, as JSON and CBOR do; `xml` names; names of a `form`, in which a
 * dot parts levels.
 */
export type NameStyle = 'any' | 'xml' | 'form'

export interface OperationOptions {
  readonly names: NameStyle
}

/** The parts of a message where the plan of a member may put it. */
type Slot =
  | 'body'
  | 'label'
  | 'greedy'
  | 'query'
  | 'queryList'
  | 'queryParams'
  | 'header'
  | 'headerList'
  | 'prefixHeaders'
  | 'payload'
  | 'status'

interface MemberPlan {
  readonly name: string
  readonly slot: Slot
  readonly required: boolean
  /** Of the schemas that a slot may target, which one. */
  readonly pick: number
  readonly body: Schema
}

type Side = 'input' | 'output' | 'error'

/** A source of small whole numbers, the same sequence for the same plan. */
type Choices = () => number

// -------------------------------------------------------------------------------------
// targets of bound members
// -------------------------------------------------------------------------------------

const latin = '^[\\t\\x20-\\x7e\\x80-\\xff]{0,12}$'

const texts: ReadonlyArray<Traits> = [
  {},
  { pattern: latin },
  { pattern: latin, length: { min: 1 } },
  { pattern: '^[ -~]{1,9}$' },
]

const boundTexts: ReadonlyArray<Schema> = [
  ...texts.map((traits, i): Schema => simple('string', `test.bindings#Text${i}`, traits)),
  simple('string', 'test.bindings#Media', { mediaType: 'application/json' }),
  {
    _tag: 'enum',
    id: 'test.bindings#Kind',
    traits: {},
    values: ['A', 'two words', 'a,"b"', 'é'].map((value) => ({ name: value, value, traits: {} })),
  },
]

const numberKinds: ReadonlyArray<SimpleKind> = [
  'byte',
  'short',
  'integer',
  'long',
  'bigInteger',
  'bigDecimal',
  'float',
  'double',
  'boolean',
]

const timestampFormats = [undefined, 'date-time', 'epoch-seconds', 'http-date'] as const

const boundOthers: ReadonlyArray<Schema> = [
  ...numberKinds.map((kind) => simple(kind, `test.bindings#${kind}`, {}) as Schema),
  ...timestampFormats.map(
    (timestampFormat): Schema =>
      simple(
        'timestamp',
        `test.bindings#Time${timestampFormat ?? ''}`,
        timestampFormat === undefined ? {} : { timestampFormat },
      ),
  ),
  {
    _tag: 'intEnum',
    id: 'test.bindings#Number',
    traits: {},
    values: [0, 7, -1].map((value) => ({ name: `N${value}`, value, traits: {} })),
  },
]

const bound: ReadonlyArray<Schema> = [...boundTexts, ...boundTexts, ...boundOthers]

const member = (name: string, target: Schema, traits: Traits = {}): Member => ({
  name,
  field: name,
  target: () => target,
  required: false,
  traits,
})

const listOf = (item: Schema): Schema => ({
  _tag: 'list',
  id: `test.bindings#ListOf${item.id.slice(14)}`,
  traits: {},
  member: member('member', item),
})

const mapOf = (key: Schema, value: Schema): Schema => ({
  _tag: 'map',
  id: 'test.bindings#Map',
  traits: {},
  key: member('key', key),
  value: member('value', value),
})

const anyText: Schema = simple('string', 'test.bindings#Any', {})
const token: Schema = simple('string', 'test.bindings#Token', { pattern: "^[a-z0-9!#$%&'*+.^_`|~-]{1,8}$" })
const mixedToken: Schema = simple('string', 'test.bindings#MixedToken', { pattern: '^[aAbB]$' })

const listsOf: ReadonlyArray<Schema> = bound.map(listOf)
const paramMaps: ReadonlyArray<Schema> = [mapOf(anyText, anyText), mapOf(anyText, listOf(anyText))]
const prefixMaps: ReadonlyArray<Schema> = [
  mapOf(token, boundTexts[1] as Schema),
  mapOf(token, boundTexts[3] as Schema),
  mapOf(mixedToken, boundTexts[3] as Schema),
  mapOf(anyText, boundTexts[3] as Schema),
]
const statuses: ReadonlyArray<Schema> = [simple('integer', 'test.bindings#Status', { range: { min: 200, max: 299 } })]
const labels: ReadonlyArray<Schema> = [
  ...bound.filter(({ traits }) => traits.mediaType === undefined),
  simple('string', 'test.bindings#Path', { pattern: '^[a/.~ %?#é]{1,6}$' }),
]
const rawPayloads: ReadonlyArray<Schema> = [
  simple('blob', 'test.bindings#Blob', {}),
  simple('blob', 'test.bindings#Image', { mediaType: 'image/png' }),
  anyText,
  simple('string', 'test.bindings#Html', { mediaType: 'text/html' }),
  boundTexts[boundTexts.length - 1] as Schema,
]

const payloads: ReadonlyArray<Schema> = [
  ...rawPayloads,
  { _tag: 'structure', id: 'test.bindings#Small', traits: {}, members: [member('Name', anyText)], rules: [] },
]

/** What a payload in the body's own format may target. */
const isPayload = ({ _tag }: Schema): boolean =>
  _tag === 'structure' || _tag === 'union' || _tag === 'list' || _tag === 'map' || _tag === 'document'

const schemaFor = ({ slot, pick, body }: MemberPlan): Schema => {
  const of = (all: ReadonlyArray<Schema>): Schema => all[pick % all.length] as Schema
  switch (slot) {
    case 'body':
      return body
    case 'label':
    case 'greedy':
      return of(labels)
    case 'query':
    case 'header':
      return of(bound)
    case 'queryList':
    case 'headerList':
      return of(listsOf)
    case 'queryParams':
      return of(paramMaps)
    case 'prefixHeaders':
      return of(prefixMaps)
    case 'payload':
      return isPayload(body) && pick % 2 === 0 ? body : of(payloads)
    case 'status':
      return of(statuses)
  }
}

// -------------------------------------------------------------------------------------
// names
// -------------------------------------------------------------------------------------

const identifiers: ReadonlyArray<string> = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'valueOf',
  'entry',
  'member',
  'key',
  'value',
  'item',
  '_tag',
  'Name',
  'Items',
  'then',
  'length',
  'raw',
  'Id',
]

const hostileNames: ReadonlyArray<string> = ['', 'a.b', '0', '😀', 'a"b\\', '\u2028', 'é', 'A b']

/** Beyond an identifier; the prefixed ones need a declaration. */
const xmlNames: ReadonlyArray<string> = ['a-b', 'a.b', 'é', 'Renamed', 'p:Name', 'p:entry', '字']
const formNames: ReadonlyArray<string> = ['a-b', 'é', 'Renamed', 'entry', 'member', '_1', '字', 'key']

const queryNames: ReadonlyArray<string> = [
  'q',
  'a b',
  '&',
  '=',
  '%41',
  '+',
  'é',
  '__proto__',
  '0',
  'a.b',
  'q[]',
  '😀',
  'Marker',
]
const headerNames: ReadonlyArray<string> = [
  'X-A',
  'x-long-name',
  'X-__proto__',
  'constructor',
  "x-!#$%&'*+.^_`|~",
  'X-0',
  'ETag',
  'If-Match',
  'Cache-Control',
  'Last-Modified',
]
const prefixes: ReadonlyArray<string> = ['X-Meta-', 'p!', 'Opc-Req-']

/** What each protocol puts into errors, bodies and forms of its own. */
const reserved = [
  'action',
  'version',
  'code',
  'type',
  'message',
  'requestid',
  'error',
  'errors',
  '__type',
  'xml',
  'fieldlist',
]

const isIdentifier = (name: string): boolean => /^[A-Za-z_][A-Za-z\d_]*$/.test(name)

/** The first of the names that is free, or the last one with a number; it is taken from then on. Case does not count. */
const claim = (taken: Set<string>, names: ReadonlyArray<string>): string => {
  const isFree = (name: string): boolean => !taken.has(name.toLowerCase())
  let found = names.find(isFree)
  for (let i = 1; found === undefined; i++) {
    const tried = `${names[names.length - 1]}${i}`
    if (isFree(tried)) found = tried
  }
  taken.add(found.toLowerCase())
  return found
}

const localOf = (name: string): string => name.slice(name.indexOf(':') + 1)

// -------------------------------------------------------------------------------------
// dressing
// -------------------------------------------------------------------------------------

const isAttributable = ({ _tag }: Schema): boolean =>
  !['blob', 'document', 'list', 'map', 'structure', 'union'].includes(_tag)

/** One chance in so many. */
const chance = (next: Choices, of: number): boolean => next() % of === of - 1

/** The traits of XML and forms for a member of a structure or union, its names claimed. */
const dressed = (
  style: NameStyle,
  inUnion: boolean,
  target: Schema,
  name: string,
  taken: Set<string>,
  next: Choices,
): Traits => {
  const traits: { -readonly [K in keyof Traits]: Traits[K] } = {}
  const isList = target._tag === 'list' || target._tag === 'map'
  if (isList && chance(next, 3)) traits.xmlFlattened = true
  if (style === 'xml' && !inUnion && isAttributable(target) && chance(next, 4)) {
    traits.xmlAttribute = true
    if (chance(next, 3)) traits.xmlName = claim(taken, ['attr', 'a-b', 'é'])
    return traits
  }
  if (style === 'xml' && chance(next, 6))
    traits.xmlNamespace = { uri: 'https://example.com/a&b', ...(chance(next, 2) ? { prefix: 'p' } : {}) }
  if (chance(next, 3)) {
    const names =
      style === 'xml'
        ? xmlNames.filter((one) => !one.startsWith('p:') || traits.xmlNamespace?.prefix === 'p')
        : formNames
    const chosen = names[next() % names.length] as string
    // An XML protocol tells names apart by their local parts.
    const local = claim(taken, [localOf(chosen)])
    traits.xmlName = chosen.startsWith('p:') ? `p:${local}` : local
  }
  if (style === 'form' && chance(next, 4)) traits.ec2QueryName = claim(taken, [`Ec2${name}`])
  return traits
}

/** A copy of a schema whose names the style allows, with the traits of XML and forms here and there. */
const dress = (root: Schema, style: NameStyle, next: Choices): Schema => {
  if (style === 'any') return root
  const known = new Map<Schema, { made: Schema | undefined }>()
  const go = (schema: Schema): (() => Schema) => {
    const seen = known.get(schema)
    if (seen !== undefined) return () => seen.made as Schema
    const holder: { made: Schema | undefined } = { made: undefined }
    known.set(schema, holder)
    holder.made = build(schema)
    return () => holder.made as Schema
  }
  const part = (one: Member, xmlName: string | undefined): Member => ({
    ...one,
    target: go(one.target()),
    traits: xmlName === undefined ? one.traits : { ...one.traits, xmlName },
  })
  const build = (schema: Schema): Schema => {
    switch (schema._tag) {
      case 'document':
        return chance(next, 4) ? schema : simple('string', schema.id, {})
      case 'list':
        return {
          ...schema,
          traits: lessSparse(schema.traits),
          member: part(schema.member, chance(next, 3) ? 'Item' : undefined),
        }
      case 'map':
        return {
          ...schema,
          traits: lessSparse(schema.traits),
          key: part(schema.key, chance(next, 3) ? 'Attribute' : undefined),
          value: part(schema.value, chance(next, 3) ? 'Setting' : undefined),
        }
      case 'structure':
        return { ...schema, members: memberList(schema.members, false) }
      case 'union':
        return { ...schema, members: memberList(schema.members, true) }
      default:
        return schema
    }
  }
  const lessSparse = (traits: Traits): Traits => {
    const { sparse, length: _, ...rest } = traits
    // A list that is no longer sparse may be empty, so that recursion through it still ends.
    return sparse !== true || chance(next, 4) ? traits : rest
  }
  const memberList = (members: ReadonlyArray<Member>, inUnion: boolean): ReadonlyArray<Member> => {
    const taken = new Set<string>()
    return members.map((one) => {
      const { jsonName: _, ...traits } = one.traits
      const chosen = isIdentifier(one.name) ? one.name : (identifiers[next() % identifiers.length] as string)
      const name = claim(taken, [chosen])
      const target = go(one.target())
      const kind = one.target()
      return {
        ...one,
        name,
        target,
        traits: { ...traits, ...withoutDefault(traits, kind), ...dressed(style, inUnion, kind, name, taken, next) },
      }
    })
  }
  // A document that became a string has no default.
  const withoutDefault = (traits: Traits, target: Schema): Traits =>
    target._tag === 'document' && traits.default !== undefined ? { default: null } : {}
  return go(root)()
}

// -------------------------------------------------------------------------------------
// messages
// -------------------------------------------------------------------------------------

const slotsFor = (side: Side): ReadonlyArray<Slot> => {
  const both: ReadonlyArray<Slot> = ['body', 'body', 'body', 'body', 'header', 'header', 'headerList', 'prefixHeaders']
  switch (side) {
    case 'input':
      return [...both, 'label', 'greedy', 'query', 'query', 'queryList', 'queryParams', 'payload', 'payload']
    case 'output':
      return [...both, 'status', 'payload', 'payload']
    case 'error':
      return both
  }
}

/** Slots that only one member of a message may have. */
const single: ReadonlySet<Slot> = new Set<Slot>(['greedy', 'queryParams', 'prefixHeaders', 'payload', 'status'])

const settled = (plans: ReadonlyArray<MemberPlan>): ReadonlyArray<MemberPlan> => {
  const seen = new Set<Slot>()
  const once = plans.filter(({ slot }) => {
    const again = single.has(slot) && seen.has(slot)
    seen.add(slot)
    return !again
  })
  return seen.has('payload') ? once.filter(({ slot }) => slot !== 'body') : once
}

interface Taken {
  readonly names: Set<string>
  readonly queries: Set<string>
  readonly headers: Set<string>
  readonly prefixes: Set<string>
}

const httpTraits = ({ slot, pick }: MemberPlan, taken: Taken): HttpTraits => {
  const from = (set: Set<string>, names: ReadonlyArray<string>): string =>
    claim(set, [names[pick % names.length] as string])
  switch (slot) {
    case 'label':
    case 'greedy':
      return { httpLabel: true }
    case 'query':
    case 'queryList':
      return { httpQuery: from(taken.queries, queryNames) }
    case 'queryParams':
      return { httpQueryParams: true }
    case 'header':
    case 'headerList':
      return { httpHeader: from(taken.headers, headerNames) }
    case 'prefixHeaders':
      return { httpPrefixHeaders: from(taken.prefixes, prefixes) }
    case 'payload':
      return { httpPayload: true }
    case 'status':
      return { httpResponseCode: true }
    case 'body':
      return {}
  }
}

/** A default that each kind without constraints may have. */
const defaults: { readonly [K in Schema['_tag']]?: Document } = {
  string: 'd',
  integer: 7,
  boolean: true,
  long: 2 ** 40,
  double: 0.5,
  blob: 'AAEC',
  timestamp: 0,
}

const defaultOf = (target: Schema, { slot, required, pick }: MemberPlan): Traits => {
  const given = defaults[target._tag]
  const isFree =
    target.traits.length === undefined && target.traits.pattern === undefined && target.traits.range === undefined
  if (
    given === undefined ||
    !isFree ||
    required ||
    slot === 'label' ||
    slot === 'greedy' ||
    slot === 'payload' ||
    pick % 3 > 0
  )
    return {}
  return pick % 2 === 0 ? { default: given } : { default: given, clientOptional: true }
}

interface Message {
  readonly schema: StructureSchema
  readonly plans: ReadonlyArray<readonly [MemberPlan, Member]>
}

const messageOf = (
  id: string,
  given: ReadonlyArray<MemberPlan>,
  traits: Traits,
  style: NameStyle,
  next: Choices,
): Message => {
  const taken: Taken = { names: new Set(reserved), queries: new Set(), headers: new Set(), prefixes: new Set() }
  const plans = settled(given).map((plan): readonly [MemberPlan, Member] => {
    const isPlain = style !== 'any' || plan.slot === 'label' || plan.slot === 'greedy'
    const name = claim(taken.names, [
      isPlain && !isIdentifier(plan.name) ? (identifiers[next() % identifiers.length] as string) : plan.name,
    ])
    const target = dress(schemaFor(plan), style, next)
    const own = style === 'any' || plan.slot !== 'body' ? {} : dressed(style, false, target, name, taken.names, next)
    const isLabel = plan.slot === 'label' || plan.slot === 'greedy'
    return [
      plan,
      {
        name,
        field: name,
        target: () => target,
        required: isLabel || plan.required,
        traits: { ...own, ...httpTraits(plan, taken), ...defaultOf(target, plan) },
      },
    ]
  })
  return { plans, schema: { _tag: 'structure', id, traits, members: plans.map(([, one]) => one), rules: [] } }
}

const uriOf = ({ plans }: Message, next: Choices): string => {
  const segments = plans.flatMap(([{ slot }, { name }]) => {
    const literal = chance(next, 2) ? ['a'] : []
    if (slot === 'label') return [...literal, `{${name}}`]
    return slot === 'greedy' ? [...literal, `{${name}+}`, ...literal] : []
  })
  const query = ['', '', '?literal', '?list-type=2'][next() % 4] as string
  return `/${segments.length === 0 ? 'root' : segments.join('/')}${query}`
}

const hasBody = ({ plans }: Message): boolean => plans.some(([{ slot }]) => slot === 'body' || slot === 'payload')

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

const memberPlans = (fc: FastCheck, side: Side): Arbitrary<ReadonlyArray<MemberPlan>> =>
  fc.array(
    fc.record({
      name: fc.oneof(
        { weight: 2, arbitrary: fc.constantFrom(...identifiers) },
        { weight: 1, arbitrary: fc.constantFrom(...hostileNames) },
      ),
      slot: fc.constantFrom(...slotsFor(side)),
      required: fc.boolean(),
      pick: fc.nat({ max: 999 }),
      body: arbitrarySchema(fc)({ depth: 2 }),
    }),
    { maxLength: 6 },
  )

/**
 * Operations with an input, an output and two errors. Member names are hostile as far as the style allows.
 *
 * Every operation is `partial`: a text of a header or label may be one that its place cannot hold.
 */
export const arbitraryOperation =
  (fc: FastCheck) =>
  (options: OperationOptions): Arbitrary<AnyOperation> =>
    fc
      .record({
        input: memberPlans(fc, 'input'),
        output: memberPlans(fc, 'output'),
        errors: fc.tuple(memberPlans(fc, 'error'), memberPlans(fc, 'error')),
        choices: fc.array(fc.nat({ max: 59 }), { minLength: 16, maxLength: 16 }),
        queryCompatible: fc.boolean(),
        namespace: fc.boolean(),
        noErrorWrapping: fc.boolean(),
      })
      .map((plan) => {
        let at = 0
        const next: Choices = () => {
          const i = at++
          return (plan.choices[i % plan.choices.length] as number) + Math.floor(i / plan.choices.length)
        }
        const message = (id: string, plans: ReadonlyArray<MemberPlan>, traits: Traits): Message =>
          messageOf(`test.bindings#${id}`, plans, traits, options.names, next)
        const input = message('Input', plan.input, chance(next, 2) ? { input: true } : {})
        const output = message('Output', plan.output, {})
        const first = message('FirstError', plan.errors[0], {
          error: 'client',
          httpError: 418,
          retryable: { throttling: true },
        })
        const second = message('SecondError', plan.errors[1], {
          error: 'server',
          awsQueryError: { code: 'Second.Code', httpResponseCode: 503 },
        })
        const info: ServiceInfo = {
          id: 'test.bindings#Service',
          version: '2020-01-01',
          sdkId: 'Bindings',
          protocols: { 'aws.protocols#restXml': plan.noErrorWrapping ? { noErrorWrapping: true } : {} },
          ...(plan.namespace ? { xmlNamespace: { uri: 'https://example.com/service' } } : {}),
          ...(plan.queryCompatible ? { queryCompatible: true as const } : {}),
        }
        return operation('test.bindings#Operation', {
          input: shapeOf(input.schema),
          output: shapeOf(output.schema),
          errors: [shapeOf(first.schema), shapeOf(second.schema)],
          traits: { http: { method: hasBody(input) ? 'PUT' : 'GET', uri: uriOf(input, next), code: 200 } },
          service: info,
          writes: 'partial',
        }) as AnyOperation
      })

/** Schemas for a body alone, with names and traits as the style allows. */
export const arbitraryDressed =
  (fc: FastCheck) =>
  ({ names }: OperationOptions): Arbitrary<Schema> =>
    fc
      .tuple(arbitrarySchema(fc)({ depth: 3 }), fc.array(fc.nat({ max: 59 }), { minLength: 16, maxLength: 16 }))
      .map(([schema, choices]) => {
        let at = 0
        return dress(schema, names, () => {
          const i = at++
          return (choices[i % choices.length] as number) + Math.floor(i / choices.length)
        })
      })

/** Members and their merged targets, for messages of failed laws. */
export const membersText = (schema: StructureSchema): string =>
  schema.members.map((one) => `${JSON.stringify(one.name)}: ${targetOf(one)._tag}`).join(', ')
