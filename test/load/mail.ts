/**
 * The requests of the load, each with its number in it: the even ones are good, the odd ones have one mistake; and what has to come back.
 */
import { contact } from '../cli/payloads.js'

export interface Answer {
  readonly status: number
  readonly requestId: string
  readonly body: string
}

/** All requests have one length, so that a mistaken one is no shorter to read. */
const token = (n: number): string => `n${String(n).padStart(10, '0')}`

export const isGood = (n: number): boolean => n % 2 === 0

const bodyOf = (n: number): string =>
  JSON.stringify({
    ...contact,
    Attributes: { number: token(n) },
    References: { [token(n)]: { Type: isGood(n) ? 'NUMBER' : 'NUMBEN', Value: '7' } },
  })

const [before = '', between = '', after = ''] = bodyOf(0).split(token(0))

const head = `PUT /contact/email HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(bodyOf(0))}\r\n\r\n`

/** The bytes of a request, one a unit. */
export const requestOf = (n: number): string => {
  const own = token(n)
  return `${head}${before}${own}${between}${own}${isGood(n) ? after : after.replace('NUMBER', 'NUMBEN')}`
}

const types =
  'URL, ATTACHMENT, CONTACT_ANALYSIS, NUMBER, STRING, DATE, EMAIL, EMAIL_MESSAGE, EMAIL_MESSAGE_PLAIN_TEXT, EMAIL_MESSAGE_PLAIN_TEXT_REDACTED, EMAIL_MESSAGE_REDACTED'

/** The service's own answer to the one mistake, which has the request's number in it three times. */
const refusalOf = (n: number): string => {
  const path = `/References/${token(n)}/Type`
  const message = `Value at '${path}' failed to satisfy constraint: Member must satisfy enum value set: [${types}]`
  return JSON.stringify({ message: `1 validation error detected. ${message}`, fieldList: [{ message, path }] })
}

const isSample = (body: string): boolean => {
  const { ContactId = '', ...rest } = JSON.parse(body) as { readonly ContactId?: string }
  return ContactId.length >= 1 && ContactId.length <= 256 && Object.keys(rest).length === 0
}

/** What is wrong with an answer to a request of that number; `undefined` where nothing is. */
export const faultOf = (n: number, { status, requestId, body }: Answer): string | undefined => {
  const isRight =
    /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(requestId) &&
    (isGood(n) ? status === 200 && isSample(body) : status === 400 && body === refusalOf(n))
  return isRight ? undefined : `request ${n} was answered ${status} ${requestId} ${body.slice(0, 200)}`
}

/** The number of the request that a line of the log is of; `undefined` where it says none. */
export const numberIn = (entry: unknown): number | undefined => {
  const { input, issues } = entry as {
    readonly input?: { readonly Attributes?: { readonly number?: string } }
    readonly issues?: ReadonlyArray<{ readonly path: ReadonlyArray<string> }>
  }
  const own = input?.Attributes?.number ?? issues?.[0]?.path[1] ?? ''
  return /^n\d{10}$/.test(own) ? Number(own.slice(1)) : undefined
}
