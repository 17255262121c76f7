/**
 * A request as a command line of curl, quoted for a POSIX shell. Whatever the request holds, the shell sees words.
 *
 * Source: POSIX.1-2017, Shell Command Language, section 2.2.2; curl(1).
 */

import type { HttpRequest } from '../http/message.js'
import { bytesOf, headerNamed } from '../http/message.js'
import type { Target } from './httpText.js'
import { hostOf, pathAndQuery } from './httpText.js'

/** One word, whatever is in it: within single quotes nothing is special but their end. */
export const shellQuoted = (text: string): string =>
  text !== '' && /^[A-Za-z\d_%+,./:=@-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`

/** Longer bodies do not fit a word of a command line. Units: bytes. Source: Linux, `MAX_ARG_STRLEN`, 128 KiB. */
const longestWord = 100_000

/** Text that a word can hold: UTF-8 without NUL. */
const wordOf = (bytes: Uint8Array): string | undefined => {
  if (bytes.length > longestWord || bytes.includes(0)) return undefined
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** Bytes for `printf '%b'`: what is not plain ASCII as octal escapes. Source: POSIX.1-2017, printf, "%b". */
const escaped = (bytes: Uint8Array): string => {
  let text = ''
  for (const byte of bytes) {
    const isPlain = byte >= 0x20 && byte < 0x7f && byte !== 0x5c && byte !== 0x27
    text += isPlain ? String.fromCharCode(byte) : `\\0${byte.toString(8).padStart(3, '0')}`
  }
  return text
}

/** As lines that a builtin takes whole, since a builtin's words have no bound of the system's. */
const piped = (bytes: Uint8Array): string => `printf '%b' '${escaped(bytes)}' |\n  `

/** Headers are bytes of Latin-1 on the wire, and the words of a shell are not. */
const headerWord = ([name, value]: readonly [string, string]): string => {
  const text = value === '' ? `${name};` : `${name}: ${value}`
  return /^[\t\x20-\x7e]*$/.test(text)
    ? shellQuoted(text)
    : `"$(printf '%b' '${escaped(Buffer.from(text, 'latin1'))}')"`
}

/** What curl would add of its own, taken away where the request has none. */
const silenced = ({ headers }: HttpRequest, hasData: boolean): ReadonlyArray<string> => [
  ...(hasData && headerNamed(headers, 'content-type') === undefined ? ['content-type:'] : []),
  ...(headerNamed(headers, 'accept') === undefined ? ['accept:'] : []),
  ...(hasData ? ['expect:'] : []),
]

/** The command line, without an end of line; a body that no word can hold comes through a pipe. */
export const curlLine = (request: HttpRequest, target: Target): string => {
  const { method, headers, body } = request
  const bytes = bytesOf(body)
  const hasData = bytes.length > 0 || ['POST', 'PUT', 'PATCH'].includes(method)
  const word = wordOf(bytes)
  const url = `${target.scheme}://${hostOf(request, target)}${pathAndQuery(request)}`
  const options: ReadonlyArray<ReadonlyArray<string>> = [
    method === 'HEAD' ? ['--head'] : ['--request', shellQuoted(method)],
    // A length is curl's to say.
    ...headers
      .filter(([name]) => name.toLowerCase() !== 'content-length')
      .map((pair) => ['--header', headerWord(pair)]),
    ...silenced(request, hasData).map((name) => ['--header', shellQuoted(name)]),
    ...(hasData && method !== 'HEAD'
      ? [word === undefined ? ['--data-binary', '@-'] : ['--data-raw', shellQuoted(word)]]
      : []),
  ]
  const lines = [
    // Neither dots in the path nor brackets in the query are curl's to read.
    `curl --globoff --path-as-is ${shellQuoted(url)}`,
    ...options.map((words) => words.join(' ')),
  ]
  return `${word === undefined ? piped(bytes) : ''}${lines.join(' \\\n  ')}`
}
