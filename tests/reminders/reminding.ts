import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ClientConfig } from 'pg'
import { setUpUnit } from '../../src/app/organisation/set-up-unit.ts'
import { invitePerson } from '../../src/app/people/invite-person.ts'
import type { AppPorts } from '../../src/app/ports/app-ports.ts'
import type { OutboxRow, ReminderSettings } from '../../src/app/ports/reminder-ports.ts'
import type { Session } from '../../src/app/ports/store-ports.ts'
import { changeSettings, settingsDefault } from '../../src/app/reminders/change-settings.ts'
import { deliverOutbox } from '../../src/app/reminders/deliver-outbox.ts'
import { makeDigests } from '../../src/app/reminders/make-digests.ts'
import { openAll } from '../../src/installation/open-all.ts'
import { testDatabase } from '../database.ts'

const password = '春眠不觉晓处处闻啼鸟'
const told = {
  signal: new AbortController().signal,
  onProblem: (error: unknown) => {
    throw error
  },
}

/** A unit with an administrator and a person for whom statements wait, at a clock of the test's. */
export interface Reminding {
  readonly ports: AppPorts
  readonly connection: ClientConfig
  /** Of the administrator. */
  readonly session: Session
  /** For whom statements wait. */
  readonly person: string
  setNow(instant: string): void
  allow(origins: readonly string[]): void
  remind(settings: Partial<ReminderSettings>, password?: string): Promise<void>
  make(): Promise<void>
  deliver(): Promise<void>
  rows(): Promise<readonly OutboxRow[]>
  close(): Promise<void>
}

/** Opens everything over a database of its own. */
export async function openReminding(now: string): Promise<Reminding> {
  const database = await testDatabase({ migrated: true })
  const data = mkdtempSync(join(tmpdir(), 'taizhang-remind-'))
  mkdirSync(join(data, 'outbound'))
  let nowMs = Date.parse(now)
  const opened = await openAll({
    data,
    database: database.connection,
    mayLoseOnPowerCut: true,
    clock: { now: () => nowMs },
  })
  const { ports } = opened
  const session = await setUp(ports)
  const invited = await invitePerson(ports, session, {
    person: null,
    newPerson: '李四',
    username: '李四',
    lang: 'zh',
    from: null,
    roles: ['confidentiality-lead'],
  })
  const { person } = invited.account.membership
  if (person === null) throw new Error('invited nobody')
  return {
    ports,
    connection: database.connection,
    session,
    person,
    setNow: (instant) => {
      nowMs = Date.parse(instant)
    },
    allow: (origins) => writeFileSync(join(data, 'outbound/hosts.txt'), origins.join('\n')),
    remind: (settings, mailPassword) =>
      changeSettings(ports, session, {
        settings: { ...settingsDefault, on: true, page: 'https://tz.unit.example', ...settings },
        password: mailPassword,
      }),
    make: () => makeDigests(ports, told),
    deliver: () => deliverOutbox({ ...ports, pause: () => Promise.resolve() }, told),
    rows: async () => (await ports.reminders.outbox(session.org.id, { limit: 100 })).items,
    close: async () => {
      await opened.close()
      await database.drop()
      rmSync(data, { recursive: true, force: true })
    },
  }
}

async function setUp(ports: AppPorts): Promise<Session> {
  const purpose = { purpose: 'first-start', account: null, days: 1 } as const
  const { signedIn } = await setUpUnit(ports, {
    kind: null,
    start: '2000-01-01',
    link: await ports.accounts.makeLink(purpose),
    unit: { zh: '海棠市档案馆', en: 'Haitang City Archives' },
    zone: 'Asia/Shanghai',
    person: '张三',
    username: '张三',
    password,
    lang: 'zh',
  })
  const [org] = await ports.organisations.all()
  const { member: membership } = signedIn
  if (!org || !membership?.person) throw new Error('not set up')
  const actor = { id: membership.person, person: membership.person, roles: membership.roles }
  return { org, actor, pack: ports.packs.current }
}
