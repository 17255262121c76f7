/**
 * Streams of payloads, as `wireshape/stream` validates them: lines, items of an array, values, CBOR items.
 */
import { isDeepStrictEqual } from 'node:util'
import * as fc from 'fast-check'
import { cborBytes, jsonBytes } from '../../../lib/index.js'
import type { Shape } from '../../../lib/shape/index.js'
import { shapeOf } from '../../../lib/shape/index.js'
import { checkBatch } from '../../../lib/stream/checkBatch.js'
import type { Form, Verdict } from '../../../lib/stream/index.js'
import { validate } from '../../../lib/stream/index.js'
import { jsonReader } from '../../../lib/stream/PayloadReader.js'
import { arbitrary } from '../../../lib/testing/index.js'
import type { Value } from '../../../lib/value/index.js'
import { issuesOf } from '../../../lib/value/index.js'
import { everyKind, light, wide } from '../service.js'
import type { Target } from '../Target.js'
import { hold, utf8Of } from '../Target.js'
import { cbor } from './cbor.js'
import { json } from './json.js'

type Any = Shape<unknown, Value, unknown>

const [few, many]: ReadonlyArray<Any> = [shapeOf(light.schema), shapeOf(everyKind.schema)]

/** Payloads that are longer are rejected by their size; few inputs have one. */
const maxBytes = 600

const cut = (bytes: Uint8Array, size: number): ReadonlyArray<Uint8Array> =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.slice(i * size, (i + 1) * size))

const verdictsOf = async (
  shape: Any,
  form: Form,
  chunks: ReadonlyArray<Uint8Array>,
): Promise<ReadonlyArray<Verdict<unknown>>> => {
  const all: Array<Verdict<unknown>> = []
  for await (const verdict of validate(shape, { form, maxBytes })(chunks)) all.push(verdict)
  return all
}

/** What differs in nothing but whose memory bytes lie in. */
const plain = (verdicts: ReadonlyArray<Verdict<unknown>>): unknown =>
  verdicts.map(({ bytes, ...rest }) => ({ ...rest, bytes: bytes && [...bytes] }))

const holdVerdict = (shape: Any, form: Form, verdict: Verdict<unknown>, whole: Uint8Array): void => {
  const { bytes, byteOffset } = verdict
  if (bytes !== undefined && byteOffset !== undefined)
    hold(
      `${form}: a payload's bytes stand where it says`,
      Buffer.compare(bytes, whole.subarray(byteOffset, byteOffset + bytes.length)) === 0,
    )
  if (verdict._tag === 'Rejected') {
    hold(`${form}: a rejected payload has issues`, verdict.issues.length > 0)
    for (const { path, expected, actual } of verdict.issues)
      hold(`${form}: an issue has a path and words`, Array.isArray(path) && expected !== '' && actual !== '')
  } else hold(`${form}: an accepted payload is of the shape`, shape.is(verdict.value))
  if (bytes === undefined || (verdict._tag === 'Rejected' && verdict.issues.some(({ code }) => code === 'size'))) return
  const read = form === 'cbor' ? cborBytes(shape).decode(bytes) : jsonBytes(shape).decode(bytes)
  hold(`${form}: a payload by itself has the same verdict`, (read._tag === 'Right') === (verdict._tag === 'Accepted'))
  if (read._tag === 'Right' && verdict._tag === 'Accepted')
    hold(`${form}: a payload by itself has the same value`, isDeepStrictEqual(read.right, verdict.value))
  if (read._tag === 'Left' && verdict._tag === 'Rejected') {
    const [theirs, ours] = [issuesOf(read.left), verdict.issues]
    // The words for a fault of syntax say its place in other ways.
    const isSame = theirs[0]?.code === 'syntax' ? ours[0]?.code === 'syntax' : isDeepStrictEqual(theirs, ours)
    hold(
      `${form}: a payload by itself has the same issues`,
      isSame,
      () => `${JSON.stringify(ours[0])} and ${JSON.stringify(theirs[0])}`,
    )
  }
}

const holdForm = async (shape: Any, form: Form, input: Uint8Array): Promise<void> => {
  const verdicts = await verdictsOf(shape, form, [input])
  for (const size of [1, 13])
    hold(
      `${form}: how bytes are cut makes no difference`,
      isDeepStrictEqual(plain(await verdictsOf(shape, form, cut(input, size))), plain(verdicts)),
    )
  for (const [i, verdict] of verdicts.entries()) {
    hold(`${form}: payloads are counted from 0`, verdict.index === i)
    holdVerdict(shape, form, verdict, input)
  }
}

/** Accepted, rejected and blank lines are all lines, and those of the stream. */
const holdAccounts = async (shape: Any, input: Uint8Array): Promise<void> => {
  const counted = checkBatch(
    { _tag: 'Payloads', bytes: input, byteOffset: 0, spans: undefined },
    { reader: jsonReader(shape, { names: 'wire', jsonName: true }), maxBytes },
  )
  const { accepted, rejected, blank, lines } = counted
  hold('ndjson: accepted + rejected + blank = lines', accepted + rejected + blank === lines)
  const ends = input.reduce((sum, byte) => sum + (byte === 10 ? 1 : 0), 0)
  const isMark = input.length === 3 && input[0] === 0xef && input[1] === 0xbb && input[2] === 0xbf
  hold(
    'ndjson: as many lines as ends, and a last one without',
    isMark || lines === ends + (input.length > 0 && input.at(-1) !== 10 ? 1 : 0),
    () => `${lines} of ${ends}`,
  )
  const verdicts = await verdictsOf(shape, 'ndjson', [input])
  hold(
    'ndjson: the stream says what the batch says',
    verdicts.filter(({ _tag }) => _tag === 'Accepted').length === accepted && verdicts.length === accepted + rejected,
  )
}

const seedsOf =
  (form: Form, shape: Any, codecOf: (shape: Any) => { encode: (a: unknown) => Uint8Array }): Target['seeds'] =>
  (count, seed) =>
    fc
      .sample(
        fc.array(arbitrary(fc)(shape.schema, { depth: 2, items: 2, absent: 7 }), { minLength: 1, maxLength: 4 }),
        { numRuns: count, seed },
      )
      .map((all) => {
        const payloads = all.map((a) => codecOf(shape).encode(a))
        const [open, between, close] =
          form === 'array' ? ['[', ',', ']'] : form === 'cbor' ? ['', '', ''] : ['', '\n', '\n']
        return new Uint8Array(
          Buffer.concat([
            utf8Of(open),
            ...payloads.flatMap((payload, i) => (i === 0 ? [payload] : [utf8Of(between), payload])),
            utf8Of(close),
          ]),
        )
      })

export const stream: Target = {
  name: 'stream',
  words: [...json.words, '\r\n', '\n\n', '\n', '}\n{', '},{', '][', '}{', ' \n', ...cbor.words.slice(0, 24)],
  tokens: json.tokens,
  nests: json.nests,
  seeds: (count, seed) => [
    ...seedsOf('ndjson', few as Any, jsonBytes)(count >> 2, seed),
    ...seedsOf('array', few as Any, jsonBytes)(count >> 2, seed + 1),
    ...seedsOf('json', shapeOf(wide.schema), jsonBytes)(count >> 2, seed + 2),
    ...seedsOf('cbor', many as Any, cborBytes)(count >> 2, seed + 3),
  ],
  check: async (input) => {
    const shape = (input.length % 2 === 0 ? few : many) as Any
    await holdAccounts(shape, input)
    for (const form of ['ndjson', 'array', 'json', 'cbor'] as const) await holdForm(shape, form, input)
  },
}
