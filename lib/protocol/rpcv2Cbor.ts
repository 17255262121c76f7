/**
 * smithy.protocols#rpcv2Cbor: RPC framing, the operation in the path, CBOR.
 *
 * Source: Smithy 2.0, "Smithy RPC v2 CBOR protocol".
 */

import { domainWriting, exactView } from '../compile/domain.js'
import { walker } from '../compile/walk.js'
import type { Cbor, CborMap } from '../format/cbor.js'
import { cborMap, readCbor, writeCbor } from '../format/cbor.js'
import type { HttpRequest } from '../http/message.js'
import { cborMembers, cborView, cborWriting } from '../interpret/cbor.js'
import type { AnyOperation, Service } from '../operation/Operation.js'
import { closure, nameOf } from '../schema/Schema.js'
import { isLeft, left } from '../value/either.js'
import { queryModeHeaders } from './awsJson.js'
import { cleanCode } from './errors.js'
import type { Envelope, ErrorRule, Format, Reader } from './Format.js'
import { queryHeader, queryHeaderOf } from './jsonErrors.js'
import type { Protocol } from './Protocol.js'
import type { Half } from './rpc.js'
import { rpc } from './rpc.js'

const cborFormat = (): Format<Cbor, Cbor> => {
  const reader: Reader = { view: cborView, read: walker(cborView, domainWriting) }
  return {
    mediaType: 'application/cbor',
    readers: { server: reader, client: reader },
    write: walker(exactView, cborWriting),
    members: cborMembers,
    parse: (bytes) => {
      const read = readCbor(bytes)
      if (!isLeft(read)) return read
      return left({
        expected: `CBOR (${read.left.expected})`,
        actual: `a fault at byte offset ${read.left.byteOffset}`,
      })
    },
    print: writeCbor,
  }
}

const envelope: Envelope<Cbor, Cbor> = { wrap: (part) => part, open: (document) => document }

const isMap = (document: Cbor | undefined): document is CborMap =>
  typeof document === 'object' && document !== null && '_tag' in document && document._tag === 'Map'

const textIn = (document: Cbor | undefined, names: ReadonlyArray<string>): string | undefined => {
  if (!isMap(document)) return undefined
  const found = document.pairs.find(([key, value]) => typeof value === 'string' && names.includes(key as string))
  return found === undefined ? undefined : (found[1] as string)
}

const errors: ErrorRule<Cbor, Cbor> = {
  find: (headers, document) => {
    const type = textIn(document, ['__type'])
    const { code, fault } = queryHeader(headers)
    return {
      code: type === undefined ? undefined : cleanCode(type),
      message: textIn(document, ['message', 'Message']),
      fault,
      ...(code === undefined ? {} : { shown: code }),
    }
  },
  codesOf: ({ name }) => [name],
  open: (document) => document,
  headers: queryHeaderOf,
  wrap: (part, { schema }) => cborMap([['__type', schema.id], ...(part as CborMap).pairs]),
  faultHeaders: () => [],
  fault: (name, message, fields) =>
    cborMap([
      ['__type', name],
      ['message', message],
      ...(fields.length === 0
        ? []
        : [
            [
              'fieldList',
              fields.map(({ path, message: text }) =>
                cborMap([
                  ['message', text],
                  ['path', path],
                ]),
              ),
            ] as const,
          ]),
    ]),
  requestId: () => undefined,
}

const pathOf = ({ service, name }: AnyOperation): string => `/service/${nameOf(service.id)}/operation/${name}`

const path = /\/service\/([^/]+)\/operation\/([^/]+)$/

const nameIn = (request: HttpRequest, service: Service): string | undefined => {
  const [, serviceName, operationName] = path.exec(request.path) ?? []
  return serviceName === nameOf(service.id) || serviceName === service.id ? operationName : undefined
}

const half: Half<Cbor, Cbor> = { format: /*#__PURE__*/ cborFormat(), envelope }

export const rpcv2Cbor: Protocol = /*#__PURE__*/ rpc({
  id: 'smithy.protocols#rpcv2Cbor',
  request: half,
  answer: half,
  event: { wrap: (part) => part, open: (document) => document },
  errors,
  // CBOR has no documents.
  total: (schema) => closure(schema).every(({ _tag }) => _tag !== 'document'),
  path: pathOf,
  requestHeaders: (operation) => [
    ['smithy-protocol', 'rpc-v2-cbor'],
    ['accept', 'application/cbor'],
    ...queryModeHeaders(operation),
  ],
  answerHeaders: () => [['smithy-protocol', 'rpc-v2-cbor']],
  typesEmptyAnswers: false,
  unitBody: { request: false, answer: false },
  statusOf: ({ status }) => status,
  nameIn,
})
