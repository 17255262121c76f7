/**
 * The corpus of a reader: inputs that together reach what fuzzing has reached, a file for each, named after its bytes.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Coverage } from './coverage.js'
import { blocksOf } from './coverage.js'
import { judge } from './fuzz.js'
import { maxBytes } from './mutators.js'
import type { Target } from './Target.js'

const folder = join(dirname(fileURLToPath(import.meta.url)), 'corpus')

/** The most inputs of one reader. */
export const maxInputs = 40

/** In the order of their names. */
export const readCorpus = (reader: string): ReadonlyArray<Uint8Array> => {
  const place = join(folder, reader)
  if (!existsSync(place)) return []
  return readdirSync(place)
    .sort()
    .map((name) => new Uint8Array(readFileSync(join(place, name))))
}

/** Takes the place of what was there. */
export const writeCorpus = (reader: string, inputs: ReadonlyArray<Uint8Array>): void => {
  const place = join(folder, reader)
  rmSync(place, { recursive: true, force: true })
  mkdirSync(place, { recursive: true })
  for (const input of inputs)
    writeFileSync(join(place, createHash('sha256').update(input).digest('hex').slice(0, 12)), input)
}

/**
 * At most `maxInputs` inputs, the one that adds most blocks first, a shorter one before a longer that adds as many. Roughly how
 * often a block ran counts too. Inputs that are findings are left out: they become tests.
 */
export const minimised = async (
  target: Target,
  inputs: ReadonlyArray<Uint8Array>,
  coverage: Coverage,
  before: (input: Uint8Array) => void,
): Promise<ReadonlyArray<Uint8Array>> => {
  const left: Array<{ readonly input: Uint8Array; blocks: ReadonlyArray<string> }> = []
  for (const input of inputs) {
    if (input.length > maxBytes) continue
    before(input)
    coverage.take()
    const fault = await judge(target, input)
    if (fault === undefined) left.push({ input, blocks: blocksOf(coverage.take()) })
  }
  const chosen: Array<Uint8Array> = []
  while (chosen.length < maxInputs) {
    let best: (typeof left)[number] | undefined
    for (const one of left) {
      const more = one.blocks.length - (best?.blocks.length ?? 0)
      if (best === undefined || more > 0 || (more === 0 && one.input.length < best.input.length)) best = one
    }
    if (best === undefined || best.blocks.length === 0) break
    const taken = new Set(best.blocks)
    chosen.push(best.input)
    for (const one of left) one.blocks = one.blocks.filter((block) => !taken.has(block))
  }
  return chosen
}
