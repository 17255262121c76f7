/**
 * Text for a screen of 120 columns: pure functions that cut, wrap and set side by side.
 */

/** Cut to so many code points; an ellipsis stands for the rest. */
export const cut = (text: string, width: number): string => {
  const points = Array.from(text)
  return points.length <= width ? text : `${points.slice(0, width - 1).join('')}…`
}

/** Lines of so many code points. */
export const wrap = (text: string, width: number): ReadonlyArray<string> => {
  const points = Array.from(text)
  return Array.from({ length: Math.ceil(points.length / width) }, (_, i) =>
    points.slice(i * width, (i + 1) * width).join(''),
  )
}

/** Two texts side by side. */
export const beside = (
  left: ReadonlyArray<string>,
  right: ReadonlyArray<string>,
  width: number,
): ReadonlyArray<string> =>
  Array.from({ length: Math.max(left.length, right.length) }, (_, i) =>
    `${cut(left[i] ?? '', width - 2).padEnd(width)}${right[i] ?? ''}`.trimEnd(),
  )

/** Numbers in rising order, runs of them joined: `1–3, 7`. */
export const ranges = (numbers: ReadonlyArray<number>): string => {
  const known = new Set(numbers)
  const lasts = numbers.filter((n) => !known.has(n + 1))
  return numbers
    .filter((n) => !known.has(n - 1))
    .map((first, i) => (first === lasts[i] ? `${first}` : `${first}–${lasts[i]}`))
    .join(', ')
}

export type Paint = (text: string) => string

export interface Palette {
  readonly good: Paint
  readonly bad: Paint
  readonly quiet: Paint
  readonly strong: Paint
}

const sgr =
  (on: number, off: number): Paint =>
  (text) =>
    `\u001b[${on}m${text}\u001b[${off}m`

const plain: Paint = (text) => text

export const palette = (coloured: boolean): Palette =>
  coloured
    ? { good: sgr(32, 39), bad: sgr(31, 39), quiet: sgr(2, 22), strong: sgr(1, 22) }
    : { good: plain, bad: plain, quiet: plain, strong: plain }
