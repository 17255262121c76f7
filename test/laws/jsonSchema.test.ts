/**
 * Law 6: what a reader takes its JSON Schema takes; what a reader refuses the schema refuses, or names as a constraint that
 * it cannot say. Both read the same text, the schema by ajv in strict mode, which holds it against the meta-schema first.
 */
import * as fc from 'fast-check'
import { writeJson } from '../../lib/format/json.js'
import { domainJson } from '../../lib/interpret/domainJson.js'
import type { Json } from '../../lib/interpret/json.js'
import { json } from '../../lib/interpret/json.js'
import type { JsonSchemaOptions } from '../../lib/interpret/jsonSchema/index.js'
import { jsonSchema } from '../../lib/interpret/jsonSchema/index.js'
import type { Schema } from '../../lib/schema/index.js'
import { closure, membersOf } from '../../lib/schema/index.js'
import type { Shape } from '../../lib/shape/index.js'
import { advise, closed, ignore, shapeOf, tolerant } from '../../lib/shape/index.js'
import { replacePart } from '../../lib/testing/damage.js'
import type { Verdict } from '../../lib/testing/index.js'
import { arbitrary, arbitrarySchema, documents, mutated, schemaText, verdictOf } from '../../lib/testing/index.js'
import type { Value } from '../../lib/value/index.js'
import { validatorOf } from '../interpret/schemas.js'
import { assertLaw, runs } from './assert.js'

type Subject = Shape<unknown, Value, unknown>

type Counts = Map<string, number>

const more = (counts: Counts, name: string): Counts => counts.set(name, (counts.get(name) ?? 0) + 1)

/** Counts a verdict; throws where schema and reader disagree. */
const count = (counts: Counts, { _tag, issues }: Verdict, text: string): void => {
  if (_tag === 'too narrow' || _tag === 'too wide')
    throw new Error(`the schema is ${_tag}: ${text}\n${JSON.stringify(issues)}`)
  more(counts, _tag)
  if (_tag === 'unsaid') for (const code of new Set(issues.map((issue) => issue.code))) more(counts, `unsaid ${code}`)
}

const told = (counts: Counts): string =>
  [...counts]
    .sort()
    .map(([name, n]) => `${n} ${name}`)
    .join(', ')

/** ajv does not look at a member called `__proto__`, and tells no two objects apart that have methods of `Object` for members. */
const isBeyondAjv = (schema: Schema): boolean =>
  closure(schema).some(
    (one) =>
      ((one._tag === 'structure' || one._tag === 'union') &&
        membersOf(one).some(({ name, field, traits }) => [name, field, traits.jsonName].includes('__proto__'))) ||
      (one.traits.uniqueItems === true &&
        closure(one).some(({ _tag }) => ['structure', 'union', 'map'].includes(_tag))),
  )

const schemas = arbitrarySchema(fc)().filter((schema) => !isBeyondAjv(schema))

/** Each schema is compiled once for so many texts. */
const perSchema = 16

const schemaRuns = Math.ceil(runs / perSchema)

interface Case {
  readonly schema: Schema
  readonly trees: ReadonlyArray<Json>
}

const casesOf = (trees: (schema: Schema) => fc.Arbitrary<Json>): fc.Arbitrary<Case> =>
  schemas.chain((schema) =>
    fc.array(trees(schema), { minLength: perSchema, maxLength: perSchema }).map((made) => ({ schema, trees: made })),
  )

const agree = (
  title: string,
  options: JsonSchemaOptions,
  policed: (schema: Schema) => Subject,
  cases: fc.Arbitrary<Case>,
): void => {
  it(title, () => {
    const counts: Counts = new Map()
    assertLaw(
      fc.property(cases, ({ schema, trees }) => {
        try {
          const shape = policed(schema)
          const made = jsonSchema(shape, options)
          const takes = validatorOf(made.schema)
          const isUnique = closure(schema).some(({ traits }) => traits.uniqueItems === true)
          for (const tree of trees) {
            const text = writeJson(tree)
            // To ajv, which keeps texts that must differ as keys of an object, two of these are one.
            if (isUnique && text.includes('"__proto__"')) continue
            count(counts, verdictOf(shape, made, takes, text, options.side), text)
          }
        } catch (error) {
          throw new Error(`${String(error)}\n${schemaText(schema)}`, { cause: error })
        }
      }),
      { numRuns: schemaRuns },
    )
    console.log(`        ${told(counts)}`)
  })
}

const goodTrees = (schema: Schema): fc.Arbitrary<Json> => arbitrary(fc)(schema).map(json(shapeOf(schema)).encode)

const goodDomain = (schema: Schema): fc.Arbitrary<Json> => arbitrary(fc)(schema).map(domainJson(shapeOf(schema)).encode)

const broken = (schema: Schema): fc.Arbitrary<Json> =>
  fc.nat({ max: 2 }).chain((k) => mutated(fc)(shapeOf(schema), k + 1).map(({ tree }) => tree))

const junk: fc.Arbitrary<Json> = fc.oneof(
  documents(fc),
  fc.constantFrom<Json>(
    null,
    '',
    'A',
    'NaN',
    '12',
    '-99999999999999999999',
    '1.5e9',
    '1e99999999999999999999',
    0,
    -1,
    1.5,
    1e12,
    2n ** 63n,
    2n ** 53n + 1n,
    true,
    [],
    {},
    [null],
    '\ud800',
    'AAE=',
    'AAF=',
    '2024-02-29T23:59:59.5+14:00',
    '2023-02-29T00:00:00Z',
    '9999-12-31T23:59:59-01:00',
    'Thu, 29 Feb 2024 00:00:00 GMT',
    'Thu, 29 Feb 2023 00:00:00 GMT',
    { __type: 'x' },
    { a: null },
    { _tag: 'A', value: 1 },
    { _tag: '$unknown', name: 'x', raw: null },
  ),
)

/** Good trees with a part replaced, nulls and strangers among what comes in. */
const damaged =
  (good: (schema: Schema) => fc.Arbitrary<Json>) =>
  (schema: Schema): fc.Arbitrary<Json> =>
    fc.tuple(good(schema), fc.nat(), junk).map(([tree, index, by]) => replacePart(tree, index, by) as Json)

const policies: Readonly<Record<string, (schema: Schema) => Subject>> = {
  strict: shapeOf,
  closed: (schema) => closed(shapeOf(schema)),
  tolerant: (schema) => tolerant(shapeOf(schema)),
  'closed tolerant': (schema) => closed(tolerant(shapeOf(schema))),
  'length ignored': (schema) => ignore(shapeOf(schema), ['length']),
  'pattern, range and unique advised': (schema) => advise(shapeOf(schema), ['pattern', 'range', 'unique']),
}

describe('law 6: JSON Schema and reader agree', () => {
  agree('on good values', {}, shapeOf, casesOf(goodTrees))
  agree('on good values, nulls told', { nulls: true }, shapeOf, casesOf(goodTrees))
  agree('on good domain objects', { side: 'domain' }, shapeOf, casesOf(goodDomain))
  agree('on broken values', {}, shapeOf, casesOf(broken))
  for (const [name, policed] of Object.entries(policies)) {
    agree(`on anything, ${name}`, { nulls: true }, policed, casesOf(damaged(goodTrees)))
    agree(`on anything of the domain, ${name}`, { nulls: true, side: 'domain' }, policed, casesOf(damaged(goodDomain)))
  }
})
