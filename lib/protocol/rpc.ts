/**
 * What both halves of the RPC protocols share beside bodies: every request is a POST, and events follow the members of a message.
 */

import type { Body } from '../http/message.js'
import { essenceOf } from '../http/message.js'
import type { StructureSchema } from '../schema/Schema.js'
import { isStream } from '../schema/Schema.js'
import type { InitialKind } from './initial.js'
import { initialMessage, withInitial } from './initial.js'

/** Whether a message is followed by events: then its members are the first of them. */
export const hasEvents = (schema: StructureSchema): boolean => schema.members.some(isStream)

export const followed = (kind: InitialKind, mediaType: string, bytes: Uint8Array, stream: Body | undefined): Body =>
  withInitial(initialMessage(kind, essenceOf(mediaType), bytes), stream)
