/**
 * A command, as the program lists it: what its help says, and what it does. What it does is imported when it is asked for.
 */

import type { Command } from 'commander'
import type { Attempt, Outcome } from './Outcome.js'
import type { Terminal } from './Terminal.js'

export interface Verb {
  readonly name: string
  /** One line of the list of commands. */
  readonly summary: string
  /** Adds arguments and options. */
  readonly define: (command: Command) => Command
  /** Lines below the options: examples, exit codes. */
  readonly help: string
  /** Options are as the parser leaves them: by camelCase name. */
  readonly run: (args: ReadonlyArray<string>, options: Options, terminal: Terminal) => Promise<Attempt<Outcome>>
}

/** Options are text, lists of texts, or flags; which, `define` says. */
export type Options = Readonly<Record<string, string | boolean | ReadonlyArray<string> | undefined>>

// destructors

export const textOption = (options: Options, name: string): string | undefined => {
  const value = options[name]
  return typeof value === 'string' ? value : undefined
}

export const listOption = (options: Options, name: string): ReadonlyArray<string> | undefined => {
  const value = options[name]
  return Array.isArray(value) ? value : undefined
}

export const flagOption = (options: Options, name: string): boolean => options[name] === true
