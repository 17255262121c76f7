/**
 * Lists of CBOR as they come from others: numbers in every width, what is not of the list's kind at any place, every length of head.
 * Source: RFC 8949, sections 3 and 4.1.
 */
import assert from 'node:assert/strict'
import { cborBytes, issueText } from '../../lib/index.js'
import type { AnyShape } from '../../lib/shape/index.js'
import * as S from '../../lib/shape/index.js'
import { shapeOf } from '../../lib/shape/index.js'

const { Prelude } = S

const holding = (item: AnyShape): AnyShape =>
  S.inferred('example#Holder', { m: ['M', () => S.list('example#List', () => shapeOf(item.schema))] })

/** A map of one member, a list of so many items, each as its bytes. */
const document = (items: ReadonlyArray<ReadonlyArray<number>>, head?: ReadonlyArray<number>): Uint8Array =>
  Uint8Array.from([
    0xa1,
    0x61,
    0x4d,
    ...(head ?? [items.length < 24 ? 0x80 + items.length : 0x98, ...(items.length < 24 ? [] : [items.length])]),
    ...items.flat(),
  ])

const bytesOf = (head: number, set: (view: DataView) => void, size: number): ReadonlyArray<number> => {
  const view = new DataView(new ArrayBuffer(size))
  set(view)
  return [head, ...new Uint8Array(view.buffer)]
}

const double = (n: number): ReadonlyArray<number> => bytesOf(0xfb, (view) => view.setFloat64(0, n), 8)
const float = (n: number): ReadonlyArray<number> => bytesOf(0xfa, (view) => view.setFloat32(0, n), 4)
const u32 = (n: number): ReadonlyArray<number> => bytesOf(0x1a, (view) => view.setUint32(0, n), 4)
const u64 = (n: bigint): ReadonlyArray<number> => bytesOf(0x1b, (view) => view.setBigUint64(0, n), 8)

/** The same at each call: the later ones are of code that was compiled. */
const reads = (item: AnyShape, bytes: Uint8Array): unknown => {
  const codec = cborBytes(shapeOf(holding(item).schema))
  const once = (): unknown => {
    const read = codec.decode(bytes)
    return read._tag === 'Right'
      ? (read.right as { readonly m?: unknown }).m
      : read.left.map(({ issue }) => issueText(issue))
  }
  const first = once()
  for (let call = 0; call < 8; call++) assert.deepEqual(once(), first)
  return first
}

const numbers: ReadonlyArray<readonly [ReadonlyArray<number>, number]> = [
  [double(1.5), 1.5],
  [float(0.5), 0.5],
  [[0xf9, 0x3c, 0x00], 1],
  [[0x05], 5],
  [[0x24], -5],
  [[0x18, 0xff], 255],
  [[0x19, 0x01, 0x00], 256],
  [u32(70_000), 70_000],
  [double(Infinity), Infinity],
  [double(-0), -0],
]

describe('lists of CBOR', () => {
  for (const [name, shape] of [
    ['doubles', Prelude.Double],
    ['floats', Prelude.Float],
  ] as const) {
    it(`${name} in every width, at every place`, () => {
      assert.deepEqual(
        reads(shape, document(numbers.map(([bytes]) => bytes))),
        numbers.map(([, n]) => n),
      )
      for (const [bytes, n] of numbers)
        for (const other of [double(2.5), float(2.5), [0x02]]) {
          const two = other.length === 1 ? 2 : 2.5
          assert.deepEqual(reads(shape, document([bytes, other])), [n, two])
          assert.deepEqual(reads(shape, document([other, bytes])), [two, n])
        }
    })

    it(`${name}: what is none, at any place`, () => {
      for (const odd of [[0x61, 0x61], [0xf5], [0x41, 0x00], [0x80]])
        for (const place of [0, 1, 2]) {
          const items = [double(1), float(1), [0x01]]
          const read = reads(shape, document(items.map((item, i) => (i === place ? odd : item))))
          assert.match(String(read), new RegExp(`^M\\[${place}\\]: expected a number, got .+ \\[type\\]$`))
        }
    })

    it(`${name}: a list that ends early`, () => {
      for (const item of [double(1.5), float(1.5), [0x01], [0xf9, 0x3c, 0x00]]) {
        const whole = document([item, item])
        for (let cut = 1; cut <= item.length; cut++)
          assert.match(
            String(reads(shape, whole.subarray(0, whole.length - cut))),
            /^\(root\): expected .+ \[(?:syntax|size)\]$/,
          )
      }
    })
  }

  it('times in every width, at every place', () => {
    const at = (bytes: ReadonlyArray<number>): ReadonlyArray<number> => [0xc1, ...bytes]
    const times: ReadonlyArray<readonly [ReadonlyArray<number>, number]> = [
      [at(u32(1_515_531_081)), 1_515_531_081_000],
      [at(double(1.5)), 1500],
      [at(float(-0.5)), -500],
      [at([0x05]), 5000],
      [at([0x24]), -5000],
      [at(u64(253_402_300_799n)), 253_402_300_799_000],
    ]
    assert.deepEqual(
      reads(Prelude.Timestamp, document(times.map(([bytes]) => bytes))),
      times.map(([, ms]) => new Date(ms)),
    )
    for (const [bytes, ms] of times) {
      assert.deepEqual(reads(Prelude.Timestamp, document([bytes])), [new Date(ms)])
      assert.deepEqual(reads(Prelude.Timestamp, document([bytes, at(u32(1))])), [new Date(ms), new Date(1000)])
      const whole = document([at(u32(1)), bytes])
      assert.match(
        String(reads(Prelude.Timestamp, whole.subarray(0, whole.length - 1))),
        /^\(root\): expected .+ \[(?:syntax|size)\]$/,
      )
    }
    for (const odd of [
      u32(1),
      [0xc0, ...u32(1)],
      at([0x61, 0x61]),
      at(double(1e300)),
      at(double(Number.NaN)),
      at(u64(253_402_300_800n)),
      [0xf5],
    ])
      for (const place of [0, 1]) {
        const items = [at(u32(1)), at(double(1.5))]
        assert.match(
          String(reads(Prelude.Timestamp, document(items.map((item, i) => (i === place ? odd : item))))),
          new RegExp(`^M\\[${place}\\]: `),
        )
      }
  })

  it('whole numbers, texts, bytes and truths, each alone', () => {
    const good: ReadonlyArray<readonly [AnyShape, ReadonlyArray<number>, unknown]> = [
      [Prelude.Integer, [0x39, 0x01, 0x00], -257],
      [Prelude.Long, u64(2n ** 62n), 2n ** 62n],
      [Prelude.Long, [0x05], 5n],
      [Prelude.String, [0x62, 0xc3, 0xa9], 'é'],
      [Prelude.Blob, [0x42, 0x01, 0x02], Uint8Array.of(1, 2)],
      [Prelude.Boolean, [0xf4], false],
    ]
    for (const [shape, item, value] of good) {
      assert.deepEqual(reads(shape, document([item, item, item])), [value, value, value])
      for (const odd of good
        .map(([, bytes]) => bytes)
        .filter((bytes) => bytes !== item && !(bytes[0] === 5 && shape === Prelude.Integer)))
        if (!(['long', 'integer'].includes(shape.schema._tag) && [0x05, 0x39, 0x1b].includes(odd[0] ?? 0)))
          assert.match(String(reads(shape, document([item, odd]))), /^M\[1\]: expected .+ \[type\]$/)
    }
  })

  it('heads of every length, and of none', () => {
    for (const head of [[0x82], [0x98, 2], [0x99, 0, 2], [0x9a, 0, 0, 0, 2], [0x9b, 0, 0, 0, 0, 0, 0, 0, 2]])
      for (const shape of [Prelude.Double, Prelude.Integer, Prelude.Float])
        assert.deepEqual(reads(shape, document([[0x01], [0x02]], head)), [1, 2])
    for (const shape of [Prelude.Double, Prelude.Integer])
      assert.deepEqual(reads(shape, Uint8Array.from([...document([[0x01], [0x02]], [0x9f]), 0xff])), [1, 2])
    assert.match(
      String(reads(Prelude.Double, document([], [0x9a, 0xff, 0xff, 0xff, 0xff]))),
      /^\(root\): expected .+ \[(?:syntax|size)\]$/,
    )
    assert.deepEqual(reads(Prelude.Double, document([])), [])
  })

  it('what is written is read back, however many', () => {
    for (const count of [0, 1, 23, 24, 255, 256, 300]) {
      const values = Array.from({ length: count }, (_, i) => (i % 3 === 0 ? i / 7 : i % 3 === 1 ? i : i / 2))
      const shape = shapeOf(holding(Prelude.Double).schema)
      for (let call = 0; call < 6; call++) {
        const read = cborBytes(shape).decode(cborBytes(shape).encode({ m: values }))
        assert.deepEqual(read, { _tag: 'Right', right: { m: values } })
      }
    }
  })
})
