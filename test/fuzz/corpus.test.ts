/**
 * The corpus of every reader holds to its laws, and so do some messages more, changed at random by the seed of the run.
 */
import assert from 'node:assert/strict'
import { seed } from '../seed.js'
import { maxInputs, readCorpus } from './corpus.js'
import { fuzz, judge } from './fuzz.js'
import { maxBytes } from './mutators.js'
import { targets } from './targets/index.js'

/** Executions of each reader, beside its corpus: a number and no time, so that a busy machine reads the same. */
const executions = 80

const [valid, batch] = [12, 40] as const

const shown = (input: Uint8Array): string => JSON.stringify(Buffer.from(input).toString('latin1'))

describe('fuzzing', () => {
  let replayed = 0

  for (const target of targets) {
    it(`${target.name}: the corpus`, async () => {
      const corpus = readCorpus(target.name)
      assert.ok(corpus.length > 0 && corpus.length <= maxInputs, `${corpus.length} inputs`)
      for (const input of corpus) {
        assert.ok(input.length <= maxBytes)
        const fault = await judge(target, input)
        assert.equal(fault, undefined, `${fault?.says}\n${shown(input)}`)
      }
      replayed += corpus.length
    })

    it(`${target.name}: changed messages`, async () => {
      const { findings } = await fuzz(target, {
        seed,
        // The corpus was read by the test before.
        corpus: [],
        valid,
        batch,
        goesOn: (count) => count < executions,
      })
      const told = findings.map(({ says, input }) => `${says}\n${shown(input)}`)
      assert.deepEqual(told, [], `npm run fuzz -- --reader ${target.name} --seed ${seed}`)
    })
  }

  after(() => console.log(`        ${replayed} inputs of the corpus read`))
})
