/**
 * Which operations `wireshape/lean` has clients for: JSON in bodies alone.
 */

import { partOf } from '../interpret/split.js'
import { customisationOf } from '../operation/customisations.js'
import type { AnyOperation, Service } from '../operation/Operation.js'
import type { Schema } from '../schema/Schema.js'
import { isStream, membersOf } from '../schema/Schema.js'

const rest = 'aws.protocols#restJson1'

const spoken: ReadonlyArray<string> = [rest, 'aws.protocols#awsJson1_0', 'aws.protocols#awsJson1_1']

/** An operation that cannot be printed so, and why. */
export interface LeanFault {
  readonly operation: string
  readonly reason: string
}

const messagesOf = ({ input, output, errors }: AnyOperation): ReadonlyArray<Schema> =>
  [input, output, ...errors].map(({ schema }) => schema)

const reasonOf = (operation: AnyOperation, { protocols }: Service): string | undefined => {
  const ids = spoken.filter((id) => protocols[id] !== undefined)
  const members = messagesOf(operation).flatMap(membersOf)
  if (ids.length === 0) return `its service speaks ${Object.keys(protocols).join(', ') || 'no protocol that is known'}`
  if (members.some(isStream)) return 'a member streams'
  if (operation.traits.hostPrefix !== undefined) return 'it has a host of its own'
  if (operation.traits.md5 !== undefined) return 'its requests want a checksum'
  if (customisationOf(operation.service.sdkId) !== undefined) return 'its service has rules of its own'
  // The other protocols have every member in the body, whatever HTTP traits it has.
  if (ids.some((id) => id !== rest)) return undefined
  const outside = members.find((member) => partOf(member) !== 'body')
  return outside === undefined ? undefined : `${outside.name} lies outside of its body`
}

/** Every operation, of those given, that has no lean client. */
export const leanFaults = (service: Service, operations: ReadonlyArray<AnyOperation>): ReadonlyArray<LeanFault> =>
  operations.flatMap((operation) => {
    const reason = reasonOf(operation, service)
    return reason === undefined ? [] : [{ operation: operation.name, reason }]
  })
