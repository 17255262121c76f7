/**
 * The three timestamp formats, each with its way back, in milliseconds since 1970-01-01T00:00:00Z.
 *
 * Source: Smithy 2.0, trait `timestampFormat`; RFC 3339, section 5.6; RFC 9110, section 5.6.7 (IMF-fixdate).
 */

// -------------------------------------------------------------------------------------
// epoch-seconds
// -------------------------------------------------------------------------------------

/** Seconds as a number; the fraction keeps milliseconds. Dividing is exact to the millisecond within the years 0001–9999. */
export const writeEpochSeconds = (epochMillis: number): number => epochMillis / 1000

/** Rounded to the nearest millisecond: truncation misses 0.6 % of times. */
export const readEpochSeconds = (seconds: number): number => Math.round(seconds * 1000) + 0

// -------------------------------------------------------------------------------------
// date-time
// -------------------------------------------------------------------------------------

/** `2018-01-09T20:51:21Z`, with milliseconds only where there are any. Domain: the years 0001–9999. */
export const writeDateTime = (epochMillis: number): string => {
  const date = new Date(epochMillis)
  return Number.isNaN(date.getTime()) ? String(epochMillis) : date.toISOString().replace('.000Z', 'Z')
}

const dateTime = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:[Zz]|([+-])(\d\d):(\d\d))$/

/**
 * RFC 3339; digits below a millisecond round. `undefined` where the text is none, or names a day or time that there is
 * not. An offset is taken only where `offsets` says so: clients read them, servers refuse them.
 */
export const readDateTime = (text: string, offsets: boolean): number | undefined => {
  const parts = dateTime.exec(text)
  if (parts === null) return undefined
  const [, year, month, day, hour, minute, second, fraction = '', sign, offsetHour = '', offsetMinute = ''] = parts
  if (sign !== undefined && (!offsets || Number(offsetHour) > 23 || Number(offsetMinute) > 59)) return undefined
  const whole = utc(Number(year), Number(month), Number(day), Number(hour), Number(minute), Number(second))
  if (whole === undefined) return undefined
  const offset = (Number(offsetHour) * 60 + Number(offsetMinute)) * 60_000
  return whole + fractionMillis(fraction) - (sign === '-' ? -offset : offset)
}

/** Rounded from whole nanoseconds, halves up: 0.5005 times 1000 is less than 500.5. */
const fractionMillis = (fraction: string): number => Math.round(Number(fraction.padEnd(9, '0')) / 1_000_000)

/** Milliseconds of a calendar time in UTC, `undefined` where there is no such time. */
const utc = (
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): number | undefined => {
  if (hour > 23 || minute > 59 || second > 59) return undefined
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  // A day or month that there is not lies in another month.
  return date.getUTCMonth() === month - 1 ? date.setUTCHours(hour, minute, second) : undefined
}

// -------------------------------------------------------------------------------------
// http-date
// -------------------------------------------------------------------------------------

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

const two = (n: number): string => String(n).padStart(2, '0')

/** `Tue, 29 Apr 2014 18:30:38 GMT`; milliseconds are lost, the second they lie in is kept. */
export const writeHttpDate = (epochMillis: number): string => {
  const date = new Date(epochMillis)
  if (Number.isNaN(date.getTime())) return String(epochMillis)
  const day = `${days[date.getUTCDay()]}, ${two(date.getUTCDate())} ${months[date.getUTCMonth()]}`
  const time = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`
  return `${day} ${String(date.getUTCFullYear()).padStart(4, '0')} ${time} GMT`
}

const httpDate =
  /^(?:Sun|Mon|Tue|Wed|Thu|Fri|Sat), (\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))? GMT$/

/** IMF-fixdate, with a fraction where there is one. The day of the week is not held against the date. */
export const readHttpDate = (text: string): number | undefined => {
  const parts = httpDate.exec(text)
  if (parts === null) return undefined
  const [, day, name, year, hour, minute, second, fraction = ''] = parts
  // Month 0, of which there is none, where no month has that name.
  const month = months.indexOf(String(name)) + 1
  const whole = utc(Number(year), month, Number(day), Number(hour), Number(minute), Number(second))
  return whole === undefined ? undefined : whole + fractionMillis(fraction)
}
