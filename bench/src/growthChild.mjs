/** In a process of its own, since heaps of 10 MB payloads would be in the way of the rows. Its argument is the seed. */
import { growthOf } from './growth.mjs'

process.stdout.write(JSON.stringify(growthOf(Number(process.argv[2]))))
