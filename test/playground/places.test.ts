/**
 * The laws of places: each part of JSON text is found where it stands.
 */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import type { Path } from '../../lib/value/index.js'
import { lineAt, lineStarts, placesOf } from '../../playground/model/places.js'

type Part = readonly [path: Path, part: unknown]

/** Every part of a tree with its path. */
const partsOf = (tree: unknown, path: Path = []): ReadonlyArray<Part> => {
  const inner =
    typeof tree !== 'object' || tree === null
      ? []
      : Array.isArray(tree)
        ? tree.flatMap((item, i) => partsOf(item, [...path, i]))
        : Object.entries(tree).flatMap(([name, part]) => partsOf(part, [...path, name]))
  return [[path, tree], ...inner]
}

const indents = fc.constantFrom<string | number>('', 2, '\t', '\n \r')

/** JSON text in some layout; a layout may stand in strings too, which is no matter. */
const texts = fc
  .tuple(fc.jsonValue({ maxDepth: 4 }), indents)
  .map(([tree, indent]) => JSON.stringify(tree, null, indent))

describe('places', () => {
  it('law: a place spans the text of the part at its path', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const parts = partsOf(JSON.parse(text))
        const places = placesOf(
          text,
          parts.map(([path]) => path),
        )
        parts.forEach(([path, part], i) => {
          const place = places[i]
          assert.ok(place !== undefined)
          assert.equal(place.depth, path.length)
          assert.deepEqual(JSON.parse(text.slice(place.value.start, place.value.end)), part)
          const last = path[path.length - 1]
          if (typeof last === 'string') assert.equal(JSON.parse(text.slice(place.name?.start, place.name?.end)), last)
          else assert.equal(place.name, undefined)
        })
      }),
      { numRuns: 2000 },
    )
  })

  it('law: of a part that is not there, the deepest one on the way to it', () => {
    fc.assert(
      fc.property(texts, fc.nat(), (text, pick) => {
        const parts = partsOf(JSON.parse(text))
        const [path] = parts[pick % parts.length] as Part
        const [own, beyond] = placesOf(text, [path, [...path, 'no such name', 7]])
        assert.deepEqual(beyond, own)
      }),
      { numRuns: 1000 },
    )
  })

  it('of duplicate names the last counts, also for what lay in the earlier', () => {
    const text = '{"a":{"b":1},"a":{"c":22}}'
    const [outer, inner, gone] = placesOf(text, [['a'], ['a', 'c'], ['a', 'b']])
    assert.equal(text.slice(outer?.value.start, outer?.value.end), '{"c":22}')
    assert.equal(text.slice(inner?.value.start, inner?.value.end), '22')
    assert.equal(gone?.depth, 1)
  })

  it('names are compared as they are read: escapes, hostile ones', () => {
    const text = '{"\\u0061b":1,"__proto__":[true],"constructor":null,"":"\\"]"}'
    const found = placesOf(text, [['ab'], ['__proto__', 0], ['constructor'], ['']])
    assert.deepEqual(
      found.map(({ value }) => text.slice(value.start, value.end)),
      ['1', 'true', 'null', '"\\"]"'],
    )
  })

  it('text that nests deep takes no stack', () => {
    const depth = 200_000
    const text = `${'['.repeat(depth)}1${']'.repeat(depth)}`
    const [place] = placesOf(text, [Array<number>(300).fill(0)])
    assert.deepEqual(place?.value, { start: 300, end: text.length - 300 })
  })

  it('law: the line of an offset is that of the line ends before it', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '\n', '\r\n') }), fc.nat(), (text, n) => {
        const offset = n % (text.length + 1)
        assert.equal(lineAt(lineStarts(text), offset), text.slice(0, offset).split('\n').length - 1)
      }),
    )
  })
})
