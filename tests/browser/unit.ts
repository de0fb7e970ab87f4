import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { launchBrowser } from '../browser.ts'
import { madeOnce } from '../made-once.ts'
import type { Look, Reader } from './reader.ts'
import { expectFit, openReader } from './reader.ts'
import type { FirstServed, Served } from './served.ts'
import { serve, serveCopy, serveIn } from './served.ts'

/** The nine of the unit that the walk sets up; initials in pinyin as a clerk would type them. */
export const nine = [
  { name: '周明远', initials: 'zmy' },
  { name: '林若兰', initials: 'lrl' },
  { name: '陈启航', initials: 'cqh' },
  { name: '赵静怡', initials: 'zjy' },
  { name: '吴思源', initials: 'wsy' },
  { name: '孙慧敏', initials: 'shm' },
  { name: '郑国栋', initials: 'zgd' },
  { name: '王晓彤', initials: 'wxt' },
  { name: '许文博', initials: 'xwb' },
] as const

/** Of the first person, who signs in as `fengyt`. */
export const password = '库房钥匙挂在东墙第三格'

/** A unit that is served while the tests of a file run. */
export interface UnitOfFile {
  readonly address: string
  /** A window of its first person, who is signed in. */
  open(look: Look): Promise<Reader>
  /** A window of somebody who has no account. */
  openStranger(look: Look): Promise<Reader>
}

/**
 * Serves a unit for all tests of a file, with its nine and a ledger that reaches back: a copy of one
 * that is set up once for a run, which nobody else writes into. `fresh`: one that is set up for this
 * file, as the first page leaves it. Call it before any other hook.
 */
export function unitOfFile({ fresh = false }: { readonly fresh?: boolean } = {}): UnitOfFile {
  let served: Served
  let browser: Browser
  let state: string
  beforeAll(async () => {
    browser = await launchBrowser()
    ;({ served, state } = fresh ? await freshUnit(browser) : await copiedUnit(browser))
  }, 180_000)
  afterAll(async () => {
    await browser?.close()
    await served?.stop()
  }, 60_000)
  return {
    get address() {
      return served.address
    },
    open: (look) => openReader(browser, { ...look, address: served.address, state }),
    openStranger: (look) => openReader(browser, { ...look, address: served.address }),
  }
}

interface ServedUnit {
  readonly served: Served
  /** Of a window whose person is signed in. */
  readonly state: string
}

async function freshUnit(browser: Browser): Promise<ServedUnit> {
  return enter(await serve(), (served) => setUpUnit(browser, served, true))
}

async function copiedUnit(browser: Browser): Promise<ServedUnit> {
  const folder = await madeOnce('unit', async (data) => {
    const served = await serveIn(data)
    try {
      await setUpUnit(browser, served, false)
    } finally {
      await served.stop()
    }
  })
  return enter(await serveCopy(folder), ({ address }) => signedIn(browser, address))
}

/** Lets its first person in; a server that nobody can enter is stopped, as nobody else would. */
async function enter<T extends Served>(
  served: T,
  signIn: (served: T) => Promise<string>,
): Promise<ServedUnit> {
  try {
    return { served, state: await signIn(served) }
  } catch (error) {
    await served.stop()
    throw error
  }
}

/** Signs its first person in: who did so where it was made may have been idle for too long. */
async function signedIn(browser: Browser, address: string): Promise<string> {
  const context = await browser.newContext()
  const told = await context.request.post(`${address}/api/v1/session`, {
    headers: { origin: address },
    data: { username: 'fengyt', password },
  })
  if (!told.ok()) throw new Error(await told.text())
  const state = JSON.stringify(await context.storageState())
  await context.close()
  return state
}

/** Sets up a unit through the page; answers the state that stays signed in. */
async function setUpUnit(
  browser: Browser,
  { address, link }: FirstServed,
  fresh: boolean,
): Promise<string> {
  const { page, context, trouble } = await openReader(browser, { width: 1440, lang: 'zh', address })
  await page.goto(link)
  await page.getByLabel('单位名称').fill('海棠市档案馆')
  await expectFit(page, 'the first start')
  await page.getByLabel('您的姓名').fill('冯雨桐')
  await page.getByLabel('用户名').fill('fengyt')
  await page.getByLabel('密码').fill(password)
  if (!fresh) await page.getByLabel('台账起始日').fill('2000-01-01')
  await page.getByRole('button', { name: '建立并进入' }).click()
  await page.locator('.year-grid').waitFor()
  for (const { name } of fresh ? [] : nine)
    await post(page, '/registers/person/records', { values: { name, since: '2020-01-01' } })
  if (trouble.length > 0) throw new Error(trouble.join('\n'))
  const state = JSON.stringify(await context.storageState())
  await context.close()
  return state
}

/** Asks the API as the person at this page. */
export async function get<T>(page: Page, path: string): Promise<T> {
  return page.evaluate(async (address) => (await fetch(address)).json(), `/api/v1${path}`)
}

/** Sends to the API as the person at this page; throws when it is refused. */
export async function post(page: Page, path: string, body: unknown): Promise<void> {
  const refused = await page.evaluate(
    async ([address, text]) => {
      const headers = { 'content-type': 'application/json' }
      const answer = await fetch(address, { method: 'POST', headers, body: text })
      return answer.ok ? null : answer.text()
    },
    [`/api/v1${path}`, JSON.stringify(body)] as const,
  )
  if (refused !== null) throw new Error(`${path}: ${refused}`)
}
