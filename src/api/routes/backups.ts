import { beginCopy, cancelCopy, readCopies } from '../../app/backup/server-copies.ts'
import { backupsView } from '../contract/backup.ts'
import type { Route } from '../route.ts'
import { route } from '../route.ts'

const access = { who: 'member', ability: 'manage-backups' } as const

/** Copies of the whole server, for the administrator of its topmost organisation. */
export const backupRoutes: readonly Route[] = [
  route({
    id: 'backups.list',
    method: 'GET',
    path: '/backups',
    access,
    summary: { zh: '备份', en: 'Backups' },
    answer: backupsView,
    handle: async ({ service, session }) => ({ body: await readCopies(service.ports, session) }),
  }),
  route({
    id: 'backups.begin',
    method: 'POST',
    path: '/backups',
    access,
    summary: { zh: '立即备份', en: 'Make a copy now' },
    answer: backupsView,
    handle: async ({ service, session }) => ({ body: await beginCopy(service.ports, session) }),
  }),
  route({
    id: 'backups.cancel',
    method: 'DELETE',
    path: '/backups/running',
    access,
    summary: { zh: '取消正在进行的备份', en: 'Cancel the copy that is being made' },
    answer: backupsView,
    handle: async ({ service, session }) => ({ body: await cancelCopy(service.ports, session) }),
  }),
]
