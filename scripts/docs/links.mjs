// Every link of a site that stays inside it: does its file exist, and in it the anchor?
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, posix, relative, sep } from 'node:path'

const pagesIn = (folder) =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.html'))
    .map((entry) =>
      relative(folder, join(entry.parentPath ?? entry.path, entry.name))
        .split(sep)
        .join('/'),
    )
    .sort()

const decoded = (text) => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const unescaped = (text) =>
  text.replace(/&(amp|lt|gt|quot|#39|#x27);/g, (_, name) => ({ amp: '&', lt: '<', gt: '>', quot: '"' })[name] ?? "'")

const attributes = (html, names) =>
  [...html.matchAll(new RegExp(`\\s(?:${names})="([^"]*)"`, 'g'))].map(([, text = '']) => unescaped(text))

/** @returns {ReadonlyArray<string>} `page: link is not there`, a line for each link that leads nowhere */
export const faultsOf = (folder) => {
  const pages = pagesIn(folder)
  const read = new Map(pages.map((page) => [page, readFileSync(join(folder, page), 'utf8')]))
  const anchors = new Map()
  const anchorsOf = (page) => {
    if (!anchors.has(page)) anchors.set(page, new Set(attributes(read.get(page), 'id|name')))
    return anchors.get(page)
  }
  const fault = (page, link) => {
    if (/^[a-z][a-z\d+.-]*:/i.test(link) || link.startsWith('//')) return undefined
    const [path = '', anchor] = link.split('#')
    const file = path.split('?')[0]
    const to = file === '' ? page : posix.join(posix.dirname(page), decoded(file))
    const target = to.endsWith('/') || to === '.' ? posix.join(to, 'index.html') : to
    if (to.startsWith('..') || !existsSync(join(folder, target)) || statSync(join(folder, target)).isDirectory())
      return `${page}: ${link} is not there`
    // What the playground's script makes is not there to be seen.
    if (anchor === undefined || anchor === '' || !read.has(target) || target.startsWith('playground/')) return undefined
    return anchorsOf(target).has(decoded(anchor)) ? undefined : `${page}: ${link} has no such anchor`
  }
  return pages.flatMap((page) => {
    const links = new Set(attributes(read.get(page), 'href|src'))
    return [...links].flatMap((link) => fault(page, link) ?? [])
  })
}
