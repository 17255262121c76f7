/** A user's file: one command of the client. */
import { ConnectClient, StartEmailContactCommand } from '@aws-sdk/client-connect'

const client = new ConnectClient({ region: 'us-east-1' })

export const contactId = async (): Promise<string | undefined> =>
  (
    await client.send(
      new StartEmailContactCommand({
        InstanceId: 'i-1',
        FromEmailAddress: { EmailAddress: 'ada@example.com' },
        DestinationEmailAddress: 'support@example.org',
        EmailMessage: {
          MessageSourceType: 'RAW',
          RawMessage: { Subject: '', Body: 'hello', ContentType: 'text/plain' },
        },
      }),
    )
  ).ContactId
