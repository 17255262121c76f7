/**
 * Law 6 over all of Amazon Connect: what `arbitrary` makes is accepted, broken trees give the issues of their labels, and the JSON Schema
 * agrees with the reader on both.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { writeJson } from '../../lib/format/json.js'
import { json } from '../../lib/interpret/json.js'
import { jsonSchema } from '../../lib/interpret/jsonSchema/index.js'
import { readModel } from '../../lib/model/index.js'
import { shapeOf } from '../../lib/shape/index.js'
import { arbitrary, hold, laws, mutated, verdictOf } from '../../lib/testing/index.js'
import { isLeft } from '../../lib/value/either.js'
import { validatorOf } from '../interpret/schemas.js'
import { describeShared } from '../shared.js'

const lawNamed = (name: string) => laws.find((law) => law.name === name) ?? assert.fail(name)

const perShape = { good: 2, broken: 4 }

describeShared('law 6 over Amazon Connect', ['models/smithy/connect.json'], ([path = '']) => {
  it('every input, output and error', () => {
    const read = readModel(JSON.parse(readFileSync(path, 'utf8')))
    assert(!isLeft(read))
    const { operations } = read.right.services[0] ?? assert.fail('no service')
    const shapes = new Set(operations.flatMap(({ input, output, errors }) => [input, output, ...errors]))
    const counts = new Map<string, number>()
    const more = (name: string): void => void counts.set(name, (counts.get(name) ?? 0) + 1)
    const [accepted, labelled] = [lawNamed('6 arbitrary'), lawNamed('6 mutations')]
    let seed = 7
    for (const { schema } of shapes) {
      const shape = shapeOf(schema)
      const made = jsonSchema(shape)
      const takes = validatorOf(made.schema)
      const agree = (text: string): void => {
        const { _tag, issues } = verdictOf(shape, made, takes, text)
        more(`${_tag} by reader and schema`)
        assert.ok(
          _tag !== 'too narrow' && _tag !== 'too wide',
          `${_tag} of ${schema.id}: ${text} ${JSON.stringify(issues)}`,
        )
      }
      for (const a of fc.sample(arbitrary(fc)(schema), { numRuns: perShape.good, seed: seed++ })) {
        hold(accepted, shape, a)
        more('good values')
        agree(writeJson(json(shape).encode(a)))
      }
      const broken = fc.integer({ min: 1, max: 3 }).chain((k) => mutated(fc)(shape, k))
      for (const one of fc.sample(broken, { numRuns: perShape.broken, seed: seed++ })) {
        hold(labelled, shape, one)
        for (const { label } of one.mutations) more(`broken by ${label.code}`)
        agree(writeJson(one.tree))
      }
    }
    const told = [...counts].sort().map(([name, n]) => `${n} ${name}`)
    console.log(`        ${operations.length} operations, ${shapes.size} shapes: ${told.join(', ')}`)
    for (const code of ['type', 'missing', 'length', 'pattern', 'enum', 'range', 'union'])
      assert.ok(counts.has(`broken by ${code}`), code)
  })
})
