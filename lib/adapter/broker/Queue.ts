/**
 * What comes by itself, held until it is asked for; what feeds it waits where it is full.
 */

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface Queue<A> {
  /** At most so many; waits for the first of them, and then gives none. */
  readonly take: (most: number, waitMillis: number) => Promise<ReadonlyArray<A>>
  readonly isClosed: () => boolean
  /** Ends the source and gives what was held and what it still had. */
  readonly close: () => Promise<ReadonlyArray<A>>
}

/** A source that is told to end, and then ends. */
export interface Source<A> extends AsyncIterable<A> {
  readonly close: () => Promise<unknown>
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/** How long others are waited for once one came, so that a batch is not one message. */
const gatherMillis = 2

const pause = (millis: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, millis))

export const openQueue = <A>(source: Source<A>, most: number): Queue<A> => {
  let held: Array<A> = []
  let isClosed = false
  const waiting = new Set<() => void>()
  let goOn: (() => void) | undefined

  const wake = (): void => {
    for (const one of waiting) one()
    waiting.clear()
  }

  const feed = async (): Promise<void> => {
    for await (const one of source) {
      held.push(one)
      if (held.length === 1) wake()
      if (held.length >= most && !isClosed) {
        await new Promise<void>((resolve) => {
          goOn = resolve
        })
      }
    }
  }
  // A source that fails has ended; its connection says why.
  const ended = feed().catch(() => undefined)

  const proceed = (): void => {
    goOn?.()
    goOn = undefined
  }

  const arrival = (waitMillis: number): Promise<void> =>
    new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer)
        waiting.delete(done)
        resolve()
      }
      const timer = setTimeout(done, waitMillis)
      waiting.add(done)
    })

  return {
    isClosed: () => isClosed,
    take: async (wanted, waitMillis) => {
      const until = performance.now() + waitMillis
      for (;;) {
        if (isClosed) return []
        if (held.length > 0 && held.length < wanted && held.length < most) await pause(gatherMillis)
        if (held.length > 0 && !isClosed) {
          const taken = held.slice(0, wanted)
          held = held.slice(wanted)
          if (held.length < most) proceed()
          return taken
        }
        const left = until - performance.now()
        if (left <= 0) return []
        await arrival(left)
      }
    },
    close: async () => {
      isClosed = true
      wake()
      proceed()
      await source.close()
      await ended
      const rest = held
      held = []
      return rest
    },
  }
}
