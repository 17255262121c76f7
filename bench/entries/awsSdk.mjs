import { ConnectClient, StartEmailContactCommand } from '@aws-sdk/client-connect'

export const client = new ConnectClient({ region: 'us-east-1', credentials: { accessKeyId: '', secretAccessKey: '' } })

export const command = (input) => new StartEmailContactCommand(input)
