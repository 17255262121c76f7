/**
 * fast-check, which whoever wants samples installs: an optional peer.
 */

import type { FastCheck } from '../testing/FastCheck.js'
import { right } from '../value/either.js'
import type { Attempt } from './Outcome.js'
import { failed } from './Outcome.js'

/** Errors: `unreadable` where it is not installed, with what installs it. */
export const loadFastCheck = async (purpose: string): Promise<Attempt<FastCheck>> => {
  try {
    return right(await import('fast-check'))
  } catch (error) {
    const code = (error as { readonly code?: unknown } | null)?.code
    if (code !== 'ERR_MODULE_NOT_FOUND') throw error
    return failed('unreadable', `fast-check is not installed, which ${purpose}`, [
      'npm install --save-dev fast-check@4',
    ])
  }
}
