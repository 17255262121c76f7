/**
 * Where payloads start and end in bytes that come piece by piece: one state machine for each form.
 */

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** Offsets are of the stream. */
export interface Frame {
  readonly _tag: 'Frame'
  readonly start: number
  readonly end: number
  readonly line: number | undefined
}

/** What comes from there on cannot be divided. */
export interface Broken {
  readonly _tag: 'Broken'
  readonly start: number
  readonly line: number | undefined
  readonly expected: string
  /** `undefined` where bytes came that are no such thing. */
  readonly actual?: string
}

export interface Framer {
  /**
   * Looks on from the byte that it stopped at. Gives the next payload that ends, or `undefined` once it has looked at all;
   * `bytes[0]` is the byte `base` of the stream, and `last` says that none come behind.
   */
  readonly next: (bytes: Uint8Array, to: number, base: number, last: boolean) => Frame | Broken | undefined
  /** From where on bytes are still needed: the start of the payload that has not ended. */
  readonly needed: () => number
  /** How far it has looked. */
  readonly looked: () => number
}
