/**
 * The happy path of a reading as JavaScript source: one function for each aggregate, without contexts, arrays or closures.
 *
 * An emitted reader gives exactly what the walk gives where the walk finds nothing wrong, and `fail` everywhere else, so
 * that the walk then says what is wrong. It may give up early on anything unusual; it never takes what the walk refuses.
 */

import { wholeBounds } from '../../schema/constraints.js'
import { printable } from '../../schema/printable.js'
import type {
  Aggregate,
  EnumSchema,
  ListSchema,
  MapSchema,
  Member,
  Rule,
  Schema,
  SimpleSchema,
  StructureSchema,
  UnionSchema,
} from '../../schema/Schema.js'
import { isStream, targetOf } from '../../schema/Schema.js'
import type { Policy } from '../Policy.js'
import type { Nesting } from './nesting.js'
import { isSelfCounted, nestingOf, placesOf, weigher } from './nesting.js'
import type { Constant, Count, Emitted } from './source.js'
import { access, isPlainRecordOr, literal, literals } from './source.js'
import { enumFault, lengthFault, matchTest } from './text.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** What the emitted source needs from outside. */
export interface Hooks {
  /** The name under which a node holds a member. */
  readonly nameOf: (member: Member) => string
  /** Whether a null member is an absent one. */
  readonly nullIsAbsent: boolean
  /** Whether a result is put together, or only checked: then it is anything but `fail`. */
  readonly builds: boolean
  /** Whether a node is a domain object, which rules may read as it is. */
  readonly ofDomain: boolean
  /** Whether nobody else holds the node, so that parts of it may go into the result as they are. */
  readonly owned: boolean
  /** Whether all text is known to be well formed. */
  readonly unicode: boolean
  /** Whether names that no member has are refused. */
  readonly refusesUnknown: boolean
  /** Whether numbers are finite: those of text are. */
  readonly finite: boolean
  /** Where members that are whole numbers are counted, for those who ask their text for what a double does not keep. */
  readonly tally?: Tally | undefined
  /** Where aggregates are counted, by those who read them in other ways too. */
  readonly count: Count
  /** Reads any other kind at that depth: the value, or `fail`. */
  readonly leaf: (schema: Schema) => (node: unknown, depth: number) => unknown
  /** The default of an absent member; `undefined` where it has none. */
  readonly defaultOf: (member: Member, target: Schema, holder: Schema) => (() => unknown) | undefined
  /** Whether text matches the schema's pattern, `undefined` where it has none that is enforced. */
  readonly matches: (schema: Schema) => ((text: string) => boolean) | undefined
}

/** How many members were whole numbers. */
export interface Tally {
  whole: number
}

/** Kinds whose numbers a double keeps, if their text was no more exact. */
export const isWhole = ({ _tag }: Schema): boolean => _tag === 'byte' || _tag === 'short' || _tag === 'integer'

export interface EmittedReader extends Emitted {
  /** The aggregates that the functions behind the first read, one each. */
  readonly parts: ReadonlyArray<Schema>
}

/** The names of a whole matcher and of a quick one. */
interface Matcher {
  readonly full: string
  readonly quick: string | undefined
}

export interface Emission {
  readonly hooks: Hooks
  readonly policy: Policy
  readonly nesting: Nesting
  readonly weightOf: (schema: Schema) => number
  /** Whether functions are told how deep they are. */
  readonly deep: boolean
  readonly constants: Array<Constant>
  /** The places of schemas in the root's closure. */
  readonly places: ReadonlyMap<Schema, number>
  /** Names of functions, by what they are for. */
  readonly functions: Map<Schema, string>
  readonly matchers: Map<string, Matcher>
  readonly bodies: Array<string>
  /** The first part of the functions' names. */
  readonly prefix: string
  /** The same, putting results together: for what rules read. */
  readonly building: Emission | undefined
  /** The statement that refuses. */
  readonly no: string
}

const refuse = 'return F;'

/** What is read: statements that end the function where the node is refused, and the expression of the result. */
interface Taken {
  readonly code: string
  readonly result: string
}

/** The name of a value from outside. */
export const constant = ({ constants }: Emission, value: unknown, text: string): string =>
  `c${constants.push({ value, text }) - 1}`

export const placeOf = ({ places }: Emission, schema: Schema): number => places.get(schema) ?? -1

const setOf = (emission: Emission, values: ReadonlySet<string>): string =>
  constant(emission, values, `new Set(${literals(values)})`)

/** Rules are functions of a user's; what has them is not printed. */
const unprintable = 'undefined'

export const enforces = (
  { policy }: Pick<Emission, 'policy'>,
  code: 'length' | 'range' | 'pattern' | 'unique' | 'documented',
): boolean => !policy.ignored.includes(code)

const refuseIf = ({ no }: Emission, faults: ReadonlyArray<string>): string =>
  faults.length === 0 ? '' : `if (${faults.join(' || ')}) ${no}`

// -------------------------------------------------------------------------------------
// text
// -------------------------------------------------------------------------------------

/** What matches a schema's pattern, one for each pattern. */
const matcherOf = (emission: Emission, schema: Schema): Matcher | undefined => {
  const { pattern, length, matcher } = schema.traits
  const matches = enforces(emission, 'pattern') ? emission.hooks.matches(schema) : undefined
  if (matches === undefined || pattern === undefined) return undefined
  const key = JSON.stringify([pattern, length])
  const known = emission.matchers.get(key)
  if (known !== undefined) return known
  // A matcher of its own is there because the platform's could take too long.
  const expression = matcher === undefined ? printable(pattern) : undefined
  const found = {
    full: constant(emission, matches, `k.matches(${placeOf(emission, schema)})`),
    quick: expression && constant(emission, expression, String(expression)),
  }
  emission.matchers.set(key, found)
  return found
}

const textFaults = (emission: Emission, schema: Schema, node: string): ReadonlyArray<string> => {
  const { unicode, owned } = emission.hooks
  const { limits } = emission.policy
  const { length } = schema.traits
  const { min = 0, max = Infinity } = length !== undefined && enforces(emission, 'length') ? length : {}
  const matcher = matcherOf(emission, schema)
  // Text of a tree that was parsed here is no longer than all of the text that it came from.
  const isBounded = 2 * max <= limits.text || (owned && limits.size <= limits.text)
  return [
    ...(isBounded || limits.text === Infinity ? [] : [`${node}.length > ${limits.text}`]),
    ...lengthFault(node, min, max),
    ...(matcher !== undefined
      ? [`!${matchTest(node, matcher.full, matcher.quick, unicode)}`]
      : unicode
        ? []
        : [`!wellFormed(${node})`]),
  ]
}

// -------------------------------------------------------------------------------------
// values
// -------------------------------------------------------------------------------------

/** Whether a result is the node itself, and what has to hold for it; `undefined` where a result is another. */
export const sameFaults = (emission: Emission, schema: Schema, node: string): ReadonlyArray<string> | undefined => {
  switch (schema._tag) {
    case 'string':
      return [`typeof ${node} !== 'string'`, ...textFaults(emission, schema, node)]
    case 'enum':
      return [enumFault(schema, node, (values) => setOf(emission, values))]
    case 'boolean':
      return [`typeof ${node} !== 'boolean'`]
    case 'byte':
    case 'short':
    case 'integer': {
      const faults = wholeFaults(emission, schema, node)
      return faults && [`!isInteger(${node})`, ...faults]
    }
    case 'double': {
      const range = rangeFaults(emission, schema, node)
      const kind = emission.hooks.finite ? `!isFinite(${node})` : `typeof ${node} !== 'number'`
      return range && (range.length === 0 || emission.hooks.finite) ? [kind, ...range] : undefined
    }
    default:
      return undefined
  }
}

/** What is wrong with a whole number; `undefined` as below. */
export const wholeFaults = (
  emission: Pick<Emission, 'policy'>,
  schema: SimpleSchema<'byte' | 'short' | 'integer'>,
  node: string,
): ReadonlyArray<string> | undefined => {
  const { min, max } = wholeBounds[schema._tag]
  const range = rangeFaults(emission, schema, node)
  return range && [`${node} < ${min}`, `${node} > ${max}`, ...range]
}

/** `undefined` where a bound is no number, which the walk compares exactly. */
export const rangeFaults = (
  emission: Pick<Emission, 'policy'>,
  { traits: { range } }: Schema,
  node: string,
): ReadonlyArray<string> | undefined => {
  if (range === undefined || !enforces(emission, 'range')) return []
  const { min = -Infinity, max = Infinity } = range
  if (typeof min !== 'number' || typeof max !== 'number') return undefined
  return [...(min > -Infinity ? [`${node} < ${min}`] : []), ...(max < Infinity ? [`${node} > ${max}`] : [])]
}

export const isAggregate = (emission: Emission, schema: Schema): schema is Aggregate =>
  schema._tag === 'structure' ||
  schema._tag === 'map' ||
  (schema._tag === 'list' && !(schema.traits.uniqueItems === true && enforces(emission, 'unique')))

/** Reads the variable `node`; `slot` is free for the result. */
const emitValue = (emission: Emission, schema: Schema, node: string, slot: string): Taken => {
  const same = sameFaults(emission, schema, node)
  if (same !== undefined) return { code: refuseIf(emission, same), result: node }
  const depth = emission.deep ? 'd + 1' : '0'
  const call =
    schema._tag === 'union' || isAggregate(emission, schema)
      ? `${functionOf(emission, schema)}(${node}${emission.deep ? ', d + 1' : ''})`
      : `${constant(emission, emission.hooks.leaf(schema), `k.leaf(${placeOf(emission, schema)})`)}(${node}, ${depth})`
  return { code: `const ${slot} = ${call}; if (${slot} === F) ${emission.no}`, result: slot }
}

const functionOf = (outer: Emission, schema: Aggregate | UnionSchema): string => {
  const known = outer.functions.get(schema)
  if (known !== undefined) return known
  const name = `${outer.prefix}${outer.functions.size}`
  outer.functions.set(schema, name)
  const emission: Emission = outer.no === refuse ? outer : { ...outer, no: refuse }
  const { deep, policy, nesting } = emission
  const lines = [
    ...(deep ? [`if (d >= ${policy.limits.depth}) return F;`] : []),
    ...(nesting.loops.has(schema) && (schema._tag === 'structure' || schema._tag === 'union')
      ? [visit(emission, `${emission.weightOf(schema)}`)]
      : []),
    emitInside(emission, schema, name),
  ]
  emission.bodies.push(`function ${name}(x${deep ? ', d' : ''}) {\n${lines.join('\n')}\n}`)
  return name
}

const emitInside = (emission: Emission, schema: Aggregate | UnionSchema, name: string): string => {
  switch (schema._tag) {
    case 'list':
      return emitList(emission, schema)
    case 'map':
      return emitMap(emission, schema)
    case 'structure':
      return emitStructure(emission, schema, name)
    case 'union':
      return emitUnion(emission, schema)
  }
}

/** The first of the values from outside is the count. */
export const visits = 'c0.visits'

/** Counts aggregates that are about to be taken apart; rather more than the walk counts, never fewer. */
const visit = ({ policy: { limits } }: Emission, count: string): string =>
  Number.isFinite(limits.nodes) ? `if ((${visits} += ${count}) > ${limits.nodes}) return F;` : ''

/** How many aggregates each item adds that do not count themselves. */
export const itemWeight = ({ nesting, weightOf }: Emission, item: Schema): number =>
  isSelfCounted(item, nesting.loops) ? 0 : weightOf(item)

/** How many items or entries there may be. */
export interface Numbers {
  readonly min: number
  readonly max: number
}

/** Those that the shape says, and the limit of the policy. */
export const numbersOf = (emission: Emission, { traits: { length } }: Schema, most: number): Numbers => {
  const { min = 0, max = Infinity } = length !== undefined && enforces(emission, 'length') ? length : {}
  return { min, max: Math.min(max, most) }
}

export const tooFew = (count: string, { min }: Numbers): ReadonlyArray<string> => (min > 0 ? [`${count} < ${min}`] : [])

export const tooMany = (count: string, { max }: Numbers): ReadonlyArray<string> =>
  max < Infinity ? [`${count} > ${max}`] : []

const emitList = (emission: Emission, schema: ListSchema): string => {
  const { builds, owned } = emission.hooks
  const target = targetOf(schema.member)
  const weight = itemWeight(emission, target)
  const { code, result } = emitValue(emission, target, 'e', 'r')
  const sparse = schema.traits.sparse === true
  const shared = owned && result === 'e'
  const copies = builds && !shared
  const numbers = numbersOf(emission, schema, emission.policy.limits.items)
  return [
    'if (!Array.isArray(x)) return F;',
    'const n = x.length;',
    refuseIf(emission, [...tooFew('n', numbers), ...tooMany('n', numbers)]),
    visit(emission, weight === 0 ? '1' : `1 + ${weight} * n`),
    ...(copies ? ['const o = [];'] : []),
    `for (let i = 0; i < n; i++) { const e = x[i];`,
    ...(sparse ? [`if (e === null) { ${copies ? 'o.push(null); ' : ''}continue }`] : []),
    code,
    `${copies ? `o.push(${result});` : ''} }`,
    `return ${builds ? (shared ? 'x' : 'o') : 'true'}`,
  ].join('\n')
}

export const keyFaults = (emission: Emission, schema: Schema): ReadonlyArray<string> =>
  schema._tag === 'enum'
    ? [enumFault(schema as EnumSchema, 'k', (values) => setOf(emission, values))]
    : textFaults(emission, schema, 'k')

/** Names of a polluted prototype come behind those of the object. */
const inheritsNothing = 'if (n > 0 && !own.call(x, last)) return F;'

const emitMap = (emission: Emission, schema: MapSchema): string => {
  const { builds, nullIsAbsent, owned } = emission.hooks
  const target = targetOf(schema.value)
  const weight = itemWeight(emission, target)
  const { code, result } = emitValue(emission, target, 'e', 'r')
  const sparse = schema.traits.sparse === true
  const shared = owned && result === 'e'
  // What is given is what was looked at: a getter may say another thing the next time.
  const copiesFirst = builds && result === 'e' && !shared
  const copies = builds && result !== 'e'
  const set = (value: string): string => (copies ? `o[k] = ${value}; ` : copiesFirst ? `if (!w) o[k] = ${value}; ` : '')
  const numbers = numbersOf(emission, schema, emission.policy.limits.entries)
  const counted = numbers.max === Infinity ? 'n++;' : refuseIf(emission, tooMany('++n', numbers))
  return [
    isPlainRecordOr('x', 'return F'),
    "let n = 0, last = '';",
    ...(copies ? ['const o = {};'] : []),
    ...(copiesFirst
      ? [
          `for (const k in x) { if (k === '__proto__') return F; ${counted} last = k; }`,
          inheritsNothing,
          'const w = isSpread(n), o = w ? spreadOf(x) : roomFor(n), s = w ? o : x; n = 0;',
          'for (const k in s) { const e = s[k];',
        ]
      : ["for (const k in x) { if (k === '__proto__') return F; const e = x[k]; last = k;"]),
    // In a domain object an undefined entry is none.
    ...(nullIsAbsent ? [] : ['if (e === undefined) return F;']),
    counted,
    refuseIf(emission, keyFaults(emission, targetOf(schema.key))),
    ...(sparse ? [`if (e === null) { ${set('null')}continue }`] : []),
    code,
    `${set(result)}}`,
    ...(copiesFirst ? [] : [inheritsNothing]),
    refuseIf(emission, tooFew('n', numbers)),
    visit(emission, weight === 0 ? '1' : `1 + ${weight} * n`),
    `return ${builds ? (shared ? 'x' : 'o') : 'true'}`,
  ].join('\n')
}

const emitRules = (emission: Emission, rules: ReadonlyArray<Rule>, value: string): string =>
  rules
    .map((rule) => `if (${constant(emission, rule.check, unprintable)}(${value}).length > 0) ${emission.no}`)
    .join('\n')

const tallyOf = (emission: Emission, tally: Tally): string => {
  const at = emission.constants.findIndex(({ value }) => value === tally)
  return at < 0 ? constant(emission, tally, 'k.tally') : `c${at}`
}

/** The variables of the member at that place: its node, its result, and the result of what it targets. */
const variables = (at: number): { readonly node: string; readonly result: string; readonly slot: string } => ({
  node: `v${at}`,
  result: `r${at}`,
  slot: `q${at}`,
})

/** Whether members that the shape does not know are counted. */
export const limitsUnknown = ({ policy, hooks }: Emission): boolean =>
  !hooks.refusesUnknown && policy.limits.members < Infinity

/** Reads a member into the variable `r…`, `undefined` where it is absent. */
const emitMember = (emission: Emission, member: Member, holder: StructureSchema, at: number): string => {
  const { nameOf, nullIsAbsent, builds, ofDomain, defaultOf, refusesUnknown } = emission.hooks
  const target = targetOf(member)
  const { node, result, slot } = variables(at)
  const filled = defaultOf(member, target, holder)
  const rules = enforces(emission, 'documented') ? holder.rules.filter((rule) => rule.member === member.name) : []
  const isRead = rules.length > 0 && !ofDomain
  const taken = emitValue((isRead ? emission.building : undefined) ?? emission, target, node, slot)
  const ruled = emitRules(emission, rules, builds || isRead ? taken.result : node)
  const { tally } = emission.hooks
  const whole = tally !== undefined && isWhole(target) ? `${tallyOf(emission, tally)}.whole++;` : ''
  const counted = `${refusesUnknown || limitsUnknown(emission) ? 'n++;' : ''}${whole}`
  const look = `const ${node} = ${access('x', nameOf(member))};`
  // Nothing there is of no kind, so that a check of the kind refuses it.
  if (member.required && filled === undefined)
    return [look, taken.code, ruled, counted, builds ? `const ${result} = ${taken.result};` : ''].join('\n')
  const present = nullIsAbsent && target._tag !== 'document' ? `${node} != null` : `${node} !== undefined`
  const whenAbsent =
    filled === undefined
      ? ''
      : ` else { const w = ${constant(emission, filled, `k.defaultOf(${placeOf(emission, holder)}, ${holder.members.indexOf(member)})`)}(); ${builds ? `${result} = w;` : ''} ${member.required ? `if (w === undefined) ${emission.no}` : ''} }`
  return [
    look,
    builds ? `let ${result};` : '',
    `if (${present}) {`,
    taken.code,
    ruled,
    counted,
    builds ? `${result} = ${taken.result};` : '',
    `}${whenAbsent}`,
  ].join('\n')
}

/** Members beyond which a result is put together one by one. */
const mostArguments = 48

/**
 * The result of a structure. A constructor with the prototype of plain objects makes plain objects, and engines know the
 * layout of what it makes.
 */
const emitResult = (emission: Emission, members: ReadonlyArray<Member>, name: string): string => {
  const sets = members.map((member, at) => {
    const { result } = variables(at)
    const set = (target: string): string => `${target}[${literal(member.field)}] = ${result};`
    const always = member.required
    return (target: string): string => (always ? set(target) : `if (${result} !== undefined) ${set(target)}`)
  })
  if (members.length > mostArguments) return ['const o = {};', ...sets.map((set) => set('o')), 'return o'].join('\n')
  const results = members.map((_, at) => variables(at).result).join(', ')
  const maker = name.replace('f', 'S')
  emission.bodies.push(
    `function ${maker}(${results}) {\n${sets.map((set) => set('this')).join('\n')}\n}\n${maker}.prototype = OP;`,
  )
  return `return new ${maker}(${results})`
}

/** A refusal by a member of the root tells which: whoever then asks where all is bad need not look at those before it. */
const telling = (emission: Emission, schema: StructureSchema, at: number): Emission => {
  const [root] = emission.functions.keys()
  if (schema !== root || emission.building === emission || emission.nesting.loops.has(schema)) return emission
  return { ...emission, no: `{ c0.refused = x; c0.first = ${at}; return F }` }
}

const emitStructure = (emission: Emission, schema: StructureSchema, name: string): string => {
  const { builds, refusesUnknown, nameOf } = emission.hooks
  const members = schema.members.filter((member) => !isStream(member))
  // A field of that name would set the prototype; the walk knows how to make an own one.
  if (members.some(({ field }) => field === '__proto__')) return 'return F'
  const names = new Set(members.map(nameOf))
  return [
    isPlainRecordOr('x', 'return F'),
    ...(refusesUnknown || limitsUnknown(emission) ? ['let n = 0;'] : []),
    ...members.map((member, at) => emitMember(telling(emission, schema, at), member, schema, at)),
    // More names than members were found: what holds nothing does not count.
    ...(refusesUnknown && names.size > 0
      ? [
          'for (const k in x) n--; if (n !== 0) { for (const k in x) if (x[k] === undefined) n++; if (n !== 0) return F; }',
        ]
      : []),
    ...(refusesUnknown && names.size === 0 ? ['for (const k in x) return F;'] : []),
    // Every name but those that were found; the walk looks again at those that hold nothing.
    ...(limitsUnknown(emission) ? [`for (const k in x) if (--n < ${-emission.policy.limits.members}) return F;`] : []),
    builds ? emitResult(emission, members, name) : 'return true',
  ].join('\n')
}

/** The name of the one member into `t`, its node into `e`: of a domain object what it says, else the only entry. */
const lookForChoice = ({ hooks: { ofDomain } }: Emission): ReadonlyArray<string> =>
  ofDomain
    ? ['const t = x._tag, e = x.value;']
    : [
        'let t, e; for (const k in x) { if (t !== undefined) return F; t = k; e = x[k]; }',
        'if (t === undefined || !own.call(x, t)) return F;',
      ]

/** Names that say something else than a member, in JSON and in domain objects. */
const reserved: ReadonlyArray<string> = ['__type', '$unknown']

/** Members that the shape does not know, and those beside which others are null, are left to the walk. */
const emitUnion = (emission: Emission, schema: UnionSchema): string => {
  const { builds, ofDomain, nameOf } = emission.hooks
  const cases = schema.members.map((member) => {
    const name = ofDomain ? member.field : nameOf(member)
    if (reserved.includes(name)) return ''
    const { code, result } = emitValue(emission, targetOf(member), 'e', 'r')
    const value = builds ? `{ _tag: ${literal(member.field)}, value: ${result} }` : 'true'
    return `case ${literal(name)}: {\n${code}\nreturn ${value} }`
  })
  return [
    isPlainRecordOr('x', 'return F'),
    ...lookForChoice(emission),
    `switch (t) {\n${cases.join('\n')}\n}`,
    'return F',
  ].join('\n')
}

// -------------------------------------------------------------------------------------
// emit
// -------------------------------------------------------------------------------------

/** What all functions of one script share. */
export const startEmission = (
  schema: Aggregate,
  policy: Policy,
  hooks: Hooks,
): Omit<Emission, 'hooks' | 'functions' | 'prefix' | 'building' | 'no'> => {
  const nesting = nestingOf(schema)
  return {
    policy,
    nesting,
    weightOf: weigher(nesting),
    deep: nesting.loops.size > 0 || nesting.height >= policy.limits.depth,
    constants: [{ value: hooks.count, text: 'k.count' }],
    places: placesOf(schema),
    matchers: new Map(),
    bodies: [],
  }
}

/**
 * The reader of an aggregate under a policy. Domain: strict policies without advice, since an emitted reader can only take
 * or leave.
 */
export const emitReader = (schema: Aggregate, policy: Policy, hooks: Hooks): EmittedReader => {
  const shared = startEmission(schema, policy, hooks)
  const { nesting } = shared
  const building: Emission = {
    ...shared,
    hooks: { ...hooks, builds: true },
    functions: new Map(),
    prefix: 'bf',
    building: undefined,
    no: refuse,
  }
  const emission: Emission = {
    ...shared,
    hooks,
    functions: new Map(),
    prefix: 'f',
    building: hooks.builds ? undefined : building,
    no: refuse,
  }
  const entry = functionOf(emission, schema)
  const first = isSelfCounted(schema, nesting.loops) ? 0 : emission.weightOf(schema)
  const parts = [...emission.functions].map(([part, name]) => {
    const weight = isSelfCounted(part, nesting.loops) ? 0 : emission.weightOf(part)
    return weight === 0 ? name : `(x, d) => { ${visits} += ${weight}; return ${name}(x, d) }`
  })
  const source = [
    ...emission.bodies,
    `function read(x, d = 0) { ${visits} = ${first}; return ${entry}(x${emission.deep ? ', d' : ''}) }`,
    // A part is counted on top of what was counted before.
    `return [read, ${parts.join(', ')}]`,
  ].join('\n')
  return { source, constants: emission.constants, parts: [...emission.functions.keys()] }
}
