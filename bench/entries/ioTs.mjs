import { StartEmailContactRequest } from '../build/ioTs.js'

export const check = (wire) => StartEmailContactRequest.is(wire)
