/**
 * Law 5 for the ways between text and the domain that make no tree: what they read and write, tree and walk read and write; what
 * they leave, tree and walk decide.
 */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { domainWriting, exactView } from '../../lib/compile/domain.js'
import { fail } from '../../lib/compile/emit/source.js'
import type { Policy } from '../../lib/compile/Policy.js'
import { closed, serving, strict, tolerant, trusted, uncorrected, withLimits } from '../../lib/compile/Policy.js'
import { isRefused } from '../../lib/compile/Run.js'
import { failed } from '../../lib/compile/walk/Walk.js'
import { startWalk, walker } from '../../lib/compile/walk.js'
import type { XmlElement } from '../../lib/format/xml.js'
import { readBySaxes, writeXml } from '../../lib/format/xml.js'
import type { XmlPart } from '../../lib/interpret/xml.js'
import { documentOf, xmlView, xmlWriting } from '../../lib/interpret/xml.js'
import { namespaceAttribute, rootNameOf } from '../../lib/interpret/xmlNames.js'
import { xmlReader } from '../../lib/interpret/xmlReader.js'
import { elementWriter, tagsOf } from '../../lib/interpret/xmlWriter.js'
import type { Schema } from '../../lib/schema/index.js'
import { shapeOf } from '../../lib/shape/index.js'
import { arbitraryDressed } from '../../lib/testing/bindings.js'
import { arbitrary, garbage, schemaText } from '../../lib/testing/index.js'
import { tiny } from '../limits.js'
import { assertLaw, dearRuns } from './assert.js'

const policies: ReadonlyArray<Policy> = [
  tolerant,
  strict,
  closed(strict),
  closed(tolerant),
  serving(strict),
  uncorrected(tolerant),
  { ...strict, ignored: ['length', 'pattern', 'unique'] },
  { ...strict, advised: ['length'] },
  ...tiny.map((limits, i) => withLimits(i % 2 === 0 ? strict : tolerant, limits)),
]

const limits = { depth: 3, items: 3 } as const

/** A value of a schema, and what only its type allows. */
const subjects = (names: 'xml' | 'any' | 'form') =>
  arbitraryDressed(fc)({ names }).chain((schema) =>
    fc.record({ schema: fc.constant(schema), good: arbitrary(fc)(schema, limits), bad: garbage(fc)(shapeOf(schema)) }),
  )

/** What nests without end is outside the domain of writers, which recurse. */
const attempt = <A>(write: () => A): A | undefined => {
  try {
    return write()
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

// -------------------------------------------------------------------------------------
// XML
// -------------------------------------------------------------------------------------

const writeWalker = walker(exactView, xmlWriting)
const readWalkers = [true, false].map((offsets) => walker(xmlView(offsets), domainWriting))

/** The document of tree and walk; `undefined` where XML cannot hold the value. */
const documentBy = (schema: Schema, host: unknown): XmlElement | undefined => {
  const { result, run } = startWalk(writeWalker, schema, trusted, host)
  return isRefused(run) ? undefined : documentOf(result as XmlPart, schema)
}

type Change = (node: XmlElement) => XmlElement

const child = (name: string, text: string): XmlElement => ({ name, attributes: [], children: [], text })

const changes: ReadonlyArray<Change> = [
  (node) => ({ ...node, name: `p:${node.name}` }),
  (node) => ({ ...node, children: [...node.children].reverse() }),
  (node) => ({ ...node, children: [...node.children, ...node.children] }),
  (node) => ({ ...node, children: node.children.slice(1) }),
  (node) => ({ ...node, children: [child('Unknown', 'x'), ...node.children, child('entry', '')] }),
  (node) => ({ ...node, children: [], text: '' }),
  (node) => ({ ...node, text: ' \n' }),
  (node) => ({ ...node, text: `${node.text}é` }),
  (node) => ({ ...node, text: '12' }),
  (node) => ({ ...node, text: '+1.50' }),
  (node) => ({ ...node, text: '\t-0\n' }),
  (node) => ({ ...node, text: '2018-01-09T20:51:21.5+01:00' }),
  (node) => ({ ...node, attributes: [['x:Name', 'true'], ...node.attributes] }),
  (node) => ({ ...node, attributes: node.attributes.map(([key, value]) => [`q:${key}`, value] as const) }),
]

/** A change somewhere in a tree. */
const changed = (node: XmlElement, way: ReadonlyArray<number>, change: Change): XmlElement => {
  const [step, ...rest] = way
  if (step === undefined || node.children.length === 0) return change(node)
  const at = step % node.children.length
  return { ...node, children: node.children.map((one, i) => (i === at ? changed(one, rest, change) : one)) }
}

const put = fc.constantFrom(
  '',
  '<',
  '>',
  '&amp;',
  '<!-- c -->',
  '<![CDATA[1]]>',
  '\n',
  '</a>',
  '<a/>',
  '&#65;',
  '/',
  ' ',
)

const damage = fc.record({
  steps: fc.array(
    fc.record({ way: fc.array(fc.nat({ max: 5 }), { maxLength: 4 }), change: fc.constantFrom(...changes) }),
    {
      maxLength: 3,
    },
  ),
  at: fc.nat(),
  cut: fc.nat({ max: 3 }),
  put,
})

describe('law 5: XML without a tree', () => {
  for (const names of ['xml', 'any'] as const) {
    it(`is read as with one: names of ${names}`, () => {
      const counts = { taken: 0, left: 0 }
      const cases = fc.tuple(subjects(names), damage, fc.constantFrom(...policies), fc.constantFrom(...readWalkers))
      assertLaw(
        fc.property(cases, ([{ schema, good }, { steps, at, cut, put }, policy, readWalker]) => {
          const document = documentBy(schema, good)
          if (document === undefined) return
          const tree = steps.reduce((one, { way, change }) => changed(one, way, change), document)
          const text = writeXml(tree)
          const place = at % text.length
          const read = xmlReader(readWalker)(schema, policy, {})
          for (const given of [writeXml(document), text, text.slice(0, place) + put + text.slice(place + cut)]) {
            for (let n = 0; n < 2; n++) {
              const value = read(given)
              const parsed = readBySaxes(given, policy.limits.nodes)
              const isTooLong = given.length > policy.limits.size
              const walked =
                parsed._tag === 'Left' || isTooLong ? undefined : startWalk(readWalker, schema, policy, parsed.right)
              const isGood = walked !== undefined && walked.result !== failed && !isRefused(walked.run)
              if (value === fail) counts.left += isGood ? 1 : 0
              else {
                counts.taken++
                assert.ok(isGood, `${schemaText(schema)}\n${given}`)
                assert.deepEqual(value, walked.result, `${schemaText(schema)}\n${given}`)
              }
            }
          }
        }),
        { numRuns: 3 * dearRuns },
      )
      console.log(`        ${counts.taken} taken, ${counts.left} good ones left to tree and walk`)
      // Names beyond ASCII, of which there are many here, are the parser's.
      assert.ok(counts.taken > 2 * counts.left)
    })

    it(`is written as with one: names of ${names}`, () => {
      const counts = { taken: 0, left: 0 }
      assertLaw(
        fc.property(subjects(names), ({ schema, good, bad }) => {
          const write = elementWriter(
            schema,
            tagsOf(rootNameOf(schema), namespaceAttribute(schema.traits.xmlNamespace)),
          )
          for (const host of [good, bad]) {
            const text = attempt(() => write(host))
            const document = attempt(() => documentBy(schema, host))
            if (text === undefined) counts.left += document === undefined || host === bad ? 0 : 1
            // What is no value may lie so deep that only one of the two ways gets to its end.
            else if (document !== undefined || host === good) {
              counts.taken++
              assert.ok(document !== undefined, `${schemaText(schema)}\n${text}`)
              assert.equal(text, writeXml(document), schemaText(schema))
            }
          }
        }),
        { numRuns: 3 * dearRuns },
      )
      console.log(`        ${counts.taken} taken, ${counts.left} good ones left to tree and walk`)
      assert.ok(counts.taken > 20 * counts.left)
    })
  }
})
