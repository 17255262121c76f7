/**
 * The syntax of values inside one header field.
 *
 * Source: Smithy 2.0, trait `httpHeader`; RFC 9110, sections 5.5 and 5.6.
 */

// -------------------------------------------------------------------------------------
// lists
// -------------------------------------------------------------------------------------

const needsQuotes = /[",\\]|^\s|\s$|^$/

/** One item of a list, quoted where it holds a comma, a quote or a space at an end. */
export const writeHeaderItem = (text: string): string =>
  needsQuotes.test(text) ? `"${text.replace(/["\\]/g, '\\$&')}"` : text

const item = /\s*(?:"((?:[^"\\]|\\.)*)"|([^,"]*))\s*(,|$)/y

/** The items of a list header, unquoted; `undefined` where a quote is not closed. */
export const readHeaderList = (text: string): ReadonlyArray<string> | undefined => {
  const items: Array<string> = []
  item.lastIndex = 0
  for (;;) {
    const found = item.exec(text)
    if (found === null) return undefined
    items.push(found[1] === undefined ? (found[2] as string).trim() : found[1].replace(/\\(.)/g, '$1'))
    if (found[3] === '') return items
    item.lastIndex = found.index + found[0].length
  }
}

/** http-dates hold one comma each. */
export const readHttpDateList = (text: string): ReadonlyArray<string> => {
  const parts = text.split(',')
  const items: Array<string> = []
  for (let i = 0; i < parts.length; i += 2) {
    items.push(
      [parts[i], parts[i + 1]]
        .filter((part) => part !== undefined)
        .join(',')
        .trim(),
    )
  }
  return items
}

// -------------------------------------------------------------------------------------
// fields
// -------------------------------------------------------------------------------------

/** Whether a field value can carry the text: Latin-1 without control characters but the tab; spaces at its ends are lost. */
export const isHeaderText = (text: string): boolean => /^[\t\x20-\x7e\x80-\xff]*$/.test(text)

/** Whether the text is a field name. */
export const isHeaderName = (text: string): boolean => /^[!#$%&'*+.^_`|~\dA-Za-z-]+$/.test(text)
