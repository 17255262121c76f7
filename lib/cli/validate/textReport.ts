/**
 * The report for people.
 */

import type { Issue } from '../../value/Issue.js'
import { issueText } from '../../value/Issue.js'
import { fold } from '../fold.js'
import type { Output } from '../Terminal.js'
import { paint, visible } from '../Terminal.js'
import { table } from '../table.js'
import type { Report, ReportOptions } from './Report.js'
import type { Group, Located, Summary } from './Summary.js'

/** Where a payload stands: `orders.ndjson:12`, and its number where that is not its line. */
export const placeText = ({ source, line, number, byteOffset }: Omit<Located, '_tag' | 'issues'>): string => {
  const name = visible(source)
  return line === undefined ? `${name}: payload ${number} at byte ${byteOffset}` : `${name}:${line}`
}

const counted = (count: number, unit: string): string =>
  `${count.toLocaleString('en')} ${unit}${count === 1 ? '' : 's'}`

const sizes = ['B', 'kB', 'MB', 'GB', 'TB']

/** Bytes in the units of 1,000. */
export const sizeText = (bytes: number): string => {
  const at = Math.min(sizes.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3))
  const n = bytes / 1000 ** at
  return `${at === 0 ? n : n.toFixed(n < 10 ? 1 : 0)} ${sizes[at]}`
}

/** The most issues of one payload that are told. */
const mostIssues = 20

const issueLines = (issues: ReadonlyArray<Issue>): ReadonlyArray<string> => [
  ...issues.slice(0, mostIssues).map((issue) => `  ${visible(issueText(issue))}`),
  ...(issues.length > mostIssues ? [`  … and ${issues.length - mostIssues} more`] : []),
]

const shortShape = (shape: string): string => shape.slice(shape.indexOf('#') + 1)

const groupRow = ({ count, code, path, shape, example }: Group): ReadonlyArray<string> => [
  count.toLocaleString('en'),
  code,
  placeText(example),
  visible(shortShape(shape)),
  visible(path),
]

/** Groups that are told; the JSON has all. */
const mostGroups = 20

const why: Readonly<Record<NonNullable<Summary['stopped']>, string>> = {
  errors: 'stopped at the most rejected payloads that were asked for; what lies behind was not looked at',
  interrupted: 'interrupted; what lies behind was not looked at',
  unreadable: 'not all could be read',
}

const accountText = (output: Output, summary: Summary): string => {
  const { payloads, accepted, rejected, advised, blank, bytes, seconds } = summary
  const parts = [
    `${paint(output, accepted > 0 ? 'green' : 'dim', `${accepted.toLocaleString('en')} accepted`)}${advised > 0 ? ` (${advised.toLocaleString('en')} with advice)` : ''}`,
    paint(output, rejected > 0 ? 'red' : 'dim', `${rejected.toLocaleString('en')} rejected`),
    ...(blank > 0 ? [counted(blank, 'blank line')] : []),
  ]
  const rate = seconds > 0 ? `, ${sizeText(bytes / seconds)}/s` : ''
  return `${paint(output, 'bold', counted(payloads, 'payload'))}: ${parts.join(', ')} ${paint(output, 'dim', `(${sizeText(bytes)} in ${seconds.toFixed(1)} s${rate})`)}`
}

export const textReport = ({ output, show }: ReportOptions): Report => {
  let told = 0
  return {
    one: (located) => {
      told++
      if (told > show) return ''
      const label = located._tag === 'Rejected' ? paint(output, 'red', 'rejected') : paint(output, 'yellow', 'advice')
      return `${fold([`${placeText(located)}: ${label}`, ...issueLines(located.issues)].join('\n'), output.columns)}\n`
    },
    end: (summary) => {
      const { groups, ungrouped, sources, stopped } = summary
      const more = told - show
      const rest = groups.length - mostGroups
      const heads = ['count', 'code', 'first at', 'shape', 'path']
      const lines = [
        ...(more > 0
          ? [`… and ${counted(more, 'more payload')} (--show says how many are told, --rejects FILE keeps all)`]
          : []),
        ...sources.flatMap(({ name, notes }) => notes.map((note) => `${visible(name)}: ${note}`)),
        ...(stopped === undefined ? [] : [paint(output, 'yellow', why[stopped])]),
      ]
      const grouped = groups.length === 0 ? '' : `\n${table(output, heads, groups.slice(0, mostGroups).map(groupRow))}`
      const beyond =
        rest > 0 || ungrouped > 0
          ? `  … and ${counted(Math.max(0, rest), 'more kind')} of issue (--json has them)\n`
          : ''
      const text = `${lines.map((line) => `${line}\n`).join('')}${grouped}${beyond}${groups.length === 0 ? '' : '\n'}${accountText(output, summary)}\n`
      return fold(text, output.columns)
    },
  }
}
