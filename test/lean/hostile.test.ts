/**
 * Lean shapes under what payloads may be: objects that throw, that refer to themselves, that are too many; secrets; names of the language.
 */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { StartEmailContactRequest as Whole } from '../../lib/connect/index.js'
import { StartEmailContactRequest } from '../../lib/connect/lean/index.js'
import * as L from '../../lib/lean/index.js'
import { arbitrary } from '../../lib/testing/index.js'
import type { Value } from '../../lib/value/index.js'
import { assertLaw } from '../laws/assert.js'

type Any = L.Shape<unknown, Value, unknown>

const Text = L.string('t#Text')
const Texts = L.map(
  't#Texts',
  () => Text,
  () => Text,
) as unknown as Any
const Tree: L.AnyShape = L.structure('t#Tree', { child: ['Child', () => Tree] })
const Node = L.structure('t#Node', { name: ['Name', () => Text], tree: ['Tree', () => Tree] }) as unknown as Any
const Numbers = L.list('t#Numbers', () => L.Prelude.Integer) as unknown as Any

const issues = (read: { readonly _tag: string; readonly left?: L.Issues }): L.Issues =>
  read._tag === 'Left' && read.left !== undefined ? read.left : assert.fail('taken')

const make = (shape: Any, input: unknown): L.Issues => issues(L.make(shape)(input) as { _tag: 'Left'; left: L.Issues })

describe('lean shapes and hostile input', () => {
  it('what throws is told at its place, beside what was found before', () => {
    const thrower = {
      get child(): never {
        throw new Error('secret')
      },
    }
    assert.deepEqual(make(Node, { name: 1, tree: thrower }), [
      { path: ['Name'], code: 'type', shape: 't#Text', expected: 'a string', actual: 'a number' },
      {
        path: ['Tree'],
        code: 'type',
        shape: 't#Node',
        expected: 'plain data',
        actual: 'something that cannot be read',
      },
    ])
    const { proxy, revoke } = Proxy.revocable({}, {})
    revoke()
    assert.equal(make(Node, proxy)[0]?.actual, 'something that cannot be read')
    assert.equal(L.is(Node)(proxy), false)
  })

  it('what refers to itself ends at the bound on depth, and what is deep in text too', () => {
    const cycle: Record<string, unknown> = {}
    cycle['child'] = cycle
    const [issue] = make(Node, { tree: cycle })
    assert.equal(issue?.code, 'depth')
    assert.equal(issue?.path.length, 256)
    const text = `${'{"Child":'.repeat(300)}{}${'}'.repeat(300)}`
    assert.equal(issues(L.jsonText(Tree as Any).decode(text) as never)[0]?.code, 'depth')
  })

  it('of many issues 1,000 are kept and the rest are counted', () => {
    const found = make(Numbers, Array(1500).fill('x'))
    assert.equal(found.length, 1001)
    assert.deepEqual(found[1000], {
      path: [],
      code: 'size',
      shape: 't#Numbers',
      expected: 'at most 1000 issues',
      actual: '500 more',
    })
  })

  it('`__proto__` is a key like any other, and no prototype is changed', () => {
    const read = L.jsonText(Texts).decode('{"__proto__":"a","constructor":"b"}')
    assert.ok(read._tag === 'Right')
    assert.deepEqual(Object.entries(read.right as object), [
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ])
    assert.equal(Object.getPrototypeOf(read.right), Object.prototype)
    assert.equal(L.jsonText(Texts).encode(read.right), '{"__proto__":"a","constructor":"b"}')
    const polluted = L.jsonText(Node).decode('{"__proto__":{"Name":"x"},"Tree":{"__proto__":null}}')
    assert.deepEqual(polluted, { _tag: 'Right', right: { tree: {} } })
  })

  it('what is made shares nothing that its maker could change', () => {
    const input = { name: 'a', tree: { child: {} } }
    const read = L.make(Node)(input)
    assert.ok(read._tag === 'Right')
    const made = read.right as typeof input
    assert.notEqual(made.tree, input.tree)
    assert.notEqual(made.tree.child, input.tree.child)
    const bytes = new Uint8Array([1])
    const copy = L.make(L.Prelude.Blob)(bytes)
    bytes[0] = 2
    assert.deepEqual(copy, { _tag: 'Right', right: new Uint8Array([1]) })
  })

  it('no issue quotes what is sensitive, and no fault of syntax quotes the text', () => {
    const hidden = 'Zq7'
    const spoilt = arbitrary(fc)(Whole).map((request) => ({
      ...request,
      fromEmailAddress: { emailAddress: hidden, displayName: `${hidden}${'x'.repeat(300)}` },
      description: hidden.repeat(4000),
    }))
    assertLaw(
      fc.property(spoilt, (request) => {
        const found = issues(L.make(StartEmailContactRequest)(request as never) as never)
        assert.ok(found.length >= 2)
        assert.ok(!JSON.stringify(found).includes(hidden))
      }),
      { numRuns: 100 },
    )
    for (const text of [`{"a":${hidden}`, `"${hidden}`, hidden])
      assert.ok(!JSON.stringify(L.jsonText(StartEmailContactRequest).decode(text)).includes(hidden))
  })

  it('bytes that are no UTF-8, and what is neither text nor bytes, are told', () => {
    const { decode } = L.jsonBytes(Texts)
    assert.equal(issues(decode(new Uint8Array([0x22, 0xff, 0x22])) as never)[0]?.code, 'syntax')
    assert.equal(issues(decode('{}') as never)[0]?.expected, 'bytes of JSON text')
    assert.deepEqual(decode(new TextEncoder().encode('{"a":"b"}')), { _tag: 'Right', right: { a: 'b' } })
  })

  it('the text of a lone surrogate is refused', () => {
    assert.equal(issues(L.jsonText(Texts).decode('{"a":"\\ud800"}') as never)[0]?.expected, 'well-formed Unicode text')
    assert.deepEqual(issues(L.jsonText(Texts).decode('{"\\ud800":"a"}') as never)[0]?.at, 'key')
  })
})
