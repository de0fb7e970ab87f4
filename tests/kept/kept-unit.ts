import { setTimeout as wait } from 'node:timers/promises'
import type { DraftTree } from '../../src/report/draft/draft-tree.ts'
import type { Browser, Serving, Told } from '../api/serving.ts'
import { goodPassword, invite, untilCovered } from '../api/serving.ts'
import { prepare, sendSigned, signDigest } from '../passkeys/passkey-holder.ts'
import type { SoftwareAuthenticator } from '../passkeys/software-authenticator.ts'
import { step } from '../report-flow/people.ts'

/** A server whose clock the story sets. */
export interface StoryServer {
  readonly serving: Serving
  /** Moves the clock; never back, as a log does not. */
  on(moment: string): void
}

/** Somebody for each step of a report in one unit. */
export interface Writers {
  readonly clerk: Browser
  readonly reviewer: Browser
  readonly first: Browser
  /** Number of the unit in the database. */
  readonly org: number
}

/** Asks, and fails with what was answered where that is no success. */
export async function done(asked: Promise<Told>): Promise<Told['body']> {
  const { status, body } = await asked
  if (status >= 200 && status < 300) return body
  throw new Error(`${status} ${JSON.stringify(body)}`)
}

/** Enters a record; its id. */
export async function enter(
  browser: Browser,
  register: string,
  values: object,
): Promise<{ readonly id: string; readonly version: number }> {
  const body = { values, reason: '补录' }
  const { record } = await done(
    browser.ask('POST', `/api/v1/registers/${register}/records`, { body }),
  )
  return { id: record.id, version: record.version }
}

/** A browser signed in for a unit. */
export async function signIn(
  serving: Serving,
  username: string,
  organisation?: string,
): Promise<Browser> {
  const browser = serving.browser()
  await done(browser.ask('POST', '/api/v1/session', { body: { username, password: goodPassword } }))
  if (organisation === undefined) return browser
  await done(browser.ask('POST', '/api/v1/session/organisation', { body: { organisation } }))
  return browser
}

/** Random id of whoever this browser is, in the unit it acts for. */
export async function personOf(browser: Browser): Promise<string> {
  return (await done(browser.ask('GET', '/api/v1/session'))).person
}

/** Invites people by name and role. */
export async function inviteAll<Name extends string>(
  serving: Serving,
  admin: Browser,
  people: Readonly<Record<Name, readonly [username: string, role: string]>>,
): Promise<Record<Name, Browser>> {
  const invited = {} as Record<Name, Browser>
  for (const [name, [username, role]] of Object.entries(people) as [Name, [string, string]][]) {
    invited[name] = await invite(serving, admin, { username, roles: [role] })
  }
  return invited
}

/** How a report is signed: after the password, or by a passkey. */
export interface Issue {
  readonly year: number
  readonly replaces?: string
  readonly passkey?: SoftwareAuthenticator
  /** What becomes of the draft as it was opened. */
  tree(opened: DraftTree): DraftTree
}

/** Takes a report from draft to sent; the id of its record. */
export async function issue(
  serving: Serving,
  { clerk, reviewer, first, org }: Writers,
  { year, replaces, passkey, tree }: Issue,
): Promise<string> {
  const body = { report: 'annual-report', year, ...(replaces ? { replaces } : {}) }
  const { id } = await done(clerk.ask('POST', '/api/v1/drafts', { body }))
  const opened = await done(clerk.ask('GET', `/api/v1/drafts/${id}`))
  const headers = { 'if-match': '"1"' }
  const saved = { body: { tree: tree(opened.tree) }, headers }
  const { revision } = await done(clerk.ask('PUT', `/api/v1/drafts/${id}`, saved))
  await overrideAll(first, id)
  await untilCovered(serving, org)
  await done(step(reviewer, `/drafts/${id}/review`, 0, { revision, verdict: 'passed' }))
  await untilCovered(serving, org)
  const at = { id, revision, at: 1 }
  if (passkey) {
    const { digest } = await done(prepare(first, at))
    await done(sendSigned(first, at, signDigest(passkey, digest)))
  } else {
    await done(step(first, `/drafts/${id}/sign`, 1, { revision, password: goodPassword }))
  }
  return sent(serving, { clerk, org }, id)
}

/** Signs and sends the annual report of a year that somebody has reviewed. */
export async function issueWaiting(
  serving: Serving,
  { first, org }: Pick<Writers, 'first' | 'org'>,
  year: number,
): Promise<string> {
  const drafts = await serving.opened.ports.drafts.list(org)
  const waiting = drafts.find(
    (one) => one.open && one.report === 'annual-report' && one.year === year,
  )
  if (!waiting) throw new Error(`no report on ${year} waits`)
  const { id, revision } = waiting
  const { flow } = await done(first.ask('GET', `/api/v1/drafts/${id}`))
  await untilCovered(serving, org)
  await done(step(first, `/drafts/${id}/sign`, flow.version, { revision, password: goodPassword }))
  return sent(serving, { clerk: first, org }, id)
}

/** Freezes what no checkpoint came in time for, and sends it. */
async function sent(
  serving: Serving,
  { clerk, org }: Pick<Writers, 'clerk' | 'org'>,
  draft: string,
): Promise<string> {
  const { flow } = await done(clerk.ask('GET', `/api/v1/drafts/${draft}`))
  for (let round = 0; ; round += 1) {
    await untilCovered(serving, org)
    const { status } = await clerk.ask('GET', `/api/v1/issued/${flow.id}/file`)
    if (status === 200) break
    if (round > 100) throw new Error('the report was not frozen')
    await clerk.ask('POST', `/api/v1/issued/${flow.id}/freeze`)
    await wait(100)
  }
  const { version } = await done(clerk.ask('GET', `/api/v1/records/${flow.id}`))
  await done(step(clerk, `/issued/${flow.id}/send`, version))
  await untilCovered(serving, org)
  return flow.id
}

const mustBeOverridden = new Set(['contradicted', 'awaiting', 'unsupported'])

async function overrideAll(first: Browser, draft: string): Promise<void> {
  const { document } = await done(first.ask('GET', `/api/v1/drafts/${draft}`))
  const claims = document.claims as { id: string; text: string; state: string }[]
  const reason = '情况属实，原始材料存于科室，台账尚未补录。'
  const stand = claims
    .filter(({ state }) => mustBeOverridden.has(state))
    .map(({ id: claim, text: words, state }) => ({ claim, words, state, reason }))
  if (stand.length === 0) return
  const body = { claims: stand, password: goodPassword }
  await done(first.ask('POST', `/api/v1/drafts/${draft}/override`, { body }))
}

/** What of a sent report can be downloaded. */
export type FileKind = keyof typeof filePaths

const filePaths = {
  docx: 'file',
  pdf: 'file?format=pdf',
  zip: 'year-pack?attachments=yes',
} as const

export const everyKind = Object.keys(filePaths) as readonly FileKind[]

/** A file of a sent report, as it leaves the house. */
export async function fileOf(
  { clerk }: Pick<Writers, 'clerk'>,
  report: string,
  kind: FileKind,
): Promise<Uint8Array> {
  const told = await clerk.ask('GET', `/api/v1/issued/${report}/${filePaths[kind]}`)
  if (told.status === 200) return told.bytes
  throw new Error(JSON.stringify(told.body))
}
