/**
 * aws.protocols#restJson1 for lean operations whose messages lie in their bodies alone.
 */

import { jsonErrorHead } from '../protocol/jsonErrors.js'
import type { Wire } from './client.js'
import { clientOf } from './client.js'

const wire: Wire = {
  view: 'jsonName',
  fixed: ({ traits: { http = { method: 'POST', uri: '/' } } }, hasBody) => {
    const [path = '', ...query] = http.uri.split('?')
    return {
      method: http.method,
      path,
      query: query.join('?'),
      headers: hasBody ? [['content-type', 'application/json']] : [],
    }
  },
  unitBody: false,
  outside: /^(?:http(?!Error$|$)|host|streaming|md5|custom)/,
  errorHead: jsonErrorHead,
}

/** Making the client of any other operation throws. */
export const restJson1: { readonly client: ReturnType<typeof clientOf> } = { client: /*#__PURE__*/ clientOf(wire) }
