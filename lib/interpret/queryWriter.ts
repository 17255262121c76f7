/**
 * From the domain straight to the bytes of a form, without pairs between.
 *
 * A writer gives exactly the bytes that the walk's pairs give, or nothing, and then the walk decides: for what a form cannot hold
 * and for anything unusual.
 */

import { isRecord } from '../compile/records.js'
import { markForm, putEncoded, putPlain, resetForm, takeForm } from '../format/formSink.js'
import { percentEncode } from '../format/percent.js'
import type { ListSchema, MapSchema, Member, Schema, StructureSchema, UnionSchema } from '../schema/Schema.js'
import { isStream, targetOf } from '../schema/Schema.js'
import { getOwn } from '../value/own.js'
import type { LeafText } from './leafText.js'
import { isInherited, leafText } from './leafText.js'
import type { Dialect } from './query.js'
import { isFlat, partNameOf, queryNameOf } from './query.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/**
 * Adds the pairs of a value, each behind an ampersand; `false` where the walk has to decide. Its name is the lead and the rest
 * together, both encoded.
 */
type Write = (host: unknown, lead: string, rest: string, flat: boolean) => boolean

interface Compiling {
  readonly dialect: Dialect
  readonly writeOf: (schema: Schema) => Write
}

interface FieldWrite {
  readonly field: string
  readonly own: boolean
  readonly name: string
  readonly flat: boolean
  readonly write: Write
}

const never: Write = () => false

// -------------------------------------------------------------------------------------
// leaves
// -------------------------------------------------------------------------------------

const putName = (lead: string, rest: string): void => {
  putPlain('&')
  putPlain(lead)
  putPlain(rest)
  putPlain('=')
}

const textOf: LeafText = (host) => (typeof host === 'string' ? host : undefined)

const leafWrite = (of: LeafText): Write => {
  return (host, lead, rest) => {
    const text = of(host)
    if (text === undefined) return false
    putName(lead, rest)
    return putEncoded(text)
  }
}

// -------------------------------------------------------------------------------------
// aggregates
// -------------------------------------------------------------------------------------

const leadOf = (name: string): string => (name === '' ? '' : `${name}.`)

/** Writes what has to have a pair: else it would be lost without a trace, and is left to the walk. */
const writeAudible = (write: Write, host: unknown, lead: string, rest: string, flat: boolean): boolean => {
  const mark = markForm()
  return write(host, lead, rest, flat) && markForm() > mark
}

const listWrite = ({ dialect, writeOf }: Compiling, schema: ListSchema): Write => {
  const itemName = percentEncode(partNameOf(schema.member))
  let write: Write | undefined
  return (host, lead, rest, flat) => {
    if (!Array.isArray(host)) return false
    if (host.length === 0) {
      // An empty list is the name alone; EC2 leaves it out.
      if (dialect === 'aws') putName(lead, rest)
      return true
    }
    write ??= writeOf(targetOf(schema.member))
    const name = lead + rest
    const items = `${flat || dialect === 'ec2' ? name : leadOf(name) + itemName}.`
    for (let i = 0; i < host.length; i++) if (!writeAudible(write, host[i], items, `${i + 1}`, false)) return false
    return true
  }
}

const mapWrite = ({ dialect, writeOf }: Compiling, schema: MapSchema): Write => {
  const [keyName, valueName] = [percentEncode(partNameOf(schema.key)), percentEncode(partNameOf(schema.value))]
  let write: Write | undefined
  return (host, lead, rest, flat) => {
    if (!isRecord(host)) return false
    write ??= writeOf(targetOf(schema.value))
    const name = lead + rest
    const entries = flat || dialect === 'ec2' ? name : `${leadOf(name)}entry`
    let count = 0
    for (const key of Object.keys(host)) {
      const value = host[key]
      if (value === undefined) continue
      const entry = `${entries}.${++count}.`
      putName(entry, keyName)
      if (!putEncoded(key) || !writeAudible(write, value, entry, valueName, false)) return false
    }
    return true
  }
}

const fieldWrite = ({ dialect, writeOf }: Compiling, member: Member): FieldWrite => {
  const target = targetOf(member)
  let write: Write | undefined
  return {
    field: member.field,
    own: isInherited(member.field),
    name: percentEncode(queryNameOf(member, dialect)),
    flat: isFlat(member, dialect),
    write: (host, lead, rest, flat) => {
      write ??= writeOf(target)
      return write(host, lead, rest, flat)
    },
  }
}

const structureWrite = (compiling: Compiling, schema: StructureSchema): Write => {
  const fields = schema.members.filter((member) => !isStream(member)).map((member) => fieldWrite(compiling, member))
  return (host, lead, rest) => {
    if (!isRecord(host)) return false
    const inner = leadOf(lead + rest)
    for (const { field, own, name, flat, write } of fields) {
      const value = own ? getOwn(host, field) : host[field]
      if (value !== undefined && !write(value, inner, name, flat)) return false
    }
    return true
  }
}

const unionWrite = (compiling: Compiling, schema: UnionSchema): Write => {
  const fields = new Map<unknown, FieldWrite>(
    schema.members.map((member) => [member.field, fieldWrite(compiling, member)] as const),
  )
  return (host, lead, rest) => {
    if (!isRecord(host)) return false
    const { _tag: tag, value } = host
    const chosen = tag === '$unknown' ? undefined : fields.get(tag)
    if (chosen === undefined) return false
    return writeAudible(chosen.write, value, leadOf(lead + rest), chosen.name, chosen.flat)
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
      return leafWrite(textOf)
    default:
      return leafWrite(leafText(schema) as LeafText)
  }
}

/** The form of a structure's members behind pairs that are encoded already; `undefined` where the walk has to decide. */
export type QueryWriter = (schema: Schema) => (first: string, host: unknown) => Uint8Array | undefined

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
    return (first, host) => {
      write ??= writeOf(schema)
      const mark = markForm()
      // Whatever happens inside, a getter that throws among it, the bytes of the writing around are put back.
      try {
        putPlain(first)
        return write(host, '', '', false) ? takeForm(mark) : undefined
      } finally {
        resetForm(mark)
      }
    }
  }
}
