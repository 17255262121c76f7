/**
 * Marks while a text is typed, until it has been checked again: each stays with the characters that it marks.
 *
 * Law: a mark that is left marks the same characters in the new text; those that the change touches are gone.
 */

import type { Mark } from './analyse.js'
import { lineAt, lineStarts } from './places.js'

/** How many characters two texts begin with alike. */
const commonStart = (a: string, b: string): number => {
  const most = Math.min(a.length, b.length)
  let n = 0
  while (n < most && a.charCodeAt(n) === b.charCodeAt(n)) n++
  return n
}

/** How many they end with alike, behind the start. */
const commonEnd = (a: string, b: string, start: number): number => {
  const most = Math.min(a.length, b.length) - start
  let n = 0
  while (n < most && a.charCodeAt(a.length - 1 - n) === b.charCodeAt(b.length - 1 - n)) n++
  return n
}

export const movedMarks = (marks: ReadonlyArray<Mark>, before: string, after: string): ReadonlyArray<Mark> => {
  if (marks.length === 0) return marks
  const start = commonStart(before, after)
  const end = before.length - commonEnd(before, after, start)
  const by = after.length - before.length
  const starts = lineStarts(after)
  return marks.flatMap((mark) => {
    if (mark.end <= start) return [mark]
    if (mark.start < end) return []
    const at = mark.start + by
    const line = lineAt(starts, at)
    return [{ ...mark, start: at, end: mark.end + by, line: line + 1, column: at - (starts[line] as number) + 1 }]
  })
}
