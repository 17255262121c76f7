/**
 * `client` of restJson1 for operations whose messages lie in their bodies alone, as StartEmailContact's do: a bundle with it
 * is smaller than one with the client of every operation.
 */

import type { Protocol } from './Protocol.js'
import { restBodyClient } from './restBodyClient.js'
import { bodies, rules } from './restJson1Parts.js'

export { id } from './restJson1Parts.js'

/** Making the client of any other operation throws. */
export const client: Protocol['client'] = /*#__PURE__*/ restBodyClient(bodies, rules)
