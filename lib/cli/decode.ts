/**
 * `wireshape decode`: what an HTTP message says, as JSON of its operation's shapes.
 */

import { Option } from 'commander'
import type { HttpRequest, HttpResponse } from '../http/message.js'
import type { Protocol } from '../protocol/Protocol.js'
import { isLeft, right } from '../value/either.js'
import type { Decoded } from './decoded.js'
import { decodeRequest, decodeResponse } from './decoded.js'
import type { HarEntry } from './har.js'
import { readHar } from './har.js'
import { readHttp } from './httpText.js'
import { prettyJson, resultTree } from './jsonText.js'
import type { Attempt, Outcome } from './Outcome.js'
import { failed } from './Outcome.js'
import type { OperationAt } from './openOperation.js'
import { chooseProtocol, modelOptions, openOperation, protocolName, protocolOption } from './openOperation.js'
import { byteOrderMark, readBytes } from './openService.js'
import { parsePayload, refusalText } from './payload.js'
import type { Terminal } from './Terminal.js'
import { visible } from './Terminal.js'
import { uncompressed } from './uncompressed.js'
import type { Options, Verb } from './Verb.js'
import { flagOption, textOption } from './Verb.js'

const help = `
Input:
  A request or a response as it came over a connection, or as somebody wrote it, with LF for
  CRLF; or an archive (HAR), or one of its entries. Bodies in chunks, gzip, deflate and br are
  opened. Of an archive's entries, the first that is a request of the operation is taken.

A request is held to every constraint, as a server would; a response is read with tolerance, as
a client does. An error of the operation is a result like another: { "error": … }.

Examples:
  $ wireshape decode StartEmailContact request.http
  $ curl -si http://localhost:8080/contact/email -X PUT … | wireshape decode StartEmailContact
  $ wireshape encode StartEmailContact contact.json | wireshape decode StartEmailContact --wire
  $ wireshape decode GetItem session.har --model dynamodb.json --har-entry 3

Exit codes:
  0 decoded; 1 the message is refused, or is an error that the model does not list; 2 usage;
  3 the model has mistakes; 4 the message cannot be read; 130 interrupted`

// -------------------------------------------------------------------------------------
// messages
// -------------------------------------------------------------------------------------

interface Found extends HarEntry {
  /** Which entry of an archive it is, counted from 1. */
  readonly entry?: number
}

/** The entry asked for, or the first that is a request of the operation, or the first of all. */
const chooseEntry = (
  entries: ReadonlyArray<HarEntry>,
  wanted: string | undefined,
  { service, operation }: OperationAt,
  protocol: Protocol,
  shown: string,
): Attempt<Found> => {
  if (wanted !== undefined) {
    const found = /^[1-9]\d*$/.test(wanted) ? entries[Number(wanted) - 1] : undefined
    return found === undefined
      ? failed('usage', `${shown} has no entry ${wanted}`, [`it has ${entries.length}, counted from 1`])
      : right({ ...found, entry: Number(wanted) })
  }
  const route = protocol.route(service)
  const isAsked = ({ request }: HarEntry): boolean => {
    const routed = request === undefined ? undefined : route(request)
    return routed !== undefined && !isLeft(routed) && routed.right.id === operation.id
  }
  const index = entries.length === 1 ? 0 : entries.findIndex(isAsked)
  const found = entries[index]
  return found === undefined
    ? failed('usage', `none of the ${entries.length} entries of ${shown} is a request of ${operation.name}`, [
        'say which with --har-entry N',
      ])
    : right({ ...found, entry: index + 1 })
}

const isJson = (bytes: Uint8Array): boolean => {
  const first = bytes.find((byte) => ![9, 10, 13, 32].includes(byte))
  return first === 0x7b || first === 0x5b
}

const readFound = async (
  file: string,
  given: Uint8Array,
  at: OperationAt,
  protocol: Protocol,
  options: Options,
): Promise<Attempt<Found>> => {
  const shown = file === '-' ? 'standard input' : file
  const bytes = given.subarray(byteOrderMark(given))
  if (bytes.length === 0) return failed('unreadable', `${shown} is empty`)
  if (isJson(bytes)) {
    const tree = await parsePayload(bytes, file)
    if (isLeft(tree)) return tree
    const entries = readHar(tree.right)
    if (entries === undefined) return failed('unreadable', `${shown} is neither an HTTP message nor an archive of them`)
    return chooseEntry(entries, textOption(options, 'harEntry'), at, protocol, shown)
  }
  if (textOption(options, 'harEntry') !== undefined) return failed('usage', `${shown} is no archive of HTTP messages`)
  const read = readHttp(bytes)
  if (isLeft(read)) return failed('unreadable', `${shown} is no HTTP message: ${read.left}`)
  return right(
    read.right._tag === 'Request'
      ? { request: read.right.request, response: undefined }
      : { request: undefined, response: read.right.response },
  )
}

// -------------------------------------------------------------------------------------
// run
// -------------------------------------------------------------------------------------

const wantsSide = (options: Options, side: 'request' | 'response'): boolean =>
  (textOption(options, 'side') ?? side) === side

const opened = <M extends HttpRequest | HttpResponse>(message: M, what: string): Attempt<M> => {
  const body = uncompressed(message)
  return isLeft(body) ? failed('unreadable', `the body of the ${what} is not ${body.left}`) : right(body.right)
}

const decodedSides = async (
  { request, response }: Found,
  at: OperationAt,
  protocol: Protocol,
  options: Options,
): Promise<Attempt<ReadonlyArray<Decoded>>> => {
  const form = flagOption(options, 'wire') ? 'wire' : 'domain'
  const sides: Array<Decoded> = []
  if (request !== undefined && wantsSide(options, 'request')) {
    const plain = opened(request, 'request')
    if (isLeft(plain)) return plain
    sides.push(await decodeRequest(protocol, at, plain.right, form))
  }
  if (response !== undefined && wantsSide(options, 'response')) {
    const plain = opened(response, 'response')
    if (isLeft(plain)) return plain
    sides.push(await decodeResponse(protocol, at, plain.right, form))
  }
  return sides.length === 0 ? failed('unreadable', 'there is no such message in the input') : right(sides)
}

const run = async (args: ReadonlyArray<string>, options: Options, terminal: Terminal): Promise<Attempt<Outcome>> => {
  const [name = '', file = '-'] = args
  const at = await openOperation(name, options, terminal)
  if (isLeft(at)) return at
  const chosen = await chooseProtocol(at.right, options)
  if (isLeft(chosen)) return chosen
  const given = readBytes(file, terminal)
  if (isLeft(given)) return given
  const found = await readFound(file, given.right, at.right, chosen.right, options)
  if (isLeft(found)) return found
  const sides = await decodedSides(found.right, at.right, chosen.right, options)
  if (isLeft(sides)) return sides
  const [only, second] = sides.right
  const whole = second === undefined ? only?.tree : { request: only?.tree ?? null, response: second.tree ?? null }
  const { entry } = found.right
  const notes = [
    ...sides.right.flatMap(({ what, issues }) =>
      issues.length > 0 ? [refusalText(terminal.err, `the ${what}`, issues)] : [],
    ),
    ...sides.right.flatMap((one) => one.notes.map((note) => `${visible(note)}\n`)),
    ...(entry !== undefined && textOption(options, 'harEntry') === undefined ? [`entry ${entry}\n`] : []),
  ]
  return right({
    findings: sides.right.some(({ isFinding }) => isFinding),
    text: whole === undefined ? '' : `${prettyJson(whole)}\n`,
    notes: notes.join(''),
    result: {
      operation: at.right.operation.id,
      protocol: protocolName(chosen.right),
      ...(entry === undefined ? {} : { entry }),
      ...Object.fromEntries(
        sides.right.map(({ what, tree, issues, fault }) => [
          what,
          {
            ...(tree === undefined ? {} : { decoded: resultTree(tree) }),
            ...(fault === undefined ? {} : { fault }),
            issues,
          },
        ]),
      ),
    },
  })
}

export const decodeVerb: Verb = {
  name: 'decode',
  summary: 'read an HTTP message, or an entry of an archive, as JSON of an operation',
  define: (command) =>
    protocolOption(
      modelOptions(
        command
          .argument('<operation>', 'the name of an operation')
          .argument('[file]', 'the message; - is standard input', '-'),
      )
        .option('-w, --wire', 'print names of the wire, not camelCase fields')
        .addOption(new Option('--side <side>', 'which, where an entry has both').choices(['request', 'response']))
        .option('--har-entry <n>', 'the nth entry of an archive, counted from 1'),
    ),
  help,
  run,
}
