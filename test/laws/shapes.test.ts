/**
 * Laws 0, 1, 2, 3 (JSON) and 8 over arbitrary shapes: a schema first, then a value of it or anything at all.
 */
import * as fc from 'fast-check'
import { StartEmailContactRequest } from '../../lib/connect/index.js'
import { shapeOf } from '../../lib/shape/index.js'
import { arbitrarySchema, hold, inputsOf, laws, lawsOf, schemaText } from '../../lib/testing/index.js'
import { assertLaw, runs } from './assert.js'

describe('laws of every shape', () => {
  for (const law of laws) {
    it(`${law.name}: ${law.statement}`, () => {
      const inputs = arbitrarySchema(fc)().chain((schema) =>
        inputsOf(fc)(law, shapeOf(schema)).map((input) => ({ schema, input })),
      )
      assertLaw(
        fc.property(inputs, ({ schema, input }) => {
          try {
            hold(law, shapeOf(schema), input)
          } catch (error) {
            throw new Error(`${String(error)}\n${schemaText(schema)}`, { cause: error })
          }
        }),
      )
    })
  }
})

describe('laws of StartEmailContactRequest', () => {
  for (const law of lawsOf(fc)(StartEmailContactRequest))
    it(law.name, () => assertLaw(law.property, { numRuns: Math.min(runs, 500) }))
})
