import * as v from 'valibot'
import { StartEmailContactRequest } from '../build/valibot.js'

export const check = (wire) => v.is(StartEmailContactRequest, wire)
