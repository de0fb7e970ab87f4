import type { Fault } from '../../ledger/fault.ts'
import { difference } from './difference.ts'
import type { Examined, Walk } from './walk-entries.ts'

/** Packs must be there, and have the digest, under which entries name them. */
export async function checkPacks(
  { ledger, organisation, isSoundPack }: Examined,
  { packs }: Walk,
): Promise<Fault[]> {
  const known = new Set(await ledger.packs())
  const changed: string[] = []
  for (const digest of known) {
    if (!(await isSoundPack(ledger, digest))) changed.push(digest)
  }
  return [
    ...changed.map((digest) =>
      difference(organisation.publicId, ['pack', digest], {
        code: 'pack.digest',
        text: {
          zh: `业务包 ${digest} 的文件与其摘要不符。`,
          en: `The files of pack ${digest} are not those of its digest.`,
        },
      }),
    ),
    ...[...packs]
      .filter(([digest]) => !known.has(digest))
      .map(([digest, entry]) =>
        difference(organisation.publicId, ['pack', digest], {
          code: 'pack.missing',
          text: {
            zh: `条目 ${entry} 所依据的业务包 ${digest} 缺失。`,
            en: `Pack ${digest}, under which entry ${entry} was written, is missing.`,
          },
        }),
      ),
  ]
}
