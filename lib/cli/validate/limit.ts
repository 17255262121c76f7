/**
 * The part of a batch before a run stops.
 */

import type { Done } from './checkTask.js'

/** What was checked up to the payload, that one included, at which so many were rejected; all where fewer were. */
export const upTo = (done: Done, rejected: number): Done => {
  const { checked, bytes, written } = done
  if (checked.rejected < rejected) return done
  const { findings, gaps, lines, blank } = checked
  const bad = findings.filter(({ _tag }) => _tag === 'Rejected')
  const last = bad[rejected - 1]
  if (last === undefined) return done
  const accepted = last.index + 1 - rejected
  const isLines = lines > 0
  return {
    bytes: bytes.subarray(0, last.end),
    written: written && {
      bytes: written.bytes.subarray(0, accepted === 0 ? 0 : written.ends[accepted - 1]),
      ends: written.ends.slice(0, accepted),
    },
    checked: {
      accepted,
      rejected,
      lines: isLines ? last.line + 1 : 0,
      // Each line before is a payload or blank.
      blank: isLines ? last.line - last.index : blank,
      findings: findings.filter(({ index }) => index <= last.index),
      gaps: gaps.filter((_, i) => (gaps[i - (i % 2)] as number) <= last.start),
    },
  }
}
