/**
 * Kinds that are text in JSON: strings, enums, bytes, times.
 */

import { lengthText } from '../../schema/constraints.js'
import { compilePattern, longestUnproved } from '../../schema/pattern.js'
import type { EnumSchema, Schema } from '../../schema/Schema.js'
import type { Length } from '../../schema/Traits.js'
import type { JsonSchema, Site } from './model.js'
import { isHeld, keywords, noteAt, nothing } from './model.js'
import { noteSeconds, secondsSchema } from './numbers.js'

// -------------------------------------------------------------------------------------
// strings
// -------------------------------------------------------------------------------------

const lengthOf = ({ min, max }: Length): JsonSchema =>
  keywords({ minLength: min === 0 ? undefined : min, maxLength: max })

/** Text that a reader would not hold against the pattern, because of its length, is taken. */
const patternOf = (site: Site, schema: Schema, held: Length): JsonSchema => {
  const { pattern, length, matcher } = schema.traits
  if (pattern === undefined || !isHeld(site.policy, 'pattern')) return {}
  if (compilePattern(pattern) === undefined) {
    const why = 'it is no regular expression of ECMA-262, and readers do not hold text against it either'
    noteAt(site, schema, 'pattern', `text that matches ${pattern}`, why)
    return {}
  }
  const max = length?.max
  if (max === undefined) {
    if (matcher === undefined) {
      const why = 'the pattern was not proved to take linear time, and is run on text of bounded length'
      noteAt(site, schema, 'pattern', `text of at most ${longestUnproved} UTF-16 units`, why)
    }
    return { pattern }
  }
  if (held.max !== undefined) return { pattern }
  const why = `text of more than ${2 * max} UTF-16 units is not held against the pattern, and its length is not held`
  noteAt(site, schema, 'pattern', `text that matches ${pattern}`, why)
  return { anyOf: [{ pattern }, { minLength: max + 1 }] }
}

/** Of a string, or of a map's key. */
export const stringSchema = (site: Site, schema: Schema): JsonSchema => {
  const held = isHeld(site.policy, 'length') ? (schema.traits.length ?? {}) : {}
  return keywords({
    type: 'string',
    ...lengthOf(held),
    ...patternOf(site, schema, held),
    contentMediaType: schema.traits.mediaType,
  })
}

/**
 * Where a service keeps values to itself, all text is taken and the public values are examples: a list would tell the others.
 *
 * Source: Smithy 2.0, trait `internal`.
 */
export const enumSchema = (site: Site, schema: EnumSchema): JsonSchema => {
  const listed = schema.values.filter(({ traits }) => traits.internal !== true).map(({ value }) => value)
  const isOpen = site.policy.mode !== 'strict'
  const hasInternal = listed.length < schema.values.length
  if (!isOpen && !hasInternal) return listed.length === 0 ? nothing : { type: 'string', enum: listed }
  if (!isOpen)
    noteAt(site, schema, 'enum', `one of ${listed.join(', ')}`, 'some values are internal: taken, and not to be told')
  return keywords({ type: 'string', examples: listed.length === 0 ? undefined : listed })
}

// -------------------------------------------------------------------------------------
// bytes
// -------------------------------------------------------------------------------------

/** The very texts that base64 has, the bits that no byte takes zero. Source: RFC 4648, sections 3.5 and 4. */
const base64 = '^(?:[A-Za-z\\d+/]{4})*(?:[A-Za-z\\d+/][AQgw]==|[A-Za-z\\d+/]{2}[AEIMQUYcgkosw048]=)?$'

/** Four digits say up to three bytes; how many they say stands in the padding of the last four. */
const fewestBytes = (min: number): JsonSchema => {
  const digits = 4 * Math.ceil(min / 3)
  if (min === 0) return {}
  if (min % 3 === 1) return { minLength: digits }
  const padding = min % 3 === 2 ? '[^=]=?$' : '[^=]$'
  return { anyOf: [{ minLength: digits + 1 }, { minLength: digits, pattern: padding }] }
}

const mostBytes = (max: number): JsonSchema => {
  const digits = 4 * Math.ceil(max / 3)
  if (max % 3 === 0) return { maxLength: digits }
  return { anyOf: [{ maxLength: digits - 4 }, { maxLength: digits, pattern: max % 3 === 2 ? '=$' : '==$' }] }
}

/** Base64 text, its bytes counted by its digits. */
export const blobSchema = (site: Site, schema: Schema): JsonSchema => {
  const { length = {}, mediaType } = schema.traits
  const { min = 0, max } = isHeld(site.policy, 'length') ? length : {}
  const low = fewestBytes(min)
  const high = max === undefined ? {} : mostBytes(max)
  const plain = [low, high].filter(({ anyOf }) => anyOf === undefined)
  const either = [low, high].filter(({ anyOf }) => anyOf !== undefined)
  return keywords({
    type: 'string',
    description:
      min === 0 && max === undefined
        ? undefined
        : `base64 of ${lengthText({ min, ...(max === undefined ? {} : { max }) }, 'byte')}`,
    contentEncoding: 'base64',
    contentMediaType: mediaType,
    pattern: base64,
    ...Object.assign({}, ...plain),
    ...(either.length === 1 ? either[0] : { allOf: either.length === 0 ? undefined : either }),
  })
}

// -------------------------------------------------------------------------------------
// times
// -------------------------------------------------------------------------------------

const leapYear = '(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)'
const clock = '(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d{1,9})?'

/** The days that there are. Source: RFC 3339, section 5.7. */
const calendarDay =
  '(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))' +
  `|${leapYear}-02-29)`

const dateTime: JsonSchema = {
  type: 'string',
  format: 'date-time',
  pattern: `^${calendarDay}[Tt]${clock}(?:[Zz]|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)$`,
}

/** Source: RFC 9110, section 5.6.7 (IMF-fixdate). */
const httpDay =
  '(?:(?:0?[1-9]|[12]\\d|3[01]) (?:Jan|Mar|May|Jul|Aug|Oct|Dec)|(?:0?[1-9]|[12]\\d|30) (?:Apr|Jun|Sep|Nov)' +
  `|(?:0?[1-9]|1\\d|2[0-8]) Feb|29 Feb(?= ${leapYear} )) (?!0000)\\d{4}`

const httpDate: JsonSchema = {
  type: 'string',
  pattern: `^(?:Sun|Mon|Tue|Wed|Thu|Fri|Sat), ${httpDay} ${clock} GMT$`,
}

const noteTime = (site: Site, schema: Schema): void =>
  noteAt(
    site,
    schema,
    'range',
    'a time within the years 0001 to 9999',
    'at their ends an offset, or a fraction that is rounded, may lead out of them',
  )

export const timestampSchema = (site: Site, schema: Schema): JsonSchema => {
  const format = schema.traits.timestampFormat ?? 'epoch-seconds'
  const isText = site.side === 'domain' || format !== 'epoch-seconds'
  if (isText) noteTime(site, schema)
  else noteSeconds(site, schema)
  if (site.side === 'domain') return { anyOf: [dateTime, secondsSchema] }
  if (format === 'epoch-seconds') return secondsSchema
  return format === 'date-time' ? dateTime : httpDate
}
