/**
 * Text folded at words to the width of a terminal. Files and pipes get their lines whole.
 */

/** What colours a terminal takes no room. */
const unseen = /\u001b\[\d+m/g

const widthOf = (text: string): number => text.replace(unseen, '').length

/** Where a line ends that goes on below: a shell wants a backslash there. */
const tailOf = (line: string): string => (line.trimStart().startsWith('$ ') ? ' \\' : '')

/** A line's words within so many columns; what goes on below stands two columns further in. A longer word is left whole. */
const foldLine = (line: string, columns: number): ReadonlyArray<string> => {
  if (widthOf(line) <= columns) return [line]
  const indent = /^ */.exec(line)?.[0] ?? ''
  const tail = tailOf(line)
  const lines: Array<string> = []
  let current = indent
  for (const word of line.trim().split(' ')) {
    const isFirst = current.trim() === ''
    const longer = isFirst ? `${current}${word}` : `${current} ${word}`
    if (isFirst || widthOf(longer) + tail.length <= columns) current = longer
    else {
      lines.push(`${current}${tail}`)
      current = `${indent}${tail === '' ? '' : '  '}  ${word}`
    }
  }
  return [...lines, current]
}

/** `columns` is `undefined` where nothing is folded. */
export const fold = (text: string, columns: number | undefined): string =>
  columns === undefined
    ? text
    : text
        .split('\n')
        .flatMap((line) => foldLine(line, columns))
        .join('\n')
