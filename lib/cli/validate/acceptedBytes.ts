/**
 * The accepted payloads of a batch as they came.
 */

import type { Payloads } from '../../stream/Batch.js'
import type { Form } from '../../stream/Verdict.js'
import type { Done } from './checkTask.js'

const newline: Uint8Array = Uint8Array.of(10)

/** Everything but the gaps; a last line is given its end. */
const lines = (bytes: Uint8Array, gaps: ReadonlyArray<number>): ReadonlyArray<Uint8Array> => {
  const parts: Array<Uint8Array> = []
  let from = 0
  for (let i = 0; i <= gaps.length; i += 2) {
    const start = gaps[i] ?? bytes.length
    if (start > from) parts.push(bytes.subarray(from, start))
    from = gaps[i + 1] ?? bytes.length
  }
  const last = parts[parts.length - 1]
  return last !== undefined && last[last.length - 1] !== newline[0] ? [...parts, newline] : parts
}

/** White space of an accepted payload may hold line ends; its texts may not. */
const oneLine = (bytes: Uint8Array): Uint8Array => bytes.map((byte) => (byte === 10 || byte === 13 ? 32 : byte))

/**
 * Stretches to be written one behind another. JSON becomes a payload a line, whatever form it had; CBOR stays a sequence.
 */
export const acceptedBytes = (
  { checked, bytes }: Done,
  spans: Payloads['spans'],
  form: Form,
): ReadonlyArray<Uint8Array> => {
  if (spans === undefined) return lines(bytes, checked.gaps)
  const rejected = new Set(checked.findings.filter(({ _tag }) => _tag === 'Rejected').map(({ start }) => start))
  const parts: Array<Uint8Array> = []
  for (let i = 0, taken = 0; taken < checked.accepted; i += 3) {
    const start = spans[i] as number
    if (rejected.has(start)) continue
    taken++
    const payload = bytes.subarray(start, spans[i + 1])
    if (form === 'cbor') parts.push(payload)
    else parts.push(oneLine(payload), newline)
  }
  return parts
}
