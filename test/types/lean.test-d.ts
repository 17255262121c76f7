/**
 * Lean shapes: the types of a shape's two sides, of what is wrong, and of a client; what must not compile.
 */
import type { Either } from 'fp-ts/lib/Either.js'
import { expectAssignable, expectError, expectNotAssignable, expectType } from 'tsd'
import type { HttpRequest, HttpResponse, Issue } from 'wireshape'
import type { EmailAddress, StartEmailContactResponse } from 'wireshape/connect/lean'
import { StartEmailContact, StartEmailContactRequest } from 'wireshape/connect/lean'
import * as L from 'wireshape/lean'

const input = {
  instanceId: 'i',
  fromEmailAddress: { emailAddress: 'ada@example.com' },
  destinationEmailAddress: 'support@example.org',
  emailMessage: { messageSourceType: 'RAW' as const },
}

// what `make` takes is plain, what it gives is branded
const made = L.make(StartEmailContactRequest)(input)
expectType<Either<ReadonlyArray<Issue>, StartEmailContactRequest>>(made)
if (made._tag === 'Right') expectType<EmailAddress>(made.right.destinationEmailAddress)
expectNotAssignable<StartEmailContactRequest>(input)
expectError(L.make(StartEmailContactRequest)({ ...input, instanceId: 1 }))
expectError(L.make(StartEmailContactRequest)({ instanceId: 'i' }))
expectError(L.make(StartEmailContactRequest)({ ...input, emailMessage: { messageSourceType: 'FAX' } }))

// `is` narrows
declare const anything: unknown
if (L.is(StartEmailContactRequest)(anything)) expectType<StartEmailContactRequest>(anything)

// text and bytes
const text = L.jsonText(StartEmailContactRequest)
expectType<Either<ReadonlyArray<Issue>, StartEmailContactRequest>>(text.decode(anything))
expectError(text.encode(input))
if (made._tag === 'Right') {
  expectType<string>(text.encode(made.right))
  expectType<Uint8Array>(L.jsonBytes(StartEmailContactRequest).encode(made.right))
}

// a client: requests cannot fail, errors are told apart by `_tag`
const client = L.restJson1.client(StartEmailContact)
if (made._tag === 'Right') expectType<HttpRequest>(client.encodeRequest(made.right))
expectError(client.encodeRequest(input))
declare const response: HttpResponse
const answer = client.decodeResponse(response)
if (answer._tag === 'Right') expectType<StartEmailContactResponse>(answer.right)
else if (answer.left._tag === 'ThrottlingException') expectType<string | undefined>(answer.left.value.message)
else if (answer.left._tag === 'MalformedResponse') expectType<ReadonlyArray<Issue>>(answer.left.issues)
else if (answer.left._tag === 'UnknownError') expectType<Uint8Array>(answer.left.body)

// a shape by hand
const Text = L.string('example#Text', { length: { max: 10 } })
expectAssignable<L.Shape<string, never, string>['_A']>('a')
expectType<Either<ReadonlyArray<Issue>, ReadonlyArray<string>>>(L.make(L.list('example#Texts', () => Text))(['a']))
expectError(L.list('example#Texts', () => Text, { uniqueItems: true }))
