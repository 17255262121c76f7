/**
 * URIs: templates, paths against them, query strings, targets and URLs. An input is a template, a line end and a target.
 */
import { isDeepStrictEqual } from 'node:util'
import * as fc from 'fast-check'
import { readTarget, splitTarget, splitUrl } from '../../../lib/cli/httpText.js'
import { percentDecode, percentEncode } from '../../../lib/format/percent.js'
import { noBody } from '../../../lib/http/index.js'
import type { UriTemplate } from '../../../lib/http/uri.js'
import { compareSpecificity, matchPath, readQuery, readTemplate, writePath, writeQuery } from '../../../lib/http/uri.js'
import { restJson1 } from '../../../lib/index.js'
import { hostileTexts } from '../../../lib/testing/texts.js'
import { isWellFormed } from '../../../lib/value/Document.js'
import { marker } from '../../laws/poison.js'
import { holdRequest } from '../messages.js'
import { fuzzed, operationNamed } from '../service.js'
import type { Target } from '../Target.js'
import { hold, textOf, utf8Of } from '../Target.js'

const own = '/things/{Label}/{Number}/{Rest+}?fixed=1'

const put = operationNamed('Put')

/** Whether writing the labels gives a path of the template again: each name once, and at most one greedy. */
const isPlain = ({ segments }: UriTemplate): boolean => {
  const labels = segments.flatMap((one) => (one._tag === 'Label' ? [one.member] : []))
  return (
    new Set(labels).size === labels.length && segments.filter((one) => one._tag === 'Label' && one.greedy).length < 2
  )
}

const holdTemplate = (uri: string, path: string): void => {
  const template = readTemplate(uri)
  hold('compareSpecificity: a template is as specific as itself', compareSpecificity(template, template) === 0)
  hold(
    'compareSpecificity: one way or the other',
    Math.sign(compareSpecificity(template, readTemplate(own))) ===
      -Math.sign(compareSpecificity(readTemplate(own), template)),
  )
  const labels = matchPath(template, path)
  if (labels === undefined) return
  hold(
    'matchPath: no label is empty',
    Object.values(labels).every((text) => text !== ''),
  )
  // A surrogate alone is written as another character; what reads labels refuses it.
  if (!isPlain(template) || !isWellFormed(path)) return
  const written = writePath(template, labels)
  hold('matchPath: read, written and read', isDeepStrictEqual(matchPath(template, written), labels), () =>
    JSON.stringify([uri, path, written, labels]),
  )
}

const holdTarget = (target: string): void => {
  const { path, query } = splitTarget(target)
  hold('splitTarget: nothing is lost', target === path || target === `${path}?${query}`)
  hold('readQuery: nothing is lost', writeQuery(readQuery(query)) === query)
  const url = splitUrl(target)
  if (url !== undefined) hold('splitUrl: a path begins with a slash', url.path.startsWith('/'))
  const endpoint = readTarget(target)
  if (endpoint !== undefined)
    hold('readTarget: of its own parts', target.startsWith(`${endpoint.scheme}://${endpoint.authority}`))
  if (isWellFormed(target)) hold('percentEncode: read back', percentDecode(percentEncode(target)) === target)
  for (const method of ['PUT', 'GET']) {
    const request = { method, host: undefined, hostPrefix: '', path, query, headers: [], body: noBody }
    const routed = restJson1.route(fuzzed)(request)
    hold(
      'a route leads to an operation of the service',
      routed._tag === 'Left' || fuzzed.operations.includes(routed.right),
    )
    if (method === 'PUT') holdRequest(restJson1, put, request)
  }
}

const parts = fc.oneof(
  fc.constantFrom(...hostileTexts.filter((text) => isWellFormed(text) && text !== '')),
  fc.string({ minLength: 1 }),
)

export const uri: Target = {
  name: 'uri',
  words: [
    ...[
      '/',
      '?',
      '&',
      '=',
      '{',
      '}',
      '+',
      '%',
      '%2F',
      '%2f',
      '%25',
      '%ff',
      '%c3%a9',
      '%00',
      '#',
      ':',
      '//',
      '/../',
      '/./',
      '\n',
      ' ',
    ],
    ...[
      '{a}',
      '{a+}',
      '{Rest+}',
      '{}',
      '{+}',
      '{__proto__}',
      '/things/',
      '?fixed=1',
      '&fixed=1',
      'fixed',
      'q=',
      'qs=1',
      '&qs=2',
      'Params',
    ],
    ...[
      'https://',
      'http://a:80',
      'https://[::1]/',
      '@',
      'mode=a',
      '/report',
      '/blob',
      '\xc3\xa9',
      '\xff',
      marker,
      '2018-01-09T20%3A51%3A21Z',
    ],
  ],
  tokens: /%[\da-fA-F]{2}|\w+|[^\w\s]|\n/g,
  nests: [
    ['{', '}'],
    ['/', ''],
    ['%25', ''],
  ],
  seeds: (count, seed) =>
    fc
      .sample(fc.tuple(parts, fc.integer(), fc.array(parts, { minLength: 1, maxLength: 3 }), parts), {
        numRuns: count,
        seed,
      })
      .map(([label, whole, rest, value], i) =>
        utf8Of(
          `${[own, '/{a}/{b+}/c?x', '/{k+}'][i % 3]}\n/things/${percentEncode(label)}/${whole}/${rest.map(percentEncode).join('/')}?fixed=1&qs=${whole}&${percentEncode(value)}=${percentEncode(label)}`,
        ),
      ),
  check: (input) => {
    const text = textOf(input)
    const end = text.indexOf('\n')
    const [template, target] = end < 0 ? [own, text] : [text.slice(0, end), text.slice(end + 1)]
    holdTemplate(template, splitTarget(target).path)
    holdTemplate(own, splitTarget(target).path)
    holdTarget(target)
  },
}
