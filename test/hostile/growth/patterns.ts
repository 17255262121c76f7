/**
 * Patterns of models and the library's own expressions, on texts grown from each.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { anchored, ecmaPattern, readPattern } from '../../../lib/model/index.js'
import { patternCheck } from '../../../lib/schema/constraints.js'
import { isLinear } from '../../../lib/schema/index.js'
import { processorMillis } from '../../time.js'
import type { Pump } from './pumps.js'
import { pumped, pumpsOf } from './pumps.js'
import type { Row } from './Row.js'

// -------------------------------------------------------------------------------------
// subjects
// -------------------------------------------------------------------------------------

export interface Subject {
  readonly name: string
  readonly pattern: string
  /** How it is kept linear. */
  readonly engine: string
  /** Units beyond which no text is run. */
  readonly longest: number
  readonly run: (text: string) => unknown
}

/** Patterns wherever they stand in a model, with the most characters of the same place. */
const patternsIn = (u: unknown): ReadonlyArray<readonly [pattern: string, max: number | undefined]> => {
  if (typeof u !== 'object' || u === null) return []
  const { pattern, max, type, ...rest } = u as Readonly<Record<string, unknown>>
  const smithy = rest['smithy.api#pattern']
  const length = rest['smithy.api#length'] as { readonly max?: unknown } | undefined
  const asMax = (bound: unknown): number | undefined => (typeof bound === 'number' ? bound : undefined)
  return [
    ...(typeof pattern === 'string' && type === 'string' ? [[anchored(pattern), asMax(max)] as const] : []),
    ...(typeof smithy === 'string' ? [[smithy, asMax(length?.max)] as const] : []),
    ...Object.values(u).flatMap(patternsIn),
  ]
}

/** Without a maximum of its own, and not proved linear, no pattern is run on longer text. */
const longestUnproved = 8_192

const ofModel = (pattern: string, max: number | undefined): ReadonlyArray<Subject> => {
  const reading = readPattern(pattern, max)
  if (reading._tag === 'Unenforced') return []
  const { pattern: ecma, matcher } = reading
  const length = max === undefined ? {} : { length: { max } }
  const check = patternCheck(ecma, { ...length, ...(matcher === undefined ? {} : { matcher }) })
  const proved = isLinear(ecmaPattern(pattern) ?? '')
  const bound = 2 * (max ?? Infinity)
  return [
    {
      name: pattern,
      pattern: ecma,
      engine: typeof matcher === 'function' ? 'linearMatch' : proved ? 'proved linear' : 'bounded text',
      longest: proved || matcher !== undefined ? bound : Math.min(bound, longestUnproved),
      run: check,
    },
  ]
}

/** Each distinct pattern of the models of a folder, with each maximum that it has. */
export const modelPatterns = (folder: string): ReadonlyArray<Subject> => {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.json'))
  const all = paths.sort().flatMap((path) => patternsIn(JSON.parse(readFileSync(join(folder, path), 'utf8'))))
  const distinct = new Map(all.map(([pattern, max]) => [`${max} ${pattern}`, [pattern, max] as const] as const))
  return [...distinct.values()].flatMap(([pattern, max]) => ofModel(pattern, max))
}

const lib = resolve(fileURLToPath(import.meta.url), '..', '..', '..', '..', 'lib')

/** What is run on text that something else bounds: its longest, in units. */
const bounded: ReadonlyMap<string, number> = new Map([
  // The digits of a count, which is a safe whole number.
  ['\\B(?=(\\d{3})+$)', 16],
])

const run = (expression: RegExp) => (text: string) => {
  expression.lastIndex = 0
  return expression.global ? text.replace(expression, '') : expression.exec(text)
}

/** Every expression that stands in lib/, but for code that models generate. */
export const ownExpressions = (): ReadonlyArray<Subject> => {
  const paths = readdirSync(lib, { recursive: true, encoding: 'utf8' })
  const found = new Map<string, Subject>()
  for (const path of paths.filter((one) => one.endsWith('.ts') && !one.includes('generated')).sort()) {
    const source = ts.createSourceFile(path, readFileSync(join(lib, path), 'utf8'), ts.ScriptTarget.Latest)
    const visit = (node: ts.Node): void => {
      ts.forEachChild(node, visit)
      if (!ts.isRegularExpressionLiteral(node)) return
      const end = node.text.lastIndexOf('/')
      const [pattern, flags] = [node.text.slice(1, end), node.text.slice(end + 1)]
      const longest = bounded.get(pattern) ?? Infinity
      found.set(node.text, {
        name: `${relative('.', path)}: ${node.text}`,
        pattern,
        engine: longest < Infinity ? 'bounded text' : 'the platform',
        longest,
        run: run(new RegExp(pattern, flags)),
      })
    }
    visit(source)
  }
  return [...found.values()]
}

// -------------------------------------------------------------------------------------
// looking
// -------------------------------------------------------------------------------------

export interface Slowest {
  readonly subject: Subject
  readonly pump: Pump
  readonly units: number
  readonly millis: number
}

/** The pump that takes a subject the most time on text of so many units, or of as many as it is run on. */
export const slowestOf = (subject: Subject, units: number, pumps: number): Slowest | undefined => {
  const longest = Math.min(units, subject.longest)
  let slowest: Slowest | undefined
  for (const pump of pumpsOf(subject.pattern, pumps)) {
    const text = pumped(pump, longest)
    const started = processorMillis()
    subject.run(text)
    const millis = processorMillis() - started
    if (slowest === undefined || millis > slowest.millis) slowest = { subject, pump, units: longest, millis }
  }
  return slowest
}

/** The same as a row: texts of any size from that pump. */
export const rowOf = (reader: string, { subject, pump }: Slowest): Row => ({
  reader,
  input: `\`${subject.name.replaceAll('|', '\\|').slice(0, 80)}\` on \`${JSON.stringify(pump.part).slice(0, 30)}\``,
  make: (units) => pumped(pump, units),
  run: subject.run as Row['run'],
})
