// The order of the site: the sections of docs/index.md, each with its pages, and behind them the papers of the project.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../run.mjs'

const entry = /^(?:-|\d+\.) \[([^\]]+)\]\(([^)#]+\.md)\):\s*(.*)$/

const sentence = (text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`

/** A page: its file from the repository, its title, a line about it, and where it stands in the site, without ending. */
const page = (file, title, about, url = file.replace(/^docs\//, '').replace(/\.md$/, '')) => ({
  file,
  title,
  about: sentence(about.replace(/`|\[([^\]]+)\]\([^)]*\)/g, '$1')),
  url,
})

const papers = [
  page(
    'examples/README.md',
    'Example payloads',
    'Payloads of StartEmailContact, good and broken, that examples and tests use.',
    'examples',
  ),
  page('CHANGELOG.md', 'Changelog', 'What changed, version by version.', 'changelog'),
  page('CONTRIBUTING.md', 'Contributing', 'How to build, test and extend wireshape.', 'contributing'),
  page('SECURITY.md', 'Reporting a hole', 'How to report a security hole, and what counts as one.', 'reporting'),
]

/** The sections in order. A line of the index that is no link to a page is passed over. */
export const contents = () => {
  const sections = []
  for (const line of readFileSync(join(root, 'docs', 'index.md'), 'utf8').split('\n')) {
    const heading = /^## (.+)$/.exec(line)
    if (heading !== null) sections.push({ title: heading[1], pages: [] })
    const found = entry.exec(line)
    if (found !== null) sections.at(-1)?.pages.push(page(`docs/${found[2]}`, found[1], found[3]))
  }
  sections[0]?.pages.push(page('docs/index.md', 'All pages', 'Every page of the documentation in order.', 'contents'))
  sections.push({ title: 'Project', pages: papers.filter(({ file }) => existsSync(join(root, file))) })
  return sections.filter(({ pages }) => pages.length > 0)
}
