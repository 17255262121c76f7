#!/usr/bin/env node
/**
 * The `wireshape` command.
 */

import { run } from './program.js'
import { processTerminal } from './Terminal.js'

// The exit code is set and the process left to end, so that all of a pipe's text is written.
process.exitCode = await run(process.argv.slice(2), processTerminal())
