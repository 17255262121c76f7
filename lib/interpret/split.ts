/**
 * A structure is split once into the parts of an HTTP message, and both directions use the same split.
 *
 * Source: Smithy 2.0, "HTTP bindings".
 */

import type { Member, StructureSchema } from '../schema/Schema.js'
import { isStream } from '../schema/Schema.js'

/** Who reads: servers refuse some texts that clients take. */
export type Side = 'client' | 'server'

/** Where a member lies. */
export type Part =
  | 'label'
  | 'query'
  | 'queryParams'
  | 'header'
  | 'prefixHeaders'
  | 'payload'
  | 'stream'
  | 'status'
  | 'body'

/** Where a member of the value lies: a stream lies beside it. */
export type ValuedPart = Exclude<Part, 'stream'>

export const partOf = (member: Member): Part => {
  const { traits } = member
  if (traits.httpLabel === true) return 'label'
  if (traits.httpQuery !== undefined) return 'query'
  if (traits.httpQueryParams === true) return 'queryParams'
  if (traits.httpHeader !== undefined) return 'header'
  if (traits.httpPrefixHeaders !== undefined) return 'prefixHeaders'
  if (traits.httpPayload === true) return isStream(member) ? 'stream' : 'payload'
  if (traits.httpResponseCode === true) return 'status'
  return 'body'
}

/** Whether a member of the part lies in the body, in the body's format. */
export const isInBody = (part: Part): boolean => part === 'payload' || part === 'body'

export interface Split {
  /** Each member's part, in the order of the model. */
  readonly parts: ReadonlyArray<readonly [Member, Part]>
  readonly payload: Member | undefined
  /** A payload that is passed through beside the value. */
  readonly stream: Member | undefined
  /** The members that make up the body's document. */
  readonly body: ReadonlyArray<Member>
  /** Query names that have members of their own, and so do not count as further parameters. */
  readonly queryNames: ReadonlySet<string>
}

const splits = new WeakMap<StructureSchema, Split>()

export const splitOf = (schema: StructureSchema): Split => {
  const known = splits.get(schema)
  if (known !== undefined) return known
  const parts = schema.members.map((member) => [member, partOf(member)] as const)
  const inPart = (wanted: Part): ReadonlyArray<Member> =>
    parts.filter(([, part]) => part === wanted).map(([member]) => member)
  const split: Split = {
    parts,
    payload: inPart('payload')[0],
    stream: inPart('stream')[0],
    body: inPart('body'),
    queryNames: new Set(inPart('query').map((member) => member.traits.httpQuery as string)),
  }
  splits.set(schema, split)
  return split
}

/** The parts that make up the value. */
export const valued = (schema: StructureSchema): ReadonlyArray<readonly [Member, ValuedPart]> =>
  splitOf(schema).parts.filter((one): one is readonly [Member, ValuedPart] => one[1] !== 'stream')
