/**
 * The report as SARIF 2.1.0: a result for each issue of a payload, a rule for each code.
 *
 * Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0.
 */

import type { Artifact, Log, Result } from 'sarif'
import type { Issue, IssueCode } from '../../value/Issue.js'
import { issueText, pathText } from '../../value/Issue.js'
import type { Report, ReportOptions } from './Report.js'
import type { Located, Summary } from './Summary.js'

const rules: Readonly<Record<IssueCode, string>> = {
  missing: 'A required member is missing',
  type: 'A value is of another kind',
  length: 'A length is out of bounds',
  range: 'A number is out of bounds',
  pattern: 'A text does not match its pattern',
  enum: 'A value is not listed',
  unique: 'An item is repeated',
  union: 'A union does not have exactly one member',
  unknownMember: 'A member is not known',
  documented: 'A rule of the documentation is broken',
  syntax: 'The payload cannot be read',
  depth: 'The payload nests too deeply',
  size: 'The payload is too large',
  unrepresentable: 'The protocol cannot write it',
}

/** A path as a relative reference of RFC 3986. */
const uriOf = (source: string): string => encodeURI(source).replace(/[?#]/g, encodeURIComponent)

const resultOf = ({ _tag, source, line, number, byteOffset }: Located, issue: Issue): Result => ({
  ruleId: issue.code,
  level: _tag === 'Rejected' ? 'error' : 'warning',
  message: { text: issueText(issue) },
  locations: [
    {
      physicalLocation: {
        artifactLocation: { uri: uriOf(source) },
        region: line === undefined ? { byteOffset } : { startLine: line },
      },
      logicalLocations: [{ fullyQualifiedName: pathText(issue.path) }],
    },
  ],
  properties: { shape: issue.shape, number },
})

const artifactOf = ({ name, bytes, ...counts }: Summary['sources'][number]): Artifact => ({
  location: { uri: uriOf(name) },
  properties: { bytes, ...counts },
})

export const sarifReport = ({ show }: ReportOptions): Report => {
  const results: Array<Result> = []
  let told = 0
  return {
    one: (located) => {
      if (++told <= show) results.push(...located.issues.map((issue) => resultOf(located, issue)))
      return ''
    },
    end: (summary, version) => {
      const log: Log = {
        $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
        version: '2.1.0',
        runs: [
          {
            tool: {
              driver: {
                name: 'wireshape',
                version,
                rules: Object.entries(rules).map(([id, text]) => ({ id, shortDescription: { text } })),
              },
            },
            columnKind: 'utf16CodeUnits',
            invocations: [{ executionSuccessful: summary.stopped === undefined || summary.stopped === 'errors' }],
            artifacts: summary.sources.map(artifactOf),
            results,
            properties: { accepted: summary.accepted, rejected: summary.rejected, blank: summary.blank },
          },
        ],
      }
      return `${JSON.stringify(log, null, 2)}\n`
    },
  }
}
