/** What a user of one operation imports where every kilobyte counts: text both ways, and the protocol. */
import { StartEmailContact, StartEmailContactRequest } from 'wireshape/connect/lean'
import { jsonText, restJson1 } from 'wireshape/lean'

export const { decode, encode } = jsonText(StartEmailContactRequest)

export const client = restJson1.client(StartEmailContact)
