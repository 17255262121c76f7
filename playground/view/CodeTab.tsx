/**
 * The TypeScript that `wireshape generate` prints for the operation.
 */

import type { ComponentChild } from 'preact'
import type { GeneratedFile } from '../../lib/codegen/generate.js'
import { generate } from '../../lib/codegen/generate.js'
import type { AnyOperation, Service } from '../../lib/operation/Operation.js'
import { nameOf } from '../../lib/schema/Schema.js'
import { schemaOf } from '../model/subject.js'
import { kept } from './kept.js'
import { Listing } from './Listing.js'
import type { TabProps } from './Results.js'

const filesOf = kept(
  (operation: AnyOperation, service: Service): ReadonlyArray<GeneratedFile> =>
    generate(service, { operations: [operation.name] }),
)

/** The longest text that is shown. Units: UTF-16 units. */
const mostShown = 300_000

export const CodeTab = ({ state, dispatch }: TabProps): ComponentChild => {
  const { subject } = state
  const files = filesOf(subject.operation, subject.service)
  const own = `${nameOf(schemaOf(subject).id)}.ts`
  const shown = files.find(({ path }) => path === state.file) ?? files.find(({ path }) => path === own) ?? files[0]
  if (shown === undefined) return null
  return (
    <>
      <p class="lead">
        What <code>wireshape generate</code> prints for {subject.operation.name}: {files.length} files, of which a
        bundle keeps what it uses.
      </p>
      <div class="field">
        <label for="generated">File</label>
        <select id="generated" onChange={(event) => dispatch({ _tag: 'FileChosen', file: event.currentTarget.value })}>
          {files.map(({ path }) => (
            <option value={path} selected={path === shown.path}>
              {path}
            </option>
          ))}
        </select>
      </div>
      <Listing label={shown.path} text={shown.text} shown={mostShown} what="The file is" dispatch={dispatch} />
    </>
  )
}
