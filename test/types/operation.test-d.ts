/**
 * Operations: what a client writes and gets, what a server gets and may answer.
 */
// biome-ignore-all lint/suspicious/noAssignInExpressions: that it may not be assigned is the test
import type { Either } from 'fp-ts/lib/Either.js'
import * as E from 'fp-ts/lib/Either.js'
import type { IO } from 'fp-ts/lib/IO.js'
import { expectAssignable, expectError, expectNotAssignable, expectType } from 'tsd'
import type {
  AnyOperation,
  Client,
  Errors,
  HttpRequest,
  HttpResponse,
  MalformedResponse,
  ModelledError,
  Operation,
  Raised,
  RequestFault,
  ResponseError,
  Server,
  UnknownError,
} from 'wireshape'
import { prepare, restJson1 } from 'wireshape'
import type {
  AccessDeniedException,
  ContactId,
  IdempotencyException,
  InternalServiceException,
  InvalidRequestException,
  InvalidRequestExceptionReason,
  ResourceNotFoundException,
  ServiceQuotaExceededException,
  ServiceQuotaExceededExceptionReason,
  StartEmailContactError,
  StartEmailContactRequest,
  StartEmailContactResponse,
  ThrottlingException,
} from 'wireshape/connect'
import { Connect, StartEmailContact } from 'wireshape/connect'

declare const request: StartEmailContactRequest
declare const httpRequest: HttpRequest
declare const httpResponse: HttpResponse

// -------------------------------------------------------------------------------------
// the operation
// -------------------------------------------------------------------------------------

expectType<Operation<StartEmailContactRequest, StartEmailContactResponse, StartEmailContactError, 'total'>>(
  StartEmailContact,
)
expectAssignable<AnyOperation>(StartEmailContact)
expectType<
  | Raised<'InvalidRequestException', InvalidRequestException>
  | Raised<'ServiceQuotaExceededException', ServiceQuotaExceededException>
  | Raised<'AccessDeniedException', AccessDeniedException>
  | Raised<'ResourceNotFoundException', ResourceNotFoundException>
  | Raised<'ThrottlingException', ThrottlingException>
  | Raised<'InternalServiceException', InternalServiceException>
  | Raised<'IdempotencyException', IdempotencyException>
>({} as StartEmailContactError)
expectError((StartEmailContact.id = ''))

expectType<IO<StartEmailContactRequest>>(prepare(StartEmailContact)(request))
expectType<IO<StartEmailContactRequest>>(prepare(StartEmailContact, () => 'token')(request))
expectError(prepare(StartEmailContact)({}))
expectError(prepare(StartEmailContact, 'token'))

// -------------------------------------------------------------------------------------
// client
// -------------------------------------------------------------------------------------

const client = restJson1.client(StartEmailContact)
expectType<Client<StartEmailContactRequest, StartEmailContactResponse, StartEmailContactError, 'total'>>(client)

// writing this request cannot fail, and its type says so
const written = client.encodeRequest(request)
expectType<HttpRequest>(written)
expectType<string>(written.method)
expectType<'None' | 'Bytes' | 'Streaming'>(written.body._tag)
expectNotAssignable<Either<Errors, HttpRequest>>(written)
expectError(client.encodeRequest({}))
expectError(
  client.encodeRequest({
    instanceId: 'i',
    fromEmailAddress: { emailAddress: 'ada@example.com' },
    destinationEmailAddress: 'support@example.org',
    emailMessage: { messageSourceType: 'RAW' },
  }),
)

// writing one with labels or headers can
declare const partial: Operation<StartEmailContactRequest, StartEmailContactResponse, StartEmailContactError, 'partial'>
expectType<Either<Errors, HttpRequest>>(restJson1.client(partial).encodeRequest(request))
expectError(restJson1.client(partial).encodeRequest(request).method)

const answer = client.decodeResponse(httpResponse)
expectType<Either<ResponseError<StartEmailContactError>, StartEmailContactResponse>>(answer)
if (E.isRight(answer)) expectType<ContactId | undefined>(answer.right.contactId)

declare const error: ResponseError<StartEmailContactError>
expectType<
  | ModelledError<'InvalidRequestException', InvalidRequestException>
  | ModelledError<'ServiceQuotaExceededException', ServiceQuotaExceededException>
  | ModelledError<'AccessDeniedException', AccessDeniedException>
  | ModelledError<'ResourceNotFoundException', ResourceNotFoundException>
  | ModelledError<'ThrottlingException', ThrottlingException>
  | ModelledError<'InternalServiceException', InternalServiceException>
  | ModelledError<'IdempotencyException', IdempotencyException>
  | UnknownError
  | MalformedResponse
>(error)

// what all have in common
expectType<number>(error.status)
expectType<string | undefined>(error.requestId)
expectType<boolean>(error.retryable)
expectType<boolean>(error.throttling)
expectType<string>(error.code)
expectError(error.value)
expectError(error.body)

// each narrows to its own, and nothing is left
switch (error._tag) {
  case 'InvalidRequestException':
    expectType<InvalidRequestException>(error.value)
    expectType<InvalidRequestExceptionReason | undefined>(error.value.reason)
    break
  case 'ServiceQuotaExceededException':
    expectType<ServiceQuotaExceededException>(error.value)
    expectType<ServiceQuotaExceededExceptionReason | undefined>(error.value.reason)
    break
  case 'AccessDeniedException':
    expectType<ModelledError<'AccessDeniedException', AccessDeniedException>>(error)
    expectType<string | undefined>(error.value.message)
    expectError(error.value.reason)
    break
  case 'ResourceNotFoundException':
    expectType<ModelledError<'ResourceNotFoundException', ResourceNotFoundException>>(error)
    break
  case 'ThrottlingException':
    expectType<ModelledError<'ThrottlingException', ThrottlingException>>(error)
    break
  case 'InternalServiceException':
    expectType<ModelledError<'InternalServiceException', InternalServiceException>>(error)
    break
  case 'IdempotencyException':
    expectType<ModelledError<'IdempotencyException', IdempotencyException>>(error)
    break
  case 'UnknownError':
    expectType<string>(error.code)
    expectType<string | undefined>(error.message)
    expectType<Uint8Array>(error.body)
    expectError(error.value)
    break
  case 'MalformedResponse':
    expectType<Errors>(error.issues)
    break
  default:
    expectType<never>(error)
}
switch (error._tag) {
  // @ts-expect-error: the operation has no such error
  case 'ConflictException':
    break
}

// -------------------------------------------------------------------------------------
// server
// -------------------------------------------------------------------------------------

const server = restJson1.server(StartEmailContact)
expectType<Server<StartEmailContactRequest, StartEmailContactResponse, StartEmailContactError>>(server)
expectType<Either<RequestFault, StartEmailContactRequest>>(server.decodeRequest(httpRequest))
expectType<Either<RequestFault, StartEmailContactRequest>>(server.decodeRequest(written))

expectType<HttpResponse>(server.encodeResponse(E.right({})))
expectType<HttpResponse>(server.encodeResponse(E.right({ contactId: {} as ContactId }), { requestId: 'r' }))
expectType<HttpResponse>(server.encodeResponse(E.left({ _tag: 'ThrottlingException', value: {} })))
expectType<HttpResponse>(server.encodeResponse(E.left({ _tag: 'AccessDeniedException', value: { message: 'no' } })))

// an error that is not the operation's, a value of another error, an output of another shape
expectError(server.encodeResponse(E.left({ _tag: 'ConflictException', value: {} })))
expectError(server.encodeResponse(E.left({ _tag: 'ThrottlingException', value: { message: 1 } })))
expectError(server.encodeResponse(E.left({ _tag: 'ThrottlingException', value: { reason: {} } })))
expectError(server.encodeResponse(E.left({ _tag: 'ThrottlingException' })))
expectError(server.encodeResponse(E.left({ _tag: 'UnknownError', value: {} })))
expectError(server.encodeResponse(E.right({ contactId: 'text' })))
expectError(server.encodeResponse(E.right({ contactI: {} as ContactId })))
expectError(server.encodeResponse({}))

declare const fault: RequestFault
expectType<'NotFound' | 'MethodNotAllowed' | 'UnsupportedMediaType' | 'NotAcceptable' | 'Malformed' | 'Invalid'>(
  fault._tag,
)
if (fault._tag === 'Malformed' || fault._tag === 'Invalid') expectType<Errors>(fault.issues)
if (fault._tag === 'MethodNotAllowed') expectType<ReadonlyArray<string>>(fault.allowed)
expectError(fault.issues)
expectType<HttpResponse>(server.encodeFault(fault))
expectType<HttpResponse>(server.encodeFault({ _tag: 'NotFound' }, { requestId: 'r' }))
expectError(server.encodeFault({ _tag: 'Teapot' }))

// -------------------------------------------------------------------------------------
// routing
// -------------------------------------------------------------------------------------

expectType<Either<RequestFault, AnyOperation>>(restJson1.route(Connect)(httpRequest))
expectError(restJson1.route(StartEmailContact))

// messages are data that nobody changes
expectError((written.path = '/'))
expectError(written.headers.push(['a', 'b']))
expectError((written.body = { _tag: 'None' }))
