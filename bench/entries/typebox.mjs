import { Compile } from 'typebox/compile'
import { StartEmailContactRequest } from '../build/typebox.js'

const compiled = Compile(StartEmailContactRequest)

export const check = (wire) => compiled.Check(wire)
