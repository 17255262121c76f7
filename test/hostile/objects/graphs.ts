/**
 * Objects that meet again: more than one way leads to the same thing, or back to itself.
 */
import type { Loose } from './shapes.js'

export interface Graph {
  readonly name: string
  readonly of: () => unknown
}

const twice = (): Loose => {
  const one = { text: 'one', texts: ['x'] }
  return { text: 'x', child: one, nodes: [one, one], nodeMap: { a: one, b: one } }
}

const circle = (through: (one: Loose) => void): Loose => {
  const one: Loose = { text: 'x' }
  through(one)
  return one
}

/** So many levels, each of which holds the next one twice. */
const doubled = (levels: number): Loose =>
  Array.from({ length: levels }).reduce<Loose>((below) => ({ text: 'x', nodes: [below, below] }), { text: 'end' })

export const graphs: ReadonlyArray<Graph> = [
  { name: 'one object in several places', of: twice },
  {
    name: 'a circle through a structure',
    of: () =>
      circle((one) => {
        one['child'] = one
      }),
  },
  {
    name: 'a circle through a list',
    of: () =>
      circle((one) => {
        one['nodes'] = [one]
      }),
  },
  {
    name: 'a circle through a map',
    of: () =>
      circle((one) => {
        one['nodeMap'] = { a: one }
      }),
  },
  {
    name: 'a list inside itself',
    of: () =>
      circle((one) => {
        const list: Array<unknown> = []
        list.push(list)
        one['nodes'] = list
      }),
  },
  { name: '10 levels that each hold the next one twice', of: () => doubled(10) },
]
