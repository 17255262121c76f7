/**
 * What the clients, servers and events of aws.protocols#restXml share.
 *
 * Source: Smithy 2.0, "AWS restXml protocol"; trait `aws.customizations#s3UnwrappedXmlOutput`.
 */

import type { XmlElement } from '../format/xml.js'
import { element } from '../format/xml.js'
import type { XmlPart } from '../interpret/xml.js'
import { rootNameOf } from '../interpret/xmlNames.js'
import type { AnyOperation } from '../operation/Operation.js'
import type { Schema } from '../schema/Schema.js'
import type { Envelope, MemberFormat } from './Format.js'
import type { Protocol } from './Protocol.js'
import type { RestBodies } from './rest.js'
import type { RestClientRules } from './restClient.js'
import { rootLayout } from './xmlDirect.js'
import { xmlErrorReading } from './xmlErrors.js'
import { rootOf, xmlFormat } from './xmlFormat.js'

export const id: Protocol['id'] = 'aws.protocols#restXml'

/** Whether the output's only member is the document itself. */
const isUnwrapped = (schema: Schema, { output, traits }: AnyOperation): boolean =>
  traits.other?.['aws.customizations#s3UnwrappedXmlOutput'] !== undefined && schema.id === output.schema.id

const isEmptyElement = ({ children, text }: XmlElement): boolean => children.length === 0 && text === ''

const members: Envelope<XmlPart, XmlElement> = {
  wrap: (part, schema, operation) => {
    const root = rootOf(part, schema, operation.service)
    const [only] = root.children
    return isUnwrapped(schema, operation) && only !== undefined
      ? { ...only, attributes: [...new Map([...root.attributes, ...only.attributes])] }
      : root
  },
  // S3 says by an empty document that the member is absent.
  open: (document, schema, operation) =>
    isUnwrapped(schema, operation) ? element(rootNameOf(schema), isEmptyElement(document) ? [] : [document]) : document,
}

const payload: Envelope<XmlPart, XmlElement> = {
  wrap: (part, schema, operation) => rootOf(part, schema, operation.service),
  open: (document) => document,
}

export const format: MemberFormat<XmlPart, XmlElement> = /*#__PURE__*/ xmlFormat(
  'application/xml',
  /*#__PURE__*/ rootLayout(isUnwrapped),
)

export const bodies: RestBodies<XmlPart, XmlElement> = { format, members, payload, emptyPayload: false }

export const total = (): boolean => false

export const rules: RestClientRules<XmlElement> = { errors: /*#__PURE__*/ xmlErrorReading(false), total }
