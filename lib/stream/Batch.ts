/**
 * A stretch of a stream that holds whole payloads: what is checked at a time, here or in another thread.
 */

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface Payloads {
  readonly _tag: 'Payloads'
  readonly bytes: Uint8Array
  /** Of the first byte in the stream. */
  readonly byteOffset: number
  /**
   * Three numbers a payload: where it starts and ends in the bytes, and its line. `undefined` where each line is one, the last
   * with or without its end.
   */
  readonly spans: ReadonlyArray<number> | undefined
}

/** A payload that is not kept: too long, or with no end that could be found. */
export interface Dropped {
  readonly _tag: 'Dropped'
  readonly byteOffset: number
  readonly byteLength: number
  /** `undefined` where lines are counted by whoever reads them. */
  readonly line: number | undefined
  readonly code: 'size' | 'syntax'
  readonly expected: string
  readonly actual: string
}

export type Batch = Payloads | Dropped

/** Room for batches; what is given back may be taken again. */
export interface Buffers {
  readonly take: (byteLength: number) => Uint8Array<ArrayBuffer>
  readonly give: (bytes: ArrayBuffer) => void
}

// -------------------------------------------------------------------------------------
// lines
// -------------------------------------------------------------------------------------

export const newline = 10

/** Before a newline it is a part of the line's end, and at the end of a stream half of one. */
export const carriageReturn = 13

/** How long the byte order mark is that a stream begins with: no part of its first line. */
export const markLength = (bytes: Uint8Array): number =>
  bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/** Room that is never taken twice, so that whoever has a part of it may keep it. */
export const freshBuffers: Buffers = {
  // Not of Node's pool: what is taken here may be handed to another thread.
  take: (byteLength) => new Uint8Array(new ArrayBuffer(byteLength)),
  give: () => undefined,
}

/** Room of one size is used again, at most `most` at a time. */
export const pooledBuffers = (size: number, most: number): Buffers => {
  const free: Array<ArrayBuffer> = []
  return {
    take: (byteLength) => {
      const found = byteLength <= size ? free.pop() : undefined
      return new Uint8Array(found ?? new ArrayBuffer(Math.max(size, byteLength)))
    },
    give: (bytes) => {
      if (bytes.byteLength === size && free.length < most) free.push(bytes)
    },
  }
}

export const tooLong = (
  byteOffset: number,
  byteLength: number,
  maxBytes: number,
  line: number | undefined,
): Dropped => ({
  _tag: 'Dropped',
  byteOffset,
  byteLength,
  line,
  code: 'size',
  expected: `at most ${maxBytes} bytes`,
  actual: `${byteLength} bytes`,
})
