/** What a user of one operation imports: text both ways, and the protocol. */
import { StartEmailContact, StartEmailContactRequest } from 'wireshape/connect'
import { jsonText } from 'wireshape/json'
import * as restJson1 from 'wireshape/restJson1/body'

export const { decode, encode } = jsonText(StartEmailContactRequest)

export const client = restJson1.client(StartEmailContact)
