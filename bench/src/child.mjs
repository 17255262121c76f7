/** Runs this very node with arguments and waits. */
import { spawnSync } from 'node:child_process'

/** Its stdout; throws with what it said where it fails. */
export const outputOf = (args, cwd) => {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  })
  if (status !== 0) throw new Error(`${args.join(' ')}: ${error?.message ?? `${stderr}${stdout}`}`)
  return stdout
}
