/**
 * The names of generated declarations: the model's own, unless TypeScript or another declaration has them.
 */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import ts from 'typescript'
import { operationNames, serviceName, shapeNames } from '../../lib/codegen/names.js'
import type { Schema } from '../../lib/schema/index.js'
import { simple } from '../../lib/schema/Schema.js'

const schemas = (names: ReadonlyArray<string>): ReadonlyArray<Schema> =>
  names.map((name, i) => simple('string', `x${i}#${name}`, {}))

const named = (names: ReadonlyArray<string>, others: ReadonlyArray<string> = []): ReadonlyArray<string> => [
  ...shapeNames(schemas(names), others).values(),
]

describe('names of declarations', () => {
  it('are the names of shapes, with underscores where they are reserved or taken', () => {
    assert.deepEqual(named(['EmailAddress', 'class', 'Date', 'S', 'await', '__proto__']), [
      'EmailAddress',
      'class_',
      'Date_',
      'S_',
      'await_',
      '__proto___',
    ])
    assert.deepEqual(named(['A', 'A', 'A_']), ['A', 'A_', 'A__'])
    assert.deepEqual(named(['timestamp', 'Timestamp']), ['timestamp', 'Timestamp'])
    assert.deepEqual(named(['a.b', '2FA', '', 'naïve', 'x y']), ['a_b', '_2FA', '_', 'na_ve', 'x_y'])
  })

  it('leave room for the types beside them, whichever comes first', () => {
    assert.deepEqual(named(['Reference', 'Reference_Value']), ['Reference', 'Reference_Value_'])
    assert.deepEqual(named(['Reference_Value', 'Reference']), ['Reference_Value', 'Reference_'])
    assert.deepEqual(named(['Email', 'EmailBrand']), ['Email', 'EmailBrand_'])
  })

  it('leave operations theirs', () =>
    assert.deepEqual(named(['SendEmail', 'SendEmail_Error', 'Other'], ['SendEmail', 'SendEmail_Error']), [
      'SendEmail_',
      'SendEmail_Error_',
      'Other',
    ]))

  it('of operations and services, by the same rule', () => {
    assert.deepEqual(operationNames(['Send', 'Op', 'delete', "a'; b", 'Send']), [
      'Send',
      'Op_',
      'delete_',
      'a___b',
      'Send_',
    ])
    assert.deepEqual(operationNames(['Send_Error', 'Send']), ['Send_Error', 'Send_'])
    assert.equal(serviceName('Connect', ['Other']), 'Connect')
    assert.equal(serviceName('Connect', ['Connect']), 'ConnectService')
    assert.equal(serviceName('S', ['SService']), 'SService_')
    assert.equal(serviceName("'; x", []), 'x')
    assert.equal(serviceName('3 D', []), '_3D')
  })

  it('are identifiers of modules, and differ with all that stands beside them', () => {
    const name = fc.oneof(
      fc.string(),
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(
        'a',
        'A',
        'A_',
        'A_Input',
        'ABrand',
        'constructor',
        'let',
        'static',
        'yield',
        'Op',
        'V',
        'exports',
      ),
    )
    fc.assert(
      fc.property(fc.array(name, { maxLength: 12 }), (names) => {
        const given = named(names)
        const all = given.flatMap((one) => ['', '_Input', '_Value', 'Brand'].map((suffix) => `${one}${suffix}`))
        assert.equal(new Set(all).size, all.length)
        const text = given
          .map((one) => `export const ${one} = 1; export interface ${one} {}; export declare namespace ${one} {}`)
          .join('\n')
        const { diagnostics } = ts.transpileModule(text, {
          reportDiagnostics: true,
          compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022 },
        })
        assert.deepEqual(
          diagnostics?.map(({ messageText }) => messageText),
          [],
        )
      }),
      { numRuns: 300 },
    )
  })
})
