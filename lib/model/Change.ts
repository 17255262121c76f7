/**
 * What may change between two models, and whom it breaks.
 */

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/**
 * Programs made for the old model that meet the new one. `writers` make requests, `readers` take answers, and
 * `strictReaders` take answers and hold them to every constraint, where the others are tolerant.
 */
export type Audience = 'writers' | 'readers' | 'strictReaders'

export type ChangeKind =
  | 'protocolRemoved'
  | 'protocolAdded'
  | 'versionChanged'
  | 'operationRemoved'
  | 'operationAdded'
  | 'requestLineChanged'
  | 'statusChanged'
  | 'hostPrefixChanged'
  | 'errorAdded'
  | 'errorRemoved'
  | 'shapeRenamed'
  | 'kindChanged'
  | 'requiredMemberAdded'
  | 'memberAdded'
  | 'memberRemoved'
  | 'memberRequired'
  | 'memberOptional'
  | 'alternativeAdded'
  | 'alternativeRemoved'
  | 'enumValueAdded'
  | 'enumValueRemoved'
  | 'lengthNarrowed'
  | 'lengthWidened'
  | 'lengthMoved'
  | 'rangeNarrowed'
  | 'rangeWidened'
  | 'rangeMoved'
  | 'patternAdded'
  | 'patternRemoved'
  | 'patternChanged'
  | 'uniqueItemsAdded'
  | 'uniqueItemsRemoved'
  | 'nullsAllowed'
  | 'nullsForbidden'
  | 'bindingChanged'
  | 'wireNameChanged'
  | 'wireFormChanged'
  | 'timestampFormatChanged'
  | 'streamingChanged'
  | 'defaultChanged'
  | 'sensitivityChanged'
  | 'deprecated'

/** Whom a difference breaks, by the side on which its shape is met. */
export interface Effect {
  readonly input?: 'writers'
  readonly output?: 'readers' | 'strictReaders'
}

export interface Difference {
  readonly kind: ChangeKind
  /** The name of the shape or of the member's holder, as the old model has it. */
  readonly shape: string
  readonly member?: string
  /** What tells it from another of its kind at the same place: an enum value. */
  readonly what?: string
  readonly before?: string
  readonly after?: string
  readonly effect: Effect
}

/** Where a difference is: a shape, or a member whose own traits stand over the shape's. */
export interface Place {
  readonly shape: string
  readonly member?: string
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

export const nobody: Effect = {}
export const writers: Effect = { input: 'writers' }
export const readers: Effect = { output: 'readers' }
export const strictReaders: Effect = { output: 'strictReaders' }
export const everyone: Effect = { input: 'writers', output: 'readers' }

/** What a wider constraint does to strict readers, a narrower one to writers. */
export const bothWays: Effect = { input: 'writers', output: 'strictReaders' }

/** A record of those parts that are there. */
export const said = (before: string | undefined, after: string | undefined): Pick<Difference, 'before' | 'after'> => ({
  ...(before === undefined ? {} : { before }),
  ...(after === undefined ? {} : { after }),
})
