/** A user's file: makes a request, reads one, writes it, reads the answer. */
import { prepare, restJson1 } from 'wireshape'
import type { StartEmailContactRequest_Input } from 'wireshape/connect'
import { StartEmailContact, StartEmailContactRequest } from 'wireshape/connect'

const input: StartEmailContactRequest_Input = {
  instanceId: 'i-1',
  fromEmailAddress: { emailAddress: 'ada@example.com' },
  destinationEmailAddress: 'support@example.org',
  emailMessage: { messageSourceType: 'RAW', rawMessage: { subject: '', body: 'hello', contentType: 'text/plain' } },
}

const made = StartEmailContactRequest.make(input)

export const request =
  made._tag === 'Right'
    ? restJson1.client(StartEmailContact).encodeRequest(prepare(StartEmailContact, () => 'token')(made.right)())
    : undefined

export const subject: string | undefined =
  made._tag === 'Right' ? made.right.emailMessage.rawMessage?.subject : undefined
