import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RecordView, WriteAnswer } from '../../src/api/contract/record.ts'
import type { Browser, Serving, Told } from './serving.ts'
import { invite, serveTest, setUp, untilCovered } from './serving.ts'

// An afternoon that stands in four registers: typed once, corrected in all, voided as a whole.

const events = '/api/v1/events'
const kind = 'themed-day'

interface FaultView {
  readonly code: string
  readonly at: readonly string[]
}
interface Parts {
  readonly activity: RecordView
  readonly meeting: RecordView
  readonly lecture: RecordView
  readonly study: RecordView
}

let serving: Serving
let clerk: Browser
/** Four members of a branch, and two branches. */
let people: readonly string[]
let offices: readonly string[]

beforeAll(async () => {
  serving = await serveTest()
  const first = await setUp(serving)
  clerk = first.browser
  const made = ['李思', '王武', '赵柳'].map((name) =>
    recorded('person', { name, since: '2025-01-01' }),
  )
  people = [first.person, ...(await inTurn(made))]
  const branches = ['第一支部', '第二支部'].map((name) =>
    recorded('office', { name, kind: 'branch', since: '2025-01-01' }),
  )
  offices = await inTurn(branches)
})

afterAll(async () => serving?.close())

async function inTurn(made: readonly Promise<{ id: string }>[]): Promise<readonly string[]> {
  return (await Promise.all(made)).map(({ id }) => id)
}

async function recorded(register: string, values: object) {
  const path = `/api/v1/registers/${register}/records`
  const told = await clerk.ask('POST', path, { body: { values } })
  expect(told.status, JSON.stringify(told.body)).toBe(201)
  return told.body.record
}

const facts = () => ({
  day: '2026-01-14',
  office: offices[0],
  place: '二楼党员活动室',
  chair: people[0],
  recorder: people[1],
  present: people.slice(0, 3),
})

const parts = () => [
  { register: 'activity', values: { title: '主题党日：重温入党誓词' } },
  { register: 'meeting', values: { due: 4, agenda: [{ topic: '讨论支部工作计划' }] } },
  { register: 'lecture', values: { topic: '守护城市记忆', lecturer: people[2] } },
  { register: 'study', values: { topic: '学习党章', forms: ['reading'], hours: 2 } },
]

function told(body: object, headers: Readonly<Record<string, string>> = {}) {
  return clerk.ask('POST', events, { body, headers })
}

/** The four records of an event, by register. */
async function entered(given: object = {}): Promise<Parts> {
  const answer = await told({ kind, facts: { ...facts(), ...given }, parts: parts(), reason: '补' })
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return byRegister(answer)
}

function byRegister(answer: Told): Parts {
  const records: readonly WriteAnswer[] = answer.body.records
  const of = (register: string) => {
    const found = records.find(({ record }) => record.register === register)?.record
    if (!found) throw new Error(`there is no ${register}`)
    return found
  }
  return {
    activity: of('activity'),
    meeting: of('meeting'),
    lecture: of('lecture'),
    study: of('study'),
  }
}

const seen = async (id: string) => (await clerk.ask('GET', `/api/v1/records/${id}`)).body

function correct(record: RecordView, changes: object, version = record.version) {
  return clerk.ask('PUT', `/api/v1/records/${record.id}`, {
    body: { values: { ...record.values, ...changes }, reason: '更正' },
    headers: { 'if-match': `"${version}"` },
  })
}

async function entries(): Promise<number> {
  return serving.opened.ports.store.read(1, async (reader) => (await reader.position()).size)
}

describe('an event', () => {
  test('is one request and a record in each register, with every shared fact in each', async () => {
    const before = await entries()
    const all = await entered()
    expect(await entries()).toBe(before + 4)
    const { activity, meeting, lecture, study } = all
    expect(activity.values).toEqual({
      kind: 'themed-day',
      heldOn: '2026-01-14',
      title: '主题党日：重温入党誓词',
      office: offices[0],
      participants: 3,
    })
    expect(meeting.values).toMatchObject({
      kind: 'branch-members',
      event: activity.id,
      place: '二楼党员活动室',
      chair: people[0],
      present: people.slice(0, 3),
    })
    expect(lecture.values).toMatchObject({ givenOn: '2026-01-14', audience: 3, event: activity.id })
    expect(study.values).toMatchObject({ chair: people[0], office: offices[0], event: activity.id })
    expect(lecture.lateReason).toBe('补')
  })

  test('counts in the figures of each register, and each part opens the others', async () => {
    const { meeting, lecture, activity, study } = await entered()
    const figures = (await clerk.ask('GET', '/api/v1/years/2026/figures')).body
    for (const [id, record] of [
      ['branch-members-meetings', meeting],
      ['party-lectures', lecture],
      ['themed-days', activity],
    ] as const) {
      const uses = (await clerk.ask('GET', `/api/v1/records/${record.id}/uses`)).body
      expect(uses.figures, JSON.stringify(figures).slice(0, 80)).toContain(id)
    }
    const beside = (await clerk.ask('GET', `/api/v1/records/${study.id}/event`)).body.parts
    expect(beside.map((one: RecordView) => one.id)).toEqual([activity.id, lecture.id, meeting.id])
  })

  test('has the parts that there were', async () => {
    const answer = await told({ kind, facts: facts(), parts: parts().slice(1, 3), reason: '补' })
    const [meeting, lecture] = answer.body.records.map((one: WriteAnswer) => one.record)
    expect(meeting.values.event).toBeUndefined()
    expect(lecture.values.event).toBe(meeting.id)
  })

  test('names every fault once, where it was typed, and writes nothing', async () => {
    const before = await entries()
    const [activity, meeting, lecture] = parts()
    const wrong = { ...lecture, values: { ...lecture?.values, length: 5 } }
    const answer = await told({
      kind,
      facts: { ...facts(), day: '2026-13-14' },
      parts: [activity, { ...meeting, values: { agenda: [] } }, wrong],
    })
    expect(answer.status).toBe(422)
    expect(answer.body.faults.map((one: FaultView) => one.at.join('.'))).toEqual([
      'facts.day',
      'parts.meeting.agenda',
      'parts.lecture.length',
    ])
    const strange = { ...facts(), weather: 'fine' }
    const other = await told({
      kind,
      facts: strange,
      parts: [{ register: 'activity', values: { title: '一', office: offices[0] } }],
    })
    expect(other.body.faults.map((one: FaultView) => one.code)).toEqual([
      'event.fact.unknown',
      'event.part.field',
    ])
    expect((await told({ kind: 'wedding', facts: facts(), parts: parts() })).body.code).toBe(
      'event.unknown',
    )
    expect(
      (await told({ kind, facts: {}, parts: [{ register: 'asset', values: {} }] })).body.code,
    ).toBe('event.parts')
    expect(await entries()).toBe(before)
  })

  test('is written once, however often it is sent', async () => {
    const headers = { 'idempotency-key': 'afternoon' }
    const body = { kind, facts: facts(), parts: parts(), reason: '补' }
    const first = await told(body, headers)
    const size = await entries()
    const again = await told(body, headers)
    expect(again.body.records.map((one: WriteAnswer) => [one.record.id, one.repeated])).toEqual(
      first.body.records.map((one: WriteAnswer) => [one.record.id, true]),
    )
    expect(await entries()).toBe(size)
    const other = await told({ ...body, facts: { ...facts(), place: '三楼' } }, headers)
    expect(other.status).toBe(409)
  })
})

describe('a correction', () => {
  test('of a shared fact corrects every part in one transaction', async () => {
    const all = await entered()
    const before = await entries()
    const moved = { heldOn: '2026-01-15', place: '三楼', present: people, chair: people[1] }
    expect((await correct(all.meeting, moved)).status).toBe(200)
    expect(await entries()).toBe(before + 4)
    expect((await seen(all.activity.id)).values).toMatchObject({
      heldOn: '2026-01-15',
      participants: 4,
    })
    expect(await seen(all.lecture.id)).toMatchObject({
      version: 2,
      occurredOn: '2026-01-15',
      values: { givenOn: '2026-01-15', audience: 4 },
    })
    expect((await seen(all.study.id)).values).toMatchObject({
      chair: people[1],
      present: people,
    })
    const versions = (await clerk.ask('GET', `/api/v1/records/${all.study.id}/versions`)).body
    expect(versions.at(-1).reason).toBe('更正')
  })

  test('of what is a part’s own leaves the others alone', async () => {
    const all = await entered()
    const before = await entries()
    await correct(all.lecture, { topic: '数据安全人人有责' })
    expect(await entries()).toBe(before + 1)
  })

  test('that one part cannot take is refused, and says which', async () => {
    const all = await entered()
    const before = await entries()
    // The meeting says that its chair must be among those present; study says nothing of it.
    const refused = await correct(all.study, { chair: people[3] })
    expect([refused.status, await entries()]).toEqual([422, before])
    expect(refused.body.faults[0].text).toContain('会议')
  })

  test('by somebody who has not seen another’s correction is refused as a whole', async () => {
    const all = await entered()
    await correct(all.meeting, { place: '三楼' })
    const stale = await correct(all.meeting, { place: '四楼' })
    expect([stale.status, stale.body.code]).toEqual([412, 'write.stale'])
  })

  test('keeps parts equal, whoever corrects what, one after the other and at once', async () => {
    const all = await entered()
    const fields = {
      activity: { heldOn: 'day', office: 'office', participants: 'count' },
      meeting: {
        heldOn: 'day',
        office: 'office',
        place: 'place',
        chair: 'chair',
        present: 'present',
      },
      lecture: { givenOn: 'day', office: 'office', audience: 'count' },
      study: { heldOn: 'day', office: 'office', chair: 'chair', present: 'present' },
    } as const
    const valueOf = (name: string, seed: number): unknown =>
      ({
        day: `2026-01-${String(5 + (seed % 5)).padStart(2, '0')}`,
        office: offices[seed % 2],
        place: `${seed % 9}楼`,
        chair: people[seed % 2],
        present: people.slice(0, 2 + (seed % 3)),
        count: 5 + (seed % 7),
      })[name]
    const step = fc.record({
      register: fc.constantFrom('activity', 'meeting', 'lecture', 'study'),
      which: fc.nat(9),
      seed: fc.nat(1000),
      atOnce: fc.boolean(),
    })
    const run = async (
      steps: readonly { register: string; which: number; seed: number; atOnce: boolean }[],
    ) => {
      const open: Promise<Told>[] = []
      for (const { register, which, seed, atOnce } of steps) {
        const held = Object.entries(fields[register as keyof typeof fields])
        const [id, name] = held[which % held.length] ?? ['', '']
        const now = await seen(all[register as keyof Parts].id)
        const written = correct(now, { [id]: valueOf(name, seed) })
        open.push(written)
        if (!atOnce) await Promise.all(open)
      }
      for (const { status } of await Promise.all(open)) expect([200, 412]).toContain(status)
      const said: Record<string, Set<string>> = {}
      for (const [register, shared] of Object.entries(fields)) {
        const { values } = await seen(all[register as keyof Parts].id)
        for (const [id, name] of Object.entries(shared)) {
          said[name] = (said[name] ?? new Set()).add(JSON.stringify(values[id]))
        }
      }
      expect(Object.entries(said).filter(([, values]) => values.size > 1)).toEqual([])
    }
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), run), {
      numRuns: 15,
      seed: 11,
    })
  })
})

describe('a sheet', () => {
  test('that corrects a shared fact corrects every part', async () => {
    const { meeting, study, lecture, activity } = await entered()
    const cells = async (path: string) => (await clerk.ask('GET', path)).bytes
    const csv = new TextDecoder().decode(
      await cells('/api/v1/registers/lecture/export?format=csv&from=2026-01-14&to=2026-01-14'),
    )
    const [head = '', ...rows] = csv.trim().split(/\r?\n/)
    const own = rows.find((row) => row.includes(lecture.id)) ?? ''
    const changed = own.replace('1月14日', '1月13日')
    expect(changed).not.toBe(own)
    const file = new TextEncoder().encode(`${head}\n${changed}\n`)
    const reason = encodeURIComponent('日期更正')
    const path = `/api/v1/registers/lecture/import?reason=${reason}`
    const told = await clerk.ask('POST', path, { file })
    expect(told.status, JSON.stringify(told.body)).toBe(200)
    for (const { id } of [meeting, study, lecture, activity]) {
      expect(await seen(id)).toMatchObject({ version: 2, occurredOn: '2026-01-13' })
    }
  })
})

describe('a record that comes to an event later', () => {
  test('takes over what the event says, and is refused where it says otherwise', async () => {
    const { activity, meeting } = await entered()
    const lecture = { kind: 'party-lecture', topic: '我身边的榜样', lecturer: people[0] }
    const path = '/api/v1/registers/lecture/records'
    const values = { ...lecture, event: meeting.id }
    const joined = await clerk.ask('POST', path, { body: { values } })
    expect(joined.body.record.values).toMatchObject({
      givenOn: '2026-01-14',
      audience: 3,
      office: offices[0],
      event: activity.id,
    })
    const other = { ...values, givenOn: '2026-01-20' }
    const refused = await clerk.ask('POST', path, { body: { values: other } })
    expect([refused.status, refused.body.code, refused.body.faults[0].at]).toEqual([
      422,
      'event.differs',
      ['values', 'givenOn'],
    ])
  })
})

describe('voiding', () => {
  const voided = (record: RecordView, body: object) =>
    clerk.ask('POST', `/api/v1/records/${record.id}/void`, {
      body: { reason: '重复登记', ...body },
      headers: { 'if-match': `"${record.version}"` },
    })

  test('the event voids every part', async () => {
    const all = await entered()
    expect((await voided(all.study, { whole: true })).status).toBe(200)
    for (const { id } of Object.values(all)) expect((await seen(id)).state).toBe('void')
  })

  test('one part leaves the others, which stay one event', async () => {
    const all = await entered()
    await voided(all.activity, {})
    await correct(all.meeting, { place: '四楼', heldOn: '2026-01-16' })
    expect((await seen(all.activity.id)).occurredOn).toBe('2026-01-14')
    expect((await seen(all.lecture.id)).occurredOn).toBe('2026-01-16')
    const beside = (await clerk.ask('GET', `/api/v1/records/${all.lecture.id}/event`)).body.parts
    expect(beside.map((one: RecordView) => one.register)).toEqual(['meeting', 'study'])
  })
})

test('whoever may not write one of the registers writes none', async () => {
  const leader = await invite(serving, clerk, { username: 'shenji', roles: ['reviewer'] })
  const before = await entries()
  const answer = await leader.ask('POST', events, {
    body: { kind, facts: facts(), parts: parts() },
  })
  expect([answer.status, await entries()]).toEqual([403, before + 0])
})

test('the log proves every part, and what is stored is what it says', async () => {
  const { lecture } = await entered()
  await untilCovered(serving)
  const proof = (await clerk.ask('GET', `/api/v1/records/${lecture.id}/proof`)).body
  expect(proof.payload.openings.map((one: { path: string }) => one.path)).toContain('event')
  expect(serving.unforeseen).toEqual([])
})
