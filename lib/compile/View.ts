/**
 * The two halves of a format as interpreters see them: a `View` takes nodes of type X apart by the kinds of a schema, a
 * `Writing` puts nodes of type Y together. A walk joins one of each.
 *
 * Host values lie between the halves: text `string`; whole numbers up to 32 bits, float and double `number`; long and
 * bigInteger `bigint`; bigDecimal `BigDecimal`; blob `Uint8Array`; timestamp milliseconds; document `Document`.
 */

import type { ListSchema, MapSchema, Member, Schema, StructureSchema, UnionSchema } from '../schema/Schema.js'
import type { BigDecimal } from '../value/BigDecimal.js'
import type { Document } from '../value/Document.js'
import type { IssueCode } from '../value/Issue.js'
import type { Run } from './Run.js'

// -------------------------------------------------------------------------------------
// faults
// -------------------------------------------------------------------------------------

/** Why a node is not of a kind. Where words are left out, those of the kind and of the node stand in. */
export class Fault {
  readonly code: IssueCode
  readonly expected: string | undefined
  readonly actual: string | undefined
  constructor(code: IssueCode, expected?: string, actual?: string) {
    this.code = code
    this.expected = expected
    this.actual = actual
  }
}

/** The node is of another kind. */
export const mismatch: Fault = new Fault('type')

export const fault = (code: IssueCode, expected?: string, actual?: string): Fault => new Fault(code, expected, actual)

// -------------------------------------------------------------------------------------
// view
// -------------------------------------------------------------------------------------

/** The one alternative that a union node holds; `member` is absent where the schema does not know the name. */
export interface Choice<X> {
  readonly name: string
  readonly member: Member | undefined
  readonly node: X
}

/** Each function is total: any node gets an answer or a `Fault`. */
export interface View<X> {
  /** Whether an item of a list or map is the absent one. */
  readonly isNull: (node: X) => boolean
  /** The node's kind or measure in words, never its content. */
  readonly describe: (node: X) => string
  readonly text: (node: X, schema: Schema) => string | Fault
  /** Byte to integer and intEnum; the walk checks that it is whole and in range. */
  readonly number: (node: X, schema: Schema) => number | bigint | BigDecimal | Fault
  readonly long: (node: X, schema: Schema) => bigint | Fault
  readonly decimal: (node: X, schema: Schema) => BigDecimal | Fault
  readonly float: (node: X, schema: Schema) => number | Fault
  readonly boolean: (node: X, schema: Schema) => boolean | Fault
  /** Shares no memory with the node. */
  readonly blob: (node: X, schema: Schema) => Uint8Array | Fault
  readonly timestamp: (node: X, schema: Schema) => number | Fault
  /** Of at most so many levels, and so many lists and records. */
  readonly document: (node: X, depth: number, nodes: number) => Document | Fault
  readonly list: (node: X, schema: ListSchema) => ReadonlyArray<X> | Fault
  /** Each key once. */
  readonly map: (node: X, schema: MapSchema) => ReadonlyArray<readonly [string, X]> | Fault
  /** The node, made ready for `member` and `unknown`. */
  readonly structure: (node: X, schema: StructureSchema) => X | Fault
  /** What a node holds of a member, `undefined` where the format takes it for absent. Keep what it gives. */
  readonly member: (member: Member) => (node: X) => X | undefined
  /** Names that the node holds and the schema does not. */
  readonly unknown: (node: X, schema: StructureSchema) => ReadonlyArray<string>
  readonly union: (node: X, schema: UnionSchema) => Choice<X> | Fault
}

const no = (): Fault => mismatch

/** Its nodes are of no kind: what a view of few kinds starts from. */
export const kindless: Omit<View<unknown>, 'describe'> = {
  isNull: () => false,
  text: no,
  number: no,
  long: no,
  decimal: no,
  float: no,
  boolean: no,
  blob: no,
  timestamp: no,
  document: no,
  list: no,
  map: no,
  structure: no,
  member: () => () => undefined,
  unknown: () => [],
  union: no,
}

// -------------------------------------------------------------------------------------
// writing
// -------------------------------------------------------------------------------------

/** `run` is there for what cannot be represented; the schema's tag tells string from enum, byte from integer and so on. */
export interface Writing<Y> {
  readonly absent: Y
  readonly text: (text: string, schema: Schema, run: Run) => Y
  readonly number: (n: number, schema: Schema, run: Run) => Y
  readonly long: (n: bigint, schema: Schema, run: Run) => Y
  readonly decimal: (d: BigDecimal, schema: Schema, run: Run) => Y
  readonly float: (n: number, schema: Schema, run: Run) => Y
  readonly boolean: (b: boolean, schema: Schema, run: Run) => Y
  readonly blob: (bytes: Uint8Array, schema: Schema, run: Run) => Y
  readonly timestamp: (epochMillis: number, schema: Schema, run: Run) => Y
  readonly document: (d: Document, schema: Schema, run: Run) => Y
  readonly list: (items: ReadonlyArray<Y>, schema: ListSchema, run: Run) => Y
  readonly map: (entries: ReadonlyArray<readonly [string, Y]>, schema: MapSchema, run: Run) => Y
  readonly structure: (fields: ReadonlyArray<readonly [Member, Y]>, schema: StructureSchema, run: Run) => Y
  readonly union: (member: Member, value: Y, schema: UnionSchema, run: Run) => Y
  /** A member that the schema does not know, kept as it came. */
  readonly unknownUnion: (name: string, raw: Document, schema: UnionSchema, run: Run) => Y
}
