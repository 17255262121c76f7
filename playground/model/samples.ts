/**
 * Payloads made up for a shape by a seed, good or with one thing broken.
 *
 * Law: the same seed gives the same payload.
 */

import type { Either } from 'fp-ts/lib/Either.js'
import { prettyJson } from '../../lib/cli/jsonText.js'
import { domainJson } from '../../lib/interpret/domainJson.js'
import { json } from '../../lib/interpret/json.js'
import { arbitrary } from '../../lib/testing/arbitrary.js'
import type { Arbitrary, FastCheck } from '../../lib/testing/FastCheck.js'
import { mutated } from '../../lib/testing/mutate.js'
import type { Document } from '../../lib/value/Document.js'
import { left, right } from '../../lib/value/either.js'
import type { Subject } from './subject.js'
import { schemaOf, shapeOfSubject } from './subject.js'
import type { Form } from './textPath.js'

export interface SampleWanted {
  readonly subject: Subject
  readonly form: Form
  readonly seed: number
  /** Whether one thing is broken. Domain: the form is `wire`. */
  readonly broken: boolean
}

/** The largest seed. */
export const greatestSeed = 2 ** 31 - 1

const options = { plain: true, depth: 5, items: 3, absent: 4 } as const

const trees = (fc: FastCheck, { subject, form, broken }: SampleWanted): Arbitrary<Document> => {
  const shape = shapeOfSubject(subject)
  if (broken) return mutated(fc)(shape, 1, options).map(({ tree }) => tree)
  const { encode } = form === 'domain' ? domainJson(shape) : json(shape)
  return arbitrary(fc)(schemaOf(subject), options).map(encode)
}

/** The text of a payload; the left says why the shape has none. */
export const sampleOf = (fc: FastCheck, wanted: SampleWanted): Either<string, string> => {
  try {
    const [tree] = fc.sample(trees(fc, wanted), { numRuns: 1, seed: wanted.seed })
    return tree === undefined ? left('nothing was made up') : right(prettyJson(tree))
  } catch (error) {
    // Arbitraries throw for a shape without a finite value and for a pattern that no text was found for.
    return left(error instanceof Error ? error.message : String(error))
  }
}
