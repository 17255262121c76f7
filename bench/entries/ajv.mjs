import { Ajv } from 'ajv'
import { requestSchema } from '../build/jsonSchema.js'

export const check = new Ajv({ strict: false }).compile(requestSchema)
