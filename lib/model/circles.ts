/**
 * Lists and maps that hold nothing but one another, so that no value of them ever ends.
 *
 * Source: Smithy 2.0, "Recursive shape definitions": a recursive shape has a structure or union on its way.
 */

import type { DataDefinition, MemberDefinition } from './definitions.js'
import { quoted, report } from './faults.js'
import type { Definitions } from './flatten.js'

/** What a list or map holds: its only way on. A map's keys are text. */
const held = ({ kind, members }: DataDefinition): MemberDefinition | undefined =>
  kind === 'list' || kind === 'map' ? members[members.length - 1] : undefined

/** Notes each circle once, at a member on it. Linear: every shape has one way on, and is walked once. */
export const checkCircles = (definitions: Definitions): void => {
  const done = new Set<string>()
  for (const start of definitions.values()) {
    const path = new Set<string>()
    for (let at: typeof start | undefined = start; at?._tag === 'data' && !done.has(at.id); ) {
      path.add(at.id)
      done.add(at.id)
      const target: MemberDefinition['target'] | undefined = held(at)?.target
      if (target !== undefined && path.has(target.id)) {
        report(target.place, 'depth', 'lists and maps without a circle', quoted(target.id))
      }
      at = target === undefined ? undefined : definitions.get(target.id)
    }
  }
}
