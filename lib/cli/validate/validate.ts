/**
 * `wireshape validate`: payloads by the million against one shape: which are bad, where, and why.
 */

import { realpathSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { isLeft, left, right } from '../../value/either.js'
import type { Attempt, Failure, Outcome } from '../Outcome.js'
import { failed, interrupted, systemReason } from '../Outcome.js'
import type { Terminal } from '../Terminal.js'
import type { Options, Verb } from '../Verb.js'
import { flagOption } from '../Verb.js'
import { version } from '../version.js'
import type { Checker } from './checkers.js'
import { help } from './help.js'
import type { OpenTarget } from './openTarget.js'
import type { Summary } from './Summary.js'
import type { Settings } from './settings.js'
import { settingsOf } from './settings.js'

// -------------------------------------------------------------------------------------
// before
// -------------------------------------------------------------------------------------

const real = (name: string, cwd: string): string | undefined => {
  try {
    return realpathSync(resolve(cwd, name))
  } catch {
    return undefined
  }
}

/** Writing to a file that is being read would lose payloads. */
const overwritten = ({ valid, rejects }: Settings, names: ReadonlyArray<string>, cwd: string): string | undefined => {
  const read = new Set(names.map((name) => (name === '-' ? undefined : real(name, cwd))))
  return [valid, rejects].find((name) => {
    const path = name === undefined || name === '-' ? undefined : real(name, cwd)
    return path !== undefined && read.has(path)
  })
}

/** The bytes of all files; `undefined` where one is a pipe. */
const sizeOf = (names: ReadonlyArray<string>, cwd: string): number | undefined => {
  let sum = 0
  for (const name of names) {
    if (name === '-') return undefined
    const stat = statSync(resolve(cwd, name), { throwIfNoEntry: false })
    // A source that is not there adds nothing.
    if (stat !== undefined && !stat.isFile()) return undefined
    sum += stat?.size ?? 0
  }
  return sum
}

const checkerOf = async (opened: OpenTarget, { target, jobs }: Settings, cwd: string): Promise<Checker> => {
  const [{ ownChecker, pooledChecker }, { checkOf }] = await Promise.all([
    import('./checkers.js'),
    import('./checkTask.js'),
  ])
  return jobs > 1 ? pooledChecker(target, jobs, cwd) : ownChecker(await checkOf(opened, target))
}

// -------------------------------------------------------------------------------------
// run
// -------------------------------------------------------------------------------------

/** A summary, and a failure where there was one: with more than one source, the first of them. */
const conclude = (summary: Summary, failures: ReadonlyArray<Failure>, result: object): Attempt<Outcome> => {
  const [first, ...others] = failures
  if (summary.stopped === 'interrupted')
    return isLeft(interrupted) ? left({ ...interrupted.left, result }) : interrupted
  if (first === undefined) return right({ findings: summary.rejected > 0, text: '', result })
  return left({ ...first, hints: [...(first.hints ?? []), ...others.map(({ message }) => message)], result })
}

const run = async (args: ReadonlyArray<string>, options: Options, terminal: Terminal): Promise<Attempt<Outcome>> => {
  const [operation = '', ...said] = args
  const read = settingsOf(operation, options)
  if (isLeft(read)) return read
  const { cwd } = terminal
  const { expandNames } = await import('./glob.js')
  const names = expandNames(said.length === 0 ? ['-'] : said, cwd)
  const isPiped = names.includes('-')
  if (isPiped && read.right.target.model === '-')
    return failed('usage', 'the model and the payloads cannot both be standard input')
  const lost = overwritten(read.right, names, cwd)
  if (lost !== undefined) return failed('usage', `${lost} is an input: it would be overwritten`)
  const modelBytes = read.right.target.model === '-' ? terminal.readInput() : undefined
  const settings: Settings = { ...read.right, target: { ...read.right.target, modelBytes } }
  const { openTarget } = await import('./openTarget.js')
  const opened = await openTarget(settings.target, terminal)
  if (isLeft(opened)) return opened
  const [{ runAll }, { openSink }, { reportOf }, { startProgress, silent }, { summaryRecord }] = await Promise.all([
    import('./runAll.js'),
    import('./sinks.js'),
    import('./Report.js'),
    import('./progress.js'),
    import('./ndjsonReport.js'),
  ])
  const valid = await openSink(settings.valid, terminal)
  if (isLeft(valid)) return valid
  const rejects = await openSink(settings.rejects, terminal)
  if (isLeft(rejects)) return rejects
  const json = flagOption(options, 'json')
  const isFilter = settings.valid === '-' || settings.rejects === '-'
  const output = isFilter ? terminal.err : terminal.out
  const encoder = new TextEncoder()
  const tell = async (text: string): Promise<void> => {
    if (json) return
    if (isFilter) terminal.err.write(text)
    else await terminal.writeOut(encoder.encode(text))
  }
  const report = reportOf(settings.report, { output, show: settings.show })
  const checker = await checkerOf(opened.right, settings, cwd)
  try {
    const { summary, failures } = await runAll({
      settings,
      names,
      opened: opened.right,
      checker,
      report,
      valid: valid.right,
      rejects: rejects.right,
      progress: settings.progress ? startProgress(terminal.err, () => performance.now()) : silent,
      totalBytes: sizeOf(names, cwd),
      tell,
      terminal,
    })
    await tell(report.end(summary, version()))
    return conclude(summary, failures, summaryRecord(summary))
  } catch (error) {
    const { syscall } = error as NodeJS.ErrnoException
    if (syscall !== 'write') throw error
    return failed('usage', `cannot write: ${systemReason(error)}`)
  } finally {
    await checker.close()
    await valid.right.close()
    await rejects.right.close()
  }
}

export const validateVerb: Verb = {
  name: 'validate',
  summary: 'hold payloads against the shape of an operation: which are bad, where, and why',
  define: (command) =>
    command
      .argument('<operation>', 'whose input the payloads are: StartEmailContact of the built-in service, or of a model')
      .argument('[files...]', 'files or patterns; none, or -, is standard input')
      .option('-m, --model <file>', 'a model: Smithy JSON AST, botocore, or the minified form; - is standard input')
      .option('-s, --sdk <package>', 'an installed client of the AWS SDK v3, in place of a model')
      .option('--service <name>', 'which service, where the model has several')
      .option('--side <side>', 'input or output of the operation (default: input)')
      .option('--format <form>', 'ndjson, array, json (values on any number of lines), cbor (default: auto)')
      .option('--domain', 'members are under their camelCase fields, not under their names on the wire')
      .option('--policy <policy>', 'strict, or tolerant as clients read answers (default: strict)')
      .option('--unknown <what>', 'refuse or ignore members that the shape does not know (default: ignore)')
      .option('--documented <what>', 'enforce, advise or off: rules that are only documented (default: enforce)')
      .option('--max-size <bytes>', 'the most of one payload; 64k and 16m are understood (default: 16m)')
      .option('--valid <file>', 'write accepted payloads there; - is standard output')
      .option(
        '--as <what>',
        'accepted ones as given, normalised, or http: a request in a line of JSON (default: given)',
      )
      .option('--rejects <file>', 'write a line of JSON there for each rejected payload; - is standard output')
      .option('--with-payloads', 'the rejected payloads too, as they came: with whatever secrets they hold')
      .option('--report <form>', 'text, ndjson, junit, sarif or github (default: text)')
      .option(
        '--show <n>',
        'how many payloads the report tells one by one (default: 100; ndjson all; junit, sarif 1000)',
      )
      .option('--max-errors <n>', 'stop after so many rejected payloads')
      .option('--fail-fast', 'stop after the first')
      .option('-j, --jobs <n>', 'threads that check (default: 1)')
      .option('--no-progress', 'no progress bar, which only a terminal has'),
  help,
  run,
}
