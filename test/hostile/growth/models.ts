/**
 * Files of models, of each form. What is read of a model is made a service, so that names and shapes are made too.
 */
import { fieldNames, readModel, readSdk } from '../../../lib/model/index.js'
import type { Row } from './Row.js'
import { grow, rowsOf } from './Row.js'

type Data = Readonly<Record<string, unknown>>

const record = (units: number, name: (i: number) => string, value: (i: number) => unknown): Data => {
  const made: Record<string, unknown> = {}
  for (let i = 0, length = 0; length < units; i++) {
    const [key, held] = [name(i), value(i)]
    made[key] = held
    length += key.length + (JSON.stringify(held)?.length ?? 0) + 4
  }
  return made
}

/** The members of every structure that a service reaches. */
const read = (json: unknown): unknown => {
  const model = readModel(json)
  return model._tag === 'Right'
    ? model.right.services.flatMap(({ operations }) => operations.map(({ input }) => input.schema))
    : model.left.length
}

// -------------------------------------------------------------------------------------
// Smithy
// -------------------------------------------------------------------------------------

const smithy = (shapes: Data): Data => ({
  smithy: '2.0',
  shapes: {
    'a#Service': { type: 'service', version: '1', operations: [{ target: 'a#Op' }] },
    'a#Op': { type: 'operation', input: { target: 'a#In' }, output: { target: 'smithy.api#Unit' } },
    'a#In': { type: 'structure', members: { A: { target: 'smithy.api#String' } } },
    ...shapes,
  },
})

const text = { target: 'smithy.api#String' }

const smithyRows: ReadonlyArray<Row> = rowsOf('Smithy model', read, {
  shapes: (n) =>
    smithy(
      record(
        n,
        (i) => `a#S${i}`,
        () => ({ type: 'string' }),
      ),
    ),
  members: (n) =>
    smithy({
      'a#In': {
        type: 'structure',
        members: record(
          n,
          (i) => `M${i}`,
          () => text,
        ),
      },
    }),
  'members alike but for case': (n) =>
    smithy({
      'a#In': {
        type: 'structure',
        members: record(
          n,
          (i) => [...i.toString(2).padStart(24, '0')].map((b) => (b === '1' ? 'A' : 'a')).join(''),
          () => text,
        ),
      },
    }),
  'members without a target': (n) =>
    smithy({
      'a#In': {
        type: 'structure',
        members: record(
          n,
          (i) => `M${i}`,
          () => ({ target: 'a#No' }),
        ),
      },
    }),
  'chain of lists': (n) =>
    smithy(
      record(
        n,
        (i) => `a#S${i}`,
        (i) => ({ type: 'list', member: { target: `a#S${i + 1}` } }),
      ),
    ),
  'chain of structures': (n) =>
    smithy({
      ...record(
        n,
        (i) => `a#S${i}`,
        (i) => ({ type: 'structure', members: { A: { target: `a#S${i + 1}` } } }),
      ),
      'a#In': { type: 'structure', members: { A: { target: 'a#S0' } } },
    }),
  'chain of mixins': (n) =>
    smithy(
      record(
        n,
        (i) => `a#S${i}`,
        (i) => ({ type: 'structure', mixins: [{ target: `a#S${i + 1}` }], members: {} }),
      ),
    ),
  'mixins of one shape': (n) => {
    const mixins = record(
      n / 2,
      (i) => `a#S${i}`,
      (i) => ({
        type: 'structure',
        members: { [`M${i}`]: text },
        traits: { 'smithy.api#mixin': {} },
      }),
    )
    return smithy({
      ...mixins,
      'a#In': { type: 'structure', mixins: Object.keys(mixins).map((target) => ({ target })), members: {} },
    })
  },
  'one mixin of many shapes': (n) =>
    smithy({
      'a#Mixin': {
        type: 'structure',
        members: record(
          n / 2,
          (i) => `M${i}`,
          () => text,
        ),
        traits: { 'smithy.api#mixin': {} },
      },
      ...record(
        n / 2,
        (i) => `a#S${i}`,
        () => ({ type: 'structure', mixins: [{ target: 'a#Mixin' }], members: {} }),
      ),
    }),
  'traits applied to one shape': (n) =>
    smithy({
      'a#In': {
        type: 'structure',
        members: record(
          n / 3,
          (i) => `M${i}`,
          () => text,
        ),
      },
      ...record(
        n / 2,
        (i) => `a#In$M${i}`,
        () => ({ type: 'apply', traits: { 'smithy.api#required': {} } }),
      ),
    }),
  'traits applied to nothing': (n) =>
    smithy(
      record(
        n,
        (i) => `a#In$X${i}`,
        () => ({ type: 'apply', traits: { 'smithy.api#required': {} } }),
      ),
    ),
  traits: (n) =>
    smithy({
      'a#In': {
        type: 'structure',
        members: {},
        traits: record(
          n,
          (i) => `b#t${i}`,
          () => ({}),
        ),
      },
    }),
  'values of an enum': (n) =>
    smithy({
      'a#E': {
        type: 'enum',
        members: record(
          n,
          (i) => `V${i}`,
          () => ({ target: 'smithy.api#Unit', traits: {} }),
        ),
      },
    }),
  operations: (n) => {
    const operations = record(
      n / 2,
      (i) => `a#Op${i}`,
      () => ({ type: 'operation', input: { target: 'a#In' } }),
    )
    return smithy({
      ...operations,
      'a#Service': { type: 'service', version: '1', operations: Object.keys(operations).map((target) => ({ target })) },
    })
  },
  'one operation again and again': (n) =>
    smithy({
      'a#Service': {
        type: 'service',
        version: '1',
        operations: Array.from({ length: n / 20 }, () => ({ target: 'a#Op' })),
      },
    }),
  'errors of an operation': (n) => {
    const errors = record(
      n / 2,
      (i) => `a#E${i}`,
      () => ({ type: 'structure', members: {}, traits: { 'smithy.api#error': 'client' } }),
    )
    return smithy({
      ...errors,
      'a#Op': {
        type: 'operation',
        input: { target: 'a#In' },
        errors: Object.keys(errors).map((target) => ({ target })),
      },
    })
  },
  'chain of resources': (n) =>
    smithy({
      ...record(
        n,
        (i) => `a#R${i}`,
        (i) => ({ type: 'resource', resources: [{ target: `a#R${i + 1}` }] }),
      ),
      'a#Service': { type: 'service', version: '1', resources: [{ target: 'a#R0' }] },
    }),
  mistakes: (n) =>
    smithy(
      record(
        n,
        (i) => `a#S${i}`,
        () => 0,
      ),
    ),
  'a long pattern': (n) =>
    smithy({ 'a#S': { type: 'string', traits: { 'smithy.api#pattern': '(a|b)*'.repeat(n / 6) } } }),
  'patterns in patterns': (n) =>
    smithy({
      'a#S': { type: 'string', traits: { 'smithy.api#pattern': `${'('.repeat(n / 3)}a${')*'.repeat(n / 3)}` } },
    }),
})

// -------------------------------------------------------------------------------------
// botocore
// -------------------------------------------------------------------------------------

const botocore = (shapes: Data, more: Data = {}): Data => ({
  metadata: { apiVersion: '2020-01-01', serviceId: 'A', protocol: 'json', jsonVersion: '1.1', targetPrefix: 'A' },
  operations: { Op: { name: 'Op', http: { method: 'POST', requestUri: '/' }, input: { shape: 'In' } } },
  shapes: { In: { type: 'structure', members: { A: { shape: 'S' } } }, S: { type: 'string' }, ...shapes },
  ...more,
})

const botocoreRows: ReadonlyArray<Row> = rowsOf('botocore model', read, {
  shapes: (n) =>
    botocore(
      record(
        n,
        (i) => `S${i}`,
        () => ({ type: 'string' }),
      ),
    ),
  members: (n) =>
    botocore({
      In: {
        type: 'structure',
        members: record(
          n,
          (i) => `M${i}`,
          () => ({ shape: 'S' }),
        ),
      },
    }),
  'required members': (n) => {
    const members = record(
      n / 2,
      (i) => `M${i}`,
      () => ({ shape: 'S' }),
    )
    return botocore({ In: { type: 'structure', required: Object.keys(members), members } })
  },
  'required ones that are none': (n) =>
    botocore({ In: { type: 'structure', required: Array.from({ length: n / 8 }, (_, i) => `M${i}`), members: {} } }),
  'chain of lists': (n) =>
    botocore(
      record(
        n,
        (i) => `S${i}`,
        (i) => ({ type: 'list', member: { shape: `S${i + 1}` } }),
      ),
    ),
  'values of an enum': (n) =>
    botocore({ S: { type: 'string', enum: Array.from({ length: n / 10 }, (_, i) => `v${i}`) } }),
  'values of an enum alike': (n) => botocore({ S: { type: 'string', enum: Array.from({ length: n / 4 }, () => '-') } }),
  'values of signs alone': (n) =>
    botocore({
      S: {
        type: 'string',
        enum: Array.from({ length: n / 20 }, (_, i) => '-+'.repeat(4) + '+'.repeat(i % 7) + '-'.repeat(i % 11)),
      },
    }),
  operations: (n) =>
    botocore(
      {},
      {
        operations: record(
          n,
          (i) => `Op${i}`,
          (i) => ({ name: `Op${i}`, http: { method: 'POST', requestUri: '/' }, input: { shape: 'In' } }),
        ),
      },
    ),
  mistakes: (n) =>
    botocore(
      record(
        n,
        (i) => `S${i}`,
        () => ({ type: 'list', member: { shape: 'No' } }),
      ),
    ),
  'a long template': (n) =>
    botocore(
      {},
      {
        operations: {
          Op: { name: 'Op', http: { method: 'POST', requestUri: '/{A}'.repeat(n / 4) }, input: { shape: 'In' } },
        },
      },
    ),
})

const minified = (members: Data): Data => ({
  metadata: { apiVersion: '2020-01-01', serviceId: 'A', protocol: 'json', jsonVersion: '1.1', targetPrefix: 'A' },
  operations: { Op: { input: { type: 'structure', members } } },
  shapes: {},
})

const inline = (levels: number): Data =>
  levels === 0 ? {} : { type: 'structure', members: { A: inline(levels - 1), B: {} } }

const minifiedRows: ReadonlyArray<Row> = rowsOf('minified model', read, {
  members: (n) =>
    minified(
      record(
        n,
        (i) => `M${i}`,
        () => ({}),
      ),
    ),
  'members of signs alone': (n) =>
    minified(
      record(
        n,
        (i) => String.fromCodePoint(0x2200 + i),
        () => ({}),
      ),
    ),
  levels: (n) =>
    minified(
      record(
        n,
        (i) => `M${i}`,
        () => inline(40),
      ),
    ),
})

// -------------------------------------------------------------------------------------
// SDK
// -------------------------------------------------------------------------------------

const settings = { serviceId: 'A', version: '1', protocol: 'aws.protocols#restJson1', serviceTarget: 'A' }

const sdkRows: ReadonlyArray<Row> = rowsOf('schemas of an SDK client', (exports: Data) => readSdk(exports, settings), {
  operations: (n) =>
    record(
      n,
      (i) => `Op${i}$`,
      (i) => [9, 'com.a', `Op${i}`, 0, 'unit', 'unit'],
    ),
  members: (n) => {
    const names = Array.from({ length: n / 10 }, (_, i) => `M${i}`)
    return { Op$: [9, 'com.a', 'Op', 0, [3, 'com.a', 'In', 0, names, names.map(() => 0)], 'unit'] }
  },
  'chain of structures': (n) => {
    let inner: unknown = 0
    for (let i = 0; i < Math.min(n / 30, 2_000); i++) inner = [3, 'com.a', `S${i}`, 0, ['A'], [inner]]
    return { Op$: [9, 'com.a', 'Op', 0, [3, 'com.a', 'In', 0, ['A'], [inner]], 'unit'] }
  },
})

const nameRows: ReadonlyArray<Row> = rowsOf('names of fields', fieldNames, {
  'alike but for their signs': (n) => grow(n, (i) => `a${'_'.repeat(i % 40)}${'-'.repeat(i % 37)}`, ' ').split(' '),
  'one again and again': (n) => Array.from({ length: n / 4 }, (_, i) => ['A', 'a', 'a_', '_a'][i % 4] as string),
})

export const modelRows: ReadonlyArray<Row> = [...smithyRows, ...botocoreRows, ...minifiedRows, ...sdkRows, ...nameRows]
