/**
 * The two awsJson protocols for lean operations.
 */

import { queryModeHeaders, targetOf } from '../protocol/awsJson.js'
import { queryErrorHead } from '../protocol/jsonErrors.js'
import type { Wire } from './client.js'
import { clientOf } from './client.js'

const wire = (minor: 0 | 1): Wire => ({
  view: 'name',
  fixed: (operation) => ({
    method: 'POST',
    path: '/',
    query: '',
    headers: [
      ['content-type', `application/x-amz-json-1.${minor}`],
      ['x-amz-target', targetOf(operation)],
      ...queryModeHeaders(operation),
    ],
  }),
  unitBody: true,
  outside: /^(?:host|streaming|md5|custom)/,
  errorHead: queryErrorHead,
})

/** Making the client of an operation with members outside its bodies throws. */
export const awsJson1_0: { readonly client: ReturnType<typeof clientOf> } = {
  client: /*#__PURE__*/ clientOf(/*#__PURE__*/ wire(0)),
}

export const awsJson1_1: { readonly client: ReturnType<typeof clientOf> } = {
  client: /*#__PURE__*/ clientOf(/*#__PURE__*/ wire(1)),
}
