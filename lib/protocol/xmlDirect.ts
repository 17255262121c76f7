/**
 * XML bodies straight to the domain and back, as the protocols wrap them.
 */

import { fail } from '../compile/emit/source.js'
import { readUtf8 } from '../format/utf8.js'
import { documentBytes, textElement, writeXml } from '../format/xml.js'
import { namespaceAttribute, rootNameOf } from '../interpret/xmlNames.js'
import type { XmlReader } from '../interpret/xmlReader.js'
import { xmlReader } from '../interpret/xmlReader.js'
import type { Tags } from '../interpret/xmlWriter.js'
import { childrenWriter, elementWriter, tagsOf } from '../interpret/xmlWriter.js'
import type { AnyOperation } from '../operation/Operation.js'
import type { Schema } from '../schema/Schema.js'
import { isLeft } from '../value/either.js'
import type { Direct, Format } from './Format.js'
import { isUnit, structureOf } from './messages.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** How a protocol wraps a value into a document: what its envelope does with trees. */
export interface XmlLayout {
  /** The name of the root's child that holds the members; `undefined` where that is the root. */
  readonly child: (operation: AnyOperation) => string | undefined
  /** The text of the root; `undefined` where the walk has to decide. */
  readonly write: (
    schema: Schema,
    operation: AnyOperation,
  ) => (value: unknown, requestId?: string) => string | undefined
  /** Whether a schema's documents are wrapped in a way that only the envelope knows. */
  readonly isOdd: (schema: Schema, operation: AnyOperation) => boolean
}

// -------------------------------------------------------------------------------------
// layouts
// -------------------------------------------------------------------------------------

/** A root named after the shape, in its namespace or else the service's. */
export const rootLayout = (isOdd: XmlLayout['isOdd']): XmlLayout => ({
  child: () => undefined,
  write: (schema, { service }) =>
    elementWriter(
      schema,
      tagsOf(rootNameOf(schema), namespaceAttribute(schema.traits.xmlNamespace ?? service.xmlNamespace)),
    ),
  isOdd,
})

/** The answers of the query protocols: a root named after the operation, the request id behind the members. */
export const answerLayout = (child: XmlLayout['child'], requestIdOf: (requestId: string) => string): XmlLayout => ({
  child,
  write: (schema, operation) => {
    // The envelope has no element for an answer without a shape.
    if (isUnit(schema)) return () => undefined
    const root = tagsOf(`${operation.name}Response`, namespaceAttribute(operation.service.xmlNamespace))
    const name = child(operation)
    const inner = name === undefined ? undefined : tagsOf(name, [])
    const write = childrenWriter(structureOf(schema))
    return (value, requestId) => {
      const members = write('', value)
      if (members === undefined) return undefined
      const content = inner === undefined ? members : around(members, inner)
      return around(requestId === undefined ? content : content + requestIdOf(requestId), root)
    }
  },
  isOdd: () => false,
})

const around = (content: string, { start, end, empty }: Tags): string =>
  content === '' ? empty : start + content + end

/** An element of text. */
export const textOf = (name: string, text: string): string => writeXml(textElement(name, text))

// -------------------------------------------------------------------------------------
// direct
// -------------------------------------------------------------------------------------

/** What the documents of these readers and of this layout hold. */
export const xmlDirect = (
  { server, client }: Format<unknown, unknown>['readers'],
  { child, write, isOdd }: XmlLayout,
): Direct => {
  const reading =
    (read: XmlReader): Direct['read']['client'] =>
    (schema, policy, operation) => {
      if (isOdd(schema, operation)) return () => fail
      const name = child(operation)
      const readText = read(schema, policy, name === undefined ? {} : { child: name })
      const { size } = policy.limits
      return (bytes) => {
        if (bytes.length > size) return fail
        const text = readUtf8(bytes)
        if (isLeft(text)) return fail
        return readText(text.right.startsWith('\ufeff') ? text.right.slice(1) : text.right)
      }
    }
  return {
    read: { server: reading(xmlReader(server.read)), client: reading(xmlReader(client.read)) },
    print: (schema, operation) => {
      if (isOdd(schema, operation)) return () => undefined
      const writeText = write(schema, operation)
      return (value, requestId) => {
        const root = writeText(value, requestId)
        return root === undefined ? undefined : documentBytes(root)
      }
    },
    wrapsErrors: true,
  }
}
