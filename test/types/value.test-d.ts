/**
 * Value: a discriminated union that is taken apart exhaustively.
 */
// biome-ignore-all lint/suspicious/noAssignInExpressions: that it may not be assigned is the test
import type { Either } from 'fp-ts/lib/Either.js'
import type { Eq } from 'fp-ts/lib/Eq.js'
import type { Ord } from 'fp-ts/lib/Ord.js'
import type { Show } from 'fp-ts/lib/Show.js'
import { expectAssignable, expectError, expectNotAssignable, expectType } from 'tsd'
import type { Issue } from 'wireshape'
import * as V from 'wireshape/value'

declare const value: V.Value

// -------------------------------------------------------------------------------------
// the union
// -------------------------------------------------------------------------------------

expectType<
  | 'Structure'
  | 'List'
  | 'Map'
  | 'String'
  | 'Enum'
  | 'Integer'
  | 'Long'
  | 'BigInteger'
  | 'BigDecimal'
  | 'Float'
  | 'Double'
  | 'Boolean'
  | 'Blob'
  | 'Timestamp'
  | 'Document'
  | 'Null'
>(value._tag)
expectType<V.Tag>(value._tag)
expectType<V.Long>({} as V.Tagged<'Long'>)

expectNotAssignable<V.Value>({ _tag: 'Strnig', value: '' })
expectNotAssignable<V.Value>({ _tag: 'Long', value: 1 })
expectNotAssignable<V.Value>({ _tag: 'Timestamp', value: 1 })
expectNotAssignable<V.Value>({ _tag: 'Structure', fields: { A: 'text' } })
expectNotAssignable<V.Value>('text')

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

const order = V.structure({ Id: V.string('o-1'), Lines: V.list([V.integer(1), V.integer(2)]), Note: V.absent })
expectType<'o-1'>(order.fields.Id.value)
expectType<ReadonlyArray<V.Integer<1> | V.Integer<2>>>(order.fields.Lines.items)
expectAssignable<V.Value>(order)
expectAssignable<V.Structure>(order)
expectError(order.fields.Identity)
expectError(V.structure({ A: 'text' }))
expectError(V.structure({ A: 1n }))
expectError(V.list(['text']))
expectError(V.map([[V.integer(1), V.string('')]]))
expectType<V.Map<V.String<'k'>, V.Boolean>>(V.map([[V.string('k'), V.boolean(true)]]))
expectType<V.Enum<'URL'>>(V.enumeration('URL'))
expectType<V.Long>(V.long(1n))
expectError(V.long(1))
expectType<V.BigInteger>(V.bigInteger(1n))
expectError(V.bigInteger(1))
expectType<V.BigDecimal>(V.bigDecimal(V.decimal(15n, -1)))
expectError(V.bigDecimal(1.5))
expectType<V.Float>(V.float(1))
expectType<V.Double>(V.double(1))
expectType<V.Blob>(V.blob(new Uint8Array()))
expectError(V.blob('text'))
expectType<V.Timestamp>(V.timestamp(0))
expectError(V.timestamp(new Date()))
expectType<V.Null>(V.absent)
V.document({ a: [1, 1n, null, V.documentDecimal(V.decimal(15n, -1)), 'x', true, {}] })
expectError(V.document(new Date()))
expectError(V.document(undefined))
// a decimal inside a document is marked, so that it is not taken for an object
expectNotAssignable<V.DocumentDecimal>(V.decimal(15n, -1))

// -------------------------------------------------------------------------------------
// match
// -------------------------------------------------------------------------------------

const cases = {
  Structure: () => 0,
  List: ({ items }: V.List) => items.length,
  Map: ({ entries }: V.Map) => entries.length,
  String: () => 0,
  Enum: () => 0,
  Integer: () => 0,
  Long: () => 0,
  BigInteger: () => 0,
  BigDecimal: () => 0,
  Float: () => 0,
  Double: () => 0,
  Boolean: () => 0,
  Blob: ({ bytes }: V.Blob) => bytes.length,
  Timestamp: () => 0,
  Document: () => 0,
  Null: () => 0,
}
expectType<(value: V.Value) => number>(V.match(cases))

const { Null, ...withoutNull } = cases
const { Structure, ...withoutStructure } = cases
const { BigDecimal, ...withoutBigDecimal } = cases
expectError(V.match<number>(withoutNull))
expectError(V.match<number>(withoutStructure))
expectError(V.match<number>(withoutBigDecimal))
expectError(V.match<number>({}))
expectError(V.match<number>({ ...cases, Extra: () => 0 }))
expectError(V.match<number>({ ...cases, Null: () => 'text' }))

// each case sees its own alternative
V.match<unknown>({
  ...cases,
  Long: (long) => expectType<V.Long>(long),
  Blob: (blob) => expectType<V.Blob>(blob),
  Structure: (structure) => expectType<V.Structure>(structure),
})

// a switch that leaves something out
const size = (given: V.Value): number => {
  switch (given._tag) {
    case 'List':
      return given.items.length
    case 'Map':
      return given.entries.length
    default:
      expectError(V.absurd(given))
      return 0
  }
}
expectType<(given: V.Value) => number>(size)

// -------------------------------------------------------------------------------------
// guards, instances, fixtures
// -------------------------------------------------------------------------------------

if (V.isStructure(value)) expectType<V.Structure>(value)
if (V.isLong(value)) expectType<bigint>(value.value)
if (V.isTimestamp(value)) expectType<number>(value.epochMillis)
declare const anything: unknown
if (V.isValue(anything)) expectType<V.Value>(anything)

expectType<Eq<V.Value>>(V.Eq)
expectType<Ord<V.Value>>(V.Ord)
expectType<Show<V.Value>>(V.Show)
expectType<string>(V.tree(value, { width: 40 }))
expectError(V.tree(value, { widht: 40 }))
expectType<Either<ReadonlyArray<Issue>, V.Value>>(V.readFixture('{}'))

// -------------------------------------------------------------------------------------
// readonly
// -------------------------------------------------------------------------------------

expectError((value._tag = 'Null'))
expectError((({} as V.Structure).fields['A'] = V.absent))
expectError((({} as V.String).value = ''))
expectError(({} as V.List).items.push(V.absent))
expectError(({} as V.Map).entries.push([V.string(''), V.absent]))
declare const entry: V.Map['entries'][number]
expectError((entry[0] = V.string('')))
expectError((({} as V.DocumentRecord)['a'] = 1))
expectType<V.Value | undefined>(({} as V.Structure).fields['A'])
