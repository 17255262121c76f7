/**
 * How time grows: with the size of a payload, and with the number of shapes of a model. Each series is points and the
 * exponent of the power that fits them; 1 is linear.
 */
import { json, jsonText } from 'wireshape'
import { readSmithy } from 'wireshape/model'
import { payloadsOf } from './payloads.mjs'
import { exponentOf, median } from './stats.mjs'
import { text as codec, modelled, rightOf, tree } from './subject.mjs'

// payloads

/** From about 1 KB to about 10 MB: attributes are unbounded in number by the model. */
const bytesWanted = [1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000, 10_000_000]

const payloadOf = (seed, bytes) => {
  const { small } = payloadsOf(seed)
  const each = 78
  const count = Math.max(1, Math.round((bytes - JSON.stringify(small).length) / each))
  const Attributes = Object.fromEntries(
    Array.from({ length: count }, (_, i) => [
      `a-${String(i).padStart(8, '0')}`,
      'some text of an attribute, as long as others are 1234'.padEnd(62, '.'),
    ]),
  )
  return { ...small, Attributes }
}

/** The median milliseconds of one run, over as many as fit into about 60 ms, 3 at least. */
const millisOf = (run) => {
  for (let i = 0; i < 3; i++) run()
  const times = []
  const end = performance.now() + 60
  while (times.length < 3 || (performance.now() < end && times.length < 1000)) {
    const start = performance.now()
    run()
    times.push(performance.now() - start)
  }
  return median(times)
}

const payloadSeries = (seed) => {
  const points = bytesWanted.map((wanted) => {
    const wire = payloadOf(seed, wanted)
    const text = JSON.stringify(wire)
    const domain = rightOf(tree.decode(wire))
    return {
      size: text.length,
      decode: millisOf(() => codec.decode(text)),
      encode: millisOf(() => codec.encode(domain)),
      is: millisOf(() => modelled.is(domain)),
      'JSON.parse': millisOf(() => JSON.parse(text)),
    }
  })
  return ['decode', 'encode', 'is', 'JSON.parse'].map((name) => seriesOf(name, points))
}

// models

const shapesWanted = [10, 30, 100, 300, 1_000, 2_000, 4_000]

/** A service of one operation whose input reaches so many shapes: structures in a tree, each with text of its own bounds. */
const modelOf = (shapes) => {
  const structures = Math.max(1, Math.floor(shapes / 2))
  const entries = Array.from({ length: structures }, (_, i) => [
    [
      `example.grown#S${i}`,
      {
        type: 'structure',
        members: {
          Name: { target: `example.grown#T${i}`, traits: { 'smithy.api#required': {} } },
          Count: { target: 'smithy.api#Integer' },
          At: { target: 'smithy.api#Timestamp' },
          // A tree of ten branches: deep enough to be nested, flat enough to stay within every limit.
          ...Object.fromEntries(
            Array.from({ length: 10 }, (__, j) => 10 * i + j + 1)
              .filter((child) => child < structures)
              .map((child, j) => [`Child${j}`, { target: `example.grown#S${child}` }]),
          ),
        },
      },
    ],
    [`example.grown#T${i}`, { type: 'string', traits: { 'smithy.api#length': { min: 1, max: 100 + i } } }],
  ])
  return {
    smithy: '2.0',
    shapes: {
      'example.grown#Grown': {
        type: 'service',
        version: '2026-01-01',
        operations: [{ target: 'example.grown#Put' }],
        traits: { 'aws.protocols#restJson1': {} },
      },
      'example.grown#Put': {
        type: 'operation',
        input: { target: 'example.grown#S0' },
        traits: { 'smithy.api#http': { method: 'PUT', uri: '/grown' } },
      },
      ...Object.fromEntries(entries.flat()),
    },
  }
}

/** Reads of one shape after which it is compiled. */
export const readsToCompile = 6

/** Opens a model, and reads and writes until all of it is compiled. */
const used = (model) => {
  const [service] = rightOf(readSmithy(model))
  const { input } = service.operations[0]
  const wire = { Name: 'x' }
  for (let i = 0; i < readsToCompile; i++) jsonText(input).encode(rightOf(json(input).decode(wire)))
}

const modelSeries = () => {
  const points = shapesWanted.map((shapes) => {
    const model = modelOf(shapes)
    return {
      size: shapes,
      open: millisOf(() => rightOf(readSmithy(model))),
      'open and compile': millisOf(() => used(model)),
    }
  })
  return ['open', 'open and compile'].map((name) => seriesOf(name, points))
}

// series

const seriesOf = (name, points) => {
  const pairs = points.map((point) => [point.size, point[name]])
  // Below a hundredth of a millisecond, what does not grow is most of the time.
  const fitted = pairs.filter(([, millis]) => millis >= 0.01)
  return { name, points: pairs, exponent: exponentOf(fitted.length >= 3 ? fitted : pairs) }
}

/** @returns {{ payload: ReadonlyArray<Series>, model: ReadonlyArray<Series> }} */
export const growthOf = (seed) => ({ payload: payloadSeries(seed), model: modelSeries() })

/** @typedef {{ name: string, points: ReadonlyArray<readonly [number, number]>, exponent: number }} Series size and milliseconds */
