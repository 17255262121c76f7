/**
 * Prints lib/connect/generated, and lib/connect/lean for small bundles, from Amazon Connect's model with the comments of
 * lib/connect/docs.json.
 *
 * `npm run connect` writes the files, `npm run connect -- --check` says whether they are as the generator prints them.
 * The model lies in the shared folder, WIRESHAPE_SHARED or ../shared.
 */

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { GeneratedFile, Imports } from '../lib/codegen/index.js'
import { generate } from '../lib/codegen/index.js'
import { readBotocore } from '../lib/model/botocore.js'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const shared = resolve(root, process.env['WIRESHAPE_SHARED'] ?? '../shared')

export const connectModel: string = join(shared, 'models', 'botocore', 'connect.json')

interface Target {
  readonly folder: string
  readonly lean: boolean
  /** Whether its index is printed too; what the library exports of the whole shapes is said in lib/connect/index.ts. */
  readonly index: boolean
  readonly imports: Imports
  /** Comments that say something else than those of the whole shapes. */
  readonly docs?: Readonly<Record<string, string>>
}

const common = { value: '../../value/index.js', md5: '../../operation/md5.js' }

export const targets: ReadonlyArray<Target> = [
  {
    folder: join(root, 'lib', 'connect', 'generated'),
    lean: false,
    index: false,
    imports: { ...common, root: '../../operation/index.js', shape: '../../shape/index.js' },
  },
  {
    folder: join(root, 'lib', 'connect', 'lean'),
    lean: true,
    index: true,
    imports: { ...common, root: '../../lean/index.js', shape: '../../lean/index.js' },
    docs: {
      StartEmailContactRequest:
        'Starts a contact for an email that came in, and sends it through a flow. It is held to the constraints of the model alone; ' +
        'the shape of `wireshape/connect` also has those that the service only documents.',
    },
  },
]

/** The files as the generator prints them now. */
export const connectFiles = ({ lean, index, imports, docs: own }: Target): ReadonlyArray<GeneratedFile> => {
  const read = readBotocore(JSON.parse(readFileSync(connectModel, 'utf8')))
  if (read._tag === 'Left') throw new Error(`${connectModel}: ${read.left.length} issues`)
  const [service] = read.right
  if (service === undefined) throw new Error(`${connectModel}: no service`)
  const docs = JSON.parse(readFileSync(join(root, 'lib', 'connect', 'docs.json'), 'utf8')) as Readonly<
    Record<string, string>
  >
  return generate(service, { operations: ['StartEmailContact'], docs: { ...docs, ...own }, imports, lean }).filter(
    ({ path }) => index || path !== 'index.ts',
  )
}

/** Files that are missing, different or too many. */
export const staleFiles = (): ReadonlyArray<string> =>
  targets.flatMap((target) => {
    const { folder } = target
    const files = connectFiles(target)
    const there = existsSync(folder) ? readdirSync(folder) : []
    const wanted = new Map(files.map(({ path, text }) => [path, text] as const))
    return [
      ...files
        .filter(({ path, text }) => !there.includes(path) || readFileSync(join(folder, path), 'utf8') !== text)
        .map(({ path }) => path),
      ...there.filter((path) => !wanted.has(path)),
    ].map((path) => join(basename(folder), path))
  })

const write = (): void => {
  for (const target of targets) {
    rmSync(target.folder, { recursive: true, force: true })
    mkdirSync(target.folder, { recursive: true })
    for (const { path, text } of connectFiles(target)) writeFileSync(join(target.folder, path), text)
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes('--check')) {
    const stale = staleFiles()
    console.log(stale.length === 0 ? 'lib/connect is as the generator prints it' : `stale: ${stale.join(', ')}`)
    process.exitCode = stale.length === 0 ? 0 : 1
  } else {
    write()
    console.log(`wrote ${targets.map(({ folder }) => folder).join(' and ')}`)
  }
}
