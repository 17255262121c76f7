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

/** Source: RFC 9110, section 5.6.3, optional white space. */
const isBlank = (c: string | undefined): boolean => c === ' ' || c === '\t'

/** Where the quoted text that opens there ends; `undefined` where it does not. */
const closingQuote = (text: string, open: number): number | undefined => {
  for (let i = open + 1; i < text.length; i++) {
    if (text[i] === '\\') i++
    else if (text[i] === '"') return i
  }
  return undefined
}

/** The items of a list header, unquoted; `undefined` where a quote is not closed or something follows it. One pass. */
export const readHeaderList = (text: string): ReadonlyArray<string> | undefined => {
  const items: Array<string> = []
  let at = 0
  for (;;) {
    while (isBlank(text[at])) at++
    if (text[at] === '"') {
      const close = closingQuote(text, at)
      if (close === undefined) return undefined
      items.push(text.slice(at + 1, close).replace(/\\(.)/g, '$1'))
      at = close + 1
      while (isBlank(text[at])) at++
      if (at < text.length && text[at] !== ',') return undefined
    } else {
      const comma = text.indexOf(',', at)
      const end = comma < 0 ? text.length : comma
      // Other white space, such as the no-break space of Latin-1, is text. Where all is blank, nothing is left.
      let last = end
      while (isBlank(text[last - 1])) last--
      const bare = text.slice(at, last)
      if (bare.includes('"')) return undefined
      items.push(bare)
      at = end
    }
    if (at >= text.length) return items
    at++
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
