import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { ClientConfig } from 'pg'
import { serviceTrouble } from '../../src/adapters/service-trouble.ts'
import { createApp } from '../../src/api/create-app.ts'
import { readPageFiles } from '../../src/api/page-files.ts'
import type { Service } from '../../src/api/service.ts'
import { todayIn } from '../../src/app/clock/wall-clock.ts'
import type { Clock } from '../../src/append/effects.ts'
import type { Opened } from '../../src/installation/open-all.ts'
import { openAll } from '../../src/installation/open-all.ts'
import type { OpenOptions } from '../../src/installation/open-options.ts'
import { diffDays } from '../../src/ledger/day/day.ts'
import { testDatabase } from '../database.ts'
import { askApp } from './ask-app.ts'
import { heldApp } from './held-answers.ts'

/** The whole server over a database of its own, asked without a socket. */
export interface Serving {
  readonly opened: Opened
  /** Its data folder. */
  readonly data: string
  /** The database as its owner sees it. */
  readonly connection: ClientConfig
  readonly service: Service
  /** What nobody foresaw; stays empty in a sound run. */
  readonly unforeseen: unknown[]
  /** A browser of its own: keeps its cookies from one request to the next. */
  browser(): Browser
  close(): Promise<void>
}

export interface Asked {
  readonly body?: unknown
  /** Sent as it is, instead of a body. */
  readonly file?: Uint8Array | ReadableStream<Uint8Array>
  readonly headers?: Readonly<Record<string, string>>
}

export interface Told {
  readonly status: number
  readonly headers: Headers
  // oxlint-disable-next-line typescript/no-explicit-any -- the tests look into answers freely
  readonly body: any
  readonly bytes: Uint8Array
}

export interface Browser {
  ask(method: string, path: string, asked?: Asked): Promise<Told>
}

// Of this process, and so at whatever hour the tests run; the database has the real one.
const testClock: Clock = { now: () => Date.now() }

/** Today where the unit of `setUp` is: for eight hours a day another one than in UTC. */
export const todayThere = (clock: Clock = testClock): string => todayIn('Asia/Shanghai', clock)

/**
 * The hour of now on a day in the middle of the year: for what must have days of one year behind
 * it and ahead, which at New Year there are not.
 */
export const midYear: Clock = {
  now: () => Date.now() + daysToMidYear * 86_400_000,
}

const daysToMidYear = diffDays({ from: todayThere(), to: `${todayThere().slice(0, 4)}-07-15` })

const origin = 'http://127.0.0.1:5280'
export const goodPassword = '春眠不觉晓处处闻啼鸟'

/** Signing in is what most tests begin with; those of guessing pay what it costs in earnest. */
export const quickPasswords = 10

/** How a server is opened for a test. */
type Opening = Partial<
  Pick<OpenOptions, 'outside' | 'clock' | 'steady' | 'packFolder' | 'passwordCost'>
>

/**
 * Opens everything; call `close` at the end. Each answer is held to what its route declares, in this
 * process: not where it is measured how long others wait (`isHeld`). `lay` puts into the data folder
 * what its administrator would have.
 */
export async function serveTest({
  isHeld = true,
  lay,
  ...asked
}: Opening & {
  readonly isHeld?: boolean
  readonly lay?: (data: string) => void
} = {}): Promise<Serving> {
  const database = await testDatabase({ migrated: true })
  const data = mkdtempSync(join(tmpdir(), 'taizhang-api-'))
  lay?.(data)
  const { connection } = database
  const opened = await openAll({
    data,
    database: connection,
    mayLoseOnPowerCut: true,
    clock: testClock,
    passwordCost: quickPasswords,
    ...asked,
  })
  const close = async () => {
    // A copy that a test began would go on writing while its database is dropped.
    opened.ports.copies.cancel()
    while ((await opened.ports.copies.state()).running !== null) await wait(20)
    await opened.close()
    await database.drop()
    rmSync(data, { recursive: true, force: true })
  }
  return servingOver({ opened, data, connection, close }, isHeld ? heldApp : createApp)
}

/** The server over what is open already. */
export function servingOver(
  given: Pick<Serving, 'opened' | 'data' | 'connection' | 'close'>,
  appOf: typeof createApp = heldApp,
): Serving {
  const unforeseen: unknown[] = []
  const service: Service = {
    ports: given.opened.ports,
    serverAddress: { publicUrl: null, secure: false, trustedProxy: false, names: [] },
    log: {
      unforeseen: ({ error }) => unforeseen.push(error),
      slow: () => {},
      trouble: () => {},
      disconnected: () => {},
    },
    version: 'test',
    adoption: { before: async () => {} },
    openDemo: null,
    troubleOf: serviceTrouble,
    packFaults: () => [],
  }
  const app = appOf(service, readPageFiles(given.data))
  const browser = () => browserOn((request) => askApp(app, request))
  return { ...given, service, unforeseen, browser }
}

/** A browser whose requests are answered so; they are for the address of the tests. */
export function browserOn(fetch: (request: Request) => Promise<Response>): Browser {
  const kept = new Map<string, string>()
  return {
    async ask(method, path, { body, file, headers = {} } = {}) {
      const response = await fetch(
        new Request(origin + path, {
          method,
          headers: {
            host: '127.0.0.1:5280',
            origin,
            ...(kept.size === 0 ? {} : { cookie: [...kept.values()].join('; ') }),
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            ...(file === undefined ? {} : { 'content-type': 'application/octet-stream' }),
            ...headers,
          },
          ...(body === undefined
            ? {}
            : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
          ...(file === undefined ? {} : { body: file as BodyInit, duplex: 'half' as const }),
        }),
      )
      for (const set of response.headers.getSetCookie()) {
        const [pair = ''] = set.split(';')
        const name = pair.slice(0, pair.indexOf('='))
        if (set.includes('Max-Age=0')) kept.delete(name)
        else kept.set(name, pair)
      }
      const bytes = new Uint8Array(await response.arrayBuffer())
      const text = new TextDecoder().decode(bytes)
      const isJson = response.headers.get('content-type')?.includes('json') === true
      return {
        status: response.status,
        headers: response.headers,
        body: isJson ? JSON.parse(text) : text,
        bytes,
      }
    },
  }
}

/** Waits until the newest checkpoint of a log covers all of it, as it does within a second or so. */
export async function untilCovered({ opened }: Pick<Serving, 'opened'>, org = 1): Promise<void> {
  const isCovered = () =>
    opened.ports.store.read(org, async (reader) => {
      const checkpoint = await reader.checkpoint()
      return checkpoint?.size === (await reader.position()).size
    })
  while (!(await isCovered())) await wait(50)
}

/** Sets up the first unit; the browser that is signed in as its administrator and clerk. */
export async function setUp(serving: Serving): Promise<{ browser: Browser; person: string }> {
  const { accounts } = serving.opened.ports
  const link = await accounts.makeLink({ purpose: 'first-start', account: null, days: 1 })
  const browser = serving.browser()
  const body = {
    link,
    unit: { zh: '海棠市档案馆', en: 'Haitang City Archives' },
    zone: 'Asia/Shanghai',
    // Its ledger reaches back, so that what tests record counts and what they leave out is owed.
    start: '2000-01-01',
    person: '张三',
    username: '张三',
    password: goodPassword,
  }
  const made = await browser.ask('POST', '/api/v1/setup', { body })
  if (made.status !== 201) throw new Error(JSON.stringify(made.body))
  const session = await browser.ask('GET', '/api/v1/session')
  return { browser, person: session.body.person }
}

/** Lets the unit take up a duty that no instrument asks: of a new unit it is off. */
export async function takeUp(administrator: Browser, duty: string): Promise<void> {
  const body = { on: true, reason: '列入年度任务', from: todayThere() }
  const told = await administrator.ask('PUT', `/api/v1/unit/duties/${duty}`, { body })
  if (told.status !== 200) throw new Error(JSON.stringify(told.body))
}

/** Invites somebody with these roles and signs them in. */
export async function invite(
  serving: Pick<Serving, 'browser'>,
  administrator: Browser,
  given: { username: string; roles: readonly string[] },
): Promise<Browser> {
  const { username, roles } = given
  const invited = await administrator.ask('POST', '/api/v1/accounts', {
    body: { newPerson: username, username, roles },
  })
  if (invited.status !== 201) throw new Error(JSON.stringify(invited.body))
  const browser = serving.browser()
  await browser.ask('POST', '/api/v1/session/link', { body: { token: invited.body.link } })
  const body = { password: goodPassword }
  const chosen = await browser.ask('POST', '/api/v1/session/password', { body })
  if (chosen.status !== 204) throw new Error(JSON.stringify(chosen.body))
  return browser
}
