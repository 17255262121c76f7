/**
 * What the direct ways of CBOR are for: no walk where none is needed, no name decoded that is known, code for what comes often. And
 * what they may not do: go past an item that they could not take.
 */
import assert from 'node:assert/strict'
import { domainWriting, exactView } from '../../lib/compile/domain.js'
import { fail } from '../../lib/compile/emit/source.js'
import type { Policy } from '../../lib/compile/Policy.js'
import { strict, tolerant, trusted, withLimits } from '../../lib/compile/Policy.js'
import { startWalk, walker } from '../../lib/compile/walk.js'
import type { Cbor } from '../../lib/format/cbor.js'
import { cborFloat, cborMap, cborTag, readCbor, writeCbor } from '../../lib/format/cbor.js'
import { cursorOf } from '../../lib/format/cborSource.js'
import { cborBytes, issueText } from '../../lib/index.js'
import { cborView, cborWriting, directCbor } from '../../lib/interpret/cbor.js'
import { manyOf } from '../../lib/interpret/cborLeaves.js'
import { nameTaker } from '../../lib/interpret/cborNames.js'
import { readDirect } from '../../lib/interpret/cborReader.js'
import type { Member, Schema, Traits } from '../../lib/schema/index.js'
import type { AnyShape } from '../../lib/shape/index.js'
import * as S from '../../lib/shape/index.js'
import { shapeOf } from '../../lib/shape/index.js'
import { isLeft } from '../../lib/value/either.js'
import { defaultLimits } from '../../lib/value/Limits.js'
import { limitsOf } from '../limits.js'

const { Prelude } = S

const member = (name: string, target: Schema, more: Partial<Member> = {}): Member => ({
  name,
  field: name,
  target: () => target,
  required: false,
  traits: {},
  ...more,
})

const structure = (...members: ReadonlyArray<Member>): Schema => ({
  _tag: 'structure',
  id: 'x#S',
  traits: {},
  members,
  rules: [],
})

const union = (...members: ReadonlyArray<Member>): Schema => ({ _tag: 'union', id: 'x#U', traits: {}, members })

const listOf = (item: Schema, traits: Traits = {}): Schema => ({
  _tag: 'list',
  id: 'x#L',
  traits,
  member: member('member', item),
})

const mapOf = (value: Schema): Schema => ({
  _tag: 'map',
  id: 'x#M',
  traits: {},
  key: member('key', Prelude.String.schema),
  value: member('value', value),
})

const schemaOf = ({ schema }: AnyShape): Schema => schema

const [text, integer, double] = [Prelude.String, Prelude.Integer, Prelude.Double].map(schemaOf) as [
  Schema,
  Schema,
  Schema,
]

const within = (changes: Parameters<typeof limitsOf>[0]): Policy => withLimits(strict, limitsOf(changes))

const unwalked = readDirect(() => () => {
  throw new Error('a walk')
})

describe('CBOR without a walk', () => {
  it('kinds that have an item of their own, and lists, maps, structures and unions of them', () => {
    const kinds: ReadonlyArray<readonly [AnyShape, Cbor, unknown]> = [
      [Prelude.String, 'a', 'a'],
      [S.enumeration('x#E', ['a']), 'a', 'a'],
      [Prelude.Byte, 1, 1],
      [Prelude.Short, 1, 1],
      [Prelude.Integer, 1, 1],
      [S.intEnumeration('x#I', { A: 1 }), 1, 1],
      [Prelude.Long, 1, 1n],
      [Prelude.Float, cborFloat(0.5), 0.5],
      [Prelude.Double, cborFloat(0.5), 0.5],
      [Prelude.Boolean, true, true],
      [Prelude.Blob, Uint8Array.of(1), Uint8Array.of(1)],
      [Prelude.Timestamp, cborTag(1, 5), new Date(5000)],
    ]
    for (const [{ schema }, item, value] of kinds)
      for (const policy of [strict, tolerant]) {
        const takes = (one: Schema, tree: Cbor, wanted: unknown): void =>
          assert.deepEqual(unwalked(one, policy)(writeCbor(tree)), wanted, schema._tag)
        takes(schema, item, value)
        takes(listOf(schema), [item, item], [value, value])
        takes(mapOf(schema), cborMap([['k', item]]), { k: value })
        takes(structure(member('m', schema)), cborMap([['m', item]]), { m: value })
        takes(union(member('m', schema)), cborMap([['m', item]]), { _tag: 'm', value })
      }
    for (const { schema } of [Prelude.BigInteger, Prelude.BigDecimal, Prelude.Document])
      assert.equal(unwalked(schema, strict)(writeCbor(1)), fail)
    // Of a structure without members all is passed over.
    assert.deepEqual(unwalked(structure(), strict)(writeCbor(cborMap([['z', 1]]))), {})
    const unique = listOf(integer, { uniqueItems: true })
    assert.deepEqual(unwalked(unique, tolerant)(writeCbor([1])), [1])
    assert.deepEqual(unwalked(unique, { ...strict, ignored: ['unique'] })(writeCbor([1])), [1])
    assert.equal(unwalked(unique, strict)(writeCbor([1])), fail)
  })

  it('many doubles and times in loops of their own', () => {
    const bounded: Schema = { ...double, traits: { range: { min: 1 } } }
    const times = schemaOf(Prelude.Timestamp)
    assert.notEqual(manyOf(strict, double), undefined)
    assert.notEqual(manyOf(strict, times), undefined)
    assert.notEqual(manyOf(tolerant, bounded), undefined)
    for (const other of [bounded, integer, schemaOf(Prelude.Float)]) assert.equal(manyOf(strict, other), undefined)
    // Seconds of 32 bits, which are in a hurry, and others, behind one another in every order.
    const seconds: ReadonlyArray<readonly [Cbor, number]> = [
      [1_515_531_081, 1_515_531_081_000],
      [4_294_967_295, 4_294_967_295_000],
      [cborFloat(1.5), 1500],
      [5, 5000],
    ]
    for (const one of seconds)
      for (const two of seconds)
        for (const three of seconds) {
          const items = [one, two, three]
          assert.deepEqual(
            unwalked(listOf(times), strict)(writeCbor(items.map(([item]) => cborTag(1, item)))),
            items.map(([, epochMillis]) => new Date(epochMillis)),
          )
        }
  })

  it('names that are known, however they come', () => {
    const names = ['é', 'ab', 'éa', 'aé', 'é'.repeat(11), `${'é'.repeat(11)}a`, 'xéy', 'yéx', 'c']
    const take = nameTaker(names)
    const bytes = writeCbor(names)
    // Of what is decoded, bytes beyond ASCII are looked at through a part.
    const decoding = (): never => {
      throw new Error('decoded')
    }
    for (const next of [0, 4, names.length]) {
      const cursor = cursorOf(Object.defineProperty(bytes.slice(), 'subarray', { value: decoding }), defaultLimits)
      cursor.at = 1
      assert.deepEqual(
        names.map(() => take(cursor, next)),
        names.map((_, place) => place),
      )
      assert.equal(cursor.at, bytes.length)
    }
    const long = 'é'.repeat(40)
    const other = cursorOf(writeCbor([long, 'é', 'b', '', 1]), defaultLimits)
    other.at = 1
    const takeLong = nameTaker([long, ''])
    assert.deepEqual(
      [0, 0, 0, 0, 0].map((next) => takeLong(other, next)),
      [0, 2, 2, 1, -1],
    )
    // A name that is cut off is none.
    const cut = cursorOf(Uint8Array.of(0x62, 0x61), defaultLimits)
    assert.equal(nameTaker(['ab'])(cut, 1), -1)
    assert.equal(nameTaker([])(cursorOf(new Uint8Array(), defaultLimits), 0), -1)
  })

  it('in closures all the time where a platform makes no code of text', () => {
    const schema = structure(member('m', integer), member('n', listOf(structure(member('o', text)))))
    const [host, tree] = [
      { m: 1, n: [{ o: 'x' }, {}] },
      cborMap([
        ['m', 1],
        ['n', [cborMap([['o', 'x']]), cborMap([])]],
      ]),
    ]
    const [read, write] = [unwalked(schema, strict), directCbor.write(schema)]
    const making = globalThis.Function
    globalThis.Function = new Proxy(making, { construct: () => () => [] })
    try {
      for (let call = 0; call < 40; call++) {
        assert.deepEqual(read(writeCbor(tree)), host)
        assert.deepEqual(write(host), writeCbor(tree))
      }
    } finally {
      globalThis.Function = making
    }
  })

  it('in code from the seventeenth structure on, of a schema that code can take', () => {
    const host = globalThis.Function
    /** How often code is made while that runs. */
    const made = (run: () => void): number => {
      let count = 0
      globalThis.Function = new Proxy(host, {
        construct: (target, given) => {
          count++
          return Reflect.construct(target, given)
        },
      })
      try {
        run()
      } finally {
        globalThis.Function = host
      }
      return count
    }
    const times = (count: number, run: () => unknown): (() => void) => {
      return () => {
        for (let i = 0; i < count; i++) assert.notEqual(run(), fail)
      }
    }
    const fields = (count: number): Schema =>
      structure(...Array.from({ length: count }, (_, i) => member(`m${i}`, integer)))
    const tree = writeCbor(cborMap([['m0', 1]]))
    // What asks once whether code may be made.
    const warm = unwalked(fields(1), strict)
    times(20, () => warm(tree))()
    const read = unwalked(fields(1), strict)
    assert.deepEqual(
      [16, 1, 40].map((count) => made(times(count, () => read(tree)))),
      [0, 1, 0],
    )
    const list = unwalked(listOf(fields(1)), strict)
    const many = writeCbor(Array.from({ length: 40 }, () => cborMap([['m0', 1]])))
    assert.equal(made(times(1, () => list(many))), 1)
    const proto = unwalked(structure(member('m0', integer, { field: '__proto__' })), strict)
    assert.equal(made(times(40, () => proto(tree))), 0)
    for (const [count, pieces] of [
      [1, [0, 1, 0]],
      [23, [0, 1, 0]],
      [24, [0, 0, 0]],
    ] as const) {
      const write = directCbor.write(fields(count))
      assert.deepEqual(
        [16, 1, 40].map((n) => made(times(n, () => write({ m0: 1 })))),
        pieces,
      )
    }
    const writeList = directCbor.write(listOf(fields(1)))
    assert.equal(made(times(1, () => writeList(Array.from({ length: 40 }, () => ({ m0: 1 }))))), 1)
  })
})

describe('CBOR that is read at once', () => {
  it('an item that was not taken is not gone past', () => {
    // A map of two pairs whose first value is taken for the next name.
    const kinds = [
      integer,
      double,
      Prelude.Long.schema,
      Prelude.Float.schema,
      Prelude.Blob.schema,
      Prelude.Boolean.schema,
    ]
    for (const kind of [...kinds, Prelude.Timestamp.schema]) {
      const cut = Uint8Array.of(0xa2, 0x61, 0x6d, 0x61, 0x61, 0x05)
      const of = structure(member('m', kind), member('a', integer))
      for (let call = 0; call < 20; call++) assert.equal(unwalked(of, strict)(cut), fail)
      const read = unwalked(of, strict)
      for (let call = 0; call < 40; call++) assert.equal(read(cut), fail)
      assert.equal(unwalked(listOf(kind), strict)(Uint8Array.of(0x82, 0x61)), fail)
      assert.equal(unwalked(mapOf(kind), strict)(Uint8Array.of(0xa2, 0x61, 0x6d, 0x61, 0x61, 0x05)), fail)
    }
    const pair = structure(member('a', integer))
    // A name that is no text, and then a value where the next name would be.
    for (const given of [
      [0xa2, 0x01, 0x61, 0x61, 0x05],
      [0xa1, 0x01],
      [0xa2, 0x61, 0x61, 0x05],
    ])
      for (const schema of [pair, mapOf(integer)]) {
        const read = unwalked(schema, strict)
        for (let call = 0; call < 40; call++) assert.equal(read(Uint8Array.from(given)), fail)
      }
    const choice = union(member('a', text))
    const nested = Uint8Array.of(0x82, 0xa1, 0x61, 0x61, 0xa1, 0x61, 0x61, 0x61, 0x78)
    assert.equal(unwalked(listOf(choice), strict)(nested), fail)
    assert.equal(
      unwalked(listOf(choice), strict)(Uint8Array.of(0x82, 0xa1, 0x61, 0x62, 0xa1, 0x61, 0x61, 0x61, 0x78)),
      fail,
    )
  })

  it('members of one name are the walk’s, however long it is', () => {
    for (const name of ['a', 'a'.repeat(30)]) {
      const same = [member(name, integer, { field: 'x' }), member(name, integer, { field: 'y' })]
      for (const schema of [structure(...same), union(...same), union(member('b', integer), ...same)])
        assert.equal(unwalked(schema, strict)(writeCbor(cborMap([[name, 1]]))), fail)
    }
  })

  it('levels inside of each aggregate', () => {
    const wrap: ReadonlyArray<readonly [(inner: Schema) => Schema, (inner: Cbor) => Cbor]> = [
      [listOf, (inner) => [inner]],
      [mapOf, (inner) => cborMap([['a', inner]])],
      [(inner) => structure(member('a', inner)), (inner) => cborMap([['a', inner]])],
      [(inner) => union(member('a', inner)), (inner) => cborMap([['a', inner]])],
    ]
    for (const [schemaIn, treeIn] of wrap) {
      const three = schemaIn(schemaIn(schemaIn(integer)))
      const bytes = writeCbor(treeIn(treeIn(treeIn(1))))
      const [enough, few] = [unwalked(three, within({ depth: 3 })), unwalked(three, within({ depth: 2 }))]
      for (let call = 0; call < 40; call++) {
        assert.notEqual(enough(bytes), fail)
        assert.equal(few(bytes), fail)
      }
    }
    // What is passed over has levels too.
    const deep = (levels: number): Cbor => (levels === 0 ? 1 : [deep(levels - 1)])
    const strangers = (levels: number): Uint8Array => writeCbor(cborMap([['z', deep(levels)]]))
    const inner = structure(member('b', integer))
    const outer = structure(member('a', inner))
    for (let levels = 505; levels < 515; levels++) {
      // Of their own each time: the first are read before code is made.
      const [read, readOuter] = [unwalked({ ...inner }, strict), unwalked({ ...outer }, strict)]
      const [bytes, held] = [strangers(levels), writeCbor(cborMap([['a', cborMap([['z', deep(levels)]])]]))]
      for (let call = 0; call < 20; call++) {
        assert.equal(read(bytes) === fail, isLeft(readCbor(bytes, strict.limits)), String(levels))
        assert.equal(readOuter(held) === fail, isLeft(readCbor(held, strict.limits)), String(levels))
      }
    }
    assert.deepEqual(unwalked(inner, strict)(strangers(510)), {})
  })

  it('aggregates with parts are counted as those without', () => {
    const one = cborMap([['m', 1]])
    for (const [schema, wanted] of [
      [structure(member('m', integer)), { m: 1 }],
      [union(member('m', integer)), { _tag: 'm', value: 1 }],
      [mapOf(integer), { m: 1 }],
    ] as const) {
      const read = unwalked(listOf(schema), within({ nodes: 3 }))
      for (let call = 0; call < 20; call++) {
        assert.deepEqual(read(writeCbor([one, one])), [wanted, wanted])
        assert.equal(read(writeCbor([one, one, one])), fail)
      }
    }
  })

  it('all rules of a member', () => {
    const rule = (good: string) => ({
      member: 'a',
      source: 'here',
      check: (value: unknown) => (value === good ? [] : [{ path: [], expected: good, actual: 'another' }]),
    })
    const other = { ...rule('none'), member: 'b' }
    const ruled: Schema = {
      _tag: 'structure',
      id: 'x#S',
      traits: {},
      members: [member('a', text), member('b', text)],
      rules: [rule('x'), rule('x'), rule('x')],
    }
    const bytes = (value: string): Uint8Array => writeCbor(cborMap([['a', value]]))
    assert.deepEqual(unwalked(ruled, strict)(bytes('x')), { a: 'x' })
    const two: Schema = { ...ruled, rules: [rule('x'), rule('y')] }
    for (const value of ['x', 'y']) assert.equal(unwalked(two, strict)(bytes(value)), fail)
    assert.deepEqual(unwalked({ ...ruled, rules: [rule('x'), other] } as Schema, strict)(bytes('x')), { a: 'x' })
  })
})

describe('CBOR in words', () => {
  const told = ({ schema }: { readonly schema: Schema }, bytes: Uint8Array): unknown => {
    const read = cborBytes(shapeOf(schema)).decode(bytes)
    return read._tag === 'Right' ? read.right : read.left.map(({ issue }) => issueText(issue)).join('; ')
  }

  it('bytes that are none, and what is no bytes', () => {
    assert.equal(
      told(Prelude.String, Uint8Array.of(0x61)),
      '(root): expected CBOR (1 more bytes), got a fault at byte offset 1 [syntax]',
    )
    const read = cborBytes(Prelude.String).decode('a' as unknown as Uint8Array)
    assert.ok(read._tag === 'Left')
    assert.deepEqual(
      read.left.map(({ issue }) => issueText(issue)),
      ['(root): expected bytes of CBOR, got a string [type]'],
    )
    assert.equal(cborBytes(Prelude.String).name, 'cborBytes(String)')
  })

  it('a document, read and written', () => {
    assert.equal(
      told(Prelude.Document, writeCbor(1)),
      '(root): expected no document: CBOR has none, got a number [type]',
    )
    const { run } = startWalk(walker(exactView, cborWriting), Prelude.Document.schema, trusted, 1)
    assert.deepEqual(
      run.refusals.found.map(({ issue }) => issueText(issue)),
      ['(root): expected no document: CBOR has none, got a document [unrepresentable]'],
    )
  })

  it('the ends of the years', () => {
    const last = 253_402_300_799.999
    assert.deepEqual(
      unwalked(Prelude.Timestamp.schema, strict)(writeCbor(cborTag(1, cborFloat(last)))),
      new Date(last * 1000),
    )
    assert.equal(unwalked(Prelude.Timestamp.schema, strict)(writeCbor(cborTag(1, 253_402_300_800))), fail)
    const { result } = startWalk(walker(cborView, domainWriting), Prelude.Timestamp.schema, strict, cborTag(1, 0))
    assert.deepEqual(result, new Date(0))
  })
})
