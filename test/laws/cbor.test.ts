/**
 * Law 5 for CBOR: what is read from bytes at once, the walk over their tree reads to the same, and what is written at once are
 * the bytes of the walk's tree. Over any schema and policy, on good bytes, on trees that were changed and on damaged bytes.
 */
import assert from 'node:assert/strict'
import { inspect } from 'node:util'
import * as fc from 'fast-check'
import { domainWriting, exactView } from '../../lib/compile/domain.js'
import { fail } from '../../lib/compile/emit/source.js'
import type { Policy } from '../../lib/compile/Policy.js'
import { closed, serving, strict, tolerant, trusted, uncorrected, withLimits } from '../../lib/compile/Policy.js'
import { isRefused } from '../../lib/compile/Run.js'
import { failed } from '../../lib/compile/walk/Walk.js'
import { startWalk, walker } from '../../lib/compile/walk.js'
import type { Cbor, CborMap } from '../../lib/format/cbor.js'
import { cborFloat, cborMap, cborTag, readCbor, writeCbor } from '../../lib/format/cbor.js'
import { cborBytes, issuesOf } from '../../lib/index.js'
import { cborView, cborWriting, directCbor } from '../../lib/interpret/cbor.js'
import type { Schema } from '../../lib/schema/index.js'
import { closure } from '../../lib/schema/Schema.js'
import { shapeOf } from '../../lib/shape/index.js'
import { arbitrary, arbitrarySchema, garbage, schemaText } from '../../lib/testing/index.js'
import { tiny } from '../limits.js'
import { assertLaw } from './assert.js'

// the way through the tree

const readWalker = walker(cborView, domainWriting)
const writeWalker = walker(exactView, cborWriting)

const throughTree = (schema: Schema, policy: Policy, bytes: Uint8Array): unknown => {
  if (bytes.length > policy.limits.size) return fail
  const tree = readCbor(bytes, policy.limits)
  if (tree._tag === 'Left') return fail
  const { result, run } = startWalk(readWalker, schema, policy, tree.right)
  return result === failed || isRefused(run) ? fail : result
}

const treeBytes = (schema: Schema, value: unknown): Uint8Array | undefined => {
  const { result, run } = startWalk(writeWalker, schema, trusted, value)
  return isRefused(run) ? undefined : writeCbor(result as Cbor)
}

/** What nests without end is outside the domain of writers, which recurse. */
const attempt = <A>(write: () => A): { readonly written: A } | undefined => {
  try {
    return { written: write() }
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** Readings after which code is made. */
const enough = 20

// bytes of all sorts

const policies: ReadonlyArray<Policy> = [
  strict,
  tolerant,
  closed(strict),
  closed(tolerant),
  serving(strict),
  uncorrected(tolerant),
  { ...strict, ignored: ['length', 'pattern', 'range', 'unique', 'documented'] },
  { ...strict, advised: ['length', 'pattern'] },
  ...tiny.map((limits, i) => withLimits(i % 2 === 0 ? strict : tolerant, limits)),
]

const whole = { depth: Infinity, maxArrayLength: Infinity, maxStringLength: Infinity, breakLength: Infinity } as const

const isMap = (item: Cbor): item is CborMap =>
  typeof item === 'object' && item !== null && '_tag' in item && item._tag === 'Map'

const odd: ReadonlyArray<Cbor> = [
  null,
  true,
  0,
  -1,
  2 ** 40,
  -(2 ** 53),
  2n ** 63n,
  -(2n ** 70n),
  '',
  'é😀',
  '__proto__',
  new Uint8Array([1, 2]),
  cborFloat(-0),
  cborFloat(3),
  cborFloat(1e300),
  cborFloat(Number.NaN),
  cborTag(1, 5),
  cborTag(1, cborFloat(1.5)),
  cborTag(1, 1e15),
  cborTag(2, 'x'),
  cborTag(1, cborTag(1, 5)),
  [],
  cborMap([]),
  cborMap([['__type', 'x']]),
  cborMap([[1, 2]]),
]

const names: ReadonlyArray<string> = ['__proto__', 'constructor', 'toString', '', 'a.b', '0', '__type', 'unknown']

/** Another tree of much the same kind: pairs in another order, twice, unknown ones; parts that are something else. */
const changed = (tree: Cbor, next: () => number): Cbor => {
  const dice = next()
  if (dice % 9 === 0) return odd[next() % odd.length] as Cbor
  if (Array.isArray(tree)) return tree.map((item: Cbor) => (next() % 3 === 0 ? changed(item, next) : item))
  if (!isMap(tree)) return tree
  const pairs = tree.pairs.map(([key, value]) => [key, next() % 3 === 0 ? changed(value, next) : value] as [Cbor, Cbor])
  if (dice % 2 === 0) pairs.reverse()
  if (dice % 5 === 0 && pairs[0] !== undefined) pairs.push([pairs[0][0], odd[next() % odd.length] as Cbor])
  if (dice % 7 === 0) pairs.unshift([names[next() % names.length] as string, odd[next() % odd.length] as Cbor])
  if (dice % 11 === 0) pairs.push([odd[next() % odd.length] as Cbor, 1])
  return cborMap(pairs)
}

const counter = (seeds: ReadonlyArray<number>): (() => number) => {
  let at = 0
  return () => (seeds[at++ % seeds.length] as number) + at
}

/** As it came, cut short, with more behind, a bit changed, a byte changed to one that begins something else. */
const damaged = (bytes: Uint8Array, at: number, by: number): ReadonlyArray<Uint8Array> => {
  const place = bytes.length === 0 ? 0 : at % bytes.length
  const withByte = (value: number): Uint8Array => bytes.map((byte, i) => (i === place ? value : byte))
  const heads = [0x18, 0x1b, 0x3b, 0x5f, 0x7f, 0x9b, 0x9f, 0xbb, 0xbf, 0xc1, 0xd8, 0xf6, 0xf7, 0xf9, 0xff]
  return [
    bytes.subarray(0, place),
    Uint8Array.from([...bytes, 0]),
    withByte((bytes[place] ?? 0) ^ (1 << (by % 8))),
    withByte(heads[by % heads.length] as number),
    // A view into the middle of something larger.
    Buffer.concat([Uint8Array.of(0xff), bytes, Uint8Array.of(0xff)]).subarray(1, 1 + bytes.length),
  ]
}

const cases = arbitrarySchema(fc)().chain((schema) =>
  fc.record({
    schema: fc.constant(schema),
    value: arbitrary(fc)(schema),
    bad: garbage(fc)(shapeOf(schema)),
    policy: fc.constantFrom(...policies),
    seeds: fc.array(fc.nat(1000), { minLength: 8, maxLength: 8 }),
  }),
)

/** Kinds that are left to the walk, or that no CBOR holds. */
const isPlain = (schema: Schema): boolean => closure(schema).every(({ _tag }) => _tag !== 'document')

describe('law 5: CBOR without a tree', () => {
  it('reads what the walk reads, and leaves what it refuses', () => {
    const seen = { read: 0, left: 0 }
    assertLaw(
      fc.property(cases, ({ schema, value, policy, seeds }) => {
        const written = treeBytes(schema, value)
        if (written === undefined) return
        const tree = readCbor(written)
        assert.ok(tree._tag === 'Right')
        const next = counter(seeds)
        const trees = [changed(tree.right, next), changed(tree.right, next)].map(writeCbor)
        const inputs = [written, ...trees, ...trees.concat(written).flatMap((bytes) => damaged(bytes, next(), next()))]
        const read = directCbor.read(schema, policy)
        // Code is made for what is read often.
        if (next() % 2 === 0) for (let i = 0; i < enough; i++) read(written)
        for (const bytes of inputs) {
          const result = read(bytes)
          if (result === fail) seen.left++
          else {
            seen.read++
            const expected = throughTree(schema, policy, bytes)
            assert.deepEqual(result, expected, schemaText(schema))
            // Fields are in the same order too.
            assert.equal(inspect(result, whole), inspect(expected, whole))
          }
        }
      }),
    )
    assert.ok(seen.read > seen.left / 4, `${seen.read} read, ${seen.left} left`)
  })

  it('reads all that is good at once', () => {
    assertLaw(
      fc.property(cases, ({ schema, value }) => {
        const bytes = treeBytes(schema, value)
        if (bytes === undefined || !isPlain(schema)) return
        const expected = throughTree(schema, strict, bytes)
        // Integers of floats, and the like, are for the walk.
        if (expected !== fail) assert.deepEqual(directCbor.read(schema, strict)(bytes), expected, schemaText(schema))
        assert.deepEqual(directCbor.read(schema, tolerant)(bytes), throughTree(schema, tolerant, bytes))
      }),
    )
  })

  it('writes the bytes of the tree, of values and of what only its type allows', () => {
    assertLaw(
      fc.property(cases, ({ schema, value, bad, seeds }) => {
        const write = directCbor.write(schema)
        const expected = treeBytes(schema, value)
        if ((seeds[0] as number) % 2 === 0) for (let i = 0; i < enough; i++) write(value)
        assert.deepEqual(write(value), expected, schemaText(schema))
        const walked = attempt(() => treeBytes(schema, bad))
        if (walked === undefined) return
        const { written } = walked
        const direct = write(bad)
        if (direct !== undefined) assert.deepEqual(direct, written, schemaText(schema))
      }),
    )
  })

  it('gives the results and issues of the tree, whatever the bytes', () => {
    assertLaw(
      fc.property(cases, ({ schema, value, policy, seeds }) => {
        const written = treeBytes(schema, value) ?? Uint8Array.of(0xa0)
        const shape = shapeOf(schema, policy)
        const codec = cborBytes(shape)
        for (const bytes of [written, ...damaged(written, seeds[0] as number, seeds[1] as number)]) {
          const [quick, slow] = [codec.decode(bytes), codec.validate(bytes, [])]
          if (slow._tag === 'Right') assert.deepEqual(quick, slow)
          else assert.deepEqual(quick._tag === 'Left' && issuesOf(quick.left), issuesOf(slow.left))
        }
      }),
    )
  })

  it('a writing inside a writing leaves the outer one as it was', () => {
    const schema: Schema = {
      _tag: 'structure',
      id: 'a#S',
      traits: {},
      rules: [],
      members: ['a', 'b', 'c'].map((name) => ({
        name,
        field: name,
        target: () => ({ _tag: 'string', id: 'a#T', traits: {} }),
        required: false,
        traits: {},
      })),
    }
    const write = directCbor.write(schema)
    const inner = { a: 'x'.repeat(10_000), b: 'é'.repeat(5000) }
    const outer = (value: () => unknown): object => ({
      a: 'first',
      get b() {
        return value()
      },
      c: 'last',
    })
    const expected = write({ a: 'first', b: 'in', c: 'last' })
    assert.deepEqual(
      write(
        outer(() => {
          assert.deepEqual(write(inner), treeBytes(schema, inner))
          return 'in'
        }),
      ),
      expected,
    )
    assert.throws(() =>
      write(
        outer(() => {
          throw new Error('no')
        }),
      ),
    )
    assert.equal(write(outer(() => 1)), undefined)
    assert.deepEqual(write({ a: 'first', b: 'in', c: 'last' }), expected)
  })
})
