import { inEach } from '../jobs/in-each.ts'
import type { DeclaredJob } from '../jobs/job.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import { dropBytes } from './drop-bytes.ts'

/** Days after which a file that no record links is thrown away. */
const unlinkedDays = 7
const dayMs = 86_400_000

/** Throws away what was uploaded and never linked. */
export const clearUnlinked: DeclaredJob<
  Pick<AppPorts, 'organisations' | 'store' | 'blobs' | 'clock'>
> = {
  id: 'clear-unlinked',
  label: { zh: '清理未保存的附件', en: 'Throw away files that no record links' },
  when: { daily: '02:40' },
  long: true,
  run: async (ports, context) => {
    const before = new Date(ports.clock.now() - unlinkedDays * dayMs).toISOString()
    let count = 0
    const orgs = (await ports.organisations.all()).map(({ id }) => id)
    await inEach(ports, { ...context, orgs }, async (id) => {
      for (const sha256 of await ports.store.uploads.waitingSince(id, before)) {
        if (context.signal.aborted) return
        const change = { from: ['waiting'], to: 'gone' } as const
        const gone = await ports.store.uploads.setState(id, [sha256], change)
        if (gone.length === 0) continue
        await dropBytes(ports, id, sha256)
        count += 1
      }
    })
    return { note: { zh: `清理 ${count} 个`, en: `${count} thrown away` } }
  },
}
