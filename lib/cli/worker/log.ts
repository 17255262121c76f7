/**
 * A worker's log: a line an event, `key=value`, on standard error. Payloads and headers never come here.
 */

import type { Output } from '../Terminal.js'
import { visible } from '../Terminal.js'

export type Level = 'info' | 'warn' | 'error'

export type Log = (level: Level, event: string, facts?: Readonly<Record<string, string | number>>) => void

const plain = /^[\w.:/@*>-]+$/

const factText = (value: string | number): string =>
  typeof value === 'number' || plain.test(value) ? String(value) : JSON.stringify(visible(value))

export const logTo =
  (output: Output, now: () => Date): Log =>
  (level, event, facts = {}) => {
    const pairs = Object.entries({ time: now().toISOString(), level, event, ...facts })
    output.write(`${pairs.map(([key, value]) => `${key}=${factText(value)}`).join(' ')}\n`)
  }
