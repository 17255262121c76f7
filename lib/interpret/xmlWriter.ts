/**
 * From the domain straight to the text of XML, without a tree between.
 *
 * A writer gives exactly the text that the walk's tree gives, or `undefined`, and then the walk decides: for what XML cannot hold
 * and for anything unusual. Text grows at its right end, piece by piece: engines put such text together fastest.
 */

import { isRecord } from '../compile/records.js'
import { escapeAttribute, escapeText, isXmlText } from '../format/xml.js'
import type { ListSchema, MapSchema, Member, Schema, StructureSchema, UnionSchema } from '../schema/Schema.js'
import { isStream, targetOf } from '../schema/Schema.js'
import { getOwn } from '../value/own.js'
import type { LeafText } from './leafText.js'
import { isInherited, leafText } from './leafText.js'
import { isAttribute, isFlat, namespaceAttribute, xmlNameOf } from './xmlNames.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** The tags of an element, put together once. */
export interface Tags {
  /** Its start tag without what closes it, for attributes to follow. */
  readonly open: string
  readonly start: string
  readonly end: string
  /** Both in one, of an element without content. */
  readonly empty: string
}

const tagsWith = (open: string, end: string): Tags => ({ open, start: `${open}>`, end, empty: `${open}/>` })

/**
 * Adds the element of a value to the text: `undefined` where the walk has to decide. The value is there; a null or anything
 * else of no kind is among what is left to the walk.
 */
type Write = (text: string, host: unknown, tags: Tags) => string | undefined

/** Adds what a member contributes, the name already known. */
type WriteMember = (text: string, host: unknown) => string | undefined

type WriteOf = (schema: Schema) => Write

type Host = Readonly<Record<string, unknown>>

const never: Write = () => undefined

// -------------------------------------------------------------------------------------
// tags
// -------------------------------------------------------------------------------------

type Attributes = ReturnType<typeof namespaceAttribute>

export const tagsOf = (name: string, attributes: Attributes): Tags =>
  tagsWith(`<${name}${attributes.map(([key, value]) => ` ${key}="${escapeAttribute(value)}"`).join('')}`, `</${name}>`)

const memberTags = (member: Member): Tags => tagsOf(xmlNameOf(member), namespaceAttribute(member.traits.xmlNamespace))

/** An element whose content is what comes behind `inner`, where that is longer than `start`. */
const closed = (start: string, inner: string, { end, empty }: Tags, text: string): string =>
  inner.length === start.length ? text + empty : inner + end

// -------------------------------------------------------------------------------------
// leaves
// -------------------------------------------------------------------------------------

/** What has to be escaped, or looked at more closely. */
const specialInText = /[^\t\n\x20-\x25\x27-\x3b\x3d\x3f-\x84\x86-\u2027\u2029-\ud7ff\ue000-\ufffd]/

const specialInAttribute = /[^\x20\x21\x23-\x25\x27-\x3b\x3d\x3f-\x84\x86-\u2027\u2029-\ud7ff\ue000-\ufffd]/

const escapedBy =
  (special: RegExp, escape: (text: string) => string): LeafText =>
  (host) => {
    if (typeof host !== 'string') return undefined
    if (!special.test(host)) return host
    return isXmlText(host) ? escape(host) : undefined
  }

const escaped = /*#__PURE__*/ escapedBy(specialInText, escapeText)

const escapedAttribute = /*#__PURE__*/ escapedBy(specialInAttribute, escapeAttribute)

const isText = ({ _tag }: Schema): boolean => _tag === 'string' || _tag === 'enum'

const leafWrite = (of: LeafText): Write => {
  return (text, host, { start, end, empty }) => {
    const content = of(host)
    if (content === undefined) return undefined
    return content === '' ? text + empty : text + start + content + end
  }
}

// -------------------------------------------------------------------------------------
// lists and maps
// -------------------------------------------------------------------------------------

/** Writes under tags the elements that `inside` adds. */
const wrapping = (inside: WriteMember): Write => {
  return (text, host, tags) => {
    const start = text + tags.start
    const inner = inside(start, host)
    return inner === undefined ? undefined : closed(start, inner, tags, text)
  }
}

/** The items of a list, each under the tags. */
const itemsUnder = (schema: ListSchema, tags: Tags, writeOf: WriteOf): WriteMember => {
  let write: Write | undefined
  return (text, host) => {
    if (!Array.isArray(host)) return undefined
    write ??= writeOf(targetOf(schema.member))
    let inner: string | undefined = text
    for (let i = 0; i < host.length && inner !== undefined; i++) inner = write(inner, host[i], tags)
    return inner
  }
}

/** The entries of a map, each under the tags. */
const entriesUnder = (schema: MapSchema, tags: Tags, writeOf: WriteOf): WriteMember => {
  const [keyTags, valueTags] = [memberTags(schema.key), memberTags(schema.value)]
  const writeKey = leafWrite(escaped)
  let write: Write | undefined
  return (text, host) => {
    if (!isRecord(host)) return undefined
    write ??= writeOf(targetOf(schema.value))
    let inner = text
    for (const key of Object.keys(host)) {
      const value = host[key]
      if (value === undefined) continue
      const keyed = writeKey(inner + tags.start, key, keyTags)
      const entry = keyed === undefined ? undefined : write(keyed, value, valueTags)
      if (entry === undefined) return undefined
      inner = entry + tags.end
    }
    return inner
  }
}

const listWrite = (schema: ListSchema, writeOf: WriteOf): Write =>
  isFlat(schema.member) ? never : wrapping(itemsUnder(schema, memberTags(schema.member), writeOf))

const mapWrite = (schema: MapSchema, writeOf: WriteOf): Write =>
  isFlat(schema.key) || isFlat(schema.value) ? never : wrapping(entriesUnder(schema, tagsOf('entry', []), writeOf))

// -------------------------------------------------------------------------------------
// structures and unions
// -------------------------------------------------------------------------------------

/** A flattened item has no element of its own, so its namespace goes to the one that stands for it. */
const flatTags = (member: Member, { traits }: Member): Tags =>
  tagsOf(xmlNameOf(member), namespaceAttribute(traits.xmlNamespace ?? member.traits.xmlNamespace))

const memberWrite = (member: Member, writeOf: WriteOf): WriteMember => {
  const target = targetOf(member)
  if (isFlat(member)) {
    if (target._tag === 'list' && !isFlat(target.member))
      return itemsUnder(target, flatTags(member, target.member), writeOf)
    if (target._tag === 'map' && !isFlat(target.key) && !isFlat(target.value))
      return entriesUnder(target, memberTags(member), writeOf)
  }
  const tags = memberTags(member)
  let write: Write | undefined
  return (text, host) => {
    write ??= writeOf(target)
    return write(text, host, tags)
  }
}

interface FieldWrite {
  readonly field: string
  readonly own: boolean
  readonly write: WriteMember
}

/** An attribute is text: anything else is left to the walk. */
const attributeWrite = (member: Member): FieldWrite => {
  const target = targetOf(member)
  const of = isText(target) ? escapedAttribute : leafText(target)
  const lead = ` ${xmlNameOf(member)}="`
  return {
    field: member.field,
    own: isInherited(member.field),
    write: (text, host) => {
      const value = of?.(host)
      return value === undefined ? undefined : `${text + lead + value}"`
    },
  }
}

const added = (fields: ReadonlyArray<FieldWrite>, text: string, record: Host): string | undefined => {
  let inner = text
  for (const { field, own, write } of fields) {
    const value = own ? getOwn(record, field) : record[field]
    if (value === undefined) continue
    const next = write(inner, value)
    if (next === undefined) return undefined
    inner = next
  }
  return inner
}

/** The elements of a structure's members, without the structure's own. */
const childrenWrite = (members: ReadonlyArray<Member>, writeOf: WriteOf): WriteMember => {
  const fields = members
    .filter((member) => !isAttribute(member))
    .map(
      (member): FieldWrite => ({
        field: member.field,
        own: isInherited(member.field),
        write: memberWrite(member, writeOf),
      }),
    )
  return (text, host) => {
    return isRecord(host) ? added(fields, text, host) : undefined
  }
}

const membersOf = (schema: StructureSchema): ReadonlyArray<Member> =>
  schema.members.filter((member) => !isStream(member))

const structureWrite = (schema: StructureSchema, writeOf: WriteOf): Write => {
  const members = membersOf(schema)
  const plain = wrapping(childrenWrite(members, writeOf))
  const attributes = members.filter(isAttribute).map(attributeWrite)
  if (attributes.length === 0) return plain
  return (text, host, { open, end }) => {
    const attributed = isRecord(host) ? added(attributes, '', host) : undefined
    return attributed === undefined ? undefined : plain(text, host, tagsWith(open + attributed, end))
  }
}

const unionWrite = (schema: UnionSchema, writeOf: WriteOf): Write => {
  const members = new Map<unknown, WriteMember>(
    schema.members.map((member) => [member.field, memberWrite(member, writeOf)] as const),
  )
  if (schema.members.some(isAttribute)) return never
  return (text, host, tags) => {
    if (!isRecord(host)) return undefined
    const { _tag: tag, value } = host
    const write = tag === '$unknown' ? undefined : members.get(tag)
    if (write === undefined) return undefined
    const start = text + tags.start
    const inner = write(start, value)
    // A flattened member that is empty has no element: then nothing says which member it is.
    return inner === undefined || inner.length === start.length ? undefined : inner + tags.end
  }
}

// -------------------------------------------------------------------------------------
// interpreter
// -------------------------------------------------------------------------------------

const compile = (schema: Schema, writeOf: WriteOf): Write => {
  switch (schema._tag) {
    case 'list':
      return listWrite(schema, writeOf)
    case 'map':
      return mapWrite(schema, writeOf)
    case 'structure':
      return structureWrite(schema, writeOf)
    case 'union':
      return unionWrite(schema, writeOf)
    case 'document':
      return never
    default:
      return leafWrite(isText(schema) ? escaped : (leafText(schema) as LeafText))
  }
}

const kept = new WeakMap<Schema, Write>()

const writeOf: WriteOf = (schema) => {
  const known = kept.get(schema) ?? compile(schema, writeOf)
  kept.set(schema, known)
  return known
}

/**
 * The elements of a structure's members, behind a lead; `undefined` where the walk has to decide. Keep what this gives.
 */
export const childrenWriter = (schema: StructureSchema): WriteMember => {
  const members = membersOf(schema)
  // Attributes stand on the element around, which is not written here.
  return members.some(isAttribute) ? () => undefined : childrenWrite(members, writeOf)
}

/** The element of a value under those tags; `undefined` where the walk has to decide. Keep what this gives. */
export const elementWriter = (schema: Schema, tags: Tags): ((host: unknown) => string | undefined) => {
  let write: Write | undefined
  return (host) => {
    write ??= writeOf(schema)
    return write('', host, tags)
  }
}
