/**
 * The text of leaves from domain values, in the formats whose leaves are text (XML and forms): what walks write.
 */

import { writeBase64 } from '../format/base64.js'
import { shortestFloat32 } from '../format/float32.js'
import type { Schema } from '../schema/Schema.js'
import { copyOfDecimal, writeDecimal } from '../value/BigDecimal.js'
import { copyOfBytes, epochMillisOf } from '../value/builtIns.js'
import { numberText } from '../value/Document.js'
import { timestampText } from './text.js'

/** The text of a value; `undefined` where it is not of the kind, and the walk has to decide. */
export type LeafText = (host: unknown) => string | undefined

const numberOf: LeafText = (host) => (typeof host === 'number' ? String(host) : undefined)

const bigOf: LeafText = (host) => (typeof host === 'bigint' ? host.toString() : undefined)

const inherited: ReadonlySet<string> = /*#__PURE__*/ new Set(Object.getOwnPropertyNames(Object.prototype))

/** Whether a field of that name counts only where it is the object's own: every object inherits one. */
export const isInherited = (field: string): boolean => inherited.has(field)

/** `undefined` for text itself, which each format escapes in its own way, and for what has no text. */
export const leafText = (schema: Schema): LeafText | undefined => {
  switch (schema._tag) {
    case 'byte':
    case 'short':
    case 'integer':
    case 'intEnum':
      return numberOf
    case 'long':
    case 'bigInteger':
      return bigOf
    case 'bigDecimal':
      return (host) => {
        const decimal = copyOfDecimal(host)
        return decimal && writeDecimal(decimal)
      }
    case 'float':
      return (host) =>
        typeof host === 'number' && Object.is(Math.fround(host), host) ? numberText(shortestFloat32(host)) : undefined
    case 'double':
      return (host) => (typeof host === 'number' ? numberText(host) : undefined)
    case 'boolean':
      return (host) => (host === true ? 'true' : host === false ? 'false' : undefined)
    case 'blob':
      return (host) => {
        const bytes = copyOfBytes(host)
        return bytes && writeBase64(bytes)
      }
    case 'timestamp': {
      const format = schema.traits.timestampFormat ?? 'date-time'
      return (host) => {
        const epochMillis = epochMillisOf(host)
        return epochMillis === undefined ? undefined : timestampText(epochMillis, format)
      }
    }
    default:
      return undefined
  }
}
