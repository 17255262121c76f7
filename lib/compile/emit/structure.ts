/**
 * The reading and writing of one structure whose members lie one behind another, as JavaScript source: what is read has a
 * variable for each member, and is then made at once; what is written is asked for each field by its name.
 */

import type { Constant, Emitted } from './source.js'
import { access, isPlainRecordOr, literal } from './source.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** A reader that may be made, or replaced by a better one, when it is first called. */
export interface Entry<S> {
  take: (source: S, depth: number) => unknown
}

export interface StreamSlot<S> {
  readonly field: string
  readonly entry: Entry<S>
  readonly required: boolean
  /** What stands for the absent member, `undefined` where nothing does; or `fail`. */
  readonly absent: (() => unknown) | undefined
  readonly follows: ((value: unknown) => boolean) | undefined
}

export interface StreamHooks<S> {
  /** Takes the number of members; below zero where there is no structure, or one too many. */
  readonly begin: (source: S, depth: number) => number
  /** Takes a name: its place, another number where no member has it, below zero where none comes. */
  readonly name: (source: S, next: number) => number
  /** Takes a null where one comes. */
  readonly isNull: (source: S) => boolean
  /** Takes what no member is; `false` where that is refused. */
  readonly skip: (source: S, depth: number) => boolean
}

/** A writer that may be replaced in the same way; `false` where the walk has to decide. */
export interface WriteEntry {
  write: (host: unknown) => boolean
}

export interface WriteSlot {
  readonly field: string
  /** The member's name as it is written. */
  readonly name: Uint8Array
  readonly entry: WriteEntry
}

export interface WriteHooks {
  /** Leaves room for how many members there are; where that is. */
  readonly begin: () => number
  readonly end: (mark: number, count: number) => void
  readonly raw: (bytes: Uint8Array) => void
}

// -------------------------------------------------------------------------------------
// read
// -------------------------------------------------------------------------------------

/** Gives values from outside names, in order. They are functions, so this code is not printed ahead of time. */
const constantIn =
  (constants: Array<Constant>) =>
  (value: unknown): string =>
    `c${constants.push({ value, text: 'undefined' }) - 1}`

/** Members beyond which a result is put together one by one. */
const mostArguments = 48

const variable = (_: unknown, at: number): string => `v${at}`

/**
 * The object of variables `v0`, `v1` and so on that are there, as an expression, and the function that it calls. A constructor with the prototype of
 * plain objects makes plain objects, and engines know the layout of what it makes.
 */
export const resultOf = (
  slots: ReadonlyArray<{ readonly field: string }>,
  name: string,
): { readonly maker: string; readonly result: string } => {
  const sets = (target: string): string =>
    slots.map(({ field }, at) => `if (v${at} !== undefined) ${target}[${literal(field)}] = v${at};`).join('\n')
  const variables = slots.map(variable).join(', ')
  const isFew = slots.length <= mostArguments
  const body = isFew ? sets('this') : `const o = {};\n${sets('o')}\nreturn o`
  const head = `function ${name}(${variables}) {\n${body}\n}`
  return isFew
    ? { maker: `${head}\n${name}.prototype = OP;`, result: `new ${name}(${variables})` }
    : { maker: head, result: `${name}(${variables})` }
}

/** Domain: no field is `__proto__`, which would set the prototype. */
export const emitStructure = <S>(slots: ReadonlyArray<StreamSlot<S>>, hooks: StreamHooks<S>): Emitted => {
  const constants: Array<Constant> = []
  const constant = constantIn(constants)
  const [begin, name, isNull, skip] = [hooks.begin, hooks.name, hooks.isNull, hooks.skip].map(constant)
  const cases = slots.map(
    ({ entry, follows }, at) => `case ${at}: {
if (v${at} !== undefined) return F;
next = ${at + 1};
if (${isNull}(s)) continue;
v${at} = ${constant(entry)}.take(s, d + 1);
if (v${at} === F${follows === undefined ? '' : ` || !${constant(follows)}(v${at})`}) return F;
continue }`,
  )
  const fills = slots.map(({ required, absent }, at) => {
    if (absent !== undefined) return `if (v${at} === undefined && (v${at} = ${constant(absent)}()) === F) return F;`
    return required ? `if (v${at} === undefined) return F;` : ''
  })
  const { maker, result } = resultOf(slots, 'S')
  const source = [
    maker,
    'return [function take(s, d) {',
    `const n = ${begin}(s, d); if (n < 0) return F;`,
    `let next = 0${slots.map((_, at) => `, v${at}`).join('')};`,
    `for (let i = 0; i < n; i++) switch (${name}(s, next)) {`,
    ...cases,
    'case -1: return F;',
    `default: if (!${skip}(s, d + 1)) return F;`,
    '}',
    ...fills,
    `return ${result}`,
    '}]',
  ].join('\n')
  return { source, constants }
}

// -------------------------------------------------------------------------------------
// write
// -------------------------------------------------------------------------------------

/** Takes plain records alone. */
export const emitStructureWriter = (slots: ReadonlyArray<WriteSlot>, hooks: WriteHooks): Emitted => {
  const constants: Array<Constant> = []
  const constant = constantIn(constants)
  const [begin, end, raw] = [hooks.begin, hooks.end, hooks.raw].map(constant)
  const writes = slots.map(
    ({ field, name, entry }) =>
      `v = ${access('x', field)}; if (v !== undefined) { n++; ${raw}(${constant(name)}); if (!${constant(entry)}.write(v)) return false }`,
  )
  const source = [
    'return [function write(x) {',
    isPlainRecordOr('x', 'return false'),
    `const m = ${begin}(); let n = 0, v;`,
    ...writes,
    `${end}(m, n); return true`,
    '}]',
  ].join('\n')
  return { source, constants }
}
