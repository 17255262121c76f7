/**
 * A stream of payloads held against a shape: bytes or objects in, verdicts out, in order and in bounded memory.
 *
 * Nothing is read before it is asked for. Laws: accepted + rejected + blank = lines; how bytes are cut into chunks makes no
 * difference.
 */

import type { Shape } from '../shape/Shape.js'
import type { Issue } from '../value/Issue.js'
import type { Value } from '../value/Value.js'
import type { Batch, Dropped } from './Batch.js'
import { freshBuffers } from './Batch.js'
import type { ByteSource, Chunks } from './ByteSource.js'
import { abortable, fromChunks, iteratorOf, orAborted } from './ByteSource.js'
import { cborFramer } from './cborFramer.js'
import { checkBatch } from './checkBatch.js'
import { itemBatches } from './itemBatches.js'
import { jsonFramer } from './jsonFramer.js'
import { lineBatches } from './lineBatches.js'
import { cborReader, jsonReader, payloadShape } from './PayloadReader.js'
import type { Accepted, Form, Names, Rejected, Verdict } from './Verdict.js'
import { defaultMaxBytes } from './Verdict.js'
import type { Signal } from './web.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface ValueOptions {
  /** `wire` by default. */
  readonly names?: Names
  /** Whether the `jsonName` trait names members, as in restJson1 (the default); the awsJson protocols do not heed it. */
  readonly jsonName?: boolean
  /** Ends the stream with its reason. */
  readonly signal?: Signal
}

export interface ValidateOptions extends ValueOptions {
  /** `ndjson` by default. */
  readonly form?: Form
  /** The most bytes of one payload: 16 MiB by default. A longer one is rejected with `size` and never held in memory. */
  readonly maxBytes?: number
}

/** How much is looked at before the first verdict of it is given. */
const chunkBytes = 64 * 1024

// -------------------------------------------------------------------------------------
// interpreter
// -------------------------------------------------------------------------------------

const batchesOf = (source: ByteSource, form: Form, maxBytes: number): AsyncGenerator<Batch, void, undefined> => {
  const options = { chunkBytes, maxBytes, buffers: freshBuffers }
  if (form === 'ndjson') return lineBatches(source, options)
  return itemBatches(source, form === 'cbor' ? cborFramer() : jsonFramer(form === 'array'), options)
}

const droppedVerdict = (batch: Dropped, index: number, line: number | undefined, shape: string): Rejected => {
  const { byteOffset, code, expected, actual } = batch
  const issue: Issue = { path: [], code, shape, expected, actual }
  return { _tag: 'Rejected', index, line, byteOffset, issues: [issue], bytes: undefined, input: undefined }
}

/**
 * The verdicts of a stream of bytes, chunks cut anywhere. What it gives is a step for `stream.pipeline` and `Duplex.from`, and
 * takes Node and web streams as well as any iterable.
 *
 * Errors: those of the source, and the signal's reason. A payload of whatever bytes is never one.
 *
 * @example
 * ```ts
 * import { validate } from 'wireshape/stream'
 * import { EmailAddressInfo } from 'wireshape/connect'
 *
 * const verdicts = validate(EmailAddressInfo)(['{"EmailAddress":"ada@example.com"}\n{"Email', 'Address":1}\n'])
 * const tags: Array<string> = []
 * for await (const { _tag, line } of verdicts) tags.push(`${line} ${_tag}`)
 * assert.deepEqual(tags, ['1 Accepted', '2 Rejected'])
 * ```
 */
export const validate = <A, O extends Value, I>(
  shape: Shape<A, O, I>,
  options: ValidateOptions = {},
): ((source: Chunks) => AsyncGenerator<Verdict<A>, void, undefined>) => {
  const { form = 'ndjson', names = 'wire', jsonName = true, maxBytes = defaultMaxBytes, signal } = options
  const held = payloadShape(shape, maxBytes)
  const reader = form === 'cbor' ? cborReader(held) : jsonReader(held, { names, jsonName })
  const isLines = form === 'ndjson'
  return async function* (chunks) {
    const source = abortable(fromChunks(chunks), signal)
    let index = 0
    let lines = 0
    try {
      for await (const batch of batchesOf(source, form, maxBytes)) {
        if (batch._tag === 'Dropped') {
          if (isLines) lines++
          yield droppedVerdict(batch, index++, isLines ? lines : batch.line, reader.id)
          continue
        }
        const verdicts: Array<Verdict<A>> = []
        const place = (line: number, start: number): Pick<Verdict<A>, 'index' | 'line' | 'byteOffset'> => ({
          index: index++,
          line: form === 'cbor' ? undefined : line + 1 + lines,
          byteOffset: batch.byteOffset + start,
        })
        const checked = checkBatch(batch, {
          reader,
          maxBytes,
          onAccepted: (value, line, start, end, advice) => {
            const bytes = batch.bytes.subarray(start, end)
            verdicts.push({ _tag: 'Accepted', ...place(line, start), value, advice, bytes })
          },
          onRejected: ({ line, start, end, issues }) => {
            // What is too long is never kept, even where it happened to come in one piece.
            const bytes = end - start > maxBytes ? undefined : batch.bytes.subarray(start, end)
            verdicts.push({ _tag: 'Rejected', ...place(line, start), issues, bytes, input: undefined })
          },
        })
        lines += checked.lines
        for (const verdict of verdicts) {
          signal?.throwIfAborted()
          yield verdict
        }
      }
    } finally {
      await source.close()
    }
  }
}

/**
 * The verdicts of objects: what `JSON.parse` gives, or anything else. None is changed, and none is kept.
 *
 * Errors: those of the source, and the signal's reason.
 */
export const validateValues = <A, O extends Value, I>(
  shape: Shape<A, O, I>,
  options: ValueOptions = {},
): ((source: AsyncIterable<unknown> | Iterable<unknown>) => AsyncGenerator<Verdict<A>, void, undefined>) => {
  const { names = 'wire', jsonName = true, signal } = options
  const reader = jsonReader(shape, { names, jsonName })
  return async function* (values) {
    let index = 0
    for await (const input of valuesOf(values, signal)) {
      const read = reader.readTree(input)
      const place = { index: index++, line: undefined, byteOffset: undefined, bytes: undefined }
      if (read._tag === 'Bad') yield { _tag: 'Rejected', ...place, issues: read.issues, input }
      else yield { _tag: 'Accepted', ...place, value: read.value, advice: read.advice }
    }
  }
}

async function* valuesOf(
  values: AsyncIterable<unknown> | Iterable<unknown>,
  signal: Signal | undefined,
): AsyncGenerator<unknown, void, undefined> {
  const iterator = iteratorOf(values)
  try {
    for (;;) {
      const next = await orAborted(iterator.next(), signal)
      if (next.done === true) return
      yield next.value
    }
  } finally {
    const closed = Promise.resolve(iterator.return?.())
    // An origin that has not answered may never do.
    if (signal?.aborted === true) closed.catch(() => undefined)
    else await closed
  }
}

// -------------------------------------------------------------------------------------
// combinators
// -------------------------------------------------------------------------------------

/**
 * The accepted ones of a stream of verdicts; each rejected one goes to the dead-letter side, which is waited for before more is
 * read.
 */
export const divert = (take: (rejected: Rejected) => void | PromiseLike<void>) =>
  async function* <A>(verdicts: AsyncIterable<Verdict<A>>): AsyncGenerator<Accepted<A>, void, undefined> {
    for await (const verdict of verdicts) {
      if (verdict._tag === 'Accepted') yield verdict
      else await take(verdict)
    }
  }
