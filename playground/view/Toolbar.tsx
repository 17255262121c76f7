/**
 * What can be done with the payload: samples, indentation, a link.
 */

import type { ComponentChild } from 'preact'
import type { Props } from './Page.js'

export const Toolbar = ({ state, dispatch }: Props): ComponentChild => {
  const isDomain = state.form === 'domain'
  return (
    <div class="toolbar">
      <form
        class="samples"
        onSubmit={(event) => {
          event.preventDefault()
          dispatch({ _tag: 'SampleAsked', broken: false })
        }}
      >
        <button type="submit" class="button">
          Sample
        </button>
        <button
          type="button"
          class="button"
          disabled={isDomain}
          title={isDomain ? 'Broken samples are of the wire form' : 'A sample in which one thing is wrong'}
          onClick={() => dispatch({ _tag: 'SampleAsked', broken: true })}
        >
          Broken sample
        </button>
        <label class="seed">
          Seed
          <input
            type="text"
            inputMode="numeric"
            size={6}
            maxLength={10}
            autocomplete="off"
            value={state.seed}
            title="The same seed gives the same sample"
            onInput={(event) => dispatch({ _tag: 'SeedTyped', seed: event.currentTarget.value })}
          />
        </label>
      </form>
      <div class="row">
        <button type="button" class="button" onClick={() => dispatch({ _tag: 'Indented' })}>
          Indent
        </button>
        <button type="button" id="share" class="button" onClick={() => dispatch({ _tag: 'ShareAsked' })}>
          Share
        </button>
      </div>
    </div>
  )
}
