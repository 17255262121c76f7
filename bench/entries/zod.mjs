import { StartEmailContactRequest } from '../build/zod.js'

export const check = (wire) => StartEmailContactRequest.safeParse(wire).success
