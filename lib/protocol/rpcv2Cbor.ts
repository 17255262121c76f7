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
import { cborFault, cborMembers, cborView, cborWriting, directCbor } from '../interpret/cbor.js'
import type { AnyOperation, Service } from '../operation/Operation.js'
import type { Schema } from '../schema/Schema.js'
import { closure, nameOf } from '../schema/Schema.js'
import { isLeft, left } from '../value/either.js'
import { queryModeHeaders } from './awsJson.js'
import { cleanCode } from './errors.js'
import { eventCodec } from './events.js'
import type { Envelope, ErrorReading, ErrorWriting, MemberFormat, Reader } from './Format.js'
import { queryHeader, queryHeaderOf } from './jsonErrors.js'
import type { Protocol } from './Protocol.js'
import { routeByName } from './routing.js'
import { rpcClient, rpcIsTotal } from './rpcClient.js'
import { rpcServer } from './rpcServer.js'
import type { Half } from './structureBody.js'

const cborFormat = (): MemberFormat<Cbor, Cbor> => {
  const reader: Reader = { view: cborView, read: walker(cborView, domainWriting) }
  return {
    mediaType: 'application/cbor',
    direct: { read: { server: directCbor.read, client: directCbor.read }, print: directCbor.write },
    readers: { server: reader, client: reader },
    write: walker(exactView, cborWriting),
    members: cborMembers,
    parse: (bytes, _, limits) => {
      const read = readCbor(bytes, limits)
      return isLeft(read) ? left(cborFault(read.left)) : read
    },
    print: writeCbor,
  }
}

const envelope: Envelope<Cbor, Cbor> = { wrap: (part) => part, open: (document) => document }

const isMap = (document: Cbor | undefined): document is CborMap =>
  (document as { readonly _tag?: unknown } | null | undefined)?._tag === 'Map'

const textIn = (document: Cbor | undefined, names: ReadonlyArray<string>): string | undefined => {
  if (!isMap(document)) return undefined
  const found = document.pairs.find(([key, value]) => typeof value === 'string' && names.includes(key as string))
  return found === undefined ? undefined : (found[1] as string)
}

const errorReading: ErrorReading<Cbor> = {
  find: (headers, document) => {
    const type = textIn(document, ['__type'])
    const { code, fault } = queryHeader(headers)
    return {
      code: type === undefined ? undefined : cleanCode(type),
      message: textIn(document, ['message', 'Message']),
      fault,
      shown: code,
    }
  },
  codesOf: ({ name }) => [name],
  open: (document) => document,
  requestId: () => undefined,
}

const errorWriting: ErrorWriting<Cbor, Cbor> = {
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
}

const pathOf = ({ service, name }: AnyOperation): string => `/service/${nameOf(service.id)}/operation/${name}`

const path = /\/service\/([^/]+)\/operation\/([^/]+)$/

const nameIn = (request: HttpRequest, service: Service): string | undefined => {
  const found = path.exec(request.path)
  return found?.[1] === nameOf(service.id) || found?.[1] === service.id ? found[2] : undefined
}

const format: MemberFormat<Cbor, Cbor> = /*#__PURE__*/ cborFormat()

const half: Half<Cbor, Cbor> = { format, envelope }

/** CBOR has no documents. */
const total = (schema: Schema): boolean => closure(schema).every(({ _tag }) => _tag !== 'document')

export const id: Protocol['id'] = 'smithy.protocols#rpcv2Cbor'

export const client: Protocol['client'] = /*#__PURE__*/ rpcClient({
  request: half,
  answer: half,
  errors: errorReading,
  total,
  path: pathOf,
  headers: (operation) => [
    ['smithy-protocol', 'rpc-v2-cbor'],
    ['accept', 'application/cbor'],
    ...queryModeHeaders(operation),
  ],
  unitBody: false,
})

export const server: Protocol['server'] = /*#__PURE__*/ rpcServer({
  request: half,
  answer: half,
  errors: errorWriting,
  headers: () => [['smithy-protocol', 'rpc-v2-cbor']],
  unitBody: false,
  statusOf: ({ status }) => status,
})

export const events: Protocol['events'] = (shape, side) =>
  eventCodec({ format, wrap: (part) => part, open: (document) => document }, shape, side)

export const isTotal: Protocol['isTotal'] = /*#__PURE__*/ rpcIsTotal(total)

export const route: Protocol['route'] = /*#__PURE__*/ routeByName(nameIn)
