/**
 * Bodies: JSON, XML, forms and CBOR.
 */
import type { Protocol } from '../../../lib/index.js'
import { awsQuery, cborBytes, closed, domainJson, json, jsonBytes, jsonText, xmlText } from '../../../lib/index.js'
import { jsonText as leanText } from '../../../lib/lean/index.js'
import type { Shape } from '../../../lib/shape/index.js'
import type { Value } from '../../../lib/value/index.js'
import { readFixture } from '../../../lib/value/index.js'
import { operationOf, requestOf } from '../../awso/fixture.js'
import { leanOf } from '../../lean/leanOf.js'
import { Node } from '../node.js'
import type { Row } from './Row.js'
import { fill, grow, nest, rowsOf, utf8 } from './Row.js'

const shape = Node as unknown as Shape<unknown, Value, unknown>

// -------------------------------------------------------------------------------------
// JSON
// -------------------------------------------------------------------------------------

const jsonInputs: Readonly<Record<string, (units: number) => string>> = {
  'levels of arrays': (n) => `{"Doc":${nest(n, '[', '0', ']')}}`,
  'levels of a shape': (n) => nest(n, '{"Child":', '{}', '}'),
  'levels of what no shape knows': (n) => `{"u":${nest(n, '{"a":', '0', '}')}}`,
  'levels of unions': (n) => `{"Choice":${nest(n, '{"A":', '{"B":""}', '}')}}`,
  'unions that hold two': (n) => `{"Choice":{${grow(n, (i) => `"u${i}":0`, ',')}}}`,
  'brackets never closed': (n) => `{"Doc":${fill(n, '[')}`,
  'tiny items': (n) => `{"List":[${fill(n, '{},')}{}]}`,
  'tiny items of a document': (n) => `{"Doc":[${fill(n, '[],')}0]}`,
  mistakes: (n) => `{"List":[${fill(n, '0,')}0]}`,
  'mistakes behind good parts': (n) => `{"List":[${fill(n, '{"Child":{"Name":"a"}},')}{"Name":0}]}`,
  'one name again and again': (n) => `{${fill(n, '"Name":"a",')}"Name":"b"}`,
  'names that no shape knows': (n) => `{${grow(n, (i) => `"u${i}":0`, ',')}}`,
  'one key again and again': (n) => `{"Map":{${fill(n, '"k":{},')}"k":{}}}`,
  'keys that are numbers far apart': (n) => `{"Map":{${grow(n, (i) => `"${(i * 65_536) % 4_294_967_295}":{}`, ',')}}}`,
  'keys that are numbers, falling': (n) => `{"Map":{${grow(n, (i) => `"${4_000_000 - i}":{}`, ',')}}}`,
  'keys alike but for their ends': (n) => `{"Map":{${grow(n, (i) => `"${'k'.repeat(40)}${i}":{}`, ',')}}}`,
  'text with escapes': (n) => `{"Name":"${fill(n, '\\u0041')}"}`,
  'pairs of surrogates, escaped': (n) => `{"Name":"${fill(n, '\\ud83d\\ude00')}"}`,
  'lone surrogates, escaped': (n) => `{"Name":"${fill(n, '\\ud83d')}"}`,
  'pairs of surrogates': (n) => `{"Name":"${fill(n, '😀')}"}`,
  backslashes: (n) => `{"Name":"${fill(n, '\\\\')}"}`,
  'quotes, escaped': (n) => `{"BigDecimal":1.0,"Name":"${fill(n, '\\"')}"}`,
  'a string never closed': (n) => `{"Name":"${fill(n, 'a')}`,
  'strings never closed, escaped': (n) => `{"Name":"${fill(n, 'a\\"')}`,
  'a long number': (n) => `{"BigInteger":${fill(n, '9')}}`,
  'numbers of 4,096 digits': (n) => `{"Doc":[${fill(n, `${'9'.repeat(4_096)},`)}0]}`,
  'decimals with zeros': (n) => `{"BigDecimal":1.${fill(n, '0')}}`,
  exponents: (n) => `{"Doc":[${fill(n, '1e400,')}0]}`,
  'white space': (n) => `{"Name":${fill(n, ' \t\n')}"a"}`,
  'white space at the end': (n) => `{"Name":"a"}${fill(n, ' ')}x`,
  'a fault at the end': (n) => `{"List":[${fill(n, '{"Name":"a"},')}x`,
  'a wide set': (n) => `{"Set":[${grow(n, (i) => `"${i}"`, ',')}]}`,
  'a wide set of structures': (n) => `{"NodeSet":[${grow(n, (i) => `{"Name":"${i}"}`, ',')}]}`,
  base64: (n) => `{"Blob":"${fill(n, 'AAAA')}!"}`,
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

const jsonRows: ReadonlyArray<Row> = [
  ...rowsOf('JSON text', jsonText(shape).decode, jsonInputs),
  ...rowsOf('JSON text, lean', leanText(leanOf(shape.schema)).decode, jsonInputs),
  ...rowsOf(
    'JSON bytes',
    jsonBytes(closed(shape)).decode,
    Object.fromEntries(Object.entries(jsonInputs).map(([name, make]) => [name, (n: number) => utf8(make(n))])),
  ),
  ...rowsOf('JSON bytes', jsonBytes(shape).decode, {
    'ill-formed at the end': (n) => Uint8Array.from([...utf8(`{"Name":"${fill(n, 'é')}`), 0xc3]),
    'a text of three bytes each': (n) => utf8(`{"Name":"${'€'.repeat(n / 3)}"}`),
  }),
  ...rowsOf(
    'JSON tree',
    json(shape).decode,
    Object.fromEntries(
      ['tiny items', 'mistakes', 'names that no shape knows', 'a wide set', 'levels of unions'].map((name) => [
        name,
        (n: number) => parsed((jsonInputs[name] as (n: number) => string)(n)),
      ]),
    ),
  ),
  ...rowsOf('domain JSON tree', domainJson(shape).decode, {
    'tiny items': (n) => ({ list: Array.from({ length: n / 3 }, () => ({})) }),
    mistakes: (n) => ({ list: Array.from({ length: n / 2 }, () => 0) }),
  }),
  ...rowsOf('make', shape.make, {
    'tiny items': (n) => ({ list: Array.from({ length: n / 3 }, () => ({})) }),
    mistakes: (n) => ({ list: Array.from({ length: n / 2 }, () => 0) }),
    'names that no shape knows': (n) => parsed(`{${grow(n, (i) => `"u${i}":0`, ',')}}`),
    'documents that share their parts': (n) => ({
      doc: Array.from({ length: n / 64 }, () => ['a', 'b', 'c', 'd', 'e', 'f']),
    }),
  }),
  ...rowsOf('fixture of a Value', readFixture, {
    levels: (n) => nest(n, '{"List":[', '{"Null":null}', ']}'),
    'tiny items': (n) => `{"List":[${fill(n, '{"String":""},')}{"String":""}]}`,
    mistakes: (n) => `{"List":[${fill(n, '0,')}0]}`,
  }),
]

// -------------------------------------------------------------------------------------
// XML
// -------------------------------------------------------------------------------------

const node = (inside: string): string => `<Node>${inside}</Node>`

const xmlRows: ReadonlyArray<Row> = rowsOf('XML', xmlText(shape).decode, {
  'levels of a shape': (n) => node(nest(n, '<Child>', '', '</Child>')),
  'levels of what no shape knows': (n) => node(nest(n, '<u>', '', '</u>')),
  'levels never closed': (n) => `<Node>${fill(n, '<Child>')}`,
  'levels of unions': (n) => node(`<Choice>${nest(n, '<A>', '<B/>', '</A>')}</Choice>`),
  'tiny items': (n) => node(`<List>${fill(n, '<member/>')}</List>`),
  'flat items': (n) => node(fill(n, '<Flat/>')),
  'flat items among others': (n) => node(fill(n, '<Flat/><u/>')),
  'one entry again and again': (n) => node(`<Map>${fill(n, '<entry><key>a</key><value/></entry>')}</Map>`),
  entries: (n) => node(`<Map>${grow(n, (i) => `<entry><key>${i}</key><value/></entry>`)}</Map>`),
  'one element again and again': (n) => node(fill(n, '<Name>a</Name>')),
  'elements that no shape knows': (n) => node(grow(n, (i) => `<u${i}/>`)),
  mistakes: (n) => node(`<List>${fill(n, '<member><Integer>x</Integer></member>')}</List>`),
  attributes: (n) => `<Node ${grow(n, (i) => `a${i}="x"`, ' ')}/>`,
  'an attribute again and again': (n) => `<Node ${fill(n, 'a="x" ')}/>`,
  namespaces: (n) => `<Node ${grow(n, (i) => `xmlns:p${i}="urn:x"`, ' ')}/>`,
  'namespaces at each level': (n) => node(nest(n, '<Child xmlns="urn:a" xmlns:p="urn:b">', '', '</Child>')),
  'a long attribute': (n) => `<Node a="${fill(n, '&#x41;')}"/>`,
  'an attribute never closed': (n) => `<Node a="${fill(n, 'a ')}`,
  'character references': (n) => node(`<Name>${fill(n, '&#x41;')}</Name>`),
  entities: (n) => node(`<Name>${fill(n, '&amp;')}</Name>`),
  ampersands: (n) => node(`<Name>${fill(n, '&')}</Name>`),
  'entities that nobody declared': (n) => node(`<Name>${fill(n, '&x;')}</Name>`),
  'CDATA sections': (n) => node(`<Name>${fill(n, '<![CDATA[a]]>')}</Name>`),
  'a section never closed': (n) => node(`<Name><![CDATA[${fill(n, ']]')}</Name>`),
  'sections opened in one': (n) => node(`<Name>${fill(n, '<![CDATA[')}</Name>`),
  comments: (n) => node(`<Name>${fill(n, '<!--a-->b')}</Name>`),
  'a comment never closed': (n) => node(`<!--${fill(n, '- ')}`),
  'comments opened in one': (n) => node(fill(n, '<!-')),
  'processing instructions': (n) => node(fill(n, '<?a b?>')),
  'an instruction never closed': (n) => node(`<?a ${fill(n, '? ')}`),
  'a document type': (n) => `<!DOCTYPE Node [${fill(n, '<!ENTITY a "b">')}]><Node/>`,
  'white space': (n) => node(`<Integer>${fill(n, ' \n')}1</Integer>`),
  'white space in a tag': (n) => `<Node${fill(n, ' ')}x`,
  'white space in the declaration': (n) => `<?xml version="1.0"${fill(n, ' ')}x?><Node/>`,
  'a long name': (n) => `<${fill(n, 'a')}`,
  'text with brackets': (n) => node(`<Name>${fill(n, ']]')}</Name>`),
  'carriage returns': (n) => node(`<Name>${fill(n, '\r')}</Name>`),
  'a long number': (n) => node(`<BigInteger>${fill(n, '9')}</BigInteger>`),
  'a wide set': (n) => node(`<Set>${grow(n, (i) => `<member>${i}</member>`)}</Set>`),
  'base64 with blanks': (n) => node(`<Blob>${fill(n, 'AAAA \n')}!</Blob>`),
})

// -------------------------------------------------------------------------------------
// forms
// -------------------------------------------------------------------------------------

const operation = operationOf(Node, { http: { method: 'POST', uri: '/', code: 200 } }, { output: Node })

const served = (protocol: Protocol): ((body: Uint8Array) => unknown) => {
  const server = protocol.server(operation)
  const request = requestOf(protocol, operation, { name: 'x' })
  return (bytes) => server.decodeRequest({ ...request, body: { _tag: 'Bytes', bytes } })
}

const form = (pairs: string): Uint8Array => utf8(`Action=Put&Version=1&${pairs}`)

const formRows: ReadonlyArray<Row> = rowsOf('form', served(awsQuery), {
  ampersands: (n) => form(fill(n, '&')),
  'one name again and again': (n) => form(fill(n, 'Name=a&')),
  'names that no shape knows': (n) => form(grow(n, (i) => `u${i}=0`, '&')),
  'tiny items': (n) => form(grow(n, (i) => `List.member.${i + 1}.Name=`, '&')),
  'items in falling order': (n) => form(grow(n, (i) => `List.member.${900_000 - i}.Name=`, '&')),
  mistakes: (n) => form(grow(n, (i) => `List.member.${i + 1}.Integer=x`, '&')),
  entries: (n) => form(grow(n, (i) => `Map.entry.${i + 1}.key=${i}&Map.entry.${i + 1}.value=`, '&')),
  'parts of one name': (n) => form(`${fill(n, 'Child.')}Name=x`),
  'names of many parts': (n) => form(grow(n, (i) => `u${i}${'.a'.repeat(400)}=x`, '&')),
  'levels of unions': (n) => form(`Choice.${fill(n, 'A.')}B=x`),
  escapes: (n) => form(`Name=${fill(n, '%41')}`),
  pluses: (n) => form(`Name=${fill(n, '+')}`),
  'an escape that breaks off': (n) => form(`Name=${fill(n, '%41')}%`),
  'a long number': (n) => form(`BigInteger=${fill(n, '9')}`),
  'a wide set': (n) => form(grow(n, (i) => `Set.member.${i + 1}=${i}`, '&')),
})

// -------------------------------------------------------------------------------------
// CBOR
// -------------------------------------------------------------------------------------

const text = (of: string): ReadonlyArray<number> => [0x60 + of.length, ...utf8(of)]

/** A structure with one member. */
const member = (name: string, ...value: ReadonlyArray<ArrayLike<number>>): Uint8Array =>
  Buffer.concat([Uint8Array.of(0xa1, ...text(name)), ...value.map((part) => Uint8Array.from(part))])

const many = (units: number, part: ReadonlyArray<number>): Uint8Array => {
  const count = Math.max(1, Math.floor(units / part.length))
  const bytes = new Uint8Array(count * part.length)
  for (let i = 0; i < count; i++) bytes.set(part, i * part.length)
  return bytes
}

const head = (major: number, count: number): ReadonlyArray<number> => {
  const bytes = Buffer.alloc(5)
  bytes[0] = (major << 5) + 26
  bytes.writeUInt32BE(count, 1)
  return [...bytes]
}

/** An array or a map of parts that are alike. */
const counted = (major: number, units: number, part: ReadonlyArray<number>): Uint8Array =>
  Buffer.concat([Uint8Array.from(head(major, Math.max(1, Math.floor(units / part.length)))), many(units, part)])

const numbered = (units: number, part: (i: number) => ReadonlyArray<number>): ReadonlyArray<number> => {
  const bytes: Array<number> = []
  let count = 0
  while (bytes.length < units) bytes.push(...part(count++))
  return [...head(5, count), ...bytes]
}

const number32 = (i: number): ReadonlyArray<number> => [0x1a, i >>> 24, (i >>> 16) & 255, (i >>> 8) & 255, i & 255]

const key = (i: number): ReadonlyArray<number> => text(String(i))

const cborRows: ReadonlyArray<Row> = rowsOf('CBOR', cborBytes(shape).decode, {
  'levels of a shape': (n) => Buffer.concat([many(n, [0xa1, ...text('Child')]), Uint8Array.of(0xa0)]),
  'levels of arrays': (n) => member('u', many(n, [0x81]), [0]),
  'levels of tags': (n) => member('u', many(n, [0xc6]), [0]),
  'levels never closed': (n) => member('u', many(n, [0x9f])),
  'levels of unions': (n) => member('Choice', many(n, [0xa1, ...text('A')]), [0xa0]),
  'tiny items': (n) => member('List', counted(4, n, [0xa0])),
  'tiny items without a count': (n) => member('List', [0x9f], many(n, [0xa0]), [0xff]),
  'tiny items of what no shape knows': (n) => member('u', counted(4, n, [0x80])),
  mistakes: (n) => member('List', counted(4, n, [0])),
  'one name again and again': (n) => counted(5, n, [...text('Name'), ...text('a')]),
  'names that no shape knows': (n) => Uint8Array.from(numbered(n, (i) => [...text(`u${i}`), 0])),
  'one key again and again': (n) => member('Map', counted(5, n, [...text('k'), 0xa0])),
  entries: (n) =>
    member(
      'Map',
      numbered(n, (i) => [...key(i), 0xa0]),
    ),
  'keys that are numbers': (n) => Uint8Array.from(numbered(n, (i) => [...number32(i * 65_536), 0])),
  chunks: (n) => member('Name', [0x7f], many(n, [0x61, 0x61]), [0xff]),
  'empty chunks': (n) => member('Name', [0x7f], many(n, [0x60]), [0xff]),
  'chunks never closed': (n) => member('Blob', [0x5f], many(n, [0x41, 0])),
  'a claim of 2^32 items': (n) => member('List', head(4, 0xffffffff), many(n, [0xa0])),
  'a claim of 2^32 bytes': (n) => member('Blob', head(2, 0xffffffff), many(n, [0])),
  'big integers': (n) => member('u', counted(4, n, [0xc2, 0x59, 0x08, 0, ...new Array<number>(2_048).fill(255)])),
  'half floats': (n) => member('u', counted(4, n, [0xf9, 0x3c, 0x00])),
  'ill-formed text at the end': (n) => member('Name', head(3, n), many(n - 1, [0x61]), [0xff]),
  'a wide set': (n) => {
    const [, , , , , ...items] = numbered(n / 2, (i) => key(i))
    const count = numbered(n / 2, (i) => key(i)).slice(1, 5)
    return member('Set', [(4 << 5) + 26, ...count], items)
  },
})

export const bodyRows: ReadonlyArray<Row> = [...jsonRows, ...xmlRows, ...formRows, ...cborRows]
