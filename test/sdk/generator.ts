/**
 * Requests of the shape's own generator, and the seed of every run.
 */
import * as fc from 'fast-check'
import { StartEmailContactRequest } from '../../lib/connect/index.js'
import { ignore } from '../../lib/shape/index.js'
import type { ArbitraryOptions } from '../../lib/testing/arbitrary.js'
import { arbitrary } from '../../lib/testing/arbitrary.js'

const options: ArbitraryOptions = { depth: 7, items: 3 }

/** Every value is what `StartEmailContactRequest.is` accepts, documented rules included. */
export const requests: fc.Arbitrary<StartEmailContactRequest> = arbitrary(fc)(StartEmailContactRequest, options)

/** The request without what is only documented. */
export const Modelled = ignore(StartEmailContactRequest, ['documented'])

const { schema } = StartEmailContactRequest

/** Every value is what `Modelled.is` accepts. */
export const modelRequests: fc.Arbitrary<StartEmailContactRequest> = arbitrary(fc)(
  schema._tag === 'structure' ? { ...schema, rules: [] } : schema,
  options,
  // Rules say nothing about types.
) as fc.Arbitrary<StartEmailContactRequest>
