import { inEach } from '../jobs/in-each.ts'
import type { DeclaredJob } from '../jobs/job.ts'
import type { AppPorts } from '../ports/app-ports.ts'

/** Brings the index of the search up to what was recorded since. */
export const indexSearch: DeclaredJob<Pick<AppPorts, 'organisations' | 'allLogs' | 'store'>> = {
  id: 'index-search',
  label: { zh: '更新检索索引', en: 'Bring the index of the search up to date' },
  when: { everyMinutes: 60 },
  long: true,
  run: async (ports, context) => {
    let parts = 0
    const orgs = await ports.allLogs.ofAtLeast(ports.store.searchPartEntries)
    await inEach(ports, { ...context, orgs }, async (org) => {
      parts += await ports.store.indexSearch(org, context.signal)
    })
    return { note: parts === 0 ? null : { zh: `新增 ${parts} 段`, en: `${parts} parts added` } }
  },
}
