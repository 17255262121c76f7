/**
 * base64, UTF-8 and the three timestamp formats, with vectors from outside.
 */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { readBase64, writeBase64 } from '../../lib/format/base64.js'
import { shortestFloat32 } from '../../lib/format/float32.js'
import {
  readDateTime,
  readEpochSeconds,
  readHttpDate,
  writeDateTime,
  writeEpochSeconds,
  writeHttpDate,
} from '../../lib/format/timestamp.js'
import { illFormedAt, readUtf8, utf8Length, writeUtf8 } from '../../lib/format/utf8.js'
import { assertLaw } from '../laws/assert.js'

describe('base64', () => {
  // Source: RFC 4648, section 10.
  const vectors: ReadonlyArray<readonly [string, string]> = [
    ['', ''],
    ['f', 'Zg=='],
    ['fo', 'Zm8='],
    ['foo', 'Zm9v'],
    ['foob', 'Zm9vYg=='],
    ['fooba', 'Zm9vYmE='],
    ['foobar', 'Zm9vYmFy'],
  ]
  for (const [text, written] of vectors) {
    it(`RFC 4648, "${text}"`, () => {
      assert.equal(writeBase64(new TextEncoder().encode(text)), written)
      assert.deepEqual(readBase64(written), new TextEncoder().encode(text))
    })
  }

  it('is what Node writes, over any bytes', () =>
    assertLaw(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const text = Buffer.from(bytes).toString('base64')
        return writeBase64(bytes) === text && Buffer.compare(readBase64(text) ?? Buffer.from('x'), bytes) === 0
      }),
    ))

  it('law: what is read is what would be written', () => {
    const near = fc.string({ unit: fc.constantFrom('A', 'B', '/', '+', '=', 'g', '-', '_', ' ', 'Q'), maxLength: 8 })
    assertLaw(
      fc.property(near, (text) => {
        const bytes = readBase64(text)
        return bytes === undefined || writeBase64(bytes) === text
      }),
    )
  })

  // Source: RFC 4648, sections 3.2, 3.3 and 3.5: padding, alien characters, the bits that no byte takes.
  for (const text of [
    'Zg',
    'Zg=',
    'Zg===',
    'Z===',
    '====',
    'Zh==',
    'Zm9=',
    'Zm9v\n',
    'Zm 9v',
    'Zm-_',
    'Zg==Zg==',
    'Zm9é',
  ])
    it(`${JSON.stringify(text)} is refused`, () => assert.equal(readBase64(text), undefined))

  it('a megabyte goes both ways', () => {
    const bytes = Uint8Array.from({ length: 1_000_001 }, (_, i) => i * 31)
    const text = writeBase64(bytes)
    assert.equal(text, Buffer.from(bytes).toString('base64'))
    assert.ok(Buffer.from(bytes).equals(readBase64(text) ?? new Uint8Array()))
  })
})

describe('UTF-8', () => {
  it('law: read(write(text)) = right(text), its length told before', () =>
    assertLaw(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const bytes = writeUtf8(text)
        const read = readUtf8(bytes)
        return read._tag === 'Right' && read.right === text && utf8Length(text) === bytes.length
      }),
    ))

  it('a code point takes as many bytes as it has, a lone surrogate three', () => {
    for (const [text, length] of [
      ['', 0],
      ['\u007f', 1],
      ['\u0080', 2],
      ['\u07ff', 2],
      ['\u0800', 3],
      ['\uffff', 3],
      ['\u{10000}', 4],
      ['\ud800x', 4],
      ['\udfff\ud800', 6],
    ] as const) {
      assert.equal(utf8Length(text), length, JSON.stringify(text))
      assert.equal(writeUtf8(text).length, length)
    }
  })

  it('the first ill-formed byte is where Node begins to replace', () =>
    assertLaw(
      fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => {
        const read = readUtf8(bytes)
        if (read._tag === 'Right') return Buffer.from(read.right).equals(bytes)
        const before = bytes.subarray(0, read.left)
        const lossy = Buffer.from(bytes).toString()
        return readUtf8(before)._tag === 'Right' && lossy[Buffer.from(before).toString().length] === '\ufffd'
      }),
    ))

  it('what is well-formed is table 3-7 of Unicode, whole', () => {
    const table = new RegExp(
      `^(?:${[
        '[\\x00-\\x7f]',
        '[\\xc2-\\xdf][\\x80-\\xbf]',
        '\\xe0[\\xa0-\\xbf][\\x80-\\xbf]',
        '[\\xe1-\\xec\\xee\\xef][\\x80-\\xbf]{2}',
        '\\xed[\\x80-\\x9f][\\x80-\\xbf]',
        '\\xf0[\\x90-\\xbf][\\x80-\\xbf]{2}',
        '[\\xf1-\\xf3][\\x80-\\xbf]{3}',
        '\\xf4[\\x80-\\x8f][\\x80-\\xbf]{2}',
      ].join('|')})*`,
    )
    const edges = [0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed, 0xee]
    const all = [...edges, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff]
    const ends = [[], [0x7f], [0x80], [0xbf, 0x41], [0xc0]]
    const check = (...bytes: ReadonlyArray<number>): void => {
      const given = Uint8Array.from(bytes)
      const good = table.exec(String.fromCharCode(...bytes))?.[0].length
      if (illFormedAt(given) !== good) assert.equal(illFormedAt(given), good, bytes.join())
    }
    for (const first of all) {
      check(first)
      check(0x41, first)
      for (const second of all) {
        check(first, second)
        for (const third of all) for (const end of ends) check(first, second, third, ...end)
      }
    }
  })

  it('a byte order mark is text', () =>
    assert.deepEqual(readUtf8(Uint8Array.of(0xef, 0xbb, 0xbf)), { _tag: 'Right', right: '\ufeff' }))
})

describe('numbers of 32 bits', () => {
  // Source: Steele and White, "How to print floating-point numbers accurately": the shortest text that is read as the same number.
  const vectors: ReadonlyArray<readonly [name: string, n: number, text: string]> = [
    ['a tenth and one', 1.1, '1.1'],
    ['the smallest of all', 2 ** -149, '1e-45'],
    ['one below the least normal one', 20 * 2 ** -149, '2.8e-44'],
    ['a power of two whose nearest eight digits are another number', 2 ** -96, '1.2621775e-29'],
    ['and the same below zero', -(2 ** -96), '-1.2621775e-29'],
    ['the greatest', 3.4028234663852886e38, '3.4028235e+38'],
    ['one that needs nine digits', 1.0072704488964494e-28, '1.00727045e-28'],
    ['the least normal one', 2 ** -126, '1.1754944e-38'],
  ]
  for (const [name, n, text] of vectors)
    it(`${name}: ${text}`, () => assert.equal(String(shortestFloat32(Math.fround(n))), text))

  it('law: no number of fewer digits rounds to the same 32 bits', () => {
    const digitsOf = (n: number): number => (n.toExponential().split('e')[0] ?? '').replace(/[-.]/g, '').length
    assertLaw(
      fc.property(
        fc.oneof(
          fc.float(),
          fc.integer({ min: -149, max: 127 }).map((power) => 2 ** power),
        ),
        (n) => {
          const short = shortestFloat32(n)
          assert.ok(Object.is(Math.fround(short), n), `${n}`)
          if (!Number.isFinite(n) || n === 0) return
          const fewer = digitsOf(short) - 1
          assert.ok(fewer < 9)
          if (fewer === 0) return
          const near = Number(n.toPrecision(fewer))
          const step = 10 ** (Math.floor(Math.log10(Math.abs(n))) - fewer + 1)
          for (const one of [near, near - step, near + step])
            if (digitsOf(one) <= fewer) assert.notEqual(Math.fround(one), n, `${one}`)
        },
      ),
    )
  })

  it('what 32 bits do not hold stays, and so do zeros, infinities and NaN', () => {
    for (const n of [1.1, 1e300, 2 ** -150, 0, -0, Infinity, -Infinity, Number.NaN])
      assert.ok(Object.is(shortestFloat32(n), n), `${n}`)
  })
})

const inYears = fc.oneof(
  fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 }),
  fc.constantFrom(-62_135_596_800_000, 253_402_300_799_999, 0, -1),
)

describe('epoch-seconds', () => {
  it('law: every millisecond of the years 0001 to 9999 comes back, the 0.6 % that truncation misses included', () => {
    const missed = { count: 0 }
    assertLaw(
      fc.property(inYears, (millis) => {
        if (Math.trunc(writeEpochSeconds(millis) * 1000) !== millis) missed.count++
        return Object.is(readEpochSeconds(writeEpochSeconds(millis)), millis + 0)
      }),
      { numRuns: 20_000 },
    )
    assert.ok(missed.count > 0, 'the trap was never met')
  })

  // Source: Smithy 2.0, trait timestampFormat, value epoch-seconds: "1515531081.123".
  it('Smithy: 1515531081.123', () => {
    assert.equal(String(writeEpochSeconds(1_515_531_081_123)), '1515531081.123')
    assert.equal(readEpochSeconds(1_515_531_081.123), 1_515_531_081_123)
    assert.ok(Object.is(readEpochSeconds(-0.0001), 0), 'no time is minus zero')
  })
})

describe('date-time', () => {
  const vectors: ReadonlyArray<readonly [string, string, number | undefined, boolean?]> = [
    ['Smithy 2.0, timestampFormat', '1985-04-12T23:20:50.52Z', Date.UTC(1985, 3, 12, 23, 20, 50, 520)],
    ['RFC 3339, section 5.8', '1996-12-19T16:39:57-08:00', Date.UTC(1996, 11, 20, 0, 39, 57), true],
    ['RFC 3339, section 5.8, far offset', '1937-01-01T12:00:27.87+00:20', Date.UTC(1937, 0, 1, 11, 40, 27, 870), true],
    ['RFC 3339, section 5.8, a leap second, which no Date holds', '1990-12-31T23:59:60Z', undefined],
    ['lower case', '1985-04-12t23:20:50z', Date.UTC(1985, 3, 12, 23, 20, 50)],
    ['nanoseconds round', '2000-01-02T20:34:56.123456789Z', Date.UTC(2000, 0, 2, 20, 34, 56, 123)],
    ['half a millisecond rounds up', '2000-01-02T20:34:56.1235Z', Date.UTC(2000, 0, 2, 20, 34, 56, 124)],
    [
      'and so does half of one that no double holds',
      '2000-01-02T20:34:56.5005Z',
      Date.UTC(2000, 0, 2, 20, 34, 56, 501),
    ],
    ['less than half of one rounds down', '2000-01-02T20:34:56.500499999Z', Date.UTC(2000, 0, 2, 20, 34, 56, 500)],
    ['the first year', '0001-01-01T00:00:00Z', -62_135_596_800_000],
    ['the last moment', '9999-12-31T23:59:59.999Z', 253_402_300_799_999],
    ['29 February of a leap year', '2000-02-29T00:00:00Z', Date.UTC(2000, 1, 29)],
    ['29 February of none', '1900-02-29T00:00:00Z', undefined],
    ['month 13', '2000-13-01T00:00:00Z', undefined],
    ['month 0', '2000-00-01T00:00:00Z', undefined],
    ['day 0', '2000-01-00T00:00:00Z', undefined],
    ['day 32', '2000-12-32T00:00:00Z', undefined],
    ['day 31 of a month that has 30', '2000-04-31T00:00:00Z', undefined],
    ['hour 24', '2000-01-01T24:00:00Z', undefined],
    ['minute 60', '2000-01-01T00:60:00Z', undefined],
    ['the last of each', '2000-12-31T23:59:59.999999999Z', Date.UTC(2001, 0, 1)],
    ['offset hour 24', '2000-01-01T00:00:00+24:00', undefined, true],
    ['offset minute 60', '2000-01-01T00:00:00-00:60', undefined, true],
    ['the greatest offset', '2000-01-01T00:00:00+23:59', Date.UTC(1999, 11, 31, 0, 1), true],
    ['minutes of an offset below zero', '2000-01-01T00:00:00-01:30', Date.UTC(2000, 0, 1, 1, 30), true],
    ['no zone', '2000-01-01T00:00:00', undefined],
    ['a blank for T', '2000-01-01 00:00:00Z', undefined],
    ['no seconds', '2000-01-01T00:00Z', undefined],
    ['a point without digits', '2000-01-01T00:00:00.Z', undefined],
    ['five-digit year', '12000-01-01T00:00:00Z', undefined],
    ['something before', 'x2000-01-01T00:00:00Z', undefined],
    ['something behind', '2000-01-01T00:00:00Zx', undefined],
    ['a year of three digits', '200-01-01T00:00:00Z', undefined],
    ['a month of one digit', '2000-1-01T00:00:00Z', undefined],
    ['a day of one digit', '2000-01-1T00:00:00Z', undefined],
    ['an hour of one digit', '2000-01-01T0:00:00Z', undefined],
    ['a minute of one digit', '2000-01-01T00:0:00Z', undefined],
    ['a second of one digit', '2000-01-01T00:00:0Z', undefined],
    ['letters for a month', '2000-ab-01T00:00:00Z', undefined],
    ['nine digits of a fraction', '2000-01-01T00:00:00.120000000Z', Date.UTC(2000, 0, 1, 0, 0, 0, 120)],
    ['ten of them', '2000-01-01T00:00:00.1200000000Z', undefined],
    ['another letter for Z', '2000-01-01T00:00:00X', undefined],
    ['an offset without its colon', '2000-01-01T00:00:00+0100', undefined],
    ['an offset without its minutes', '2000-01-01T00:00:00+01', undefined],
    ['an offset of one digit', '2000-01-01T00:00:00+1:00', undefined],
    ['an offset without a sign', '2000-01-01T00:00:0001:00', undefined],
    ['letters for an offset', '2000-01-01T00:00:00+ab:cd', undefined],
    ['both', '2000-01-01T00:00:00Z+01:00', undefined],
    ['other digits', '٢٠٠٠-01-01T00:00:00Z', undefined],
    ['a line end', '2000-01-01T00:00:00Z\n', undefined],
  ]
  for (const [name, text, millis, offset = false] of vectors) {
    it(`${name}: ${JSON.stringify(text)}`, () => {
      assert.equal(readDateTime(text, true), millis)
      assert.equal(readDateTime(text, false), offset ? undefined : millis)
    })
  }

  it('law: read(write(t)) = t', () =>
    assertLaw(fc.property(inYears, (millis) => Object.is(readDateTime(writeDateTime(millis), false), millis + 0))))

  it('milliseconds are written only where there are any', () => {
    assert.equal(writeDateTime(Date.UTC(2018, 0, 9, 20, 51, 21)), '2018-01-09T20:51:21Z')
    assert.equal(writeDateTime(1_515_531_081_120), '2018-01-09T20:51:21.120Z')
  })
})

describe('http-date', () => {
  const vectors: ReadonlyArray<readonly [string, string, number | undefined]> = [
    ['RFC 9110, section 5.6.7', 'Sun, 06 Nov 1994 08:49:37 GMT', Date.UTC(1994, 10, 6, 8, 49, 37)],
    ['Smithy 2.0, timestampFormat', 'Tue, 29 Apr 2014 18:30:38 GMT', Date.UTC(2014, 3, 29, 18, 30, 38)],
    ['Smithy protocol tests, a fraction', 'Sun, 02 Jan 2000 20:34:56.456 GMT', Date.UTC(2000, 0, 2, 20, 34, 56, 456)],
    ['RFC 9110, obsolete RFC 850', 'Sunday, 06-Nov-94 08:49:37 GMT', undefined],
    ['RFC 9110, obsolete asctime', 'Sun Nov  6 08:49:37 1994', undefined],
    ['another zone', 'Sun, 06 Nov 1994 08:49:37 UTC', undefined],
    ['a day that there is not', 'Thu, 31 Feb 1994 08:49:37 GMT', undefined],
    ['the day of no month', 'Sun, 00 Nov 1994 08:49:37 GMT', undefined],
    ['one digit of a day', 'Sun, 6 Nov 1994 08:49:37 GMT', Date.UTC(1994, 10, 6, 8, 49, 37)],
    ['hour 24', 'Sun, 06 Nov 1994 24:00:00 GMT', undefined],
    ['something before', 'xSun, 06 Nov 1994 08:49:37 GMT', undefined],
    ['something behind', 'Sun, 06 Nov 1994 08:49:37 GMTx', undefined],
    ['another day of the week', 'Xun, 06 Nov 1994 08:49:37 GMT', undefined],
    ['lower case', 'Sun, 06 nov 1994 08:49:37 GMT', undefined],
    ['three digits of a day', 'Sun, 006 Nov 1994 08:49:37 GMT', undefined],
    ['letters for a day', 'Sun, ab Nov 1994 08:49:37 GMT', undefined],
    ['two digits of a year', 'Sun, 06 Nov 94 08:49:37 GMT', undefined],
    ['an hour of one digit', 'Sun, 06 Nov 1994 8:49:37 GMT', undefined],
    ['a minute of one digit', 'Sun, 06 Nov 1994 08:9:37 GMT', undefined],
    ['a second of one digit', 'Sun, 06 Nov 1994 08:49:7 GMT', undefined],
    ['nine digits of a fraction', 'Sun, 06 Nov 1994 08:49:37.120000000 GMT', Date.UTC(1994, 10, 6, 8, 49, 37, 120)],
    ['ten of them', 'Sun, 06 Nov 1994 08:49:37.1200000000 GMT', undefined],
    ['a point without digits', 'Sun, 06 Nov 1994 08:49:37. GMT', undefined],
    ['a month that there is not', 'Sun, 06 Nov 1994 08:49:37 GMT'.replace('Nov', 'Nox'), undefined],
  ]
  for (const [name, text, millis] of vectors) it(`${name}: ${text}`, () => assert.equal(readHttpDate(text), millis))

  it('law: the second that a time lies in comes back', () =>
    assertLaw(
      fc.property(inYears, (millis) =>
        Object.is(readHttpDate(writeHttpDate(millis)), Math.floor(millis / 1000) * 1000 + 0),
      ),
    ))

  it('is what the engine writes', () =>
    assertLaw(
      fc.property(
        fc.integer({ min: -30_610_224_000_000, max: 253_402_300_799_999 }),
        (millis) => writeHttpDate(millis) === new Date(millis).toUTCString(),
      ),
    ))
})
