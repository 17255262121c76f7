import { StartEmailContactRequest } from '../build/arktype.js'

export const check = (wire) => StartEmailContactRequest.allows(wire)
