/**
 * What a run came to: the accounts, and the issues by code, shape and path with where each was first met.
 */

import type { MapSchema, Schema, StructureSchema, UnionSchema } from '../../schema/Schema.js'
import { targetOf } from '../../schema/Schema.js'
import type { Form } from '../../stream/Verdict.js'
import type { Issue, IssueCode } from '../../value/Issue.js'
import { pathText } from '../../value/Issue.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** A payload in its source; numbers as people count: lines and payloads from 1, bytes from 0. */
export interface Located {
  readonly _tag: 'Rejected' | 'Advised'
  readonly source: string
  /** `undefined` where the form has none. */
  readonly line: number | undefined
  readonly number: number
  readonly byteOffset: number
  readonly issues: ReadonlyArray<Issue>
}

export interface Group {
  readonly code: IssueCode
  readonly shape: string
  /** Items as `[*]`, keys of maps as `*`. */
  readonly path: string
  readonly count: number
  readonly example: Omit<Located, '_tag' | 'issues'>
}

/** Of one source or of all. Law: accepted + rejected + blank = lines, where payloads are lines. */
export interface Counts {
  readonly payloads: number
  readonly accepted: number
  /** Among the accepted: those that something was advised about. */
  readonly advised: number
  readonly rejected: number
  readonly blank: number
  /** Of the form of a payload a line. */
  readonly lines: number
  /** Of the stream, expanded. */
  readonly bytes: number
}

export interface SourceSummary extends Counts {
  readonly name: string
  readonly form: Form
  readonly notes: ReadonlyArray<string>
}

export interface Summary extends Counts {
  readonly operation: string
  readonly shape: string
  readonly groups: ReadonlyArray<Group>
  /** Issues of kinds beyond the most that are told apart. */
  readonly ungrouped: number
  readonly sources: ReadonlyArray<SourceSummary>
  readonly seconds: number
  /** Why not all was looked at. */
  readonly stopped: 'errors' | 'interrupted' | 'unreadable' | undefined
}

export const noCounts: Counts = { payloads: 0, accepted: 0, advised: 0, rejected: 0, blank: 0, lines: 0, bytes: 0 }

export const sumCounts = (a: Counts, b: Counts): Counts => ({
  payloads: a.payloads + b.payloads,
  accepted: a.accepted + b.accepted,
  advised: a.advised + b.advised,
  rejected: a.rejected + b.rejected,
  blank: a.blank + b.blank,
  lines: a.lines + b.lines,
  bytes: a.bytes + b.bytes,
})

// -------------------------------------------------------------------------------------
// paths
// -------------------------------------------------------------------------------------

const isMembered = (schema: Schema): schema is StructureSchema | UnionSchema =>
  schema._tag === 'structure' || schema._tag === 'union'

/** A path whose items and keys are any: `References.*.Value`, `ToAddresses[*]`. */
export const pathPattern = (root: Schema, path: Issue['path']): string => {
  let schema: Schema | undefined = root
  let text = ''
  for (const segment of path) {
    if (schema !== undefined && schema._tag === 'list') {
      text += '[*]'
      schema = targetOf(schema.member)
    } else if (schema !== undefined && schema._tag === 'map') {
      text += text === '' ? '*' : '.*'
      schema = targetOf((schema as MapSchema).value)
    } else {
      const one = pathText([segment])
      text += text === '' || one.startsWith('[') ? one : `.${one}`
      const members: StructureSchema['members'] = schema !== undefined && isMembered(schema) ? schema.members : []
      const member = members.find(({ name }) => name === segment)
      schema = member === undefined ? undefined : targetOf(member)
    }
  }
  return text === '' ? '(root)' : text
}

// -------------------------------------------------------------------------------------
// groups
// -------------------------------------------------------------------------------------

/** The most groups; names that no shape knows could make any number of them. */
const mostGroups = 1000

export interface Grouping {
  readonly add: (located: Located) => void
  /** The most frequent first. */
  readonly groups: () => ReadonlyArray<Group>
  readonly ungrouped: () => number
}

/** Gathers issues in bounded memory. */
export const startGrouping = (root: Schema): Grouping => {
  const groups = new Map<string, { readonly group: Group; count: number }>()
  let ungrouped = 0
  return {
    add: ({ issues, source, line, number, byteOffset }) => {
      for (const issue of issues) {
        const path = pathPattern(root, issue.path)
        const key = `${issue.code}\n${issue.shape}\n${path}`
        const known = groups.get(key)
        if (known !== undefined) known.count++
        else if (groups.size >= mostGroups) ungrouped++
        else {
          const example = { source, line, number, byteOffset }
          groups.set(key, { group: { code: issue.code, shape: issue.shape, path, count: 1, example }, count: 1 })
        }
      }
    },
    groups: () =>
      [...groups.values()].map(({ group, count }) => ({ ...group, count })).sort((a, b) => b.count - a.count),
    ungrouped: () => ungrouped,
  }
}
