/**
 * Makes domain values that break documented rules keep them, guided by what the rules find: a rule is a predicate, and
 * random values may never meet it.
 */

import type { Finding, Member, Rule, Schema } from '../schema/Schema.js'
import { targetOf } from '../schema/Schema.js'
import { getOwn, recordOf } from '../value/own.js'

/**
 * A value in which each place that a rule complains of holds one of the texts that the finding names, the `pick`th, or
 * is taken away. It may still break the rules: the caller filters.
 */
export const repair = (rules: ReadonlyArray<Rule>, schema: Schema, value: unknown, pick: number): unknown => {
  let repaired = value
  for (let round = 0; round < 3; round++) {
    const findings = rules.flatMap((rule) => rule.check(repaired))
    if (findings.length === 0) return repaired
    for (const finding of findings) repaired = change(schema, repaired, finding.path, finding, pick)
  }
  return repaired
}

/** Words that a finding's `expected` may mean to the letter: `text/plain or text/html` names two. */
const wordsOf = (expected: string): ReadonlyArray<string> => expected.split(/,? or |, | /).filter((word) => word !== '')

const change = (
  schema: Schema,
  value: unknown,
  [head, ...rest]: Finding['path'],
  finding: Finding,
  pick: number,
): unknown => {
  if (head === undefined) {
    const words = wordsOf(finding.expected)
    if (typeof value === 'string') return words[pick % Math.max(1, Math.min(words.length, 4))] ?? value
    return Array.isArray(value) ? value.slice(0, -1) : value
  }
  const inside = (target: Schema, part: unknown): unknown => change(target, part, rest, finding, pick)
  switch (schema._tag) {
    case 'list':
      return (value as ReadonlyArray<unknown>).map((item, i) =>
        i === head ? inside(targetOf(schema.member), item) : item,
      )
    case 'map':
      return recordOf(
        Object.entries(value as object).flatMap(([key, item]): ReadonlyArray<readonly [string, unknown]> => {
          if (key !== head) return [[key, item]]
          return rest.length === 0 ? [] : [[key, inside(targetOf(schema.value), item)]]
        }),
      )
    case 'structure':
      return changeField(schema.members, value as Readonly<Record<string, unknown>>, head, rest.length === 0, inside)
    default:
      return value
  }
}

const changeField = (
  members: ReadonlyArray<Member>,
  record: Readonly<Record<string, unknown>>,
  head: string | number,
  isLast: boolean,
  inside: (target: Schema, part: unknown) => unknown,
): unknown =>
  recordOf(
    members.flatMap((member): ReadonlyArray<readonly [string, unknown]> => {
      const part = getOwn(record, member.field)
      if (part === undefined) return []
      if (member.name !== head) return [[member.field, part]]
      return isLast && !member.required && typeof part !== 'string'
        ? []
        : [[member.field, inside(targetOf(member), part)]]
    }),
  )
