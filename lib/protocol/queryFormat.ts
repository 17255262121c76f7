/**
 * Form bodies as the query protocols send them, and what both protocols share.
 *
 * Source: Smithy 2.0, "AWS query protocol" and "AWS EC2 query protocol".
 */

import { domainWriting, exactView } from '../compile/domain.js'
import { fail } from '../compile/emit/source.js'
import { walker } from '../compile/walk.js'
import type { FormPairs } from '../format/form.js'
import { readForm, treeOf, writeForm } from '../format/form.js'
import { percentEncode } from '../format/percent.js'
import { readUtf8, writeUtf8 } from '../format/utf8.js'
import type { HttpRequest } from '../http/message.js'
import { bytesOf } from '../http/message.js'
import type { Dialect, QueryPart } from '../interpret/query.js'
import { heldNode, pairsOf, queryView, queryWriting } from '../interpret/query.js'
import { queryWriter } from '../interpret/queryWriter.js'
import { isLeft, left } from '../value/either.js'
import type { Direct, Format, Reader } from './Format.js'
import type { Half } from './structureBody.js'

/** Forms are read by way of their names' tree. */
const unread: Direct['read']['server'] = () => () => fail

const format = (dialect: Dialect): Format<QueryPart, FormPairs> => {
  const view = queryView(dialect)
  const writer = queryWriter(dialect)
  const reader: Reader = { view, read: walker(view, domainWriting) }
  return {
    mediaType: 'application/x-www-form-urlencoded',
    readers: { server: reader, client: reader },
    write: walker(exactView, queryWriting(dialect)),
    direct: {
      read: { server: unread, client: unread },
      print: (schema, { name, service }) => {
        const write = writer(schema)
        const lead = `Action=${percentEncode(name)}&Version=${percentEncode(service.version)}`
        return (value) => write(lead, value)
      },
    },
    parse: (bytes, _, limits) => {
      const text = readUtf8(bytes)
      if (isLeft(text)) return left({ expected: 'UTF-8', actual: `a fault at byte offset ${text.left}` })
      const pairs = readForm(text.right, limits)
      if (!isLeft(pairs)) return pairs
      return left(
        pairs.left._tag === 'Size'
          ? pairs.left.size
          : { expected: 'percent-encoded pairs', actual: `a broken escape in pair ${pairs.left.pair}` },
      )
    },
    print: (pairs) => writeUtf8(writeForm(pairs)),
  }
}

/** The request's half: the operation and the version of the API stand before the members. */
export const queryRequest = (dialect: Dialect): Half<QueryPart, FormPairs> => ({
  format: format(dialect),
  envelope: {
    wrap: (part, _, { name, service }) => [
      ['Action', name],
      ['Version', service.version],
      ...pairsOf(part, '', false, dialect),
    ],
    open: (pairs) => heldNode(treeOf(pairs)),
  },
})

/** The operation's name in a request. */
export const actionIn = ({ body }: HttpRequest): string | undefined => {
  const text = readUtf8(bytesOf(body))
  if (isLeft(text)) return undefined
  const pairs = readForm(text.right)
  return isLeft(pairs) ? undefined : pairs.right.find(([name]) => name === 'Action')?.[1]
}
