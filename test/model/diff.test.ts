/**
 * What changed between two models: a small pair for each kind of change, met in an input, in an output and in both; and the
 * real models of services in both forms.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import type { Service } from '../../lib/index.js'
import { readBotocore } from '../../lib/model/botocore.js'
import type { Change } from '../../lib/model/index.js'
import { diff, readSmithy, summarise } from '../../lib/model/index.js'
import { issueText } from '../../lib/value/index.js'
import { describeShared } from '../shared.js'

type Node = Readonly<Record<string, unknown>>

const target = (id: string, traits?: Node): Node => ({ target: id, ...(traits === undefined ? {} : { traits }) })
const text = target('smithy.api#String')
const required = { 'smithy.api#required': {} }
const structure = (members: Node, traits: Node = {}): Node => ({ type: 'structure', members, traits })

const read = (shapes: Node): Service => {
  const services = readSmithy({ smithy: '2.0', shapes })
  if (services._tag === 'Left') return assert.fail(services.left.map(issueText).join('\n'))
  return services.right[0] ?? assert.fail('no service')
}

interface World {
  readonly shapes?: Node
  readonly operation?: Node
  readonly service?: Node
  readonly protocol?: string
}

/** A service of one operation `Op` whose input, output or both hold a member `a` of the shape `x#A`. */
const world = (
  side: 'input' | 'output' | 'both',
  member: Node,
  { shapes, operation, service, protocol }: World = {},
): Service => {
  const there = { a: member }
  return read({
    'x#S': {
      type: 'service',
      version: '1',
      operations: [target('x#Op')],
      ...service,
      traits: { [protocol ?? 'aws.protocols#restJson1']: {} },
    },
    'x#Op': {
      type: 'operation',
      input: target('x#In'),
      output: target('x#Out'),
      traits: { 'smithy.api#http': { method: 'PUT', uri: '/op' } },
      ...operation,
    },
    'x#In': structure(side === 'output' ? {} : there),
    'x#Out': structure(side === 'input' ? {} : there),
    ...shapes,
  })
}

const line = ({ kind, breaks, path, before, after }: Change): string =>
  [kind, `(${breaks.join(' ')})`, path, before, after === undefined ? undefined : `→ ${after}`]
    .filter((part) => part !== undefined)
    .join(' ')

const told = (old: Service, now: Service): ReadonlyArray<string> => diff(old, now).map(line)

interface Case {
  readonly old: Node
  readonly now: Node
  readonly input: ReadonlyArray<string>
  readonly output: ReadonlyArray<string>
}

const shape = (id: string, node: Node): World => ({ shapes: { [id]: node } })

/** A change of the shape `x#A` that the member targets, by the words for it in an input and in an output. */
const shapes: Readonly<Record<string, Case>> = {
  'a limit narrower': {
    old: { type: 'string', traits: { 'smithy.api#length': { max: 10 } } },
    now: { type: 'string', traits: { 'smithy.api#length': { min: 1, max: 9 } } },
    input: ['lengthNarrowed (writers) Op.input.a at most 10 → 1 to 9'],
    output: ['lengthNarrowed () Op.output.a at most 10 → 1 to 9'],
  },
  'a limit wider': {
    old: { type: 'string', traits: { 'smithy.api#length': { min: 1, max: 10 } } },
    now: { type: 'string', traits: { 'smithy.api#length': { min: 0, max: 11 } } },
    input: ['lengthWidened () Op.input.a 1 to 10 → at most 11'],
    output: ['lengthWidened (strictReaders) Op.output.a 1 to 10 → at most 11'],
  },
  'a limit moved': {
    old: { type: 'integer', traits: { 'smithy.api#range': { min: 1, max: 5 } } },
    now: { type: 'integer', traits: { 'smithy.api#range': { min: 2, max: 6 } } },
    input: ['rangeMoved (writers) Op.input.a 1 to 5 → 2 to 6'],
    output: ['rangeMoved (strictReaders) Op.output.a 1 to 5 → 2 to 6'],
  },
  'a limit beyond 53 bits': {
    old: { type: 'long', traits: { 'smithy.api#range': { max: 9223372036854775806n } } },
    now: { type: 'long', traits: { 'smithy.api#range': { max: 9223372036854775807n } } },
    input: ['rangeWidened () Op.input.a at most 9223372036854775806 → at most 9223372036854775807'],
    output: ['rangeWidened (strictReaders) Op.output.a at most 9223372036854775806 → at most 9223372036854775807'],
  },
  'a least length of none and of zero': {
    old: { type: 'string', traits: { 'smithy.api#length': { min: 0, max: 5 } } },
    now: { type: 'string', traits: { 'smithy.api#length': { max: 5 } } },
    input: [],
    output: [],
  },
  'a pattern added': {
    old: { type: 'string' },
    now: { type: 'string', traits: { 'smithy.api#pattern': '^a$' } },
    input: ['patternAdded (writers) Op.input.a → ^a$'],
    output: ['patternAdded () Op.output.a → ^a$'],
  },
  'a pattern changed': {
    old: { type: 'string', traits: { 'smithy.api#pattern': '^a$' } },
    now: { type: 'string', traits: { 'smithy.api#pattern': '^b$' } },
    input: ['patternChanged (writers) Op.input.a ^a$ → ^b$'],
    output: ['patternChanged (strictReaders) Op.output.a ^a$ → ^b$'],
  },
  'a pattern removed': {
    old: { type: 'string', traits: { 'smithy.api#pattern': '^a$' } },
    now: { type: 'string' },
    input: ['patternRemoved () Op.input.a ^a$'],
    output: ['patternRemoved (strictReaders) Op.output.a ^a$'],
  },
  'enum values': {
    old: { type: 'enum', members: { A: target('smithy.api#Unit'), B: target('smithy.api#Unit') } },
    now: {
      type: 'enum',
      members: { A: target('smithy.api#Unit'), C: target('smithy.api#Unit'), D: target('smithy.api#Unit') },
    },
    input: [
      'enumValueRemoved (writers) Op.input.a B',
      'enumValueAdded () Op.input.a → C',
      'enumValueAdded () Op.input.a → D',
    ],
    output: [
      'enumValueRemoved () Op.output.a B',
      'enumValueAdded (strictReaders) Op.output.a → C',
      'enumValueAdded (strictReaders) Op.output.a → D',
    ],
  },
  'an enum made text': {
    old: { type: 'enum', members: { A: target('smithy.api#Unit') } },
    now: { type: 'string' },
    input: ['kindChanged () Op.input.a enum → string'],
    output: ['kindChanged (strictReaders) Op.output.a enum → string'],
  },
  'text made an enum': {
    old: { type: 'string' },
    now: { type: 'enum', members: { A: target('smithy.api#Unit') } },
    input: ['kindChanged (writers) Op.input.a string → enum'],
    output: ['kindChanged () Op.output.a string → enum'],
  },
  'a wider number': {
    old: { type: 'integer' },
    now: { type: 'long' },
    input: ['kindChanged () Op.input.a integer → long'],
    output: ['kindChanged (readers) Op.output.a integer → long'],
  },
  'another kind': {
    old: { type: 'integer' },
    now: { type: 'string' },
    input: ['kindChanged (writers) Op.input.a integer → string'],
    output: ['kindChanged (readers) Op.output.a integer → string'],
  },
  'unique items': {
    old: { type: 'list', member: text },
    now: { type: 'list', member: text, traits: { 'smithy.api#uniqueItems': {} } },
    input: ['uniqueItemsAdded (writers) Op.input.a'],
    output: ['uniqueItemsAdded () Op.output.a'],
  },
  'nulls in a list': {
    old: { type: 'list', member: text },
    now: { type: 'list', member: text, traits: { 'smithy.api#sparse': {} } },
    input: ['nullsAllowed () Op.input.a'],
    output: ['nullsAllowed (readers) Op.output.a'],
  },
  'an alternative added and one removed': {
    old: { type: 'union', members: { b: text, c: text } },
    now: { type: 'union', members: { b: text, d: text } },
    input: ['alternativeRemoved (writers) Op.input.a.c String', 'alternativeAdded () Op.input.a.d → String'],
    output: ['alternativeRemoved () Op.output.a.c String', 'alternativeAdded (strictReaders) Op.output.a.d → String'],
  },
  'members added and removed': {
    old: structure({ gone: text }),
    now: structure({ more: text, must: target('smithy.api#String', required) }),
    input: [
      'memberRemoved (writers) Op.input.a.gone String',
      'memberAdded () Op.input.a.more → String',
      'requiredMemberAdded (writers) Op.input.a.must → String',
    ],
    output: [
      'memberRemoved (readers) Op.output.a.gone String',
      'memberAdded () Op.output.a.more → String',
      'requiredMemberAdded () Op.output.a.must → String',
    ],
  },
  'a member made required': {
    old: structure({ b: text }),
    now: structure({ b: target('smithy.api#String', required) }),
    input: ['memberRequired (writers) Op.input.a.b'],
    output: ['memberRequired () Op.output.a.b'],
  },
  'a member made optional': {
    old: structure({ b: target('smithy.api#String', required) }),
    now: structure({ b: text }),
    input: ['memberOptional () Op.input.a.b'],
    output: ['memberOptional (readers) Op.output.a.b'],
  },
  'a default taken away': {
    old: structure({ b: target('smithy.api#Integer', { 'smithy.api#default': 3 }) }),
    now: structure({ b: target('smithy.api#Integer') }),
    input: ['memberOptional () Op.input.a.b', 'defaultChanged () Op.input.a.b 3'],
    output: ['memberOptional (readers) Op.output.a.b', 'defaultChanged () Op.output.a.b 3'],
  },
  'a member that is required with a default is none that writers need': {
    old: structure({}),
    now: structure({ b: target('smithy.api#Integer', { ...required, 'smithy.api#default': 3 }) }),
    input: ['memberAdded () Op.input.a.b → Integer'],
    output: ['memberAdded () Op.output.a.b → Integer'],
  },
  'limits of a member stand over those of its shape': {
    old: structure({ b: target('smithy.api#String', { 'smithy.api#length': { max: 3 } }) }),
    now: structure({ b: text }),
    input: ['lengthWidened () Op.input.a.b at most 3'],
    output: ['lengthWidened (strictReaders) Op.output.a.b at most 3'],
  },
  'a name on the wire': {
    old: structure({ b: text }),
    now: structure({ b: target('smithy.api#String', { 'smithy.api#jsonName': 'c' }) }),
    input: ['wireNameChanged (writers) Op.input.a.b b → c'],
    output: ['wireNameChanged (readers) Op.output.a.b b → c'],
  },
  'a format of timestamps': {
    old: structure({ b: target('smithy.api#Timestamp') }),
    now: structure({ b: target('smithy.api#Timestamp', { 'smithy.api#timestampFormat': 'date-time' }) }),
    input: ['timestampFormatChanged (writers) Op.input.a.b epoch-seconds → date-time'],
    output: ['timestampFormatChanged (readers) Op.output.a.b epoch-seconds → date-time'],
  },
  'a format that says what holds without it': {
    old: structure({ b: target('smithy.api#Timestamp') }),
    now: structure({ b: target('smithy.api#Timestamp', { 'smithy.api#timestampFormat': 'epoch-seconds' }) }),
    input: [],
    output: [],
  },
  'items of lists and values of maps': {
    old: { type: 'map', key: text, value: text },
    now: { type: 'map', key: text, value: target('smithy.api#Integer') },
    input: ['kindChanged (writers) Op.input.a[value] string → integer'],
    output: ['kindChanged (readers) Op.output.a[value] string → integer'],
  },
  'members of shapes that every model has, each for itself': {
    old: structure({ b: text, c: text }),
    now: structure({ b: target('smithy.api#Integer'), c: target('smithy.api#Long') }),
    input: ['kindChanged (writers) Op.input.a.b string → integer', 'kindChanged (writers) Op.input.a.c string → long'],
    output: [
      'kindChanged (readers) Op.output.a.b string → integer',
      'kindChanged (readers) Op.output.a.c string → long',
    ],
  },
  'secrecy, deprecation, documentation': {
    old: structure({ b: target('smithy.api#String', { 'smithy.api#documentation': 'x' }) }),
    now: structure(
      { b: target('smithy.api#String', { 'smithy.api#deprecated': { message: 'old' } }) },
      { 'smithy.api#sensitive': {} },
    ),
    input: ['sensitivityChanged () Op.input.a plain → sensitive', 'deprecated () Op.input.a.b → old'],
    output: ['sensitivityChanged () Op.output.a plain → sensitive', 'deprecated () Op.output.a.b → old'],
  },
}

describe('changes of shapes', () => {
  for (const [title, { old, now, input, output }] of Object.entries(shapes)) {
    it(title, () => {
      const pair = (side: 'input' | 'output' | 'both') =>
        [old, now].map((node) => world(side, target('x#A'), shape('x#A', node))) as [Service, Service]
      assert.deepEqual(told(...pair('input')), input)
      assert.deepEqual(told(...pair('output')), output)
      // Met on both sides it is one change, for everyone whom it breaks.
      const [apart, together] = [[...diff(...pair('input')), ...diff(...pair('output'))], diff(...pair('both'))]
      assert.deepEqual(
        together.map(({ kind, breaks }) => [kind, breaks]),
        diff(...pair('input')).map(({ kind, breaks }, i) => [
          kind,
          [...breaks, ...(apart[input.length + i]?.breaks ?? [])],
        ]),
      )
      for (const { inputs, outputs } of together) assert.deepEqual([inputs, outputs], [['Op'], ['Op']])
      assert.deepEqual(diff(pair('both')[0], pair('both')[0]), [])
    })
  }

  it('a shape under another name is no change but of its name', () => {
    const old = world('both', target('x#A'), shape('x#A', structure({ b: text })))
    const now = world('both', target('x#B'), shape('x#B', structure({ b: text })))
    assert.deepEqual(told(old, now), ['shapeRenamed () Op.input.a A → B'])
  })

  it('members that come to other shapes are changes of their own', () => {
    const shapesOf = (b: string, c: string): World => ({
      shapes: {
        'x#A': structure({ b: target(b), c: target(c) }),
        'x#Old': { type: 'string', traits: { 'smithy.api#length': { max: 9 } } },
        'x#B': { type: 'string', traits: { 'smithy.api#length': { max: 8 } } },
        'x#C': { type: 'string', traits: { 'smithy.api#length': { max: 7 } } },
      },
    })
    assert.deepEqual(
      told(
        world('input', target('x#A'), shapesOf('x#Old', 'x#Old')),
        world('input', target('x#A'), shapesOf('x#B', 'x#C')),
      ),
      [
        'shapeRenamed () Op.input.a.b Old → B',
        'lengthNarrowed (writers) Op.input.a.b at most 9 → at most 8',
        'shapeRenamed () Op.input.a.c Old → C',
        'lengthNarrowed (writers) Op.input.a.c at most 9 → at most 7',
      ],
    )
  })

  it('a recursive shape ends; a change in it is met once', () => {
    const tree = (more: Node) => structure({ left: target('x#A'), list: target('x#L'), ...more })
    const list = { type: 'list', member: target('x#A') }
    const of = (more: Node): Service => world('input', target('x#A'), { shapes: { 'x#A': tree(more), 'x#L': list } })
    assert.deepEqual(told(of({}), of({ key: target('smithy.api#String', required) })), [
      'requiredMemberAdded (writers) Op.input.a.key → String',
    ])
  })
})

describe('changes of operations', () => {
  const plain = world('both', text)

  it('the line of a request, the status, the host', () =>
    assert.deepEqual(
      told(
        plain,
        world('both', text, {
          operation: {
            traits: {
              'smithy.api#http': { method: 'POST', uri: '/op', code: 201 },
              'smithy.api#endpoint': { hostPrefix: 'data.' },
            },
          },
        }),
      ),
      [
        'requestLineChanged (writers) Op PUT /op → POST /op',
        'statusChanged () Op 200 → 201',
        'hostPrefixChanged (writers) Op → data.',
      ],
    ))

  it('bindings', () =>
    assert.deepEqual(told(plain, world('both', target('smithy.api#String', { 'smithy.api#httpHeader': 'X-A' }))), [
      'bindingChanged (writers) Op.input.a body → header x-a',
      'bindingChanged (readers) Op.output.a body → header x-a',
    ]))

  it('do not count where a protocol does not use them', () => {
    const rpc = { protocol: 'aws.protocols#awsJson1_1' }
    assert.deepEqual(
      told(
        world('both', text, rpc),
        world('both', target('smithy.api#String', { 'smithy.api#httpHeader': 'X-A', 'smithy.api#jsonName': 'b' }), rpc),
      ),
      [],
    )
  })

  it('errors', () => {
    const error = (members: Node = {}) => structure(members, { 'smithy.api#error': 'client' })
    const of = (names: ReadonlyArray<string>, members: Node = {}): Service =>
      world('both', text, {
        operation: { errors: names.map((name) => target(`x#${name}`)) },
        shapes: { 'x#Gone': error(), 'x#Kept': error(members), 'x#New': error() },
      })
    assert.deepEqual(told(of(['Gone', 'Kept'], { message: text }), of(['Kept', 'New'])), [
      'errorRemoved () Op.Gone Gone',
      'memberRemoved (readers) Op.Kept.message String',
      'errorAdded (strictReaders) Op.New → New',
    ])
  })

  it('operations, protocols and versions come and go', () => {
    const operations = (...names: ReadonlyArray<string>): Node => ({
      operations: names.map((name) => target(`x#${name}`)),
    })
    const more = { 'x#Other': { type: 'operation' }, 'x#Third': { type: 'operation' } }
    const old = world('both', text, { shapes: more, service: operations('Op', 'Other') })
    const now = world('both', text, {
      shapes: more,
      service: { ...operations('Op', 'Third'), version: '2' },
      protocol: 'smithy.protocols#rpcv2Cbor',
    })
    assert.deepEqual(told(old, now), [
      'protocolRemoved (writers readers) S aws.protocols#restJson1',
      'protocolAdded () S → smithy.protocols#rpcv2Cbor',
      'versionChanged () S 1 → 2',
      'operationRemoved (writers) Other',
      'operationAdded () Third',
    ])
    assert.deepEqual(
      diff(old, now, { operations: ['Other', 'Third'] }).map(({ kind, inputs }) => [kind, inputs]),
      [
        ['protocolRemoved', ['Other']],
        ['protocolAdded', ['Other']],
        ['versionChanged', ['Other']],
        ['operationRemoved', ['Other']],
        ['operationAdded', ['Third']],
      ],
    )
  })

  it('the summary counts each once', () => {
    const of = (node: Node): Service => world('both', target('x#A'), shape('x#A', node))
    const changes = diff(
      of(structure({ a: text, b: target('smithy.api#String', required) })),
      of(structure({ b: text, c: target('smithy.api#String', required), d: text })),
    )
    assert.deepEqual(summarise(changes), { changes: 4, writers: 1, readers: 1, both: 1, strictReaders: 0, nobody: 1 })
  })
})

describeShared('real models', ['models/smithy', 'models/botocore'], ([smithy = '', botocore = '']) => {
  const open = (path: string, form: typeof readSmithy): Service => {
    const services = form(JSON.parse(readFileSync(path, 'utf8')))
    return services._tag === 'Left'
      ? assert.fail(services.left.slice(0, 3).map(issueText).join('\n'))
      : (services.right[0] ?? assert.fail())
  }

  for (const name of ['connect', 'sqs', 'dynamodb', 's3']) {
    it(`${name}: the older Smithy form and the newer of botocore, each against itself and the other`, () => {
      const old = open(`${smithy}/${name}.json`, readSmithy)
      const now = open(`${botocore}/${name}.json`, readBotocore)
      assert.deepEqual(diff(old, old), [])
      assert.deepEqual(diff(now, now), [])
      const started = performance.now()
      const changes = diff(old, now)
      const summary = summarise(changes)
      console.log(`      ${name}: ${JSON.stringify(summary)} in ${Math.round(performance.now() - started)} ms`)
      assert.equal(
        summary.changes,
        summary.writers + summary.readers + summary.both + summary.strictReaders + summary.nobody,
      )
      for (const { inputs, outputs, path, shape: at } of changes) {
        assert.ok(inputs.length + outputs.length > 0, at)
        assert.ok(path !== '')
      }
      const names = new Set(now.operations.map((operation) => operation.name))
      const removed = changes.filter(({ kind }) => kind === 'operationRemoved').map(({ shape: at }) => at)
      assert.deepEqual(
        removed,
        old.operations.map((operation) => operation.name).filter((one) => !names.has(one)),
      )
    })
  }

  it('connect: what the newer model says of StartEmailContact', () => {
    const changes = diff(open(`${smithy}/connect.json`, readSmithy), open(`${botocore}/connect.json`, readBotocore), {
      operations: ['StartEmailContact'],
    })
    console.log(changes.map((change) => `      ${line(change)}`).join('\n'))
    assert.ok(changes.length > 0)
    for (const { path } of changes) assert.match(path, /^StartEmailContact\./)
  })
})
