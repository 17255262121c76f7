/**
 * Judging, in a process of its own: thousands of odd objects would leave their marks on what is timed afterwards. Its arguments
 * are the seed and the number of mutations.
 */
import { judge } from './judge.mjs'
import { loadPeers } from './peers.mjs'
import { modelled, textsOf } from './subject.mjs'

const [seed, mutations] = process.argv.slice(2).map(Number)

process.stdout.write(JSON.stringify(judge(modelled, textsOf(seed), await loadPeers(), mutations, seed)))
