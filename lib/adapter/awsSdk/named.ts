/**
 * Objects of the SDK's, of which nothing is known before it is looked at.
 */

export type Named = Readonly<Record<string, unknown>>

/** The object as one whose members may be asked for; one without members for what is none. */
export const named = (u: unknown): Named =>
  (typeof u === 'object' && u !== null) || typeof u === 'function' ? (u as Named) : {}

export const textIn = (u: unknown): string | undefined => (typeof u === 'string' && u !== '' ? u : undefined)

export const isFunction = (u: unknown): u is (...args: ReadonlyArray<unknown>) => unknown => typeof u === 'function'
