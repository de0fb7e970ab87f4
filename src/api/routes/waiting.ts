import { recipientOf } from '../../app/matters/recipient.ts'
import { whatWaits } from '../../app/matters/what-waits.ts'
import { waitingList } from '../contract/waiting.ts'
import type { Route } from '../route.ts'
import { route } from '../route.ts'

/** What waits for whoever asks: the list of every page, and what a reminder counts. */
export const waitingRoutes: readonly Route[] = [
  route({
    id: 'waiting.list',
    method: 'GET',
    path: '/waiting',
    access: { who: 'member' },
    summary: { zh: '等我办理的事项', en: 'What waits for me' },
    answer: waitingList,
    handle: async ({ service: { ports }, session }) => {
      const recipient = recipientOf(ports, session)
      return { body: { items: recipient === null ? [] : [...(await whatWaits(recipient))] } }
    },
  }),
]
