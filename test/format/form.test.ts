/**
 * Form bodies against the URL standard's parser, which Node has, and the trees that dotted names make.
 */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import type { FormNode } from '../../lib/format/form.js'
import { hasMorePairs, numbered, readForm, treeOf, writeForm } from '../../lib/format/form.js'
import { percentDecode, percentEncode } from '../../lib/format/percent.js'
import { sizeFault } from '../../lib/value/Limits.js'
import { assertLaw } from '../laws/assert.js'
import { limitsOf } from '../limits.js'
import { runsOr } from '../seed.js'

const pairs = fc.array(fc.tuple(fc.string({ unit: 'binary', minLength: 1 }), fc.string({ unit: 'binary' })), {
  maxLength: 5,
})

const textsOf = (node: FormNode): unknown =>
  node.children.size === 0
    ? node.text
    : [node.text, ...[...node.children].map(([name, child]) => [name, textsOf(child)])]

describe('forms', () => {
  it('read(write(pairs)) = right(pairs)', () => {
    assertLaw(
      fc.property(pairs, (given) => assert.deepEqual(readForm(writeForm(given)), { _tag: 'Right', right: given })),
    )
  })

  it('URLSearchParams reads what we write, and we read what it writes', () => {
    assertLaw(
      fc.property(pairs, (given) => {
        assert.deepEqual([...new URLSearchParams(writeForm(given))], given)
        assert.deepEqual(
          readForm(new URLSearchParams(given.map(([name, value]): [string, string] => [name, value])).toString()),
          {
            _tag: 'Right',
            right: given,
          },
        )
      }),
    )
  })

  it('golden', () => {
    assert.equal(
      writeForm([
        ['a b', "é+&=%~-_.!*'()"],
        ['', ''],
      ]),
      'a%20b=%C3%A9%2B%26%3D%25~-_.%21%2A%27%28%29&=',
    )
    assert.deepEqual(readForm('a=1&&b&c=d=e&f+g=%20+'), {
      _tag: 'Right',
      right: [
        ['a', '1'],
        ['b', ''],
        ['c', 'd=e'],
        ['f g', '  '],
      ],
    })
    for (const [text, pair] of [
      ['a=1&b=%zz', 1],
      ['a=1&&%zz=b', 2],
      ['%zz', 0],
    ] as const)
      assert.deepEqual(readForm(text), { _tag: 'Left', left: { _tag: 'Escape', pair } }, text)
    assert.deepEqual(readForm('=x&=&a'), {
      _tag: 'Right',
      right: [
        ['', 'x'],
        ['', ''],
        ['a', ''],
      ],
    })
  })

  it('law: pairs and parts of names are taken up to their limits, and one more is told', () => {
    const size = (most: number, things: string): unknown => ({
      _tag: 'Left',
      left: { _tag: 'Size', size: sizeFault(most, things, 'more') },
    })
    assertLaw(
      fc.property(fc.array(fc.stringMatching(/^[.=a]{0,3}$/), { maxLength: 8 }), (parts) => {
        const text = parts.join('&')
        const count = text === '' ? 0 : parts.length
        assert.equal(hasMorePairs(text, count), false)
        for (let most = 0; most < count; most++) {
          assert.ok(hasMorePairs(text, most), `${most}`)
          assert.deepEqual(readForm(text, limitsOf({ pairs: most })), size(most, 'pairs'))
        }
        const read = readForm(text, limitsOf({ pairs: count }))
        assert.ok(read._tag === 'Right')
        const nodes = read.right.reduce((sum, [name]) => sum + name.split('.').length, 0)
        if (nodes > 0) assert.deepEqual(readForm(text, limitsOf({ nodes })), read)
        if (nodes > 1)
          assert.deepEqual(readForm(text, limitsOf({ nodes: nodes - 1 })), size(nodes - 1, 'parts of names'))
      }),
    )
  })

  it('law: a name parts where `split` parts it', () =>
    assertLaw(
      fc.property(fc.stringMatching(/^[.a]{0,6}$/), (name) => {
        const path = name.split('.')
        assert.deepEqual(
          textsOf(treeOf([[name, 'x']])),
          path.reduceRight<unknown>((inner, part) => [undefined, [part, inner]], 'x'),
        )
      }),
      { numRuns: runsOr(300) },
    ))

  it('names part at their dots; of equal names the last wins', () => {
    assert.deepEqual(
      textsOf(
        treeOf([
          ['A.1.B', 'x'],
          ['A.1', 'y'],
          ['__proto__', 'p'],
          ['A.1.B', 'z'],
        ]),
      ),
      [undefined, ['A', [undefined, ['1', ['y', ['B', 'z']]]]], ['__proto__', 'p']],
    )
  })

  it('items in the order of their numbers', () => {
    const node = treeOf([
      ['10', 'c'],
      ['2', 'b'],
      ['1', 'a'],
      ['0', 'no'],
      ['01', 'no'],
      ['-1', 'no'],
      ['x', 'no'],
      ['9999999999', 'no'],
      ['1000000000', 'no'],
      ['999999999', 'd'],
      ['12x', 'no'],
      ['x12', 'no'],
      ['', 'no'],
    ])
    assert.deepEqual(
      numbered(node).map(({ text }) => text),
      ['a', 'b', 'c', 'd'],
    )
  })

  it('percent-encoding of RFC 3986, sections 2.1 and 2.3', () => {
    const unreserved = 'ABCXYZabcxyz0189-._~'
    assert.equal(percentEncode(unreserved), unreserved)
    assert.equal(percentEncode(":/?#[]@!$&'()*+,;= %"), '%3A%2F%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2B%2C%3B%3D%20%25')
    assert.equal(percentDecode('%e2%82%AC+'), '€+')
    for (const bad of ['%', '%4', '%G0', '%C3', '%ED%A0%80', '%FF']) assert.equal(percentDecode(bad), undefined, bad)
  })
})
