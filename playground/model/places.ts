/**
 * Where the parts of JSON text stand in it.
 *
 * Laws: a place that is found whole spans the text of the very part that `JSON.parse` gives at its path, of duplicate names
 * the last; one pass over the text whatever the number of paths, and no stack however deep the text nests.
 */

import { stringEnd } from '../../lib/format/json.js'
import type { Path } from '../../lib/value/Issue.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** Offsets in UTF-16 units, the end not included. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** The part at a path, or where there is none the deepest part on the way to it. */
export interface Place {
  /** How many segments of the path led there. */
  readonly depth: number
  /** The name in quotes that the part stands under; none of items and of the root. */
  readonly name: Span | undefined
  readonly value: Span
  /** Whether the part holds others. */
  readonly holds: boolean
}

/** What is looked for below one part, and what was found of it. */
interface Wanted {
  readonly children: Map<string | number, Wanted>
  found: Omit<Place, 'depth'> | undefined
}

interface Frame {
  readonly isList: boolean
  readonly start: number
  readonly name: Span | undefined
  readonly wanted: Wanted | undefined
  index: number
}

// -------------------------------------------------------------------------------------
// wanted
// -------------------------------------------------------------------------------------

const nothingYet = (): Wanted => ({ children: new Map(), found: undefined })

const childOf = (wanted: Wanted, segment: string | number): Wanted => {
  const known = wanted.children.get(segment)
  if (known !== undefined) return known
  const made = nothingYet()
  wanted.children.set(segment, made)
  return made
}

/** A later part of the same name takes the place of an earlier one, and of all that was found in it. */
const forget = (wanted: Wanted): void => {
  const rest: Array<Wanted> = [wanted]
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    if (next.found === undefined) continue
    next.found = undefined
    rest.push(...next.children.values())
  }
}

const deepest = (root: Wanted, path: Path, whole: Span): Place => {
  let place: Place = { depth: 0, name: undefined, value: whole, holds: false }
  let wanted: Wanted | undefined = root
  for (let depth = 0; wanted?.found !== undefined; depth++) {
    place = { ...wanted.found, depth }
    const segment = path[depth]
    wanted = segment === undefined ? undefined : wanted.children.get(segment)
  }
  return place
}

// -------------------------------------------------------------------------------------
// scan
// -------------------------------------------------------------------------------------

/** The end of a number or a word. */
const literal = /[^\s,:[\]{}"]+/y

const scan = (text: string, root: Wanted): void => {
  const frames: Array<Frame> = []
  let wanted: Wanted | undefined = root
  let name: Span | undefined
  let expectsName = false
  const leaf = (start: number, end: number): void => {
    if (wanted === undefined) return
    forget(wanted)
    wanted.found = { name, value: { start, end }, holds: false }
  }
  const open = (start: number, isList: boolean): void => {
    if (wanted !== undefined) {
      forget(wanted)
      wanted.found = { name, value: { start, end: start + 1 }, holds: true }
    }
    frames.push({ isList, start, name, wanted, index: 0 })
    wanted = isList ? wanted?.children.get(0) : undefined
    name = undefined
    expectsName = !isList
  }
  const close = (end: number): void => {
    const frame = frames.pop()
    expectsName = false
    if (frame?.wanted === undefined) return
    const { start, name: own } = frame
    frame.wanted.found = { name: own, value: { start, end }, holds: true }
  }
  const next = (): void => {
    const frame = frames[frames.length - 1]
    if (frame === undefined) return
    frame.index++
    name = undefined
    wanted = frame.isList ? frame.wanted?.children.get(frame.index) : undefined
    expectsName = !frame.isList
  }
  for (let at = 0; at < text.length; ) {
    const c = text[at]
    if (c === '"') {
      const end = stringEnd(text, at)
      const holder = expectsName ? frames[frames.length - 1] : undefined
      if (holder === undefined) leaf(at, end)
      else {
        expectsName = false
        name = { start: at, end }
        // Names of parts that nobody asked for are not read.
        const children = holder.wanted?.children
        wanted =
          children === undefined || children.size === 0 ? undefined : children.get(JSON.parse(text.slice(at, end)))
      }
      at = end
    } else if (c === '{' || c === '[') {
      open(at, c === '[')
      at++
    } else if (c === '}' || c === ']') {
      close(at + 1)
      at++
    } else if (c === ',') {
      next()
      at++
    } else {
      literal.lastIndex = at
      const end = at + (literal.exec(text)?.[0].length ?? 0)
      if (end > at) leaf(at, end)
      at = Math.max(end, at + 1)
    }
  }
}

/** The place of each path, in their order. Domain: text that is JSON; names and indices as they stand in it. */
export const placesOf = (text: string, paths: ReadonlyArray<Path>): ReadonlyArray<Place> => {
  const root = nothingYet()
  for (const path of paths) {
    let wanted = root
    for (const segment of path) wanted = childOf(wanted, segment)
  }
  scan(text, root)
  return paths.map((path) => deepest(root, path, { start: 0, end: text.length }))
}

// -------------------------------------------------------------------------------------
// lines
// -------------------------------------------------------------------------------------

/** Where each line begins; a text has one at least. */
export const lineStarts = (text: string): ReadonlyArray<number> => {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

/** The line, counted from 0, that an offset lies in. */
export const lineAt = (starts: ReadonlyArray<number>, offset: number): number => {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((starts[middle] as number) <= offset) low = middle
    else high = middle - 1
  }
  return low
}
