/**
 * `npm run conformance` as a program: arguments, files, exit codes.
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const script = fileURLToPath(new URL('./run.ts', import.meta.url))

const run = (...args: ReadonlyArray<string>): { readonly status: number | null; readonly out: string } => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', script, ...args], {
    encoding: 'utf8',
  })
  return { status, out: `${stdout}${stderr}` }
}

const modelOf = (body: string): unknown => ({
  smithy: '2.0',
  shapes: {
    'x#S': {
      type: 'service',
      version: '1',
      operations: [{ target: 'x#Op' }],
      traits: { 'aws.protocols#restJson1': {} },
    },
    'x#Op': {
      type: 'operation',
      input: { target: 'x#In' },
      traits: {
        'smithy.api#http': { method: 'PUT', uri: '/op' },
        'smithy.test#httpRequestTests': [
          {
            id: 'one',
            protocol: 'aws.protocols#restJson1',
            method: 'PUT',
            uri: '/op',
            headers: { 'Content-Type': 'application/json' },
            body,
            params: { A: 'hi' },
          },
        ],
      },
    },
    'x#In': { type: 'structure', members: { A: { target: 'smithy.api#String' } } },
  },
})

describe('npm run conformance', () => {
  let folder = ''
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'wireshape-cases-'))
  })
  after(() => rmSync(folder, { recursive: true }))

  it('says what it takes', () => {
    assert.match(run('--help').out, /--cases DIR/)
    assert.equal(run('--help').status, 0)
    assert.equal(run().status, 2)
    assert.equal(run('--nope').status, 2)
    assert.equal(run('--cases', join(folder, 'absent')).status, 2)
  })

  it('exits with 0 where every case passes, and writes the results', () => {
    writeFileSync(join(folder, 'good.json'), JSON.stringify(modelOf('{"A":"hi"}')))
    const file = join(folder, 'results')
    const { status, out } = run('--cases', folder, '--json', file)
    assert.equal(status, 0, out)
    const row = { protocol: 'restJson1', id: 'one', kind: 'request', passed: true, reason: '' }
    assert.deepEqual(JSON.parse(readFileSync(file, 'utf8')), [
      { ...row, side: 'client' },
      { ...row, side: 'server' },
    ])
  })

  it('exits with 1 where one fails, and says why', () => {
    writeFileSync(join(folder, 'good.json'), JSON.stringify(modelOf('{"A":"ho"}')))
    const { status, out } = run('--cases', folder)
    assert.equal(status, 1)
    assert.match(out, /FAILED restJson1 request client one\n {4}body: \/A: expected "ho", got "hi"/)
  })

  it('exits with 1 where no case is found, with 2 where a file is no JSON', () => {
    assert.equal(run('--cases', folder, '--only', 'nothing').status, 1)
    writeFileSync(join(folder, 'bad.json'), '{')
    assert.equal(run('--cases', folder).status, 2)
  })
}).timeout(60_000)
