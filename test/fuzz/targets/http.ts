/**
 * HTTP messages as text, as `wireshape decode` takes them.
 */
import { isDeepStrictEqual } from 'node:util'
import { readHar } from '../../../lib/cli/har.js'
import type { HttpMessage } from '../../../lib/cli/httpText.js'
import { readHttp } from '../../../lib/cli/httpText.js'
import { readJsonBytes } from '../../../lib/format/json.js'
import { bytesOf } from '../../../lib/http/index.js'
import { awsJson1_1, awsQuery, restJson1, restXml } from '../../../lib/index.js'
import { messagesOf, requestText } from '../messages.js'
import { fuzzed } from '../service.js'
import type { Target } from '../Target.js'
import { hold, utf8Of } from '../Target.js'
import { headWords } from './protocols.js'

/** What names the sender's framing, which writing adds again. */
const isFraming = ([name]: readonly [string, string]): boolean => /^(host|content-length)$/i.test(name)

const withoutFraming = (message: HttpMessage): unknown => {
  if (message._tag === 'Response') return message
  const { host: _, ...request } = message.request
  return { ...request, headers: request.headers.filter((header) => !isFraming(header)) }
}

/** An entry of an archive, of which either side may be absent. */
const archive = {
  request: {
    method: 'PUT',
    url: 'https://a.example/b?c',
    headers: [{ name: 'X-Text', value: 'a' }],
    postData: { text: '{}' },
  },
  response: { status: 200, headers: [], content: { text: 'e30=', encoding: 'base64' } },
}

const holdArchive = (input: Uint8Array): void => {
  const tree = readJsonBytes(input)
  const entries = tree._tag === 'Right' ? readHar(tree.right) : undefined
  for (const { request, response } of entries ?? []) {
    if (request !== undefined) hold('readHar: a path begins with a slash', request.path.startsWith('/'))
    if (response !== undefined) hold('readHar: an answer has a status', response.status > 0)
  }
}

export const http: Target = {
  name: 'http',
  words: [
    ...headWords,
    ...[
      '"log":',
      '"entries":[',
      '"request":',
      '"response":',
      '"url":',
      '"headers":[',
      '{"name":"a","value":"b"}',
      '"status":0',
      'null',
    ],
    ...[
      'Host: a\r\n',
      'Content-Length: 5\r\n',
      'Content-Length: -1\r\n',
      'Content-Length: x\r\n',
      'content-length: 1, 1\r\n',
    ],
    ...[
      '5\r\nhello\r\n',
      '0\r\n\r\n',
      'ffffffff\r\n',
      '5;a=b\r\n',
      'Trailer: x\r\n',
      'HTTP/2 200\r\n',
      ':status: 200\r\n',
      ': ',
      ' folded',
    ],
    ...['\n', '\r', '\n\n', '\r\n ', '\t', 'https://a.example/b?c#d', '*', '\0', '\xff', '\xc3\xa9'],
  ],
  tokens: /\r?\n|[\w-]+|[^\s\w]| /g,
  nests: [
    ['5\r\nhello\r\n', ''],
    ['a: b\r\n', ''],
  ],
  seeds: (count, seed) => [
    utf8Of(JSON.stringify(archive)),
    utf8Of(JSON.stringify({ log: { entries: [archive, { response: archive.response }] } })),
    ...[restJson1, restXml, awsJson1_1, awsQuery].flatMap((protocol) =>
      messagesOf(protocol, fuzzed.operations, count / 4, seed),
    ),
  ],
  check: (input) => {
    holdArchive(input)
    const read = readHttp(input)
    if (read._tag === 'Left') {
      hold('readHttp: a fault has words', read.left !== '')
      return
    }
    const message = read.right
    if (message._tag === 'Response') {
      const { status, body } = message.response
      hold('readHttp: a status has three digits', status >= 0 && status <= 999)
      hold('readHttp: a body is part of the message', bytesOf(body).length <= input.length)
      return
    }
    const { request } = message
    hold('readHttp: a body is part of the message', bytesOf(request.body).length <= input.length)
    // A body beyond the length that its header says is not sent, so that the header says another when it is written.
    const sent = { ...request, headers: request.headers.filter((header) => !isFraming(header)) }
    const again = readHttp(requestText(sent))
    hold('readHttp: read, written and read', again._tag === 'Right', () => JSON.stringify(again))
    if (again._tag === 'Right')
      hold(
        'readHttp: the same message comes back',
        isDeepStrictEqual(withoutFraming(again.right), withoutFraming(message)),
        () => JSON.stringify([withoutFraming(message), withoutFraming(again.right)]).slice(0, 400),
      )
  },
}
