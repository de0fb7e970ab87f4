import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FirstServed } from '../browser/served.ts'
import { serve } from '../browser/served.ts'
import { launchBrowser } from '../browser.ts'

let served: FirstServed
let browser: Browser

beforeAll(async () => {
  served = await serve()
  browser = await launchBrowser()
}, 180_000)

afterAll(async () => {
  await browser?.close()
  await served?.stop()
})

// Each would set `window.ran` if the page took it for markup, an address or a style.
const scripts = [
  '<script>window.ran=1</script>',
  '<img src=x onerror="window.ran=1">',
  '"><svg onload=window.ran=1>',
  "javascript:window.ran=1//'",
  '{{constructor.constructor("window.ran=1")()}}',
  '</title><iframe srcdoc="<script>parent.ran=1</script>">',
  '<a href="javascript:window.ran=1">x</a>',
] as const
const policy = /script-src 'self'; style-src 'self';|default-src 'none'/
const unit = '<img src=x onerror=window.ran=1>馆'
const person = '<b onclick=window.ran=1>张</b>'

async function post(page: Page, path: string, body: unknown): Promise<unknown> {
  const told = await page.evaluate(
    async ([address, text]) => {
      const headers = { 'content-type': 'application/json' }
      const answer = await fetch(address, { method: 'POST', headers, body: text })
      return { ok: answer.ok, body: await answer.json() }
    },
    [`/api/v1${path}`, JSON.stringify(body)] as const,
  )
  if (!told.ok) throw new Error(`${path}: ${JSON.stringify(told.body)}`)
  return told.body
}

test('markup in names, values, reasons and addresses stays text on every page', async () => {
  const page = await browser.newPage()
  const trouble: string[] = []
  page.on('pageerror', (error) => trouble.push(error.message))
  page.on('dialog', (dialog) => trouble.push(dialog.message()))
  page.on('console', (message) => {
    if (/Content.Security.Policy|Refused to/i.test(message.text())) trouble.push(message.text())
  })
  page.on('request', (request) => {
    if (!request.url().startsWith(served.address)) trouble.push(`asked ${request.url()}`)
  })
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) =>
      console.error(`Content-Security-Policy ${event.violatedDirective} ${event.blockedURI}`),
    )
  })
  await page.goto(served.address)
  const link = served.link.slice(served.link.indexOf('#') + 1)
  const account = { person, username: 'zhang', password: '库房钥匙挂在东墙第三格' }
  await post(page, '/setup', { link, unit, zone: 'Asia/Shanghai', ...account })
  const record = await fill(page)
  const escaped = encodeURIComponent(scripts[1])
  const places = [
    '/',
    '/registers/problem',
    `/registers/problem/${record}`,
    '/settings/people',
    '/settings/accounts',
    '/settings/unit',
    '/settings/start',
    '/registers/person',
    `/registers/problem?search=${escaped}`,
    `/search?q=${escaped}`,
    `/registers/problem/${escaped}`,
    '/reports/annual-report',
    `/welcome#${scripts[1]}`,
    `/registers/${escaped}`,
    '//evil.example/',
    '/\\evil.example',
    '/sign-in?next=//evil.example',
  ]
  for (const place of places) {
    const told = await page.goto(served.address + place)
    await page.waitForLoadState('networkidle')
    expect(new URL(page.url()).origin, place).toBe(served.address)
    expect(told?.headers()['content-security-policy'], place).toMatch(policy)
    expect(await page.evaluate(() => Reflect.get(window, 'ran')), place).toBe(undefined)
    const live = await page
      .locator('img[src=x], iframe, a[href^="javascript:"], b[onclick]')
      .count()
    expect(live, place).toBe(0)
  }
  await page.goto(`${served.address}/registers/problem/${record}`)
  await expect.poll(() => page.locator('main, body').first().innerText()).toContain(scripts[0])
  expect(trouble).toEqual([])
  await page.close()
}, 120_000)

async function fill(page: Page): Promise<string> {
  const pack = await page.evaluate(async () => (await fetch('/api/v1/pack')).json())
  const source = pack.lists['problem-sources'][0].id
  let last = ''
  for (const text of scripts) {
    const values = { title: text, cause: text, source, foundOn: '2026-05-06' }
    const measures = [{ measure: text }]
    const made = await post(page, '/registers/problem/records', {
      values: { ...values, measures },
      reason: text,
    })
    if (last === '') last = (made as { record: { id: string } }).record.id
  }
  await post(page, '/registers/person/records', {
    values: { name: scripts[0], since: '2020-01-01' },
  })
  await post(page, '/tokens', { name: scripts[1], scopes: ['read'] })
  await post(page, '/accounts', { newPerson: scripts[2], username: 'li', roles: ['clerk'] })
  return last
}
