/**
 * A reader as the fuzzer sees it: bytes in, and a law that they broke, if any.
 */

// model

export interface Target {
  /** As `--reader` has it. */
  readonly name: string
  /** Words of the format, a character for each byte. */
  readonly words: ReadonlyArray<string>
  /** Where a token ends, for text in which each byte is a character; global. */
  readonly tokens: RegExp
  /** What opens and closes a level of nesting. */
  readonly nests: ReadonlyArray<readonly [open: string, close: string]>
  /** Makes a mutated input whole again where no reader would look further: lengths and checksums. */
  readonly mend?: (input: Uint8Array, next: () => number) => Uint8Array
  /** Valid messages by our own arbitraries and encoders, the same ones for the same seed. */
  readonly seeds: (count: number, seed: number) => ReadonlyArray<Uint8Array>
  /** Holds the reader to its laws. Throws `Broken` with the law, or whatever the reader threw. */
  readonly check: (input: Uint8Array) => void | Promise<void>
}

/** A law that does not hold for an input. */
export class Broken extends Error {
  override readonly name = 'Broken'
  readonly law: string
  constructor(law: string, details: string) {
    super(details === '' ? law : `${law}: ${details}`)
    this.law = law
  }
}

// combinators

/** Fails where a law does not hold; the details are made only then. */
export const hold = (law: string, holds: boolean, details?: () => string): void => {
  if (!holds) throw new Broken(law, details?.() ?? '')
}

export const bytesOf = (latin1: string): Uint8Array => new Uint8Array(Buffer.from(latin1, 'latin1'))

export const latin1Of = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')

export const utf8Of = (text: string): Uint8Array => new TextEncoder().encode(text)

/** UTF-8 as text; a byte that is none of it becomes a surrogate that stands alone, which text can hold and UTF-8 cannot. */
export const textOf = (bytes: Uint8Array): string =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes).replaceAll('\ufffd', '\udc80')
