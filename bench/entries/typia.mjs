import { is } from '../build/typia.js'

export const check = is
