/**
 * The values of leaves from their text in XML: what is most often there is read at once, all else by the walk.
 */

import { fail } from '../compile/emit/source.js'
import type { Policy } from '../compile/Policy.js'
import type { Run } from '../compile/Run.js'
import { isRefused, startRun } from '../compile/Run.js'
import type { Walker } from '../compile/walk/Walk.js'
import { wholeBounds } from '../schema/constraints.js'
import type { Schema } from '../schema/Schema.js'

/** Reads a text: the value, or `fail` where the walk has to decide. */
export type ReadText = (text: string) => unknown

/** One run serves all texts in which nothing is found: a walk of text calls nobody else. */
const walked = (walkOf: Walker<unknown, unknown>, schema: Schema, policy: Policy): ReadText => {
  const walk = walkOf(schema, policy)
  let kept: Run | undefined
  return (text) => {
    const run = kept ?? startRun(schema, undefined, policy)
    kept = undefined
    const value = walk(text, run)
    // A walk that failed has noted why.
    if (isRefused(run)) return fail
    kept = run
    return value
  }
}

const few = /^-?\d{1,9}$/
const many = /^-?\d{1,18}$/

/** The value of a leaf from its text. Domain: well-formed text; policies that are not trusted and advise nothing. */
export const textReader = (walkOf: Walker<unknown, unknown>, schema: Schema, policy: Policy): ReadText => {
  const slow = walked(walkOf, schema, policy)
  const isTolerant = policy.mode === 'tolerant'
  const { length, pattern, range } = schema.traits
  const { text: most } = policy.limits
  switch (schema._tag) {
    case 'string':
      return isTolerant || (length === undefined && pattern === undefined)
        ? (text) => (text.length <= most ? text : slow(text))
        : slow
    case 'enum': {
      if (isTolerant) return (text) => (text.length <= most ? text : slow(text))
      const listed = new Set(schema.values.map(({ value }) => value))
      return (text) => (listed.has(text) ? text : slow(text))
    }
    case 'boolean':
      return (text) => (text === 'true' ? true : text === 'false' ? false : slow(text))
    case 'byte':
    case 'short':
    case 'integer':
    case 'intEnum': {
      if (!isTolerant && (range !== undefined || schema._tag === 'intEnum')) return slow
      const { min, max } = wholeBounds[schema._tag]
      return (text) => {
        // Adding zero makes zero of minus zero.
        const n = few.test(text) ? Number(text) + 0 : Number.NaN
        return n >= min && n <= max ? n : slow(text)
      }
    }
    case 'long':
      return isTolerant || range === undefined ? (text) => (many.test(text) ? BigInt(text) : slow(text)) : slow
    default:
      return slow
  }
}
