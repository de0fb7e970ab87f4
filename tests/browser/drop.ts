import type { Page } from 'playwright-core'

/** Lets a file fall on the page, as a hand with a mouse does. */
export async function drop(page: Page, file: { name: string; bytes: Buffer }): Promise<void> {
  const data = await page.evaluateHandle(
    ([name, base64]) => {
      const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))
      const transfer = new DataTransfer()
      transfer.items.add(new File([bytes], name))
      return transfer
    },
    [file.name, file.bytes.toString('base64')] as const,
  )
  await page.dispatchEvent('.main', 'drop', { dataTransfer: data })
}

/** Pastes a text where nobody types, as Ctrl+V does with a range of cells. */
export async function paste(page: Page, text: string): Promise<void> {
  const data = await page.evaluateHandle((cells) => {
    const transfer = new DataTransfer()
    transfer.setData('text/plain', cells)
    return transfer
  }, text)
  await page.evaluate(
    (clipboardData) =>
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true })),
    data,
  )
}
