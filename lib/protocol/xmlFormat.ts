/**
 * XML as a body format.
 */

import { domainWriting, exactView } from '../compile/domain.js'
import { walker } from '../compile/walk.js'
import type { XmlElement } from '../format/xml.js'
import { childrenNamed, element, readXmlBytes, writeXmlBytes } from '../format/xml.js'
import type { XmlPart } from '../interpret/xml.js'
import { documentOf, xmlFault, xmlMembers, xmlView, xmlWriting } from '../interpret/xml.js'
import { namespaceAttribute } from '../interpret/xmlNames.js'
import type { ServiceInfo } from '../operation/Operation.js'
import type { Schema } from '../schema/Schema.js'
import { isLeft, left } from '../value/either.js'
import type { MemberFormat, Reader } from './Format.js'
import type { XmlLayout } from './xmlDirect.js'
import { xmlDirect } from './xmlDirect.js'

const reader = (offsets: boolean): Reader => {
  const view = xmlView(offsets)
  return { view, read: walker(view, domainWriting) }
}

export const xmlFormat = (mediaType: string, layout: XmlLayout): MemberFormat<XmlPart, XmlElement> => {
  const readers = { server: reader(false), client: reader(true) }
  return {
    mediaType,
    readers,
    direct: xmlDirect(readers, layout),
    write: walker(exactView, xmlWriting),
    members: xmlMembers,
    parse: (bytes, _, { nodes }) => {
      const read = readXmlBytes(bytes, nodes)
      return isLeft(read) ? left(xmlFault(read.left)) : read
    },
    print: writeXmlBytes,
  }
}

/** A part as a document, in the service's namespace unless its shape has one of its own. */
export const rootOf = (part: XmlPart, schema: Schema, { xmlNamespace }: ServiceInfo): XmlElement => {
  const root = documentOf(part, schema)
  return schema.traits.xmlNamespace !== undefined
    ? root
    : { ...root, attributes: [...namespaceAttribute(xmlNamespace), ...root.attributes] }
}

/** A part as an answer of the query protocols: in the service's namespace, whatever its shape says of itself. */
export const answerOf = (
  children: ReadonlyArray<XmlElement>,
  name: string,
  { xmlNamespace }: ServiceInfo,
  attributes: XmlElement['attributes'] = [],
): XmlElement => element(name, children, [...namespaceAttribute(xmlNamespace), ...attributes])

/** The children of a structure's part. What a server's program answers in place of one may be no content at all. */
export const childrenOf = (part: XmlPart): ReadonlyArray<XmlElement> => (part._tag === 'Content' ? part.children : [])

/** Those of its members that are attributes: they stand on the element that holds the children. */
export const attributesOf = (part: XmlPart): XmlElement['attributes'] =>
  part._tag === 'Content' ? part.attributes : []

/** The text of the first child of that name. */
export const textIn = (node: XmlElement | undefined, name: string): string | undefined =>
  node === undefined ? undefined : childrenNamed(node, name)[0]?.text.trim()
