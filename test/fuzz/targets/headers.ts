/**
 * Headers: the syntax of lists in one, and members that lie in them.
 */
import { isDeepStrictEqual } from 'node:util'
import * as fc from 'fast-check'
import {
  isHeaderName,
  isHeaderText,
  readHeaderList,
  readHttpDateList,
  writeHeaderItem,
} from '../../../lib/http/headerText.js'
import type { Headers, HttpRequest } from '../../../lib/http/index.js'
import { bytesBody, headerNamed, headersNamed, noBody } from '../../../lib/http/index.js'
import { restJson1, restXml } from '../../../lib/index.js'
import { hostileTexts } from '../../../lib/testing/texts.js'
import { marker } from '../../laws/poison.js'
import { holdRequest, holdResponse } from '../messages.js'
import { operationNamed } from '../service.js'
import type { Target } from '../Target.js'
import { bytesOf, hold, latin1Of } from '../Target.js'

const put = operationNamed('Put')

/** A line for each: a name, a colon, and a value as it stands between blanks. */
const headersOf = (text: string): Headers =>
  text.split('\n').flatMap((line): Headers => {
    const colon = line.indexOf(':')
    const [name, value] = [line.slice(0, colon), line.slice(colon + 1).trim()]
    return colon > 0 && isHeaderName(name) ? [[name, value]] : []
  })

const holdList = (text: string): void => {
  const items = readHeaderList(text)
  const dates = readHttpDateList(text)
  hold('readHttpDateList: no more dates than commas part', dates.length <= text.split(',').length)
  if (items === undefined) return
  const written = items.map(writeHeaderItem).join(', ')
  hold('readHeaderList: read, written and read', isDeepStrictEqual(readHeaderList(written), items), () =>
    JSON.stringify([text, items, written]),
  )
}

const holdFields = (headers: Headers): void => {
  for (const [name] of headers) {
    const all = headersNamed(headers, name)
    hold('headerNamed: all values as one', headerNamed(headers, name) === all.join(', '))
    hold(
      'headerNamed: without case',
      headerNamed(headers, name.toUpperCase()) === headerNamed(headers, name.toLowerCase()),
    )
  }
  const request: HttpRequest = {
    method: 'PUT',
    host: undefined,
    hostPrefix: '',
    path: '/things/a/1/b',
    query: 'fixed=1',
    headers,
    body: noBody,
  }
  // Both bind headers alike: each input is read by one of them.
  const protocol = headers.length % 2 === 0 ? restJson1 : restXml
  holdRequest(protocol, put, request)
  for (const status of [200, 429]) holdResponse(protocol, put, { status, headers, body: bytesBody(new Uint8Array()) })
}

const values: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    'true',
    '1',
    '-5',
    '1.5',
    'NaN',
    'club',
    'e30=',
    'Tue, 09 Jan 2018 20:51:21 GMT',
    '2018-01-09T20:51:21Z',
  ),
  fc.array(fc.string().filter(isHeaderText), { maxLength: 3 }).map((items) => items.map(writeHeaderItem).join(', ')),
  fc.constantFrom(...hostileTexts.filter(isHeaderText)),
)

const names = [
  'X-Text',
  'X-Texts',
  'X-Dates',
  'X-Flag',
  'X-Long',
  'X-Double',
  'X-Suit',
  'X-Media',
  'X-Meta-a',
  'x-meta-B',
]

export const headers: Target = {
  name: 'headers',
  words: [
    ...[
      ':',
      ',',
      '"',
      '\\',
      ' ',
      '\t',
      '\n',
      '\\"',
      '""',
      '", "',
      ', ',
      ';',
      '\xff',
      '\x00',
      '\x7f',
      marker,
      '1',
      'true',
      'NaN',
    ],
    ...names.map((name) => `${name}: `),
    ...['X-Meta-', 'x-meta-', 'X-Amzn-Errortype: Slow', 'Retry-After: 1', 'Content-Type: application/json', 'Accept: '],
    ...[
      'Tue, 09 Jan 2018 20:51:21 GMT',
      'Tue, 09 Jan 2018 20:51:21.5 GMT',
      '2018-01-09T20:51:21Z',
      '1515531081',
      'e30=',
      'club',
    ],
  ],
  tokens: /"(?:[^"\\]|\\.)*"?|[\w-]+|[^\s\w]|\n/g,
  nests: [['"', '"']],
  seeds: (count, seed) =>
    fc
      .sample(fc.array(fc.tuple(fc.constantFrom(...names), values), { minLength: 1, maxLength: 6 }), {
        numRuns: count,
        seed,
      })
      .map((lines) => bytesOf(lines.map(([name, value]) => `${name}: ${value}`).join('\n'))),
  check: (input) => {
    const text = latin1Of(input)
    for (const line of text.split('\n')) holdList(line.slice(line.indexOf(':') + 1))
    holdFields(headersOf(text))
  },
}
