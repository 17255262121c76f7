/**
 * Where the XML protocols say which error it is.
 *
 * Source: Smithy 2.0, "operation error serialization" of restXml, awsQuery and ec2Query.
 */

import type { XmlElement } from '../format/xml.js'
import { childrenNamed, element, localName, textElement } from '../format/xml.js'
import type { XmlPart } from '../interpret/xml.js'
import type { AnyOperation } from '../operation/Operation.js'
import { cleanCode, queryErrorOf } from './errors.js'
import type { ErrorHead, ErrorReading, ErrorWriting, FieldFault } from './Format.js'
import { attributesOf, childrenOf, textIn } from './xmlFormat.js'

/** How one protocol lays out its error documents. */
export interface ErrorLayout {
  /** The elements from the document's root down to the one that holds the error. */
  readonly way: (operation: AnyOperation) => readonly [root: string, ...inner: ReadonlyArray<string>]
  /** Whether the error says whose fault it is. */
  readonly type: boolean
  readonly requestId: string
  /** Whether `awsQueryError` gives codes. */
  readonly queryCodes: boolean
}

const blame = { client: 'Sender', server: 'Receiver' } as const

const blameOf = (type: string | undefined): ErrorHead['fault'] =>
  type === blame.client ? 'client' : type === blame.server ? 'server' : undefined

/** The error's element, wherever the document has it. */
const errorIn = (document: XmlElement): XmlElement => {
  if (localName(document.name) === 'Error') return document
  const inner = childrenNamed(document, 'Errors')[0] ?? document
  return childrenNamed(inner, 'Error')[0] ?? document
}

const requestIdNames = ['RequestId', 'RequestID', 'requestId']

const requestIdIn = (document: XmlElement): string | undefined =>
  requestIdNames.map((name) => textIn(document, name) ?? textIn(errorIn(document), name)).find((id) => id !== undefined)

const elementsFor = (layout: ErrorLayout, code: string, fault: 'client' | 'server'): ReadonlyArray<XmlElement> => [
  ...(layout.type ? [textElement('Type', blame[fault])] : []),
  textElement('Code', code),
]

/** The error's children inside its wrappers; the request id beside the error, or in it where nothing wraps it. */
const wrapped = (
  layout: ErrorLayout,
  operation: AnyOperation,
  attributes: XmlElement['attributes'],
  children: ReadonlyArray<XmlElement>,
  requestId: string | undefined,
): XmlElement => {
  const id = requestId === undefined ? [] : [textElement(layout.requestId, requestId)]
  const [root, ...inner] = layout.way(operation)
  const content = inner.reduceRight(
    (held, name, i) => [element(name, held, i === inner.length - 1 ? attributes : [])],
    children,
  )
  return element(root, [...content, ...id], inner.length === 0 ? attributes : [])
}

const fieldElements = (fields: ReadonlyArray<FieldFault>): ReadonlyArray<XmlElement> =>
  fields.length === 0
    ? []
    : [
        element(
          'fieldList',
          fields.map(({ path, message }) =>
            element('member', [textElement('message', message), textElement('path', path)]),
          ),
        ),
      ]

/** The codes of the query protocols are `awsQueryError`'s where an error has one. */
export const xmlErrorReading = (queryCodes: boolean): ErrorReading<XmlElement> => ({
  find: (_, document) => {
    const error = document === undefined ? undefined : errorIn(document)
    const code = textIn(error, 'Code')
    return {
      code: code === undefined ? undefined : cleanCode(code),
      message: textIn(error, 'Message') ?? textIn(error, 'message'),
      fault: blameOf(textIn(error, 'Type')),
    }
  },
  codesOf: (error) => (queryCodes ? [queryErrorOf(error).code, error.name] : [error.name]),
  open: errorIn,
  requestId: requestIdIn,
})

/** Whether the settings of a protocol leave out the outer element. */
export const isUnwrapped = (settings: unknown): boolean =>
  typeof settings === 'object' &&
  settings !== null &&
  (settings as { readonly noErrorWrapping?: unknown }).noErrorWrapping === true

export const xmlErrorWriting = (layout: ErrorLayout): ErrorWriting<XmlPart, XmlElement> => ({
  headers: () => [],
  wrap: (part, error, operation, requestId) => {
    const code = layout.queryCodes ? queryErrorOf(error).code : error.name
    const children = [...elementsFor(layout, code, error.fault), ...childrenOf(part)]
    return wrapped(layout, operation, attributesOf(part), children, requestId)
  },
  faultHeaders: () => [],
  fault: (name, message, fields, operation, requestId) => {
    const children = [...elementsFor(layout, name, 'client'), textElement('Message', message), ...fieldElements(fields)]
    return wrapped(layout, operation, [], children, requestId)
  },
})
