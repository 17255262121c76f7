/**
 * The example payloads: which lines are good and what is wrong with the others, as `examples/README.md` tells.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { StartEmailContactRequest } from '../../lib/connect/index.js'
import { json, jsonText } from '../../lib/interpret/json.js'
import { closed, ignore } from '../../lib/shape/shapeOf.js'
import type { Validation } from '../../lib/value/Issue.js'

const folder = resolve(dirname(fileURLToPath(import.meta.url)), '../../examples')

const contents = readFileSync(resolve(folder, 'contacts.ndjson'), 'utf8').split('\n')
const lines: ReadonlyArray<readonly [number, string]> = contents.slice(0, -1).map((text, i) => [i + 1, text])

const noAddress = 'expected text that matches ^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$, got text that does not match [pattern]'
const whole = 'expected a whole number from -2147483648 to 2147483647'
const expiry = 'SegmentAttributes["connect:ContactExpiry"].ValueMap'

/** The issues of each broken line, by its number from 1. */
const broken: ReadonlyMap<number, ReadonlyArray<string>> = new Map([
  [3, ['InstanceId: expected a value, got nothing [missing]']],
  [6, ['EmailMessage.RawMessage.Body: expected 1 to 5,242,880 characters, got a string of 0 characters [length]']],
  [8, [`FromEmailAddress.EmailAddress: ${noAddress}`]],
  [
    11,
    [
      'AdditionalRecipients.CcAddresses[1].EmailAddress: expected 1 to 255 characters, got a string of 271 characters [length]',
    ],
  ],
  [12, ['Name: expected a string, got a number [type]']],
  [14, ['FromEmailAddress: expected a structure, got a string [type]']],
  [17, ['EmailMessage.MessageSourceType: expected one of RAW, got "TEMPLATE" [enum]']],
  [
    18,
    [
      'EmailMessage.RawMessage.Headers (key): expected one of REFERENCES, MESSAGE_ID, IN_REPLY_TO, X_SES_SPAM_VERDICT, X_SES_VIRUS_VERDICT, got "REPLY_TO" [enum]',
    ],
  ],
  [20, ['DestinationEmailAddress: expected a value, got nothing [missing]']],
  [22, ['AdditionalRecipients.CcAddresses: expected 1 to 50 items, got a list of 0 items [length]']],
  [24, [`${expiry} (key): expected 1 to 128 characters, got a string of 0 characters [length]`]],
  [25, ['Attachments[1].FileName: expected text that matches ^\\P{C}*$, got text that does not match [pattern]']],
  [
    27,
    [
      'References["passport.pdf"].Type: expected URL, NUMBER, STRING or DATE in a new contact, got another type [documented]',
    ],
  ],
  [
    29,
    [
      'References["Nuova data"].Value: expected an epoch time in whole seconds or milliseconds, got other text [documented]',
    ],
  ],
  [31, ['Attributes["order number"]: expected a key of letters, digits, - and _, got another character [documented]']],
  [
    33,
    [
      'References: expected at most 4,096 UTF-8 bytes of keys and values, got 4,390 UTF-8 bytes of keys and values [documented]',
    ],
  ],
  [
    35,
    [
      'AdditionalRecipients: expected at most 49 addresses over ToAddresses and CcAddresses, got 50 addresses over ToAddresses and CcAddresses [documented]',
    ],
  ],
  [
    37,
    ['EmailMessage.RawMessage.ContentType: expected text/plain or text/html, got another content type [documented]'],
  ],
  [39, ['EmailMessage.RawMessage: expected a message where MessageSourceType is RAW, got nothing [documented]']],
  [41, [`${expiry}.ExpiryDuration.ValueInteger: ${whole}, got a number with a fraction [type]`]],
  [43, [`${expiry}.ExpiryDuration.ValueInteger: ${whole}, got a number outside [range]`]],
  [44, ['References.Voucher.Type: expected a value, got nothing [missing]']],
  [
    46,
    [
      'SegmentAttributes["connect:Routing"].ValueMap.skills.ValueList[1].ValueMap.certified.ValueString: expected a string, got a boolean [type]',
    ],
  ],
  [48, ['Name: expected well-formed Unicode text, got text with a lone surrogate [type]']],
  [
    50,
    [
      `DestinationEmailAddress: ${noAddress}`,
      'EmailMessage.RawMessage.Subject: expected a value, got nothing [missing]',
      'EmailMessage.RawMessage.Headers.IN_REPLY_TO: expected 1 to 20,000 characters, got a string of 0 characters [length]',
      'Attributes.vip: expected a string, got a boolean [type]',
    ],
  ],
  [
    52,
    ['References["Számla"].Arn: expected text that matches ^[-:/A-Za-z0-9]+$, got text that does not match [pattern]'],
  ],
  [53, ['FromEmailAddress: expected a value, got nothing [missing]']],
  [55, ['Attachments: expected a list, got an object [type]']],
  [56, ['Attachments[0].S3Url: expected 1 to 2,000 characters, got a string of 2,318 characters [length]']],
  [58, ['(root): expected JSON text (the end of a string), got a fault at offset 353 [syntax]']],
])

/** The one line that is no JSON, so that it has a reading as text only. */
const cutOff = 58

/** Those that only a documented rule refuses. */
const documented: ReadonlyArray<number> = [27, 29, 31, 33, 35, 37, 39]

const textsOf = (result: Validation<unknown>): ReadonlyArray<string> =>
  result._tag === 'Left' ? result.left.map(({ message }) => message) : []

const trees: ReadonlyArray<readonly [number, unknown]> = lines
  .filter(([number]) => number !== cutOff)
  .map(([number, text]) => [number, JSON.parse(text) as unknown])

const good = trees.filter(([number]) => !broken.has(number))

describe('examples/contacts.ndjson', () => {
  it('has 59 lines, 29 good and 30 broken, and ends with a line break', () => {
    assert.equal(contents.at(-1), '')
    assert.deepEqual([lines.length, good.length, broken.size], [59, 29, 30])
  })

  it('the README names the broken lines', () => {
    const readme = readFileSync(resolve(folder, 'README.md'), 'utf8')
    const numbers = [...readme.matchAll(/\| +(\d+) \|/g)].map(([, number]) => Number(number))
    assert.deepEqual(
      numbers.sort((a, b) => a - b),
      [...broken.keys()],
    )
  })

  for (const [number, text] of lines) {
    const expected = broken.get(number) ?? []
    it(`line ${number} is ${expected.length === 0 ? 'good' : `broken: ${expected.length} issue(s)`}`, () =>
      assert.deepEqual(textsOf(jsonText(StartEmailContactRequest).decode(text)), expected))
  }

  it('trees are read as texts are', () => {
    for (const [number, tree] of trees) {
      assert.deepEqual(textsOf(json(StartEmailContactRequest).decode(tree)), broken.get(number) ?? [], `line ${number}`)
    }
  })

  it('good lines are written back as they came, and their Values are read back', () => {
    for (const [number, tree] of good) {
      const read = json(StartEmailContactRequest).decode(tree)
      const request = read._tag === 'Right' ? read.right : assert.fail(`line ${number}`)
      assert.ok(StartEmailContactRequest.is(request))
      assert.deepEqual(json(StartEmailContactRequest).encode(request), tree)
      assert.deepEqual(JSON.parse(jsonText(StartEmailContactRequest).encode(request)), tree)
      const value = StartEmailContactRequest.encode(request)
      assert.deepEqual(StartEmailContactRequest.decode(value), { _tag: 'Right', right: request })
    }
  })

  it('without the documented rules, seven more lines are good', () => {
    const lenient = json(ignore(StartEmailContactRequest, ['documented']))
    assert.deepEqual(
      trees.flatMap(([number, tree]) => (broken.has(number) && lenient.decode(tree)._tag === 'Right' ? [number] : [])),
      documented,
    )
  })

  it('a closed reading also tells of the member in lower camel case, and of nothing in good lines', () => {
    const strict = json(closed(StartEmailContactRequest))
    for (const [, tree] of good) assert.deepEqual(textsOf(strict.decode(tree)), [])
    assert.deepEqual(textsOf(strict.decode(trees.find(([number]) => number === 53)?.[1])), [
      'FromEmailAddress: expected a value, got nothing [missing]',
      'fromEmailAddress: expected a member of com.amazonaws.connect#StartEmailContactRequest, got an unknown member [unknownMember]',
    ])
  })
})
