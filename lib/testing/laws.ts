/**
 * The laws of shapes as values, so that any shape can be held to them: `lawsOf(fc)(shape)`.
 *
 * The domain of a law about `a` is `is(a)`; equality is `Eq` of what `encode` gives.
 */

import { writeJson } from '../format/json.js'
import { writeUtf8 } from '../format/utf8.js'
import { json, jsonBytes, jsonText } from '../interpret/json.js'
import type { Schema } from '../schema/Schema.js'
import { targetOf } from '../schema/Schema.js'
import type { AnyShape, Codec, Shape } from '../shape/Shape.js'
import { check, shapeOf, tolerant } from '../shape/shapeOf.js'
import { isLeft } from '../value/either.js'
import { Eq } from '../value/equality.js'
import type { Validation } from '../value/Issue.js'
import { getOwn, recordOf } from '../value/own.js'
import type { Fields, Value } from '../value/Value.js'
import * as V from '../value/Value.js'
import type { ArbitraryOptions } from './arbitrary.js'
import { arbitrary } from './arbitrary.js'
import { deepFreeze, sharesParts } from './damage.js'
import type { Arbitrary, FastCheck, IPropertyWithHooks, Parameters } from './FastCheck.js'
import { garbage } from './garbage.js'
import type { Label, Mutated } from './mutate.js'
import { mutated } from './mutate.js'
import { jsonNorm, norm } from './norm.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

type Subject = Shape<unknown, Value, unknown>

export interface Law {
  /** `0` to `8` as the design numbers them, with a word. */
  readonly name: string
  readonly statement: string
  /** What the law speaks of: domain objects, JSON trees that were broken (`Mutated`), or anything at all. */
  readonly over: 'values' | 'broken' | 'anything'
  /** Why the law does not hold for that input; `undefined` where it does. */
  readonly broken: (shape: Subject, input: unknown) => string | undefined
}

export interface LawOptions extends ArbitraryOptions {
  /** Default: all of `laws`. */
  readonly laws?: ReadonlyArray<Law>
}

/** A law of one shape, ready to run: `fc.assert(law.property)`. */
export interface ShapeLaw extends Law {
  readonly property: IPropertyWithHooks<[unknown]>
}

// -------------------------------------------------------------------------------------
// parts
// -------------------------------------------------------------------------------------

const report = (what: string, ...validations: ReadonlyArray<Validation<unknown>>): string =>
  [
    what,
    ...validations.flatMap((validation) => (isLeft(validation) ? validation.left.map((error) => error.message) : [])),
  ].join('; ')

/** Whether a reading gives an object whose Value is that one. */
const gives = (shape: Subject, read: Validation<unknown>, wanted: Value): boolean =>
  !isLeft(read) && Eq.equals(shape.encode(read.right), wanted)

/** The same object as a user would hand it in: numbers for whole longs, `undefined` for what is absent. */
const loosen = (schema: Schema, a: unknown): unknown => {
  switch (schema._tag) {
    case 'long':
    case 'bigInteger':
      return Number.isSafeInteger(Number(a)) ? Number(a) : a
    case 'list':
      return (a as ReadonlyArray<unknown>).map((item) => (item === null ? null : loosen(targetOf(schema.member), item)))
    case 'map':
      return recordOf(
        Object.entries(a as object).map(
          ([key, item]) => [key, item === null ? null : loosen(targetOf(schema.value), item)] as const,
        ),
      )
    case 'structure': {
      const record = a as Readonly<Record<string, unknown>>
      const part = (target: Schema, value: unknown): unknown =>
        value === undefined ? undefined : loosen(target, value)
      return recordOf(
        schema.members.map((member) => [member.field, part(targetOf(member), getOwn(record, member.field))] as const),
      )
    }
    case 'union': {
      const { _tag, value } = a as { readonly _tag: string; readonly value: unknown }
      const member = schema.members.find(({ field }) => field === _tag)
      return member === undefined ? a : { _tag, value: loosen(targetOf(member), value) }
    }
    default:
      return a
  }
}

/** The Value with Null for each absent member and, in structures, where `strange`, a member that the shape does not know. */
const litter = (schema: Schema, value: Value, strange: boolean): Value => {
  switch (schema._tag) {
    case 'list':
      return value._tag === 'List'
        ? V.list(value.items.map((item) => litter(targetOf(schema.member), item, strange)))
        : value
    case 'map':
      return value._tag === 'Map'
        ? V.map(value.entries.map(([key, item]) => [key, litter(targetOf(schema.value), item, strange)] as const))
        : value
    case 'structure':
    case 'union': {
      if (value._tag !== 'Structure') return value
      const fields = schema.members.map((member) => {
        const field = getOwn(value.fields, member.name)
        return [member.name, field === undefined ? V.absent : litter(targetOf(member), field, strange)] as const
      })
      const stranger = strange && schema._tag === 'structure' && !schema.members.some(({ name }) => name === '$litter')
      return V.structure(recordOf<Value>(stranger ? [['$litter', V.string('x')], ...fields] : fields) as Fields)
    }
    default:
      return value
  }
}

// -------------------------------------------------------------------------------------
// laws
// -------------------------------------------------------------------------------------

const made: Law = {
  name: '0 make',
  statement: 'make(x) = right(a) implies is(a) and make(a) = right(a); x is neither changed nor kept',
  over: 'values',
  broken: (shape, input) => {
    for (const x of [input, loosen(shape.schema, input)]) {
      const first = shape.make(deepFreeze(x))
      if (isLeft(first)) return report('make refuses', first)
      const a = first.right
      if (sharesParts(x, a)) return 'make keeps a part of its input'
      if (!shape.is(a)) return report('is refuses what make gives', shape.make(a))
      const second = shape.make(deepFreeze(a))
      if (!gives(shape, second, shape.encode(a))) return report('make changes what it gave', second)
      if (!gives(shape, first, norm(shape.schema)(shape.encode(input)))) return 'make gives another value'
    }
    return undefined
  },
}

const decoded: Law = {
  name: '1 decode after encode',
  statement: 'decode(encode(a)) = right(a), defaults of absent members added',
  over: 'values',
  broken: (shape, a) => {
    const value = shape.encode(deepFreeze(a))
    if (!V.isValue(value)) return 'encode gives no Value'
    const read = shape.decode(deepFreeze(value))
    if (!gives(shape, read, norm(shape.schema)(value))) return report('another value comes back', read)
    if (!isLeft(read) && !shape.is(read.right)) return 'is refuses what decode gives'
    return !isLeft(read) && sharesParts(value, read.right) ? 'decode keeps a part of its input' : undefined
  },
}

const encoded: Law = {
  name: '2 encode after decode',
  statement: 'decode(v) = right(a) implies encode(a) = norm(v): without Null and unknown members, with defaults',
  over: 'values',
  broken: (shape, a) => {
    const littered = litter(shape.schema, shape.encode(a), shape.policy.unknown === 'ignore')
    const read = shape.decode(deepFreeze(littered))
    return gives(shape, read, norm(shape.schema)(littered)) ? undefined : report('not the normal form', read)
  },
}

const normal: Law = {
  name: '2 encode after decode of anything',
  statement: 'decode(v) = right(a) implies encode(a) = norm(v), for v that may be no Value of the shape',
  over: 'anything',
  broken: (shape, u) => {
    // What a tolerant reader corrects is more than the normal form.
    if (shape.policy.mode !== 'strict') return undefined
    const read = shape.decode(u)
    if (isLeft(read)) return undefined
    return gives(shape, read, norm(shape.schema)(u as Value)) ? undefined : 'not the normal form'
  },
}

const formats = [json, jsonText, jsonBytes] as ReadonlyArray<(shape: Subject) => Codec<unknown, unknown>>

const written: Law = {
  name: '3 JSON',
  statement: 'read(write(v)) = right(v) for JSON trees, texts and bytes',
  over: 'values',
  broken: (shape, a) => {
    const value = shape.encode(a)
    const wanted = jsonNorm(shape.schema)(norm(shape.schema)(value))
    for (const format of formats) {
      const codec = format(shape)
      const read = codec.decode(deepFreeze(codec.encode(a)))
      if (isLeft(read)) return report(`${codec.name} refuses what it wrote`, read)
      if (!Eq.equals(jsonNorm(shape.schema)(shape.encode(read.right)), wanted))
        return `${codec.name} reads another value`
    }
    return undefined
  },
}

const stable: Law = {
  name: '8 write after read after write',
  statement: 'write ∘ read ∘ write = write, once defaults are in',
  over: 'values',
  broken: (shape, a) => {
    const whole = shape.make(a)
    if (isLeft(whole)) return report('make refuses', whole)
    const codec = jsonText(shape)
    const first = codec.encode(whole.right)
    const read = codec.decode(first)
    if (isLeft(read)) return report('the text is not read', read)
    const second = codec.encode(read.right)
    return first === second ? undefined : `${first} becomes ${second}`
  },
}

const lenient: Law = {
  name: 'strict and tolerant',
  statement: 'what the strict shape reads, the tolerant one reads to the same value, in every format',
  over: 'anything',
  broken: (shape, u) => {
    const loose = tolerant(shape)
    const pairs: ReadonlyArray<readonly [string, Validation<unknown>, Validation<unknown>]> = [
      ['decode', shape.decode(u), loose.decode(u)],
      ['make', shape.make(u), loose.make(u)],
      ['json', json(shape).decode(u), json(loose).decode(u)],
    ]
    for (const [name, strict, lax] of pairs) {
      if (!isLeft(strict) && !gives(shape, lax, shape.encode(strict.right)))
        return report(`tolerant ${name} differs`, lax)
    }
    return shape.is(u) && !loose.is(u) ? 'tolerant is refuses' : undefined
  },
}

const lenientValues: Law = { ...lenient, name: 'strict and tolerant, good values', over: 'values' }

const total: Law = {
  name: '8 totality',
  statement: 'no reader throws or overflows; each says why it refuses, and what it gives the shape accepts',
  over: 'anything',
  broken: (shape, u) => {
    for (const subject of [shape, tolerant(shape)]) {
      subject.is(u)
      check(subject)(u)
      const readers = [subject.make, subject.decode, ...formats.map((format) => format(subject).decode)]
      for (const [i, read] of readers.entries()) {
        const outcome = read(u)
        const name = ['make', 'decode', 'json', 'jsonText', 'jsonBytes'][i]
        if (isLeft(outcome)) {
          if (outcome.left.length === 0) return `${name} refuses without an issue`
          if (outcome.left.some((error) => error.message === '' || !Array.isArray(error.context)))
            return `${name} has an issue without words`
        } else if (!subject.is(outcome.right)) return `${name} gives what is refuses`
      }
    }
    return undefined
  },
}

const accepted: Law = {
  name: '6 arbitrary',
  statement: 'arbitrary makes only what is accepts',
  over: 'values',
  broken: (shape, a) => (shape.is(a) ? undefined : report('is refuses', shape.make(a))),
}

const labelText = ({ path, code, at }: Label): string => JSON.stringify([path, code, at ?? ''])

const labelled: Law = {
  name: '6 mutations',
  statement: 'k mutations of a good tree give exactly k issues, with those paths and codes, in every reader of JSON',
  over: 'broken',
  broken: (shape, input) => {
    const { mode, advised, ignored } = shape.policy
    // The labels are those of a shape that holds every constraint.
    if (mode !== 'strict' || advised.length > 0 || ignored.length > 0) return undefined
    // What `inputsOf` makes for a law over what is broken.
    const { tree, mutations } = input as Mutated
    const wanted = mutations.map(({ label }) => labelText(label)).sort()
    const text = writeJson(tree)
    const reads = [json(shape).decode(tree), jsonText(shape).decode(text), jsonBytes(shape).decode(writeUtf8(text))]
    for (const [i, read] of reads.entries()) {
      const found = isLeft(read) ? read.left.map(({ issue }) => labelText(issue)).sort() : []
      if (found.join() !== wanted.join())
        return `${['json', 'jsonText', 'jsonBytes'][i]} says ${found.join(' ')} and not ${wanted.join(' ')}`
    }
    return undefined
  },
}

/** Every law, in the order of the design. */
export const laws: ReadonlyArray<Law> = [
  made,
  decoded,
  encoded,
  normal,
  written,
  accepted,
  labelled,
  lenient,
  lenientValues,
  total,
  stable,
]

// -------------------------------------------------------------------------------------
// interpreter
// -------------------------------------------------------------------------------------

/** Throws what is broken, as fast-check's predicates do. */
export const hold = (law: Law, shape: Subject, input: unknown): void => {
  const reason = law.broken(shape, input)
  if (reason !== undefined) throw new Error(`law ${law.name} of ${shape.name}: ${reason} (${law.statement})`)
}

/** What a law of a shape is tried on. */
export const inputsOf =
  (fc: FastCheck) =>
  (law: Law, shape: Subject, options: ArbitraryOptions = {}): Arbitrary<unknown> => {
    switch (law.over) {
      case 'values':
        return arbitrary(fc)(shape.schema, options)
      case 'broken':
        return fc.integer({ min: 1, max: 3 }).chain((count) => mutated(fc)(shape, count, options))
      case 'anything':
        return garbage(fc)(shape, options)
    }
  }

/**
 * The laws of one shape as properties.
 *
 * @example
 * ```ts
 * import { EmailAddressInfo } from 'wireshape/connect'
 *
 * for (const law of lawsOf(fc)(EmailAddressInfo)) fc.assert(law.property, { numRuns: 20 })
 * ```
 */
export const lawsOf =
  (fc: FastCheck) =>
  (shape: AnyShape, options: LawOptions = {}): ReadonlyArray<ShapeLaw> => {
    // The laws look at a shape's schema and policy alone.
    const subject = shapeOf(shape.schema, shape.policy)
    return (options.laws ?? laws).map((law) => ({
      ...law,
      property: fc.property(inputsOf(fc)(law, subject, options), (input) => hold(law, subject, input)),
    }))
  }

/**
 * Holds a shape to every law, each by fast-check's `assert` under the given parameters, and throws what fast-check throws: the
 * law, the reason, the smallest input that breaks it and the seed.
 *
 * @example
 * ```ts
 * import { EmailAddressInfo } from 'wireshape/connect'
 *
 * assertLaws(fc)(EmailAddressInfo, { numRuns: 20 })
 * ```
 */
export const assertLaws =
  (fc: FastCheck) =>
  (shape: AnyShape, parameters: Parameters<[unknown]> = {}, options: LawOptions = {}): void => {
    for (const { property } of lawsOf(fc)(shape, options)) fc.assert(property, parameters)
  }
