/**
 * Types of the web's platform as the importing program has them: from its `dom` library or from Node's types; `never` where
 * it has neither, so that these declarations compile there too.
 */

/** `AbortSignal`. */
export type Signal = typeof globalThis extends { readonly AbortSignal: { readonly prototype: infer S } } ? S : never

/** `ReadableStream`, of anything: what the platform's prototype is typed as. */
export type WebReadable = typeof globalThis extends { readonly ReadableStream: { readonly prototype: infer R } }
  ? R
  : never

/** `WritableStream`, of anything. */
export type WebWritable = typeof globalThis extends { readonly WritableStream: { readonly prototype: infer W } }
  ? W
  : never
