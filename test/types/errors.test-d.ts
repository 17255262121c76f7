/**
 * Errors: io-ts's, and each entry says more.
 */
// biome-ignore-all lint/suspicious/noAssignInExpressions: that it may not be assigned is the test
import type { Either } from 'fp-ts/lib/Either.js'
import type { These } from 'fp-ts/lib/These.js'
import type * as t from 'io-ts'
import { expectAssignable, expectError, expectNotAssignable, expectType } from 'tsd'
import type { Codec, Errors, Issue, IssueCode, Json, Path, Validation, ValidationError } from 'wireshape'
import { check, issuesOf, issueText, json, jsonBytes, jsonText, pathText, reportText } from 'wireshape'
import { EmailAddress, StartEmailContactRequest } from 'wireshape/connect'

declare const anything: unknown
declare const errors: Errors

// -------------------------------------------------------------------------------------
// an entry
// -------------------------------------------------------------------------------------

expectAssignable<t.Errors>(errors)
expectNotAssignable<Errors>({} as t.Errors)
expectType<ValidationError | undefined>(errors[0])

declare const error: ValidationError
expectType<Issue>(error.issue)
expectType<string>(error.message)
expectType<string>(error.serverMessage)
expectType<t.Context>(error.context)
expectType<unknown>(error.value)
expectError((error.issue = {} as Issue))
expectError((error.message = ''))

// -------------------------------------------------------------------------------------
// an issue
// -------------------------------------------------------------------------------------

const { issue } = error
expectType<IssueCode>(issue.code)
expectType<
  | 'missing'
  | 'type'
  | 'length'
  | 'range'
  | 'pattern'
  | 'enum'
  | 'unique'
  | 'union'
  | 'unknownMember'
  | 'documented'
  | 'syntax'
  | 'depth'
  | 'size'
  | 'unrepresentable'
>(issue.code)
expectType<ReadonlyArray<string | number>>(issue.path)
expectType<Path>(issue.path)
expectType<'key' | 'item' | undefined>(issue.at)
expectType<string>(issue.shape)
expectType<string>(issue.expected)
expectType<string>(issue.actual)
expectError((issue.code = 'type'))
expectError(issue.path.push('a'))
expectError(issue.value)
expectNotAssignable<Issue>({ path: [], code: 'lenght', shape: '', expected: '', actual: '' })
expectNotAssignable<Issue>({ path: [], code: 'length', shape: '', expected: '' })
expectNotAssignable<Issue>({ path: [], at: undefined, code: 'type', shape: '', expected: '', actual: '' })

// -------------------------------------------------------------------------------------
// every reading gives them
// -------------------------------------------------------------------------------------

const decoded = StartEmailContactRequest.decode(anything)
if (decoded._tag === 'Left') {
  expectType<Errors>(decoded.left)
  for (const one of decoded.left) expectType<IssueCode>(one.issue.code)
} else expectType<StartEmailContactRequest>(decoded.right)

expectType<Validation<StartEmailContactRequest>>(json(StartEmailContactRequest).decode(anything))
expectType<Validation<StartEmailContactRequest>>(jsonText(StartEmailContactRequest).decode(anything))
expectType<Validation<StartEmailContactRequest>>(jsonBytes(StartEmailContactRequest).decode(anything))
expectType<Validation<StartEmailContactRequest>>(StartEmailContactRequest.validate(anything, []))
expectType<Either<Errors, EmailAddress>>(EmailAddress.make(''))
expectAssignable<t.Validation<StartEmailContactRequest>>(decoded)
expectNotAssignable<Validation<StartEmailContactRequest>>({} as t.Validation<StartEmailContactRequest>)
expectType<These<Errors, EmailAddress>>(check(EmailAddress)(''))

// the readings are io-ts types of their own
expectType<Codec<StartEmailContactRequest, Json>>(json(StartEmailContactRequest))
expectType<Codec<StartEmailContactRequest, string>>(jsonText(StartEmailContactRequest))
expectType<Codec<StartEmailContactRequest, Uint8Array>>(jsonBytes(StartEmailContactRequest))
expectAssignable<t.Type<StartEmailContactRequest, Json, unknown>>(json(StartEmailContactRequest))
expectAssignable<t.Type<StartEmailContactRequest, string, unknown>>(jsonText(StartEmailContactRequest))
expectError(json({}))

// -------------------------------------------------------------------------------------
// reporters
// -------------------------------------------------------------------------------------

expectType<ReadonlyArray<string>>(reportText(errors))
expectType<ReadonlyArray<Issue>>(issuesOf(errors))
expectType<string>(issueText(issue))
expectType<string>(pathText(['References', 'order', 'Type', 3]))
expectError(reportText({} as t.Errors))
expectError(issuesOf({} as t.Errors))
