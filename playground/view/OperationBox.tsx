/**
 * The operation, found by typing: a combobox with a list.
 *
 * Source: WAI-ARIA Authoring Practices 1.2, "Editable Combobox With List Autocomplete".
 */

import type { ComponentChild } from 'preact'
import type { AnyOperation } from '../../lib/operation/Operation.js'
import { searched } from '../model/subject.js'
import type { Props } from './Page.js'

/** Operations that the list shows; a name narrows them down. */
const mostShown = 60

const optionId = (i: number): string => `operation-option-${i}`

/** Keeps the option that is picked out in view. */
const reveal = (i: number): void => {
  setTimeout(() => document.getElementById(optionId(i))?.scrollIntoView({ block: 'nearest' }), 0)
}

export const OperationBox = ({ state: { subject, search }, dispatch }: Props): ComponentChild => {
  const { operations } = subject.service
  const found = searched(operations, search.text)
  const shown = found.slice(0, mostShown)
  const active = Math.min(search.active, shown.length - 1)
  const narrow = (change: Partial<typeof search>): void => dispatch({ _tag: 'Searched', search: change })
  const close = (): void => narrow({ open: false, text: '', active: 0 })
  const choose = (operation: AnyOperation | undefined): void => {
    if (operation === undefined) close()
    else dispatch({ _tag: 'OperationChosen', operation })
  }
  const move = (to: number): void => {
    const next = Math.max(0, Math.min(shown.length - 1, to))
    narrow({ open: true, active: next })
    reveal(next)
  }
  const open = (): void => {
    const at = Math.max(0, shown.indexOf(subject.operation))
    narrow({ open: true, text: '', active: at })
    reveal(at)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const keys: Readonly<Record<string, () => void>> = {
      ArrowDown: () => (search.open ? move(active + 1) : open()),
      ArrowUp: () => (search.open ? move(active - 1) : open()),
      PageDown: () => move(active + 8),
      PageUp: () => move(active - 8),
      Enter: () => (search.open ? choose(shown[active]) : open()),
      Escape: close,
    }
    const act = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined
    if (act === undefined || (!search.open && ['PageDown', 'PageUp', 'Escape'].includes(event.key))) return
    event.preventDefault()
    act()
  }
  return (
    <div class="field combobox">
      <label for="operation">
        Operation <span class="soft">of {operations.length.toLocaleString('en')}</span>
      </label>
      <input
        id="operation"
        type="text"
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={search.open}
        aria-controls="operation-list"
        aria-activedescendant={search.open && shown.length > 0 ? optionId(active) : undefined}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        placeholder={search.open ? subject.operation.name : undefined}
        value={search.open ? search.text : subject.operation.name}
        onInput={(event) => narrow({ open: true, text: event.currentTarget.value, active: 0 })}
        onClick={() => (search.open ? undefined : open())}
        onKeyDown={onKeyDown}
        // What is typed takes the place of the name.
        onFocus={(event) => event.currentTarget.select()}
        onBlur={() => (search.open ? close() : undefined)}
      />
      <div class="list" hidden={!search.open}>
        <div id="operation-list" role="listbox" aria-label="Operations" class="options-found">
          {shown.map((operation, i) => (
            <div
              key={operation.id}
              id={optionId(i)}
              role="option"
              tabIndex={-1}
              aria-selected={i === active}
              class={operation === subject.operation ? 'chosen' : ''}
              onMouseDown={(event) => {
                // The field keeps the focus, and the list with it until the choice is made.
                event.preventDefault()
                choose(operation)
              }}
            >
              {operation.name}
            </div>
          ))}
        </div>
        {found.length > shown.length && <p class="hint">and {found.length - shown.length} more: type to narrow down</p>}
        {found.length === 0 && <p class="hint">no operation has this in its name</p>}
      </div>
    </div>
  )
}
