/**
 * Reads services from a Smithy JSON AST, versions 1.0 and 2.0. No code is generated: the shapes are live, made when they are
 * first used.
 *
 * Source: Smithy 2.0, "JSON AST"; Smithy 1.0, "JSON AST".
 */

import type { Either } from 'fp-ts/lib/Either.js'
import type { OperationTraits, Service } from '../operation/Operation.js'
import { left, right } from '../value/either.js'
import type { Issue } from '../value/Issue.js'
import { checkCircles } from './circles.js'
import type {
  ApplyDefinition,
  Definition,
  MemberDefinition,
  OperationDefinition,
  Reference,
  ResourceDefinition,
  ServiceDefinition,
} from './definitions.js'
import { readDefinition } from './definitions.js'
import type { Place } from './faults.js'
import { asData, asText, optional, quoted, report, rootOf, within } from './faults.js'
import type { Definitions } from './flatten.js'
import { flattened } from './flatten.js'
import type { OperationParts } from './operations.js'
import { liveService, readOperationTraits, readServiceInfo } from './operations.js'
import { prelude, schemasOf } from './schemas.js'

// -------------------------------------------------------------------------------------
// references
// -------------------------------------------------------------------------------------

/** The kind of whatever an id names; `undefined` where it names nothing. */
const kindAt = (id: string, definitions: Definitions): string | undefined => {
  const schema = prelude.get(id)
  if (schema !== undefined) return schema._tag
  const definition = definitions.get(id)
  return definition?._tag === 'data' ? definition.kind : definition?._tag
}

const entities: ReadonlySet<string> = /*#__PURE__*/ new Set(['operation', 'resource', 'service'])

/** Whether a reference leads to what is wanted there; says so where it does not. */
const leadsTo = ({ id, place }: Reference, definitions: Definitions, wanted: string): boolean => {
  const kind = kindAt(id, definitions)
  if (kind === undefined) report(place, 'missing', 'a shape of the model', quoted(id))
  else if (wanted === 'data' ? entities.has(kind) : kind !== wanted) {
    report(
      place,
      'type',
      wanted === 'data' ? 'a shape that has values' : `a shape of type ${wanted}`,
      `${quoted(id)}, of type ${kind}`,
    )
  } else return true
  return false
}

/** Text alone can be a key. */
const checkKey = ({ id, place }: Reference, definitions: Definitions): void => {
  const kind = kindAt(id, definitions)
  if (kind !== undefined && kind !== 'string' && kind !== 'enum') {
    report(place, 'type', 'a key of type string or enum', `${quoted(id)}, of type ${kind}`)
  }
}

const checkTargets = (definition: Definition, definitions: Definitions): void => {
  const all = (references: ReadonlyArray<Reference | undefined>, wanted: string): void => {
    for (const reference of references) if (reference !== undefined) leadsTo(reference, definitions, wanted)
  }
  switch (definition._tag) {
    case 'data':
      all(
        definition.members.map(({ target }) => target),
        'data',
      )
      if (definition.kind === 'map' && definition.members[0] !== undefined)
        checkKey(definition.members[0].target, definitions)
      return
    case 'operation':
      all([definition.input, definition.output, ...definition.errors], 'structure')
      return
    case 'service':
      all(definition.errors, 'structure')
      all(definition.operations, 'operation')
      all(definition.resources, 'resource')
      return
    case 'resource':
      all(definition.operations, 'operation')
      all(definition.resources, 'resource')
  }
}

/** What servers raise has to say whose fault it is. */
const checkErrors = (definition: Definition, definitions: Definitions): void => {
  if (definition._tag !== 'operation' && definition._tag !== 'service') return
  for (const { id, place } of definition.errors) {
    const error = definitions.get(id)
    if (error?._tag === 'data' && error.traits.error === undefined) {
      report(place, 'type', 'a structure with the trait error', `${quoted(id)} without it`)
    }
  }
}

/** Each label of a URI or host prefix is a required member that is bound to it. Source: Smithy 2.0, traits `http`, `endpoint`. */
const checkLabels = (
  { input, place }: OperationDefinition,
  { http, hostPrefix = '' }: OperationTraits,
  definitions: Definitions,
): void => {
  const shape = definitions.get(input?.id ?? '')
  const members = shape?._tag === 'data' ? shape.members : []
  const check = (template: string, trait: 'httpLabel' | 'hostLabel', path: ReadonlyArray<string>): void => {
    for (const [, name] of template.matchAll(/\{([^{}+]+)\+?\}/g)) {
      const bound = (member: MemberDefinition): boolean =>
        member.name === name && member.required && member.traits[trait] === true
      if (!members.some(bound))
        report(within(place, 'traits', ...path), 'missing', `a required member ${name} with the trait ${trait}`, 'none')
    }
  }
  check(http?.uri ?? '', 'httpLabel', ['smithy.api#http', 'uri'])
  check(hostPrefix, 'hostLabel', ['smithy.api#endpoint', 'hostPrefix'])
}

// -------------------------------------------------------------------------------------
// services
// -------------------------------------------------------------------------------------

/** The operations of a service, its own and then those of its resources, depth first; each once. */
const operationsOf = (definition: ServiceDefinition, definitions: Definitions): ReadonlyArray<OperationDefinition> => {
  const found = new Map<string, OperationDefinition>()
  const seen = new Set<string>()
  const rest: Array<ServiceDefinition | ResourceDefinition> = [definition]
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    if (seen.has(next.id)) continue
    seen.add(next.id)
    for (const { id } of next.operations) {
      const operation = definitions.get(id)
      if (operation?._tag === 'operation') found.set(id, operation)
    }
    for (const { id } of [...next.resources].reverse()) {
      const resource = definitions.get(id)
      if (resource?._tag === 'resource') rest.push(resource)
    }
  }
  return [...found.values()]
}

const idsOf = (references: ReadonlyArray<Reference>): ReadonlyArray<string> => references.map(({ id }) => id)

/** Reads what services say, noting issues, and gives what makes them live. */
const openServices = (definitions: Definitions): (() => ReadonlyArray<Service>) => {
  const traits = new Map<OperationDefinition, OperationTraits>()
  for (const definition of definitions.values()) {
    if (definition._tag !== 'operation') continue
    const read = readOperationTraits(definition)
    checkLabels(definition, read, definitions)
    traits.set(definition, read)
  }
  const schemas = schemasOf(definitions)
  const services = [...definitions.values()].flatMap((definition) => {
    // A mixin is a part of services, and none itself.
    if (definition._tag !== 'service' || Object.hasOwn(definition.traits, 'smithy.api#mixin')) return []
    const parts = operationsOf(definition, definitions).map(
      (operation): OperationParts => ({
        definition: operation,
        traits: traits.get(operation) ?? {},
        errors: [...new Set([...idsOf(operation.errors), ...idsOf(definition.errors)])],
      }),
    )
    return [{ info: readServiceInfo(definition, definitions), parts }]
  })
  return () => services.map(({ info, parts }) => liveService(info, parts, schemas))
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

const readVersion = (u: unknown, place: Place): 1 | 2 | undefined => {
  const version = asText(u, place, 'a version of Smithy')
  if (version === undefined) return undefined
  const major = /^([12])(\.\d+)*$/.exec(version)?.[1]
  return major === undefined
    ? report(place, 'enum', 'version 1 or 2 of Smithy', 'another version')
    : major === '1'
      ? 1
      : 2
}

/** One shape of a model: its id, what the model says of it, and where. */
export type Said = readonly [id: string, shape: unknown, place: Place]

/**
 * Services from the shapes of a model, each read when it comes.
 *
 * Errors: those in the places' issues, and every mistake of the shapes.
 */
export const readShapes = (
  shapes: Iterable<Said>,
  version: 1 | 2,
  issues: ReadonlyArray<Issue>,
): Either<ReadonlyArray<Issue>, ReadonlyArray<Service>> => {
  const own = new Map<string, Definition>()
  const applies: Array<ApplyDefinition> = []
  for (const [id, shape, place] of shapes) {
    const definition = readDefinition(id, shape, place)
    if (definition === undefined) continue
    if (definition._tag === 'apply') applies.push(definition)
    else own.set(id, definition)
  }
  const definitions = flattened(own, applies, version)
  for (const definition of definitions.values()) {
    checkTargets(definition, definitions)
    checkErrors(definition, definitions)
  }
  checkCircles(definitions)
  const open = openServices(definitions)
  return issues.length > 0 ? left(issues) : right(open())
}

/**
 * The services of a model, in its order. Traits that have no meaning here are kept under `other`; the names that a service's
 * `rename` gives are not used, since shapes are told apart by their ids.
 *
 * An absent member of a version 1 structure whose target is a number or boolean that is not boxed has its zero as default, as it
 * has in version 2.
 *
 * Errors: every mistake of the model, each with its path: `missing` for a target that is not there, `type`, `enum`, `range`.
 *
 * @param json what `JSON.parse` gives; of numbers beyond 53 bits, bigints and decimals are taken too
 */
export const readSmithy = (json: unknown): Either<ReadonlyArray<Issue>, ReadonlyArray<Service>> => {
  const issues: Array<Issue> = []
  const root = rootOf(issues)
  const model = asData(json, root, 'a Smithy model')
  const version = model && readVersion(model['smithy'], within(root, 'smithy'))
  const shapes = (model && optional(model['shapes'], (u) => asData(u, within(root, 'shapes')))) ?? {}
  return readShapes(
    Object.keys(shapes).map((id) => [id, shapes[id], { ...within(root, 'shapes', id), shape: id }] as const),
    version ?? 2,
    issues,
  )
}
