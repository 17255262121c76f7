/**
 * Compares XML texts as the format of the cases says: expanded names, attributes in any order, white space between elements
 * dropped, the text of leaves exact; children of one name in order, differently named ones and the entries of a map in any.
 * Read by saxes, none of the library's own readers.
 */
import { SaxesParser } from 'saxes'

// model

export interface XmlElement {
  /** `{uri}local`. */
  readonly name: string
  readonly local: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: ReadonlyArray<XmlElement>
  /** The text of a leaf; of an element with children, what is not white space. */
  readonly text: string
}

/** The local names of a map's entries and of an entry's two children. */
export interface EntryNames {
  readonly entry: string
  readonly key: string
  readonly value: string
}

// reading

const xmlns = 'http://www.w3.org/2000/xmlns/'

const expanded = (uri: string, local: string): string => `{${uri}}${local}`

/** Throws where the text is no well-formed XML. */
export const parseXml = (text: string): XmlElement => {
  interface Open extends XmlElement {
    readonly attributes: Map<string, string>
    readonly children: Open[]
    text: string
  }
  const parser = new SaxesParser({ xmlns: true })
  const stack: Open[] = []
  let root: Open | undefined
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', (tag) => {
    const attributes = new Map<string, string>()
    for (const { uri, local, value } of Object.values(tag.attributes)) {
      if (uri !== xmlns) attributes.set(expanded(uri, local), value)
    }
    const open: Open = { name: expanded(tag.uri, tag.local), local: tag.local, attributes, children: [], text: '' }
    stack.at(-1)?.children.push(open)
    root ??= open
    stack.push(open)
  })
  const onText = (more: string): void => {
    const open = stack.at(-1)
    if (open !== undefined) open.text += more
  }
  parser.on('text', onText)
  parser.on('cdata', onText)
  parser.on('closetag', () => {
    const open = stack.pop()
    if (open !== undefined && open.children.length > 0 && open.text.trim() === '') open.text = ''
  })
  parser.write(text).close()
  if (root === undefined) throw new Error('no root element')
  return root
}

// comparing

const grouped = (elements: ReadonlyArray<XmlElement>): ReadonlyMap<string, ReadonlyArray<XmlElement>> => {
  const groups = new Map<string, XmlElement[]>()
  for (const element of elements) {
    const group = groups.get(element.name)
    if (group === undefined) groups.set(element.name, [element])
    else group.push(element)
  }
  return groups
}

/** Whether siblings of one name are a map's entries: so named, and each with a key and at most one value. */
const areEntries = (elements: ReadonlyArray<XmlElement>, entries: ReadonlyArray<EntryNames>): boolean =>
  entries.some(({ entry, key, value }) =>
    elements.every(({ local, children }) => {
      const keys = children.filter((child) => child.local === key)
      return (
        local === entry && keys.length === 1 && children.every((child) => child.local === key || child.local === value)
      )
    }),
  )

/** A text that two elements share exactly when they are equal. */
const canonical = (element: XmlElement, entries: ReadonlyArray<EntryNames>): string => {
  const attributes = [...element.attributes].map((pair) => JSON.stringify(pair)).sort()
  const groups = [...grouped(element.children)].map(([name, group]) => {
    const texts = group.map((child) => canonical(child, entries))
    return [name, areEntries(group, entries) ? texts.sort() : texts] as const
  })
  groups.sort(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([element.name, attributes, element.text, groups])
}

const firstDifference = (
  expected: XmlElement,
  actual: XmlElement,
  entries: ReadonlyArray<EntryNames>,
  at: string,
): string => {
  const here = `${at}/${expected.local}`
  if (expected.name !== actual.name) return `${at}: expected element ${expected.name}, got ${actual.name}`
  for (const [name, value] of expected.attributes) {
    const found = actual.attributes.get(name)
    if (found !== value)
      return `${here}: expected attribute ${name}="${value}", got ${found === undefined ? 'none' : `"${found}"`}`
  }
  for (const name of actual.attributes.keys())
    if (!expected.attributes.has(name)) return `${here}: unexpected attribute ${name}`
  if (expected.text !== actual.text)
    return `${here}: expected text ${JSON.stringify(expected.text)}, got ${JSON.stringify(actual.text)}`
  const [left, right] = [grouped(expected.children), grouped(actual.children)]
  for (const name of right.keys()) if (!left.has(name)) return `${here}: unexpected element ${name}`
  for (const [name, group] of left) {
    const found = right.get(name) ?? []
    if (group.length !== found.length) return `${here}: expected ${group.length} of ${name}, got ${found.length}`
    for (const [i, child] of group.entries()) {
      const other = found[i]
      if (other === undefined || canonical(child, entries) === canonical(other, entries)) continue
      return firstDifference(child, other, entries, here)
    }
  }
  return `${here}: the entries differ`
}

/** Why two texts differ, or undefined. `entries` are the maps that may lie anywhere inside. */
export const compareXml = (
  expected: string,
  actual: string,
  entries: ReadonlyArray<EntryNames> = [],
): string | undefined => {
  const left = parseXml(expected)
  let right: XmlElement
  try {
    right = parseXml(actual)
  } catch (error) {
    return `not well-formed XML: ${error instanceof Error ? error.message : String(error)}`
  }
  return canonical(left, entries) === canonical(right, entries) ? undefined : firstDifference(left, right, entries, '')
}
