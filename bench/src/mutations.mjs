/**
 * Seeded changes of a wire object, each with the names of the rules that it touches, by which verdicts are explained.
 *
 * A mutation is made on a fresh copy. Places are found by walking the shape's schema beside the object.
 */
import { targetOf } from 'wireshape/schema'
import { below, pick, shuffled } from './random.mjs'

// places

/**
 * @typedef {{ holder: object, key: string | number, schema: object, kind: 'member' | 'item' | 'value', required: boolean }} Place
 */

const isObject = (u) => typeof u === 'object' && u !== null

/** Every place of a wire object that its schema knows. */
const placesIn = (schema, node) => {
  const places = []
  const walk = (inner, value) => {
    if (!isObject(value)) return
    if (inner._tag === 'structure') {
      for (const member of inner.members) {
        if (!Object.hasOwn(value, member.name)) continue
        places.push({
          holder: value,
          key: member.name,
          schema: targetOf(member),
          kind: 'member',
          required: member.required,
        })
        walk(targetOf(member), value[member.name])
      }
    } else if (inner._tag === 'list') {
      for (const [i, item] of value.entries()) {
        places.push({ holder: value, key: i, schema: targetOf(inner.member), kind: 'item', required: true })
        walk(targetOf(inner.member), item)
      }
    } else if (inner._tag === 'map') {
      for (const key of Object.keys(value)) {
        places.push({ holder: value, key, schema: targetOf(inner.value), kind: 'value', required: true })
        walk(targetOf(inner.value), value[key])
      }
    }
  }
  walk(schema, node)
  return places
}

/** Sets an own member, whatever its name. */
const put = (holder, key, value) => {
  Object.defineProperty(holder, key, { value, writable: true, enumerable: true, configurable: true })
}

const strings = (place) => place.schema._tag === 'string'

const boundsOf = ({ schema }) => schema.traits.length ?? {}

/** Whether text of that shape may hold any characters: no pattern stands in the way of one rule at a time. */
const isFree = (place) => strings(place) && place.schema.traits.pattern === undefined

const hasMaximum = (place) => isFree(place) && (boundsOf(place).max ?? Infinity) <= 40_000

// kinds

/** Beyond the basic plane: one code point, two UTF-16 units. */
const astral = '😀'

const others = ['text', 7, true, null, [], {}, 1.5, ['a'], { a: 'b' }]

const kindOf = (u) => (u === null ? 'null' : Array.isArray(u) ? 'array' : typeof u)

const hostileNames = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'a.b', '0', 'length']

const nestedIn = (depth, leaf) => {
  let node = leaf
  for (let i = 0; i < depth; i++) node = i % 2 === 0 ? { ValueMap: { a: node } } : { ValueList: [node] }
  return node
}

/** Where a place can be changed in one way, how; each gives the rules that it touches. */
const kinds = {
  droppedMember: {
    fits: (place) => place.kind === 'member',
    change: ({ holder, key }) => {
      delete holder[key]
      return []
    },
  },
  wrongType: {
    fits: () => true,
    change: ({ holder, key, schema }, random) => {
      const was = kindOf(holder[key])
      const other = pick(
        random,
        others.filter((one) => kindOf(one) !== was && one !== null),
      )
      put(holder, key, structuredClone(other))
      return Array.isArray(other) && ['structure', 'map'].includes(schema._tag) ? ['a list for an object'] : []
    },
  },
  tooLong: {
    fits: hasMaximum,
    change: (place) => {
      put(place.holder, place.key, 'x'.repeat(boundsOf(place).max + 1))
      return []
    },
  },
  longest: {
    fits: hasMaximum,
    change: (place) => {
      put(place.holder, place.key, 'x'.repeat(boundsOf(place).max))
      return []
    },
  },
  tooShort: {
    fits: (place) => strings(place) && (boundsOf(place).min ?? 0) > 0,
    change: (place, random) => {
      put(place.holder, place.key, 'x'.repeat(below(random, boundsOf(place).min)))
      return []
    },
  },
  shortest: {
    fits: isFree,
    change: (place) => {
      put(place.holder, place.key, 'x'.repeat(boundsOf(place).min ?? 0))
      return []
    },
  },
  badPattern: {
    fits: (place) => strings(place) && place.schema.traits.pattern !== undefined,
    change: ({ holder, key }, random) => {
      put(
        holder,
        key,
        pick(random, ['a b', 'a@b', '@', 'a@@b.c', 'to all: a@b.c; d', 'a\u0000b', 'é'.repeat(30), 'xxxxxxxxxx\n']),
      )
      return []
    },
  },
  badEnum: {
    fits: (place) => place.schema._tag === 'enum',
    change: ({ holder, key }, random) => {
      put(holder, key, pick(random, ['FAX', '', 'raw', 'constructor', 'toString', 'URL ']))
      return []
    },
  },
  extraMember: {
    fits: (place) => place.schema._tag === 'structure',
    change: ({ holder, key }, random) => {
      const name = pick(random, ['New', 'instanceId', ...hostileNames])
      put(holder[key], name, pick(random, ['x', 1, null, {}]))
      return ['extra member']
    },
  },
  nullMember: {
    fits: () => true,
    change: ({ holder, key, required }) => {
      put(holder, key, null)
      return required ? [] : ['null for an optional member']
    },
  },
  deep: {
    fits: (place) => place.schema.id.endsWith('#SegmentAttributeValue'),
    change: ({ holder, key }, random) => {
      const depth = pick(random, [3, 20, 60, 120, 300])
      const leaf = pick(random, [{}, { ValueInteger: 1 }, { ValueInteger: 'one' }, { ValueMap: [] }])
      put(holder, key, nestedIn(depth, leaf))
      return [
        // Each of those takes two levels: the structure and its map or list.
        ...(depth * 2 > 240 ? ['more than 256 levels'] : []),
        ...(Array.isArray(leaf.ValueMap) ? ['a list for an object'] : []),
      ]
    },
  },
  astralWithin: {
    fits: hasMaximum,
    change: (place, random) => {
      const { max, min = 0 } = boundsOf(place)
      const count = Math.max(min, pick(random, [max, max - 1, Math.floor(max / 2) + 1]))
      put(place.holder, place.key, astral.repeat(count))
      return ['length of text beyond the basic plane']
    },
  },
  astralBeyond: {
    fits: hasMaximum,
    change: (place) => {
      put(place.holder, place.key, astral.repeat(boundsOf(place).max + 1))
      return []
    },
  },
  astralShort: {
    fits: (place) => strings(place) && (boundsOf(place).min ?? 0) > 1,
    change: (place) => {
      put(place.holder, place.key, astral.repeat(boundsOf(place).min - 1))
      return ['length of text beyond the basic plane']
    },
  },
  surrogate: {
    fits: isFree,
    change: ({ holder, key }, random) => {
      put(holder, key, pick(random, ['\ud83d', 'a\udc00b']))
      return ['a lone surrogate']
    },
  },
  number: {
    fits: (place) => place.schema._tag === 'integer',
    change: ({ holder, key }, random) => {
      put(
        holder,
        key,
        pick(random, [0, -1, 2_147_483_647, 2_147_483_648, -2_147_483_648, -2_147_483_649, 0.5, 1e300, 1e3]),
      )
      return []
    },
  },
  listBounds: {
    fits: (place) => place.schema._tag === 'list' && place.schema.traits.length !== undefined,
    change: ({ holder, key, schema }, random) => {
      const { min, max } = schema.traits.length
      const [first] = holder[key]
      const count = pick(random, [min - 1, min, max, max + 1])
      put(
        holder,
        key,
        Array.from({ length: count }, () => structuredClone(first)),
      )
      return []
    },
  },
  hostileKey: {
    fits: (place) => place.schema._tag === 'map' && Object.keys(place.holder[place.key] ?? {}).length > 0,
    change: ({ holder, key, schema }, random) => {
      const map = holder[key]
      const name = pick(random, hostileNames)
      const good = Object.values(map)[0]
      put(map, name, random() < 0.5 ? structuredClone(good) : 7)
      return [
        ...(name === '__proto__' ? ['the key __proto__'] : []),
        ...(name === 'constructor' || name === 'prototype' ? ['the keys constructor and prototype'] : []),
        ...(targetOf(schema.key)._tag === 'enum' ? ['keys of maps'] : []),
      ]
    },
  },
  badKey: {
    fits: (place) => place.schema._tag === 'map' && Object.keys(place.holder[place.key] ?? {}).length > 0,
    change: ({ holder, key, schema }, random) => {
      const map = holder[key]
      const target = targetOf(schema.key)
      const max = target.traits.length?.max ?? 100
      const [name, rules] = pick(random, [
        ['', []],
        ['x'.repeat(max + 1), []],
        ['x'.repeat(max), []],
        [astral.repeat(max), ['length of text beyond the basic plane']],
        [astral.repeat(max + 1), []],
        ['\ud83d', ['a lone surrogate']],
      ])
      put(map, name, structuredClone(Object.values(map)[0]))
      return target._tag === 'enum' ? ['keys of maps'] : ['keys of maps', ...rules]
    },
  },
}

export const mutationNames = Object.keys(kinds)

// constructors

/** Another body beyond the model's maximum of 5,242,880 characters, and one right at it. */
export const bodies = (wire) =>
  [5_242_880, 5_242_881].map((length) => {
    const copy = structuredClone(wire)
    copy.EmailMessage.RawMessage.Body = 'x'.repeat(length)
    return { value: copy, names: ['body'], rules: [] }
  })

/**
 * One mutation of a JSON text: of one place, or now and then of two.
 *
 * @returns {{ value: unknown, names: ReadonlyArray<string>, rules: ReadonlyArray<string> }}
 */
export const mutate = (schema, text, random) => {
  const value = JSON.parse(text)
  const names = []
  const rules = new Set()
  const count = random() < 0.2 ? 2 : 1
  for (let i = 0; i < count; i++) {
    for (const name of shuffled(random, mutationNames)) {
      const fitting = placesIn(schema, value).filter((place) => kinds[name].fits(place))
      if (fitting.length === 0) continue
      for (const rule of kinds[name].change(pick(random, fitting), random)) rules.add(rule)
      names.push(name)
      break
    }
  }
  return { value, names, rules: [...rules] }
}

// renaming

/**
 * A wire object under the fields of its domain object, members alone: what `is` is asked about. Nothing is checked, so that
 * mistakes stay; members that are null stay null.
 */
export const renamed = (schema, node) => {
  if (!isObject(node)) return node
  if (schema._tag === 'list')
    return Array.isArray(node) ? node.map((item) => renamed(targetOf(schema.member), item)) : node
  if (Array.isArray(node)) return node
  const copy = {}
  for (const [key, value] of Object.entries(node)) {
    if (schema._tag === 'map') put(copy, key, renamed(targetOf(schema.value), value))
    else {
      const member = schema._tag === 'structure' ? schema.members.find(({ name }) => name === key) : undefined
      put(copy, member?.field ?? key, member === undefined ? value : renamed(targetOf(member), value))
    }
  }
  return copy
}
