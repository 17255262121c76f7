/** Writes `docs/performance.md` and its plots from a run. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { arch, cpus, platform } from 'node:os'
import { join } from 'node:path'
import { benchFolder, rootFolder } from './places.mjs'
import { plotSvg } from './plot.mjs'
import { costText, digits, goalText, passText, timeText } from './report.mjs'

const table = (heads, rows) =>
  [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

const escaped = (text) => text.replaceAll('|', '\\|').replaceAll('__', '\\_\\_')

/** What the lockfile pins. */
const versions = () => {
  const { devDependencies } = JSON.parse(readFileSync(join(benchFolder, 'package.json'), 'utf8'))
  return Object.entries(devDependencies)
    .filter(([name]) => name !== 'wireshape')
    .map(([name, version]) => `${name} ${version}`)
    .join(', ')
}

const machine = () =>
  `${cpus()[0]?.model.trim() ?? 'an unknown processor'}, ${cpus().length} cores, ${platform()} ${arch()}`

const ratios = (verdicts) =>
  table(
    ['row', 'payload', 'ratio', '95 % interval', 'goal', 'met', 'ours', 'theirs', 'against'],
    verdicts.map((one) => [
      one.id,
      one.payload,
      digits(one.ratio),
      `${digits(one.low)}–${digits(one.high)}`,
      goalText(one),
      passText(one),
      timeText(one.medians.find(({ name }) => name === one.ours).nanos),
      timeText(one.medians.find(({ name }) => name === one.peer).nanos),
      one.peer,
    ]),
  )

const costs = (found) =>
  table(
    ['cost', 'of', 'value', '95 % interval', 'goal', 'met', 'note'],
    found.map((one) => [
      one.id,
      one.name,
      costText(one, one.median),
      one.low === one.high ? '' : `${digits(one.low)}–${digits(one.high)}`,
      one.goal === undefined ? '' : `≤ ${one.goal}`,
      passText(one),
      one.note ?? '',
    ]),
  )

const exceptions = ({ excepted }) =>
  table(
    ['rule', 'peer', 'of the objects', 'reason'],
    excepted.map(({ rule, peer, count, reason }) => [rule, peer, String(count), reason].map(escaped)),
  )

const plots = {
  payload: {
    file: 'performance-payload.svg',
    title: 'Time by size of payload',
    xLabel: 'bytes of JSON',
    yLabel: 'milliseconds',
  },
  model: {
    file: 'performance-model.svg',
    title: 'Time by number of shapes in a model',
    xLabel: 'shapes',
    yLabel: 'milliseconds',
  },
}

const exponents = (series) => series.map(({ name, exponent }) => `${name} ${exponent.toFixed(2)}`).join(', ')

const page = ({ options, judged, verdicts, costsFound, growth, date }) => `# Performance

What \`npm run bench -- --docs\` measured; it writes this page. The bench is a package of its own in \`bench/\`, with the peers that
it compares with.

- ${machine()}; Node ${process.versions.node}; ${date}
- seed ${options.seed}, ${options.rounds} rounds, samples of ${options.sampleMillis} ms
- ${versions()}

## Ratios

What was tried where a goal is missed: [notes](performance-notes.md).

A ratio with a goal of \`≥\` says how many times as fast ours is; one with \`≤\` how many times as long ours takes. A goal is met where the
whole interval lies on its right side.

${ratios(verdicts)}

Beside: every contender's median, fastest first.

${table(
  ['row', 'payload', 'medians'],
  verdicts.map(({ id, payload, medians }) => [
    id,
    payload,
    [...medians]
      .sort((a, b) => a.nanos - b.nanos)
      .map(({ name, nanos }) => `${name} ${timeText(nanos)}`)
      .join(', '),
  ]),
)}

## What it costs to have

Imports and heap are of fresh processes, bundles are minified and gzip at level 9 without fp-ts and io-ts, types are instantiations that
the compiler counts for a user's file, \`skipLibCheck\` on.

${costs(costsFound)}

## How time grows

Exponents fitted over logarithms; 1 is linear. By size of payload, 1 KB to 10 MB: ${exponents(growth.payload)}. By number of shapes, 10 to
4,000: ${exponents(growth.model)}.

![${plots.payload.title}](${plots.payload.file})

![${plots.model.title}](${plots.model.file})

## How it is measured

- Three requests of \`StartEmailContact\`, made from the seed: small (required members alone), typical (every member) and large (a body of
  150 KB, 49 recipients, 50 attachments, 200 attributes). The request is held to its model; rules that are only documented are left out,
  since the peers know none.
- The peers check the wire object, members under Smithy's names. \`check\` sets their check of it against \`is\` of the domain object.
- Every round runs every contender of a row once, in an order of its own; what counts is the ratio within a round. The interval is the
  bootstrap's, of the median of those ratios. The peer of a row is the one that is fastest by median over all rounds.
- \`make\` is the reading of a JSON tree: all checks, fields renamed, all copied. \`server\` is held against decoding the bytes to text and
  \`JSON.parse\` of that.
- The AWS SDK is driven through its own protocol object, without its client; both sides are compared before they are timed, and share one
  model: ours is read from the SDK's schemas.
- An issue counts as collected when its path and its message were read.

## Verdicts

Before anything is timed, every peer judges ${judged.cases.toLocaleString('en-US')} objects, the payloads and mutations of them, ${judged.accepted.toLocaleString('en-US')} of them good. Verdicts
must be alike; what is otherwise by a rule is counted here, and anything else ends the run.

${exceptions(judged)}
`

/** The root's formatter, where it is installed: the page is checked by it. */
const format = (path) => {
  const biome = join(rootFolder, 'node_modules', '@biomejs', 'biome', 'bin', 'biome')
  if (existsSync(biome)) spawnSync(process.execPath, [biome, 'format', '--write', path], { cwd: rootFolder })
}

export const writeDocs = (run) => {
  const path = join(rootFolder, 'docs', 'performance.md')
  for (const [name, { file, ...plot }] of Object.entries(plots))
    writeFileSync(join(rootFolder, 'docs', file), plotSvg({ ...plot, series: run.growth[name] }))
  writeFileSync(path, page(run))
  format(path)
}
