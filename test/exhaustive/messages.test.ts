/**
 * Law 4 over every schema of up to four nodes with each trait, in the body of a request, an answer and an error of every protocol; and
 * over every binding of HTTP to every target that it takes, with each trait of that.
 */
import * as fc from 'fast-check'
import type { AnyOperation } from '../../lib/index.js'
import { operation, prepare } from '../../lib/index.js'
import type { Schema, StructureSchema, Traits } from '../../lib/schema/index.js'
import { shapeOf } from '../../lib/shape/index.js'
import { arbitrary } from '../../lib/testing/index.js'
import { info } from '../awso/fixture.js'
import type { Subject } from '../laws/messages.js'
import { answerLaw, emptyTally, errorLaw, everyProtocol, requestLaw } from '../laws/messages.js'
import { isRest } from '../protocol/lossy.js'
import { seed } from '../seed.js'
import { someOf, tell } from './finite.js'
import type { Tree, Variant } from './schemas.js'
import { schemaOf, variantsOf } from './schemas.js'

// -------------------------------------------------------------------------------------
// operations
// -------------------------------------------------------------------------------------

/** An operation whose input, output and error have the same members. */
const operationOf = (message: StructureSchema, uri: string): AnyOperation =>
  operation('test.finite#Operation', {
    input: shapeOf({ ...message, id: 'test.finite#Input' }),
    output: shapeOf({ ...message, id: 'test.finite#Output' }),
    errors: [
      shapeOf({
        ...message,
        id: 'test.finite#FirstError',
        traits: { ...message.traits, error: 'client', httpError: 418, retryable: { throttling: true } },
      }),
    ],
    traits: { http: { method: 'PUT', uri, code: 200 } },
    service: info,
    writes: 'partial',
  }) as AnyOperation

const valuesOf = (schema: Schema, count: number): ReadonlyArray<unknown> =>
  fc.sample(arbitrary(fc)(schema, { depth: 3, items: 2, absent: 2 }), { seed, numRuns: count })

type Kind = 'request' | 'answer' | 'error'

/** Holds a message to law 4 in one protocol. */
const holds = (subject: Subject, message: StructureSchema, uri: string, kinds: ReadonlyArray<Kind>): void => {
  const one = operationOf(message, uri)
  for (const value of valuesOf(message, 2)) {
    if (kinds.includes('request')) requestLaw(subject, one, prepare(one, () => 'token')(value)())
    if (kinds.includes('answer')) answerLaw(subject, one, value)
    if (kinds.includes('error')) errorLaw(subject, one, { _tag: 'FirstError', value })
  }
}

const about = (trait: string, run: () => void): void => {
  try {
    run()
  } catch (error) {
    throw new Error(`${trait}: ${String(error)}`, { cause: error })
  }
}

const subjects = everyProtocol.map(([name, protocol]): Subject => ({ name, protocol, tally: emptyTally() }))

// -------------------------------------------------------------------------------------
// bodies
// -------------------------------------------------------------------------------------

/** The members of a message: those of a structure, else one that leads to the tree. */
const messageOf = (tree: Tree): StructureSchema => {
  const whole: Tree = { kind: 'structure', children: [tree], traits: {}, member: {}, required: false }
  // A tree of that kind makes a schema of that kind.
  return schemaOf(tree.kind === 'structure' ? tree : whole) as StructureSchema
}

describe('exhaustive: law 4 for every schema in a body', () => {
  const shares: Readonly<Record<number, number>> = { 1: 8, 2: 61, 3: 1999, 4: 3999 }
  for (const subject of subjects) {
    it(subject.name, () => {
      for (const nodes of [1, 2, 3, 4]) {
        const { all, taken } = someOf(variantsOf(nodes), shares[nodes] ?? 1)
        for (const { tree, trait } of taken)
          about(trait, () => holds(subject, messageOf(tree), '/', ['request', 'answer', 'error']))
        tell(`schemas of ${nodes} nodes, of ${all}`, taken.length)
      }
    })
  }
})

// -------------------------------------------------------------------------------------
// bindings
// -------------------------------------------------------------------------------------

interface Binding {
  readonly traits: Traits
  readonly uri: string
  readonly kinds: ReadonlyArray<Kind>
  readonly required: boolean
  /** Whether a member may lie in the body beside it. */
  readonly beside: boolean
  readonly takes: (tree: Tree) => boolean
}

const isSimple = ({ kind }: Tree): boolean => !['blob', 'document', 'list', 'map', 'structure', 'union'].includes(kind)
const isText = ({ kind }: Tree): boolean => kind === 'string'
const isListOf =
  (item: (tree: Tree) => boolean) =>
  ({ kind, children }: Tree): boolean =>
    kind === 'list' && children.every(item)
const isMapOf =
  (value: (tree: Tree) => boolean) =>
  ({ kind, children }: Tree): boolean =>
    kind === 'map' && children.every(value)

const everywhere: ReadonlyArray<Kind> = ['request', 'answer', 'error']
const optional = { uri: '/', required: false, beside: true } as const

/** Source: Smithy 2.0, "HTTP bindings", the selectors of each trait. */
const bindings: Readonly<Record<string, Binding>> = {
  httpHeader: {
    ...optional,
    traits: { httpHeader: 'X-One' },
    kinds: everywhere,
    takes: (tree) => isSimple(tree) || isListOf(isSimple)(tree),
  },
  httpQuery: {
    ...optional,
    traits: { httpQuery: 'q' },
    kinds: ['request'],
    takes: (tree) => isSimple(tree) || isListOf(isSimple)(tree),
  },
  httpQueryParams: {
    ...optional,
    traits: { httpQueryParams: true },
    kinds: ['request'],
    takes: (tree) => isMapOf(isText)(tree) || isMapOf(isListOf(isText))(tree),
  },
  httpPrefixHeaders: { ...optional, traits: { httpPrefixHeaders: 'Meta-' }, kinds: everywhere, takes: isMapOf(isText) },
  httpLabel: {
    traits: { httpLabel: true },
    uri: '/a/{A}',
    kinds: ['request'],
    required: true,
    beside: true,
    takes: isSimple,
  },
  'httpLabel, greedy': {
    traits: { httpLabel: true },
    uri: '/a/{A+}/b',
    kinds: ['request'],
    required: true,
    beside: true,
    takes: isText,
  },
  httpPayload: {
    ...optional,
    beside: false,
    traits: { httpPayload: true },
    kinds: ['request', 'answer'],
    takes: ({ kind }) => ['blob', 'string', 'enum', 'structure', 'union', 'document', 'list', 'map'].includes(kind),
  },
  httpResponseCode: {
    ...optional,
    // An answer from 300 on is an error.
    traits: { httpResponseCode: true, range: { min: 100, max: 299 } },
    kinds: ['answer'],
    takes: ({ kind }) => kind === 'integer',
  },
}

/** A message with one member that is bound, and a member in the body where there may be one. */
const boundMessage = ({ traits, required, beside }: Binding, tree: Tree): StructureSchema => {
  const bound: Tree = { ...tree, member: { ...tree.member, ...traits }, required }
  const other: Tree = { kind: 'string', children: [], traits: {}, member: {}, required: false }
  // A tree of that kind makes a schema of that kind.
  return schemaOf({
    kind: 'structure',
    children: beside ? [bound, other] : [bound],
    traits: {},
    member: {},
    required: false,
  }) as StructureSchema
}

/** Only a tree's own traits: those of the member are the binding's. */
const targets = function* (nodes: number): Generator<Variant> {
  for (const variant of variantsOf(nodes)) if (!/sparse|xmlFlattened/.test(variant.trait)) yield variant
}

describe('exhaustive: law 4 for every binding of HTTP', () => {
  const shares: Readonly<Record<number, number>> = { 1: 8, 2: 61, 3: 3999 }
  for (const subject of subjects.filter(({ name }) => isRest(name))) {
    for (const [name, binding] of Object.entries(bindings)) {
      it(`${subject.name}: ${name}`, () => {
        for (const nodes of [1, 2, 3]) {
          const fitting = [...targets(nodes)].filter(({ tree }) => binding.takes(tree))
          const { all, taken } = someOf(fitting, shares[nodes] ?? 1)
          for (const { tree, trait } of taken)
            about(trait, () => holds(subject, boundMessage(binding, tree), binding.uri, binding.kinds))
          if (all > 0) tell(`targets of ${nodes} nodes, of ${all}`, taken.length)
        }
      })
    }
  }
})
