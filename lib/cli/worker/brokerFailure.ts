/**
 * A fault of the broker as why there is no result.
 */

import type { BrokerFault } from '../../adapter/broker/Broker.js'
import type { Attempt } from '../Outcome.js'
import { failed } from '../Outcome.js'

export const brokerFailure = (servers: ReadonlyArray<string>, { message }: BrokerFault): Attempt<never> => {
  const [, hint] = /^not installed: (.*)$/.exec(message) ?? []
  if (hint !== undefined) return failed('unreadable', 'the client of NATS is not installed', [hint])
  return failed(
    'unreadable',
    `cannot work with ${servers.join(', ')}: ${message}`,
    /^no stream/.test(message) ? ['wireshape worker --create makes what is missing'] : [],
  )
}
