import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import type { RosterView } from '../../src/api/contract/pack.ts'
import { expectFitAtBoth, looks } from './reader.ts'
import { get, nine, post, unitOfFile } from './unit.ts'

const unit = unitOfFile()
const shots = process.env['TAIZHANG_SHOTS']

async function shot(page: Page, name: string): Promise<void> {
  if (shots) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true })
}

const words = {
  write: { zh: '写入名单', en: 'Write them' },
  open: { zh: /开通 1 个账号/, en: /Open 1 account/ },
  same: { zh: '与…是同一人', en: 'The same person as …' },
  merge: { zh: '登记为同一人', en: 'Enter that they are one' },
  local: { zh: '只能在这台电脑上打开', en: 'work on this computer only' },
}

const fresh = ['韩一鸣', '韩二宝', '韩三立', '韩四海']

describe.each(looks.map((look, nth) => ({ ...look, nth })))('at $width in $lang', (look) => {
  const { lang, nth } = look
  const name = fresh[nth] ?? ''
  const namesake = nine[nth]?.name ?? ''
  const shotName = `people-${look.width}-${lang}`

  test('a roster becomes people, and one of them gets an account with a link', async () => {
    const { page, context, trouble } = await unit.open(look)
    await page.goto(`${unit.address}/people/import`)
    await page.locator('.drop').waitFor()
    await expectFitAtBoth(page, 'the roster page')
    const roster = [
      '海棠市档案馆花名册',
      '序号,姓名,性别,所在科室,现任职务,任职时间,联系电话',
      `1,${name},男,档案科,科员,2021.3.5,13800000001`,
      `2,${namesake},女,办公室,主任,2020年,13800000002`,
      '合计,2人,,,,,',
    ].join('\n')
    const buffer = Buffer.from(roster)
    await page
      .locator('.drop input[type=file]')
      .setInputFiles({ name: '花名册.csv', mimeType: 'text/csv', buffer })
    const question = page.locator('.import-question')
    await question.waitFor()
    await expectFitAtBoth(page, 'the roster sheet')
    await shot(page, `${shotName}-sheet`)
    await question.locator('.import-quick button').first().click()
    const asked = page.locator('.roster-asked')
    await asked.waitFor()
    await expect.poll(() => asked.innerText()).toContain(namesake)
    await asked.locator('select').selectOption({ index: 1 })
    await expect.poll(() => asked.count()).toBe(0)
    await shot(page, `${shotName}-asked`)
    await page.getByRole('button', { name: words.write[lang] }).click()
    await page.locator('.note.good').waitFor()
    const { people } = await get<RosterView>(page, '/roster')
    expect(people.filter((one) => one.name === namesake)).toMatchObject([{ post: '主任' }])
    expect(people.find((one) => one.name === name)).toMatchObject({ post: '科员' })

    const row = page.locator('tr', { has: page.locator('input[type=checkbox]') })
    await row.filter({ hasText: name }).locator('input[type=checkbox]').check()
    await page.getByRole('button', { name: words.open[lang] }).click()
    await page.locator('.link-list').waitFor()
    const links = await page.locator('.link-list').innerText()
    expect(links).toContain(name)
    expect(links).toContain(`${unit.address}/welcome#`)
    expect(links).toContain(words.local[lang])
    await expectFitAtBoth(page, 'the links')
    await shot(page, `${shotName}-links`)
    expect(trouble).toEqual([])
    await context.close()
  }, 240_000)

  test('two entries become one person, and the page says of whom', async () => {
    const { page, context, trouble } = await unit.open(look)
    await page.goto(unit.address)
    await page.locator('.year-grid').waitFor()
    const twice = `${name}（重）`
    await post(page, '/registers/person/records', {
      values: { name: twice, since: '2022-01-01' },
    })
    const { people } = await get<RosterView>(page, '/roster')
    const id = (one: string) => people.find((known) => known.name === one)?.id ?? ''
    const lecture = { kind: 'party-lecture', givenOn: '2026-01-12', topic: '党课', audience: 20 }
    await post(page, '/registers/lecture/records', {
      values: { ...lecture, lecturer: id(twice) },
      reason: '补',
    })
    await page.goto(`${unit.address}/registers/person/${id(twice)}`)
    await page.getByRole('button', { name: words.same[lang] }).click()
    const dialog = page.getByRole('dialog')
    await dialog.locator('select').selectOption(id(name))
    await dialog.locator('#merge-follows').waitFor()
    await expectFitAtBoth(page, 'the merge')
    await shot(page, `${shotName}-merge`)
    await dialog.locator('input[name=reason]').fill('同一人登记了两次')
    await dialog.getByRole('button', { name: words.merge[lang] }).click()
    await page.locator('.record .note', { hasText: name }).waitFor()
    await expectFitAtBoth(page, 'a person who goes on as another')
    await shot(page, `${shotName}-merged`)
    const found = await get<{ items: { values: { lecturer: string } }[] }>(
      page,
      `/registers/lecture/records?columns=*&where.lecturer=${id(name)}`,
    )
    expect(found.items.map(({ values }) => values.lecturer)).toEqual([id(name)])
    expect(trouble).toEqual([])
    await context.close()
  }, 240_000)
})
