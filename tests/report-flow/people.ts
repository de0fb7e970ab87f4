import type { DraftTree } from '../../src/report/draft/draft-tree.ts'
import type { Browser, Serving, Told } from '../api/serving.ts'
import { goodPassword, invite, serveTest, setUp } from '../api/serving.ts'

/** A unit with somebody for each step of a report. */
export interface Office {
  readonly serving: Serving
  /** Who set the unit up. */
  readonly admin: Browser
  readonly clerk: Browser
  readonly other: Browser
  readonly reviewer: Browser
  /** Clerk and reviewer at once. */
  readonly both: Browser
  readonly first: Browser
  readonly auditor: Browser
}

/** Opens it; close `serving` at the end. */
export async function openOffice(): Promise<Office> {
  const serving = await serveTest()
  const { browser } = await setUp(serving)
  const person = (username: string, roles: readonly string[]) =>
    invite(serving, browser, { username, roles })
  return {
    serving,
    admin: browser,
    clerk: await person('冯雨桐', ['clerk']),
    other: await person('陈启航', ['clerk']),
    reviewer: await person('林若兰', ['reviewer']),
    both: await person('赵静怡', ['clerk', 'reviewer']),
    first: await person('周明远', ['first-responsible']),
    auditor: await person('郑国栋', ['auditor']),
  }
}

/** A tree that may be signed: one claim that a record supports, one that is let stand. */
export function soundTree(given: Partial<DraftTree> = {}): DraftTree {
  return {
    v: 1,
    // Drafts of several years begin with it: it names none.
    title: '海棠市档案馆关于年度工作的报告',
    addressee: '市委',
    issuer: '周明远',
    number: '海档〔2026〕3号',
    signature: '海棠市档案馆',
    date: '2026-01-05',
    attachments: [],
    blocks: [
      {
        id: 'b1',
        kind: 'heading',
        level: 1,
        inlines: [{ kind: 'text', text: '工作情况', claim: null }],
      },
      {
        id: 'b2',
        kind: 'paragraph',
        runIn: null,
        inlines: [
          { kind: 'text', text: '全年', claim: null },
          { kind: 'text', text: '制定制度', claim: 'c1' },
          { kind: 'number', figure: 'ideology-rules', claim: 'c1' },
          { kind: 'text', text: '项', claim: 'c1' },
          { kind: 'text', text: '。', claim: null },
        ],
      },
    ],
    claims: { c1: { by: 'figure', id: 'ideology-rules', atLeast: false } },
    ...given,
  }
}

/** Begins the report of a year and saves the tree; answers its id and revision. */
export async function draftOf(
  browser: Browser,
  given: { readonly year: number; readonly tree?: DraftTree; readonly replaces?: string },
): Promise<{ readonly id: string; readonly revision: number }> {
  const { year, tree = soundTree(), replaces } = given
  const body = { report: 'annual-report', year, ...(replaces ? { replaces } : {}) }
  const opened = await browser.ask('POST', '/api/v1/drafts', { body })
  if (opened.status !== 201) throw new Error(JSON.stringify(opened.body))
  const { id } = opened.body as { id: string }
  const saved = await save(browser, { id, revision: 1 }, tree)
  if (saved.status !== 200) throw new Error(JSON.stringify(saved.body))
  return { id, revision: saved.body.revision as number }
}

/** Saves a tree over the revision given. */
export function save(
  browser: Browser,
  { id, revision }: { id: string; revision: number },
  tree: DraftTree,
): Promise<Told> {
  const headers = { 'if-match': `"${revision}"` }
  return browser.ask('PUT', `/api/v1/drafts/${id}`, { body: { tree }, headers })
}

/** Does one step of a report, naming the version that was seen. */
export function step(browser: Browser, path: string, at: number, body?: object): Promise<Told> {
  const headers = { 'if-match': `"${at}"` }
  return browser.ask('POST', `/api/v1${path}`, { ...(body ? { body } : {}), headers })
}

/** Lets the first claim of a draft stand. */
export async function override(browser: Browser, id: string): Promise<Told> {
  const { body: view } = await browser.ask('GET', `/api/v1/drafts/${id}`)
  const claim = view.document.claims[0]
  const { text: words, state } = claim
  const reason = '制度在上级系统登记，本单位台账尚未补录。'
  const claims = [{ claim: claim.id, words, state, reason }]
  const body = { claims, password: goodPassword }
  return browser.ask('POST', `/api/v1/drafts/${id}/override`, { body })
}

/** Takes a report of a year from draft to sent; its file as it leaves the house. */
export async function issueReport(
  { clerk, reviewer, first }: Pick<Office, 'clerk' | 'reviewer' | 'first'>,
  year: number,
  given: { readonly replaces?: string } = {},
): Promise<{ readonly id: string; readonly bytes: Uint8Array }> {
  const { id, revision } = await draftOf(clerk, { year, ...given })
  const done = [
    await override(first, id),
    await step(reviewer, `/drafts/${id}/review`, 0, { revision, verdict: 'passed' }),
    await step(first, `/drafts/${id}/sign`, 1, { revision, password: goodPassword }),
  ]
  for (const { status, body } of done) if (status !== 201) throw new Error(JSON.stringify(body))
  const { body } = await clerk.ask('GET', `/api/v1/drafts/${id}`)
  const report = body.flow.id as string
  const file = await clerk.ask('GET', `/api/v1/issued/${report}/file`)
  await step(clerk, `/issued/${report}/send`, 3)
  return { id: report, bytes: file.bytes }
}
