import type { Browser } from 'playwright-core'
import { goodPassword } from '../api/serving.ts'
import type { Look, Reader } from '../browser/reader.ts'
import { openReader } from '../browser/reader.ts'
import { send } from '../browser/send.ts'
import { launchBrowser } from '../browser.ts'
import type { TwoLevels } from './two-levels.ts'
import { overSocket } from './two-servers.ts'

/** The page of servers that tests have open already, each over a socket. */
export interface OnPages {
  /** A window of somebody of a unit, by the name of the account, who is signed in. */
  signIn(level: TwoLevels, username: string, look?: Look): Promise<Reader & { address: string }>
  close(): Promise<void>
}

const desk: Look = { width: 1440, lang: 'zh' }

/** Opens a browser for them; the built page must be there. */
export async function onPages(): Promise<OnPages> {
  const browser: Browser = await launchBrowser()
  const sockets = new Map<TwoLevels, Awaited<ReturnType<typeof overSocket>>>()
  return {
    async signIn(level, username, look = desk) {
      const socket = sockets.get(level) ?? (await overSocket(level, 'dist/web'))
      sockets.set(level, socket)
      const { address } = socket
      const reader = await openReader(browser, { ...look, address })
      await reader.page.goto(`${address}/sign-in`)
      await send(reader.page, '/session', { username, password: goodPassword })
      return { ...reader, address }
    },
    async close() {
      await browser.close()
      for (const socket of sockets.values()) await socket.close()
    },
  }
}
