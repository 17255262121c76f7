/**
 * Overrides of redaction: members by name, however deep, lists and maps passed through, unions by tag.
 */

import { expectError, expectType } from 'tsd'
import type { Hidden, Loggable, RedactOptions } from 'wireshape'
import { loggable, redact } from 'wireshape'
import { SegmentAttributeValue, StartEmailContactRequest } from 'wireshape/connect'
import type { UnionShape, UnknownMember } from 'wireshape/shape'
import * as S from 'wireshape/shape'
import type * as V from 'wireshape/value'

expectType<(value: V.Value) => V.Value>(redact(StartEmailContactRequest, { members: true }))
expectType<(domain: unknown) => Loggable>(loggable(StartEmailContactRequest))

loggable(StartEmailContactRequest, { members: { emailMessage: { rawMessage: { body: true } }, description: true } })
loggable(StartEmailContactRequest, { members: { attachments: { fileName: true }, references: { value: true } } })
loggable(StartEmailContactRequest, { members: { additionalRecipients: { toAddresses: { displayName: true } } } })
loggable(StartEmailContactRequest, { shapes: [SegmentAttributeValue, 'com.amazonaws.connect#Name'] })
// As deep as anyone likes.
loggable(SegmentAttributeValue, { members: { valueMap: { valueList: { valueMap: { valueString: true } } } } })

expectError(loggable(StartEmailContactRequest, { members: { emailMesage: true } }))
expectError(loggable(StartEmailContactRequest, { members: { emailMessage: { rawMessage: { bdy: true } } } }))
expectError(loggable(StartEmailContactRequest, { members: { description: { length: true } } }))
expectError(loggable(StartEmailContactRequest, { members: { attachments: { length: true } } }))
expectError(loggable(StartEmailContactRequest, { members: { description: false } }))
expectError(loggable(StartEmailContactRequest, { shapes: ['Name'] }))
expectError(redact(StartEmailContactRequest, { member: { description: true } }))

type Key =
  | { readonly _tag: 'text'; readonly value: { readonly a: string } }
  | { readonly _tag: 'number'; readonly value: bigint }
  | UnknownMember
declare const Key: UnionShape<Key, V.Value, Key>
loggable(Key, { members: { text: { a: true } } })
loggable(Key, { members: { number: true } })
expectError(loggable(Key, { members: { txt: true } }))
expectError(loggable(Key, { members: { text: { b: true } } }))
expectError(loggable(Key, { members: { value: true } }))

const Free = S.inferred('example#Free', {
  any: ['Any', () => S.Prelude.Document],
  at: ['At', () => S.Prelude.Timestamp],
})
loggable(Free, { members: { any: true, at: true } })
expectError(loggable(Free, { members: { any: { a: true } } }))
expectError(loggable(Free, { members: { at: { getTime: true } } }))
expectType<true>({} as Hidden<string>)
const options: RedactOptions<typeof Free._A> = { members: { any: true } }
loggable(Free, options)
