/**
 * How often, over a run of values, each optional member of each reachable structure was there and was not.
 */
import type { Member, Schema } from '../../lib/schema/index.js'
import { closure, nameOf, targetOf } from '../../lib/schema/Schema.js'

/** Of one optional member: in how many values it was present at least once, and absent at least once. */
export interface Count {
  present: number
  absent: number
}

export interface Coverage {
  values: number
  /** Values with a hostile map key somewhere. */
  hostile: number
  readonly members: Map<string, Count>
}

const optionalOf = (schema: Schema): ReadonlyArray<Member> =>
  schema._tag === 'structure' ? schema.members.filter(({ required }) => !required) : []

const label = (schema: Schema, member: Member): string => `${nameOf(schema.id)}.${member.name}`

export const startCoverage = (root: Schema): Coverage => ({
  values: 0,
  hostile: 0,
  members: new Map(
    closure(root).flatMap((schema) =>
      optionalOf(schema).map((member) => [label(schema, member), { present: 0, absent: 0 }] as const),
    ),
  ),
})

interface Seen {
  readonly present: Set<string>
  readonly absent: Set<string>
  hostile: boolean
}

const names = new Set([
  ...Object.getOwnPropertyNames(Object.prototype),
  'a.b',
  '0',
  '-1',
  '"',
  '\\',
  '\u0000',
  '\u2028',
])

/** A key that trips careless code: inherited names, integers, quotes, control characters, what is not ASCII. */
const isHostile = (key: string): boolean => names.has(key) || !/^[\x20-\x7e]*$/.test(key)

const look = (schema: Schema, value: unknown, seen: Seen): void => {
  switch (schema._tag) {
    case 'structure':
      for (const member of schema.members) {
        const held = (value as Readonly<Record<string, unknown>>)[member.field]
        if (!member.required) (held === undefined ? seen.absent : seen.present).add(label(schema, member))
        if (held !== undefined) look(targetOf(member), held, seen)
      }
      return
    case 'list':
      for (const item of value as ReadonlyArray<unknown>) look(targetOf(schema.member), item, seen)
      return
    case 'map':
      for (const [key, item] of Object.entries(value as object)) {
        seen.hostile ||= isHostile(key)
        look(targetOf(schema.value), item, seen)
      }
      return
    default:
      return
  }
}

/** A member counts as absent too where nothing that could hold it is there. */
export const cover = (coverage: Coverage, schema: Schema, value: unknown): void => {
  const seen: Seen = { present: new Set(), absent: new Set(), hostile: false }
  look(schema, value, seen)
  coverage.values++
  if (seen.hostile) coverage.hostile++
  for (const [name, count] of coverage.members) {
    if (seen.present.has(name)) count.present++
    if (seen.absent.has(name) || !seen.present.has(name)) count.absent++
  }
}

const percent = (part: number, whole: number): number => Math.round((1000 * part) / whole) / 10

export interface Share {
  readonly name: string
  readonly present: number
  readonly absent: number
}

/** Shares of all values, in percent. */
export const shares = ({ members, values }: Coverage): ReadonlyArray<Share> =>
  [...members].map(([name, { present, absent }]) => ({
    name,
    present: percent(present, values),
    absent: percent(absent, values),
  }))

export const hostileShare = ({ hostile, values }: Coverage): number => percent(hostile, values)

export const coverageText = (coverage: Coverage): string =>
  [
    ...shares(coverage).map(
      ({ name, present, absent }) => `${name.padEnd(44)} present ${present} %, absent ${absent} %`,
    ),
    `hostile map keys in ${hostileShare(coverage)} % of ${coverage.values} values`,
  ].join('\n      ')
