/**
 * The text with line numbers and its issues underlined. Only lines in view are drawn beside the field, so that a text of
 * megabytes costs no more than a short one.
 */

import type { ComponentChild } from 'preact'
import { useMemo, useRef, useState } from 'preact/hooks'
import type { Dispatch } from '../commands.js'
import type { Mark } from '../model/analyse.js'
import { lineStarts } from '../model/places.js'
import { editorId, lineHeight, padding } from './selection.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** How far the field is scrolled, in CSS pixels. */
interface View {
  readonly top: number
  readonly left: number
  readonly height: number
}

/** The longest start of a line that marks are drawn in. Units: UTF-16 units. */
const longestLine = 20_000

/** A run of a line, marked or not. */
interface Run {
  readonly text: string
  readonly level: Mark['level'] | undefined
}

// -------------------------------------------------------------------------------------
// marks
// -------------------------------------------------------------------------------------

/** The runs of a line up to its last mark. Of marks that overlap, the first has the place. */
const runsOf = (text: string, start: number, marks: ReadonlyArray<Mark>): ReadonlyArray<Run> => {
  const runs: Array<Run> = []
  let at = start
  for (const mark of marks) {
    if (mark.start < at || mark.end - start > longestLine) continue
    runs.push({ text: text.slice(at, mark.start), level: undefined })
    const shown = text.slice(mark.start, mark.end).replace(/\n/g, '')
    // At the end of a line there is nothing to underline but the room behind it.
    runs.push({ text: shown === '' ? ' ' : shown, level: mark.level })
    at = mark.end
  }
  return runs
}

const MarkedLine = ({ top, runs }: { readonly top: number; readonly runs: ReadonlyArray<Run> }): ComponentChild => (
  <div class="marked" style={{ top: `${top}px` }}>
    {runs.map(({ text, level }) => (level === undefined ? text : <mark class={level}>{text}</mark>))}
  </div>
)

/** The next mark behind the caret, or before it; round the end of the text. */
const neighbour = (marks: ReadonlyArray<Mark>, caret: number, back: boolean): Mark | undefined =>
  back
    ? (marks.findLast(({ start }) => start < caret) ?? marks[marks.length - 1])
    : (marks.find(({ start }) => start > caret) ?? marks[0])

// -------------------------------------------------------------------------------------
// view
// -------------------------------------------------------------------------------------

export const Editor = ({
  text,
  marks,
  invalid,
  dispatch,
}: {
  readonly text: string
  readonly marks: ReadonlyArray<Mark>
  readonly invalid: boolean
  readonly dispatch: Dispatch
}): ComponentChild => {
  const [view, setView] = useState<View>({ top: 0, left: 0, height: 600 })
  const field = useRef<HTMLTextAreaElement>(null)
  const starts = useMemo(() => lineStarts(text), [text])
  const first = Math.max(0, Math.floor(view.top / lineHeight) - 2)
  const last = Math.min(starts.length, Math.ceil((view.top + view.height) / lineHeight) + 2)
  const lines = Array.from({ length: Math.max(0, last - first) }, (_, i) => first + i)
  const faulty = new Map(marks.map(({ line, level }) => [line - 1, level]))
  for (const { line, level } of marks) if (level === 'error') faulty.set(line - 1, level)
  const look = (): void => {
    const { current } = field
    if (current !== null) setView({ top: current.scrollTop, left: current.scrollLeft, height: current.clientHeight })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'F8') return
    event.preventDefault()
    const mark = neighbour(marks, field.current?.selectionStart ?? 0, event.shiftKey)
    if (mark !== undefined) dispatch({ _tag: 'Jumped', start: mark.start, end: mark.end })
  }
  return (
    <div class="editor-field">
      <label for={editorId} class="unseen">
        Payload, JSON text
      </label>
      <div class="editor">
        <div class="gutter" aria-hidden="true">
          <div style={{ transform: `translateY(${first * lineHeight + padding - view.top}px)` }}>
            {lines.map((line) => (
              <div key={line} class={`number ${faulty.get(line) ?? ''}`}>
                {line + 1}
              </div>
            ))}
          </div>
          <span class="widest">{starts.length}</span>
        </div>
        <div class="paper">
          <div class="marks" aria-hidden="true">
            <div style={{ transform: `translate(${-view.left}px, ${-view.top}px)` }}>
              {lines
                .filter((line) => faulty.has(line))
                .map((line) => (
                  <MarkedLine
                    key={line}
                    top={line * lineHeight + padding}
                    runs={runsOf(
                      text,
                      starts[line] as number,
                      marks.filter((mark) => mark.line === line + 1),
                    )}
                  />
                ))}
            </div>
          </div>
          <textarea
            id={editorId}
            ref={field}
            value={text}
            wrap="off"
            spellcheck={false}
            autocomplete="off"
            autocapitalize="off"
            aria-invalid={invalid}
            aria-describedby="verdict editor-hint"
            onInput={(event) => {
              dispatch({ _tag: 'Typed', text: event.currentTarget.value })
              look()
            }}
            onScroll={look}
            onKeyDown={onKeyDown}
          />
        </div>
      </div>
      <p class="hint" id="editor-hint">
        <kbd>F8</kbd> leads to the next issue, <kbd>Shift</kbd>+<kbd>F8</kbd> to the one before.
      </p>
    </div>
  )
}
