/**
 * Media types that several protocols share.
 */

/** Source: Amazon event stream encoding. */
export const eventStreamType = 'application/vnd.amazon.eventstream'
