/**
 * Prints lib/connect/generated from Amazon Connect's model with the comments of lib/connect/docs.json.
 *
 * `npm run connect` writes the files, `npm run connect -- --check` says whether they are as the generator prints them.
 * The model lies in the shared folder, WIRESHAPE_SHARED or ../shared.
 */

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { GeneratedFile } from '../lib/codegen/index.js'
import { generate } from '../lib/codegen/index.js'
import { readBotocore } from '../lib/model/botocore.js'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const shared = resolve(root, process.env['WIRESHAPE_SHARED'] ?? '../shared')

export const connectModel: string = join(shared, 'models', 'botocore', 'connect.json')
export const generatedFolder: string = join(root, 'lib', 'connect', 'generated')

const imports = {
  root: '../../operation/index.js',
  shape: '../../shape/index.js',
  value: '../../value/index.js',
  md5: '../../operation/md5.js',
}

/** The files as the generator prints them now. */
export const connectFiles = (): ReadonlyArray<GeneratedFile> => {
  const read = readBotocore(JSON.parse(readFileSync(connectModel, 'utf8')))
  if (read._tag === 'Left') throw new Error(`${connectModel}: ${read.left.length} issues`)
  const [service] = read.right
  if (service === undefined) throw new Error(`${connectModel}: no service`)
  const docs = JSON.parse(readFileSync(join(root, 'lib', 'connect', 'docs.json'), 'utf8')) as Readonly<
    Record<string, string>
  >
  // What the library exports is said in lib/connect/index.ts.
  return generate(service, { operations: ['StartEmailContact'], docs, imports }).filter(
    ({ path }) => path !== 'index.ts',
  )
}

/** Files that are missing, different or too many. */
export const staleFiles = (): ReadonlyArray<string> => {
  const files = connectFiles()
  const there = existsSync(generatedFolder) ? readdirSync(generatedFolder) : []
  const wanted = new Map(files.map(({ path, text }) => [path, text] as const))
  return [
    ...files
      .filter(({ path, text }) => !there.includes(path) || readFileSync(join(generatedFolder, path), 'utf8') !== text)
      .map(({ path }) => path),
    ...there.filter((path) => !wanted.has(path)),
  ]
}

const write = (): void => {
  rmSync(generatedFolder, { recursive: true, force: true })
  mkdirSync(generatedFolder, { recursive: true })
  for (const { path, text } of connectFiles()) writeFileSync(join(generatedFolder, path), text)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes('--check')) {
    const stale = staleFiles()
    console.log(
      stale.length === 0 ? 'lib/connect/generated is as the generator prints it' : `stale: ${stale.join(', ')}`,
    )
    process.exitCode = stale.length === 0 ? 0 : 1
  } else {
    write()
    console.log(`wrote ${generatedFolder}`)
  }
}
