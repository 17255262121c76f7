/**
 * The bench's child where no code may be generated: ours and io-ts's, read and checked. Its one argument is the options as
 * JSON; its output the times, as JSON.
 */
import { measure } from './clock.mjs'
import { profileOf } from './profile.mjs'
import { randomOf } from './random.mjs'
import { formsOf, modelled, textsOf, tree } from './subject.mjs'

const refused = (() => {
  try {
    return new Function('return false')()
  } catch {
    return true
  }
})()

if (!refused) throw new Error('code may be generated here')

const { StartEmailContactRequest } = await import('../build/ioTs.js')
const { seed, rounds, sampleMillis, profile } = JSON.parse(process.argv[2])
const random = randomOf(seed)

const contendersOf = ({ wires, domains }) => ({
  'closures-is': [
    { name: 'wireshape', inputs: domains, run: (domain) => modelled.is(domain) },
    { name: 'io-ts', inputs: wires, run: (wire) => StartEmailContactRequest.is(wire) },
  ],
  'closures-decode': [
    { name: 'wireshape', inputs: wires, run: (wire) => tree.decode(wire) },
    { name: 'io-ts', inputs: wires, run: (wire) => StartEmailContactRequest.decode(wire) },
  ],
})

const found = []
for (const [payload, text] of Object.entries(textsOf(seed)))
  for (const [id, contenders] of Object.entries(contendersOf(formsOf(text)))) {
    if (profile) found.push({ id, payload, profile: await profileOf(contenders[0], 2000) })
    else found.push({ id, payload, times: [...(await measure(contenders, { rounds, sampleMillis, random }))] })
  }
process.stdout.write(JSON.stringify(found))
