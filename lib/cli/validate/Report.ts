/**
 * How what was found is told: a report for each form, text as it comes and text at the end.
 */

import type { Output } from '../Terminal.js'
import { githubReport } from './githubReport.js'
import { junitReport } from './junitReport.js'
import { ndjsonReport } from './ndjsonReport.js'
import type { Located, Summary } from './Summary.js'
import { sarifReport } from './sarifReport.js'
import type { ReportName } from './settings.js'
import { textReport } from './textReport.js'

export interface Report {
  /** Of one payload, to be written before the next is looked at. */
  readonly one: (located: Located) => string
  readonly end: (summary: Summary, version: string) => string
}

export interface ReportOptions {
  readonly output: Output
  /** How many payloads are told one by one. */
  readonly show: number
}

const reports: Readonly<Record<ReportName, (options: ReportOptions) => Report>> = {
  text: textReport,
  ndjson: ndjsonReport,
  junit: junitReport,
  sarif: sarifReport,
  github: githubReport,
}

export const reportOf = (name: ReportName, options: ReportOptions): Report => reports[name](options)
