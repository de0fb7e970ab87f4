import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { keepAdopted } from '../../src/app/organisation/adopt-pack.ts'
import type { OrgId } from '../../src/app/ports/store-ports.ts'
import { readRoster } from '../../src/app/roster/keep-rosters.ts'
import { peopleInRole } from '../../src/app/roster/roster.ts'
import type { Browser, Serving } from '../api/serving.ts'
import { goodPassword, setUp, untilCovered } from '../api/serving.ts'
import { addPasskey } from '../passkeys/passkey-holder.ts'
import { SoftwareAuthenticator } from '../passkeys/software-authenticator.ts'
import { step } from '../report-flow/people.ts'
import { keptTree } from './kept-tree.ts'
import type { FileKind, StoryServer, Writers } from './kept-unit.ts'
import {
  done,
  enter,
  everyKind,
  fileOf,
  inviteAll,
  issue,
  issueWaiting,
  personOf,
  signIn,
} from './kept-unit.ts'
import { changedReport } from './look-into.ts'

/** The body below, with whoever writes there. */
interface Below extends Writers {
  readonly publicId: string
  readonly admin: Browser
  readonly officer: Browser
  readonly security: Browser
  readonly person: string
}

/** What left the house, by the name of its file. */
export type Left = Map<string, Uint8Array>

/** What has to be known of the story to look into it. */
export interface Told {
  readonly left: Left
  /** Public id of the body whose log is exported. */
  readonly below: string
}

/**
 * Two years of a body and of the body above it, as their people did it: records with files, a
 * correction, an erasure, a changed pack, a changed key, reports signed by password and by passkey,
 * received, returned, corrected.
 */
export async function tellStory({ serving, on }: StoryServer, packFolder: string): Promise<Told> {
  const left: Left = new Map()
  on('2025-01-06T09:00')
  const above = (await setUp(serving)).browser
  const below = await openBelow(serving, above)
  await firstYear({ serving, on }, below)
  const first = await issue(serving, below, { year: 2024, tree: keptTree('2025-02-20', 3) })
  await keep(left, below, { report: first, name: 'report-2024', kinds: everyKind })
  await hear(serving, above, { below, report: first, left, name: 'report-2024' })
  on('2025-06-30T10:00')
  await changePack(serving, packFolder)
  await secondYear({ serving, on }, below)
  on('2026-01-12T09:00')
  const passkey = new SoftwareAuthenticator()
  await done(addPasskey(below.first, passkey))
  const tree = keptTree('2026-01-12', 2)
  const second = await issue(serving, below, { year: 2025, passkey, tree })
  await keep(left, below, { report: second, name: 'report-2025', kinds: everyKind })
  await hear(serving, above, { below, report: second, left, name: 'report-2025', isReturned: true })
  on('2026-01-20T09:00')
  left.set(
    'report-2025.changed.docx',
    changedReport(left.get('report-2025.docx') ?? new Uint8Array()),
  )
  const replaced = { replaces: second, passkey, tree: keptTree('2026-01-20', 5) }
  const third = await issue(serving, below, { year: 2025, ...replaced })
  await keep(left, below, { report: third, name: 'report-2025-corrected', kinds: ['docx'] })
  return { left, below: below.publicId }
}

async function openBelow(serving: Serving, above: Browser): Promise<Below> {
  const name = { zh: '海棠市档案馆东河分馆', en: 'Donghe Branch of Haitang City Archives' }
  const body = { name, zone: 'Asia/Shanghai', below: true }
  const { id: publicId } = await done(above.ask('POST', '/api/v1/organisations', { body }))
  const admin = await signIn(serving, '张三', publicId)
  const people = await inviteAll(serving, admin, {
    clerk: ['冯雨桐', 'clerk'],
    reviewer: ['林若兰', 'reviewer'],
    first: ['周明远', 'first-responsible'],
    officer: ['吴思源', 'data-protection'],
    security: ['赵静怡', 'confidentiality-lead'],
  })
  const found = await serving.opened.ports.organisations.byPublicId(publicId)
  if (!found) throw new Error('the body below was not founded')
  return { ...people, admin, publicId, org: found.id, person: await personOf(people.clerk) }
}

async function firstYear({ serving, on }: StoryServer, below: Below): Promise<void> {
  on('2025-01-08T10:00')
  await meetings(below, 2024, ['governance', 'ideology', 'governance', 'party-building'])
  await papers(below, 2024, [12, 30])
  await attest(below, 2024)
  on('2025-02-10T10:00')
  await eraseMinutes(below)
  on('2025-02-20T10:00')
  await untilCovered(serving, below.org)
}

async function secondYear({ serving, on }: StoryServer, below: Below): Promise<void> {
  on('2025-07-02T09:00')
  await meetings(below, 2025, ['ideology', 'ideology', 'governance'])
  await papers(below, 2025, [8])
  on('2025-09-01T09:00')
  const rotation = { reason: '例行更换', password: goodPassword }
  await done(below.admin.ask('POST', '/api/v1/log-keys', { body: rotation }))
  await untilCovered(serving, below.org)
  on('2026-01-05T09:00')
  await attest(below, 2025)
  await correctAndVoid(below)
}

/** A meeting a quarter, each with its minutes. */
async function meetings(below: Below, year: number, themes: readonly string[]): Promise<void> {
  for (const [nth, theme] of themes.entries()) {
    const day = `${year}-0${nth + 2}-1${nth}`
    if (day > '2025-07-01') throw new Error('a meeting of the future')
    const file = Buffer.from(`会议记录 ${day} ${theme}\n`.repeat(20))
    const path = `/api/v1/attachments?name=minutes-${nth}.txt`
    const minutes = await done(below.clerk.ask('POST', path, { file }))
    await enter(below.clerk, 'meeting', {
      kind: 'secretary-meeting',
      heldOn: day,
      chair: below.person,
      present: [below.person],
      place: '东河路 7 号',
      agenda: [{ topic: `研究工作（${nth + 1}）`, themes: [theme] }],
      ...(nth % 2 === 0 ? { minutesNumber: `〔${year}〕${nth + 1}号` } : {}),
      minutes: [minutes],
    })
  }
}

async function papers(below: Below, year: number, items: readonly number[]): Promise<void> {
  const { clerk, person } = below
  for (const [nth, asked] of items.entries()) {
    const values = { title: `季度报表（${nth + 1}）`, sentOn: `${year}-03-0${nth + 4}` }
    await enter(clerk, 'request', { ...values, items: asked, units: 4, basis: '年度计划' })
  }
  for (const [nth, change] of ['made', 'amended'].entries()) {
    const values = { title: `意识形态工作责任制办法（${nth + 1}）`, change, themes: ['ideology'] }
    await enter(clerk, 'rule', { ...values, decidedOn: `${year}-05-1${nth}` })
  }
  await enter(clerk, 'problem', {
    title: '借阅登记不完整',
    source: 'self-check',
    foundOn: `${year}-04-11`,
    owner: person,
    cause: '登记本更换后没有交接',
    measures: [{ measure: '补齐登记并专人核对', owner: person }],
  })
}

async function attest({ security }: Below, year: number): Promise<void> {
  for (const quarter of ['Q1', 'Q2', 'Q3']) {
    const body = { duty: 'no-leak', period: `${year}-${quarter}`, password: goodPassword }
    const text = '本季度未发生失泄密事件'
    await done(security.ask('POST', '/api/v1/attestations', { body: { ...body, text } }))
  }
}

/** Takes place and minutes out of the last meeting of 2024. */
async function eraseMinutes({ clerk, officer }: Below): Promise<void> {
  const [last] = await meetingsOf(clerk)
  const headers = { 'if-match': `"${last?.version}"` }
  const body = { reason: '本人申请', password: goodPassword, fields: ['place', 'minutes'] }
  await done(officer.ask('POST', `/api/v1/records/${last?.id}/erase`, { headers, body }))
}

/** One meeting was of another kind, one was entered twice. */
async function correctAndVoid({ clerk }: Below): Promise<void> {
  const [wrong, twice] = await meetingsOf(clerk)
  if (!wrong || !twice) throw new Error('no meetings to correct')
  const values = { ...wrong.values, kind: 'work-meeting' }
  const body = { values, reason: '会议类型登记有误' }
  const seen = (version: number) => ({ 'if-match': `"${version}"` })
  const path = `/api/v1/records/${wrong.id}`
  await done(clerk.ask('PUT', path, { body, headers: seen(wrong.version) }))
  const again = await enter(clerk, 'meeting', twice.values)
  const voided = { body: { reason: '重复登记' }, headers: seen(again.version) }
  await done(clerk.ask('POST', `/api/v1/records/${again.id}/void`, voided))
}

async function meetingsOf(
  clerk: Browser,
): Promise<readonly { id: string; version: number; values: Record<string, unknown> }[]> {
  const path = '/api/v1/registers/meeting/records?limit=50&columns=*'
  return (await done(clerk.ask('GET', path))).items
}

/** Changes what a figure counts and what a duty asks, and lets every unit adopt the new version. */
async function changePack(serving: Serving, folder: string): Promise<void> {
  const { ports } = serving.opened
  const changes = [
    ['figures/ideology.yaml', 'change: [made, amended]', 'change: [made]'],
    ['duties/ideology.yaml', 'atLeast: 2, of: ideology-study', 'atLeast: 3, of: ideology-study'],
    ['pack.yaml', /^version: .*$/m, 'version: 1.0.1'],
  ] as const
  const before = ports.packs.current.digest
  for (const [name, from, to] of changes) {
    const path = join(folder, name)
    const text = readFileSync(path, 'utf8')
    const changed = text.replace(from, to)
    if (changed === text) throw new Error(`${name} has nothing to change`)
    writeFileSync(path, changed)
  }
  while (ports.packs.current.version !== '1.0.1') await wait(100)
  if (ports.packs.current.digest === before) throw new Error('the pack did not change')
  await keepAdopted(ports, { actor: 'cli:kept', onProblem: thrown }).all()
}

interface Kept {
  /** Id of its record. */
  readonly report: string
  readonly name: string
  readonly kinds: readonly FileKind[]
}

async function keep(
  left: Left,
  writers: Pick<Writers, 'clerk'>,
  { report, name, kinds }: Kept,
): Promise<void> {
  for (const kind of kinds) left.set(`${name}.${kind}`, await fileOf(writers, report, kind))
}

interface Heard {
  readonly below: Below
  readonly report: string
  readonly left: Left
  readonly name: string
  readonly isReturned?: boolean
}

/** The body above takes a report and answers; the body below takes the answer. */
async function hear(serving: Serving, above: Browser, heard: Heard): Promise<void> {
  const { below, report, left, name, isReturned = false } = heard
  const file = left.get(`${name}.docx`)
  if (!file) throw new Error('nothing was sent')
  const { body: logs } = await above.ask('GET', '/api/v1/watched-logs')
  if (logs.length === 0) {
    const vkey = await serving.opened.ports.store.logFile(below.org, 'vkey')
    const watch = {
      name: '东河分馆',
      vkey: Buffer.from(vkey ?? [])
        .toString('utf8')
        .trim(),
    }
    await done(above.ask('POST', '/api/v1/watched-logs', { body: watch }))
  }
  const { record } = await done(above.ask('POST', '/api/v1/received', { file }))
  const answer = isReturned
    ? { step: 'returned', reasons: '第二项与台账不符，请核对后重报。' }
    : { step: 'accepted' }
  await done(step(above, `/received/${record.id}/settle`, record.version, answer))
  const reply = await done(above.ask('GET', `/api/v1/received/${record.id}/reply`))
  left.set(`${name}.reply.json`, Buffer.from(`${JSON.stringify(reply, null, 1)}\n`))
  const { version } = await done(below.clerk.ask('GET', `/api/v1/records/${report}`))
  await done(step(below.clerk, `/issued/${report}/reply`, version, reply))
}

/** The annual report of the demo unit, which waits for its signature: a claim of every kind. */
export async function signDemo(serving: Serving, org: OrgId): Promise<Uint8Array> {
  const { ports } = serving.opened
  const roster = await ports.store.read(org, readRoster)
  const [person = null] = peopleInRole(roster, { role: 'first-responsible', day: '2026-02-02' })
  const username = '演示一'
  const account = await ports.accounts.create({ username, password: goodPassword, lang: 'zh' })
  const record = roster.memberships.find((one) => one.person === person)?.record ?? 'demo'
  const roles = ['clerk', 'first-responsible']
  await ports.accounts.putMembership(account, { org, person, roles, record })
  const first = await signIn(serving, username)
  const report = await issueWaiting(serving, { first, org }, 2025)
  return fileOf({ clerk: first }, report, 'docx')
}

function thrown(error: unknown): never {
  throw error
}
