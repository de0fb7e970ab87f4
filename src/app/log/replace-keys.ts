import { refuse } from '../../ledger/fault.ts'
import type { KeyChangeKind } from '../../log/key-change.ts'
import { keyReasonUnitsMax } from '../../log/key-change.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Appended, Session } from '../ports/store-ports.ts'

/** How the keys of an organisation's log are replaced, and why. */
export interface ReplaceKeys {
  readonly how: KeyChangeKind
  readonly reason: string
}

/** For whom, and by whom; at the terminal there may be no pack that could be read. */
type Replacing = Pick<Session, 'org' | 'actor'> & { readonly pack: Session['pack'] | null }

/**
 * Replaces the keys that sign an organisation's checkpoints and receipts. The entry that says so is
 * covered by the last checkpoint of the old key, which the new one signs as well; where the old key
 * is `lost`, the entry says that, and others must hear of the new key on another way. Refuses with
 * `key.reason`, and as `Store.changeKeys`. Leaves a line in the trail.
 */
export async function replaceKeys(
  { store }: Pick<AppPorts, 'store'>,
  { org, actor, pack }: Replacing,
  { how, reason }: ReplaceKeys,
): Promise<Appended> {
  const why = checkedReason(reason)
  const request = { how, reason: why, actor: actor.id, pack: pack?.digest ?? null }
  const appended = await store.changeKeys(org.id, request)
  await store.trail(org.id, {
    actor: actor.id,
    act: 'change-keys',
    subject: org.origin,
    outcome: 'done',
    detail: `${how} ${appended.index}`,
  })
  return appended
}

/** The reason without blanks around it. Refuses with `key.reason` one that says nothing. */
export function checkedReason(reason: string): string {
  const why = reason.trim()
  if (why !== '' && why.length <= keyReasonUnitsMax) return why
  return refuse('key.reason', {
    at: ['reason'],
    text: {
      zh: `请写明更换公钥的理由（不超过 ${keyReasonUnitsMax} 字）。`,
      en: `Say why the key is replaced (${keyReasonUnitsMax} characters at most).`,
    },
    hint: {
      zh: '理由写入日志，如“例行更换”“管理员离任”。',
      en: 'The reason stands in the log, such as “yearly rotation” or “administrator left”.',
    },
  })
}
