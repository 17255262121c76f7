/**
 * Every UTF-16 unit at each place of short base64 texts, every last group of digits, and every blob of up to two bytes (three with
 * `npm run exhaustive`), against Node.
 */
import assert from 'node:assert/strict'
import { readBase64, writeBase64 } from '../../lib/format/base64.js'
import { isWhole, range, tell } from './finite.js'

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Node takes nearly anything; what it writes again unchanged is base64 as RFC 4648 has it. */
const isBase64 = (text: string): boolean => Buffer.from(text, 'base64').toString('base64') === text

const agrees = (text: string): void => {
  const read = readBase64(text)
  const wanted = isBase64(text)
  if ((read !== undefined) !== wanted) assert.fail(`${JSON.stringify(text)}: ${wanted ? 'refused' : 'taken'}`)
  if (read !== undefined && writeBase64(read) !== text) assert.fail(`${JSON.stringify(text)} is read as other bytes`)
}

describe('exhaustive: base64', () => {
  it('every UTF-16 unit in the place of each, before each and after each', () => {
    let tried = 0
    const units = range(0, 0xffff).filter((unit) => isWhole || unit < 0x180 || unit % 251 === 0 || unit > 0xff00)
    for (const text of ['AAECAwQF', 'AAECAw==', 'AAECAwQ='])
      for (const at of range(0, text.length))
        for (const unit of units) {
          const one = String.fromCharCode(unit)
          agrees(text.slice(0, at) + one + text.slice(at + 1))
          agrees(text.slice(0, at) + one + text.slice(at))
          tried += 2
        }
    tell('texts', tried)
  })

  it('every last group: two digits and two signs, three digits and one', () => {
    let tried = 0
    for (const a of digits)
      for (const b of digits) {
        agrees(`AAEC${a}${b}==`)
        for (const c of digits) agrees(`${a}${b}${c}=`)
        tried += 1 + digits.length
      }
    tell('last groups', tried)
  })

  it('every blob', () => {
    const bytes = new Uint8Array(3)
    const [one, two] = [bytes.subarray(0, 1), bytes.subarray(0, 2)]
    let tried = 0
    const same = (blob: Uint8Array): void => {
      tried++
      const text = writeBase64(blob)
      if (text !== Buffer.from(blob).toString('base64')) assert.fail(text)
      const read = readBase64(text)
      if (read?.length !== blob.length || read.some((byte, i) => byte !== blob[i])) assert.fail(text)
    }
    for (const a of range(0, 255)) {
      bytes[0] = a
      same(one)
      for (const b of range(0, 255)) {
        bytes[1] = b
        same(two)
        for (const c of isWhole ? range(0, 255) : []) {
          bytes[2] = c
          same(bytes)
        }
      }
    }
    tell('blobs', tried)
  })
})
