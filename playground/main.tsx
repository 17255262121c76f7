/**
 * The page's one loop: a message makes a state, a state makes the view.
 */

import { render } from 'preact'
import { isLeft } from '../lib/value/either.js'
import type { Dispatch } from './commands.js'
import { interpreter } from './commands.js'
import { readLink } from './model/link.js'
import type { Command, Message, State } from './model/State.js'
import { initial } from './model/State.js'
import { update } from './model/update.js'
import { Page } from './view/Page.js'

/** A file may be dropped anywhere; the button that opens one does the same for the keyboard. */
const watchDrops = (dispatch: Dispatch): void => {
  addEventListener('dragover', (event) => {
    event.preventDefault()
    dispatch({ _tag: 'Dragged', over: true })
  })
  addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) dispatch({ _tag: 'Dragged', over: false })
  })
  addEventListener('drop', (event) => {
    event.preventDefault()
    const file = event.dataTransfer?.files[0]
    dispatch(file === undefined ? { _tag: 'Dragged', over: false } : { _tag: 'ModelGiven', file })
  })
}

const start = (root: Element): void => {
  let state: State = initial
  let asked = false
  const draw = (): void => {
    asked = false
    render(<Page state={state} dispatch={dispatch} />, root)
  }
  const dispatch = (message: Message): void => {
    const [next, commands] = update(state, message)
    state = next
    if (!asked) {
      asked = true
      queueMicrotask(draw)
    }
    commands.forEach(run)
  }
  const run: (command: Command) => void = interpreter(dispatch)
  const follow = async (): Promise<void> => {
    const fragment = location.hash.slice(1)
    if (fragment === '' || /^[a-z-]+$/.test(fragment)) return
    const link = await readLink(fragment)
    dispatch(
      isLeft(link)
        ? { _tag: 'Told', text: `This link cannot be opened: ${link.left}.`, failed: true }
        : { _tag: 'LinkRead', link: link.right },
    )
  }
  const { revision, subject, form, text } = state
  run({ _tag: 'Check', revision, subject, form, text, afterMillis: 0 })
  addEventListener('hashchange', follow)
  watchDrops(dispatch)
  follow()
  draw()
}

const root = document.getElementById('app')
if (root !== null) {
  root.replaceChildren()
  start(root)
}
