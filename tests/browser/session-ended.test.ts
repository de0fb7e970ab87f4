import type { Route } from 'playwright-core'
import { expect, test } from 'vitest'
import { expectFit, expectFitNow } from './reader.ts'
import { get, password, post, unitOfFile } from './unit.ts'

const unit = unitOfFile()

let written = 0

test.each([
  ['zh', 1440, '登录并继续'],
  ['en', 390, 'Sign in and go on'],
] as const)(
  'where a session ended, the form offers the sign-in, keeps what was typed and goes on (%s)',
  async (lang, width, button) => {
    const { page, context } = await unit.open({ width, lang })
    await page.goto(`${unit.address}/problems`)
    const isChinese = lang === 'zh'
    await page
      .getByRole('button', { name: isChinese ? '登记问题' : /problem/i })
      .first()
      .click()
    const title = page.locator('.field-line[data-field=title] input')
    await title.fill('合同归档不及时')
    await page.locator('.field-line[data-field=source] select').selectOption('self-check')
    await page.locator('.field-line[data-field=class] select').selectOption('minutes')
    await page.locator('.field-line[data-field=cause] textarea').fill('移交时限不明确')
    await context.clearCookies()
    await page.locator('.dialog button[type=submit]').click()
    const enter = page.getByRole('button', { name: button })
    await enter.first().waitFor()
    const folder = process.env['SCREENSHOTS']
    if (folder) await page.screenshot({ path: `${folder}/session-ended-${lang}.png` })
    await expectFit(page, 'a session that ended')
    await page
      .getByLabel(isChinese ? '用户名' : 'User name')
      .first()
      .fill('fengyt')
    await page
      .getByLabel(isChinese ? '密码' : 'Password')
      .first()
      .fill(password)
    await page.keyboard.press('Enter')
    await page.locator('.stage-strip').waitFor()
    const { items } = await get<{ items: readonly { title: string }[] }>(
      page,
      '/registers/problem/records',
    )
    expect(items.filter((one) => one.title === '合同归档不及时')).toHaveLength(++written)
    await context.close()
  },
  120_000,
)

test('a saving that the network lost is said at once, and done once when it is back', async () => {
  const { page, context, trouble } = await unit.open({ width: 1440, lang: 'zh' })
  await page.goto(`${unit.address}/registers/rule`)
  await page
    .getByRole('button', { name: /记一笔/ })
    .last()
    .click()
  const title = page.locator('.field-line[data-field=title] input')
  await title.fill('档案借阅登记办法')
  await page.locator('.field-line[data-field=change] select').selectOption('made')
  const save = page.locator('.dialog button[type=submit]')
  await context.setOffline(true)
  await save.click()
  await page.locator('.dialog [role=alert]', { hasText: '连接不到服务器' }).waitFor()
  expect(await title.inputValue()).toBe('档案借阅登记办法')
  await context.setOffline(false)
  // The page finds it by itself and no longer says what is over.
  await page.locator('.dialog [role=status]', { hasText: '又连上服务器了' }).waitFor()
  expect(await page.getByText('连接不到服务器').count()).toBe(0)
  // A tired hand clicks twice; the second finds the form saving, or gone.
  await save.dblclick()
  await save.waitFor({ state: 'detached' })
  const kept = await get<{ items: readonly unknown[] }>(page, '/registers/rule/records')
  expect(kept.items).toHaveLength(1)
  expect(trouble.filter((one) => !one.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([])
  await context.close()
}, 120_000)

test('a server that is silent is said while the form waits, and the form is done when it answers', async () => {
  const { page, context, trouble } = await unit.open({ width: 1440, lang: 'zh' })
  await page.goto(`${unit.address}/registers/rule`)
  await page
    .getByRole('button', { name: /记一笔/ })
    .last()
    .click()
  await page.locator('.field-line[data-field=title] input').fill('库房巡查办法')
  await page.locator('.field-line[data-field=change] select').selectOption('made')
  const held: Route[] = []
  await page.route(/\/(registers\/rule\/records|healthz)$/, (route) => {
    held.push(route)
  })
  await page.locator('.dialog button[type=submit]').click()
  await page.locator('.form-foot [role=alert]', { hasText: '服务器没有回应' }).waitFor()
  await expectFitNow(page, 'a server that is silent')
  await page.unroute(/\/(registers\/rule\/records|healthz)$/)
  for (const route of held) await route.continue().catch(() => undefined)
  await page.locator('.dialog').waitFor({ state: 'detached' })
  const kept = await get<{ items: readonly unknown[] }>(page, '/registers/rule/records')
  expect(kept.items).toHaveLength(2)
  expect(trouble).toEqual([])
  await context.close()
}, 120_000)

test('what was saved without an answer, and changed since, is not saved twice by itself', async () => {
  const { page, context } = await unit.open({ width: 1440, lang: 'zh' })
  await page.goto(`${unit.address}/registers/rule`)
  await page
    .getByRole('button', { name: /记一笔/ })
    .last()
    .click()
  const title = page.locator('.field-line[data-field=title] input')
  await title.fill('钥匙保管办法')
  await page.locator('.field-line[data-field=change] select').selectOption('made')
  const before = await page.evaluate(countOfRules)
  const address = /\/registers\/rule\/records$/
  await page.route(address, async (route) => {
    await route.fetch()
    await route.abort('connectionreset')
  })
  const save = page.locator('.dialog button[type=submit]')
  await save.click()
  await page.locator('.dialog [role=alert]', { hasText: '连接不到服务器' }).waitFor()
  await page.unroute(address)
  await title.fill('库房钥匙保管办法')
  await save.click()
  await page.locator('.dialog [role=alert]', { hasText: '已经保存过一次' }).waitFor()
  await expectFitNow(page, 'what was saved before')
  expect(await page.evaluate(countOfRules)).toBe(before + 1)
  expect(await title.inputValue()).toBe('库房钥匙保管办法')
  await page.getByRole('button', { name: '另记一笔' }).click()
  await save.waitFor({ state: 'detached' })
  expect(await page.evaluate(countOfRules)).toBe(before + 2)
  await context.close()
}, 120_000)

/** How much wider than a dialog its button is when the body has a long name; runs there. */
function excessOfLongName(dialog: Element): number {
  const button = dialog.querySelector('[role=alert] .button')
  const before = button?.textContent ?? ''
  if (button) button.textContent = 'Change back to the archives '.repeat(3)
  const wider = dialog.scrollWidth - dialog.clientWidth
  if (button) button.textContent = before
  return wider
}

test('what one window shows is never written into the body that another window changed to', async () => {
  const { page, context } = await unit.open({ width: 1440, lang: 'zh' })
  await page.goto(`${unit.address}/registers/rule`)
  const { organisation } = await get<{ organisation: { id: string } }>(page, '/session')
  await post(page, '/organisations', { name: '海棠市图书馆', zone: 'Asia/Shanghai', below: false })
  const { items } = await get<{ items: readonly { id: string }[] }>(page, '/organisations')
  const other = items.find(({ id }) => id !== organisation.id)?.id ?? ''
  await page
    .getByRole('button', { name: /记一笔/ })
    .last()
    .click()
  const title = page.locator('.field-line[data-field=title] input')
  await title.fill('阅览室开放办法')
  await page.locator('.field-line[data-field=change] select').selectOption('made')
  const before = await page.evaluate(countOfRules)
  const window = await context.newPage()
  await window.goto(unit.address)
  await post(window, '/session/organisation', { organisation: other })
  await page.locator('.dialog button[type=submit]').click()
  await page.locator('.dialog [role=alert]', { hasText: '“海棠市图书馆”' }).waitFor()
  await expectFitNow(page, 'a window of another organisation')
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await page.locator('.dialog').evaluate(excessOfLongName)).toBeLessThanOrEqual(0)
  expect(await title.inputValue()).toBe('阅览室开放办法')
  expect(await window.evaluate(countOfRules)).toBe(0)
  await page.getByRole('button', { name: '切换回“海棠市档案馆”并继续' }).click()
  await title.waitFor({ state: 'detached' })
  expect(await page.evaluate(countOfRules)).toBe(before + 1)
  await context.close()
}, 120_000)

/** Runs in the page. */
async function countOfRules(): Promise<number> {
  const { items } = await (await fetch('/api/v1/registers/rule/records')).json()
  return items.length
}

test('a one-time link that is spent leads to the sign-in and is not tried again', async () => {
  const { page, context } = await unit.openStranger({ width: 390, lang: 'zh' })
  await page.goto(`${unit.address}/welcome#${'A'.repeat(43)}`)
  await page.locator('.note.bad').waitFor()
  expect(await page.getByRole('button', { name: '重试' }).count()).toBe(0)
  await expectFit(page, 'a link that is spent')
  await page.getByRole('link', { name: '去登录' }).click()
  await page.getByLabel('用户名').waitFor()
  await context.close()
})
