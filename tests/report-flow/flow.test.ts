import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { readSealedFile } from '../../src/adapters/office/read-sealed-file.ts'
import { draftView, whatIsSigned } from '../../src/api/contract/draft.ts'
import { verifyGiven } from '../../src/pack/verify-given.ts'
import type { DraftPaper } from '../../src/report/draft/draft-paper.ts'
import { verdictsOf, verdictsText } from '../../src/report/verify/verdicts.ts'
import { verifyFiles } from '../../src/report/verify/verify-files.ts'
import { whatIsSigned as whatIsSignedOf } from '../../src/report/verify/what-is-signed.ts'
import { goodPassword } from '../api/serving.ts'
import type { Office } from './people.ts'
import { draftOf, openOffice, override, save, soundTree, step } from './people.ts'

let office: Office

beforeAll(async () => {
  office = await openOffice()
})

afterAll(async () => {
  await office.serving.close()
})

let draft: { id: string; revision: number }
const password = goodPassword

/** One report of a year is drafted at a time, so each test has a year of its own. */
let year = 2026

beforeEach(async () => {
  year -= 1
  draft = await draftOf(office.clerk, { year })
})

function review(given: object = {}, at = 0) {
  const body = { revision: draft.revision, verdict: 'passed', ...given }
  return step(office.reviewer, `/drafts/${draft.id}/review`, at, body)
}

function sign(at: number, given: object = {}) {
  const body = { revision: draft.revision, password, ...given }
  return step(office.first, `/drafts/${draft.id}/sign`, at, body)
}

/** What the dialog shows before a signature. */
function signing(browser = office.first) {
  const seen = `version=1&revision=${draft.revision}`
  return browser.ask('GET', `/api/v1/drafts/${draft.id}/signing?${seen}`)
}

/** The sound tree with words of its own that nothing supports. */
function withWords(text: string) {
  const { blocks } = soundTree()
  const inlines = [{ kind: 'text' as const, text, claim: null }]
  return soundTree({
    blocks: [...blocks, { id: 'b3', kind: 'paragraph', runIn: null, inlines }],
  })
}

const codeOf = ({ code }: { code: string }) => code

async function view(browser = office.clerk) {
  const { body } = await browser.ask('GET', `/api/v1/drafts/${draft.id}`)
  expect(draftView.safeParse(body).error?.issues ?? []).toEqual([])
  return body
}

describe('the way of a report', { timeout: 60_000 }, () => {
  it('goes from draft to accepted, each step once, and serves the same bytes', async () => {
    expect((await override(office.first, draft.id)).status).toBe(201)
    expect((await review()).status).toBe(201)
    expect((await view(office.first)).acts).toContain('sign')
    const signed = await sign(1)
    expect(signed.status).toBe(201)
    expect(signed.body.version).toBe(3)
    const { flow, acts } = await view()
    expect(flow).toMatchObject({ step: 'frozen', version: 3 })
    // What the year owed is settled now: the first day of the ledger moves over it no more.
    const body = { from: `${year}-11-03` }
    const moved = await office.admin.ask('PUT', '/api/v1/unit/start', { body })
    expect([moved.status, moved.body.code]).toEqual([422, 'unit.signed-year'])
    expect(acts).toEqual(['send', 'correct'])
    const first = await office.clerk.ask('GET', `/api/v1/issued/${flow.id}/file`)
    const again = await office.auditor.ask('GET', `/api/v1/issued/${flow.id}/file`)
    expect(Buffer.from(first.bytes).equals(Buffer.from(again.bytes))).toBe(true)
    expect(first.headers.get('etag')).toBe(`"${flow.file}"`)
    const pack = await office.auditor.ask('GET', `/api/v1/issued/${flow.id}/year-pack`)
    expect([pack.status, String.fromCharCode(...pack.bytes.slice(0, 2))]).toEqual([200, 'PK'])
    expect((await step(office.clerk, `/issued/${flow.id}/send`, 3)).status).toBe(201)
    const answer = { answer: 'accepted' }
    expect((await step(office.clerk, `/issued/${flow.id}/answer`, 4, answer)).status).toBe(201)
    const versions = await office.auditor.ask('GET', `/api/v1/records/${flow.id}/versions`)
    expect(versions.body.map((one: { kind: string }) => one.kind)).toEqual([
      'create',
      'sign',
      'correct',
      'submit',
      'correct',
    ])
  })

  it('signs nothing that is bound to nothing, unless it was accepted by name', async () => {
    const free = '走访企业12家，全年未发生失泄密事件。按照2019年的安排推进。'
    const saved = await save(office.clerk, draft, withWords(free))
    draft = { ...draft, revision: saved.body.revision }
    await override(office.first, draft.id)
    const sentences = ['走访企业12家，全年未发生失泄密事件', '按照2019年的安排推进']
    const refused = await review()
    expect(refused.body.code).toBe('report.not-final')
    expect(refused.body.faults.slice(1).map(codeOf)).toEqual([
      'report.unbound',
      'report.unbound',
      'report.year',
    ])
    const accept = (browser = office.clerk, given: object = {}) =>
      browser.ask('POST', `/api/v1/drafts/${draft.id}/accepted`, {
        body: { sentences, stand: true, ...given },
      })
    expect((await accept(office.auditor)).status).toBe(403)
    const other = await accept(office.clerk, { sentences: ['走访企业13家'] })
    expect([other.status, other.body.code]).toEqual([422, 'report.sentence-changed'])
    expect((await accept()).status).toBe(204)
    const { document } = await view()
    const [clerk] = document.stated.map(({ by }: { by: string }) => by)
    expect(document.stated).toEqual([
      { sentence: sentences[0], count: 2, by: clerk },
      { sentence: sentences[1], count: 0, by: clerk },
    ])
    expect((await accept(office.clerk, { stand: false })).status).toBe(204)
    expect((await review()).body.code).toBe('report.not-final')
    // Somebody else accepts, and the name is theirs.
    expect((await accept(office.reviewer)).status).toBe(204)
    expect((await view()).document.stated[0].by).not.toBe(clerk)
    expect((await review()).status).toBe(201)
    const seen = await signing()
    expect(seen.status).toBe(200)
    expect((await signing(office.clerk)).status).toBe(403)
    expect((await sign(1)).status).toBe(201)
    expect((await signing()).body.code).toBe('report.moved')
    const { flow, document: signed } = await view()
    expect(signed.stated).toHaveLength(2)
    const file = await office.clerk.ask('GET', `/api/v1/issued/${flow.id}/file`)
    const sealed = await readSealedFile(file.bytes)
    const found = verifyGiven(nodeCrypto, { file: sealed, beside: null, key: null })
    expect(found.holds).toBe(true)
    const left = signed.notMentioned.length
    expect(left).toBeGreaterThan(0)
    expect(verdictsText(verdictsOf(found))).toBe(
      `file=unchanged keptBare=1 unsupported=2 notMentioned=${left}`,
    )
    expect(found.free.every(({ isAccepted }) => isAccepted)).toBe(true)
    // Whoever signed was shown what a reader of the file finds.
    const { file: onFile, ...shown } = whatIsSigned.parse(seen.body)
    const { file: _, ...read } = whatIsSignedOf(signed, found)
    expect(shown).toEqual(read)
    // That it is not signed yet is no finding for whoever is about to sign it.
    expect(onFile).toBeNull()
    expect(shown.kept).toHaveLength(1)
    expect(shown.accepted.map(({ sentence }) => sentence)).toEqual(sentences)
    expect((await accept()).body.code).toBe('report.step')
  })

  it('takes an acceptance for other words back', async () => {
    const saved = await save(office.clerk, draft, withWords('走访企业12家。'))
    const body = { sentences: ['走访企业12家'], stand: true }
    const path = `/api/v1/drafts/${draft.id}/accepted`
    expect((await office.clerk.ask('POST', path, { body })).status).toBe(204)
    draft = { ...draft, revision: saved.body.revision }
    const changed = await save(office.clerk, draft, withWords('走访企业13家。'))
    draft = { ...draft, revision: changed.body.revision }
    await override(office.first, draft.id)
    expect((await view()).document.stated).toBeUndefined()
    expect((await review()).body.faults.slice(1).map(codeOf)).toEqual(['report.unbound'])
  })

  it('keeps what somebody says of a block until it is dealt with', async () => {
    const { tree } = await view()
    const body = { block: tree.blocks[0].id, said: '请核对人数' }
    const path = `/drafts/${draft.id}/comments`
    const said = await office.reviewer.ask('POST', `/api/v1${path}`, { body })
    expect([said.status, said.body.settledAt]).toEqual([201, null])
    const settled = await office.clerk.ask('POST', `/api/v1${path}/${said.body.id}/settle`)
    expect(settled.status).toBe(204)
    expect((await view()).comments).toMatchObject([{ ...body, settledAt: expect.any(String) }])
  })

  it('keeps what a draft said before, and gives it as a Word file that says it is one', async () => {
    const changed = soundTree({ title: '另一个标题' })
    expect((await save(office.clerk, draft, changed)).status).toBe(200)
    const path = `/api/v1/drafts/${draft.id}`
    const { body: kept } = await office.clerk.ask('GET', `${path}/versions`)
    const titles = await Promise.all(
      kept.map(async ({ slot }: { slot: string }) => {
        const asked = `${path}/version?slot=${encodeURIComponent(slot)}`
        return (await office.clerk.ask('GET', asked)).body.title
      }),
    )
    expect(titles).toContain('另一个标题')
    const unknown = await office.clerk.ask('GET', `${path}/version?slot=none`)
    expect(unknown.body.code).toBe('draft.version')
    const file = await office.clerk.ask('GET', `${path}/file`)
    expect([file.status, String.fromCharCode(...file.bytes.slice(0, 2))]).toEqual([200, 'PK'])
    expect(decodeURIComponent(file.headers.get('content-disposition') ?? '')).toContain('草稿')
  })

  it('skips no step', async () => {
    expect((await sign(0)).body.code).toBe('report.step')
    await override(office.first, draft.id)
    expect((await review()).status).toBe(201)
    const { flow } = await view()
    expect((await step(office.clerk, `/issued/${flow.id}/send`, 1)).body.code).toBe('report.step')
    const freeze = await office.clerk.ask('POST', `/api/v1/issued/${flow.id}/freeze`)
    expect(freeze.body.code).toBe('report.step')
    const answer = { answer: 'accepted' }
    const answered = await step(office.clerk, `/issued/${flow.id}/answer`, 1, answer)
    expect(answered.body.code).toBe('report.step')
  })

  it('of two at once takes one, and a replayed request none', async () => {
    await override(office.first, draft.id)
    const reviews = await Promise.all([review(), review()])
    expect(reviews.map((one) => one.status).sort((a, b) => a - b)).toEqual([201, 412])
    expect(reviews.find((one) => one.status === 412)?.body.code).toBe('report.moved')
    expect((await review()).body.code).toBe('report.moved')
    const signatures = await Promise.all([sign(1), sign(1)])
    expect(signatures.map((one) => one.status).sort((a, b) => a - b)).toEqual([201, 412])
    expect((await sign(1)).body.code).toBe('report.moved')
    const { flow } = await view()
    expect(flow).toMatchObject({ step: 'frozen', version: 3 })
    const path = `/issued/${flow.id}/send`
    const sent = await Promise.all([3, 3, 3].map((at) => step(office.clerk, path, at)))
    expect(sent.map((one) => one.status).sort((a, b) => a - b)).toEqual([201, 412, 412])
    const entries = await office.auditor.ask('GET', `/api/v1/records/${flow.id}/versions`)
    expect(entries.body).toHaveLength(4)
  })

  it('is not reviewed by whoever wrote in it, nor by a clerk', async () => {
    const body = { revision: draft.revision, verdict: 'passed' }
    const byClerk = await step(office.other, `/drafts/${draft.id}/review`, 0, body)
    expect(byClerk.status).toBe(403)
  })

  it('is not reviewed by a reviewer who wrote in it', async () => {
    const saved = await save(office.both, draft, soundTree({ title: '两种身份写的标题' }))
    expect(saved.status).toBe(200)
    const body = { revision: saved.body.revision, verdict: 'passed' }
    const own = await step(office.both, `/drafts/${draft.id}/review`, 0, body)
    expect(own.body.code).toBe('report.own-review')
    await override(office.first, draft.id)
    expect((await step(office.reviewer, `/drafts/${draft.id}/review`, 0, body)).status).toBe(201)
  })

  it('is not written through the records of its register', async () => {
    const values = { name: '假报告', template: 'annual-report', year, step: 'accepted' }
    for (const register of ['report', 'override']) {
      const path = `/api/v1/registers/${register}/records`
      const made = await office.clerk.ask('POST', path, { body: { values } })
      expect(made.body.code).toBe('register.own-way')
    }
  })

  it('takes no text with a mark of secrecy, and no tree that is none', async () => {
    const marked = await save(office.clerk, draft, soundTree({ title: '机密★1年' }))
    expect(marked.body.code).toBe('text.secret')
    const broken = { ...soundTree(), blocks: [{ id: 'b1', kind: 'song' }] } as never
    expect((await save(office.clerk, draft, broken)).status).toBe(400)
  })

  it('goes back to drafting with reasons, and needs a new review', async () => {
    expect((await review({ verdict: 'returned' })).body.code).toBe('report.reasons')
    expect((await review({ verdict: 'returned', reasons: '第二部分缺数字' })).status).toBe(201)
    expect((await view()).flow).toMatchObject({ step: 'drafting', reasons: '第二部分缺数字' })
    expect((await sign(1)).body.code).toBe('report.step')
    await override(office.first, draft.id)
    expect((await review({}, 1)).status).toBe(201)
    expect((await sign(2)).status).toBe(201)
  })

  it('is returned by whoever was to sign it, with reasons, and needs a new review', async () => {
    await override(office.first, draft.id)
    const back = async (by: Office['first'], reasons: string | null) => {
      const body = { revision: draft.revision, reasons }
      return step(by, `/drafts/${draft.id}/send-back`, 1, body)
    }
    expect((await back(office.first, '先不签')).body.code).toBe('report.moved')
    expect((await review()).status).toBe(201)
    expect((await view(office.first)).acts).toContain('sendBack')
    expect((await view(office.reviewer)).acts).not.toContain('sendBack')
    expect((await back(office.reviewer, '先不签')).status).toBe(403)
    expect((await back(office.first, null)).body.code).toBe('report.reasons')
    expect((await back(office.first, '第二部分再核实')).status).toBe(201)
    const { flow } = await view()
    expect(flow).toMatchObject({ step: 'drafting', version: 2, reasons: '第二部分再核实' })
    expect((await sign(2)).body.code).toBe('report.step')
    expect((await review({}, 2)).status).toBe(201)
    expect((await sign(3)).status).toBe(201)
  })

  it('loses its review when the words change', async () => {
    await override(office.first, draft.id)
    expect((await review()).status).toBe(201)
    const saved = await save(office.clerk, draft, soundTree({ title: '改过的标题' }))
    draft = { ...draft, revision: saved.body.revision }
    expect((await view()).reviewHolds).toBe(false)
    expect((await sign(1)).body.code).toBe('report.review-lapsed')
    expect((await review({}, 1)).status).toBe(201)
    expect((await sign(2)).status).toBe(201)
  })

  it('is neither reviewed nor signed with an open finding, and both name the same', async () => {
    const open = await review()
    expect(open.status).toBe(422)
    expect(open.body.code).toBe('report.not-final')
    expect(open.body.faults.map(codeOf)).toContain('report.awaiting')
    const seen = (await view(office.first)).findings
    expect(open.body.faults.slice(1).map(codeOf)).toEqual(
      seen.filter((one: { weight: string }) => one.weight !== 'notice').map(codeOf),
    )
    // A reviewer may always send it back, and the review that follows is a new one.
    expect((await review({ verdict: 'returned', reasons: '尚无依据' })).status).toBe(201)
    await override(office.first, draft.id)
    expect((await review({}, 1)).status).toBe(201)
    expect((await sign(2, { password: '猜一猜' })).body.code).toBe('sign-in.again')
  })

  it('is refused by the signature for what came up after the review, as a new review is', async () => {
    const leak = { kind: 'text' as const, text: '未发生失泄密事件', claim: 'c1' }
    const tree = soundTree({
      blocks: [{ id: 'b1', kind: 'paragraph', runIn: null, inlines: [leak] }],
      claims: { c1: { by: 'duty', id: 'no-leak', atLeast: false } },
    })
    const saved = await save(office.clerk, draft, tree)
    draft = { ...draft, revision: saved.body.revision }
    await override(office.first, draft.id)
    expect((await review()).status).toBe(201)
    const values = { kind: 'other', happenedOn: `${year}-06-01`, found: '自查发现' }
    const leaked = await office.first.ask('POST', '/api/v1/registers/leak-incident/records', {
      body: { values, reason: '补登' },
    })
    expect(leaked.status, JSON.stringify(leaked.body)).toBe(201)
    const signed = await sign(1)
    expect(signed.body.code, JSON.stringify(signed.body)).toBe('report.not-final')
    expect(signed.body.faults.map(codeOf)).toContain('report.contradicted')
  })

  it('is not reviewed under the name of somebody who cannot sign', async () => {
    await override(office.first, draft.id)
    for (const issuer of ['林若兰', '查无此人']) {
      const saved = await save(office.clerk, draft, soundTree({ issuer }))
      draft = { ...draft, revision: saved.body.revision }
      const told = await review()
      expect(told.body.faults.map(codeOf)).toEqual(['report.not-final', 'report.issuer.unable'])
    }
  })

  it('with two attachments, or ten, goes all the way', async () => {
    for (const count of [2, 10]) {
      const attachments = Array.from({ length: count }, (_, at) => `分工表之${at + 1}`)
      const saved = await save(office.clerk, draft, soundTree({ attachments }))
      draft = { ...draft, revision: saved.body.revision }
      await override(office.first, draft.id)
      const reviewed = await review({}, count === 2 ? 0 : 1)
      expect(reviewed.status, JSON.stringify(reviewed.body)).toBe(201)
    }
    const signed = await sign(2)
    expect(signed.status, JSON.stringify(signed.body)).toBe(201)
  })

  it('takes urgency, copies, attachments and an annex apart with it to the file', async () => {
    const paper: DraftPaper = {
      titleLines: ['海棠市档案馆', '关于年度工作的报告'],
      urgency: '特急',
      copyTo: '市纪委监委机关',
      attachmentTexts: ['序号\t任务\n1\t学习'],
      annex: 'apart',
    }
    const saved = await save(
      office.clerk,
      draft,
      soundTree({ attachments: ['任务分工表', '样式'], paper }),
    )
    draft = { ...draft, revision: saved.body.revision }
    expect((await view()).document.paper).toMatchObject({
      titleLines: paper.titleLines,
      urgency: '特急',
      attachments: [{ blocks: [{ kind: 'table' }] }, { blocks: [] }],
    })
    await override(office.first, draft.id)
    expect((await review()).status).toBe(201)
    const signed = await sign(1)
    expect(signed.status, JSON.stringify(signed.body)).toBe(201)
    const { flow } = await view()
    const file = `/api/v1/issued/${flow.id}/file`
    const [docx, annex, pdf] = await Promise.all(
      ['docx', 'annex', 'pdf'].map((format) =>
        office.auditor.ask('GET', `${file}?format=${format}`),
      ),
    )
    expect([docx?.status, annex?.status, pdf?.status]).toEqual([200, 200, 200])
    const named = decodeURIComponent(annex?.headers.get('content-disposition') ?? '')
    expect(named).toContain('核验说明')
    const read = (told: typeof docx) => readSealedFile(new Uint8Array(told?.bytes ?? []))
    const given = { file: await read(docx), beside: await read(annex), key: null }
    const found = verifyFiles(nodeCrypto, given)
    expect(found.findings.filter(({ weight }) => weight === 'broken')).toEqual([])
    expect(found.holds).toBe(true)
    expect(given.file.words?.text).toContain('抄送：市纪委监委机关。')
  })

  it('keeps no mark of secrecy in what is attached, and no paper that is none', async () => {
    const paper = { titleLines: [], urgency: '', copyTo: '', annex: 'within' } as const
    const marked = soundTree({
      attachments: ['表'],
      paper: { ...paper, attachmentTexts: ['机密★1年'] },
    })
    expect((await save(office.clerk, draft, marked)).body.code).toBe('text.secret')
    const urgent = { ...paper, urgency: '十万火急', attachmentTexts: [] }
    const broken = { ...soundTree(), paper: urgent } as never
    expect((await save(office.clerk, draft, broken)).status).toBe(400)
  })

  it('is not changed after the signature, and a corrected version names it', async () => {
    await override(office.first, draft.id)
    await review()
    expect((await sign(1)).status).toBe(201)
    expect((await save(office.clerk, draft, soundTree())).body.code).toBe('draft.closed')
    const { flow } = await view()
    const body = { report: 'annual-report', year, replaces: flow.id }
    const corrected = await office.clerk.ask('POST', '/api/v1/drafts', { body })
    expect(corrected.status).toBe(201)
    draft = { id: corrected.body.id, revision: 1 }
    const next = await view()
    expect(next.draft.replaces).toBe(flow.id)
    expect(next.tree).toMatchObject({ title: soundTree().title, number: '', date: '' })
  })

  it('closes what a signed claim rests on to whoever may not read it', async () => {
    const leak = { kind: 'text' as const, text: '未发生失泄密事件', claim: 'c1' }
    const tree = soundTree({
      blocks: [{ id: 'b1', kind: 'paragraph', runIn: null, inlines: [leak] }],
      claims: { c1: { by: 'duty', id: 'no-leak', atLeast: false } },
    })
    const saved = await save(office.clerk, draft, tree)
    draft = { ...draft, revision: saved.body.revision }
    const overridden = await override(office.first, draft.id)
    expect(overridden.status, JSON.stringify(overridden.body)).toBe(201)
    await review()
    expect((await sign(1)).status).toBe(201)
    const [open] = (await view(office.first)).document.claims
    const [closed] = (await view()).document.claims
    expect(closed.text).toBe(open.text)
    expect(closed.reason.zh).toContain('限知悉')
    expect(open.reason.zh).not.toContain('限知悉')
  })

  it('tells whoever would make a record void which signed reports count it', async () => {
    const rule = (title: string) => ({
      title,
      change: 'made',
      decidedOn: `${year}-06-01`,
      themes: ['ideology'],
    })
    const recorded = async (title: string) => {
      const path = '/api/v1/registers/rule/records'
      const made = await office.clerk.ask('POST', path, { body: { values: rule(title) } })
      expect(made.status, JSON.stringify(made.body)).toBe(201)
      return made.body.record.id as string
    }
    const restingOn = async (record: string) =>
      (await office.clerk.ask('GET', `/api/v1/records/${record}/reports`)).body.reports
    const counted = await recorded('意识形态阵地管理办法')
    expect(await restingOn(counted)).toEqual([])
    await review()
    expect((await sign(1)).status).toBe(201)
    const { draft: of, document } = await view()
    const [{ id, text }] = document.claims
    expect(await restingOn(counted)).toEqual([
      { draft: of.id, name: document.title, claims: [{ id, text }] },
    ])
    // What came after the signature is in no signed report.
    expect(await restingOn(await recorded('意识形态阵地管理办法（修订）'))).toEqual([])
  })

  it('says what changed since the signature', async () => {
    await override(office.first, draft.id)
    await review()
    expect((await sign(1)).status).toBe(201)
    expect((await view()).since).toEqual({ records: 0, claims: [] })
    const values = {
      title: '意识形态工作责任制实施办法',
      change: 'made',
      decidedOn: `${year}-06-01`,
      themes: ['ideology'],
    }
    const path = '/api/v1/registers/rule/records'
    const made = await office.clerk.ask('POST', path, { body: { values } })
    expect(made.status, JSON.stringify(made.body)).toBe(201)
    // What is entered for the year after is behind no report on this one.
    const next = { ...values, title: '意识形态阵地管理办法', decidedOn: `${year + 1}-01-05` }
    const entered = await office.clerk.ask('POST', path, { body: { values: next } })
    expect(entered.status, JSON.stringify(entered.body)).toBe(201)
    const { since } = await view()
    expect(since.records).toBe(1)
    expect(since.claims[0]).toMatchObject({ id: 'c1' })
  })
})

it('nothing happened that nobody foresaw', () => {
  expect(office.serving.unforeseen).toEqual([])
})
