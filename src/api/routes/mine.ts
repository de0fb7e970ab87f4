import { z } from 'zod'
import { readMyFile } from '../../app/year/my-file.ts'
import { readMyYear } from '../../app/year/my-year.ts'
import { myFile, myYear } from '../contract/calendar.ts'
import { year } from '../contract/scalars.ts'
import type { Route } from '../route.ts'
import { route } from '../route.ts'

const ofYear = z.strictObject({ year })

/** What concerns whoever asks. For people, never for machines. */
export const mineRoutes: readonly Route[] = [
  route({
    id: 'mine.year',
    method: 'GET',
    path: '/mine',
    access: { who: 'member' },
    summary: { zh: '我的责任、任务和书面确认', en: 'My duties, tasks and attestations' },
    query: ofYear,
    answer: myYear,
    handle: async ({ service, session, query, lang }) => ({
      body: await readMyYear(service.ports, session, { year: query.year, lang }),
    }),
  }),
  route({
    id: 'mine.file',
    method: 'GET',
    path: '/mine/file',
    access: { who: 'member' },
    summary: { zh: '系统中关于我的一切', en: 'Everything the ledger holds about me' },
    query: ofYear,
    answer: myFile,
    handle: async ({ service, session, query, lang }) => ({
      body: await readMyFile(service.ports, session, { year: query.year, lang }),
    }),
  }),
]
