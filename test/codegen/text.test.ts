/**
 * Literals and comments: whatever a model says, it comes back as it was said, and ends nothing.
 */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import ts from 'typescript'
import { dataLiteral, docComment, propertyName, stringLiteral } from '../../lib/codegen/text.js'
import type { DocumentData } from '../../lib/value/index.js'
import { isWellFormed } from '../../lib/value/index.js'

/** What an expression comes to. */
const evaluated = (expression: string): unknown => new Function(`'use strict'; return (${expression})`)()

const nasty = [
  "'",
  '"',
  '`',
  '$' + '{x}',
  '\\',
  '\\u0041',
  '\n',
  '\r\n',
  '\u2028',
  '\u2029',
  '</script>',
  '<!--',
  '-->',
  '*/',
  '/*',
  '//',
  '\0',
  '\ud800',
  '\udc00',
  '\ufeff',
  '@see',
  '\u202e',
  '__proto__',
]

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.oneof(fc.constantFrom(...nasty), fc.string()), { maxLength: 8 }).map((parts) => parts.join('')),
)

describe('literals', () => {
  it('strings come back, on one line, without an end of a script', () => {
    fc.assert(
      fc.property(text, (one) => {
        const literal = stringLiteral(one)
        assert.equal(evaluated(literal), one)
        assert.doesNotMatch(literal, /[\n\r\u2028\u2029<]/)
        assert.ok(isWellFormed(literal))
      }),
      { numRuns: 5000, examples: nasty.map((one) => [one] as [string]) },
    )
  })

  it('names of properties come back, __proto__ too, in order', () => {
    fc.assert(
      fc.property(fc.uniqueArray(text, { minLength: 1 }), (names) => {
        const made = evaluated(`{ ${names.map((name, i) => `${propertyName(name)}: ${i}`).join(', ')} }`) as object
        assert.equal(Object.getPrototypeOf(made), Object.prototype)
        assert.deepEqual(new Map(Object.entries(made)), new Map(names.map((name, i) => [name, i])))
      }),
      { numRuns: 2000, examples: [[['__proto__']], [['constructor', '0', 'a b', 'class']]] },
    )
  })

  it('data comes back', () => {
    const { tree } = fc.letrec<{ tree: DocumentData }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        text,
        fc.boolean(),
        fc.constant(null),
        fc.bigInt(),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.array(tie('tree'), { maxLength: 4 }),
        fc.dictionary(text, tie('tree'), { maxKeys: 4, noNullPrototype: true }),
      ),
    }))
    fc.assert(
      fc.property(tree, (data) => assert.deepStrictEqual(evaluated(dataLiteral(data)), data)),
      { numRuns: 3000, examples: [[-0], [1e300], [123456789012345680000], [{ a: [{ '': 5e-324 }] }]] },
    )
  })
})

describe('comments', () => {
  it('end where they end, and name no tag but the generator’s own', () => {
    fc.assert(
      fc.property(
        text,
        fc.array(text, { maxLength: 2 }),
        fc.constantFrom('', '  '),
        (documentation, messages, indent) => {
          const tags = messages.map((message) => `@deprecated ${message.replace(/\s+/g, ' ')}`)
          const comment = docComment(documentation, tags, indent)
          const source = `${comment}${indent}const x = 1\n`
          const tree = ts.createSourceFile('x.ts', source, ts.ScriptTarget.ES2022, true)
          assert.equal(tree.statements.length, 1, source)
          assert.equal(tree.statements[0]?.getText(tree), 'const x = 1')
          const names = ts.getJSDocTags(tree.statements[0] as ts.Statement).map(({ tagName }) => tagName.text)
          assert.ok(names.length <= tags.length && names.every((name) => name === 'deprecated'), source)
        },
      ),
      {
        numRuns: 5000,
        examples: [
          ['*/ alert(1) /*', [], ''],
          ['<p>a</p>*/', [], '  '],
          ['@deprecated', [], ''],
          ['*', ['/'], ''],
          ['&#42;/ x', [], ''],
          ['*&#47;', [], ''],
        ],
      },
    )
  })

  it('HTML becomes paragraphs', () =>
    assert.equal(
      docComment(
        '<p>Sends <code>x</code> &amp; <a href="y">more</a>.</p><ul><li> <p>one</p> </li><li>two</li></ul>',
        ['@deprecated Since 2.'],
        '',
      ),
      '/**\n * Sends `x` & more.\n *\n * - one\n *\n * - two\n *\n * @deprecated Since 2.\n */\n',
    ))

  it('nothing said is no comment', () => {
    assert.equal(docComment(undefined, [], ''), '')
    assert.equal(docComment('<p> </p>', [], ''), '')
  })

  it('takes linear time', () => {
    for (const part of ['<', '<p', '&', '&#', '*/', '@', ' ', 'a ', '<li>', '`', '\n ']) {
      const started = performance.now()
      docComment(part.repeat(100_000), [], '')
      assert.ok(performance.now() - started < 3000, `${part} ${Math.round(performance.now() - started)} ms`)
    }
  })
})
