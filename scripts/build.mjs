// Builds lib/ to dist/esm and dist/cjs, and dist/esm once more to the fewer files of dist/node; does nothing where the inputs are
// those of the last build.
import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { isMain, node, root, tsc } from './run.mjs'
import { setup } from './setup.mjs'

const dist = join(root, 'dist')
const stamp = join(root, 'node_modules', '.cache', 'wireshape', 'build')

const files = (folder) =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true, recursive: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
        .sort()
    : []

const digest = (paths, hash = createHash('sha256')) => {
  for (const path of paths) {
    hash.update(`${relative(root, path).split(sep).join('/')}\0`)
    hash.update(createHash('sha256').update(readFileSync(path)).digest())
  }
  return hash.digest('hex')
}

const inputs = () => [
  ...files(join(root, 'lib')),
  ...['tsconfig.json', 'tsconfig.esm.json', 'tsconfig.cjs.json', 'package.json', 'package-lock.json'].map((name) =>
    join(root, name),
  ),
  join(root, 'scripts', 'build.mjs'),
  join(root, 'scripts', 'join.mjs'),
]

// The output is in the stamp too: a build that something has touched since is not up to date.
const state = () => `${digest(inputs())} ${digest(files(dist))}\n`

/** The modules that the package exports, as paths below dist/esm. */
const entries = () =>
  Object.values(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).exports)
    .map((conditions) => conditions.import?.default)
    .filter((path) => path !== undefined)
    .map((path) => path.replace('./dist/esm/', ''))

/** @returns {Promise<boolean>} whether dist/ now holds a build of lib/ as it stands */
export const build = async () => {
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === state()) {
    console.log('build: up to date')
    return true
  }
  const before = digest(inputs())
  rmSync(stamp, { force: true })
  rmSync(dist, { recursive: true, force: true })
  const codes = await Promise.all(
    ['esm', 'cjs'].map((kind) => node([tsc.ts7, '--pretty', 'false', '-p', `tsconfig.${kind}.json`])),
  )
  if (codes.some((code) => code !== 0)) {
    rmSync(dist, { recursive: true, force: true })
    console.error('build: failed')
    return false
  }
  writeFileSync(join(dist, 'esm', 'package.json'), '{ "type": "module", "sideEffects": false }\n')
  writeFileSync(join(dist, 'cjs', 'package.json'), '{ "type": "commonjs", "sideEffects": false }\n')
  // A thread starts at a file of its own. What joins modules may have been installed only just now.
  const { joinModules } = await import('./join.mjs')
  await joinModules([...entries(), 'cli/main.js', 'cli/validate/worker.js'])
  writeFileSync(join(dist, 'node', 'package.json'), '{ "type": "module", "sideEffects": false }\n')
  chmodSync(join(dist, 'node', 'cli', 'main.js'), 0o755)
  mkdirSync(join(stamp, '..'), { recursive: true })
  if (digest(inputs()) === before) writeFileSync(stamp, state())
  console.log(`build: ${files(dist).length} files in dist`)
  return true
}

if (isMain(import.meta.url)) process.exitCode = setup() && (await build()) ? 0 : 1
