/**
 * Everything that can be asked of a shape about one object, in each of the ways that the same answer is come to.
 */
import type * as t from 'io-ts'
import { mayEmit } from '../../../lib/compile/emit/native.js'
import { isPrintable, printCompiled } from '../../../lib/compile/printAhead.js'
import {
  advise,
  cborBytes,
  check,
  domainJson,
  issuesOf,
  issueText,
  json,
  jsonBytes,
  jsonText,
  protocols,
  xmlText,
} from '../../../lib/index.js'
import { standardJson } from '../../../lib/interpret/jsonSchema/index.js'
import type { Compiled } from '../../../lib/shape/index.js'
import { shapeOf } from '../../../lib/shape/index.js'
import { operationOf } from '../../awso/fixture.js'
import type { Any } from './shapes.js'

/** Which form an object has: what `make` takes, a JSON tree, a Value. */
export type Form = 'domain' | 'tree' | 'value'

/** What was answered: a value, the texts of issues, or that it threw. */
export type Answer =
  | { readonly _tag: 'Taken'; readonly value: unknown }
  | { readonly _tag: 'Refused'; readonly issues: ReadonlyArray<string> }
  | { readonly _tag: 'Threw'; readonly error: unknown }

type Read = (shape: Any, input: unknown) => Answer

const answer = (read: () => Answer): Answer => {
  try {
    return read()
  } catch (error) {
    return { _tag: 'Threw', error }
  }
}

const of = (
  read: (
    shape: Any,
    input: unknown,
  ) =>
    | { readonly _tag: 'Right'; readonly right: unknown }
    | { readonly _tag: 'Left'; readonly left: t.Errors }
    | { readonly _tag: 'Both'; readonly right: unknown },
): Read => {
  return (shape, input) =>
    answer(() => {
      const result = read(shape, input)
      // Whoever reports looks at all that an entry has.
      if (result._tag === 'Left') JSON.stringify(result.left)
      return result._tag === 'Left'
        ? { _tag: 'Refused', issues: issuesOf(result.left as Parameters<typeof issuesOf>[0]).map(issueText) }
        : { _tag: 'Taken', value: result.right }
    })
}

const context: t.Context = []

export const readings: Readonly<Record<Form, Readonly<Record<string, Read>>>> = {
  domain: {
    make: of((shape, input) => shape.make(input)),
    check: of((shape, input) => check(shape)(input)),
    is: (shape, input) =>
      answer(() => (shape.is(input) ? { _tag: 'Taken', value: true } : { _tag: 'Refused', issues: [] })),
    'Standard Schema': (shape, input) =>
      answer(() => {
        const result = shape['~standard'].validate(input)
        return 'value' in result
          ? { _tag: 'Taken', value: result.value }
          : { _tag: 'Refused', issues: result.issues.map(({ message }) => message) }
      }),
  },
  tree: {
    'json.decode': of((shape, input) => json(shape).decode(input)),
    'json.validate': of((shape, input) => json(shape).validate(input, context)),
    standardJson: (shape, input) =>
      answer(() => {
        const result = standardJson(shape)['~standard'].validate(input)
        return 'value' in result
          ? { _tag: 'Taken', value: result.value }
          : { _tag: 'Refused', issues: result.issues.map(({ message }) => message) }
      }),
  },
  value: {
    decode: of((shape, input) => shape.decode(input)),
    validate: of((shape, input) => shape.validate(input, context)),
  },
}

export const writers: Readonly<Record<string, (shape: Any, input: unknown) => unknown>> = {
  encode: (shape, input) => shape.encode(input),
  'json.encode': (shape, input) => json(shape).encode(input),
  'domainJson.encode': (shape, input) => domainJson(shape).encode(input),
  'jsonText.encode': (shape, input) => jsonText(shape).encode(input),
  'jsonBytes.encode': (shape, input) => jsonBytes(shape).encode(input),
  'xmlText.encode': (shape, input) => xmlText(shape).encode(input),
  'cborBytes.encode': (shape, input) => cborBytes(shape).encode(input),
  ...Object.fromEntries(
    protocols.map((protocol) => {
      const clients = new WeakMap<Any, ReturnType<typeof clientOf>>()
      const clientOf = (shape: Any) =>
        protocol.client(operationOf(shape, { http: { method: 'POST', uri: '/', code: 200 } }))
      const write = (shape: Any, input: unknown): unknown => {
        const client = clients.get(shape) ?? clientOf(shape)
        clients.set(shape, client)
        return client.encodeRequest(input)
      }
      return [protocol.id, write]
    }),
  ),
}

export const written = (name: string, shape: Any, input: unknown): Answer =>
  answer(() => ({ _tag: 'Taken', value: writers[name]?.(shape, input) }))

// -------------------------------------------------------------------------------------
// ways
// -------------------------------------------------------------------------------------

const fresh = (shape: Any): Any => shapeOf({ ...shape.schema })

/** The shape after as many readings and writings of something good as make it worth compiling, by code or by closures. */
const compiled = (shape: Any, good: Readonly<Record<Form, unknown>>): Any => {
  const made = fresh(shape)
  for (let i = 0; i < 20; i++) {
    for (const [form, list] of Object.entries(readings))
      for (const read of Object.values(list)) read(made, good[form as Form])
    for (const name of Object.keys(writers)) written(name, made, good.domain)
  }
  return made
}

const printed = (shape: Any): Any => {
  const schema = { ...shape.schema }
  if (!isPrintable(schema)) return shape
  const code = new Function(
    `return ${printCompiled({ ...schema } as Parameters<typeof printCompiled>[0])}`,
  )() as Compiled
  return shapeOf({ ...schema, traits: { ...schema.traits, compiled: code } } as typeof schema)
}

/** One way in which the same answer is come to. */
export interface Way {
  readonly name: string
  readonly reads: Any
  /** Ask at each writing. */
  readonly writes: () => Any
}

/** The walk, what takes its place, and, where code may be made, what was printed ahead of time. */
export const waysOf = (shape: Any, good: Readonly<Record<Form, unknown>>): readonly [Way, ...ReadonlyArray<Way>] => {
  const worth = compiled(shape, good)
  const ahead = mayEmit() ? printed(shape) : undefined
  return [
    // A policy with advice is never compiled, and these shapes have no rules to advise of. What was written often is.
    { name: 'the walk', reads: advise(fresh(shape), ['documented']), writes: () => fresh(shape) },
    { name: mayEmit() ? 'emitted code' : 'closures', reads: worth, writes: () => worth },
    ...(ahead === undefined ? [] : [{ name: 'printed code', reads: ahead, writes: () => ahead }]),
  ]
}
