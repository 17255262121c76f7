/**
 * The packages that this one needs, as far as no network is asked; `npm run supply-chain` asks a registry for advisories too.
 */
import assert from 'node:assert/strict'
import type { Manifest, Packages } from './checks.js'
import {
  closureOf,
  entriesOf,
  isPermissive,
  licenceFaults,
  lockFaults,
  nameAt,
  reasonFaults,
  runTime,
  tabled,
  versionFaults,
} from './checks.js'
import { billOfMaterials, manifest, packages, page, settings } from './files.js'

const none = (faults: ReadonlyArray<string>): void => assert.equal(faults.join('\n'), '')

describe('supply chain', () => {
  it('every package has a licence that is allowed, or an exception that is explained', () => {
    none(licenceFaults(manifest, packages))
    console.log(
      `        ${entriesOf(packages).length} packages, ${runTime(manifest, packages).size} of them at run time`,
    )
  })

  it('the lockfile has a hash of each, no host, and no install script at run time', () =>
    none(lockFaults(manifest, packages)))

  it('versions are exact', () => none(versionFaults(manifest)))

  it('npm keeps it so', () => {
    for (const line of ['omit-lockfile-registry-resolved=true', 'save-exact=true'])
      assert.ok(settings.includes(line), line)
  })

  it('docs/dependencies.md has a reason for each package, and for no other', () => none(reasonFaults(manifest, page)))

  it('the bill of materials has what is installed with the package, and nothing else', async () => {
    const { bomFormat, components } = await billOfMaterials()
    assert.equal(bomFormat, 'CycloneDX')
    const wanted = [...closureOf(packages, Object.keys(manifest.dependencies))].map((place) => {
      const name = nameAt(place)
      return `pkg:npm/${name.replace('@', '%40')}@${packages[place]?.version}`
    })
    assert.deepEqual(components.map(({ purl }) => purl).sort(), wanted.sort())
  })
})

describe('the checks of the supply chain', () => {
  const hash = `sha512-${'A'.repeat(86)}==`
  const locked = { version: '1.0.0', license: 'MIT', integrity: hash }
  const of = (more: Partial<Manifest>): Manifest => ({
    dependencies: {},
    devDependencies: {},
    peerDependencies: {},
    ...more,
  })
  const withA = of({ dependencies: { a: '1.0.0' } })
  const excepted: Packages = {
    'node_modules/axe-core': { ...locked, license: 'MPL-2.0' },
    'node_modules/caniuse-lite': { ...locked, license: 'CC-BY-4.0' },
    'node_modules/spdx-exceptions': { ...locked, license: 'CC-BY-3.0' },
    'node_modules/spawndamnit': { ...locked, license: 'SEE LICENSE IN LICENSE' },
  }

  it('tell licences', () => {
    for (const good of ['MIT', '(MIT OR GPL-3.0-only)', 'MIT AND ISC', '(MIT AND (GPL-2.0-only OR 0BSD))'])
      assert.ok(isPermissive(good), good)
    for (const bad of [
      'GPL-3.0-only',
      'MIT AND GPL-3.0-only',
      'UNLICENSED',
      'SEE LICENSE IN LICENSE',
      '',
      'no licence',
    ])
      assert.ok(!isPermissive(bad), bad)
    assert.deepEqual(licenceFaults(withA, { ...excepted, 'node_modules/a': { ...locked, license: 'GPL-3.0-only' } }), [
      'a: GPL-3.0-only is not allowed',
    ])
    assert.deepEqual(licenceFaults(of({ dependencies: { 'axe-core': '1.0.0' } }), excepted), [
      'axe-core: MPL-2.0 is not allowed at run time',
    ])
    const { 'node_modules/spawndamnit': _, ...fewer } = excepted
    assert.deepEqual(licenceFaults(withA, fewer), ['spawndamnit: nothing needs its exception'])
  })

  it('find what lies below, where Node finds it', () => {
    const nested: Packages = {
      '': {},
      'node_modules/a': { ...locked, dependencies: { b: '1' }, optionalDependencies: { c: '1' } },
      'node_modules/b': { ...locked },
      'node_modules/a/node_modules/b': { ...locked, dependencies: { c: '1' } },
      'node_modules/c': { ...locked, hasInstallScript: true },
      'node_modules/d': { ...locked, hasInstallScript: true },
    }
    assert.deepEqual(
      [...closureOf(nested, ['a', 'absent'])],
      ['node_modules/a', 'node_modules/a/node_modules/b', 'node_modules/c'],
    )
    assert.deepEqual(lockFaults(withA, nested), [
      'node_modules/c: an install script at run time',
      'node_modules/c: an install script',
      'node_modules/d: an install script',
    ])
  })

  it('ask for a hash and for no host', () =>
    assert.deepEqual(
      lockFaults(of({}), {
        'node_modules/a': { ...locked, integrity: 'sha1-xyz' },
        'node_modules/@b/c': { ...locked, resolved: 'https://registry.example.com/c.tgz' },
      }),
      ['node_modules/a: no SHA-512', 'node_modules/@b/c: resolved from https://registry.example.com/c.tgz'],
    ))

  it('ask for exact versions, aliases too', () =>
    assert.deepEqual(
      versionFaults(
        of({ dependencies: { a: '^1.0.0', b: '1.0.0' }, devDependencies: { c: 'npm:@d/e@5.0.4', f: 'npm:e@5' } }),
      ),
      ['a: ^1.0.0 is not exact', 'f: npm:e@5 is not exact'],
    ))

  it('read the tables of a section, with every name of a cell', () => {
    const text =
      '# D\n\n## At run time\n\n| package | why |\n| --- | --- |\n| `a`, `@b/*` | x `y` |\n\n## For development\n\n| `c`, peer | z |\n'
    assert.deepEqual(tabled(text, 'At run time'), ['a', '@b/*'])
    assert.deepEqual(reasonFaults(of({ dependencies: { a: '1', '@b/c': '1', d: '1' } }), text), [
      'd: no reason under "At run time"',
      'c: a reason, and no package',
    ])
  })
})
