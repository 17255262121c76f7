/**
 * `wireshape/awso`: the functions that awso generates for every shape, each a thin name over the general reading.
 *
 * The shape, or for errors the operation, comes first and gives a function of the data. What can fail gives an Either:
 * XML, forms and headers cannot hold every value.
 *
 * Law: `ofX(S)(toX(S)(a)) = right(a)` for what `toX` writes; of `toHeader` the way back is `ofString`.
 */

import type { Either } from 'fp-ts/lib/Either.js'
import { domainWriting, exactView } from '../compile/domain.js'
import type { Policy } from '../compile/Policy.js'
import { tolerant, trusted } from '../compile/Policy.js'
import { isRefused } from '../compile/Run.js'
import type { Walker } from '../compile/walk/Walk.js'
import { startWalk, walker } from '../compile/walk.js'
import type { FormPairs } from '../format/form.js'
import type { XmlElement } from '../format/xml.js'
import { childrenNamed, localName, readXml, writeXml } from '../format/xml.js'
import type { Json } from '../interpret/json.js'
import { json } from '../interpret/json.js'
import type { QueryPart } from '../interpret/query.js'
import { pairsOf, queryWriting } from '../interpret/query.js'
import type { Text } from '../interpret/text.js'
import { textView, textWriting } from '../interpret/text.js'
import type { XmlPart } from '../interpret/xml.js'
import { documentOf, xmlText, xmlView, xmlWriting } from '../interpret/xml.js'
import type { AnyOperation, AnyRaised, Operation, Writes } from '../operation/Operation.js'
import type { KnownError } from '../protocol/errors.js'
import { cleanCode, knownErrors } from '../protocol/errors.js'
import { errorsIn, syntaxErrors } from '../protocol/messages.js'
import type { Schema } from '../schema/Schema.js'
import type { AnyShape, Codec, Shape } from '../shape/Shape.js'
import { shapeOf, tolerant as tolerantShape } from '../shape/shapeOf.js'
import { isLeft, left, mapRight, right } from '../value/either.js'
import type { Errors, Validation } from '../value/Issue.js'
import { recordOf } from '../value/own.js'
import type { Value } from '../value/Value.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** An error that the operation does not list. */
export interface UnknownOperationError {
  readonly _tag: 'UnknownOperationError'
  readonly code: string
}

// -------------------------------------------------------------------------------------
// walks
// -------------------------------------------------------------------------------------

const xmlWriter: Walker<unknown, XmlPart> = /*#__PURE__*/ walker(exactView, xmlWriting)
const xmlReader: Walker<unknown, unknown> = /*#__PURE__*/ walker(/*#__PURE__*/ xmlView(true), domainWriting)
const queryWriter: Walker<unknown, QueryPart> = /*#__PURE__*/ walker(exactView, /*#__PURE__*/ queryWriting('aws'))
const headerWriter: Walker<unknown, Text> = /*#__PURE__*/ walker(exactView, /*#__PURE__*/ textWriting('header'))
const headerReader: Walker<unknown, unknown> = /*#__PURE__*/ walker(
  /*#__PURE__*/ textView('header', true),
  domainWriting,
)

const walked = <Y>(walkOf: Walker<unknown, Y>, schema: Schema, policy: Policy, node: unknown): Either<Errors, Y> => {
  const { result, run } = startWalk(walkOf, schema, policy, node)
  // A walk that refused nothing has a result.
  return isRefused(run) ? left(errorsIn(run, schema)) : right(result as Y)
}

// -------------------------------------------------------------------------------------
// JSON
// -------------------------------------------------------------------------------------

/** awso's `to_json`. Members go under their `jsonName`. */
export const toJson =
  <A, O extends Value, I>(shape: Shape<A, O, I>) =>
  (a: A): Json =>
    json(shape).encode(a)

/** awso's `of_json`: checks constraints, which awso's does not. */
export const ofJson = <A, O extends Value, I>(shape: Shape<A, O, I>): ((tree: unknown) => Validation<A>) =>
  json(shape).decode

// -------------------------------------------------------------------------------------
// XML
// -------------------------------------------------------------------------------------

/** awso's `to_xml`: a document named after the shape. Errors: `unrepresentable` for what XML cannot hold. */
export const toXml =
  <A, O extends Value, I>(shape: Shape<A, O, I>) =>
  (a: A): Either<Errors, string> =>
    mapRight(walked(xmlWriter, shape.schema, trusted, a), (part) => writeXml(documentOf(part, shape.schema)))

/** awso's `of_xml`. */
export const ofXml = <A, O extends Value, I>(shape: Shape<A, O, I>): ((text: unknown) => Validation<A>) =>
  xmlText(shape).decode

// -------------------------------------------------------------------------------------
// queries, headers, text
// -------------------------------------------------------------------------------------

/** awso's `to_query`: names and values, not yet percent-encoded, as the query protocol of AWS lays them out. */
export const toQuery =
  <A, O extends Value, I>(shape: Shape<A, O, I>) =>
  (a: A): Either<Errors, FormPairs> =>
    mapRight(walked(queryWriter, shape.schema, trusted, a), (part) => pairsOf(part, '', false, 'aws'))

const isText = ({ schema }: AnyShape): boolean => {
  const { _tag } = schema._tag === 'list' ? schema.member.target() : schema
  return !['document', 'list', 'map', 'structure', 'union'].includes(_tag)
}

/**
 * awso's `to_header`: the text of a simple shape or of a list of them.
 *
 * Errors: `unrepresentable` for text that no header can hold, and for shapes of other kinds.
 */
export const toHeader =
  <A, O extends Value, I>(shape: Shape<A, O, I>) =>
  (a: A): Either<Errors, string> => {
    if (!isText(shape)) return left(syntaxErrors(shape.schema, [], noText, 'unrepresentable'))
    // A simple shape or a list of them is one text in a header.
    return mapRight(walked(headerWriter, shape.schema, trusted, a), (text) => text as string)
  }

const noText = { expected: 'a simple shape or a list of them', actual: 'another kind' }

/** awso's `of_string`: the way back of `toHeader`, so that times are http-dates unless their shape says another format. */
export const ofString =
  <A, O extends Value, I>(shape: Shape<A, O, I>) =>
  (text: string): Validation<A> =>
    // The walk gives the shape's domain type.
    walked(headerReader, shape.schema, shape.policy, text) as Validation<A>

// -------------------------------------------------------------------------------------
// errors
// -------------------------------------------------------------------------------------

type Read = (error: KnownError) => Validation<unknown>

const errorOf = (
  operation: AnyOperation,
  code: string,
  read: Read,
): Either<Errors, AnyRaised | UnknownOperationError> => {
  const name = cleanCode(code)
  const error = knownErrors(operation).find((one) => one.name === name)
  if (error === undefined) return right({ _tag: 'UnknownOperationError', code: name })
  return mapRight(read(error), (value) => ({ _tag: error.name, value }))
}

/** awso's `error_of_json`: namespaces around a code do not count. Types only are checked, as clients do. */
export const errorOfJson =
  <I, O, E extends AnyRaised, W extends Writes>(operation: Operation<I, O, E, W>) =>
  (code: string, tree: unknown): Either<Errors, E | UnknownOperationError> =>
    // The error's name says which of the operation's own errors the value is.
    errorOf(operation, code, ({ schema }) => jsonOf(schema).decode(tree)) as Either<Errors, E | UnknownOperationError>

const jsonOf = (schema: Schema): Codec<unknown, Json> => json(tolerantShape(shapeOf(schema)))

/** The element that holds an error's members, in any of the layouts of restXml, awsQuery and ec2Query. */
const errorElement = (document: XmlElement): XmlElement => {
  if (localName(document.name) === 'Error') return document
  return childrenNamed(childrenNamed(document, 'Errors')[0] ?? document, 'Error')[0] ?? document
}

/** awso's `error_of_xml`, of a whole error document. */
export const errorOfXml =
  <I, O, E extends AnyRaised, W extends Writes>(operation: Operation<I, O, E, W>) =>
  (code: string, text: string): Either<Errors, E | UnknownOperationError> =>
    // As `errorOfJson`.
    errorOf(operation, code, ({ schema }) => {
      const document = readXml(text)
      if (!isLeft(document)) return walked(xmlReader, schema, tolerant, errorElement(document.right))
      const { expected, offset } = document.left
      return left(syntaxErrors(schema, [], { expected, actual: `a fault near offset ${offset}` }))
    }) as Either<Errors, E | UnknownOperationError>

/** awso's `error_to_json`: `{ error, details }`. */
export const errorToJson =
  <I, O, E extends AnyRaised, W extends Writes>(operation: Operation<I, O, E, W>) =>
  (error: E | UnknownOperationError): Json => {
    if (error._tag === 'UnknownOperationError') return { error: (error as UnknownOperationError).code }
    const known = knownErrors(operation).find(({ name }) => name === error._tag)
    const details = known === undefined ? {} : json(shapeOf(known.schema)).encode((error as E).value)
    return recordOf<Json>([
      ['error', error._tag],
      ['details', details],
    ])
  }
