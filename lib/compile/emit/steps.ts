/**
 * Steps over JSON in UTF-8 as JavaScript source. The bytes are `b`, a view of them `v`, the place `i`; where something else stands
 * there, the function ends with -1.
 */

import { writeUtf8 } from '../../format/utf8.js'

// -------------------------------------------------------------------------------------
// text
// -------------------------------------------------------------------------------------

/** What JSON escapes; nothing else that has to be. */
const escaped = /["\\\u0000-\u001f\ud800-\udfff]/

/**
 * The text in its quotes; `undefined` where JSON has several ways to write it that are all usual, or where it has a half of a
 * surrogate pair.
 */
export const textBytes = (text: string): Uint8Array | undefined =>
  escaped.test(text) ? undefined : writeUtf8(`"${text}"`)

/** A condition that holds where those bytes stand at `i`. Four at a time, which `v` has room for. */
export const bytesTest = (bytes: Uint8Array): string => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const tests = [`i + ${bytes.length} <= v.byteLength`]
  let at = 0
  for (; at + 4 <= bytes.length; at += 4) tests.push(`v.getInt32(i + ${at}, true) === ${view.getInt32(at, true)}`)
  for (; at < bytes.length; at++) tests.push(`b[i + ${at}] === ${bytes[at]}`)
  return tests.join(' && ')
}

/** Names whose bytes are as many and begin and end alike are compared whole. */
const keyOf = (bytes: Uint8Array, start: number, end: number): number =>
  (end - start) * 65_536 + (bytes[start] ?? 0) * 256 + (bytes[end - 1] ?? 0)

/** Finds the place of a name that stands between two places, -1 where it is none of them. */
export const nameFinder = (
  names: ReadonlyArray<string>,
): ((bytes: Uint8Array, start: number, end: number) => number) => {
  const known = names.map((name) => writeUtf8(name))
  const byKey = new Map<number, Array<number>>()
  known.forEach((name, place) => {
    const key = keyOf(name, 0, name.length)
    byKey.set(key, [...(byKey.get(key) ?? []), place])
  })
  const isSame = (name: Uint8Array, bytes: Uint8Array, start: number): boolean => {
    for (let i = 0; i < name.length; i++) if (name[i] !== bytes[start + i]) return false
    return true
  }
  return (bytes, start, end) => {
    const places = byKey.get(start === end ? 0 : keyOf(bytes, start, end))
    if (places !== undefined)
      for (const place of places) if (isSame(known[place] as Uint8Array, bytes, start)) return place
    return -1
  }
}

// -------------------------------------------------------------------------------------
// steps
// -------------------------------------------------------------------------------------

export const blank = 'if (b[i] <= 32) i = blank(b, i);'

export const colon: string = `if (b[i] !== 58) { i = blank(b, i); if (b[i] !== 58) return -1; } i++; ${blank}`

export const step = (call: string): string => `i = ${call}; if (i < 0) return -1;`

export const nothing: string = step('nothing(b, i)')

/** The items between two brackets, each by those statements. */
export const between = (open: number, close: number, item: string): string =>
  [
    `if (b[i] !== ${open}) return -1; i++; ${blank}`,
    `if (b[i] === ${close}) i++; else for (;;) {`,
    item,
    blank,
    `if (b[i] === 44) { i++; ${blank} continue }`,
    `if (b[i] !== ${close}) return -1;`,
    'i++; break }',
  ].join('\n')

// -------------------------------------------------------------------------------------
// names
// -------------------------------------------------------------------------------------

/** Names that one number tells of. */
const bits = 30

/** Where the source keeps whether a name was met. */
export const bitOf = (at: number): readonly [variable: string, bit: number] => [
  `h${Math.floor(at / bits)}`,
  1 << (at % bits),
]

/**
 * An object with each name at most once, looked for in their order from the last one found: the names of most payloads stand in the
 * order of the model.
 *
 * @param find the name of a `nameFinder`
 * @param valueOf statements that step over the value of the name at a place
 * @param unknown statements that step over any other name's
 */
export const named = (
  names: ReadonlyArray<string>,
  find: string,
  valueOf: (at: number) => string,
  unknown: string,
): string => {
  const cases = names.map((name, at) => {
    const bytes = textBytes(name)
    if (bytes === undefined) return `case ${at}:`
    const [variable, bit] = bitOf(at)
    return [
      `case ${at}: if (${bytesTest(bytes)}) {`,
      `i += ${bytes.length}; if ((${variable} & ${bit}) !== 0) return -1; ${variable} |= ${bit};`,
      colon,
      valueOf(at),
      `next = ${at + 1}; break }`,
    ].join('\n')
  })
  const met = Array.from({ length: Math.ceil(names.length / bits) }, (_, word) => `, h${word} = 0`).join('')
  const item = [
    'switch (next) {',
    ...cases,
    `default: { const a = i; ${step('string(b, v, i)')} if (s.surplus !== 0) return -1;`,
    `const at = ${find}(b, a + 1, i - 1); if (at >= 0) { next = at; i = a; continue }`,
    unknown,
    '} }',
  ].join('\n')
  return `let next = 0${met};\n${between(123, 125, item)}`
}
