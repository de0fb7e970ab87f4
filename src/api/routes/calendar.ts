import { z } from 'zod'
import { holidayNotices } from '../../app/clock/holiday-notices.ts'
import { endFeed, makeFeed } from '../../app/plan/calendar-feed.ts'
import { listCalendar } from '../../app/plan/list-calendar.ts'
import { addDays, diffDays } from '../../ledger/day/day.ts'
import type { DateSpan } from '../../ledger/value.ts'
import { isDayText } from '../../log/calendar-text.ts'
import { calendarView, feedAnswer, feedView } from '../contract/calendar.ts'
import { day } from '../contract/scalars.ts'
import type { Route } from '../route.ts'
import { route } from '../route.ts'
import { person } from './person.ts'

/** Days a calendar is asked for at once, at most: a year and the weeks around it. */
const spanDaysMax = 400

// What is no day is told by its own field; the rules of the whole look at days only.
const areDays = ({ from, to }: DateSpan) => isDayText(from) && isDayText(to)

const span = z
  .strictObject({ from: day, to: day })
  .refine((given) => !areDays(given) || isShort(given), {
    path: ['to'],
    error: `at most ${spanDaysMax} days`,
  })
  .refine(({ from, to }) => from >= '1949' && to < '2199', { path: ['from'] })

function isShort(given: DateSpan): boolean {
  return given.from <= given.to && diffDays(given) <= spanDaysMax
}

/** The calendar, and the secret address under which a calendar programme reads one's own. */
export const calendarRoutes: readonly Route[] = [
  route({
    id: 'calendar.list',
    method: 'GET',
    path: '/calendar',
    access: { who: 'member', scope: 'read' },
    summary: {
      zh: '日历：会议、会议安排、到期日',
      en: 'Meetings held and planned, and what is due',
    },
    query: span,
    answer: calendarView,
    handle: async ({ service: { ports }, session, query }) => {
      const items = await listCalendar(ports, session, query)
      const days = Array.from({ length: diffDays(query) + 1 }, (_, nth) => addDays(query.from, nth))
      const offDays = days.filter((one) => !ports.calendar.isWorkday(one))
      const notices = holidayNotices(ports.calendar, query)
      return { body: { items: [...items], offDays, notices: [...notices] } }
    },
  }),
  route({
    id: 'feed.read',
    method: 'GET',
    path: '/calendar/feed',
    access: { who: 'member' },
    summary: { zh: '我的日历订阅地址是否启用', en: 'Whether I have a calendar address' },
    answer: feedView,
    handle: async ({ service, session, caller }) => {
      const { account } = person(caller).signedIn
      const made = await service.ports.feeds.of({ account, org: session.org.id })
      if (!made) return { body: { made: null } }
      const { createdAt, lastUsedAt } = made
      return { body: { made: { createdAt, lastUsedAt } } }
    },
  }),
  route({
    id: 'feed.make',
    method: 'POST',
    path: '/calendar/feed',
    access: { who: 'member' },
    summary: {
      zh: '生成新的日历订阅地址，旧地址即刻失效',
      en: 'Make a new calendar address; the one before ends',
    },
    answer: feedAnswer,
    status: 201,
    handle: async ({ service, session, caller, lang }) => {
      const { account } = person(caller).signedIn
      const secret = await makeFeed(service.ports, session, { account, lang })
      return { body: { path: `/calendar/${secret}.ics` } }
    },
  }),
  route({
    id: 'feed.end',
    method: 'DELETE',
    path: '/calendar/feed',
    access: { who: 'member' },
    summary: { zh: '停用日历订阅地址', en: 'End my calendar address' },
    answer: null,
    handle: async ({ service, session, caller }) => {
      await endFeed(service.ports, session, person(caller).signedIn.account)
      return { body: undefined }
    },
  }),
]
