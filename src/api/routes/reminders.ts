import { z } from 'zod'
import { holidayNotices } from '../../app/clock/holiday-notices.ts'
import { todayIn } from '../../app/clock/wall-clock.ts'
import { waitingSources } from '../../app/matters/what-waits.ts'
import { changeSettings, readSettings } from '../../app/reminders/change-settings.ts'
import { chooseReminder, readMyReminder, sendTest } from '../../app/reminders/my-reminder.ts'
import { robotBases } from '../../app/reminders/robot-address.ts'
import { tryAgain } from '../../app/reminders/try-again.ts'
import { namesOf } from '../../app/roster/roster.ts'
import { addDays } from '../../ledger/day/day.ts'
import {
  myReminderBody,
  myReminderView,
  outboxPage,
  outboxQuery,
  remindersBody,
  remindersView,
  testView,
} from '../contract/reminder.ts'
import type { Route } from '../route.ts'
import { route } from '../route.ts'

// The next year is announced in November, and whoever administers should see to it before January.
const noticeDays = 31

const administrator = { who: 'member', ability: 'manage-organisations' } as const

/** Reminders: how the organisation sends them, how I get mine, and what went out. */
export const reminderRoutes: readonly Route[] = [
  route({
    id: 'reminders.read',
    method: 'GET',
    path: '/reminders',
    access: administrator,
    summary: { zh: '提醒设置', en: 'How the organisation reminds' },
    answer: remindersView,
    handle: async ({ service: { ports }, session }) => {
      const today = todayIn(session.org.zone, ports.clock)
      const to = addDays(today, noticeDays)
      return {
        body: {
          ...(await readSettings(ports, session)),
          robotBases,
          sources: waitingSources.map((one) => one.label),
          notices: [...holidayNotices(ports.calendar, { from: today, to })],
        },
      }
    },
  }),
  route({
    id: 'reminders.change',
    method: 'PUT',
    path: '/reminders',
    access: administrator,
    summary: { zh: '更改提醒设置', en: 'Change how the organisation reminds' },
    body: remindersBody,
    answer: null,
    handle: async ({ service: { ports }, session, body }) => {
      const { settings, password } = body
      await changeSettings(ports, session, { settings, password })
      return { body: undefined }
    },
  }),
  route({
    id: 'reminders.mine',
    method: 'GET',
    path: '/reminders/mine',
    access: { who: 'member' },
    summary: { zh: '我的提醒', en: 'How I am reminded' },
    answer: myReminderView,
    handle: async ({ service: { ports }, session }) => ({
      body: await readMyReminder(ports, session),
    }),
  }),
  route({
    id: 'reminders.choose',
    method: 'PUT',
    path: '/reminders/mine',
    access: { who: 'member' },
    summary: { zh: '选择接收方式', en: 'Choose how I am reminded' },
    body: myReminderBody,
    answer: null,
    handle: async ({ service: { ports }, session, body }) => {
      await chooseReminder(ports, session, body.choice)
      return { body: undefined }
    },
  }),
  route({
    id: 'reminders.test',
    method: 'POST',
    path: '/reminders/mine/test',
    access: { who: 'member' },
    summary: { zh: '给我发一条测试消息', en: 'Send me a test' },
    answer: testView,
    handle: async ({ service: { ports }, session }) => {
      const delivery = await sendTest(ports, session)
      const reason = delivery.outcome === 'sent' ? null : delivery.reason
      return { body: { outcome: delivery.outcome, reason } }
    },
  }),
  route({
    id: 'reminders.outbox',
    method: 'GET',
    path: '/reminders/outbox',
    access: administrator,
    summary: { zh: '发件箱', en: 'The outbox' },
    query: outboxQuery,
    answer: outboxPage,
    handle: async ({ service: { ports }, session, query }) => {
      const { state, after, limit } = query
      const { items, next } = await ports.reminders.outbox(session.org.id, {
        ...(state === undefined ? {} : { state }),
        ...(after === undefined ? {} : { after }),
        limit,
      })
      const names = namesOf(await ports.rosters.of(session.org.id))
      const named = items.map((one) => ({ ...one, name: names.person(one.person) ?? '' }))
      const today = todayIn(session.org.zone, ports.clock)
      return { body: { items: named, next, today } }
    },
  }),
  route({
    id: 'reminders.again',
    method: 'POST',
    path: '/reminders/outbox/{id}/again',
    access: administrator,
    summary: { zh: '再发一次', en: 'Send a message again' },
    params: z.object({ id: z.uuid() }),
    answer: null,
    handle: async ({ service: { ports }, session, params }) => {
      await tryAgain(ports, session, params.id)
      return { body: undefined }
    },
  }),
]
