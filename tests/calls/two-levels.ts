import type { CallBody } from '../../src/api/contract/call.ts'
import type { Clock } from '../../src/append/effects.ts'
import { freeStatements } from '../../src/report/check/free-statements.ts'
import type { ReportDocument } from '../../src/report/document.ts'
import type { DraftInline } from '../../src/report/draft/draft-tree.ts'
import type { Browser, Serving, Told } from '../api/serving.ts'
import { goodPassword, invite, serveTest, setUp, todayThere } from '../api/serving.ts'

/** A unit with somebody for each step of a report. */
export interface Unit {
  readonly name: string
  /** Number in the database. */
  readonly org: number
  readonly origin: string
  readonly administrator: Browser
  readonly clerk: Browser
  readonly reviewer: Browser
  readonly first: Browser
}

/** A body above with units below it, on one server. */
export interface TwoLevels {
  readonly serving: Serving
  readonly above: Unit
  readonly below: readonly Unit[]
  /** Throws what happened on the server and nobody foresaw. */
  close(): Promise<void>
}

/** The year that is reported on. */
export const year = Number(todayThere().slice(0, 4)) - 1

/** Opens it with units of these names, under a clock where one is given; `close` it at the end. */
export async function twoLevels(names: readonly string[], clock?: Clock): Promise<TwoLevels> {
  const serving = await serveTest(clock === undefined ? {} : { clock })
  const { browser } = await setUp(serving)
  const above = await staffed(serving, browser, '市委')
  const below: Unit[] = []
  for (const name of names) below.push(await foundBelow(serving, above, name))
  await enterBelow(above)
  const close = async () => {
    await serving.close()
    if (serving.unforeseen.length > 0) throw serving.unforeseen[0]
  }
  return { serving, above, below, close }
}

/** Founds a unit below another, by the administrator of that one. */
export async function foundBelow(serving: Serving, above: Unit, name: string): Promise<Unit> {
  const body = { name, zone: 'Asia/Shanghai', below: true }
  const added = await done(above.administrator.ask('POST', '/api/v1/organisations', { body }))
  const founder = serving.browser()
  await founder.ask('POST', '/api/v1/session', {
    body: { username: '张三', password: goodPassword },
  })
  await founder.ask('POST', '/api/v1/session/organisation', { body: { organisation: added.id } })
  return staffed(serving, founder, name)
}

/** Enters the units of the server that stand below. */
export async function enterBelow(above: Unit): Promise<void> {
  await done(above.first.ask('POST', '/api/v1/subordinates/own'), 200)
}

async function staffed(serving: Serving, administrator: Browser, name: string): Promise<Unit> {
  const person = (role: string, as: string) =>
    invite(serving, administrator, { username: `${name}${as}`, roles: [role] })
  const session = await administrator.ask('GET', '/api/v1/session')
  const org = await serving.opened.ports.organisations.byPublicId(session.body.organisation.id)
  if (!org) throw new Error('the organisation is not there')
  return {
    name,
    org: org.id,
    origin: org.origin,
    administrator,
    clerk: await person('clerk', '经办'),
    reviewer: await person('reviewer', '复核'),
    first: await person('first-responsible', '书记'),
  }
}

/** The body of an answer that must have this status. */
// oxlint-disable-next-line typescript/no-explicit-any -- the tests look into answers freely
export async function done(asked: Promise<Told>, status = 201): Promise<any> {
  const told = await asked
  if (told.status !== status) throw new Error(`${told.status} ${JSON.stringify(told.body)}`)
  return told.body
}

const nextMonth = new Date(Date.parse(`${todayThere()}T00:00:00Z`) + 30 * 86_400_000)

/** A call that asks one figure of the ledger, a number, a day and a choice. */
export function callOfYear(given: Partial<CallBody> = {}): CallBody {
  return {
    title: '意识形态工作责任制落实情况',
    basis: '《党委（党组）意识形态工作责任制实施办法》',
    clause: '第六条',
    period: String(year),
    due: nextMonth.toISOString().slice(0, 10),
    ends: nextMonth.toISOString().slice(0, 10),
    note: '请据实填报。',
    items: [
      {
        item: null,
        label: '制定完善意识形态工作制度',
        kind: 'figure',
        figure: 'ideology-rules',
        unit: '项',
        choices: null,
        again: null,
      },
      item({ label: '投入经费', kind: 'number', unit: '万元' }),
      item({ label: '是否建立台账', kind: 'yesNo' }),
    ],
    to: null,
    ...given,
  }
}

/** One thing asked that no figure gives. */
export function item(
  given: Pick<CallBody['items'][number], 'label' | 'kind'> & Partial<CallBody['items'][number]>,
): CallBody['items'][number] {
  return { item: null, figure: null, unit: null, choices: null, again: null, ...given }
}

/** Prepares a call and signs it; its id. */
export async function issueCall(above: Unit, body = callOfYear()): Promise<string> {
  const { id, version } = await done(above.clerk.ask('POST', '/api/v1/calls', { body }))
  await done(
    above.first.ask('POST', `/api/v1/calls/${id}/issue`, {
      body: { password: goodPassword },
      headers: { 'if-match': `"${version}"` },
    }),
  )
  return id
}

/** Waits for what a checkpoint of a moment later makes possible, however long a machine takes. */
export async function soon<T>(look: () => Promise<T | null | undefined>): Promise<T> {
  for (const until = performance.now() + soonMs; performance.now() < until; ) {
    const found = await look()
    if (found !== null && found !== undefined) return found
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('it never came')
}

const soonMs = 60_000

/** The unit takes the first call that waits for it; the record. */
export async function takeFirst(unit: Unit, owner: string | null = null): Promise<string> {
  const offered = await soon(async () => {
    const told = await unit.clerk.ask('GET', '/api/v1/calls-offered')
    return told.status === 200 ? told.body[0] : null
  })
  const body = { sealed: offered.sealed, owner }
  return (await done(unit.clerk.ask('POST', '/api/v1/calls-taken', { body }))).id
}

/** Passes a call that was taken on to the bodies below, and signs it; the call that goes down. */
export async function passCallOn(unit: Unit, taken: string): Promise<string> {
  const path = `/api/v1/calls-taken/${taken}/pass-on`
  const { id, version } = await done(unit.clerk.ask('POST', path, { body: {} }))
  const signed = { body: { password: goodPassword }, headers: { 'if-match': `"${version}"` } }
  await done(unit.first.ask('POST', `/api/v1/calls/${id}/issue`, signed))
  return id
}

/** Answers a call that was taken; the report. */
export async function answerCall(
  unit: Unit,
  taken: string,
  given: Parameters<typeof sendAnswer>[2] = {},
): Promise<{ readonly report: string }> {
  const begun = await done(unit.clerk.ask('POST', `/api/v1/calls-taken/${taken}/answer`))
  return sendAnswer(unit, begun.id, given)
}

/** The corrected version of a report that was sent. */
export async function correctAnswer(
  unit: Unit,
  report: string,
  given: Parameters<typeof sendAnswer>[2] = {},
): Promise<{ readonly report: string }> {
  const body = { report: 'answer', year, replaces: report }
  const begun = await done(unit.clerk.ask('POST', '/api/v1/drafts', { body }))
  return sendAnswer(unit, begun.id, given)
}

/** What somebody fills in where no figure gives it. */
const filled: Readonly<Record<string, string>> = { 投入经费: '12.5', 是否建立台账: '是' }

/** A rule that the figure of the call counts. */
export async function enterRule(unit: Unit, title: string): Promise<void> {
  const values = { title, change: 'made', decidedOn: `${year}-05-06`, themes: ['ideology'] }
  const body = { values, reason: '补录' }
  await done(unit.clerk.ask('POST', '/api/v1/registers/rule/records', { body }))
}

/** Takes the draft of an answer through review and signature until it is sent. */
export async function sendAnswer(
  unit: Unit,
  draft: string,
  given: {
    /** Words that are written otherwise. */
    readonly change?: Readonly<Record<string, string>>
    /** What is filled in, by the label of the line. */
    readonly fill?: Readonly<Record<string, string>>
    /** Numbers typed over those of the ledger, by the claim. */
    readonly typed?: Readonly<Record<string, string>>
  } = {},
): Promise<{ readonly report: string }> {
  const { change = {}, fill = filled, typed = {} } = given
  const { body: view } = await unit.clerk.ask('GET', `/api/v1/drafts/${draft}`)
  const written = (one: DraftInline, label: string): DraftInline => {
    if (one.kind === 'blank') return { kind: 'text', text: fill[label] ?? '', claim: null }
    if (one.kind === 'text') return { ...one, text: changed(one.text, change) }
    const number = typed[one.claim]
    return number === undefined ? one : { kind: 'text', text: number, claim: one.claim }
  }
  const blocks = view.tree.blocks.map((block: { inlines: readonly DraftInline[] }) => {
    const [first] = block.inlines
    const label = first?.kind === 'text' ? first.text.replace('：', '') : ''
    return { ...block, inlines: block.inlines.map((one) => written(one, label)) }
  })
  const tree = { ...view.tree, blocks, issuer: `${unit.name}书记`, date: todayThere() }
  const saved = await done(
    unit.clerk.ask('PUT', `/api/v1/drafts/${draft}`, {
      body: { tree },
      headers: { 'if-match': `"${view.draft.revision}"` },
    }),
    200,
  )
  await standBehind(unit, draft)
  const { revision } = saved
  const at = (version: number) => ({ 'if-match': `"${version}"` })
  await done(
    unit.reviewer.ask('POST', `/api/v1/drafts/${draft}/review`, {
      body: { revision, verdict: 'passed' },
      headers: at(0),
    }),
  )
  await done(
    unit.first.ask('POST', `/api/v1/drafts/${draft}/sign`, {
      body: { revision, password: goodPassword },
      headers: at(1),
    }),
  )
  const flow = await soon(async () => {
    const { body } = await unit.clerk.ask('GET', `/api/v1/drafts/${draft}`)
    return body.flow?.step === 'frozen' ? body.flow : null
  })
  await done(
    unit.clerk.ask('POST', `/api/v1/issued/${flow.id}/send`, { headers: at(flow.version) }),
  )
  return { report: flow.id }
}

function changed(text: string, change: Readonly<Record<string, string>>): string {
  return Object.entries(change).reduce((words, [old, now]) => words.replace(old, now), text)
}

/** Somebody answers by name for what stands in no claim; the first lets contradictions stand. */
async function standBehind(unit: Unit, draft: string): Promise<void> {
  const { body: view } = await unit.clerk.ask('GET', `/api/v1/drafts/${draft}`)
  const document = view.document as ReportDocument
  const sentences = [...new Set(freeStatements(document).map(({ sentence }) => sentence))]
  if (sentences.length > 0) {
    const body = { sentences, stand: true }
    const told = await unit.clerk.ask('POST', `/api/v1/drafts/${draft}/accepted`, { body })
    if (told.status >= 300) throw new Error(JSON.stringify(told.body))
  }
  const open = view.document.claims.filter(({ state }: { state: string }) =>
    ['contradicted', 'unsupported', 'awaiting'].includes(state),
  )
  if (open.length === 0) return
  const claims = open.map(({ id, text, state }: { id: string; text: string; state: string }) => ({
    claim: id,
    words: text,
    state,
    reason: '另有专项台账，已核实。',
  }))
  const body = { claims, password: goodPassword }
  await done(unit.first.ask('POST', `/api/v1/drafts/${draft}/override`, { body }))
}
