/**
 * Compiles `schemas/` to `build/`, typia's types to checks on the way: typia is a transformer of the compiler.
 */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import transform from 'typia/lib/transform'
import { benchFolder } from './places.mjs'

const text = (diagnostics) =>
  ts.formatDiagnostics(diagnostics, {
    getCurrentDirectory: () => benchFolder,
    getCanonicalFileName: (name) => name,
    getNewLine: () => '\n',
  })

/** Throws where a schema does not compile, with what the compiler says. */
export const compileSchemas = () => {
  const path = join(benchFolder, 'tsconfig.json')
  const config = ts.parseJsonConfigFileContent(ts.readConfigFile(path, ts.sys.readFile).config, ts.sys, benchFolder)
  const program = ts.createProgram(config.fileNames, config.options)
  const found = [...ts.getPreEmitDiagnostics(program)]
  rmSync(join(benchFolder, 'build'), { recursive: true, force: true })
  const emitted = program.emit(undefined, undefined, undefined, undefined, {
    before: [transform(program, {}, { addDiagnostic: (one) => found.push(one) - 1 })],
  })
  const all = [...found, ...emitted.diagnostics]
  if (all.length > 0) throw new Error(text(all))
}
