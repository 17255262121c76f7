/**
 * Walks of structures, member by member with defaults and documented rules, and of unions.
 */

import type { Member, Rule, Schema, StructureSchema, UnionSchema } from '../../schema/Schema.js'
import { isStream, memberAt, targetOf } from '../../schema/Schema.js'
import { redacted } from '../../value/Issue.js'
import { defaultOf, zeroOf } from '../absent.js'
import type { Places } from '../emit/locator.js'
import { exceeds, isBeyond } from '../limits.js'
import type { Policy } from '../Policy.js'
import type { Run } from '../Run.js'
import { breach, enter, isBlamed, isHidden, leave } from '../Run.js'
import type { Writing } from '../View.js'
import { Fault } from '../View.js'
import { isGood, isWhole, refuseFault, refuseNode, takePlaces, walkPart, writeRaw } from './troubles.js'
import type { Failed, Parts, Walk } from './Walk.js'
import { failed } from './Walk.js'
/** A member's place in a structure: how to take its node from the structure's, and how to walk it. */
export interface Slot<N, Y> {
  readonly member: Member
  readonly target: Schema
  /** The member's node, `undefined` where it is absent. */
  readonly take: (node: N) => unknown
  readonly walk: Walk<unknown, Y>
}

interface RuledSlot<N, Y> extends Slot<N, Y> {
  readonly rules: ReadonlyArray<Rule>
  /** Whether nothing has to be done where it is absent. */
  readonly mayMiss: boolean
}

const withRules = <N, Y>(
  slots: ReadonlyArray<Slot<N, Y>>,
  schema: StructureSchema,
  policy: Policy,
): ReadonlyArray<RuledSlot<N, Y>> => {
  const ruled = policy.mode === 'strict' && !policy.ignored.includes('documented')
  return slots.map((slot) => ({
    ...slot,
    mayMiss: !slot.member.required && (slot.member.traits.default ?? undefined) === undefined,
    rules: ruled ? schema.rules.filter((rule) => rule.member === slot.member.name) : [],
  }))
}

const slotsOf = <X, Y>({ view, walkOf, policy }: Parts<X, Y>, schema: StructureSchema): ReadonlyArray<Slot<X, Y>> =>
  schema.members
    .filter((member) => !isStream(member))
    .map((member) => {
      const target = targetOf(member)
      // A slot hands its own nodes to its own walk.
      const walk = walkOf(target, policy) as Walk<unknown, Y>
      return { member, target, take: view.member(member), walk }
    })

/** What stands for an absent member: nothing, a default, or, when tolerant, a corrected value. */
const fillAbsent = <N, Y>(
  writing: Writing<Y>,
  policy: Policy,
  { member, target }: Slot<N, Y>,
  holder: Schema,
  run: Run,
): Y | Failed | undefined => {
  if (policy.mode === 'trusted') return undefined
  const filled = defaultOf(member, target, holder, writing, run)
  if (filled !== undefined) return filled
  if (!member.required) return undefined
  if (policy.mode === 'tolerant' && policy.corrects) {
    const corrected = zeroOf(target, writing, run)
    if (corrected !== undefined) return corrected
  }
  enter(run, member.name, target, undefined, false)
  breach(run, { code: 'missing', expected: 'a value', actual: 'nothing' })
  leave(run)
  return failed
}

/** Steps where a finding says, as far as the shapes know the way. */
const enterFinding = (run: Run, segment: string | number): void => {
  const schema = run.schemas[run.schemas.length - 1] as Schema
  const member = memberAt(schema, segment)
  enter(run, segment, member === undefined ? schema : targetOf(member), undefined, schema._tag === 'map')
}

/** Rules read what the writing made, which under a checking policy is the domain value. */
const followRules = (rules: ReadonlyArray<Rule>, result: unknown, run: Run, from: number): void => {
  for (const rule of rules) {
    for (const { path, expected, actual } of rule.check(result)) {
      if (isBlamed(run, from, [...run.path, ...path])) continue
      for (const segment of path) enterFinding(run, segment)
      breach(run, { code: 'documented', expected, actual })
      for (const _ of path) leave(run)
    }
  }
}

/**
 * Walks the members of a structure that is already open, each by its own slot: the way into structures whose members lie
 * in different places of a message. `slots` is asked for once, at the first call.
 */
export const membersWalk = <N, Y>(
  writing: Writing<Y>,
  policy: Policy,
  schema: StructureSchema,
  slots: () => ReadonlyArray<Slot<N, Y>>,
): ((node: N, run: Run, places?: Places) => ReadonlyArray<readonly [Member, Y]>) => {
  let ruled: ReadonlyArray<RuledSlot<N, Y>> | undefined
  return (node, run, places) => {
    ruled ??= withRules(slots(), schema, policy)
    const fields: Array<readonly [Member, Y]> = []
    let at = 0
    for (let i = 0; i < ruled.length; i++) {
      if (places !== undefined && places[at] !== i) continue
      const bad = places?.[at + 1]
      at += 2
      const slot = ruled[i] as RuledSlot<N, Y>
      const { member, target, take, walk, rules } = slot
      const child = take(node)
      if (child === undefined) {
        if (slot.mayMiss) continue
        const filled = fillAbsent(writing, policy, slot, schema, run)
        if (filled !== undefined && filled !== failed) fields.push([member, filled])
        continue
      }
      const { partOf } = run
      // Rules read the result of all that they look into.
      if (rules.length > 0) run.partOf = undefined
      else if (partOf !== undefined && isGood(run, target, child)) continue
      const from = run.refusals.found.length
      enter(run, member.name, target, child, false)
      const result = walkPart(walk, child, run, bad)
      run.partOf = partOf
      if (result !== failed) {
        fields.push([member, result])
        if (rules.length > 0) followRules(rules, result, run, from)
      }
      leave(run)
    }
    return fields
  }
}

export const structureWalk = <X, Y>(parts: Parts<X, Y>, schema: StructureSchema): Walk<X, Y> => {
  const { view, writing, policy } = parts
  const trust = policy.mode === 'trusted'
  const walkMembers = membersWalk<X, Y>(writing, policy, schema, () => slotsOf(parts, schema))
  return (given, run) => {
    const places = takePlaces(run)
    const node = view.structure(given, schema)
    if (node instanceof Fault)
      return trust ? writeRaw(parts, given, schema, run) : refuseFault(run, view, given, node, 'a structure')
    if (isBeyond(run)) return failed
    if (
      policy.limits.members < Infinity &&
      exceeds(run, view.unknown(node, schema).length, policy.limits.members, 'unknown members')
    )
      return failed
    const fields = walkMembers(node, run, places)
    if (policy.unknown === 'refuse') refuseUnknown(view.unknown(node, schema), schema, run)
    return isWhole(run, places) ? writing.structure(fields, schema, run) : failed
  }
}

const refuseUnknown = (names: ReadonlyArray<string>, schema: StructureSchema, run: Run): void => {
  for (const name of names) {
    // The name came with the data, so it is a key as far as secrecy goes.
    const hidden = isHidden(run)
    enter(run, hidden ? redacted : name, schema, undefined, true)
    breach(run, { code: 'unknownMember', expected: `a member of ${schema.id}`, actual: 'an unknown member' })
    leave(run)
  }
}

export const unionWalk = <X, Y>(parts: Parts<X, Y>, schema: UnionSchema): Walk<X, Y> => {
  const { view, writing, policy, walkOf } = parts
  const trust = policy.mode === 'trusted'
  return (given, run) => {
    const choice = view.union(given, schema)
    if (choice instanceof Fault)
      return trust
        ? writeRaw(parts, given, schema, run)
        : refuseFault(run, view, given, choice, 'a union with one member')
    if (isBeyond(run)) return failed
    const { name, member, node } = choice
    if (member === undefined) {
      if (policy.mode === 'strict') {
        return refuseNode(run, {
          code: 'union',
          expected: `one of ${schema.members.map((m) => m.name).join(', ')}`,
          actual: 'an unknown member',
        })
      }
      const raw = view.document(node, 512, policy.limits.nodes)
      return raw instanceof Fault
        ? refuseFault(run, view, node, raw, 'a document')
        : writing.unknownUnion(name, raw, schema, run)
    }
    const target = targetOf(member)
    enter(run, member.name, target, node, false)
    const result = walkOf(target, policy)(node, run)
    leave(run)
    return result === failed ? failed : writing.union(member, result, schema, run)
  }
}
