/**
 * What is measured: the request of StartEmailContact held to its model alone, since the peers know no documented rules, and
 * the inputs of a seed in every form that a row starts from.
 */
import { isLeft } from 'fp-ts/lib/Either.js'
import { ignore, json, jsonBytes, jsonText } from 'wireshape'
import { StartEmailContactRequest } from 'wireshape/connect'
import { copies } from './clock.mjs'
import { payloadsOf } from './payloads.mjs'

export const modelled = ignore(StartEmailContactRequest, ['documented'])

export const tree = json(modelled)

export const text = jsonText(modelled)

export const bytes = jsonBytes(modelled)

/** The right of an Either; anything else is a defect of the bench. */
export const rightOf = (either) => {
  if (isLeft(either)) throw new Error(JSON.stringify(either.left))
  return either.right
}

/** Parsed anew each, so that no two share a part. */
const copiesOf = (text) => Array.from({ length: copies }, () => JSON.parse(text))

/** Every form of a payload: text, wire objects, domain objects. */
export const formsOf = (written) => ({
  written,
  wires: copiesOf(written),
  domains: copiesOf(written).map((wire) => rightOf(tree.decode(wire))),
})

/** @returns {Readonly<Record<'small' | 'typical' | 'large', string>>} */
export const textsOf = (seed) =>
  Object.fromEntries(Object.entries(payloadsOf(seed)).map(([name, wire]) => [name, JSON.stringify(wire)]))
