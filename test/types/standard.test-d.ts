/**
 * Shapes as Standard Schemas: what the specification's own types infer of them.
 */
// biome-ignore-all lint/suspicious/noAssignInExpressions: that it may not be assigned is the test

import type { StandardJSONSchemaV1, StandardSchemaV1 } from '@standard-schema/spec'
import type * as t from 'io-ts'
import { expectAssignable, expectError, expectNotAssignable, expectType } from 'tsd'
import { closed, tolerant } from 'wireshape'
import type { StartEmailContactRequest } from 'wireshape/connect'
import { EmailAddressInfo } from 'wireshape/connect'
import type { StandardJson } from 'wireshape/json-schema'
import { jsonSchema, openApi, standardJson } from 'wireshape/json-schema'
import * as S from 'wireshape/shape'

// -------------------------------------------------------------------------------------
// shapes
// -------------------------------------------------------------------------------------

expectAssignable<StandardSchemaV1<EmailAddressInfo.Input, EmailAddressInfo>>(EmailAddressInfo)
expectNotAssignable<StandardSchemaV1<string, EmailAddressInfo>>(EmailAddressInfo)
expectNotAssignable<StandardSchemaV1<EmailAddressInfo.Input, { readonly emailAddress: number }>>(EmailAddressInfo)
expectType<StartEmailContactRequest.Input>({} as StandardSchemaV1.InferInput<typeof StartEmailContactRequest>)
expectType<StartEmailContactRequest>({} as StandardSchemaV1.InferOutput<typeof StartEmailContactRequest>)
expectType<bigint | number>({} as StandardSchemaV1.InferInput<typeof S.Prelude.Long>)
expectType<bigint>({} as StandardSchemaV1.InferOutput<typeof S.Prelude.Long>)

const Row = S.inferred('example#Row', {
  at: ['At', () => S.Prelude.Timestamp, 1],
  tags: ['Tags', () => S.list('example#Tags', () => S.Prelude.String)],
})
expectType<{ readonly at: Date; readonly tags?: ReadonlyArray<string> | undefined }>(
  {} as StandardSchemaV1.InferInput<typeof Row>,
)
expectType<t.TypeOf<typeof Row>>({} as StandardSchemaV1.InferOutput<typeof Row>)
expectType<StandardSchemaV1.InferOutput<typeof Row>>({} as StandardSchemaV1.InferOutput<ReturnType<typeof same>>)

const same = () => closed(tolerant(Row))

const result = Row['~standard'].validate({})
if (result.issues === undefined) {
  expectType<t.TypeOf<typeof Row>>(result.value)
} else {
  expectType<string>(result.issues[0]?.message ?? '')
  expectError(result.value)
}
expectError((Row['~standard'].version = 1))

// -------------------------------------------------------------------------------------
// JSON
// -------------------------------------------------------------------------------------

const wire = standardJson(EmailAddressInfo, { side: 'wire' })
expectType<StandardJson<EmailAddressInfo>>(wire)
expectAssignable<StandardSchemaV1<unknown, EmailAddressInfo>>(wire)
expectAssignable<StandardJSONSchemaV1<unknown, EmailAddressInfo>>(wire)
expectType<EmailAddressInfo>({} as StandardSchemaV1.InferOutput<typeof wire>)
expectType<unknown>({} as StandardSchemaV1.InferInput<typeof wire>)
expectError(standardJson(EmailAddressInfo, { side: 'cbor' }))

expectError(jsonSchema('EmailAddressInfo'))
expectError(jsonSchema(EmailAddressInfo, { sides: 'wire' }))
expectError(openApi(EmailAddressInfo))
expectType<'3.1.1'>(openApi([EmailAddressInfo, Row]).document.openapi)
