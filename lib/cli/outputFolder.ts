/**
 * A folder of generated files, brought up to date: what is the same is not touched, what is somebody else's never, and all
 * text is on the disk before the first file changes.
 */

import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { isLeft, right } from '../value/either.js'
import type { Attempt } from './Outcome.js'
import { failed, interrupted, systemReason } from './Outcome.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface OutputFile {
  /** A name in the folder. */
  readonly path: string
  readonly text: string
}

/** Names of files, by what becomes of them. */
export interface Plan {
  readonly added: ReadonlyArray<string>
  readonly updated: ReadonlyArray<string>
  readonly unchanged: ReadonlyArray<string>
  readonly removed: ReadonlyArray<string>
}

// -------------------------------------------------------------------------------------
// planning
// -------------------------------------------------------------------------------------

const firstLine = (text: string): string => (text.split('\n', 1)[0] ?? '').replace(/\r$/, '')

/** A checkout may have given lines other ends. */
const sameText = (a: string, b: string): boolean => a === b || a.replaceAll('\r\n', '\n') === b

/** What is there; nothing where there is none, or no way to it. */
const kindAt = (path: string): 'folder' | 'file' | undefined => {
  try {
    return statSync(path).isDirectory() ? 'folder' : 'file'
  } catch {
    return undefined
  }
}

/** The text of what is there under a name; `undefined` where nothing can be read there. */
const textAt = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

/** The file that a module's index names last: that of its service. */
const serviceOf = (index: string | undefined): string | undefined =>
  index
    ?.trimEnd()
    .split('\n')
    .pop()
    ?.replace(/^.*'\.\/(.*)\.js'$/, '$1')

/**
 * What would happen to a folder. A file is ours where its first line is the mark.
 *
 * Errors: `usage` where a file that is not ours is in the way, or where the folder holds the module of another service.
 */
export const planFolder = (
  folder: string,
  files: ReadonlyArray<OutputFile>,
  mark: string,
  shown: string,
): Attempt<Plan> => {
  if (kindAt(folder) === undefined) {
    return right({ added: files.map(({ path }) => path), updated: [], unchanged: [], removed: [] })
  }
  if (kindAt(folder) === 'file') return failed('usage', `${shown} is not a folder`)
  let names: ReadonlyArray<string>
  try {
    names = readdirSync(folder).sort()
  } catch (error) {
    return failed('usage', `cannot read the folder ${shown}: ${systemReason(error)}`)
  }
  const wanted = new Map(files.map(({ path, text }) => [path, text]))
  const texts = new Map(
    names
      .filter((name) => name.endsWith('.ts') || wanted.has(name))
      .map((name) => [name, kindAt(join(folder, name)) === 'folder' ? undefined : textAt(join(folder, name))]),
  )
  const isOurs = (name: string): boolean => firstLine(texts.get(name) ?? '') === mark
  const foreign = names.filter((name) => wanted.has(name) && !isOurs(name))
  if (foreign.length > 0) {
    const [more, few] = [foreign.length - 5, foreign.slice(0, 5).map((name) => join(shown, name))]
    return failed(
      'usage',
      `not written by wireshape, and in the way: ${few.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
      ['nothing was written; choose another folder with --out, or move the file away'],
    )
  }
  const [before, after] = [
    isOurs('index.ts') ? serviceOf(texts.get('index.ts')) : undefined,
    serviceOf(wanted.get('index.ts')),
  ]
  if (before !== undefined && before !== after) {
    return failed('usage', `${shown} holds the module of another service, ${before}`, [
      'nothing was written; choose another folder with --out, or remove that one',
    ])
  }
  const there = (name: string): boolean => texts.has(name)
  const same = (name: string): boolean => sameText(texts.get(name) as string, wanted.get(name) as string)
  const paths = files.map(({ path }) => path)
  return right({
    added: paths.filter((name) => !there(name)),
    updated: paths.filter((name) => there(name) && !same(name)),
    unchanged: paths.filter((name) => there(name) && same(name)),
    removed: names.filter((name) => !wanted.has(name) && isOurs(name)),
  })
}

// -------------------------------------------------------------------------------------
// writing
// -------------------------------------------------------------------------------------

/** Folders that were made for it go again, where they are empty. */
const removeFolders = (from: string, to: string | undefined): void => {
  if (to === undefined) return
  for (let at = from; at.length >= to.length; at = dirname(at)) {
    try {
      rmdirSync(at)
    } catch {
      return
    }
  }
}

/** Carries a plan out. Errors: `usage` where the disk refuses, `interrupted`; then the folder is as it was. */
export const writeFolder = (
  folder: string,
  files: ReadonlyArray<OutputFile>,
  plan: Plan,
  signal: AbortSignal,
): Attempt<Plan> => {
  const changed = new Set([...plan.added, ...plan.updated])
  if (changed.size === 0 && plan.removed.length === 0) return right(plan)
  let made: string | undefined
  let stage: string | undefined
  const staged = (): Attempt<string> => {
    try {
      made = mkdirSync(folder, { recursive: true })
      stage = mkdtempSync(join(folder, '.wireshape-'))
      for (const { path, text } of files) {
        if (signal.aborted) return interrupted
        if (changed.has(path)) writeFileSync(join(stage, path), text)
      }
      return right(stage)
    } catch (error) {
      return failed('usage', `cannot write to ${folder}: ${systemReason(error)}`, ['nothing was changed'])
    }
  }
  try {
    const ready = staged()
    if (isLeft(ready)) return ready
    // Where case makes no difference to the disk, a file under an old spelling has to go before the new one comes.
    const spelt = new Set(files.map(({ path }) => path.toLowerCase()))
    const [first, last] = [true, false].map((respelt) =>
      plan.removed.filter((name) => spelt.has(name.toLowerCase()) === respelt),
    )
    for (const name of first ?? []) unlinkSync(join(folder, name))
    for (const name of changed) renameSync(join(ready.right, name), join(folder, name))
    for (const name of last ?? []) unlinkSync(join(folder, name))
    return right(plan)
  } catch (error) {
    return failed('usage', `cannot write to ${folder}: ${systemReason(error)}`, [
      'run it again: some files may be missing',
    ])
  } finally {
    if (stage !== undefined) rmSync(stage, { recursive: true, force: true })
    removeFolders(folder, made)
  }
}
