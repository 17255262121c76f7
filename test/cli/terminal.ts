/**
 * Commands run in this process: a terminal that keeps what is written to it, and folders of their own.
 */
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '../../lib/cli/program.js'

export interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

export interface RunOptions {
  readonly cwd: string
  readonly input?: string | Uint8Array
  readonly colour?: boolean
  readonly columns?: number
  readonly aborted?: boolean
  /** Aborts later than that. */
  readonly signal?: AbortSignal
  /** Told what is written to standard output, as it comes. */
  readonly heard?: (text: string) => void
}

/** What a command line comes to. */
export const wireshape = async (args: ReadonlyArray<string>, options: RunOptions): Promise<Ran> => {
  const { cwd, input = '', colour = false, columns, aborted = false, heard } = options
  const { signal = aborted ? AbortSignal.abort() : new AbortController().signal } = options
  const written = { out: '', err: '' }
  const output = (to: 'out' | 'err') => ({
    write: (text: string) => {
      written[to] += text
      if (to === 'out') heard?.(text)
    },
    colour,
    columns,
  })
  const code = await run(args, {
    out: output('out'),
    err: output('err'),
    cwd,
    signal,
    readInput: () => Buffer.from(input),
    input: async function* () {
      yield Buffer.from(input)
    },
    writeOut: async (bytes) => {
      written.out += Buffer.from(bytes).toString('utf8')
    },
    steady: () => undefined,
  })
  return { code, ...written }
}

/** A folder that is there while a suite runs. */
export const useFolder = (): { readonly path: string } => {
  const folder = { path: '' }
  before(() => {
    folder.path = realpathSync(mkdtempSync(join(tmpdir(), 'wireshape-cli-')))
  })
  after(() => rmSync(folder.path, { recursive: true, force: true }))
  return folder
}

/** Every file below a folder with its text and the time of its last change. */
export const contents = (folder: string): ReadonlyMap<string, { readonly text: string; readonly changed: number }> =>
  new Map(
    readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [
        path.slice(folder.length + 1),
        { text: readFileSync(path, 'utf8'), changed: statSync(path).mtimeMs },
      ]),
  )
