// Loosens one declared type after another, each in a copy of the built declarations, and asks tsd: a loosened type that no
// test of types notices has no test. Exits with 1 where one survives, or where a text to replace is not there.
//
//   npm run test:loosen             every row
//   npm run test:loosen -- brand    the rows whose name has that text
import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { availableParallelism, tmpdir } from 'node:os'
import { join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from './build.mjs'
import { isMain, root } from './run.mjs'
import { setup } from './setup.mjs'

/**
 * Each row: what is loosened, the declaration file under dist/esm, the text there and what takes its place, and the test
 * file, without its ending, that must fail.
 */
const rows = [
  {
    name: 'brand → string',
    file: 'connect/generated/StartEmailContactRequest',
    find: 'export type EmailAddress = t.Branded<string, EmailAddressBrand>;',
    replace: 'export type EmailAddress = string;',
    test: 'connect',
  },
  {
    name: 'required member → optional',
    file: 'connect/generated/StartEmailContactRequest',
    find: 'readonly instanceId: InstanceId;',
    replace: 'readonly instanceId?: InstanceId;',
    test: 'connect',
  },
  {
    name: 'optional member → | undefined',
    file: 'connect/generated/StartEmailContactRequest',
    find: 'readonly description?: Description;',
    replace: 'readonly description?: Description | undefined;',
    test: 'connect',
  },
  {
    name: 'readonly member → writable',
    file: 'connect/generated/StartEmailContactRequest',
    find: 'readonly instanceId: InstanceId;',
    replace: 'instanceId: InstanceId;',
    test: 'connect',
  },
  {
    name: 'record → any further name',
    file: 'connect/generated/StartEmailContactRequest',
    find: 'export interface EmailAddressInfo {',
    replace: 'export interface EmailAddressInfo { readonly [name: string]: unknown;',
    test: 'connect',
  },
  {
    name: 'required in make → optional',
    file: 'connect/generated/StartEmailContactRequest',
    find: 'readonly instanceId: string;',
    replace: 'readonly instanceId?: string;',
    test: 'connect',
  },
  {
    name: "make's input → unknown",
    file: 'shape/Shape',
    find: 'readonly make: (input: I) => Validation<A>;',
    replace: 'readonly make: (input: unknown) => Validation<A>;',
    test: 'connect',
  },
  {
    name: "make's result → the input",
    file: 'shape/Shape',
    find: 'readonly make: (input: I) => Validation<A>;',
    replace: 'readonly make: (input: I) => Validation<I>;',
    test: 'connect',
  },
  {
    name: 'Unlisted in what make takes',
    file: 'shape/Shape',
    find: 'V.Enum<A | Unlisted<N>>, A> {',
    replace: 'V.Enum<A | Unlisted<N>>, A | Unlisted<N>> {',
    test: 'shape',
  },
  {
    name: 'Unlisted → string',
    file: 'shape/Shape',
    find: 'export type Unlisted<N extends string> = t.Branded<string, UnlistedBrand<N>>;',
    replace: 'export type Unlisted<N extends string> = string;',
    test: 'connect',
  },
  {
    name: "encode's result → Value",
    file: 'shape/Shape',
    find: 'V.Value, I> extends Codec<A, O> {',
    replace: 'V.Value, I> extends Codec<A, V.Value> {',
    test: 'connect',
  },
  {
    name: 'a field of the Value → any string',
    file: 'connect/generated/StartEmailContactRequest',
    find: 'readonly ClientToken?: V.String<ClientToken>;',
    replace: 'readonly ClientToken?: V.String;',
    test: 'connect',
  },
  {
    name: 'a field of the Value left out',
    file: 'connect/generated/StartEmailContactRequest',
    find: 'readonly ClientToken?: V.String<ClientToken>;',
    replace: '',
    test: 'connect',
  },
  {
    name: 'enum keys → string keys',
    file: 'connect/generated/StartEmailContactRequest',
    find: 'readonly [P in EmailHeaderType_Input]?: EmailHeaderValue;',
    replace: 'readonly [P in string]?: EmailHeaderValue;',
    test: 'connect',
  },
  {
    name: 'recursion → unknown',
    file: 'connect/generated/StartEmailContactRequest',
    find: 'SegmentAttributeValueMap = {\n    readonly [key: string]: SegmentAttributeValue;',
    replace: 'SegmentAttributeValueMap = {\n    readonly [key: string]: unknown;',
    test: 'connect',
  },
  {
    name: 'union without $unknown',
    file: 'connect/generated/InvalidRequestException',
    find: 'readonly value: AttachedFileInvalidRequestExceptionReason;\n} | S.UnknownMember;',
    replace: 'readonly value: AttachedFileInvalidRequestExceptionReason;\n};',
    test: 'connect',
  },
  {
    name: 'cases of match → optional',
    file: 'value/Value',
    find: 'readonly [T in Tag]: (value: Tagged<T>) => R;',
    replace: 'readonly [T in Tag]?: (value: Tagged<T>) => R;',
    test: 'value',
  },
  {
    name: 'absurd(never) → absurd(unknown)',
    file: 'value/Value',
    find: 'absurd: (impossible: never) => never;',
    replace: 'absurd: (impossible: unknown) => never;',
    test: 'value',
  },
  {
    name: 'fields of a structure → unknown',
    file: 'value/Value',
    find: 'readonly [member: string]: Value | undefined;',
    replace: 'readonly [member: string]: unknown;',
    test: 'value',
  },
  {
    name: 'decimal of a document unmarked',
    file: 'value/BigDecimal',
    find: [
      'readonly [decimalMark]: true;',
      '    /** No record: readers take a number for no structure or map. */',
      "    readonly [Symbol.toStringTag]: 'Decimal';",
    ].join('\n'),
    replace: '',
    test: 'value',
  },
  {
    name: "decode's errors → io-ts's",
    file: 'shape/Shape',
    find: 'readonly decode: (u: unknown) => Validation<A>;',
    replace: 'readonly decode: (u: unknown) => t.Validation<A>;',
    test: 'errors',
  },
  {
    name: 'issue code → string',
    file: 'value/Issue',
    find: 'readonly code: IssueCode;',
    replace: 'readonly code: string;',
    test: 'errors',
  },
  {
    name: 'issue path → writable',
    file: 'value/Issue',
    find: 'export type Path = ReadonlyArray<string | number>;',
    replace: 'export type Path = Array<string | number>;',
    test: 'errors',
  },
  {
    name: 'error union → string',
    file: 'operation/Operation',
    find: 'E extends Raised<infer N, infer A> ? ModelledError<N, A> : never;',
    replace: 'E extends Raised<infer N, infer A> ? ModelledError<string, A> : never;',
    test: 'operation',
  },
  {
    name: 'error union without UnknownError',
    file: 'operation/Operation',
    find: 'ReceivedOf<E> | UnknownError | MalformedResponse;',
    replace: 'ReceivedOf<E> | MalformedResponse;',
    test: 'operation',
  },
  {
    name: 'total → Either',
    file: 'protocol/Protocol',
    find: "W extends 'total' ? HttpRequest : Either<Errors, HttpRequest>;",
    replace: 'Either<Errors, HttpRequest>;',
    test: 'operation',
  },
  {
    name: 'partial → a plain request',
    file: 'protocol/Protocol',
    find: "W extends 'total' ? HttpRequest : Either<Errors, HttpRequest>;",
    replace: 'HttpRequest;',
    test: 'operation',
  },
  {
    name: 'server may answer any error',
    file: 'protocol/Protocol',
    find: 'answer: Either<E, O>,',
    replace: 'answer: Either<AnyRaised, O>,',
    test: 'operation',
  },
  {
    name: "prepare's input → unknown",
    file: 'operation/prepare',
    find: '(input: I) => IO<I>;',
    replace: '(input: unknown) => IO<I>;',
    test: 'operation',
  },
  {
    name: 'rows of a structure → optional',
    file: 'shape/constructors',
    find: 'readonly [K in Exclude<keyof A, never>]-?: Row;',
    replace: 'readonly [K in Exclude<keyof A, never>]?: Row;',
    test: 'shape',
  },
  {
    name: 'rows of a union → any name',
    file: 'shape/constructors',
    find: "readonly [K in Exclude<A['_tag'], '$unknown'>]: Row;",
    replace: 'readonly [name: string]: Row;',
    test: 'shape',
  },
  {
    name: 'inferred: required → optional',
    file: 'shape/constructors',
    find: "readonly [K in RequiredFields<R>]: TargetOf<R[K]>['_A'];",
    replace: "readonly [K in RequiredFields<R>]?: TargetOf<R[K]>['_A'];",
    test: 'shape',
  },
  {
    name: 'list → writable',
    file: 'shape/Shape',
    find: 'ListShape<A, O extends V.Value, I> extends Shape<ReadonlyArray<A>,',
    replace: 'ListShape<A, O extends V.Value, I> extends Shape<Array<A>,',
    test: 'shape',
  },
  {
    name: 'long takes any input',
    file: 'shape/Shape',
    find: 'Shape<bigint, V.Long, bigint | number>',
    replace: 'Shape<bigint, V.Long, unknown>',
    test: 'shape',
  },
  {
    name: 'advise takes any code',
    file: 'shape/shapeOf',
    find: 'advise: <A, O extends Value, I>(shape: Shape<A, O, I>, codes: ReadonlyArray<ConstraintCode>)',
    replace: 'advise: <A, O extends Value, I>(shape: Shape<A, O, I>, codes: ReadonlyArray<string>)',
    test: 'shape',
  },
]

// -------------------------------------------------------------------------------------
// one share of the rows
// -------------------------------------------------------------------------------------

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
manifest.types = './dist/esm/index.d.ts'
// A loosened declaration may break another; what counts is whether a test of types breaks.
manifest.tsd.compilerOptions.skipLibCheck = true

/** A package of its own: declarations and tests of types. TypeScript takes packages of one version for the same one. */
const copy = (folder, version) => {
  cpSync(join(root, 'dist', 'esm'), join(folder, 'dist', 'esm'), {
    recursive: true,
    filter: (path) => !path.endsWith('.js'),
  })
  cpSync(join(root, 'test', 'types'), join(folder, 'test', 'types'), { recursive: true })
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...manifest, version }))
}

const loosen = (folder, { file, find, replace }) => {
  const path = join(folder, 'dist', 'esm', `${file}.d.ts`)
  const parts = readFileSync(path, 'utf8').split(find)
  if (parts.length !== 2) throw new Error(`${file}.d.ts has ${parts.length - 1} times: ${find}`)
  writeFileSync(path, parts.join(replace))
}

const testsOf = (name, tests) => tests.map((test) => `${name}/test/types/${test}.test-d.ts`)

/**
 * Loosens each row of a share in a copy of its own and runs tsd once over all the copies, which spares the time to read
 * the compiler's own declarations anew for each. Tells each outcome as a line of JSON.
 */
const work = async (share, shares, wanted) => {
  // tsd is CommonJS; this is how its default export comes out.
  const { default: tsd } = createRequire(import.meta.url)('tsd')
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'wireshape-loosen-')))
  const tell = (outcome) => console.log(JSON.stringify(outcome))
  try {
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
    copy(folder, '0.0.0')
    const testFiles = []
    if (share === 0) {
      copy(join(folder, 'as-is'), '0.0.1')
      testFiles.push(...testsOf('as-is', [...new Set(rows.map(({ test }) => test))]))
    }
    const tried = rows
      .map((row, i) => ({ row, i, name: `row-${i}` }))
      .filter(({ row, i }) => i % shares === share && row.name.includes(wanted))
    for (const { row, i, name } of tried) {
      copy(join(folder, name), `0.1.${i}`)
      try {
        loosen(join(folder, name), row)
        testFiles.push(...testsOf(name, [row.test]))
      } catch (error) {
        tell({ name, error: error.message })
      }
    }
    const found = testFiles.length === 0 ? [] : await tsd({ cwd: folder, testFiles })
    for (const { severity, fileName, line, message } of found) {
      const [name, ...path] = fileName
        .split(/[/\\]/)
        .join(sep)
        .slice(folder.length + 1)
        .split(sep)
      if (severity === 'error' && path[0] === 'test') {
        tell({ name, test: path.at(-1), line, message: message.split('\n')[0] })
      }
    }
    tell({ done: share })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

// -------------------------------------------------------------------------------------
// all of them
// -------------------------------------------------------------------------------------

const child = (args) =>
  new Promise((resolve) => {
    const started = spawn(process.execPath, [fileURLToPath(import.meta.url), ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let output = ''
    started.stdout.on('data', (data) => {
      output += data
    })
    started.on('error', () => resolve(''))
    started.on('close', () => resolve(output))
  })

const cut = (text, width) => (text.length <= width ? text.padEnd(width) : `${text.slice(0, width - 1)}…`)

const place = ({ test, line, message }) => `${test}:${line} ${message}`

const main = async (wanted) => {
  if (!setup() || !(await build())) return 1
  const chosen = rows.filter(({ name }) => name.includes(wanted))
  const shares = Math.max(1, Math.min(availableParallelism(), 4, chosen.length))
  const outputs = await Promise.all(
    Array.from({ length: shares }, (_, share) => child(['--share', String(share), String(shares), wanted])),
  )
  const told = outputs.flatMap((output) =>
    output
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line)),
  )
  const broken = told.find(({ name }) => name === 'as-is')
  if (broken !== undefined) console.error(`loosen: fails with nothing loosened: ${place(broken)}`)
  const ended = told.filter(({ done }) => done !== undefined).length === shares
  if (!ended) console.error('loosen: a share of the rows was not tried to its end')
  if (broken !== undefined || !ended) return 1

  let survivors = 0
  for (const row of chosen) {
    const outcomes = told.filter(({ name }) => name === `row-${rows.indexOf(row)}`)
    const error = outcomes.find((outcome) => outcome.error !== undefined)?.error
    const first = outcomes.find(({ test }) => test === `${row.test}.test-d.ts`)
    const noticed = error === undefined && first !== undefined
    if (!noticed) survivors++
    const words = error ?? (noticed ? place(first) : 'no test of types noticed')
    console.log(
      `${noticed ? 'noticed ' : 'SURVIVED'}  ${cut(row.name, 33)} ${cut(row.file, 20)} ${cut(words, 110).trimEnd()}`,
    )
  }
  console.log(`\n${chosen.length} types loosened, ${chosen.length - survivors} noticed, ${survivors} survived`)
  return chosen.length > 0 && survivors === 0 ? 0 : 1
}

if (isMain(import.meta.url)) {
  const [first = '', share, shares, wanted = ''] = process.argv.slice(2)
  if (first === '--share') await work(Number(share), Number(shares), wanted)
  else process.exitCode = await main(first)
}
