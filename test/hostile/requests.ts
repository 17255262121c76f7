/**
 * Requests of StartEmailContact as they should be, and with any part of them otherwise.
 */
import { contact } from '../cli/payloads.js'

export const secret: string = 'Zq7SECRETqZ'

/** The script answers each with its number, by which an answer is known. */
export const bodyOf = (n: number): string =>
  JSON.stringify({ ...contact, Description: secret, Attributes: { number: `${n}`.padStart(3, '0') } })

export const size: number = bodyOf(1).length

interface Parts {
  readonly method?: string
  readonly target?: string
  readonly version?: string
  readonly host?: string
  /** Lines before those that frame the body. */
  readonly lines?: ReadonlyArray<string>
  readonly framing?: string
  readonly end?: string
}

const lineOf = ({ method = 'PUT', target = '/contact/email', version = 'HTTP/1.1' }: Parts): string =>
  `${method} ${target} ${version}`

export const request = (body: string, parts: Parts = {}): string => {
  const { host = 'host: localhost', lines = [], framing = `content-length: ${size}`, end = '\r\n' } = parts
  const all = [
    lineOf(parts),
    host,
    `x-secret: ${secret}`,
    'content-type: application/json',
    ...lines,
    framing,
    '',
    '',
  ].filter((line, i, { length }) => line !== '' || i >= length - 2)
  return all.join(end) + body
}

export const hex: string = size.toString(16)

export const chunks = (body: string, { ends = '\r\n', first = hex, trailers = '' } = {}): string =>
  `${first}${ends}${body}${ends}0${ends}${trailers}${ends}`

export type Form = (body: string) => string

export const framed =
  (framing: string, ...lines: ReadonlyArray<string>): Form =>
  (body) =>
    request(body, { framing, lines })

export const chunked =
  (options: Parameters<typeof chunks>[1] = {}, framing = 'transfer-encoding: chunked'): Form =>
  (body) =>
    request(chunks(body, options), { framing })

export const parted =
  (parts: Parts): Form =>
  (body) =>
    request(body, parts)

export const targeted = (target: string): Form => parted({ target })

export const without =
  (parts: Parts): Form =>
  () =>
    request('', { framing: 'content-length: 0', ...parts })
