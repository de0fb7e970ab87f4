import { refuse } from '../../ledger/fault.ts'
import type { FileRef } from '../../ledger/value.ts'
import { packParts } from '../../report/evidence/year-pack.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { OrgId } from '../ports/store-ports.ts'

/**
 * Bytes of attachments in one pack at most: the whole is put together in memory, and a reader takes
 * packs of 64 MiB.
 */
export const packedBytesMax = 40 * 1024 * 1024

/**
 * The attachments of a pack by path, each once; one that is gone is left out. Refuses with
 * `year-pack.large` before a byte of them is read.
 */
export async function packAttachments(
  { blobs }: Pick<AppPorts, 'blobs'>,
  org: OrgId,
  files: readonly FileRef[],
): Promise<Readonly<Record<string, Uint8Array>>> {
  const sizes = new Map(files.map(({ sha256, bytes }) => [sha256, bytes]))
  const sum = [...sizes.values()].reduce((all, bytes) => all + bytes, 0)
  if (sum > packedBytesMax) refuseLarge(sum)
  const parts: Record<string, Uint8Array> = {}
  for (const sha256 of [...sizes.keys()].sort()) {
    const bytes = await blobs.read(org, sha256)
    if (typeof bytes !== 'string') parts[packParts.attachments + sha256] = bytes
  }
  return parts
}

function refuseLarge(sum: number): never {
  const [is, may] = [sum, packedBytesMax].map((bytes) => Math.ceil(bytes / 1024 ** 2))
  return refuse('year-pack.large', {
    text: {
      zh: `附件共 ${is} MB，超过证据包的 ${may} MB 上限。`,
      en: `The attachments take ${is} MB; a year pack holds ${may} MB of them.`,
    },
    hint: {
      zh: '请导出不带附件的证据包，附件从各条记录下载。',
      en: 'Export the pack without attachments and take them from their records.',
    },
  })
}
