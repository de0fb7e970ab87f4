import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chineseCalendar } from '../../src/adapters/calendar/chinese-calendar.ts'
import type { Label } from '../../src/ledger/label.ts'
import type { Browser, Serving } from './serving.ts'
import { serveTest, setUp } from './serving.ts'

/** The first year whose holidays the program does not know, and the last it does. */
const unknown = firstUnknown(2026)
const known = unknown - 1

function firstUnknown(from: number): number {
  return chineseCalendar.knows(from) ? firstUnknown(from + 1) : from
}

const spring = `${known}-05-20T02:00:00.000Z`
/** In four days the year is over, and ten working days are not. */
const lastWeek = `${known}-12-28T02:00:00.000Z`
/** A minute past midnight in Shanghai, where UTC still has the old year. */
const newYear = `${known}-12-31T16:01:00.000Z`

let serving: Serving
let administrator: Browser
let now = spring

beforeAll(async () => {
  serving = await serveTest({ clock: { now: () => Date.parse(now) } })
  ;({ browser: administrator } = await setUp(serving))
})

afterAll(() => serving.close())

async function yearsTold(path: string): Promise<readonly string[]> {
  const told = await administrator.ask('GET', `/api/v1${path}`)
  expect(told.status, JSON.stringify(told.body)).toBe(200)
  return told.body.notices.map(({ zh }: Label) => zh.slice(0, 4))
}

describe('a year whose holidays are not known is told wherever its working days are counted', () => {
  test('not before anybody counts them', async () => {
    now = spring
    expect(await yearsTold(`/years/${known}`)).toEqual([])
    expect(await yearsTold('/reminders')).toEqual([])
    expect(await yearsTold(`/calendar?from=${known}-05-01&to=${known}-05-31`)).toEqual([])
    expect(await yearsTold(`/years/${unknown}`)).toEqual([`${unknown}`])
  })

  test('in December, once what is due soon reaches into it', async () => {
    now = lastWeek
    expect(await yearsTold(`/years/${known}`)).toEqual([`${unknown}`])
    expect(await yearsTold('/reminders')).toEqual([`${unknown}`])
    const month = `/calendar?from=${known}-12-28&to=${unknown}-01-31`
    expect(await yearsTold(month)).toEqual([`${unknown}`])
  })

  test('at New Year, on the page of the old year too while something of it is open', async () => {
    now = newYear
    const { body } = await administrator.ask('GET', '/api/v1/session')
    expect([body.today, body.openingYear]).toEqual([`${unknown}-01-01`, unknown])
    expect(await yearsTold(`/years/${known}`)).toEqual([`${unknown}`])
    expect(await yearsTold(`/years/${known - 1}`)).toEqual([])
  })

  test('and what the law names is off all the same', async () => {
    const path = `/api/v1/calendar?from=${unknown}-01-01&to=${unknown}-01-01`
    const { body } = await administrator.ask('GET', path)
    expect(body.offDays).toEqual([`${unknown}-01-01`])
  })
})
