/**
 * The commands as one program: arguments in, an exit code out.
 */

import { Command, CommanderError } from 'commander'
import { isLeft } from '../value/either.js'
import { completionVerb } from './completion.js'
import { decodeVerb } from './decode.js'
import { diffVerb } from './diff.js'
import { encodeVerb } from './encode.js'
import { fold } from './fold.js'
import { generateVerb } from './generate.js'
import { inspectVerb } from './inspect.js'
import { mockVerb } from './mock.js'
import { exitCodes, reportFailure, resultText, systemReason } from './Outcome.js'
import { sampleVerb } from './sample.js'
import { schemaVerb } from './schema.js'
import type { Terminal } from './Terminal.js'
import { guarded } from './Terminal.js'
import type { Options, Verb } from './Verb.js'
import { validateVerb } from './validate/validate.js'
import { version } from './version.js'
import { feedVerb } from './worker/feed.js'
import { workerVerb } from './worker/worker.js'

/** In the order of the help. */
const verbs: ReadonlyArray<Verb> = [
  validateVerb,
  workerVerb,
  feedVerb,
  encodeVerb,
  decodeVerb,
  inspectVerb,
  schemaVerb,
  sampleVerb,
  mockVerb,
  generateVerb,
  diffVerb,
  completionVerb(() => verbs),
]

const help = `
Examples:
  $ wireshape validate StartEmailContact requests.ndjson --rejects rejects.ndjson
  $ wireshape worker StartEmailContact --stream EMAIL --accepted email.good --rejected email.bad
  $ wireshape generate --sdk @aws-sdk/client-connect --out src/connect --operation StartEmailContact
  $ wireshape diff old.json new.json
  $ wireshape encode StartEmailContact contact.json --as curl
  $ wireshape mock --model connect.json --port 8000

Exit codes:
  0 good; 1 findings; 2 usage; 3 a model has mistakes; 4 an input cannot be read; 130 interrupted

"wireshape help COMMAND" says more, with examples. NO_COLOR turns colours off.`

/** What a command line comes to: the exit code. Never rejects but for a defect of the program. */
export const run = async (argv: ReadonlyArray<string>, given: Terminal): Promise<number> => {
  const terminal = guarded(given)
  let code: number = exitCodes.good
  const folded =
    (text: string) =>
    ({ error }: { readonly error: boolean }): string =>
      fold(text, (error ? terminal.err : terminal.out).columns)
  const program = new Command('wireshape')
    .description(
      'Shapes of AWS APIs: payloads held against them, requests and samples, TypeScript from models, a mock of any service.',
    )
    .version(version(), '-V, --version')
    .exitOverride()
    .configureOutput({
      writeOut: terminal.out.write,
      writeErr: terminal.err.write,
      getOutHelpWidth: () => Math.min(100, terminal.out.columns ?? 100),
      getErrHelpWidth: () => Math.min(100, terminal.err.columns ?? 100),
      getOutHasColors: () => terminal.out.colour,
      getErrHasColors: () => terminal.err.colour,
    })
    .configureHelp({
      styleTitle: (text) => `\u001b[1m${text}\u001b[22m`,
      // Arguments and options are in the command's own help.
      subcommandTerm: (command) => command.name(),
    })
    .showHelpAfterError('(--help says how)')
    .addHelpText('after', folded(help))
  for (const verb of verbs) {
    const command = program.command(verb.name).description(verb.summary).copyInheritedSettings(program)
    verb
      .define(command)
      .option('--json', 'print the result as JSON')
      .addHelpText('after', folded(verb.help))
      .action(async () => {
        const options = command.opts<Options>()
        const json = options['json'] === true
        const outcome = await verb.run(command.args, options, terminal)
        if (isLeft(outcome)) {
          code = reportFailure(terminal, outcome.left, json)
        } else {
          const { findings, text, result, notes = '', isWritten = false } = outcome.right
          if (notes !== '') terminal.err.write(notes)
          if (!isWritten) terminal.out.write(json ? resultText(result) : text)
          code = findings ? exitCodes.findings : exitCodes.good
        }
      })
  }
  try {
    await program.parseAsync(argv, { from: 'user' })
    return code
  } catch (error) {
    // Help and version are asked for; whatever else the parser says is about the usage.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.good : exitCodes.usage
    terminal.err.write(`internal error: ${systemReason(error)}\n${error instanceof Error ? `${error.stack}\n` : ''}`)
    return 70
  }
}
