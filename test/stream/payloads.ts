/**
 * Payloads for tests of streams, and streams cut anywhere.
 */
import * as fc from 'fast-check'
import * as S from '../../lib/shape/index.js'

const utf8 = new TextEncoder()

export const bytesOf = (text: string): Uint8Array => utf8.encode(text)

/** A small shape: a required text of at most 5 characters, and a whole number. */
export const Row = S.inferred('example#Row', {
  name: ['Name', () => S.string('example#Name', { length: { min: 1, max: 5 } }), 1],
  count: ['Count', () => S.Prelude.Integer],
})

/** The parts of bytes that are cut at those places. */
export const cutAt = (bytes: Uint8Array, places: ReadonlyArray<number>): ReadonlyArray<Uint8Array> => {
  const sorted = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b)
  return [0, ...sorted].map((from, i) => bytes.slice(from, sorted[i] ?? bytes.length))
}

export const cuts: fc.Arbitrary<ReadonlyArray<number>> = fc.array(fc.nat(), { maxLength: 12 })

export const collect = async <A>(source: AsyncIterable<A>): Promise<ReadonlyArray<A>> => {
  const found: Array<A> = []
  for await (const one of source) found.push(one)
  return found
}

/** Lines that are good, bad, blank, and no text at all; none has a line end inside. */
export const lineBytes: fc.Arbitrary<Uint8Array> = fc.oneof(
  fc.constantFrom('{"Name":"ada"}', '{"Name":"ada","Count":7}', ' {"Name":"é😀"} ').map(bytesOf),
  fc
    .constantFrom('', ' ', '\t', '{}', '{"Name":"too long"}', '{"Name":', '[]', 'null', '"', '\ufeff{"Name":"ada"}')
    .map(bytesOf),
  fc.uint8Array({ maxLength: 20 }).map((bytes) => bytes.filter((byte) => byte !== 10)),
)

export const lineEnds: fc.Arbitrary<string> = fc.constantFrom('\n', '\n', '\r\n')
