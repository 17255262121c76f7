/** In a fresh process: how long one module takes to import, and what stays on the heap. Its argument is the module's path. */
import { pathToFileURL } from 'node:url'

const url = pathToFileURL(process.argv[2]).href
const settled = () => {
  globalThis.gc()
  globalThis.gc()
  return process.memoryUsage().heapUsed
}

const before = settled()
const start = performance.now()
const kept = await import(url)
const millis = performance.now() - start
const after = settled()
const said = JSON.stringify({ millis, heapBytes: after - before, exports: Object.keys(kept).length })
// A client that is open would keep the process.
process.stdout.write(said, () => process.exit(0))
