/**
 * Moves the caret of the editor to a place and brings it into view.
 */

import { lineAt, lineStarts } from '../model/places.js'

/** The id of the editor's field. */
export const editorId = 'payload'

/** The height of a line, as the style sheet sets it. Units: CSS pixels. */
export const lineHeight = 20

/** The room above the first line and left of each, as the style sheet sets it. Units: CSS pixels. */
export const padding = 12

const characterWidth = (field: HTMLTextAreaElement): number => {
  const context = document.createElement('canvas').getContext('2d')
  if (context === null) return 8
  context.font = getComputedStyle(field).font
  return context.measureText('0').width
}

export const select = (start: number, end: number): void => {
  const field = document.getElementById(editorId)
  if (!(field instanceof HTMLTextAreaElement)) return
  const starts = lineStarts(field.value)
  const line = lineAt(starts, start)
  const left = (start - (starts[line] as number)) * characterWidth(field)
  field.focus({ preventScroll: true })
  field.setSelectionRange(start, end)
  field.scrollTop = Math.max(0, line * lineHeight - (field.clientHeight - lineHeight) / 2)
  if (left < field.scrollLeft || left > field.scrollLeft + field.clientWidth - 80)
    field.scrollLeft = Math.max(0, left - field.clientWidth / 3)
  field.closest('.editor')?.scrollIntoView({ block: 'nearest' })
}
