/**
 * A Value as a tree of lines for people, sensitive parts hidden and large ones cut.
 */

import { redact } from '../../lib/interpret/redact.js'
import { nameOf } from '../../lib/schema/Schema.js'
import { redacted } from '../../lib/value/Issue.js'
import { tree as valueText } from '../../lib/value/show.js'
import type { Value } from '../../lib/value/Value.js'
import type { AnyTyped } from './subject.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface ValueNode {
  readonly label: string
  /** The Value's tag; `Sensitive` of what is hidden. */
  readonly kind: string
  /** What it is: a leaf's text, an aggregate's size. */
  readonly text: string
  readonly parts: ReadonlyArray<ValueNode>
  /** How many parts are not among them. */
  readonly more: number
}

/** The most lines of a tree, and of one aggregate in it. */
const most = { lines: 3000, parts: 200 } as const

// -------------------------------------------------------------------------------------
// interpreter
// -------------------------------------------------------------------------------------

type Child = readonly [label: string, value: Value]

const childrenOf = (value: Value): ReadonlyArray<Child> => {
  switch (value._tag) {
    case 'Structure':
      return Object.entries(value.fields).flatMap(([name, field]) =>
        field === undefined ? [] : [[name, field] as const],
      )
    case 'List':
      return value.items.map((item, i) => [`[${i}]`, item] as const)
    case 'Map':
      return value.entries.map(([key, item]) => [JSON.stringify(key.value), item] as const)
    default:
      return []
  }
}

const counted = (count: number, unit: string, units: string): string => `${count} ${count === 1 ? unit : units}`

/** A leaf's own text is what the library prints behind its tag. */
const textOf = (value: Value, children: number): string => {
  switch (value._tag) {
    case 'Structure':
      return counted(children, 'member', 'members')
    case 'List':
      return counted(children, 'item', 'items')
    case 'Map':
      return counted(children, 'entry', 'entries')
    case 'Blob':
      return counted(value.bytes.length, 'byte', 'bytes')
    default:
      return valueText(value, { width: 500 }).slice(value._tag.length).trim()
  }
}

/** The lines of a value of the shape. Law: what `redact` hides is in none of them. */
export const valueNodes = (shape: AnyTyped, value: Value): ValueNode => {
  let left = most.lines
  const node = (label: string, part: Value): ValueNode => {
    left--
    if (part._tag === 'String' && part.value === redacted)
      return { label, kind: 'Sensitive', text: 'hidden', parts: [], more: 0 }
    const children = childrenOf(part)
    const shown: Array<ValueNode> = []
    for (const [name, child] of children.slice(0, most.parts)) {
      if (left <= 0) break
      shown.push(node(name, child))
    }
    return {
      label,
      kind: part._tag,
      text: textOf(part, children.length),
      parts: shown,
      more: children.length - shown.length,
    }
  }
  return node(nameOf(shape.schema.id), redact(shape)(value))
}
