/**
 * Law 3: `read(write(v)) = right(v)` for XML and CBOR where they can hold the value, and something that the reader refuses
 * where they cannot; law 8: `write ∘ read ∘ write = write`. JSON has its laws with the shapes.
 */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { cborBytes, xmlText } from '../../lib/index.js'
import type { Codec, Shape } from '../../lib/shape/index.js'
import { shapeOf } from '../../lib/shape/index.js'
import type { NameStyle } from '../../lib/testing/bindings.js'
import { arbitraryDressed } from '../../lib/testing/bindings.js'
import { arbitrary, schemaText } from '../../lib/testing/index.js'
import type { Value } from '../../lib/value/index.js'
import { Eq, issuesOf, Show } from '../../lib/value/index.js'
import type { ProtocolName } from '../protocol/lossy.js'
import { lossy, tables } from '../protocol/lossy.js'
import { assertLaw } from './assert.js'

type Subject = Shape<unknown, Value, unknown>

const formats: ReadonlyArray<readonly [string, ProtocolName, NameStyle, (shape: Subject) => Codec<unknown, unknown>]> =
  [
    ['XML', 'restXml', 'xml', xmlText],
    ['CBOR', 'rpcv2Cbor', 'any', cborBytes],
  ]

describe('law 3: every format', () => {
  for (const [name, protocol, names, format] of formats) {
    it(name, () => {
      // A strict reader corrects nothing.
      const table = tables[protocol].filter(({ rule }) => !rule.includes('corrects'))
      const counts = { held: 0, refused: 0, lost: 0 }
      const inputs = arbitraryDressed(fc)({ names }).chain((schema) =>
        arbitrary(fc)(schema, { depth: 3, items: 3 }).map((a) => ({ schema, a })),
      )
      assertLaw(
        fc.property(inputs, ({ schema, a }) => {
          const shape = shapeOf(schema)
          const codec = format(shape)
          const value = shape.encode(a)
          const written = codec.encode(a)
          const { value: wanted, refused } = lossy(
            { protocol, kind: 'response', query: '', status: 0 },
            schema,
            value,
            table,
          )
          const read = codec.decode(written)
          const told = `${schemaText(schema)}\n${String(written)}\nwanted ${Show.show(wanted)}`
          if (refused.length > 0) {
            counts.refused++
            assert.equal(read._tag, 'Left', `${refused.join()} is read all the same: ${told}`)
            return
          }
          if (read._tag === 'Left') {
            counts.lost++
            assert.equal(
              shape.decode(wanted)._tag,
              'Left',
              `${issuesOf(read.left)
                .map((one) => one.expected)
                .join()}: ${told}`,
            )
            return
          }
          counts.held++
          assert.ok(Eq.equals(shape.encode(read.right), wanted), `got ${Show.show(shape.encode(read.right))}\n${told}`)
          // A default that was filled may be a document, which the format cannot hold.
          if (lossy({ protocol, kind: 'response', query: '', status: 0 }, schema, wanted, table).refused.length > 0)
            return
          const second = codec.encode(read.right)
          const reread = codec.decode(second)
          assert.ok(reread._tag === 'Right')
          assert.deepEqual(codec.encode(reread.right), second)
        }),
      )
      console.log(`        ${counts.held} held, ${counts.refused} refused, ${counts.lost} lost a required part`)
      assert.ok(counts.held > 0.2 * (counts.held + counts.refused))
    })
  }
})
