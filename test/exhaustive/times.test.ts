/**
 * Every day of the years 0001 to 9999 in every timestamp format, counted here by the rule of leap years and held against Date too;
 * every second of a day, every millisecond of a second, every offset, and every number of two digits in each place of a time.
 */
import assert from 'node:assert/strict'
import {
  readDateTime,
  readEpochSeconds,
  readHttpDate,
  writeDateTime,
  writeEpochSeconds,
  writeHttpDate,
} from '../../lib/format/timestamp.js'
import { cborBytes, jsonBytes, jsonText, xmlText } from '../../lib/index.js'
import type { TimestampFormat } from '../../lib/schema/index.js'
import * as S from '../../lib/shape/index.js'
import { isWhole, range, tell } from './finite.js'

// -------------------------------------------------------------------------------------
// the calendar
// -------------------------------------------------------------------------------------

interface Day {
  readonly year: number
  readonly month: number
  readonly day: number
  /** Monday is 1, Sunday 0. */
  readonly weekday: number
  readonly epochMillis: number
}

const perDay = 86_400_000

/** Milliseconds of 0001-01-01, a Monday. Source: 719,162 days before 1970-01-01, counted by the rule below. */
const first = -719_162 * perDay

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0

const daysOf = (year: number, month: number): number =>
  month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31

function* calendar(from: number, to: number): Generator<Day> {
  let count = 0
  for (let year = 1; year <= to; year++)
    for (let month = 1; month <= 12; month++)
      for (let day = 1; day <= daysOf(year, month); day++, count++)
        if (year >= from) yield { year, month, day, weekday: (count + 1) % 7, epochMillis: first + count * perDay }
}

/** The calendar repeats itself after 400 years, of 146,097 days: that many, and both ends, are each case that there is. */
const days: ReadonlyArray<Day> = isWhole
  ? [...calendar(1, 9999)]
  : [...calendar(1, 4), ...calendar(1800, 2199), ...calendar(9996, 9999)]

/** Those that go through whole codecs: every day of a hundred years at least, and both ends. */
const throughCodecs = isWhole ? days : days.filter(({ year }) => year < 1900 || year > 2199)

const digits = (n: number, count: number): string => String(n).padStart(count, '0')

const dateOf = ({ year, month, day }: Day): string => `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}`

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

const fixdate = (day: Day, time: string): string =>
  `${weekdays[day.weekday]}, ${digits(day.day, 2)} ${months[day.month - 1]} ${digits(day.year, 4)} ${time} GMT`

const is = (got: unknown, wanted: unknown, what: string): void => {
  if (!Object.is(got, wanted)) assert.fail(`${what}: ${String(got)}, not ${String(wanted)}`)
}

/** A time of day that differs from day to day, with every second and millisecond among them. */
const timeOf = (index: number): number => (index * 1009) % perDay

const clock = (millis: number): string => {
  const seconds = Math.floor(millis / 1000)
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map((n) => digits(n, 2)).join(':')
}

// -------------------------------------------------------------------------------------
// formats
// -------------------------------------------------------------------------------------

describe('exhaustive: days', () => {
  it('the days are all there, and Date counts them so', () => {
    for (const day of days) is(Date.parse(`${dateOf(day)}T00:00:00.000Z`), day.epochMillis, dateOf(day))
    is(days[0]?.epochMillis, -62_135_596_800_000, 'first')
    is(days[days.length - 1]?.epochMillis, 253_402_300_800_000 - perDay, 'last')
    is(days.length, isWhole ? 3_652_059 : 3 * 365 + 366 + 146_097 + 3 * 365 + 366, 'days')
    tell('days', days.length)
  })

  it('date-time: each is written and read, its midnight and a time', () => {
    for (const [i, day] of days.entries()) {
      const midnight = `${dateOf(day)}T00:00:00Z`
      is(writeDateTime(day.epochMillis), midnight, midnight)
      is(readDateTime(midnight, false), day.epochMillis, midnight)
      const millis = timeOf(i)
      const fraction = millis % 1000 === 0 ? '' : `.${digits(millis % 1000, 3)}`
      const text = `${dateOf(day)}T${clock(millis)}${fraction}Z`
      is(writeDateTime(day.epochMillis + millis), text, text)
      is(readDateTime(text, true), day.epochMillis + millis, text)
    }
  })

  it('http-date: each is written and read, its midnight and a time', () => {
    for (const [i, day] of days.entries()) {
      const millis = timeOf(i)
      const text = fixdate(day, clock(millis))
      is(writeHttpDate(day.epochMillis + millis), text, text)
      is(readHttpDate(text), day.epochMillis + millis - (millis % 1000), text)
    }
  })

  it('epoch-seconds: each comes back, as a number and through its text', () => {
    for (const [i, { epochMillis }] of days.entries()) {
      for (const millis of [epochMillis, epochMillis + timeOf(i)]) {
        const seconds = writeEpochSeconds(millis)
        is(readEpochSeconds(seconds), millis, String(millis))
        is(readEpochSeconds(Number(String(seconds))), millis, String(seconds))
      }
    }
  })

  const formats: ReadonlyArray<TimestampFormat> = ['date-time', 'epoch-seconds', 'http-date']
  for (const timestampFormat of formats) {
    it(`${timestampFormat}: each comes back from JSON, XML and CBOR`, () => {
      const times = S.list('test.finite#Times', () => S.timestamp('test.finite#Time', { timestampFormat }))
      const dates = throughCodecs.map(
        ({ epochMillis }, i) =>
          new Date(epochMillis + timeOf(i) - (timestampFormat === 'http-date' ? timeOf(i) % 1000 : 0)),
      )
      const size = 2 ** 14
      for (let from = 0; from < dates.length; from += size) {
        const some = dates.slice(from, from + size)
        for (const codec of [jsonText(times), jsonBytes(times), xmlText(times), cborBytes(times)]) {
          // The codecs differ in what lies between, which nothing here looks at.
          const { encode, decode } = codec as { encode: (a: typeof some) => unknown; decode: typeof times.decode }
          const read = decode(encode(some))
          if (read._tag === 'Left') throw assert.fail(`${codec.name}: ${read.left[0]?.message}`)
          is(read.right.length, some.length, codec.name)
          for (const [i, date] of read.right.entries()) is(date.getTime(), some[i]?.getTime(), codec.name)
        }
      }
    })
  }

  it('days that there are not are refused: every day 00 to 99 of every month 00 to 99 of years of each length', () => {
    const places = [1, 4, 100, 400, 1900, 1999, 2000, 2023, 2024, 2100, 9999]
    let taken = 0
    for (const year of places)
      for (const month of range(0, 99))
        for (const day of range(0, 99)) {
          const there = month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month)
          const date = `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}`
          const read = readDateTime(`${date}T12:00:00Z`, false)
          is(read !== undefined, there, date)
          if (there) is(read, Date.parse(`${date}T12:00:00.000Z`), date)
          if (month >= 1 && month <= 12) {
            const text = `Mon, ${digits(day, 2)} ${months[month - 1]} ${digits(year, 4)} 12:00:00 GMT`
            is(readHttpDate(text), read, text)
          }
          taken += there ? 1 : 0
        }
    tell('days of years of each length', taken)
  })
})

describe('exhaustive: times', () => {
  const day = Date.parse('1990-12-31T00:00:00.000Z')

  it('every hour, minute and second from 00 to 99: 60 is no second of any minute, 24 no hour', () => {
    let tried = 0
    for (const hour of range(0, 99))
      for (const minute of range(0, 99))
        for (const second of hour < 24 && minute < 60 ? range(0, 99) : [0, 59]) {
          tried++
          const there = hour < 24 && minute < 60 && second < 60
          const time = `${digits(hour, 2)}:${digits(minute, 2)}:${digits(second, 2)}`
          const wanted = there ? day + ((hour * 60 + minute) * 60 + second) * 1000 : undefined
          is(readDateTime(`1990-12-31T${time}Z`, false), wanted, time)
          is(readHttpDate(`Mon, 31 Dec 1990 ${time} GMT`), wanted, time)
        }
    tell('times', tried)
  })

  it('every fraction of up to four digits, rounded to the nearest millisecond, halves up', () => {
    let tried = 0
    for (const count of range(1, 4))
      for (const n of range(0, 10 ** count - 1)) {
        tried++
        const fraction = digits(n, count)
        const tenths = Number(fraction.padEnd(4, '0'))
        const millis = Math.floor(tenths / 10) + (tenths % 10 >= 5 ? 1 : 0)
        is(readDateTime(`1990-12-31T00:00:00.${fraction}Z`, false), day + millis, fraction)
        is(readHttpDate(`Mon, 31 Dec 1990 00:00:00.${fraction} GMT`), day + millis, fraction)
      }
    tell('fractions', tried)
  })

  it('every millisecond of a second is written with three digits, but for none', () => {
    for (const millis of range(0, 999)) {
      const text = `1990-12-31T00:00:00${millis === 0 ? '' : `.${digits(millis, 3)}`}Z`
      is(writeDateTime(day + millis), text, text)
      is(String(writeEpochSeconds(day + millis)), String(Number(`${day / 1000}.${digits(millis, 3)}`)), text)
    }
  })

  it('every offset from −99:99 to +99:99: clients take those up to 23:59, servers none', () => {
    let taken = 0
    for (const sign of [-1, 1])
      for (const hour of range(0, 99))
        for (const minute of range(0, 99)) {
          const there = hour < 24 && minute < 60
          const offset = `${sign < 0 ? '-' : '+'}${digits(hour, 2)}:${digits(minute, 2)}`
          const text = `1990-12-31T12:34:56${offset}`
          is(readDateTime(text, false), undefined, text)
          const read = readDateTime(text, true)
          is(read, there ? day + 45_296_000 - sign * (hour * 60 + minute) * 60_000 : undefined, text)
          if (there) is(read, Date.parse(text), text)
          taken += there ? 1 : 0
        }
    tell('offsets', taken)
  })

  it('an offset may not lead out of the years 0001 to 9999: each half hour at both ends', () => {
    const Time = S.timestamp('test.finite#Time', { timestampFormat: 'date-time' })
    const codec = jsonText(Time)
    let refused = 0
    for (const sign of [-1, 1])
      for (const half of range(0, 47)) {
        const offset = `${sign < 0 ? '-' : '+'}${digits(Math.floor(half / 2), 2)}:${half % 2 === 0 ? '00' : '30'}`
        for (const [text, out] of [
          [`0001-01-01T00:00:00${offset}`, sign > 0 && half > 0],
          [`9999-12-31T23:59:59${offset}`, sign < 0 && half > 0],
        ] as const) {
          is(codec.decode(`"${text}"`)._tag, out ? 'Left' : 'Right', text)
          refused += out ? 1 : 0
        }
      }
    is(refused, 94, 'refused')
  })
})
