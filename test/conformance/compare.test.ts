/**
 * The comparers by themselves, rule by rule of the format of the cases.
 */
import assert from 'node:assert/strict'
import {
  bodyBytes,
  bodyKindOf,
  compareBodies,
  compareCbor,
  compareForm,
  compareJson,
  compareQuery,
  isSameHeader,
} from './compare.js'
import { compareXml } from './compareXml.js'
import { readExact } from './exactJson.js'

const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'))

const same = (difference: string | undefined): void => assert.equal(difference, undefined)
const different = (difference: string | undefined, reason: RegExp): void => assert.match(difference ?? '', reason)

describe('comparing JSON', () => {
  it('key order and spacing do not count', () =>
    same(compareJson('{"a":1,"b":[true,null]}', '{ "b": [ true, null ],\n "a": 1 }')))

  it('1 equals 1.0 and 1e0', () => {
    same(compareJson('[1,10,0.5]', '[1.0,1e1,5e-1]'))
    same(compareJson('[0]', '[-0]'))
  })

  it('1 is not true, nor "1", nor null', () => {
    for (const other of ['true', '"1"', 'null', '{}', '[1]']) {
      different(compareJson('1', other), /expected 1/)
      different(compareJson(other, '1'), /got/)
    }
  })

  it('whole numbers are compared exactly, beyond 53 bits too', () => {
    same(compareJson('9007199254740993', '9007199254740993'))
    different(compareJson('9007199254740993', '9007199254740992'), /expected 9007199254740993/)
  })

  it('fractions are compared as numbers of 64 bits', () => {
    same(compareJson('3.14159265358979323846', '3.141592653589793'))
    different(compareJson('1.1', '1.100000023841858'), /expected 1.1/)
  })

  it('an object is no number, whatever its members are called', () => {
    same(compareJson('{"text":"1"}', '{"text":"1"}'))
    different(compareJson('{"text":"1"}', '1'), /expected an object/)
  })

  it('missing and unexpected names, lengths and order of lists count', () => {
    different(compareJson('{"a":1}', '{}'), /missing \[a\]/)
    different(compareJson('{}', '{"a":1}'), /unexpected \[a\]/)
    different(compareJson('{"a":1}', '{"a":null}'), /expected 1/)
    different(compareJson('[1,2]', '[1]'), /2 items/)
    different(compareJson('[1,2]', '[2,1]'), /\/0: expected 1/)
  })

  it('names of the prototype are names', () => {
    different(compareJson('{"__proto__":1}', '{}'), /missing \[__proto__\]/)
    different(compareJson('{}', '{"constructor":1}'), /unexpected/)
  })

  it('what is no JSON is told', () => different(compareJson('{}', '{'), /not JSON/))
})

describe('comparing XML', () => {
  it('spacing between elements is dropped, text of leaves is exact', () => {
    same(compareXml('<a>\n <b>x</b>\n</a>', '<a><b>x</b></a>'))
    different(compareXml('<a><b>x</b></a>', '<a><b> x</b></a>'), /text/)
    different(compareXml('<a><b> </b></a>', '<a><b></b></a>'), /text/)
  })

  it('namespaces count, prefixes do not', () => {
    same(compareXml('<a xmlns="u"><b/></a>', '<p:a xmlns:p="u"><p:b/></p:a>'))
    different(compareXml('<a xmlns="u"/>', '<a xmlns="v"/>'), /expected element \{u\}a/)
    different(compareXml('<a/>', '<a xmlns="u"/>'), /expected element \{\}a/)
    same(compareXml('<a xmlns:p="u">x</a>', '<a>x</a>'))
  })

  it('attributes come in any order, and all of them count', () => {
    same(compareXml('<a x="1" y="2"/>', '<a y="2" x="1"/>'))
    different(compareXml('<a x="1"/>', '<a/>'), /attribute/)
    different(compareXml('<a/>', '<a x="1"/>'), /unexpected attribute/)
    different(compareXml('<a x="1"/>', '<a x="2"/>'), /attribute/)
    same(compareXml('<a xmlns:p="u" p:x="1"/>', '<a xmlns:q="u" q:x="1"/>'))
  })

  it('children of one name keep their order, differently named ones do not', () => {
    same(compareXml('<a><b>1</b><c>2</c><b>3</b></a>', '<a><c>2</c><b>1</b><b>3</b></a>'))
    different(compareXml('<a><b>1</b><b>3</b></a>', '<a><b>3</b><b>1</b></a>'), /expected text "1"/)
    different(compareXml('<a><b/></a>', '<a><b/><b/></a>'), /expected 1 of/)
    different(compareXml('<a/>', '<a><b/></a>'), /unexpected element/)
  })

  it('the entries of a map come in any order, and only those', () => {
    const entries = [{ entry: 'entry', key: 'key', value: 'value' }]
    const one = '<m><entry><key>a</key><value>1</value></entry><entry><key>b</key><value>2</value></entry></m>'
    const two = '<m><entry><value>2</value><key>b</key></entry><entry><key>a</key><value>1</value></entry></m>'
    same(compareXml(one, two, entries))
    different(compareXml(one, two), /expected text/)
    different(compareXml(one, two.replace('>2<', '>3<'), entries), /entries differ|expected text/)
    different(
      compareXml(
        '<m><entry><x>1</x></entry><entry><x>2</x></entry></m>',
        '<m><entry><x>2</x></entry><entry><x>1</x></entry></m>',
        entries,
      ),
      /text/,
    )
  })

  it('references and CDATA are text', () => same(compareXml('<a>&lt;&#13;x</a>', '<a><![CDATA[<]]>&#xD;x</a>')))

  it('what is not well formed is told', () => different(compareXml('<a/>', '<a>'), /not well-formed/))
})

describe('comparing forms', () => {
  it('as multisets of decoded pairs', () => {
    same(compareForm('a=1&b=x%20y', 'b=x+y&a=1'))
    different(compareForm('a=1&a=1', 'a=1'), /missing \[a=1\]/)
    different(compareForm('a=1', 'a=1&a=1'), /unexpected \[a=1\]/)
    different(compareForm('a=', 'a'), /missing/)
  })
})

describe('comparing CBOR', () => {
  it('key order, lengths and widths do not count', () => {
    same(compareCbor(hex('a2616101616202'), hex('bf61621802616101ff')))
    same(compareCbor(hex('8101'), hex('9f1b0000000000000001ff')))
    same(compareCbor(hex('f93c00'), hex('fb3ff0000000000000')))
    same(compareCbor(hex('01'), hex('f93c00')))
    same(compareCbor(hex('7f61616162ff'), hex('626162')))
  })

  it('the time tag is a number, undefined is null, NaN is NaN', () => {
    same(compareCbor(hex('c101'), hex('01')))
    same(compareCbor(hex('f7'), hex('f6')))
    same(compareCbor(hex('f97e00'), hex('fb7ff8000000000000')))
  })

  it('bytes and text differ, and so do missing members', () => {
    different(compareCbor(hex('4161'), hex('6161')), /expected 1 bytes/)
    different(compareCbor(hex('6161'), hex('4161')), /got 1 bytes/)
    different(compareCbor(hex('a16161f6'), hex('a0')), /missing \[a\]/)
    different(compareCbor(hex('01'), hex('f5')), /expected 1/)
    different(compareCbor(hex('1bffffffffffffffff'), hex('1bfffffffffffffffe')), /18446744073709551615/)
  })

  it('what is no CBOR is told', () => different(compareCbor(hex('a0'), hex('a1')), /not CBOR/))
})

describe('comparing bodies', () => {
  it('knows the media types, parameters aside', () => {
    assert.equal(bodyKindOf('application/json; charset=utf-8'), 'json')
    assert.equal(bodyKindOf('Application/XML'), 'xml')
    assert.equal(bodyKindOf('application/x-www-form-urlencoded'), 'form')
    assert.equal(bodyKindOf('application/cbor'), 'cbor')
    for (const other of ['text/plain', 'image/jpg', 'application/octet-stream'])
      assert.equal(bodyKindOf(other), 'bytes')
  })

  it('an empty text asks for an empty body, of any kind', () => {
    for (const kind of ['json', 'xml', 'form', 'cbor', 'bytes'] as const) {
      same(compareBodies(kind, '', new Uint8Array()))
      different(compareBodies(kind, '', hex('7b7d')), /empty/)
    }
  })

  it('anything else is the same bytes', () => {
    same(compareBodies('bytes', 'é', hex('c3a9')))
    different(compareBodies('bytes', '{ }', hex('7b7d')), /expected/)
  })

  it('CBOR is base64, all else is UTF-8', () => {
    assert.deepEqual(bodyBytes('cbor', 'oA=='), hex('a0'))
    assert.deepEqual(bodyBytes('json', 'é'), hex('c3a9'))
  })
})

describe('comparing headers and queries', () => {
  it('a list header may come without spaces', () => {
    assert.ok(isSameHeader('a, b', 'a,b'))
    assert.ok(isSameHeader('a, b', 'a, b'))
    assert.ok(!isSameHeader('a, b', 'a b'))
    assert.ok(!isSameHeader('a', 'A'))
  })

  it('listed pairs occur as often as listed, others may occur', () => {
    same(compareQuery(['a=1', 'a=1'], 'b=2&a=1&a=1'))
    different(compareQuery(['a=1', 'a=1'], 'a=1'), /missing/)
    different(compareQuery(['a=1'], 'a=1&a=1'), /unexpected/)
    different(compareQuery(['a='], 'a'), /missing/)
    different(compareQuery(['a=%20'], 'a=+'), /missing/)
  })
})

describe('reading JSON exactly', () => {
  it('a number where that says the same, else a bigint or a decimal', () => {
    assert.deepEqual(readExact('[1, 1.0, 1.5, 9007199254740993, -0, 1e2]'), [1, 1, 1.5, 9007199254740993n, -0, 100])
    assert.equal(
      String((readExact('[0.12345678901234567890]') as ReadonlyArray<{ coefficient: bigint }>)[0]?.coefficient),
      '1234567890123456789',
    )
  })

  it('text that looks like numbers, and hostile names, stay what they are', () => {
    const text = '{"a":"1 \\" 2","__proto__":"9007199254740993","9":{"\\\\":3}}'
    assert.deepEqual(Object.entries(readExact(text) as object), Object.entries(JSON.parse(text) as object))
  })

  it('what is no JSON throws', () => {
    for (const text of ['{', '[1,]', '01', '1-2', '[1e]']) assert.throws(() => readExact(text), SyntaxError)
  })
})
