/**
 * Every case of the shared vectors, but for event streams, on each side that it applies to.
 */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describeShared } from '../shared.js'
import type { Cases } from './cases.js'
import { readCases } from './cases.js'
import type { Result } from './suite.js'
import { count, failureLines, impossible, mostImpossible, runCases, table } from './suite.js'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The folders whose files may not know a case by its name. */
const folders = ['lib', 'test', 'scripts', 'docs', 'examples', 'bench']

const filesOf = (folder: string): ReadonlyArray<string> => {
  try {
    return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
  } catch {
    return []
  }
}

/** Words of a text that an id could be. */
const wordsOf = (text: string): ReadonlySet<string> => new Set(text.match(/[\w-]+/g) ?? [])

/** The local names of the shapes in a folder of models: a case that is called like one has no word of its own. */
const shapeNames = (folder: string): ReadonlySet<string> =>
  new Set(
    readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .flatMap((name) => readFileSync(join(folder, name), 'utf8').match(/"[\w.]+#\w+": \{/g) ?? [])
      .map((key) => key.slice(key.indexOf('#') + 1, -4)),
  )

/** The id of a case as its file has it, and those of its expansions. */
const idsOf = ({ cases }: Cases): ReadonlySet<string> =>
  new Set(cases.flatMap(({ test: { id } }) => [id, id.replace(/_case\d+$/, '')]))

describe('the list of impossible cases', () => {
  it(`has at most ${mostImpossible} entries, each with a witness and a paragraph, none twice`, () => {
    assert.ok(impossible.length <= mostImpossible, `${impossible.length}`)
    for (const { witness, paragraph } of impossible) assert.ok(witness.length > 0 && paragraph.length > 0)
    assert.equal(new Set(impossible.map(({ kind, id, side }) => `${kind} ${id} ${side}`)).size, impossible.length)
  })
})

describeShared('the cases of the shared vectors', ['vectors'], ([folder = '']) => {
  let cases: Cases = { cases: [], lost: [] }
  let results: ReadonlyArray<Result> = []

  before(async () => {
    cases = readCases(folder)
    results = await runCases(cases)
    console.log(table(results).replace(/^/gm, '    '))
  })

  it('all pass, but for event streams and what is impossible', () => {
    assert.equal(failureLines(results).join('\n'), '')
    assert.ok(count(results, 'passed') > 1000)
  })

  it('those that fail on a side that the model rules out are few', () => assert.equal(count(results, 'excluded'), 3))

  it('each impossible case is among them and still fails', () =>
    assert.equal(count(results, 'impossible'), impossible.length))

  it('no file knows a case by its id, but for the list of impossible ones', () => {
    const names = shapeNames(folder)
    const ids = [...idsOf(cases)].filter((id) => !names.has(id) && /[A-Z]/.test(id))
    assert.ok(ids.length > 400, `${ids.length}`)
    const found = folders.flatMap(filesOf).flatMap((file) => {
      if (file.endsWith(join('conformance', 'impossible.json'))) return []
      const words = wordsOf(readFileSync(file, 'utf8'))
      return ids.filter((id) => words.has(id)).map((id) => `${file}: ${id}`)
    })
    assert.equal(found.join('\n'), '')
  })
})
