/**
 * The resident memory of this process, looked at every few milliseconds. Units: bytes.
 */
export interface MemoryWatch {
  /** Starts anew; gives what is resident now. */
  readonly reset: () => number
  /** The most that was resident since. */
  readonly peak: () => number
}

export const watchMemory = (): MemoryWatch => {
  let most = 0
  const look = (): void => {
    most = Math.max(most, process.memoryUsage.rss())
  }
  setInterval(look, 5).unref()
  return {
    reset: () => {
      globalThis.gc?.()
      most = process.memoryUsage.rss()
      return most
    },
    peak: () => {
      look()
      return most
    },
  }
}
