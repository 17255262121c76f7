/**
 * The checks of text as JavaScript source: conditions that hold where the text is refused.
 */

import type { EnumSchema } from '../../schema/Schema.js'
import { literal } from './source.js'

/** Code points are counted only where UTF-16 units leave the answer open. */
export const lengthFault = (text: string, min: number, max: number): ReadonlyArray<string> => {
  const units = `${text}.length`
  const parts: Array<string> = []
  if (min > 0) parts.push(min === 1 ? `${units} === 0` : `${units} < ${min}`)
  if (max < Infinity) parts.push(`(${units} > ${max} && (${units} > ${2 * max} || points(${text}) > ${max}))`)
  if (min > 1) parts.push(`(${units} < ${2 * min} && points(${text}) < ${min})`)
  return parts
}

/**
 * A condition that holds where text is well formed and matches the pattern. `full` names the whole matcher, `quick` an
 * expression that takes nothing but some of what matches, all of it ASCII, in which no surrogate stands.
 */
export const matchTest = (text: string, full: string, quick: string | undefined, unicode: boolean): string => {
  const slow = unicode ? `${full}(${text})` : `(wellFormed(${text}) && ${full}(${text}))`
  return quick === undefined ? slow : `(${quick}.test(${text}) || ${slow})`
}

/** Up to which number of values a switch is faster than a set. */
const few = 32

/** A condition that holds where the text is no value of the enum; `set` is called for the name of a set of the values. */
export const enumFault = (schema: EnumSchema, node: string, set: (values: ReadonlySet<string>) => string): string => {
  const values = schema.values.map(({ value }) => value)
  if (values.length === 0) return 'true'
  if (values.length > few) return `(typeof ${node} !== 'string' || !${set(new Set(values))}.has(${node}))`
  if (values.length <= 3) return values.map((value) => `${node} !== ${literal(value)}`).join(' && ')
  const byLength = new Map<number, ReadonlyArray<string>>()
  for (const value of values) byLength.set(value.length, [...(byLength.get(value.length) ?? []), value])
  const cases = [...byLength].map(
    ([length, same]) =>
      `${node}.length === ${length} ? ${same.map((value) => `${node} !== ${literal(value)}`).join(' && ')}`,
  )
  return `(typeof ${node} !== 'string' || (${cases.join(' : ')} : true))`
}
