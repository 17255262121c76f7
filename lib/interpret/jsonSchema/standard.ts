/**
 * A shape's JSON as a Standard Schema with its JSON Schema: for routers, forms and agents that get JSON.
 *
 * Source: https://standardschema.dev, version 1 of `StandardSchemaV1` and of `StandardJSONSchemaV1`; the types are told here by
 * their structure.
 */

import type { Shape } from '../../shape/Shape.js'
import type { Standard, Step } from '../../shape/standard.js'
import { domainStep, pathBy, standard } from '../../shape/standard.js'
import type { Value } from '../../value/Value.js'
import { domainJson } from '../domainJson.js'
import { json } from '../json.js'
import { jsonSchema } from './document.js'
import type { JsonSchemaOptions } from './model.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** What a library asks for: the draft by name. */
export interface TargetOptions {
  readonly target: string
  readonly libraryOptions?: Readonly<Record<string, unknown>> | undefined
}

export interface StandardJson<A> {
  readonly '~standard': Standard<unknown, A> & {
    readonly jsonSchema: {
      /** What `validate` takes. Throws, as the standard asks, for a target other than `draft-2020-12`. */
      readonly input: (options: TargetOptions) => Record<string, unknown>
      /** What it gives, as JSON with the fields of the domain. Throws as `input`. */
      readonly output: (options: TargetOptions) => Record<string, unknown>
    }
  }
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

const wireStep: Step = (member) => member.traits.jsonName ?? member.name

/**
 * A shape's JSON as a Standard Schema: `validate` reads a JSON tree of the side, as `JSON.parse` gives it, to a domain object;
 * the shape itself takes what `make` takes, dates and bytes among it.
 *
 * @example
 * ```ts
 * import { EmailAddressInfo } from 'wireshape/connect'
 *
 * const result = standardJson(EmailAddressInfo)['~standard'].validate({ EmailAddress: 'ada@example.com' })
 * assert.deepEqual(result, { value: { emailAddress: 'ada@example.com' } })
 * ```
 */
export const standardJson = <A, O extends Value, I>(
  shape: Shape<A, O, I>,
  { side = 'wire' }: Pick<JsonSchemaOptions, 'side'> = {},
): StandardJson<A> => {
  const schemaOf =
    (wanted: 'wire' | 'domain') =>
    ({ target }: TargetOptions): Record<string, unknown> => {
      // The standard has no other way to say so.
      if (target !== 'draft-2020-12') throw new Error(`no JSON Schema for ${target}: draft-2020-12 alone`)
      return { ...jsonSchema(shape, { side: wanted }).schema }
    }
  const step = side === 'wire' ? wireStep : domainStep
  return {
    '~standard': {
      ...standard<unknown, A>((side === 'domain' ? domainJson : json)(shape).decode, pathBy(shape.schema, step)),
      jsonSchema: { input: schemaOf(side), output: schemaOf('domain') },
    },
  }
}
