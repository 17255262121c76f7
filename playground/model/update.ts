/**
 * What becomes of the state when something happens, and what is to be done outside. Pure and total.
 */

import { prettyJson } from '../../lib/cli/jsonText.js'
import { domainJson } from '../../lib/interpret/domainJson.js'
import { json } from '../../lib/interpret/json.js'
import type { AnyOperation, Service } from '../../lib/operation/Operation.js'
import { nameOf } from '../../lib/schema/Schema.js'
import type { Analysis } from './analyse.js'
import { marksOf } from './analyse.js'
import type { Link } from './link.js'
import { movedMarks } from './moveMarks.js'
import type { Command, Message, Model, State } from './State.js'
import { builtIn } from './State.js'
import { greatestSeed } from './samples.js'
import type { Subject } from './subject.js'
import { schemaOf, searched, serviceName, shapeOfSubject } from './subject.js'
import type { Form } from './textPath.js'
import { veil } from './veil.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export type Step = readonly [state: State, commands: ReadonlyArray<Command>]

const still = (state: State): Step => [state, []]

const told = (state: State, text: string, failed = false): State => ({ ...state, status: { text, failed } })

// -------------------------------------------------------------------------------------
// checking
// -------------------------------------------------------------------------------------

/** How long typing may rest before the text is checked; the more there is to check, the longer. Units: milliseconds. */
const rest = (text: string): number => (text.length > 100_000 ? 500 : 150)

/** What is checked has changed: it is checked again. */
const checking = (state: State, afterMillis: number): Step => {
  const next: State = { ...state, revision: state.revision + 1, shared: undefined }
  const { revision, subject, form, text } = next
  return [next, [{ _tag: 'Check', revision, subject, form, text, afterMillis }]]
}

/** So much has changed that nothing of what was found still stands. */
const changed = (state: State): Step => checking({ ...state, analysis: undefined, marks: [] }, 0)

/** The analysis of the text as it stands; `undefined` while it is being checked. */
export const current = ({ analysis, analysed, revision }: State): Analysis | undefined =>
  analysed === revision ? analysis : undefined

// -------------------------------------------------------------------------------------
// samples
// -------------------------------------------------------------------------------------

const seedOf = (text: string): number | undefined => {
  const seed = Number(text)
  return /^\d{1,10}$/.test(text) && seed <= greatestSeed ? seed : undefined
}

const sampling = (state: State, broken: boolean, asked: boolean): Step => {
  const typed = seedOf(state.seed)
  if (typed === undefined) return still(told(state, `A seed is a whole number up to ${greatestSeed}.`, true))
  const seed = state.seedTyped ? typed : (typed + 1) % (greatestSeed + 1)
  const { subject } = state
  return [
    { ...state, seed: String(seed), seedTyped: false },
    [{ _tag: 'Sample', subject, form: broken ? 'wire' : state.form, seed, broken, asked }],
  ]
}

// -------------------------------------------------------------------------------------
// subjects
// -------------------------------------------------------------------------------------

const isSame = (a: Subject, b: Subject): boolean => a.operation === b.operation && a.side === b.side

/** Another shape: a payload that nobody typed gives way to a sample of it. */
const about = (state: State, subject: Subject): Step => {
  const next: State = {
    ...state,
    subject,
    search: { text: '', open: false, active: 0 },
    protocol: subject.service === state.subject.service ? state.protocol : undefined,
    file: undefined,
  }
  if (isSame(subject, state.subject)) return still(next)
  if (state.typed && state.text.trim() !== '') return changed(next)
  const [asked, commands] = sampling({ ...next, text: '', seed: '1', seedTyped: true, typed: false }, false, false)
  const [started, checks] = changed(asked)
  return [started, [...checks, ...commands]]
}

const firstByName = ({ operations }: Service): AnyOperation | undefined => searched(operations, '')[0]

const opened = (state: State, model: Model): Step => {
  const { awaited } = state
  const wanted = awaited === undefined ? undefined : linked(model, awaited)
  if (awaited !== undefined && wanted !== undefined) return followed({ ...state, model, faults: [] }, awaited, wanted)
  const service = model.services.find((one) => one.operations.length > 0)
  const operation = service === undefined ? undefined : firstByName(service)
  if (service === undefined || operation === undefined)
    return still(told(state, `${model.file ?? 'the model'} has no operation`, true))
  const said =
    model.file === undefined
      ? `${serviceName(service)}, built in.`
      : `${model.file}: ${serviceName(service)}, ${service.operations.length} operations.`
  const [next, commands] = about(told({ ...state, model, faults: [] }, said), { service, operation, side: 'input' })
  return [next, [...commands, { _tag: 'Focus', id: 'operation' }]]
}

// -------------------------------------------------------------------------------------
// forms
// -------------------------------------------------------------------------------------

/** The text in the other form, where the payload is good; else as it stands. */
const converted = (state: State, form: Form): string => {
  const analysis = current(state)
  if (analysis?._tag !== 'Accepted') return state.text
  const shape = shapeOfSubject(state.subject)
  return prettyJson((form === 'domain' ? domainJson(shape) : json(shape)).encode(analysis.domain))
}

// -------------------------------------------------------------------------------------
// links
// -------------------------------------------------------------------------------------

const linked = ({ services }: Model, { service: id, operation: name, side }: Link): Subject | undefined => {
  const service = services.find((one) => one.id === id)
  const operation = service?.operations.find((one) => one.name === name)
  return service === undefined || operation === undefined
    ? undefined
    : { service, operation, side: side === 'output' ? 'output' : 'input' }
}

const followed = (state: State, { form, text }: Link, subject: Subject): Step =>
  changed({
    ...told(state, text === undefined ? 'Opened from a link, which has no payload.' : 'Opened from a link.'),
    subject,
    form: form === 'domain' ? 'domain' : 'wire',
    text: text ?? '',
    typed: text !== undefined,
    awaited: undefined,
    search: { text: '', open: false, active: 0 },
    protocol: undefined,
    file: undefined,
  })

/** Why a payload goes into no link. */
const unshareable = (analysis: Analysis): string | undefined => {
  switch (analysis._tag) {
    case 'Empty':
      return 'There is no payload.'
    case 'TooLong':
      return 'The payload is left out: it is too long.'
    case 'Unparsed':
      return 'The payload is left out: it is no JSON, so nobody can tell what in it is sensitive.'
    case 'Refused':
    case 'Accepted':
      return undefined
  }
}

const hiddenNote = (hidden: number): string =>
  hidden === 0
    ? 'Nothing in the payload is sensitive.'
    : `${hidden === 1 ? 'One part is' : `${hidden} parts are`} left out: sensitive, or unknown to the shape.`

const sharing = (state: State): Step => {
  const analysis = current(state)
  if (analysis === undefined) return still(told(state, 'The payload is still being checked.', true))
  const { service, operation, side } = state.subject
  const link: Link = { service: service.id, operation: operation.name, side, form: state.form }
  const modelNote =
    state.model.file === undefined ? [] : ['The model is not in the link: whoever follows it opens the same file.']
  const reason = unshareable(analysis)
  if (reason !== undefined || !('tree' in analysis))
    return [state, [{ _tag: 'Share', link, notes: [reason ?? '', ...modelNote] }]]
  const { tree, hidden } = veil(schemaOf(state.subject), state.form, analysis.tree)
  const notes = [hiddenNote(hidden), ...modelNote]
  return [state, [{ _tag: 'Share', link: { ...link, text: prettyJson(tree) }, notes }]]
}

// -------------------------------------------------------------------------------------
// update
// -------------------------------------------------------------------------------------

export const update = (state: State, message: Message): Step => {
  switch (message._tag) {
    case 'Typed':
      return checking(
        {
          ...state,
          text: message.text,
          typed: true,
          status: undefined,
          marks: movedMarks(state.marks, state.text, message.text),
        },
        rest(message.text),
      )
    case 'Checked':
      return still(
        message.revision === state.revision
          ? { ...state, analysis: message.analysis, analysed: message.revision, marks: marksOf(message.analysis) }
          : state,
      )
    case 'Searched':
      return still({ ...state, search: { ...state.search, ...message.search } })
    case 'OperationChosen':
      return about(state, { ...state.subject, operation: message.operation })
    case 'ServiceChosen': {
      const operation = firstByName(message.service)
      return operation === undefined
        ? still(told(state, `${serviceName(message.service)} has no operation`, true))
        : about(state, { service: message.service, operation, side: state.subject.side })
    }
    case 'SideChosen':
      return about(state, { ...state.subject, side: message.side })
    case 'FormChosen':
      return message.form === state.form
        ? still(state)
        : changed({ ...state, text: converted(state, message.form), form: message.form })
    case 'TabChosen':
      return still({ ...state, tab: message.tab })
    case 'ProtocolChosen':
      return still({ ...state, protocol: message.protocol })
    case 'FileChosen':
      return still({ ...state, file: message.file })
    case 'SeedTyped':
      return still({ ...state, seed: message.seed, seedTyped: true })
    case 'SampleAsked':
      return sampling(state, message.broken, true)
    case 'Sampled': {
      // Somebody may have gone on, or begun to type, while it was made.
      if (!isSame(message.of, state.subject) || (state.typed && !message.asked)) return still(state)
      const what = message.broken ? 'a broken sample' : 'a sample'
      const next = message.asked
        ? told(state, `Seed ${message.seed}: ${what} of ${nameOf(schemaOf(state.subject).id)}.`)
        : state
      return changed({ ...next, text: message.text, typed: false })
    }
    case 'Indented': {
      const analysis = current(state)
      return analysis !== undefined && 'tree' in analysis
        ? changed({ ...told(state, 'Indented.'), text: prettyJson(analysis.tree) })
        : still(told(state, 'Only JSON can be indented.', true))
    }
    case 'Jumped':
      return [state, [{ _tag: 'Select', start: message.start, end: message.end }]]
    case 'Dragged':
      return still(state.dragged === message.over ? state : { ...state, dragged: message.over })
    case 'ModelGiven':
      return [
        told({ ...state, dragged: false }, `Reading ${message.file.name} …`),
        [{ _tag: 'ReadModel', file: message.file }],
      ]
    case 'ModelRead':
      return opened(state, message.model)
    case 'ModelRefused':
      return still({ ...told(state, message.reason, true), faults: message.faults })
    case 'BuiltInChosen':
      return opened(state, builtIn)
    case 'ShareAsked':
      return sharing(state)
    case 'Shared':
      return [
        { ...state, shared: message.shared },
        message.shared._tag === 'Link' ? [{ _tag: 'Focus', id: 'link' }] : [],
      ]
    case 'ShareClosed':
      return [{ ...state, shared: undefined }, [{ _tag: 'Focus', id: 'share' }]]
    case 'LinkRead': {
      const subject = linked(state.model, message.link) ?? linked(builtIn, message.link)
      if (subject !== undefined)
        return followed({ ...state, model: modelWith(state.model, subject) }, message.link, subject)
      const { service, operation } = message.link
      return still({
        ...told(state, `The link is about ${operation} of ${nameOf(service)}. Open its model to go on.`),
        awaited: message.link,
      })
    }
    case 'CopyAsked':
      return [state, [{ _tag: 'Copy', text: message.text, what: message.what }]]
    case 'Told':
      return still(told(state, message.text, message.failed))
  }
}

const modelWith = (model: Model, { service }: Subject): Model => (model.services.includes(service) ? model : builtIn)
