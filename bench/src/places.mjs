/** Where things lie. */
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const benchFolder = dirname(dirname(fileURLToPath(import.meta.url)))

export const rootFolder = dirname(benchFolder)

/** Models beside the repository, or where `WIRESHAPE_SHARED` says; it need not exist. */
export const sharedFolder = resolve(rootFolder, process.env.WIRESHAPE_SHARED ?? '../shared')

export const built = (path) => join(benchFolder, 'build', path)
