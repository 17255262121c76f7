/**
 * The folder of models and vectors that lies beside the repository, for tests that read it.
 * Where it is absent those tests skip themselves and say so.
 */
import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** `WIRESHAPE_SHARED`, else `../shared` beside the repository; it need not exist. */
export const sharedFolder: string = resolve(root, process.env['WIRESHAPE_SHARED'] ?? '../shared')

/**
 * A suite that reads `parts` (paths inside the shared folder). Its body runs, and so may read them, only where all
 * exist; else the suite is one pending test.
 */
export const describeShared = (title: string, parts: ReadonlyArray<string>, body: (paths: string[]) => void): void => {
  const paths = parts.map((part) => resolve(sharedFolder, part))
  const absent = parts.filter((_, index) => !existsSync(paths[index] ?? ''))
  describe(title, () => {
    if (absent.length === 0) {
      body(paths)
      return
    }
    const reason = `skipped: the shared folder has no ${absent.join(', ')}`
    it(reason, function () {
      console.log(`      ${title}: ${reason}`)
      this.skip()
    })
  })
}
