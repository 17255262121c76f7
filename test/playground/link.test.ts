/**
 * Links: there and back, and whatever else stands in a fragment.
 */
import assert from 'node:assert/strict'
import { deflateRawSync } from 'node:zlib'
import * as fc from 'fast-check'
import type { Link } from '../../playground/model/link.js'
import { longestFragment, longestText, readLink, writeLink } from '../../playground/model/link.js'

const names = fc.string({ minLength: 1, maxLength: 40 })

const links: fc.Arbitrary<Link> = fc.record(
  {
    service: names,
    operation: names,
    side: fc.constantFrom('input', 'output'),
    form: fc.constantFrom('wire', 'domain'),
    text: fc.string({ unit: 'grapheme', maxLength: 500 }),
  },
  { requiredKeys: ['service', 'operation', 'side', 'form'], noNullPrototype: true },
)

const reasonOf = async (fragment: string): Promise<string> => {
  const read = await readLink(fragment)
  return read._tag === 'Left' ? read.left : 'read'
}

const written = (bytes: Uint8Array): string => `1.${Buffer.from(deflateRawSync(bytes)).toString('base64url')}`

describe('links', () => {
  it('law: what is written is read back', async () => {
    await fc.assert(
      fc.asyncProperty(links, async (link) => {
        const fragment = await writeLink(link)
        assert.equal(fragment._tag, 'Right')
        if (fragment._tag === 'Right') {
          assert.match(fragment.right, /^[\w.-]+$/)
          assert.deepEqual(await readLink(fragment.right), { _tag: 'Right', right: link })
        }
      }),
      { numRuns: 300 },
    )
  })

  it('law: no text makes reading throw', async () => {
    const any = fc.oneof(
      fc.string(),
      fc.base64String().map((text) => `1.${text}`),
      fc.uint8Array().map((bytes) => written(bytes)),
      fc.json().map((text) => written(Buffer.from(text))),
    )
    await fc.assert(
      fc.asyncProperty(any, async (fragment) => {
        assert.equal((await readLink(fragment))._tag, 'Left')
      }),
      { numRuns: 500 },
    )
  })

  it('a fragment that would inflate without bound is given up', async () => {
    const bomb = written(Buffer.alloc(30_000_000, 0x20))
    assert.ok(bomb.length < longestFragment)
    assert.equal(await reasonOf(bomb), `the link inflates to more than ${longestText} bytes`)
  })

  it('says what is wrong', async () => {
    assert.equal(await reasonOf('2.AAAA'), 'the link is of no version that is known here')
    assert.equal(await reasonOf('1.a+b/'), 'the link is damaged: it is no base64url')
    assert.equal(await reasonOf('1.AAAA'), 'the link is damaged: it cannot be inflated')
    assert.equal(
      await reasonOf('1.'.padEnd(longestFragment + 1, 'A')),
      `the link is longer than ${longestFragment} characters`,
    )
    const link = { service: 'a#B', operation: 'C', side: 'input', form: 'wire' }
    assert.equal(
      await reasonOf(written(Buffer.from(JSON.stringify({ ...link, side: 'top' })))),
      'the link is damaged: side: expected one of input, output, got "top" [enum]',
    )
    assert.equal(
      await reasonOf(written(Buffer.from(JSON.stringify({ ...link, onload: 'alert(1)' })))),
      'the link is damaged: onload: expected a member of wireshape.playground#Link, got an unknown member [unknownMember]',
    )
  })
})
