import { readInstances } from '../../app/instances/read-instances.ts'
import { instancesView } from '../contract/instance.ts'
import type { Route } from '../route.ts'
import { route } from '../route.ts'

/** The servers of the installation, for the administrator of its topmost organisation. */
export const instanceRoutes: readonly Route[] = [
  route({
    id: 'instances.list',
    method: 'GET',
    path: '/instances',
    access: { who: 'member', ability: 'manage-backups' },
    summary: { zh: '各台服务器', en: 'Servers of the installation' },
    answer: instancesView,
    handle: async ({ service: { ports }, session }) => {
      const { instances, notices } = await readInstances(ports, session)
      return {
        body: {
          // Of the clock the page tells by itself, and for each unit what holds there.
          instances: instances.map(({ doubt: _, ...shown }) => shown),
          notices: notices.map(({ text, hint }) => ({ text, hint })),
        },
      }
    },
  }),
]
