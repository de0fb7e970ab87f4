import type { DeclaredJob } from '../jobs/job.ts'
import type { AppPorts } from '../ports/app-ports.ts'

/** A copy of everything each night, read again, with old ones let go. */
export const nightlyCopy: DeclaredJob<Pick<AppPorts, 'copies'>> = {
  id: 'nightly-copy',
  label: { zh: '每夜备份', en: 'Nightly copy' },
  when: { daily: '02:10' },
  long: true,
  run: async ({ copies }, { zone, signal }) => {
    const { manifest, bytes, restsOn, broken } = await copies.make({ zone, signal })
    const megabytes = (bytes / 1024 / 1024).toFixed(1)
    const entries = manifest.logs.reduce((sum, { size }) => sum + size, 0)
    const missing = manifest.files.missing.length
    const zh = [`${entries} 条，${megabytes} MB`]
    const en = [`${entries} entries, ${megabytes} MB`]
    if (restsOn.length > 0) {
      zh.push(`其余在此前的 ${restsOn.length} 份中`)
      en.push(`the rest in ${restsOn.length} earlier ${restsOn.length === 1 ? 'copy' : 'copies'}`)
    }
    if (broken !== null) {
      zh.push(`${broken} 已损坏或缺失，因此另做了完整备份`)
      en.push(`${broken} is damaged or missing, so a whole copy was made`)
    }
    if (missing > 0) {
      zh.push(`缺 ${missing} 个附件`)
      en.push(`${missing} files missing`)
    }
    return { note: { zh: zh.join('，'), en: en.join(', ') } }
  },
}
