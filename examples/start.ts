/**
 * The main job, `npm start`: real payloads are checked, sent by two clients to one loopback server, and both answers read.
 *
 * Everything is made of one description, `StartEmailContact`; pure functions first, effects in `main`.
 */
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { StartEmailContactCommandInput } from '@aws-sdk/client-connect'
import { ConnectClient, StartEmailContactCommand } from '@aws-sdk/client-connect'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { Errors, HttpRequest, Issue } from 'wireshape'
import { bytesOf, eq, issueText, json, jsonText, prepare, restJson1, show } from 'wireshape'
import { Connect, StartEmailContact, StartEmailContactRequest, StartEmailContactResponse } from 'wireshape/connect'
import { call, send } from 'wireshape/fetch'
import { implement, listener, serve } from 'wireshape/node-http'
import type { Palette } from './screen.js'
import { beside, cut, palette, ranges, wrap } from './screen.js'

// -------------------------------------------------------------------------------------
// payloads
// -------------------------------------------------------------------------------------

/** A line of the file, numbered from 1, and what reading it gave. */
interface Line {
  readonly number: number
  readonly size: number
  readonly read: E.Either<Errors, StartEmailContactRequest>
}

interface Good {
  readonly number: number
  readonly size: number
  readonly request: StartEmailContactRequest
}

const readLines = (text: string): ReadonlyArray<Line> =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line, i) => ({ number: i + 1, size: line.length, read: jsonText(StartEmailContactRequest).decode(line) }))

/** A retry sends the same token, so it is chosen once, before the first attempt; here it names the line. */
const tokenOf = (number: number) => (): string => `contacts.ndjson:${number}`

const goodOf = (lines: ReadonlyArray<Line>): ReadonlyArray<Good> =>
  lines.flatMap(({ number, size, read }) =>
    E.isRight(read) ? [{ number, size, request: prepare(StartEmailContact, tokenOf(number))(read.right)() }] : [],
  )

// -------------------------------------------------------------------------------------
// the server and the two clients
// -------------------------------------------------------------------------------------

const client = restJson1.client(StartEmailContact)

interface Served {
  readonly url: string
  readonly close: () => void
}

/** Takes requests on the loopback interface, each with a new contact's id; what is not taken is answered in the protocol's words. */
const serveOn = async (take: (request: StartEmailContactRequest) => string): Promise<Served> => {
  const started = implement(StartEmailContact, ({ input }) => ({
    answer: pipe(
      StartEmailContactResponse.make({ contactId: take(input) }),
      E.mapLeft(() => ({ _tag: 'InternalServiceException', value: { message: 'no id' } }) as const),
    ),
  }))
  const server = createServer(listener(serve(restJson1, Connect, [started])))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A server that listens on TCP has an address of this kind.
  const { port } = server.address() as AddressInfo
  const close = (): void => {
    server.close()
    server.closeAllConnections()
  }
  return { url: `http://127.0.0.1:${port}`, close }
}

/** The AWS SDK takes members under their Smithy names, which is how the JSON reading has them. */
const sdkInput = (request: StartEmailContactRequest): StartEmailContactCommandInput =>
  // A JSON tree of the shape is what the SDK's type describes; its numbers are all small.
  json(StartEmailContactRequest).encode(request) as unknown as StartEmailContactCommandInput

// -------------------------------------------------------------------------------------
// what happened
// -------------------------------------------------------------------------------------

/** One good payload: what the server decoded from each client, and the contact ids that the clients read. */
interface Exchange {
  readonly sent: StartEmailContactRequest
  readonly decoded: readonly [ours: StartEmailContactRequest | undefined, sdk: StartEmailContactRequest | undefined]
  readonly ids: readonly [ours: string | undefined, sdk: string | undefined]
}

const { equals } = eq(StartEmailContactRequest)

const isEqual = ({ sent, decoded: [ours, sdk] }: Exchange): boolean =>
  ours !== undefined && sdk !== undefined && equals(ours, sdk) && equals(ours, sent)

const isAnswered = ({ ids: [ours, sdk] }: Exchange): boolean => ours !== undefined && sdk !== undefined && ours !== sdk

// -------------------------------------------------------------------------------------
// the screen
// -------------------------------------------------------------------------------------

const columns = 120
const half = 62

/** Cut before its code, which is what to look for. */
const issueLine = (issue: Issue, width: number): string => {
  const code = ` [${issue.code}]`
  const text = issueText(issue)
  return cut(text.slice(0, text.length - code.length), width - code.length) + code
}

/** One line an issue, the first with the payload's number. */
const brokenLines = ({ bad }: Palette, number: number, errors: Errors): ReadonlyArray<string> =>
  errors.map(({ issue }, i) => `${bad((i === 0 ? `${number}` : '').padStart(4))}  ${issueLine(issue, columns - 6)}`)

const checkLines = (colours: Palette, lines: ReadonlyArray<Line>): ReadonlyArray<string> => {
  const good = lines.filter(({ read }) => E.isRight(read)).map(({ number }) => number)
  const { strong } = colours
  return [
    strong(`${lines.length} payloads in contacts.ndjson, ${lines.length - good.length} of them broken, by line:`),
    ...lines.flatMap(({ number, read }) => (E.isLeft(read) ? brokenLines(colours, number, read.left) : [])),
    cut(`${colours.good('good')}  ${ranges(good)}`, columns),
  ]
}

const httpLines = ({ method, path, headers, body }: HttpRequest, width: number): ReadonlyArray<string> => [
  `${method} ${path} HTTP/1.1`,
  ...headers.map(([name, value]) => `${name}: ${value}`),
  '',
  ...wrap(new TextDecoder().decode(bytesOf(body)), width),
]

const specimenLines = ({ strong }: Palette, { number, request }: Good): ReadonlyArray<string> => {
  const value = show(StartEmailContactRequest).show(request).split('\n')
  const http = httpLines(client.encodeRequest(request), columns - half)
  const [titles = '', ...rest] = beside(
    [`line ${number} as a Value, what is sensitive redacted`, ...value],
    ['and as HTTP, in the clear: it is invented', ...http],
    half,
  )
  return [strong(titles), ...rest]
}

const exchangeLines = ({ strong }: Palette, url: string, exchanges: ReadonlyArray<Exchange>): ReadonlyArray<string> => {
  const ids = (which: 0 | 1): string => cut(exchanges.map((exchange) => exchange.ids[which] ?? 'none').join(' '), 60)
  return [
    strong(`${url} answers PUT /contact/email, made of restJson1.server(StartEmailContact)`),
    `  wireshape over fetch    ${exchanges.length} sent, contact ids read: ${ids(0)}`,
    `  @aws-sdk/client-connect ${exchanges.length} sent, contact ids read: ${ids(1)}`,
    `  the server decoded both to equal values for ${exchanges.filter(isEqual).length} of ${exchanges.length}`,
  ]
}

const summaryLine = (colours: Palette, lines: ReadonlyArray<Line>, exchanges: ReadonlyArray<Exchange>): string => {
  const fine = exchanges.length > 0 && exchanges.every((one) => isEqual(one) && isAnswered(one))
  const counts = `${lines.length} checked, ${lines.length - exchanges.length} refused, ${2 * exchanges.length} sent`
  const answered = `${exchanges.filter(isAnswered).length} pairs of answers read`
  return (fine ? colours.good : colours.bad)(`${fine ? 'done' : 'FAILED'}: ${counts}, ${answered}`)
}

// -------------------------------------------------------------------------------------
// main
// -------------------------------------------------------------------------------------

const main = async (): Promise<boolean> => {
  const lines = readLines(readFileSync(new URL('contacts.ndjson', import.meta.url), 'utf8'))
  const good = goodOf(lines)
  const colours = palette(process.stdout.isTTY === true && !process.env['NO_COLOR'])

  const received: Array<StartEmailContactRequest> = []
  const endpoint = await serveOn((request) => `c${received.push(request)}`)
  const start = call(restJson1, StartEmailContact, send(endpoint.url))
  // Node 20 is on purpose here, so the SDK need not warn of it.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true'
  const sdk = new ConnectClient({
    endpoint: endpoint.url,
    region: 'eu-west-2',
    credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
    maxAttempts: 1,
  })
  try {
    const exchanges: Array<Exchange> = []
    for (const { request } of good) {
      const from = received.length
      const answer = await start(request)
      const ours = E.isRight(answer) ? answer.right.output.contactId : undefined
      const { ContactId: theirs } = await sdk.send(new StartEmailContactCommand(sdkInput(request)))
      exchanges.push({ sent: request, decoded: [received[from], received[from + 1]], ids: [ours, theirs] })
    }
    const [specimen] = [...good].sort((a, b) => a.size - b.size)
    console.log(
      [
        ...checkLines(colours, lines),
        '',
        ...(specimen === undefined ? [] : specimenLines(colours, specimen)),
        '',
        ...exchangeLines(colours, endpoint.url, exchanges),
        summaryLine(colours, lines, exchanges),
      ].join('\n'),
    )
    return exchanges.length > 0 && exchanges.every((one) => isEqual(one) && isAnswered(one))
  } finally {
    sdk.destroy()
    endpoint.close()
  }
}

process.exitCode = (await main()) ? 0 : 1
