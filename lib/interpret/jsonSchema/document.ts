/**
 * A shape as JSON Schema of draft 2020-12, and shapes as components of OpenAPI 3.1.
 *
 * Law 6: what the shape's reader takes the schema takes; what the reader refuses the schema refuses, or the constraint is
 * among those that it says it cannot say.
 *
 * Source: https://json-schema.org/draft/2020-12, https://spec.openapis.org/oas/v3.1.1
 */

import type { Schema } from '../../schema/Schema.js'
import { nameOf } from '../../schema/Schema.js'
import type { AnyShape } from '../../shape/Shape.js'
import { recordOf } from '../../value/own.js'
import type { PartOf } from './aggregates.js'
import { listSchema, mapSchema, structureSchema } from './aggregates.js'
import { everywhere } from './everywhere.js'
import type { Graph, Node } from './graph.js'
import { graphOf, isNamed, namesOf } from './graph.js'
import type { JsonSchema, JsonSchemaOptions, Site, Unsaid } from './model.js'
import { keywords } from './model.js'
import { decimalSchema, floatSchema, intEnumSchema, wholeSchema } from './numbers.js'
import { blobSchema, enumSchema, stringSchema, timestampSchema } from './texts.js'
import { unionSchema } from './unions.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** A schema, and what the shape's readers hold beyond it. */
export interface JsonSchemaOf {
  readonly schema: JsonSchema
  readonly unsaid: ReadonlyArray<Unsaid>
}

export interface OpenApiOptions extends JsonSchemaOptions {
  /** Of the document. Default `Shapes`. */
  readonly title?: string
  /** Of the document. Default `1.0.0`. */
  readonly version?: string
}

/** A document of OpenAPI that has components alone: one may be put beside paths, or referred to from them. */
export interface OpenApiDocument {
  readonly openapi: '3.1.1'
  readonly info: { readonly title: string; readonly version: string }
  readonly components: { readonly schemas: { readonly [name: string]: JsonSchema } }
}

export interface OpenApiOf {
  readonly document: OpenApiDocument
  /** The component of a shape that was given: `{ $ref: '#/components/schemas/Name' }`. */
  readonly refOf: (shape: AnyShape) => JsonSchema
  readonly unsaid: ReadonlyArray<Unsaid>
}

/** What has shapes: a service, or a part of one. */
export interface WithOperations {
  readonly operations: ReadonlyArray<{
    readonly input: AnyShape
    readonly output: AnyShape
    readonly errors: ReadonlyArray<AnyShape>
  }>
}

// -------------------------------------------------------------------------------------
// interpreter
// -------------------------------------------------------------------------------------

const kindSchema = (site: Site, schema: Schema, partOf: PartOf): JsonSchema => {
  switch (schema._tag) {
    case 'string':
      return stringSchema(site, schema)
    case 'enum':
      return enumSchema(site, schema)
    case 'intEnum':
      return intEnumSchema(site, schema)
    case 'byte':
    case 'short':
    case 'integer':
    case 'long':
    case 'bigInteger':
      return wholeSchema(site, schema)
    case 'bigDecimal':
      return decimalSchema(site, schema)
    case 'float':
    case 'double':
      return floatSchema(site, schema)
    case 'boolean':
      return { type: 'boolean' }
    case 'blob':
      return blobSchema(site, schema)
    case 'timestamp':
      return timestampSchema(site, schema)
    case 'document':
      return {}
    case 'list':
      return listSchema(site, schema, partOf)
    case 'map':
      return mapSchema(site, schema, partOf)
    case 'structure':
      return structureSchema(site, schema, partOf)
    case 'union':
      return unionSchema(site, schema, partOf)
  }
}

interface Plan {
  readonly graph: Graph
  readonly options: JsonSchemaOptions
  readonly formats: boolean
  readonly refs: ReadonlyMap<Node, string>
  readonly note: (unsaid: Unsaid) => void
}

/** The schema of a node, the named ones that it reaches by reference. */
const bodyOf = (plan: Plan, node: Node, path: ReadonlyArray<string>): JsonSchema => {
  const { schema, policy } = node
  const { options, formats, note } = plan
  const { side = 'wire', nulls = false } = options
  const site: Site = { side, nulls, formats, policy, path, note }
  const partOf: PartOf = (member) => {
    const target = plan.graph.targetOf(node, member)
    const ref = plan.refs.get(target)
    return ref === undefined ? bodyOf(plan, target, [...path, member.name]) : { $ref: ref }
  }
  const { documentation, deprecated } = schema.traits
  const body = kindSchema(site, schema, partOf)
  return keywords({
    ...body,
    description: documentation ?? body.description,
    deprecated: deprecated === undefined ? undefined : true,
  })
}

const named = (graph: Graph): ReadonlyArray<Node> => graph.nodes.filter((node) => isNamed(graph, node))

/** Each thing once: a shape that stands in many places without a name would say it at each. */
const distinct = (unsaid: ReadonlyArray<Unsaid>): ReadonlyArray<Unsaid> =>
  [
    ...new Map(
      unsaid.map((one) => [JSON.stringify([one.shape, one.code, one.constraint, one.why]), one] as const).reverse(),
    ).values(),
  ].reverse()

/**
 * A shape as JSON Schema. Its policy counts: `closed(S)` refuses members that it does not know, `tolerant(S)` asks for types
 * alone, `ignore(S, codes)` leaves constraints out.
 *
 * Structures, unions and enums stand in `$defs` under their names, and so does what is used twice; the root may be referred to as `#`.
 * `format` is told for `date-time` alone, beside a pattern that says the same.
 *
 * @example
 * ```ts
 * import { EmailAddressInfo } from 'wireshape/connect'
 *
 * const { schema, unsaid } = jsonSchema(EmailAddressInfo)
 * assert.deepEqual(schema.required, ['EmailAddress'])
 * assert.deepEqual(unsaid.map(({ constraint }) => constraint), ['well-formed Unicode text'])
 * ```
 */
export const jsonSchema = (shape: AnyShape, options: JsonSchemaOptions = {}): JsonSchemaOf => {
  const graph = graphOf([shape])
  const root = graph.rootOf(shape)
  const others = named(graph).filter((node) => node !== root)
  const names = namesOf(others)
  const refs = new Map<Node, string>([
    [root, '#'],
    ...others.map((node) => [node, `#/$defs/${names.get(node)}`] as const),
  ])
  const unsaid: Array<Unsaid> = []
  const plan: Plan = { graph, options, formats: false, refs, note: (one) => unsaid.push(one) }
  const body = bodyOf(plan, root, [])
  const defs = others.map((node) => [names.get(node) as string, bodyOf(plan, node, node.path)] as const)
  return {
    schema: {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title: nameOf(shape.schema.id),
      ...body,
      ...(defs.length === 0 ? {} : { $defs: recordOf<JsonSchema>(defs) }),
    },
    unsaid: [...distinct(unsaid), ...everywhere(graph, shape.schema.id)],
  }
}

const shapesOf = (given: ReadonlyArray<AnyShape> | WithOperations): ReadonlyArray<AnyShape> =>
  'operations' in given ? given.operations.flatMap(({ input, output, errors }) => [input, output, ...errors]) : given

/**
 * Shapes, or those of a service's operations, as `components.schemas` of OpenAPI 3.1, whose schemas are JSON Schema. Numbers tell their
 * formats of OpenAPI's registry: `int32`, `int64`, `float`, `double`.
 */
export const openApi = (
  given: ReadonlyArray<AnyShape> | WithOperations,
  { title = 'Shapes', version = '1.0.0', ...options }: OpenApiOptions = {},
): OpenApiOf => {
  const graph = graphOf(shapesOf(given))
  const nodes = named(graph)
  const names = namesOf(nodes)
  const refs = new Map(nodes.map((node) => [node, `#/components/schemas/${names.get(node)}`] as const))
  const unsaid: Array<Unsaid> = []
  const plan: Plan = { graph, options, formats: true, refs, note: (one) => unsaid.push(one) }
  const schemas = nodes.map((node) => [names.get(node) as string, bodyOf(plan, node, node.path)] as const)
  return {
    document: {
      openapi: '3.1.1',
      info: { title, version },
      components: { schemas: recordOf<JsonSchema>(schemas) },
    },
    refOf: (shape) => ({ $ref: refs.get(graph.rootOf(shape)) ?? '#' }),
    unsaid: [...distinct(unsaid), ...everywhere(graph, '')],
  }
}
