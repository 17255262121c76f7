/**
 * The codec of events, message by message. Source: Smithy 2.0, "Event streams" and "Amazon Event Stream Specification".
 */
import assert from 'node:assert/strict'
import type { EventMessage, HeaderValue } from '../../lib/format/eventStream.js'
import { readMessage, writeMessage } from '../../lib/format/eventStream.js'
import { readUtf8, writeUtf8 } from '../../lib/format/utf8.js'
import type { Protocol } from '../../lib/index.js'
import { awsJson1_1, issueText, restJson1, restXml, rpcv2Cbor, shapeOf } from '../../lib/index.js'
import type { Member, Schema, UnionSchema } from '../../lib/schema/index.js'
import * as S from '../../lib/shape/index.js'
import { limited, tolerant } from '../../lib/shape/index.js'
import type { Errors, Validation, Value } from '../../lib/value/index.js'
import { limitsOf } from '../limits.js'

const { Prelude } = S
const Small = S.enumeration('example#Small', { ONE: 'ONE' })
const Level = S.intEnumeration('example#Level', { LOW: 1, HIGH: 2 })
const List = S.list('example#List', () => Prelude.String)
const Map = S.map(
  'example#Map',
  () => Prelude.String,
  () => Prelude.String,
)
const Choice = S.union<{ readonly _tag: 'a'; readonly value: string }, Value, unknown>('example#Choice', {
  a: ['a', () => Prelude.String],
})
const Inner = S.inferred('example#Inner', { x: ['X', () => Prelude.String] })

const header = { eventHeader: true } as const

/** One event whose headers are of every kind that a header has. */
const Heads = S.inferred('example#Heads', {
  text: ['Text', () => Prelude.String, 0, header],
  small: ['Small', () => Small, 0, header],
  level: ['Level', () => Level, 0, header],
  byte: ['Byte', () => Prelude.Byte, 0, header],
  short: ['Short', () => Prelude.Short, 0, header],
  integer: ['Integer', () => Prelude.Integer, 0, header],
  long: ['Long', () => Prelude.Long, 0, header],
  yes: ['Yes', () => Prelude.Boolean, 0, header],
  bytes: ['Bytes', () => Prelude.Blob, 0, header],
  at: ['At', () => Prelude.Timestamp, 0, header],
})

const payload = { eventPayload: true } as const
const Bytes = S.inferred('example#Bytes', { data: ['Data', () => Prelude.Blob, 0, payload] })
const Text = S.inferred('example#Text', { data: ['Data', () => Prelude.String, 0, payload] })
const Inside = S.inferred('example#Inside', { data: ['Data', () => Inner, 0, payload] })
const Body = S.inferred('example#Body', { text: ['Text', () => Prelude.String, 1], n: ['N', () => Prelude.Integer] })
const Fault = S.inferred('example#Fault', { message: ['message', () => Prelude.String] }, { error: 'client' })

const memberTo = (name: string, schema: Schema): Member => ({
  name,
  field: name,
  required: false,
  traits: {},
  target: () => schema,
})

const unionOf = (members: Readonly<Record<string, { readonly schema: Schema }>>): UnionSchema => ({
  _tag: 'union',
  id: 'example#Events',
  traits: { streaming: true },
  members: Object.entries(members).map(([name, { schema }]) => memberTo(name, schema)),
})

const Events = shapeOf(
  unionOf({ heads: Heads, bytes: Bytes, text: Text, inside: Inside, body: Body, fault: Fault, bare: Prelude.String }),
)

/** Events with one header, of a kind that no header has. */
const unheld: ReadonlyArray<readonly [string, S.AnyShape, unknown]> = [
  ['list', List, ['a']],
  ['map', Map, { a: 'b' }],
  ['structure', Inner, { x: 'a' }],
  ['union', Choice, { _tag: 'a', value: 'b' }],
  ['union', Choice, { _tag: '$unknown', name: 'z', raw: null }],
  ['double', Prelude.Double, 1.5],
  ['bigDecimal', Prelude.BigDecimal, { coefficient: 1n, exponent: 0 }],
  ['document', Prelude.Document, 'a'],
]

const text = (value: string): HeaderValue => ({ _tag: 'string', value })

const said = (result: Validation<unknown>): ReadonlyArray<string> =>
  result._tag === 'Left' ? (result.left as Errors).map(({ issue }) => issueText(issue)) : []

const message = (headers: ReadonlyArray<readonly [string, HeaderValue]>, body = ''): EventMessage => ({
  headers,
  payload: writeUtf8(body),
})

const event = (name: string): ReadonlyArray<readonly [string, HeaderValue]> => [
  [':message-type', text('event')],
  [':event-type', text(name)],
]

for (const protocol of [restJson1, restXml, awsJson1_1, rpcv2Cbor] as ReadonlyArray<Protocol>) {
  describe(`${protocol.id}: one event`, () => {
    const codec = protocol.events(Events, 'server')

    const messageOf = (value: unknown): EventMessage => {
      const written = codec.encode(value)
      assert.ok(written._tag === 'Right', said(written).join('\n'))
      const read = readMessage(written.right)
      assert.ok(read._tag === 'Right')
      return read.right
    }

    const whole = {
      text: 'é',
      small: 'ONE',
      level: 2,
      byte: -1,
      short: 300,
      integer: 70_000,
      long: 2n ** 62n,
      yes: false,
      bytes: Uint8Array.of(1, 2),
      at: new Date(1_515_531_081_123),
    }

    const events: ReadonlyArray<readonly [string, unknown]> = [
      ['every kind of header', { _tag: 'heads', value: whole }],
      ['no header', { _tag: 'heads', value: {} }],
      ['bytes', { _tag: 'bytes', value: { data: Uint8Array.of(0, 255) } }],
      ['no bytes', { _tag: 'bytes', value: { data: new Uint8Array() } }],
      ['absent bytes', { _tag: 'bytes', value: {} }],
      ['text', { _tag: 'text', value: { data: 'é😀' } }],
      ['a structure for a payload', { _tag: 'inside', value: { data: { x: 'a' } } }],
      ['members', { _tag: 'body', value: { text: 'a', n: 1 } }],
      ['an exception', { _tag: 'fault', value: { message: 'no' } }],
    ]
    for (const [name, value] of events)
      it(`law: decode(readMessage(encode(event))) = right(event): ${name}`, () =>
        assert.deepEqual(codec.decode(messageOf(value)), { _tag: 'Right', right: value }))

    it('headers have the types of their kinds', () =>
      assert.deepEqual(messageOf({ _tag: 'heads', value: whole }).headers, [
        ...event('heads'),
        ['Text', text('é')],
        ['Small', text('ONE')],
        ['Level', { _tag: 'integer', value: 2 }],
        ['Byte', { _tag: 'byte', value: -1 }],
        ['Short', { _tag: 'short', value: 300 }],
        ['Integer', { _tag: 'integer', value: 70_000 }],
        ['Long', { _tag: 'long', value: 2n ** 62n }],
        ['Yes', { _tag: 'boolean', value: false }],
        ['Bytes', { _tag: 'blob', value: Uint8Array.of(1, 2) }],
        ['At', { _tag: 'timestamp', epochMillis: 1_515_531_081_123 }],
      ]))

    it('types of content', () => {
      const typeOf = (value: unknown): unknown =>
        messageOf(value).headers.find(([name]) => name === ':content-type')?.[1]
      assert.deepEqual(typeOf({ _tag: 'bytes', value: { data: Uint8Array.of(1) } }), text('application/octet-stream'))
      assert.deepEqual(typeOf({ _tag: 'text', value: { data: 'a' } }), text('text/plain'))
      assert.equal(typeOf({ _tag: 'heads', value: whole }), undefined)
      assert.deepEqual(typeOf({ _tag: 'body', value: { text: 'a' } }), typeOf({ _tag: 'inside', value: { data: {} } }))
    })

    it('errors are exceptions', () => {
      const written = protocol.events(Events, 'server').encode({ _tag: 'fault', value: {} })
      assert.ok(written._tag === 'Right')
      const read = readMessage(written.right)
      assert.ok(read._tag === 'Right')
      assert.deepEqual(read.right.headers.slice(0, 2), [
        [':message-type', text('exception')],
        [':exception-type', text('fault')],
      ])
    })

    it('each header is refused where its type is another’s', () => {
      for (const name of ['Text', 'Small', 'Level', 'Byte', 'Short', 'Integer', 'Long', 'Yes', 'Bytes', 'At']) {
        const read = codec.decode(message([...event('heads'), [name, { _tag: 'uuid', value: new Uint8Array(16) }]]))
        assert.equal(said(read).length, 1)
        assert.match(said(read)[0] ?? '', new RegExp(`^${name}: expected .+, got a header of type uuid \\[type\\]$`))
      }
      assert.match(
        said(codec.decode(message([...event('heads'), ['Byte', { _tag: 'integer', value: 1 }]]))).join(),
        /^Byte: expected .+ got a header of type integer/,
      )
    })

    it('what is no event of the union is refused', () => {
      const decoded = (headers: ReadonlyArray<readonly [string, HeaderValue]>): ReadonlyArray<string> =>
        said(codec.decode(message(headers)))
      const other =
        '(root): expected a text header :message-type of event, exception or error, got another or none [union]'
      assert.deepEqual(decoded([]), [other])
      assert.deepEqual(decoded([[':message-type', text('x')]]), [other])
      assert.deepEqual(decoded([[':message-type', { _tag: 'blob', value: writeUtf8('event') }]]), [other])
      assert.deepEqual(decoded([[':message-type', text('event')]]), [
        '(root): expected a text header :event-type, got none [union]',
      ])
      assert.deepEqual(decoded([[':message-type', text('exception')]]), [
        '(root): expected a text header :exception-type, got none [union]',
      ])
      assert.deepEqual(decoded([[':message-type', text('error')]]), [
        '(root): expected an event, got an error: "" [union]',
      ])
      assert.deepEqual(
        decoded([
          [':message-type', text('error')],
          [':error-code', text('x'.repeat(65))],
        ]),
        [`(root): expected an event, got an error: "${'x'.repeat(64)}" [union]`],
      )
      for (const name of ['nothing', 'bare'])
        assert.deepEqual(decoded(event(name)), [
          '(root): expected an event of example#Events, got an unknown one [union]',
        ])
    })

    it('a client keeps what it does not know', () => {
      const client = protocol.events(tolerant(Events), 'client')
      assert.deepEqual(client.decode(message(event('nothing'))), {
        _tag: 'Right',
        right: { _tag: '$unknown', name: 'nothing', raw: null },
      })
      assert.deepEqual(said(client.encode({ _tag: '$unknown', name: 'nothing', raw: null })), [
        '(root): expected an event of example#Events, got another [union]',
      ])
    })

    it('a payload that is no document of the format is refused', () => {
      assert.deepEqual(
        codec.decode(message(event('body'), '<{'))._tag === 'Left' &&
          said(codec.decode(message(event('body'), '<{'))).length,
        1,
      )
      assert.match(said(codec.decode(message(event('body'), '<{'))).join(), /\[syntax\]$/)
    })

    it('an absent body is one without members', () =>
      assert.deepEqual(said(codec.decode(message(event('body')))), ['Text: expected a value, got nothing [missing]']))

    it('what no header holds is unrepresentable', () => {
      for (const [kind, shape, value] of unheld) {
        const Odd = S.inferred('example#Odd', { odd: ['Odd', () => shape, 0, header] })
        const odd = protocol.events(shapeOf(unionOf({ odd: Odd })), 'server')
        assert.deepEqual(said(odd.encode({ _tag: 'odd', value: { odd: value } })), [
          `Odd: expected a kind that a header has, got a ${kind} [unrepresentable]`,
        ])
        const read = odd.decode(message([...event('odd'), ['Odd', text('a')]]))
        assert.match(said(read).join(), /^Odd: expected .+ got a header of type string \[(type|union)\]$/)
      }
    })

    it('what no message holds is unrepresentable', () => {
      const long = 'x'.repeat(32_768)
      assert.deepEqual(said(codec.encode({ _tag: 'heads', value: { text: long } })), [
        '(root): expected a header of at most 32,767 bytes, got a longer one [unrepresentable]',
      ])
      assert.equal(codec.encode({ _tag: 'heads', value: { text: long.slice(1) } })._tag, 'Right')
      const Many = S.inferred(
        'example#Many',
        Object.fromEntries(
          Array.from({ length: 5 }, (_, i) => [`f${i}`, [`F${i}`, () => Prelude.String, 0, header] as const]),
        ),
      )
      const many = protocol.events(shapeOf(unionOf({ many: Many })), 'server')
      const full = Object.fromEntries(Array.from({ length: 5 }, (_, i) => [`f${i}`, long.slice(1)]))
      assert.deepEqual(said(many.encode({ _tag: 'many', value: full })), [
        '(root): expected at most 131,072 bytes of headers, and 25,165,824 of a message, got more [unrepresentable]',
      ])
      assert.deepEqual(said(codec.encode({ _tag: 'bare', value: 'a' })), [
        '(root): expected structures as the events of example#Events, got a string [unrepresentable]',
      ])
    })

    it('text of a payload is well-formed, both ways', () => {
      assert.deepEqual(said(codec.encode({ _tag: 'text', value: { data: '\ud800' } })), [
        'Data: expected well-formed Unicode text, got other text [unrepresentable]',
      ])
      const read = codec.decode({ headers: event('text'), payload: Uint8Array.of(0x61, 0xff) })
      assert.deepEqual(said(read), ['Data: expected UTF-8, got a fault at byte offset 1 [syntax]'])
    })

    it('a stream ends with the event that cannot be written, told as an error', async () => {
      async function* three(): AsyncGenerator<unknown> {
        yield { _tag: 'text', value: { data: 'a' } }
        yield { _tag: 'text', value: { data: '\ud800' } }
        assert.fail('nobody asks for more')
      }
      const all: Array<EventMessage> = []
      for await (const bytes of codec.write(three())) {
        const read = readMessage(bytes)
        assert.ok(read._tag === 'Right')
        all.push(read.right)
      }
      assert.equal(all.length, 2)
      assert.deepEqual(all[1], {
        headers: [
          [':message-type', text('error')],
          [':error-code', text('unrepresentable')],
          [':error-message', text('Data: expected well-formed Unicode text, got other text [unrepresentable]')],
        ],
        payload: new Uint8Array(),
      })
    })

    it('a fault of the framing is the last that comes', async () => {
      async function* damaged(): AsyncGenerator<Uint8Array> {
        yield writeMessage(messageOf({ _tag: 'text', value: { data: 'a' } }))
        yield new Uint8Array(16)
        yield writeMessage(messageOf({ _tag: 'text', value: { data: 'b' } }))
      }
      const all: Array<Validation<unknown>> = []
      for await (const one of codec.read(damaged())) all.push(one)
      assert.deepEqual(
        all.map(({ _tag }) => _tag),
        ['Right', 'Left'],
      )
      assert.match(said(all[1] as Validation<unknown>).join(), /^\(root\): .+ \[syntax\]$/)
    })

    it('a shape that is no union has no events', () =>
      assert.throws(
        () => protocol.events(Inner, 'server'),
        /^Error: example#Inner is no union, and so no stream of events$/,
      ))
  })
}

it('the body of an event is a document of the format', () => {
  const written = restJson1.events(Events, 'server').encode({ _tag: 'body', value: { text: 'a', n: 1 } })
  assert.ok(written._tag === 'Right')
  const read = readMessage(written.right)
  assert.ok(read._tag === 'Right')
  assert.deepEqual(readUtf8(read.right.payload), { _tag: 'Right', right: '{"Text":"a","N":1}' })
})

describe('payloads of events', () => {
  const codecOf = (shape: S.AnyShape, protocol: Protocol = restJson1) =>
    protocol.events(shapeOf(unionOf({ one: shape })), 'server')
  const sent = (codec: ReturnType<typeof codecOf>, value: object): EventMessage => {
    const written = codec.encode({ _tag: 'one', value })
    assert.ok(written._tag === 'Right', said(written).join('\n'))
    const read = readMessage(written.right)
    assert.ok(read._tag === 'Right')
    return read.right
  }
  const held = (shape: S.AnyShape, required: 0 | 1 = 0) =>
    codecOf(S.inferred('example#Held', { data: ['Data', () => shape, required, payload] }))

  it('say the media type of their shape', () => {
    for (const [shape, value, type] of [
      [S.blob('example#Image', { mediaType: 'image/png' }), Uint8Array.of(1), 'image/png'],
      [S.string('example#Note', { mediaType: 'text/markdown' }), 'a', 'text/markdown'],
      [Small, 'ONE', 'text/plain'],
      [Inner, {}, 'application/json'],
      [List, [], 'application/json'],
    ] as const)
      assert.deepEqual(
        sent(held(shape), { data: value }).headers.slice(2),
        [[':content-type', text(type)]],
        shape.schema.id,
      )
  })

  it('an absent one has neither bytes nor a type, whatever it is of', () => {
    for (const shape of [Prelude.Blob, Prelude.String, Inner, List]) {
      const codec = held(shape)
      assert.deepEqual(sent(codec, {}), { headers: event('one'), payload: new Uint8Array() })
      assert.deepEqual(codec.decode({ headers: event('one'), payload: new Uint8Array() }), {
        _tag: 'Right',
        right: { _tag: 'one', value: {} },
      })
    }
  })

  it('no bytes are a value where they have a type, or where there has to be one', () => {
    const none = new Uint8Array()
    const typed = [...event('one'), [':content-type', text('a/b')] as const]
    const read = { _tag: 'Right', right: { _tag: 'one', value: { data: none } } }
    assert.deepEqual(held(Prelude.Blob).decode({ headers: typed, payload: none }), read)
    assert.deepEqual(held(Prelude.Blob, 1).decode({ headers: event('one'), payload: none }), read)
    assert.deepEqual(said(held(Inner, 1).decode({ headers: typed, payload: none })), [
      'Data: expected a value, got nothing [missing]',
    ])
  })

  it('a document of another kind is told where it stands', () => {
    const list = writeUtf8('[]')
    assert.deepEqual(said(held(Inner).decode({ headers: event('one'), payload: list })), [
      'Data: expected a structure, got a list [type]',
    ])
    assert.deepEqual(said(codecOf(Body).decode({ headers: event('one'), payload: list })), [
      '(root): expected a structure, got a list [type]',
    ])
    assert.deepEqual(said(held(List).decode({ headers: event('one'), payload: list })), [])
  })

  it('limits hold for the bytes of a document', () => {
    const shape = limited(shapeOf(unionOf({ one: Body })), limitsOf({ size: 12 }))
    const decode = (body: string) => restJson1.events(shape, 'server').decode(message(event('one'), body))
    assert.deepEqual(said(decode('{"Text":"a"}')), [])
    assert.deepEqual(said(decode('{"Text":"ab"}')), ['(root): expected at most 12 bytes, got 13 bytes [size]'])
  })

  it('members beside headers make up a document', () => {
    const Mixed = S.inferred('example#Mixed', {
      at: ['At', () => Prelude.Long, 0, header],
      text: ['Text', () => Prelude.String],
    })
    const codec = codecOf(Mixed)
    const written = sent(codec, { at: 1n, text: 'a' })
    assert.deepEqual(written, {
      headers: [...event('one'), [':content-type', text('application/json')], ['At', { _tag: 'long', value: 1n }]],
      payload: writeUtf8('{"Text":"a"}'),
    })
    assert.deepEqual(sent(codec, {}).payload, writeUtf8('{}'))
    assert.deepEqual(codec.decode(written), { _tag: 'Right', right: { _tag: 'one', value: { at: 1n, text: 'a' } } })
  })

  it('an error that ends a stream says all issues, in 1,000 units', async () => {
    const Labels = S.inferred(
      'example#Labels',
      Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`l${i}`, [`L${i}`, () => Prelude.Double, 0, header]])),
    )
    const codec = codecOf(Labels)
    async function* one(value: object): AsyncGenerator<unknown> {
      yield { _tag: 'one', value }
    }
    const said = async (value: object): Promise<unknown> => {
      for await (const bytes of codec.write(one(value))) {
        const read = readMessage(bytes)
        assert.ok(read._tag === 'Right')
        return read.right.headers.find(([name]) => name === ':error-message')?.[1]
      }
      return undefined
    }
    const issue = (i: number): string => `L${i}: expected a kind that a header has, got a double [unrepresentable]`
    assert.deepEqual(await said({ l0: 1, l1: 2 }), text(`${issue(0)}; ${issue(1)}`))
    const all = Array.from({ length: 20 }, (_, i) => issue(i)).join('; ')
    assert.deepEqual(
      await said(Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`l${i}`, i]))),
      text(all.slice(0, 1000)),
    )
  })
})
