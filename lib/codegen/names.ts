/**
 * TypeScript names of shapes: the model's own wherever TypeScript has room for them.
 */

import type { Schema } from '../schema/Schema.js'
import { nameOf } from '../schema/Schema.js'

/** Names that a declaration may not have, and those that generated code itself uses. */
const reserved: ReadonlySet<string> = /*#__PURE__*/ new Set([
  'break',
  'case',
  'catch',
  'class',
  'const',
  'continue',
  'debugger',
  'default',
  'delete',
  'do',
  'else',
  'enum',
  'export',
  'extends',
  'false',
  'finally',
  'for',
  'function',
  'if',
  'import',
  'in',
  'instanceof',
  'new',
  'null',
  'return',
  'super',
  'switch',
  'this',
  'throw',
  'true',
  'try',
  'typeof',
  'var',
  'void',
  'while',
  'with',
  'implements',
  'interface',
  'let',
  'package',
  'private',
  'protected',
  'public',
  'static',
  'yield',
  'await',
  'arguments',
  'eval',
  'undefined',
  'NaN',
  'Infinity',
  'any',
  'unknown',
  'never',
  'object',
  'string',
  'number',
  'boolean',
  'bigint',
  'symbol',
  'type',
  'declare',
  'namespace',
  'module',
  'abstract',
  'as',
  'asserts',
  'async',
  'constructor',
  'get',
  'set',
  'is',
  'keyof',
  'readonly',
  'require',
  'from',
  'of',
  'infer',
  'unique',
  'global',
  'override',
  'out',
  'satisfies',
  'using',
  'accessor',
  'intrinsic',
  'globalThis',
  'S',
  'V',
  't',
  'Shapes',
  'Op',
  'Date',
  'Uint8Array',
  'Readonly',
  'Record',
  'ReadonlyArray',
  'Object',
  'Array',
  'Promise',
  '__proto__',
  'prototype',
  'exports',
  'service',
  'info',
])

const identifier = /^[A-Za-z_$][\w$]*$/

/** Letters, digits, `_` and `$`, no digit first: what may stand in an identifier and in the name of a file. */
export const sanitised = (name: string): string => {
  const safe = name.replace(/[^\w$]/g, '_') || '_'
  return /^\d/.test(safe) ? `_${safe}` : safe
}

/** Whether a text is written as it is where a property name is due. */
export const isIdentifier = (text: string): boolean => identifier.test(text)

/** The suffixes of the types that stand beside a shape's own. */
const suffixes = ['', '_Input', '_Value', 'Brand']

/** The first free name: the one wanted, or with underscores behind it. `beside` are suffixes of what it brings along. */
const freeName = (wanted: string, taken: Set<string>, beside: ReadonlyArray<string>): string => {
  let name = sanitised(wanted)
  while (reserved.has(name) || beside.some((suffix) => taken.has(`${name}${suffix}`))) name = `${name}_`
  for (const suffix of beside) taken.add(`${name}${suffix}`)
  return name
}

/**
 * Names for the operations of a service, by the same rule as for shapes, in their order, each with
 * room for the type of its errors.
 */
export const operationNames = (operations: ReadonlyArray<string>): ReadonlyArray<string> => {
  const taken = new Set<string>()
  return operations.map((name) => freeName(name, taken, ['', '_Error']))
}

/** The name of a service's constant. */
export const serviceName = (wanted: string, others: ReadonlyArray<string>): string => {
  const taken = new Set(others)
  const name = wanted.replace(/\W/g, '') || 'Service'
  return freeName(taken.has(name) || reserved.has(name) ? `${name}Service` : name, taken, [''])
}

/**
 * A name for each schema by id: the shape's, with underscores behind it where it is reserved or where it or one of the
 * types beside it is taken. In the order of the schemas, so that the same model gives the same names.
 */
export const shapeNames = (
  schemas: ReadonlyArray<Schema>,
  others: ReadonlyArray<string> = [],
): ReadonlyMap<string, string> => {
  const taken = new Set(others)
  const names = new Map<string, string>()
  for (const { id } of schemas) {
    if (names.has(id)) continue
    names.set(id, freeName(nameOf(id), taken, suffixes))
  }
  return names
}
