/**
 * `client` of restXml for operations whose messages lie in their bodies alone: a bundle with it is smaller than one with the
 * client of every operation.
 */

import type { Protocol } from './Protocol.js'
import { restBodyClient } from './restBodyClient.js'
import { bodies, rules } from './restXmlParts.js'

export { id } from './restXmlParts.js'

/** Making the client of any other operation throws. */
export const client: Protocol['client'] = /*#__PURE__*/ restBodyClient(bodies, rules)
