import { aboutNoRecord } from '../../append/append-request.ts'
import { refuse } from '../../ledger/fault.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { OlderLog } from '../ports/backup-ports.ts'

const reasonCharactersMax = 500

/**
 * Lets a log go on from an older copy: what is lacking and why becomes an entry of each log, so
 * that whoever holds a newer receipt or checkpoint finds the explanation in the log itself. The
 * fork stays visible to witnesses; nothing can heal it. Refuses with `restore.reason`.
 */
export async function acknowledgeOlder(
  ports: Pick<AppPorts, 'store' | 'organisations'>,
  { older, reason, actor }: { older: readonly OlderLog[]; reason: string; actor: string },
): Promise<void> {
  const why = reason.trim()
  if (why === '' || why.length > reasonCharactersMax) refuseReason()
  for (const log of older) {
    const org = await ports.organisations.byPublicId(log.publicId)
    if (org === null) continue
    const { size, root, seenSize, seenRoot, how } = log
    await ports.store.append(org.id, {
      ...aboutNoRecord,
      kind: 'override',
      values: { act: 'restored-older', size, root, seenSize, seenRoot, how },
      occurredOn: null,
      actor,
      pack: null,
      reason: why,
      // Acknowledged once, however often the command is run after a crash.
      idempotency: { key: `restored-older ${size} ${seenSize} ${seenRoot}`, digest: seenRoot },
    })
  }
}

function refuseReason(): never {
  return refuse('restore.reason', {
    at: ['--reason'],
    text: {
      zh: `请写明为什么使用较旧的备份，最多 ${reasonCharactersMax} 个字。`,
      en: `Say why the older copy is used, in at most ${reasonCharactersMax} characters.`,
    },
    hint: { zh: '理由将写入日志，不能更改。', en: 'The reason is written to the log for good.' },
  })
}
