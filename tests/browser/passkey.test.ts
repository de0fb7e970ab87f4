import { readFile } from 'node:fs/promises'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { readSealedFile } from '../../src/adapters/office/read-sealed-file.ts'
import { verifyReport } from '../../src/report/verify/verify-report.ts'
import { launchBrowser } from '../browser.ts'
import { soundTree } from '../report-flow/people.ts'
import { expectFit, openReader } from './reader.ts'
import { send } from './send.ts'
import type { FirstServed } from './served.ts'
import { serve } from './served.ts'

const password = '库房钥匙挂在东墙第三格'
const walkWithinMs = 180_000
const year = 2025

let served: FirstServed
let browser: Browser
/** The one name under which browsers give passkeys without encryption. */
let address: string
let admin: Page

beforeAll(async () => {
  served = await serve()
  address = `http://localhost:${new URL(served.address).port}`
  browser = await launchBrowser()
  admin = await setUpAdmin()
}, 180_000)

afterAll(async () => {
  await browser?.close()
  await served?.stop()
})

/** Opens a page of somebody whom the administrator invites. */
async function invited(name: string, role: string): Promise<BrowserContext> {
  const body = { newPerson: name, username: name, roles: [role] }
  const { link: token } = (await send(admin, '/accounts', body)) as { link: string }
  const { page, context } = await openReader(browser, { width: 1440, lang: 'zh', address })
  await page.goto(address)
  await send(page, '/session/link', { token })
  await send(page, '/session/password', { password })
  return context
}

async function pageOf(context: BrowserContext): Promise<Page> {
  const [page] = context.pages()
  if (!page) throw new Error('the context has no page')
  return page
}

/** A reviewed draft that waits for its signature; answers its address. */
async function reviewedDraft(signer: Page): Promise<string> {
  const opened = await send(admin, '/drafts', { report: 'annual-report', year })
  const { id } = opened as { id: string }
  await send(admin, `/drafts/${id}`, { tree: soundTree() }, { method: 'PUT', ifMatch: 1 })
  const view = await signer.evaluate(
    async (path) => (await fetch(path)).json(),
    `/api/v1/drafts/${id}`,
  )
  const [{ id: claim, text: words, state }] = view.document.claims
  const reason = '制度在上级系统登记。'
  const stands = { claims: [{ claim, words, state, reason }], password }
  await send(signer, `/drafts/${id}/override`, stands)
  const reviewer = await pageOf(await invited('林若兰', 'reviewer'))
  const { revision } = view.draft
  const review = { revision, verdict: 'passed' }
  await send(reviewer, `/drafts/${id}/review`, review, { ifMatch: 0 })
  await reviewer.context().close()
  return `/drafts/${id}`
}

/** A device that verifies its owner without asking, as Chromium offers it for tests. */
async function withAuthenticator(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

async function setUpAdmin(): Promise<Page> {
  const { page } = await openReader(browser, { width: 1440, lang: 'zh', address })
  await page.goto(address)
  const link = served.link.slice(served.link.indexOf('#') + 1)
  const unit = { zh: '海棠市档案馆', en: 'Haitang City Archives' }
  const own = { person: '冯雨桐', username: 'fengyt', password, zone: 'Asia/Shanghai' }
  await send(page, '/setup', { link, unit, start: '2000-01-01', ...own })
  return page
}

test(
  'a passkey is added on the page “mine” and signs a report that verifies offline',
  async () => {
    const context = await invited('周明远', 'first-responsible')
    const page = await pageOf(context)
    await withAuthenticator(page)
    const draft = await reviewedDraft(page)

    await page.goto(`${address}/mine`)
    await page.getByRole('button', { name: '添加通行密钥' }).click()
    await page.getByLabel('名称').fill('办公电脑')
    await page.getByLabel('再次输入密码').fill(password)
    await page.locator('.dialog').getByRole('button', { name: '添加通行密钥' }).click()
    await page.locator('.passkeys li', { hasText: '办公电脑' }).waitFor()
    await expectFit(page, 'mine with a passkey')

    await page.goto(address + draft)
    await page.getByRole('button', { name: '签发', exact: true }).click()
    await page.getByRole('button', { name: '用通行密钥签发' }).click()
    const link = page.getByRole('link', { name: '下载定稿' }).first()
    await link.waitFor({ timeout: 60_000 })
    const [file] = await Promise.all([page.waitForEvent('download'), link.click()])
    const { sealedText, words } = await readSealedFile(await readFile(await file.path()))
    const found = verifyReport(nodeCrypto, { carried: sealedText, words, key: null })
    expect(found).toMatchObject({ holds: true, signed: { name: '周明远' } })
    expect(found.signed?.sentence.zh).toContain('以本人登记的通行密钥签发，签名已核对')
    await context.close()
  },
  walkWithinMs,
)

test('an address in digits says where passkeys work', async () => {
  const { page, context } = await openReader(browser, {
    width: 390,
    lang: 'zh',
    address: served.address,
  })
  await page.goto(served.address)
  await send(page, '/session', { username: 'fengyt', password })
  await page.goto(`${served.address}/mine`)
  await page.getByRole('link', { name: '本机使用，请打开' }).waitFor()
  await expectFit(page, 'mine at an address in digits')
  await context.close()
}, 60_000)
