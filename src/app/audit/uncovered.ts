import type { Fault } from '../../ledger/fault.ts'
import { difference } from './difference.ts'
import type { Examined, Walk } from './walk-entries.ts'

/**
 * Entries behind the newest checkpoint. They hold (each has its receipt), and a moment later a
 * checkpoint covers them; so this is no difference, but somebody must be able to see that the
 * signer has stopped.
 */
export function uncovered(
  { organisation }: Pick<Examined, 'organisation'>,
  { range, checkpoints, uncoveredSince }: Walk,
): Fault[] {
  const covered = checkpoints.at(-1)?.size ?? 0
  const count = range.size - covered
  if (count <= 0) return []
  return [
    {
      ...difference(organisation.publicId, ['entry', covered], {
        code: 'entry.uncovered',
        text: {
          zh: `自 ${uncoveredSince} 起的 ${count} 条（从条目 ${covered} 起）尚无检查点覆盖。`,
          en: `${count} entries since ${uncoveredSince}, from entry ${covered} on, are under no checkpoint yet.`,
        },
      }),
      hint: {
        zh: '片刻之后仍如此的，请查看签署进程是否运行、keys 目录中的日志密钥是否在。',
        en: 'If it stays so, see whether the signer runs and has the log key in the folder keys.',
      },
    },
  ]
}
