/**
 * The pages hang together: relative links resolve, anchors among them, and the index names every page.
 */
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join, posix } from 'node:path'
import { anchorsOf, blocksOf, pageBlocks, pages, root, textOf } from './pages.js'

/** A page without its fenced blocks, whose brackets are code. */
const prose = (text: string): string => {
  let fenced = false
  return text
    .split('\n')
    .map((line) => {
      if (/^\s*```/.test(line)) {
        fenced = !fenced
        return ''
      }
      return fenced ? '' : line.replace(/`[^`]*`/g, '')
    })
    .join('\n')
}

const linksOf = (path: string): ReadonlyArray<string> =>
  [...prose(textOf(path)).matchAll(/\]\(([^()\s]+)\)/g)].flatMap(([, target]) => target ?? [])

const isRelative = (target: string): boolean => !/^[a-z][a-z+.-]*:/i.test(target)

/** Why a link leads nowhere, or nothing. */
const fault = (path: string, target: string): string | undefined => {
  const [file = '', anchor] = target.split('#')
  const to = file === '' ? path : posix.join(posix.dirname(path), file)
  if (to.startsWith('..') || !existsSync(join(root, to))) return `${path}: ${target} is not there`
  if (anchor === undefined) return undefined
  return anchorsOf(textOf(to)).has(anchor) ? undefined : `${path}: ${target} has no such heading`
}

describe('pages', () => {
  it('relative links resolve', () => {
    const faults = pages.flatMap((path) =>
      linksOf(path)
        .filter(isRelative)
        .flatMap((target) => fault(path, target) ?? []),
    )
    assert.deepEqual(faults, [])
  })

  it('the index links to each page of docs/', () => {
    const linked = new Set(linksOf('docs/index.md').map((target) => posix.join('docs', target)))
    const lost = pages.filter((path) => path.startsWith('docs/') && path !== 'docs/index.md' && !linked.has(path))
    assert.deepEqual(lost, [])
  })

  it('the scripts that pages name are there', () => {
    const { scripts } = JSON.parse(textOf('package.json')) as { readonly scripts: Readonly<Record<string, string>> }
    const named = pages.flatMap((path) =>
      [...textOf(path).matchAll(/\bnpm run ([\w:-]+)/g)].map(([, name = '']) => ({ path, name })),
    )
    assert.deepEqual(
      named.filter(({ name }) => scripts[name] === undefined),
      [],
    )
  })

  it('the files of the repository that pages name are there', () => {
    const named = pages.flatMap((path) =>
      [...textOf(path).matchAll(/`((?:lib|test|scripts|examples|docs)\/[\w./-]+)`/g)].map(([, file = '']) => ({
        path,
        file,
      })),
    )
    // `NAME` stands for what a contributor adds; the site is made, not kept.
    const isKept = (file: string): boolean => !file.includes('NAME') && !file.startsWith('docs/site')
    assert.deepEqual(
      named.filter(({ file }) => isKept(file) && !existsSync(join(root, file))),
      [],
    )
  })

  const codesOf = (): ReadonlyArray<string> => {
    const [, union = ''] = /export type IssueCode =([^\n]*(?:\n {2}\|.*)+)/.exec(textOf('lib/value/Issue.ts')) ?? []
    return [...union.matchAll(/'(\w+)'/g)].map(([, code = '']) => code)
  }

  it('the page of errors has a line of each code', () => {
    const codes = codesOf()
    const printed = pageBlocks('docs/errors.md').flatMap(({ prints }) => prints ?? [])
    assert.ok(codes.length > 0)
    assert.deepEqual(
      codes.filter((code) => !printed.some((text) => text.includes(`[${code}]`))),
      [],
    )
  })

  it('and of each its cause and a fix, in the order of the type', () => {
    const sections = textOf('docs/errors.md').split(/^### /m).slice(1)
    const told = sections.filter((section) => /^\*\*Cause:\*\* \S/m.test(section) && /^\*\*Fix:\*\* \S/m.test(section))
    assert.deepEqual(
      told.map((section) => section.split('\n')[0]),
      codesOf(),
    )
  })
})

describe('the reader of pages', () => {
  it('finds blocks, their words and what they print', () => {
    const lines = [
      'a',
      '```ts no-run',
      'x',
      '```',
      '',
      '```text',
      'y',
      '',
      'z',
      '```',
      '- b',
      '  ```ts',
      '  c',
      '  ```',
    ]
    assert.deepEqual(blocksOf('p.md', lines), [
      { path: 'p.md', line: 3, language: 'ts', words: ['no-run'], lines: ['x'], prints: 'y\n\nz' },
      { path: 'p.md', line: 7, language: 'text', words: [], lines: ['y', '', 'z'], prints: undefined },
      { path: 'p.md', line: 13, language: 'ts', words: [], lines: ['c'], prints: undefined },
    ])
  })

  it('makes anchors as GitHub does', () => {
    assert.deepEqual(
      [...anchorsOf('# A `b` & c\n## A `b` & c\n```text\n# no\n```\n### to_value, its type')],
      ['a-b--c', 'a-b--c-1', 'to_value-its-type'],
    )
  })

  it('reads links', () => {
    assert.deepEqual(fault('README.md', 'nowhere.md'), 'README.md: nowhere.md is not there')
    assert.deepEqual(fault('README.md', '#no-such-heading'), 'README.md: #no-such-heading has no such heading')
    assert.deepEqual(fault('README.md', '../elsewhere'), 'README.md: ../elsewhere is not there')
  })
})
