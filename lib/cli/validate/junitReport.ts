/**
 * The report as JUnit's XML: a suite for each source, a case for each rejected payload, and one for all accepted.
 *
 * Source: the schema of Jenkins' xUnit plugin, junit-10.xsd.
 */

import { issueText } from '../../value/Issue.js'
import type { Report, ReportOptions } from './Report.js'
import type { Located, SourceSummary, Summary } from './Summary.js'
import { placeText } from './textReport.js'

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\r': '&#13;',
  '\t': '&#9;',
}

/** Characters that XML 1.0 cannot hold become U+FFFD. */
const escaped = (text: string): string =>
  text
    .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd')
    .replace(/[&<>"\n\r\t]/g, (c) => entities[c] as string)

const failureOf = (located: Located): string => {
  const { issues } = located
  const codes = [...new Set(issues.map(({ code }) => code))].join(' ')
  const message = issues[0] === undefined ? '' : issueText(issues[0])
  const text = issues.map(issueText).join('\n')
  return `<failure type="${escaped(codes)}" message="${escaped(message)}">${escaped(text)}</failure>`
}

const caseOf = (located: Located): string => {
  const { source, issues } = located
  const start = `    <testcase classname="${escaped(source)}" name="${escaped(placeText(located))}"`
  if (located._tag === 'Rejected') return `${start}>${failureOf(located)}</testcase>`
  return `${start}><system-out>${escaped(issues.map(issueText).join('\n'))}</system-out></testcase>`
}

const suiteOf = (summary: SourceSummary, found: ReadonlyArray<Located>): string => {
  const { name, payloads, accepted, rejected } = summary
  const cases = found.filter(({ source }) => source === name)
  const hidden = rejected - cases.filter(({ _tag }) => _tag === 'Rejected').length
  return [
    `  <testsuite name="${escaped(name)}" tests="${payloads}" failures="${rejected}" errors="0" skipped="0">`,
    ...cases.map(caseOf),
    ...(accepted > 0 ? [`    <testcase classname="${escaped(name)}" name="${accepted} accepted"/>`] : []),
    ...(hidden > 0
      ? [
          `    <testcase classname="${escaped(name)}" name="more"><failure type="more" message="${hidden} more rejected"/></testcase>`,
        ]
      : []),
    '  </testsuite>',
  ].join('\n')
}

export const junitReport = ({ show }: ReportOptions): Report => {
  const found: Array<Located> = []
  return {
    one: (located) => {
      if (found.length < show) found.push(located)
      return ''
    },
    end: ({ operation, payloads, rejected, seconds, sources }: Summary) =>
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        `<testsuites name="${escaped(`wireshape validate ${operation}`)}" tests="${payloads}" failures="${rejected}" errors="0" time="${seconds.toFixed(3)}">`,
        ...sources.map((source) => suiteOf(source, found)),
        '</testsuites>',
        '',
      ].join('\n'),
  }
}
