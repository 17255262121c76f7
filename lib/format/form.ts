/**
 * `application/x-www-form-urlencoded` bodies as pairs, and as the tree that dotted names make.
 *
 * Laws: `read(write(pairs)) = right(pairs)`; `pairsOf(treeOf(pairs))` has the same pairs, in the order of their names.
 */

import type { Either } from 'fp-ts/lib/Either.js'
import { left, right } from '../value/either.js'
import type { Bounds, SizeFault } from '../value/Limits.js'
import { defaultLimits, sizeFault } from '../value/Limits.js'
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

/** Why text is no form: the index of a pair whose escapes are broken, or more than its reader takes. */
export type FormFault =
  | { readonly _tag: 'Escape'; readonly pair: number }
  | { readonly _tag: 'Size'; readonly size: SizeFault }

/** Whether a text has more than so many parts between ampersands. */
export const hasMorePairs = (text: string, most: number): boolean => {
  let at = -1
  for (let parts = 0; parts < most; parts++) {
    at = text.indexOf('&', at + 1)
    if (at < 0) return false
  }
  return text !== ''
}

/** Errors: see `FormFault`; pairs, and dots of names, are counted before anything is kept of them. A plus is a space. */
export const readForm = (
  text: string,
  { pairs: most, nodes }: Bounds = defaultLimits,
): Either<FormFault, FormPairs> => {
  if (hasMorePairs(text, most)) return left({ _tag: 'Size', size: sizeFault(most, 'pairs', 'more') })
  const pairs: Array<readonly [string, string]> = []
  let parts = 0
  for (const [i, pair] of text.split('&').entries()) {
    if (pair === '') continue
    const equals = pair.indexOf('=')
    const name = percentDecode((equals < 0 ? pair : pair.slice(0, equals)).replace(/\+/g, ' '))
    const value = percentDecode((equals < 0 ? '' : pair.slice(equals + 1)).replace(/\+/g, ' '))
    if (name === undefined || value === undefined) return left({ _tag: 'Escape', pair: i })
    parts += partsOf(name)
    if (parts > nodes) return left({ _tag: 'Size', size: sizeFault(nodes, 'parts of names', 'more') })
    pairs.push([name, value])
  }
  return right(pairs)
}

const partsOf = (name: string): number => {
  let parts = 1
  for (let at = name.indexOf('.'); at >= 0; at = name.indexOf('.', at + 1)) parts++
  return parts
}

// -------------------------------------------------------------------------------------
// tree
// -------------------------------------------------------------------------------------

interface Growing {
  text: string | undefined
  /** One map of all nodes without children, until they have some: most have none. */
  children: Map<string, Growing>
}

const childless: Map<string, Growing> = /*#__PURE__*/ new Map()

const growing = (): Growing => ({ text: undefined, children: childless })

/** How many levels a name may have; the rest of a longer one stays joined in its last segment. */
const maxSegments = 512

const childOf = (node: Growing, segment: string): Growing => {
  const known = node.children.get(segment)
  if (known !== undefined) return known
  const child = growing()
  if (node.children === childless) node.children = new Map()
  node.children.set(segment, child)
  return child
}

/** Of equal names the last wins. */
export const treeOf = (pairs: FormPairs): FormNode => {
  const root = growing()
  for (const [name, value] of pairs) {
    let node = root
    let from = 0
    for (let level = 1; from <= name.length; level++) {
      const dot = level < maxSegments ? name.indexOf('.', from) : -1
      const end = dot < 0 ? name.length : dot
      node = childOf(node, name.slice(from, end))
      from = end + 1
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
