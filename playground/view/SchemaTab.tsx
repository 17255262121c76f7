/**
 * The JSON Schema of what is checked, and what it cannot say.
 */

import type { ComponentChild } from 'preact'
import type { Unsaid } from '../../lib/interpret/jsonSchema/index.js'
import { jsonSchema } from '../../lib/interpret/jsonSchema/index.js'
import type { Schema } from '../../lib/schema/Schema.js'
import { closed } from '../../lib/shape/shapeOf.js'
import { pathText } from '../../lib/value/Issue.js'
import type { AnyTyped } from '../model/subject.js'
import { shapeOfSubject } from '../model/subject.js'
import type { Form } from '../model/textPath.js'
import { kept } from './kept.js'
import { Listing } from './Listing.js'
import type { TabProps } from './Results.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

interface Made {
  readonly text: string
  readonly lines: number
  readonly unsaid: ReadonlyArray<Unsaid>
}

/** `make` takes no members that it does not know; readers of the wire pass over them. */
const madeOf = (shape: AnyTyped, side: Form): Made => {
  const { schema, unsaid } = jsonSchema(side === 'domain' ? closed(shape) : shape, { side })
  const text = JSON.stringify(schema, null, 2)
  return { text, lines: text.split('\n').length, unsaid }
}

const schemas: { readonly [F in Form]: (schema: Schema, shape: AnyTyped) => Made } = {
  wire: kept((_: Schema, shape: AnyTyped) => madeOf(shape, 'wire')),
  domain: kept((_: Schema, shape: AnyTyped) => madeOf(shape, 'domain')),
}

// -------------------------------------------------------------------------------------
// view
// -------------------------------------------------------------------------------------

/** The longest text that is shown; it is copied whole. Units: UTF-16 units. */
const mostShown = 300_000

/** Constraints that are listed. */
const mostListed = 100

const Unsaids = ({ unsaid }: { readonly unsaid: ReadonlyArray<Unsaid> }): ComponentChild =>
  unsaid.length === 0 ? (
    <p class="lead">It says every constraint that is checked here.</p>
  ) : (
    <details class="unsaid">
      <summary>
        {unsaid.length === 1 ? 'One constraint' : `${unsaid.length} constraints`} that it cannot say, and that are
        checked here
      </summary>
      <ul>
        {unsaid.slice(0, mostListed).map(({ path, constraint, why, everywhere }, i) => (
          <li key={i}>
            <code>{everywhere === true ? 'everywhere' : pathText(path)}</code> {constraint}: {why}
          </li>
        ))}
        {unsaid.length > mostListed && <li>and {unsaid.length - mostListed} more</li>}
      </ul>
    </details>
  )

export const SchemaTab = ({ state, dispatch }: TabProps): ComponentChild => {
  const shape = shapeOfSubject(state.subject)
  const { text, lines, unsaid } = schemas[state.form](shape.schema, shape)
  return (
    <>
      <p class="lead">
        The {state.subject.side} as JSON Schema of draft 2020-12, in the form of{' '}
        {state.form === 'wire' ? 'the wire' : 'the domain'}.
      </p>
      <Unsaids unsaid={unsaid} />
      <Listing
        label={`JSON Schema, ${lines.toLocaleString('en')} lines`}
        text={text}
        shown={mostShown}
        what="The schema is"
        dispatch={dispatch}
      />
    </>
  )
}
