/**
 * The report as workflow commands, which GitHub shows as annotations of files.
 *
 * Source: GitHub Docs, "Workflow commands for GitHub Actions", setting a notice, warning or error message.
 */

import type { Issue } from '../../value/Issue.js'
import { issueText } from '../../value/Issue.js'
import type { Report, ReportOptions } from './Report.js'
import type { Located, Summary } from './Summary.js'
import { placeText } from './textReport.js'

const data = (text: string): string => text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A')

const property = (text: string): string => data(text).replace(/:/g, '%3A').replace(/,/g, '%2C')

const annotation = (located: Located, issue: Issue): string => {
  const { _tag, source, line } = located
  const command = _tag === 'Rejected' ? 'error' : 'warning'
  const properties = [
    `file=${property(source)}`,
    ...(line === undefined ? [] : [`line=${line}`]),
    `title=${property(issue.code)}`,
  ]
  const where = line === undefined ? `${placeText(located)}: ` : ''
  return `::${command} ${properties.join(',')}::${data(`${where}${issueText(issue)}`)}\n`
}

const endText = ({ accepted, rejected, blank }: Summary): string =>
  `::notice title=wireshape validate::${accepted} accepted, ${rejected} rejected, ${blank} blank\n`

export const githubReport = ({ show }: ReportOptions): Report => {
  let told = 0
  return {
    one: (located) => (++told > show ? '' : located.issues.map((issue) => annotation(located, issue)).join('')),
    end: endText,
  }
}
