/**
 * Walks of lists and maps, each part of which may be told to be good or bad beforehand.
 */

import { constraintCodes, lengthCheck } from '../../schema/constraints.js'
import type { EnumSchema, ListSchema, MapSchema } from '../../schema/Schema.js'
import { targetOf } from '../../schema/Schema.js'
import { canonicalText } from '../../value/equality.js'
import { unlimited } from '../../value/Limits.js'
import type { Value } from '../../value/Value.js'
import { domainWriting, exactView } from '../domain.js'
import { exceeds, isBeyond, textLimit } from '../limits.js'
import type { Policy } from '../Policy.js'
import { strict } from '../Policy.js'
import type { Run, Trouble } from '../Run.js'
import { breach, enter, leave, refuse } from '../Run.js'
import type { View } from '../View.js'
import { Fault } from '../View.js'
import { valueWriting } from '../value.js'
import { applyChecks, inUnicode, notListed, textChecks } from './leaves.js'
import { isGood, isWhole, refuseFault, takePlaces, walkPart, writeRaw } from './troubles.js'
import type { Parts, Walk } from './Walk.js'
import { failed } from './Walk.js'

/** How many refusals there are, those beyond the most that are kept included. */
const refusalCount = ({ refusals }: Run): number => refusals.found.length + refusals.more

export const listWalk = <X, Y>(parts: Parts<X, Y>, schema: ListSchema): Walk<X, Y> => {
  const { view, writing, policy, walkOf } = parts
  const trust = policy.mode === 'trusted'
  const sparse = schema.traits.sparse === true
  const { length } = policy.mode === 'strict' ? schema.traits : {}
  const counts = length === undefined ? [] : [lengthCheck(length, 'item', 'a list')]
  const unique =
    policy.mode === 'strict' && schema.traits.uniqueItems === true ? uniqueCheck(parts, view, schema) : undefined
  // Nodes that somebody else holds may say another thing when they are looked at again, results do not.
  const ofDomain = (writing as unknown) === domainWriting
  const uniqueResults = uniqueCheck(parts, exactView, schema)
  const item = targetOf(schema.member)
  const nullable = sparse || (trust && item._tag !== 'document')
  let walkItem: Walk<X, Y> | undefined
  return (node, run) => {
    const places = takePlaces(run)
    const nodes = view.list(node, schema)
    // Asked this way round, a proxy of an array runs nothing.
    if (!Array.isArray(nodes))
      return trust ? writeRaw(parts, node, schema, run) : refuseFault(run, view, node, nodes as Fault, 'a list')
    if (isBeyond(run)) return failed
    if (exceeds(run, nodes.length, policy.limits.items, 'items')) return failed
    applyChecks(run, nodes.length, counts)
    walkItem ??= walkOf(item, policy)
    const items: Array<Y> = []
    const before = refusalCount(run)
    let at = 0
    for (let i = 0; i < nodes.length; i++) {
      if (places !== undefined && places[at] !== i) continue
      const child = nodes[i] as X
      if (nullable && view.isNull(child)) {
        items.push(writing.absent)
        continue
      }
      if (run.partOf !== undefined && isGood(run, item, child)) continue
      enter(run, i, item, child, false)
      const result = walkPart(walkItem, child, run, places?.[at + 1])
      leave(run)
      at += 2
      if (result !== failed) items.push(result)
    }
    if (unique !== undefined && refusalCount(run) === before) {
      const { partOf, visits } = run
      run.partOf = undefined
      // What is looked at a second time was counted the first time.
      run.visits = 0
      if (partOf === undefined && ofDomain) uniqueResults(items, run)
      else unique(nodes, run)
      run.partOf = partOf
      run.visits = visits
    }
    return isWhole(run, places) ? writing.list(items, schema, run) : failed
  }
}

/** Items are compared as they will be read, with defaults: what was found wrong with them has been told already. */
const comparing: Policy = { ...strict, ignored: constraintCodes, limits: unlimited }

/** Two equal items are told apart by their canonical text, so that the check stays linear. */
const uniqueCheck = <X, Y, N>(
  { walker }: Parts<X, Y>,
  view: View<N>,
  schema: ListSchema,
): ((nodes: ReadonlyArray<N>, run: Run) => void) => {
  const valueOf = walker(view, valueWriting)
  return (nodes, run) => {
    const first = new Map<string, number>()
    for (let i = 0; i < nodes.length; i++) {
      const node = nodes[i] as N
      const value = view.isNull(node) ? undefined : (valueOf(targetOf(schema.member), comparing)(node, run) as Value)
      const key = value === undefined ? '' : canonicalText(value)
      const earlier = first.get(key)
      if (earlier !== undefined) {
        breach(run, {
          code: 'unique',
          expected: 'items that differ',
          actual: `items ${earlier} and ${i} that are equal`,
          at: 'item',
        })
        return
      }
      first.set(key, i)
    }
  }
}

/** Checks one key; a bad one is told at the map's path. */
const keyCheck = (schema: MapSchema, policy: Policy): ((key: string, run: Run) => boolean) => {
  if (policy.mode === 'trusted') return () => true
  const target = targetOf(schema.key)
  const checks = policy.mode === 'strict' ? textChecks(target) : []
  const values = target._tag === 'enum' ? new Set(target.values.map(({ value }) => value)) : undefined
  const listed = policy.mode === 'strict' ? values : undefined
  const told = (run: Run, trouble: Trouble, note: typeof breach): void => {
    // The issue names the key's own shape, at the map's path.
    run.schemas.push(target)
    note(run, { ...trouble, at: 'key' })
    run.schemas.pop()
  }
  const tooLong = textLimit(policy)
  return (key, run) => {
    const trouble = (values?.has(key) === true ? undefined : tooLong(key)) ?? inUnicode(key)
    if (trouble !== undefined) {
      told(run, trouble, refuse)
      return false
    }
    if (listed !== undefined && !listed.has(key)) told(run, notListed(target as EnumSchema, run, key), breach)
    for (const check of checks) {
      const trouble = check(key)
      if (trouble !== undefined) told(run, trouble, breach)
    }
    return true
  }
}

export const mapWalk = <X, Y>(parts: Parts<X, Y>, schema: MapSchema): Walk<X, Y> => {
  const { view, writing, policy, walkOf } = parts
  const trust = policy.mode === 'trusted'
  const sparse = schema.traits.sparse === true
  const { length } = policy.mode === 'strict' ? schema.traits : {}
  const counts = length === undefined ? [] : [lengthCheck(length, 'entry', 'a map')]
  const isKey = keyCheck(schema, policy)
  const target = targetOf(schema.value)
  const isDocument = target._tag === 'document'
  const nullable = sparse || (trust && !isDocument)
  let walkValue: Walk<X, Y> | undefined
  return (node, run) => {
    const places = takePlaces(run)
    const pairs = view.map(node, schema)
    if (pairs instanceof Fault)
      return trust ? writeRaw(parts, node, schema, run) : refuseFault(run, view, node, pairs, 'a map')
    if (isBeyond(run)) return failed
    if (exceeds(run, pairs.length, policy.limits.entries, 'entries')) return failed
    applyChecks(run, pairs.length, counts)
    walkValue ??= walkOf(target, policy)
    const entries: Array<readonly [string, Y]> = []
    let at = 0
    for (const [key, child] of pairs) {
      if (places !== undefined && places[at] !== key) continue
      const bad = places?.[at + 1]
      at += 2
      const keyed = isKey(key, run)
      if (view.isNull(child)) {
        if (nullable) {
          if (keyed) entries.push([key, writing.absent])
          continue
        }
        // Source: Smithy 2.0, "sparse trait": a reader drops nulls of a dense map; one that checks refuses them.
        if (policy.mode === 'tolerant' && !isDocument) continue
      }
      if (run.partOf !== undefined && isGood(run, target, child)) continue
      enter(run, key, target, child, true)
      const result = walkPart(walkValue, child, run, bad)
      leave(run)
      if (keyed && result !== failed) entries.push([key, result])
    }
    return isWhole(run, places) ? writing.map(entries, schema, run) : failed
  }
}
