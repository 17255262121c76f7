/**
 * The REST protocols twice: as they are, with direct ways between bodies and the domain, and without.
 */
import type { Errors } from '../../lib/index.js'
import { issuesOf } from '../../lib/index.js'
import { headerErrorWriting } from '../../lib/protocol/jsonErrors.js'
import type { Protocol } from '../../lib/protocol/Protocol.js'
import type { RestBodies } from '../../lib/protocol/rest.js'
import type { RestClientRules } from '../../lib/protocol/restClient.js'
import { restClient } from '../../lib/protocol/restClient.js'
import * as restJson1Parts from '../../lib/protocol/restJson1Parts.js'
import type { RestServerRules } from '../../lib/protocol/restServer.js'
import { restServer } from '../../lib/protocol/restServer.js'
import * as restXmlParts from '../../lib/protocol/restXmlParts.js'
import { xmlErrorWriting } from '../../lib/protocol/xmlErrors.js'
import type { NameStyle } from '../../lib/testing/bindings.js'

/** Results as plain data: entries of errors as their issues. */
export const plain = (result: unknown): unknown => {
  if (typeof result !== 'object' || result === null || !('_tag' in result)) return result
  const { left } = result as { readonly left?: unknown }
  if (Array.isArray(left)) return issuesOf(left as unknown as Errors)
  if (typeof left !== 'object' || left === null || !('issues' in left)) return result
  return { ...left, issues: issuesOf(left.issues as Errors) }
}

const without = <P, T>(bodies: RestBodies<P, T>): RestBodies<P, T> => {
  const { direct: _, ...format } = bodies.format
  return { ...bodies, format }
}

const restPairs = <P, T>(
  bodies: RestBodies<P, T>,
  client: RestClientRules<T>,
  server: RestServerRules<P, T>,
): ReadonlyArray<Pick<Protocol, 'client' | 'server'>> =>
  [bodies, without(bodies)].map((one) => ({ client: restClient(one, client), server: restServer(one, server) }))

const xmlErrors = xmlErrorWriting({ way: () => ['Error'], type: true, requestId: 'RequestId', queryCodes: false })

/** Each with the style of its names, the direct one first. */
export const rests: ReadonlyArray<readonly [string, NameStyle, ReadonlyArray<Pick<Protocol, 'client' | 'server'>>]> = [
  [
    'restXml',
    'xml',
    restPairs(restXmlParts.bodies, restXmlParts.rules, {
      errors: xmlErrors,
      emptyAnswer: 'type',
      soleNamedParams: 'dropped',
    }),
  ],
  [
    'restJson1',
    'any',
    restPairs(restJson1Parts.bodies, restJson1Parts.rules, {
      errors: headerErrorWriting,
      emptyAnswer: 'document',
      soleNamedParams: 'kept',
    }),
  ],
]
