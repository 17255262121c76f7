/**
 * Where our own time goes in a row: samples of the platform's profiler while the row's first contender runs, by function. What
 * the platform's compiler has put into a caller counts as the caller's where it keeps no record of it.
 */
import { Session } from 'node:inspector/promises'
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loopOf, millisOf } from './clock.mjs'
import { rootFolder } from './places.mjs'

/** Microseconds between two samples. */
const interval = 100

/** Functions with a smaller share are left out. */
const leastShare = 0.02

const placeOf = ({ functionName, url, lineNumber }) => {
  const name = functionName === '' ? '(nameless)' : functionName
  if (url === '') return name
  const file = url.startsWith('file:') ? relative(rootFolder, fileURLToPath(url)) : url
  return `${name}  ${file}:${lineNumber + 1}`
}

/** The shares of all samples, largest first: `[{ place, share }]`. */
const sharesOf = ({ nodes, samples }) => {
  const places = new Map(nodes.map(({ id, callFrame }) => [id, placeOf(callFrame)]))
  const counts = new Map()
  for (const id of samples) {
    const place = places.get(id)
    if (place !== '(idle)') counts.set(place, (counts.get(place) ?? 0) + 1)
  }
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0)
  return [...counts]
    .map(([place, count]) => ({ place, share: count / all }))
    .sort((a, b) => b.share - a.share)
    .filter(({ share }) => share >= leastShare)
}

/** Runs a contender for so many milliseconds, warm, and tells its shares and the nanoseconds of one run. */
export const profileOf = async (contender, millis) => {
  const loop = loopOf(contender)
  let count = 1
  while ((await millisOf(loop, count)) < millis / 4) count *= 2
  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.setSamplingInterval', { interval })
  await session.post('Profiler.start')
  let spent = 0
  let runs = 0
  while (spent < millis) {
    spent += await millisOf(loop, count)
    runs += count
  }
  const { profile } = await session.post('Profiler.stop')
  session.disconnect()
  return { shares: sharesOf(profile), nanos: (1e6 * spent) / runs }
}

/** @returns {string} a row's profile as text */
export const profileText = ({ id, payload }, { shares, nanos }) =>
  [
    `${id} ${payload}: ${(nanos / 1000).toFixed(2)} µs a run`,
    ...shares.map(({ place, share }) => `${(100 * share).toFixed(0).padStart(6)} %  ${place}`),
  ].join('\n')
