import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chineseCalendar } from '../../src/adapters/calendar/chinese-calendar.ts'
import { daysByLaw, holidaysByLaw } from '../../src/adapters/calendar/holidays-by-law.ts'
import { addDays, dayText, weekday } from '../../src/ledger/day/day.ts'
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

  test('to whoever administers, from the first day of December', async () => {
    now = `${known}-12-01T02:00:00.000Z`
    expect(await yearsTold(`/years/${known}`)).toEqual([])
    expect(await yearsTold('/reminders')).toEqual([`${unknown}`])
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

describe('its notice, once somebody has put it into the data folder', () => {
  // A Monday off for the Saturday before it, and days off for those of the law that nobody works.
  const [saturday] = weekendsFrom(`${unknown}-07-01`)
  const monday = addDays(saturday, 2)
  const byLaw = [...holidaysByLaw(unknown)]
  const lost = daysByLaw - byLaw.filter((day) => weekday(day) <= 5).length
  const saturdays = weekendsFrom(`${unknown}-08-01`, lost).slice(0, lost)
  const instead = saturdays.map((day) => addDays(day, 2))
  const zh = (day: string) => dayText(day, 'zh')
  const sentences = [
    ...[...byLaw, monday, ...instead].map((day) => `${zh(day)}放假1天。`),
    `${zh(saturday)}（周六）上班。`,
  ]

  async function offDaysWith(notice: string) {
    const lay = (data: string) => {
      mkdirSync(join(data, 'holidays'))
      writeFileSync(join(data, 'holidays', `${unknown}.txt`), notice)
    }
    const one = await serveTest({ clock: { now: () => Date.parse(lastWeek) }, lay })
    try {
      const { browser } = await setUp(one)
      const span = `from=${saturday}&to=${monday}`
      const { body } = await browser.ask('GET', `/api/v1/calendar?${span}`)
      const { body: year } = await browser.ask('GET', `/api/v1/years/${known}`)
      const told = [...body.notices, ...year.notices].length
      return { off: body.offDays, told, lacks: one.opened.lacks.map(({ code }) => code) }
    } finally {
      await one.close()
    }
  }

  test('is what days are counted by, and nothing is told any more', async () => {
    const sunday = addDays(saturday, 1)
    const { off, told, lacks } = await offDaysWith(`元旦：${sentences.join('\n')}`)
    expect({ off, told, lacks }).toEqual({ off: [sunday, monday], told: 0, lacks: [] })
  })

  test('with a mistake in it changes nothing, and the server says so', async () => {
    const { off, told, lacks } = await offDaysWith(`元旦：${sentences.slice(1).join('\n')}`)
    expect(off).toEqual([saturday, addDays(saturday, 1)])
    expect({ told, lacks }).toEqual({ told: 2, lacks: ['holidays.notice'] })
  })
})

/** The next Saturdays, `count` of them. */
function weekendsFrom(day: string, count = 1): [string, ...string[]] {
  const first = addDays(day, 6 - (weekday(day) % 7))
  return [first, ...Array.from({ length: count - 1 }, (_, nth) => addDays(first, 7 * (nth + 1)))]
}
