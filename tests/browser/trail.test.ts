import { expect, test } from 'vitest'
import { expectFitAtBoth, looks } from './reader.ts'
import { send } from './send.ts'
import { password, unitOfFile } from './unit.ts'

const unit = unitOfFile({ fresh: true })

const name = '阿不都热合曼·买买提'

test('an auditor reads each line of the trail whole, at any width', async () => {
  const admin = await unit.open({ width: 1440, lang: 'zh' })
  await admin.page.goto(unit.address)
  const auditor = { newPerson: name, username: 'hejingwen', roles: ['auditor'] }
  const { link } = (await send(admin.page, '/accounts', auditor)) as { link: string }
  await admin.context.close()
  let isInvited = true
  for (const look of looks) {
    const { page, context, trouble } = await unit.openStranger(look)
    await page.goto(unit.address)
    if (isInvited) {
      await send(page, '/session/link', { token: link })
      await send(page, '/session/password', { password })
    } else await send(page, '/session', { username: 'hejingwen', password })
    isInvited = false
    await page.goto(`${unit.address}/settings/trail`)
    await page.locator('.trail tbody tr').nth(1).waitFor()
    await expectFitAtBoth(page, 'the trail')
    for (const width of [390, 1440]) {
      await page.setViewportSize({ width, height: 900 })
      const cut = await page
        .locator('.trail tbody td')
        .evaluateAll((cells) =>
          cells.filter((one) => one.getBoundingClientRect().right > innerWidth),
        )
      expect(cut, `at ${width}`).toHaveLength(0)
    }
    await page.locator('.filter select').last().selectOption('export')
    await page.locator('.empty').waitFor()
    await expectFitAtBoth(page, 'no line of the trail')
    expect(trouble).toEqual([])
    await context.close()
  }
}, 240_000)
