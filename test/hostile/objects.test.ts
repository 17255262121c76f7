/**
 * Objects that do harm when they are looked at: what every reading and writing does with each, held against the tables of
 * `docs/hostile-input.md`; by the walk, by emitted and by printed code, and, where code is forbidden, by closures.
 */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { arrays } from './objects/arrays.js'
import { documents } from './objects/documents.js'
import { graphs } from './objects/graphs.js'
import { leaves } from './objects/leaves.js'
import type { Asked } from './objects/measure.js'
import { both, counts, read, same, write } from './objects/measure.js'
import { moving } from './objects/moving.js'
import { builtIns } from './objects/reach.js'
import { waysOf, writers } from './objects/readings.js'
import { records } from './objects/records.js'
import type { Loose } from './objects/shapes.js'
import { domain, Node, Paper, tree, value } from './objects/shapes.js'
import { tableUnder } from './objects/table.js'

const all = Object.keys(writers)

/** Neither XML nor CBOR nor a form has documents. */
const withDocuments = all.filter((name) => /json/i.test(name) || name === 'encode')

const part =
  (name: string) =>
  (result: unknown): unknown =>
    (result as Loose)[name]

const inner = (): Loose => ({ text: 'inner', texts: ['z'], map: { c: 'z' } })

const held = (member: string, one: unknown): Loose => ({ text: 'x', [member]: one })

const printing = process.env['WIRESHAPE_PRINT'] !== undefined

/** A row of the page is what was measured. */
const assertRow = (heading: string, name: string, cells: ReadonlyArray<string>): void => {
  if (printing) console.log(`ROW ${heading} | ${name} | ${cells.join(' | ')} |`)
  else assert.deepEqual(tableUnder(heading).get(name), cells, `the page's row of ${name}`)
}

const sheet = { doc: { a: [1, 'x', null] } }

describe('hostile objects', () => {
  const node = waysOf(Node, { domain: domain(), tree: tree(), value: value() })
  const paper = waysOf(Paper, { domain: sheet, tree: sheet, value: Paper.encode(sheet) })
  let shared: ReadonlyArray<unknown> = []
  const rows = new Map<string, Array<string>>()
  const row = (heading: string, name: string, cells: ReadonlyArray<string>): void => {
    rows.set(heading, [...(rows.get(heading) ?? []), name])
    assertRow(heading, name, cells)
  }

  before(() => {
    shared = builtIns()
  })

  after(() => {
    assert.deepEqual(builtIns(), shared, 'what every program shares was changed')
    const ways = node.map(({ name }) => name)
    console.log(`      ${counts.read} answers of readings and ${counts.written} of writings, by ${ways.join(', ')}`)
  })

  const asked = (make: () => unknown, plain: () => unknown): Asked => ({ ways: node, make, plain })

  describe('records', () => {
    /** The same record in each place where a structure can stand. */
    const places: ReadonlyArray<(one: unknown, form: 'domain' | 'tree') => Loose> = [
      (one) => held('child', one),
      (one) => held('nodes', [one]),
      (one) => held('nodeMap', { a: one }),
      (one, form) => held('choice', form === 'tree' ? { node: one } : { _tag: 'node', value: one }),
    ]
    for (const { name, of } of records)
      it(name, () => {
        const structure = (form: 'domain' | 'tree'): string =>
          same([
            read(
              form,
              asked(() => of(form === 'domain' ? domain() : tree()), form === 'domain' ? domain : tree),
            ),
            ...places.map((put) =>
              read(
                form,
                asked(
                  () => put(of(inner()), form),
                  () => put(inner(), form),
                ),
              ),
            ),
          ])
        const union = (form: 'domain' | 'tree'): string => {
          const choice = (): Loose => (form === 'tree' ? { text: 'y' } : { _tag: 'text', value: 'y' })
          return read(
            form,
            asked(
              () => held('choice', of(choice())),
              () => held('choice', choice()),
            ),
          )
        }
        const map = (): Loose => ({ a: 'x', b: 'y' })
        const mapAsked = asked(
          () => held('map', of(map())),
          () => held('map', map()),
        )
        const fields = (): Loose => ({
          _tag: 'Structure',
          fields: of((value() as unknown as { fields: Loose }).fields),
        })
        row('Records', name, [
          both(structure('domain'), structure('tree'), 'JSON'),
          both(union('domain'), union('tree'), 'JSON'),
          both(read('domain', mapAsked, part('map')), read('tree', mapAsked, part('map')), 'JSON'),
          both(
            read(
              'value',
              asked(() => of(value() as unknown as Loose), value),
            ),
            read('value', asked(fields, value)),
            'its `fields`',
          ),
          both(
            write(
              all,
              asked(() => of(domain()), domain),
            ),
            write(all, mapAsked),
            'a map',
          ),
        ])
      })
  })

  describe('arrays', () => {
    for (const { name, of, endless = false } of arrays)
      it(name, () => {
        const answers = (['texts', 'nodes', 'unique', 'sparse'] as const).map((place) => {
          const items = (): Array<unknown> => (place === 'nodes' ? [inner(), { text: 'b' }] : ['x', 'y'])
          const one = asked(
            () => held(place, of(items())),
            () => held(place, items()),
          )
          return [
            same([read('domain', one, part(place)), read('tree', one, part(place))]),
            endless || place === 'unique' ? 'not asked' : write(all, one),
          ] as const
        })
        const writings = answers.map(([, written]) => written).filter((written) => written !== 'not asked')
        row('Arrays', name, [same(answers.map(([taken]) => taken)), endless ? 'not asked' : same(writings)])
      })
  })

  describe('leaves', () => {
    for (const { name, member, of } of leaves)
      it(`${member}: ${name}`, () => {
        const make = (): Loose => held(member, of())
        row('Leaves', `${member}: ${name}`, [
          read(
            'domain',
            asked(make, () => held(member, domain()[member])),
            part(member),
          ),
          read(
            'tree',
            asked(make, () => held(member, tree()[member])),
            part(member),
          ),
          write(
            all,
            asked(make, () => held(member, domain()[member])),
          ),
        ])
      })
  })

  describe('documents', () => {
    for (const { name, of } of documents)
      it(name, () => {
        const one: Asked = { ways: paper, make: () => ({ doc: of() }), plain: () => ({ doc: 'x' }) }
        row('Documents', name, [
          both(read('domain', one, part('doc')), read('tree', one, part('doc')), 'JSON'),
          write(withDocuments, one).replace('otherwise', 'written'),
        ])
      })
  })

  describe('graphs', () => {
    for (const { name, of } of graphs)
      it(name, () => {
        const one = asked(of, of)
        row('Graphs', name, [same([read('domain', one), read('tree', one)])])
      })
  })

  describe('the page', () => {
    for (const heading of ['Records', 'Arrays', 'Leaves', 'Documents', 'Graphs'])
      it(`has no row under ${heading} that nothing measures`, () => {
        assert.deepEqual([...tableUnder(heading).keys()], rows.get(heading))
      })
  })

  describe('prototypes', () => {
    /** As it is read, gives every record of the program one more property. */
    const polluting = (name: string, held: unknown): unknown =>
      Object.defineProperty({ state: 'OPEN', count: 1, map: { a: 'x' }, child: inner() }, 'text', {
        get: () => {
          Reflect.set(Object.prototype, name, held)
          return 'x'
        },
        enumerable: true,
      })

    for (const [name, held] of [
      ['other', 'x'],
      ['other', { held: true }],
      ['ratio', 0.5],
      ['ratio', 'no number'],
      ['_tag', 'text'],
      ['toJSON', () => 'x'],
    ] as const)
      it(`that get ${name} (${typeof held}) while an object is read are each record's, in every way alike`, () => {
        const answers = node.map(({ reads }) => {
          try {
            const made = reads.make(polluting(name, held))
            return made._tag === 'Right'
              ? { made: Object.entries(made.right as Loose), is: reads.is(polluting(name, held)) }
              : made.left.map(({ message }) => message)
          } finally {
            Reflect.deleteProperty(Object.prototype, name)
          }
        })
        for (const answer of answers) assert.deepEqual(answer, answers[0])
        // A name that is no member's is no member of anything.
        if (name === 'other') assert.ok('made' in (answers[0] as object))
      })

    it('that are frozen do not keep anything from being read', () => {
      const root = fileURLToPath(new URL('../..', import.meta.url))
      const program = join(root, 'test', 'hostile', 'objects', 'frozen.ts')
      const out = execFileSync(process.execPath, ['--import=tsx', program], { cwd: root, encoding: 'utf8' })
      const lines = out.trim().split('\n')
      assert.equal(lines.length, 15)
      for (const line of lines) assert.match(line, /: good$/)
    })
  })

  describe('what says another thing each time', () => {
    for (const { name, of, isWritten = false } of moving)
      it(name, () => {
        for (const form of ['domain', 'tree'] as const) read(form, { ...asked(of, of), changes: true })
        if (isWritten) write(all, { ...asked(of, domain), changes: true })
      })
  })
})
