/**
 * The version of the package.
 */

import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

interface Manifest {
  readonly name?: string
  readonly version?: string
}

/** That of the package that this file lies in, wherever in it; empty where it lies in none. */
export const version = (): string => {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    try {
      const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
      if (name === 'wireshape') return version ?? ''
    } catch {
      // Folders on the way have no manifest.
    }
    if (folder === dirname(folder)) return ''
  }
}
