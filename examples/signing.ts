/**
 * A client that signs: `@smithy/signature-v4` over requests as data, sent by `wireshape/node-http`. Run it with
 * `node --import tsx examples/signing.ts` after `npm run build`; the server here signs again what came, and compares.
 *
 * A signature is over the raw path, query and headers. What is written here is what is signed, what is sent and what a
 * server reads, byte for byte.
 */
import { createHash, createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SignatureV4 } from '@smithy/signature-v4'
import * as E from 'fp-ts/lib/Either.js'
import type { Headers, HttpRequest } from 'wireshape'
import { bytesOf, headerNamed, prepare, restJson1 } from 'wireshape'
import { Connect, StartEmailContact, StartEmailContactRequest, StartEmailContactResponse } from 'wireshape/connect'
import type { Responder, Send } from 'wireshape/node-http'
import { call, implement, listener, send, serve } from 'wireshape/node-http'

// -------------------------------------------------------------------------------------
// signing
// -------------------------------------------------------------------------------------

/** What the signer asks of a hash, made of Node's own. */
class Sha256 {
  private readonly hash: ReturnType<typeof createHash> | ReturnType<typeof createHmac>

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytesIn(secret))
  }

  update(data: Uint8Array): void {
    this.hash.update(data)
  }

  async digest(): Promise<Uint8Array> {
    return this.hash.digest()
  }

  reset(): void {}
}

const bytesIn = (data: string | ArrayBuffer | ArrayBufferView): Uint8Array => {
  if (typeof data === 'string') return Buffer.from(data)
  return data instanceof ArrayBuffer
    ? new Uint8Array(data)
    : new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
}

/** S3 signs the path as it stands: make its signer with `uriEscapePath: false`. */
const signer = new SignatureV4({
  service: 'connect',
  region: 'eu-west-2',
  credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' },
  sha256: Sha256,
})

/** The signer takes decoded parameters and headers by name. */
const bagOf = (query: string): Record<string, string | Array<string>> => {
  const bag = new Map<string, Array<string>>()
  for (const pair of query === '' ? [] : query.split('&')) {
    const [name = '', value = ''] = pair.split(/=(.*)/s).map(decodeURIComponent)
    bag.set(name, [...(bag.get(name) ?? []), value])
  }
  return Object.fromEntries(bag)
}

/**
 * The request with a date, a hash and a signature in its headers. A stream is not hashed: give the request
 * `x-amz-content-sha256: UNSIGNED-PAYLOAD` where its service takes that.
 */
const sign = async (request: HttpRequest, host: string, signingDate = new Date()): Promise<HttpRequest> => {
  const named: Headers = headerNamed(request.headers, 'host') === undefined ? [['host', host]] : []
  const headers = [...named, ...request.headers]
  const signed = await signer.sign(
    {
      method: request.method,
      protocol: 'https:',
      hostname: host,
      path: request.path,
      query: bagOf(request.query),
      headers: Object.fromEntries(headers),
      body: bytesOf(request.body),
    },
    { signingDate },
  )
  const known = new Set(headers.map(([name]) => name.toLowerCase()))
  const added = Object.entries(signed.headers).filter(([name]) => !known.has(name.toLowerCase()))
  return { ...request, headers: [...headers, ...added] }
}

/** Signing stands between writing and sending, and each attempt is signed anew. */
const signing =
  (host: string, inner: Send): Send =>
  async (request, options) =>
    inner(await sign(request, host), options)

// -------------------------------------------------------------------------------------
// verifying
// -------------------------------------------------------------------------------------

/** `20250320T120000Z`. */
const dateOf = (text: string): Date => new Date(text.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z'))

/** Signs what came, as far as its sender says that it was signed, and compares. */
const isVerified = async (request: HttpRequest): Promise<boolean> => {
  const authorization = headerNamed(request.headers, 'authorization')
  if (authorization === undefined) return false
  const names = /SignedHeaders=([^,]*)/.exec(authorization)?.[1]?.split(';') ?? []
  const date = dateOf(headerNamed(request.headers, 'x-amz-date') ?? '')
  const known = new Set(names.filter((name) => name !== 'x-amz-date' && name !== 'x-amz-content-sha256'))
  const headers = request.headers.filter(([name]) => known.has(name.toLowerCase()))
  const again = await sign({ ...request, headers }, request.host ?? '', date)
  return headerNamed(again.headers, 'authorization') === authorization
}

// -------------------------------------------------------------------------------------
// main
// -------------------------------------------------------------------------------------

const started = implement(StartEmailContact, async ({ request }) => {
  const output = StartEmailContactResponse.make({ contactId: 'c-1' })
  const isGood = await isVerified(request)
  return isGood && E.isRight(output)
    ? { answer: output }
    : { answer: E.left({ _tag: 'AccessDeniedException', value: { message: 'the signature does not match' } }) }
})

const listen = async (respond: Responder): Promise<{ readonly url: string; readonly close: () => void }> => {
  const server = createServer(listener(respond))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A server that listens on TCP has an address of this kind.
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() }
}

const main = async (): Promise<boolean> => {
  const made = StartEmailContactRequest.make({
    instanceId: '11111111-2222-3333-4444-555555555555',
    fromEmailAddress: { emailAddress: 'ada@example.com' },
    destinationEmailAddress: 'support@example.org',
    emailMessage: { messageSourceType: 'RAW', rawMessage: { subject: 'hi', body: 'hello', contentType: 'text/plain' } },
  })
  if (E.isLeft(made)) throw new Error('the request is good')
  const request = prepare(StartEmailContact)(made.right)()

  const { url, close } = await listen(serve(restJson1, Connect, [started]))
  const host = 'connect.eu-west-2.amazonaws.com'
  const connectTo = url.slice('http://'.length)
  const plain = send(`http://${host}`, { connectTo })
  const said = await Promise.all(
    [plain, signing(host, plain)].map((sender) => call(restJson1, StartEmailContact, sender)(request)),
  )
  close()
  const [unsigned, signed] = said
  console.log(`unsigned: ${unsigned !== undefined && E.isLeft(unsigned) ? unsigned.left._tag : 'taken'}`)
  console.log(`signed: ${signed !== undefined && E.isRight(signed) ? signed.right.output.contactId : 'refused'}`)
  return signed !== undefined && E.isRight(signed)
}

process.exitCode = (await main()) ? 0 : 1
