/**
 * The whole page from the state.
 */

import type { ComponentChild } from 'preact'
import type { Dispatch } from '../commands.js'
import type { State } from '../model/State.js'
import { current } from '../model/update.js'
import { Editor } from './Editor.js'
import { Issues } from './Issues.js'
import { Results } from './Results.js'
import { SharePanel } from './SharePanel.js'
import { SubjectBar } from './SubjectBar.js'
import { Toolbar } from './Toolbar.js'
import { verdictOf } from './verdict.js'

export interface Props {
  readonly state: State
  readonly dispatch: Dispatch
}

export const Page = ({ state, dispatch }: Props): ComponentChild => {
  // While somebody types, what was found last stays in sight.
  const { analysis, marks } = state
  const verdict = verdictOf(analysis)
  return (
    <div class={state.dragged ? 'page dragged' : 'page'}>
      <SubjectBar state={state} dispatch={dispatch} />
      <div class="columns">
        <section class="card payload" aria-labelledby="payload-heading" aria-busy={current(state) === undefined}>
          <div class="heading">
            <h2 id="payload-heading">Payload</h2>
            <p class={`verdict ${verdict.tone}`} role="status" id="verdict">
              {verdict.text}
            </p>
          </div>
          <Toolbar state={state} dispatch={dispatch} />
          <SharePanel state={state} dispatch={dispatch} />
          <Editor text={state.text} marks={marks} invalid={verdict.tone === 'bad'} dispatch={dispatch} />
          <Issues marks={marks} dispatch={dispatch} />
        </section>
        <Results state={state} analysis={analysis} dispatch={dispatch} />
      </div>
    </div>
  )
}
