/**
 * A model in whichever form it comes.
 */

import type { Either } from 'fp-ts/lib/Either.js'
import type { Service } from '../operation/Operation.js'
import { isLeft, left, right } from '../value/either.js'
import type { Issue } from '../value/Issue.js'
import type { BotocoreOptions } from './botocore.js'
import { readBotocore } from './botocore.js'
import { isMinified } from './botocoreInline.js'
import type { Data } from './faults.js'
import { asData, report, rootOf } from './faults.js'
import { readSmithy } from './smithy.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/**
 * `smithy`: a Smithy JSON AST. `botocore`: a `service-2.json`. `minified`: the `apis/*.min.json` of the npm package
 * `aws-sdk`, whose shapes stand inline and have no constraints. `sdk`: the runtime schemas of an AWS SDK v3 client, which
 * have none either; see `readSdk`.
 */
export type ModelForm = 'smithy' | 'botocore' | 'minified' | 'sdk'

export interface Model {
  readonly form: ModelForm
  readonly services: ReadonlyArray<Service>
  /** What this form does not say, a sentence each; nothing where it says all. */
  readonly notes: ReadonlyArray<string>
}

export interface ModelOptions extends BotocoreOptions {}

const notes: Readonly<Record<Exclude<ModelForm, 'sdk'>, ReadonlyArray<string>>> = {
  smithy: [],
  botocore: [
    'patterns lost their outer anchors, which are put back where they are missing',
    'defaults, unique items and which lists and maps are sparse are unknown',
  ],
  minified: [
    'lengths, ranges, patterns and enums are unknown: none is enforced',
    'defaults, unique items and which lists and maps are sparse are unknown',
    'the errors of operations are unknown: all are read as unknown errors',
    'there is no documentation',
  ],
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/** The form of a model by its first words; `undefined` where it is none that is known. */
export const modelForm = (model: Data): Exclude<ModelForm, 'sdk'> | undefined => {
  if (model['smithy'] !== undefined) return 'smithy'
  if (model['metadata'] === undefined || model['operations'] === undefined) return undefined
  return isMinified(model) ? 'minified' : 'botocore'
}

/**
 * The services of a model that tells its own form. All of the model is read and checked at once; shapes are made when they
 * are first used.
 *
 * Errors: every mistake with its path in the model; `syntax` for an object of no form that is known.
 *
 * @param json what `JSON.parse` gives
 */
export const readModel = (json: unknown, options: ModelOptions = {}): Either<ReadonlyArray<Issue>, Model> => {
  const issues: Array<Issue> = []
  const place = { ...rootOf(issues), shape: 'model' }
  const model = asData(json, place, 'a model')
  if (model === undefined) return left(issues)
  const form = modelForm(model)
  if (form === undefined) {
    report(
      place,
      'syntax',
      'a Smithy JSON AST (smithy, shapes) or a model of botocore or aws-sdk (metadata, operations, shapes)',
      `an object with ${namesIn(model)}`,
    )
    return left(issues)
  }
  const read = form === 'smithy' ? readSmithy(model) : readBotocore(model, options)
  return isLeft(read) ? read : right({ form, services: read.right, notes: notes[form] })
}

/** The first few names of an object, clipped. */
const namesIn = (model: Data): string => {
  const names = Object.keys(model)
  const shown = names.slice(0, 5).map((name) => JSON.stringify(name.slice(0, 40)))
  return names.length === 0 ? 'no members' : `${shown.join(', ')}${names.length > 5 ? ' and more' : ''}`
}
