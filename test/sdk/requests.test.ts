/**
 * Requests: over values of the shape's own generator, what we write is what the AWS SDK writes, and our server reads what
 * the SDK writes.
 */
import assert from 'node:assert/strict'
import { isDeepStrictEqual } from 'node:util'
import type { StartEmailContactCommandInput } from '@aws-sdk/client-connect'
import * as fc from 'fast-check'
import { StartEmailContact, StartEmailContactRequest } from '../../lib/connect/index.js'
import type { HttpRequest } from '../../lib/http/index.js'
import { bytesBody, headerNamed } from '../../lib/http/index.js'
import { eq } from '../../lib/interpret/instances.js'
import { operation, prepare } from '../../lib/operation/index.js'
import * as restJson1 from '../../lib/protocol/restJson1.js'
import { least, made } from '../connect/example.js'
import { serve } from '../exchange/rim.js'
import { bytesOfBody } from '../exchange/streams.js'
import { runsOr, seed } from '../seed.js'
import { jsonAnswer, sdkAt, sdkInput, sdkOver, textOf } from './client.js'
import { cover, coverageText, hostileShare, shares, startCoverage } from './coverage.js'
import { Modelled, modelRequests, requests } from './generator.js'

// -------------------------------------------------------------------------------------
// what the SDK alters
// -------------------------------------------------------------------------------------

/** A change that the SDK makes to what it is given, applied to what we write so that the two compare. */
interface Alteration {
  readonly name: string
  readonly alter: (text: string) => unknown
}

/**
 * All that bridges the two. The other known alteration, that the SDK drops null values of maps, needs no rule here: no
 * domain object of these shapes can hold one; a test below shows it.
 */
const minusZero: Alteration = {
  name: 'the SDK writes -0 as 0',
  alter: (text) => JSON.parse(text, (_, value: unknown) => (Object.is(value, -0) ? 0 : value)),
}

// -------------------------------------------------------------------------------------
// comparing
// -------------------------------------------------------------------------------------

/** Absent tokens are filled before either client sees the request, or the SDK would make up one of its own. */
const pinned = prepare(StartEmailContact, () => 'pinned-token')

const modelled = operation<StartEmailContactRequest, unknown, never, 'total'>(StartEmailContact.id, {
  ...StartEmailContact,
  input: Modelled,
})

const client = restJson1.client(StartEmailContact)
const { equals } = eq(StartEmailContactRequest)

const frame = ({ method, hostPrefix, path, query, headers }: HttpRequest): unknown => ({
  method,
  hostPrefix,
  path,
  query,
  contentType: headerNamed(headers, 'content-type'),
})

/** Runs a generator against the SDK; gives how often a rule was what made two bodies equal. */
const compare = async (
  values: fc.Arbitrary<StartEmailContactRequest>,
  numRuns: number,
  decodeRequest: (request: HttpRequest) => { readonly _tag: string; readonly right?: StartEmailContactRequest },
): Promise<{
  readonly runs: number
  readonly bridged: number
  readonly coverage: ReturnType<typeof startCoverage>
}> => {
  let caught: HttpRequest | undefined
  const sdk = sdkOver((request) => {
    caught = request
    return jsonAnswer(200, { ContactId: 'c' })
  })
  const coverage = startCoverage(StartEmailContactRequest.schema)
  let runs = 0
  let bridged = 0
  const property = fc.asyncProperty(values, async (value) => {
    runs++
    cover(coverage, StartEmailContactRequest.schema, value)
    const request = pinned(value)()
    await sdk.send(sdkInput(request))
    const theirs = caught ?? assert.fail('the SDK sent nothing')
    const ours = client.encodeRequest(request)
    assert.deepEqual(frame(ours), frame(theirs))
    const wanted: unknown = JSON.parse(textOf(theirs))
    assert.deepEqual(minusZero.alter(textOf(ours)), wanted)
    if (!isDeepStrictEqual(JSON.parse(textOf(ours)), wanted)) bridged++
    const decoded = decodeRequest(theirs)
    assert.ok(decoded._tag === 'Right' && decoded.right !== undefined && equals(decoded.right, request))
  })
  const details = await fc.check(property, { numRuns, seed })
  sdk.destroy()
  if (details.failed) {
    throw new Error(`WIRESHAPE_SEED=${seed}\n${fc.defaultReportMessage(details)}`, { cause: details.errorInstance })
  }
  return { runs, bridged, coverage }
}

// -------------------------------------------------------------------------------------
// tests
// -------------------------------------------------------------------------------------

/** `WIRESHAPE_RUNS` sets it. */
const many = runsOr(4000)

describe('requests against the AWS SDK', () => {
  it(`${many} requests under the documented rules: the same request, and the SDK’s bytes read back`, async function () {
    this.timeout(240_000)
    const server = restJson1.server(StartEmailContact)
    const { runs, bridged, coverage } = await compare(requests, many, server.decodeRequest)
    assert.equal(runs, many)
    console.log(`      seed ${seed}: ${runs} requests equal, ${bridged} of them by the rule that ${minusZero.name}`)
    console.log(`      ${coverageText(coverage)}`)
    for (const { name, present, absent } of shares(coverage)) {
      assert.ok(present >= 20, `${name} is present in ${present} %`)
      // A documented rule asks for the message of every request of source type RAW, the only one there is.
      if (name !== 'InboundEmailContent.RawMessage') assert.ok(absent >= 20, `${name} is absent in ${absent} %`)
    }
    assert.ok(hostileShare(coverage) >= 5)
  })

  it('2,000 requests under the model alone', async function () {
    this.timeout(120_000)
    const server = restJson1.server(modelled)
    const { runs, bridged, coverage } = await compare(modelRequests, 2000, server.decodeRequest)
    console.log(`      seed ${seed}: ${runs} requests equal, ${bridged} of them by the rule that ${minusZero.name}`)
    for (const { name, present, absent } of shares(coverage)) {
      assert.ok(present >= 20 && absent >= 20, `${name} is present in ${present} %, absent in ${absent} %`)
    }
  })

  it('50 requests over a real socket', async function () {
    this.timeout(60_000)
    const server = restJson1.server(StartEmailContact)
    const received: Array<HttpRequest> = []
    const endpoint = await serve(async (request) => {
      received.push({ ...request, body: bytesBody(await bytesOfBody(request.body)) })
      return jsonAnswer(200, { ContactId: `c${received.length}` })
    })
    const sdk = sdkAt(endpoint.url)
    try {
      for (const [i, value] of fc.sample(requests, { numRuns: 50, seed }).entries()) {
        const request = pinned(value)()
        const { ContactId } = await sdk.send(sdkInput(request))
        assert.equal(ContactId, `c${i + 1}`)
        const got = received[i] ?? assert.fail('nothing came')
        const decoded = server.decodeRequest(got)
        assert.ok(decoded._tag === 'Right' && equals(decoded.right, request), `WIRESHAPE_SEED=${seed}`)
        const { path, query, contentType } = frame(got) as Record<string, unknown>
        assert.deepEqual([got.method, path, query, contentType], ['PUT', '/contact/email', '', 'application/json'])
      }
    } finally {
      sdk.destroy()
      await endpoint.close()
    }
  })

  it('the comparison itself sees a `__proto__` key and minus zero', () => {
    const parsed = (text: string): unknown => JSON.parse(text)
    assert.notDeepEqual(parsed('{"__proto__":1}'), parsed('{"__proto__":2}'))
    assert.notDeepEqual(parsed('{"__proto__":{}}'), parsed('{}'))
    assert.notDeepEqual(parsed('{"a":-0}'), parsed('{"a":0}'))
    assert.deepEqual(minusZero.alter('{"__proto__":-0}'), parsed('{"__proto__":0}'))
  })
})

describe('what the AWS SDK alters or lets pass', () => {
  const caught: Array<HttpRequest> = []
  const sdk = sdkOver((request) => {
    caught.push(request)
    return jsonAnswer(200, {})
  })
  const bodyOf = async (input: unknown): Promise<unknown> => {
    await sdk.send(input as StartEmailContactCommandInput)
    return JSON.parse(textOf(caught.at(-1) ?? assert.fail('nothing was sent')))
  }
  const good = { ...(sdkInput(made({ ...least, clientToken: 't' })) as object) }

  after(() => sdk.destroy())

  it('it drops null values of maps; `make` refuses them', async () => {
    assert.deepEqual(await bodyOf({ ...good, Attributes: { a: '1', b: null } }), { ...good, Attributes: { a: '1' } })
    // The types refuse it too.
    const result = StartEmailContactRequest.make({ ...least, attributes: { a: '1', b: null as unknown as string } })
    assert.deepEqual(result._tag === 'Left' ? result.left.map(({ message }) => message) : [], [
      'Attributes.b: expected a string, got null [type]',
    ])
  })

  it('it writes minus zero as zero', async () => {
    const withValue = (n: number): unknown => ({ ...good, SegmentAttributes: { a: { ValueInteger: n } } })
    const sent = await bodyOf(withValue(-0))
    assert.deepEqual(sent, withValue(0))
    assert.notDeepEqual(sent, withValue(-0))
  })

  it('it sends a malformed address and an empty body without a word; `make` refuses both, with their paths', async () => {
    const broken = {
      ...good,
      FromEmailAddress: { EmailAddress: 'to all: ada@example.com; bob' },
      EmailMessage: { MessageSourceType: 'RAW', RawMessage: { Subject: 's', Body: '', ContentType: 'text/plain' } },
    }
    assert.deepEqual(await bodyOf(broken), broken)
    const result = StartEmailContactRequest.make({
      ...least,
      fromEmailAddress: { emailAddress: 'to all: ada@example.com; bob' },
      emailMessage: { messageSourceType: 'RAW', rawMessage: { subject: 's', body: '', contentType: 'text/plain' } },
    })
    assert.deepEqual(result._tag === 'Left' ? result.left.map(({ issue: { path, code } }) => [path, code]) : [], [
      [['FromEmailAddress', 'EmailAddress'], 'pattern'],
      [['EmailMessage', 'RawMessage', 'Body'], 'length'],
    ])
    // Nor does our server take what the SDK sent.
    const decoded = restJson1.server(StartEmailContact).decodeRequest(caught.at(-1) ?? assert.fail('nothing was sent'))
    assert.ok(decoded._tag === 'Left' && decoded.left._tag === 'Invalid' && decoded.left.issues.length === 2)
  })
})
