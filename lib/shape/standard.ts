/**
 * The Standard Schema of a reading: what form, router and agent libraries ask of any validator.
 *
 * Source: https://standardschema.dev, version 1 of `StandardSchemaV1`; its types are told here by their structure.
 */

import type { Member, Schema } from '../schema/Schema.js'
import { memberAt, targetOf } from '../schema/Schema.js'
import { isLeft } from '../value/either.js'
import type { Path, Validation } from '../value/Issue.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface StandardIssue {
  /** What was wanted and what kind of thing came; nothing of a sensitive shape. */
  readonly message: string
  /** Property names as they stand in what was validated. */
  readonly path: Path
}

export type StandardResult<A> =
  | { readonly value: A; readonly issues?: undefined }
  | { readonly issues: ReadonlyArray<StandardIssue> }

/** What stands under `~standard`: `I` is what `validate` is meant to get, `A` what it gives. */
export interface Standard<I, A> {
  readonly version: 1
  readonly vendor: 'wireshape'
  readonly validate: (value: unknown) => StandardResult<A>
  /** Never there at run time. */
  readonly types?: { readonly input: I; readonly output: A } | undefined
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/** A path of Smithy's member names as a path of the data's own: fields of the domain, or names of a wire. */
export type PathOf = (path: Path) => Path

export const standard = <I, A>(read: (value: unknown) => Validation<A>, pathOf: PathOf): Standard<I, A> => ({
  version: 1,
  vendor: 'wireshape',
  validate: (value) => {
    const result = read(value)
    return isLeft(result)
      ? {
          issues: result.left.map(({ issue: { path, expected, actual } }) => ({
            message: `expected ${expected}, got ${actual}`,
            path: pathOf(path),
          })),
        }
      : { value: result.right }
  },
})

/** How a step of an issue's path through a member stands in the data. */
export type Step = (member: Member, holder: Schema) => string

/** The paths of issues in data that has the members of structures and unions under names of its own. */
export const pathBy =
  (root: Schema, step: Step): PathOf =>
  (path) => {
    let schema: Schema | undefined = root
    return path.map((segment) => {
      const holder: Schema | undefined = schema
      const member: Member | undefined = holder && memberAt(holder, segment)
      schema = member && targetOf(member)
      if (holder === undefined || member === undefined) return segment
      return holder._tag === 'structure' || holder._tag === 'union' ? step(member, holder) : segment
    })
  }

/** In a domain object members are under their fields, and the one of a union under `value`. */
export const domainStep: Step = (member, { _tag }) => (_tag === 'union' ? 'value' : member.field)
