import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { WaitingView } from '../../src/api/contract/waiting.ts'
import type { Browser, Serving, Told } from '../api/serving.ts'
import { goodPassword, invite, serveTest, setUp, todayThere } from '../api/serving.ts'

// A year that is over whenever the test runs; its quarters can be attested.
const past = Number(todayThere().slice(0, 4)) - 1
const quarter = `${past}-Q3`
const question = `/api/v1/duties/no-leak/attestation?period=`

let serving: Serving
let clerk: Browser
let lead: Browser
let person: string

beforeAll(async () => {
  serving = await serveTest()
  ;({ browser: clerk, person } = await setUp(serving))
  const roles = ['leader', 'confidentiality-lead']
  lead = await invite(serving, clerk, { username: '李四', roles })
})

afterAll(() => serving?.close())

function attest(period: string): Promise<Told> {
  const body = { duty: 'no-leak', period, text: '本季度未发生失泄密事件', password: goodPassword }
  return lead.ask('POST', '/api/v1/attestations', { body })
}

async function write(browser: Browser, register: string, values: object): Promise<Told> {
  const told = await browser.ask('POST', `/api/v1/registers/${register}/records`, {
    body: { values },
  })
  if (told.status !== 201) throw new Error(JSON.stringify(told.body))
  return told
}

const leak = (happenedOn: string) =>
  write(lead, 'leak-incident', {
    happenedOn,
    found: '自查发现',
    kind: leakKind(),
  })

function leakKind(): string {
  return serving.opened.pack.current.lists.get('leak-kinds')?.[0]?.id ?? ''
}

type AsksMe = WaitingView & { readonly place: { readonly duty?: string; readonly period?: string } }

/** Words that wait for somebody, as every page lists them. */
async function attestationsFor(browser: Browser): Promise<readonly AsksMe[]> {
  const { body } = await browser.ask('GET', '/api/v1/waiting')
  return (body.items as AsksMe[]).filter(({ asks }) => asks === 'attest')
}

async function standing(browser: Browser): Promise<readonly string[]> {
  const told = await browser.ask('GET', `/api/v1/years/${past}`)
  const found = told.body.standings.find((one: { duty: string }) => one.duty === 'no-leak')
  return found.windows.map((one: { state: string }) => one.state)
}

describe('before an attestation is given', () => {
  test('what speaks for it is shown', async () => {
    await write(clerk, 'self-check', {
      subject: 'confidentiality',
      doneOn: `${past}-08-03`,
      found: 0,
      problemList: true,
      ownerList: true,
    })
    const told = await lead.ask('GET', question + quarter)
    expect(told.status).toBe(200)
    expect(told.body).toMatchObject({
      opensOn: `${past}-09-30`,
      by: 'confidentiality-lead',
      mayGive: true,
      refusal: null,
      given: null,
      speaksAgainst: [],
      hidden: false,
    })
    expect(told.body.speaksFor.map((one: { register: string }) => one.register)).toEqual([
      'self-check',
    ])
    expect(told.body.sentence.zh).toBe(`${past}年第三季度：可作依据的记录1条，与之不符的记录0条`)
    expect(told.body.proposal.zh).toBe(`经核实，${past}年第三季度未发生失泄密事件。`)
    expect((await lead.ask('GET', `${question}${past}-Q2`)).body.speaksFor).toEqual([])
  })

  test('what waits for a role that nobody holds is shown to who answers for the year', async () => {
    const roles = ['first-responsible']
    const first = await invite(serving, clerk, { username: '钱书记', roles })
    const asked = await attestationsFor(first)
    const waits = (duty: string) => asked.filter(({ place }) => place.duty === duty)
    // 李四 holds the role of this one; the discipline lead has not been named.
    expect(waits('no-leak')).toEqual([])
    const [vacant] = waits('no-breach')
    expect(vacant?.about.zh).toContain('现在无人担任')
  })

  test('who is not named is told whose word it takes', async () => {
    const auditor = await invite(serving, clerk, { username: '周审计', roles: ['auditor'] })
    const { body } = await auditor.ask('GET', question + quarter)
    expect([body.mayGive, body.refusal.zh]).toEqual([false, '应由保密工作负责人确认。'])
  })

  test('a period that is no window, or is not over, is refused', async () => {
    const month = await attest(`${past}-07`)
    expect([month.status, month.body.code]).toEqual([422, 'attestation.period'])
    expect(month.body.detail).toContain('每季度确认一次')
    const next = `${Number(todayThere().slice(0, 4)) + 1}-Q4`
    const early = await attest(next)
    expect([early.status, early.body.code]).toEqual([422, 'attestation.too-early'])
    const other = await lead.ask('GET', '/api/v1/duties/weekly-study/attestation?period=2025')
    expect([other.status, other.body.code]).toEqual([422, 'attestation.none-asked'])
  })
})

test('that a duty does not apply, somebody says with a reason', async () => {
  const body = { period: quarter, state: 'notApplicable', reason: '本季度无涉密事项' }
  const said = await clerk.ask('POST', '/api/v1/duties/confidentiality-training-yearly/statement', {
    body,
  })
  expect([said.status, said.body.code]).toEqual([201, undefined])
  expect(said.body.record).toMatchObject({ register: 'statement', values: body })
})

describe('an attestation', () => {
  test('is refused while a record contradicts it, and given once that is made void', async () => {
    const written = await leak(`${past}-07-15`)
    const { body } = await lead.ask('GET', question + quarter)
    expect([body.mayGive, body.speaksAgainst.length]).toEqual([false, 1])
    const refused = await attest(quarter)
    expect([refused.status, refused.body.code]).toEqual([422, 'attestation.contradicted'])
    expect(refused.body.detail).toBe(`${past}年第三季度有1条相关记录，与“没有发生”不符。`)
    // The clerk may not read the register, and still learns that there is something.
    const seen = (await clerk.ask('GET', question + quarter)).body
    expect([seen.speaksAgainst, seen.hidden]).toEqual([[], true])
    const gone = await lead.ask('POST', `/api/v1/records/${written.body.record.id}/void`, {
      body: { reason: '误登' },
      headers: { 'if-match': written.headers.get('etag') ?? '"1"' },
    })
    expect(gone.status).toBe(200)
    const given = await attest(quarter)
    expect(given.status).toBe(201)
    expect((await standing(lead))[2]).toBe('met')
  })

  test('turns contradicted by a later record, and its giver is shown', async () => {
    const about = async (who: Browser) =>
      (await attestationsFor(who)).filter(({ place }) => place.period === quarter)
    expect((await about(lead)).filter(({ place }) => place.duty === 'no-leak')).toEqual([])
    const written = await leak(`${past}-09-30`)
    const isLeak = ({ place }: AsksMe) => place.duty === 'no-leak'
    expect((await about(lead)).filter(isLeak)).toMatchObject([
      {
        asks: 'attest',
        place: { kind: 'window', year: past, duty: 'no-leak', period: quarter },
        about: { zh: `您确认${past}年第三季度没有发生，之后有记录与此不符，请核对` },
      },
    ])
    const mine = (await lead.ask('GET', `/api/v1/mine?year=${past}`)).body.attestations
    expect(mine).toMatchObject([{ duty: 'no-leak', against: [written.body.record.id] }])
    expect((await standing(lead))[2]).toBe('notDone')
    const weighed = (await lead.ask('GET', question + quarter)).body
    expect(weighed.given.contradicted).toBe(true)
    expect((await about(clerk)).filter(isLeak)).toEqual([])
    expect(serving.unforeseen).toEqual([])
    expect(person).not.toBe(weighed.given.person)
  })
})
