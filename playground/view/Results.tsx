/**
 * What the payload comes to, under tabs.
 *
 * Source: WAI-ARIA Authoring Practices 1.2, "Tabs With Automatic Activation".
 */

import type { ComponentChild } from 'preact'
import type { Analysis } from '../model/analyse.js'
import type { Tab } from '../model/State.js'
import { tabs } from '../model/State.js'
import { CodeTab } from './CodeTab.js'
import { HttpTab } from './HttpTab.js'
import type { Props } from './Page.js'
import { SchemaTab } from './SchemaTab.js'
import { ValueTab } from './ValueTab.js'

export interface TabProps extends Props {
  /** `undefined` while the text is being checked. */
  readonly analysis: Analysis | undefined
}

const titles: { readonly [T in Tab]: string } = {
  value: 'Value',
  http: 'HTTP',
  typescript: 'TypeScript',
  schema: 'JSON Schema',
}

const panels: { readonly [T in Tab]: (props: TabProps) => ComponentChild } = {
  value: ValueTab,
  http: HttpTab,
  typescript: CodeTab,
  schema: SchemaTab,
}

const tabId = (tab: Tab): string => `tab-${tab}`

export const Results = ({ state, analysis, dispatch }: TabProps): ComponentChild => {
  const choose = (tab: Tab): void => {
    dispatch({ _tag: 'TabChosen', tab })
    document.getElementById(tabId(tab))?.focus()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = tabs.indexOf(state.tab)
    const places: Readonly<Record<string, number>> = {
      ArrowRight: (at + 1) % tabs.length,
      ArrowLeft: (at + tabs.length - 1) % tabs.length,
      Home: 0,
      End: tabs.length - 1,
    }
    const to = Object.hasOwn(places, event.key) ? tabs[places[event.key] as number] : undefined
    if (to === undefined) return
    event.preventDefault()
    choose(to)
  }
  const Panel = panels[state.tab]
  return (
    <section class="card results" aria-labelledby="results-heading">
      <h2 id="results-heading" class="unseen">
        Results
      </h2>
      <div role="tablist" aria-label="Results" class="tabs" onKeyDown={onKeyDown}>
        {tabs.map((tab) => (
          <button
            type="button"
            role="tab"
            id={tabId(tab)}
            aria-selected={tab === state.tab}
            aria-controls="panel"
            tabIndex={tab === state.tab ? 0 : -1}
            onClick={() => choose(tab)}
          >
            {titles[tab]}
          </button>
        ))}
      </div>
      <div role="tabpanel" id="panel" class="panel" aria-labelledby={tabId(state.tab)} tabIndex={0}>
        <Panel state={state} analysis={analysis} dispatch={dispatch} />
      </div>
    </section>
  )
}
