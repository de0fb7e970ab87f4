import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser, Serving } from './serving.ts'
import { invite, serveTest, setUp, takeUp } from './serving.ts'

let serving: Serving
let clerk: Browser
let person: string

beforeAll(async () => {
  serving = await serveTest()
  ;({ browser: clerk, person } = await setUp(serving))
  await takeUp(clerk, 'first-agenda-item')
})

afterAll(async () => {
  await serving.close()
})

interface Uses {
  readonly year: number
  readonly duties: readonly { readonly duty: string; readonly period: string }[]
  readonly figures: readonly string[]
  readonly against: readonly object[]
}

const duties = (uses: Uses) => uses.duties.map(({ duty }) => duty)

async function usesOf(values: object): Promise<Uses> {
  const meeting = { chair: person, present: [person], ...values }
  const made = await clerk.ask('POST', '/api/v1/registers/meeting/records', {
    body: { values: meeting, reason: '补录' },
  })
  expect(made.status).toBe(201)
  return (await clerk.ask('GET', `/api/v1/records/${made.body.record.id}/uses`)).body
}

const agenda = [{ topic: '学习讨论', themes: ['party-history'] }]

test('a meeting is listed under the duties about its own kind of meeting', async () => {
  const group = await usesOf({ kind: 'branch-group', heldOn: '2026-01-15', agenda })
  expect(group.figures).toContain('branch-group-meetings')
  // Each group owes it by itself, and the unit has none: there is no cell to lead to.
  expect(duties(group)).not.toContain('branch-group-monthly')
  expect(duties(group)).not.toContain('first-agenda-item')
  expect(duties(group)).not.toContain('democratic-life-quorum')

  const secretaries = await usesOf({ kind: 'secretary-meeting', heldOn: '2026-01-16', agenda })
  expect(duties(secretaries)).toContain('first-agenda-item')
  expect(duties(secretaries)).not.toContain('branch-group-monthly')
})

test('only what the record meets is listed, with the window that leads to its cell', async () => {
  const kind = 'secretary-meeting'
  const topic = (themes: readonly string[]) => [{ topic: '专题研究', themes }]
  const other = await usesOf({ kind, heldOn: '2026-02-03', agenda: topic(['party-history']) })
  expect(duties(other)).not.toContain('governance-study-half-yearly')
  expect(other.figures).not.toContain('governance-study')
  const own = await usesOf({
    kind,
    heldOn: '2026-02-04',
    agenda: topic(['governance']),
  })
  expect(own).toMatchObject({ year: 2026 })
  expect(own.figures).toContain('governance-study')
  expect(own.duties).toContainEqual({ duty: 'governance-study-half-yearly', period: '2026-H1' })
})

test('a duty and a figure that read a closed field are told to nobody who may not read it', async () => {
  const home = mkdtempSync(join(tmpdir(), 'taizhang-packs-'))
  cpSync('packs', home, { recursive: true })
  const path = join(home, 'cn-party-governance/registers/meeting.yaml')
  const text = readFileSync(path, 'utf8')
  const themes = '{ id: themes, type: choices,'
  expect(text.split(themes)).toHaveLength(2)
  const closed = `${themes} readers: [first-responsible],`
  writeFileSync(path, text.replace(themes, closed))
  const own = await serveTest({ packFolder: join(home, 'cn-party-governance') })
  try {
    const first = await setUp(own)
    await takeUp(first.browser, 'first-agenda-item')
    const roles = ['first-responsible']
    const leader = await invite(own, first.browser, { username: 'shuji', roles })
    const other = await invite(own, first.browser, { username: 'neiqin', roles: ['clerk'] })
    const values = {
      kind: 'secretary-meeting',
      heldOn: '2026-01-16',
      agenda: [{ topic: '传达学习', themes: ['first-agenda'] }],
      chair: first.person,
      present: [first.person],
    }
    const body = { values, reason: '补录' }
    const made = await leader.ask('POST', '/api/v1/registers/meeting/records', { body })
    expect(made.status).toBe(201)
    const uses = `/api/v1/records/${made.body.record.id}/uses`
    const [toLeader, toOther] = [(await leader.ask('GET', uses)).body, await other.ask('GET', uses)]
    expect(duties(toLeader)).toContain('first-agenda-item')
    expect(toLeader.figures).toContain('first-agenda-meetings')
    expect(toOther.status).toBe(200)
    expect(duties(toOther.body)).not.toContain('first-agenda-item')
    expect(toOther.body.figures).not.toContain('first-agenda-meetings')
    expect(toOther.body.figures).toContain('secretary-meetings')
  } finally {
    await own.close()
    rmSync(home, { recursive: true, force: true })
  }
})

test('a record that breaks a rule of each says which duty, and by which field', async () => {
  const kind = 'secretary-meeting'
  const bare = await usesOf({ kind, heldOn: '2026-03-03', agenda: [{ topic: '研究工作' }] })
  expect(bare.against).toEqual([
    {
      duty: 'first-agenda-item',
      lacking: {
        fields: ['agenda', 'agenda.themes'],
        asked: { zh: '首项议题的主题为第一议题', en: expect.any(String) },
      },
    },
  ])
  const first = [{ topic: '传达学习', themes: ['first-agenda'] }]
  expect((await usesOf({ kind, heldOn: '2026-03-10', agenda: first })).against).toEqual([])
})
