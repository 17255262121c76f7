// The bare loop: each line of a file through JSON.parse, and nothing else.
import { openSync, readSync } from 'node:fs'

const file = openSync(process.argv[2], 'r')
const buffer = Buffer.allocUnsafe(2 ** 21)
let have = 0
let count = 0
for (;;) {
  const read = readSync(file, buffer, have, 2 ** 20, null)
  if (read === 0) break
  have += read
  let start = 0
  for (let end = buffer.indexOf(10); end >= 0 && end < have; end = buffer.indexOf(10, start)) {
    JSON.parse(buffer.toString('utf8', start, end))
    count++
    start = end + 1
  }
  buffer.copyWithin(0, start, have)
  have -= start
}
console.log(count)
