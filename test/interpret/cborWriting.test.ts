/**
 * CBOR written at once, without a tree: the bytes are those of the walk's tree, and what is unusual is left to the walk. Each is asked
 * until code is made for it.
 */
import assert from 'node:assert/strict'
import { exactView } from '../../lib/compile/domain.js'
import { trusted } from '../../lib/compile/Policy.js'
import { isRefused } from '../../lib/compile/Run.js'
import { startWalk, walker } from '../../lib/compile/walk.js'
import type { Cbor } from '../../lib/format/cbor.js'
import { cborFloat, cborMap, cborTag, writeCbor } from '../../lib/format/cbor.js'
import { cborBytes } from '../../lib/index.js'
import { cborWriting, directCbor } from '../../lib/interpret/cbor.js'
import type { Member, Schema, StructureSchema, Traits, UnionSchema } from '../../lib/schema/index.js'
import type { AnyShape } from '../../lib/shape/index.js'
import * as S from '../../lib/shape/index.js'
import { shapeOf } from '../../lib/shape/index.js'

const { Prelude } = S

const writeWalker = walker(exactView, cborWriting)

/** More than the structures after which code is made. */
const enough = 20

const walkedTo = (schema: Schema, host: unknown): Uint8Array | undefined => {
  const { result, run } = startWalk(writeWalker, schema, trusted, host)
  return isRefused(run) ? undefined : writeCbor(result as Cbor)
}

/** A writer of its own for each schema: nothing was made for it yet. */
const fresh = (schema: Schema): Schema => ({ ...schema })

const member = (name: string, target: Schema, more: Partial<Member> = {}): Member => ({
  name,
  field: name,
  target: () => target,
  required: false,
  traits: {},
  ...more,
})

const structure = (members: ReadonlyArray<Member>, traits: Traits = {}): StructureSchema => ({
  _tag: 'structure',
  id: 'x#S',
  traits,
  members,
  rules: [],
})

const union = (members: ReadonlyArray<Member>): UnionSchema => ({ _tag: 'union', id: 'x#U', traits: {}, members })

const [text, integer, long, double, float, truth, blob, time, document] = [
  Prelude.String,
  Prelude.Integer,
  Prelude.Long,
  Prelude.Double,
  Prelude.Float,
  Prelude.Boolean,
  Prelude.Blob,
  Prelude.Timestamp,
  Prelude.Document,
].map(({ schema }: AnyShape) => schema) as [Schema, Schema, Schema, Schema, Schema, Schema, Schema, Schema, Schema]

const bytesOf = (tree: Cbor): Uint8Array => writeCbor(tree)
const pairs = (...entries: ReadonlyArray<readonly [Cbor, Cbor]>): Uint8Array => bytesOf(cborMap(entries))

const listOf = (item: Schema, traits: Traits = {}): Schema => ({
  _tag: 'list',
  id: 'x#L',
  traits,
  member: member('member', item),
})

const mapOf = (value: Schema, traits: Traits = {}, key: Schema = text): Schema => ({
  _tag: 'map',
  id: 'x#M',
  traits,
  key: member('key', key),
  value: member('value', value),
})

const dressed = (schema: Schema, traits: Traits): Schema => ({ ...schema, traits })

describe('CBOR that is written at once', () => {
  /** The bytes of the walk, early and late. */
  const writes = (schema: Schema, host: unknown, tree: Cbor): void => {
    const own = fresh(schema)
    const write = directCbor.write(own)
    for (let call = 0; call < enough; call++) assert.deepEqual(write(host), bytesOf(tree))
    assert.deepEqual(walkedTo(schema, host), bytesOf(tree))
  }
  /** Left to the walk. */
  const defers = (schema: Schema, host: unknown): void => {
    const write = directCbor.write(fresh(schema))
    for (let call = 0; call < enough; call++) assert.equal(write(host), undefined)
  }

  it('leaves of each kind, and what is not of the kind', () => {
    const rows: ReadonlyArray<readonly [Schema, unknown, Cbor]> = [
      [text, 'é', 'é'],
      [S.enumeration('x#E', { A: 'A' }).schema, 'B', 'B'],
      [integer, -7, -7],
      [Prelude.Byte.schema, 7, 7],
      [Prelude.Short.schema, 300, 300],
      [S.intEnumeration('x#I', { A: 1 }).schema, 2, 2],
      [long, 2n ** 62n, 2n ** 62n],
      [long, 5n, 5],
      [Prelude.BigInteger.schema, 2n ** 70n, 2n ** 70n],
      [Prelude.BigInteger.schema, -(2n ** 70n), -(2n ** 70n)],
      [Prelude.BigDecimal.schema, { coefficient: 15n, exponent: -1 }, cborTag(4, [-1, 15])],
      [float, 1.5, cborFloat(1.5)],
      [double, 0.1, cborFloat(0.1)],
      [truth, true, true],
      [truth, false, false],
      [blob, Uint8Array.of(1), Uint8Array.of(1)],
      [blob, new Uint8Array(), new Uint8Array()],
      [time, new Date(5000), cborTag(1, 5)],
      [time, new Date(1500), cborTag(1, cborFloat(1.5))],
    ]
    for (const [schema, host, tree] of rows) {
      writes(schema, host, tree)
      writes(structure([member('m', schema)]), { m: host }, cborMap([['m', tree]]))
      for (const odd of [null, Symbol('x'), {}, [], 'x', 1, 1n, true])
        if (typeof odd !== typeof host || (typeof odd === 'object' && odd !== null)) {
          defers(schema, odd)
          defers(structure([member('m', schema)]), { m: odd })
        }
    }
    defers(float, 0.1)
    defers(document, 'x')
    const detached = Uint8Array.of(1)
    structuredClone(detached, { transfer: [detached.buffer] })
    defers(blob, detached)
  })

  it('lists and maps, with nulls where they may be', () => {
    for (const item of [integer, double]) {
      const as = (n: number): Cbor => (item === double ? cborFloat(n) : n)
      writes(listOf(item), [1, 2], [as(1), as(2)])
      writes(listOf(item, { sparse: true }), [1, null], [as(1), null])
      writes(
        mapOf(item),
        { a: 1, b: null },
        cborMap([
          ['a', as(1)],
          ['b', null],
        ]),
      )
      defers(listOf(item), [1, 'a'])
      defers(listOf(item), [1, undefined])
      for (const odd of [null, 'a', {}, 1]) defers(listOf(item), odd)
      for (const odd of [null, 'a', [], 1]) defers(mapOf(item), odd)
      defers(mapOf(item), { a: undefined })
    }
    writes(listOf(integer), [1, null], [1, null])
    defers(listOf(document), [null])
    defers(mapOf(document), { a: null })
    writes(listOf(document, { sparse: true }), [null], [null])
    writes(mapOf(document, { sparse: true }), { a: null }, cborMap([['a', null]]))
    const many = Array.from({ length: 300 }, (_, i) => i)
    writes(listOf(integer), many, many)
    const keys = Object.fromEntries(many.map((n) => [`k${n}`, n]))
    writes(mapOf(integer), keys, cborMap(many.map((n) => [`k${n}`, n] as const)))
  })

  it('a list that grows while it is written is the walk’s', () => {
    for (const item of [text, double]) {
      const growing: Array<unknown> = [item === text ? 'a' : 1]
      let armed = false
      Object.defineProperty(growing, 0, {
        get: () => {
          if (armed) growing.push(item === text ? 'b' : 2)
          return item === text ? 'a' : 1
        },
      })
      const write = directCbor.write(listOf(item))
      assert.ok(write(growing) !== undefined)
      armed = true
      assert.equal(write(growing), undefined)
    }
  })

  for (const count of [1, 23, 24, 300])
    it(`structures of ${count} members, some absent`, () => {
      const fields = Array.from({ length: count }, (_, i) => `m${i}`)
      const wide = structure(fields.map((name) => member(name, integer, { field: `f${name}` })))
      const whole = Object.fromEntries(fields.map((name, i) => [`f${name}`, i]))
      writes(wide, whole, cborMap(fields.map((name, i) => [name, i] as const)))
      const half = Object.fromEntries(fields.map((name, i) => [`f${name}`, i % 2 === 0 ? i : undefined]))
      writes(wide, half, cborMap(fields.map((name, i) => [name, i] as const).filter(([, i]) => i % 2 === 0)))
      writes(wide, {}, cborMap([]))
      for (const odd of [null, [], 'a', 1]) defers(wide, odd)
      defers(wide, { ...whole, fm0: 'a' })
      defers(wide, { ...whole, fm0: null })
    })

  it('a member that is there and then is not, or the other way round, is the walk’s', () => {
    const fields = Array.from({ length: 24 }, (_, i) => `m${i}`)
    const wide = structure(fields.map((name) => member(name, integer)))
    for (const first of [1, undefined]) {
      let calls = 0
      const fickle = Object.defineProperty({ m1: 1 }, 'm0', {
        get: () => (calls++ % 2 === 0 ? first : first === 1 ? undefined : 1),
      })
      const write = directCbor.write(wide)
      for (let call = 0; call < 4; call++) assert.equal(write(fickle), undefined)
    }
  })

  it('names that every object inherits count where they are own', () => {
    const odd = structure([member('a', integer, { field: 'toString' }), member('b', integer)])
    writes(odd, { b: 1 }, cborMap([['b', 1]]))
    writes(
      odd,
      { toString: 2, b: 1 },
      cborMap([
        ['a', 2],
        ['b', 1],
      ]),
    )
  })

  it('unions by their tags', () => {
    const choice = union([member('a', text, { field: 'first' }), member('b', integer)])
    writes(choice, { _tag: 'first', value: 'x' }, cborMap([['a', 'x']]))
    writes(choice, { _tag: 'b', value: 1 }, cborMap([['b', 1]]))
    for (const odd of [null, [], 'a', {}, { _tag: 'a', value: 'x' }, { _tag: 'b', value: 'x' }, { _tag: 'b' }])
      defers(choice, odd)
    // Of members with one field the first is meant.
    const same = union([member('x', integer, { field: 'f' }), member('y', integer, { field: 'f' })])
    writes(same, { _tag: 'f', value: 1 }, cborMap([['x', 1]]))
    // The tag of what no schema knows, whatever a member is called.
    defers(union([member('x', integer, { field: '$unknown' })]), { _tag: '$unknown', value: 1 })
  })

  it('an unknown member is written with null, a document as nothing at all', () => {
    const shape = shapeOf(union([member('a', text)]))
    assert.deepEqual(cborBytes(shape).encode({ _tag: '$unknown', name: 'z', raw: null }), pairs(['z', null]))
    assert.deepEqual(cborBytes(shapeOf(structure([member('d', document)]))).encode({ d: 1 }), new Uint8Array())
  })

  it('a stream is not written', () => {
    const streamed = structure([member('a', dressed(blob, { streaming: true })), member('b', integer)])
    writes(streamed, { a: 'x', b: 1 }, cborMap([['b', 1]]))
  })
})
