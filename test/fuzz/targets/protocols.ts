/**
 * Requests and answers of every protocol, as HTTP text: what servers and clients make of them.
 */
import type { Protocol } from '../../../lib/index.js'
import { awsJson1_0, awsJson1_1, awsQuery, ec2Query, restJson1, restXml, rpcv2Cbor } from '../../../lib/index.js'
import { marker } from '../../laws/poison.js'
import { holdMessage, messagesOf } from '../messages.js'
import { fuzzed } from '../service.js'
import type { Target } from '../Target.js'
import { cbor } from './cbor.js'
import { json } from './json.js'
import { query } from './query.js'
import { xml } from './xml.js'

/** Words of the head of a message. */
export const headWords: ReadonlyArray<string> = [
  ...['PUT ', 'GET ', 'POST ', ' HTTP/1.1', 'HTTP/1.1 200 X', 'HTTP/1.1 429 X', 'HTTP/1.1 503 X', '\r\n', '\r\n\r\n'],
  ...[
    '/things/a/1/b/c',
    '/blob',
    '/choice',
    '/report',
    '/watch',
    '/hush',
    '?fixed=1',
    '?mode=a',
    '&q=',
    '&qs=1',
    '%2F',
    '%',
    '%ff',
  ],
  ...['Content-Type: application/json\r\n', 'Content-Type: application/xml\r\n', 'Content-Type: text/plain\r\n'],
  ...[
    'Content-Type: application/cbor\r\n',
    'smithy-protocol: rpc-v2-cbor\r\n',
    'Accept: */*\r\n',
    'Content-Length: 0\r\n',
  ],
  ...['Content-Type: application/x-amz-json-1.0\r\n', 'Content-Type: application/x-amz-json-1.1\r\n'],
  ...[
    'Content-Type: application/x-www-form-urlencoded\r\n',
    'X-Amz-Target: Fuzz.Put\r\n',
    'x-amzn-query-error: A;Sender\r\n',
  ],
  ...[
    'X-Amzn-Errortype: Slow\r\n',
    'X-Amzn-Errortype: fuzz#Broken:http://x\r\n',
    'x-amzn-requestid: 1\r\n',
    'Retry-After: 1\r\n',
  ],
  ...[
    'X-Texts: a, "b,c"\r\n',
    'X-Dates: Tue, 09 Jan 2018 20:51:21 GMT\r\n',
    'X-Flag: true\r\n',
    'X-Double: NaN\r\n',
    'X-Media: e30=\r\n',
  ],
  ...[
    'X-Meta-',
    'X-Meta-a: b\r\n',
    'X-Text: \xff\r\n',
    'X-Suit: club\r\n',
    'Content-MD5: x\r\n',
    'Transfer-Encoding: chunked\r\n',
    marker,
  ],
]

const targetOf = (
  name: string,
  protocols: ReadonlyArray<Protocol>,
  body: Target,
  words: ReadonlyArray<string> = [],
): Target => ({
  name,
  words: [...headWords, ...words, ...body.words],
  tokens: body.tokens,
  nests: body.nests,
  seeds: (count, seed) =>
    protocols.flatMap((protocol) => messagesOf(protocol, fuzzed.operations, count / protocols.length, seed)),
  check: (input) => {
    for (const protocol of protocols) holdMessage(protocol, input)
  },
})

const errorWords: ReadonlyArray<string> = [
  ...['<ErrorResponse>', '<Error>', '<Errors>', '<Code>Slow</Code>', '<Code>Broken.Code</Code>', '<Type>Sender</Type>'],
  ...['<Message>', '<RequestId>r</RequestId>', '<Response>', '<PutResult>', '<PutResponse>', '<ResponseMetadata>'],
]

export const protocolTargets: ReadonlyArray<Target> = [
  targetOf('restJson1', [restJson1], json, ['"__type":"Slow"', '"code":"Broken"', '"message":']),
  targetOf('awsJson', [awsJson1_0, awsJson1_1], json, ['"__type":"fuzz#Slow"', '"code":"Broken"', '"message":']),
  targetOf('restXml', [restXml], xml, errorWords),
  targetOf('awsQuery', [awsQuery], query, [...errorWords, ...xml.words]),
  targetOf('ec2Query', [ec2Query], query, [...errorWords, ...xml.words]),
  targetOf('rpcv2Cbor', [rpcv2Cbor], cbor, ['/service/Fuzz/operation/Put', 'f__type', 'ifuzz#Slow']),
]
