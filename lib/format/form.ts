/**
 * `application/x-www-form-urlencoded` bodies as pairs, and as the tree that dotted names make.
 *
 * Laws: `read(write(pairs)) = right(pairs)`; `pairsOf(treeOf(pairs))` has the same pairs, in the order of their names.
 */

import type { Either } from 'fp-ts/lib/Either.js'
import { left, right } from '../value/either.js'
import { percentDecode, percentEncode } from './percent.js'

export type FormPairs = ReadonlyArray<readonly [name: string, value: string]>

/** A name's value and what lies below it: `A.1.B=x` is three levels below the root. */
export interface FormNode {
  readonly text: string | undefined
  readonly children: ReadonlyMap<string, FormNode>
}

// -------------------------------------------------------------------------------------
// pairs
// -------------------------------------------------------------------------------------

export const writeForm = (pairs: FormPairs): string =>
  pairs.map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`).join('&')

/** Errors: the index of the pair whose escapes are broken. A plus is a space. */
export const readForm = (text: string): Either<number, FormPairs> => {
  const pairs: Array<readonly [string, string]> = []
  for (const [i, pair] of text.split('&').entries()) {
    if (pair === '') continue
    const equals = pair.indexOf('=')
    const name = percentDecode((equals < 0 ? pair : pair.slice(0, equals)).replace(/\+/g, ' '))
    const value = percentDecode((equals < 0 ? '' : pair.slice(equals + 1)).replace(/\+/g, ' '))
    if (name === undefined || value === undefined) return left(i)
    pairs.push([name, value])
  }
  return right(pairs)
}

// -------------------------------------------------------------------------------------
// tree
// -------------------------------------------------------------------------------------

interface Growing {
  text: string | undefined
  readonly children: Map<string, Growing>
}

/** How many levels a name may have; the rest of a longer one stays joined in its last segment. */
const maxSegments = 512

/** Of equal names the last wins. */
export const treeOf = (pairs: FormPairs): FormNode => {
  const root: Growing = { text: undefined, children: new Map() }
  for (const [name, value] of pairs) {
    const segments = name.split('.')
    const path =
      segments.length <= maxSegments
        ? segments
        : [...segments.slice(0, maxSegments - 1), segments.slice(maxSegments - 1).join('.')]
    let node = root
    for (const segment of path) {
      const next: Growing = node.children.get(segment) ?? { text: undefined, children: new Map() }
      node.children.set(segment, next)
      node = next
    }
    node.text = value
  }
  return root
}

const index = /^[1-9]\d{0,8}$/

/** The children whose names are whole numbers from 1, in the order of their numbers. */
export const numbered = (node: FormNode): ReadonlyArray<FormNode> =>
  [...node.children]
    .filter(([name]) => index.test(name))
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, child]) => child)
