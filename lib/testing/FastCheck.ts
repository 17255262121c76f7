/**
 * fast-check as this library uses it: its types alone. The caller hands the module in, so that neither its version nor
 * its weight is ours.
 */

import type * as fc from 'fast-check'

/** The module itself: `import * as fc from 'fast-check'`. */
export type FastCheck = typeof fc

export type { Arbitrary, IPropertyWithHooks, Parameters } from 'fast-check'
