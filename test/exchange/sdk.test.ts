/**
 * Unmodified AWS SDK clients against our server side, over loopback sockets: what the SDK is given our server decodes, what
 * our server answers the SDK decodes, and every modelled error comes as its class.
 *
 * `WIRESHAPE_RUNS` sets the exchanges of each operation, `WIRESHAPE_SEED` the seed.
 */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { nameOf, targetOf } from '../../lib/schema/index.js'
import * as V from '../../lib/value/index.js'
import { seed } from '../seed.js'
import { describeShared } from '../shared.js'
import type { Rig, Script } from './exchange.js'
import { eventUnion, rigOf } from './exchange.js'
import { alters, unfit } from './rules.js'
import { checkError, checked, checkInput, checkOutput, inputs, isError, message, outputs } from './scripts.js'
import type { Exchanged } from './services.js'
import { exchanged, operationOf, serviceOf } from './services.js'
import { runs, used, values } from './values.js'

// running

let exchanges = 0

const tests = (service: Exchanged): void => {
  let rig: Rig
  before(async () => {
    rig = await rigOf(service)
  })
  after(() => rig.close())
  for (const name of service.operations) {
    it(`${name}: ${runs} exchanges`, async function () {
      this.timeout(120_000)
      const operation = operationOf(serviceOf(service), name)
      await checked(fc.tuple(inputs(service, operation), outputs(service, operation)), async ([input, answer]) => {
        const script: Script = { operation, ...input, answer }
        const seen = await rig.run(script)
        exchanges++
        checkInput(service, script, seen)
        checkOutput(service, script, seen)
      })
    })

    it(`${name}: each of its errors`, async function () {
      this.timeout(120_000)
      const operation = operationOf(serviceOf(service), name)
      for (const { schema } of operation.errors) {
        const raised = values(message(service, 'error'), schema)
        await checked(
          fc.tuple(inputs(service, operation), raised),
          async ([input, value]) => {
            const error = { name: nameOf(schema.id), schema, value }
            const seen = await rig.run({ operation, ...input, answer: { _tag: 'Error', ...error } })
            exchanges++
            checkError(rig, error, seen)
            assert.deepEqual([seen.status, seen.requestId === undefined], [seen.response.status, false])
          },
          3,
        )
      }
    })
  }
}

const eventErrors = (service: Exchanged): void => {
  let rig: Rig
  before(async () => {
    rig = await rigOf(service)
  })
  after(() => rig.close())
  for (const name of ['ConverseStream', 'InvokeModelWithResponseStream']) {
    it(`${name}: each exception that may come after events`, async () => {
      const operation = operationOf(serviceOf(service), name)
      const union = eventUnion(operation)
      assert.ok(union?._tag === 'union')
      const exceptions = union.members.filter((member) => isError(targetOf(member)))
      assert.ok(exceptions.length >= 5)
      for (const member of exceptions) {
        const schema = targetOf(member)
        const raised = values(message(service, 'error'), schema)
        await checked(
          fc.tuple(inputs(service, operation), outputs(service, operation), raised),
          async ([input, answer, value]) => {
            const last = V.structure({ [member.name]: value })
            const before = answer.events ?? []
            const seen = await rig.run({ operation, ...input, answer: { ...answer, events: [...before, last] } })
            exchanges++
            // The SDK waits for the first event before it answers at all.
            assert.equal(seen.events?.length ?? 0, before.length)
            checkError(rig, { name: nameOf(schema.id), schema, value }, seen)
          },
          3,
        )
      }
    })
  }
}

for (const service of exchanged) {
  describeShared(`the SDK of ${service.name} and our server: ${service.protocolName}`, [service.model], () =>
    tests(service),
  )
  if (service.name === 'bedrock-runtime')
    describeShared(`exceptions in the streams of ${service.name}`, [service.model], () => eventErrors(service))
}

describeShared(
  'rules about what the SDK carries',
  exchanged.map(({ model }) => model),
  () => {
    it('each was needed', () => {
      console.log(`      seed ${seed}: ${exchanges} exchanges`)
      const rules = [...unfit, ...alters].map(({ rule }) => rule)
      for (const rule of rules) console.log(`      ${String(used.get(rule) ?? 0).padStart(6)}  ${rule}`)
      // Few runs meet the rare ones by luck alone.
      if (runs >= 500)
        assert.deepEqual(
          rules.filter((rule) => !used.has(rule)),
          [],
        )
    })
  },
)
