/**
 * `wireshape mock`: unmodified clients of the AWS SDK and curl against it, scripts, faults, limits, and what the log hides.
 */
import assert from 'node:assert/strict'
import { execFile, execFileSync, spawn } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { connect } from 'node:net'
import { delimiter, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import * as fc from 'fast-check'
import { describeShared } from '../shared.js'
import type { Mocked } from './mocking.js'
import { mock } from './mocking.js'
import { contact } from './payloads.js'
import { useFolder, wireshape } from './terminal.js'

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true'

const root = fileURLToPath(new URL('../..', import.meta.url))
const main = [
  `--import=${pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href}`,
  join(root, 'lib', 'cli', 'main.ts'),
]

const put = (url: string, body: unknown, more: RequestInit = {}): Promise<Response> =>
  fetch(`${url}/contact/email`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...more,
  })

// the SDK

const settings = {
  region: 'eu-west-2',
  credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
  maxAttempts: 1,
} as const

interface SdkError extends Error {
  readonly $fault: string
  readonly $metadata: { readonly httpStatusCode?: number }
}

const refusal = async (sent: Promise<unknown>): Promise<SdkError> => {
  try {
    await sent
  } catch (error) {
    return error as SdkError
  }
  return assert.fail('the request is taken')
}

const isValidation = (error: SdkError, says: RegExp): void => {
  assert.deepEqual([error.name, error.$fault, error.$metadata.httpStatusCode], ['ValidationException', 'client', 400])
  assert.match(error.message, says)
}

describeShared(
  'mock and the SDK as it comes',
  ['models/smithy/connect.json', 'models/smithy/dynamodb.json', 'models/smithy/s3.json', 'models/smithy/sqs.json'],
  ([connectModel = '', dynamodbModel = '', s3Model = '', sqsModel = '']) => {
    const folder = useFolder()
    const using = async (args: ReadonlyArray<string>, act: (mocked: Mocked) => Promise<void>): Promise<void> => {
      const mocked = await mock(folder.path, ...args)
      try {
        await act(mocked)
      } finally {
        assert.equal((await mocked.stop()).code, 0)
      }
    }

    it('Connect, restJson1', () =>
      using(['--model', connectModel], async ({ url, entries }) => {
        const { ConnectClient, ListUsersCommand, StartEmailContactCommand } = await import('@aws-sdk/client-connect')
        const client = new ConnectClient({ ...settings, endpoint: url })
        const { UserSummaryList = [] } = await client.send(new ListUsersCommand({ InstanceId: 'i-1' }))
        assert.ok(UserSummaryList.every(({ Id = '' }) => typeof Id === 'string'))
        const refused = await refusal(client.send(new ListUsersCommand({ InstanceId: 'i'.repeat(200) })))
        isValidation(refused, /Value with length 200 at '\/InstanceId' failed to satisfy constraint/)
        // Every issue at once.
        const bare = { InstanceId: '' } as unknown as ConstructorParameters<typeof StartEmailContactCommand>[0]
        isValidation(await refusal(client.send(new StartEmailContactCommand(bare))), /^4 validation errors detected\./)
        assert.deepEqual(
          entries()
            .slice(1)
            .map(({ operation, status, answer, path }) => [operation, status, answer, path]),
          [
            ['ListUsers', 200, 'sample', '/users-summary/{InstanceId}'],
            ['ListUsers', 400, 'Invalid', '/users-summary/{InstanceId}'],
            ['StartEmailContact', 400, 'Invalid', '/contact/email'],
          ],
        )
        client.destroy()
      }))

    it('DynamoDB, awsJson1_0', () =>
      using(['--model', dynamodbModel, '--seed', '4'], async ({ url }) => {
        const { DynamoDBClient, GetItemCommand, DescribeTableCommand } = await import('@aws-sdk/client-dynamodb')
        const client = new DynamoDBClient({ ...settings, endpoint: url })
        const item = await client.send(new GetItemCommand({ TableName: 'orders', Key: { id: { S: '7' } } }))
        assert.equal(item.$metadata.httpStatusCode, 200)
        const { Table } = await client.send(new DescribeTableCommand({ TableName: 'orders' }))
        assert.ok(Table?.CreationDateTime === undefined || Table.CreationDateTime instanceof Date)
        const refused = await refusal(client.send(new GetItemCommand({ TableName: '', Key: { id: { S: '7' } } })))
        isValidation(refused, /Value with length 0 at '\/TableName'/)
        client.destroy()
      }))

    it('S3, restXml, with objects that stream', () => {
      const script = join(folder.path, 's3.json')
      writeFileSync(
        script,
        JSON.stringify({
          rules: [
            {
              operation: 'GetObject',
              when: { Key: 'hello.txt' },
              answer: { ContentType: 'text/plain' },
              body: 'hello',
            },
            { operation: 'GetObject', when: { Key: 'gone' }, error: 'NoSuchKey', status: 404 },
          ],
        }),
      )
      return using(['--model', s3Model, '--script', script], async ({ url }) => {
        const S3 = await import('@aws-sdk/client-s3')
        const client = new S3.S3Client({ ...settings, endpoint: url, forcePathStyle: true })
        await client.send(new S3.PutObjectCommand({ Bucket: 'bucket', Key: 'a/b c', Body: Buffer.alloc(100_000) }))
        const got = await client.send(new S3.GetObjectCommand({ Bucket: 'bucket', Key: 'hello.txt' }))
        assert.deepEqual([await got.Body?.transformToString(), got.ContentType], ['hello', 'text/plain'])
        const sample = await client.send(new S3.GetObjectCommand({ Bucket: 'bucket', Key: 'other' }))
        assert.match((await sample.Body?.transformToString()) ?? '', /^a sample of /)
        await client.send(new S3.HeadObjectCommand({ Bucket: 'bucket', Key: 'other' }))
        assert.equal(
          (await refusal(client.send(new S3.GetObjectCommand({ Bucket: 'bucket', Key: 'gone' })))).name,
          'NoSuchKey',
        )
        const acl = 'nobody' as 'private'
        const refused = await refusal(client.send(new S3.PutBucketAclCommand({ Bucket: 'bucket', ACL: acl })))
        isValidation(refused, /Value at '\/ACL' failed to satisfy constraint: Member must satisfy enum value set/)
        for await (const page of S3.paginateListObjectsV2({ client }, { Bucket: 'bucket' })) assert.ok(page)
        client.destroy()
      })
    })

    it('SQS, from the SDK’s own schemas and from a model', async () => {
      const { SQSClient, ListQueuesCommand, ReceiveMessageCommand, SendMessageCommand } = await import(
        '@aws-sdk/client-sqs'
      )
      await using(['--model', sqsModel], async ({ url, entries }) => {
        const client = new SQSClient({ ...settings, endpoint: url, md5: false })
        await client.send(new SendMessageCommand({ QueueUrl: `${url}/1/queue`, MessageBody: 'hi' }))
        await client.send(new ReceiveMessageCommand({ QueueUrl: `${url}/1/queue` }))
        const bare = { QueueUrl: `${url}/1/queue` } as unknown as ConstructorParameters<typeof SendMessageCommand>[0]
        isValidation(await refusal(client.send(new SendMessageCommand(bare))), /Value at '\/MessageBody'.* not be null/)
        assert.deepEqual(
          new Set(
            entries()
              .slice(1)
              .map(({ protocol }) => protocol),
          ),
          new Set(['awsJson1_0']),
        )
        client.destroy()
        // Whoever still speaks the older protocol is served as well, where the model says so.
      })
      const mocked = await mock(root, '--sdk', '@aws-sdk/client-sqs')
      const client = new SQSClient({ ...settings, endpoint: mocked.url })
      const { QueueUrls } = await client.send(new ListQueuesCommand({}))
      assert.ok(QueueUrls === undefined || Array.isArray(QueueUrls))
      client.destroy()
      await mocked.stop()
    })
  },
)

describeShared(
  'mock of a service that speaks several protocols',
  ['models/botocore/cloudwatch.json'],
  ([path = '']) => {
    const folder = useFolder()
    it('answers each request in its own', async () => {
      const mocked = await mock(folder.path, '--model', path)
      const [{ protocols = [] } = {}] = mocked.entries() as ReadonlyArray<{
        readonly protocols?: ReadonlyArray<string>
      }>
      assert.ok(protocols.length >= 2, protocols.join())
      for (const protocol of protocols) {
        for (const [name, status] of [
          ['up', 200],
          ['', 400],
        ] as const) {
          const args = ['--model', path, '--protocol', protocol, '--endpoint', mocked.url, '--as', 'json']
          const input = JSON.stringify({ AlarmNames: [`a${name}`], StateValue: 'OK', StateReason: 'x', AlarmName: 'y' })
          const { out, err } = await wireshape(['encode', 'SetAlarmState', '--unknown', 'ignore', ...args], {
            cwd: folder.path,
            input,
          })
          assert.equal(err, '')
          const request = JSON.parse(out) as {
            readonly method: string
            readonly url: string
            readonly headers: ReadonlyArray<[string, string]>
            readonly body?: string
            readonly bodyBase64?: string
          }
          const whole = Buffer.from(
            request.body ?? request.bodyBase64 ?? '',
            request.body === undefined ? 'base64' : 'utf8',
          )
          // A broken one: its last byte is missing, or its only member is.
          const body =
            status === 200
              ? whole
              : /Query/.test(protocol)
                ? whole.subarray(0, whole.indexOf('&AlarmName'))
                : whole.subarray(0, -1)
          const headers = request.headers.filter(([key]) => key !== 'host' && key !== 'content-length')
          const response = await fetch(request.url, { method: request.method, headers, body })
          await response.arrayBuffer()
          assert.equal(response.status, status, protocol)
          assert.equal(mocked.entries().at(-1)?.protocol, protocol)
        }
      }
      await mocked.stop()
    })
  },
)

// curl

const curl = (process.env['PATH'] ?? '')
  .split(delimiter)
  .map((path) => join(path, 'curl'))
  .find(existsSync)

describe('mock and curl', () => {
  const folder = useFolder()
  const title = curl === undefined ? ': skipped, curl is not installed' : ''
  it(`a line of encode is answered, a broken one refused${title}`, async function () {
    if (curl === undefined) return this.skip()
    const { url, stop, entries } = await mock(folder.path)
    const args = ['encode', 'StartEmailContact', '--as', 'curl', '--endpoint', url]
    const { out } = await wireshape(args, { cwd: folder.path, input: JSON.stringify(contact) })
    writeFileSync(join(folder.path, 'line.sh'), out.replace('curl', 'curl --silent --show-error --include'))
    const run = promisify(execFile)
    const { stdout } = await run('sh', ['line.sh'], { cwd: folder.path, timeout: 20_000 })
    assert.match(stdout, /^HTTP\/1\.1 200 OK\r\n/)
    const decoded = await wireshape(['decode', 'StartEmailContact'], { cwd: folder.path, input: stdout })
    assert.deepEqual([decoded.code, decoded.err], [0, ''])
    const broken = [
      '-si',
      '-X',
      'PUT',
      '-H',
      'content-type: application/json',
      '-d',
      '{"InstanceId":""}',
      `${url}/contact/email`,
    ]
    const refused = await run(curl, broken, { timeout: 20_000 })
    assert.match(refused.stdout, /^HTTP\/1\.1 400 Bad Request\r\n/)
    assert.match(refused.stdout, /^x-amzn-errortype: ValidationException\r$/im)
    const { requests } = JSON.parse((await stop()).out.trimEnd().split('\n').at(-1) ?? '') as {
      readonly requests: number
    }
    assert.equal(requests, 2)
    assert.deepEqual(entries()[1]?.status, 200)
  })
})

// scripts

describe('mock with a script', () => {
  const folder = useFolder()
  const withRules = (script: unknown, ...more: ReadonlyArray<string>): Promise<Mocked> => {
    writeFileSync(join(folder.path, 'script.json'), JSON.stringify(script))
    return mock(folder.path, '--script', 'script.json', ...more)
  }

  it('answers by the first rule that fits and is not used up', async () => {
    const mocked = await withRules({
      rules: [
        { operation: 'StartEmailContact', error: 'ThrottlingException', value: { Message: 'slow down' }, times: 2 },
        {
          operation: 'StartEmailContact',
          when: { FromEmailAddress: { DisplayName: 'Bob' } },
          answer: { ContactId: 'bob' },
        },
        { operation: 'StartEmailContact', answer: { ContactId: 'c-1' }, status: 202, delayMillis: 80, times: 1 },
        { operation: '*', status: 503 },
      ],
    })
    const told: Array<unknown> = []
    const started = performance.now()
    const bob = { ...contact, FromEmailAddress: { EmailAddress: 'bob@example.com', DisplayName: 'Bob' } }
    for (const body of [contact, contact, bob, contact, bob, contact]) {
      const response = await put(mocked.url, body)
      told.push([response.status, response.headers.get('x-amzn-errortype'), await response.text()])
    }
    assert.deepEqual(told, [
      [429, 'ThrottlingException', '{"Message":"slow down"}'],
      [429, 'ThrottlingException', '{"Message":"slow down"}'],
      [200, null, '{"ContactId":"bob"}'],
      [202, null, '{"ContactId":"c-1"}'],
      [200, null, '{"ContactId":"bob"}'],
      [503, null, ''],
    ])
    assert.ok(performance.now() - started >= 75)
    assert.equal(mocked.entries()[1]?.answer, 'rule 1, ThrottlingException')
    await mocked.stop()
  })

  it('in domain form', async () => {
    const mocked = await withRules({
      form: 'domain',
      rules: [{ operation: 'StartEmailContact', answer: { contactId: 'c-1' } }],
    })
    assert.equal(await (await put(mocked.url, contact)).text(), '{"ContactId":"c-1"}')
    await mocked.stop()
  })

  it('says every mistake in it before it listens', async () => {
    const script = {
      rules: [
        { operation: 'StartEmialContact' },
        { operation: 'StartEmailContact', error: 'ThrotlingException' },
        { operation: 'StartEmailContact', answer: { ContactId: 7, Nmae: 1 } },
        { operation: 'StartEmailContact', status: 99, time: 1 },
        { operation: '*', answer: {} },
        { operation: 'StartEmailContact', answer: {}, body: 'x' },
        7,
      ],
    }
    writeFileSync(join(folder.path, 'script.json'), JSON.stringify(script))
    const { code, out, err } = await wireshape(['mock', '--script', 'script.json'], { cwd: folder.path })
    assert.deepEqual([code, out], [2, ''])
    assert.deepEqual(err.trimEnd().split('\n'), [
      'error: script.json has 9 mistakes',
      '  rules[0].operation: expected an operation of the model, or *, got another name; did you mean StartEmailContact? [enum]',
      '  rules[1].error: expected one of InvalidRequestException, ServiceQuotaExceededException, AccessDeniedException, ResourceNotFoundException, ThrottlingException, InternalServiceException, IdempotencyException, got another name; did you mean ThrottlingException? [enum]',
      '  rules[2].answer.ContactId: expected a string, got a number [type]',
      '  rules[2].answer.Nmae: expected a member of com.amazonaws.connect#StartEmailContactResponse, got an unknown member [unknownMember]',
      '  rules[3].time: expected one of operation, when, times, delayMillis, status, answer, error, value, body, bodyBase64, events, got another name; did you mean times? [unknownMember]',
      '  rules[3].status: expected a whole number, 200 to 599, got a number [range]',
      '  rules[4].answer: expected none of one operation’s in a rule for all, got one [unknownMember]',
      '  rules[5].body: expected no body: StartEmailContact has no stream of bytes, got one [type]',
      '  rules[6]: expected an object, got a number [type]',
    ])
    assert.equal((await wireshape(['mock', '--script', 'gone.json'], { cwd: folder.path })).code, 4)
  })

  it('answers are the same ones for a seed', async () => {
    const answers = async (seed: string): Promise<ReadonlyArray<string>> => {
      const mocked = await mock(folder.path, '--seed', seed)
      const all: Array<string> = []
      for (let i = 0; i < 5; i++) all.push(await (await put(mocked.url, contact)).text())
      await mocked.stop()
      return all
    }
    assert.deepEqual(await answers('7'), await answers('7'))
    assert.notDeepEqual(await answers('7'), await answers('8'))
  })
})

// the log

describe('the log of mock', () => {
  const folder = useFolder()
  const marker = 'Zq7MARKERqZ'

  it('has nothing that is sensitive, of requests that are taken and that are not', async () => {
    const mocked = await mock(folder.path)
    const full = {
      InstanceId: 'i-1',
      FromEmailAddress: { EmailAddress: `${marker}@example.com`, DisplayName: marker },
      DestinationEmailAddress: `${marker}@example.com`,
      Description: marker,
      Name: marker,
      EmailMessage: {
        MessageSourceType: 'RAW',
        RawMessage: { Subject: marker, Body: marker, ContentType: 'text/plain' },
      },
      AdditionalRecipients: { ToAddresses: [{ EmailAddress: `${marker}@example.com` }] },
      Attachments: [{ FileName: marker, S3Url: `https://example.com/${marker}` }],
    }
    const sent: ReadonlyArray<unknown> = [
      full,
      { ...full, InstanceId: '' },
      { ...full, FromEmailAddress: { EmailAddress: marker } },
      { ...full, Name: marker.repeat(200) },
      { ...full, Description: { [marker]: marker } },
      { ...full, Attachments: [{ FileName: marker, S3Url: 7, [marker]: 1 }] },
      `{"Name": ${marker}`,
    ]
    const statuses: Array<number> = []
    for (const body of sent) {
      const response = await put(mocked.url, body)
      await response.text()
      statuses.push(response.status)
    }
    assert.deepEqual(statuses, [200, 400, 400, 400, 400, 400, 400])
    for (const path of [`/contact/${marker}`, `/${marker}?${marker}=${marker}`, `/contact/email?${marker}`])
      await (await fetch(`${mocked.url}${path}`, { headers: { 'x-secret': marker } })).text()
    const { out, err } = await mocked.stop()
    assert.equal(mocked.entries().filter(({ event }) => event === 'request').length, sent.length + 3)
    assert.ok(
      !out.includes(marker),
      out.split('\n').find((line) => line.includes(marker)),
    )
    assert.equal(err, '')
    assert.equal(mocked.entries()[9]?.path, '/…')
  })

  it('as text, one line a request, colours where they are wanted alone', async () => {
    const stop = new AbortController()
    let url = ''
    const ended = wireshape(['mock', '--port', '0'], {
      cwd: folder.path,
      signal: stop.signal,
      heard: (text) => {
        url ||= /http:\S+/.exec(text)?.[0] ?? ''
      },
    })
    while (url === '') await new Promise((again) => setTimeout(again, 20))
    await (await put(url, contact)).text()
    await (await put(url, { InstanceId: '\u001b[2J' })).text()
    stop.abort()
    const { code, out } = await ended
    assert.equal(code, 0)
    const lines = out.trimEnd().split('\n')
    assert.match(lines[0] ?? '', /^Connect 2017-08-08, 1 operation, restJson1: http:\/\/127\.0\.0\.1:\d+$/)
    assert.match(lines[1] ?? '', /^[\d:.]{12} PUT \/contact\/email StartEmailContact 200 sample \d+ ms \{"InstanceId":/)
    assert.match(lines[2] ?? '', /StartEmailContact 400 Invalid \d+ ms FromEmailAddress: expected a value, got nothing/)
    assert.equal(lines[3], 'stopped after 2 requests')
    assert.doesNotMatch(out, /\u001b/)
  })
})

// limits

describe('the limits of mock', () => {
  const folder = useFolder()

  it('a body beyond the bound is answered with 413', async () => {
    const mocked = await mock(folder.path, '--max-body', '1000')
    assert.equal((await put(mocked.url, { ...contact, Description: 'x'.repeat(2000) })).status, 413)
    assert.equal((await put(mocked.url, contact)).status, 200)
    await mocked.stop()
  })

  it('whoever is too slow is let go', async function () {
    this.timeout(20_000)
    const mocked = await mock(folder.path, '--timeout', '1')
    const { port } = new URL(mocked.url)
    const started = performance.now()
    const socket = connect(Number(port), '127.0.0.1')
    socket.write(
      'PUT /contact/email HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\ncontent-type: application/json\r\n\r\n{',
    )
    await new Promise<void>((closed) => socket.on('data', () => {}).once('close', () => closed()))
    assert.ok(performance.now() - started < 15_000)
    assert.equal((await put(mocked.url, contact)).status, 200)
    await mocked.stop()
  })

  it('answers what is under way before it ends', async () => {
    writeFileSync(join(folder.path, 'slow.json'), '{"rules":[{"operation":"*","delayMillis":300}]}')
    const mocked = await mock(folder.path, '--script', 'slow.json')
    const sent = put(mocked.url, contact)
    await new Promise((again) => setTimeout(again, 120))
    const ended = mocked.stop()
    assert.equal((await sent).status, 200)
    assert.equal((await ended).code, 0)
    await assert.rejects(put(mocked.url, contact))
  })

  it('a port that is taken, options that are none', async () => {
    const mocked = await mock(folder.path)
    const { port } = new URL(mocked.url)
    const taken = await wireshape(['mock', '--port', port], { cwd: folder.path })
    assert.equal(taken.code, 2)
    assert.match(taken.err, /cannot listen on 127\.0\.0\.1 port \d+: .*\n--port 0 takes one that is free\n$/)
    await mocked.stop()
    for (const args of [
      ['--port', 'x'],
      ['--port', '70000'],
      ['--seed', '-1'],
      ['--max-body', '1e3'],
      ['--timeout', ''],
    ])
      assert.equal((await wireshape(['mock', ...args], { cwd: folder.path })).code, 2, args.join(' '))
  })

  it('nothing that comes over a socket ends it', async () => {
    const mocked = await mock(folder.path)
    const { port } = new URL(mocked.url)
    const send = (bytes: Uint8Array): Promise<void> =>
      new Promise((closed) => {
        const socket = connect(Number(port), '127.0.0.1', () => socket.end(bytes))
        socket.on('data', () => {})
        socket.on('error', () => closed())
        socket.once('close', () => closed())
      })
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array({ maxLength: 200 }),
          fc.string().map((text) => Buffer.from(`GET /${text} HTTP/1.1\r\nhost: x\r\n\r\n`)),
        ),
        (bytes) => send(Uint8Array.from(bytes)),
      ),
      { numRuns: 60 },
    )
    assert.equal((await put(mocked.url, contact)).status, 200)
    await mocked.stop()
  })

  it('as a process, SIGTERM and Ctrl-C end it with 0', async function () {
    this.timeout(30_000)
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      const child = spawn(process.execPath, [...main, 'mock', '--port', '0'], { cwd: folder.path })
      let out = ''
      child.stdout.on('data', (chunk: Buffer) => {
        out += chunk.toString()
        if (out.includes('http://') && !child.killed) child.kill(signal)
      })
      const code = await new Promise((resolve) => child.on('close', resolve))
      assert.deepEqual([code, out.trimEnd().split('\n').at(-1)], [0, 'stopped after 0 requests'], signal)
    }
  })
})

if (curl !== undefined)
  console.log(`      ${execFileSync(curl, ['--version'], { encoding: 'utf8' }).split('\n', 1)[0]}`)
