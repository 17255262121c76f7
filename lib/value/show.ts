/**
 * Two texts of a value: `Show`, which says the kinds and measures and no content, so that it is safe in any log since a
 * Value does not know what is sensitive; and `tree`, which people read and which says everything.
 */

import type { Show as ShowOf } from 'fp-ts/lib/Show.js'
import { isDocumentDecimal, writeDecimal } from './BigDecimal.js'
import type { Document as DocumentData } from './Document.js'
import { numberText } from './Document.js'
import type { MapKey, Value } from './Value.js'

// -------------------------------------------------------------------------------------
// show
// -------------------------------------------------------------------------------------

const showValue = (value: Value): string => {
  switch (value._tag) {
    case 'Structure': {
      const fields = Object.entries(value.fields).flatMap(([name, field]) =>
        field === undefined ? [] : [`${name}: ${showValue(field)}`],
      )
      return fields.length === 0 ? 'Structure {}' : `Structure { ${fields.join(', ')} }`
    }
    case 'List':
      return `List [${value.items.map(showValue).join(', ')}]`
    case 'Map':
      return `Map {${value.entries.map(([, item]) => showValue(item)).join(', ')}}`
    case 'String':
      return `String(${value.value.length})`
    case 'Blob':
      return `Blob(${value.bytes.length})`
    case 'Enum':
    case 'Integer':
    case 'Long':
    case 'BigInteger':
    case 'BigDecimal':
    case 'Float':
    case 'Double':
    case 'Boolean':
    case 'Timestamp':
    case 'Document':
    case 'Null':
      return value._tag
  }
}

/** Tags, member names and sizes (UTF-16 units, bytes); no text, number, key or byte of the value itself. */
export const Show: ShowOf<Value> = { show: showValue }

// -------------------------------------------------------------------------------------
// tree
// -------------------------------------------------------------------------------------

export interface TreeOptions {
  /** The longest leaf text in UTF-16 units; what is cut is counted. Default 72. */
  readonly width?: number
}

/**
 * The whole value as an indented tree, one leaf a line, control characters escaped. Everything is shown: pass what is
 * sensitive through `redact` of its shape first.
 */
export const tree = (value: Value, options: TreeOptions = {}): string => {
  const lines: Array<string> = []
  branch(lines, '', '', '', value, options.width ?? 72)
  return lines.join('\n')
}

type Child = readonly [string, Value]

const branch = (
  lines: Array<string>,
  lead: string,
  indent: string,
  label: string,
  value: Value,
  width: number,
): void => {
  lines.push(`${lead}${label}${label === '' ? '' : ' '}${leaf(value, width)}`)
  const children = childrenOf(value, width)
  children.forEach(([name, child], i) => {
    const last = i === children.length - 1
    branch(lines, `${indent}${last ? '└─ ' : '├─ '}`, `${indent}${last ? '   ' : '│  '}`, name, child, width)
  })
}

const childrenOf = (value: Value, width: number): ReadonlyArray<Child> => {
  switch (value._tag) {
    case 'Structure':
      return Object.entries(value.fields).flatMap(([name, field]) =>
        field === undefined ? [] : [[name, field] as const],
      )
    case 'List':
      return value.items.map((item, i) => [`[${i}]`, item] as const)
    case 'Map':
      return value.entries.map(([key, item]) => [keyLabel(key, width), item] as const)
    default:
      return []
  }
}

const keyLabel = (key: MapKey, width: number): string => `${cut(JSON.stringify(key.value), width)}:`

const cut = (text: string, width: number): string =>
  text.length <= width ? text : `${text.slice(0, width)}… (${text.length - width} more)`

const leaf = (value: Value, width: number): string => {
  switch (value._tag) {
    case 'Structure':
      return 'Structure'
    case 'List':
      return `List of ${value.items.length}`
    case 'Map':
      return `Map of ${value.entries.length}`
    case 'String':
    case 'Enum':
      return `${value._tag} ${cut(JSON.stringify(value.value), width)}`
    case 'Integer':
    case 'Float':
    case 'Double':
      return `${value._tag} ${Object.is(value.value, -0) ? '-0' : value.value}`
    case 'Long':
    case 'BigInteger':
    case 'Boolean':
      return `${value._tag} ${cut(String(value.value), width)}`
    case 'BigDecimal':
      return `BigDecimal ${cut(writeDecimal(value.value), width)}`
    case 'Blob':
      return `Blob of ${value.bytes.length} bytes`
    case 'Timestamp':
      return `Timestamp ${timestampText(value.epochMillis)}`
    case 'Document':
      return `Document ${cut(documentText(value.value), width)}`
    case 'Null':
      return 'Null'
  }
}

const timestampText = (epochMillis: number): string => {
  const date = new Date(epochMillis)
  return Number.isNaN(date.getTime()) ? String(epochMillis) : date.toISOString()
}

/** A document as JSON text, its numbers exact. */
const documentText = (d: DocumentData): string => {
  if (typeof d === 'number' || typeof d === 'bigint' || isDocumentDecimal(d)) return numberText(d)
  if (Array.isArray(d)) return `[${d.map(documentText).join(',')}]`
  if (typeof d === 'object' && d !== null) {
    return `{${Object.entries(d)
      .map(([name, part]: readonly [string, DocumentData]) => `${JSON.stringify(name)}:${documentText(part)}`)
      .join(',')}}`
  }
  return JSON.stringify(d)
}
