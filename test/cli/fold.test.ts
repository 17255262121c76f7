/**
 * Text folded to a terminal's width.
 */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { fold } from '../../lib/cli/fold.js'

describe('fold', () => {
  it('breaks at words, what goes on two columns further in', () => {
    assert.equal(fold('  From: expected a value, got nothing', 20), '  From: expected a\n    value, got\n    nothing')
    assert.equal(fold('short\n\n  short too', 20), 'short\n\n  short too')
  })

  it('keeps a command one command', () => {
    const folded = fold('  $ wireshape validate A b.ndjson --valid c', 26)
    assert.equal(folded, '  $ wireshape validate A \\\n      b.ndjson --valid c')
    assert.ok(folded.split('\n').every((line) => line.length <= 26))
  })

  it('counts no colour', () => {
    const red = (text: string): string => `\u001b[31m${text}\u001b[39m`
    assert.equal(fold(`${red('aaaa')} ${red('bbbb')}`, 9), `${red('aaaa')} ${red('bbbb')}`)
    assert.equal(fold(`${red('aaaa')} ${red('bbbbb')}`, 9), `${red('aaaa')}\n  ${red('bbbbb')}`)
  })

  it('folds nothing for files and pipes', () => assert.equal(fold('a '.repeat(100), undefined), 'a '.repeat(100)))

  it('law: words stay, in order, and no line is longer than it must be', () =>
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,9}$/)), fc.integer({ min: 12, max: 40 }), (words, columns) => {
        const folded = fold(words.join(' '), columns)
        assert.deepEqual(folded.split(/\s+/).filter(Boolean), words)
        assert.ok(folded.split('\n').every((line) => line.length <= columns))
      }),
    ))
})
