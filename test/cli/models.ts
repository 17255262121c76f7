/**
 * A small model, whole and broken.
 */

type Node = Readonly<Record<string, unknown>>

const text = { target: 'smithy.api#String' }

const operation = (name: string, uri: string): Node => ({
  [`x#${name}`]: {
    type: 'operation',
    input: { target: `x#${name}Input` },
    output: { target: `x#${name}Output` },
    traits: { 'smithy.api#http': { method: 'POST', uri } },
  },
  [`x#${name}Input`]: {
    type: 'structure',
    members: {
      City: { target: 'x#City', traits: { 'smithy.api#required': {} } },
      Days: { target: 'smithy.api#Integer' },
    },
  },
  [`x#${name}Output`]: { type: 'structure', members: { Text: text } },
})

const serviceOf = (name: string, operations: ReadonlyArray<string>): Node => ({
  [`x#${name}`]: {
    type: 'service',
    version: '2026-01-01',
    operations: operations.map((one) => ({ target: `x#${one}` })),
    traits: { 'aws.protocols#restJson1': {} },
  },
})

/** The shapes of a service `Weather` with the operations `GetForecast` and `PutReport`. */
export const shapes: Node = {
  ...serviceOf('Weather', ['GetForecast', 'PutReport']),
  ...operation('GetForecast', '/forecast'),
  ...operation('PutReport', '/report'),
  'x#City': { type: 'string', traits: { 'smithy.api#length': { min: 1, max: 50 } } },
}

export const model = (more: Node = {}): Node => ({ smithy: '2.0', shapes: { ...shapes, ...more } })

export const twoServices: Node = model(serviceOf('Climate', ['GetForecast']))

export interface Broken {
  /** The file, as it is on the disk. */
  readonly text: string
  /** What is said of it: every line. */
  readonly says: ReadonlyArray<string | RegExp>
}

const json = (more: Node): string => JSON.stringify(model(more))

const chain = (count: number): Node =>
  Object.fromEntries(
    Array.from({ length: count }, (_, i) => [`x#L${i}`, { type: 'list', member: { target: `x#L${(i + 1) % count}` } }]),
  )

/** Broken models by what is wrong. */
export const broken: Readonly<Record<string, Broken>> = {
  empty: { text: '', says: ['error: broken.json is empty'] },
  truncated: {
    text: json({}).slice(0, 300),
    says: [/^error: broken\.json is no JSON: expected .* at the end of the file$/],
  },
  'not JSON': {
    text: '{\n  "smithy": tru\n}',
    says: ['error: broken.json is no JSON: expected a value at line 2, column 13'],
  },
  'not UTF-8': { text: '\u0000latin1', says: [/^error: broken\.json is no JSON: expected UTF-8 at line 1, column 3$/] },
  'a list': { text: '[]', says: ['error: broken.json has a mistake', '  (root): expected a model, got a list [type]'] },
  'another format': {
    text: '{"swagger":"2.0"}',
    says: [
      'error: broken.json has a mistake',
      '  (root): expected a Smithy JSON AST (smithy, shapes) or a model of botocore or aws-sdk (metadata, operations, shapes), got an object with "swagger" [syntax]',
    ],
  },
  'no service': { text: '{"smithy":"2.0","shapes":{}}', says: ['error: broken.json has no service'] },
  'wrong types': {
    text: json({ 'x#City': { type: 'string', traits: { 'smithy.api#length': { min: 'one' } } }, 'x#PutReport': 7 }),
    says: [
      'error: broken.json has 3 mistakes',
      /^ {2}shapes\["x#PutReport"\]: expected .*, got a number \[type\]$/,
      '  shapes["x#City"].traits["smithy.api#length"].min: expected a whole number from 0 to 9007199254740991, got a string [type]',
      /^ {2}shapes\["x#Weather"\]\.operations\[1\]\.target: expected a shape of the model, got "x#PutReport" \[missing\]$/,
    ],
  },
  'dangling targets': {
    text: json({ 'x#PutReportOutput': { type: 'structure', members: { a: { target: 'x#Gone' } } } }),
    says: [
      'error: broken.json has a mistake',
      '  shapes["x#PutReportOutput"].members.a.target: expected a shape of the model, got "x#Gone" [missing]',
    ],
  },
  'a dangling target called __proto__': {
    text: json({ 'x#PutReportOutput': { type: 'structure', members: { a: { target: '__proto__' } } } }),
    says: [
      'error: broken.json has a mistake',
      '  shapes["x#PutReportOutput"].members.a.target: expected a shape of the model, got "__proto__" [missing]',
    ],
  },
  'hundreds of mistakes': {
    text: json(Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`x#E${i}`, { type: 'tuple' }]))),
    says: [
      'error: broken.json has 300 mistakes',
      ...Array.from(
        { length: 20 },
        (_, i) => `  shapes["x#E${i}"].type: expected a type of shape, got another value [enum]`,
      ),
      '  … and 280 more (--json has them all)',
    ],
  },
  'a trait nested 100,000 deep': {
    text: JSON.stringify(model({ 'x#City': { type: 'string', traits: { 'x#t': 'DEEP' } } })).replace(
      '"DEEP"',
      `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
    ),
    says: [
      'error: broken.json has a mistake',
      /^ {2}shapes\["x#City"\]\.traits\["x#t"\]: expected a JSON value of at most 256 levels, got a list \[type\]$/,
    ],
  },
  'terminal escapes': {
    text: json({ 'x#PutReportOutput': { type: 'structure', members: { a: { target: 'x#\u001b[2J\u0007' } } } }),
    says: [
      'error: broken.json has a mistake',
      /^ {2}shapes\["x#PutReportOutput"\]\.members\.a\.target: expected a shape of the model, got "x#\\u001b\[2J\\u0007" \[missing\]$/,
    ],
  },
  'a circle of plain lists': {
    text: json({ ...chain(3), 'x#PutReportOutput': { type: 'structure', members: { a: { target: 'x#L0' } } } }),
    says: [
      'error: broken.json has a mistake',
      '  shapes["x#L2"].member.target: expected lists and maps without a circle, got "x#L0" [depth]',
    ],
  },
  'a pattern of a megabyte': {
    text: json({ 'x#City': { type: 'string', traits: { 'smithy.api#pattern': `^${'(a|b)'.repeat(200_000)}$` } } }),
    says: [
      'error: broken.json has a mistake',
      '  shapes["x#City"].traits["smithy.api#pattern"]: expected a pattern of at most 32768 characters, got one of 1000002 [size]',
    ],
  },
}

/** Odd models that are none the worse for it. */
export const odd: Readonly<Record<string, string>> = {
  'a member named __proto__': json({
    'x#PutReportOutput': JSON.parse(
      '{"type":"structure","members":{"__proto__":{"target":"smithy.api#String"},"constructor":{"target":"smithy.api#String"}}}',
    ),
  }),
  'a pattern of 30,000 groups that are never closed': json({
    'x#City': { type: 'string', traits: { 'smithy.api#pattern': '('.repeat(30_000) } },
  }),
  'a byte order mark': `\ufeff${json({})}`,
}
