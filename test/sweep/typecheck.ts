/**
 * Generated services through TypeScript 7, against the sources of the library.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { generate } from '../../lib/codegen/index.js'
import type { Service } from '../../lib/index.js'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

const compilerOptions = {
  target: 'es2022',
  module: 'nodenext',
  moduleResolution: 'nodenext',
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noUnusedLocals: true,
  verbatimModuleSyntax: true,
  isolatedDeclarations: true,
  declaration: true,
  noEmit: true,
  skipLibCheck: true,
  types: [],
  lib: ['es2022', 'dom'],
  paths: {
    wireshape: [join(root, 'lib/index.ts')],
    'wireshape/shape': [join(root, 'lib/shape/index.ts')],
    'wireshape/value': [join(root, 'lib/value/index.ts')],
    'wireshape/md5': [join(root, 'lib/operation/md5.ts')],
  },
}

export interface Checked {
  readonly files: number
  readonly characters: number
  /** The compiler's own lines. */
  readonly errors: ReadonlyArray<string>
}

/** Generates those services into a folder that is removed afterwards, and checks them all at once. */
export const typeCheck = (services: ReadonlyArray<readonly [name: string, service: Service]>): Checked => {
  const folder = mkdtempSync(join(tmpdir(), 'wireshape-sweep-'))
  try {
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['out/**/*.ts'] }))
    let files = 0
    let characters = 0
    for (const [name, service] of services) {
      const out = join(folder, 'out', name)
      mkdirSync(out, { recursive: true })
      for (const { path, text } of generate(service)) {
        files++
        characters += text.length
        writeFileSync(join(out, path), text)
      }
    }
    try {
      execFileSync(process.execPath, [join(root, 'node_modules/ts7/bin/tsc'), '--pretty', 'false', '-p', folder], {
        encoding: 'utf8',
        maxBuffer: 2 ** 28,
      })
      return { files, characters, errors: [] }
    } catch (error) {
      const told = (error as { readonly stdout?: string }).stdout ?? String(error)
      return { files, characters, errors: told.split('\n').filter((line) => line !== '') }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
