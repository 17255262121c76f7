/**
 * The syntax of header fields. Source: RFC 9110, sections 5.5 and 5.6; Smithy 2.0, trait `httpHeader`.
 */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import {
  isHeaderName,
  isHeaderText,
  readHeaderList,
  readHttpDateList,
  writeHeaderItem,
} from '../../lib/http/headerText.js'
import { bytesBody, bytesOf, headerNamed, headersNamed, noBody } from '../../lib/http/index.js'
import { essenceOf } from '../../lib/http/message.js'
import { assertLaw } from '../laws/assert.js'

describe('header lists', () => {
  it('golden', () => {
    const vectors: ReadonlyArray<readonly [string, ReadonlyArray<string> | undefined]> = [
      ['a, b,c', ['a', 'b', 'c']],
      // As in the restJson1 cases of quoted header lists.
      ['"b,c", "\\"def\\"", a', ['b,c', '"def"', 'a']],
      ['""', ['']],
      [' a b , c ', ['a b', 'c']],
      ['a,,b', ['a', '', 'b']],
      ['"a\\\\b"', ['a\\b']],
      ['"a" , "b"', ['a', 'b']],
      ['\t"a"\t,\t"b" \t', ['a', 'b']],
      ['', ['']],
      [',', ['', '']],
      [',a', ['', 'a']],
      ['"",', ['', '']],
      ['"a",b', ['a', 'b']],
      ['"a\\"b"', ['a"b']],
      ['a\\b', ['a\\b']],
      ['"a', undefined],
      ['x,"a', undefined],
      ['"a\\"', undefined],
      ['a"b', undefined],
      ['"a"b', undefined],
      ['"a"b,', undefined],
      ['"a""b"', undefined],
      ['b"a"', undefined],
    ]
    for (const [text, items] of vectors) assert.deepEqual(readHeaderList(text), items, text)
    assert.deepEqual(['a', 'a b', 'a,b', '"', '\\', ' a', 'a\t', ''].map(writeHeaderItem), [
      'a',
      'a b',
      '"a,b"',
      '"\\""',
      '"\\\\"',
      '" a"',
      '"a\t"',
      '""',
    ])
  })

  // Source: RFC 9110, section 5.6.3: optional white space is blanks and tabs.
  it('a no-break space around an item is text, blanks and tabs are not', () =>
    assert.deepEqual(readHeaderList('a,\u00a0b\u00a0, \t c\t ,\ufeff'), ['a', '\u00a0b\u00a0', 'c', '\ufeff']))

  it('read after write, for one item and more', () => {
    const latin = fc.string({ unit: fc.constantFrom(...'ab ,"\\\t', '\u00a0', '\u00e9') })
    assertLaw(
      fc.property(fc.array(latin, { minLength: 1 }), (items) =>
        assert.deepEqual(readHeaderList(items.map(writeHeaderItem).join(', ')), items),
      ),
    )
  })

  it('http-dates have a comma of their own', () => {
    assert.deepEqual(readHttpDateList('Mon, 16 Dec 2019 23:48:18 GMT, Tue, 17 Dec 2019 23:48:18 GMT'), [
      'Mon, 16 Dec 2019 23:48:18 GMT',
      'Tue, 17 Dec 2019 23:48:18 GMT',
    ])
    // What is no date is left to whoever reads it.
    assert.deepEqual(readHttpDateList('a'), ['a'])
    assert.deepEqual(readHttpDateList('a,b, c'), ['a,b', 'c'])
  })
})

describe('fields', () => {
  it('text that a field can carry', () => {
    for (const good of ['', 'a\tb', '\u0080', '\u00ff']) assert.ok(isHeaderText(good), good)
    for (const bad of ['\r', '\n', '\u0000', '\u007f', '\u0100', '\u{1f600}'])
      assert.ok(!isHeaderText(bad), JSON.stringify(bad))
  })

  it('names are tokens', () => {
    for (const good of ['X-A', "!#$%&'*+-.^_`|~0"]) assert.ok(isHeaderName(good), good)
    for (const bad of ['', 'a b', 'a:', '(', 'é', 'a\n']) assert.ok(!isHeaderName(bad), JSON.stringify(bad))
  })

  it('are found without case and joined', () => {
    const headers = [
      ['X-A', '1'],
      ['x-b', '2'],
      ['x-a', '3'],
    ] as const
    assert.deepEqual(headersNamed(headers, 'X-a'), ['1', '3'])
    assert.equal(headerNamed(headers, 'x-A'), '1, 3')
    assert.equal(headerNamed(headers, 'x-c'), undefined)
    assert.equal(headerNamed(headers, 'X-B'), '2')
    assert.equal(headerNamed([['x-', '1']], 'x-a'), undefined)
    assert.equal(headerNamed([['x-aa', '1']], 'x-a'), undefined)
    assert.deepEqual(headersNamed(headers, 'x-c'), [])
  })

  it('the essence of a media type', () => {
    assert.equal(essenceOf('Application/JSON ; charset=UTF-8;x=y'), 'application/json')
    assert.equal(essenceOf(' text/xml'), 'text/xml')
  })

  it('bodies', () => {
    const bytes = Uint8Array.of(1)
    assert.deepEqual(bytesBody(bytes), { _tag: 'Bytes', bytes })
    assert.equal(bytesOf(bytesBody(bytes)), bytes)
    assert.deepEqual(noBody, { _tag: 'None' })
    assert.deepEqual(bytesOf(noBody), new Uint8Array())
    assert.deepEqual(bytesOf({ _tag: 'Streaming', stream: (async function* () {})() }), new Uint8Array())
  })
})
