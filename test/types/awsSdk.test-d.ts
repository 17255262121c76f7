/**
 * Clients of the AWS SDK: what they can be validated with.
 */
import { expectAssignable, expectError, expectNotAssignable, expectType } from 'tsd'
import type { Errors, Issue } from 'wireshape'
import { advise, restJson1, tolerant } from 'wireshape'
import type { ParamValidationError, SdkClient, SdkProtocol, Shapes, ValidateOptions } from 'wireshape/aws-sdk'
import { isParamValidationError, sdkSchemas, speaking, validate, validated } from 'wireshape/aws-sdk'
import { Connect, StartEmailContact, StartEmailContactRequest } from 'wireshape/connect'

expectAssignable<Shapes>(Connect)
expectAssignable<Shapes>(sdkSchemas)
expectAssignable<Shapes>({ operations: [StartEmailContact] })
expectAssignable<Shapes>([Connect, sdkSchemas])
expectNotAssignable<Shapes>(StartEmailContact)
expectNotAssignable<Shapes>(StartEmailContactRequest)

expectType<SdkProtocol>(validated(Connect))
expectType<SdkProtocol>(speaking([restJson1])(Connect))
expectType<SdkProtocol>(speaking([{ id: restJson1.id, client: restJson1.client }])(Connect))
expectError(validated())
expectError(speaking(restJson1))
expectError(validated(Connect, { mode: 'check' }))

interface MyClient extends SdkClient {
  readonly mine: true
}
declare const client: MyClient
expectType<MyClient>(validate(client, Connect))
expectError(validate({ config: {} }, Connect))
expectAssignable<ValidateOptions>({ policy: tolerant, protocol: validated })
expectAssignable<ValidateOptions>({ protocol: speaking([restJson1]) })
validate(client, Connect, { policy: (shape) => advise(shape, ['pattern']), onAdvice: ({ issues }) => issues.length })
// What is wrong with a kind cannot be made advice of.
expectError(validate(client, Connect, { policy: (shape) => advise(shape, ['type']) }))

declare const caught: unknown
if (isParamValidationError(caught)) {
  expectType<ParamValidationError>(caught)
  expectType<'ParamValidationError'>(caught.name)
  expectType<ReadonlyArray<Issue>>(caught.issues)
  expectType<Errors>(caught.errors)
}
