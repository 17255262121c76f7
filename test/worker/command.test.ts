/**
 * The commands `worker` and `feed`: what they say of options, of what is not there, and of what is not installed.
 */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { jetstreamManager } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import { useFolder, wireshape } from '../cli/terminal.js'
import { mail } from './mail.js'
import type { NatsServer } from './server.js'
import { hasNats, startNats } from './server.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const routes = ['--accepted', 'a.good', '--rejected', 'a.bad']
const nowhere = ['--server', 'nats://127.0.0.1:1']

describe('the commands worker and feed', () => {
  const folder = useFolder()
  const ran = (...args: ReadonlyArray<string>) => wireshape(args, { cwd: folder.path })

  it('say what is missing or cannot be meant', async () => {
    const worker = (...args: ReadonlyArray<string>) => ran('worker', 'StartEmailContact', ...args)
    const said = async (...args: ReadonlyArray<string>): Promise<readonly [number, string]> => {
      const { code, err } = await worker(...args)
      return [code, err.split('\n')[0] ?? '']
    }
    assert.deepEqual(await said(), [2, 'error: no source: say --stream NAME'])
    assert.deepEqual(await said('--stream', 'A'), [2, 'error: no subject for results: say --accepted SUBJECT'])
    assert.deepEqual(await said('--stream', 'A', '--accepted', 'a.*', '--rejected', 'b'), [
      2,
      'error: --accepted is a subject without wildcards, not a.*',
    ])
    assert.deepEqual(await said('--stream', 'A', '--accepted', 'a', '--rejected', 'a'), [
      2,
      'error: --accepted and --rejected are the same',
    ])
    assert.deepEqual(await said('--stream', 'A', ...routes, '--batch', '0'), [
      2,
      'error: --batch is a whole number from 1 to 10000, not 0',
    ])
    assert.deepEqual(await said('--stream', 'A', ...routes, '--metrics', 'x'), [
      2,
      'error: --metrics is a port, or a host and a port, not x',
    ])
    assert.deepEqual(await said('--stream', 'A', ...routes, '--creds', 'none'), [
      4,
      'error: cannot read none: no such file or directory',
    ])
    assert.deepEqual(await said('--stream', 'A', ...routes, ...nowhere), [
      4,
      'error: cannot work with nats://127.0.0.1:1: connection refused',
    ])
    const { code, err } = await ran('feed', 'a.>')
    assert.deepEqual([code, err], [2, 'error: a subject has no wildcards and no spaces, unlike a.>\n'])
  })

  it('say what to install', async () => {
    const place = join(folder.path, 'bare')
    const modules = join(place, 'node_modules')
    mkdirSync(modules, { recursive: true })
    cpSync(join(root, 'dist', 'node'), join(place, 'dist', 'node'), { recursive: true })
    cpSync(join(root, 'package.json'), join(place, 'package.json'))
    // What comes with the package, and none of its peers.
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      readonly dependencies: Readonly<Record<string, string>>
    }
    for (const name of Object.keys(dependencies)) {
      mkdirSync(dirname(join(modules, name)), { recursive: true })
      symlinkSync(join(root, 'node_modules', name), join(modules, name), 'junction')
    }
    const args = [
      join(place, 'dist', 'node', 'cli', 'main.js'),
      'worker',
      'StartEmailContact',
      '--stream',
      'A',
      ...routes,
    ]
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    let err = ''
    child.stderr.on('data', (part) => {
      err += String(part)
    })
    const code = await new Promise((resolve) => child.once('close', resolve))
    assert.equal(
      err,
      'error: the client of NATS is not installed\nnpm install @nats-io/jetstream @nats-io/transport-node\n',
    )
    assert.equal(code, 4)
  })

  describe('with a server', () => {
    let server: NatsServer | undefined
    before(async function () {
      if (!hasNats()) this.skip()
      server = await startNats()
    })
    after(() => server?.close())

    const at = (): ReadonlyArray<string> => ['--server', server?.url ?? '']

    it('a worker says which stream is missing', async () => {
      const { code, err } = await ran('worker', 'StartEmailContact', '--stream', 'NONE', ...routes, ...at())
      assert.equal(
        err,
        `error: cannot work with ${server?.url}: no stream NONE\nwireshape worker --create makes what is missing\n`,
      )
      assert.equal(code, 4)
    })

    it('a feed is confirmed line by line, and with ids the same feed again adds nothing', async () => {
      const connection = await connect({ servers: server?.url ?? '' })
      const jsm = await jetstreamManager(connection)
      await jsm.streams.add({ name: 'FED', subjects: ['fed.in'] })
      const lines = Array.from({ length: 300 }, (_, n) => Buffer.from(mail(n)).toString('utf8'))
      writeFileSync(join(folder.path, 'mail.ndjson'), `${lines.join('\n')}\n\n`)
      for (let turn = 0; turn < 2; turn++) {
        const fed = await ran('feed', 'fed.in', 'mail.ndjson', '--id', 'import', ...at())
        assert.deepEqual([fed.code, fed.out, fed.err], [0, '300 messages\n', ''])
      }
      const piped = await wireshape(['feed', 'fed.in', '--json', ...at()], {
        cwd: folder.path,
        input: lines.join('\n'),
      })
      assert.deepEqual(JSON.parse(piped.out), { messages: 300 })
      const { state } = await jsm.streams.info('FED')
      assert.equal(state.messages, 600)
      const last = await jsm.streams.getMessage('FED', { seq: 300 })
      assert.ok(last !== null && Buffer.from(last.data).equals(mail(299)))
      await connection.close()
    })

    it('a feed that nothing takes fails', async () => {
      const { code, err } = await wireshape(['feed', 'nobody.in', ...at()], { cwd: folder.path, input: '{}\n' })
      assert.deepEqual([code, err], [4, 'error: nobody.in: no stream takes it; 0 messages went before\n'])
    })
  })
})
