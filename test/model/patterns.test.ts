/**
 * Patterns of models: translated against what Java does, matched in linear time as the platform matches them, bounded.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { anchored, ecmaPattern, readPattern } from '../../lib/model/index.js'
import { translate } from '../../lib/model/javaPatterns.js'
import { isLinear, linearMatch, patternCost } from '../../lib/schema/index.js'
import { string } from '../../lib/shape/index.js'
import { assertLaw } from '../laws/assert.js'

interface Facts {
  readonly source: string
  readonly texts: ReadonlyArray<string>
  readonly facts: ReadonlyArray<{ readonly pattern: string; readonly finds: ReadonlyArray<number> }>
}

const facts = JSON.parse(readFileSync(new URL('./javaFacts.json', import.meta.url), 'utf8')) as Facts

describe('patterns of Java', () => {
  for (const { pattern, finds } of facts.facts) {
    it(`${pattern} becomes ${ecmaPattern(pattern)}`, () => {
      const translated = translate(pattern)
      assert.equal(translated._tag, 'Translated')
      const expression = new RegExp(translated._tag === 'Translated' ? translated.pattern : '', 'u')
      const found = facts.texts.flatMap((text, i) => (expression.test(text) ? [i] : []))
      assert.deepEqual(
        found.map((i) => facts.texts[i]),
        finds.map((i) => facts.texts[i]),
      )
    })
  }

  it('those without an exact equivalent say why', () => {
    const reasonOf = (pattern: string): string => {
      const reading = readPattern(pattern)
      return reading._tag === 'Unenforced' ? reading.reason : `enforced as ${reading.pattern}`
    }
    const none = ', which has no exact equivalent in ECMA-262'
    assert.deepEqual(
      [
        'a++b',
        '(?m)^a$',
        '(?iu)é',
        '\\G',
        '\\p{javaLowerCase}+',
        '[^a&&b]]',
        '(?>a|b)c',
        'a{,3}',
        '(?i)\\p{Lower}',
        '[[:alpha:]]',
        '(',
        'a\\',
      ].map(reasonOf),
      [
        `a possessive quantifier${none}`,
        `a group or flag of another dialect${none}`,
        `a group or flag of another dialect${none}`,
        `the escape \\G${none}`,
        `the escape \\p${none}`,
        `a class that holds another${none}`,
        `a group or flag of another dialect${none}`,
        `a repetition without a fewest${none}`,
        `a class without case${none}`,
        `a class that holds another${none}`,
        'no pattern in any dialect that is known here',
        `the escape \\${none}`,
      ],
    )
  })

  it('one that compiles is taken as it is written', () => {
    for (const pattern of ['^[a-z]+$', '\\s', '', '[\\s\\S]*', '\\p{L}', '(?<a>b)\\k<a>'])
      assert.equal(ecmaPattern(pattern), pattern)
  })

  it('is total and linear, on any text', () => {
    const piece = fc.constantFrom(
      '\\',
      '(?',
      '(',
      ')',
      '[',
      ']',
      '^',
      '&&',
      '{',
      '}',
      ',',
      '1',
      '-',
      'a',
      '|',
      '+',
      '*',
      '?',
      ':',
      'i',
      's',
      'Q',
      'E',
      'p{',
      'x{',
      '$',
      '.',
      '😀',
      '\ud800',
    )
    assertLaw(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const ecma = ecmaPattern(pieces.join(''))
        assert.ok(ecma === undefined || new RegExp(ecma, 'u') instanceof RegExp)
      }),
    )
    for (const text of ['\\', '[', '(', '{', '[a&&', '(?i)', '\\Q', '\\p{'].map((part) => part.repeat(4000)))
      ecmaPattern(text)
  })
})

describe('anchors', () => {
  it('come back where they are missing', () => {
    const table: ReadonlyArray<readonly [string, string]> = [
      ['[a-z]+', '^[a-z]+$'],
      ['^[a-z]+', '^[a-z]+$'],
      ['[a-z]+$', '^[a-z]+$'],
      ['^a$', '^a$'],
      ['a|b', '^(?:a|b)$'],
      ['(a|b)', '^(a|b)$'],
      ['[a|b]', '^[a|b]$'],
      ['a\\|b', '^a\\|b$'],
      ['a\\$', '^a\\$$'],
      ['a\\\\$', '^a\\\\$'],
      ['\\Aa\\z', '\\Aa\\z'],
      ['', '^$'],
      ['^a$|^b$', '^a$|^b$'],
    ]
    for (const [pattern, whole] of table) assert.equal(anchored(pattern), whole, pattern)
  })
})

// linear time

/** Patterns of every syntax that the matcher knows, over few characters so that they meet. */
const patterns: fc.Arbitrary<string> = fc.letrec<{ readonly node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom(
      'a',
      'b',
      '.',
      '[ab]',
      '[^a]',
      '\\d',
      '\\w',
      '\\W',
      'é',
      '😀',
      '[a-c1]',
      '\\n',
      '^',
      '$',
      '\\b',
      '\\B',
      '[^\\w-]',
      '\\u{1f600}',
      '\\ud83d\\ude00',
    ),
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => `${a}${b}`),
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => `(?:${a}|${b})`),
    fc
      .tuple(tie('node'), fc.constantFrom('*', '+', '?', '{2}', '{1,3}', '{2,}', '*?', '{0}'))
      .map(([a, times]) => `(${a})${times}`),
    tie('node').map((a) => `^(?!${a})`),
    tie('node').map((a) => `^(?=${a})b*`),
  ),
})).node

const subjects = fc.string({
  unit: fc.constantFrom('a', 'b', 'c', '1', '-', ' ', '\n', 'é', '😀', '\u2028'),
  maxLength: 10,
})

describe('linearMatch', () => {
  it('agrees with the platform', () => {
    let known = 0
    assertLaw(
      fc.property(patterns, fc.array(subjects, { minLength: 5, maxLength: 5 }), (pattern, texts) => {
        const match = linearMatch(pattern)
        if (match === undefined) return
        known++
        const expression = new RegExp(pattern, 'u')
        for (const text of texts) {
          // V8 finds `\B` inside a surrogate pair, where the specification has no position.
          if (pattern.includes('\\B') && text.includes('😀')) continue
          assert.equal(match(text), expression.test(text), `${pattern} on ${JSON.stringify(text)}`)
        }
      }),
    )
    assert.ok(known > 0)
  })

  it('knows no back-references, no look-behind and no look-ahead inside', () => {
    for (const pattern of ['(a)\\1', '(?<=a)b', 'a(?=b)', '(?!a)b', '(', '(?:a{1000}){6}'])
      assert.equal(linearMatch(pattern), undefined, pattern)
  })

  it('takes linear time where the platform does not end', () => {
    const texts = ['a'.repeat(50_000), `${'a'.repeat(50_000)}!`]
    for (const pattern of [
      '^(a+)+$',
      '^(a|a)*$',
      '^(a|aa)+$',
      '^(.*a){1,12}$',
      '(a*)*b',
      '^(([a-z])+.)+[A-Z]([a-z])+$',
    ]) {
      const match = linearMatch(pattern)
      assert.ok(match !== undefined, pattern)
      const started = performance.now()
      for (const text of texts) match(text)
      assert.ok(performance.now() - started < 2_000, pattern)
    }
  })
})

describe('patternCost', () => {
  it('tells linear patterns from others', () => {
    const degree = (pattern: string): number | undefined => {
      const cost = patternCost(pattern)
      return cost._tag === 'polynomial' ? cost.degree : undefined
    }
    const table: ReadonlyArray<readonly [string, number | undefined]> = [
      ['^[a-z]+$', 1],
      ['^[a-z]+(-[a-z]+)*$', 1],
      ['^[a-z]([a-z0-9-]*[a-z0-9])?$', 1],
      ['^arn:aws[a-z-]*:[a-z0-9-]+:\\d{12}:.+$', 1],
      ['^(?!aws:)[\\p{L}\\p{Z}]+$', 1],
      ['^(?=.*[a-z])(?=.*\\d).+$', 1],
      ['[\\s\\S]*', 1],
      ['\\S', 1],
      ['^[a-z]+[a-z0-9]+$', 2],
      ['^.*\\S.*$', 2],
      ['.*\\S.*', 3],
      ['[a-z]+!', 2],
      ['^a*a*a*a*$', 4],
      ['^(a+)+$', undefined],
      ['^(a|a)*$', undefined],
      ['^(a?b?)*$', undefined],
      ['^(?:a|ab)(?:c|bcd)*$', 1],
      ['(a)\\1', undefined],
    ]
    for (const [pattern, wanted] of table) assert.equal(degree(pattern), wanted, pattern)
  })

  it('bounds what the platform takes, counted in the time of the worst text', () => {
    // A pattern that is called linear takes no longer for a long text of its own characters than for any linear pattern.
    assertLaw(
      fc.property(patterns, fc.constantFrom('a', 'b', 'ab', 'a1'), (pattern, unit) => {
        if (linearMatch(pattern) === undefined || !isLinear(pattern)) return
        const text = `${unit.repeat(20_000)}!`
        const started = performance.now()
        new RegExp(pattern, 'u').test(text)
        assert.ok(performance.now() - started < 1_000, pattern)
      }),
      { numRuns: 1_000 },
    )
  })
})

// enforcement

describe('a pattern that was not proved linear', () => {
  it('takes no text beyond 8,192 units where nothing else bounds it', () => {
    const open = string('x#Open', { pattern: '^.*\\S.*$' })
    assert.ok(open.is('a'.repeat(8_192)))
    const refused = open.make('a'.repeat(8_193))
    assert.equal(
      refused._tag === 'Left' ? refused.left[0]?.message : '',
      '(root): expected text of at most 8,192 units that matches ^.*\\S.*$, got longer text [pattern]',
    )
    assert.ok(string('x#Proved', { pattern: '^a+$', matcher: 'native' }).is('a'.repeat(100_000)))
    assert.ok(string('x#Bounded', { pattern: '^a+$', length: { max: 100_000 } }).is('a'.repeat(100_000)))
    assert.ok(string('x#Guarded', { pattern: '^(a+)+$', matcher: linearMatch }).is('a'.repeat(100_000)))
    assert.ok(!string('x#Guarded', { pattern: '^(a+)+$', matcher: linearMatch }).is(`${'a'.repeat(100_000)}!`))
  })

  it('is guarded, bounded or left out by readers', () => {
    assert.deepEqual(readPattern('^a+$'), { _tag: 'Enforced', pattern: '^a+$', matcher: 'native' })
    assert.deepEqual(readPattern('^a+$', 10), { _tag: 'Enforced', pattern: '^a+$' })
    assert.deepEqual(readPattern('^(a+)+$', 10), { _tag: 'Enforced', pattern: '^(a+)+$', matcher: linearMatch })
    assert.deepEqual(readPattern('^a+b(?=a+)[ab]+$', 100), { _tag: 'Enforced', pattern: '^a+b(?=a+)[ab]+$' })
    assert.deepEqual(readPattern('^(a+)+\\1$', 100), {
      _tag: 'Unenforced',
      reason: 'it may take too long: a back-reference, flags inside or too many levels',
    })
  })
})
