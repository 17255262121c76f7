/**
 * Secrecy: whatever is wrong with a request, nothing sensitive of it is told. A marker stands in every sensitive place, in
 * names and keys below sensitive shapes too, and payloads are broken at random around it.
 */
import assert from 'node:assert/strict'
import { inspect } from 'node:util'
import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { PathReporter } from 'io-ts/lib/PathReporter.js'
import { StartEmailContact, StartEmailContactRequest } from '../../lib/connect/index.js'
import { bytesBody, bytesOf } from '../../lib/http/index.js'
import type { Json } from '../../lib/index.js'
import { show } from '../../lib/interpret/instances.js'
import { json, jsonBytes, jsonText } from '../../lib/interpret/json.js'
import { redact } from '../../lib/interpret/redact.js'
import * as restJson1 from '../../lib/protocol/restJson1.js'
import * as S from '../../lib/shape/constructors.js'
import type { AnyShape, Shape } from '../../lib/shape/index.js'
import { advise, check, closed, tolerant } from '../../lib/shape/index.js'
import type { Errors } from '../../lib/value/Issue.js'
import { issuesOf, reportText } from '../../lib/value/Issue.js'
import * as V from '../../lib/value/index.js'
import { unchecked } from '../connect/example.js'
import { seed } from '../seed.js'

// -------------------------------------------------------------------------------------
// payloads
// -------------------------------------------------------------------------------------

const marker = 'S3CR3T'

type Tree = null | boolean | number | string | undefined | ReadonlyArray<Tree> | { readonly [name: string]: Tree }

/** A good request on the wire with the marker in each sensitive place. */
const wire: Tree = {
  InstanceId: 'instance',
  FromEmailAddress: { EmailAddress: `${marker}@example.com`, DisplayName: `name ${marker}` },
  DestinationEmailAddress: `to.${marker}@example.com`,
  Description: marker,
  References: { order: { Type: 'STRING', Value: 'A-17' } },
  Name: `n${marker}`,
  EmailMessage: {
    MessageSourceType: 'RAW',
    RawMessage: { Subject: `about ${marker}`, Body: `body ${marker}`, ContentType: 'text/plain' },
  },
  AdditionalRecipients: {
    ToAddresses: [{ EmailAddress: `a${marker}@example.com`, DisplayName: marker }],
    CcAddresses: [{ EmailAddress: `b${marker}@example.com` }],
  },
  Attachments: [
    { FileName: `${marker}.pdf`, S3Url: `https://example.com/${marker}` },
    { FileName: `2${marker}.pdf`, S3Url: marker },
  ],
  ClientToken: 'token',
}

const isRecord = (tree: Tree): tree is { readonly [name: string]: Tree } =>
  typeof tree === 'object' && tree !== null && !Array.isArray(tree)

/** The same tree under the names of the domain. Every name here differs in its first letter alone. */
const renamed = (tree: Tree): Tree => {
  if (Array.isArray(tree)) return tree.map(renamed)
  if (!isRecord(tree)) return tree
  const lower = (name: string): string =>
    /^[A-Z]/.test(name) && name !== marker ? name.charAt(0).toLowerCase() + name.slice(1) : name
  return Object.fromEntries(Object.entries(tree).map(([name, part]) => [lower(name), renamed(part)]))
}

/** The same tree as a Value, as well as one can tell without the shape. */
const valued = (tree: Tree): V.Value => {
  if (tree === null || tree === undefined) return V.absent
  if (typeof tree === 'boolean') return V.boolean(tree)
  if (typeof tree === 'number') return V.double(tree)
  if (typeof tree === 'string') return tree === 'RAW' ? V.enumeration(tree) : V.string(tree)
  if (Array.isArray(tree)) return V.list(tree.map(valued))
  return V.structure(Object.fromEntries(Object.entries(tree).map(([name, part]) => [name, valued(part)])))
}

type Place = ReadonlyArray<string | number>

/** Places at and below a node. */
const placesIn = (tree: Tree, at: Place): ReadonlyArray<Place> => [
  at,
  ...(Array.isArray(tree)
    ? tree.flatMap((part: Tree, i) => placesIn(part, [...at, i]))
    : isRecord(tree)
      ? Object.entries(tree).flatMap(([name, part]) => placesIn(part, [...at, name]))
      : []),
]

/** Members whose content may be told. */
const open = new Set<string | number>(['InstanceId', 'References', 'MessageSourceType', 'ContentType', 'ClientToken'])

const places = placesIn(wire, []).filter((place) => place.length > 0 && !place.some((part) => open.has(part)))

const at = (tree: Tree, [head, ...rest]: Place): Tree =>
  head === undefined ? tree : at((tree as { readonly [name: string]: Tree })[head], rest)

const replace = (tree: Tree, [head, ...rest]: Place, node: Tree): Tree => {
  if (head === undefined) return node
  if (Array.isArray(tree)) return tree.map((part: Tree, i) => (i === head ? replace(part, rest, node) : part))
  return isRecord(tree) ? { ...tree, [head]: replace(tree[head], rest, node) } : tree
}

/** What comes in place of a node. Names with the marker come only where a sensitive shape is around them. */
const broken = (place: Place): ReadonlyArray<Tree> => {
  const here = at(wire, place)
  const secretive = place[0] === 'Attachments' || !isRecord(here)
  const around = isRecord(here) ? here : {}
  const anywhere: ReadonlyArray<Tree> = [
    marker,
    `${marker}\ud800`,
    `${marker}\u0000 @ `,
    marker.repeat(1000),
    '',
    7,
    true,
    null,
    undefined,
    [],
    {},
    [marker],
    [[marker], marker],
    Array.from({ length: 60 }, () => marker),
    Array.from({ length: 60 }, () => ({ EmailAddress: marker, FileName: marker })),
    { Unknown: marker, Deep: { Unknown: [marker] } },
    { ...around, Unknown: { Deep: marker } },
  ]
  return secretive
    ? [...anywhere, { [marker]: marker }, { ...around, [marker]: [marker], [`${marker}\ud800`]: 1 }]
    : anywhere
}

/** One to three mutations of the good request. */
const payloads: fc.Arbitrary<Tree> = fc
  .array(
    fc
      .constantFrom(...places)
      .chain((place) => fc.constantFrom(...broken(place)).map((node) => [place, node] as const)),
    { minLength: 1, maxLength: 3 },
  )
  .map((mutations) => mutations.reduce<Tree>((tree, [place, node]) => replace(tree, place, node), wire))

// -------------------------------------------------------------------------------------
// what is told
// -------------------------------------------------------------------------------------

const everything = { depth: null, showHidden: true, maxArrayLength: null, maxStringLength: null } as const

/** Shapes are in each context and hold no data; without them contexts are small. */
const contextOf = (context: t.Context): unknown => context.map(({ key, actual }) => ({ key, actual }))

const toldOf = (errors: Errors): ReadonlyArray<string> => [
  ...reportText(errors),
  ...PathReporter.report(E.left(errors)),
  JSON.stringify(errors),
  JSON.stringify(issuesOf(errors)),
  inspect(issuesOf(errors), everything),
  ...errors.flatMap((error) => [
    error.message,
    String(error),
    error.serverMessage,
    inspect(error.value, everything),
    inspect(contextOf(error.context), everything),
    JSON.stringify(Object.getOwnPropertyDescriptors(error)),
  ]),
]

const toldOfLeft = (read: E.Either<Errors, unknown>): ReadonlyArray<string> => (E.isLeft(read) ? toldOf(read.left) : [])

const silent = (what: string, told: ReadonlyArray<string>, secret: string = marker): void => {
  for (const text of told) {
    const found = text.indexOf(secret)
    assert.equal(found, -1, `${what} tells: ${text.slice(Math.max(0, found - 200), found + 100)}`)
  }
}

/** The text of whatever a call throws; nothing is meant to be. */
const thrownBy = (run: () => unknown): ReadonlyArray<string> => {
  try {
    run()
    return []
  } catch (error) {
    return [inspect(error, everything), String(error)]
  }
}

const client = restJson1.client(StartEmailContact)
const server = restJson1.server(StartEmailContact)
const advised = advise(StartEmailContactRequest, ['length', 'pattern', 'range', 'unique', 'documented'])
const closedShape = closed(StartEmailContactRequest)
const frame = client.encodeRequest(unchecked({}) as unknown as StartEmailContactRequest)
const within = t.type({ outer: t.type({ request: json(StartEmailContactRequest) }) })

const served = (bytes: Uint8Array): ReadonlyArray<string> => {
  const decoded = server.decodeRequest({ ...frame, body: bytesBody(bytes) })
  if (E.isRight(decoded)) return []
  const answer = server.encodeFault(decoded.left)
  return [
    inspect(answer.headers, everything),
    new TextDecoder().decode(bytesOf(answer.body)),
    JSON.stringify(decoded.left),
    ...('issues' in decoded.left ? toldOf(decoded.left.issues) : []),
  ]
}

/** Each way of reading one payload, and all that it tells. */
const readings = (tree: Tree): Readonly<Record<string, ReadonlyArray<string>>> => {
  const text = JSON.stringify(tree)
  const bytes = new TextEncoder().encode(text)
  const input = unchecked(renamed(tree))
  const advice = check(advised)(input)
  return {
    make: toldOfLeft(StartEmailContactRequest.make(input)),
    check: advice._tag === 'Right' ? [] : toldOf(advice.left),
    decode: toldOfLeft(StartEmailContactRequest.decode(valued(tree))),
    json: toldOfLeft(json(StartEmailContactRequest).decode(tree)),
    'json, closed': toldOfLeft(json(closedShape).decode(tree)),
    'json, tolerant': toldOfLeft(json(tolerant(StartEmailContactRequest)).decode(tree)),
    jsonText: toldOfLeft(jsonText(StartEmailContactRequest).decode(text)),
    'jsonText, cut off': toldOfLeft(jsonText(StartEmailContactRequest).decode(text.slice(0, -1))),
    'jsonText, cut in half': toldOfLeft(jsonText(StartEmailContactRequest).decode(text.slice(0, text.length / 2))),
    jsonBytes: toldOfLeft(jsonBytes(StartEmailContactRequest).decode(bytes)),
    server: served(bytes),
    'server, cut off': served(bytes.slice(0, -3)),
    // Inside a type of io-ts's own, errors of ours hide what the types around them hold.
    't.type': toldOfLeft(within.decode({ outer: { request: tree } }) as E.Either<Errors, unknown>),
    thrown: [
      ...thrownBy(() => StartEmailContactRequest.encode(input as unknown as StartEmailContactRequest)),
      ...thrownBy(() => client.encodeRequest(input as unknown as StartEmailContactRequest)),
      ...thrownBy(() => json(StartEmailContactRequest).encode(input as unknown as StartEmailContactRequest)),
    ],
  }
}

// -------------------------------------------------------------------------------------
// tests
// -------------------------------------------------------------------------------------

describe('secrecy of a StartEmailContactRequest', () => {
  const read = json(StartEmailContactRequest).decode(wire)
  const good = E.isRight(read) ? read.right : assert.fail(reportText(read.left).join('\n'))

  it('the payload is good and has the marker in fourteen places; all is seen where it is meant to be', () => {
    assert.equal(JSON.stringify(wire).split(marker).length - 1, 14)
    assert.ok(E.isRight(StartEmailContactRequest.make(unchecked(renamed(wire)))))
    assert.ok(V.tree(StartEmailContactRequest.encode(good)).includes(marker))
    assert.ok(inspect(good, everything).includes(marker))
  })

  it('a leak would be seen: where nothing is sensitive, errors do hold what came', () => {
    const Plain = S.structure('test#Plain', { text: ['Text', () => S.string('test#Text', { length: { max: 3 } })] })
    assert.throws(() => silent('plain', toldOfLeft(json(Plain).decode({ Text: marker }))), /tells/)
    assert.throws(() => silent('io-ts', PathReporter.report(t.number.decode(marker))), /tells/)
  })

  it('no `Show` tells of a good one', () => {
    const value = StartEmailContactRequest.encode(good)
    silent('show', [show(StartEmailContactRequest).show(good)])
    silent('V.Show', [V.Show.show(value)])
    silent('redact', [
      inspect(redact(StartEmailContactRequest)(value), everything),
      V.tree(redact(StartEmailContactRequest)(value)),
    ])
  })

  it('each mutation of each place alone', () => {
    let count = 0
    for (const place of places) {
      for (const node of broken(place)) {
        count++
        const tree = replace(wire, place, node)
        for (const [name, told] of Object.entries(readings(tree))) silent(`${name} at ${place.join('.')}`, told)
      }
    }
    console.log(`      ${count} payloads broken at ${places.length} places, read in 14 ways`)
  }).timeout(120_000)

  it('1,000 payloads with up to three mutations', () => {
    let told = 0
    const details = fc.check(
      fc.property(payloads, (tree) => {
        for (const [name, texts] of Object.entries(readings(tree))) {
          told += texts.length
          silent(name, texts)
        }
      }),
      { numRuns: 1000, seed },
    )
    if (details.failed) {
      throw new Error(`WIRESHAPE_SEED=${seed}\n${fc.defaultReportMessage(details)}`, { cause: details.errorInstance })
    }
    console.log(`      seed ${seed}: ${told} texts`)
  }).timeout(120_000)

  it('`Show` of what is no good request either', () => {
    for (const tree of fc.sample(payloads, { numRuns: 300, seed })) {
      const value = valued(tree)
      silent('V.Show', [V.Show.show(redact(StartEmailContactRequest)(value))])
      silent('redact', [V.tree(redact(StartEmailContactRequest)(value))])
    }
  })

  it('inspect of whole errors with all that is hidden, getters called', () => {
    for (const tree of fc.sample(payloads, { numRuns: 12, seed })) {
      const made = StartEmailContactRequest.make(unchecked(renamed(tree)))
      const decoded = json(closedShape).decode(tree)
      for (const result of [made, decoded]) {
        if (E.isRight(result)) continue
        const few = result.left.slice(0, 3)
        silent('inspect', [inspect(few, { ...everything, depth: 12, getters: true }), inspect(few, everything)])
      }
    }
  }).timeout(120_000)

  it('a text cut off anywhere', () => {
    const text = JSON.stringify(wire)
    for (let i = 0; i < text.length; i++) {
      silent(`cut at ${i}`, toldOfLeft(jsonText(StartEmailContactRequest).decode(text.slice(0, i))))
      silent(
        `without ${i}`,
        toldOfLeft(jsonText(StartEmailContactRequest).decode(text.slice(0, i) + text.slice(i + 1))),
      )
      silent(`served, cut at ${i}`, served(new TextEncoder().encode(text.slice(0, i))))
    }
  })
})

describe('secrecy of every kind inside a sensitive shape', () => {
  const Text = S.string('test#Text', { length: { max: 3 } })
  const SecretText = S.string('test#SecretText', { length: { max: 3 }, sensitive: true })
  const Enum = S.enumeration('test#Enum', ['A'])
  const SecretEnum = S.enumeration('test#SecretEnum', ['A'], { sensitive: true })
  const Inner = S.structure('test#Inner', { text: ['Text', () => Text], kind: ['Kind', () => Enum] })
  const Choice = S.union('test#Choice', { text: ['Text', () => Text] }, { sensitive: true })
  const shapes = {
    'a map': S.map(
      'test#Map',
      () => Text,
      () => Inner,
      { sensitive: true },
    ),
    'a map with sensitive keys': S.map(
      'test#Keys',
      () => SecretText,
      () => Inner,
    ),
    'a map of sensitive values': S.map(
      'test#Values',
      () => Text,
      () => SecretText,
    ),
    'a list': S.list('test#List', () => Enum, { sensitive: true, uniqueItems: true }),
    'a structure': S.structure('test#Structure', { inner: ['Inner', () => Inner, 1] }, { sensitive: true }),
    'an enum': SecretEnum,
    'a map by a sensitive enum': S.enumMap(
      'test#EnumMap',
      () => SecretEnum,
      () => Text,
    ),
    'a union': Choice,
    'a timestamp': S.timestamp('test#Time', { sensitive: true, timestampFormat: 'date-time' }),
    'a blob': S.blob('test#Blob', { sensitive: true, length: { max: 1 } }),
    'an integer': S.integer('test#Integer', { sensitive: true, range: { max: 3 } }),
  }
  const number = 987_654_321
  const trees: ReadonlyArray<Json> = [
    marker,
    number,
    [marker],
    [marker, marker],
    { [marker]: marker },
    { [marker]: { [marker]: marker } },
    { [`${marker}\ud800`]: {} },
    { [marker]: { Text: marker, Kind: marker } },
    { [marker]: 'A' },
    { Inner: { Text: marker, Kind: marker, [marker]: 1 }, [marker]: number },
    { Inner: marker },
    { Text: marker },
    { Text: marker, [marker]: 1 },
    { Text: number },
    { A: marker },
    { A: number },
  ]

  /** Where keys alone or values alone are sensitive, the marker stands in those alone. */
  const partial: Readonly<Record<string, ReadonlyArray<Json>>> = {
    'a map with sensitive keys': [
      { [marker]: 7 },
      { [marker]: { Text: 'too long' } },
      { ab: { Text: 'ab', Kind: 'B' }, [marker]: { Kind: 'B', Unknown: 1 } },
      { [`${marker}\ud800`]: {} },
    ],
    'a map by a sensitive enum': [{ [marker]: 7 }, { [marker]: 'too long' }, { A: 'too long', [marker]: null }],
    'a map of sensitive values': [
      { key: marker },
      { key: number },
      { key: [marker] },
      { key: { [marker]: marker } },
      { 'too long': marker, [`key\ud800`]: marker },
    ],
  }

  for (const [what, shape] of Object.entries(shapes)) {
    it(`${what}: no text, key, name or number`, () => {
      const whole = shape as AnyShape as Shape<unknown, V.Value, unknown>
      const holder: Shape<unknown, V.Value, unknown> = S.structure('test#Holder', { held: ['Held', () => whole] })
      for (const tree of partial[what] ?? trees) {
        for (const policy of [(one: typeof whole) => one, closed, tolerant]) {
          const told = [
            ...toldOfLeft(json(policy(whole)).decode(tree)),
            ...toldOfLeft(json(policy(holder)).decode({ Held: tree })),
          ]
          silent(what, told)
          silent(what, told, String(number))
        }
      }
    })
  }
})
