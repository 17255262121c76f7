// What one writes with ajv: each line of a file parsed and checked against the JSON Schema of the request.
import { createReadStream } from 'node:fs'
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'
import { requestSchema } from '../../bench/schemas/jsonSchema.ts'

const { Ajv } = createRequire(new URL('../../bench/package.json', import.meta.url))('ajv')
const validate = new Ajv({ strict: false, allErrors: true }).compile(requestSchema)
let line = 0
let rejected = 0
for await (const text of createInterface({ input: createReadStream(process.argv[2]), crlfDelay: Infinity })) {
  line++
  try {
    if (validate(JSON.parse(text))) continue
    for (const { instancePath, message } of validate.errors) console.error(`${line}: ${instancePath} ${message}`)
  } catch (error) {
    console.error(`${line}: ${error.message}`)
  }
  rejected++
}
console.log(line, rejected)
