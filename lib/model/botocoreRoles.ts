/**
 * Which structures are one operation's input or output and nothing else, as Smithy's `input` and `output` traits say.
 */

import type { Data } from './faults.js'

export type Role = 'input' | 'output'

interface Uses {
  input: number
  output: number
  other: number
}

const recordOf = (u: unknown): Data => (typeof u === 'object' && u !== null ? (u as Data) : {})

/** The role of a shape by name; `undefined` of one that is used otherwise too, or more than once. */
export const rolesOf = (shapes: Data, operations: Data): ((name: string) => Role | undefined) => {
  const uses = new Map<string, Uses>()
  const count = (u: unknown, as: keyof Uses): void => {
    const name = recordOf(u)['shape']
    if (typeof name !== 'string') return
    const found = uses.get(name) ?? { input: 0, output: 0, other: 0 }
    found[as]++
    uses.set(name, found)
  }
  for (const operation of Object.values(operations).map(recordOf)) {
    count(operation['input'], 'input')
    count(operation['output'], 'output')
    if (Array.isArray(operation['errors'])) for (const error of operation['errors']) count(error, 'other')
  }
  for (const shape of Object.values(shapes).map(recordOf)) {
    for (const member of Object.values(recordOf(shape['members']))) count(member, 'other')
    for (const part of ['member', 'key', 'value']) count(shape[part], 'other')
  }
  return (name) => {
    const { input = 0, output = 0, other = 0 } = uses.get(name) ?? {}
    if (input + output + other !== 1 || other === 1) return undefined
    return input === 1 ? 'input' : 'output'
  }
}
