/**
 * One shape as TypeScript: its types, spelt out, and its constant, annotated. Nothing is inferred, so that a module of
 * thousands of shapes checks in seconds.
 */

import { compilePattern } from '../schema/pattern.js'
import type {
  EnumSchema,
  IntEnumSchema,
  ListSchema,
  MapSchema,
  Member,
  Schema,
  StructureSchema,
  UnionSchema,
} from '../schema/Schema.js'
import { isStream, membersOf, nameOf } from '../schema/Schema.js'
import type { Traits } from '../schema/Traits.js'
import type * as Prelude from '../shape/prelude.js'
import type { Document } from '../value/Document.js'
import { compiledName } from './compiledName.js'
import { dataLiteral, docComment, propertyName, stringLiteral } from './text.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** What emitting one file has to know. */
export interface Scope {
  readonly names: ReadonlyMap<string, string>
  readonly docs: Docs
  /** Shapes whose code stands in a file beside theirs. */
  readonly compiled: ReadonlySet<string>
  /** Whether the shapes are of `wireshape/lean`. */
  readonly lean: boolean
}

/** The words of a comment, for a shape or one of its members. */
export type Docs = (
  shapeId: string,
  member: string | undefined,
  traits: { readonly documentation?: string },
) => string | undefined

const prelude = 'smithy.api#'

const isPrelude = ({ id }: Schema): boolean => id.startsWith(prelude)

/** The name of a shape's constant and type, or of its prelude shape. */
const nameIn = ({ names }: Scope, schema: Schema): string =>
  isPrelude(schema) ? `S.Prelude.${preludeName(schema)}` : (names.get(schema.id) as string)

/** The constructor's constant that stands for a shape of Smithy's prelude. */
export const preludeName = ({ id }: Schema): keyof typeof Prelude => preludeNames[nameOf(id)] ?? 'Document'

/** Primitive shapes of Smithy 1.0 have the kinds of the others. */
const preludeNames: Readonly<Record<string, keyof typeof Prelude>> = {
  String: 'String',
  Byte: 'Byte',
  Short: 'Short',
  Integer: 'Integer',
  Long: 'Long',
  BigInteger: 'BigInteger',
  BigDecimal: 'BigDecimal',
  Float: 'Float',
  Double: 'Double',
  Boolean: 'Boolean',
  Blob: 'Blob',
  Timestamp: 'Timestamp',
  Document: 'Document',
  Unit: 'Unit',
  PrimitiveByte: 'Byte',
  PrimitiveShort: 'Short',
  PrimitiveInteger: 'Integer',
  PrimitiveLong: 'Long',
  PrimitiveFloat: 'Float',
  PrimitiveDouble: 'Double',
  PrimitiveBoolean: 'Boolean',
}

export const isBranded = ({ _tag, traits }: Schema): boolean =>
  _tag === 'string' && (traits.length !== undefined || traits.pattern !== undefined)

// -------------------------------------------------------------------------------------
// types by reference
// -------------------------------------------------------------------------------------

const plainDomain: Readonly<Record<string, string>> = {
  string: 'string',
  byte: 'number',
  short: 'number',
  integer: 'number',
  long: 'bigint',
  bigInteger: 'bigint',
  bigDecimal: 'V.Decimal',
  float: 'number',
  double: 'number',
  boolean: 'boolean',
  blob: 'globalThis.Uint8Array',
  timestamp: 'globalThis.Date',
  document: 'V.DocumentData',
}

const plainValue: Readonly<Record<string, string>> = {
  string: 'V.String',
  byte: 'V.Integer',
  short: 'V.Integer',
  integer: 'V.Integer',
  long: 'V.Long',
  bigInteger: 'V.BigInteger',
  bigDecimal: 'V.BigDecimal',
  float: 'V.Float',
  double: 'V.Double',
  boolean: 'V.Boolean',
  blob: 'V.Blob',
  timestamp: 'V.Timestamp',
  document: 'V.Document',
}

const shapeTypes: Readonly<Record<string, string>> = {
  byte: 'S.IntegerShape',
  short: 'S.IntegerShape',
  integer: 'S.IntegerShape',
  long: 'S.LongShape',
  bigInteger: 'S.BigIntegerShape',
  bigDecimal: 'S.BigDecimalShape',
  float: 'S.FloatShape',
  double: 'S.DoubleShape',
  boolean: 'S.BooleanShape',
  blob: 'S.BlobShape',
  timestamp: 'S.TimestampShape',
  document: 'S.DocumentShape',
}

export const domainType = (scope: Scope, schema: Schema): string => {
  if (isPrelude(schema)) return schema._tag === 'structure' ? 'S.Prelude.Unit' : (plainDomain[schema._tag] as string)
  return nameIn(scope, schema)
}

const inputType = (scope: Scope, schema: Schema): string => {
  switch (schema._tag) {
    case 'long':
    case 'bigInteger':
      return 'bigint | number'
    case 'enum':
    case 'intEnum':
      return `${nameIn(scope, schema)}_Input`
    case 'list':
    case 'map':
    case 'structure':
    case 'union':
      return isPrelude(schema) ? 'S.Prelude.Unit' : `${nameIn(scope, schema)}_Input`
    default:
      return plainDomain[schema._tag] as string
  }
}

const valueType = (scope: Scope, schema: Schema): string => {
  switch (schema._tag) {
    case 'string':
      return isBranded(schema) ? `V.String<${nameIn(scope, schema)}>` : 'V.String'
    case 'enum':
      return `V.Enum<${nameIn(scope, schema)}>`
    case 'intEnum':
      return `V.Integer<${nameIn(scope, schema)}>`
    case 'list':
    case 'map':
    case 'structure':
    case 'union':
      return isPrelude(schema) ? 'V.Structure<globalThis.Record<never, never>>' : `${nameIn(scope, schema)}_Value`
    default:
      return plainValue[schema._tag] as string
  }
}

/** What declarations refer to, of their own file or another. */
export interface Wanted {
  readonly values: ReadonlySet<string>
  readonly types: ReadonlySet<string>
}

/** The types that stand beside a member's target and that the member's holder names. */
const typesBeside = (target: Schema, isKey: boolean): ReadonlyArray<string> => {
  switch (target._tag) {
    case 'enum':
    case 'intEnum':
      return ['_Input']
    case 'list':
    case 'map':
    case 'structure':
    case 'union':
      return isKey ? [] : ['_Input', '_Value']
    default:
      return []
  }
}

export const wantedBy = ({ names }: Scope, schemas: ReadonlyArray<Schema>): Wanted => {
  const values = new Set<string>()
  const types = new Set<string>()
  for (const schema of schemas) {
    for (const member of membersOf(schema)) {
      const target = member.target()
      const name = names.get(target.id)
      if (name === undefined) continue
      values.add(name)
      if (isStream(member)) continue
      for (const suffix of typesBeside(target, schema._tag === 'map' && member === schema.key))
        types.add(`${name}${suffix}`)
    }
  }
  return { values, types }
}

// -------------------------------------------------------------------------------------
// traits
// -------------------------------------------------------------------------------------

/** Traits as a literal, `undefined` where there are none. Words for people go to comments, what nobody reads stays out. */
export const traitsLiteral = (traits: Traits, without: ReadonlyArray<keyof Traits> = []): string | undefined => {
  const left = Object.entries(traits).filter(
    ([name, value]) =>
      value !== undefined &&
      typeof value !== 'function' &&
      name !== 'documentation' &&
      name !== 'other' &&
      name !== 'compiled' &&
      !without.includes(name as keyof Traits),
  )
  // Traits that are no function are plain data, which a document is.
  const literal = left.length === 0 ? undefined : dataLiteral(Object.fromEntries(left) as Document)
  // The one matcher that readers of models bring along.
  return typeof traits.matcher !== 'function'
    ? literal
    : `${literal === undefined ? '{ ' : `${literal.slice(0, -1).trimEnd().replace(/,$/, '')}, `}matcher: S.linearMatch }`
}

const tagsOf = ({ deprecated }: Traits): ReadonlyArray<string> =>
  deprecated === undefined
    ? []
    : [`@deprecated${deprecated.message === undefined ? '' : ` ${deprecated.message.replace(/\s+/g, ' ')}`}`]

const comment = ({ docs }: Scope, { id, traits }: Schema): string =>
  docComment(docs(id, undefined, traits), tagsOf(traits), '')

const memberComment = ({ docs }: Scope, { id }: Schema, { name, traits }: Member): string =>
  docComment(docs(id, name, traits), tagsOf(traits), '  ')

/** Arguments, those at the end that say nothing left out. */
const call = (
  constructor: string,
  args: ReadonlyArray<string | undefined>,
  fallbacks: ReadonlyArray<string>,
): string => {
  const last = args.reduce((found, arg, i) => (arg === undefined ? found : i), 0)
  const said = args.slice(0, last + 1).map((arg, i) => arg ?? (fallbacks[i] as string))
  return `/*#__PURE__*/ S.${constructor}(${said.join(', ')})`
}

// -------------------------------------------------------------------------------------
// members
// -------------------------------------------------------------------------------------

const row = (scope: Scope, { name, target, required, traits }: Member): string => {
  const literal = traitsLiteral(traits)
  const flag = required ? ', 1' : literal === undefined ? '' : ', 0'
  return `[${stringLiteral(name)}, () => ${nameIn(scope, target())}${flag}${literal === undefined ? '' : `, ${literal}`}]`
}

const rows = (scope: Scope, members: ReadonlyArray<Member>): string =>
  members.length === 0
    ? '{}'
    : `{\n${members.map((member) => `  ${propertyName(member.field)}: ${row(scope, member)},\n`).join('')}}`

/** Whether a member is always there in the domain: a default fills it where it is absent. */
const isFilled = (member: Member, holder: Schema): boolean =>
  member.required ||
  ((member.traits.default ?? null) !== null &&
    member.traits.clientOptional !== true &&
    holder.traits.input !== true &&
    hasDefault(member))

/** A union has no default, and so has no member that one is missing for. */
const hasDefault = (member: Member): boolean => member.target()._tag !== 'union'

const fields = (scope: Scope, schema: StructureSchema, of: 'domain' | 'input'): string =>
  schema.members
    .filter((member) => !isStream(member))
    .map((member) => {
      const target = member.target()
      const present =
        of === 'domain' ? isFilled(member, schema) : member.required && (member.traits.default ?? null) === null
      const type = of === 'domain' ? domainType(scope, target) : inputType(scope, target)
      const optional = present ? ': ' : '?: '
      const open = of === 'input' && !present ? ' | undefined' : ''
      return `${memberComment(scope, schema, member)}  readonly ${propertyName(member.field)}${optional}${type}${open}\n`
    })
    .join('')

const record = (body: string): string =>
  body === '' ? 'globalThis.Readonly<globalThis.Record<never, never>>' : `{\n${body}}`

/** An interface, or the type of what has no members at all. */
const recordType = (name: string, body: string): string =>
  body === '' ? `export type ${name} = ${record('')}\n` : `export interface ${name} {\n${body}}\n`

const namespaceOf = (name: string): string =>
  `export declare namespace ${name} {\n  type Input = ${name}_Input\n  type Value = ${name}_Value\n}\n`

// -------------------------------------------------------------------------------------
// kinds
// -------------------------------------------------------------------------------------

const emitString = (scope: Scope, schema: Schema, name: string): string => {
  const made = call('string', [stringLiteral(schema.id), traitsLiteral(schema.traits)], [])
  if (!isBranded(schema)) {
    return `${comment(scope, schema)}export type ${name} = string\n\nexport const ${name}: S.StringShape = ${made}\n`
  }
  return [
    `export interface ${name}Brand {\n  readonly ${propertyName(name)}: unique symbol\n}\n`,
    `${docComment(scope.docs(schema.id, undefined, schema.traits), [...boundsOf(schema.traits), ...tagsOf(schema.traits)], '')}export type ${name} = t.Branded<string, ${name}Brand>\n`,
    `export const ${name}: S.StringShape<${name}> = ${made}\n`,
  ].join('\n')
}

const boundsOf = ({ length, pattern, sensitive }: Traits): ReadonlyArray<string> => {
  const parts = [
    ...(length === undefined ? [] : [`${length.min ?? 0} to ${length.max ?? 'any number of'} characters`]),
    ...(pattern === undefined
      ? []
      : [compilePattern(pattern) === undefined ? 'a pattern that is not enforced' : 'a pattern']),
    ...(sensitive === true ? ['sensitive'] : []),
  ]
  return parts.length === 0 ? [] : [`Bounds: ${parts.join('; ')}.`]
}

const emitEnum = (scope: Scope, schema: EnumSchema, name: string): string => {
  const plain = schema.values.every((one) => one.name === one.value)
  const listed = plain
    ? `[${schema.values.map(({ value }) => stringLiteral(value)).join(', ')}]`
    : `{ ${schema.values.map((one) => `${propertyName(one.name)}: ${stringLiteral(one.value)}`).join(', ')} }`
  const internal = schema.values
    .filter(({ traits }) => traits.internal === true)
    .map(({ value }) => stringLiteral(value))
  const union =
    schema.values.length === 0
      ? 'never'
      : [...new Set(schema.values.map(({ value }) => stringLiteral(value)))].join(' | ')
  const args = [
    stringLiteral(schema.id),
    listed,
    traitsLiteral(schema.traits),
    internal.length === 0 ? undefined : `[${internal.join(', ')}]`,
  ]
  return [
    `${comment(scope, schema)}export type ${name}_Input = ${union}\n`,
    `export type ${name} = ${name}_Input | S.Unlisted<${stringLiteral(name)}>\n`,
    `export const ${name}: S.EnumShape<${name}_Input, ${stringLiteral(name)}> = ${call('enumeration', args, ['', '', '{}', '[]'])}\n`,
  ].join('\n')
}

const emitIntEnum = (scope: Scope, schema: IntEnumSchema, name: string): string => {
  const listed = `{ ${schema.values.map((one) => `${propertyName(one.name)}: ${one.value}`).join(', ')} }`
  const union =
    schema.values.length === 0 ? 'never' : [...new Set(schema.values.map(({ value }) => String(value)))].join(' | ')
  return [
    `${comment(scope, schema)}export type ${name}_Input = ${union}\n`,
    `export type ${name} = ${name}_Input\n`,
    `export const ${name}: S.IntEnumShape<${name}> = ${call('intEnumeration', [stringLiteral(schema.id), listed, traitsLiteral(schema.traits)], ['', '', '{}'])}\n`,
  ].join('\n')
}

const emitSimple = (scope: Scope, schema: Schema, name: string): string =>
  [
    `${comment(scope, schema)}export type ${name} = ${plainDomain[schema._tag]}\n`,
    `export const ${name}: ${shapeTypes[schema._tag]} = ${call(schema._tag, [stringLiteral(schema.id), traitsLiteral(schema.traits)], [])}\n`,
  ].join('\n')

const emitList = (scope: Scope, schema: ListSchema, name: string): string => {
  const item = schema.member.target()
  const sparse = schema.traits.sparse === true
  const [domain, input, value] = [domainType(scope, item), inputType(scope, item), valueType(scope, item)]
  const orNull = sparse ? ' | null' : ''
  // A lean list does not bring along what tells items apart.
  const isWrapped = scope.lean && schema.traits.uniqueItems === true
  const args = [
    stringLiteral(schema.id),
    `() => ${nameIn(scope, item)}`,
    traitsLiteral(schema.traits, isWrapped ? ['sparse', 'uniqueItems'] : ['sparse']),
    traitsLiteral(schema.member.traits),
  ]
  const made = call(sparse ? 'sparseList' : 'list', args, ['', '', '{}', '{}'])
  // Interfaces, since aliases may not refer to themselves through one another.
  return [
    `${comment(scope, schema)}export interface ${name} extends globalThis.ReadonlyArray<${domain}${orNull}> {}\n`,
    `export interface ${name}_Input extends globalThis.ReadonlyArray<${input}${orNull}> {}\n`,
    `export interface ${name}_Value extends V.List<${value}${sparse ? ' | V.Null' : ''}> {}\n`,
    `export const ${name}: S.Shape<${name}, ${name}_Value, ${name}_Input> = ${isWrapped ? call('unique', [made], ['']) : made}\n`,
  ].join('\n')
}

const partsLiteral = ({ key, value }: MapSchema): string | undefined => {
  const parts = [
    ['key', traitsLiteral(key.traits)],
    ['value', traitsLiteral(value.traits)],
  ].filter(([, literal]) => literal !== undefined)
  return parts.length === 0 ? undefined : `{ ${parts.map(([part, literal]) => `${part}: ${literal}`).join(', ')} }`
}

const emitMap = (scope: Scope, schema: MapSchema, name: string): string => {
  const key = schema.key.target()
  const item = schema.value.target()
  const sparse = schema.traits.sparse === true
  const orNull = sparse ? ' | null' : ''
  const [domain, input, value] = [domainType(scope, item), inputType(scope, item), valueType(scope, item)]
  const isEnum = key._tag === 'enum'
  const keys = isEnum ? `[P in ${nameIn(scope, key)}_Input]?:` : '[key: string]:'
  const open = isEnum ? ' | undefined' : ''
  const keyValue = isEnum ? `V.Enum<${nameIn(scope, key)}_Input>` : 'V.String'
  const constructor = isEnum ? 'enumMap' : sparse ? 'sparseMap' : 'map'
  // An enum map is made sparse by its trait alone.
  const traits = traitsLiteral(schema.traits, isEnum ? [] : ['sparse'])
  const args = [
    stringLiteral(schema.id),
    `() => ${nameIn(scope, key)}`,
    `() => ${nameIn(scope, item)}`,
    traits,
    partsLiteral(schema),
  ]
  return [
    `${comment(scope, schema)}export type ${name} = { readonly ${keys} ${domain}${orNull} }\n`,
    `export type ${name}_Input = { readonly ${keys} ${input}${orNull}${open} }\n`,
    `export interface ${name}_Value extends V.Map<${keyValue}, ${value}${sparse ? ' | V.Null' : ''}> {}\n`,
    `export const ${name}: S.Shape<${name}, ${name}_Value, ${name}_Input> = ${call(constructor, args, ['', '', '', '{}', '{}'])}\n`,
  ].join('\n')
}

/** The traits of a structure with its code, printed ahead of time. */
const withCompiled = (traits: string | undefined, constant: string | undefined): string | undefined => {
  if (constant === undefined) return traits
  return traits === undefined ? `{ compiled: ${constant} }` : `{ ...${traits}, compiled: ${constant} }`
}

const emitStructure = (scope: Scope, schema: StructureSchema, name: string): string => {
  const valued = schema.members.filter((member) => !isStream(member))
  const streams = schema.members.filter(isStream)
  const values = valued
    .map(
      (member) =>
        `  readonly ${propertyName(member.name)}${isFilled(member, schema) ? ': ' : '?: '}${valueType(scope, member.target())}\n`,
    )
    .join('')
  const args = [
    stringLiteral(schema.id),
    rows(scope, valued),
    withCompiled(traitsLiteral(schema.traits), scope.compiled.has(schema.id) ? compiledName(name) : undefined),
    streams.length === 0 ? undefined : rows(scope, streams),
  ]
  return [
    `${comment(scope, schema)}${recordType(name, fields(scope, schema, 'domain'))}`,
    recordType(`${name}_Input`, fields(scope, schema, 'input')),
    `export interface ${name}_Value extends V.Structure<${values === '' ? 'globalThis.Record<never, never>' : `{\n${values}}`}> {}\n`,
    namespaceOf(name),
    `export const ${name}: S.StructureShape<${name}, ${name}_Value, ${name}_Input> = ${call('structure', args, ['', '', '{}', '{}'])}\n`,
  ].join('\n')
}

const emitUnion = (scope: Scope, schema: UnionSchema, name: string): string => {
  const alternatives = (of: (member: Member) => string): string =>
    schema.members
      .map((member) => `  | { readonly _tag: ${stringLiteral(member.field)}; readonly value: ${of(member)} }\n`)
      .join('')
  const values = schema.members
    .map(
      (member) => `  | V.Structure<{ readonly ${propertyName(member.name)}: ${valueType(scope, member.target())} }>\n`,
    )
    .join('')
  const args = [stringLiteral(schema.id), rows(scope, schema.members), traitsLiteral(schema.traits)]
  return [
    `${comment(scope, schema)}export type ${name} =\n${alternatives((member) => domainType(scope, member.target()))}  | S.UnknownMember\n`,
    `export type ${name}_Input =${schema.members.length === 0 ? ' never' : `\n${alternatives((member) => inputType(scope, member.target())).trimEnd()}`}\n`,
    `export type ${name}_Value =\n${values}  | V.Structure<{ readonly [name: string]: V.Document }>\n`,
    namespaceOf(name),
    `export const ${name}: S.UnionShape<${name}, ${name}_Value, ${name}_Input> = ${call('union', args, ['', '', '{}'])}\n`,
  ].join('\n')
}

/** A shape's declarations. Domain: schemas that are not of the prelude. */
export const emitShape = (scope: Scope, schema: Schema): string => {
  const name = scope.names.get(schema.id) as string
  switch (schema._tag) {
    case 'string':
      return emitString(scope, schema, name)
    case 'enum':
      return emitEnum(scope, schema, name)
    case 'intEnum':
      return emitIntEnum(scope, schema, name)
    case 'list':
      return emitList(scope, schema, name)
    case 'map':
      return emitMap(scope, schema, name)
    case 'structure':
      return emitStructure(scope, schema, name)
    case 'union':
      return emitUnion(scope, schema, name)
    default:
      return emitSimple(scope, schema, name)
  }
}
