/**
 * Hostile requests: nothing throws, nothing overflows, each is told what it is, in a time that is bounded and printed.
 */
import assert from 'node:assert/strict'
import * as E from 'fp-ts/lib/Either.js'
import { StartEmailContact, StartEmailContactRequest } from '../../lib/connect/index.js'
import { bytesBody } from '../../lib/http/index.js'
import { eq, show } from '../../lib/interpret/instances.js'
import { json, jsonBytes, jsonText } from '../../lib/interpret/json.js'
import * as restJson1 from '../../lib/protocol/restJson1.js'
import type { Errors } from '../../lib/value/Issue.js'
import { least, made, unchecked, withMessage } from '../connect/example.js'

// -------------------------------------------------------------------------------------
// every way in
// -------------------------------------------------------------------------------------

type Read = E.Either<Errors, StartEmailContactRequest>

const client = restJson1.client(StartEmailContact)
const server = restJson1.server(StartEmailContact)
const good = made(least)
const goodRequest = client.encodeRequest(good)
const goodTree = json(StartEmailContactRequest).encode(good) as Readonly<Record<string, unknown>>

const serve = (bytes: Uint8Array): Read => {
  const decoded = server.decodeRequest({ ...goodRequest, body: bytesBody(bytes) })
  if (E.isRight(decoded)) return decoded
  return 'issues' in decoded.left ? E.left(decoded.left.issues) : assert.fail(decoded.left._tag)
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

const fromBytes: Readonly<Record<string, (bytes: Uint8Array) => Read>> = {
  'server.decodeRequest': serve,
  jsonBytes: (bytes) => jsonBytes(StartEmailContactRequest).decode(bytes),
}

const fromText: Readonly<Record<string, (text: string) => Read>> = {
  ...Object.fromEntries(Object.entries(fromBytes).map(([name, read]) => [name, (text: string) => read(utf8(text))])),
  jsonText: (text) => jsonText(StartEmailContactRequest).decode(text),
}

/** Members put over those of a good request. */
const withMembers = (members: string): string => `${JSON.stringify(goodTree).slice(0, -1)},${members}}`

/** Runs, prints how long it took, and holds it to a bound that is generous for a busy machine. */
const timed = <A>(what: string, boundMillis: number, run: () => A): A => {
  const started = performance.now()
  const result = run()
  const millis = performance.now() - started
  console.log(`      ${what}: ${millis.toFixed(1)} ms`)
  assert.ok(millis < boundMillis, `${what} took ${millis} ms`)
  return result
}

const texts = (read: Read): ReadonlyArray<string> => (E.isLeft(read) ? read.left.map(({ message }) => message) : [])
const codes = (read: Read): ReadonlyArray<string> => (E.isLeft(read) ? read.left.map(({ issue }) => issue.code) : [])
const right = (read: Read): StartEmailContactRequest =>
  E.isRight(read) ? read.right : assert.fail(texts(read).join('\n'))

// -------------------------------------------------------------------------------------
// depth
// -------------------------------------------------------------------------------------

describe('hostile requests: depth', () => {
  const levels = 100_000
  const nested = (n: number): string =>
    withMembers(`"SegmentAttributes":{"a":${'{"ValueMap":{"a":'.repeat(n)}{"ValueInteger":1}${'}}'.repeat(n)}}`)

  for (const [name, read] of Object.entries(fromText)) {
    it(`${levels} levels of maps are \`depth\`, by ${name}`, () => {
      const result = timed(name, 5000, () => read(nested(levels)))
      assert.deepEqual(codes(result), ['depth'])
      const [issue] = E.isLeft(result) ? result.left : []
      assert.equal(issue?.issue.path.length, 256)
      assert.equal(issue?.issue.expected, 'at most 256 levels')
      assert.ok((issue?.message.length ?? 0) > 0 && JSON.stringify(issue).length > 0)
    })

    it(`${levels} levels of lists are \`depth\`, by ${name}`, () => {
      const text = withMembers(`"SegmentAttributes":{"a":${'{"ValueList":['.repeat(levels)}${']}'.repeat(levels)}}`)
      assert.deepEqual(codes(timed(name, 5000, () => read(text))), ['depth'])
    })

    it(`${levels} levels of what no shape knows are ignored, by ${name}`, () => {
      const text = withMembers(`"Unknown":${'['.repeat(levels)}${']'.repeat(levels)}`)
      assert.ok(eq(StartEmailContactRequest).equals(right(timed(name, 5000, () => read(text))), good))
    })

    it(`${levels} levels that are never closed are \`syntax\`, by ${name}`, () => {
      assert.deepEqual(codes(timed(name, 5000, () => read('['.repeat(levels)))), ['syntax'])
      assert.deepEqual(codes(timed(name, 5000, () => read('{"a":'.repeat(levels)))), ['syntax'])
    })
  }

  /** A segment attribute within segment attributes. */
  const tower = (n: number): unknown => {
    let inner: unknown = { valueInteger: 1 }
    for (let i = 0; i < n; i++) inner = { valueMap: { a: inner } }
    return { ...least, segmentAttributes: { a: inner } }
  }

  it(`${levels} levels are \`depth\`, by make`, () => {
    assert.deepEqual(codes(timed('make', 5000, () => StartEmailContactRequest.make(unchecked(tower(levels))))), [
      'depth',
    ])
    assert.equal(StartEmailContactRequest.is(tower(levels)), false)
  })

  it(`${levels} levels are \`depth\`, by json and by the Value`, () => {
    const tree: unknown = JSON.parse(nested(levels))
    assert.deepEqual(codes(timed('json', 5000, () => json(StartEmailContactRequest).decode(tree))), ['depth'])
    let value: unknown = { _tag: 'Structure', fields: {} }
    for (let i = 0; i < levels; i++) {
      const key = { _tag: 'String', value: 'a' }
      value = { _tag: 'Structure', fields: { ValueMap: { _tag: 'Map', entries: [[key, value]] } } }
    }
    const entries = [[{ _tag: 'String', value: 'a' }, value]]
    const whole = { ...StartEmailContactRequest.encode(good) }
    const fields = { ...whole.fields, SegmentAttributes: { _tag: 'Map', entries } }
    assert.deepEqual(codes(timed('decode', 5000, () => StartEmailContactRequest.decode({ ...whole, fields }))), [
      'depth',
    ])
  })

  it('cyclic input is `depth`', () => {
    const cycle: { valueMap: Record<string, unknown> } = { valueMap: {} }
    cycle.valueMap['a'] = cycle
    const list: { valueList: Array<unknown> } = { valueList: [] }
    list.valueList.push(list)
    for (const inner of [cycle, list]) {
      const input = { ...least, segmentAttributes: { a: inner } }
      assert.deepEqual(codes(timed('make', 1000, () => StartEmailContactRequest.make(unchecked(input)))), ['depth'])
      assert.equal(StartEmailContactRequest.is(input), false)
    }
    const tree: { ValueMap: Record<string, unknown> } = { ValueMap: {} }
    tree.ValueMap['a'] = tree
    const whole = { ...goodTree, SegmentAttributes: { a: tree } }
    assert.deepEqual(codes(timed('json', 1000, () => json(StartEmailContactRequest).decode(whole))), ['depth'])
  })
})

// -------------------------------------------------------------------------------------
// keys
// -------------------------------------------------------------------------------------

describe('hostile requests: keys', () => {
  const hostile = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__', '0', '-1']
  const pairs = hostile.map((key) => `${JSON.stringify(key)}:{"ValueString":"x","polluted":"yes"}`).join(',')
  const text = withMembers(`"SegmentAttributes":{${pairs}}`)

  const clean = (): void => {
    const probe: Readonly<Record<string, unknown>> = {}
    assert.equal(probe['polluted'], undefined)
    assert.equal(probe['valueString'], undefined)
    assert.equal(probe['ValueString'], undefined)
    assert.equal(probe['x'], undefined)
  }

  const kept = (request: StartEmailContactRequest): void => {
    const { segmentAttributes = {} } = request
    assert.deepEqual(Object.keys(segmentAttributes).sort(), [...hostile].sort())
    assert.equal(Object.getPrototypeOf(segmentAttributes), Object.prototype)
    for (const key of hostile) {
      const own = Object.getOwnPropertyDescriptor(segmentAttributes, key)
      assert.deepEqual(own?.value, { valueString: 'x' })
      assert.deepEqual([own?.writable, own?.enumerable, own?.configurable], [true, true, true])
    }
    clean()
  }

  for (const [name, read] of Object.entries(fromText)) {
    it(`\`__proto__\` and its like are own keys, by ${name}`, () => kept(right(read(text))))
  }

  it('by make, json, the Value, bytes, and back', () => {
    const request = right(jsonText(StartEmailContactRequest).decode(text))
    const { equals } = eq(StartEmailContactRequest)
    const remade = right(StartEmailContactRequest.make(unchecked(request)))
    kept(remade)
    assert.ok(StartEmailContactRequest.is(remade))
    const tree = json(StartEmailContactRequest).encode(request)
    const reread = right(json(StartEmailContactRequest).decode(tree))
    kept(reread)
    const value = StartEmailContactRequest.encode(request)
    assert.deepEqual(value.fields.SegmentAttributes?.entries.map(([key]) => key.value).sort(), [...hostile].sort())
    const decoded = right(StartEmailContactRequest.decode(value))
    kept(decoded)
    const served = server.decodeRequest(client.encodeRequest(request))
    assert.ok(E.isRight(served))
    kept(served.right)
    for (const one of [remade, reread, decoded, served.right]) assert.ok(equals(one, request))
    assert.ok(jsonText(StartEmailContactRequest).encode(request).includes('"__proto__":{"ValueString":"x"}'))
  })

  it('a `__proto__` in the source of an object is its prototype, and so is no key', () => {
    const input = { ...least, segmentAttributes: { __proto__: { polluted: { valueString: 'x' } } } }
    assert.deepEqual(right(StartEmailContactRequest.make(unchecked(input))).segmentAttributes, {})
  })

  it('members of that name are unknown members, which readers ignore and make refuses', () => {
    const members = withMembers('"__proto__":{"InstanceId":"evil"},"constructor":{"prototype":{"polluted":1}}')
    for (const read of Object.values(fromText)) {
      assert.ok(eq(StartEmailContactRequest).equals(right(read(members)), good))
      clean()
    }
    const input: unknown = JSON.parse(`${JSON.stringify(least).slice(0, -1)},"__proto__":{"instanceId":"evil"}}`)
    assert.deepEqual(texts(StartEmailContactRequest.make(unchecked(input))), [
      '__proto__: expected a member of com.amazonaws.connect#StartEmailContactRequest, got an unknown member [unknownMember]',
    ])
    // What is required is asked of the object itself and not found in a prototype that came with the data.
    const borrowed = JSON.parse('{"__proto__":{"InstanceId":"evil"}}') as unknown
    assert.equal(codes(json(StartEmailContactRequest).decode(borrowed)).filter((code) => code === 'missing').length, 4)
  })

  it('of duplicate keys the last wins', () => {
    const doubled = withMembers(
      '"Name":"first","Name":"last","Attributes":{"a":"1","a":"2","\\u0061":"3"},"SegmentAttributes":{"__proto__":{"ValueInteger":1},"__proto__":{"ValueInteger":2}}',
    )
    for (const read of Object.values(fromText)) {
      const request = right(read(doubled))
      assert.equal(request.name, 'last')
      assert.deepEqual(request.attributes, { a: '3' })
      const { segmentAttributes = {} } = request
      assert.deepEqual(Object.getOwnPropertyDescriptor(segmentAttributes, '__proto__')?.value, { valueInteger: 2 })
    }
    // The last wins where it is broken, too.
    for (const read of Object.values(fromText)) {
      assert.deepEqual(texts(read(withMembers('"Name":"good","Name":7'))), [
        'Name: expected a string, got a number [type]',
      ])
    }
  })

  it('100,000 unknown members and 100,000 map keys take no more than their time', () => {
    const many = (prefix: string, value: string): string =>
      Array.from({ length: 100_000 }, (_, i) => `"${prefix}${i}":${value}`).join(',')
    for (const [name, read] of Object.entries(fromText)) {
      right(timed(`${name}, members`, 5000, () => read(withMembers(many('m', '1')))))
      const keys = withMembers(`"SegmentAttributes":{${many('k', '{}')}}`)
      right(timed(`${name}, keys`, 5000, () => read(keys)))
      const bad = withMembers(`"SegmentAttributes":{${many('k', '1')}}`)
      const result = timed(`${name}, 100,000 issues`, 5000, () => read(bad))
      assert.equal(codes(result).length, 1001)
      assert.equal(texts(result).at(-1), '(root): expected at most 1000 issues, got 99000 more [size]')
    }
  })
})

// -------------------------------------------------------------------------------------
// text
// -------------------------------------------------------------------------------------

describe('hostile requests: text', () => {
  const loneText = 'expected well-formed Unicode text, got text with a lone surrogate [type]'

  it('a lone surrogate is `type`', () => {
    for (const escape of ['\\ud800', '\\udc00', 'a\\udbff', '\\udc00\\ud800']) {
      for (const read of Object.values(fromText)) {
        assert.deepEqual(texts(read(withMembers(`"Name":"${escape}"`))), [`Name: ${loneText}`])
      }
    }
    for (const text of ['\ud800', '\udc00', 'a\udbff', '\udc00\ud800']) {
      assert.deepEqual(texts(StartEmailContactRequest.make({ ...least, name: text })), [`Name: ${loneText}`])
      assert.deepEqual(texts(json(StartEmailContactRequest).decode({ ...goodTree, Name: text })), [`Name: ${loneText}`])
    }
    right(jsonText(StartEmailContactRequest).decode(withMembers('"Name":"\\ud83d\\ude00"')))
  })

  it('a lone surrogate in a key is `type`, at the map', () => {
    for (const read of Object.values(fromText)) {
      const result = read(withMembers('"SegmentAttributes":{"\\ud800":{}}'))
      assert.deepEqual(texts(result), [`SegmentAttributes (key): ${loneText}`])
    }
  })

  it('invalid UTF-8 is `syntax`, with the byte offset', () => {
    const lead = utf8(withMembers('"Name":"é😀').slice(0, -1))
    const offset = lead.length
    for (const [what, bytes] of [
      ['a byte that never occurs', [0xff]],
      ['a continuation without a start', [0x80]],
      ['an overlong slash', [0xc0, 0xaf]],
      ['a surrogate', [0xed, 0xa0, 0x80]],
      ['beyond U+10FFFF', [0xf4, 0x90, 0x80, 0x80]],
      ['a sequence cut off', [0xf0, 0x9f, 0x98]],
    ] as const) {
      const body = Uint8Array.from([...lead, ...bytes, ...utf8('"}')])
      for (const read of Object.values(fromBytes)) {
        assert.deepEqual(
          texts(read(body)),
          [`(root): expected JSON text (UTF-8), got a fault at byte offset ${offset} [syntax]`],
          what,
        )
      }
    }
    for (const read of Object.values(fromBytes)) {
      assert.deepEqual(texts(read(Uint8Array.of(0x22, 0xff))), [
        '(root): expected JSON text (UTF-8), got a fault at byte offset 1 [syntax]',
      ])
      assert.deepEqual(texts(read(Uint8Array.of(0xef, 0xbb, 0xbf, 0x7b, 0x7d))), [
        '(root): expected JSON text (a value), got a fault at byte offset 0 [syntax]',
      ])
    }
  })

  it('a body of 5,242,880 characters is taken; of one more it is `length`', () => {
    for (const [unit, name] of [
      ['x', 'ASCII'],
      ['é', 'two bytes'],
      ['😀', 'two units'],
      ['\n', 'escapes'],
    ] as const) {
      const full = unit.repeat(5_242_880)
      const request = timed(`make, ${name}`, 5000, () =>
        right(StartEmailContactRequest.make(withMessage({ body: full }))),
      )
      const encoded = timed(`encodeRequest, ${name}`, 10_000, () => client.encodeRequest(request))
      const served = timed(`decodeRequest, ${name}`, 10_000, () => server.decodeRequest(encoded))
      assert.ok(E.isRight(served) && served.right.emailMessage.rawMessage?.body === full)
      const text = timed(`jsonText, ${name}`, 10_000, () => jsonText(StartEmailContactRequest).encode(request))
      assert.ok(right(jsonText(StartEmailContactRequest).decode(text)).emailMessage.rawMessage?.body === full)
      const over = withMessage({ body: `${full}x` })
      const message = `EmailMessage.RawMessage.Body: expected 1 to 5,242,880 characters, got a string of 5,242,881 characters [length]`
      assert.deepEqual(texts(timed(`make one more, ${name}`, 5000, () => StartEmailContactRequest.make(over))), [
        message,
      ])
      const tree = json(StartEmailContactRequest).encode(unchecked(over) as unknown as StartEmailContactRequest)
      const bytes = utf8(JSON.stringify(tree))
      for (const [way, read] of Object.entries(fromBytes)) {
        assert.deepEqual(texts(timed(`${way} one more, ${name}`, 10_000, () => read(bytes))), [message])
      }
    }
  }).timeout(120_000)

  it('an address of 5 MiB is no feast for its pattern', () => {
    for (const unit of ['a', '@', 'a@', '.', 'a@b.', ' ']) {
      const address = unit.repeat(5_242_880 / unit.length)
      const input = { ...least, destinationEmailAddress: address }
      const result = timed(`make, ${JSON.stringify(unit)} over and over`, 5000, () =>
        StartEmailContactRequest.make(input),
      )
      assert.ok(codes(result).includes('length'))
    }
  })
})

// -------------------------------------------------------------------------------------
// numbers
// -------------------------------------------------------------------------------------

describe('hostile requests: numbers', () => {
  const path = 'SegmentAttributes.a.ValueInteger'
  const whole = 'expected a whole number from -2147483648 to 2147483647'
  const withInteger = (n: string): string => withMembers(`"SegmentAttributes":{"a":{"ValueInteger":${n}}}`)

  for (const n of [
    '1e999',
    '-1e999',
    '2147483648',
    '-2147483649',
    '9007199254740993',
    '1e309',
    '12345678901234567890',
    '1e15',
  ]) {
    it(`${n} is \`range\``, () => {
      for (const read of Object.values(fromText)) {
        assert.deepEqual(texts(read(withInteger(n))), [`${path}: ${whole}, got a number outside [range]`])
      }
    })
  }

  for (const n of ['1.5', '1e-1', '0.1', '1e-999', '2147483646.9999999999']) {
    it(`${n} is \`type\``, () => {
      for (const read of Object.values(fromText)) {
        assert.deepEqual(texts(read(withInteger(n))), [`${path}: ${whole}, got a number with a fraction [type]`])
      }
    })
  }

  for (const [n, value] of [
    ['2147483647', 2147483647],
    ['-2147483648', -2147483648],
    ['1e2', 100],
    ['100.0', 100],
    ['1.5e1', 15],
    ['0e999999999', 0],
    ['-0', 0],
    ['2147483647.0000000000000000000', 2147483647],
  ] as const) {
    it(`${n} is ${value}`, () => {
      for (const read of Object.values(fromText)) {
        const { segmentAttributes = {} } = right(read(withInteger(n)))
        assert.ok((segmentAttributes['a']?.valueInteger ?? 1) === value)
      }
    })
  }

  for (const n of ['NaN', 'Infinity', '-', '01', '+1', '.5', '1.', '0x10', '1e', '--1', '1_000']) {
    it(`${n} is \`syntax\``, () => {
      for (const read of Object.values(fromText)) assert.deepEqual(codes(read(withInteger(n))), ['syntax'])
    })
  }

  for (const n of ['"NaN"', '"1"', 'true', 'null', '[]', '{}']) {
    it(`${n} is ${n === 'null' ? 'taken for absent' : '`type`'}`, () => {
      for (const read of Object.values(fromText)) {
        assert.deepEqual(codes(read(withInteger(n))), n === 'null' ? [] : ['type'])
      }
    })
  }

  it('digits without end are refused in a bounded time', () => {
    for (const digits of [
      '9'.repeat(1_000_000),
      `1${'0'.repeat(1_000_000)}`,
      `0.${'1'.repeat(1_000_000)}`,
      `1e${'9'.repeat(1_000_000)}`,
      '1e-99999999999',
    ]) {
      for (const [name, read] of Object.entries(fromText)) {
        const result = timed(`${name}, ${digits.length} digits`, 2000, () => read(withInteger(digits)))
        assert.ok(E.isLeft(result) && result.left.length === 1)
      }
    }
  })

  it('numbers that are no integers, by make', () => {
    const tried = (n: unknown): ReadonlyArray<string> =>
      codes(StartEmailContactRequest.make(unchecked({ ...least, segmentAttributes: { a: { valueInteger: n } } })))
    assert.deepEqual([Number.NaN, Infinity, -Infinity, 1.5, 2 ** 31, -(2 ** 31) - 1, 1n, '1', Object(1)].map(tried), [
      ['type'],
      ['range'],
      ['range'],
      ['type'],
      ['range'],
      ['range'],
      ['type'],
      ['type'],
      ['type'],
    ])
    assert.deepEqual([0, -0, 2 ** 31 - 1, -(2 ** 31)].flatMap(tried), [])
  })
})

// -------------------------------------------------------------------------------------
// objects
// -------------------------------------------------------------------------------------

describe('hostile requests: objects', () => {
  /** All that is found where one object stands in for a structure and for a map. */
  const tried = (held: unknown): ReadonlyArray<ReadonlyArray<string>> => [
    texts(StartEmailContactRequest.make(unchecked({ ...least, fromEmailAddress: held }))),
    texts(StartEmailContactRequest.make(unchecked({ ...least, attributes: held }))),
    texts(StartEmailContactRequest.make(unchecked({ ...least, attachments: held }))),
  ]

  const builtIn: ReadonlyArray<readonly [string, unknown, string]> = [
    ['a Map', new Map([['emailAddress', 'a@b.co']]), 'an object'],
    ['a Set', new Set(['a']), 'an object'],
    ['a Promise', Promise.resolve({ emailAddress: 'a@b.co' }), 'an object'],
    ['a Date', new Date(0), 'a Date'],
    ['a RegExp', /a/, 'an object'],
    ['an Error', new Error('a'), 'an object'],
    ['bytes', new Uint8Array(3), 'bytes'],
    ['an ArrayBuffer', new ArrayBuffer(3), 'an object'],
    ['a WeakMap', new WeakMap(), 'an object'],
    ['a function', () => 'a', 'a function'],
    ['a symbol', Symbol('a'), 'a symbol'],
    ['a bigint', 1n, 'a bigint'],
    ['a boxed string', Object('a@b.co'), 'an object'],
    ['a generator', (function* () {})(), 'an object'],
    ['null', null, 'null'],
    ['true', true, 'a boolean'],
  ]

  for (const [what, held, actual] of builtIn) {
    it(`${what} is no structure, no map and no list`, () => {
      assert.deepEqual(tried(held), [
        [`FromEmailAddress: expected a structure, got ${actual} [type]`],
        [`Attributes: expected a map, got ${actual} [type]`],
        [`Attachments: expected a list, got ${actual} [type]`],
      ])
      assert.deepEqual(codes(StartEmailContactRequest.make(unchecked(held))), ['type'])
      assert.equal(StartEmailContactRequest.is(held), false)
    })
  }

  it('a list is no structure and no map; what is like a list is none', () => {
    const [structure, map] = tried(['a@b.co'])
    assert.deepEqual(
      [structure, map],
      [
        ['FromEmailAddress: expected a structure, got a list [type]'],
        ['Attributes: expected a map, got a list [type]'],
      ],
    )
    const [, , list] = tried({ length: 1, 0: { fileName: 'f', s3Url: 'u' } })
    assert.deepEqual(list, ['Attachments: expected a list, got an object [type]'])
  })

  it('holes in a list are nothing', () => {
    const holed = [{ fileName: 'f', s3Url: 'u' }]
    holed.length = 3
    assert.deepEqual(texts(StartEmailContactRequest.make({ ...least, attachments: holed })), [
      'Attachments[1]: expected a structure, got nothing [type]',
      'Attachments[2]: expected a structure, got nothing [type]',
    ])
  })

  it('holes are told beside what throws', () => {
    const holed: Array<unknown> = []
    holed.length = 2
    const thrown = {
      get emailAddress(): string {
        throw new Error('not now')
      },
    }
    assert.deepEqual(
      texts(StartEmailContactRequest.make({ ...least, fromEmailAddress: thrown, attachments: holed } as never)),
      [
        'FromEmailAddress.EmailAddress: expected a string, got something that cannot be read [type]',
        'Attachments[0]: expected a structure, got nothing [type]',
        'Attachments[1]: expected a structure, got nothing [type]',
      ],
    )
  })

  it('no prototype, a class, and frozen input are taken, copied and left alone', () => {
    class Address {
      readonly emailAddress = 'ada@example.com'
    }
    const bare = Object.assign(Object.create(null) as object, least)
    const frozen = Object.freeze({ ...least, fromEmailAddress: Object.freeze(new Address()) })
    const sealed = Object.seal({ ...least, attributes: Object.freeze(Object.create(null) as object) })
    for (const input of [bare, frozen, sealed]) {
      const request = right(StartEmailContactRequest.make(unchecked(input)))
      assert.equal(Object.getPrototypeOf(request), Object.prototype)
      assert.equal(Object.getPrototypeOf(request.fromEmailAddress), Object.prototype)
      assert.notEqual(request.fromEmailAddress, (input as typeof least).fromEmailAddress)
      assert.ok(!Object.isFrozen(request))
      assert.ok(show(StartEmailContactRequest).show(request).startsWith('Structure'))
    }
    assert.deepEqual(right(StartEmailContactRequest.make(frozen)).fromEmailAddress, { emailAddress: 'ada@example.com' })
  })

  it('an object that calls itself something else is no record', () => {
    const named = { ...least, fromEmailAddress: { emailAddress: 'a@b.co', [Symbol.toStringTag]: 'Map' } }
    assert.deepEqual(texts(StartEmailContactRequest.make(unchecked(named))), [
      'FromEmailAddress: expected a structure, got an object [type]',
    ])
  })

  it('a getter that answers is asked; what it answers is copied', () => {
    const held = {
      get emailAddress(): string {
        return 'ada@example.com'
      },
    }
    const request = right(StartEmailContactRequest.make({ ...least, fromEmailAddress: held }))
    assert.equal(Object.getOwnPropertyDescriptor(request.fromEmailAddress, 'emailAddress')?.value, 'ada@example.com')
  })
})
