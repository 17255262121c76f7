/**
 * What is asked of the packages that this one needs: their licences, what the lockfile says of each, and that each has its reason in
 * docs/dependencies.md. Pure: each check takes what the files say and gives what is wrong, a line each.
 */
import { createRequire } from 'node:module'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

type Versions = Readonly<Record<string, string>>

export interface Manifest {
  readonly dependencies: Versions
  readonly devDependencies: Versions
  readonly peerDependencies: Versions
}

/** One package of a lockfile of version 3. */
export interface Locked {
  readonly version?: string
  readonly license?: string
  readonly integrity?: string
  readonly resolved?: string
  readonly hasInstallScript?: boolean
  readonly dependencies?: Versions
  readonly peerDependencies?: Versions
  readonly optionalDependencies?: Versions
}

/** By place, `node_modules/a/node_modules/b`; the package itself has the empty one. */
export type Packages = Readonly<Record<string, Locked>>

/** A licence as SPDX has it, parsed. */
type Expression =
  | { readonly license: string }
  | { readonly left: Expression; readonly conjunction: 'and' | 'or'; readonly right: Expression }

export type Exceptions = Readonly<Record<string, { readonly license: string; readonly reason: string }>>

// -------------------------------------------------------------------------------------
// what is allowed
// -------------------------------------------------------------------------------------

/** Licences that ask for no more than a notice. */
export const allowed: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'PSF-2.0',
  'Python-2.0',
  'Unlicense',
])

/** Other licences, of tools alone: none of them is in the published package or in what it needs. */
export const exceptions: Exceptions = {
  'axe-core': {
    license: 'MPL-2.0',
    reason: 'unchanged, in tests of pages; its terms bind copies of its own files alone',
  },
  'caniuse-lite': { license: 'CC-BY-4.0', reason: 'a table of browsers, read by a tool; its authors are named in it' },
  'spdx-exceptions': { license: 'CC-BY-3.0', reason: 'a list of names, read by tools; its authors are named in it' },
  spawndamnit: { license: 'SEE LICENSE IN LICENSE', reason: 'the file has the text of the MIT licence' },
}

/** Tools that run a script when they are installed. */
export const installers: Readonly<Record<string, string>> = {
  esbuild: 'puts the program of its platform in place; works without',
}

// -------------------------------------------------------------------------------------
// packages
// -------------------------------------------------------------------------------------

/** The name of the package that lies at a place. */
export const nameAt = (place: string): string =>
  place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length)

/** Every package but this one, with its place. */
export const entriesOf = (packages: Packages): ReadonlyArray<readonly [place: string, locked: Locked]> =>
  Object.entries(packages).filter(([place]) => place !== '')

/** Where Node finds a package that one at a place asks for. */
const placeOf = (packages: Packages, from: string, name: string): string | undefined => {
  const place = `${from === '' ? '' : `${from}/`}node_modules/${name}`
  if (packages[place] !== undefined) return place
  const outer = from.lastIndexOf('/node_modules/')
  return from === '' ? undefined : placeOf(packages, outer < 0 ? '' : from.slice(0, outer), name)
}

/** The places of all that those packages need at run time, themselves included. */
export const closureOf = (packages: Packages, names: ReadonlyArray<string>): ReadonlySet<string> => {
  const reached = new Set(names.flatMap((name) => placeOf(packages, '', name) ?? []))
  for (const place of reached) {
    const { dependencies, optionalDependencies } = packages[place] as Locked
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const found = placeOf(packages, place, name)
      if (found !== undefined) reached.add(found)
    }
  }
  return reached
}

/** What users of the package install with it: its dependencies, its peers, and all that those need. */
export const runTime = (manifest: Manifest, packages: Packages): ReadonlySet<string> =>
  closureOf(packages, Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }))

// -------------------------------------------------------------------------------------
// checks
// -------------------------------------------------------------------------------------

// The parser of SPDX has no types of its own; it gives this form, and throws at what is no expression.
const parse = createRequire(import.meta.url)('spdx-expression-parse') as (text: string) => Expression

const permits = (expression: Expression): boolean => {
  if ('license' in expression) return allowed.has(expression.license)
  const [left, right] = [permits(expression.left), permits(expression.right)]
  return expression.conjunction === 'or' ? left || right : left && right
}

export const isPermissive = (license: string): boolean => {
  try {
    return permits(parse(license))
  } catch {
    return false
  }
}

export const licenceFaults = (manifest: Manifest, packages: Packages): ReadonlyArray<string> => {
  const needed = runTime(manifest, packages)
  const used = new Set<string>()
  const found = entriesOf(packages).flatMap(([place, { license = 'no licence' }]): ReadonlyArray<string> => {
    if (isPermissive(license)) return []
    const name = nameAt(place)
    if (exceptions[name]?.license !== license) return [`${name}: ${license} is not allowed`]
    used.add(name)
    return needed.has(place) ? [`${name}: ${license} is not allowed at run time`] : []
  })
  const idle = Object.keys(exceptions).filter((name) => !used.has(name))
  return [...found, ...idle.map((name) => `${name}: nothing needs its exception`)]
}

export const lockFaults = (manifest: Manifest, packages: Packages): ReadonlyArray<string> => {
  const needed = runTime(manifest, packages)
  return entriesOf(packages).flatMap(([place, { integrity = '', resolved, hasInstallScript }]) => {
    const name = nameAt(place)
    return [
      ...(/^sha512-[A-Za-z\d+/]{86}==$/.test(integrity) ? [] : [`${place}: no SHA-512`]),
      // A host would bind every clone to one registry.
      ...(resolved === undefined ? [] : [`${place}: resolved from ${resolved}`]),
      ...(hasInstallScript === true && needed.has(place) ? [`${place}: an install script at run time`] : []),
      ...(hasInstallScript === true && installers[name] === undefined ? [`${place}: an install script`] : []),
    ]
  })
}

const exact = /^(npm:(@[\w.-]+\/)?[\w.-]+@)?\d+\.\d+\.\d+$/

/** Versions of what is installed here are exact; those of peers are ranges, since users choose them. */
export const versionFaults = ({ dependencies, devDependencies }: Manifest): ReadonlyArray<string> =>
  Object.entries({ ...dependencies, ...devDependencies })
    .filter(([, version]) => !exact.test(version))
    .map(([name, version]) => `${name}: ${version} is not exact`)

/** What tables of a page name in their first column, by the page's section. */
export const tabled = (page: string, section: string): ReadonlyArray<string> => {
  const start = page.indexOf(`\n## ${section}\n`)
  const end = page.indexOf('\n## ', start + 1)
  const text = start < 0 ? '' : page.slice(start, end < 0 ? undefined : end)
  return [...text.matchAll(/^\| (`[^|]*)\|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
  )
}

/** Whether a name of a table, `@scope/*` for a whole scope, is of a package. */
const names = (row: string, name: string): boolean =>
  row.endsWith('/*') ? name.startsWith(row.slice(0, -1)) : row === name

/** `wanted` each need a row; a row is for one of `known`. */
const tableFaults = (
  page: string,
  section: string,
  wanted: ReadonlyArray<string>,
  known: ReadonlyArray<string>,
): ReadonlyArray<string> => {
  const rows = tabled(page, section)
  return [
    ...wanted
      .filter((name) => !rows.some((row) => names(row, name)))
      .map((name) => `${name}: no reason under "${section}"`),
    ...rows.filter((row) => !known.some((name) => names(row, name))).map((row) => `${row}: a reason, and no package`),
  ]
}

/** A tool that is a peer too needs no second reason. */
export const reasonFaults = (
  { dependencies, peerDependencies, devDependencies }: Manifest,
  page: string,
): ReadonlyArray<string> => {
  const used = Object.keys({ ...dependencies, ...peerDependencies })
  const tools = Object.keys(devDependencies)
  return [
    ...tableFaults(page, 'At run time', used, used),
    ...tableFaults(
      page,
      'For development',
      tools.filter((name) => !used.includes(name)),
      tools,
    ),
  ]
}
