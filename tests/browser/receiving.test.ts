import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { filledSheet } from '../calls/fill-sheet.ts'
import type { Office } from '../report-flow/people.ts'
import { issueReport, openOffice } from '../report-flow/people.ts'
import { expectFit, expectFitAtBoth, expectPaper, looks } from './reader.ts'
import { password, post, unitOfFile } from './unit.ts'

const walkWithinMs = 240_000
const year = 2025
const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** A body below with a log of its own: what it sent, and the key that its log is known by. */
interface Sender {
  readonly office: Office
  readonly vkey: string
  readonly file: { readonly name: string; readonly mimeType: string; readonly buffer: Buffer }
}

const unit = unitOfFile()
let senders: readonly [Sender, Sender]

beforeAll(async () => {
  senders = [await openSender('one'), await openSender('other')]
}, 240_000)

afterAll(async () => {
  for (const { office } of senders ?? []) await office.serving.close()
})

async function openSender(name: string): Promise<Sender> {
  const office = await openOffice()
  const { bytes } = await issueReport(office, year)
  const { organisations, store } = office.serving.opened.ports
  const [org] = await organisations.all()
  const vkey = Buffer.from((await store.logFile(org?.id ?? 0, 'vkey')) ?? []).toString('utf8')
  return {
    office,
    vkey,
    file: { name: `${name}.docx`, mimeType: word, buffer: Buffer.from(bytes) },
  }
}

test(
  'reports of two bodies are received, one returned and one accepted, and laid side by side',
  async () => {
    const { page, context, trouble } = await unit.open({ width: 1440, lang: 'zh' })
    await page.goto(`${unit.address}/received`)
    await page.getByText('还没有登记的公钥。').waitFor()
    await expectFit(page, 'nothing received')
    for (const [nth, { vkey, file }] of senders.entries()) {
      const add = page.locator('summary', { hasText: '登记公钥' })
      await add.click()
      await page.getByLabel('单位名称', { exact: true }).fill(`第${nth + 1}分馆`)
      await page.getByLabel('日志公钥', { exact: true }).fill(vkey)
      await page.locator('form').getByRole('button', { name: '登记公钥', exact: true }).click()
      await expect.poll(() => page.locator('.key-text').count()).toBe(nth + 1)
      await add.click()
      // It may be a body above, which sends no report: the words say only what was seen of its log.
      const known = page.locator('.record-links li', { hasText: `第${nth + 1}分馆` })
      await known.getByText('尚未见证').waitFor()
      await page.locator('input[type=file]').setInputFiles(file)
      await expect.poll(() => page.locator('.received-list tbody tr').count()).toBe(nth + 1)
    }
    await page.locator('input[type=file]').setInputFiles(senders[0].file)
    await page.getByText('不重复接收').waitFor()

    const settle = page.getByRole('button', { name: '办理' })
    await settle.first().click()
    await page.getByLabel('退回原因').fill('第一项与台账不符，请核对后重报。')
    await expectFit(page, 'accepting or returning')
    await page.getByRole('button', { name: '退回', exact: true }).click()
    await page.locator('.received-list tr', { hasText: '请核对后重报' }).waitFor()
    await expect.poll(() => settle.count()).toBe(1)
    await settle.click()
    await page.getByRole('button', { name: '接收', exact: true }).click()
    await page.locator('.received-list tr', { hasText: '已接收' }).waitFor()
    expect(trouble).toEqual([])
    await context.close()
  },
  walkWithinMs,
)

test.each(looks)(
  'what was received and what it shares fits at $width in $lang',
  async (look) => {
    const { page, context, trouble } = await unit.open(look)
    await page.goto(`${unit.address}/received`)
    await page.locator('.received-list tbody tr').first().waitFor()
    await page.locator('[aria-labelledby=alike-title] .actions .button').click()
    await page.locator('.alike-pairs summary').click()
    await page.locator('.alike-passages blockquote').first().waitFor()
    // Each report ends with the same annex; that is no likeness.
    expect(await page.locator('.alike-passages').innerText()).not.toMatch(/核验|检查点/)
    await expect.poll(() => page.locator('.received-list td a').first().isVisible()).toBe(true)
    await expectFitAtBoth(page, 'what was received')
    await expectPaper(page, 'what was received')
    expect(trouble).toEqual([])
    await context.close()
  },
  walkWithinMs,
)

test.each(looks)(
  'a stranger verifies a file at $width in $lang, without an account',
  async (look) => {
    const { page, context, trouble } = await unit.openStranger(look)
    await page.goto(`${unit.address}/verify`)
    await page.waitForURL('**/verify-outside')
    await page.locator('h1').waitFor()
    await expectFitAtBoth(page, 'verifying without an account')
    const sheet = {
      name: '台账.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('日期,名称\n1,2\n'),
    }
    await page.locator('input[type=file]').first().setInputFiles(sheet)
    await page.getByText(/^这不是可以核验的文件|^This is no file that can be verified/).waitFor()
    await page.locator('input[type=file]').first().setInputFiles(senders[0].file)
    await page.locator('.verdict-pair').first().waitFor()
    await expectFitAtBoth(page, 'what a stranger verified')
    expect(trouble).toEqual([])
    await context.close()
  },
  walkWithinMs,
)

test.each(looks)(
  'last year’s report is read and bound at $width in $lang',
  async (look) => {
    const { page, context, trouble } = await unit.open(look)
    // A year has one draft of a report: each look begins another year's.
    const own = year - looks.indexOf(look)
    await page.goto(`${unit.address}/reports/from-last?year=${own}`)
    await page.locator('input[type=file]').waitFor({ state: 'attached' })
    await expectFitAtBoth(page, 'before last year’s report is read')
    const lines = ['一、工作情况', '书记办公会议研究全面从严治党工作7次。中心组学习9次。']
    const buffer = Buffer.from(lines.join('\n'))
    const file = { name: '去年.txt', mimeType: 'text/plain', buffer }
    await page.locator('input[type=file]').setInputFiles(file)
    const rows = page.locator('.bind-counts tbody tr')
    await expect.poll(() => rows.count()).toBe(2)
    await expectFitAtBoth(page, 'last year’s counts')
    await page.locator('.from-last-end .button.primary').click()
    await page.locator('.draft-text .number-chip').first().waitFor()
    expect(trouble).toEqual([])
    await context.close()
  },
  walkWithinMs,
)

test.each(looks)(
  'a sample is drawn at $width in $lang',
  async (look) => {
    const { page, context, trouble } = await unit.open(look)
    await page.goto(`${unit.address}/inspections`)
    await page.locator('.page-head h1').waitFor()
    await expectFitAtBoth(page, 'the inspections')
    await openDraw(page)
    await expectFitAtBoth(page, 'drawing a sample')
    expect(trouble).toEqual([])
    await context.close()
  },
  walkWithinMs,
)

async function openDraw(page: Page): Promise<void> {
  const draw = page.locator('.page-head').getByRole('button', { name: /抽取样本|Draw a sample/ })
  await draw.first().click()
  await page.locator('.dialog select').first().waitFor()
}

/** Lets the first person of the unit sign as well: who opens a unit administers and records. */
async function mayIssue(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const [own] = (await (await fetch('/api/v1/accounts')).json()) as { id: string }[]
    await fetch(`/api/v1/accounts/${own?.id}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ roles: ['administrator', 'clerk', 'first-responsible'] }),
    })
  })
}

test(
  'a call is prepared and signed, goes to the bodies of the register, and fits everywhere',
  async () => {
    const { page, context, trouble } = await unit.open({ width: 1440, lang: 'zh' })
    await page.goto(`${unit.address}/`)
    await mayIssue(page)
    for (const [nth, name] of ['第一分馆', '第二分馆', '古籍中心'].entries()) {
      const values = { place: nth + 1, name, from: '2020-01-01' }
      await post(page, '/registers/subordinate/records', { values })
    }
    await page.goto(`${unit.address}/calls/new`)
    // All that is lacking is said at once.
    await page.getByRole('button', { name: '送签发' }).click()
    await page.getByText('请选择数据项。').waitFor()
    await expect.poll(() => page.getByText('请填写这一项。').count()).toBe(3)
    await page.getByLabel('标题', { exact: true }).fill('档案安全检查情况')
    await page.getByLabel('报送期限', { exact: true }).fill('2099-12-20')
    await page.getByLabel('类型', { exact: true }).selectOption('number')
    await page.getByLabel('名称', { exact: true }).fill('开展安全检查')
    await page.getByLabel('单位', { exact: true }).fill('次')
    await expectFit(page, 'preparing a call')
    // A paragraph pasted into the wrong place is told, and stands there whole.
    const pasted = '对档案库房、消防器材和用电线路逐项检查，发现问题立即整改。'.repeat(6)
    await page.getByLabel('标题', { exact: true }).fill(pasted)
    await page.getByRole('button', { name: '送签发' }).click()
    await page.getByText('这一项最多写120个字。').first().waitFor()
    await expect.poll(() => page.getByLabel('标题', { exact: true }).inputValue()).toBe(pasted)
    await page.getByLabel('标题', { exact: true }).fill('档案安全检查情况')
    // A window that is closed half-way loses nothing.
    await page.reload()
    await page.getByText('这是上次没有保存的内容').waitFor()
    await expect
      .poll(() => page.getByLabel('名称', { exact: true }).inputValue())
      .toBe('开展安全检查')
    await expect
      .poll(() => page.getByLabel('报送期限', { exact: true }).inputValue())
      .toContain('2099')
    // What the server finds wrong stands beside the field.
    await page.getByLabel('名称', { exact: true }).fill('重点人员管控')
    await page.getByRole('button', { name: '送签发' }).click()
    await page
      .locator('.sent-part .labelled .fault-beside')
      .getByText('超出了本系统的边界')
      .waitFor()
    await page.getByLabel('名称', { exact: true }).fill('开展安全检查')
    // Found by name, all that are listed at once, and one of them not.
    await page.getByText('选择单位').click()
    await page.getByRole('button', { name: '送签发' }).click()
    await page.getByText('请至少选择一个单位').waitFor()
    await page.getByLabel('按名称查找').fill('分馆')
    await page.getByLabel('全选这2个').check()
    await page.getByText('已选2个，共3个').waitFor()
    await page.locator('.addressee-list').getByLabel('第二分馆').uncheck()
    await page.getByText('已选1个，共3个').waitFor()
    await expectFit(page, 'choosing addressees')
    await page.getByRole('button', { name: '送签发' }).click()
    await page.getByText('未写明依据；未写明终止日期').waitFor()
    await page.getByText('布置给1个单位').waitFor()
    await page.getByLabel('再次输入密码').fill(password)
    await page.getByRole('button', { name: '签发', exact: true }).click()
    const row = page.locator('.sent-bodies tr', { hasText: '第一分馆' })
    await row.getByText('待交填报表').waitFor()
    // What reaches other bodies says to whom it goes, and is asked once.
    await page.getByRole('button', { name: '催报' }).click()
    const asked = page.getByRole('dialog')
    await asked.getByText('第一分馆').waitFor()
    expect(await page.getByText('已催报1次').count()).toBe(0)
    await asked.getByRole('button', { name: '催报' }).click()
    await page.getByText('已催报1次').waitFor()
    // It keeps no log: its sheet goes out, and comes back filled in.
    const [handedOut] = await Promise.all([
      page.waitForEvent('download'),
      row.getByText('填报表', { exact: true }).click(),
    ])
    const empty = await readFile(await handedOut.path())
    const bring = async (said: string) => {
      const buffer = Buffer.from(await filledSheet(empty, { i1: said }))
      const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
      await page
        .locator('input[type=file]')
        .setInputFiles({ name: '填报表.xlsx', mimeType, buffer })
    }
    await bring('十二')
    await page.getByText('“开展安全检查”应填一个数，如12.5，不能是“十二”。').waitFor()
    await bring('12')
    await page.getByText('已收到“第一分馆”的填报表，计为无证据的答复。').waitFor()
    await row.getByText('已答复').waitFor()
    // What an answer says is accepted or returned where it is read.
    await page.locator('.call-totals td a').first().click()
    await page.locator('.call-collected tbody a').first().click()
    await page.locator('.page-head').getByRole('button', { name: '办理' }).click()
    await page.getByRole('button', { name: '接收', exact: true }).click()
    await page.locator('.page-head', { hasText: '已接收' }).waitFor()
    await expectFitAtBoth(page, 'an answer')
    await page.locator('.page-head').getByRole('link', { name: '档案安全检查情况' }).click()
    await page.getByText('通报草稿').click()
    await page.getByText('一是个别单位以表格填报、没有证据（1个）。').waitFor()
    const call = page.url()
    expect(trouble).toEqual([])
    await context.close()
    for (const look of looks) {
      const one = await unit.open(look)
      await one.page.goto(`${unit.address}/calls`)
      await one.page.locator('.call-part tbody a').first().waitFor()
      await expectFitAtBoth(one.page, 'calls')
      await one.page.goto(call)
      await one.page.locator('.call-totals td a').first().click()
      const collected = one.page.locator('.call-collected tbody tr').first()
      await collected.getByText(/无证据|Without evidence/).waitFor()
      await expectFitAtBoth(one.page, 'a call')
      await expectPaper(one.page, 'a call')
      expect(one.trouble).toEqual([])
      await one.context.close()
    }
  },
  walkWithinMs,
)
