/**
 * Every issue; each leads to its place in the text.
 */

import type { ComponentChild } from 'preact'
import type { Dispatch } from '../commands.js'
import type { Mark } from '../model/analyse.js'

/** Issues that are listed. */
const mostListed = 200

const IssueLine = ({ mark, dispatch }: { readonly mark: Mark; readonly dispatch: Dispatch }): ComponentChild => (
  <li class={mark.level}>
    <button type="button" onClick={() => dispatch({ _tag: 'Jumped', start: mark.start, end: mark.end })}>
      <span class="where">
        {mark.line}:{mark.column}
      </span>
      <span class="what">
        <code class="path">{mark.path}</code>
        <span>
          {mark.level === 'warning'
            ? 'unknown to the model; readers pass over it'
            : `expected ${mark.expected}, got ${mark.actual}`}
        </span>
      </span>
      <span class="code">{mark.code}</span>
    </button>
  </li>
)

export const Issues = ({
  marks,
  dispatch,
}: {
  readonly marks: ReadonlyArray<Mark>
  readonly dispatch: Dispatch
}): ComponentChild =>
  marks.length === 0 ? null : (
    <div class="issues">
      <ol aria-label="Issues" class="issue-list">
        {marks.slice(0, mostListed).map((mark, i) => (
          <IssueLine key={i} mark={mark} dispatch={dispatch} />
        ))}
      </ol>
      {marks.length > mostListed && <p class="hint">and {(marks.length - mostListed).toLocaleString('en')} more</p>}
    </div>
  )
