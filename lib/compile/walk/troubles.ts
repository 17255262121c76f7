/**
 * What every walk does with a node that is not of its kind, and with parts that may be known to be good or bad beforehand.
 */

import type { Schema } from '../../schema/Schema.js'
import { toDocument } from '../../value/Document.js'
import type { Places } from '../emit/locator.js'
import { attempt, fail } from '../emit/source.js'
import type { Run, Trouble } from '../Run.js'
import { refuse } from '../Run.js'
import type { Fault, View } from '../View.js'
import type { Failed, Parts, Walk } from './Walk.js'
import { failed } from './Walk.js'

export const refuseFault = <X>(run: Run, view: View<X>, node: X, reason: Fault, expected: string): Failed => {
  refuse(run, {
    code: reason.code,
    expected: reason.expected ?? expected,
    actual: reason.actual ?? view.describe(node),
  })
  return failed
}

export const refuseNode = (run: Run, trouble: Trouble): Failed => {
  refuse(run, trouble)
  return failed
}

export const notUnicode: Trouble = {
  code: 'type',
  expected: 'well-formed Unicode text',
  actual: 'text with a lone surrogate',
}

/** Whether a part of what is refused has nothing wrong in it, as far as emitted code can tell. */
export const isGood = (run: Run, schema: Schema, node: unknown): boolean => {
  const part = run.partOf?.(schema)
  return part !== undefined && attempt(part, node, run.path.length + run.depth + 1) !== fail
}

/** The bad parts of the node that is walked now, which every way into an aggregate takes; its own parts are told theirs. */
export const takePlaces = (run: Run): Places | undefined => {
  const { places } = run
  run.places = undefined
  return places
}

/** Whether all of an aggregate is walked, so that it has a result. */
export const isWhole = (run: Run, places: Places | undefined): boolean =>
  places === undefined && run.partOf === undefined

/** Walks a part; `bad` says where it is bad, as far as that is known. */
export const walkPart = <X, Y>(walk: Walk<X, Y>, node: X, run: Run, bad: Places[number] | undefined): Y | Failed => {
  run.places = typeof bad === 'object' ? bad : undefined
  const result = walk(node, run)
  // One that was refused before it was taken apart has left them.
  run.places = undefined
  return result
}

/** What a writer does with something that its type forbids: it is written as plain data, which readers refuse. */
export const writeRaw = <X, Y>({ writing }: Parts<X, Y>, node: X, schema: Schema, run: Run): Y => {
  const raw = toDocument(node, 512)
  return raw === undefined ? writing.absent : writing.document(raw, schema, run)
}
