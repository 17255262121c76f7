/**
 * What becomes of one message: accepted or rejected, and the publication that says so.
 */

import type { Headers, Message, Publication } from '../../adapter/broker/Broker.js'
import { headerBytes } from '../../adapter/broker/Broker.js'
import type { Issue } from '../../value/Issue.js'
import { issueHeader } from './issueHeader.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/**
 * Why a message was rejected: it breaks the shape; it breaks whoever reads it; it was handed out too often; it is good, and too
 * large to be published with headers.
 */
export type Reason = 'invalid' | 'unreadable' | 'deliveries' | 'size'

export type Judgement =
  | { readonly _tag: 'Accepted'; readonly advice: ReadonlyArray<Issue> }
  | { readonly _tag: 'Rejected'; readonly reason: Reason; readonly issues: ReadonlyArray<Issue> }

export interface Judged {
  readonly message: Message
  readonly judgement: Judgement
}

export interface Routes {
  readonly accepted: string
  readonly rejected: string
  /** Whether rejected messages go with what they held. */
  readonly withPayloads: boolean
  /** The operation's side that payloads are held against: `StartEmailContact input`. */
  readonly subject: string
  readonly maxBytes: number
}

// -------------------------------------------------------------------------------------
// headers
// -------------------------------------------------------------------------------------

/** A broker's own headers would have it do something: take no second one of an id, or clear a stream. */
const isOwn = (name: string): boolean => /^(nats|wireshape)-/i.test(name)

const passed = ({ headers }: Message): Headers => headers.filter(([name]) => !isOwn(name))

const issueHeaders = (issues: ReadonlyArray<Issue>): Headers =>
  issues.length === 0
    ? []
    : [
        ['Wireshape-Issue-Count', String(issues.length)],
        ['Wireshape-Issues', issueHeader(issues)],
      ]

const commonHeaders = ({ id }: Message, { subject }: Routes, verdict: 'accepted' | 'rejected'): Headers => [
  ['Wireshape-Verdict', verdict],
  ['Wireshape-Source', id],
  ['Wireshape-Shape', subject],
]

// -------------------------------------------------------------------------------------
// interpreter
// -------------------------------------------------------------------------------------

const nothing = new Uint8Array()

const fits = ({ payload, headers, to, id }: Publication, { maxBytes }: Routes): boolean =>
  payload.length + headerBytes(headers) + to.length + id.length <= maxBytes

/** Without its payload, whose size it says; the message itself is in the stream that it came from. */
const bare = (publication: Publication, routes: Routes): Publication => {
  const size = ['Wireshape-Payload-Bytes', String(publication.payload.length)] as const
  const small: Publication = { ...publication, payload: nothing, headers: [...publication.headers, size] }
  // The headers that it came with may be what is too large.
  return fits(small, routes) ? small : { ...small, headers: small.headers.filter(([name]) => isOwn(name)) }
}

const rejection = (message: Message, reason: Reason, issues: ReadonlyArray<Issue>, routes: Routes): Publication => {
  const whole: Publication = {
    to: routes.rejected,
    id: message.id,
    payload: message.payload,
    headers: [
      ...passed(message),
      ...commonHeaders(message, routes, 'rejected'),
      ['Wireshape-Reason', reason],
      ...issueHeaders(issues),
    ],
  }
  return routes.withPayloads && fits(whole, routes) ? whole : bare(whole, routes)
}

/** The publication of a judgement; a good message that no longer fits is rejected for its size. */
export const publicationOf = ({ message, judgement }: Judged, routes: Routes): Publication => {
  if (judgement._tag === 'Rejected') return rejection(message, judgement.reason, judgement.issues, routes)
  const accepted: Publication = {
    to: routes.accepted,
    id: message.id,
    payload: message.payload,
    headers: [
      ...passed(message),
      ...commonHeaders(message, routes, 'accepted'),
      ...(judgement.advice.length === 0
        ? []
        : ([['Wireshape-Advice', issueHeader(judgement.advice)]] satisfies Headers)),
    ],
  }
  return fits(accepted, routes) ? accepted : rejection(message, 'size', [], routes)
}

/** What to publish in place of what a broker refuses, without end only where there is nothing less to say. */
export const lesser = (publication: Publication, message: Message, routes: Routes): Publication | undefined => {
  if (publication.to === routes.accepted) return rejection(message, 'size', [], routes)
  return publication.payload.length > 0 ? bare(publication, routes) : undefined
}
