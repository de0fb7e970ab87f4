import type { Locator, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { pdf, png, turnedJpeg } from '../papers.ts'
import type { Look } from './reader.ts'
import { expectFit, expectFitNow } from './reader.ts'
import { unitOfFile } from './unit.ts'

const unit = unitOfFile()
const walkWithinMs = 240_000
const looks: readonly Look[] = [
  { width: 1440, lang: 'zh' },
  { width: 390, lang: 'en' },
]

interface Given {
  readonly name: string
  readonly mimeType: string
  readonly buffer: Buffer
}

const given = (name: string, buffer: Buffer, mimeType = 'application/octet-stream'): Given => ({
  name,
  mimeType,
  buffer,
})

describe.each(looks)('at $width in $lang', (look) => {
  test(
    'papers are brought several at once, kept, recorded, and looked at in the page',
    async () => {
      const { page, context, trouble } = await unit.open(look)
      await openForm(page)
      const field = page.locator('.record-form [data-field=text]')
      const photo = turnedJpeg(await jpeg(page))
      await field
        .locator('input[type=file]')
        .first()
        .setInputFiles([
          given('制度 正文.pdf', pdf(['关于保密工作的规定', '第二页'], { script: 'app.alert(1)' })),
          given('现场.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')),
          given('会场照片.jpg', photo),
          given('大图.png', png({ width: 60_000, height: 60_000 }, { rows: 60 })),
          given('假图片.png', Buffer.from('<script>document.title="run"</script>')),
        ])
      // The two that are no papers are named; the other three are there all the same.
      await field.locator('.paper-item.refused').nth(1).waitFor()
      await expect.poll(() => field.locator('.paper-open').count()).toBe(3)
      await field.locator('.file-drop').scrollIntoViewIfNeeded()
      await field.locator('.paper-open canvas').nth(1).waitFor()
      await shot(page, look, 'form')
      await expectFit(page, 'a form with papers')

      // The form is left and opened again: what was uploaded is still in it.
      await page.reload()
      await openForm(page)
      await expect.poll(() => field.locator('.paper-open').count()).toBe(3)
      await record(page, look)

      const papers = page.locator('.record .paper-item')
      await expect.poll(() => papers.count()).toBe(3)
      await papers.last().scrollIntoViewIfNeeded()
      await papers.locator('canvas').nth(1).waitFor()
      await papers.locator('time').nth(2).waitFor()
      await shot(page, look, 'record')
      await expectFit(page, 'a record with papers')
      await leaf(page, look, papers)
      expect(await page.title()).not.toBe('run')
      expect(trouble).toEqual([])
      await context.close()
    },
    walkWithinMs,
  )
})

test('one that fails on its way loses no other, and waits to be sent again', async () => {
  const { page, context } = await unit.open({ width: 1440, lang: 'zh' })
  await openForm(page)
  const field = page.locator('.record-form [data-field=text]')
  const names = () => field.locator('.paper-open + .paper-name').allInnerTexts()
  let isDown = true
  await page.route(/\/api\/v1\/attachments\?name=2/, (route) =>
    isDown ? route.abort() : route.continue(),
  )
  const files = [1, 2, 3].map((nth) => given(`${nth}.png`, png({ width: nth, height: 9 })))
  await field.locator('input[type=file]').first().setInputFiles(files)
  await field.locator('.paper-item.refused', { hasText: '2.png' }).waitFor()
  await expect.poll(names).toEqual(['1.png', '3.png'])
  isDown = false
  await field.getByRole('button', { name: '重新上传 2.png' }).click()
  await expect.poll(names).toEqual(['1.png', '3.png', '2.png'])
  // The same file once more, and a picture from the clipboard; text that is pasted stays text.
  await field.locator('input[type=file]').first().setInputFiles(files[0]!)
  await paste(page, { picture: png({ width: 7, height: 7 }).toString('base64') })
  await paste(page, { picture: png({ width: 8, height: 8 }).toString('base64'), text: '甲\t乙' })
  await expect.poll(names).toEqual(['1.png', '3.png', '2.png', '粘贴的图片1.png'])
  // The page is closed while the last two are on their way: they are named when it opens again.
  await page.route(/\/api\/v1\/attachments\?name=[45]/, () => {})
  const late = [4, 5].map((nth) => given(`${nth}.png`, png({ width: nth, height: 8 })))
  await field.locator('input[type=file]').first().setInputFiles(late)
  await field.getByText('等候上传').waitFor()
  await page.reload()
  await openForm(page)
  await expect.poll(names).toEqual(['1.png', '3.png', '2.png', '粘贴的图片1.png'])
  const lost = field.locator('.paper-item.refused')
  await expect.poll(() => lost.allInnerTexts()).toHaveLength(2)
  await expect.poll(() => lost.first().innerText()).toMatch(/^4\.png[^]*上次没有传完/)
  // A phone is offered its camera beside its files.
  const [all, camera] = await field.locator('input[type=file]').all()
  expect(await all?.getAttribute('capture')).toBeNull()
  expect(await all?.getAttribute('accept')).toMatch(/\.pdf.*image\/jpeg/)
  expect(await camera?.getAttribute('capture')).toBe('environment')
  await context.close()
}, 240_000)

async function paste(page: Page, given: { picture: string; text?: string }): Promise<void> {
  await page.locator('.record-form').evaluate((form, { picture, text }) => {
    const clipboardData = new DataTransfer()
    const bytes = Uint8Array.from(atob(picture), (sign) => sign.charCodeAt(0))
    clipboardData.items.add(new File([bytes], 'image.png', { type: 'image/png' }))
    if (text !== undefined) clipboardData.setData('text/plain', text)
    form.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }))
  }, given)
}

async function leaf(page: Page, look: Look, papers: Locator): Promise<void> {
  await papers.locator('.paper-open').first().click()
  const sheet = page.locator('.viewer-place')
  await sheet.locator('canvas').waitFor()
  expect(await inkOn(sheet)).toBeGreaterThan(0)
  await expectApart(page)
  await shot(page, look, 'pdf')
  await expectFitNow(page, 'a paper that is looked at')
  const label = () => sheet.locator('canvas').getAttribute('aria-label')
  await page.keyboard.press('ArrowRight')
  await expect.poll(label).toMatch(/2/)
  // On to the photo: it lay on its side, and stands upright.
  await page.keyboard.press('ArrowRight')
  await expect.poll(label).toMatch(/会场照片/)
  const box = await sheet.locator('canvas').boundingBox()
  expect(box!.height).toBeGreaterThan(box!.width)
  await shot(page, look, 'photo')
  await page.keyboard.press('+')
  await page.keyboard.press('-')
  // The picture of 3.6 billion points is named and not drawn, and the page goes on.
  await page.keyboard.press('ArrowRight')
  await sheet.locator('.note').waitFor()
  expect(await sheet.locator('canvas').count()).toBe(0)
  await shot(page, look, 'huge')
  await page.keyboard.press('ArrowLeft')
  await expect.poll(label).toMatch(/会场照片/)
  await page.keyboard.press('Escape')
  await expect.poll(() => page.locator('.viewer').count()).toBe(0)
  // Nothing that decodes is left behind.
  expect(await page.locator('.looking-frame').count()).toBe(0)
}

/** What decodes a paper has neither origin nor cookies, nor a way to the page around it. */
async function expectApart(page: Page): Promise<void> {
  const frame = page.frames().find((one) => one.url().endsWith('/looking/frame.html'))
  const reached = await frame!.evaluate(() => {
    const tried = (act: () => unknown) => {
      try {
        return String(act())
      } catch (error) {
        return (error as Error).name
      }
    }
    return {
      origin: window.origin,
      cookie: tried(() => document.cookie),
      storage: tried(() => localStorage.length),
      page: tried(() => parent.document.title),
    }
  })
  expect(reached).toEqual({
    origin: 'null',
    cookie: 'SecurityError',
    storage: 'SecurityError',
    page: 'SecurityError',
  })
}

async function openForm(page: Page): Promise<void> {
  await page.goto(`${unit.address}/registers/rule`)
  await page.locator('main h1').waitFor()
  await page.keyboard.press('n')
  await page.locator('.record-form [data-field=text] .file-drop').waitFor()
}

async function record(page: Page, look: Look): Promise<void> {
  const form = page.locator('.record-form')
  await form.locator('[data-field=title] input').fill(`保密规定 ${look.width} ${look.lang}`)
  await form.locator('[data-field=change] select').selectOption({ index: 1 })
  await form.locator('button[type=submit]').first().click()
  await form.waitFor({ state: 'detached' })
  await page.goto(`${unit.address}/registers/rule`)
  await page.getByText(`保密规定 ${look.width} ${look.lang}`).first().click()
}

/** Dots of a page that are not white. */
async function inkOn(sheet: Locator): Promise<number> {
  return sheet.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
    return data.filter((value, at) => at % 4 === 0 && value < 100).length
  })
}

/** A photo that lies on its side: wider than high. */
async function jpeg(page: Page): Promise<Buffer> {
  const address = await page.evaluate(() => {
    const canvas = document.createElement('canvas')
    canvas.width = 640
    canvas.height = 400
    const context = canvas.getContext('2d')!
    context.fillStyle = '#275a8c'
    context.fillRect(0, 0, 640, 400)
    context.fillStyle = '#f8ebe7'
    context.fillRect(0, 0, 120, 400)
    return canvas.toDataURL('image/jpeg')
  })
  return Buffer.from(address.slice(address.indexOf(',') + 1), 'base64')
}

async function shot(page: Page, { width, lang }: Look, name: string): Promise<void> {
  const folder = process.env['TAIZHANG_SHOTS']
  if (folder) await page.screenshot({ path: `${folder}/${name}-${width}-${lang}.png` })
}
