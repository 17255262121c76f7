/**
 * Good JSON text straight to the domain: parsed by the platform, read by emitted code. Whatever is not as usual is left to the
 * readers that know what is wrong.
 */

import { isWhole } from '../compile/emit/reader.js'
import { attempt, fail } from '../compile/emit/source.js'
import { quicken } from '../compile/fast.js'
import type { Policy } from '../compile/Policy.js'
import { jsonNameOf, readings } from '../compile/readings.js'
import type { Walker } from '../compile/walk/Walk.js'
import type { JsonReadOptions } from '../format/json.js'
import { isRisky } from '../format/json.js'
import { readUtf8 } from '../format/utf8.js'
import type { Member, Schema } from '../schema/Schema.js'
import { closure, membersOf, targetOf } from '../schema/Schema.js'
import { isWellFormed } from '../value/Document.js'
import { isLeft } from '../value/either.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** Reads good text at once; `fail` leaves it to those who know what is wrong. Keep what these give for a schema. */
export interface QuickJson {
  /** Of a text, and whether it came from UTF-8, in which no surrogate stands alone. */
  readonly reader: (schema: Schema, policy: Policy) => (text: string, isUnicode: boolean) => unknown
  readonly text: (schema: Schema, policy: Policy) => (text: string) => unknown
  readonly bytes: (schema: Schema, policy: Policy) => (bytes: Uint8Array) => unknown
}

/** Under which names members stand, and whether code that is printed ahead of time knows them by these. */
export interface Naming {
  readonly nameOf: (member: Member) => string
  readonly printed: boolean
}

/** The names of restJson1 and of trees, and those of the other JSON protocols. */
export const jsonNames: Naming = { nameOf: jsonNameOf, printed: true }
export const memberNames: Naming = { nameOf: (member) => member.name, printed: false }

type Numbers = NonNullable<JsonReadOptions['numbers']>

// -------------------------------------------------------------------------------------
// numbers
// -------------------------------------------------------------------------------------

/** Kinds that keep all of a number. */
const wideKinds: ReadonlyArray<Schema['_tag']> = ['intEnum', 'long', 'bigInteger', 'document', 'union']

const exactness = new WeakMap<Schema, Numbers>()

/** What has to be kept of the numbers in a text: more than a double holds, only where some shape asks for it. */
export const numbersOf = (schema: Schema): Numbers => {
  const known = exactness.get(schema)
  if (known !== undefined) return known
  const schemas = closure(schema)
  const isExact = schemas.some((one) => isWhole(one) || wideKinds.includes(one._tag))
  const found = schemas.some(({ _tag }) => _tag === 'bigDecimal') ? 'decimals' : isExact ? 'exact' : 'plain'
  exactness.set(schema, found)
  return found
}

/** Names beyond which a text is looked through once rather than for each. */
const mostNames = 4

/**
 * What stands before the whole numbers in a text, but for the first quote, where they are all members of few names; `undefined` where numbers may
 * stand elsewhere, or have to be kept as a double cannot.
 */
const wholeKeys = (schema: Schema, nameOf: (member: Member) => string): ReadonlyArray<string> | undefined => {
  const keys = new Set<string>()
  for (const one of closure(schema)) {
    if (wideKinds.includes(one._tag)) return undefined
    for (const member of membersOf(one)) {
      if (!isWhole(targetOf(member))) continue
      if (one._tag !== 'structure') return undefined
      keys.add(`${JSON.stringify(nameOf(member)).slice(1)}:`)
    }
  }
  return isWhole(schema) || keys.size > mostNames ? undefined : [...keys]
}

const quote = 34

const whole = / *-?\d{1,15}(?=[ ,}\r\n\t])/y

/**
 * Whether each of so many members is written as a whole number that a double keeps, digits alone. A key cannot stand inside a
 * string, whose quotes are escaped.
 */
const areWhole = (text: string, keys: ReadonlyArray<string>, count: number): boolean => {
  let found = 0
  for (const key of keys) {
    for (let at = text.indexOf(key); at >= 0; at = text.indexOf(key, at + key.length)) {
      // The platform looks for the first character, and quotes are everywhere: names are found faster without.
      if (text.charCodeAt(at - 1) !== quote) continue
      whole.lastIndex = at + key.length
      if (!whole.test(text)) return false
      found++
    }
  }
  return found === count
}

// -------------------------------------------------------------------------------------
// readings
// -------------------------------------------------------------------------------------

/**
 * UTF-16 units beyond which strings are asked one by one. The platform keeps most strings of a text in one byte a character, and
 * those need no look; the text itself is in two as soon as one character wants them.
 */
const longest = 512

/** Most text has no escape at all, and one character is found faster than two. */
const hasUnicodeEscape = (text: string): boolean => text.includes('\\') && text.includes('\\u')

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return fail
  }
}

/**
 * Quick readings of trees that are made here, so that nobody else holds them. Where a text has no lone surrogate, neither as it
 * stands nor as an escape, its strings have none.
 *
 * @param builds whether results are put together; else a good text gives anything but `fail`
 */
export const quickJson = (
  { nameOf, printed }: Naming,
  walkOf: Walker<unknown, unknown>,
  builds: boolean = true,
): QuickJson => {
  const tally = { whole: 0 }
  const named = printed && builds ? {} : { nameOf, builds, key: undefined }
  const clean = quicken({ ...readings.clean, ...named, walkOf, tally })
  const other = quicken({ ...readings.other, ...named, walkOf, tally })
  const reader: QuickJson['reader'] = (schema, policy) => {
    const [readClean, readOther] = [clean(schema, policy).read, other(schema, policy).read]
    const { size } = policy.limits
    let numbers: Numbers | undefined
    let keys: ReadonlyArray<string> | undefined
    return (text, isUnicode) => {
      if (numbers === undefined) {
        numbers = numbersOf(schema)
        keys = wholeKeys(schema, nameOf)
      }
      if (text.length > size || numbers === 'decimals' || (keys === undefined && isRisky(text))) return fail
      const tree = parsed(text)
      if (tree === fail) return fail
      tally.whole = 0
      const isClean = (isUnicode || (text.length <= longest && isWellFormed(text))) && !hasUnicodeEscape(text)
      const result = attempt((isClean ? readClean : readOther).run, tree)
      if (result === fail || tally.whole === 0 || keys === undefined) return result
      return areWhole(text, keys, tally.whole) ? result : fail
    }
  }
  return {
    reader,
    text: (schema, policy) => {
      const read = reader(schema, policy)
      return (text) => read(text, false)
    },
    bytes: (schema, policy) => {
      const read = reader(schema, policy)
      const { size } = policy.limits
      return (bytes) => {
        if (bytes.length > size) return fail
        const text = readUtf8(bytes)
        // UTF-8 has no lone surrogate.
        return isLeft(text) ? fail : read(text.right, true)
      }
    },
  }
}
