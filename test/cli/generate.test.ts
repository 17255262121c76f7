/**
 * `wireshape generate` on folders: what is added, updated, left alone, removed and refused.
 */
import assert from 'node:assert/strict'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { mark } from '../../lib/codegen/index.js'
import { model, shapes, twoServices } from './models.js'
import { contents, useFolder, wireshape } from './terminal.js'

describe('wireshape generate', () => {
  const folder = useFolder()
  let cwd = ''
  const out = (name = ''): string => join(cwd, 'out', name)
  const generate = (...args: ReadonlyArray<string>) =>
    wireshape(['generate', '-m', 'model.json', '-o', 'out', ...args], { cwd })
  const files = (): ReadonlyArray<string> => readdirSync(out()).sort()

  const all = [
    'GetForecastInput.ts',
    'GetForecastOutput.ts',
    'PutReportInput.ts',
    'PutReportOutput.ts',
    'Weather.ts',
    'index.ts',
  ]
  const one = ['GetForecastInput.ts', 'GetForecastOutput.ts', 'Weather.ts', 'index.ts']

  beforeEach(() => {
    cwd = folder.path
    rmSync(out(), { recursive: true, force: true })
    writeFileSync(join(cwd, 'model.json'), JSON.stringify(model()))
  })

  it('writes marked files, and says so', async () => {
    assert.deepEqual(await generate(), {
      code: 0,
      out: 'Weather 2026-01-01: 2 operations and 5 shapes in 6 files, out\n6 added, 0 unchanged\n',
      err: '',
    })
    assert.deepEqual(files(), all)
    for (const { text } of contents(out()).values()) assert.equal(text.split('\n', 1)[0], mark)
  })

  it('does not touch what is up to date, whatever the ends of its lines', async () => {
    await generate()
    const crlf = readFileSync(out('index.ts'), 'utf8').replaceAll('\n', '\r\n')
    writeFileSync(out('index.ts'), crlf)
    const before = contents(out())
    assert.match((await generate()).out, /\n6 unchanged\n$/)
    assert.deepEqual(contents(out()), before)
  })

  it('updates what changed, removes its own that are stale, leaves others', async () => {
    await generate()
    writeFileSync(out('mine.ts'), 'export const mine = 1\n')
    writeFileSync(out('notes.txt'), `${mark}\n`)
    writeFileSync(out('GetForecastInput.ts'), `${mark}\nold\n`)
    mkdirSync(out('folder.ts'))
    assert.equal((await generate('-p', 'GetForecast')).out.split('\n')[1], '3 updated, 2 removed, 1 unchanged')
    assert.deepEqual(files(), [...one, 'folder.ts', 'mine.ts', 'notes.txt'].sort())
    assert.doesNotMatch(readFileSync(out('GetForecastInput.ts'), 'utf8'), /^old$/m)
  })

  it('never overwrites a file that is not its own', async () => {
    mkdirSync(out())
    writeFileSync(out('Weather.ts'), 'export const mine = 1\n')
    const before = contents(out())
    const { code, err } = await generate()
    assert.equal(code, 2)
    assert.equal(
      err,
      'error: not written by wireshape, and in the way: out/Weather.ts\nnothing was written; choose another folder with --out, or move the file away\n',
    )
    assert.deepEqual(contents(out()), before)
    mkdirSync(join(cwd, 'other', 'Weather.ts'), { recursive: true })
    assert.equal((await wireshape(['generate', '-m', 'model.json', '-o', 'other'], { cwd })).code, 2)
  })

  it('keeps two services apart', async () => {
    writeFileSync(join(cwd, 'two.json'), JSON.stringify(twoServices))
    const two = (...args: ReadonlyArray<string>) =>
      wireshape(['generate', '-m', 'two.json', '-o', 'out', ...args], { cwd })
    assert.deepEqual(await two(), {
      code: 2,
      out: '',
      err: 'error: two.json has 2 services\nsay which with --service: Weather, Climate\n',
    })
    assert.equal(
      (await two('--service', 'Wether')).err,
      'error: two.json has no service Wether\ndid you mean Weather?\nit has Weather, Climate\n',
    )
    assert.equal((await two('--service', 'Weather')).code, 0)
    const before = contents(out())
    const { code, err } = await two('--service', 'Climate')
    assert.equal(code, 2)
    assert.equal(
      err,
      'error: out holds the module of another service, Weather\nnothing was written; choose another folder with --out, or remove that one\n',
    )
    assert.deepEqual(contents(out()), before)
  })

  it('--check writes nothing, and says whether it would', async () => {
    assert.equal((await generate('--check')).code, 1)
    assert.deepEqual(readdirSync(cwd).includes('out'), false)
    await generate()
    assert.equal((await generate('--check')).code, 0)
    writeFileSync(join(cwd, 'model.json'), JSON.stringify(model({ 'x#City': { type: 'string' } })))
    const before = contents(out())
    const { code, out: said } = await generate('--check')
    assert.equal(code, 1)
    assert.match(said, /^out of date: GetForecastInput\.ts, PutReportInput\.ts, index\.ts$/m)
    assert.deepEqual(contents(out()), before)
  })

  it('--json is the result', async () => {
    const { code, out: said } = await generate('--json', '--operation', 'PutReport')
    assert.equal(code, 0)
    const { report, ...rest } = JSON.parse(said) as Readonly<Record<string, unknown>>
    assert.deepEqual(rest, {
      service: 'x#Weather',
      version: '2026-01-01',
      form: 'smithy',
      out: 'out',
      check: false,
      added: ['PutReportInput.ts', 'PutReportOutput.ts', 'Weather.ts', 'index.ts'],
      updated: [],
      unchanged: [],
      removed: [],
    })
    assert.equal((report as { readonly operations?: number }).operations, 1)
  })

  it('--no-docs leaves out documentation', async () => {
    const documented = { type: 'string', traits: { 'smithy.api#documentation': 'A town.' } }
    writeFileSync(join(cwd, 'model.json'), JSON.stringify(model({ 'x#City': documented })))
    await generate()
    assert.match(readFileSync(out('GetForecastInput.ts'), 'utf8'), /A town\./)
    await generate('--no-docs')
    assert.doesNotMatch(readFileSync(out('GetForecastInput.ts'), 'utf8'), /A town\./)
  })

  it('misspelt operations are told, with what may be meant', async () => {
    assert.deepEqual(await generate('-p', 'GetForcast', 'putReport', 'Nothing'), {
      code: 2,
      out: '',
      err: 'error: model.json has no operation GetForcast, putReport, Nothing\nGetForcast: did you mean GetForecast?\nputReport: did you mean PutReport?\n',
    })
  })

  it('reads standard input', async () => {
    const { code } = await wireshape(['generate', '-m', '-', '-o', 'out'], { cwd, input: JSON.stringify(model()) })
    assert.equal(code, 0)
  })

  it('says what cannot be read, and what is no folder', async () => {
    for (const [args, code, says] of [
      [['-m', 'gone.json', '-o', 'out'], 4, 'error: cannot read gone.json: no such file or directory\n'],
      [['-m', '.', '-o', 'out'], 4, 'error: cannot read .: illegal operation on a directory\n'],
      [
        ['-s', '@aws-sdk/client-gone', '-o', 'out'],
        4,
        `error: @aws-sdk/client-gone is not installed in ${cwd} or above\nnpm install @aws-sdk/client-gone\n`,
      ],
      [['-m', 'model.json', '-o', 'model.json'], 2, 'error: model.json is not a folder\n'],
      [['-m', 'model.json', '-s', 'x', '-o', 'out'], 2, 'error: --model and --sdk exclude each other\n'],
      [['-o', 'out'], 2, 'error: no model: say --model FILE or --sdk PACKAGE\n'],
      [['-m', 'model.json', '-o', ''], 2, 'error: --out is empty\n'],
    ] as const) {
      assert.deepEqual(await wireshape(['generate', ...args], { cwd }), { code, out: '', err: says })
    }
  })

  it('leaves nothing half-written where the disk refuses', async () => {
    if (process.getuid?.() === 0 || process.platform === 'win32') {
      // Nothing is refused to root: a file where a folder has to be is, to anyone.
      writeFileSync(join(cwd, 'file'), '')
      const { code, err } = await wireshape(['generate', '-m', 'model.json', '-o', 'file/out'], { cwd })
      assert.equal(code, 2)
      assert.match(err, /^error: cannot write to .*file\/out: not a directory\nnothing was changed\n$/)
      return
    }
    await generate('-p', 'GetForecast')
    const before = contents(out())
    chmodSync(out(), 0o555)
    try {
      const { code, err } = await generate()
      assert.equal(code, 2)
      assert.match(err, /permission denied/)
    } finally {
      chmodSync(out(), 0o755)
    }
    assert.deepEqual(contents(out()), before)
  })

  it('interrupted, it ends with 130 and nothing written', async () => {
    const { code, err } = await wireshape(['generate', '-m', 'model.json', '-o', 'new/out'], { cwd, aborted: true })
    assert.equal(code, 130)
    assert.equal(err, 'error: interrupted\n')
    assert.ok(!readdirSync(cwd).includes('new'))
  })

  it('is deterministic, and the order of a model’s shapes is no matter to its operations', async () => {
    await generate()
    renameSync(out(), join(cwd, 'first'))
    await generate()
    const texts = (name: string) => [...contents(join(cwd, name))].map(([path, { text }]) => [path, text])
    assert.deepEqual(texts('out'), texts('first'))
    rmSync(join(cwd, 'first'), { recursive: true })
    const reversed = { smithy: '2.0', shapes: Object.fromEntries(Object.entries(shapes).reverse()) }
    writeFileSync(join(cwd, 'model.json'), JSON.stringify(reversed))
    assert.equal((await generate()).out.split('\n')[1], '6 unchanged')
  })

  it('prints lean shapes where it may, and says why not where it may not', async () => {
    assert.equal((await generate('--lean', '-p', 'GetForecast')).code, 0)
    const lines = [...contents(out()).values()].flatMap(({ text }) => text.split('\n'))
    const from = lines.filter((line) => line.startsWith('import * as')).map((line) => line.split("'")[1])
    assert.deepEqual([...new Set(from)], ['wireshape/lean'])
    rmSync(out(), { recursive: true })
    const labelled = {
      'x#PutReportInput': {
        type: 'structure',
        members: {
          City: { target: 'x#City', traits: { 'smithy.api#required': {}, 'smithy.api#httpHeader': 'x-city' } },
        },
      },
    }
    writeFileSync(join(cwd, 'model.json'), JSON.stringify(model(labelled)))
    assert.deepEqual(await generate('--lean'), {
      code: 2,
      out: '',
      err: [
        'error: --lean: 1 of 2 operations cannot be printed so',
        'PutReport: City lies outside of its body',
        '--operation names those that are wanted',
        '',
      ].join('\n'),
    })
    assert.deepEqual(await generate('--lean', '--compiled'), {
      code: 2,
      out: '',
      err: 'error: --lean and --compiled are two ways: name one\n',
    })
    assert.ok(!existsSync(out()), 'nothing is written')
  })
})
