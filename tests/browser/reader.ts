import { setTimeout as wait } from 'node:timers/promises'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page, Request, Response } from 'playwright-core'
import { expect } from 'vitest'
import type { Lang } from '../../src/ledger/label.ts'
import type { SeenAnswer } from '../api/held-answers.ts'
import { holdWhenRead } from '../api/held-answers.ts'

/** How somebody looks at the page. */
export interface Look {
  readonly width: 1440 | 390
  readonly lang: Lang
}

const everyLook: readonly Look[] = [
  { width: 1440, lang: 'zh' },
  { width: 390, lang: 'en' },
  { width: 1440, lang: 'en' },
  { width: 390, lang: 'zh' },
]

/**
 * The looks a walk is done in. Two have both widths and both languages; what such a walk comes to
 * is held to the other width as well (`expectFitAtBoth`), so it fits in four looks.
 * `npm run campaign:looks` walks in all four.
 */
export const looks = everyLook.slice(0, Number(process.env['TAIZHANG_LOOKS'] ?? 2))

const heights = { 1440: 900, 390: 844 } satisfies Record<Look['width'], number>

/** A person at the page, who also notices what must never be there. */
export interface Reader {
  readonly page: Page
  readonly context: BrowserContext
  /** Errors of scripts and of the content policy, and requests to other hosts. */
  readonly trouble: string[]
}

/** Opens a browser window with the look given; `state` keeps somebody signed in. */
export async function openReader(
  browser: Browser,
  look: Look & { address: string; state?: string | undefined },
): Promise<Reader> {
  const context = await browser.newContext({
    viewport: sizeAt(look.width),
    // No unit of the tests is there: what is read in the browser's own zone is the wrong hour.
    timezoneId: 'America/St_Johns',
    ...(look.state === undefined ? {} : { storageState: JSON.parse(look.state) as never }),
  })
  // A frame in which a paper is looked at has no storage.
  await context.addInitScript((lang) => {
    if (window === window.top) localStorage.setItem('taizhang.lang', lang)
  }, look.lang)
  // Twice the default: what is missing is found all the same, on a machine with other work to do too.
  context.setDefaultTimeout(60_000)
  context.on('page', watchRequests)
  const page = await context.newPage()
  const trouble: string[] = []
  page.on('pageerror', (error) => trouble.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) {
      trouble.push(message.text())
    }
  })
  page.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(look.address) && !/^(data|blob):/.test(url)) trouble.push(`asked ${url}`)
  })
  page.on('response', (response) => holdWhenRead(answerIn(response)))
  return { page, context, trouble }
}

function sizeAt(width: Look['width']): { readonly width: number; readonly height: number } {
  return { width, height: heights[width] }
}

/** Null for what is no answer of the API, and for a body that went away with its page. */
async function answerIn(response: Response): Promise<SeenAnswer | null> {
  const { pathname: path } = new URL(response.url())
  if (!path.startsWith('/api/v1/')) return null
  const type = response.headers()['content-type'] ?? ''
  const [status, method] = [response.status(), response.request().method()]
  try {
    const text = /^application\/(problem\+)?json/.test(type) ? await response.text() : ''
    return { method, path, status, type, text }
  } catch {
    return null
  }
}

/** What each page of a reader has asked for and not got. */
const underWay = new WeakMap<Page, Set<Request>>()

function watchRequests(page: Page): void {
  const requests = new Set<Request>()
  underWay.set(page, requests)
  page.on('request', (request) => requests.add(request))
  page.on('requestfinished', (request) => requests.delete(request))
  page.on('requestfailed', (request) => requests.delete(request))
}

const settledWithinMs = 5_000

/**
 * Waits until a page has loaded, has drawn what it got, and asks for nothing more. What is looked at
 * was waited for; a request that ended unseen would keep this waiting for ever.
 */
async function settled(page: Page): Promise<void> {
  const requests = underWay.get(page)
  const until = performance.now() + settledWithinMs
  for (let quiet = 0; quiet < 2 && performance.now() < until; ) {
    // Fails where the page goes elsewhere meanwhile: it has not settled then.
    const isDrawn = await page.evaluate(drawn).catch(() => false)
    quiet = isDrawn && (requests?.size ?? 0) === 0 ? quiet + 1 : 0
    if (quiet === 0) await wait(20)
  }
}

/** True once a page has nothing to do; runs there. */
function drawn(): Promise<boolean> {
  const isLoaded = document.readyState === 'complete'
  return new Promise((done) => {
    requestIdleCallback(() => requestAnimationFrame(() => done(isLoaded)), { timeout: 1_000 })
  })
}

const judged = new Set<string>()

/**
 * Nothing wider than the window, and nothing serious for axe. A place is judged by axe once at each
 * width of a test file: it has the same elements in either language, and axe takes seconds.
 */
export async function expectFit(page: Page, where: string): Promise<void> {
  await settled(page)
  await expectFitNow(page, where)
}

/** The same at once: of a page with a worker inside a frame nobody hears when it has loaded. */
export async function expectFitNow(page: Page, where: string): Promise<void> {
  await expectNothingWider(page, where)
  const look = `${expect.getState().testPath} ${where} ${page.viewportSize()?.width}`
  if (!judged.has(look)) await expectAccessible(page, where)
  judged.add(look)
}

/** The same, and nothing wider than a window of the other width either; what is open stays open. */
export async function expectFitAtBoth(page: Page, where: string): Promise<void> {
  await expectFit(page, where)
  const own = page.viewportSize()
  if (own === null) throw new Error('a reader has a window')
  const other = own.width === 390 ? 1440 : 390
  await page.setViewportSize(sizeAt(other))
  await page.evaluate(drawn)
  await expectNothingWider(page, `${where} at ${other}`)
  await page.setViewportSize(own)
  await page.evaluate(drawn)
}

async function expectNothingWider(page: Page, where: string): Promise<void> {
  const { own, named } = await page.evaluate(excess)
  expect(own, `${where} is too wide`).toBeLessThanOrEqual(0)
  const called = `${where} is too wide when everybody has a long name`
  expect(named, called).toBeLessThanOrEqual(0)
}

/**
 * By how many pixels the page is wider than its window, or a dialog over it than the dialog: as it
 * is, and if everybody of the unit were called by 27 of the widest letters, for that moment. Runs
 * there, where nothing is drawn in between.
 */
async function excess(): Promise<{ readonly own: number; readonly named: number }> {
  const excessNow = () =>
    Math.max(
      document.documentElement.scrollWidth - innerWidth,
      ...[...document.querySelectorAll('.dialog')].map((one) => one.scrollWidth - one.clientWidth),
    )
  const own = excessNow()
  const roster = await fetch('/api/v1/roster').then(
    (answer) => (answer.ok ? answer.json() : { people: [] }),
    () => ({ people: [] }),
  )
  const names: readonly string[] = roster.people.map(({ name }: { name: string }) => name)
  const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const before = new Map<Node, string>()
  for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
    const text = node.nodeValue ?? ''
    if (names.some((name) => text.includes(name))) before.set(node, text)
  }
  for (const [node, text] of before) {
    node.nodeValue = names.reduce((said, name) => said.replaceAll(name, 'W'.repeat(27)), text)
  }
  const named = excessNow()
  for (const [node, text] of before) node.nodeValue = text
  return { own, named }
}

/** What would be printed of the page has nothing in it to press, to fill in or to drop a file on. */
export async function expectPaper(page: Page, where: string): Promise<void> {
  await settled(page)
  await page.emulateMedia({ media: 'print' })
  const acts = page.locator('main').locator('.button, .drop, .file-choice, input, select, textarea')
  const seen = await acts.evaluateAll((all) =>
    all.filter((one) => one.checkVisibility()).map((one) => one.outerHTML.slice(0, 120)),
  )
  await page.emulateMedia({ media: 'screen' })
  expect(seen, `${where} on paper`).toEqual([])
}

type Violation = Awaited<ReturnType<AxeBuilder['analyze']>>['violations'][number]

/** WCAG 2.2 at level AA; the size of targets is not among the rules that axe asks by itself. */
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

async function expectAccessible(page: Page, where: string): Promise<void> {
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).withTags(rules)
  // The way that knows frames of other origins opens a page more for each look.
  const { violations } = await axe.setLegacyMode(page.frames().length === 1).analyze()
  const serious = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes
        .filter((node) => !isScrolledUnder(node))
        .map((node) => `${where}: ${id} at ${node.target.join(' ')}`),
    )
  expect(serious).toEqual([])
}

/** Big enough, but partly below what stays in place while the page is scrolled. */
function isScrolledUnder({ any }: Violation['nodes'][number]): boolean {
  return any.some(({ data }) => /obscured/i.test(String(data?.messageKey)))
}
