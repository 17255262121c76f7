/**
 * Before anything is timed: every peer judges the payloads and thousands of mutations of them. Verdicts must be alike but
 * where a rule of the list below says why not; anything else ends the run.
 */
import { isRight } from 'fp-ts/lib/Either.js'
import { json } from 'wireshape'
import { bodies, mutate, renamed } from './mutations.mjs'
import { randomOf } from './random.mjs'

// model

/**
 * What a peer does otherwise, for mutations that touch a rule. `says` is the peer's verdict where ours is the other.
 *
 * @type {ReadonlyArray<{ rule: string, peers: 'all' | ReadonlyArray<string>, says: boolean, reason: string }>}
 */
export const exceptions = [
  {
    rule: 'null for an optional member',
    peers: 'all',
    says: false,
    reason: 'a null member is absent to the JSON protocols of AWS; the peers have optional members without null',
  },
  {
    rule: 'length of text beyond the basic plane',
    peers: ['valibot', 'arktype'],
    says: false,
    reason: 'the peer counts UTF-16 units, the model code points',
  },
  {
    rule: 'length of text beyond the basic plane',
    peers: ['valibot', 'arktype'],
    says: true,
    reason: 'the peer counts UTF-16 units, the model code points',
  },
  {
    rule: 'a lone surrogate',
    peers: 'all',
    says: true,
    reason: 'text that is no Unicode cannot be sent; the peers do not look',
  },
  {
    rule: 'more than 256 levels',
    peers: 'all',
    says: true,
    reason: 'the reader of the shape bounds nesting; the peers do not',
  },
  {
    rule: 'a list for an object',
    peers: ['arktype', 'valibot'],
    says: true,
    reason: 'an array passes for an object without required members',
  },
  {
    rule: 'the key __proto__',
    peers: ['zod', 'valibot'],
    says: true,
    reason: 'the peer leaves that key out, and with it its value unchecked',
  },
  {
    rule: 'the keys constructor and prototype',
    peers: ['valibot'],
    says: true,
    reason: 'the peer leaves those keys out, and with them their values unchecked',
  },
  {
    rule: 'keys of maps',
    peers: ['typia'],
    says: true,
    reason: 'typia ignores tags on the keys of records',
  },
  {
    rule: 'keys of maps',
    peers: ['io-ts'],
    says: true,
    reason: 'the peer leaves out entries whose key its codec refuses',
  },
]

/** @returns {(typeof exceptions)[number] | undefined} */
export const explanation = (peer, says, rules) =>
  exceptions.find(
    (one) => one.says === says && (one.peers === 'all' || one.peers.includes(peer)) && rules.includes(one.rule),
  )

// judging

const shareOf = { small: 0.35, typical: 0.55, large: 0.1 }

function* casesOf(schema, texts, count, random) {
  for (const [name, text] of Object.entries(texts)) {
    yield { payload: name, value: JSON.parse(text), names: [], rules: [] }
    for (let i = 0; i < Math.round(count * shareOf[name]); i++) yield { payload: name, ...mutate(schema, text, random) }
  }
  for (const one of bodies(JSON.parse(texts.small))) yield { payload: 'small', ...one }
}

const verdictOf = (check, value) => {
  try {
    return check(value)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/**
 * @returns {{ cases: number, accepted: number, excepted: ReadonlyArray<{ peer: string, rule: string, reason: string, count: number }>,
 *   unexplained: ReadonlyArray<string> }}
 */
export const judge = (shape, texts, peers, count, seed) => {
  const reading = json(shape)
  const counts = new Map()
  const unexplained = []
  let cases = 0
  let accepted = 0
  for (const { payload, value, names, rules } of casesOf(shape.schema, texts, count, randomOf(seed))) {
    cases++
    const read = reading.decode(value)
    const ours = isRight(read)
    if (ours) accepted++
    const tell = (name, says) =>
      unexplained.push(
        `${name} says ${says}, the JSON reading ${ours}: ${payload}, ${names.join('+') || 'as it is'} (${rules.join('; ')})` +
          `${ours ? '' : ` ${read.left[0]?.message}`}`,
      )
    // Our own check of a domain object agrees with our reading; it takes no null for absent.
    const domain = ours ? read.right : renamed(shape.schema, value)
    if (shape.is(domain) !== ours) tell('is', !ours)
    for (const { name, check } of peers) {
      const says = verdictOf(check, value)
      if (says === ours) continue
      const found = explanation(name, says, rules)
      if (found === undefined) tell(name, says)
      else {
        const key = `${name}\n${found.rule}\n${found.reason}`
        counts.set(key, (counts.get(key) ?? 0) + 1)
      }
    }
  }
  const excepted = [...counts].map(([key, many]) => {
    const [peer, rule, reason] = key.split('\n')
    return { peer, rule, reason, count: many }
  })
  return { cases, accepted, excepted, unexplained }
}
