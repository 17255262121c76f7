/**
 * The site of the documentation: it is built without network, every link in it leads somewhere, and pages are fit for keyboards, readers of
 * screens, phones and either theme.
 *
 * `WIRESHAPE_CHROMIUM` names the browser, else Debian's is taken; where there is none, the tests that look at pages say that they are skipped.
 */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import { chromium } from 'playwright-core'
import { pages, root } from '../docs/pages.js'

const run = promisify(execFile)
const executablePath = process.env['WIRESHAPE_CHROMIUM'] ?? '/usr/bin/chromium'

const reference = [
  'modules.html',
  'api/value.html',
  'api/shape/inferred.html',
  'api/connect/StartEmailContactRequest.html',
]

/** Where axe looks: pages of each kind, since it takes its time. Colours alone differ between the themes. */
const looks = [
  {
    name: 'light',
    colorScheme: 'light',
    width: 1280,
    rules: undefined,
    at: ['index.html', 'protocols/restJson1.html', 'modules.html', 'api/value.html', 'api/shape/inferred.html'],
  },
  {
    name: 'dark',
    colorScheme: 'dark',
    width: 1280,
    rules: ['color-contrast'],
    at: ['protocols/restJson1.html', 'api/shape/inferred.html'],
  },
  { name: 'a phone', colorScheme: 'light', width: 390, rules: undefined, at: ['start.html', 'errors.html'] },
] as const

/** Every page of prose, as the site has it. */
const prose = pages
  .filter((path) => path.startsWith('docs/') && path !== 'docs/index.md')
  .map((path) => path.replace(/^docs\/(.*)\.md$/, '$1.html'))

interface Found {
  readonly violations: ReadonlyArray<{
    readonly id: string
    readonly nodes: ReadonlyArray<{ readonly target: ReadonlyArray<unknown>; readonly failureSummary?: string }>
  }>
}

describe('the site', function () {
  this.timeout(600_000)
  let folder = ''
  let browser: Browser | undefined

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'wireshape-site-'))
    await run(process.execPath, [join(root, 'scripts', 'docs.mjs'), '--out', join(folder, 'site')], {
      cwd: root,
    }).catch((error: { readonly stdout?: string; readonly stderr?: string }) =>
      assert.fail(`${error.stdout}${error.stderr}`),
    )
    if (existsSync(executablePath)) browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  })

  after(async () => {
    await browser?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const url = (page: string): string => pathToFileURL(join(folder, 'site', page)).href

  const open = async (colorScheme: 'light' | 'dark', width: number): Promise<Page> => {
    assert.ok(browser !== undefined)
    return browser.newPage({ colorScheme, viewport: { width, height: 844 }, reducedMotion: 'reduce' })
  }

  it('has each page, by its title, and each entry of the package', () => {
    const titles = prose.map(
      (page) => /<title>([^<]*)<\/title>/.exec(readFileSync(join(folder, 'site', page), 'utf8'))?.[1],
    )
    assert.equal(new Set(titles).size, prose.length)
    assert.deepEqual(
      titles.filter((title) => !/^\S.* · wireshape$/.test(title ?? '')),
      [],
    )
    const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly exports: object }
    const entries = Object.keys(exports).filter((subpath) => subpath !== './package.json')
    const lost = entries.filter(
      (subpath) => !existsSync(join(folder, 'site', 'api', `${subpath === '.' ? 'wireshape' : subpath.slice(2)}.html`)),
    )
    assert.deepEqual(lost, [])
  })

  it('a link that leads nowhere is found, so the check checks', async () => {
    const { faultsOf } = (await import(pathToFileURL(join(root, 'scripts', 'docs', 'links.mjs')).href)) as {
      readonly faultsOf: (folder: string) => ReadonlyArray<string>
    }
    const small = join(folder, 'small')
    mkdirSync(small)
    writeFileSync(
      join(small, 'a.html'),
      '<a href="b.html#x">1</a> <a href="c.html">2</a> <a href="#y">3</a> <a href="https://x">4</a>',
    )
    writeFileSync(join(small, 'b.html'), '<h1 id="y"></h1>')
    assert.deepEqual(faultsOf(small), [
      'a.html: b.html#x has no such anchor',
      'a.html: c.html is not there',
      'a.html: #y has no such anchor',
    ])
  })

  for (const { name, colorScheme, width, rules, at } of looks) {
    it(`has nothing that axe complains of, ${name}`, async function () {
      if (browser === undefined) return this.skip()
      const tab = await open(colorScheme, width)
      for (const page of at) {
        await tab.goto(url(page))
        await tab.addScriptTag({ path: join(root, 'node_modules', 'axe-core', 'axe.min.js') })
        // What axe gives has that form.
        const { violations } = (await tab.evaluate(
          `axe.run(${JSON.stringify(rules === undefined ? {} : { runOnly: rules })})`,
        )) as Found
        const told = violations.flatMap(({ id, nodes }) =>
          nodes
            .slice(0, 3)
            .map(({ target, failureSummary }) => `${page}: ${id} at ${target.join(' ')}: ${failureSummary}`),
        )
        assert.deepEqual(told, [])
      }
      await tab.close()
    })
  }

  it('no page is wider than a phone', async function () {
    if (browser === undefined) return this.skip()
    const tab = await open('light', 390)
    // Scripts change no width.
    await tab.route('**/assets/*.js*', (route) => route.abort())
    const wide: Array<string> = []
    for (const page of ['index.html', ...prose, ...reference]) {
      await tab.goto(url(page), { waitUntil: 'domcontentloaded' })
      const width = await tab.evaluate('document.documentElement.scrollWidth')
      if (width !== 390) wide.push(`${page}: ${width}`)
    }
    assert.deepEqual(wide, [])
  })

  it('the search finds pages and names', async function () {
    if (browser === undefined) return this.skip()
    const tab = await open('light', 1280)
    await tab.goto(url('index.html'))
    // Waits until it is there: results of an earlier text stand until then.
    const finds = async (text: string, page: string): Promise<void> => {
      await tab.fill('#tsd-search-input', text)
      await tab.waitForSelector(`#tsd-search-results a[href$="${page}"]`, { state: 'attached', timeout: 20_000 })
    }
    await tab.click('#tsd-search-trigger')
    await finds('conformance', '/conformance.html')
    await finds('jsonText', 'api/wireshape/jsonText.html')
  })
})
