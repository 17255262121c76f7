/**
 * Lists and maps.
 */

import { describe, isRecord } from '../compile/records.js'
import type { Breach } from '../schema/constraints.js'
import { lengthCheck } from '../schema/constraints.js'
import type { Length, Traits } from '../schema/Traits.js'
import { none } from '../schema/Traits.js'
import type { MapParts } from '../shape/constructors.js'
import { redacted } from '../value/Issue.js'
import { defaultLimits } from '../value/Limits.js'
import type * as V from '../value/Value.js'
import type { Run } from './Run.js'
import { applyChecks, exceeds, failed, isBeyond, note } from './Run.js'
import type {
  AnyShape,
  EnumMapShape,
  EnumShape,
  Json,
  ListShape,
  MapShape,
  Shape,
  SparseListShape,
  SparseMapShape,
} from './Shape.js'

// -------------------------------------------------------------------------------------
// parts
// -------------------------------------------------------------------------------------

/** Made at the first call. */
export const lazily = <A>(make: () => A): (() => A) => {
  let made: A | undefined
  return () => {
    made ??= make()
    return made
  }
}

/** A target with its member's own traits over it. */
export const partOf = (target: () => AnyShape, traits: Traits = none): (() => AnyShape) =>
  lazily(() => (traits === none ? target() : target().refine(traits)))

/** Sets an own property of a record that was made here, also where every object has one of that name. */
export const put = <A>(record: Record<string, A>, name: string, value: A): void => {
  if (name in record)
    Object.defineProperty(record, name, { value, writable: true, enumerable: true, configurable: true })
  else record[name] = value
}

/** Steps to a part and back. */
export const at = <A>(run: Run, segment: string | number, look: () => A): A => {
  run.path.push(segment)
  const result = look()
  run.path.pop()
  return result
}

/** Reads what a sensitive shape holds. */
export const within = <A>(run: Run, { sensitive }: Traits, read: () => A): A => {
  const secret = sensitive === true ? 1 : 0
  run.hidden += secret
  const result = read()
  run.hidden -= secret
  return result
}

type CountCheck = (count: number) => Breach | undefined

const countChecks = (length: Length | undefined, unit: string, what: string): ReadonlyArray<CountCheck> =>
  length === undefined ? [] : [lengthCheck(length, unit, what)]

// -------------------------------------------------------------------------------------
// lists
// -------------------------------------------------------------------------------------

const listOf = <S>(id: string, part: () => AnyShape, traits: Traits): S => {
  const counts = countChecks(traits.length, 'item', 'a list')
  const self: Omit<AnyShape, '_A' | '_O' | '_Input'> = {
    id,
    traits,
    read: (nodes, run) => {
      if (!Array.isArray(nodes)) return note(run, id, 'type', 'a list', describe(nodes))
      if (isBeyond(run, id) || exceeds(run, id, nodes.length, defaultLimits.items, 'items')) return failed
      if (run.strict) applyChecks(run, id, nodes.length, counts)
      const target = part()
      const items: Array<unknown> = []
      within(run, traits, () => {
        for (let i = 0; i < nodes.length; i++) {
          const node: unknown = nodes[i]
          items.push(traits.sparse === true && node === null ? null : at(run, i, () => target.read(node, run)))
        }
      })
      return items
    },
    write: (items, view) =>
      (items as ReadonlyArray<unknown>).map((one) =>
        one === null && traits.sparse === true ? null : part().write(one, view),
      ),
    zero: () => [],
    initial: () => [],
    refine: (more) => listOf(id, part, { ...traits, ...more }),
    parts: () => [part()],
  }
  return self as unknown as S
}

/** What tells items apart comes with `unique`. */
export type ListTraits = Traits & { readonly uniqueItems?: never }

export const list = <A, O extends V.Value, I>(
  id: string,
  item: () => Shape<A, O, I>,
  traits: ListTraits = none as ListTraits,
  memberTraits: Traits = none,
): ListShape<A, O, I> => listOf(id, partOf(item, memberTraits), traits)

export const sparseList = <A, O extends V.Value, I>(
  id: string,
  item: () => Shape<A, O, I>,
  traits: ListTraits = none as ListTraits,
  memberTraits: Traits = none,
): SparseListShape<A, O, I> => listOf(id, partOf(item, memberTraits), { ...traits, sparse: true })

// -------------------------------------------------------------------------------------
// maps
// -------------------------------------------------------------------------------------

const entriesOf = (node: Readonly<Record<string, unknown>>): ReadonlyArray<readonly [string, unknown]> =>
  Object.entries(node).filter(([, value]) => value !== undefined)

/** Whether a key is of its shape; what is wrong with it is told at the map's path. */
const isKey = (run: Run, key: AnyShape, name: string): boolean => {
  run.at = 'key'
  const result = key.read(name, run)
  run.at = undefined
  return result !== failed
}

const mapOf = <S>(id: string, keyPart: () => AnyShape, valuePart: () => AnyShape, traits: Traits): S => {
  const counts = countChecks(traits.length, 'entry', 'a map')
  const sparse = traits.sparse === true
  const self: Omit<AnyShape, '_A' | '_O' | '_Input'> = {
    id,
    traits,
    read: (node, run) => {
      if (!isRecord(node)) return note(run, id, 'type', 'a map', describe(node))
      const pairs = entriesOf(node)
      if (isBeyond(run, id) || exceeds(run, id, pairs.length, defaultLimits.entries, 'entries')) return failed
      if (run.strict) applyChecks(run, id, pairs.length, counts)
      const [keyShape, target] = [keyPart(), valuePart()]
      const entries: Record<string, unknown> = {}
      within(run, traits, () => {
        for (const [name, child] of pairs) {
          const keyed = isKey(run, keyShape, name)
          // Source: Smithy 2.0, "sparse trait": a reader drops nulls of a dense map; one that checks refuses them.
          if (child === null && !sparse && !run.strict && target.takesNull !== true) continue
          const segment = run.hidden > 0 || keyShape.traits.sensitive === true ? redacted : name
          const result = child === null && sparse ? null : at(run, segment, () => target.read(child, run))
          if (keyed) put(entries, name, result)
        }
      })
      return entries
    },
    write: (record, view) => {
      const tree: Record<string, Json> = {}
      for (const [name, one] of entriesOf(record as Readonly<Record<string, unknown>>))
        put(tree, name, one === null && sparse ? null : valuePart().write(one, view))
      return tree
    },
    zero: () => ({}),
    initial: () => ({}),
    refine: (more) => mapOf(id, keyPart, valuePart, { ...traits, ...more }),
    parts: () => [keyPart(), valuePart()],
  }
  return self as unknown as S
}

export const map = <A, O extends V.Value, I>(
  id: string,
  key: () => AnyShape,
  value: () => Shape<A, O, I>,
  traits: Traits = none,
  parts: MapParts = {},
): MapShape<A, O, I> => mapOf(id, partOf(key, parts.key), partOf(value, parts.value), traits)

export const sparseMap = <A, O extends V.Value, I>(
  id: string,
  key: () => AnyShape,
  value: () => Shape<A, O, I>,
  traits: Traits = none,
  parts: MapParts = {},
): SparseMapShape<A, O, I> => mapOf(id, partOf(key, parts.key), partOf(value, parts.value), { ...traits, sparse: true })

export const enumMap = <K extends string, N extends string, A, O extends V.Value, I>(
  id: string,
  key: () => EnumShape<K, N>,
  value: () => Shape<A, O, I>,
  traits: Traits = none,
  parts: MapParts = {},
): EnumMapShape<K, A, O, I> => mapOf(id, partOf(key, parts.key), partOf(value, parts.value), traits)
