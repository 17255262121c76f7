// A test runner for Stryker. Shapes keep what they compile, so a mutant that acts while something is compiled would be missed, or
// would spoil the runs after its own, if module state lived on. Here each run evaluates the bundle anew in one process: every mutant
// meets a fresh library, and none needs a process of its own.
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import vm from 'node:vm'
import { INSTRUMENTER_CONSTANTS } from '@stryker-mutator/api/core'
import { commonTokens, declareFactoryPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin'
import * as fc from 'fast-check'
import Mocha from 'mocha'
import { bundle } from './bundle.mjs'
import { chosen } from './sample.mjs'
import { counting, measuring } from './tests.mjs'

const { NAMESPACE } = INSTRUMENTER_CONSTANTS

/** The titles of tests that are fit to be run once for each mutant. */
const fit = new RegExp(`^(?!.*(${counting.source}|${measuring.source}))`)

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

const scriptOf = async (root, paths) => {
  const text = (await bundle(root, paths)).replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n')
  return new vm.Script(`(function (require, module, exports) {${text}\n})`, {
    filename: join(root, 'coverage', 'tests.cjs'),
    importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  })
}

/** Stands for every test of a bundle that does not load. */
const unloaded = 'load'

/** A reporter that says nothing: results are kept, not told. */
function quiet() {}

const resultOf = (test, started) => ({
  id: test.fullTitle(),
  name: test.fullTitle(),
  timeSpentMs: performance.now() - started,
})

/** Evaluates the bundle and runs the tests whose full title `grep` takes; results in the order of the runs. */
const runTests = (script, load, { grep, bail, before }) =>
  new Promise((resolve) => {
    const mocha = new Mocha({ reporter: quiet, timeout: 0, bail, grep })
    mocha.suite.emit('pre-require', globalThis, 'tests.cjs', mocha)
    const module = { exports: {} }
    script.runInThisContext()(load, module, module.exports)
    const tests = []
    let started = 0
    const runner = mocha.run(() => {
      mocha.dispose()
      resolve(tests)
    })
    runner.on('test', (test) => {
      started = performance.now()
      before(test.fullTitle())
    })
    runner.on('pass', (test) => tests.push({ ...resultOf(test, started), status: 0 }))
    runner.on('fail', (test, error) =>
      tests.push({ ...resultOf(test, started), status: 1, failureMessage: String(error?.message ?? error) }),
    )
    runner.on('pending', (test) => tests.push({ ...resultOf(test, started), status: 2 }))
  })

/** The mutants that are run: all, or as many as asked, drawn from those that some test reaches. */
const draw = (coverage, { sample, seed, sampleFile }) => {
  const reached = new Set([...Object.keys(coverage.static), ...Object.values(coverage.perTest).flatMap(Object.keys)])
  const all = [...reached].sort((a, b) => Number(a) - Number(b))
  writeFileSync(
    sampleFile,
    JSON.stringify({ reached: all.length, ids: sample === undefined ? all : chosen(all, sample, seed) }),
  )
}

const titled = (ids) => new RegExp(`^(${ids.map(escaped).join('|')})$`)

/** How many tests are asked before all others, by what they killed of late in the same file. */
const most = 6

/** Which tests killed of late, by file; asked first, since neighbours fall to the same ones. */
const startKillers = () => {
  const byFile = new Map()
  return {
    likely: (file, filter) => {
      const taken = filter === undefined ? undefined : new Set(filter)
      return (byFile.get(file) ?? []).filter((id) => taken?.has(id) ?? true).slice(0, most)
    },
    add: (file, id) => byFile.set(file, [id, ...(byFile.get(file) ?? []).filter((one) => one !== id)].slice(0, 50)),
  }
}

const runner = (options) => {
  const root = process.cwd()
  const load = createRequire(join(root, 'package.json'))
  const asked = options.wireshape
  globalThis[NAMESPACE] ??= {}
  const context = globalThis[NAMESPACE]
  let script
  let drawn
  const killers = startKillers()
  const run = async (settings) => {
    try {
      return await runTests(script, load, settings)
    } catch (error) {
      // A bundle that does not load is a failure of each of its tests.
      return [{ id: unloaded, name: unloaded, timeSpentMs: 0, status: 1, failureMessage: String(error) }]
    }
  }
  return {
    capabilities: () => ({ reloadEnvironment: true }),
    init: async () => {
      // A counterexample need not be small.
      fc.configureGlobal({ ...fc.readConfigureGlobal(), endOnFailure: true })
      script = await scriptOf(root, asked.tests)
    },
    dryRun: async () => {
      context.activeMutant = undefined
      const tests = await run({
        grep: fit,
        bail: false,
        before: (title) => {
          context.currentTestId = title
        },
      })
      context.currentTestId = undefined
      draw(context.mutantCoverage, asked)
      return { status: 'complete', tests, mutantCoverage: context.mutantCoverage }
    },
    mutantRun: async ({ activeMutant, testFilter, hitLimit }) => {
      drawn ??= new Set(JSON.parse(readFileSync(asked.sampleFile, 'utf8')).ids)
      if (!drawn.has(activeMutant.id)) return { status: 'error', errorMessage: 'not drawn' }
      const likely = killers.likely(activeMutant.fileName, testFilter)
      const whole = testFilter === undefined ? fit : titled(testFilter)
      let tests = []
      let failed = []
      for (const grep of likely.length === 0 ? [whole] : [titled(likely), whole]) {
        context.hitCount = hitLimit === undefined ? undefined : 0
        context.hitLimit = hitLimit
        context.activeMutant = activeMutant.id
        tests = await run({ grep, bail: true, before: quiet })
        context.activeMutant = undefined
        if (context.hitCount !== undefined && context.hitCount > hitLimit)
          return { status: 'timeout', reason: `it was reached ${context.hitCount} times` }
        failed = tests.filter(({ status }) => status === 1)
        if (failed.length > 0) break
      }
      for (const { id } of failed) if (id !== unloaded) killers.add(activeMutant.fileName, id)
      return failed.length === 0
        ? { status: 'survived', nrOfTests: tests.length }
        : {
            status: 'killed',
            killedBy: failed.map(({ id }) => id),
            failureMessage: failed[0].failureMessage,
            nrOfTests: tests.length,
          }
    },
  }
}

runner.inject = tokens(commonTokens.options)

export const strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, 'bundle', runner)]

/** What `mutation.mjs` hands over. */
export const strykerValidationSchema = { properties: { wireshape: { type: 'object' } } }
