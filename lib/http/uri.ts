/**
 * URI templates of the `http` trait, percent-encoding, and query strings.
 *
 * Source: Smithy 2.0, "HTTP bindings: uri, labels and greedy labels"; RFC 3986, sections 2.1 and 2.3.
 */

import { percentDecode, percentEncode } from '../format/percent.js'
import { getOwn, setOwn } from '../value/own.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export type Segment =
  | { readonly _tag: 'Literal'; readonly text: string }
  | { readonly _tag: 'Label'; readonly member: string; readonly greedy: boolean }

export interface UriTemplate {
  readonly segments: ReadonlyArray<Segment>
  /** Literal query parameters, percent-encoded; a `null` value stands for a name without an equals sign. */
  readonly query: Query
}

/** Raw names and values, in order. */
export type Query = ReadonlyArray<readonly [name: string, value: string | null]>

// -------------------------------------------------------------------------------------
// templates
// -------------------------------------------------------------------------------------

/** Parses `/buckets/{Bucket}/{Key+}?list-type=2`. Total: what is no label is a literal. */
export const readTemplate = (uri: string): UriTemplate => {
  const mark = uri.indexOf('?')
  const path = mark < 0 ? uri : uri.slice(0, mark)
  return {
    segments: path.split('/').slice(1).map(readSegment),
    query: mark < 0 ? [] : readQuery(uri.slice(mark + 1)),
  }
}

const label = /^\{([^}+]+)(\+?)\}$/

const readSegment = (text: string): Segment => {
  const parts = label.exec(text)
  return parts === null
    ? { _tag: 'Literal', text }
    : { _tag: 'Label', member: parts[1] as string, greedy: parts[2] === '+' }
}

/** The path of a template, each label's text percent-encoded; a greedy one keeps its slashes. */
export const writePath = (template: UriTemplate, labels: Readonly<Record<string, string>>): string =>
  template.segments
    .map((segment) => {
      if (segment._tag === 'Literal') return `/${segment.text}`
      const text = getOwn(labels, segment.member) ?? ''
      return `/${segment.greedy ? text.split('/').map(percentEncode).join('/') : percentEncode(text)}`
    })
    .join('')

/**
 * The labels of a raw path, decoded; `undefined` where the path is not of the template or an escape is broken. An empty
 * label does not match.
 */
export const matchPath = (template: UriTemplate, path: string): Readonly<Record<string, string>> | undefined => {
  const parts = path.split('/').slice(1)
  const { segments } = template
  const greedyAt = segments.findIndex((segment) => segment._tag === 'Label' && segment.greedy)
  const extra = parts.length - segments.length
  if (extra < 0 || (greedyAt < 0 && extra > 0)) return undefined
  const labels: Record<string, string> = {}
  let at = 0
  for (const [i, segment] of segments.entries()) {
    const count = i === greedyAt ? extra + 1 : 1
    const raw = parts.slice(at, at + count).join('/')
    at += count
    if (segment._tag === 'Literal') {
      if (raw !== segment.text) return undefined
      continue
    }
    const text = percentDecode(raw)
    if (text === undefined || text === '') return undefined
    setOwn(labels, segment.member, text)
  }
  return labels
}

/** Negative where `a` is the more specific of two templates that both match a path. */
export const compareSpecificity = (a: UriTemplate, b: UriTemplate): number => {
  const common = Math.min(a.segments.length, b.segments.length)
  for (let i = 0; i < common; i++) {
    const order = rank(a.segments[i] as Segment) - rank(b.segments[i] as Segment)
    if (order !== 0) return order
  }
  return b.segments.length - a.segments.length || b.query.length - a.query.length
}

const rank = (segment: Segment): number => (segment._tag === 'Literal' ? 0 : segment.greedy ? 2 : 1)

// -------------------------------------------------------------------------------------
// query strings
// -------------------------------------------------------------------------------------

/** Splits and keeps everything raw. */
export const readQuery = (query: string): Query =>
  query === ''
    ? []
    : query.split('&').map((pair) => {
        const equals = pair.indexOf('=')
        return equals < 0 ? ([pair, null] as const) : ([pair.slice(0, equals), pair.slice(equals + 1)] as const)
      })

export const writeQuery = (query: Query): string =>
  query.map(([name, value]) => (value === null ? name : `${name}=${value}`)).join('&')
