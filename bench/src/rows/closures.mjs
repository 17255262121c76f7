/** Rows of a process where no code may be generated, each with times that are already there. */
import { fileURLToPath } from 'node:url'
import { outputOf } from '../child.mjs'

const goals = { 'closures-is': 1.3, 'closures-decode': 2.5 }

/** The typical payload is the one with a goal. */
export const closureRows = ({ seed, rounds, sampleMillis, profile }) => {
  const program = fileURLToPath(new URL('../closures.mjs', import.meta.url))
  const given = JSON.stringify({ seed, rounds, sampleMillis, profile })
  const found = JSON.parse(outputOf(['--disallow-code-generation-from-strings', program, given]))
  return found
    .sort((a, b) => a.id.localeCompare(b.id))
    .map(({ id, payload, ...measured }) => ({
      id,
      payload,
      as: 'speed',
      goal: payload === 'typical' ? goals[id] : undefined,
      ours: 'wireshape',
      against: ['io-ts'],
      ...(profile ? measured : { times: new Map(measured.times) }),
    }))
}
