/** Bad payloads: so many mistakes, each in a place of its own, and all of a kind that every peer calls one. */
import { targetOf } from 'wireshape/schema'
import { pick, shuffled } from './random.mjs'

const isObject = (u) => typeof u === 'object' && u !== null

/** Leaves that can be broken: the holder, the key and what to put there. */
const leaves = (schema, node) => {
  const found = []
  const walk = (inner, holder, key) => {
    const value = holder[key]
    if (inner._tag === 'structure' && isObject(value))
      for (const member of inner.members) {
        if (Object.hasOwn(value, member.name)) walk(targetOf(member), value, member.name)
      }
    else if (inner._tag === 'list' && isObject(value))
      for (const i of value.keys()) walk(targetOf(inner.member), value, i)
    else if (inner._tag === 'map' && isObject(value))
      for (const name of Object.keys(value)) walk(targetOf(inner.value), value, name)
    else found.push({ holder, key, schema: inner })
  }
  walk(schema, { root: node }, 'root')
  return found
}

const wrongs = ({ schema }) => {
  if (schema._tag === 'enum') return ['FAX', 7]
  if (schema._tag === 'integer') return ['7', 0.5]
  const max = schema.traits.length?.max ?? Infinity
  return [7, ...(max <= 2000 && schema.traits.pattern === undefined ? ['x'.repeat(max + 1)] : [])]
}

/** A copy of a JSON text's object with so many mistakes; of a text without that many leaves, an error. */
export const mistaken = (schema, text, count, random) => {
  const node = JSON.parse(text)
  const places = shuffled(random, leaves(schema, node)).slice(0, count)
  if (places.length < count) throw new Error(`no ${count} places for mistakes`)
  for (const place of places) place.holder[place.key] = pick(random, wrongs(place))
  return node
}
