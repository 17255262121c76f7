/**
 * Inline shapes of minified models under names of their own, so that every reference names a shape.
 */

import { setOwn } from '../value/own.js'
import type { Data } from './faults.js'
import { freshNames } from './freshNames.js'

type Node = Record<string, unknown>

const isRecord = (u: unknown): u is Data => typeof u === 'object' && u !== null && !Array.isArray(u)

/** The kind of an inline shape, which the minified form leaves out where its parts or nothing say it. */
const typeOf = (data: Data): unknown => {
  if (data['type'] !== undefined) return data['type']
  if (data['members'] !== undefined) return 'structure'
  if (data['member'] !== undefined) return 'list'
  return data['key'] !== undefined || data['value'] !== undefined ? 'map' : 'string'
}

/** Words that say something of the reference rather than of the shape. */
const referenceWords: ReadonlySet<string> = /*#__PURE__*/ new Set([
  'location',
  'locationName',
  'idempotencyToken',
  'jsonvalue',
  'xmlAttribute',
  'xmlNamespace',
  'queryName',
  'deprecated',
  'deprecatedMessage',
  'deprecatedSince',
  'hostLabel',
  'contextParam',
  'eventpayload',
  'eventheader',
  'box',
  'documentation',
])

/** Below which nesting no shape is looked for any more: a model of this depth is a mistake. */
const maxDepth = 128

/** Whether a model is of the minified form: its operations do not repeat their names. */
export const isMinified = ({ operations }: Data): boolean => {
  const all = Object.values(isRecord(operations) ? operations : {}).filter(isRecord)
  return all.length > 0 && all.every(({ name }) => name === undefined)
}

/** The same model with every inline shape moved to `shapes`, named by its place: `PutItemInput_Key`. */
export const hoist = (model: Data): Data => {
  const shapes: Node = {}
  const given = isRecord(model['shapes']) ? model['shapes'] : {}
  const free = freshNames(new Set(Object.keys(given)), (wanted, number) => `${wanted}_${number}`)
  const fresh = (wanted: string): string => free(wanted.replace(/\W/g, '_'))
  const reference = (u: unknown, wanted: string, depth: number): unknown => {
    if (!isRecord(u) || u['shape'] !== undefined || depth > maxDepth) return u
    const name = fresh(wanted)
    setOwn<unknown>(shapes, name, shape(u, name, depth + 1))
    const kept: Node = { shape: name }
    for (const word of Object.keys(u)) if (referenceWords.has(word)) setOwn(kept, word, u[word])
    return kept
  }
  const shape = (data: Data, name: string, depth: number): Data => {
    const made: Node = { ...data, type: typeOf(data) }
    // What stands in a reference speaks of the member.
    if (depth > 0) for (const word of referenceWords) delete made[word]
    if (isRecord(data['members'])) {
      const members: Node = {}
      for (const member of Object.keys(data['members']))
        setOwn<unknown>(members, member, reference(data['members'][member], `${name}_${member}`, depth))
      made['members'] = members
    }
    for (const part of ['member', 'key', 'value']) {
      if (data[part] !== undefined) made[part] = reference(data[part], `${name}_${part}`, depth)
    }
    return made
  }
  for (const name of Object.keys(given))
    setOwn<unknown>(shapes, name, isRecord(given[name]) ? shape(given[name], name, 0) : given[name])
  const operations: Node = {}
  const said = isRecord(model['operations']) ? model['operations'] : {}
  for (const name of Object.keys(said)) setOwn<unknown>(operations, name, hoistOperation(said[name], name, reference))
  return { ...model, shapes, ...(isRecord(model['operations']) ? { operations } : {}) }
}

const hoistOperation = (
  u: unknown,
  name: string,
  reference: (u: unknown, wanted: string, depth: number) => unknown,
): unknown => {
  if (!isRecord(u)) return u
  const made: Node = { ...u }
  if (isRecord(u['input']))
    made['input'] = {
      ...(reference({ ...u['input'], locationName: undefined }, `${name}Input`, 0) as Node),
      ...rootOf(u['input']),
    }
  if (isRecord(u['output'])) made['output'] = reference({ ...u['output'], locationName: undefined }, `${name}Output`, 0)
  return made
}

/** What an operation says of its input's root element. */
const rootOf = (input: Data): Node => {
  const root: Node = {}
  for (const word of ['locationName', 'xmlNamespace'])
    if (input[word] !== undefined) setOwn<unknown>(root, word, input[word])
  return root
}
