import { writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import type { Browser, Page } from 'playwright-core'
import { test } from 'vitest'
import { launchBrowser } from '../browser.ts'
import { expectFit } from './reader.ts'
import { send } from './send.ts'
import { serve } from './served.ts'

/** `npm run pictures` names the folder; the tests only walk the same way. */
const folder = process.env['TAIZHANG_PICTURES']
const password = '库房钥匙挂在东墙第三格'

/** The demo is opened on this day, so that a picture changes when the page does. */
const moment = '2026-06-15T09:30:00+08:00'
/** A year that is over, whose short report nobody has begun. */
const year = 2025

interface Office {
  readonly browser: Browser
  readonly address: string
}

test('what README and the tour show can be walked in the demo, and is drawn when asked', async () => {
  const served = await serve(moment)
  const browser = await launchBrowser()
  const office = { browser, address: served.address }
  try {
    const page = await openDemo(office, served.link)
    await showYear(page, office)
    await showLedger(page, office)
    const sealed = await showReport(page, office)
    await showVerdict(page, office, sealed)
    await showPhone(page, office)
    await showCalls(page, office)
  } finally {
    await browser.close()
    await served.stop()
  }
}, 600_000)

/** A window of somebody who reads Chinese. */
async function openWindow({ browser }: Office): Promise<Page> {
  const viewport = { width: 1440, height: 900 }
  const context = await browser.newContext({ viewport, timezoneId: 'Asia/Shanghai' })
  await context.addInitScript(() => localStorage.setItem('taizhang.lang', 'zh'))
  context.setDefaultTimeout(120_000)
  return context.newPage()
}

async function openDemo(office: Office, link: string): Promise<Page> {
  const page = await openWindow(office)
  await page.goto(link)
  await page.getByRole('button', { name: '打开演示' }).click()
  // However long a busy machine takes: the limit of the test is the only one.
  await page.waitForURL(/password/, { timeout: 0 })
  await page.locator('input[type=password]').fill(password)
  await page.locator('button[type=submit]').click()
  await page.locator('.year-grid').waitFor()
  // The database knows the real day: an administrator's word stands against it.
  await send(page, '/clock/confirm', { password })
  return page
}

async function showYear(page: Page, { address }: Office): Promise<void> {
  await page.goto(address)
  // The term of the organ's committee ends in two days.
  await page.locator('[data-cell^="organ-committee-term"]').first().click()
  await picture(page, 'year')
}

async function showLedger(page: Page, { address }: Office): Promise<void> {
  await page.goto(`${address}/registers/meeting`)
  await page.locator('.records tbody tr, .register-page tbody tr, tbody tr').first().waitFor()
  await picture(page, 'ledger')
}

async function showPhone(page: Page, { address }: Office): Promise<void> {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(address)
  await page.locator('.year-grid').waitFor()
  await picture(page, 'phone')
  await page.setViewportSize({ width: 1440, height: 900 })
}

/** The body above: where the units below stand with what it asked, and one total opened. */
async function showCalls(page: Page, { address }: Office): Promise<void> {
  await page.goto(address)
  await page.getByRole('button', { name: '当前单位：海棠市档案馆' }).click()
  await page.getByRole('option', { name: '中共海棠市委办公室' }).click()
  await page.getByRole('button', { name: '当前单位：中共海棠市委办公室' }).waitFor()
  await send(page, '/clock/confirm', { password })
  await page.goto(`${address}/calls`)
  await page.getByRole('link', { name: '意识形态工作责任制落实情况' }).click()
  await page.getByText('尚未报送2个').waitFor()
  await page.locator('.call-totals tr', { hasText: '集体学习' }).getByRole('link').click()
  const school = page.locator('.call-collected tr', { hasText: '海棠市委党校' })
  await school.waitFor()
  await picture(page, 'call')
  // The number opens the answer, and the answer its evidence.
  await school.getByRole('link').click()
  await page.getByRole('button', { name: '核验这份答复' }).click()
  await page.locator('.report-claims').waitFor()
  await picture(page, 'answer')
}

/** Drafts, has reviewed and signs a report; answers the sealed file. */
async function showReport(page: Page, office: Office): Promise<Buffer> {
  await page.goto(`${office.address}/reports?year=${year}`)
  await page.locator('.report-list tr', { hasText: '主体责任情况摘要' }).getByRole('button').click()
  await page.locator('.draft-text > *').first().waitFor()
  const draft = page.url()
  await page.locator('.number-chip').nth(3).click()
  await picture(page, 'report')
  await page.getByLabel('签发人').fill('周明远')
  await page.getByLabel('成文日期').fill(`${year + 1}-01-05`)
  await page.getByLabel('保留的理由').fill('纪检部门已来函说明全年没有此类处分。')
  await page.getByRole('button', { name: '保留这1处' }).click()
  await page.getByLabel('再次输入密码').fill(password)
  await page.getByRole('button', { name: '保留', exact: true }).click()
  await page.locator('.dialog').waitFor({ state: 'detached' })
  await passReview(page, office, draft)
  await page.reload()
  await page.getByRole('button', { name: '签发', exact: true }).click()
  await page.getByLabel('再次输入密码').fill(password)
  await page.locator('.dialog').getByRole('button', { name: '签发' }).click()
  const link = page.getByRole('link', { name: '下载定稿' }).first()
  await link.waitFor()
  await picture(page, 'signed')
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
  return readFile(await download.path())
}

/** Somebody else looks at the report and lets it pass. */
async function passReview(page: Page, office: Office, draft: string): Promise<void> {
  const reviewer = { newPerson: '罗一鸣', username: 'luoym', roles: ['reviewer'] }
  const { link } = (await send(page, '/accounts', reviewer)) as { link: string }
  const other = await openWindow(office)
  await other.goto(office.address)
  await send(other, '/session/link', { token: link })
  await send(other, '/session/password', { password })
  await other.goto(draft)
  await other.getByRole('button', { name: '复核', exact: true }).click()
  await other.getByRole('button', { name: '通过' }).click()
  await other.locator('.flow-bar', { hasText: '罗一鸣已复核' }).waitFor()
  await other.context().close()
}

/** A number changed by hand after the signature, and what the page says of the file. */
async function showVerdict(page: Page, office: Office, sealed: Buffer): Promise<void> {
  await page.goto(`${office.address}/verify`)
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({
      name: '主体责任情况摘要.docx',
      mimeType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      buffer: changedByHand(sealed),
    })
  await page.getByText('改成了').first().waitFor()
  await picture(page, 'verify')
}

function changedByHand(sealed: Buffer): Buffer {
  const parts = unzipSync(sealed)
  const path = 'word/document.xml'
  const text = strFromU8(parts[path] ?? new Uint8Array())
  const changed = text.replace(/(集体学习(?:<[^>]+>)*)10/, '$112')
  if (changed === text) throw new Error('the number to change is not there')
  return Buffer.from(zipSync({ ...parts, [path]: strToU8(changed) }))
}

async function picture(page: Page, name: string): Promise<void> {
  await expectFit(page, name)
  await page.evaluate(() => document.fonts.ready)
  if (folder === undefined) return
  writeFileSync(join(folder, `${name}.png`), await page.screenshot({ animations: 'disabled' }))
}
