import { inEach } from '../jobs/in-each.ts'
import type { DeclaredJob } from '../jobs/job.ts'
import type { AppPorts } from '../ports/app-ports.ts'

/** Days after which an import goes: one that is done, and one that nobody has touched. */
export const importDays = { done: 7, untouched: 90 }
const dayMs = 86_400_000

/** Throws away imports that are done or forgotten: their cells hold what people wrote of people. */
export const forgetImports: DeclaredJob<Pick<AppPorts, 'organisations' | 'imports' | 'clock'>> = {
  id: 'forget-imports',
  label: { zh: '清理办完的导入', en: 'Throw away imports that are done' },
  when: { daily: '02:50' },
  long: true,
  run: async (ports, context) => {
    const ago = (days: number) => new Date(ports.clock.now() - days * dayMs).toISOString()
    const before = { done: ago(importDays.done), untouched: ago(importDays.untouched) }
    let count = 0
    const orgs = (await ports.organisations.all()).map(({ id }) => id)
    await inEach(ports, { ...context, orgs }, async (id) => {
      count += await ports.imports.removeOld(id, before)
    })
    return { note: { zh: `清理 ${count} 个`, en: `${count} thrown away` } }
  },
}
