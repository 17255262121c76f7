/**
 * Unions that are read at once, where a choice is unusual: each reading says again and again what its first one said, which is the walk's.
 */
import assert from 'node:assert/strict'
import { json, jsonBytes, jsonText } from '../../lib/index.js'
import type { Shape } from '../../lib/shape/index.js'
import * as S from '../../lib/shape/index.js'
import type { Value } from '../../lib/value/index.js'
import { limitsOf } from '../limits.js'

type Any = Shape<unknown, Value, unknown>

interface Tagged {
  readonly _tag: string
  readonly value: unknown
}

const Choice = S.union<Tagged, Value, never>('example#Choice', {
  text: ['Text', () => S.Prelude.String],
  count: ['Count', () => S.Prelude.Integer],
  doc: ['Doc', () => S.Prelude.Document],
  kind: ['__type', () => S.Prelude.String],
  $unknown: ['Odd', () => S.Prelude.String],
})

const Holder = S.inferred('example#Holder', { choice: ['Choice', () => Choice, 1] }) as unknown as Any

/** A union that holds itself, in a structure. */
const Chain: Any = S.union<Tagged, Value, never>('example#Chain', {
  link: ['Link', () => Link],
  end: ['End', () => S.Prelude.String],
}) as unknown as Any
const Link: Any = S.inferred('example#Link', { chain: ['Chain', () => Chain] }) as unknown as Any
const Chains: Any = S.inferred('example#Chains', { chain: ['Chain', () => Chain] }) as unknown as Any

/** So often that whatever is made once is made. */
const often = 12

const always = (read: () => unknown): unknown => {
  const first = read()
  for (let i = 0; i < often; i++) assert.deepEqual(read(), first)
  return first
}

const isLeft = (read: { readonly _tag: string }): boolean => read._tag === 'Left'

describe('unions at once', () => {
  const good = { choice: { _tag: 'text', value: 'a' } }
  /** What stands there in JSON, and what it is read to; `undefined` where it is refused. */
  const trees: ReadonlyArray<readonly [string, Tagged | undefined]> = [
    ['{"Text":"a"}', { _tag: 'text', value: 'a' }],
    ['{"Text":"a","Count":null}', { _tag: 'text', value: 'a' }],
    ['{"Doc":null,"Count":7}', { _tag: 'count', value: 7 }],
    ['{"Doc":null}', { _tag: 'doc', value: null }],
    ['{"Doc":{"a":[1]}}', { _tag: 'doc', value: { a: [1] } }],
    ['{"__type":"x","Text":"a"}', { _tag: 'text', value: 'a' }],
    ['{"__type":"x"}', undefined],
    ['{"Text":"a","Count":7}', undefined],
    ['{"Text":null}', undefined],
    ['{"Text":7}', undefined],
    ['{"Other":1}', undefined],
    ['{}', undefined],
    ['[]', undefined],
    ['null', undefined],
  ]
  for (const [tree, wanted] of trees)
    it(`JSON: ${tree}`, () => {
      const text = `{"Choice":${tree}}`
      for (const read of [
        () => json(Holder).decode(JSON.parse(text)),
        () => jsonText(Holder).decode(text),
        () => jsonBytes(Holder).decode(new TextEncoder().encode(text)),
      ]) {
        // A good one lies between, so that what is quick is used.
        for (let i = 0; i < often; i++)
          assert.deepEqual(json(Holder).decode({ Choice: { Text: 'a' } }), { _tag: 'Right', right: good })
        const found = always(() => {
          const { _tag, right } = read() as { readonly _tag: string; readonly right?: unknown }
          return { _tag, right }
        })
        assert.deepEqual(
          found,
          wanted === undefined ? { _tag: 'Left', right: undefined } : { _tag: 'Right', right: { choice: wanted } },
        )
      }
    })

  const objects: ReadonlyArray<readonly [string, unknown, boolean]> = [
    ['a member', { _tag: 'count', value: 7 }, true],
    ['more properties', { _tag: 'count', value: 7, other: 1 }, true],
    ['a document that is null', { _tag: 'doc', value: null }, true],
    ['a document that is nothing', { _tag: 'doc', value: undefined }, false],
    ['no value', { _tag: 'doc' }, false],
    ['a member of another kind', { _tag: 'count', value: 'a' }, false],
    ['a tag that none has', { _tag: 'other', value: 1 }, false],
    ['a member called as an unknown one is', { _tag: '$unknown', name: 'New', value: 'a', raw: 1 }, false],
    ['a tag that is no text', { _tag: ['text'], value: 'a' }, false],
    ['nothing', {}, false],
  ]
  for (const [name, choice, isGood] of objects)
    it(`domain: ${name}`, () => {
      for (let i = 0; i < often; i++) assert.ok(Holder.is(good) && Holder.make(good)._tag === 'Right')
      assert.equal(
        always(() => Holder.is({ choice })),
        isGood,
      )
      assert.equal(
        always(() => Holder.make({ choice })._tag),
        isGood ? 'Right' : 'Left',
      )
    })

  it('a prototype that somebody else has changed is asked for nothing', () => {
    for (let i = 0; i < often; i++) json(Holder).decode({ Choice: { Text: 'a' } })
    try {
      Object.defineProperty(Object.prototype, 'Text', { value: 'b', enumerable: true, configurable: true })
      for (let i = 0; i < often; i++) {
        assert.ok(isLeft(json(Holder).decode({ Choice: {} })))
        assert.deepEqual(json(Holder).decode({ Choice: { Count: 7 } }), {
          _tag: 'Right',
          right: { choice: { _tag: 'count', value: 7 } },
        })
      }
    } finally {
      Reflect.deleteProperty(Object.prototype, 'Text')
    }
  })

  it('each level of a union that holds itself is counted', () => {
    const chain = (links: number): unknown => {
      let inside: unknown = { _tag: 'end', value: 'a' }
      for (let i = 0; i < links; i++) inside = { _tag: 'link', value: { chain: inside } }
      return { chain: inside }
    }
    const narrow = S.limited(Chains, limitsOf({ nodes: 40 }))
    const deep = S.limited(Chains, limitsOf({ depth: 20 }))
    for (let i = 0; i < often; i++) {
      // A chain of n links is n structures and n + 1 unions in one structure more.
      for (const [links, isGood] of [
        [10, true],
        [19, true],
        [20, false],
        [60, false],
      ] as const)
        assert.equal(narrow.make(chain(links))._tag, isGood ? 'Right' : 'Left', `${links} links`)
      for (const [links, isGood] of [
        [5, true],
        [9, true],
        [10, false],
        [60, false],
      ] as const)
        assert.equal(deep.make(chain(links))._tag, isGood ? 'Right' : 'Left', `${links} links deep`)
    }
  })
})
