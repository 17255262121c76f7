/**
 * What is measured: the request of StartEmailContact held to its model alone, since the peers know no documented rules, and
 * the inputs of a seed in every form that a row starts from.
 */
import { isLeft } from 'fp-ts/lib/Either.js'
import { ignore, json } from 'wireshape'
import { StartEmailContactRequest } from 'wireshape/connect'
import { payloadsOf } from './payloads.mjs'

export const modelled = ignore(StartEmailContactRequest, ['documented'])

/** The right of an Either; anything else is a defect of the bench. */
export const rightOf = (either) => {
  if (isLeft(either)) throw new Error(JSON.stringify(either.left))
  return either.right
}

/** Parsed anew each, so that no two share a part. */
const copies = (text, count = 8) => Array.from({ length: count }, () => JSON.parse(text))

/** Every form of a payload: text, wire objects, domain objects. */
export const formsOf = (text) => ({
  text,
  wires: copies(text),
  domains: copies(text).map((wire) => rightOf(json(modelled).decode(wire))),
})

/** @returns {Readonly<Record<'small' | 'typical' | 'large', string>>} */
export const textsOf = (seed) =>
  Object.fromEntries(Object.entries(payloadsOf(seed)).map(([name, wire]) => [name, JSON.stringify(wire)]))
