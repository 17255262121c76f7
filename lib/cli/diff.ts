/**
 * `wireshape diff`: what changed between two models, and whom it breaks.
 */

import type { Audience, Change, DiffSummary } from '../model/index.js'
import type { Service } from '../operation/Operation.js'
import { isLeft, right } from '../value/either.js'
import { clip } from '../value/Issue.js'
import type { Attempt, Outcome } from './Outcome.js'
import { checkOperations, chooseService, openModel } from './openService.js'
import type { Output, Terminal } from './Terminal.js'
import { paint, visible } from './Terminal.js'
import { table } from './table.js'
import type { Options, Verb } from './Verb.js'
import { flagOption, listOption, textOption } from './Verb.js'

const help = `
Whom a change breaks, of the programs that were made for OLD and meet NEW:
  writers         make requests: a new required member, a narrower limit, a removed enum value
  readers         take answers: a removed member, one that may be absent now
  strict readers  take answers and hold them to every constraint: a new enum value, a wider
                  limit; tolerant readers, as clients are, keep such answers

Examples:
  $ wireshape diff connect-2025.json connect-2026.json
  $ wireshape diff old.json new.json --operation StartEmailContact SendEmail
  $ wireshape diff old.json new.json --json | jq '.changes[] | select(.breaks != [])'

Exit codes:
  0 nothing breaks; 1 something breaks writers or readers (with --strict, strict readers too);
  2 usage; 3 a model has mistakes; 4 a model cannot be read`

// -------------------------------------------------------------------------------------
// text
// -------------------------------------------------------------------------------------

/** `memberAdded` as words. */
const kindText = (kind: string): string => kind.replace(/[A-Z]/g, (c) => ` ${c.toLowerCase()}`)

const detail = ({ before, after }: Change): string => {
  const [old, now] = [before, after].map((text) => (text === undefined ? undefined : visible(clip(text))))
  if (old !== undefined && now !== undefined) return `${old} → ${now}`
  return old ?? now ?? ''
}

const place = ({ shape, member }: Change): string => visible(member === undefined ? shape : `${shape}.${member}`)

/** The first way to it, and how many more operations meet it. */
const way = ({ path, inputs, outputs }: Change): string => {
  const more = new Set([...inputs, ...outputs]).size - 1
  return `${visible(path)}${more > 0 ? ` and ${more} more operation${more === 1 ? '' : 's'}` : ''}`
}

interface Group {
  readonly title: string
  readonly style: 'red' | 'yellow' | 'dim'
  readonly holds: (breaks: ReadonlyArray<Audience>) => boolean
}

const groups: ReadonlyArray<Group> = [
  {
    title: 'Breaks writers and readers',
    style: 'red',
    holds: (of) => of.includes('writers') && of.includes('readers'),
  },
  { title: 'Breaks writers', style: 'red', holds: (of) => of.includes('writers') && !of.includes('readers') },
  { title: 'Breaks readers', style: 'red', holds: (of) => of.includes('readers') && !of.includes('writers') },
  { title: 'Breaks strict readers', style: 'yellow', holds: (of) => of.length === 1 && of[0] === 'strictReaders' },
  { title: 'Breaks nobody', style: 'dim', holds: (of) => of.length === 0 },
]

const groupText = (output: Output, { title, style, holds }: Group, changes: ReadonlyArray<Change>): string => {
  const held = changes.filter(({ breaks }) => holds(breaks))
  if (held.length === 0) return ''
  const rows = held.map((change) => [kindText(change.kind), place(change), detail(change), way(change)])
  return `${paint(output, style, `${title} (${held.length})`)}\n${table(output, ['change', 'where', 'what', 'reached by'], rows)}\n`
}

const summaryText = ({ changes, writers, readers, both, strictReaders, nobody }: DiffSummary): string => {
  if (changes === 0) return 'no changes\n'
  const counts = [
    `${writers + both} break writers`,
    `${readers + both} break readers`,
    `${strictReaders} break strict readers only`,
    `${nobody} break nobody`,
  ]
  return `${changes} change${changes === 1 ? '' : 's'}: ${counts.join(', ')}\n`
}

// -------------------------------------------------------------------------------------
// run
// -------------------------------------------------------------------------------------

const run = async (args: ReadonlyArray<string>, options: Options, terminal: Terminal): Promise<Attempt<Outcome>> => {
  const [oldPath = '', newPath = ''] = args
  const name = textOption(options, 'service')
  const opened: Array<Service> = []
  for (const path of [oldPath, newPath]) {
    const model = await openModel(path, terminal)
    if (isLeft(model)) return model
    const service = chooseService(model.right.services, name, path)
    if (isLeft(service)) return service
    opened.push(service.right)
  }
  // Two paths, two services.
  const [old, now] = opened as [Service, Service]
  const operations = checkOperations(listOption(options, 'operation'), opened, 'neither model')
  if (isLeft(operations)) return operations
  const { diff, summarise } = await import('../model/index.js')
  const changes = diff(old, now, operations.right === undefined ? {} : { operations: operations.right })
  const summary = summarise(changes)
  const all = flagOption(options, 'all')
  const shown = all ? groups : groups.slice(0, -1)
  const hidden = !all && summary.nobody > 0 ? `--all lists those that break nobody\n` : ''
  const breaking =
    summary.writers + summary.readers + summary.both + (flagOption(options, 'strict') ? summary.strictReaders : 0)
  const side = ({ id, version, operations: { length } }: Service, path: string): object => ({
    path,
    service: id,
    version,
    operations: length,
  })
  return right({
    findings: breaking > 0,
    text: `${shown.map((group) => groupText(terminal.out, group, changes)).join('')}${summaryText(summary)}${hidden}`,
    result: { old: side(old, oldPath), new: side(now, newPath), summary, changes },
  })
}

export const diffVerb: Verb = {
  name: 'diff',
  summary: 'say what changed between two models, and whom each change breaks',
  define: (command) =>
    command
      .argument('<old>', 'a model, in any form')
      .argument('<new>', 'a later one, in any form; - is standard input')
      .option('--service <name>', 'which service, where a model has several')
      .option('-p, --operation <name...>', 'only what these operations meet')
      .option('--strict', 'exit with 1 where only strict readers break, too')
      .option('--all', 'list also what breaks nobody'),
  help,
  run,
}
