/**
 * botocore's `service-2.json`, and the minified form of it in the npm package `aws-sdk`, as a Smithy JSON AST: names, kinds
 * and traits under Smithy's words, so that one reader serves all forms of a model.
 *
 * Source: the models themselves and the serializers of botocore that read them.
 */

import type { Either } from 'fp-ts/lib/Either.js'
import type { Service } from '../operation/Operation.js'
import { left } from '../value/either.js'
import type { Issue } from '../value/Issue.js'
import { hoist, isMinified } from './botocoreInline.js'
import { inputRoots, namespaceOf, operationOf, serviceNameOf, serviceShape } from './botocoreOperations.js'
import { rolesOf } from './botocoreRoles.js'
import { shapeOf } from './botocoreShapes.js'
import type { Context, Node } from './botocoreWords.js'
import { idOf, namespaceTrait, text } from './botocoreWords.js'
import type { Data, Place } from './faults.js'
import { asData, rootOf, within } from './faults.js'
import type { Said } from './smithy.js'
import { readShapes } from './smithy.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface BotocoreOptions {
  /**
   * What becomes of patterns, whose outer anchors this form lost: `anchored` puts them back where they are missing,
   * `asWritten` takes them to match anywhere. `anchored` by default.
   */
  readonly patterns?: 'anchored' | 'asWritten'
}

// -------------------------------------------------------------------------------------
// translation
// -------------------------------------------------------------------------------------

interface Parts {
  readonly metadata: Data
  readonly operations: Data
  readonly context: Context
  readonly place: Place
}

const partsOf = (model: Data, place: Place, patterns: Context['patterns']): Parts => {
  const metadata = asData(model['metadata'], within(place, 'metadata')) ?? {}
  const operations = asData(model['operations'], within(place, 'operations')) ?? {}
  const shapes = asData(model['shapes'], within(place, 'shapes')) ?? {}
  const context: Context = {
    namespace: namespaceOf(metadata),
    protocol: text(metadata['protocol']) ?? '',
    patterns,
    shapes: shapes as Readonly<Record<string, Data>>,
    issues: place.issues,
  }
  return { metadata, operations, context, place }
}

/** The namespace that all roots and payloads of inputs name alike: the service's own, which the form says nowhere else. */
const soleNamespace = (roots: ReadonlyMap<string, Data>, { shapes, protocol }: Context): unknown => {
  if (protocol !== 'rest-xml') return undefined
  const uris = new Set<unknown>()
  for (const [name, root] of roots) {
    const shape = Object.hasOwn(shapes, name) ? shapes[name] : undefined
    const payload = text(shape?.['payload'])
    const members = shape?.['members'] as Data | undefined
    const held = payload === undefined ? undefined : (members?.[payload] as Data | null | undefined)
    for (const said of [root['xmlNamespace'], held?.['xmlNamespace']]) {
      const uri = namespaceTrait(said)?.['uri']
      if (uri !== undefined) uris.add(uri)
    }
  }
  return uris.size === 1 ? [...uris][0] : undefined
}

/** Each shape when it is asked for, so that no second model stands in memory. */
function* smithyShapes({ metadata, operations, context, place }: Parts): Generator<Said> {
  const roots = inputRoots(operations)
  const roleOf = rolesOf(context.shapes, operations)
  for (const name of Object.keys(context.shapes)) {
    const at = { ...within(place, 'shapes', name), shape: idOf(context, name) }
    const data = asData(context.shapes[name], at)
    const made = data && shapeOf(data, at, context)
    if (made === undefined) continue
    const root = roots.get(name)
    const traits = made['traits'] as Node
    const role = roleOf(name)
    if (role !== undefined) traits[`smithy.api#${role}`] = {}
    const rootName = text(root?.['locationName'])
    if (rootName !== undefined) traits['smithy.api#xmlName'] = rootName
    const namespace = namespaceTrait(root?.['xmlNamespace'])
    if (namespace !== undefined) traits['smithy.api#xmlNamespace'] = namespace
    yield [idOf(context, name), made, at]
  }
  // An operation or service and a shape of one name are two things here and would be one there.
  const apart = (name: string, part: string): string =>
    Object.hasOwn(context.shapes, name) ? `${context.namespace}.${part}#${name}` : idOf(context, name)
  const operationIds: Array<string> = []
  for (const name of Object.keys(operations)) {
    const at = { ...within(place, 'operations', name), shape: idOf(context, name) }
    const data = asData(operations[name], at)
    if (data === undefined) continue
    const id = apart(name, 'operations')
    operationIds.push(id)
    yield [id, operationOf(data, at, context), at]
  }
  const serviceName = serviceNameOf(metadata)
  const taken = Object.hasOwn(operations, serviceName)
  const serviceId = taken ? `${context.namespace}.service#${serviceName}` : apart(serviceName, 'service')
  const at = { ...within(place, 'metadata'), shape: serviceId }
  const xmlNamespace = metadata['xmlNamespace'] ?? soleNamespace(roots, context)
  yield [serviceId, serviceShape({ ...metadata, xmlNamespace }, at, operationIds), at]
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/**
 * Reads a model of botocore or its minified form into its one service. The minified form has neither patterns nor bounds
 * nor errors, and no documentation.
 *
 * Errors: every mistake of the model with its path in it: `missing` for a shape that is not there, `type`, `enum`, `range`.
 */
export const readBotocore = (
  json: unknown,
  options: BotocoreOptions = {},
): Either<ReadonlyArray<Issue>, ReadonlyArray<Service>> => {
  const issues: Array<Issue> = []
  const place: Place = { ...rootOf(issues), shape: 'botocore' }
  const model = asData(json, place, 'a model of botocore')
  if (model === undefined) return left(issues)
  // What is no object would be none after hoisting either, but silently.
  for (const part of ['shapes', 'operations'])
    if (asData(model[part], within(place, part)) === undefined) return left(issues)
  const parts = partsOf(isMinified(model) ? hoist(model) : model, place, options.patterns ?? 'anchored')
  return readShapes(smithyShapes(parts), 2, issues)
}
