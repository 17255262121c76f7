/**
 * Shapes by hand: one constructor a kind, structures and unions with their types beside them or inferred, and io-ts's
 * own combinators around them.
 */
// biome-ignore-all lint/suspicious/noAssignInExpressions: that it may not be assigned is the test

import * as E from 'fp-ts/lib/Either.js'
import type { Eq } from 'fp-ts/lib/Eq.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { Show } from 'fp-ts/lib/Show.js'
import * as t from 'io-ts'
import { expectAssignable, expectError, expectNotAssignable, expectType } from 'tsd'
import type { AnyShape, Errors, InputOf, Json, Shape, Unlisted, Validation } from 'wireshape'
import { advise, closed, eq, ignore, json, jsonText, redact, reportText, show, tolerant } from 'wireshape'
import type { StartEmailContactRequest_Value } from 'wireshape/connect'
import { EmailAddress, EmailAddressInfo, StartEmailContactRequest } from 'wireshape/connect'
import type { StringShape, StructureShape, UnionShape, UnknownMember } from 'wireshape/shape'
import * as S from 'wireshape/shape'
import type * as V from 'wireshape/value'

const { Prelude } = S

// -------------------------------------------------------------------------------------
// one kind after another: domain, output, input
// -------------------------------------------------------------------------------------

type Parts<T extends AnyShape> = [T['_A'], T['_O'], T['_Input']]

expectType<[string, V.String, string]>({} as Parts<typeof Prelude.String>)
expectType<[number, V.Integer, number]>({} as Parts<typeof Prelude.Byte>)
expectType<[number, V.Integer, number]>({} as Parts<typeof Prelude.Short>)
expectType<[number, V.Integer, number]>({} as Parts<typeof Prelude.Integer>)
expectType<[bigint, V.Long, bigint | number]>({} as Parts<typeof Prelude.Long>)
expectType<[bigint, V.BigInteger, bigint | number]>({} as Parts<typeof Prelude.BigInteger>)
expectType<[V.Decimal, V.BigDecimal, V.Decimal]>({} as Parts<typeof Prelude.BigDecimal>)
expectType<[number, V.Float, number]>({} as Parts<typeof Prelude.Float>)
expectType<[number, V.Double, number]>({} as Parts<typeof Prelude.Double>)
expectType<[boolean, V.Boolean, boolean]>({} as Parts<typeof Prelude.Boolean>)
expectType<[Uint8Array, V.Blob, Uint8Array]>({} as Parts<typeof Prelude.Blob>)
expectType<[Date, V.Timestamp, Date]>({} as Parts<typeof Prelude.Timestamp>)
expectType<[V.DocumentData, V.Document, V.DocumentData]>({} as Parts<typeof Prelude.Document>)

Prelude.Long.make(1)
Prelude.Long.make(1n)
expectError(Prelude.Long.encode(1))
expectError(Prelude.Integer.make('1'))
expectError(Prelude.Blob.make('text'))
expectError(Prelude.Timestamp.make(0))
expectError(Prelude.Boolean.make('true'))

// -------------------------------------------------------------------------------------
// strings and enums
// -------------------------------------------------------------------------------------

interface OrderIdBrand {
  readonly OrderId: unique symbol
}
type OrderId = t.Branded<string, OrderIdBrand>
const OrderId: StringShape<OrderId> = S.string('example#OrderId', { length: { min: 1 } })
expectType<Validation<OrderId>>(OrderId.make('o-1'))
expectNotAssignable<OrderId>('o-1')
expectError(S.string('example#X', { lenght: { min: 1 } }))
expectError(S.string('example#X', { length: { minimum: 1 } }))
expectError(S.string('example#X', { sensitive: false }))
expectError(S.string('example#X', { timestampFormat: 'iso' }))

const State: S.EnumShape<'OPEN' | 'SHUT', 'State'> = S.enumeration('example#State', ['OPEN', 'SHUT'])
expectType<'OPEN' | 'SHUT' | Unlisted<'State'>>({} as t.TypeOf<typeof State>)
expectType<V.Enum<'OPEN' | 'SHUT' | Unlisted<'State'>>>({} as t.OutputOf<typeof State>)
expectType<'OPEN' | 'SHUT'>({} as InputOf<typeof State>)
expectError(State.make('AJAR'))
expectError(State.make({} as Unlisted<'State'>))
expectAssignable<string>({} as Unlisted<'State'>)

const Level = S.intEnumeration('example#Level', { LOW: 1, HIGH: 2 })
expectType<1 | 2>({} as t.TypeOf<typeof Level>)
expectError(Level.make(3))

// -------------------------------------------------------------------------------------
// lists and maps
// -------------------------------------------------------------------------------------

const Ids = S.list('example#Ids', () => OrderId)
expectType<[ReadonlyArray<OrderId>, V.List<V.String<OrderId>>, ReadonlyArray<string>]>({} as Parts<typeof Ids>)
const Gaps = S.sparseList('example#Gaps', () => Prelude.Long)
expectType<[ReadonlyArray<bigint | null>, V.List<V.Long | V.Null>, ReadonlyArray<bigint | number | null>]>(
  {} as Parts<typeof Gaps>,
)
expectError(Ids.make([null]))
Gaps.make([1, null, 2n])

const Counts = S.map(
  'example#Counts',
  () => Prelude.String,
  () => Prelude.Integer,
)
expectType<[Readonly<Record<string, number>>, V.Map<V.String, V.Integer>, Readonly<Record<string, number>>]>(
  {} as Parts<typeof Counts>,
)
expectType<number | undefined>(({} as t.TypeOf<typeof Counts>)['a'])
const ByState = S.enumMap(
  'example#ByState',
  () => State,
  () => Prelude.Integer,
)
expectType<{ readonly OPEN?: number; readonly SHUT?: number }>({} as t.TypeOf<typeof ByState>)
expectError(ByState.make({ AJAR: 1 }))
const SparseCounts = S.sparseMap(
  'example#SparseCounts',
  () => Prelude.String,
  () => Prelude.Integer,
)
expectType<Readonly<Record<string, number | null>>>({} as t.TypeOf<typeof SparseCounts>)
expectError(
  S.enumMap(
    'example#Bad',
    () => Prelude.String,
    () => Prelude.Integer,
  ),
)

// -------------------------------------------------------------------------------------
// structures whose types stand beside them
// -------------------------------------------------------------------------------------

interface Tree {
  readonly label: OrderId
  readonly left?: Tree
}
interface Tree_Input {
  readonly label: string
  readonly left?: Tree_Input | undefined
}
interface Tree_Value extends V.Structure<{ readonly Label: V.String<OrderId>; readonly Left?: Tree_Value }> {}
const Tree: StructureShape<Tree, Tree_Value, Tree_Input> = S.structure('example#Tree', {
  label: ['Label', () => OrderId, 1],
  left: ['Left', () => Tree],
})
expectType<Tree_Value | undefined>(Tree.encode({} as Tree).fields.Left?.fields.Left)

// a row too few, a row too many, a row that is none
expectError<StructureShape<Tree, Tree_Value, Tree_Input>>(
  S.structure('example#Tree', { label: ['Label', () => OrderId, 1] }),
)
expectError<StructureShape<Tree, Tree_Value, Tree_Input>>(
  S.structure('example#Tree', {
    label: ['Label', () => OrderId, 1],
    left: ['Left', () => Tree],
    right: ['Right', () => Tree],
  }),
)
expectError<StructureShape<Tree, Tree_Value, Tree_Input>>(
  S.structure('example#Tree', { label: 'Label', left: ['Left', () => Tree] }),
)
expectError<StructureShape<Tree, Tree_Value, Tree_Input>>(
  S.structure('example#Tree', { label: ['Label', OrderId, 1], left: ['Left', () => Tree] }),
)
expectError<StructureShape<Tree, Tree_Value, Tree_Input>>(
  S.structure('example#Tree', { label: ['Label', () => OrderId, 2], left: ['Left', () => Tree] }),
)

// an output that is no Value
expectError({} as StructureShape<Tree, { readonly label: string }, Tree_Input>)

// -------------------------------------------------------------------------------------
// structures whose types are inferred
// -------------------------------------------------------------------------------------

const Order = S.inferred('example#Order', {
  id: ['Id', () => OrderId, 1],
  state: ['State', () => State, 1],
  lines: ['Lines', () => Counts],
  note: ['Note', () => Prelude.String],
})
type Order = t.TypeOf<typeof Order>
expectType<{
  readonly id: OrderId
  readonly state: 'OPEN' | 'SHUT' | Unlisted<'State'>
  readonly lines?: Readonly<Record<string, number>>
  readonly note?: string
}>({} as Order)
expectType<{
  readonly id: string
  readonly state: 'OPEN' | 'SHUT'
  readonly lines?: Readonly<Record<string, number>> | undefined
  readonly note?: string | undefined
}>({} as InputOf<typeof Order>)
const encoded = Order.encode({} as Order)
expectType<V.String<OrderId>>(encoded.fields.Id)
expectType<V.Map<V.String, V.Integer> | undefined>(encoded.fields.Lines)
expectType<V.String | undefined>(encoded.fields.Note)
expectAssignable<V.Value>(encoded)
Order.make({ id: 'o-1', state: 'OPEN', note: undefined })
expectError(Order.make({ id: 'o-1' }))
expectError(Order.make({ id: 'o-1', state: 'OPEN', nte: 'x' }))
expectError(Order.make({ id: 1, state: 'OPEN' }))
expectNotAssignable<Order>({ id: 'o-1', state: 'OPEN' })
expectNotAssignable<Order>({ id: {} as OrderId, state: 'OPEN', note: undefined })
expectError((({} as Order).note = ''))
expectError(S.inferred('example#Bad', { id: ['Id', 'example#OrderId'] }))

// -------------------------------------------------------------------------------------
// unions
// -------------------------------------------------------------------------------------

type Key = { readonly _tag: 'text'; readonly value: string } | { readonly _tag: 'number'; readonly value: bigint }
type Key_Value = V.Structure<{ readonly Text: V.String }> | V.Structure<{ readonly Number: V.Long }>
const Key: UnionShape<Key | UnknownMember, Key_Value, Key> = S.union('example#Key', {
  text: ['Text', () => Prelude.String],
  number: ['Number', () => Prelude.Long],
})
expectError<UnionShape<Key | UnknownMember, Key_Value, Key>>(
  S.union('example#Key', { text: ['Text', () => Prelude.String] }),
)
expectError<UnionShape<Key | UnknownMember, Key_Value, Key>>(
  S.union('example#Key', {
    text: ['Text', () => Prelude.String],
    number: ['Number', () => Prelude.Long],
    other: ['Other', () => Prelude.Long],
  }),
)
Key.make({ _tag: 'number', value: 1n })
expectError(Key.make({ _tag: 'number', value: 'text' }))
expectError(Key.make({ _tag: 'number' }))
expectError(Key.make({ _tag: 'blob', value: 1n }))

// -------------------------------------------------------------------------------------
// policies and readings keep the types
// -------------------------------------------------------------------------------------

type Same = Shape<StartEmailContactRequest, StartEmailContactRequest_Value, StartEmailContactRequest.Input>
expectType<Same>(tolerant(StartEmailContactRequest))
expectType<Same>(closed(StartEmailContactRequest))
expectType<Same>(advise(StartEmailContactRequest, ['length', 'documented']))
expectType<Same>(ignore(StartEmailContactRequest, ['pattern']))
expectError(advise(StartEmailContactRequest, ['type']))
expectError(ignore(StartEmailContactRequest, ['missing']))
expectError(ignore(StartEmailContactRequest, ['enum']))
expectError(tolerant(t.string))
expectType<Eq<EmailAddress>>(eq(EmailAddress))
expectType<Show<EmailAddress>>(show(EmailAddress))
expectType<(value: V.Value) => V.Value>(redact(EmailAddress))
expectError((StartEmailContactRequest.schema = {} as typeof EmailAddress.schema))
expectError((StartEmailContactRequest._tag = 'list'))
expectError((StartEmailContactRequest.policy.mode = 'tolerant'))

// -------------------------------------------------------------------------------------
// io-ts around them
// -------------------------------------------------------------------------------------

expectAssignable<t.Type<EmailAddressInfo, V.Value, unknown>>(EmailAddressInfo)

const Envelope = t.type({ id: t.string, request: StartEmailContactRequest, copies: t.array(EmailAddress) })
expectType<{ id: string; request: StartEmailContactRequest; copies: Array<EmailAddress> }>(
  {} as t.TypeOf<typeof Envelope>,
)
expectType<{ id: string; request: StartEmailContactRequest_Value; copies: Array<V.String<EmailAddress>> }>(
  {} as t.OutputOf<typeof Envelope>,
)

const Line = t.type({ at: t.string, request: json(StartEmailContactRequest) })
expectType<{ at: string; request: StartEmailContactRequest }>({} as t.TypeOf<typeof Line>)
expectType<{ at: string; request: Json }>({} as t.OutputOf<typeof Line>)

expectType<StartEmailContactRequest[]>({} as t.TypeOf<ReturnType<typeof arrays>>)
const arrays = () => t.array(StartEmailContactRequest)
expectType<{ from?: EmailAddressInfo }>({} as t.TypeOf<ReturnType<typeof partial>>)
const partial = () => t.partial({ from: EmailAddressInfo })
expectType<{ [x: string]: EmailAddressInfo }>({} as t.TypeOf<ReturnType<typeof record>>)
const record = () => t.record(t.string, EmailAddressInfo)
expectType<EmailAddress | null>({} as t.TypeOf<ReturnType<typeof nullable>>)
const nullable = () => t.union([EmailAddress, t.null])

// from text to a domain object and back, by io-ts's own pipe
const Text = t.string.pipe(jsonText(EmailAddressInfo) as t.Type<EmailAddressInfo, string, string>)
expectType<EmailAddressInfo>({} as t.TypeOf<typeof Text>)
expectType<string>({} as t.OutputOf<typeof Text>)

// and by fp-ts's
expectType<E.Either<ReadonlyArray<string>, StartEmailContactRequest_Value>>(
  pipe(StartEmailContactRequest.decode({}), E.bimap(reportText, StartEmailContactRequest.encode)),
)
expectType<E.Either<Errors, EmailAddress>>(
  pipe(
    EmailAddressInfo.make({ emailAddress: 'ada@example.com' }),
    E.map((info) => info.emailAddress),
  ),
)
