/**
 * The link that was made, and what it leaves out.
 */

import type { ComponentChild } from 'preact'
import type { Props } from './Page.js'

export const SharePanel = ({ state: { shared }, dispatch }: Props): ComponentChild => {
  if (shared === undefined) return null
  return (
    <div class="share">
      {shared._tag === 'NoLink' ? (
        <p role="alert">{shared.reason}</p>
      ) : (
        <>
          <label for="link">Link to this page</label>
          <input id="link" type="text" readOnly value={shared.url} onFocus={(event) => event.currentTarget.select()} />
          <ul class="plain" id="link-notes">
            {shared.notes.map((note) => (
              <li>{note}</li>
            ))}
          </ul>
        </>
      )}
      <div class="row">
        {shared._tag === 'Link' && (
          <button
            type="button"
            class="button primary"
            onClick={() => dispatch({ _tag: 'CopyAsked', text: shared.url, what: 'The link is' })}
          >
            Copy the link
          </button>
        )}
        <button type="button" class="button quiet" onClick={() => dispatch({ _tag: 'ShareClosed' })}>
          Close
        </button>
      </div>
    </div>
  )
}
