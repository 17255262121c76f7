/**
 * `wireshape diff`: the table, the JSON, and the exit codes.
 */
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { model } from './models.js'
import { useFolder, wireshape } from './terminal.js'

describe('wireshape diff', () => {
  const folder = useFolder()
  const text = { target: 'smithy.api#String' }
  const diff = (args: ReadonlyArray<string>, options: { readonly columns?: number; readonly colour?: boolean } = {}) =>
    wireshape(['diff', ...args], { cwd: folder.path, ...options })

  before(() => {
    const write = (name: string, more: Readonly<Record<string, unknown>>): void =>
      writeFileSync(join(folder.path, `${name}.json`), JSON.stringify(model(more)))
    write('old', {})
    write('new', {
      'x#City': { type: 'string', traits: { 'smithy.api#length': { min: 1, max: 40 } } },
      'x#GetForecastOutput': { type: 'structure', members: { Warnings: text } },
      'x#PutReportOutput': { type: 'structure', members: { Text: text, Id: text } },
    })
    write('wider', { 'x#City': { type: 'string', traits: { 'smithy.api#length': { min: 1, max: 60 } } } })
    write('strict', { 'x#GetForecastOutput': { type: 'structure', members: { Text: { target: 'x#City' } } } })
    write('loose', {
      'x#GetForecastOutput': { type: 'structure', members: { Text: { target: 'x#City' } } },
      'x#City': { type: 'string' },
    })
  })

  it('is a table by whom it breaks', async () => {
    assert.deepEqual(await diff(['old.json', 'new.json']), {
      code: 1,
      out: `Breaks writers (1)
  change           where  what               reached by
  length narrowed  City   1 to 50 → 1 to 40  GetForecast.input.City and 1 more operation

Breaks readers (1)
  change          where                   what    reached by
  member removed  GetForecastOutput.Text  String  GetForecast.output.Text

4 changes: 1 break writers, 1 break readers, 0 break strict readers only, 2 break nobody
--all lists those that break nobody
`,
      err: '',
    })
  })

  it('stacks its rows on a narrow terminal, within its width', async () => {
    const { out } = await diff(['old.json', 'new.json', '--all'], { columns: 60 })
    for (const line of out.split('\n').filter((one) => !/^\d+ changes/.test(one))) assert.ok(line.length <= 60, line)
    assert.match(
      out,
      /^ {2}length narrowed {2}City\n {6}1 to 50 → 1 to 40\n {6}GetForecast\.input\.City and 1 more operation\n/m,
    )
    assert.match(out, /^Breaks nobody \(2\)$/m)
  })

  it('has colours where they are wanted', async () => {
    assert.match(
      (await diff(['old.json', 'new.json'], { colour: true })).out,
      /^\u001b\[91mBreaks writers \(1\)\u001b\[39m\n\u001b\[1m {2}change/,
    )
    assert.doesNotMatch((await diff(['old.json', 'new.json'])).out, /\u001b/)
  })

  it('--json is one document with every change', async () => {
    const { code, out } = await diff(['old.json', 'new.json', '--json'])
    assert.equal(code, 1)
    const { old, summary, changes } = JSON.parse(out) as {
      readonly old: unknown
      readonly summary: unknown
      readonly changes: ReadonlyArray<unknown>
    }
    assert.deepEqual(old, { path: 'old.json', service: 'x#Weather', version: '2026-01-01', operations: 2 })
    assert.deepEqual(summary, { changes: 4, writers: 1, readers: 1, both: 0, strictReaders: 0, nobody: 2 })
    assert.deepEqual(changes[0], {
      kind: 'lengthNarrowed',
      shape: 'City',
      before: '1 to 50',
      after: '1 to 40',
      breaks: ['writers'],
      path: 'GetForecast.input.City',
      inputs: ['GetForecast', 'PutReport'],
      outputs: [],
    })
  })

  it('exits with 0 where nothing breaks, and with 1 for strict readers where asked', async () => {
    assert.deepEqual(await diff(['old.json', 'old.json']), { code: 0, out: 'no changes\n', err: '' })
    assert.equal((await diff(['old.json', 'wider.json'])).code, 0)
    assert.equal((await diff(['strict.json', 'loose.json'])).code, 0)
    assert.equal((await diff(['strict.json', 'loose.json', '--strict'])).code, 1)
  })

  it('--operation looks at what these meet', async () => {
    const { code, out } = await diff(['old.json', 'new.json', '-p', 'PutReport'])
    assert.equal(code, 1)
    assert.match(out, /^2 changes: 1 break writers, 0 break readers/m)
    assert.deepEqual(await diff(['old.json', 'new.json', '-p', 'PutReports']), {
      code: 2,
      out: '',
      err: 'error: neither model has an operation PutReports\ndid you mean PutReport?\n',
    })
  })

  it('needs two models', async () => {
    const { code, err } = await diff(['old.json'])
    assert.equal(code, 2)
    assert.equal(err, "error: missing required argument 'new'\n(--help says how)\n")
  })
})
