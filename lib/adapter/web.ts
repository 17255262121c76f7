/**
 * Types of the web's platform as the importing program has them: from its `dom` library or from Node's types; `never` where
 * it has neither, so that these declarations compile there too.
 */

/** `AbortSignal`. */
export type Signal = typeof globalThis extends { readonly AbortSignal: { readonly prototype: infer S } } ? S : never

/** `Request`. */
export type WebRequest = typeof globalThis extends { readonly Request: { readonly prototype: infer R } } ? R : never

/** `Response`. */
export type WebResponse = typeof globalThis extends { readonly Response: { readonly prototype: infer R } } ? R : never
