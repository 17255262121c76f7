/**
 * Models that mean harm: whatever they call things, document, match, default to or list, the generated code parses, is the
 * same data, and runs nothing of theirs.
 */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { generate, mark } from '../../lib/codegen/index.js'
import type { Service } from '../../lib/index.js'
import { readSmithy } from '../../lib/model/index.js'
import type { Schema } from '../../lib/schema/index.js'
import { closure, membersOf } from '../../lib/schema/index.js'
import { issueText, isWellFormed } from '../../lib/value/index.js'
import { evaluate, syntaxFaults } from './evaluate.js'

type Node = Record<string, unknown>

/** What a text would do, if it got out of where it stands. */
const flag = 'globalThis.wireshapeWasHere = true'

const breakouts: ReadonlyArray<string> = [
  `'; ${flag}; '`,
  `"; ${flag}; "`,
  `\`; ${flag}; \``,
  `\${${flag}}`,
  `*/ ${flag}; /*`,
  `\n${flag}\n`,
  `\r${flag}`,
  `\u2028${flag}\u2029`,
  `</script><script>${flag}</script>`,
  `\\'; ${flag}; //`,
  `\\u0027; ${flag}; //`,
  `]); ${flag}; ([`,
  `}); ${flag}; ({`,
  `&#42;&#47; ${flag}; /*`,
  '__proto__',
  'constructor',
  '@internal */',
  '\ud800',
]

const member = (target: string, traits: Node = {}): Node => ({ target, traits })

/** A model that says a text wherever one can be said. */
const model = (text: string): unknown => {
  const own = (kinds: Node): Node => Object.fromEntries(Object.entries(kinds))
  const documented = { 'smithy.api#documentation': text, 'smithy.api#deprecated': { message: text, since: text } }
  const members: Array<readonly [string, unknown]> = [
    [text, member('x#Text', { ...documented, 'smithy.api#default': text })],
    [`a${text}`, member('x#Enum', { 'smithy.api#jsonName': text })],
    ['header', member('smithy.api#String', { 'smithy.api#httpHeader': `x-${text}` })],
    [
      'document',
      member('smithy.api#Document', {
        'smithy.api#default': own({ [`k${text}`]: [text, null, 1.5, 12345678901234567890n] }),
      }),
    ],
    ['map', member('x#Map')],
    ['union', member('x#Union')],
    ['list', member('x#List')],
  ]
  return {
    smithy: '2.0',
    shapes: {
      [`x#../${text}`]: {
        type: 'service',
        version: text,
        operations: [{ target: 'x#Op' }, { target: `x#Op${text}` }, { target: `y#${text}` }],
        traits: {
          'aws.protocols#restJson1': { [`o${text}`]: text },
          'aws.api#service': { sdkId: text },
          'smithy.api#xmlNamespace': { uri: text, prefix: text },
          ...documented,
        },
      },
      'x#Op': {
        type: 'operation',
        input: { target: 'x#In' },
        output: { target: 'x#Out' },
        errors: [{ target: `x#E${text}` }],
        traits: { 'smithy.api#http': { method: text, uri: `/${text.replace(/[{}]/g, '')}` }, ...documented },
      },
      [`x#Op${text}`]: { type: 'operation', traits: { 'smithy.api#http': { method: 'GET', uri: '/' } } },
      [`y#${text}`]: { type: 'operation', traits: { 'smithy.api#http': { method: 'GET', uri: '/y' } } },
      'x#In': { type: 'structure', members: Object.fromEntries(members), traits: documented },
      'x#Out': { type: 'structure', members: {} },
      [`x#E${text}`]: { type: 'structure', members: {}, traits: { 'smithy.api#error': 'client', ...documented } },
      'x#Text': { type: 'string', traits: { 'smithy.api#pattern': text, 'smithy.api#mediaType': text, ...documented } },
      'x#Enum': {
        type: 'enum',
        members: Object.fromEntries([
          [text, { target: 'smithy.api#Unit', traits: { 'smithy.api#enumValue': text, ...documented } }],
          ['OTHER', { target: 'smithy.api#Unit' }],
        ]),
        traits: documented,
      },
      'x#Map': { type: 'map', key: { target: 'x#Text' }, value: { target: 'smithy.api#String' }, traits: documented },
      'x#Union': {
        type: 'union',
        members: Object.fromEntries([
          [text, member('x#Text')],
          ['other', member('x#In')],
        ]),
        traits: documented,
      },
      'x#List': { type: 'list', member: member('x#Union', { 'smithy.api#xmlName': text }), traits: documented },
    },
  }
}

/** What a schema says and anything reads: no words for people, of an enum's values only whether they are internal. */
const facts = (schema: Schema): unknown => {
  const known = ({ documentation: _, other: __, matcher, ...rest }: Schema['traits']): unknown => ({
    ...rest,
    // The bundle has a copy of the function.
    matcher: typeof matcher === 'function' ? 'linear' : matcher,
  })
  const members = membersOf(schema).map(({ traits, target, ...rest }) => ({
    ...rest,
    target: target().id,
    traits: known(traits),
  }))
  const values =
    schema._tag === 'enum' || schema._tag === 'intEnum'
      ? schema.values.map(({ name, value, traits }) => [name, value, traits.internal])
      : []
  return { kind: schema._tag, id: schema.id, traits: known(schema.traits), members, values }
}

const serviceOf = (json: unknown): Service | undefined => {
  const read = readSmithy(json)
  return read._tag === 'Left' ? undefined : read.right[0]
}

const check = async (json: unknown): Promise<void> => {
  const service = serviceOf(json)
  if (service === undefined) return
  const files = generate(service)
  const names = files.map(({ path }) => path)
  assert.deepEqual(
    names.filter((name) => !/^[\w$]+\.ts$/.test(name)),
    [],
    'names of files are plain',
  )
  assert.equal(new Set(names.map((name) => name.toLowerCase())).size, names.length)
  for (const file of files) {
    assert.equal(file.text.split('\n', 1)[0], mark)
    assert.ok(isWellFormed(file.text))
    assert.deepEqual(syntaxFaults(file), [])
  }
  const made =
    Object.values(await evaluate(files)).find((u): u is Service => (u as Partial<Service>)?._tag === 'Service') ??
    assert.fail('no service')
  assert.ok(!('wireshapeWasHere' in globalThis), 'nothing of the model ran')
  const schemas = ({ operations }: Service): ReadonlyArray<unknown> =>
    operations.flatMap(({ input, output, errors }) =>
      [input, output, ...errors].flatMap(({ schema }) => closure(schema).map(facts)),
    )
  assert.deepEqual(schemas(made), schemas(service))
  assert.deepEqual(
    [made.id, made.version, made.sdkId, made.protocols],
    [service.id, service.version, service.sdkId, service.protocols],
  )
  assert.deepEqual(made.operations[0]?.traits.http, service.operations[0]?.traits.http)
}

describe('hostile models', () => {
  for (const text of breakouts) {
    it(JSON.stringify(text), async () => {
      const read = readSmithy(model(text))
      if (read._tag === 'Left') console.log(`      refused: ${read.left.slice(0, 2).map(issueText).join('; ')}`)
      await check(model(text))
    })
  }

  it('any text at all', async () => {
    const part = fc.oneof(fc.constantFrom(...breakouts), fc.string({ unit: 'binary', maxLength: 6 }))
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 3 }), (parts) => check(model(parts.join('')))),
      { numRuns: 60 },
    )
  })
})
