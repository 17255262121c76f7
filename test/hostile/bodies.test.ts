/**
 * Law 8 with bodies made to hurt: each is answered with an issue, without a throw, in linear time and bounded memory.
 */
import assert from 'node:assert/strict'
import { readCbor, writeCbor } from '../../lib/format/cbor.js'
import { readForm, treeOf } from '../../lib/format/form.js'
import { readJsonBytes } from '../../lib/format/json.js'
import { readXml } from '../../lib/format/xml.js'
import { readHeaderList } from '../../lib/http/headerText.js'
import type { HttpRequest } from '../../lib/http/index.js'
import type { Errors, Protocol } from '../../lib/index.js'
import { awsJson1_1, awsQuery, ec2Query, protocols, restJson1, restXml, rpcv2Cbor } from '../../lib/index.js'
import * as S from '../../lib/shape/index.js'
import { Prelude as P } from '../../lib/shape/index.js'
import { operationOf, requestOf } from '../awso/fixture.js'
import { assertGrowth } from '../time.js'
import { id, Node } from './node.js'

// what is attacked

const op = operationOf(Node, { http: { method: 'POST', uri: '/', code: 200 } }, { output: Node })

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

const withBody = (protocol: Protocol, body: Uint8Array | string): HttpRequest => ({
  ...requestOf(protocol, op, { name: 'x' }),
  body: { _tag: 'Bytes', bytes: typeof body === 'string' ? utf8(body) : body },
})

/** Reads on both sides; gives the server's issues, none where it takes the body. */
const attack = (protocol: Protocol, body: Uint8Array | string): Errors => {
  const request = withBody(protocol, body)
  protocol.client(op).decodeResponse({ status: 200, headers: [], body: request.body })
  protocol.client(op).decodeResponse({ status: 400, headers: [], body: request.body })
  const read = protocol.server(op).decodeRequest(request)
  if (read._tag === 'Right') return []
  assert.ok('issues' in read.left, read.left._tag)
  return read.left.issues
}

const refused = (protocol: Protocol, body: Uint8Array | string, ...codes: ReadonlyArray<string>): void => {
  const errors = attack(protocol, body)
  assert.ok(errors.length > 0, 'an issue')
  assert.ok(
    errors.some(({ issue }) => codes.includes(issue.code)),
    `${codes.join(' or ')} among ${errors
      .slice(0, 3)
      .map(({ message }) => message)
      .join('; ')
      .slice(0, 300)}`,
  )
}

// measures

/** Four times the input may take at most eight times the time: squared would be sixteen. */
const linear = (
  n: number,
  make: (n: number) => Uint8Array | string,
  run: (input: Uint8Array | string) => void,
): Promise<unknown> => assertGrowth({ n, factor: 4, most: 8, floor: 60, make, run })

/** Bytes that a run holds on to or allocates in buffers, at the most. */
const bounded = (megabytes: number, run: () => void): void => {
  const before = process.memoryUsage()
  run()
  const after = process.memoryUsage()
  const grown = after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers
  assert.ok(grown < megabytes * 2 ** 20, `${(grown / 2 ** 20).toFixed(0)} MB`)
}

const deep = 100_000

// tests

describe('hostile bodies', () => {
  describe('XML', () => {
    it('an entity bomb', () => {
      const entities = Array.from({ length: 9 }, (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`).join('')
      bounded(64, () =>
        refused(restXml, `<!DOCTYPE Node [<!ENTITY e0 "ha">${entities}]><Node><Name>&e9;</Name></Node>`, 'syntax'),
      )
    })

    it('an external entity', () => {
      refused(
        restXml,
        '<!DOCTYPE Node [<!ENTITY x SYSTEM "file:///etc/passwd">]><Node><Name>&x;</Name></Node>',
        'syntax',
      )
      refused(restXml, '<!DOCTYPE Node SYSTEM "https://example.com/x.dtd"><Node/>', 'syntax')
      refused(restXml, '<!DOCTYPE Node [<!ENTITY % p SYSTEM "https://example.com/x"> %p;]><Node/>', 'syntax')
    })

    it('an entity that nobody declared', () => refused(restXml, '<Node><Name>&nbsp;</Name></Node>', 'syntax'))

    it('100,000 levels', async () => {
      refused(restXml, `<Node>${'<Child>'.repeat(deep)}${'</Child>'.repeat(deep)}</Node>`, 'depth')
      refused(restXml, `<Node>${'<Child>'.repeat(deep)}`, 'syntax')
      refused(restXml, `<Node>${'<List><member>'.repeat(deep)}${'</member></List>'.repeat(deep)}</Node>`, 'depth')
      refused(restXml, `<Node><Choice>${'<A>'.repeat(deep)}${'</A>'.repeat(deep)}</Choice></Node>`, 'depth')
      await linear(
        10_000,
        (n) => `<Node>${'<Child>'.repeat(n)}${'</Child>'.repeat(n)}</Node>`,
        (text) => attack(restXml, text),
      )
    })

    it('depth below what no shape knows', () => {
      assert.deepEqual(attack(restXml, `<Node>${'<u>'.repeat(deep)}${'</u>'.repeat(deep)}</Node>`), [])
    })

    it('many attributes, many children, much text', async () => {
      await linear(
        4_000,
        (n) => `<Node ${Array.from({ length: n }, (_, i) => `a${i}="x"`).join(' ')}/>`,
        (text) => attack(restXml, text),
      )
      await linear(
        4_000,
        (n) => `<Node>${'<x/>'.repeat(n)}</Node>`,
        (text) => attack(restXml, text),
      )
      await linear(
        4_000,
        (n) => `<Node><List>${'<member><Name>a</Name></member>'.repeat(n)}</List></Node>`,
        (text) => attack(restXml, text),
      )
      await linear(
        4_000,
        (n) => `<Node>${'<Flat><Name>a</Name></Flat>'.repeat(n)}</Node>`,
        (text) => attack(restXml, text),
      )
      await linear(
        4_000,
        (n) =>
          `<Node><Map>${Array.from({ length: n }, (_, i) => `<entry><key>${i}</key><value/></entry>`).join('')}</Map></Node>`,
        (text) => attack(restXml, text),
      )
      await linear(
        200_000,
        (n) => `<Node><Name>${'&#x41;'.repeat(n)}</Name></Node>`,
        (text) => attack(restXml, text),
      )
      await linear(
        200_000,
        (n) => `<Node><Name>${'<![CDATA[]]>'.repeat(n / 10)}</Name></Node>`,
        (text) => attack(restXml, text),
      )
      await linear(
        200_000,
        (n) => `<Node><Name>${'<!---->a'.repeat(n / 10)}</Name></Node>`,
        (text) => attack(restXml, text),
      )
    })

    it('never closed', async () => {
      for (const tail of [
        '<',
        '</',
        '<a',
        '<a ',
        '<a b',
        '<a b=',
        '<a b="',
        '<!--',
        '<![CDATA[',
        '<?x',
        '&',
        '&#',
        '&#x',
        '&#xFFFFFFFFF;',
        '&#0;',
        '\u0000',
      ])
        refused(restXml, `<Node>${tail}`, 'syntax')
      for (const tail of ['<', '<!--', '<![CDATA[', '&', '<a b="'])
        await linear(
          200_000,
          (n) => `<Node>${tail}${'x'.repeat(n)}`,
          (text) => attack(restXml, text),
        )
    })

    it('two documents, none, other bytes', () => {
      for (const text of ['', ' ', '<Node/><Node/>', 'x', '<Node/>x', '\ufeff\ufeff<Node/>'])
        assert.equal(readXml(text)._tag, 'Left', text)
      refused(restXml, Uint8Array.of(0xff, 0xfe, 0x3c, 0), 'syntax')
      refused(restXml, Uint8Array.of(0x3c, 0x61, 0xc3, 0x28), 'syntax')
    })
  })

  describe('JSON', () => {
    it('100,000 levels', async () => {
      refused(restJson1, `${'{"Child":'.repeat(deep)}{}${'}'.repeat(deep)}`, 'depth')
      refused(restJson1, `{"List":${'[{"List":'.repeat(deep)}[]${'}]'.repeat(deep)}}`, 'depth')
      refused(restJson1, `{"Doc":${'['.repeat(deep)}${']'.repeat(deep)}}`, 'depth')
      refused(restJson1, '['.repeat(deep), 'syntax')
      await linear(
        25_000,
        (n) => `${'{"Child":'.repeat(n)}{}${'}'.repeat(n)}`,
        (text) => attack(restJson1, text),
      )
      assert.deepEqual(attack(awsJson1_1, `{"u":${'['.repeat(deep)}${']'.repeat(deep)}}`), [])
    })

    it('numbers of any length', async () => {
      for (const member of ['Integer', 'Long', 'BigInteger', 'BigDecimal', 'Double', 'Timestamp', 'Doc']) {
        await linear(
          200_000,
          (n) => `{"${member}":${'9'.repeat(n)}}`,
          (text) => attack(restJson1, text),
        )
        await linear(
          200_000,
          (n) => `{"${member}":0.${'9'.repeat(n)}}`,
          (text) => attack(restJson1, text),
        )
        attack(restJson1, `{"${member}":1e999999999}`)
        attack(restJson1, `{"${member}":-1e-999999999}`)
      }
      refused(restJson1, `{"BigInteger":${'9'.repeat(1_000_000)}}`, 'syntax')
      refused(restJson1, '{"Long":1e400}', 'range')
    })

    it('a megabyte of spaces, of escapes, of equal names, of one string', async () => {
      await linear(
        500_000,
        (n) => `{"Integer":${' '.repeat(n)}x}`,
        (text) => attack(restJson1, text),
      )
      await linear(
        100_000,
        (n) => `{"Name":"${'\\u0041'.repeat(n)}`,
        (text) => attack(restJson1, text),
      )
      await linear(
        20_000,
        (n) => `{${'"Name":"a",'.repeat(n)}"Name":"b"}`,
        (text) => attack(restJson1, text),
      )
      await linear(
        500_000,
        (n) => `{"Blob":"${'='.repeat(n)}"}`,
        (text) => attack(restJson1, text),
      )
      await linear(
        500_000,
        (n) => `{"Timestamp":"${' '.repeat(n)}"}`,
        (text) => attack(restJson1, text),
      )
    })

    it('cut at every byte', () => {
      const text = '{"Name":"\u00e9\\n","List":[{"Integer":-1.5e3}],"Map":{"a":null},"Boolean":true}'
      const bytes = utf8(text)
      for (let i = 0; i < bytes.length; i++) assert.equal(readJsonBytes(bytes.subarray(0, i))._tag, 'Left', String(i))
    })
  })

  describe('CBOR', () => {
    const head = (major: number, count: number | bigint): ReadonlyArray<number> => {
      const bytes = new Uint8Array(9)
      bytes[0] = (major << 5) | 27
      new DataView(bytes.buffer).setBigUint64(1, BigInt(count))
      return [...bytes]
    }
    const joined = (...parts: ReadonlyArray<ReadonlyArray<number> | Uint8Array>): Uint8Array =>
      new Uint8Array(Buffer.concat(parts.map((part) => Uint8Array.from(part))))
    const many = (n: number, ...bytes: ReadonlyArray<number>): Uint8Array =>
      Uint8Array.from({ length: n * bytes.length }, (_, i) => bytes[i % bytes.length] as number)
    const named = (name: string, ...value: ReadonlyArray<number>): Uint8Array =>
      joined([0xa1, 0x60 + name.length], utf8(name), value)
    const endless = (name: string, first: number, n: number, ...bytes: ReadonlyArray<number>): Uint8Array =>
      joined(named(name, first), many(n, ...bytes), [0xff])

    it('cut at every offset', () => {
      const request = requestOf(rpcv2Cbor, op, {
        name: 'a😀',
        list: [{ integer: 5 }, { long: 2n ** 62n }],
        map: { k: {} },
        bigInteger: 2n ** 70n,
        double: 0.1,
        blob: new Uint8Array(30),
        timestamp: new Date(1.5e12 + 1),
        bigDecimal: { coefficient: 5n, exponent: -3 },
      })
      assert.ok(request.body._tag === 'Bytes')
      const { bytes } = request.body
      assert.deepEqual(attack(rpcv2Cbor, bytes), [])
      for (let i = 1; i < bytes.length; i++) refused(rpcv2Cbor, bytes.subarray(0, i), 'syntax')
    })

    it('declared lengths without bytes', () => {
      for (const count of [2 ** 31, 2 ** 32, 2 ** 40, Number.MAX_SAFE_INTEGER, 2n ** 63n, 2n ** 64n - 1n]) {
        for (const major of [2, 3, 4, 5]) {
          bounded(16, () => {
            // What claims more than a limit lets is refused for that, before anybody looks for its bytes.
            refused(rpcv2Cbor, Uint8Array.from(head(major, count)), 'syntax', 'size')
            refused(rpcv2Cbor, named('Blob', ...head(major, count), 1, 2, 3), 'syntax', 'size')
          })
        }
      }
    })

    it('nested forever', async () => {
      for (const byte of [0x9f, 0xbf, 0x81, 0xc1, 0xd9]) {
        refused(rpcv2Cbor, new Uint8Array(deep).fill(byte), 'syntax')
        await linear(
          25_000,
          (n) => new Uint8Array(n).fill(byte),
          (bytes) => attack(rpcv2Cbor, bytes),
        )
      }
      refused(rpcv2Cbor, many(deep, 0xa1, 0x65, ...utf8('Child')), 'syntax')
      // Strings of indefinite length do not nest.
      refused(rpcv2Cbor, Uint8Array.of(0x5f, 0x5f, 0xff, 0xff), 'syntax')
      refused(rpcv2Cbor, Uint8Array.of(0x7f, 0x41, 0x61, 0xff), 'syntax')
    })

    it('depth of the shape', () => {
      const nest = (levels: number): Uint8Array => joined(many(levels, 0xa1, 0x65, ...utf8('Child')), [0xa0])
      refused(rpcv2Cbor, nest(300), 'depth')
      assert.deepEqual(attack(rpcv2Cbor, nest(200)), [])
    })

    it('many small things', async () => {
      await linear(
        50_000,
        (n) => endless('List', 0x9f, n, 0xa0),
        (bytes) => attack(rpcv2Cbor, bytes),
      )
      await linear(
        50_000,
        (n) => endless('Blob', 0x5f, n, 0x40),
        (bytes) => attack(rpcv2Cbor, bytes),
      )
      await linear(
        50_000,
        (n) => endless('Name', 0x7f, n, 0x60),
        (bytes) => attack(rpcv2Cbor, bytes),
      )
      await linear(
        20_000,
        (n) => joined([0xbf], many(n, 0x61, 0x75, 0xf6), [0xff]),
        (bytes) => attack(rpcv2Cbor, bytes),
      )
    })

    it('big integers of any size', async () => {
      refused(
        rpcv2Cbor,
        joined(named('BigInteger', 0xc2, 0x5a, 0, 0x10, 0, 0), new Uint8Array(0x100000).fill(0xff)),
        'syntax',
      )
      await linear(
        100_000,
        (n) => joined(named('BigInteger', 0xc2, 0x5f), many(n, 0x41, 0xff), [0xff]),
        (bytes) => attack(rpcv2Cbor, bytes),
      )
    })

    it('reserved and unknown heads', () => {
      for (const byte of [0x1c, 0x1d, 0x1e, 0x1f, 0x3f, 0xdf, 0xe0, 0xf0, 0xf8, 0xfc, 0xfd, 0xfe, 0xff])
        refused(rpcv2Cbor, Uint8Array.of(byte, 0, 0), 'syntax')
      refused(rpcv2Cbor, named('Name', 0x62, 0xc3, 0x28), 'syntax')
    })

    it('a tree that cannot be written deep does not overflow the reader', () => {
      assert.equal(readCbor(writeCbor(Array.from({ length: 100 }, () => 1)))._tag, 'Right')
    })
  })

  describe('forms', () => {
    it('100,000 segments, huge numbers, gaps', async () => {
      for (const protocol of [awsQuery, ec2Query]) {
        attack(protocol, `Action=Put&${'Child.'.repeat(deep)}Name=x`)
        refused(protocol, `Action=Put&Version=1&${'Child.'.repeat(400)}Name=x`, 'depth')
        await linear(
          25_000,
          (n) => `Action=Put&${'Child.'.repeat(n)}Name=x`,
          (text) => attack(protocol, text),
        )
        for (const index of ['999999999', '4294967295', '99999999999999999999', '1e9', '-1', '0', '01', 'NaN', '']) {
          bounded(16, () =>
            attack(protocol, `Action=Put&List.member.${index}.Name=x&List.${index}.Name=x&Flat.${index}.Name=x`),
          )
        }
      }
    })

    it('many pairs', async () => {
      await linear(
        4_000,
        (n) => `Action=Put&${Array.from({ length: n }, (_, i) => `List.member.${i + 1}.Name=x`).join('&')}`,
        (text) => attack(awsQuery, text),
      )
      await linear(
        4_000,
        (n) =>
          `Action=Put&${Array.from({ length: n }, (_, i) => `Map.entry.${i + 1}.key=${i}&Map.entry.${i + 1}.value.Name=x`).join('&')}`,
        (text) => attack(awsQuery, text),
      )
      await linear(
        100_000,
        (n) => `Action=Put${'&Name=x'.repeat(n)}`,
        (text) => attack(awsQuery, text),
      )
      await linear(
        500_000,
        (n) => '&'.repeat(n),
        (text) => attack(awsQuery, text),
      )
      await linear(
        500_000,
        (n) => `Action=Put&Name=${'+'.repeat(n)}`,
        (text) => attack(awsQuery, text),
      )
      await linear(
        500_000,
        (n) => `Action=Put&Integer=${'9'.repeat(n)}x`,
        (text) => attack(awsQuery, text),
      )
      await linear(
        500_000,
        (n) => `Action=Put&Double=${' '.repeat(n)}1`,
        (text) => attack(awsQuery, text),
      )
    })

    it('broken escapes', () => {
      for (const text of ['Name=%', 'Name=%4', 'Name=%zz', '%=x', 'Name=%C3%28', 'Name=%F0%9F', 'Name=%ED%A0%80']) {
        refused(awsQuery, `Action=Put&${text}`, 'syntax')
        assert.equal(readForm(text)._tag, 'Left', text)
      }
    })

    it('a tree keeps its levels bounded', () => {
      let node = treeOf([['a.'.repeat(deep), 'x']])
      let levels = 0
      for (; node.children.size > 0; levels++) node = [...node.children.values()][0] as typeof node
      assert.ok(levels <= 512, String(levels))
    })
  })

  describe('headers and paths', () => {
    const Input = S.inferred(id('Headers'), {
      names: ['Names', () => S.list(id('Texts'), () => P.String), 0, { httpHeader: 'X-Names' }],
      dates: ['Dates', () => S.list(id('Dates'), () => P.Timestamp), 0, { httpHeader: 'X-Dates' }],
      numbers: ['Numbers', () => S.list(id('Numbers'), () => P.Double), 0, { httpHeader: 'X-Numbers' }],
      params: [
        'Params',
        () =>
          S.map(
            id('Params'),
            () => P.String,
            () => P.String,
          ),
        0,
        { httpQueryParams: true },
      ],
      meta: [
        'Meta',
        () =>
          S.map(
            id('Meta'),
            () => P.String,
            () => P.String,
          ),
        0,
        { httpPrefixHeaders: 'X-Meta-' },
      ],
      key: ['Key', () => P.String, 1, { httpLabel: true }],
    })
    const headers = operationOf(Input, { http: { method: 'GET', uri: '/{Key+}', code: 200 } })
    const read = (change: Partial<HttpRequest>): Errors => {
      const taken = restJson1
        .server(headers)
        .decodeRequest({ ...requestOf(restJson1, headers, { key: 'k' }), ...change })
      return taken._tag === 'Left' && 'issues' in taken.left ? taken.left.issues : []
    }

    it('a quote that is never closed', async () => {
      assert.equal(readHeaderList(`"${'a'.repeat(1_000_000)}`), undefined)
      await linear(
        250_000,
        (n) => `"${'\\"'.repeat(n)}`,
        (text) => read({ headers: [['x-names', text as string]] }),
      )
      await linear(
        250_000,
        (n) => `a${' '.repeat(n)}"`,
        (text) => read({ headers: [['x-names', text as string]] }),
      )
      await linear(
        250_000,
        (n) => `${'"a" '.repeat(n / 4)}`,
        (text) => read({ headers: [['x-names', text as string]] }),
      )
      await linear(
        250_000,
        (n) => ' '.repeat(n),
        (text) => read({ headers: [['x-names', text as string]] }),
      )
      assert.ok(read({ headers: [['x-names', `"${'a'.repeat(1_000_000)}`]] }).length > 0)
    })

    it('100,000 commas', async () => {
      for (const name of ['x-names', 'x-dates', 'x-numbers']) {
        await linear(
          50_000,
          (n) => ','.repeat(n),
          (text) => read({ headers: [[name, text as string]] }),
        )
        await linear(
          50_000,
          (n) => ' ,'.repeat(n),
          (text) => read({ headers: [[name, text as string]] }),
        )
      }
      assert.ok(read({ headers: [['x-dates', ','.repeat(100_000)]] }).length > 0)
    })

    it('100,000 fields and parameters', async () => {
      for (const make of [
        (n: number) => ({ headers: Array.from({ length: n }, (_, i) => [`x-meta-${i}`, 'v'] as const) }),
        (n: number) => ({ headers: Array.from({ length: n }, () => ['x-meta-a', 'v'] as const) }),
        (n: number) => ({ query: Array.from({ length: n }, (_, i) => `k${i}=v`).join('&') }),
        (n: number) => ({ query: Array.from({ length: n }, () => 'k=v').join('&') }),
        (n: number) => ({ path: '/a'.repeat(n) }),
        (n: number) => ({ path: `/${'%41'.repeat(n)}` }),
      ]) {
        await linear(
          10_000,
          (n) => String(n),
          (n) => read(make(Number(n))),
        )
      }
    })

    it('broken escapes', () => {
      assert.equal(read({ query: 'a=%zz' })[0]?.issue.code, 'syntax')
      const taken = restJson1
        .server(headers)
        .decodeRequest({ ...requestOf(restJson1, headers, { key: 'k' }), path: '/%zz' })
      assert.ok(taken._tag === 'Left')
    })
  })

  it('wrong types everywhere', () => {
    const names = [
      'Name',
      'Child',
      'List',
      'Map',
      'Flat',
      'Choice',
      'Byte',
      'Integer',
      'Long',
      'BigInteger',
      'BigDecimal',
      'Double',
      'Boolean',
      'Blob',
      'Timestamp',
      'Doc',
    ]
    const json = [
      'null',
      'true',
      '0',
      '-1.5',
      '1e999',
      '"x"',
      '""',
      '[]',
      '[null]',
      '{}',
      '{"a":null}',
      '[[]]',
      '{"A":{"A":{}}}',
      '9999999999999999999999',
    ]
    for (const name of names) {
      for (const tree of json) attack(restJson1, `{"${name}":${tree}}`)
      for (const inner of [
        '',
        'x',
        '<a/>',
        '<member/>',
        '<entry/>',
        '<entry><key/></entry>',
        '<A/><B/>',
        'x<a/>',
        ' ',
      ]) {
        attack(restXml, `<Node><${name}>${inner}</${name}></Node>`)
        attack(restXml, `<Node><${name}>${inner}</${name}><${name}/></Node>`)
      }
      for (const bytes of [
        [0xf6],
        [0xf7],
        [0xf5],
        [0],
        [0x20],
        [0x40],
        [0x60],
        [0x80],
        [0xa0],
        [0xc1, 0x60],
        [0xc1, 0xf9, 0x7e, 0],
        [0xc4, 0x82, 0, 0],
        [0xc4, 0x80],
        [0xfb, 0x7f, 0xf0, 0, 0, 0, 0, 0, 0],
        [0x81, 0xf6],
        [0xa1, 0x01, 0x01],
        [0xa1, 0x61, 0x41, 0xf6],
      ]) {
        attack(rpcv2Cbor, Uint8Array.of(0xa1, 0x60 + name.length, ...utf8(name), ...bytes))
      }
      for (const protocol of [awsQuery, ec2Query])
        for (const pair of [
          '',
          '=',
          '=x',
          '.=',
          '.1=',
          '.x=y',
          '.member=',
          '.member.1=',
          '.entry.1.key=',
          '.entry.1=',
          '.1.key=k',
          '.A.A.A=',
        ])
          attack(protocol, `Action=Put&Version=1&${name}${pair}`)
    }
    for (const protocol of protocols)
      for (const body of ['', ' ', 'null', '[]', '0', '"', '<', '\u0000', '=', '&&&', '\ufeff']) attack(protocol, body)
  })
})
