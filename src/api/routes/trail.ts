import { z } from 'zod'
import { readTrail } from '../../app/people/read-trail.ts'
import { trailPage } from '../contract/account.ts'
import { day } from '../contract/scalars.ts'
import type { Route } from '../route.ts'
import { route } from '../route.ts'

/** Who did what, and when, beside the log. `all`: every route, as a refusal names the one it met. */
export const trailRoutes = (all: () => readonly Route[]): readonly Route[] => [
  route({
    id: 'trail.read',
    method: 'GET',
    path: '/trail',
    access: { who: 'member', ability: 'read-trail' },
    summary: { zh: '操作留痕', en: 'The trail' },
    query: z.strictObject({
      actor: z.string().max(100).optional(),
      act: z.string().max(100).optional(),
      from: day.optional(),
      to: day.optional(),
      after: z.string().max(200).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    answer: trailPage,
    handle: async ({ service: { ports }, session, query, lang }) => {
      const { items, next } = await readTrail(ports, session, { ...query, lang })
      const summaryOf = (id: string | null) => all().find((one) => one.id === id)?.summary[lang]
      const named = items.map((line) => ({
        ...line,
        subjectName: line.subjectName ?? summaryOf(line.subject) ?? null,
      }))
      return { body: { items: named, next } }
    },
  }),
]
