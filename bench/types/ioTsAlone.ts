/** A file that only imports io-ts: what it costs whoever uses it. */
import * as t from 'io-ts'

export const text: t.StringC = t.string
