/** What a user of one operation imports: text both ways, and the protocol. */
import { jsonText, restJson1 } from 'wireshape'
import { StartEmailContact, StartEmailContactRequest } from 'wireshape/connect'

export const { decode, encode } = jsonText(StartEmailContactRequest)

export const client = restJson1.client(StartEmailContact)
