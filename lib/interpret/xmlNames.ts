/**
 * How members and shapes are called in XML.
 *
 * Source: Smithy 2.0, "XML binding traits".
 */

import { localName } from '../format/xml.js'
import type { Attributes } from '../format/xmlCursor.js'
import type { Member, Schema } from '../schema/Schema.js'
import { nameOf } from '../schema/Schema.js'
import type { XmlNamespace } from '../schema/Traits.js'

export const xmlNameOf = (member: Member): string => member.traits.xmlName ?? member.name

/** The name of a document's outermost element. */
export const rootNameOf = (schema: Schema): string => schema.traits.xmlName ?? nameOf(schema.id)

export const isFlat = (member: Member): boolean => member.traits.xmlFlattened === true

export const isAttribute = (member: Member): boolean => member.traits.xmlAttribute === true

export const namespaceAttribute = (namespace: XmlNamespace | undefined): Attributes =>
  namespace === undefined
    ? []
    : [[namespace.prefix === undefined ? 'xmlns' : `xmlns:${namespace.prefix}`, namespace.uri]]

/** The attribute of that very name, or else of one that differs in its prefix. */
export const attributeNamed = (attributes: Attributes, name: string): string | undefined =>
  (attributes.find(([key]) => key === name) ?? attributes.find(([key]) => localName(key) === localName(name)))?.[1]
