/**
 * The pages of the project and the examples in them and in docstrings, read as text.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root: string = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

// model

/** One fenced block: its language, the words after it, its text, and what is told to come out of it. */
export interface Block {
  /** From the repository, with slashes: `docs/values.md`. */
  readonly path: string
  /** The line of its first text, counted from 1. */
  readonly line: number
  readonly language: string
  /** `no-run` where the block shows signatures only. */
  readonly words: ReadonlyArray<string>
  readonly lines: ReadonlyArray<string>
  /** The text block that comes next, nothing but blank lines between: what the program prints. */
  readonly prints: string | undefined
}

// reading

const filesIn = (folder: string, ending: string): ReadonlyArray<string> =>
  existsSync(join(root, folder))
    ? readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
        .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
        .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
        .sort()
    : []

/** Every page of the project. */
export const pages: ReadonlyArray<string> = [
  ...['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md'].filter((name) => existsSync(join(root, name))),
  // The site is made of the others.
  ...filesIn('docs', '.md').filter((path) => !path.startsWith('docs/site/')),
  ...filesIn('examples', '.md'),
]

export const textOf = (path: string): string => readFileSync(join(root, path), 'utf8')

const fence = /^(\s*)(`{3,})(\S*)[ \t]*(.*)$/

/** The fenced blocks of some lines; `first` is the number of the first line. */
export const blocksOf = (path: string, lines: ReadonlyArray<string>, first = 1): ReadonlyArray<Block> => {
  const found: Array<Block & { readonly end: number }> = []
  for (let i = 0; i < lines.length; i++) {
    const open = fence.exec(lines[i] ?? '')
    if (open === null) continue
    const [, indent = '', ticks = '', language = '', words = ''] = open
    const start = i + 1
    do i++
    while (i < lines.length && (lines[i] ?? '').trim() !== ticks)
    found.push({
      path,
      line: first + start,
      language,
      words: words.split(/\s+/).filter(Boolean),
      lines: lines.slice(start, i).map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line)),
      prints: undefined,
      end: i,
    })
  }
  return found.map((block, i) => {
    const next = found[i + 1]
    const between = next === undefined ? [''] : lines.slice(block.end + 1, next.line - first - 1)
    const printed = next?.language === 'text' && between.every((line) => line.trim() === '')
    const { end: _, ...rest } = block
    return { ...rest, prints: printed ? next.lines.join('\n') : undefined }
  })
}

/** The blocks of a page. */
export const pageBlocks = (path: string): ReadonlyArray<Block> => blocksOf(path, textOf(path).split('\n'))

/** The blocks of the docstrings of a source file, without the stars at their left. */
export const docstringBlocks = (path: string): ReadonlyArray<Block> => {
  const lines = textOf(path).split('\n')
  const found: Array<Block> = []
  for (let i = 0; i < lines.length; i++) {
    if (!/^\s*\/\*\*/.test(lines[i] ?? '')) continue
    const start = i
    while (i < lines.length && !(lines[i] ?? '').includes('*/')) i++
    const comment = lines.slice(start + 1, i).map((line) => line.replace(/^\s*\* ?/, ''))
    found.push(...blocksOf(path, comment, start + 2))
  }
  return found
}

export const libraryFiles: ReadonlyArray<string> = filesIn('lib', '.ts')

/** The anchors that GitHub gives the headings of a page. */
export const anchorsOf = (text: string): ReadonlySet<string> => {
  const counts = new Map<string, number>()
  const anchors = new Set<string>()
  let fenced = false
  for (const line of text.split('\n')) {
    if (fence.test(line)) fenced = !fenced
    const heading = fenced ? null : /^#{1,6}\s+(.*)$/.exec(line)
    if (heading === null) continue
    const slug = (heading[1] ?? '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-')
    const count = counts.get(slug) ?? 0
    counts.set(slug, count + 1)
    anchors.add(count === 0 ? slug : `${slug}-${count}`)
  }
  return anchors
}
