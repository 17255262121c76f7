/**
 * The reading of a shape as CBOR.
 *
 * Source: Smithy 2.0, "Smithy RPC v2 CBOR protocol", shape serialization.
 */

import { domainWriting, exactView } from '../compile/domain.js'
import { trusted } from '../compile/Policy.js'
import { refuse } from '../compile/Run.js'
import { float32 } from '../compile/records.js'
import type { View, Writing } from '../compile/View.js'
import { fault, mismatch } from '../compile/View.js'
import type { Walker } from '../compile/walk/Walk.js'
import { startWalk, walker } from '../compile/walk.js'
import type { Cbor, CborFault, CborFloat, CborMap, CborTag } from '../format/cbor.js'
import { cborFloat, cborMap, cborTag, cborWhole, readCbor, writeCbor } from '../format/cbor.js'
import { readEpochSeconds, writeEpochSeconds } from '../format/timestamp.js'
import type { Member, Schema } from '../schema/Schema.js'
import { readWith } from '../shape/codec.js'
import type { Codec, Shape } from '../shape/Shape.js'
import { isBytes } from '../value/builtIns.js'
import { isLeft, left, right } from '../value/either.js'
import type { Value } from '../value/Value.js'
import { readDirect } from './cborReader.js'
import { writeDirect } from './cborWriter.js'
import type { RimFault } from './rim.js'
import { rim } from './rim.js'

// -------------------------------------------------------------------------------------
// view
// -------------------------------------------------------------------------------------

/** Of the items of a tree those alone have a tag that are no plain data. */
type Marked = Partial<CborFloat | CborMap | CborTag> | null

const isFloat = (node: unknown): node is CborFloat => (node as Marked)?._tag === 'Float'

const isMap = (node: unknown): node is CborMap => (node as Marked)?._tag === 'Map'

const isTag = (node: unknown, tag: number): node is CborTag => (node as Partial<CborTag> | null)?.tag === tag

const numberOf = (node: Cbor): number | bigint | undefined => {
  if (typeof node === 'number' || typeof node === 'bigint') return node
  return isFloat(node) ? node.value : undefined
}

const wholeOf = (node: Cbor): bigint | undefined => {
  const n = numberOf(node)
  if (typeof n === 'bigint') return n
  return Number.isInteger(n) ? BigInt(n as number) : undefined
}

/** The pairs whose keys are text, each key once, the last of them. */
const entriesOf = (map: CborMap): ReadonlyArray<readonly [string, Cbor]> => {
  const entries = new Map<string, Cbor>()
  for (const [key, value] of map.pairs) if (typeof key === 'string') entries.set(key, value)
  return [...entries]
}

const found = (map: CborMap, name: string): Cbor | undefined => {
  for (let i = map.pairs.length - 1; i >= 0; i--) {
    const [key, value] = map.pairs[i] as readonly [Cbor, Cbor]
    if (key === name) return value
  }
  return undefined
}

const kinds = { Float: 'a number', Map: 'a map', Tag: 'a tagged value' } as const

const describe = (node: Cbor): string => {
  if (node === null) return 'null'
  if (node instanceof Uint8Array) return 'bytes'
  if (Array.isArray(node)) return 'a list'
  if (typeof node === 'object') return kinds[(node as CborFloat | CborMap | CborTag)._tag]
  return typeof node === 'bigint' ? 'a number' : `a ${typeof node}`
}

/** Nodes are CBOR trees. */
export const cborView: View<unknown> = {
  isNull: (node) => node === null,
  describe: (node) => describe(node as Cbor),
  text: (node) => (typeof node === 'string' ? node : mismatch),
  number: (node) => numberOf(node as Cbor) ?? mismatch,
  long: (node) => wholeOf(node as Cbor) ?? mismatch,
  decimal: (node) => {
    // Source: RFC 8949, section 3.4.4: tag 4 is [exponent, mantissa].
    const whole = wholeOf(node as Cbor)
    if (whole !== undefined) return { coefficient: whole, exponent: 0 }
    if (!isTag(node, 4) || !Array.isArray(node.value)) return mismatch
    const [exponent, mantissa] = (node.value as ReadonlyArray<Cbor>).map(wholeOf)
    if (exponent === undefined || mantissa === undefined) return mismatch
    // A tag's exponent may have 64 bits; one that no number keeps is of no decimal that could be written again.
    return Number.isSafeInteger(Number(exponent))
      ? { coefficient: mantissa, exponent: Number(exponent) }
      : fault('range', 'an exponent of at most 53 bits', 'a larger one')
  },
  float: (node, schema) => {
    const n = numberOf(node as Cbor)
    if (n === undefined) return mismatch
    return schema._tag === 'double' ? Number(n) : float32(Number(n))
  },
  boolean: (node) => (typeof node === 'boolean' ? node : mismatch),
  blob: (node) => (node instanceof Uint8Array ? Uint8Array.from(node) : mismatch),
  timestamp: (node) => {
    const seconds = isTag(node, 1) ? numberOf(node.value) : undefined
    return seconds === undefined ? fault('type', 'seconds since 1970 under tag 1') : readEpochSeconds(Number(seconds))
  },
  document: () => fault('type', 'no document: CBOR has none'),
  list: (node) => (Array.isArray(node) ? (node as ReadonlyArray<unknown>) : mismatch),
  map: (node) => (isMap(node) ? entriesOf(node) : mismatch),
  structure: (node) => (isMap(node) ? node : mismatch),
  member:
    ({ name }) =>
    (node) =>
      found(node as CborMap, name) ?? undefined,
  unknown: (node, schema) => {
    const known = new Set(schema.members.map((member) => member.name))
    return entriesOf(node as CborMap)
      .map(([name]) => name)
      .filter((name) => !known.has(name))
  },
  union: (node, schema) => {
    if (!isMap(node)) return mismatch
    const present = entriesOf(node).filter(([name, value]) => value !== null && name !== '__type')
    const [first] = present
    if (first === undefined || present.length > 1)
      return fault('union', 'exactly one member', `${present.length} members`)
    const [name, value] = first
    return { name, member: schema.members.find((member) => member.name === name), node: value }
  },
}

// -------------------------------------------------------------------------------------
// writing
// -------------------------------------------------------------------------------------

const byName = (pairs: ReadonlyArray<readonly [string, Cbor]>): Cbor => cborMap(pairs)

/** What the members of a structure contribute together. */
export const cborMembers = (fields: ReadonlyArray<readonly [Member, Cbor]>): Cbor =>
  byName(fields.map(([member, node]) => [member.name, node] as const))

export const cborWriting: Writing<Cbor> = {
  absent: null,
  text: (text) => text,
  number: (n) => n,
  long: cborWhole,
  decimal: (d) => cborTag(4, [d.exponent, cborWhole(d.coefficient)]),
  float: cborFloat,
  boolean: (b) => b,
  blob: (bytes) => bytes,
  timestamp: (epochMillis) => {
    const seconds = writeEpochSeconds(epochMillis)
    return cborTag(1, Number.isInteger(seconds) ? seconds : cborFloat(seconds))
  },
  document: (_, __, run) => {
    refuse(run, { code: 'unrepresentable', expected: 'no document: CBOR has none', actual: 'a document' })
    return null
  },
  list: (items) => items,
  map: byName,
  structure: cborMembers,
  union: (member, node) => byName([[member.name, node]]),
  unknownUnion: (name) => byName([[name, null]]),
}

// -------------------------------------------------------------------------------------
// interpreter
// -------------------------------------------------------------------------------------

const readWalker: Walker<unknown, unknown> = /*#__PURE__*/ walker(cborView, domainWriting)
const writeWalker: Walker<unknown, Cbor> = /*#__PURE__*/ walker(exactView, cborWriting)
/** Domain objects from bytes and to bytes at once. Keep what these give for a schema. */
export interface DirectCbor {
  /** `fail` where the tree has to decide. */
  readonly read: ReturnType<typeof readDirect>
  /** `undefined` where the tree has to decide: a document may be there. */
  readonly write: typeof writeDirect
}

const readTree = /*#__PURE__*/ readWith(readWalker)

const writeTree = (schema: Schema, a: unknown): Uint8Array => {
  const { result, run } = startWalk(writeWalker, schema, trusted, a)
  return run.refusals.found.length > 0 ? new Uint8Array() : writeCbor(result as Cbor)
}

/** Law 5: what the way through the tree gives. */
export const directCbor: DirectCbor = { read: /*#__PURE__*/ readDirect(readWalker), write: writeDirect }

/** Why bytes are no CBOR, in words. */
export const cborFault = ({ expected, byteOffset, size }: CborFault): RimFault =>
  size ?? { expected: `CBOR (${expected})`, actual: `a fault at byte offset ${byteOffset}` }

/**
 * The shape as CBOR bytes. What CBOR cannot hold, a document, is written as no bytes at all, which the reader refuses.
 *
 * Errors: `syntax` with the byte offset where the bytes are no CBOR.
 */
export const cborBytes: <A, O extends Value, I>(shape: Shape<A, O, I>) => Codec<A, Uint8Array> =
  /*#__PURE__*/ rim<Uint8Array>({
    name: 'cborBytes',
    wanted: 'bytes of CBOR',
    accept: isBytes,
    parse: (bytes, _, limits) => {
      const read = readCbor(bytes, limits)
      return isLeft(read) ? left(cborFault(read.left)) : right<unknown>(read.right)
    },
    quick: directCbor.read,
    read: readTree,
    write: (schema) => {
      const write = writeDirect(schema)
      return (a) => write(a) ?? writeTree(schema, a)
    },
  })
