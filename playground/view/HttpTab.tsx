/**
 * The message of each protocol, or why it has none.
 */

import type { ComponentChild } from 'preact'
import { isLeft } from '../../lib/value/either.js'
import type { Dispatch } from '../commands.js'
import type { Analysis } from '../model/analyse.js'
import type { Body, InProtocol, Message } from '../model/messages.js'
import { messagesOf } from '../model/messages.js'
import { Choice } from './Choice.js'
import { kept } from './kept.js'
import { Listing } from './Listing.js'
import type { TabProps } from './Results.js'
import { Unready } from './Unready.js'

const messages = kept((analysis: Analysis & { readonly _tag: 'Accepted' }, { state }: TabProps) =>
  messagesOf(state.subject, analysis.domain),
)

const BodyPart = ({
  body,
  dispatch,
}: {
  readonly body: Body | undefined
  readonly dispatch: Dispatch
}): ComponentChild =>
  body === undefined ? (
    <>
      <h3>Body</h3>
      <p class="soft">None.</p>
    </>
  ) : (
    <>
      <Listing
        label={`Body, ${body.bytes.toLocaleString('en')} ${body.bytes === 1 ? 'byte' : 'bytes'}${body.as === 'hex' ? ', in hexadecimal' : ''}`}
        text={body.text}
        wraps={body.as === 'text'}
        what="The body is"
        dispatch={dispatch}
      />
      {body.cut && <p class="hint">Only its beginning is shown.</p>}
    </>
  )

const MessagePart = ({
  message,
  dispatch,
}: {
  readonly message: Message
  readonly dispatch: Dispatch
}): ComponentChild => (
  <>
    {message.notes.map((note) => (
      <p class="note">{note}</p>
    ))}
    <p class="start-line">
      <code>{message.line}</code>
    </p>
    <h3>Headers</h3>
    {message.headers.length === 0 ? (
      <p class="soft">None.</p>
    ) : (
      <dl class="headers">
        {message.headers.map(([name, value]) => (
          <div>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    )}
    <BodyPart body={message.body} dispatch={dispatch} />
  </>
)

const Reasons = ({ of: { name, message } }: { readonly of: InProtocol }): ComponentChild =>
  isLeft(message) ? (
    <div class="cannot">
      <p>{name} cannot carry this payload:</p>
      <ul>
        {message.left.map((reason) => (
          <li>{reason}</li>
        ))}
      </ul>
    </div>
  ) : null

const leadOf = ({ spoken, message }: InProtocol): string => {
  if (isLeft(message)) return spoken ? 'The service speaks this protocol.' : 'The service does not speak this protocol.'
  const first = spoken
    ? 'The service speaks this protocol.'
    : 'The service does not speak this protocol; this is how the message would be.'
  return `${first} Nothing is sent. Sensitive values stand in the message as they go over the wire.`
}

export const HttpTab = (props: TabProps): ComponentChild => {
  const { state, analysis, dispatch } = props
  const isInput = state.subject.side === 'input'
  if (analysis?._tag !== 'Accepted')
    return <Unready analysis={analysis} what={isInput ? 'an HTTP request' : 'an HTTP response'} />
  const all = messages(analysis, props)
  const shown = all.find(({ name }) => name === state.protocol) ?? all[0]
  if (shown === undefined) return null
  return (
    <>
      <Choice
        legend="Protocol"
        name="protocol"
        chosen={shown.name}
        options={all.map(({ name, spoken, message }) => ({
          value: name,
          label: spoken ? `${name} ✓` : name,
          title: isLeft(message)
            ? 'cannot carry this payload'
            : spoken
              ? 'spoken by the service'
              : 'not spoken by the service',
          faint: isLeft(message),
        }))}
        onChoose={(protocol) => dispatch({ _tag: 'ProtocolChosen', protocol })}
      />
      <p class="lead">{leadOf(shown)}</p>
      {isLeft(shown.message) ? (
        <Reasons of={shown} />
      ) : (
        <MessagePart message={shown.message.right} dispatch={dispatch} />
      )}
    </>
  )
}
