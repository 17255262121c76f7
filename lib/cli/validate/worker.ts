/**
 * The end of the pool that checks: a module that each thread loads once.
 */

import { Tinypool } from 'tinypool'
import type { Payloads } from '../../stream/Batch.js'
import type { Form } from '../../stream/Verdict.js'
import { isLeft } from '../../value/either.js'
import type { Check, Done } from './checkTask.js'
import { checkOf } from './checkTask.js'
import { openTarget } from './openTarget.js'
import type { Target } from './settings.js'

/** Where this module lies, also when modules are joined. */
export const taskModule: string = import.meta.url

export interface Task extends Omit<Payloads, '_tag'> {
  readonly form: Form
  readonly target: Target
  readonly cwd: string
}

/** One target a thread; a pool has one. */
let opened: Promise<Check> | undefined

const open = async (target: Target, cwd: string): Promise<Check> => {
  const found = await openTarget(target, { cwd, readInput: () => new Uint8Array() })
  // It was opened before, by the thread that started this one.
  if (isLeft(found)) throw new Error(found.left.message)
  return checkOf(found.right, target)
}

/** The result and its bytes, which are handed over and not copied. */
const moved = (done: Done): unknown => ({
  [Tinypool.transferableSymbol]: [done.bytes.buffer],
  [Tinypool.valueSymbol]: done,
})

export const checkInThread = async ({ form, target, cwd, ...batch }: Task): Promise<unknown> => {
  opened ??= open(target, cwd)
  const check = await opened
  return Tinypool.move(moved({ ...check({ _tag: 'Payloads', ...batch }, form) }) as Parameters<typeof Tinypool.move>[0])
}
