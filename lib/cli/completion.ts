/**
 * `wireshape completion`: what a shell needs to complete commands and options, made of the commands themselves.
 */

import { Command } from 'commander'
import { right } from '../value/either.js'
import type { Attempt, Outcome } from './Outcome.js'
import { failed } from './Outcome.js'
import { didYouMean } from './suggest.js'
import type { Verb } from './Verb.js'

const help = `
Examples:
  $ wireshape completion bash > ~/.local/share/bash-completion/completions/wireshape
  $ wireshape completion zsh > ~/.zfunc/_wireshape   # a folder of $fpath
  $ wireshape completion fish > ~/.config/fish/completions/wireshape.fish
  $ source <(wireshape completion bash)              # in this shell alone

Exit codes:
  0 printed; 2 usage`

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

interface Flag {
  /** `-m`, where there is one. */
  readonly short: string | undefined
  /** `--model`. */
  readonly long: string
  readonly description: string
  /** Whether a word of its own follows. */
  readonly takes: boolean
  /** The words that may follow; none where it may be any, such as a file. */
  readonly choices: ReadonlyArray<string>
}

interface Entry {
  readonly name: string
  readonly summary: string
  readonly flags: ReadonlyArray<Flag>
  /** The words that its first argument may be. */
  readonly words: ReadonlyArray<string>
}

const shells = ['bash', 'zsh', 'fish'] as const

const ofAll: ReadonlyArray<Flag> = [
  { short: undefined, long: '--json', description: 'print the result as JSON', takes: false, choices: [] },
  { short: '-h', long: '--help', description: 'display help for command', takes: false, choices: [] },
]

const entryOf = (verb: Verb): Entry => {
  const { options, registeredArguments } = verb.define(new Command(verb.name))
  const flags = options.map(
    (option): Flag => ({
      short: option.short,
      long: option.long ?? option.flags,
      description: option.description,
      takes: option.required || option.optional,
      choices: option.argChoices ?? [],
    }),
  )
  return {
    name: verb.name,
    summary: verb.summary,
    flags: [...flags, ...ofAll],
    words: registeredArguments[0]?.argChoices ?? [],
  }
}

const spellings = ({ short, long }: Flag): ReadonlyArray<string> => (short === undefined ? [long] : [short, long])

// -------------------------------------------------------------------------------------
// bash
// -------------------------------------------------------------------------------------

/** A word a line: names of files have blanks. */
const lined = (words: ReadonlyArray<string>): string => words.join('\n')

const bashWords = (entries: ReadonlyArray<Entry>): string =>
  entries
    .map(({ name, flags, words }) => `    ${name}) words='${lined([...words, ...flags.flatMap(spellings)])}' ;;`)
    .join('\n')

const bashChoices = (entries: ReadonlyArray<Entry>): ReadonlyArray<string> =>
  entries.flatMap(({ name, flags }) =>
    flags
      .filter(({ takes }) => takes)
      .map((flag) => {
        const pattern = spellings(flag)
          .map((spelling) => `${name}:${spelling}`)
          .join('|')
        const reply =
          flag.choices.length > 0
            ? `COMPREPLY=($(compgen -W '${lined(flag.choices)}' -- "$current"))`
            : 'COMPREPLY=($(compgen -f -- "$current"))'
        return `    ${pattern}) ${reply}; return ;;`
      }),
  )

const bash = (entries: ReadonlyArray<Entry>): string => `# Completion of wireshape for bash.
_wireshape() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" command="\${COMP_WORDS[1]}" words='' IFS=$'\\n'
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W '${lined([...entries.map(({ name }) => name), 'help', '--help', '--version'])}' -- "$current"))
    return
  fi
  case "$command:$previous" in
    help:*) COMPREPLY=($(compgen -W '${lined(entries.map(({ name }) => name))}' -- "$current")); return ;;
${bashChoices(entries).join('\n')}
  esac
  case "$command" in
${bashWords(entries)}
  esac
  case "$current" in
    -*) COMPREPLY=($(compgen -W "$words" -- "$current")) ;;
    *) COMPREPLY=($(compgen -W "\${words%%-*}" -- "$current") $(compgen -f -- "$current")) ;;
  esac
}
complete -o filenames -F _wireshape wireshape
`

// -------------------------------------------------------------------------------------
// zsh
// -------------------------------------------------------------------------------------

/** Text within single quotes of zsh, for a word of `_arguments`, to which brackets and colons mean something. */
const zshText = (text: string): string => text.replace(/[[\]:\\]/g, '\\$&').replaceAll("'", "'\\''")

const zshFlag = (flag: Flag): ReadonlyArray<string> => {
  const value = !flag.takes ? '' : flag.choices.length > 0 ? `:value:(${flag.choices.join(' ')})` : ':value:_files'
  return spellings(flag).map((spelling) => `'${spelling}[${zshText(flag.description)}]${value}'`)
}

const zshCase = ({ name, flags, words }: Entry): string => {
  const rest = words.length > 0 ? `'1:word:(${words.join(' ')})'` : "'*:file:_files'"
  return `    ${name}) _arguments ${[...flags.flatMap(zshFlag), rest].join(' ')} ;;`
}

const zsh = (entries: ReadonlyArray<Entry>): string => `#compdef wireshape
# Completion of wireshape for zsh.
_wireshape() {
  local -a commands
  commands=(
${entries.map(({ name, summary }) => `    '${name}:${zshText(summary)}'`).join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local command="\${words[2]}"
  shift words
  (( CURRENT-- ))
  case "$command" in
${entries.map(zshCase).join('\n')}
  esac
}
if [ "$funcstack[1]" = _wireshape ]; then _wireshape "$@"; else compdef _wireshape wireshape; fi
`

// -------------------------------------------------------------------------------------
// fish
// -------------------------------------------------------------------------------------

const fishText = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`

const fishFlag = (name: string, { short, long, description, takes, choices }: Flag): string =>
  [
    `complete -c wireshape -n '__fish_seen_subcommand_from ${name}'`,
    ...(short === undefined ? [] : [`-s ${short.slice(1)}`]),
    `-l ${long.slice(2)}`,
    ...(takes ? ['-r'] : []),
    ...(choices.length > 0 ? [`-f -a ${fishText(choices.join(' '))}`] : []),
    `-d ${fishText(description)}`,
  ].join(' ')

const fishEntry = ({ name, summary, flags, words }: Entry): ReadonlyArray<string> => [
  `complete -c wireshape -n __fish_use_subcommand -f -a ${name} -d ${fishText(summary)}`,
  ...(words.length === 0
    ? []
    : [`complete -c wireshape -n '__fish_seen_subcommand_from ${name}' -f -a ${fishText(words.join(' '))}`]),
  ...flags.map((flag) => fishFlag(name, flag)),
]

const fish = (entries: ReadonlyArray<Entry>): string =>
  `# Completion of wireshape for fish.\n${entries.flatMap(fishEntry).join('\n')}\n`

// -------------------------------------------------------------------------------------
// verb
// -------------------------------------------------------------------------------------

const scripts: Readonly<Record<(typeof shells)[number], (entries: ReadonlyArray<Entry>) => string>> = {
  bash,
  zsh,
  fish,
}

const run = (verbs: ReadonlyArray<Verb>, shell: string): Attempt<Outcome> => {
  const known = shells.find((one) => one === shell)
  if (known === undefined)
    return failed('usage', `no completion for ${shell}`, [
      ...didYouMean([shell], shells),
      `there is one for ${shells.join(', ')}`,
    ])
  const text = scripts[known](verbs.map(entryOf))
  return right({ findings: false, text, result: { shell: known, script: text } })
}

/** @param verbs all commands, this one too */
export const completionVerb = (verbs: () => ReadonlyArray<Verb>): Verb => ({
  name: 'completion',
  summary: 'print what a shell needs to complete commands and options',
  define: (command) => {
    const argument = command.createArgument('<shell>', 'bash, zsh or fish').choices(shells)
    return command.addArgument(argument)
  },
  help,
  run: async ([shell = '']) => run(verbs(), shell),
})
