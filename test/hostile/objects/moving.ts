/**
 * Objects that say another thing each time they are asked, and such as do something meanwhile.
 */
import { proxy } from './records.js'
import type { Loose } from './shapes.js'
import { domain, Node } from './shapes.js'

export interface Moving {
  readonly name: string
  readonly of: () => unknown
  /** Whether it is written too. */
  readonly isWritten?: boolean
}

/** A getter that gives the answers in turn, over and over. */
const turning = (...answers: ReadonlyArray<unknown>): PropertyDescriptor => {
  let asked = 0
  return { get: () => answers[asked++ % answers.length], enumerable: true, configurable: true }
}

const withTurning = (target: object, key: PropertyKey, ...answers: ReadonlyArray<unknown>): object =>
  Object.defineProperty(target, key, turning(...answers))

const kinds: ReadonlyArray<unknown> = ['y', 7, undefined, { held: true }]

/** Each good answer once, then a bad one, in every order that matters: good first, bad first. */
const orders: ReadonlyArray<readonly [name: string, turn: (good: unknown, bad: unknown) => ReadonlyArray<unknown>]> = [
  ['good, then bad', (good, bad) => [good, bad]],
  ['bad, then good', (good, bad) => [bad, good]],
  ['good twice, then bad', (good, bad) => [good, good, bad]],
]

const members: ReadonlyArray<Moving> = Object.keys(domain()).flatMap((member) =>
  orders.map(([order, turn]) => ({
    name: `the member ${member}: ${order}`,
    isWritten: order === 'good, then bad',
    of: () => withTurning(domain(), member, ...turn(domain()[member], kinds[member.length % kinds.length])),
  })),
)

const inside = (member: string, key: PropertyKey, good: unknown): ReadonlyArray<Moving> =>
  orders.flatMap(([order, turn]) =>
    kinds.map((bad, at) => ({
      name: `${String(key)} of ${member}: ${order}, ${at}`,
      of: () => {
        const one = domain()
        withTurning(one[member] as object, key, ...turn(good, bad))
        return one
      },
    })),
  )

/** Changes the object around it, or asks the shape for another, as it is read. */
const busy = (doing: (one: Loose) => void): unknown => {
  const one = domain()
  const { text } = one
  return Object.defineProperty(one, 'text', {
    get: () => {
      doing(one)
      return text
    },
    enumerable: true,
    configurable: true,
  })
}

export const moving: ReadonlyArray<Moving> = [
  ...members,
  ...inside('map', 'a', 'x'),
  ...inside('texts', 0, 'x'),
  ...inside('unique', 1, 'y'),
  ...inside('decimal', 'coefficient', 15n),
  ...inside('choice', '_tag', 'node'),
  ...inside('child', 'text', 'x'),
  { name: 'items that become equal', of: () => ({ text: 'x', unique: withTurning(['x', 'y'], 1, 'y', 'x', 'x') }) },
  {
    name: 'a proxy that is another at each look',
    of: () => {
      let asked = 0
      return proxy(domain(), { get: (target, key) => (asked++ % 7 === 6 ? asked : Reflect.get(target, key)) })
    },
  },
  { name: 'a getter that reads the same shape', isWritten: true, of: () => busy(() => Node.make(domain())) },
  { name: 'a getter that writes the same shape', isWritten: true, of: () => busy(() => Node.encode(domain())) },
]
