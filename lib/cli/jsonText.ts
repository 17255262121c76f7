/**
 * JSON as the command prints it: indented, every number exact.
 */

import { writeJson } from '../format/json.js'
import { isDocumentDecimal, writeDecimal } from '../value/BigDecimal.js'
import type { Document } from '../value/Document.js'
import { recordOf } from '../value/own.js'

const isBranch = (tree: Document): tree is ReadonlyArray<Document> | { readonly [name: string]: Document } =>
  typeof tree === 'object' && tree !== null && !isDocumentDecimal(tree)

/** Indented by two blanks a level, without an end of line. */
export const prettyJson = (tree: Document, indent = ''): string => {
  if (!isBranch(tree)) return writeJson(tree)
  const isList = Array.isArray(tree)
  const parts = isList
    ? tree.map((item: Document) => prettyJson(item, `${indent}  `))
    : Object.entries(tree).map(
        ([name, part]: readonly [string, Document]) => `${JSON.stringify(name)}: ${prettyJson(part, `${indent}  `)}`,
      )
  const [open, close] = isList ? ['[', ']'] : ['{', '}']
  return parts.length === 0
    ? `${open}${close}`
    : `${open}\n${parts.map((part) => `${indent}  ${part}`).join(',\n')}\n${indent}${close}`
}

/** The same for the result of a command, whose printer knows no decimals: they are text there, as numbers beyond 53 bits are. */
export const resultTree = (tree: Document): Document => {
  if (isDocumentDecimal(tree)) return writeDecimal(tree)
  if (Array.isArray(tree)) return tree.map(resultTree)
  return isBranch(tree)
    ? recordOf(
        Object.entries(tree).map(([name, part]: readonly [string, Document]) => [name, resultTree(part)] as const),
      )
    : tree
}
