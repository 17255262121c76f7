/**
 * Issues at their places: what is broken is what is marked.
 */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { prettyJson } from '../../lib/cli/jsonText.js'
import { Connect, StartEmailContact, StartEmailContactRequest } from '../../lib/connect/index.js'
import type { Shape } from '../../lib/index.js'
import { json, operation, service } from '../../lib/index.js'
import { domainJson } from '../../lib/interpret/domainJson.js'
import * as S from '../../lib/shape/index.js'
import { arbitrary, mutated } from '../../lib/testing/index.js'
import type { Value } from '../../lib/value/index.js'
import type { Analysis, Mark } from '../../playground/model/analyse.js'
import { analyse, longest, marksOf } from '../../playground/model/analyse.js'
import { movedMarks } from '../../playground/model/moveMarks.js'
import { placesOf } from '../../playground/model/places.js'
import type { Subject } from '../../playground/model/subject.js'

const subject: Subject = { service: Connect, operation: StartEmailContact, side: 'input' }

/** A subject of any structure. */
const about = (shape: S.AnyShape): Subject => {
  const info = { id: 'example#Service', version: '1', sdkId: 'Example', protocols: {} }
  const one = operation('example#Do', {
    input: shape,
    output: S.Unit,
    errors: [],
    traits: {},
    service: info,
    writes: 'partial' as const,
  })
  return { service: service(info, [one]), operation: one, side: 'input' }
}

const good = {
  InstanceId: 'i-1',
  FromEmailAddress: { EmailAddress: 'ada@example.com' },
  DestinationEmailAddress: 'support@example.org',
  EmailMessage: { MessageSourceType: 'RAW', RawMessage: { Subject: 'hi', Body: 'hello', ContentType: 'text/plain' } },
}

const textOf = (payload: unknown): string => JSON.stringify(payload, null, 2)

/** What is underlined, with its line. */
const underlined = (text: string, analysis: Analysis): ReadonlyArray<string> =>
  marksOf(analysis).map(({ start, end, line, column, level, code, path }) => {
    assert.equal(text.split('\n')[line - 1]?.slice(column - 1, column - 1 + end - start), text.slice(start, end))
    return `${line} ${text.slice(start, end)} ${path} ${code} ${level}`
  })

describe('the analysis of a text', () => {
  it('marks the part that is wrong, the name of what holds a missing one, the name of an unknown one', () => {
    const text = textOf({
      ...good,
      DestinationEmailAddress: 'support',
      EmailMessage: { MessageSourceType: 'FAX', RawMessage: { Subject: 'hi', ContentType: 'text/plain' } },
      Colour: 'red',
    })
    const analysis = analyse(subject, 'wire', text)
    assert.equal(analysis._tag, 'Refused')
    assert.deepEqual(underlined(text, analysis), [
      '6 "support" DestinationEmailAddress pattern error',
      '8 "FAX" EmailMessage.MessageSourceType enum error',
      '9 "RawMessage" EmailMessage.RawMessage.Body missing error',
      '14 "Colour" Colour unknownMember warning',
    ])
  })

  it('a payload with warnings alone is accepted', () => {
    const analysis = analyse(subject, 'wire', textOf({ ...good, Colour: 'red' }))
    assert.equal(analysis._tag, 'Accepted')
    assert.deepEqual(
      marksOf(analysis).map(({ level }) => level),
      ['warning'],
    )
  })

  it('the domain form has its own names, and refuses unknown ones', () => {
    const text = textOf({
      instanceId: 'i-1',
      fromEmailAddress: { emailAddress: 'ada' },
      destinationEmailAddress: 'support@example.org',
      emailMessage: {
        messageSourceType: 'RAW',
        rawMessage: { subject: 'hi', body: 'hello', contentType: 'text/plain' },
      },
      colour: 'red',
    })
    const analysis = analyse(subject, 'domain', text)
    assert.equal(analysis._tag, 'Refused')
    assert.deepEqual(
      underlined(text, analysis).map((line) => line.replace(/^\d+ /, '')),
      ['"ada" fromEmailAddress.emailAddress pattern error', '"colour" colour unknownMember error'],
    )
  })

  it('text that is no JSON is marked where it stops being any', () => {
    const text = '{\n  "InstanceId": tru\n}'
    const analysis = analyse(subject, 'wire', text)
    assert.equal(analysis._tag, 'Unparsed')
    assert.deepEqual(
      marksOf(analysis).map(({ line, column, expected }) => [line, column, expected]),
      [[2, 17, 'a value']],
    )
    assert.equal(analyse(subject, 'wire', '{')._tag, 'Unparsed')
    assert.equal(analyse(subject, 'wire', ' \n')._tag, 'Empty')
    assert.equal(analyse(subject, 'wire', ' '.repeat(longest + 1))._tag, 'TooLong')
  })

  it('bad keys and repeated items are found in what holds them', () => {
    const Key = S.string('example#Key', { pattern: '^[a-z]+$' })
    const shape = S.inferred('example#Input', {
      tags: [
        'Tags',
        () =>
          S.map(
            'example#Tags',
            () => Key,
            () => S.Prelude.Integer,
          ),
      ],
      names: ['Names', () => S.list('example#Names', () => S.Prelude.String, { uniqueItems: true })],
    })
    const text = textOf({ Tags: { a: 1, B: 2, c: 3, D: 4 }, Names: ['x', 'y', 'x'] })
    assert.deepEqual(underlined(text, analyse(about(shape), 'wire', text)), [
      '4 "B" Tags pattern error',
      '6 "D" Tags pattern error',
      '11 "x" Names unique error',
    ])
  })

  it('law: of a broken payload what is marked lies in the part that was broken, or names what holds it', () => {
    const shape = StartEmailContactRequest as unknown as Shape<unknown, Value, unknown>
    fc.assert(
      fc.property(mutated(fc)(shape, 1, { plain: true }), ({ tree, mutations }) => {
        const text = prettyJson(tree)
        const analysis = analyse(subject, 'wire', text)
        const [mutation] = mutations
        if (mutation === undefined) return
        const marks = marksOf(analysis)
        assert.equal(marks.length, 1)
        const [place] = placesOf(text, [mutation.place])
        const mark = marks[0]
        assert.ok(place !== undefined && mark !== undefined)
        const from = place.name?.start ?? place.value.start
        assert.ok(mark.start >= from && mark.end <= place.value.end, `${mark.start} ${from}`)
        assert.equal(mark.code, mutation.label.code)
      }),
      { numRuns: 300 },
    )
  })

  it('law: a good payload of either form has no mark, and its value is that of the payload', () => {
    fc.assert(
      fc.property(arbitrary(fc)(StartEmailContactRequest), (a) => {
        const value = StartEmailContactRequest.encode(a)
        for (const [form, tree] of [
          ['wire', json(StartEmailContactRequest).encode(a)],
          ['domain', domainJson(StartEmailContactRequest).encode(a)],
        ] as const) {
          const analysis = analyse(subject, form, prettyJson(tree))
          assert.equal(analysis._tag, 'Accepted')
          assert.deepEqual(analysis._tag === 'Accepted' ? [analysis.value, analysis.marks] : [], [value, []])
        }
      }),
      { numRuns: 200 },
    )
  })

  it('a text of the greatest length is checked in a second or so', () => {
    const All = S.inferred('example#All', {
      all: ['All', () => S.list('example#Requests', () => StartEmailContactRequest)],
    })
    const item = JSON.stringify({ ...good, InstanceId: 7 })
    const count = Math.floor((longest - 20) / (item.length + 1))
    const text = `{"All":[${Array<string>(count).fill(item).join(',')}]}`
    const started = performance.now()
    const analysis = analyse(about(All), 'wire', text)
    assert.equal(analysis._tag, 'Refused')
    assert.equal(marksOf(analysis).length, 1001)
    assert.ok(performance.now() - started < 5000)
  })
})

describe('marks while somebody types', () => {
  const texts = fc.string({ unit: fc.constantFrom('a', 'b', '"', '\n'), maxLength: 30 })

  it('law: a mark that is left marks the same characters, at their line and column', () => {
    fc.assert(
      fc.property(texts, texts, texts, texts, fc.nat(), fc.nat(), (head, old, fresh, tail, from, size) => {
        const [before, after] = [head + old + tail, head + fresh + tail]
        const start = from % Math.max(1, before.length)
        const mark: Mark = {
          start,
          end: Math.min(before.length, start + 1 + (size % 5)),
          level: 'error',
          line: before.slice(0, start).split('\n').length,
          column: start - before.slice(0, start).lastIndexOf('\n'),
          path: 'A',
          code: 'type',
          expected: 'text',
          actual: 'a number',
        }
        const [moved] = movedMarks([mark], before, after)
        if (moved === undefined) return
        assert.equal(after.slice(moved.start, moved.end), before.slice(mark.start, mark.end))
        assert.equal(moved.line, after.slice(0, moved.start).split('\n').length)
        assert.equal(
          moved.start,
          after
            .split('\n')
            .slice(0, moved.line - 1)
            .join('\n').length +
            (moved.line > 1 ? 1 : 0) +
            moved.column -
            1,
        )
      }),
      { numRuns: 2000 },
    )
  })

  it('a mark behind the change moves, one before it stays, one in it goes', () => {
    const mark = (start: number, end: number): Mark => ({
      start,
      end,
      level: 'error',
      line: 1,
      column: start + 1,
      path: 'A',
      code: 'type',
      expected: 'text',
      actual: 'a number',
    })
    const moved = movedMarks([mark(0, 2), mark(2, 5), mark(6, 7)], 'ab 12 x', 'ab 1\n2 x')
    assert.deepEqual(
      moved.map(({ start, end, line, column }) => [start, end, line, column]),
      [
        [0, 2, 1, 1],
        [7, 8, 2, 3],
      ],
    )
  })
})
