import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays } from '../../src/ledger/day/day.ts'
import type { Browser, Serving } from './serving.ts'
import { invite, serveTest, setUp } from './serving.ts'

/** Half past midnight is still yesterday in UTC; half an hour before midnight is the same day. */
const hours = [
  ['00:30', '2026-03-31T16:30:00.000Z'],
  ['23:30', '2026-04-01T15:30:00.000Z'],
] as const

const [yesterday, today, tomorrow] = ['2026-03-31', '2026-04-01', '2026-04-02']

describe.each(hours)('at %s of the unit’s zone', (_hour, moment) => {
  let serving: Serving
  let administrator: Browser
  let person: string

  beforeAll(async () => {
    serving = await serveTest({ clock: { now: () => Date.parse(moment) } })
    ;({ browser: administrator, person } = await setUp(serving))
  })

  afterAll(() => serving.close())

  const roster = () => serving.opened.ports.rosters.of(1)

  test('the unit was founded, and its first person came, today', async () => {
    expect((await administrator.ask('GET', '/api/v1/session')).body.today).toBe(today)
    const { people, memberships } = await roster()
    expect(people.get(person)?.since).toBe(today)
    expect(memberships.map((one) => one.from)).toEqual([today])
  })

  test('what is due today is not late, what was due yesterday is', async () => {
    const stateOf = async (due: string) => {
      const measures = [{ measure: '补齐记录' }]
      const found = { title: `问题 ${due}`, source: 'self-check', foundOn: '2026-03-20' }
      const values = { ...found, class: 'minutes', cause: '未交接', owner: person, due, measures }
      const path = '/api/v1/registers/problem/records'
      const made = await administrator.ask('POST', path, { body: { values } })
      expect(made.status, JSON.stringify(made.body)).toBe(201)
      const board = await administrator.ask('GET', '/api/v1/registers/problem/board?year=2026')
      const { id } = made.body.record
      return board.body.items.find((one: { record: { id: string } }) => one.record.id === id).due
    }
    expect(await stateOf(today)).toEqual({ on: today, state: 'soon' })
    expect(await stateOf(yesterday)).toEqual({ on: yesterday, state: 'overdue' })
    // A problem is due soon when a duty is.
    const { lastSoonDay } = (await administrator.ask('GET', '/api/v1/session')).body
    expect(await stateOf(lastSoonDay)).toEqual({ on: lastSoonDay, state: 'soon' })
    const behind = addDays(lastSoonDay, 1)
    expect(await stateOf(behind)).toEqual({ on: behind, state: 'later' })
  })

  test('how late an entry is is counted up to today', async () => {
    const kind = { kind: 'secretary-meeting', heldOn: '2026-03-24', chair: person }
    const values = {
      ...kind,
      present: [person],
      agenda: [{ topic: '学习', themes: ['governance'] }],
    }
    const path = '/api/v1/registers/meeting/records'
    const body = { values, reason: '补录' }
    const made = await administrator.ask('POST', path, { body })
    expect(made.status, JSON.stringify(made.body)).toBe(201)
    // Six workdays from 25 March to 1 April, of which five are in time.
    expect(made.body.record.lateDays).toBe(1)
  })

  test('roles begin today at the latest, and end today', async () => {
    await invite(serving, administrator, { username: 'comes', roles: ['clerk'] })
    const body = { newPerson: '李四', username: 'lisi', roles: ['clerk'] }
    const early = { ...body, from: tomorrow }
    const refused = await administrator.ask('POST', '/api/v1/accounts', { body: early })
    expect(refused.body.code).toBe('account.from')
    const { body: accounts } = await administrator.ask('GET', '/api/v1/accounts')
    const comes = accounts.find((one: { username: string }) => one.username === 'comes')
    expect(comes.from).toBe(today)
    const on = { roles: ['clerk'], from: today }
    const path = `/api/v1/accounts/${comes.id}`
    expect((await administrator.ask('PUT', path, { body: on })).status).toBe(200)
    expect((await administrator.ask('DELETE', path)).status).toBe(204)
    const ended = (await roster()).memberships.find((one) => one.person === comes.person)
    expect(ended?.to).toBe(today)
  })
})
