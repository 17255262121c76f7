/**
 * StartEmailContactRequest: what `make`, `encode`, `decode` and `is` do with good and bad input, to the exact text.
 */
import assert from 'node:assert/strict'
import { inspect } from 'node:util'
import { StartEmailContactRequest } from '../../lib/connect/index.js'
import { closed } from '../../lib/shape/shapeOf.js'
import * as V from '../../lib/value/Value.js'
import type { Input } from './example.js'
import { addresses, found, full, least, made, texts, unchecked, withMessage } from './example.js'

const pattern = '^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$'

const accepts = (input: Input): void => assert.deepEqual(texts(input), [])

const refuses = (input: unknown, ...expected: ReadonlyArray<string>): void =>
  assert.deepEqual(texts(unchecked(input)), expected)

const deepFreeze = <A>(a: A): A => {
  if (typeof a === 'object' && a !== null && !Object.isFrozen(a)) {
    Object.freeze(a)
    for (const part of Object.values(a)) deepFreeze(part)
  }
  return a
}

/** Segment attributes that lie inside each other, that many of them. */
const nested = (levels: number): NonNullable<Input['segmentAttributes']> => {
  let value: NonNullable<Input['segmentAttributes']>[string] = { valueInteger: 1 }
  for (let i = 1; i < levels; i++) value = i % 2 === 0 ? { valueMap: { a: value } } : { valueList: [value] }
  return { a: value }
}

describe('connect: StartEmailContactRequest', () => {
  describe('good input', () => {
    it('make copies it: equal, nothing shared, the input as it was', () => {
      const input = deepFreeze(structuredClone(full))
      const request = made(input)
      assert.deepEqual(request, full)
      assert.notEqual(request, input)
      assert.notEqual(request.attachments, input.attachments)
      assert.notEqual(request.references, input.references)
      assert.deepEqual(input, full)
    })

    it('what was made, is, and is made again to itself', () => {
      for (const input of [full, least]) {
        const request = made(input)
        assert.ok(StartEmailContactRequest.is(request))
        assert.deepEqual(made(request as Input), request)
      }
    })

    it('undefined counts as absent and is not kept', () => {
      const request = made({ ...least, name: undefined, references: undefined })
      assert.deepEqual(Object.keys(request), Object.keys(made(least)))
    })

    it('encode gives the Value by member name, in the order of the model', () => {
      const value = StartEmailContactRequest.encode(made(least))
      assert.deepEqual(
        value,
        V.structure({
          InstanceId: V.string('11111111-2222-3333-4444-555555555555'),
          FromEmailAddress: V.structure({ EmailAddress: V.string('ada@example.com') }),
          DestinationEmailAddress: V.string('support@example.org'),
          EmailMessage: V.structure({
            MessageSourceType: V.enumeration('RAW'),
            RawMessage: V.structure({
              Subject: V.string(''),
              Body: V.string('hello'),
              ContentType: V.string('text/plain'),
            }),
          }),
        }),
      )
      assert.deepEqual(Object.keys(StartEmailContactRequest.encode(made(full)).fields), [
        'InstanceId',
        'FromEmailAddress',
        'DestinationEmailAddress',
        'Description',
        'References',
        'Name',
        'EmailMessage',
        'AdditionalRecipients',
        'Attachments',
        'ContactFlowId',
        'RelatedContactId',
        'Attributes',
        'SegmentAttributes',
        'ClientToken',
      ])
    })

    it('the type of the Value follows the record', () => {
      const { fields } = StartEmailContactRequest.encode(made(full))
      const address: string = fields.FromEmailAddress.fields.EmailAddress.value
      const source: 'RAW' | string = fields.EmailMessage.fields.MessageSourceType.value
      const expiry = fields.SegmentAttributes?.entries.find(([key]) => key.value === 'connect:ContactExpiry')?.[1]
      const minutes = expiry?.fields.ValueMap?.entries[0]?.[1].fields.ValueInteger?.value
      assert.deepEqual([address, source, minutes], ['ada@example.com', 'RAW', 135])
    })

    it('encode writes maps as pairs, enum keys as enums, and the recursive value', () => {
      const { fields } = StartEmailContactRequest.encode(made(full))
      assert.deepEqual(
        fields.EmailMessage.fields.RawMessage?.fields.Headers,
        V.map<V.Enum, V.String>([
          [V.enumeration('MESSAGE_ID'), V.string('<1@example.com>')],
          [V.enumeration('X_SES_SPAM_VERDICT'), V.string('PASS')],
        ]),
      )
      assert.deepEqual(
        fields.SegmentAttributes,
        V.map<V.String, V.Structure>([
          [V.string('connect:Subtype'), V.structure({ ValueString: V.string('connect:Email') })],
          [
            V.string('connect:ContactExpiry'),
            V.structure({
              ValueMap: V.map([[V.string('ExpiryDuration'), V.structure({ ValueInteger: V.integer(135) })]]),
            }),
          ],
          [
            V.string('connect:Routing'),
            V.structure({
              ValueList: V.list([
                V.structure({ ValueArn: V.string('arn:aws:connect:eu-west-2:111122223333:queue/1') }),
                V.structure({
                  ValueMap: V.map([[V.string('deep'), V.structure({ ValueList: V.list([] as V.Structure[]) })]]),
                }),
              ]),
            }),
          ],
        ]),
      )
    })

    it('decode reads back what encode wrote', () => {
      for (const input of [full, least]) {
        const request = made(input)
        const value = StartEmailContactRequest.encode(request)
        assert.ok(V.isValue(value))
        const read = StartEmailContactRequest.decode(value)
        assert.deepEqual(read, { _tag: 'Right', right: request })
      }
    })

    it('the idempotency token is not filled by make', () => assert.ok(!('clientToken' in made(least))))
  })

  describe('addresses', () => {
    const from = (emailAddress: string): Input => ({ ...least, fromEmailAddress: { emailAddress } })

    for (const address of ['a@b.co', 'a.b+c@d-e.f.g', '"x"@b.co', 'ünï@köln.example', '字@字.字', 'a@b..c', '.@..x']) {
      it(`${address} is one`, () => accepts(from(address)))
    }

    for (const address of [
      'x a@b.co y',
      'to all: a@b.co; c',
      ' a@b.co',
      'a@b.co\n',
      'a@b@c.de',
      'a@b',
      'a',
      '@b.co',
      'a@.co',
      'a@b.',
    ]) {
      it(`${JSON.stringify(address)} is none`, () =>
        refuses(
          from(address),
          `FromEmailAddress.EmailAddress: expected text that matches ${pattern}, got text that does not match [pattern]`,
        ))
    }

    it('an empty one breaks the length and the pattern', () =>
      refuses(
        from(''),
        'FromEmailAddress.EmailAddress: expected 1 to 255 characters, got a string of 0 characters [length]',
        `FromEmailAddress.EmailAddress: expected text that matches ${pattern}, got text that does not match [pattern]`,
      ))

    it('255 code points are taken and 256 are not, however many units they have', () => {
      accepts(from(`${'😀'.repeat(250)}@b.co`))
      refuses(
        from(`${'😀'.repeat(251)}@b.co`),
        'FromEmailAddress.EmailAddress: expected 1 to 255 characters, got a string of 256 characters [length]',
      )
    })

    it('no address is shown anywhere', () => {
      const result = StartEmailContactRequest.make(from('secret word'))
      assert.equal(result._tag, 'Left')
      assert.ok(!/secret/.test(JSON.stringify(result) + inspect(result, { depth: 9, showHidden: true })))
      if (result._tag === 'Left') {
        for (const { value, context } of result.left) {
          assert.ok(!/secret/.test(inspect([value, context.map(({ actual }) => actual)], { depth: 9 })))
        }
      }
    })
  })

  describe('lengths', () => {
    it('an empty body', () =>
      refuses(
        withMessage({ body: '' }),
        'EmailMessage.RawMessage.Body: expected 1 to 5,242,880 characters, got a string of 0 characters [length]',
      ))

    it('a body of 5,242,880 characters and one of one more', () => {
      accepts(withMessage({ body: 'é'.repeat(5_242_880) }))
      refuses(
        withMessage({ body: 'x'.repeat(5_242_881) }),
        'EmailMessage.RawMessage.Body: expected 1 to 5,242,880 characters, got a string of 5,242,881 characters [length]',
      )
    })

    it('a name counts code points', () => {
      accepts({ ...least, name: '😀'.repeat(1024) })
      refuses(
        { ...least, name: '😀'.repeat(1025) },
        'Name: expected at most 1,024 characters, got a string of 1,025 characters [length]',
      )
    })

    it('a token of 500 characters and one of 501; an empty one', () => {
      accepts({ ...least, clientToken: 'x'.repeat(500) })
      accepts({ ...least, clientToken: '' })
      refuses(
        { ...least, clientToken: 'x'.repeat(501) },
        'ClientToken: expected at most 500 characters, got a string of 501 characters [length]',
      )
    })

    it('1 to 50 attachments', () => {
      const files = (count: number): Input => ({
        ...least,
        attachments: Array.from({ length: count }, (_, i) => ({
          fileName: `${i}.txt`,
          s3Url: `https://b.example/${i}`,
        })),
      })
      accepts(files(1))
      accepts(files(50))
      refuses(files(0), 'Attachments: expected 1 to 50 items, got a list of 0 items [length]')
      refuses(files(51), 'Attachments: expected 1 to 50 items, got a list of 51 items [length]')
    })

    it('49 addresses in one list are taken, 50 are one too many in all, 51 for the list as well', () => {
      const to = (count: number): Input => ({ ...least, additionalRecipients: { toAddresses: addresses(count) } })
      const inAll = (count: number): string =>
        `AdditionalRecipients: expected at most 49 addresses over ToAddresses and CcAddresses, got ${count} addresses over ToAddresses and CcAddresses [documented]`
      accepts(to(49))
      refuses(to(50), inAll(50))
      refuses(
        to(51),
        'AdditionalRecipients.ToAddresses: expected 1 to 50 items, got a list of 51 items [length]',
        inAll(51),
      )
      refuses(to(0), 'AdditionalRecipients.ToAddresses: expected 1 to 50 items, got a list of 0 items [length]')
    })
  })

  describe('members', () => {
    it('missing ones, all of them, in the order of the model', () =>
      refuses(
        {},
        'InstanceId: expected a value, got nothing [missing]',
        'FromEmailAddress: expected a value, got nothing [missing]',
        'DestinationEmailAddress: expected a value, got nothing [missing]',
        'EmailMessage: expected a value, got nothing [missing]',
      ))

    it('missing ones deeper down', () =>
      refuses(
        {
          ...least,
          fromEmailAddress: {},
          emailMessage: { messageSourceType: 'RAW', rawMessage: {} },
          references: { a: {} },
          attachments: [{}],
        },
        'FromEmailAddress.EmailAddress: expected a value, got nothing [missing]',
        'References.a.Type: expected a value, got nothing [missing]',
        'EmailMessage.RawMessage.Subject: expected a value, got nothing [missing]',
        'EmailMessage.RawMessage.Body: expected a value, got nothing [missing]',
        'EmailMessage.RawMessage.ContentType: expected a value, got nothing [missing]',
        'Attachments[0].FileName: expected a value, got nothing [missing]',
        'Attachments[0].S3Url: expected a value, got nothing [missing]',
      ))

    it('a misspelt member is told by make, with its path', () =>
      refuses(
        {
          ...least,
          adress: 'x',
          fromEmailAddress: { emailAddress: 'a@b.co', displayname: 'A' },
          segmentAttributes: { a: { valueMap: { b: { valuestring: '' } } } },
        },
        'FromEmailAddress.displayname: expected a member of com.amazonaws.connect#EmailAddressInfo, got an unknown member [unknownMember]',
        'SegmentAttributes.a.ValueMap.b.valuestring: expected a member of com.amazonaws.connect#SegmentAttributeValue, got an unknown member [unknownMember]',
        'adress: expected a member of com.amazonaws.connect#StartEmailContactRequest, got an unknown member [unknownMember]',
      ))

    it('its name is not shown inside what is sensitive', () =>
      refuses(
        { ...least, attachments: [{ fileName: 'a', s3Url: 'b', secret: 1 }] },
        'Attachments[0][(redacted)]: expected a member of com.amazonaws.connect#EmailAttachment, got an unknown member [unknownMember]',
      ))

    it('decode ignores an unknown member, and refuses it where the shape is closed', () => {
      const value = StartEmailContactRequest.encode(made(least))
      const more = V.structure({ ...value.fields, Extra: V.string('x') })
      assert.deepEqual(StartEmailContactRequest.decode(more), { _tag: 'Right', right: made(least) })
      assert.deepEqual(
        found(closed(StartEmailContactRequest).decode(more)).map(({ code, path }) => [code, path]),
        [['unknownMember', ['Extra']]],
      )
    })

    it('the wire names are no fields', () => {
      const issues = found(
        StartEmailContactRequest.make(unchecked({ ...least, InstanceId: 'x', instanceId: undefined })),
      )
      assert.deepEqual(
        issues.map(({ code, path }) => [code, path]),
        [
          ['missing', ['InstanceId']],
          ['unknownMember', ['InstanceId']],
        ],
      )
    })
  })

  describe('kinds', () => {
    it('are told by kind, never by content', () =>
      refuses(
        {
          ...least,
          instanceId: 7,
          fromEmailAddress: 'a@b.co',
          destinationEmailAddress: null,
          name: ['x'],
          references: [],
          attachments: {},
          segmentAttributes: { a: { valueInteger: '1' }, b: { valueInteger: 1.5 }, c: { valueInteger: 2 ** 31 } },
        },
        'InstanceId: expected a string, got a number [type]',
        'FromEmailAddress: expected a structure, got a string [type]',
        'DestinationEmailAddress: expected a string, got null [type]',
        'References: expected a map, got a list [type]',
        'Name: expected a string, got a list [type]',
        'Attachments: expected a list, got an object [type]',
        'SegmentAttributes.a.ValueInteger: expected a whole number from -2147483648 to 2147483647, got a string [type]',
        'SegmentAttributes.b.ValueInteger: expected a whole number from -2147483648 to 2147483647, got a number with a fraction [type]',
        'SegmentAttributes.c.ValueInteger: expected a whole number from -2147483648 to 2147483647, got a number outside [range]',
      ))

    it('no structure at all', () => {
      refuses(null, '(root): expected a structure, got null [type]')
      refuses('x', '(root): expected a structure, got a string [type]')
      refuses([], '(root): expected a structure, got a list [type]')
    })

    it('a lone surrogate', () =>
      refuses(
        { ...least, name: 'Kargo \ud800' },
        'Name: expected well-formed Unicode text, got text with a lone surrogate [type]',
      ))

    it('decode tells the tags of Values', () =>
      assert.deepEqual(
        found(StartEmailContactRequest.decode(V.structure({ InstanceId: V.integer(1) })))
          .map(({ path, expected, actual }) => [path[0], expected, actual])
          .slice(0, 2),
        [
          ['InstanceId', 'a string', 'a value tagged Integer'],
          ['FromEmailAddress', 'a value', 'nothing'],
        ],
      ))
  })

  describe('enums', () => {
    it('an unlisted value', () =>
      refuses(
        { ...least, emailMessage: { messageSourceType: 'TEMPLATE' } },
        'EmailMessage.MessageSourceType: expected one of RAW, got "TEMPLATE" [enum]',
      ))

    it('upper and lower case differ', () =>
      refuses(
        { ...least, references: { a: { type: 'url', status: 'available' } } },
        'References.a.Type: expected one of URL, ATTACHMENT, CONTACT_ANALYSIS, NUMBER, STRING, DATE, EMAIL, EMAIL_MESSAGE, EMAIL_MESSAGE_PLAIN_TEXT, EMAIL_MESSAGE_PLAIN_TEXT_REDACTED, EMAIL_MESSAGE_REDACTED, got "url" [enum]',
        'References.a.Status: expected one of AVAILABLE, DELETED, APPROVED, REJECTED, PROCESSING, FAILED, got "available" [enum]',
      ))

    it('an unlisted key', () =>
      refuses(
        withMessage({ headers: unchecked({ REPLY_TO: 'x' }) as unknown as NonNullable<never> }),
        'EmailMessage.RawMessage.Headers (key): expected one of REFERENCES, MESSAGE_ID, IN_REPLY_TO, X_SES_SPAM_VERDICT, X_SES_VIRUS_VERDICT, got "REPLY_TO" [enum]',
      ))
  })

  describe('patterns beside the address', () => {
    it('an ARN with a line break at its end, or with a blank', () => {
      for (const arn of ['arn:aws:connect:::instance/1\n', 'arn:aws:connect:::instance 1']) {
        refuses(
          { ...least, references: { a: { type: 'URL', arn } } },
          'References.a.Arn: expected text that matches ^[-:/A-Za-z0-9]+$, got text that does not match [pattern]',
        )
      }
    })

    it('a file name with a control character, or with a joiner of emoji', () => {
      for (const fileName of ['a\u0007.txt', '👩\u200d🚀.png']) {
        refuses(
          { ...least, attachments: [{ fileName, s3Url: 'x' }] },
          'Attachments[0].FileName: expected text that matches ^\\P{C}*$, got text that does not match [pattern]',
        )
      }
      accepts({ ...least, attachments: [{ fileName: 'vaari ja hauki 🐟.jpg', s3Url: 'x' }] })
    })
  })

  describe('recursion', () => {
    it('goes down as far as the depth limit, and says so beyond it', () => {
      accepts({ ...least, segmentAttributes: nested(100) })
      const request = made({ ...least, segmentAttributes: nested(100) })
      assert.deepEqual(StartEmailContactRequest.decode(StartEmailContactRequest.encode(request)), {
        _tag: 'Right',
        right: request,
      })
      const issues = found(StartEmailContactRequest.make({ ...least, segmentAttributes: nested(5000) }))
      assert.deepEqual(
        issues.map(({ code, path, expected, actual }) => [code, path.length, expected, actual]),
        [['depth', 256, 'at most 256 levels', 'more levels']],
      )
    })

    it('a mistake deep down has its whole path', () =>
      refuses(
        {
          ...least,
          segmentAttributes: {
            'connect:Routing': {
              valueMap: { skills: { valueList: [{}, { valueMap: { certified: { valueString: true } } }] } },
            },
          },
        },
        'SegmentAttributes["connect:Routing"].ValueMap.skills.ValueList[1].ValueMap.certified.ValueString: expected a string, got a boolean [type]',
      ))

    it('keys are checked at every level', () =>
      refuses(
        { ...least, segmentAttributes: { a: { valueMap: { '': { valueMap: { ['x'.repeat(129)]: {} } } } } } },
        'SegmentAttributes.a.ValueMap (key): expected 1 to 128 characters, got a string of 0 characters [length]',
        'SegmentAttributes.a.ValueMap[""].ValueMap (key): expected 1 to 128 characters, got a string of 129 characters [length]',
      ))

    it('hostile keys are keys like any other', () => {
      const input: Input = {
        ...least,
        segmentAttributes: {
          ['__proto__']: { valueString: 'x' },
          constructor: {},
          toString: { valueInteger: 0 },
          '0': {},
        },
      }
      const request = made(input)
      assert.deepEqual(Object.keys(request.segmentAttributes ?? {}).sort(), [
        '0',
        '__proto__',
        'constructor',
        'toString',
      ])
      assert.deepEqual(StartEmailContactRequest.decode(StartEmailContactRequest.encode(request)), {
        _tag: 'Right',
        right: request,
      })
    })
  })

  it('more than 1,000 issues are counted, not listed', () => {
    const valueList = Array.from({ length: 1500 }, () => ({ valueString: 3 }))
    const all = texts(unchecked({ ...least, segmentAttributes: { a: { valueList } } }))
    assert.equal(all.length, 1001)
    assert.equal(all[1000], '(root): expected at most 1000 issues, got 500 more [size]')
  })
})
