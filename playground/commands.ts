/**
 * What the page does outside its state: timers, files, the clipboard, the one script that is loaded late.
 */

import { readJsonBytes } from '../lib/format/json.js'
import { readModel } from '../lib/model/readModel.js'
import type { FastCheck } from '../lib/testing/FastCheck.js'
import { isLeft } from '../lib/value/either.js'
import { issueText } from '../lib/value/Issue.js'
import { analyse } from './model/analyse.js'
import { writeLink } from './model/link.js'
import type { Command, Message } from './model/State.js'
import { sampleOf } from './model/samples.js'
import { select } from './view/selection.js'

export type Dispatch = (message: Message) => void

// -------------------------------------------------------------------------------------
// fast-check
// -------------------------------------------------------------------------------------

/** What the bundle of fast-check calls itself. */
declare global {
  var wireshapeFastCheck: FastCheck | undefined
}

const fastCheckUrl = 'fast-check.js'

/** A script element works where a page is opened as a file; an import would not. */
const loadFastCheck = (): Promise<FastCheck | undefined> =>
  new Promise((resolve) => {
    const script = document.createElement('script')
    script.src = fastCheckUrl
    script.addEventListener('load', () => resolve(globalThis.wireshapeFastCheck))
    script.addEventListener('error', () => resolve(undefined))
    document.head.append(script)
  })

// -------------------------------------------------------------------------------------
// models
// -------------------------------------------------------------------------------------

/** The largest model that is read; the largest of AWS has 12 MB. Units: bytes. */
const largestModel = 60_000_000

/** Mistakes of a model that are shown. */
const mostFaults = 20

const byteOrderMark = (bytes: Uint8Array): number =>
  bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0

const refusedModel = (reason: string, faults: ReadonlyArray<string> = []): Message => ({
  _tag: 'ModelRefused',
  reason,
  faults,
})

const modelOf = (name: string, bytes: Uint8Array): Message => {
  const json = readJsonBytes(bytes.subarray(byteOrderMark(bytes)))
  if (isLeft(json))
    return refusedModel(`${name} is no JSON: expected ${json.left.expected} at byte ${json.left.offset}.`)
  const model = readModel(json.right)
  if (isLeft(model)) {
    const { length } = model.left
    const shown = model.left.slice(0, mostFaults).map(issueText)
    return refusedModel(
      `${name} is refused: ${length} ${length === 1 ? 'mistake' : 'mistakes'}.`,
      length > mostFaults ? [...shown, `and ${length - mostFaults} more`] : shown,
    )
  }
  const { services, notes } = model.right
  if (services.length === 0) return refusedModel(`${name} has no service.`)
  return { _tag: 'ModelRead', model: { services, file: name, notes } }
}

/** Lets the page be drawn before work that takes a while. */
const drawn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 30))

const readModelFile = async (file: File): Promise<Message> => {
  if (file.size > largestModel) return refusedModel(`${file.name} is larger than ${largestModel / 1e6} MB.`)
  try {
    await drawn()
    return modelOf(file.name, new Uint8Array(await file.arrayBuffer()))
  } catch {
    return refusedModel(`${file.name} cannot be read.`)
  }
}

// -------------------------------------------------------------------------------------
// links and the clipboard
// -------------------------------------------------------------------------------------

const share = async ({ link, notes }: Command & { readonly _tag: 'Share' }): Promise<Message> => {
  const fragment = await writeLink(link)
  if (isLeft(fragment)) {
    return { _tag: 'Shared', shared: { _tag: 'NoLink', reason: `There is no link: ${fragment.left}.` } }
  }
  const { href } = location
  const url = `${href.split('#')[0] ?? ''}#${fragment.right}`
  history.replaceState(null, '', `#${fragment.right}`)
  return { _tag: 'Shared', shared: { _tag: 'Link', url, notes } }
}

const copied = async (text: string, what: string): Promise<Message> => {
  try {
    await navigator.clipboard.writeText(text)
    return { _tag: 'Told', text: `${what} copied.`, failed: false }
  } catch {
    return { _tag: 'Told', text: `The browser does not let this page copy; select the text and copy it.`, failed: true }
  }
}

// -------------------------------------------------------------------------------------
// interpreter
// -------------------------------------------------------------------------------------

/** Runs commands; of checks that wait, the last alone. */
export const interpreter = (dispatch: Dispatch): ((command: Command) => void) => {
  let waiting: ReturnType<typeof setTimeout> | undefined
  let fastCheck: Promise<FastCheck | undefined> | undefined
  const sample = async ({
    subject,
    form,
    seed,
    broken,
    asked,
  }: Command & { readonly _tag: 'Sample' }): Promise<Message> => {
    fastCheck ??= loadFastCheck()
    const fc = await fastCheck
    if (fc === undefined) {
      fastCheck = undefined
      return { _tag: 'Told', text: `${fastCheckUrl}, which makes samples, cannot be loaded.`, failed: true }
    }
    const text = sampleOf(fc, { subject, form, seed, broken })
    return isLeft(text)
      ? { _tag: 'Told', text: `There is no sample: ${text.left}.`, failed: true }
      : { _tag: 'Sampled', of: subject, text: text.right, seed, broken, asked }
  }
  return (command) => {
    switch (command._tag) {
      case 'Check': {
        clearTimeout(waiting)
        const { revision, subject, form, text, afterMillis } = command
        waiting = setTimeout(
          () => dispatch({ _tag: 'Checked', revision, analysis: analyse(subject, form, text) }),
          afterMillis,
        )
        return
      }
      case 'Sample':
        sample(command).then(dispatch)
        return
      case 'ReadModel':
        readModelFile(command.file).then(dispatch)
        return
      case 'Share':
        share(command).then(dispatch)
        return
      case 'Copy':
        copied(command.text, command.what).then(dispatch)
        return
      case 'Select':
        select(command.start, command.end)
        return
      case 'Focus':
        // What is focused may be part of what is about to be drawn.
        setTimeout(() => document.getElementById(command.id)?.focus(), 0)
        return
    }
  }
}
