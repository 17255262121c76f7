// How a page of the site is laid out: TypeDoc's parts under landmarks, titles and a navigation of ours, which needs no script.
import { DefaultTheme, DefaultThemeRenderContext, JSX } from 'typedoc'

const h = JSX.createElement

const raw = (html) => h(JSX.Raw, { html })

/** Before anything is painted: the reader's theme. */
const themeScript = 'document.documentElement.dataset.theme = localStorage.getItem("tsd-theme") || "os"'

const isHome = ({ url }) => url === 'index.html'

/** What the tab of a browser says, and a line for those who search. */
const headOf = ({ model, project, url }, pageOf) => {
  const site = project.name
  if (url === 'index.html')
    return {
      title: `${site}: shapes of AWS APIs for io-ts and fp-ts`,
      about: 'Types, checks, values and wire bytes from one description.',
    }
  if (model.isProject())
    return { title: `API reference · ${site}`, about: `Every entry of ${site} and what it exports.` }
  if (model.isDocument()) {
    const page = pageOf(model)
    return { title: `${page?.title ?? model.name} · ${site}`, about: page?.about ?? model.name }
  }
  const holder = model.parent === undefined || model.parent.isProject() ? undefined : model.parent.getFullName()
  const title = holder === undefined ? model.name : `${model.name} · ${holder}`
  return {
    title: title === site ? `${site}, the front door` : title,
    about: `${model.getFullName()} in the reference of the API of ${site}.`,
  }
}

/**
 * @param {object} parts
 * @param {ReadonlyArray<{ title: string, pages: ReadonlyArray<{ file: string, title: string, url: string }> }>} parts.sections
 * @param {(document: object) => { title: string, about: string, url: string } | undefined} parts.pageOf
 * @param {boolean} parts.playground
 */
export const themeOf = ({ sections, pageOf, playground }) => {
  const pages = [{ title: 'wireshape', url: 'index' }, ...sections.flatMap((section) => section.pages)]

  class Context extends DefaultThemeRenderContext {
    /** A list of links under a heading that folds. */
    fold = (key, title, links) =>
      h(
        'details',
        { class: 'tsd-accordion', open: true },
        h(
          'summary',
          { class: 'tsd-accordion-summary', 'data-key': `nav-${key}` },
          this.icons.chevronDown(),
          h('span', null, title),
        ),
        h('div', { class: 'tsd-accordion-details' }, h('ul', { class: 'tsd-nested-navigation' }, links)),
      )

    link = (url, title, current) =>
      h(
        'li',
        null,
        h(
          'a',
          {
            href: this.relativeURL(url),
            class: current ? 'current' : '',
            'aria-current': current ? 'page' : undefined,
          },
          title,
        ),
      )

    navigation = (props) => {
      const modules = props.project.children ?? []
      const within = (module) => {
        for (let at = props.model; at !== undefined; at = at.parent) if (at === module) return true
        return false
      }
      return h(
        'nav',
        { class: 'tsd-navigation', 'aria-label': 'Pages' },
        h(
          'ul',
          { class: 'tsd-small-nested-navigation' },
          this.link('index.html', 'Overview', isHome(props)),
          playground ? this.link('playground/index.html', 'Playground', false) : undefined,
          sections.map((section) =>
            h(
              'li',
              null,
              this.fold(
                section.title,
                section.title,
                section.pages.map(({ url, title }) => this.link(`${url}.html`, title, props.url === `${url}.html`)),
              ),
            ),
          ),
          h(
            'li',
            null,
            this.fold('api', 'API reference', [
              this.link('modules.html', 'All entries', props.url === 'modules.html'),
              ...modules.map((module) => {
                const url = this.router.getFullUrl(module)
                return this.link(url, module.name, within(module))
              }),
            ]),
          ),
        ),
      )
    }

    /** The pages before and after a page, in the order of the navigation. */
    neighbours = (props) => {
      const at = pages.findIndex(({ url }) => `${url}.html` === props.url)
      if (at < 0) return undefined
      const to = (page, rel, word) =>
        page === undefined
          ? h('span', null)
          : h(
              'a',
              { href: this.relativeURL(`${page.url}.html`), rel },
              h('small', null, word),
              h('span', null, page.title),
            )
      return h(
        'nav',
        { class: 'neighbours', 'aria-label': 'Neighbouring pages' },
        to(pages[at - 1], 'prev', 'Previous'),
        to(pages[at + 1], 'next', 'Next'),
      )
    }

    /** Headings of a page, one level after another. */
    breadcrumbs = (model) => {
      const way = []
      for (let at = model; at.parent !== undefined; at = at.parent) way.unshift(at)
      if (model.isDocument() || way.length < 2) return undefined
      return h(
        'nav',
        { 'aria-label': 'Breadcrumb' },
        h(
          'ol',
          { class: 'tsd-breadcrumb' },
          h('li', null, h('a', { href: this.relativeURL('modules.html') }, 'API')),
          way.map((one) =>
            h(
              'li',
              null,
              h('a', { href: this.urlTo(one), 'aria-current': one === model ? 'page' : undefined }, one.name),
            ),
          ),
        ),
      )
    }

    /** Every entry of the package with what its file says of itself. */
    entries = (project) => [
      h('h1', null, 'API reference'),
      h(
        'dl',
        { class: 'entries tsd-typography' },
        (project.children ?? []).map((module) => [
          h('dt', null, h('a', { href: this.urlTo(module) }, module.name)),
          h('dd', null, raw(this.markdown(module.comment?.summary ?? []))),
        ]),
      ),
    ]

    defaultLayout = (template, props) => {
      const { title, about } = headOf(props, pageOf)
      const asset = (name) => this.relativeURL(`assets/${name}`, true)
      const script = (name, id) => h('script', { async: true, src: asset(name), id })
      return h(
        'html',
        { class: 'default', lang: 'en', 'data-base': this.relativeURL('./') },
        h(
          'head',
          null,
          h('meta', { charset: 'utf-8' }),
          h('title', null, title),
          h('meta', { name: 'description', content: about }),
          h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
          ['style.css', 'highlight.css', 'custom.css'].map((name) =>
            h('link', { rel: 'stylesheet', href: asset(name) }),
          ),
          h('script', null, raw(themeScript)),
          h('script', { defer: true, src: asset('main.js') }),
          h('script', { defer: true, src: asset('custom.js') }),
          script('icons.js', 'tsd-icons-script'),
          script('search.js', 'tsd-search-script'),
        ),
        h(
          'body',
          null,
          h('a', { href: '#content', class: 'skip' }, 'Skip to the content'),
          this.toolbar(props),
          h(
            'div',
            { class: 'container container-main' },
            h(
              'main',
              { class: 'col-content', id: 'content', tabIndex: -1 },
              ...(props.url === 'modules.html' ? this.entries(props.project) : [this.header(props), template(props)]),
              this.neighbours(props),
            ),
            h(
              'div',
              { class: 'col-sidebar' },
              h('aside', { class: 'page-menu', 'aria-label': 'This page' }, this.pageSidebar(props)),
              h('div', { class: 'site-menu' }, this.navigation(props)),
            ),
          ),
          h('div', { class: 'overlay' }),
        ),
      )
    }
  }

  return class extends DefaultTheme {
    ContextClass = Context
  }
}
