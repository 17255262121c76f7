/**
 * URI templates of the http trait. Source: Smithy 2.0, "HTTP bindings".
 */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { compareSpecificity, matchPath, readQuery, readTemplate, writePath, writeQuery } from '../../lib/http/uri.js'
import { assertLaw } from '../laws/assert.js'

describe('URI templates', () => {
  it('parse', () => {
    assert.deepEqual(readTemplate('/b/{Bucket}/{Key+}/x?list-type=2&flag'), {
      segments: [
        { _tag: 'Literal', text: 'b' },
        { _tag: 'Label', member: 'Bucket', greedy: false },
        { _tag: 'Label', member: 'Key', greedy: true },
        { _tag: 'Literal', text: 'x' },
      ],
      query: [
        ['list-type', '2'],
        ['flag', null],
      ],
    })
  })

  it('what is no label is a literal, and a mark at the start begins a query', () => {
    assert.deepEqual(
      readTemplate('/{a}b/a{b}/{}/{+}/{a').segments.map((segment) => segment._tag),
      ['Literal', 'Literal', 'Literal', 'Literal', 'Literal'],
    )
    assert.deepEqual(readTemplate('?a/b'), { segments: [], query: [['a/b', null]] })
    assert.deepEqual(readTemplate('/a'), { segments: [{ _tag: 'Literal', text: 'a' }], query: [] })
    assert.deepEqual(readTemplate('/a?'), { segments: [{ _tag: 'Literal', text: 'a' }], query: [] })
  })

  it('a label without text is empty', () =>
    assert.equal(writePath(readTemplate('/a/{b}/{c+}'), { c: 'x/y z' }), '/a//x/y%20z'))

  it('match, and what they give', () => {
    const vectors: ReadonlyArray<readonly [string, string, Record<string, string> | undefined]> = [
      ['/a/{x}', '/a/b', { x: 'b' }],
      ['/a/{x}', '/a/b%2Fc', { x: 'b/c' }],
      ['/a/{x}', '/a/', undefined],
      ['/a/{x}', '/a', undefined],
      ['/a/{x}', '/a/b/c', undefined],
      ['/a/{x+}', '/a/b/c', { x: 'b/c' }],
      ['/a/{x+}', '/a/b//c/', { x: 'b//c/' }],
      ['/{x+}/z', '/a/b/z', { x: 'a/b' }],
      ['/{x+}/z', '/z', undefined],
      ['/{__proto__}', '/a', JSON.parse('{"__proto__":"a"}') as Record<string, string>],
      ['/a/{x}', '/a/%zz', undefined],
      ['/a/{x}', '/a/%C3%A9', { x: 'é' }],
      ['/', '/', {}],
      ['/', '', undefined],
      ['/a', '/b', undefined],
      ['/a/{x}', '/b/c', undefined],
      ['/a/{x}/b', '/a/c', undefined],
      ['/a/{x+}', '/a', undefined],
      ['/{x+}/z', '/a/b/y', undefined],
      ['/{x+}/{y}/z', '/a/b/c/z', { x: 'a/b', y: 'c' }],
    ]
    for (const [uri, path, labels] of vectors)
      assert.deepEqual(matchPath(readTemplate(uri), path), labels, `${uri} ${path}`)
  })

  it('match what they write', () => {
    const label = fc.string({ unit: 'binary', minLength: 1 })
    assertLaw(
      fc.property(label, label, fc.constantFrom('/a/{x}/{y}', '/{x}/{y+}', '/{x}/{y+}/z', '/{y+}/{x}'), (x, y, uri) => {
        const template = readTemplate(uri)
        assert.deepEqual(
          matchPath(template, writePath(template, { x, y })),
          uri.startsWith('/{y+}') ? { y, x } : { x, y },
        )
      }),
    )
  })

  it('literals before labels before greedy ones, longer before shorter, more queries before fewer', () => {
    const uris = ['/{k+}', '/a/{k+}', '/a/{b}', '/a/{b}/{k+}', '/a/b', '/{a}/b', '/a/b?x', '/a/b?x&y=1', '/{a}']
    const sorted = uris
      .map(readTemplate)
      .map((template, i) => ({ template, uri: uris[i] }))
      .sort((p, q) => compareSpecificity(p.template, q.template))
    assert.deepEqual(
      sorted.map(({ uri }) => uri),
      ['/a/b?x&y=1', '/a/b?x', '/a/b', '/a/{b}/{k+}', '/a/{b}', '/a/{k+}', '/{a}/b', '/{a}', '/{k+}'],
    )
  })

  it('queries keep everything raw', () => {
    for (const query of ['', 'a', 'a=', 'a=b=c', '&a&&b=%zz&', '=x']) assert.equal(writeQuery(readQuery(query)), query)
    assert.deepEqual(readQuery('=x'), [['', 'x']])
    assert.deepEqual(readQuery('a&b=&c=d=e'), [
      ['a', null],
      ['b', ''],
      ['c', 'd=e'],
    ])
  })
})
