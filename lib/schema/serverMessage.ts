/**
 * Issues in the words that Smithy's servers use towards their clients.
 *
 * Source: Smithy 2.0, `smithy.framework#ValidationException` and the validation cases of its protocol tests.
 */

import type { Issue } from '../value/Issue.js'
import type { Schema } from './Schema.js'
import type { Length, Range } from './Traits.js'

/** `/References/order/Type`; the root is the empty text. */
export const pointerOf = (issue: Issue): string => issue.path.map((segment) => `/${segment}`).join('')

/** One sentence: `Value at '/a' failed to satisfy constraint: Member must not be null`. */
export const serverMessage = (issue: Issue, schema: Schema, measure: number | undefined): string => {
  const place = `at '${pointerOf(issue)}' failed to satisfy constraint`
  const { length, range, pattern } = schema.traits
  switch (issue.code) {
    case 'missing':
      return `Value ${place}: Member must not be null`
    case 'length':
      return `Value with length ${measure ?? 0} ${place}: Member must have ${lengthWords(length ?? {})}`
    case 'range':
      return `Value ${place}: Member must be ${rangeWords(range ?? {})}`
    case 'pattern':
      return `Value ${place}: Member must satisfy regular expression pattern: ${pattern ?? ''}`
    case 'enum':
      return `Value ${place}: Member must satisfy enum value set: [${listed(schema)}]`
    case 'unique':
      return `Value ${place}: Member must have unique values`
    default:
      return `Value ${place}: Member must be ${issue.expected}`
  }
}

const lengthWords = ({ min, max }: Length): string => {
  if (max === undefined) return `length greater than or equal to ${min ?? 0}`
  return min === undefined ? `length less than or equal to ${max}` : `length between ${min} and ${max}, inclusive`
}

const rangeWords = ({ min, max }: Range): string => {
  if (max === undefined) return `greater than or equal to ${min ?? 0}`
  return min === undefined ? `less than or equal to ${max}` : `between ${min} and ${max}, inclusive`
}

/** Values that the service keeps to itself are not told. */
const listed = (schema: Schema): string =>
  schema._tag === 'enum' || schema._tag === 'intEnum'
    ? schema.values
        .filter(({ traits }) => traits.internal !== true)
        .map(({ value }) => value)
        .join(', ')
    : ''
