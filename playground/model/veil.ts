/**
 * The tree of a payload without anything sensitive, for links that people hand around.
 *
 * Law: no text, number, key or byte of a sensitive shape is in the result; nor is the part of a member that the shape does
 * not know, or of another kind than the shape's: nobody knows what those are. Rules as of `redact`.
 */

import type { MapSchema, Member, Schema } from '../../lib/schema/Schema.js'
import { targetOf } from '../../lib/schema/Schema.js'
import { isDocumentDecimal } from '../../lib/value/BigDecimal.js'
import type { Document } from '../../lib/value/Document.js'
import { redacted } from '../../lib/value/Issue.js'
import { recordOf } from '../../lib/value/own.js'
import type { Form } from './textPath.js'
import { nameIn } from './textPath.js'

export interface Veiled {
  readonly tree: Document
  /** How many parts are hidden. */
  readonly hidden: number
}

type DocumentRecord = { readonly [name: string]: Document }

/** What lies deeper is hidden: no shape goes there. */
const deepest = 256

const isRecord = (tree: Document): tree is DocumentRecord =>
  typeof tree === 'object' && tree !== null && !Array.isArray(tree) && !isDocumentDecimal(tree)

const isList = (tree: Document): tree is ReadonlyArray<Document> => Array.isArray(tree)

/** The part without what is sensitive. */
export const veil = (root: Schema, form: Form, tree: Document): Veiled => {
  let hidden = 0
  const hide = (): Document => {
    hidden++
    return redacted
  }
  const member = (of: Member, part: Document, depth: number, sparse = false): Document => {
    const target = targetOf(of)
    // Null is absent, but where a document has to stand it is the document `null`.
    return part === null && (sparse || target._tag !== 'document') ? null : inside(target, part, depth - 1)
  }
  const fields = (members: ReadonlyArray<Member>, record: DocumentRecord, depth: number): Document => {
    const known = new Map(members.map((one) => [nameIn(form, one), one]))
    return recordOf(
      Object.entries(record).map(([name, part]) => {
        const of = known.get(name)
        return [name, of === undefined ? hide() : member(of, part, depth)] as const
      }),
    )
  }
  const union = (members: ReadonlyArray<Member>, record: DocumentRecord, depth: number): Document => {
    if (form === 'wire') return fields(members, record, depth)
    const of = members.find(({ field }) => field === record['_tag'])
    return recordOf(
      Object.entries(record).map(([name, part]) => {
        if (name === '_tag' && of !== undefined) return [name, part] as const
        return [name, name === 'value' && of !== undefined ? member(of, part, depth) : hide()] as const
      }),
    )
  }
  /** Hidden keys are told apart by a number. */
  const entries = ({ key, value, traits }: MapSchema, record: DocumentRecord, depth: number): Document => {
    const isSecret = targetOf(key).traits.sensitive === true
    return recordOf(
      Object.entries(record).map(([name, part], i) => {
        const shown = isSecret ? `${hide()} ${i + 1}` : name
        return [shown, member(value, part, depth, traits.sparse)] as const
      }),
    )
  }
  const inside = (schema: Schema, part: Document, depth: number): Document => {
    if (schema.traits.sensitive === true || depth === 0) return hide()
    switch (schema._tag) {
      case 'structure':
        return isRecord(part) ? fields(schema.members, part, depth) : hide()
      case 'union':
        return isRecord(part) ? union(schema.members, part, depth) : hide()
      case 'list':
        return isList(part) ? part.map((item) => member(schema.member, item, depth, schema.traits.sparse)) : hide()
      case 'map':
        return isRecord(part) ? entries(schema, part, depth) : hide()
      case 'document':
        return isShallow(part, depth) ? part : hide()
      default:
        return isRecord(part) || isList(part) ? hide() : part
    }
  }
  const veiled = inside(root, tree, deepest)
  return { tree: veiled, hidden }
}

/** Whether a document nests no deeper, found without a call for each level beyond. */
const isShallow = (part: Document, depth: number): boolean => {
  if (!isRecord(part) && !isList(part)) return true
  return depth > 0 && Object.values(part).every((inner: Document) => isShallow(inner, depth - 1))
}
