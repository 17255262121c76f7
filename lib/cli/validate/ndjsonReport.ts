/**
 * The report for programs: a line of JSON for each payload that there is something to say of, and the summary as the last.
 */

import type { Report, ReportOptions } from './Report.js'
import type { Located, Summary } from './Summary.js'

/** What a line says of a payload; the lines of `--rejects` say the same. */
export const locatedRecord = ({ _tag, ...rest }: Located): object => ({
  verdict: _tag === 'Rejected' ? 'rejected' : 'advised',
  ...rest,
})

/** The summary as JSON. */
export const summaryRecord = ({ stopped, ...rest }: Summary): object => ({ ...rest, ...(stopped && { stopped }) })

export const ndjsonReport = ({ show }: ReportOptions): Report => {
  let told = 0
  return {
    one: (located) => (++told > show ? '' : `${JSON.stringify(locatedRecord(located))}\n`),
    end: (summary) => `${JSON.stringify({ verdict: 'summary', ...summaryRecord(summary) })}\n`,
  }
}
