/**
 * The readings that have emitted code, by name, so that code printed ahead of time is found by the reading that it is of.
 */

import type { Member } from '../schema/Schema.js'
import type { PrintedReading } from '../schema/Traits.js'
import type { Hooks } from './emit/reader.js'

/** What a reading is, but for how it reads what has no emitted code. */
export interface ReadingKind
  extends Pick<Hooks, 'nameOf' | 'nullIsAbsent' | 'builds' | 'ofDomain' | 'owned' | 'unicode' | 'finite'> {
  /** `undefined` where nothing is printed for it. */
  readonly key: PrintedReading | undefined
}

const fieldOf = (member: Member): string => member.field

/** The member's name under `jsonName`, as restJson1 and trees have it. */
export const jsonNameOf = (member: Member): string => member.traits.jsonName ?? member.name

const domain = { nameOf: fieldOf, nullIsAbsent: false, ofDomain: true, owned: false, unicode: false, finite: false }
const wire = { nameOf: jsonNameOf, nullIsAbsent: true, ofDomain: false, builds: true, finite: true }

/** `clean` and `other` read trees that were parsed here, of text known to be Unicode and of any text. */
export const readings: Readonly<Record<PrintedReading, ReadingKind>> = {
  is: { ...domain, key: 'is', builds: false },
  make: { ...domain, key: 'make', builds: true },
  tree: { ...wire, key: 'tree', owned: false, unicode: false },
  clean: { ...wire, key: 'clean', owned: true, unicode: true },
  other: { ...wire, key: 'other', owned: true, unicode: false },
}
