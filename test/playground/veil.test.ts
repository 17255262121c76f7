/**
 * What goes into a link: nothing that is sensitive, whatever the payload.
 */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { prettyJson } from '../../lib/cli/jsonText.js'
import { json, redact, shapeOf } from '../../lib/index.js'
import { domainJson } from '../../lib/interpret/domainJson.js'
import * as S from '../../lib/shape/index.js'
import { arbitrary, arbitrarySchema, documents } from '../../lib/testing/index.js'
import type { Document } from '../../lib/value/Document.js'
import type { Value } from '../../lib/value/index.js'
import { redacted } from '../../lib/value/index.js'
import { veil } from '../../playground/model/veil.js'

const secret = 'hunter2-secret'

const Secret = S.string('example#Secret', { sensitive: true })
const Open = S.Prelude.String

const Subject = S.inferred('example#Subject', {
  open: ['Open', () => Open],
  secret: ['Secret', () => Secret],
  secrets: ['Secrets', () => S.list('example#Secrets', () => Secret)],
  byName: [
    'ByName',
    () =>
      S.map(
        'example#ByName',
        () => Secret,
        () => Open,
      ),
  ],
  choice: [
    'Choice',
    () => S.union('example#Choice', { plain: ['Plain', () => Open], hidden: ['Hidden', () => Secret] } as never),
  ],
})

/** How often `redact` has put its marker. */
const markersIn = (value: Value): number => {
  switch (value._tag) {
    case 'String':
      return value.value === redacted ? 1 : 0
    case 'Structure':
      return Object.values(value.fields).reduce((sum, field) => sum + (field === undefined ? 0 : markersIn(field)), 0)
    case 'List':
      return value.items.reduce((sum, item) => sum + markersIn(item), 0)
    case 'Map':
      return value.entries.reduce((sum, [key, item]) => sum + markersIn(key) + markersIn(item), 0)
    default:
      return 0
  }
}

describe('a payload for a link', () => {
  it('keeps what is open and hides what is sensitive, unknown or of another kind', () => {
    const { tree, hidden } = veil(Subject.schema, 'wire', {
      Open: 'kept',
      Secret: secret,
      Secrets: [secret, null],
      ByName: { [secret]: 'kept' },
      Choice: { Hidden: secret },
      Misspelt: secret,
    })
    assert.deepEqual(tree, {
      Open: 'kept',
      Secret: redacted,
      Secrets: [redacted, null],
      ByName: { [`${redacted} 1`]: 'kept' },
      Choice: { Hidden: redacted },
      Misspelt: redacted,
    })
    assert.equal(hidden, 5)
    assert.deepEqual(veil(Subject.schema, 'wire', { Open: { deep: secret }, Secrets: { no: secret } }).tree, {
      Open: redacted,
      Secrets: redacted,
    })
  })

  it('knows the names of the domain', () => {
    assert.deepEqual(
      veil(Subject.schema, 'domain', { open: 'kept', secret, choice: { _tag: 'hidden', value: secret } }).tree,
      { open: 'kept', secret: redacted, choice: { _tag: 'hidden', value: redacted } },
    )
    assert.deepEqual(veil(Subject.schema, 'domain', { Open: secret, choice: { _tag: secret, value: secret } }).tree, {
      Open: redacted,
      choice: { _tag: redacted, value: redacted },
    })
  })

  it('law: of any tree, nothing under a sensitive shape is left', () => {
    const sensitive = { ...Subject.schema, traits: { sensitive: true } } as typeof Subject.schema
    fc.assert(
      fc.property(documents(fc), (tree) => {
        assert.deepEqual(veil(sensitive, 'wire', tree).tree, redacted)
        assert.deepEqual(veil(Subject.schema, 'wire', { Secret: tree } as Document).tree, {
          Secret: tree === null ? null : redacted,
        })
      }),
      { numRuns: 1000 },
    )
  })

  it('law: of a payload of any shape, what `redact` hides is hidden, in both forms, and all else is left as it is', () => {
    let secrets = 0
    fc.assert(
      fc.property(
        arbitrarySchema(fc)().chain((schema) => fc.tuple(fc.constant(schema), arbitrary(fc)(schema))),
        ([schema, a]) => {
          const shape = shapeOf(schema)
          const markers = markersIn(redact(shape)(shape.encode(a)))
          secrets += markers
          for (const [form, tree] of [
            ['wire', json(shape).encode(a)],
            ['domain', domainJson(shape).encode(a)],
          ] as const) {
            const veiled = veil(schema, form, tree)
            assert.equal(veiled.hidden, markers)
            if (markers === 0) assert.equal(prettyJson(veiled.tree), prettyJson(tree))
          }
        },
      ),
      { numRuns: 1000 },
    )
    assert.ok(secrets > 0, 'no shape was sensitive')
  })

  it('a tree deeper than any shape is cut, without a stack', () => {
    let deep: Document = secret
    for (let i = 0; i < 100_000; i++) deep = [deep]
    const { tree } = veil(S.Prelude.Document.schema, 'wire', deep)
    assert.equal(tree, redacted)
  })
})
