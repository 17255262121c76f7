/**
 * The rules that the service documents and its model does not say: what they take, what they refuse and where.
 */
import assert from 'node:assert/strict'
import type { StartEmailContactRequest_Input } from '../../lib/connect/index.js'
import { creationRules, StartEmailContactRequest } from '../../lib/connect/index.js'
import { json } from '../../lib/interpret/json.js'
import { advise, check, ignore, tolerant } from '../../lib/shape/shapeOf.js'
import type { Issue } from '../../lib/value/Issue.js'
import { issuesOf } from '../../lib/value/Issue.js'
import type { Input } from './example.js'
import { addresses, found, full, least, made, texts, unchecked, withMessage } from './example.js'

type References = NonNullable<StartEmailContactRequest_Input['references']>

const withReferences = (references: References): Input => ({ ...least, references })

const lenient = ignore(StartEmailContactRequest, ['documented'])
const advised = advise(StartEmailContactRequest, ['documented'])

const accepts = (input: Input): void => assert.deepEqual(texts(input), [])

/** Refused with exactly those lines, taken without the rules, good with exactly that advice when they advise. */
const refuses = (input: Input, expected: ReadonlyArray<string>): void => {
  assert.deepEqual(texts(input), expected)
  const refused = found(StartEmailContactRequest.make(input))
  assert.deepEqual(
    refused.map(({ code }) => code),
    expected.map(() => 'documented'),
  )
  const taken = lenient.make(input)
  assert.equal(taken._tag, 'Right')
  assert.deepEqual(advised.make(input), taken)
  const outcome = check(advised)(input)
  if (outcome._tag !== 'Both') assert.fail(outcome._tag)
  assert.deepEqual(issuesOf(outcome.left), refused)
  assert.deepEqual(outcome.right, taken._tag === 'Right' ? taken.right : undefined)
}

describe('connect: documented rules', () => {
  it('take a request that uses every member', () => accepts(full))

  describe('reference types in a new contact', () => {
    for (const type of ['URL', 'NUMBER', 'STRING', 'DATE'] as const) {
      it(`${type} is taken`, () => accepts(withReferences({ order: { type, value: '1' } })))
    }

    for (const type of [
      'ATTACHMENT',
      'CONTACT_ANALYSIS',
      'EMAIL',
      'EMAIL_MESSAGE',
      'EMAIL_MESSAGE_PLAIN_TEXT',
      'EMAIL_MESSAGE_PLAIN_TEXT_REDACTED',
      'EMAIL_MESSAGE_REDACTED',
    ] as const) {
      it(`${type} is refused`, () =>
        refuses(withReferences({ order: { type } }), [
          'References.order.Type: expected URL, NUMBER, STRING or DATE in a new contact, got another type [documented]',
        ]))
    }

    it('the issue has the path, code and shape of the type', () => {
      assert.deepEqual(found(StartEmailContactRequest.make(withReferences({ 'a b': { type: 'EMAIL' } }))), [
        {
          path: ['References', 'a b', 'Type'],
          code: 'documented',
          shape: 'com.amazonaws.connect#ReferenceType',
          expected: 'URL, NUMBER, STRING or DATE in a new contact',
          actual: 'another type',
        },
      ] satisfies ReadonlyArray<Issue>)
    })

    it('each reference is told of', () =>
      refuses(withReferences({ a: { type: 'EMAIL' }, b: { type: 'URL' }, c: { type: 'ATTACHMENT' } }), [
        'References.a.Type: expected URL, NUMBER, STRING or DATE in a new contact, got another type [documented]',
        'References.c.Type: expected URL, NUMBER, STRING or DATE in a new contact, got another type [documented]',
      ]))

    it('a type that is not listed at all is one issue, of code enum', () => {
      const issues = found(StartEmailContactRequest.make(unchecked({ ...least, references: { a: { type: 'FAX' } } })))
      assert.deepEqual(
        issues.map(({ code, path }) => [code, path]),
        [['enum', ['References', 'a', 'Type']]],
      )
    })
  })

  describe('epoch times of a DATE', () => {
    for (const value of ['0', '1742428800', '1742428800123', '-62135596800', '-62135596800000', '253402300799999']) {
      it(`${value} is taken`, () => accepts(withReferences({ due: { type: 'DATE', value } })))
    }
    it('none at all is taken', () => accepts(withReferences({ due: { type: 'DATE' } })))

    for (const value of [
      '',
      '2025-03-29',
      '1742428800.5',
      '+1742428800',
      ' 1742428800',
      '1742428800\n',
      '1e9',
      '-',
      '١٢٣',
      '1000000000000000',
    ]) {
      it(`${JSON.stringify(value)} is refused`, () =>
        refuses(withReferences({ due: { type: 'DATE', value } }), [
          'References.due.Value: expected an epoch time in whole seconds or milliseconds, got other text [documented]',
        ]))
    }

    it('other types have other values', () =>
      accepts(withReferences({ a: { type: 'STRING', value: '2025-03-29' }, b: { type: 'NUMBER', value: 'ten' } })))
  })

  describe('bytes of references', () => {
    it('4,096 over keys and values are taken', () =>
      accepts(
        withReferences({
          aa: { type: 'STRING', value: 'x'.repeat(2000) },
          bb: { type: 'STRING', value: 'é'.repeat(1046) },
        }),
      ))

    it('4,097 are refused', () =>
      refuses(
        withReferences({
          aa: { type: 'STRING', value: 'x'.repeat(2001) },
          bb: { type: 'STRING', value: 'é'.repeat(1046) },
        }),
        [
          'References: expected at most 4,096 UTF-8 bytes of keys and values, got 4,097 UTF-8 bytes of keys and values [documented]',
        ],
      ))

    it('types, ARNs and states do not count', () =>
      accepts(
        withReferences({
          a: { type: 'STRING', value: 'x'.repeat(4095), arn: 'arn:aws:connect:::instance/1', statusReason: 'none' },
        }),
      ))

    it('keys count', () =>
      refuses(withReferences({ ['😀'.repeat(1025)]: { type: 'STRING' } }), [
        'References: expected at most 4,096 UTF-8 bytes of keys and values, got 4,100 UTF-8 bytes of keys and values [documented]',
      ]))
  })

  describe('attributes', () => {
    it('keys of letters, digits, - and _ are taken, __proto__ too', () =>
      accepts({ ...least, attributes: { aZ09: '', 'a-b_c': ' ', ['__proto__']: 'x', constructor: 'y' } }))

    for (const key of ['order number', 'a.b', 'naïve', 'a\n', 'connect:Guide', '١']) {
      it(`the key ${JSON.stringify(key)} is refused`, () => {
        const input = { ...least, attributes: { ok: 'x', [key]: 'secret' } }
        const shown = JSON.stringify(key)
        refuses(input, [
          `Attributes[${shown}]: expected a key of letters, digits, - and _, got another character [documented]`,
        ])
        assert.deepEqual(
          found(StartEmailContactRequest.make(input)).map(({ path }) => path),
          [['Attributes', key]],
        )
      })
    }

    it('keys of segment attributes may have a colon', () =>
      accepts({ ...least, segmentAttributes: { 'connect:Guide': { valueMap: { 'a b': {} } } } }))

    it('32,768 bytes over keys and values are taken', () =>
      accepts({ ...least, attributes: { aa: 'x'.repeat(16_000), bb: '字'.repeat(5588) } }))

    it('32,769 bytes are refused', () =>
      refuses({ ...least, attributes: { aa: 'x'.repeat(16_001), bb: '字'.repeat(5588) } }, [
        'Attributes: expected at most 32,768 UTF-8 bytes of keys and values, got 32,769 UTF-8 bytes of keys and values [documented]',
      ]))

    it('an empty key is one issue, of code length', () => {
      assert.deepEqual(texts({ ...least, attributes: { '': 'x' } }), [
        'Attributes (key): expected 1 to 32,767 characters, got a string of 0 characters [length]',
      ])
    })
  })

  describe('recipients', () => {
    const recipients = (to: number, cc: number): Input => ({
      ...least,
      additionalRecipients: {
        toAddresses: to === 0 ? undefined : addresses(to),
        ccAddresses: cc === 0 ? undefined : addresses(cc),
      },
    })

    for (const [to, cc] of [
      [0, 0],
      [49, 0],
      [0, 49],
      [30, 19],
      [1, 48],
    ] as const) {
      it(`${to} and ${cc} are taken`, () => accepts(recipients(to, cc)))
    }

    for (const [to, cc] of [
      [50, 0],
      [0, 50],
      [30, 20],
      [1, 49],
      [50, 50],
    ] as const) {
      it(`${to} and ${cc} are refused`, () =>
        refuses(recipients(to, cc), [
          `AdditionalRecipients: expected at most 49 addresses over ToAddresses and CcAddresses, got ${to + cc} addresses over ToAddresses and CcAddresses [documented]`,
        ]))
    }

    it('a list of 51 breaks its own bound too', () => {
      assert.deepEqual(
        found(StartEmailContactRequest.make(recipients(51, 0))).map(({ code, path }) => [code, path]),
        [
          ['length', ['AdditionalRecipients', 'ToAddresses']],
          ['documented', ['AdditionalRecipients']],
        ],
      )
    })
  })

  describe('message', () => {
    it('text/plain and text/html are taken', () => {
      accepts(withMessage({ contentType: 'text/plain' }))
      accepts(withMessage({ contentType: 'text/html' }))
    })

    for (const contentType of [
      'application/json',
      'TEXT/PLAIN',
      'text/plain; charset=utf-8',
      ' text/html',
      'text/html\n',
    ]) {
      it(`${JSON.stringify(contentType)} is refused`, () =>
        refuses(withMessage({ contentType }), [
          'EmailMessage.RawMessage.ContentType: expected text/plain or text/html, got another content type [documented]',
        ]))
    }

    it('an empty content type is one issue, of code length', () =>
      assert.deepEqual(texts(withMessage({ contentType: '' })), [
        'EmailMessage.RawMessage.ContentType: expected 1 to 100 characters, got a string of 0 characters [length]',
      ]))

    it('a source type of RAW without a raw message is refused', () =>
      refuses({ ...least, emailMessage: { messageSourceType: 'RAW' } }, [
        'EmailMessage.RawMessage: expected a message where MessageSourceType is RAW, got nothing [documented]',
      ]))

    it('a raw message that is no structure is one issue, of code type', () =>
      assert.deepEqual(
        texts(unchecked({ ...least, emailMessage: { messageSourceType: 'RAW', rawMessage: 'hello' } })),
        ['EmailMessage.RawMessage: expected a structure, got a string [type]'],
      ))
  })

  describe('together', () => {
    const input: Input = {
      ...least,
      destinationEmailAddress: 'support',
      references: {
        a: { type: 'EMAIL', value: 'x'.repeat(4097) },
        due: { type: 'DATE', value: 'soon' },
      },
      emailMessage: {
        messageSourceType: 'RAW',
        rawMessage: { subject: '', body: '', contentType: 'text/markdown' },
      },
      additionalRecipients: { toAddresses: addresses(30), ccAddresses: [...addresses(19), { emailAddress: 'nobody' }] },
      attributes: { 'a b': 'x', c: '字'.repeat(10_923) },
      segmentAttributes: { '': {} },
    }

    const documented = [
      'References.a.Type: expected URL, NUMBER, STRING or DATE in a new contact, got another type [documented]',
      'References.due.Value: expected an epoch time in whole seconds or milliseconds, got other text [documented]',
      'References: expected at most 4,096 UTF-8 bytes of keys and values, got 4,105 UTF-8 bytes of keys and values [documented]',
      'EmailMessage.RawMessage.ContentType: expected text/plain or text/html, got another content type [documented]',
      'AdditionalRecipients: expected at most 49 addresses over ToAddresses and CcAddresses, got 50 addresses over ToAddresses and CcAddresses [documented]',
      'Attributes["a b"]: expected a key of letters, digits, - and _, got another character [documented]',
      'Attributes: expected at most 32,768 UTF-8 bytes of keys and values, got 32,774 UTF-8 bytes of keys and values [documented]',
    ]

    const modelled = [
      'DestinationEmailAddress: expected text that matches ^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$, got text that does not match [pattern]',
      'References.a.Value: expected 0 to 4,096 characters, got a string of 4,097 characters [length]',
      'EmailMessage.RawMessage.Body: expected 1 to 5,242,880 characters, got a string of 0 characters [length]',
      'AdditionalRecipients.CcAddresses[19].EmailAddress: expected text that matches ^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$, got text that does not match [pattern]',
      'SegmentAttributes (key): expected 1 to 128 characters, got a string of 0 characters [length]',
    ]

    it('every issue of both kinds comes at once, member by member', () => {
      const all = texts(input)
      assert.deepEqual(
        all.filter((text) => text.endsWith('[documented]')),
        documented,
      )
      assert.deepEqual(
        all.filter((text) => !text.endsWith('[documented]')).map((text) => text.replace('at most', '0 to')),
        modelled,
      )
      const members = all.map((text) => /^\w+/.exec(text)?.[0])
      assert.deepEqual([...new Set(members)].length, members.filter((member, i) => member !== members[i - 1]).length)
    })

    it('without the rules the others stay', () => {
      const result = lenient.make(input)
      assert.equal(found(result).length, modelled.length)
      assert.ok(found(result).every(({ code }) => code !== 'documented'))
    })

    it('advice is told where nothing is refused', () => {
      assert.deepEqual(
        found(advised.make(input)).map(({ path }) => path[0]),
        ['DestinationEmailAddress', 'References', 'EmailMessage', 'AdditionalRecipients', 'SegmentAttributes'],
      )
    })

    it('a bad key hides nothing about others', () => {
      assert.deepEqual(texts({ ...least, attributes: { '': 'x', 'a b': 'y' } }), [
        'Attributes (key): expected 1 to 32,767 characters, got a string of 0 characters [length]',
        'Attributes["a b"]: expected a key of letters, digits, - and _, got another character [documented]',
      ])
    })
  })

  it('hold in every strict reading: decode, json, is; and in no tolerant one', () => {
    const input = withMessage({ contentType: 'text/markdown' })
    const loose = lenient.make(input)
    const request = loose._tag === 'Right' ? loose.right : assert.fail()
    const value = StartEmailContactRequest.encode(request)
    const tree = json(StartEmailContactRequest).encode(request)
    assert.equal(StartEmailContactRequest.is(request), false)
    for (const result of [StartEmailContactRequest.decode(value), json(StartEmailContactRequest).decode(tree)]) {
      assert.deepEqual(
        found(result).map(({ code, path }) => [code, path]),
        [['documented', ['EmailMessage', 'RawMessage', 'ContentType']]],
      )
    }
    assert.equal(lenient.is(request), true)
    assert.equal(lenient.decode(value)._tag, 'Right')
    assert.equal(tolerant(StartEmailContactRequest).decode(value)._tag, 'Right')
    assert.equal(json(tolerant(StartEmailContactRequest)).decode(tree)._tag, 'Right')
  })

  it('a rule is total: it says nothing about what is not of its kind', () => {
    const odd: ReadonlyArray<unknown> = [
      undefined,
      null,
      0,
      '',
      'text',
      true,
      [],
      [null],
      {},
      { a: null },
      { rawMessage: 3 },
      new Date(),
    ]
    for (const { check: rule } of creationRules) {
      for (const value of odd) assert.doesNotThrow(() => rule(value))
    }
  })

  it('a rule quotes nothing of what it saw', () => {
    const input: Input = {
      ...withMessage({ contentType: 'Zq' }),
      references: { k: { type: 'EMAIL', value: 'Zq' }, d: { type: 'DATE', value: 'Zq' } },
      attributes: { 'a b': 'Zq', c: 'Zq'.repeat(16_383), d: 'Zq' },
    }
    const said = found(StartEmailContactRequest.make(input))
    assert.equal(said.filter(({ code }) => code === 'documented').length, 5)
    assert.ok(!JSON.stringify(said).includes('Zq'))
  })

  it('leave what they saw as it is', () => {
    const request = made(full)
    const before = JSON.stringify(request)
    for (const { check: rule } of creationRules) rule(request)
    assert.equal(JSON.stringify(request), before)
  })
})
