/**
 * Text of a machine with a heading and a button that copies it. It scrolls by itself, so it takes the focus.
 */

import type { ComponentChild } from 'preact'
import type { Dispatch } from '../commands.js'

export const Listing = ({
  label,
  text,
  wraps = false,
  shown = Number.POSITIVE_INFINITY,
  what,
  dispatch,
}: {
  readonly label: string
  readonly text: string
  readonly wraps?: boolean
  /** The most that is shown; all is copied. Units: UTF-16 units. */
  readonly shown?: number
  /** Begins the sentence that says that it was copied: `The body is`. */
  readonly what: string
  readonly dispatch: Dispatch
}): ComponentChild => (
  <figure class="listing">
    <figcaption>
      <span>{label}</span>
      <button type="button" class="button quiet" onClick={() => dispatch({ _tag: 'CopyAsked', text, what })}>
        Copy
      </button>
    </figcaption>
    <section class="scroller" aria-label={label} tabIndex={0}>
      <pre class={wraps ? 'wraps' : ''}>
        <code>{text.slice(0, shown)}</code>
      </pre>
    </section>
    {text.length > shown && <p class="hint cut">Only its beginning is shown; all of it is copied.</p>}
  </figure>
)
