/**
 * The reports of `wireshape validate`, to the letter; the progress line.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { SaxesParser } from 'saxes'
import { progressText, startProgress, timeText } from '../../lib/cli/validate/progress.js'
import { sizeText } from '../../lib/cli/validate/textReport.js'
import { useFolder, wireshape } from './terminal.js'
import { bad, good, putFiles, timeless } from './validateFiles.js'

const { version } = JSON.parse(readFileSync(fileURLToPath(new URL('../../package.json', import.meta.url)), 'utf8')) as {
  readonly version: string
}

describe('reports of wireshape validate', () => {
  const folder = useFolder()
  const ran = async (report: string, ...args: ReadonlyArray<string>): Promise<string> => {
    const all = ['validate', 'GetForecast', 'a.ndjson', '-m', 'model.json', '--report', report, ...args]
    const { code, out, err } = await wireshape(all, { cwd: folder.path })
    assert.deepEqual([code, err], [1, ''])
    return timeless(out)
  }

  before(() => putFiles(folder.path, { 'a.ndjson': `${good()}\n${bad}\n{"City":"<&\\u0001\\",%"` }))

  it('ndjson', async () => {
    const place = { source: 'a.ndjson', line: 2, number: 2, byteOffset: 25 }
    const issue = {
      path: ['City'],
      code: 'length',
      shape: 'x#City',
      expected: '1 to 50 characters',
      actual: 'a string of 0 characters',
    }
    const lines = (await ran('ndjson'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>)
    assert.equal(lines.length, 3)
    assert.deepEqual(lines[0], { verdict: 'rejected', ...place, issues: [issue] })
    const { groups, sources, ...rest } = lines[2] ?? {}
    const counts = { payloads: 3, accepted: 1, advised: 0, rejected: 2, blank: 0, lines: 3, bytes: 59 }
    assert.deepEqual(rest, {
      verdict: 'summary',
      operation: 'GetForecast',
      shape: 'x#GetForecastInput',
      ...counts,
      ungrouped: 0,
      seconds: 0,
    })
    assert.deepEqual(sources, [{ name: 'a.ndjson', form: 'ndjson', notes: [], ...counts }])
    assert.deepEqual((groups as ReadonlyArray<object>)[0], {
      code: 'length',
      shape: 'x#City',
      path: 'City',
      count: 1,
      example: place,
    })
  })

  it('github', async () => {
    assert.equal(
      await ran('github'),
      `::error file=a.ndjson,line=2,title=length::City: expected 1 to 50 characters, got a string of 0 characters [length]
::error file=a.ndjson,line=3,title=syntax::(root): expected JSON text (a comma or }), got the end of the payload [syntax]
::notice title=wireshape validate::1 accepted, 2 rejected, 0 blank
`,
    )
  })

  it('junit, which is XML', async () => {
    const text = await ran('junit')
    assert.equal(
      text,
      `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="wireshape validate GetForecast" tests="3" failures="2" errors="0" time="0">
  <testsuite name="a.ndjson" tests="3" failures="2" errors="0" skipped="0">
    <testcase classname="a.ndjson" name="a.ndjson:2"><failure type="length" message="City: expected 1 to 50 characters, got a string of 0 characters [length]">City: expected 1 to 50 characters, got a string of 0 characters [length]</failure></testcase>
    <testcase classname="a.ndjson" name="a.ndjson:3"><failure type="syntax" message="(root): expected JSON text (a comma or }), got the end of the payload [syntax]">(root): expected JSON text (a comma or }), got the end of the payload [syntax]</failure></testcase>
    <testcase classname="a.ndjson" name="1 accepted"/>
  </testsuite>
</testsuites>
`,
    )
    const parser = new SaxesParser()
    parser.on('error', (error) => {
      throw error
    })
    parser.write(text).close()
    assert.match(await ran('junit', '--show', '1'), /<failure type="more" message="1 more rejected"\/>/)
  })

  it('sarif', async () => {
    const log = JSON.parse(await ran('sarif')) as {
      readonly version: string
      readonly runs: ReadonlyArray<{
        readonly tool: {
          readonly driver: {
            readonly name: string
            readonly version: string
            readonly rules: ReadonlyArray<{ readonly id: string }>
          }
        }
        readonly results: ReadonlyArray<{ readonly ruleId: string }>
        readonly invocations: unknown
      }>
    }
    assert.equal(log.version, '2.1.0')
    assert.equal(log.runs.length, 1)
    const [run] = log.runs
    assert.deepEqual([run?.tool.driver.name, run?.tool.driver.version], ['wireshape', version])
    assert.deepEqual(run?.invocations, [{ executionSuccessful: true }])
    assert.deepEqual(run?.results[0], {
      ruleId: 'length',
      level: 'error',
      message: { text: 'City: expected 1 to 50 characters, got a string of 0 characters [length]' },
      locations: [
        {
          physicalLocation: { artifactLocation: { uri: 'a.ndjson' }, region: { startLine: 2 } },
          logicalLocations: [{ fullyQualifiedName: 'City' }],
        },
      ],
      properties: { shape: 'x#City', number: 2 },
    })
    const rules = new Set(run?.tool.driver.rules.map(({ id }) => id))
    assert.ok(run?.results.every(({ ruleId }) => rules.has(ruleId)))
  })

  it('text: narrow, in colour, and no more payloads than asked', async () => {
    const args = ['validate', 'GetForecast', 'a.ndjson', '-m', 'model.json']
    const narrow = await wireshape(args, { cwd: folder.path, columns: 40 })
    for (const line of narrow.out.split('\n').slice(6)) assert.ok(line.length <= 80, line)
    const coloured = await wireshape(args, { cwd: folder.path, colour: true })
    assert.match(coloured.out, /a.ndjson:2: \u001b\[91mrejected\u001b\[39m/)
    const few = await wireshape([...args, '--show', '1'], { cwd: folder.path })
    assert.match(few.out, /\n… and 1 more payload \(--show says how many are told, --rejects FILE keeps all\)\n/)
  })
})

describe('the progress line', () => {
  const state = { done: 512e6, total: 2e9, seconds: 4, accepted: 124_000, rejected: 3 }
  const bare = (bar: string): string => bar

  it('has a bar, the rate, the time left and the accounts, as far as there is room', () => {
    const wide = progressText(state, 100, bare)
    assert.equal(wide, '████████░░░░░░░░░░░░░░░░░░░░░░   25%  128 MB/s  0:12 left  124,000 accepted, 3 rejected')
    for (const columns of [10, 20, 30, 40, 60, 80]) assert.ok(progressText(state, columns, bare).length < columns)
    assert.equal(progressText(state, 30, bare), ' 25%  128 MB/s  0:12 left')
    assert.equal(
      progressText({ ...state, total: undefined }, 80, bare),
      '512 MB  128 MB/s  0:04  124,000 accepted, 3 rejected',
    )
  })

  it('is drawn on a terminal alone, now and then, and wiped', () => {
    const written: Array<string> = []
    let now = 0
    const output = { write: (text: string) => void written.push(text), colour: false, columns: 80 }
    const silent = startProgress({ ...output, columns: undefined }, () => now)
    const progress = startProgress(output, () => now)
    for (now = 0; now < 1000; now += 50) for (const one of [silent, progress]) one.tell(() => state)
    progress.clear()
    silent.clear()
    assert.equal(written.length, 7)
    assert.ok(written.every((text) => text.startsWith('\r\u001b[K')))
    assert.equal(written.at(-1), '\r\u001b[K')
  })

  it('says sizes and times', () => {
    assert.deepEqual([0, 999, 1000, 12_345, 2e9].map(sizeText), ['0 B', '999 B', '1.0 kB', '12 kB', '2.0 GB'])
    assert.deepEqual([0, 61, 3723].map(timeText), ['0:00', '1:01', '1:02:03'])
  })
})
