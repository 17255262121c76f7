/**
 * What an operation puts before the endpoint's host.
 *
 * Source: Smithy 2.0, traits `endpoint` and `hostLabel`.
 */

import type { Run } from '../compile/Run.js'
import { enter, leave, refuse } from '../compile/Run.js'
import { fieldOf } from '../compile/records.js'
import type { AnyOperation } from '../operation/Operation.js'
import { targetOf } from '../schema/Schema.js'
import { structureOf } from './messages.js'

const hostLabel = /^[a-zA-Z\d](?:[a-zA-Z\d-]{0,61}[a-zA-Z\d])?$/

/** The prefix with its labels filled in; a member that is no host label is noted as `unrepresentable`. */
export const hostPrefixOf = (operation: AnyOperation, input: unknown, run: Run): string => {
  const { hostPrefix } = operation.traits
  if (hostPrefix === undefined) return ''
  const { members } = structureOf(operation.input.schema)
  return hostPrefix.replace(/\{([^}]+)\}/g, (_, name: string) => {
    const member = members.find((one) => one.name === name)
    const text = member === undefined ? undefined : fieldOf(input as Readonly<Record<string, unknown>>, member.field)
    if (typeof text === 'string' && hostLabel.test(text)) return text
    if (member !== undefined) {
      enter(run, member.name, targetOf(member), undefined, false)
      refuse(run, { code: 'unrepresentable', expected: 'a label of a host name', actual: 'other text' })
      leave(run)
    }
    return ''
  })
}
