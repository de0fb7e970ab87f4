import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from 'playwright-core'
import { launchBrowser } from '../browser.ts'

/** The offline page in a folder of its own, with the files that are dropped on it. */
export interface PageFromDisk {
  /** Puts a file beside the page; its path. */
  put(name: string, bytes: Uint8Array | string): string
  /** The page, in a browser without a network; `asked` collects what it tried to fetch. */
  open(asked?: string[], width?: number, lang?: 'zh' | 'en'): Promise<Page>
  close(): Promise<void>
}

/** Writes the offline page to disk, and opens a browser for it. */
export async function pageFromDisk(): Promise<PageFromDisk> {
  const folder = mkdtempSync(join(tmpdir(), 'taizhang-page-'))
  const put = (name: string, bytes: Uint8Array | string) => {
    writeFileSync(join(folder, name), bytes)
    return join(folder, name)
  }
  const script = pathToFileURL(join(import.meta.dirname, '../../scripts/verifier-page.mjs')).href
  const { verifierPage } = (await import(script)) as { verifierPage: () => Promise<string> }
  const address = pathToFileURL(put('verifier.html', await verifierPage())).href
  const browser = await launchBrowser()
  return {
    put,
    async open(asked = [], width = 1280, lang = 'zh') {
      const viewport = { width, height: 900 }
      const context = await browser.newContext({
        locale: lang === 'zh' ? 'zh-CN' : 'en-GB',
        offline: true,
        viewport,
      })
      const page = await context.newPage()
      page.on('request', (request) => asked.push(request.url()))
      page.on('pageerror', (error) => asked.push(error.message))
      await page.goto(address)
      return page
    },
    async close() {
      await browser.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
