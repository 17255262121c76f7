/**
 * `wireshape encode`: the request in each form, refusals, hostile text through real shells.
 */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import * as fc from 'fast-check'
import { curlLine, shellQuoted } from '../../lib/cli/curl.js'
import { readTarget, splitUrl } from '../../lib/cli/httpText.js'
import { bytesBody, noBody } from '../../lib/index.js'
import { contact, domainContact, hostile } from './payloads.js'
import { useFolder, wireshape } from './terminal.js'

const body = JSON.stringify({ ...contact, ClientToken: 't-1' })

describe('encode', () => {
  const folder = useFolder()
  const ran = (input: unknown, ...args: ReadonlyArray<string>) =>
    wireshape(['encode', 'StartEmailContact', ...args], {
      cwd: folder.path,
      input: typeof input === 'string' ? input : JSON.stringify(input),
    })

  it('writes a request as text', async () => {
    const wanted = [
      'PUT /contact/email HTTP/1.1',
      'host: localhost:8080',
      'content-type: application/json',
      `content-length: ${body.length}`,
      '',
      body,
    ].join('\r\n')
    assert.deepEqual(await ran(contact, '--token', 't-1'), { code: 0, out: wanted, err: '' })
    assert.deepEqual(await ran(domainContact, '--domain', '--token', 't-1'), { code: 0, out: wanted, err: '' })
  })

  it('from a file, with an endpoint, as JSON', async () => {
    writeFileSync(join(folder.path, 'contact.json'), `\ufeff${JSON.stringify(contact)}`)
    const args = ['contact.json', '--as', 'json', '--token', 't-1', '--endpoint', 'https://example.com:8443']
    const { code, out, err } = await ran('', ...args)
    assert.deepEqual([code, err], [0, ''])
    const request = JSON.parse(out) as Readonly<Record<string, unknown>>
    assert.deepEqual(request, {
      method: 'PUT',
      url: 'https://example.com:8443/contact/email',
      path: '/contact/email',
      query: '',
      headers: [
        ['host', 'example.com:8443'],
        ['content-type', 'application/json'],
        ['content-length', String(body.length)],
      ],
      body,
    })
    const result = JSON.parse((await ran('', ...args, '--json')).out) as Readonly<Record<string, unknown>>
    assert.deepEqual(result['request'], request)
    assert.equal(result['accepted'], true)
  })

  it('as the tree of its Value', async () => {
    const { out } = await ran(contact, '--as', 'value', '--token', 't-1')
    assert.match(out, /^Structure\n├─ InstanceId String "11111111-2222-3333-4444-555555555555"\n/)
    assert.match(out, /└─ ClientToken String "t-1"\n$/)
  })

  it('as a line of curl', async () => {
    const { out } = await ran(contact, '--as', 'curl', '--token', 't-1')
    assert.equal(
      out,
      [
        'curl --globoff --path-as-is http://localhost:8080/contact/email',
        '--request PUT',
        "--header 'content-type: application/json'",
        '--header accept:',
        '--header expect:',
        `--data-raw '${body}'\n`,
      ].join(' \\\n  '),
    )
  })

  it('fills the token, a fresh one each time', async () => {
    const [one, two] = [(await ran(contact)).out, (await ran(contact)).out]
    assert.match(one, /"ClientToken":"[\da-f-]{36}"/)
    assert.notEqual(one, two)
    assert.match((await ran({ ...contact, ClientToken: 'mine' })).out, /"ClientToken":"mine"/)
  })

  it('refuses a payload with every issue, on standard error, and writes nothing', async () => {
    const broken = { ...contact, InstanceId: '', Attributes: { 'a b': 'x' }, Nmae: 'x' }
    const { code, out, err } = await ran(broken)
    assert.deepEqual([code, out], [1, ''])
    assert.equal(
      err,
      [
        'refused: standard input has 3 issues',
        '  InstanceId: expected 1 to 100 characters, got a string of 0 characters [length]',
        '  Attributes["a b"]: expected a key of letters, digits, - and _, got another character [documented]',
        '  Nmae: expected a member of com.amazonaws.connect#StartEmailContactRequest, got an unknown member [unknownMember]',
        '',
      ].join('\n'),
    )
    assert.match((await ran(broken, '--unknown', 'ignore')).err, /has 2 issues/)
    const { accepted, issues } = JSON.parse((await ran(broken, '--json')).out) as {
      readonly accepted: boolean
      readonly issues: ReadonlyArray<{ readonly code: string }>
    }
    assert.deepEqual([accepted, issues.map((one) => one.code)], [false, ['length', 'documented', 'unknownMember']])
  })

  it('a domain payload is refused by the names of the wire', async () => {
    const { code, err } = await ran({ ...domainContact, instanceId: 7, when: 1 }, '--domain')
    assert.equal(code, 1)
    assert.match(err, /InstanceId: expected a string, got a number \[type\]/)
    assert.match(err, /when: expected a member of/)
  })

  it('says what cannot be read, and where', async () => {
    assert.deepEqual(await ran('{"a": }'), {
      code: 4,
      out: '',
      err: 'error: standard input is no JSON: expected a value at line 1, column 7\n',
    })
    assert.equal((await ran('')).err, 'error: standard input is empty\n')
    assert.equal((await ran('', 'gone.json')).err, 'error: cannot read gone.json: no such file or directory\n')
    assert.equal((await ran('', 'gone.json')).code, 4)
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    assert.equal((await ran(deep)).code, 1)
    assert.equal((await ran(`{"SegmentAttributes":${deep}}`, '--domain')).code, 1)
  })

  it('says what it was not meant to be', async () => {
    const usage = async (args: ReadonlyArray<string>): Promise<string> => {
      const { code, out, err } = await wireshape(['encode', ...args], { cwd: folder.path, input: '{}' })
      assert.deepEqual([code, out], [2, ''], args.join(' '))
      return err
    }
    assert.equal(
      await usage(['StartEmialContact']),
      'error: the built-in service has no operation StartEmialContact\ndid you mean StartEmailContact?\n',
    )
    assert.match(await usage(['ListUsers']), /it has StartEmailContact; --model FILE or --sdk PACKAGE has others/)
    assert.match(await usage(['StartEmailContact', '--endpoint', 'example.com/x']), /example\.com\/x is no endpoint/)
    assert.match(await usage(['StartEmailContact', '--as', 'xml']), /Allowed choices are http, json, curl, value/)
    assert.match(await usage(['StartEmailContact', '--protocol', 'restXml']), /it speaks restJson1/)
    assert.match(await usage(['StartEmailContact', '--model', 'a', '--sdk', 'b']), /exclude each other/)
    assert.match(await usage(['StartEmailContact', '--service', 'S3']), /the built-in service is not S3/)
  })

  it('writes to a file, bytes as they are', async () => {
    assert.deepEqual(await ran(contact, '--token', 't-1', '--out', 'request.http'), { code: 0, out: '', err: '' })
    assert.ok(readFileSync(join(folder.path, 'request.http'), 'utf8').endsWith(`\r\n\r\n${body}`))
    assert.equal((await ran(contact, '--out', 'no/such/folder')).code, 2)
  })
})

describe('lines of curl', () => {
  const folder = useFolder()

  /** What a shell hands to a curl that prints its words and its input. */
  const wordsOf = (line: string, shell: string): { readonly words: ReadonlyArray<Buffer>; readonly input: Buffer } => {
    const [bin, out] = [join(folder.path, 'bin'), join(folder.path, 'out')]
    mkdirSync(bin, { recursive: true })
    mkdirSync(out, { recursive: true })
    // No word and no input has the separator, which is random.
    writeFileSync(
      join(bin, 'curl'),
      `#!/bin/sh\nfor word in "$@"; do printf '%s\\000' "$word"; done > "${out}/words"\ncase " $* " in *' @- '*) cat > "${out}/input" ;; *) : > "${out}/input" ;; esac\n`,
    )
    chmodSync(join(bin, 'curl'), 0o755)
    // In a file: the words of a process have a bound, which a long body is beyond.
    writeFileSync(join(folder.path, 'line.sh'), `${line}\n`)
    execFileSync(shell, ['line.sh'], {
      cwd: folder.path,
      stdio: 'pipe',
      timeout: 10_000,
      env: { PATH: `${bin}${delimiter}${process.env['PATH']}`, HOME: folder.path },
    })
    const all = readFileSync(join(out, 'words'))
    const words: Array<Buffer> = []
    for (let at = 0; at < all.length; ) {
      const end = all.indexOf(0, at)
      assert.ok(end >= 0, all.toString('latin1').slice(0, 500))
      words.push(all.subarray(at, end))
      at = end + 1
    }
    return { words, input: readFileSync(join(out, 'input')) }
  }

  const shells = ['/bin/sh', '/bin/bash', '/bin/dash', '/usr/bin/zsh'].filter(existsSync)
  const target = { scheme: 'http', authority: 'localhost:8080' }

  const lineOf = (path: string, header: string, bytes: Uint8Array): string =>
    curlLine(
      {
        method: 'POST',
        host: undefined,
        hostPrefix: '',
        path,
        query: '',
        headers: [
          ['x-a', header],
          ['content-type', 'text/plain'],
        ],
        body: bytes.length === 0 ? noBody : bytesBody(bytes),
      },
      target,
    )

  const check = (shell: string, path: string, header: string, bytes: Uint8Array): void => {
    const { words, input } = wordsOf(lineOf(path, header, bytes), shell)
    const texts = words.map((word) => word.toString('latin1'))
    assert.deepEqual(texts.slice(0, 3), ['--globoff', '--path-as-is', `http://localhost:8080${path}`])
    assert.equal(texts[6], header === '' ? 'x-a;' : `x-a: ${header}`)
    const data = words[words.length - 1]
    assert.deepEqual(texts[texts.length - 2] === '--data-binary' ? input : data, Buffer.from(bytes))
    assert.ok(!existsSync(join(folder.path, 'pwned')))
  }

  for (const shell of shells) {
    it(`hostile text is one word to ${shell}`, () => {
      for (const text of hostile) {
        const header = text.replace(/[^\x20-\x7e\xa0-\xff]/g, '')
        check(
          shell,
          `/${encodeURIComponent(text)}?a=[b]&c={d,e}&${text.replace(/[^!-~]/g, '')}`,
          header,
          Buffer.from(text),
        )
      }
    })

    it(`any bytes come through ${shell}`, () => {
      fc.assert(
        fc.property(
          fc.uint8Array({ maxLength: 300 }),
          fc.string({
            unit: fc.integer({ min: 0x20, max: 0xff }).map((c) => String.fromCharCode(c === 0x7f ? 0x41 : c)),
          }),
          (bytes, header) => check(shell, '/', header.trim(), Uint8Array.from(bytes)),
        ),
        { numRuns: 40 },
      )
    })

    it(`a long body comes through ${shell}`, () => check(shell, '/', 'x', Buffer.alloc(400_000, "it's %s \\ \u0001é")))
  }

  it('words that need no quotes have none', () => {
    assert.equal(shellQuoted('http://a:1/b?'), "'http://a:1/b?'")
    assert.equal(shellQuoted('http://a:1/b'), 'http://a:1/b')
    assert.equal(shellQuoted(''), "''")
    assert.equal(shellQuoted("a'b"), "'a'\\''b'")
  })
})

describe('endpoints', () => {
  it('are a scheme, a host and a port', () => {
    assert.deepEqual(readTarget('https://a.example.com'), { scheme: 'https', authority: 'a.example.com' })
    assert.deepEqual(readTarget('http://[::1]:80/'), { scheme: 'http', authority: '[::1]:80' })
    for (const text of [
      '',
      'a',
      'ftp://a',
      'http://',
      'http://a/b',
      'http://a?b',
      'http://a b',
      "http://a'b",
      'http://a@b',
      'http://a\r\nb',
    ])
      assert.equal(readTarget(text), undefined, text)
  })

  it('URLs are cut and not rewritten', () => {
    assert.deepEqual(splitUrl('https://h:1/a/../b%2e?c=d?e#f'), { host: 'h:1', path: '/a/../b%2e', query: 'c=d?e' })
    assert.deepEqual(splitUrl('http://h?x'), { host: 'h', path: '/', query: 'x' })
    assert.equal(splitUrl('/a'), undefined)
  })
})
