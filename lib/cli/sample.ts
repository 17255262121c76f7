/**
 * `wireshape sample`: payloads of an operation, good or broken on purpose, a line each.
 */

import { Option } from 'commander'
import type { Schema } from '../schema/Schema.js'
import { nameOf, withoutStream } from '../schema/Schema.js'
import type { FastCheck } from '../testing/FastCheck.js'
import type { Document } from '../value/Document.js'
import { isLeft, right } from '../value/either.js'
import { loadFastCheck } from './fastCheck.js'
import { resultTree } from './jsonText.js'
import type { Attempt, Outcome } from './Outcome.js'
import { failed, interrupted } from './Outcome.js'
import type { OperationAt } from './openOperation.js'
import { modelOptions, namesHints, openOperation } from './openOperation.js'
import type { Form } from './payload.js'
import { payloadCodec } from './payload.js'
import type { Arbitrary, ArbitraryOptions } from './sampling.js'
import { samplesOf } from './sampling.js'
import type { Terminal } from './Terminal.js'
import type { Options, Verb } from './Verb.js'
import { flagOption, textOption } from './Verb.js'

const help = `
Samples:
  Values at the bounds of every constraint, hostile keys and characters: what finds mistakes. With
  --plain, such as a service sends on an ordinary day. The same seed gives the same lines; the
  seed of a run without one is on standard error. They are made by fast-check, which is installed
  apart: npm install --save-dev fast-check@4

  With --broken a line is { "payload", "issues" }: a good payload in which one thing was broken,
  and the path and code of the issue that every reader has to give for it.

Examples:
  $ wireshape sample StartEmailContact --count 1000 --seed 7 > contacts.ndjson
  $ wireshape sample StartEmailContact --broken --count 3
  $ wireshape sample StartEmailContact --plain | wireshape encode StartEmailContact --as curl
  $ wireshape sample PutItem --model dynamodb.json --of output --domain

Exit codes:
  0 written; 2 usage; 3 the model has mistakes; 4 the model, or fast-check, cannot be found;
  130 interrupted`

// -------------------------------------------------------------------------------------
// subjects
// -------------------------------------------------------------------------------------

/** The schema that is sampled: the input, the output or an error by its name. */
const subjectOf = (at: OperationAt, of: string): Attempt<Schema> => {
  const { input, output, errors } = at.operation
  if (of === 'input' || of === 'output') return right(withoutStream((of === 'input' ? input : output).schema))
  const error = errors.find(({ schema }) => schema.id === of || nameOf(schema.id) === of)
  if (error !== undefined) return right(error.schema)
  const names = ['input', 'output', ...errors.map(({ schema }) => nameOf(schema.id))]
  return failed('usage', `${at.operation.name} has no ${of}`, [
    ...namesHints(at, of, names).slice(0, 1),
    `it has ${names.join(', ')}`,
  ])
}

const wholeOption = (options: Options, name: string, most: number, otherwise: number): Attempt<number> => {
  const text = textOption(options, name)
  if (text === undefined) return right(otherwise)
  const n = Number(text)
  return /^\d+$/.test(text) && n <= most
    ? right(n)
    : failed('usage', `--${name} is a whole number up to ${most}, not ${text}`)
}

const sizes: { readonly [K in 'small' | 'large']: ArbitraryOptions } = {
  small: { depth: 5, items: 4, absent: 4 },
  large: { depth: 8, items: 12, absent: 1 },
}

// -------------------------------------------------------------------------------------
// lines
// -------------------------------------------------------------------------------------

interface Wanted {
  readonly fc: FastCheck
  readonly schema: Schema
  readonly form: Form
  readonly size: ArbitraryOptions
}

const goodTrees = async ({ fc, schema, form, size }: Wanted): Promise<Arbitrary<Document>> => {
  const [{ arbitrary }, { shapeOf }, codecOf] = await Promise.all([
    import('../testing/index.js'),
    import('../shape/shapeOf.js'),
    payloadCodec(form),
  ])
  return arbitrary(fc)(schema, size).map(codecOf(shapeOf(schema)).encode)
}

/** Payloads with one mutation. A schema whose values have nothing to break gives none. */
const brokenTrees = async ({ fc, schema, size }: Wanted): Promise<Arbitrary<Document>> => {
  const [{ mutated }, { shapeOf }] = await Promise.all([import('../testing/index.js'), import('../shape/shapeOf.js')])
  return mutated(fc)(shapeOf(schema), 1, size).map(({ tree, mutations }) => ({
    payload: tree,
    issues: mutations.map(({ name, label: { path, code, at } }) => ({
      path: [...path],
      code,
      ...(at === undefined ? {} : { at }),
      why: name,
    })),
  }))
}

// -------------------------------------------------------------------------------------
// run
// -------------------------------------------------------------------------------------

const run = async (args: ReadonlyArray<string>, options: Options, terminal: Terminal): Promise<Attempt<Outcome>> => {
  const [name = ''] = args
  const count = wholeOption(options, 'count', 1e9, 1)
  if (isLeft(count)) return count
  const seed = wholeOption(options, 'seed', 2 ** 31 - 1, Math.floor(Math.random() * 2 ** 31))
  if (isLeft(seed)) return seed
  const [isBroken, isDomain] = [flagOption(options, 'broken'), flagOption(options, 'domain')]
  if (isBroken && isDomain) return failed('usage', '--broken breaks payloads of the wire, not those of --domain')
  const at = await openOperation(name, options, terminal)
  if (isLeft(at)) return at
  const of = textOption(options, 'of') ?? 'input'
  const schema = subjectOf(at.right, of)
  if (isLeft(schema)) return schema
  const fc = await loadFastCheck('makes samples')
  if (isLeft(fc)) return fc
  const size = {
    ...sizes[flagOption(options, 'large') ? 'large' : 'small'],
    plain: flagOption(options, 'plain'),
  }
  const wanted: Wanted = { fc: fc.right, schema: schema.right, form: isDomain ? 'domain' : 'wire', size }
  const isJson = flagOption(options, 'json')
  const [{ writeJson }, trees] = await Promise.all([
    import('../format/json.js'),
    isBroken ? brokenTrees(wanted) : goodTrees(wanted),
  ])
  const kept: Array<Document> = []
  const batches = samplesOf(fc.right, trees, count.right, seed.right)
  for await (const batch of batches) {
    if (terminal.signal.aborted) return interrupted
    if (isJson) kept.push(...batch.map(resultTree))
    else terminal.out.write(batch.map((tree) => `${writeJson(tree)}\n`).join(''))
  }
  return right({
    findings: false,
    text: '',
    result: { operation: at.right.operation.id, of, seed: seed.right, samples: kept },
    ...(textOption(options, 'seed') === undefined ? { notes: `seed ${seed.right}\n` } : {}),
  })
}

export const sampleVerb: Verb = {
  name: 'sample',
  summary: 'make payloads of an operation, good or broken on purpose, the same ones for a seed',
  define: (command) =>
    modelOptions(
      command
        .argument('<operation>', 'the name of an operation')
        .option('-n, --count <n>', 'how many (default: 1)')
        .option('--seed <n>', 'gives the same samples each time'),
    )
      .option('--broken', 'break one thing in each, and say which issue it has to give')
      .option('--large', 'more of everything: items, levels, optional members')
      .option('--plain', 'ordinary values, not those that find mistakes')
      .option('-d, --domain', 'camelCase fields, not the names of the wire')
      .addOption(new Option('--of <what>', 'input, output, or the name of an error').default('input')),
  help,
  run,
}
