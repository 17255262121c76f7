/**
 * Law 5 as a function: the walk and what takes its place, emitted code or closures, give the same in every reading. The first readings
 * of a shape are the walk's, later ones try the emitted code, so the same codec asked often enough shows both.
 */
import assert from 'node:assert/strict'
import type { Shape } from '../../lib/index.js'
import { issuesOf, json, jsonBytes, jsonText } from '../../lib/index.js'
import type { Schema } from '../../lib/schema/index.js'
import { shapeOf } from '../../lib/shape/index.js'
import { schemaText } from '../../lib/testing/index.js'
import type { Validation, Value } from '../../lib/value/index.js'

export type Any = Shape<unknown, Value, unknown>

/** What was read, or the issues as data. */
export const outcome = (validation: Validation<unknown>): unknown =>
  validation._tag === 'Right' ? validation : { issues: issuesOf(validation.left) }

/** A schema of its own, so that nothing was compiled for it yet; what it targets may be shared. */
export const fresh = (schema: Schema): Schema => ({ ...schema })

/** Anything at all as JSON text, where it has one. */
export const asText = (u: unknown): string | undefined => {
  try {
    return JSON.stringify(u)
  } catch {
    return undefined
  }
}

/** The same text in ASCII: with escapes, a lone surrogate's among them, strings have to be looked at one by one. */
const escaped = (text: string): string =>
  text.replace(/[^\x20-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** The readings that have a fast path. */
export const readings = (shape: Any): ReadonlyArray<readonly [name: string, read: (u: unknown) => unknown]> => {
  const tree = json(shape)
  const [text, bytes] = [jsonText(shape), jsonBytes(shape)]
  const reading = (read: (text: string) => unknown) => (u: unknown) => {
    const given = asText(u)
    return given === undefined ? undefined : read(given)
  }
  return [
    ['is', (u) => shape.is(u)],
    ['make', (u) => outcome(shape.make(u))],
    ['json', (u) => outcome(tree.decode(u))],
    ['jsonText', reading((given) => outcome(text.decode(given)))],
    ['jsonText, escaped', reading((given) => outcome(text.decode(escaped(given))))],
    ['jsonBytes', reading((given) => outcome(bytes.decode(new TextEncoder().encode(given))))],
  ]
}

/** Enough to have the shape compiled. */
export const enough = 6

/** Holds the readings of a schema, and of the same with its code, to the walk's. */
export const agree = (schema: Schema, inputs: ReadonlyArray<unknown>, compiled: Schema = schema): void => {
  const slow = readings(shapeOf(fresh(schema)))
  const fast = readings(shapeOf(fresh(compiled)))
  for (const [i, [name, read]] of fast.entries()) {
    for (let n = 0; n < enough; n++) read(null)
    const walk = slow[i]?.[1]
    // A reading of its own for each input would be slow: four are the walk's, the rest compare the emitted with itself.
    for (const [at, input] of inputs.entries()) {
      const emitted = read(input)
      const walked = at < 4 ? walk?.(input) : readings(shapeOf(fresh(schema)))[i]?.[1](input)
      assert.deepEqual(emitted, walked, `${name}\n${schemaText(schema)}`)
    }
  }
}
