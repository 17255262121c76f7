/**
 * The playground in Chromium: what a visitor does, with and without a mouse, in light and dark, on a desk and on a phone.
 *
 * `WIRESHAPE_CHROMIUM` names the browser, else Debian's is taken; where there is none the suite says that it is skipped.
 * `WIRESHAPE_SCREENSHOTS` names a folder for pictures of the page.
 */
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { chromium } from 'playwright-core'
import { readLink, writeLink } from '../../playground/model/link.js'
// @ts-expect-error a script, which has no declarations
import { buildPlayground } from '../../scripts/playground.mjs'
import { sharedFolder } from '../shared.js'

// surroundings

const executablePath = process.env['WIRESHAPE_CHROMIUM'] ?? '/usr/bin/chromium'

const pictures = process.env['WIRESHAPE_SCREENSHOTS']

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
}

/** A server of files and of nothing else. */
const serve = async (folder: string): Promise<Server> => {
  const server = createServer(({ url = '/' }, response) => {
    const name = url === '/' ? 'index.html' : url.slice(1)
    const path = join(folder, name)
    if (!/^[\w.-]+$/.test(name) || !existsSync(path)) response.writeHead(404).end()
    else response.writeHead(200, { 'content-type': types[extname(name)] ?? 'text/plain' }).end(readFileSync(path))
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return server
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

// payloads

const good = {
  InstanceId: 'i-1',
  FromEmailAddress: { EmailAddress: 'ada@example.com' },
  DestinationEmailAddress: 'support@example.org',
  EmailMessage: { MessageSourceType: 'RAW', RawMessage: { Subject: 'hi', Body: 'hello', ContentType: 'text/plain' } },
}

const bad = `{
  "InstanceId": "i-1",
  "FromEmailAddress": { "EmailAddress": "ada@example.com" },
  "DestinationEmailAddress": "support",
  "EmailMessage": { "MessageSourceType": "FAX" }
}`

/** A model of one operation that speaks a protocol other than the built-in one's. */
const model = {
  smithy: '2.0',
  shapes: {
    'example.lamps#Lamps': {
      type: 'service',
      version: '2026-01-01',
      operations: [{ target: 'example.lamps#DimLamp' }, { target: 'example.lamps#ListLamps' }],
      traits: { 'aws.api#service': { sdkId: 'Lamps' }, 'smithy.protocols#rpcv2Cbor': {} },
    },
    'example.lamps#DimLamp': {
      type: 'operation',
      input: { target: 'example.lamps#DimLampInput' },
      output: { target: 'smithy.api#Unit' },
    },
    'example.lamps#ListLamps': {
      type: 'operation',
      input: { target: 'smithy.api#Unit' },
      output: { target: 'smithy.api#Unit' },
    },
    'example.lamps#DimLampInput': {
      type: 'structure',
      members: {
        Lamp: { target: 'smithy.api#String', traits: { 'smithy.api#required': {} } },
        Level: { target: 'smithy.api#Integer', traits: { 'smithy.api#range': { min: 0, max: 100 } } },
        Note: { target: 'smithy.api#Document' },
      },
    },
  },
}

// the page

interface Shown {
  readonly page: Page
  /** What the console complained of. */
  readonly complaints: ReadonlyArray<string>
}

const shown = async (context: BrowserContext, url: string): Promise<Shown> => {
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  const complaints: Array<string> = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  page.on('requestfailed', (request) => complaints.push(`${request.url()} failed`))
  await page.goto(url)
  await page.locator('#payload').waitFor()
  return { page, complaints }
}

const verdict = async (page: Page, text: string): Promise<void> => {
  // What was typed is on the page a frame later; until then it says what it said before.
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)))')
  await page.locator('.payload[aria-busy=false] #verdict', { hasText: text }).waitFor()
}

/** Chooses a radio button by its value. */
const pick = (page: Page, value: string): Promise<void> => page.locator(`input[type=radio][value=${value}]`).check()

/** Types a long text at once. */
const paste = async (page: Page, text: string): Promise<void> => {
  await page.evaluate((pasted) => {
    const field = (
      globalThis as unknown as { readonly payload: { value: string; dispatchEvent: (event: Event) => boolean } }
    ).payload
    field.value = pasted
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }, text)
}

/** What is selected in the field of the payload. */
const selected = (page: Page): Promise<string> =>
  page.evaluate<string>(
    '(() => { const f = document.getElementById("payload"); return document.activeElement === f ? f.value.slice(f.selectionStart, f.selectionEnd) : "" })()',
  )

const focused = (page: Page): Promise<string> => page.evaluate<string>('document.activeElement.id')

interface Violation {
  readonly id: string
  readonly nodes: ReadonlyArray<{ readonly html: string; readonly failureSummary?: string }>
}

const violations = async (page: Page): Promise<ReadonlyArray<string>> => {
  await page.evaluate(axe)
  const found = await page.evaluate<{ readonly violations: ReadonlyArray<Violation> }>(
    'axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => ({ violations }))',
  )
  return found.violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map(({ html, failureSummary }) => `${html}\n${failureSummary ?? ''}`).join('\n')}`,
  )
}

/**
 * The contrast of every text on the page with the ground behind it, by the formula of WCAG 2.2, where below 4.5. Grounds here are
 * opaque; the nearest one that is not transparent is what lies behind.
 */
const faintTexts = (page: Page): Promise<ReadonlyArray<string>> =>
  page.evaluate<ReadonlyArray<string>>(`(() => {
    const rgb = (text) => text.match(/[\\d.]+/g).map(Number)
    const channel = (c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4)
    const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b)
    const groundOf = (element) => {
      for (let at = element; at !== null; at = at.parentElement) {
        const color = rgb(getComputedStyle(at).backgroundColor)
        if (color.length === 3 || color[3] === 1) return color
      }
      return [255, 255, 255]
    }
    const faint = []
    for (const element of document.querySelectorAll('body *')) {
      if (element.closest('[hidden], .marks, .unseen') !== null || element.getClientRects().length === 0) continue
      const text = element.tagName === 'TEXTAREA' || element.tagName === 'INPUT'
        ? element.value
        : [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data).join('')
      if (text.trim() === '' || element.type === 'radio' || element.type === 'file') continue
      const [a, b] = [light(rgb(getComputedStyle(element).color)), light(groundOf(element))]
      const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
      if (ratio < 4.5) faint.push(element.tagName + '.' + element.className + ' ' + ratio.toFixed(2) + ' ' + text.trim().slice(0, 40))
    }
    return faint
  })()`)

const isWiderThanItsWindow = (page: Page): Promise<boolean> =>
  page.evaluate<boolean>('document.documentElement.scrollWidth > document.documentElement.clientWidth')

/** Elements whose content is cut at their side with no way to scroll there. */
const clipped = (page: Page): Promise<ReadonlyArray<string>> =>
  page.evaluate<ReadonlyArray<string>>(`[...document.querySelectorAll('body *')]
    .filter((element) => getComputedStyle(element).overflowX === 'hidden' && element.scrollWidth > element.clientWidth + 1)
    .filter((element) => element.closest('.marks, .gutter, .unseen') === null)
    .map((element) => element.tagName + '.' + element.className)`)

const schemes = ['light', 'dark'] as const

const sizes = { desk: { width: 1360, height: 900 }, phone: { width: 390, height: 844 } } as const

describe('the playground', function () {
  this.timeout(120_000)

  let site: string
  let folder: string
  let server: Server
  let browser: Browser
  let context: BrowserContext
  let url: string

  before(async function () {
    if (!existsSync(executablePath)) {
      console.log('      skipped: no Chromium; WIRESHAPE_CHROMIUM names one')
      return this.skip()
    }
    site = mkdtempSync(join(tmpdir(), 'wireshape-playground-'))
    // Inside a site it leads back there.
    writeFileSync(join(site, 'index.html'), '')
    folder = join(site, 'playground')
    await buildPlayground(folder)
    server = await serve(folder)
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  })

  after(async () => {
    await browser?.close()
    server?.close()
    if (site !== undefined) rmSync(site, { recursive: true, force: true })
  })

  beforeEach(async () => {
    context = await browser.newContext({ viewport: sizes.desk })
  })

  afterEach(async () => {
    await context.close()
  })

  it('marks the issues of a typed payload at their places, and leads there', async () => {
    const { page, complaints } = await shown(context, url)
    await verdict(page, 'Accepted')
    await page.fill('#payload', bad)
    await verdict(page, 'Refused: 2 issues')
    assert.deepEqual(await page.locator('mark').allTextContents(), ['"support"', '"FAX"'])
    assert.deepEqual(await page.locator('.issue-list .where').allTextContents(), ['4:30', '5:42'])
    // The mark lies over the very characters of the field: 20 pixels a line, 12 of padding.
    const [mark, field] = [
      await page.locator('mark').first().boundingBox(),
      await page.locator('#payload').boundingBox(),
    ]
    const width = await page.evaluate<number>(
      `(() => { const c = document.createElement('canvas').getContext('2d'); c.font = getComputedStyle(document.getElementById('payload')).font; return c.measureText('0').width })()`,
    )
    assert.ok(mark !== null && field !== null)
    assert.ok(Math.abs(mark.x - field.x - 12 - 29 * width) < 1, `${mark.x - field.x} ${width}`)
    assert.ok(Math.abs(mark.y - field.y - 12 - 3 * 20) < 4, `${mark.y - field.y}`)
    await page.locator('.issue-list button').nth(1).click()
    assert.equal(await selected(page), '"FAX"')
    await page.fill('#payload', bad.replace('"i-1",', '"i-1"'))
    await verdict(page, 'Not JSON')
    assert.deepEqual(await page.locator('.issue-list .where').allTextContents(), ['3:3'])
    assert.equal(await page.locator('#payload').getAttribute('aria-invalid'), 'true')
    assert.deepEqual(complaints, [])
  })

  it('shows the value without what is sensitive, the request in each protocol, and the code', async () => {
    const { page, complaints } = await shown(context, url)
    await verdict(page, 'Accepted')
    const tree = (await page.locator('.tree').textContent()) ?? ''
    assert.ok(tree.includes('InstanceId') && tree.includes('11111111-2222'), tree)
    assert.ok(!tree.includes('ada@example.com') && !tree.includes('engine'), tree)
    await page.locator('summary').first().click()
    assert.equal(await page.locator('.tree').getByText('InstanceId').isVisible(), false)
    await page.getByRole('tab', { name: 'HTTP' }).click()
    assert.equal(await page.locator('.start-line').textContent(), 'PUT /contact/email')
    assert.ok((await page.locator('.listing pre').textContent())?.includes('"EmailAddress":"ada@example.com"'))
    for (const [protocol, line] of [
      ['awsJson1_1', 'POST /'],
      ['awsQuery', 'POST /'],
      ['rpcv2Cbor', 'POST /service/Connect/operation/StartEmailContact'],
    ] as const) {
      await pick(page, protocol)
      assert.equal(await page.locator('.start-line').textContent(), line)
    }
    assert.match(
      (await page.locator('.listing pre').textContent()) ?? '',
      /^0000 {2}[ab][\da-f] 6a 49 6e 73 74 61 6e 63 65 49 64 /,
    )
    await page.getByRole('tab', { name: 'TypeScript' }).click()
    const code = (await page.locator('.listing pre').textContent()) ?? ''
    await page.getByRole('tab', { name: 'JSON Schema' }).click()
    const schema = JSON.parse((await page.locator('.listing pre').textContent()) ?? '')
    assert.equal(schema.$schema, 'https://json-schema.org/draft/2020-12/schema')
    assert.ok(schema.required.includes('DestinationEmailAddress'))
    assert.match((await page.locator('.unsaid').textContent()) ?? '', /constraints that it cannot say/)
    await pick(page, 'domain')
    const domain = JSON.parse((await page.locator('.listing pre').textContent()) ?? '')
    assert.ok(domain.required.includes('destinationEmailAddress') && domain.additionalProperties === false)
    assert.ok(code.startsWith('// Generated by wireshape.') && code.includes('export const StartEmailContactRequest'))
    assert.deepEqual(complaints, [])
  })

  it('reads a model that is opened, and says why a protocol cannot', async () => {
    const { page, complaints } = await shown(context, url)
    const file = { name: 'lamps.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(model)) }
    await page.setInputFiles('#model-file', file)
    await page.getByText('Lamps, 2 operations').waitFor()
    assert.equal(await page.inputValue('#operation'), 'DimLamp')
    // Nobody typed the payload, so a sample of the new shape took its place.
    await page.waitForFunction('payload.value.includes("Lamp")')
    await verdict(page, 'Accepted')
    assert.ok('Lamp' in JSON.parse(await page.inputValue('#payload')))
    await page.fill('#payload', '{ "Lamp": "desk", "Level": 101 }')
    await verdict(page, 'Refused: 1 issue')
    await page.fill('#payload', '{ "Lamp": "desk", "Level": 7 }')
    await verdict(page, 'Accepted')
    await page.getByRole('tab', { name: 'HTTP' }).click()
    assert.equal(await page.locator('.start-line').textContent(), 'POST /service/Lamps/operation/DimLamp')
    await pick(page, 'restJson1')
    assert.match((await page.locator('.cannot').textContent()) ?? '', /DimLamp has none/)
    await page.fill('#payload', '{ "Lamp": "desk", "Note": { "a": 1 } }')
    await verdict(page, 'Accepted')
    await pick(page, 'awsQuery')
    assert.match((await page.locator('.cannot').textContent()) ?? '', /Note: .*unrepresentable/)
    await page.setInputFiles('#model-file', { ...file, name: 'broken.json', buffer: Buffer.from('{"smithy": ') })
    await page.getByText('broken.json is no JSON').waitFor()
    const wrong = JSON.stringify(model).replaceAll('smithy.api#Integer', 'example.lamps#Nowhere')
    await page.setInputFiles('#model-file', { ...file, name: 'wrong.json', buffer: Buffer.from(wrong) })
    await page.getByText('wrong.json is refused: 1 mistake').waitFor()
    assert.match((await page.locator('.faults').textContent()) ?? '', /Nowhere/)
    assert.deepEqual(complaints, [])
  })

  it('what a model, a payload or a link says is text, whatever it says', async () => {
    const markup = '</textarea><img src=x onerror="document.title = 1"><script>document.title = 1</script>'
    const hostile = JSON.parse(JSON.stringify(model)) as typeof model
    hostile.shapes['example.lamps#Lamps'].traits['aws.api#service'].sdkId = markup
    const { page, complaints } = await shown(context, url)
    await page.setInputFiles('#model-file', {
      name: '<b>lamps.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify(hostile)),
    })
    await page.getByText('2 operations').waitFor()
    await page.fill('#payload', JSON.stringify({ Lamp: markup, [markup]: markup, Level: markup }))
    await verdict(page, 'Refused')
    await page.fill('#payload', JSON.stringify({ Lamp: markup, [markup]: markup }))
    await verdict(page, 'Accepted')
    for (const tab of ['HTTP', 'TypeScript', 'JSON Schema', 'Value']) await page.getByRole('tab', { name: tab }).click()
    const link = await writeLink({
      service: 'com.amazonaws.connect#Connect',
      operation: 'StartEmailContact',
      side: 'input',
      form: 'wire',
      text: markup,
    })
    const other = await shown(context, `${url}#${link._tag === 'Right' ? link.right : ''}`)
    await verdict(other.page, 'Not JSON')
    assert.equal(await other.page.inputValue('#payload'), markup)
    for (const one of [page, other.page]) {
      assert.equal(await one.locator('img, b').count(), 0)
      assert.equal(
        await one.locator('script').count(),
        one === page ? 2 : 1,
        'ours, and fast-check where a sample was made',
      )
      assert.equal(await one.title(), 'wireshape playground')
    }
    assert.deepEqual([...complaints, ...other.complaints], [])
  })

  it('takes a dropped file', async () => {
    const { page, complaints } = await shown(context, url)
    await page.evaluate(`(() => {
      const data = new DataTransfer()
      data.items.add(new File([${JSON.stringify(JSON.stringify(model))}], 'lamps.json', { type: 'application/json' }))
      document.querySelector('.columns').dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))
    })()`)
    await page.getByText('Lamps, 2 operations').waitFor()
    assert.deepEqual(complaints, [])
  })

  it('reads a real model', async function () {
    const path = resolve(sharedFolder, 'models/smithy/dynamodb.json')
    if (!existsSync(path)) {
      console.log('      skipped: the shared folder has no models/smithy/dynamodb.json')
      return this.skip()
    }
    const { page, complaints } = await shown(context, url)
    await page.setInputFiles('#model-file', path)
    await page.getByText('dynamodb.json: DynamoDB').waitFor()
    await page.fill('#operation', 'putit')
    await page.keyboard.press('Enter')
    assert.equal(await page.inputValue('#operation'), 'PutItem')
    await page.fill('#payload', '{ "TableName": "lamps", "Item": { "id": { "S": "a", "N": "1" } } }')
    await verdict(page, 'Refused: 1 issue')
    assert.deepEqual(await page.locator('.issue-list .code').allTextContents(), ['union'])
    await page.fill('#payload', '{ "TableName": "lamps", "Item": { "id": { "S": "a" } } }')
    await verdict(page, 'Accepted')
    await page.getByRole('tab', { name: 'HTTP' }).click()
    assert.ok((await page.locator('.headers').textContent())?.includes('DynamoDB_20120810.PutItem'))
    assert.deepEqual(complaints, [])
  })

  it('is used with the keyboard alone', async () => {
    const { page, complaints } = await shown(context, url)
    const press = async (...keys: ReadonlyArray<string>): Promise<void> => {
      for (const key of keys) await page.keyboard.press(key)
    }
    await page.setInputFiles('#model-file', {
      name: 'lamps.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify(model)),
    })
    await page.getByText('Lamps, 2 operations').waitFor()
    // The combobox has the focus once a model is open.
    await page.waitForFunction('document.activeElement.id === "operation"')
    await page.keyboard.type('list')
    assert.equal(await page.locator('[role=option]').count(), 1)
    await press('Escape')
    assert.equal(await page.inputValue('#operation'), 'DimLamp')
    await press('ArrowDown', 'ArrowDown', 'Enter')
    assert.equal(await page.inputValue('#operation'), 'ListLamps')
    await press('ArrowDown', 'ArrowUp', 'Enter')
    assert.equal(await page.inputValue('#operation'), 'DimLamp')
    // Side, form, sample, broken sample, seed, indent, share, payload.
    await press('Tab', 'Tab', 'Tab')
    assert.equal(await page.evaluate<string>('document.activeElement.textContent'), 'Sample')
    await press('Tab', 'Enter')
    await verdict(page, 'Refused: 1 issue')
    await press('Tab', 'Tab', 'Tab')
    assert.equal(await focused(page), 'share')
    await press('Tab')
    assert.equal(await focused(page), 'payload')
    await press('Control+a')
    await page.keyboard.type('{"Lamp": 7, "Level": 101}')
    await verdict(page, 'Refused: 2 issues')
    await press('Control+Home', 'F8')
    assert.equal(await selected(page), '7')
    await press('F8')
    assert.equal(await selected(page), '101')
    await press('Shift+F8')
    assert.equal(await selected(page), '7')
    // The field does not hold the Tab key: two issues, then the tabs.
    await press('Tab', 'Tab', 'Enter')
    assert.equal(await selected(page), '101')
    await press('Tab', 'Tab', 'Tab')
    assert.equal(await focused(page), 'tab-value')
    await press('ArrowRight')
    assert.equal(await focused(page), 'tab-http')
    assert.equal(await page.getByRole('tab', { name: 'HTTP' }).getAttribute('aria-selected'), 'true')
    await press('End', 'Home', 'Tab')
    assert.equal(await focused(page), 'panel')
    assert.deepEqual(complaints, [])
  })

  it('the skip link leads to the payload', async () => {
    const { page } = await shown(context, url)
    assert.equal(await page.locator('.home').getAttribute('href'), '../index.html')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    assert.equal(await focused(page), 'payload')
  })

  it('makes samples by a seed, good and broken, in both forms', async () => {
    const { page, complaints } = await shown(context, url)
    await page.getByLabel('Seed').fill('7')
    await page.getByRole('button', { name: 'Sample', exact: true }).click()
    await page.getByText('Seed 7: a sample').waitFor()
    await verdict(page, 'Accepted')
    const first = await page.inputValue('#payload')
    await page.getByRole('button', { name: 'Sample', exact: true }).click()
    await page.getByText('Seed 8: a sample').waitFor()
    assert.notEqual(await page.inputValue('#payload'), first)
    await page.getByLabel('Seed').fill('7')
    await page.keyboard.press('Enter')
    await page.getByText('Seed 7: a sample').waitFor()
    assert.equal(await page.inputValue('#payload'), first)
    await page.getByRole('button', { name: 'Broken sample' }).click()
    await verdict(page, 'Refused: 1 issue')
    await pick(page, 'domain')
    await page.getByRole('button', { name: 'Sample', exact: true }).click()
    await page.waitForFunction('payload.value.includes("instanceId")')
    await verdict(page, 'Accepted')
    assert.ok('instanceId' in JSON.parse(await page.inputValue('#payload')))
    await pick(page, 'wire')
    await verdict(page, 'Accepted')
    assert.ok('InstanceId' in JSON.parse(await page.inputValue('#payload')))
    await pick(page, 'output')
    await verdict(page, 'Accepted')
    await page.getByRole('tab', { name: 'HTTP' }).click()
    assert.equal(await page.locator('.start-line').textContent(), 'HTTP/1.1 200')
    assert.deepEqual(complaints, [])
  })

  it('shares a link that has nothing sensitive, and opens it', async () => {
    const { page, complaints } = await shown(context, url)
    await page.fill('#payload', JSON.stringify({ ...good, InstanceId: 'i-shared', Misspelt: 'grace@example.com' }))
    await verdict(page, 'Accepted with 1 warning')
    await page.locator('#share').click()
    const link = await page.inputValue('#link')
    assert.match((await page.locator('#link-notes').textContent()) ?? '', /parts are left out/)
    const read = await readLink(link.split('#')[1] ?? '')
    const text = read._tag === 'Right' ? (read.right.text ?? '') : ''
    assert.ok(text.includes('i-shared'), text)
    for (const secret of ['ada@example.com', 'support@example.org', 'hello', 'grace@example.com', '"hi"'])
      assert.ok(!text.includes(secret), secret)
    const other = await shown(context, link)
    await other.page.getByText('Opened from a link.').waitFor()
    assert.equal(await other.page.inputValue('#payload'), text)
    await page.fill('#payload', '{ "EmailAddress": "ada@example.com"')
    await verdict(page, 'Not JSON')
    await page.locator('#share').click()
    assert.match((await page.locator('#link-notes').textContent()) ?? '', /left out: it is no JSON/)
    const bare = await readLink((await page.inputValue('#link')).split('#')[1] ?? '')
    assert.ok(bare._tag === 'Right' && bare.right.text === undefined)
    assert.deepEqual([...complaints, ...other.complaints], [])
  })

  it('a link about a model waits for the model', async () => {
    const file = { name: 'lamps.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(model)) }
    const { page } = await shown(context, url)
    await page.setInputFiles('#model-file', file)
    await page.getByText('Lamps, 2 operations').waitFor()
    await page.fill('#payload', '{ "Lamp": "shared" }')
    await verdict(page, 'Accepted')
    await page.locator('#share').click()
    const { page: other, complaints } = await shown(context, await page.inputValue('#link'))
    await other.getByText('Open its model to go on').waitFor()
    await other.setInputFiles('#model-file', file)
    await other.getByText('Opened from a link.').waitFor()
    assert.deepEqual(JSON.parse(await other.inputValue('#payload')), { Lamp: 'shared' })
    assert.deepEqual(complaints, [])
  })

  it('a damaged link says so', async () => {
    const { page, complaints } = await shown(context, `${url}#1.AAAA`)
    await page.getByText('This link cannot be opened: the link is damaged').waitFor()
    await verdict(page, 'Accepted')
    assert.deepEqual(complaints, [])
  })

  it('a payload of the greatest length does not freeze the page', async () => {
    const { page, complaints } = await shown(context, url)
    const header = '"x-header": "some text of a header",\n'
    const long = `{ "Big": [\n${`{ ${header.trim().slice(0, -1)} },\n`.repeat(20_000)}{}] }`
    assert.ok(long.length > 750_000 && long.length < 1_000_000)
    await page.evaluate(`globalThis.longest = 0; new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) globalThis.longest = Math.max(globalThis.longest, duration)
    }).observe({ type: 'longtask' })`)
    await paste(page, long)
    await verdict(page, 'Refused')
    await page.locator('.issue-list button').last().click()
    assert.ok((await page.evaluate<number>('globalThis.longest')) < 5000)
    await paste(page, long.repeat(2))
    await verdict(page, 'more than this page checks')
    assert.deepEqual(complaints, [])
  })

  it('works as a file, without a server', async () => {
    const { page, complaints } = await shown(context, pathToFileURL(join(folder, 'index.html')).href)
    await verdict(page, 'Accepted')
    await page.getByRole('button', { name: 'Sample', exact: true }).click()
    await page.getByText('Seed 1: a sample').waitFor()
    await verdict(page, 'Accepted')
    await page.locator('#share').click()
    assert.match(await page.inputValue('#link'), /^file:.*index\.html#1\./)
    assert.deepEqual(complaints, [])
  })

  it('its policy forbids making code', async () => {
    const { page } = await shown(context, url)
    const script = `
      try { new Function('return 1')(); document.title = 'made' } catch { document.title = 'forbidden' }`
    await page.route('**/probe.js', (route) => route.fulfill({ contentType: 'text/javascript', body: script }))
    await page.route('**/with-probe', async (route) => {
      const body = readFileSync(join(folder, 'index.html'), 'utf8').replace('main.js', 'probe.js')
      await route.fulfill({ contentType: 'text/html', body })
    })
    await page.goto(`${url}with-probe`)
    await page.waitForFunction('["made", "forbidden"].includes(document.title)')
    assert.equal(await page.title(), 'forbidden')
  })

  for (const scheme of schemes) {
    for (const [size, viewport] of Object.entries(sizes)) {
      // Colours are the same on a phone, and the layout in the dark.
      if (pictures === undefined && (scheme === 'dark') !== (size === 'phone')) continue
      it(`is clean for axe, legible and no wider than its window: ${scheme}, ${size}`, async () => {
        const own = await browser.newContext({ viewport, colorScheme: scheme, reducedMotion: 'reduce' })
        try {
          const { page, complaints } = await shown(own, url)
          const look = async (name: string): Promise<void> => {
            assert.deepEqual(await violations(page), [], name)
            assert.deepEqual(await faintTexts(page), [], name)
            assert.equal(await isWiderThanItsWindow(page), false, name)
            assert.deepEqual(await clipped(page), [], name)
            if (pictures !== undefined)
              await page.screenshot({ path: join(pictures, `${name}-${scheme}-${size}.png`), fullPage: true })
          }
          await verdict(page, 'Accepted')
          await look('value')
          for (const tab of ['HTTP', 'TypeScript', 'JSON Schema']) {
            await page.getByRole('tab', { name: tab }).click()
            await look(tab.toLowerCase().replace(' ', '-'))
          }
          await page.getByRole('tab', { name: 'HTTP' }).click()
          await pick(page, 'rpcv2Cbor')
          await page.fill('#payload', JSON.stringify({ ...good, Colour: 'red' }, null, 2))
          await verdict(page, 'Accepted with 1 warning')
          await page.locator('#share').click()
          await page.locator('#link').waitFor()
          await look('shared')
          await page.fill('#payload', bad)
          await verdict(page, 'Refused: 2 issues')
          await page.locator('#operation').click()
          await look('refused')
          await page.setInputFiles('#model-file', {
            name: 'lamps.json',
            mimeType: 'application/json',
            buffer: Buffer.from(JSON.stringify(model)),
          })
          await page.getByText('Lamps, 2 operations').waitFor()
          await page.fill('#payload', '{ "Lamp": "desk" }')
          await verdict(page, 'Accepted')
          await pick(page, 'restXml')
          await look('cannot')
          assert.deepEqual(complaints, [])
        } finally {
          await own.close()
        }
      })
    }
  }
})
