import type { Fault } from '../../ledger/fault.ts'
import { fault } from '../../ledger/fault.ts'
import type { AppPorts } from '../ports/app-ports.ts'

/** One that is lost by itself is found by `fsck`; where none of so many is, the place is wrong. */
const lookedFor = 3

/**
 * Whether this server reaches the attachments that are kept: looks for some of them. Answers what
 * it lacks, `data.files-missing` at most; also where the place of the files does not answer.
 */
export async function lookForFiles({
  allLogs,
  blobs,
}: Pick<AppPorts, 'allLogs' | 'blobs'>): Promise<readonly Fault[]> {
  const files = await allLogs.someFiles(lookedFor)
  for (const { org, sha256 } of files) {
    const found = await blobs.read(org, sha256).catch(() => 'missing' as const)
    if (found !== 'missing') return []
  }
  return files.length === 0 ? [] : [filesMissing]
}

const filesMissing = fault('data.files-missing', {
  text: {
    zh: '这台服务器读不到已有的附件：台账照常使用，附件打不开。',
    en: 'This server does not reach the attachments that are kept: all else works, they do not open.',
  },
  hint: {
    zh: '几台服务器的，FILES_URL 和 S3_ 各项要与其余服务器一致；只有一台的，检查数据目录下的 files。',
    en: 'With several servers FILES_URL and S3_… are those of the others; with one, look at files in the data folder.',
  },
})
