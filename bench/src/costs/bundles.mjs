/**
 * What one operation costs in a bundle: minified, then gzip at its strongest. fp-ts and io-ts are left out, since a user of
 * this library has them, and counted apart.
 */
import { existsSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { buildSync } from 'esbuild'
import { benchFolder } from '../places.mjs'
import { entries, entryPath } from './entries.mjs'

const external = ['fp-ts', 'fp-ts/*', 'io-ts', 'io-ts/*']

const gzippedBytes = (file, left) => {
  const { outputFiles } = buildSync({
    entryPoints: [entryPath(file)],
    absWorkingDir: benchFolder,
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    external: left,
    logLevel: 'silent',
  })
  return gzipSync(outputFiles[0].contents, { level: 9 }).length
}

/** Each variant of ours, where it is there: with the compiler at run time, and of code that was emitted ahead. */
const ours = [
  { id: 'bundle', name: 'wireshape', file: 'wireshape.mjs', goal: 12 },
  { id: 'bundle-ahead', name: 'wireshape, ahead of time', file: 'wireshapeAhead.mjs', goal: 8 },
].filter(({ file }) => existsSync(entryPath(file)))

export const bundleCosts = () =>
  [...ours, ...entries.filter(({ name }) => name !== 'wireshape').map((one) => ({ id: 'bundle', ...one }))].map(
    ({ id, name, file, goal }) => {
      const bytes = gzippedBytes(file, external)
      const apart = gzippedBytes(file, []) - bytes
      const kilobytes = bytes / 1000
      return {
        id,
        name,
        unit: 'KB',
        median: kilobytes,
        low: kilobytes,
        high: kilobytes,
        ...(goal === undefined ? {} : { goal }),
        note: apart > 0 ? `fp-ts and io-ts ${(apart / 1000).toFixed(1)} KB more` : '',
      }
    },
  )
