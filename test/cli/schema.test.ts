/**
 * `wireshape schema`: JSON Schema of operations and shapes, OpenAPI of services.
 */
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { JsonSchema, OpenApiDocument, Unsaid } from '../../lib/interpret/jsonSchema/index.js'
import { validatorOf } from '../interpret/schemas.js'
import { model } from './models.js'
import { useFolder, wireshape } from './terminal.js'

interface Told {
  readonly shape: string
  readonly schema: JsonSchema
  readonly unsaid: ReadonlyArray<Unsaid>
}

describe('schema', () => {
  const folder = useFolder()
  const ran = (...args: ReadonlyArray<string>) => wireshape(['schema', ...args], { cwd: folder.path })
  const told = async (...args: ReadonlyArray<string>): Promise<Told> =>
    JSON.parse((await ran(...args, '--json')).out) as Told

  it('a shape, and beside it what is not said', async () => {
    const { code, out, err } = await ran('EmailAddressInfo')
    assert.deepEqual([code, err], [0, 'not said: everywhere: well-formed Unicode text [type]\n'])
    const validate = validatorOf(JSON.parse(out) as JsonSchema)
    assert.equal(validate({ EmailAddress: 'ada@example.com' }), true)
    assert.equal(validate({ EmailAddress: 'ada' }), false)
  })

  it('an operation: its input, its output, and either in the names of the domain', async () => {
    const input = await told('StartEmailContact')
    assert.equal(input.shape, 'com.amazonaws.connect#StartEmailContactRequest')
    assert.deepEqual(await told('StartEmailContact', '--input'), input)
    assert.ok(input.unsaid.some(({ code, path }) => code === 'documented' && path[0] === 'EmailMessage'))
    const output = await told('StartEmailContact', '--output')
    assert.deepEqual(Object.keys(output.schema.properties ?? {}), ['ContactId'])
    const domain = await told('StartEmailContact', '--output', '--side', 'domain')
    assert.deepEqual(Object.keys(domain.schema.properties ?? {}), ['contactId'])
  })

  it('as strictly as asked', async () => {
    assert.equal((await told('EmailAddressInfo', '--closed')).schema.additionalProperties, false)
    assert.equal((await told('EmailAddressInfo', '--tolerant')).schema.required, undefined)
    const { properties = {} } = (await told('EmailAddressInfo', '--nulls')).schema
    assert.deepEqual(properties['DisplayName']?.anyOf?.[1], { type: 'null' })
  })

  it('a service as OpenAPI, and one operation', async () => {
    writeFileSync(join(folder.path, 'model.json'), JSON.stringify(model()))
    const { code, out } = await ran('--openapi', '--model', 'model.json')
    assert.equal(code, 0)
    const { openapi, components } = JSON.parse(out) as OpenApiDocument
    assert.equal(openapi, '3.1.1')
    assert.ok(Object.keys(components.schemas).includes('GetForecastInput'), Object.keys(components.schemas).join())
    const one = JSON.parse((await ran('StartEmailContact', '--output', '--openapi')).out) as OpenApiDocument
    assert.deepEqual(Object.keys(one.components.schemas), ['StartEmailContactResponse'])
  })

  it('says what is missing', async () => {
    assert.deepEqual(await ran('StartEmialContact'), {
      code: 2,
      out: '',
      err: 'error: the built-in service has no operation and no shape StartEmialContact\ndid you mean StartEmailContact?\n',
    })
    assert.match((await ran()).err, /^error: which operation or shape\? Only --openapi takes all of a service\n/)
    assert.match(
      (await ran('EmailAddressInfo', '--output')).err,
      /^error: EmailAddressInfo is a shape, which has no output\n/,
    )
    assert.match(
      (await ran('StartEmailContact', '--input', '--output')).err,
      /^error: --input and --output are one or the other\n/,
    )
    assert.equal((await ran('StartEmailContact', '--side', 'outer')).code, 2)
  })
})
