/**
 * The laws of shapes, and law 5, over every schema of up to four nodes with each trait. Where no code may be made at run time, law 5 is
 * about closures.
 */
import * as fc from 'fast-check'
import { json } from '../../lib/index.js'
import { shapeOf } from '../../lib/shape/index.js'
import { arbitrary, hold, laws, mutated, schemaText } from '../../lib/testing/index.js'
import { agree } from '../laws/agree.js'
import { seed } from '../seed.js'
import { someOf, tell } from './finite.js'
import type { Variant } from './schemas.js'
import { schemaOf, variantsOf } from './schemas.js'

const small = { depth: 3, items: 2, absent: 2 } as const

/** Runs with the name of what failed. */
const about = ({ tree, trait }: Variant, run: () => void): void => {
  try {
    run()
  } catch (error) {
    throw new Error(`${trait}: ${String(error)}\n${schemaText(schemaOf(tree))}`, { cause: error })
  }
}

const valueLaws = laws.filter(({ over }) => over === 'values')
const brokenLaws = laws.filter(({ over }) => over === 'broken')

const lawsHold = ({ tree }: Variant): void => {
  const shape = shapeOf(schemaOf(tree))
  for (const a of fc.sample(arbitrary(fc)(shape.schema, small), { seed, numRuns: 2 }))
    for (const law of valueLaws) hold(law, shape, a)
  for (const broken of fc.sample(mutated(fc)(shape, 2, small), { seed, numRuns: 2 }))
    for (const law of brokenLaws) hold(law, shape, broken)
}

const readingsAgree = ({ tree }: Variant): void => {
  const schema = schemaOf(tree)
  const shape = shapeOf(schema)
  const [value] = fc.sample(arbitrary(fc)(schema, small), { seed, numRuns: 1 })
  const [broken] = fc.sample(mutated(fc)(shape, 2, small), { seed, numRuns: 1 })
  agree(schema, [value, json(shape).encode(value), broken?.tree, [{}]])
}

const over = (run: (variant: Variant) => void, shares: Readonly<Record<number, number>>): void => {
  for (const nodes of [1, 2, 3, 4]) {
    const { all, taken } = someOf(variantsOf(nodes), shares[nodes] ?? 1)
    for (const variant of taken) about(variant, () => run(variant))
    tell(`schemas of ${nodes} nodes, of ${all}`, taken.length)
  }
}

describe('exhaustive: every schema of up to four nodes, with each trait', () => {
  it('keeps every law of shapes', () => over(lawsHold, { 1: 2, 2: 13, 3: 397, 4: 797 }))

  it('is read by emitted code, or by closures, as by the walk', () =>
    over(readingsAgree, { 1: 2, 2: 13, 3: 397, 4: 797 }))
})
