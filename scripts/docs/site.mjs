// The site by TypeDoc: pages and the reference of every entry of the package, under a layout of ours (layout.mjs).
import { existsSync, readdirSync, readFileSync, renameSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import {
  Application,
  Comment,
  Converter,
  IndexEvent,
  LogLevel,
  MarkdownEvent,
  PageEvent,
  ReflectionKind,
  StructureRouter,
} from 'typedoc'
import { root } from '../run.mjs'
import { contents } from './contents.mjs'
import { themeOf } from './layout.mjs'

const { name, exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

/** The sources of the package's entries, by what users import: `wireshape/value` is lib/value/index.ts. */
const entries = new Map(
  Object.entries(exports)
    .filter(([subpath]) => subpath !== './package.json')
    .map(([subpath, { import: conditions }]) => [
      conditions.default.replace(/^\.\/dist\/esm\/(.*)\.js$/, 'lib/$1.ts'),
      name + subpath.slice(1),
    ]),
)

/** What a file says of itself at its top, without its name: TypeDoc would take it for that of the first export. */
const headComment = (path, entry) => {
  const [, comment] = /^\/\*\*\n([\s\S]*?)\n \*\//.exec(readFileSync(join(root, path), 'utf8')) ?? []
  const text = comment?.replace(/^ \* ?/gm, '').replace(new RegExp(`^\`?${entry}\`?: `), '')
  return text === undefined ? undefined : text.charAt(0).toUpperCase() + text.slice(1)
}

const slashed = (path) => relative(root, path).split(sep).join('/')

/** Pages lie where their files do, entries and what they export below api/. */
class SiteRouter extends StructureRouter {
  getIdealBaseName(reflection) {
    const page = reflection.isDocument() ? pageOf(reflection) : undefined
    if (page !== undefined) return page.url
    let entry = reflection
    while (entry.parent !== undefined && !entry.parent.isProject()) entry = entry.parent
    const path = super.getIdealBaseName(reflection)
    return `api/${entry.name === name ? path : path.slice(name.length + 1)}`
  }
}

const pagesByFile = new Map()

const pageOf = (reflection) => pagesByFile.get(slashed(reflection.project.files.getReflectionPath(reflection) ?? ''))

/** A fence says its language alone: `ts no-run` is for the test of examples. TypeScript is what shell has no colours for. */
const languages = (text) => text.replace(/^(\s*`{3,})(\w+)[ \t]+\S.*$/gm, '$1$2')

/** Code in a heading counts for its anchor, as on GitHub. */
const headingCode = (parser) => {
  parser.core.ruler.push('heading-code', ({ tokens, Token }) => {
    for (const [i, { type }] of tokens.entries()) {
      const inline = tokens[i + 1]
      if (type !== 'heading_open' || inline?.children == null) continue
      inline.children = inline.children.flatMap((child) => {
        if (child.type !== 'code_inline') return [child]
        const html = (content) => Object.assign(new Token('html_inline', '', 0), { content })
        return [html('<code>'), Object.assign(new Token('text', '', 0), { content: child.content }), html('</code>')]
      })
    }
  })
  // A table that is wider than the page scrolls by itself; a keyboard has to reach it.
  parser.renderer.rules.table_open = () => '<div class="table" tabindex="0" role="group" aria-label="Table"><table>'
  parser.renderer.rules.table_close = () => '</table></div>'
}

/** A source that a page links to is text: by its own ending a server would say that a `.ts` is a film. */
const sourceLink = /(href="(?:\.\.\/)*media\/[\w.-]+\.(?:ts|mjs|ndjson))"/g

/** Code that is wider than the page scrolls by itself; a keyboard has to reach it. */
const focusable = (html) => html.replaceAll('<pre><code', '<pre tabindex="0"><code')

/** A heading that folds a section is a button: the link to itself cannot stand in it. */
const plainSummaries = (html) =>
  html.replace(/<summary[\s\S]*?<\/summary>/g, (summary) =>
    summary.replace(/<a [^>]*class="tsd-anchor-icon"[\s\S]*?<\/a>/g, ''),
  )

/** TypeDoc takes headings for sizes: one that skips a level says the next one to those who cannot see it. */
const headingLevels = (html) => {
  let last = 0
  return html.replace(/<h([1-6])\b/g, (tag, size) => {
    const level = Math.min(Number(size), last + 1)
    last = level
    return level === Number(size) ? tag : `${tag} aria-level="${level}"`
  })
}

const finished = (html) => headingLevels(plainSummaries(focusable(html.replace(sourceLink, '$1.txt"'))))

const sourcesAsText = (media) => {
  for (const file of existsSync(media) ? readdirSync(media) : [])
    if (/\.(ts|mjs|ndjson)$/.test(file)) renameSync(join(media, file), join(media, `${file}.txt`))
}

/**
 * @param {string} out an empty folder, or an earlier site
 * @param {boolean} playground whether there will be one at `playground/`
 * @returns {Promise<number | undefined>} how many pages were written; `undefined` where some were not
 */
export const makeSite = async (out, playground) => {
  const sections = contents()
  for (const { pages } of sections) for (const page of pages) pagesByFile.set(page.file, page)
  const app = await Application.bootstrap({
    name,
    entryPoints: [...entries.keys()].map((path) => join(root, path)),
    projectDocuments: sections.flatMap(({ pages }) => pages.map(({ file }) => join(root, file))),
    tsconfig: join(root, 'tsconfig.esm.json'),
    basePath: root,
    readme: join(root, 'README.md'),
    theme: name,
    router: name,
    // The order of rows is the author's.
    sort: ['documents-first', 'source-order'],
    sortEntryPoints: false,
    kindSortOrder: ['Document', 'Module', 'Namespace', 'Interface', 'TypeAlias', 'Function', 'Variable'],
    headings: { readme: false, document: false },
    customCss: join(root, 'scripts', 'docs', 'site.css'),
    customJs: join(root, 'scripts', 'docs', 'page.js'),
    lightHighlightTheme: 'github-light-high-contrast',
    darkHighlightTheme: 'github-dark-high-contrast',
    highlightLanguages: ['typescript', 'javascript', 'json', 'shellscript', 'http', 'ocaml', 'xml'],
    ignoredHighlightLanguages: ['text'],
    markdownItLoader: headingCode,
    searchInDocuments: true,
    searchInComments: true,
    disableSources: true,
    disableGit: true,
    excludeInternal: true,
    includeVersion: true,
    hideGenerator: true,
    skipErrorChecking: true,
    githubPages: true,
    cleanOutputDir: true,
    sourceLinkExternal: false,
    validation: { notExported: false, invalidLink: true, invalidPath: true, notDocumented: false },
    logLevel: LogLevel.Warn,
  })
  app.renderer.defineTheme(name, themeOf({ sections, pageOf, playground }))
  app.renderer.defineRouter(name, SiteRouter)
  app.converter.on(Converter.EVENT_CREATE_DOCUMENT, (_, document) => {
    const page = pageOf(document)
    if (page !== undefined) document.name = page.title
    // What explains comes before what only has the word.
    document.relevanceBoost = 8
  })
  app.converter.on(Converter.EVENT_CREATE_DECLARATION, (_, declaration) => {
    if (declaration.kind !== ReflectionKind.Module) return
    const path = slashed(declaration.project.files.getReflectionPath(declaration) ?? '')
    declaration.name = entries.get(path) ?? declaration.name
    const about = headComment(path, declaration.name)
    if (about !== undefined) declaration.comment = new Comment([{ kind: 'text', text: about }])
  })
  app.renderer.on(
    MarkdownEvent.PARSE,
    (event) => {
      event.parsedText = languages(event.parsedText)
    },
    100,
  )
  app.renderer.on(IndexEvent.PREPARE_INDEX, (event) => {
    event.searchFieldWeights.document = 1
  })
  let pages = 0
  app.renderer.on(PageEvent.END, (event) => {
    pages++
    event.contents = finished(event.contents ?? '')
  })
  const project = await app.convert()
  if (project === undefined) return undefined
  app.validate(project)
  await app.generateDocs(project, out)
  sourcesAsText(join(out, 'media'))
  return app.logger.hasErrors() || app.logger.hasWarnings() ? undefined : pages
}
