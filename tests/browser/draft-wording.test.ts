import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../browser.ts'
import { expectFit, openReader } from './reader.ts'
import { send } from './send.ts'
import type { FirstServed } from './served.ts'
import { serve } from './served.ts'

const year = 2025

let served: FirstServed
let browser: Browser
let state: string

beforeAll(async () => {
  served = await serve()
  browser = await launchBrowser()
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(served.address)
  const link = served.link.slice(served.link.indexOf('#') + 1)
  const unit = { zh: '海棠市档案馆', en: 'Haitang City Archives' }
  const own = { person: '冯雨桐', username: 'fengyt', password: '库房钥匙挂在东墙第三格' }
  const body = { link, unit, ...own, zone: 'Asia/Shanghai', start: `${year}-01-01` }
  await send(page, '/setup', body)
  // The duty is self-laid, so that it is off until the unit takes it up.
  const taken = { on: true, reason: '本单位自定', from: `${year}-01-01` }
  await send(page, '/unit/duties/no-criticism', taken, { method: 'PUT' })
  state = JSON.stringify(await context.storageState())
  await context.close()
}, 180_000)

afterAll(async () => {
  await browser?.close()
  await served?.stop()
})

test('the ledger moves: another wording is offered, taken, and what failed becomes a problem', async () => {
  const { address } = served
  const { page, context, trouble } = await openReader(browser, {
    width: 1440,
    lang: 'zh',
    address,
    state,
  })
  await page.goto(address)
  const opened = await send(page, '/drafts', { report: 'annual-report', year })
  const draft = `${address}/drafts/${(opened as { id: string }).id}`
  await page.goto(draft)
  const text = page.locator('.draft-text')
  await text.getByText('全年没有因工作不力受到上级通报批评').waitFor()
  expect(await page.locator('.draft-findings .fixes').count()).toBe(0)
  // What is wanting in the head leads there.
  await page.locator('.draft-findings').getByRole('button', { name: '没有签发人' }).click()
  await expect.poll(() => page.locator(':focus').getAttribute('id')).toMatch(/-issuer$/)

  const values = { receivedOn: `${year}-05-06`, by: 'superior-bureau', matter: '报送不及时' }
  await send(page, '/registers/criticism/records', { values, reason: '补录' })
  await page.reload()
  // Nothing that stands is rewritten; the silence about it is listed.
  await text.getByText('全年没有因工作不力受到上级通报批评').waitFor()
  const left = page.locator('.not-mentioned li', { hasText: '全年未因工作不力受到上级通报' })
  await left.waitFor()
  const offer = page.locator('.draft-findings .fixes')
  await expect.poll(() => offer.innerText()).toContain('受到上级通报批评1次（5月6日）')
  await offer.getByRole('button', { name: '照台账写' }).click()
  await expect.poll(() => text.innerText()).toContain('因工作不力受到上级通报批评1次（5月6日）')
  await left.waitFor({ state: 'detached' })
  await offer.waitFor({ state: 'detached' })
  // One step back undoes it, one forth does it again.
  await text.click()
  await page.keyboard.press('ControlOrMeta+z')
  await expect.poll(() => text.innerText()).toContain('全年没有因工作不力受到上级通报批评')
  await page.keyboard.press('ControlOrMeta+y')
  await expect.poll(() => text.innerText()).toContain('因工作不力受到上级通报批评1次')

  const material = page.locator('.problem-material li', { hasText: '未因工作不力受到上级通报' })
  await material.getByRole('button').click()
  const problem = text.locator('p', { hasText: '没有做到' })
  await expect.poll(() => problem.innerText()).toMatch(/主要是X。拟采取的措施：X。/)
  await material.waitFor({ state: 'detached' })
  // So does the part on next year, of which no task is set yet.
  await expect
    .poll(() => page.locator('.draft-findings li', { hasText: /还有内容没有写|还空着/ }).count())
    .toBe(2)
  await expectFit(page, 'the draft with a problem')
  expect(trouble).toEqual([])
  await context.close()
}, 180_000)
