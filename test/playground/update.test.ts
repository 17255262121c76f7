/**
 * What becomes of the state: late answers, samples that nobody asked for, links, seeds.
 */
import assert from 'node:assert/strict'
import { Connect } from '../../lib/connect/index.js'
import { analyse, marksOf } from '../../playground/model/analyse.js'
import type { Command, Message, State } from '../../playground/model/State.js'
import { initial } from '../../playground/model/State.js'
import { current, update } from '../../playground/model/update.js'

/** The state after some messages, and what the last of them asked for. */
const following = (
  state: State,
  ...messages: ReadonlyArray<Message>
): { readonly state: State; readonly commands: ReadonlyArray<Command> } =>
  messages.reduce(
    (at, message) => {
      const [next, commands] = update(at.state, message)
      return { state: next, commands }
    },
    { state, commands: [] as ReadonlyArray<Command> },
  )

const typed = (text: string): Message => ({ _tag: 'Typed', text })

/** The state once its text has been checked. */
const checked = (state: State): State =>
  following(state, {
    _tag: 'Checked',
    revision: state.revision,
    analysis: analyse(state.subject, state.form, state.text),
  }).state

const output: Message = { _tag: 'SideChosen', side: 'output' }

const share = (state: State): Command | undefined => following(state, { _tag: 'ShareAsked' }).commands[0]

describe('the state of the playground', () => {
  it('an answer about an earlier text is passed over', () => {
    const { state } = following(checked(initial), typed('{'))
    const late = following(state, {
      _tag: 'Checked',
      revision: 0,
      analysis: analyse(initial.subject, 'wire', '[]'),
    }).state
    assert.equal(late, state)
    assert.equal(current(state), undefined)
    assert.equal(current(checked(state))?._tag, 'Unparsed')
  })

  it('what was found last stays while somebody types, and goes with the shape that it was about', () => {
    const bad = checked(following(initial, typed('{"InstanceId":7}')).state)
    const marks = marksOf(bad.analysis ?? { _tag: 'Empty' })
    assert.ok(marks.length > 1)
    const more = following(bad, typed(' {"InstanceId":7}')).state
    assert.deepEqual(
      more.marks.map(({ start }) => start),
      marks.map(({ start }) => start + 1),
    )
    assert.equal(more.analysis, bad.analysis)
    const other = following(bad, output).state
    assert.deepEqual([other.analysis, other.marks], [undefined, []])
  })

  it('another shape asks for a sample where nobody typed, which gives way to what is typed meanwhile', () => {
    const { state, commands } = following(checked(initial), output)
    assert.deepEqual(
      commands.map(({ _tag }) => _tag),
      ['Check', 'Sample'],
    )
    const sampled: Message = { _tag: 'Sampled', of: state.subject, text: '{}', seed: 1, broken: false, asked: false }
    assert.equal(following(state, sampled).state.text, '{}')
    assert.equal(following(state, typed('{"a":1}'), sampled).state.text, '{"a":1}')
    assert.equal(following(state, typed('{"a":1}'), { ...sampled, asked: true }).state.text, '{}')
    assert.equal(following(state, { _tag: 'SideChosen', side: 'input' }, sampled).state.text, '')
  })

  it('what somebody typed stays when the shape changes', () => {
    const { state, commands } = following(initial, typed('{"a":1}'), output)
    assert.equal(state.text, '{"a":1}')
    assert.deepEqual(
      commands.map(({ _tag }) => _tag),
      ['Check'],
    )
  })

  it('a seed is used as it was typed, then the next one', () => {
    const ask: Message = { _tag: 'SampleAsked', broken: false }
    const seeds = (messages: ReadonlyArray<Message>) =>
      following(initial, ...messages).commands.map((command) =>
        command._tag === 'Sample' ? command.seed : command._tag,
      )
    assert.deepEqual(seeds([{ _tag: 'SeedTyped', seed: '7' }, ask]), [7])
    assert.deepEqual(seeds([{ _tag: 'SeedTyped', seed: '7' }, ask, ask]), [8])
    assert.deepEqual(seeds([{ _tag: 'SeedTyped', seed: '2147483647' }, ask, ask]), [0])
    for (const seed of ['', '-1', '1.5', '2147483648', '1e3'])
      assert.deepEqual(following(initial, { _tag: 'SeedTyped', seed }, ask).state.status?.failed, true, seed)
  })

  it('a good payload is written anew in the other form, and there and back is the same', () => {
    const start = checked(initial)
    const domain = checked(following(start, { _tag: 'FormChosen', form: 'domain' }).state)
    assert.ok('instanceId' in JSON.parse(domain.text))
    assert.equal(domain.analysis?._tag, 'Accepted')
    const back = following(domain, { _tag: 'FormChosen', form: 'wire' }).state
    assert.deepEqual(JSON.parse(back.text), JSON.parse(initial.text))
    const bad = checked(following(start, typed('{}')).state)
    assert.equal(following(bad, { _tag: 'FormChosen', form: 'domain' }).state.text, '{}')
  })

  it('nothing goes into a link before it was checked, nor text that is no JSON', () => {
    assert.equal(share(following(checked(initial), typed('{"a": "ada@example.com"}')).state), undefined)
    const unparsed = share(checked(following(initial, typed('{"EmailAddress": "ada@example.com"')).state))
    assert.ok(unparsed?._tag === 'Share' && unparsed.link.text === undefined)
    const good = share(checked(initial))
    assert.ok(good?._tag === 'Share' && good.link.text !== undefined)
    assert.ok(!JSON.stringify(good.link).includes('ada@example.com'))
  })

  it('a link about another service waits for a model that has it', () => {
    const link = {
      service: 'example#Lamps',
      operation: 'StartEmailContact',
      side: 'output',
      form: 'domain',
      text: '{}',
    } as const
    const waiting = following(initial, { _tag: 'LinkRead', link }).state
    assert.equal(waiting.text, initial.text)
    assert.equal(waiting.awaited, link)
    const lamps = { ...Connect, id: 'example#Lamps' }
    const model = { services: [Connect, lamps], file: 'lamps.json', notes: [] }
    const { state } = following(waiting, { _tag: 'ModelRead', model })
    assert.equal(state.subject.service, lamps)
    assert.deepEqual([state.text, state.form, state.subject.side, state.awaited], ['{}', 'domain', 'output', undefined])
  })
})
