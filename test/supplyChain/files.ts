/**
 * The files that say what this package needs, and what npm says of them.
 */
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Manifest, Packages } from './checks.js'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

const read = (...path: ReadonlyArray<string>): string => readFileSync(join(root, ...path), 'utf8')

// npm wrote the lockfile and reads the manifest, in these forms.
export const manifest = JSON.parse(read('package.json')) as Manifest
export const { packages } = JSON.parse(read('package-lock.json')) as { readonly packages: Packages }
export const settings: ReadonlyArray<string> = read('.npmrc').trim().split('\n')
export const page: string = read('docs', 'dependencies.md')

/** What npm prints; it also prints what it found where it fails. */
export const npm = async (...args: ReadonlyArray<string>): Promise<string> => {
  try {
    return (await promisify(execFile)('npm', [...args], { cwd: root, maxBuffer: 1 << 26 })).stdout
  } catch (error) {
    const { stdout = '' } = error as { readonly stdout?: string }
    if (stdout.trim() !== '') return stdout
    throw error
  }
}

interface Bill {
  readonly bomFormat: string
  readonly components: ReadonlyArray<{ readonly purl: string }>
}

/** The bill of materials as npm makes it from the lockfile. */
export const billOfMaterials = async (): Promise<Bill> =>
  JSON.parse(await npm('sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev', '--package-lock-only')) as Bill
