/**
 * From the domain straight to the text of a form, without pairs between.
 *
 * A writer gives exactly the text that the walk's pairs give, or `undefined`, and then the walk decides: for what a form cannot hold
 * and for anything unusual. Text grows at its right end, piece by piece: engines put such text together fastest.
 */

import { fieldOf, isRecord } from '../compile/domain.js'
import { percentEncode } from '../format/percent.js'
import type { ListSchema, MapSchema, Member, Schema, StructureSchema, UnionSchema } from '../schema/Schema.js'
import { isStream, targetOf } from '../schema/Schema.js'
import { isWellFormed } from '../value/Document.js'
import type { LeafText } from './leafText.js'
import { leafText } from './leafText.js'
import type { Dialect } from './query.js'
import { isFlat, partNameOf, queryNameOf } from './query.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** Adds the pairs of a value to the text, each behind an ampersand. The name is encoded. */
type Write = (text: string, host: unknown, name: string, flat: boolean) => string | undefined

interface Compiling {
  readonly dialect: Dialect
  readonly writeOf: (schema: Schema) => Write
}

interface FieldWrite {
  readonly field: string
  readonly suffix: string
  readonly flat: boolean
  readonly write: Write
}

const never: Write = () => undefined

// -------------------------------------------------------------------------------------
// leaves
// -------------------------------------------------------------------------------------

/** What is not encoded. Source: RFC 3986, section 2.3. */
const special = /[^A-Za-z0-9._~-]/

const encoded: LeafText = (host) => {
  if (typeof host !== 'string') return undefined
  if (!special.test(host)) return host
  return isWellFormed(host) ? percentEncode(host) : undefined
}

/** Texts of other kinds are of ASCII, and some have colons, commas or spaces. */
const leafWrite = (of: LeafText): Write => {
  return (text, host, name) => {
    const value = of(host)
    return value === undefined ? undefined : `${text}&${name}=${value}`
  }
}

const encodedLeaf = (of: LeafText): LeafText => {
  return (host) => encoded(of(host))
}

// -------------------------------------------------------------------------------------
// aggregates
// -------------------------------------------------------------------------------------

const below = (name: string, suffix: string): string => (name === '' ? suffix : `${name}.${suffix}`)

/** A write whose outcome is left to the walk where it has no pair, so that it would be lost without a trace. */
const audible = (text: string, next: string | undefined): string | undefined =>
  next === undefined || next.length === text.length ? undefined : next

const listWrite = ({ dialect, writeOf }: Compiling, schema: ListSchema): Write => {
  const itemName = percentEncode(partNameOf(schema.member))
  let write: Write | undefined
  return (text, host, name, flat) => {
    if (!Array.isArray(host)) return undefined
    // An empty list is the name alone; EC2 leaves it out.
    if (host.length === 0) return dialect === 'aws' ? `${text}&${name}=` : text
    write ??= writeOf(targetOf(schema.member))
    const base = flat || dialect === 'ec2' ? name : below(name, itemName)
    let inner: string | undefined = text
    for (let i = 0; i < host.length && inner !== undefined; i++)
      inner = audible(inner, write(inner, host[i], `${base}.${i + 1}`, false))
    return inner
  }
}

const mapWrite = ({ dialect, writeOf }: Compiling, schema: MapSchema): Write => {
  const [keyName, valueName] = [percentEncode(partNameOf(schema.key)), percentEncode(partNameOf(schema.value))]
  let write: Write | undefined
  return (text, host, name, flat) => {
    if (!isRecord(host)) return undefined
    write ??= writeOf(targetOf(schema.value))
    const base = flat || dialect === 'ec2' ? name : below(name, 'entry')
    let inner = text
    let count = 0
    for (const key of Object.keys(host)) {
      const value = host[key]
      if (value === undefined) continue
      const entry = `${base}.${++count}`
      const keyText = encoded(key)
      if (keyText === undefined) return undefined
      const keyed = `${inner}&${entry}.${keyName}=${keyText}`
      const next = audible(keyed, write(keyed, value, `${entry}.${valueName}`, false))
      if (next === undefined) return undefined
      inner = next
    }
    return inner
  }
}

const fieldWrite = ({ dialect, writeOf }: Compiling, member: Member): FieldWrite => {
  const target = targetOf(member)
  let write: Write | undefined
  return {
    field: member.field,
    suffix: percentEncode(queryNameOf(member, dialect)),
    flat: isFlat(member, dialect),
    write: (text, host, name, flat) => {
      write ??= writeOf(target)
      return write(text, host, name, flat)
    },
  }
}

const structureWrite = (compiling: Compiling, schema: StructureSchema): Write => {
  const fields = schema.members.filter((member) => !isStream(member)).map((member) => fieldWrite(compiling, member))
  return (text, host, name) => {
    if (!isRecord(host)) return undefined
    const lead = name === '' ? '' : `${name}.`
    let inner = text
    for (const { field, suffix, flat, write } of fields) {
      const value = fieldOf(host, field)
      if (value === undefined) continue
      const next = write(inner, value, lead + suffix, flat)
      if (next === undefined) return undefined
      inner = next
    }
    return inner
  }
}

const unionWrite = (compiling: Compiling, schema: UnionSchema): Write => {
  const fields = new Map(schema.members.map((member) => [member.field, fieldWrite(compiling, member)] as const))
  return (text, host, name) => {
    if (!isRecord(host)) return undefined
    const { _tag: tag, value } = host
    const chosen = typeof tag === 'string' && tag !== '$unknown' ? fields.get(tag) : undefined
    if (chosen === undefined || value === undefined) return undefined
    return audible(text, chosen.write(text, value, below(name, chosen.suffix), chosen.flat))
  }
}

// -------------------------------------------------------------------------------------
// interpreter
// -------------------------------------------------------------------------------------

const compile = (compiling: Compiling, schema: Schema): Write => {
  switch (schema._tag) {
    case 'list':
      return listWrite(compiling, schema)
    case 'map':
      return mapWrite(compiling, schema)
    case 'structure':
      return structureWrite(compiling, schema)
    case 'union':
      return unionWrite(compiling, schema)
    case 'document':
      return never
    case 'string':
    case 'enum':
      return leafWrite(encoded)
    default:
      return leafWrite(encodedLeaf(leafText(schema) as LeafText))
  }
}

/** The pairs of a structure's members behind a lead; `undefined` where the walk has to decide. */
export type QueryWriter = (schema: Schema) => (lead: string, host: unknown) => string | undefined

/** Writes forms in a dialect. Keep what it gives for a schema. */
export const queryWriter = (dialect: Dialect): QueryWriter => {
  const kept = new WeakMap<Schema, Write>()
  const writeOf = (schema: Schema): Write => {
    const known = kept.get(schema) ?? compile({ dialect, writeOf }, schema)
    kept.set(schema, known)
    return known
  }
  return (schema) => {
    let write: Write | undefined
    return (lead, host) => {
      write ??= writeOf(schema)
      return write(lead, host, '', false)
    }
  }
}
