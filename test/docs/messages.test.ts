/**
 * What an editor shows: hovers and complaints of the compiler name shapes and never print walls of members.
 */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import ts from 'typescript'
import { root } from './pages.js'

const file = join(root, 'test', 'docs', 'edited.ts')

const source = `
import * as S from '../../lib/shape/index.js'
import type { Cases } from '../../lib/value/index.js'
import { match } from '../../lib/value/index.js'
import { restJson1 } from '../../lib/index.js'
import { EmailAddress, EmailAddressInfo, StartEmailContact, StartEmailContactRequest } from '../../lib/connect/index.js'
declare const request: StartEmailContactRequest
declare const cases: Omit<Cases<number>, 'Null'>
declare const text: string

const value = StartEmailContactRequest.encode(request)
const made = EmailAddressInfo.make({ emailAddress: '' })
const read = StartEmailContactRequest.decode(value)
const client = restJson1.client(StartEmailContact)
const Point = S.inferred('example#Point', { x: ['X', () => S.Prelude.Double, 1], label: ['Label', () => S.Prelude.String] })
const point = Point.make({ x: 0 })

const address: EmailAddress = text
const info: EmailAddressInfo = { emailAddress: text }
const misspelt: EmailAddressInfo = { emailAddress: request.destinationEmailAddress, display: text }
StartEmailContactRequest.make({ instanceId: text, fromEmailAddress: { emailAddress: text }, destinationEmailAddress: text })
StartEmailContactRequest.encode({ ...request, name: text })
match<number>(cases)
`

/** The language service of one file, as editors run it. */
const service = (): ts.LanguageService => {
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(join(root, 'tsconfig.test.json'), ts.sys.readFile).config,
    ts.sys,
    root,
  )
  const textOf = (path: string): string | undefined => (path === file ? source : ts.sys.readFile(path))
  return ts.createLanguageService({
    getCompilationSettings: () => ({ ...options, types: [], noUnusedLocals: false, isolatedDeclarations: false }),
    getScriptFileNames: () => [file],
    getScriptVersion: () => '1',
    getScriptSnapshot: (path) => {
      const text = textOf(path)
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text)
    },
    getCurrentDirectory: () => root,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (path) => path === file || ts.sys.fileExists(path),
    readFile: textOf,
  })
}

describe('messages of the compiler', () => {
  let editor: ts.LanguageService
  const hover = (name: string): string => {
    const at = source.indexOf(`const ${name} `) + 'const '.length
    return ts.displayPartsToString(editor.getQuickInfoAtPosition(file, at)?.displayParts)
  }
  before(() => {
    editor = service()
  })

  it('hovers name the shape', () => {
    assert.equal(hover('value'), 'const value: StartEmailContactRequest_Value')
    assert.equal(hover('made'), 'const made: Validation<EmailAddressInfo>')
    assert.equal(hover('read'), 'const read: Validation<StartEmailContactRequest>')
    assert.equal(
      hover('client'),
      'const client: Client<StartEmailContactRequest, StartEmailContactResponse, StartEmailContact_Error, "total">',
    )
    assert.equal(
      hover('point').replace(/\s+/g, ' '),
      'const point: Validation<{ readonly x: number; readonly label?: string; }>',
    )
  })

  it('complaints name the shape and the member', () => {
    const complaints = editor
      .getSemanticDiagnostics(file)
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n').split('\n'))
      // The literals of the source itself are printed whole.
      .map((lines) => lines.map((line) => line.trim().replace(/'\{ .* \}'/, "'{ … }'")))
    assert.deepEqual(complaints, [
      [
        "Type 'string' is not assignable to type 'EmailAddress'.",
        "Type 'string' is not assignable to type 'Brand<EmailAddressBrand>'.",
      ],
      [
        "Type 'string' is not assignable to type 'EmailAddress'.",
        "Type 'string' is not assignable to type 'Brand<EmailAddressBrand>'.",
      ],
      ["Object literal may only specify known properties, and 'display' does not exist in type 'EmailAddressInfo'."],
      [
        "Argument of type '{ … }' is not assignable to parameter of type 'StartEmailContactRequest_Input'.",
        "Property 'emailMessage' is missing in type '{ … }' but required in type 'StartEmailContactRequest_Input'.",
      ],
      [
        "Type 'string' is not assignable to type 'Name'.",
        "Type 'string' is not assignable to type 'Brand<NameBrand>'.",
      ],
      [
        "Argument of type 'Omit<Cases<number>, \"Null\">' is not assignable to parameter of type 'Cases<number>'.",
        "Property 'Null' is missing in type 'Omit<Cases<number>, \"Null\">' but required in type 'Cases<number>'.",
      ],
    ])
  })
})
