import type { Job } from '../jobs/job.ts'
import type { AppPorts } from '../ports/app-ports.ts'

/** Brings the index of the search up to what was recorded since. */
export function indexSearch(ports: Pick<AppPorts, 'organisations' | 'store'>): Job {
  return {
    id: 'index-search',
    label: { zh: '更新检索索引', en: 'Bring the index of the search up to date' },
    when: { everyMinutes: 60 },
    run: async ({ signal }) => {
      let parts = 0
      for (const { id } of await ports.organisations.all()) {
        if (signal.aborted) return { note: null }
        parts += await ports.store.indexSearch(id, signal)
      }
      return { note: parts === 0 ? null : { zh: `新增 ${parts} 段`, en: `${parts} parts added` } }
    },
  }
}
