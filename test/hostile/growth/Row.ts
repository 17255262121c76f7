/**
 * One kind of input made to hurt one reader, of any size.
 */

export interface Row {
  readonly reader: string
  readonly input: string
  /** The input of about `units` bytes, or UTF-16 units of text. */
  readonly make: (units: number) => unknown
  readonly run: (input: never) => unknown
}

/** The rows of a reader; `inputs` says how each input is made. */
export const rowsOf = <A>(
  reader: string,
  run: (input: A) => unknown,
  inputs: Readonly<Record<string, (units: number) => A>>,
): ReadonlyArray<Row> =>
  Object.entries(inputs).map(([input, make]): Row => ({ reader, input, make, run: run as Row['run'] }))

/** `part` as often as it fits into so many units, at least once. */
export const fill = (units: number, part: string): string => part.repeat(Math.max(1, Math.floor(units / part.length)))

/** Parts made one by one, joined, until there are so many units. */
export const grow = (units: number, part: (i: number) => string, join = ''): string => {
  const parts: Array<string> = []
  for (let i = 0, length = 0; length < units; i++) {
    const made = part(i)
    parts.push(made)
    length += made.length + join.length
  }
  return parts.join(join)
}

/** Brackets of some sort, nested to so many units in all. */
export const nest = (units: number, open: string, middle: string, close: string): string => {
  const levels = Math.max(1, Math.floor(units / (open.length + close.length)))
  return open.repeat(levels) + middle + close.repeat(levels)
}

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
