/**
 * `wireshape encode`: a payload as the HTTP request that carries it.
 */

import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Option } from 'commander'
import type { Either } from 'fp-ts/lib/Either.js'
import type { Body, HttpRequest } from '../http/message.js'
import { bytesBody, bytesOf } from '../http/message.js'
import type { Endpoint } from '../operation/customisations.js'
import { isLeft, right } from '../value/either.js'
import type { Errors, Issue } from '../value/Issue.js'
import { issuesOf } from '../value/Issue.js'
import { curlLine } from './curl.js'
import type { Target } from './httpText.js'
import { framedHeaders, hostOf, readTarget, requestHead, writeRequest } from './httpText.js'
import { prettyJson } from './jsonText.js'
import type { Attempt, Outcome } from './Outcome.js'
import { failed, systemReason } from './Outcome.js'
import type { OperationAt } from './openOperation.js'
import { chooseProtocol, modelOptions, openOperation, protocolName, protocolOption } from './openOperation.js'
import { readBytes } from './openService.js'
import { decodePayload, readJsonPayload, refusalText } from './payload.js'
import type { Terminal } from './Terminal.js'
import type { Options, Verb } from './Verb.js'
import { flagOption, textOption } from './Verb.js'

const help = `
Input:
  JSON as JSON protocols lay it out, members under their wire names; with --domain as programs
  hold it: camelCase fields, unions as { "_tag", "value" }, bytes in base64, times in RFC 3339.
  A member that the model does not know is an issue, unless --unknown is ignore.

Nothing is sent and nothing is signed. Issues go to standard error, so that what is piped on is
a request or nothing.

Examples:
  $ wireshape encode StartEmailContact contact.json
  $ wireshape encode StartEmailContact contact.json --domain --as curl | sh
  $ wireshape sample StartEmailContact --count 1 | wireshape encode StartEmailContact --as http
  $ wireshape encode PutItem item.json --model dynamodb.json --as json | jq .headers
  $ wireshape encode PutObject put.json --sdk @aws-sdk/client-s3 --body photo.jpg --out put.http

Exit codes:
  0 written; 1 the payload is refused; 2 usage; 3 the model has mistakes; 4 an input cannot be
  read; 130 interrupted`

// -------------------------------------------------------------------------------------
// forms
// -------------------------------------------------------------------------------------

const forms = ['http', 'json', 'curl', 'value'] as const

type As = (typeof forms)[number]

const textOf = (bytes: Uint8Array): string | undefined => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** A request as plain data. A body that is no UTF-8 is `bodyBase64`. */
const requestData = (request: HttpRequest, target: Target): { readonly [name: string]: string | string[][] } => {
  const bytes = bytesOf(request.body)
  const text = textOf(bytes)
  return {
    method: request.method,
    url: `${target.scheme}://${hostOf(request, target)}${request.path}${request.query === '' ? '' : `?${request.query}`}`,
    path: request.path,
    query: request.query,
    headers: framedHeaders(request, target).map(([name, value]) => [name, value]),
    ...(text === undefined ? { bodyBase64: Buffer.from(bytes).toString('base64') } : { body: text }),
  }
}

interface Ready {
  readonly at: OperationAt
  readonly input: unknown
  readonly request: HttpRequest
  readonly target: Target
}

const written = async (as: As, { at, input, request, target }: Ready): Promise<Attempt<string>> => {
  switch (as) {
    case 'http': {
      const body = textOf(bytesOf(request.body))
      if (body === undefined)
        return failed('usage', 'the body of this request is not text', ['--out FILE writes it, --as json has base64'])
      return right(`${requestHead(request, target)}${body}`)
    }
    case 'json':
      return right(`${prettyJson(requestData(request, target))}\n`)
    case 'curl':
      return right(`${curlLine(request, target)}\n`)
    case 'value': {
      const [{ tree }, { shapeOf }] = await Promise.all([import('../value/show.js'), import('../shape/shapeOf.js')])
      return right(`${tree(shapeOf(at.operation.input.schema).encode(input))}\n`)
    }
  }
}

// -------------------------------------------------------------------------------------
// writing
// -------------------------------------------------------------------------------------

/** Where a request goes that says nothing else: to where `wireshape mock` listens. */
const mockEndpoint = 'http://localhost:8080'

const isLocal = (authority: string): boolean => /^(localhost|127\.|\[)/.test(authority)

/** What the endpoint changes in a request; a bucket has no host of its own where there is one host alone. */
const endpointOf = (endpoint: string | undefined, { authority }: Target): { readonly endpoint?: Endpoint } =>
  endpoint === undefined ? {} : { endpoint: { host: authority, addressing: isLocal(authority) ? 'path' : 'virtual' } }

const refused = (terminal: Terminal, at: OperationAt, from: string, issues: ReadonlyArray<Issue>): Outcome => ({
  findings: true,
  text: '',
  notes: refusalText(terminal.err, from === '-' ? 'standard input' : from, issues),
  result: { operation: at.operation.id, accepted: false, issues },
})

/** One that is an `Either` where writing can fail. */
const requestOf = (made: HttpRequest | Either<Errors, HttpRequest>): Either<Errors, HttpRequest> =>
  '_tag' in made ? made : right(made)

const run = async (args: ReadonlyArray<string>, options: Options, terminal: Terminal): Promise<Attempt<Outcome>> => {
  const [name = '', file = '-'] = args
  const endpoint = textOption(options, 'endpoint')
  const target = readTarget(endpoint ?? mockEndpoint)
  if (target === undefined) return failed('usage', `${endpoint} is no endpoint`, ['such as https://example.com:8443'])
  const at = await openOperation(name, options, terminal)
  if (isLeft(at)) return at
  const protocol = await chooseProtocol(at.right, options)
  if (isLeft(protocol)) return protocol
  const tree = await readJsonPayload(file, terminal)
  if (isLeft(tree)) return tree
  const bodyFile = textOption(options, 'body')
  const stream = bodyFile === undefined ? undefined : readBytes(bodyFile, terminal)
  if (stream !== undefined && isLeft(stream)) return stream
  const { operation } = at.right
  const [{ closed, shapeOf }, { prepare, randomUuid }] = await Promise.all([
    import('../shape/shapeOf.js'),
    import('../operation/prepare.js'),
  ])
  const strict = shapeOf(operation.input.schema, operation.input.policy)
  const shape = textOption(options, 'unknown') === 'ignore' ? strict : closed(strict)
  const decoded = await decodePayload(shape, flagOption(options, 'domain') ? 'domain' : 'wire', tree.right)
  if (isLeft(decoded)) return right(refused(terminal, at.right, file, issuesOf(decoded.left)))
  const token = textOption(options, 'token')
  const input = prepare(operation, token === undefined ? randomUuid : () => token)(decoded.right)()
  const client = protocol.right.client(operation, endpointOf(endpoint, target))
  const body: Body | undefined = stream === undefined ? undefined : bytesBody(stream.right)
  const request = requestOf(client.encodeRequest(input, body))
  if (isLeft(request)) return right(refused(terminal, at.right, file, issuesOf(request.left)))
  const ready: Ready = { at: at.right, input, request: request.right, target }
  return finished(ready, protocolName(protocol.right), options, terminal)
}

const finished = async (
  ready: Ready,
  protocol: string,
  options: Options,
  terminal: Terminal,
): Promise<Attempt<Outcome>> => {
  const { at, request, target } = ready
  // The parser lets no other word through.
  const as = (textOption(options, 'as') ?? 'http') as As
  const out = textOption(options, 'out')
  const result = { operation: at.operation.id, protocol, accepted: true, request: requestData(request, target) }
  if (out !== undefined && as === 'http') {
    const saved = save(resolve(terminal.cwd, out), out, writeRequest(request, target))
    return isLeft(saved) ? saved : right({ findings: false, text: '', result: { ...result, out } })
  }
  const text = await written(as, ready)
  if (isLeft(text)) return flagOption(options, 'json') ? right({ findings: false, text: '', result }) : text
  if (out !== undefined) {
    const saved = save(resolve(terminal.cwd, out), out, Buffer.from(text.right))
    return isLeft(saved) ? saved : right({ findings: false, text: '', result: { ...result, out } })
  }
  return right({
    findings: false,
    text: text.right,
    result: { ...result, [as === 'json' ? 'as' : as]: as === 'json' ? as : text.right },
  })
}

const save = (path: string, shown: string, bytes: Uint8Array): Attempt<null> => {
  try {
    writeFileSync(path, bytes)
    return right(null)
  } catch (error) {
    return failed('usage', `cannot write ${shown}: ${systemReason(error)}`)
  }
}

export const encodeVerb: Verb = {
  name: 'encode',
  summary: 'write a payload as the HTTP request of an operation: as text, JSON or a line of curl',
  define: (command) =>
    protocolOption(
      modelOptions(
        command
          .argument('<operation>', 'the name of an operation')
          .argument('[file]', 'the payload; - is standard input', '-'),
      )
        .option('-d, --domain', 'the payload has camelCase fields, not the names of the wire')
        .addOption(new Option('-a, --as <form>', 'what to write').choices(forms).default('http'))
        .option('-e, --endpoint <url>', `where the request goes (default: ${mockEndpoint})`),
    )
      .addOption(
        new Option('--unknown <what>', 'what to do about members that the model does not know')
          .choices(['refuse', 'ignore'])
          .default('refuse'),
      )
      .option('--token <text>', 'the idempotency token, where the payload has none; a random one by default')
      .option('--body <file>', 'the bytes of a streaming member, which lies beside the payload')
      .option('-o, --out <file>', 'write there, bytes as they are'),
  help,
  run,
}
