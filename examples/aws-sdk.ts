/**
 * A client of the AWS SDK that checks its inputs: `npx wireshape mock`, and then `node --import=tsx examples/aws-sdk.ts`.
 */
import { ConnectClient, StartEmailContactCommand } from '@aws-sdk/client-connect'
import { isParamValidationError, validated } from 'wireshape/aws-sdk'
import { Connect } from 'wireshape/connect'

const endpoint = process.env['ENDPOINT'] ?? 'http://localhost:8080'
const credentials = { accessKeyId: 'any', secretAccessKey: 'any' }
const client = new ConnectClient({ region: 'eu-west-2', endpoint, credentials, protocol: validated(Connect) })

const RawMessage = { Subject: 'hi', Body: 'hello', ContentType: 'text/plain' }
const good = {
  InstanceId: 'i-1',
  FromEmailAddress: { EmailAddress: 'ada@example.com' },
  DestinationEmailAddress: 'support@example.org',
  EmailMessage: { MessageSourceType: 'RAW', RawMessage } as const,
}

await client
  .send(new StartEmailContactCommand({ ...good, InstanceId: '', Description: 'x'.repeat(5000) }))
  .catch((error) => {
    if (isParamValidationError(error)) console.log(error.message)
  })
const { ContactId } = await client.send(new StartEmailContactCommand(good))
console.log('sent:', typeof ContactId)
