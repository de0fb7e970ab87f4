import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { recipientOf } from '../../src/app/matters/recipient.ts'
import { whatWaits } from '../../src/app/matters/what-waits.ts'
import type { MailServer } from '../../src/app/ports/reminder-ports.ts'
import { chooseReminder } from '../../src/app/reminders/my-reminder.ts'
import { tryAgain } from '../../src/app/reminders/try-again.ts'
import type { Reminding } from './reminding.ts'
import { openReminding } from './reminding.ts'
import type { RobotSink } from './robot-sink.ts'
import { robotSink, takes } from './robot-sink.ts'
import type { SmtpSink } from './smtp-sink.ts'
import { smtpSink } from './smtp-sink.ts'

let unit: Reminding
let smtp: SmtpSink
let robot: RobotSink

// Tests follow each other through days: each begins on a morning of its own. 2026-03-02 is Monday.
const morning = (day: string, time = '08:31') => new Date(`${day}T${time}:00+08:00`).toISOString()

beforeAll(async () => {
  smtp = await smtpSink()
  robot = await robotSink()
  unit = await openReminding(morning('2026-02-27', '08:00'))
  unit.allow([`smtp://127.0.0.1:${smtp.port}`, `http://127.0.0.1:${robot.port}`])
  await unit.remind({ mail: mailServer(), robots })
  await choose('mail', 'li@unit.example')
})

afterAll(async () => {
  await unit.close()
  await smtp.close()
  await robot.close()
})

beforeEach(() => {
  smtp.mode = 'takes'
  smtp.accepted.length = 0
  robot.answer = takes
  robot.posted.length = 0
})

function mailServer(): MailServer {
  const from = 'taizhang@unit.example'
  return { host: '127.0.0.1', port: smtp.port, security: 'none', user: null, from }
}

const robots = { wecom: null, dingtalk: null, feishu: null }

async function choose(channel: 'mail' | 'wecom', address: string) {
  const { session, person } = unit
  const own = { ...session, actor: { id: person, person, roles: ['confidentiality-lead'] } }
  await chooseReminder(unit.ports, own, { channel, address, secret: null, lang: 'zh' })
}

async function rowOf(day: string) {
  return (await unit.rows()).find((row) => row.day === day)
}

function bodyOf(mail: string): string {
  return Buffer.from(mail.split('\n\n')[1] ?? '', 'base64')
    .toString('utf8')
    .trim()
}

describe('the digest of a day', () => {
  test('is one message with a number and an address, and none to whom nothing waits', async () => {
    const { session } = unit
    const chosen = { channel: 'mail', address: 'zhang@unit.example', secret: null } as const
    await chooseReminder(unit.ports, session, { ...chosen, lang: 'zh' })
    unit.setNow(morning('2026-03-02'))
    await unit.make()
    await unit.make()
    await unit.deliver()
    await unit.deliver()
    expect(smtp.accepted).toHaveLength(1)
    const [mail = ''] = smtp.accepted
    // The number is that of the list which the pages show.
    const own = { id: unit.person, person: unit.person, roles: ['confidentiality-lead'] }
    const recipient = recipientOf(unit.ports, { ...session, actor: own })
    const listed = recipient === null ? [] : await whatWaits(recipient)
    expect(listed.length).toBeGreaterThan(0)
    expect(bodyOf(mail)).toBe(`您有${listed.length}项待办。https://tz.unit.example`)
    expect(mail).toContain('To: li@unit.example')
    expect(await unit.rows()).toMatchObject([{ day: '2026-03-02', state: 'sent', tries: 1 }])
  })

  test('waits for the hour, the quiet hours, and the next working day', async () => {
    for (const at of [
      morning('2026-03-03', '08:29'),
      morning('2026-03-03', '18:00'),
      morning('2026-03-07'),
      morning('2026-03-08'),
      morning('2026-10-01'),
    ]) {
      unit.setNow(at)
      await unit.make()
    }
    expect(await unit.rows()).toHaveLength(1)
    // A Saturday on which people work in place of a holiday.
    unit.setNow(morning('2026-02-28'))
    expect(unit.ports.calendar.isWorkday('2026-02-28')).toBe(true)
  })

  test('is not made again for somebody who changes the way on the same day', async () => {
    unit.setNow(morning('2026-03-04'))
    await unit.make()
    await unit.deliver()
    const base = `http://127.0.0.1:${robot.port}/send`
    await unit.remind({ mail: mailServer(), robots: { ...robots, wecom: base } })
    await choose('wecom', `${base}?key=1`)
    await unit.make()
    await unit.deliver()
    expect(smtp.accepted).toHaveLength(1)
    expect(robot.posted).toEqual([])
    unit.setNow(morning('2026-03-05'))
    await unit.make()
    await unit.deliver()
    expect(robot.posted).toHaveLength(1)
    expect(robot.posted[0]?.body).toContain('项待办。https://tz.unit.example')
    await choose('mail', 'li@unit.example')
  })
})

describe('a message that fails', () => {
  test('for now is tried again, later and later, and dies after five tries', async () => {
    const waits = ['08:31', '08:32', '08:37', '08:52', '09:52']
    smtp.mode = 'busy'
    unit.setNow(morning('2026-03-09'))
    await unit.make()
    for (const [nth, time] of waits.entries()) {
      unit.setNow(morning('2026-03-09', time))
      await unit.deliver()
      expect(await rowOf('2026-03-09')).toMatchObject({ tries: nth + 1 })
      // A moment before its time nothing happens.
      await unit.deliver()
      expect(await rowOf('2026-03-09')).toMatchObject({ tries: nth + 1 })
    }
    expect(await rowOf('2026-03-09')).toMatchObject({
      state: 'dead',
      reason: { zh: expect.stringContaining('451') },
    })
    smtp.mode = 'takes'
    const row = await rowOf('2026-03-09')
    await tryAgain(unit.ports, unit.session, row?.id ?? '')
    await unit.deliver()
    expect(await rowOf('2026-03-09')).toMatchObject({ state: 'sent' })
    await expect(tryAgain(unit.ports, unit.session, row?.id ?? '')).rejects.toThrow(
      'reminder.again',
    )
  })

  test('is dead at once when refused, and when its day is over', async () => {
    smtp.mode = 'refuses-person'
    unit.setNow(morning('2026-03-10'))
    await unit.make()
    await unit.deliver()
    expect(await rowOf('2026-03-10')).toMatchObject({ state: 'dead', tries: 1 })
    unit.setNow(morning('2026-03-11'))
    await unit.make()
    unit.setNow(morning('2026-03-12'))
    await unit.deliver()
    expect(smtp.accepted).toEqual([])
    expect(await rowOf('2026-03-11')).toMatchObject({
      state: 'dead',
      reason: { zh: /当天未能送出/ },
    })
    const row = await rowOf('2026-03-11')
    await expect(tryAgain(unit.ports, unit.session, row?.id ?? '')).rejects.toThrow(
      'reminder.again',
    )
  })

  test('is not sent to whom switched off meanwhile', async () => {
    unit.setNow(morning('2026-03-13'))
    await unit.make()
    await unit.remind({ on: false, mail: mailServer(), robots })
    await unit.deliver()
    await unit.remind({ on: true, mail: mailServer(), robots })
    expect(smtp.accepted).toEqual([])
  })
})

// The last of the days: before it, none is made any more.
test('what went out is kept for ninety days', async () => {
  const days = async () => (await unit.rows()).map(({ day }) => day)
  expect(await days()).toEqual(expect.arrayContaining(['2026-03-02', '2026-03-10']))
  // A Monday, and the ninety-first day after 2 March.
  unit.setNow(morning('2026-06-01'))
  await unit.make()
  const kept = await days()
  expect(kept).toEqual(expect.arrayContaining(['2026-06-01', '2026-03-10']))
  expect(kept).not.toContain('2026-03-02')
})
