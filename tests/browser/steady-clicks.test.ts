import { setTimeout as wait } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { unitOfFile } from './unit.ts'

const unit = unitOfFile()

/** Two clicks at one place, with time for the page to move between them. */
async function clickTwice(page: Page, at: { readonly x: number; readonly y: number }) {
  await page.mouse.move(at.x, at.y)
  for (const clickCount of [1, 2]) {
    await page.mouse.down({ clickCount })
    await page.mouse.up({ clickCount })
    await wait(200)
  }
}

test('the second click of a double click presses nothing that has come under it', async () => {
  const { page, context, trouble } = await unit.open({ width: 390, lang: 'zh' })
  await page.goto(`${unit.address}/calls/new`)
  const save = page.locator('form button.primary').last()
  await save.scrollIntoViewIfNeeded()
  const box = await save.boundingBox()
  if (box === null) throw new Error('the button is not shown')
  await page.evaluate(() => {
    const pressed: string[] = []
    Object.assign(window, { pressed })
    document.addEventListener('click', ({ target }) => pressed.push((target as Element).tagName))
  })
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  await clickTwice(page, at)
  // What is missing is seen and has the focus; another field stands where the button was.
  const under = await page.evaluate(({ x, y }) => document.elementFromPoint(x, y)?.tagName, at)
  expect(under).not.toBe('BUTTON')
  const focused = page.locator(':focus')
  expect(await focused.evaluate((field) => field.matches(':invalid'))).toBe(true)
  expect(await page.evaluate(() => Reflect.get(window, 'pressed'))).toEqual(['BUTTON'])
  // A word is marked by two clicks as ever.
  const text = await focused.boundingBox()
  await focused.fill('意识形态')
  if (text !== null) await clickTwice(page, { x: text.x + 20, y: text.y + text.height / 2 })
  expect(await page.evaluate(() => getSelection()?.toString())).not.toBe('')
  expect(trouble).toEqual([])
  await context.close()
})
