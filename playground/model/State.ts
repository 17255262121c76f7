/**
 * What the page knows, and what can happen to it: data alone.
 */

import { Connect } from '../../lib/connect/index.js'
import type { AnyOperation, Service } from '../../lib/operation/Operation.js'
import type { Analysis, Mark } from './analyse.js'
import type { Link } from './link.js'
import type { Side, Subject } from './subject.js'
import type { Form } from './textPath.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export const tabs = ['value', 'http', 'typescript', 'schema'] as const

export type Tab = (typeof tabs)[number]

/** Where operations come from. */
export interface Model {
  readonly services: ReadonlyArray<Service>
  /** The name of the file; none of the built-in service. */
  readonly file: string | undefined
  /** What this form of model does not say, a sentence each. */
  readonly notes: ReadonlyArray<string>
}

/** The list of operations below its field. */
export interface Search {
  readonly text: string
  readonly open: boolean
  /** Which of the operations found is picked out, counted from 0. */
  readonly active: number
}

/** A link that was made, or why there is none. */
export type Shared =
  | { readonly _tag: 'Link'; readonly url: string; readonly notes: ReadonlyArray<string> }
  | { readonly _tag: 'NoLink'; readonly reason: string }

export interface State {
  readonly model: Model
  readonly subject: Subject
  readonly form: Form
  readonly text: string
  /** Whether somebody typed the text: then nothing replaces it that was not asked for. */
  readonly typed: boolean
  /** Counts changes of what is checked, so that a late answer is known. */
  readonly revision: number
  /** What the text came to when it was last checked; nothing where it was about another shape or form. */
  readonly analysis: Analysis | undefined
  /** The revision that the analysis is of. */
  readonly analysed: number
  /** Those of the analysis, moved along with what was typed since. */
  readonly marks: ReadonlyArray<Mark>
  readonly search: Search
  readonly tab: Tab
  /** The protocol shown, by its short name; the service's first where it is none. */
  readonly protocol: string | undefined
  /** The generated file shown, by its path; the subject's own where it is none. */
  readonly file: string | undefined
  readonly seed: string
  /** Whether the seed was typed and nothing has been made of it. */
  readonly seedTyped: boolean
  readonly shared: Shared | undefined
  /** A link whose service is not open. */
  readonly awaited: Link | undefined
  /** What was done last, or why it could not be; read out. */
  readonly status: { readonly text: string; readonly failed: boolean } | undefined
  /** What is wrong with a model that was refused, a line each. */
  readonly faults: ReadonlyArray<string>
  /** Whether a file is held over the page. */
  readonly dragged: boolean
}

// -------------------------------------------------------------------------------------
// messages
// -------------------------------------------------------------------------------------

export type Message =
  | { readonly _tag: 'Typed'; readonly text: string }
  | { readonly _tag: 'Checked'; readonly revision: number; readonly analysis: Analysis }
  | { readonly _tag: 'Searched'; readonly search: Partial<Search> }
  | { readonly _tag: 'OperationChosen'; readonly operation: AnyOperation }
  | { readonly _tag: 'ServiceChosen'; readonly service: Service }
  | { readonly _tag: 'SideChosen'; readonly side: Side }
  | { readonly _tag: 'FormChosen'; readonly form: Form }
  | { readonly _tag: 'TabChosen'; readonly tab: Tab }
  | { readonly _tag: 'ProtocolChosen'; readonly protocol: string }
  | { readonly _tag: 'FileChosen'; readonly file: string }
  | { readonly _tag: 'SeedTyped'; readonly seed: string }
  | { readonly _tag: 'SampleAsked'; readonly broken: boolean }
  | {
      readonly _tag: 'Sampled'
      readonly of: Subject
      readonly text: string
      readonly seed: number
      readonly broken: boolean
      /** No where it only took the place of another shape's. */
      readonly asked: boolean
    }
  | { readonly _tag: 'Indented' }
  | { readonly _tag: 'Jumped'; readonly start: number; readonly end: number }
  | { readonly _tag: 'Dragged'; readonly over: boolean }
  | { readonly _tag: 'ModelGiven'; readonly file: File }
  | { readonly _tag: 'ModelRead'; readonly model: Model }
  | { readonly _tag: 'ModelRefused'; readonly reason: string; readonly faults: ReadonlyArray<string> }
  | { readonly _tag: 'BuiltInChosen' }
  | { readonly _tag: 'ShareAsked' }
  | { readonly _tag: 'Shared'; readonly shared: Shared }
  | { readonly _tag: 'ShareClosed' }
  | { readonly _tag: 'LinkRead'; readonly link: Link }
  | { readonly _tag: 'CopyAsked'; readonly text: string; readonly what: string }
  | { readonly _tag: 'Told'; readonly text: string; readonly failed: boolean }

/** What is to be done outside, after which a message comes. */
export type Command =
  | {
      readonly _tag: 'Check'
      readonly revision: number
      readonly subject: Subject
      readonly form: Form
      readonly text: string
      readonly afterMillis: number
    }
  | {
      readonly _tag: 'Sample'
      readonly subject: Subject
      readonly form: Form
      readonly seed: number
      readonly broken: boolean
      readonly asked: boolean
    }
  | { readonly _tag: 'ReadModel'; readonly file: File }
  | { readonly _tag: 'Share'; readonly link: Link; readonly notes: ReadonlyArray<string> }
  | { readonly _tag: 'Copy'; readonly text: string; readonly what: string }
  | { readonly _tag: 'Select'; readonly start: number; readonly end: number }
  | { readonly _tag: 'Focus'; readonly id: string }

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

export const builtIn: Model = { services: [Connect], file: undefined, notes: [] }

/** What the page opens with: a good request, so that each tab has something to show. */
const opening = `{
  "InstanceId": "11111111-2222-3333-4444-555555555555",
  "FromEmailAddress": {
    "EmailAddress": "ada@example.com",
    "DisplayName": "Ada"
  },
  "DestinationEmailAddress": "support@example.org",
  "EmailMessage": {
    "MessageSourceType": "RAW",
    "RawMessage": {
      "Subject": "Order 1815",
      "Body": "Where is my engine?",
      "ContentType": "text/plain"
    }
  },
  "Attributes": {
    "order": "1815"
  }
}`

export const initial: State = {
  model: builtIn,
  subject: { service: Connect, operation: Connect.operations[0] as AnyOperation, side: 'input' },
  form: 'wire',
  text: opening,
  typed: false,
  revision: 0,
  analysis: undefined,
  analysed: -1,
  marks: [],
  search: { text: '', open: false, active: 0 },
  tab: 'value',
  protocol: undefined,
  file: undefined,
  seed: '1',
  seedTyped: true,
  shared: undefined,
  awaited: undefined,
  status: undefined,
  faults: [],
  dragged: false,
}
