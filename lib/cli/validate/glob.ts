/**
 * Paths by patterns, for shells that leave them to programs: `*`, `?`, `[abc]`, `{a,b}`, and `**` for folders at any depth.
 */

import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'

const special = /[*?[\]{}]/

export const isGlob = (text: string): boolean => special.test(text)

/** `{a,b}` as texts of their own. */
const braced = (pattern: string): ReadonlyArray<string> => {
  const found = /^(.*?)\{([^{}]*)\}(.*)$/s.exec(pattern)
  if (found === null) return [pattern]
  const [, before = '', inside = '', after = ''] = found
  return inside.split(',').flatMap((one) => braced(`${before}${one}${after}`))
}

/** One segment as an expression; hidden names are only found by a pattern that begins with a dot. */
const segmentExpression = (segment: string): RegExp => {
  const body = segment.replace(/\[(!?)([^\]]+)\]|[\s\S]/g, (one, not: string | undefined, set: string | undefined) => {
    if (set !== undefined) return `[${not === '!' ? '^' : ''}${set.replace(/[\\\]^]/g, '\\$&')}]`
    if (one === '*') return '[^/]*'
    return one === '?' ? '[^/]' : one.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  })
  return new RegExp(`^${segment.startsWith('.') ? '' : '(?!\\.)'}${body}$`, 's')
}

const namesIn = (folder: string): ReadonlyArray<{ readonly name: string; readonly isFolder: boolean }> => {
  try {
    return readdirSync(folder, { withFileTypes: true }).map((entry) => ({
      name: entry.name,
      isFolder: entry.isDirectory(),
    }))
  } catch {
    // A file where the pattern wants a folder, or one that may not be read: nothing is found there.
    return []
  }
}

const matches = (cwd: string, at: string, segments: ReadonlyArray<string>): ReadonlyArray<string> => {
  const [segment, ...rest] = segments
  if (segment === undefined) return [at]
  const folder = resolve(cwd, at === '' ? '.' : at)
  const below = (name: string): string => (at === '' ? name : join(at, name))
  if (segment === '**') {
    const deeper = namesIn(folder)
      .filter(({ name, isFolder }) => isFolder && !name.startsWith('.'))
      .flatMap(({ name }) => matches(cwd, below(name), segments))
    return [...matches(cwd, at, rest), ...deeper]
  }
  if (!isGlob(segment)) return existsSync(join(folder, segment)) ? matches(cwd, below(segment), rest) : []
  const expression = segmentExpression(segment)
  return namesIn(folder)
    .filter(({ name, isFolder }) => expression.test(name) && (rest.length === 0 ? !isFolder : isFolder))
    .flatMap(({ name }) => matches(cwd, below(name), rest))
}

/** The files that a pattern finds, each once, in the order of their names. */
export const glob = (pattern: string, cwd: string): ReadonlyArray<string> => {
  const found = braced(pattern).flatMap((one) => {
    const slashed = one.replace(/^\/+/, '')
    return matches(
      cwd,
      one === slashed ? '' : '/',
      slashed.split('/').filter((segment) => segment !== ''),
    )
  })
  return [...new Set(found)].sort()
}

/** The names as they were said, patterns in place of which files were found; a file that is there is no pattern. */
export const expandNames = (names: ReadonlyArray<string>, cwd: string): ReadonlyArray<string> =>
  names.flatMap((name) => {
    if (name === '-' || !isGlob(name) || existsSync(resolve(cwd, name))) return [name]
    const found = glob(name, cwd)
    // A pattern that finds nothing is a file that is not there.
    return found.length === 0 ? [name] : found
  })
