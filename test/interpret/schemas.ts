/**
 * ajv as tests of JSON Schemas use it: in strict mode, by the letter of the draft.
 */
import { Ajv2020 } from 'ajv/dist/2020.js'
import type { JsonSchema } from '../../lib/interpret/jsonSchema/index.js'

/**
 * `strictNumbers` would refuse numbers beyond doubles, which JSON has; `ownProperties` makes it look for `toString` in the data
 * alone.
 */
export const strictAjv = (): Ajv2020 =>
  new Ajv2020({
    strict: true,
    strictNumbers: false,
    ownProperties: true,
    // Otherwise it does not miss a member whose name is empty.
    allErrors: true,
    // The pattern that stands beside it says the same; numbers have their kinds.
    formats: { 'date-time': true, int32: true, int64: true, float: true, double: true },
  })

const shared = strictAjv()

/** The test of a schema, after ajv has held the schema against the meta-schema. */
export const validatorOf = (schema: JsonSchema): ((data: unknown) => boolean) => {
  const validate = shared.compile(schema)
  shared.removeSchema(schema)
  return (data) => validate(data) === true
}
