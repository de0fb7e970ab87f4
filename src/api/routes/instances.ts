import { readInstances } from '../../app/instances/read-instances.ts'
import type { SeenInstance } from '../../app/ports/instance-ports.ts'
import type { InstancesView } from '../contract/instance.ts'
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
          instances: instances.map(shown),
          notices: notices.map(({ text, hint }) => ({ text, hint })),
        },
      }
    },
  }),
]

// Not of its clock: what that holds the page tells in each unit, where a word may be given.
function shown(one: SeenInstance): InstancesView['instances'][number] {
  const { id, startedAt, seenAt, isHere, version, schema, pack, address, lacks } = one
  return { id, startedAt, seenAt, isHere, version, schema, pack, address, lacks: [...lacks] }
}
