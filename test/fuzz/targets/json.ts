/**
 * JSON: text and bytes, with and without shapes.
 */
import { isDeepStrictEqual } from 'node:util'
import { domainWriting } from '../../../lib/compile/domain.js'
import { strict } from '../../../lib/compile/Policy.js'
import { readings } from '../../../lib/compile/readings.js'
import { walker } from '../../../lib/compile/walk.js'
import { isRisky, readJson, readJsonBytes, writeJson, writeJsonBytes } from '../../../lib/format/json.js'
import { readUtf8 } from '../../../lib/format/utf8.js'
import { domainJson, domainJsonView } from '../../../lib/interpret/domainJson.js'
import { jsonBytes, jsonText, jsonView } from '../../../lib/interpret/json.js'
import { numbersOf } from '../../../lib/interpret/quickJson.js'
import { jsonText as leanText } from '../../../lib/lean/index.js'
import { jsonRecogniser } from '../../../lib/stream/PayloadReader.js'
import { issuesOf } from '../../../lib/value/index.js'
import { marker } from '../../laws/poison.js'
import { leanOf } from '../../lean/leanOf.js'
import type { Reading } from '../reading.js'
import { holdReadings, seedsBy, subjects } from '../reading.js'
import type { Target } from '../Target.js'
import { hold, latin1Of, textOf, utf8Of } from '../Target.js'

const walkOf = walker(jsonView({ jsonName: true, offsets: true }), domainWriting)

const text: Reading<string> = {
  name: 'jsonText',
  codecOf: jsonText,
  parse: (outer, schema) => {
    const read = readJson(outer, { numbers: numbersOf(schema) })
    return read._tag === 'Left' ? undefined : { node: read.right }
  },
  walkOf,
  kinds: [readings.tree],
  holds: () => true,
}

const bytes: Reading<Uint8Array> = {
  name: 'jsonBytes',
  codecOf: jsonBytes,
  parse: (outer, schema) => {
    const read = readJsonBytes(outer, { numbers: numbersOf(schema) })
    return read._tag === 'Left' ? undefined : { node: read.right }
  },
  walkOf,
  kinds: [readings.other],
  holds: () => true,
}

const shapes = subjects(true)

/** Text goes the way of bytes but for its surrogates: a few shapes do. */
const ofText = shapes.filter((_, i) => i % 3 === 0)

/** Trees with the names of the domain, which are read by a walk alone. */
const ofDomain: Reading<unknown> = {
  name: 'domainJson',
  codecOf: domainJson,
  parse: (node) => ({ node }),
  walkOf: walker(domainJsonView, domainWriting),
  kinds: [],
  holds: () => true,
}

/** Laws of the tree alone, and the three ways to keep numbers. */
const holdTree = (given: string): void => {
  const exact = readJson(given)
  const plain = readJson(given, { numbers: 'plain' })
  const decimals = readJson(given, { numbers: 'decimals' })
  hold('readJson: a fault does not depend on how numbers are kept', exact._tag === decimals._tag)
  hold('readJson: what keeps every digit is no laxer', exact._tag === 'Left' || plain._tag === 'Right')
  for (const read of [exact, plain, decimals]) {
    if (read._tag === 'Left') {
      const { offset, expected } = read.left
      hold('readJson: a fault lies in the text', offset >= 0 && offset <= given.length && expected !== '')
    }
  }
  if (exact._tag === 'Left') return
  const written = writeJson(exact.right)
  const again = readJson(written)
  hold('readJson: read, written and read', again._tag === 'Right' && isDeepStrictEqual(again.right, exact.right))
  hold('readJson: written again', again._tag === 'Right' && writeJson(again.right) === written)
  holdReadings(ofDomain, ofText, exact.right, given)
}

const recognisers = shapes.map((shape) => ({ shape, takes: jsonRecogniser(shape, { names: 'wire', jsonName: true }) }))

/** What is recognised as good where it lies is good; it says nothing of other bytes. */
const holdRecognised = (input: Uint8Array): void => {
  // Behind a byte and before another, so that places are not those of the bytes.
  const lying = Buffer.concat([Uint8Array.of(0x22), input, Uint8Array.of(0x7d)])
  for (const { shape, takes } of recognisers.slice(0, 5)) {
    if (takes(lying, 1, 1 + input.length))
      hold('a payload that is recognised is good', jsonBytes(shape).decode(input)._tag === 'Right', () => shape.name)
  }
}

const slim = shapes.flatMap((shape) => {
  const { schema, policy } = shape
  const hasRules = schema._tag === 'structure' && schema.rules.length > 0
  return policy === strict && !hasRules ? [{ shape, decode: leanText(leanOf(schema)).decode }] : []
})

/** Law 9, but for the place of a fault in the syntax and for numbers that a double does not keep. */
const holdLean = (given: string): void => {
  if (isRisky(given)) return
  for (const { shape, decode } of slim) {
    const [whole, lean] = [jsonText(shape).decode(given), decode(given)]
    const isSyntax =
      whole._tag === 'Left' && whole.left[0]?.issue.code === 'syntax' && whole.left[0].issue.path.length === 0
    const same = isSyntax
      ? lean._tag === 'Left' && lean.left[0]?.code === 'syntax'
      : isDeepStrictEqual(lean, whole._tag === 'Left' ? { _tag: 'Left', left: issuesOf(whole.left) } : whole)
    hold('lean: as the whole library', same, () => shape.name)
  }
}

export const json: Target = {
  name: 'json',
  words: [
    ...['{', '}', '[', ']', ':', ',', '"', '\\', '\\u', '\\ud800', '\\udc00', '\\u0000', '\\"', ' ', '\n', '\t'],
    ...['null', 'true', 'false', '{}', '[]', '""', '"a"', '0', '-', '-0', '.', 'e', '1e2', '"NaN"', '"Infinity"'],
    ...[
      '"__proto__":',
      '"__type":',
      '"suit":',
      '"City":',
      '"city":',
      '"bigDecimal":"1.50"',
      '"choice":{"_tag":"a","value":""}',
      '"constructor":',
      '"toString":',
      '"Text":',
      '"Doc":',
      '',
    ],
    ...['"S":', '"N":', '"D":', '"Choice":', '"Child":', '"Set":', '"club"', '"AA=="', '"2018-01-09T20:51:21.5Z"'],
    ...[
      '"Tue, 09 Jan 2018 20:51:21 GMT"',
      `"${marker}"`,
      `"${marker}":`,
      '\xef\xbb\xbf',
      '\xc3\xa9',
      '\xf0\x9f\x98\x80',
    ],
  ],
  tokens: /"(?:[^"\\]|\\.)*"?|-?\d[\d.eE+-]*|\w+|[^\s\w]/g,
  nests: [
    ['[', ']'],
    ['{"Child":', '}'],
    ['{"Choice":{"B":', '}}'],
    ['{"Doc":[', ']}'],
    ['{"Children":[', ']}'],
  ],
  seeds: seedsBy(jsonBytes, true),
  check: (input) => {
    const given = textOf(input)
    holdTree(given)
    holdReadings(text, ofText, given, given)
    holdReadings(bytes, shapes, input, latin1Of(input))
    holdRecognised(input)
    holdLean(given)
    const utf8 = readUtf8(input)
    const [asText, asBytes] = [readJson(utf8._tag === 'Right' ? utf8.right : ''), readJsonBytes(input)]
    if (utf8._tag === 'Left') hold('readJsonBytes: ill-formed UTF-8 is a fault', asBytes._tag === 'Left')
    else hold('readJsonBytes: as text', asText._tag === asBytes._tag)
    if (asBytes._tag === 'Right')
      hold(
        'writeJsonBytes: as text',
        Buffer.compare(writeJsonBytes(asBytes.right), utf8Of(writeJson(asBytes.right))) === 0,
      )
  },
}
