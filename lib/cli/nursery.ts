/**
 * How much room this process has for what is new. The platform makes it twice as large again and again as long as a command runs,
 * for speed that a command which keeps nothing has no use for.
 */

import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8'
import type { IO } from 'fp-ts/lib/IO.js'

/** Units: bytes, of both halves. What is left in use after a batch is a hundredth of it. */
const enough = 8 * 1024 * 1024

/** Call it now and then: from the time that there is enough room, no more is made. */
export const steadyNursery = (): IO<void> => {
  let done = false
  return () => {
    if (done) return
    const room = getHeapSpaceStatistics().find((space) => space.space_name === 'new_space')?.space_size ?? 0
    if (room < enough) return
    done = true
    // Of V8's flags, this one is read whenever room is made, so that it may be set while the process runs.
    setFlagsFromString('--semi-space-growth-factor=1')
  }
}
