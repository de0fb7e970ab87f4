import type { Job } from '../jobs/job.ts'
import type { AppPorts } from '../ports/app-ports.ts'

/** A copy of everything each night, read again, with old ones let go. */
export function nightlyCopy({ copies }: Pick<AppPorts, 'copies'>): Job {
  return {
    id: 'nightly-copy',
    label: { zh: '每夜备份', en: 'Nightly copy' },
    when: { daily: '02:10' },
    long: true,
    run: async ({ zone, signal }) => {
      const { manifest, bytes } = await copies.make({ zone, signal })
      const megabytes = (bytes / 1024 / 1024).toFixed(1)
      const entries = manifest.logs.reduce((sum, { size }) => sum + size, 0)
      const missing = manifest.files.missing.length
      return {
        note: {
          zh: `${entries} 条，${megabytes} MB${missing > 0 ? `，缺 ${missing} 个附件` : ''}`,
          en: `${entries} entries, ${megabytes} MB${missing > 0 ? `, ${missing} files missing` : ''}`,
        },
      }
    },
  }
}
