import { is } from 'effect/Schema'
import { StartEmailContactRequest } from '../build/effect.js'

export const check = is(StartEmailContactRequest)
