/**
 * `wireshape validate`: accounts, outputs, forms, policies, and every way to be told no.
 */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import * as fc from 'fast-check'
import { cborBytes } from '../../lib/interpret/cbor.js'
import { readModel } from '../../lib/model/index.js'
import type { Shape } from '../../lib/shape/index.js'
import { isLeft } from '../../lib/value/either.js'
import type { Value } from '../../lib/value/index.js'
import { runs } from '../laws/assert.js'
import { lineBytes, lineEnds } from '../stream/payloads.js'
import { model } from './models.js'
import { useFolder, wireshape } from './terminal.js'
import { bad, good, putFiles, timeless } from './validateFiles.js'

interface Counts {
  readonly payloads: number
  readonly accepted: number
  readonly rejected: number
  readonly advised: number
  readonly blank: number
  readonly lines: number
  readonly stopped?: string
  readonly groups: ReadonlyArray<{ readonly path: string; readonly count: number; readonly code: string }>
}

describe('wireshape validate', () => {
  const folder = useFolder()
  const put = (files: Readonly<Record<string, string | Uint8Array>>): void => putFiles(folder.path, files)
  const text = (name: string): string => readFileSync(join(folder.path, name), 'utf8')
  const ran = (args: ReadonlyArray<string>, input: string | Uint8Array = '') =>
    wireshape(['validate', 'GetForecast', ...args, '-m', 'model.json'], { cwd: folder.path, input })
  const counts = async (
    args: ReadonlyArray<string>,
    input: string | Uint8Array = '',
  ): Promise<Counts & { code: number }> => {
    const { code, out } = await ran([...args, '--json'], input)
    return { code, ...(JSON.parse(out) as Counts) }
  }
  /** Accepted, rejected, blank, lines. */
  const accounts = async (args: ReadonlyArray<string>, input: string | Uint8Array = ''): Promise<string> => {
    const { accepted, rejected, blank, lines } = await counts(args, input)
    return [accepted, rejected, blank, lines].join()
  }

  before(() => put({}))

  it('says which are bad, where, and why', async () => {
    put({ 'a.ndjson': `${good()}\n${bad}\n\n${good()}\n{"Days":1}\n` })
    const { code, out, err } = await ran(['a.ndjson'])
    assert.deepEqual([code, err], [1, ''])
    assert.equal(
      timeless(out),
      `a.ndjson:2: rejected
  City: expected 1 to 50 characters, got a string of 0 characters [length]
a.ndjson:5: rejected
  City: expected a value, got nothing [missing]

  count  code     first at    shape  path
  1      length   a.ndjson:2  City   City
  1      missing  a.ndjson:5  City   City

4 payloads: 2 accepted, 2 rejected, 1 blank line (74 B in T)
`,
    )
  })

  it('is the filter between standard input and output: the report is on standard error', async () => {
    const { code, out, err } = await ran(['--valid', '-'], `${good('A')}\n${bad}\r\n\n${good('B')}`)
    assert.deepEqual([code, out], [1, `${good('A')}\n${good('B')}\n`])
    assert.match(err, /^\(standard input\):2: rejected\n/)
  })

  it('needs no model for the built-in service', async () => {
    const run = await wireshape(['validate', 'StartEmailContact', '--json'], { cwd: folder.path, input: '{}' })
    assert.equal(run.code, 1)
    const output = await wireshape(['validate', 'StartEmailContact', '--side', 'output', '--json'], {
      cwd: folder.path,
      input: '{"ContactId":"c"}',
    })
    assert.equal(output.code, 0)
  })

  describe('accounts', () => {
    it('of each awkward line', async () => {
      put({
        'truncated.ndjson': `${good()}\n{"City":"Os`,
        'endless.ndjson': `${good()}\n${good()}`,
        'mark.ndjson': `\ufeff${good()}\n`,
        'crlf.ndjson': `${good()}\r\n\r\n${bad}\r\n`,
        'utf8.ndjson': Buffer.concat([
          Buffer.from(`${good()}\n{"City":"`),
          Buffer.from([0xff]),
          Buffer.from(`"}\n${good()}\n`),
        ]),
        'rubbish.ndjson': Buffer.concat([
          Buffer.from(`${good()}\n`),
          Buffer.from([0, 1, 2, 0xfe, 13, 7]),
          Buffer.from(`\n${good()}\n`),
        ]),
        'empty.ndjson': '',
        'blank.ndjson': '\n \n\t\n',
      })
      assert.deepEqual(
        await Promise.all(
          ['truncated', 'endless', 'mark', 'crlf', 'utf8', 'rubbish', 'empty', 'blank'].map((name) =>
            accounts([`${name}.ndjson`]),
          ),
        ),
        ['1,1,0,2', '2,0,0,2', '1,0,0,1', '1,1,1,3', '2,1,0,3', '2,1,0,3', '0,0,0,0', '0,0,3,3'],
      )
      assert.match(
        (await ran(['truncated.ndjson'])).out,
        /^truncated.ndjson:2: rejected\n {2}\(root\): expected JSON text \(the end of a string\), got the end of the payload \[syntax\]\n/,
      )
      assert.match(
        (await ran(['utf8.ndjson'])).out,
        /^utf8.ndjson:2: rejected\n {2}\(root\): expected JSON text \(UTF-8\), got a fault at byte offset 9 \[syntax\]\n/,
      )
      assert.match((await ran(['mark.ndjson'])).out, /mark.ndjson: a byte order mark at its start was passed over\n/)
      assert.match((await ran(['empty.ndjson'])).out, /empty.ndjson: no payload\n/)
    })

    it('of whatever lines, accepted and rejected are all', async () => {
      const lines = fc.array(fc.tuple(lineBytes, lineEnds), { maxLength: 15 })
      await fc.assert(
        fc.asyncProperty(lines, async (parts) => {
          const input = Buffer.concat(parts.flatMap(([line, end]) => [line, Buffer.from(end)]))
          put({ 'any.ndjson': input })
          const { accepted, rejected, blank, lines } = await counts([
            'any.ndjson',
            '--format',
            'ndjson',
            '--valid',
            'valid',
            '--rejects',
            'rejects',
          ])
          assert.equal(accepted + rejected + blank, lines)
          assert.equal(lines, input.filter((byte) => byte === 10).length)
          const written = (name: string): number =>
            readFileSync(join(folder.path, name)).filter((byte) => byte === 10).length
          assert.deepEqual([written('valid'), written('rejects')], [accepted, rejected])
          // What was accepted is accepted again.
          if (accepted > 0) assert.equal(await accounts(['valid', '--format', 'ndjson']), `${accepted},0,0,${accepted}`)
        }),
        { numRuns: Math.min(runs, 150) },
      )
    })

    it('of a line beyond the most bytes', async () => {
      put({ 'long.ndjson': `${good()}\n"${'x'.repeat(3_000_000)}"\n${good()}\n` })
      const { out } = await ran(['long.ndjson', '--max-size', '1m'])
      assert.match(
        out,
        /^long.ndjson:2: rejected\n {2}\(root\): expected at most 1048576 bytes, got 3000002 bytes \[size\]\n/,
      )
      assert.equal(await accounts(['long.ndjson', '--max-size', '1m']), '2,1,0,3')
    })

    it('of a line of 50 MB, read or passed over, in whatever bounds', async () => {
      put({ 'vast.ndjson': `${good()}\n{"City":"${'x'.repeat(50_000_000)}"}\n${good()}\n${bad}` })
      const passedOver = await ran(['vast.ndjson'])
      assert.match(
        passedOver.out,
        /^vast.ndjson:2: rejected\n.*expected at most 16777216 bytes, got 50000011 bytes \[size\]\n/,
      )
      const read = await ran(['vast.ndjson', '--max-size', '64m'])
      assert.match(
        read.out,
        /^vast.ndjson:2: rejected\n {2}City: expected 1 to 50 characters, got .*50,000,000 characters \[length\]\n/,
      )
      for (const limit of ['16m', '64m']) assert.equal(await accounts(['vast.ndjson', '--max-size', limit]), '2,2,0,4')
    })
  })

  describe('forms', () => {
    const codecOf = (): ReturnType<typeof cborBytes<unknown, Value, unknown>> => {
      const read = readModel(model())
      assert.ok(!isLeft(read))
      return cborBytes(read.right.services[0]?.operations[0]?.input as unknown as Shape<unknown, Value, unknown>)
    }

    it('are told by their first bytes', async () => {
      const cbor = Buffer.from(codecOf().encode({ city: 'Oslo' }))
      put({
        'array.json': `[\n  ${good('A')},\n  ${bad},\n  {"City":\n "B"}\n]\n`,
        'one.json': `${JSON.stringify({ City: 'A' }, null, 2)}\n`,
        'many.json': `${JSON.stringify({ City: 'A' }, null, 2)}\n${JSON.stringify({ City: '' }, null, 2)}\n`,
        'items.cbor': Buffer.concat([cbor, cbor, Buffer.from([0xa0])]),
        'packed.gz': gzipSync(`${good()}\n${bad}\n`),
        'members.gz': Buffer.concat([gzipSync(`${good()}\n`), gzipSync(`[`)]),
      })
      const forms = await Promise.all(
        ['array.json', 'one.json', 'many.json', 'items.cbor', 'packed.gz', 'members.gz'].map(async (name) => {
          const { out } = await ran([name, '--json'])
          const { sources, accepted, rejected } = JSON.parse(out) as Counts & {
            readonly sources: ReadonlyArray<{ readonly form: string }>
          }
          return `${sources[0]?.form} ${accepted} ${rejected}`
        }),
      )
      assert.deepEqual(forms, ['array 2 1', 'json 1 0', 'json 1 1', 'cbor 2 1', 'ndjson 1 1', 'ndjson 1 1'])
      assert.match((await ran(['array.json'])).out, /^array.json:3: rejected\n/)
      assert.match(
        (await ran(['items.cbor'])).out,
        new RegExp(`^items.cbor: payload 3 at byte ${2 * cbor.length}: rejected\n`),
      )
      assert.equal((await ran(['array.json', '--valid', '-'])).out, `${good('A')}\n{"City":  "B"}\n`)
      await ran(['items.cbor', '--valid', 'valid.cbor'])
      assert.deepEqual(readFileSync(join(folder.path, 'valid.cbor')), Buffer.concat([cbor, cbor]))
    })

    it('a gzip that breaks off is read to there, and said to be unreadable', async () => {
      const whole = gzipSync(Array.from({ length: 20_000 }, (_, i) => `${good(`city ${i * 7919}`)}\n`).join(''))
      put({ 'cut.gz': whole.subarray(0, whole.length - 2000) })
      const { code, out, err } = await ran(['cut.gz'])
      assert.equal(code, 4)
      assert.match(out, /not all could be read\n[\d,]+ payloads: [\d,]+ accepted, 0 rejected/)
      assert.match(err, /^error: cannot read cut.gz from line \d+ on: unexpected end of file\n$/)
    })

    it('zstd is read where Node can, and said not to be elsewhere', async () => {
      put({ 'a.zst': Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0, 0, 0]) })
      const { code, err } = await ran(['a.zst'])
      assert.equal(code, 4)
      const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
      if (major < 22 || (major === 22 && minor < 15))
        assert.match(err, /compressed by zstd, which Node reads from 22.15 on/)
    })

    it('patterns find files, in order', async () => {
      put({ 'p1.ndjson': `${good()}\n`, 'p2.ndjson': `${bad}\n` })
      const { out } = await ran(['p?.{ndjson,txt}', '--json'])
      const { sources } = JSON.parse(out) as { readonly sources: ReadonlyArray<{ readonly name: string }> }
      assert.deepEqual(
        sources.map(({ name }) => name),
        ['p1.ndjson', 'p2.ndjson'],
      )
      assert.equal((await ran(['**/p[13].ndjson'])).code, 0)
      assert.equal((await ran(['nothing*.ndjson'])).code, 4)
    })
  })

  describe('outputs', () => {
    it('rejects carry their place and issues, and their payloads only where asked', async () => {
      put({ 'a.ndjson': Buffer.concat([Buffer.from(`${good()}\n${bad}\n`), Buffer.from([0xff, 10])]) })
      await ran(['a.ndjson', '--rejects', 'rejects'])
      assert.deepEqual(
        text('rejects')
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line) as unknown),
        [
          {
            verdict: 'rejected',
            source: 'a.ndjson',
            line: 2,
            number: 2,
            byteOffset: 25,
            issues: [
              {
                path: ['City'],
                code: 'length',
                shape: 'x#City',
                expected: '1 to 50 characters',
                actual: 'a string of 0 characters',
              },
            ],
          },
          {
            verdict: 'rejected',
            source: 'a.ndjson',
            line: 3,
            number: 3,
            byteOffset: 37,
            issues: [
              {
                path: [],
                code: 'syntax',
                shape: 'x#GetForecastInput',
                expected: 'JSON text (UTF-8)',
                actual: 'a fault at byte offset 0',
              },
            ],
          },
        ],
      )
      await ran(['a.ndjson', '--rejects', 'rejects', '--with-payloads'])
      const payloads = text('rejects')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { readonly payload?: string; readonly payloadBase64?: string })
      assert.deepEqual(
        payloads.map(({ payload, payloadBase64 }) => payload ?? payloadBase64),
        [bad, '/w=='],
      )
    })

    it('accepted ones normalised, or as requests', async () => {
      const input = '{"New":1, "Days": 1e0, "City": "\\u0041"}\n'
      assert.equal((await ran(['--valid', '-', '--as', 'normalised'], input)).out, '{"City":"A","Days":1}\n')
      assert.deepEqual(JSON.parse((await ran(['--valid', '-', '--as', 'http'], input)).out), {
        method: 'POST',
        path: '/forecast',
        query: '',
        headers: [['content-type', 'application/json']],
        body: '{"City":"A","Days":1}',
      })
    })

    it('do not overwrite an input', async () => {
      put({ 'a.ndjson': `${good()}\n` })
      const { code, err } = await ran(['a.ndjson', '--valid', './a.ndjson'])
      assert.deepEqual([code, err], [2, 'error: ./a.ndjson is an input: it would be overwritten\n'])
      assert.equal(text('a.ndjson'), `${good()}\n`)
    })

    it('hold no secret of a sensitive shape', async () => {
      const { shapes } = model({
        'x#City': { type: 'string', traits: { 'smithy.api#sensitive': {}, 'smithy.api#length': { max: 3 } } },
      }) as { readonly shapes: object }
      put({ 'secret.json': JSON.stringify({ smithy: '2.0', shapes }) })
      for (const report of ['text', 'ndjson', 'junit', 'sarif', 'github']) {
        const args = ['validate', 'GetForecast', '-m', 'secret.json', '--report', report, '--rejects', 'rejects']
        const { out, err } = await wireshape(args, { cwd: folder.path, input: '{"City":"hunter2"}\n{"City":"hunter2' })
        for (const found of [out, err, text('rejects')]) assert.doesNotMatch(found, /hunter2/)
      }
    })
  })

  describe('policies', () => {
    it('strict and tolerant, unknown members, camelCase', async () => {
      assert.equal((await ran([], '{"City":""}')).code, 1)
      assert.equal((await ran(['--policy', 'tolerant'], '{"City":""}')).code, 0)
      assert.equal((await ran([], '{"City":"a","New":1}')).code, 0)
      assert.equal((await ran(['--unknown', 'refuse'], '{"City":"a","New":1}')).code, 1)
      assert.equal((await ran(['--domain'], '{"city":"a","days":1}')).code, 0)
      assert.equal((await ran(['--domain', '--unknown', 'refuse'], '{"City":"a","city":"a"}')).code, 1)
    })

    it('documented rules enforced, advised or off', async () => {
      const input = JSON.stringify({
        InstanceId: '11111111-2222-3333-4444-555555555555',
        FromEmailAddress: { EmailAddress: 'ada@example.com' },
        DestinationEmailAddress: 'support@example.org',
        EmailMessage: { MessageSourceType: 'RAW', RawMessage: { Subject: 'hi', Body: 'b', ContentType: 'text/x' } },
      })
      const told = async (...args: ReadonlyArray<string>): Promise<string> => {
        const { code, out } = await wireshape(['validate', 'StartEmailContact', ...args, '--json'], {
          cwd: folder.path,
          input,
        })
        const { accepted, advised, rejected } = JSON.parse(out) as Counts
        return [code, accepted, advised, rejected].join()
      }
      assert.deepEqual(await Promise.all([told(), told('--documented', 'advise'), told('--documented', 'off')]), [
        '1,0,0,1',
        '0,1,1,0',
        '0,1,0,0',
      ])
    })
  })

  describe('stops', () => {
    const many = Array.from({ length: 10 }, (_, i) => (i % 2 === 0 ? good(`c${i}`) : bad)).join('\n')

    it('after the most rejected payloads, its accounts and outputs those up to there', async () => {
      const { code, stopped, ...rest } = await counts(
        ['--max-errors', '3', '--valid', 'valid', '--rejects', 'rejects'],
        `\n${many}\n`,
      )
      assert.deepEqual([code, stopped, rest.accepted, rest.rejected, rest.blank, rest.lines], [1, 'errors', 3, 3, 1, 7])
      assert.equal(text('valid'), ['c0', 'c2', 'c4'].map((city) => `${good(city)}\n`).join(''))
      assert.equal(text('rejects').trim().split('\n').length, 3)
      await counts(['--max-errors', '3', '--valid', 'valid', '--as', 'normalised'], many)
      assert.equal(text('valid').trim().split('\n').length, 3)
      assert.deepEqual((await counts(['--fail-fast'], many)).lines, 2)
      put({ 'array.json': `[${many.replaceAll('\n', ',')}]` })
      const array = await counts(['array.json', '--max-errors', '2', '--valid', 'valid'])
      assert.deepEqual([array.accepted, array.rejected], [2, 2])
      assert.equal(text('valid').trim().split('\n').length, 2)
    })

    it('before it starts, where it is interrupted', async () => {
      put({ 'a.ndjson': `${good()}\n` })
      const { code, out, err } = await wireshape(['validate', 'GetForecast', 'a.ndjson', '-m', 'model.json'], {
        cwd: folder.path,
        aborted: true,
      })
      assert.deepEqual([code, err], [130, 'error: interrupted\n'])
      assert.match(out, /^interrupted; what lies behind was not looked at\n0 payloads/)
    })
  })

  describe('says no', () => {
    const no = async (args: ReadonlyArray<string>, code: number, says: RegExp): Promise<void> => {
      const run = await wireshape(['validate', ...args], { cwd: folder.path })
      assert.deepEqual([run.code, run.out], [code, ''], args.join(' '))
      assert.match(run.err, says)
    }

    it('to what cannot be meant', async () => {
      await no([], 2, /missing required argument 'operation'/)
      await no(
        ['StartEmailContct'],
        2,
        /the built-in service has no operation StartEmailContct\ndid you mean StartEmailContact\?/,
      )
      await no(['StartEmailContact', '--policy', 'lax'], 2, /--policy is one of strict, tolerant/)
      await no(['StartEmailContact', '--report', 'srif'], 2, /did you mean sarif\?/)
      await no(['StartEmailContact', '--jobs', '0'], 2, /--jobs is a whole number of at least 1/)
      await no(['StartEmailContact', '--max-size', '1x'], 2, /--max-size is bytes/)
      await no(['StartEmailContact', '--as', 'http'], 2, /--as says how --valid is written/)
      await no(['StartEmailContact', '--with-payloads'], 2, /say --rejects FILE/)
      await no(['StartEmailContact', '--valid', 'x', '--rejects', 'x'], 2, /are the same/)
      const both = await wireshape(['validate', 'StartEmailContact', '--json', '--valid', '-'], { cwd: folder.path })
      assert.deepEqual([both.code, both.err], [2, 'error: --json and the payloads cannot both go to standard output\n'])
      await no(['GetForecast', '-m', '-'], 2, /cannot both be standard input/)
      await no(
        ['StartEmailContact', '--valid', 'no/such/folder'],
        2,
        /cannot write to no\/such\/folder: no such file or directory/,
      )
    })

    it('to models that are broken, and inputs that cannot be read', async () => {
      put({ 'broken.json': '{' })
      await no(['GetForecast', '-m', 'broken.json'], 3, /broken.json is no JSON/)
      const { code, out, err } = await ran(['gone.ndjson', 'model.json'])
      assert.equal(code, 4)
      assert.match(err, /^error: cannot read gone.ndjson: no such file or directory\n$/)
      assert.match(out, /1 payload: 0 accepted, 1 rejected/)
      assert.equal((await ran(['.'])).code, 4)
      assert.ok(existsSync(join(folder.path, 'model.json')))
    })
  })
})
