import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RecordPage } from '../../src/api/contract/record.ts'
import type { WaitingList } from '../../src/api/contract/waiting.ts'
import { momentInWords } from '../../src/web/components/day.ts'
import { launchBrowser } from '../browser.ts'
import { expectFit, openReader } from './reader.ts'
import { send } from './send.ts'
import type { FirstServed } from './served.ts'
import { serve } from './served.ts'
import { get } from './unit.ts'

const password = '库房钥匙挂在东墙第三格'
const walkWithinMs = 180_000
const year = 2025

let served: FirstServed
let browser: Browser
/** Somebody for each step, signed in. */
let states: Record<'clerk' | 'other' | 'reviewer' | 'first', string>

beforeAll(async () => {
  served = await serve()
  browser = await launchBrowser()
  states = await openOffice()
}, 180_000)

afterAll(async () => {
  await browser?.close()
  await served?.stop()
})

async function openOffice() {
  const link = served.link.slice(served.link.indexOf('#') + 1)
  const admin = await browser.newPage()
  await admin.goto(served.address)
  const unit = { zh: '海棠市档案馆', en: 'Haitang City Archives' }
  const own = { person: '冯雨桐', username: 'fengyt', password, zone: 'Asia/Shanghai' }
  await send(admin, '/setup', { link, unit, start: '2000-01-01', ...own })
  const values = {
    title: '意识形态工作责任制实施办法',
    change: 'made',
    decidedOn: `${year}-06-01`,
    themes: ['ideology'],
  }
  await send(admin, '/registers/rule/records', { values })
  const enter = async (name: string, username: string, roles: string[]) => {
    const invited = await send(admin, '/accounts', { newPerson: name, username, roles })
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.goto(served.address)
    await send(page, '/session/link', { token: (invited as { link: string }).link })
    await send(page, '/session/password', { password })
    const state = JSON.stringify(await context.storageState())
    await context.close()
    return state
  }
  const states = {
    clerk: await enter('陈启航', 'chenqh', ['clerk']),
    other: await enter('赵静怡', 'zhaojy', ['clerk']),
    reviewer: await enter('林若兰', 'linrl', ['reviewer']),
    first: await enter('周明远', 'zhoumy', ['first-responsible']),
  }
  await admin.close()
  return states
}

async function as(who: keyof typeof states, lang: 'zh' | 'en' = 'zh', width: 1440 | 390 = 1440) {
  const { address } = served
  return openReader(browser, { width, lang, address, state: states[who] })
}

async function saved(page: Page): Promise<void> {
  await expect.poll(() => page.locator('.keeping').first().innerText()).toMatch(/^(已保存|Saved)/)
}

/** Begins a report through the list and empties the text that the template wrote. */
async function begin(page: Page, name: string, of = year): Promise<string> {
  await page.goto(`${served.address}/reports?year=${of}`)
  await page.locator('.report-list tr', { hasText: name }).getByRole('button').click()
  await page.locator('.draft-text > *').first().waitFor()
  await page.locator('.draft-text').click()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.press('Delete')
  return page.url()
}

/** Pastes paragraphs into the text as a word processor gives them. */
async function paste(page: Page, lines: readonly string[]): Promise<void> {
  await page.locator('.draft-text').evaluate((text, paragraphs) => {
    const given = new DataTransfer()
    given.setData('text/html', paragraphs.map((one) => `<p class="MsoNormal">${one}</p>`).join(''))
    given.setData('text/plain', paragraphs.join('\n'))
    const made = { clipboardData: given, bubbles: true, cancelable: true }
    text.dispatchEvent(new ClipboardEvent('paste', made))
  }, lines)
}

/** Hands the draft at this page in to the one reviewer there is. */
async function handIn(page: Page): Promise<void> {
  await page.getByRole('button', { name: '送复核' }).click()
  const dialog = page.locator('.dialog')
  await expect.poll(() => dialog.locator('select').innerText()).toBe('林若兰')
  await dialog.getByRole('button', { name: '送复核' }).click()
  await expect.poll(() => page.locator('.flow-bar').innerText()).toContain('送林若兰复核')
}

/** What waits for whoever is at this page about reports: the list of "mine" is that of the API. */
async function waitingLines(page: Page): Promise<string[]> {
  await page.goto(`${served.address}/mine`)
  const { items } = await get<WaitingList>(page, '/waiting')
  const part = page.locator('.waiting-part')
  // Some of the many statements that a new unit is asked for stand behind "more".
  const more = part.getByRole('button')
  if (items.length > 0) await part.locator('li').first().waitFor()
  while ((await more.count()) > 0) await more.first().click()
  await expect.poll(() => part.locator('li').count()).toBe(items.length)
  return items.flatMap(({ place, about }) => (place.kind === 'draft' ? [about.zh] : []))
}

/** Follows a line of what waits for somebody to where it is done. */
async function openWaiting(page: Page, line: { asks: string; about: string }): Promise<void> {
  const lines = await waitingLines(page)
  expect(lines.join()).toContain(line.about)
  await expectFit(page, 'what waits')
  const group = page.locator('.waiting-group', { hasText: line.asks })
  await group.locator('li', { hasText: line.about }).getByRole('link').click()
  await page.locator('.flow-bar').waitFor()
}

/** Sends the report at this page: what the registers keep of it is filled in, and only looked at. */
async function sendIt(page: Page): Promise<void> {
  await page.getByRole('button', { name: '登记报送' }).click()
  const form = page.locator('.record-form')
  await form.waitFor()
  const input = (field: string) => form.locator(`[data-field="${field}"]`).locator('input, select')
  await expect.poll(() => input('number').inputValue()).toBe('海档〔2026〕3号')
  await expect.poll(() => input('to').inputValue()).toBe('party-committee')
  await expect.poll(() => input('issuer').inputValue()).toContain('周明远')
  await expect.poll(() => form.locator('.event-part legend input:checked').count()).toBe(2)
  await expectFit(page, 'what is entered when a report is sent')
  await form.locator('button[type=submit]').click()
  await form.waitFor({ state: 'detached' })
  await expect.poll(() => page.locator('.flow-bar').innerText()).toContain('报送')
  const { items } = await get<RecordPage>(page, '/registers/document/records?columns=*')
  expect(items.map(({ values }) => values['number'])).toEqual(['海档〔2026〕3号'])
}

describe('a report in the page', () => {
  test(
    'is drafted, bound, overridden, reviewed, signed, frozen, and kept as one file',
    async () => {
      const clerk = await as('clerk')
      const { page } = clerk
      const address = await begin(page, '年度报告')
      // What no figure counts is written where it is blank.
      await page.keyboard.type('全年合并报表X张')
      await page.getByLabel('直接填写').fill('12')
      await page.getByRole('button', { name: '填入' }).click()
      await expect.poll(() => page.locator('.draft-text').innerText()).toContain('合并报表12张')
      await page.keyboard.press('ControlOrMeta+a')
      await page.keyboard.press('Delete')
      // What is blank in no claim is said where the claims are told, and leads to it.
      await page.keyboard.type('下一步打算：X。')
      const blank = page.locator('.claims-bar .claim-state.blank')
      await expect.poll(() => blank.innerText()).toBe('1 留空')
      await blank.click()
      await page.locator('.draft-text').click()
      await page.keyboard.press('ControlOrMeta+a')
      await page.keyboard.press('Delete')
      await page.keyboard.type('全年制定完善意识形态工作责任制相关制度3项，')
      await page.locator('.typed-count').waitFor()
      await page.keyboard.press('ControlOrMeta+Enter')
      await expect.poll(() => page.locator('.number-chip').allTextContents()).toEqual(['1'])
      await page.keyboard.press('End')
      await page.keyboard.type('开展主题党日/')
      // What the words before the cursor mean stands first; nothing need be typed.
      const offered = page.locator('[role=option]').first()
      await expect.poll(() => offered.innerText()).toContain('主题党日')
      await page.keyboard.press('Enter')
      await page.keyboard.type('。')
      await page.getByLabel('签发人').fill('周明远')
      await page.getByLabel('成文日期').fill('2026年1月5日')
      await expect.poll(() => page.locator('.draft-head .fault-beside').count()).toBe(0)
      await page.getByLabel('发文字号').fill('海档〔2026〕3号')
      await saved(page)
      await expectFit(page, 'the draft')
      await handIn(page)

      const reviewer = await as('reviewer', 'zh', 390)
      await openWaiting(reviewer.page, { asks: '待复核', about: '送您复核' })
      const comment = reviewer.page.getByRole('button', { name: '写下' })
      // A text that has just been read may be drawn once more under the cursor.
      await expect
        .poll(async () => {
          await reviewer.page.locator('.draft-text > *').first().click()
          return comment.isEnabled()
        })
        .toBe(true)
      await reviewer.page.getByLabel('对光标所在段落写意见').fill('主题党日次数请再核对')
      await comment.click()
      await reviewer.page.locator('.comments li').waitFor()
      await reviewer.page.getByRole('button', { name: '复核', exact: true }).click()
      await reviewer.page.locator('.dialog').getByText('还有1条意见没有标为“已处理”').waitFor()
      // What the signature would refuse the review refuses, and says why.
      await reviewer.page.getByRole('button', { name: '通过' }).click()
      const refusal = reviewer.page.locator('.dialog [role=alert]')
      await refusal.waitFor()
      await expect.poll(() => refusal.innerText()).toContain('不能签发，因此也不能通过复核')
      await expect
        .poll(() => refusal.locator('li').allInnerTexts())
        .toEqual(expect.arrayContaining([expect.stringContaining('还没有人书面确认')]))
      await expectFit(reviewer.page, 'the review refused')
      await reviewer.page.getByLabel('退回原因').fill('主题党日次数与登记不一致')
      await reviewer.page.getByRole('button', { name: '退回起草' }).click()
      await reviewer.page.locator('.dialog').waitFor({ state: 'detached' })
      expect(await waitingLines(reviewer.page)).toEqual([])

      // It is the drafter's again, who is told why, and of the comment; then the reviewer's.
      await openWaiting(page, { asks: '退回修改', about: '主题党日次数与登记不一致' })
      await expect
        .poll(() => page.locator('.flow-bar').innerText())
        .toContain('主题党日次数与登记不一致')
      await page.getByRole('button', { name: '已处理' }).click()
      await handIn(page)
      expect(await waitingLines(page)).toEqual([])

      const first = await as('first', 'zh', 390)
      await openWaiting(first.page, { asks: '待签发', about: '有1处与台账不符或没有依据' })
      // A claim that is touched rises over the text, and what is decided there stands in the list.
      const inDoubt = ['contradicted', 'awaiting', 'unsupported'].map((one) => `.${one}`)
      const text = first.page.locator('.draft-text')
      const doubted = text.locator(inDoubt.join()).first()
      await doubted.evaluate((claim) => {
        scrollBy(0, claim.getBoundingClientRect().bottom - innerHeight + 90)
      })
      await doubted.click()
      const sheet = first.page.locator('.claim-panel.risen')
      const covered = async () => {
        const [claim, over] = [await doubted.boundingBox(), await sheet.boundingBox()]
        return claim !== null && over !== null && claim.y + claim.height > over.y
      }
      await expect.poll(covered).toBe(false)
      await sheet.getByLabel('保留的理由').fill('主题党日由机关工委统一登记。')
      await expectFit(first.page, 'a claim over the draft on a phone')
      await sheet.getByRole('button', { name: '收起' }).click()
      await sheet.waitFor({ state: 'detached' })
      await first.page.getByRole('button', { name: '保留这1处' }).click()
      await first.page.getByLabel('再次输入密码').fill(password)
      await expectFit(first.page, 'one confirmation for what stands')
      await first.page.getByRole('button', { name: '保留', exact: true }).click()
      await first.page.locator('.decisions').waitFor({ state: 'detached' })

      await openWaiting(reviewer.page, { asks: '待复核', about: '送您复核' })
      await reviewer.page.getByRole('button', { name: '复核', exact: true }).click()
      await reviewer.page.getByRole('button', { name: '通过' }).click()
      await expect
        .poll(() => reviewer.page.locator('.flow-bar').innerText())
        .toContain('林若兰已复核')
      await expectFit(reviewer.page, 'the review')
      await openWaiting(first.page, { asks: '待签发', about: '已复核，待签发' })
      await first.page.getByRole('button', { name: '退回起草' }).click()
      await first.page.getByLabel('退回原因').waitFor()
      await expectFit(first.page, 'the signer returns it')
      await first.page.keyboard.press('Escape')
      await first.page.getByRole('button', { name: '签发', exact: true }).click()
      // What a signature answers for stands there before it is given.
      const asked = first.page.locator('.signed-with')
      await asked.waitFor()
      const shown = await asked.innerText()
      expect(shown).not.toContain('未签发')
      expect(shown).toMatch(/内容：已证明\d+处/)
      expect(shown).toContain('说明理由保留（1处）')
      expect(shown).toMatch(/报告没有提及（\d+项）/)
      for (const width of [390, 1440]) {
        await first.page.setViewportSize({ width, height: 860 })
        await expectFit(first.page, `the signature, ${width}`)
      }
      await first.page.getByLabel('再次输入密码').fill(password)
      await first.page.locator('.dialog').getByRole('button', { name: '签发' }).click()
      await first.page.getByRole('link', { name: '下载定稿' }).first().waitFor()
      await expectFit(first.page, 'the frozen report')
      expect(await waitingLines(first.page)).toEqual([])

      await page.goto(address)
      const [kept, again] = [await download(page), await download(page)]
      expect(kept.slice(0, 2).toString()).toBe('PK')
      expect(digest(kept)).toBe(digest(again))
      await sendIt(page)
      for (const one of [clerk, reviewer, first]) {
        expect(one.trouble).toEqual([])
        await one.context.close()
      }
    },
    walkWithinMs,
  )

  test(
    'forty sentences without support are accepted by name in one go, and a changed word ends it',
    async () => {
      const clerk = await as('clerk')
      const { page } = clerk
      await page.goto(`${served.address}/reports?year=${year}`)
      const begun = await send(page, '/drafts', { report: 'annual-report', year: year - 1 })
      const { id } = begun as { id: string }
      const address = `${served.address}/drafts/${id}`
      const read = await page.request.get(`${served.address}/api/v1/drafts/${id}`)
      const { tree } = (await read.json()) as { tree: object }
      const blocks = Array.from({ length: 40 }, (_, at) => ({
        id: `s${at}`,
        kind: 'paragraph',
        runIn: null,
        inlines: [{ kind: 'text', text: `第${at + 1}组走访企业${at + 2}家。`, claim: null }],
      }))
      const counted = '全年制定完善意识形态工作责任制相关制度3项。'
      const last = { kind: 'text', text: counted, claim: null }
      const count = { id: 's40', kind: 'paragraph', runIn: null, inlines: [last] }
      const written = { ...tree, blocks: [...blocks, count], claims: {} }
      await send(page, `/drafts/${id}`, { tree: written }, { method: 'PUT', ifMatch: 1 })
      await page.goto(address)
      const list = page.locator('.accepting')
      await list.locator('li').first().waitFor()
      await expect.poll(() => list.locator('h3').innerText()).toContain('41句没有依据')
      // One of them the ledger counts: its number is put in where the sentence is listed.
      await list.getByRole('button', { name: '填入台账的数' }).click()
      await expect.poll(() => page.locator('.number-chip').allTextContents()).toEqual(['0'])
      await expect.poll(() => list.locator('h3').innerText()).toContain('40句没有依据')
      await expectFit(page, 'the list of what has no support')
      await list.getByLabel('全选').check()
      // One is left for later.
      await list.locator('li input').last().uncheck()
      await list.getByRole('button', { name: '署名确认所选39句' }).click()
      const dialog = page.locator('.dialog')
      await expect.poll(() => dialog.innerText()).toContain('陈启航')
      await expectFit(page, 'the acceptance')
      await dialog.getByRole('button', { name: '确认', exact: true }).click()
      await expect.poll(() => list.locator('h3').innerText()).toContain('1句没有依据')
      await expect.poll(() => list.locator('summary').innerText()).toContain('已署名确认39句')
      await page.locator('.draft-text p').first().click()
      await page.keyboard.press('End')
      await page.keyboard.press('ArrowLeft')
      await page.keyboard.type('多')
      await saved(page)
      await expect.poll(() => list.locator('h3').innerText()).toContain('2句没有依据')
      expect(clerk.trouble).toEqual([])
      await clerk.context.close()
    },
    walkWithinMs,
  )

  test(
    'two people write at once and lose nothing, and a lost connection keeps the text',
    async () => {
      const [one, two] = [await as('clerk'), await as('other')]
      const address = await begin(one.page, '主体责任情况摘要')
      await one.page.keyboard.type('甲段。')
      await one.page.keyboard.press('Enter')
      await one.page.keyboard.type('乙段。')
      await saved(one.page)
      await two.page.goto(address)
      await expect
        .poll(() => one.page.locator('.also-here').allInnerTexts(), { timeout: 30_000 })
        .toEqual(['赵静怡也开着这份草稿'])
      await two.page.locator('.draft-text p', { hasText: '乙段' }).click()
      await two.page.keyboard.press('End')
      await one.page.locator('.draft-text p', { hasText: '甲段' }).click()
      await one.page.keyboard.press('End')
      await one.page.keyboard.type('一人所写。')
      await two.page.keyboard.type('二人所写。')
      for (const { page } of [one, two]) {
        await saved(page)
        await expect
          .poll(() => page.locator('.draft-text').innerText())
          .toMatch(/甲段。一人所写。[^]*乙段。二人所写。/)
      }

      await one.context.setOffline(true)
      await one.page.keyboard.type('断线时所写。')
      await expect
        .poll(() => one.page.locator('.keeping').first().innerText())
        .toContain('内容已保留在本机')
      await one.context.setOffline(false)
      await saved(one.page)
      await expect.poll(() => two.page.locator('.draft-text').innerText()).toContain('断线时所写')
      await one.context.close()
      await two.context.close()
    },
    walkWithinMs,
  )
})

test(
  'the head of a draft says how the paper is set, and keeps it',
  async () => {
    const { page, context, trouble } = await as('clerk')
    // No other test begins a report on this year.
    const of = year - 2
    await begin(page, '年度报告', of)
    await paste(page, ['一、工作情况', '（一）加强学习。全年集体学习。', '二、存在的问题'])
    await expect
      .poll(() => page.locator('.draft-text > *').allInnerTexts())
      .toEqual(['工作情况', '加强学习', '全年集体学习。', '存在的问题'])
    const field = (name: string | RegExp) => page.locator('.draft-head').getByLabel(name)
    const title = `海棠市档案馆关于${of}年度落实全面从严治党主体责任情况的报告`
    const titled = page.locator('.paper h1').first()
    const half = `海棠市档案馆关于${of}年度`
    await expect.poll(() => field(/^回行/).inputValue()).toBe(title.replace(half, `${half}\n`))
    await expect.poll(() => titled.locator('br').count()).toBe(1)
    await field(/^回行/).fill(title.replace('海棠市档案馆', '海棠市档案馆\n'))
    await expect.poll(() => titled.innerText()).toBe(title.replace('馆', '馆\n'))
    await expect.poll(() => field('标题').inputValue()).toBe(title)
    await page.getByRole('button', { name: '按词意重新回行' }).click()
    await expect.poll(() => titled.innerText()).toBe(title.replace(half, `${half}\n`))

    await field('紧急程度').selectOption('加急')
    await field(/^抄送机关/).fill('市纪委监委机关')
    await field(/^附件名称/).fill('任务分工表\n工作安排')
    await field(/^附件1正文/).fill('序号\t任务\n1\t学习')
    await field(/^附件名称/).fill('新增的表\n任务分工表\n工作安排')
    await expect.poll(() => field(/^附件2正文/).inputValue()).toContain('学习')
    await field(/^核验说明另成/).check()
    await saved(page)
    await page.reload()
    await page.locator('.draft-head[open]').waitFor()
    await expect.poll(() => field('紧急程度').inputValue()).toBe('加急')
    await expect.poll(() => field(/^抄送机关/).inputValue()).toBe('市纪委监委机关')
    await expect.poll(() => field(/^附件2正文/).inputValue()).toBe('序号\t任务\n1\t学习')
    await expect.poll(() => field(/^核验说明另成/).isChecked()).toBe(true)
    await expectFit(page, 'the head of the draft')
    expect(trouble).toEqual([])
    await context.close()
  },
  walkWithinMs,
)

test.each([
  { width: 390, lang: 'zh' },
  { width: 390, lang: 'en' },
  { width: 1440, lang: 'en' },
] as const)(
  'the pages of reports fit at $width in $lang',
  async ({ width, lang }) => {
    const { page, context, trouble } = await as('clerk', lang, width)
    await page.goto(`${served.address}/reports?year=${year}`)
    await page.locator('.report-list a[href*="/drafts/"]').first().waitFor()
    await expectFit(page, 'the list of reports')
    // The unit is in Shanghai, the browser is not.
    const drafts = await page.request.get(`${served.address}/api/v1/drafts?year=${year}`)
    const [one] = (await drafts.json()) as readonly { savedAt: string }[]
    const at = momentInWords(one?.savedAt ?? '', { lang, zone: 'Asia/Shanghai' })
    expect(await page.locator('.report-list').textContent()).toContain(at)
    for (const link of await page.locator('.report-list a[href*="/drafts/"]').all()) {
      const address = await link.getAttribute('href')
      const draft = await context.newPage()
      await draft.goto(served.address + address)
      await draft.locator('.paper').waitFor()
      await expectFit(draft, `the report at ${address}`)
      await draft.close()
    }
    expect(trouble).toEqual([])
    await context.close()
  },
  180_000,
)

async function download(page: Page): Promise<Buffer> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: '下载定稿' }).first().click(),
  ])
  return readFile(await file.path())
}

function digest(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}
