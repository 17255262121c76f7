/** A user's file over the schema: a value of its type, and a member of it. */
import type { StartEmailContactRequest } from '../schemas/ioTs.js'

export const subject = (request: StartEmailContactRequest): string | undefined =>
  request.EmailMessage.RawMessage?.Subject
