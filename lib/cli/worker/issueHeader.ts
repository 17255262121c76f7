/**
 * Issues as the value of a header: where and which rule, in ASCII, within a bound. What was wanted and what came is left out.
 */

import type { Issue } from '../../value/Issue.js'

/** The most bytes of the header; of more issues, as many as fit. */
export const mostHeaderBytes = 2048

/** Keys of maps have any length. */
const mostSegment = 64

/** Headers are ASCII on every broker. */
const ascii = (text: string): string =>
  text.replace(/[^\x20-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)

const segment = (part: string | number): string | number =>
  typeof part === 'number' || part.length <= mostSegment ? part : `${part.slice(0, mostSegment)}…`

const entry = ({ path, at, code }: Issue): string =>
  // Each depth of a payload adds a part to a path.
  ascii(JSON.stringify({ path: path.slice(0, 32).map(segment), code, ...(at === undefined ? {} : { at }) }))

/** A JSON array of `{ path, code, at }`. */
export const issueHeader = (issues: ReadonlyArray<Issue>): string => {
  const entries: Array<string> = []
  let bytes = 2
  for (const issue of issues) {
    const text = entry(issue)
    if (bytes + text.length + 1 > mostHeaderBytes) break
    entries.push(text)
    bytes += text.length + 1
  }
  return `[${entries.join(',')}]`
}

/** The codes that issues have, with how many of each. */
export const codesOf = (issues: ReadonlyArray<Issue>): ReadonlyMap<string, number> => {
  const codes = new Map<string, number>()
  for (const { code } of issues) codes.set(code, (codes.get(code) ?? 0) + 1)
  return codes
}
