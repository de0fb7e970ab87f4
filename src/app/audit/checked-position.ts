import type { Fault } from '../../ledger/fault.ts'
import type { Label } from '../../ledger/label.ts'
import { keyInForce, keysInForce } from '../../log/announced-keys.ts'
import type { CheckedPosition } from '../../log/checked-position.ts'
import { parseCheckedPosition } from '../../log/checked-position.ts'
import { rangeRoot } from '../../log/compact-range.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { sameBytes } from '../../log/merkle-hash.ts'
import { noteVerifier } from '../../log/note-verifier.ts'
import { openNote, parseNote } from '../../log/signed-note.ts'
import { parseVerifierKey } from '../../log/verifier-key.ts'
import type { CheckedPositions, LedgerRows } from '../ports/audit-ports.ts'
import type { Organisation } from '../ports/store-ports.ts'
import { difference } from './difference.ts'

/** What an earlier check left: how far it came, or why that is not believed. */
export interface JudgedPosition {
  /** Null where there is none, or none that is believed. */
  readonly position: CheckedPosition | null
  readonly faults: readonly Fault[]
}

/** Entries that an earlier check answers for. */
export function sizeOf(position: CheckedPosition | null): number {
  return position?.range.size ?? 0
}

/** A log whose kept position is read. */
export interface JudgedLog {
  readonly crypto: LogCrypto
  readonly ledger: Pick<LedgerRows, 'head' | 'keys' | 'checkpoints'>
  readonly organisation: Organisation
}

/**
 * Judges the note that an earlier check left outside the database: signed by this log, over no more
 * than the database has, and over the tree that the checkpoint of that size was signed for.
 */
export async function judgePosition(log: JudgedLog, note: string | null): Promise<JudgedPosition> {
  if (note === null) return { position: null, faults: [] }
  const { crypto, ledger, organisation } = log
  const refused = (code: string, text: Label): JudgedPosition => {
    const { publicId, origin } = organisation
    const named = difference(publicId, ['log', origin], { code: `position.${code}`, text })
    return { position: null, faults: [{ ...named, hint }] }
  }
  const parsed = parseNote(note)
  const said = parsed.ok ? parseCheckedPosition(parsed.note.text) : null
  if (said !== null && said.origin !== organisation.origin) {
    return refused('other-log', {
      zh: `密钥旁所记的核对位置属于另一个日志（${said.origin}），不予采信。`,
      en: `What is kept beside the keys of an earlier check is about another log (${said.origin}).`,
    })
  }
  const size = said?.range.size ?? 0
  const key = keyInForce(await ledger.keys(), { purpose: 'log', size })
  const vkey = key === null ? null : parseVerifierKey(crypto, key.vkey)
  const verifiers = vkey?.ok ? [noteVerifier(crypto, vkey.key)] : []
  if (said === null || !openNote(note, verifiers).ok) {
    return refused('forged', {
      zh: '密钥旁所记的核对位置不是本日志的密钥所签，不予采信。',
      en: 'What is kept beside the keys of an earlier check is not signed by this log.',
    })
  }
  const there = (await ledger.head())?.size ?? 0
  if (there < size) {
    return refused('beyond', {
      zh: `${said.checkedAt} 核对过 ${size} 条，库中只有 ${there} 条：日志被退回。`,
      en: `On ${said.checkedAt} ${size} entries were checked; the database has ${there}: the log was set back.`,
    })
  }
  const checkpoint = (await ledger.checkpoints()).find((one) => one.size === size)
  if (!checkpoint || !sameBytes(checkpoint.root, rangeRoot(crypto, said.range))) {
    return refused('other-tree', {
      zh: `${said.checkedAt} 核对过的前 ${size} 条与库中检查点所签的不同：日志被改换。`,
      en: `The first ${size} entries as checked on ${said.checkedAt} are not those of the checkpoint in the database: the log was replaced.`,
    })
  }
  return { position: said, faults: [] }
}

const hint: Label = {
  zh: '已从头核对。请保留现场；确系按规定恢复旧备份的，删去 keys 目录中的 .checked 文件。',
  en: 'Everything was checked. Keep it all as it is; if an older backup was rightly restored, take the file .checked out of the folder keys.',
}

/** A log that was checked from a position on, or whole. */
export interface CheckedLog extends Pick<JudgedLog, 'organisation'> {
  readonly ledger: Pick<LedgerRows, 'keys'>
  readonly since: CheckedPosition | null
}

/**
 * Keeps how far a check came that found no difference: up to the newest checkpoint, as what is
 * behind it is promised by receipts alone. Answers what is to be said where nothing could be kept.
 */
export async function keepPosition(
  { ledger, organisation: { publicId, origin }, since }: CheckedLog,
  covered: Pick<CheckedPosition, 'range' | 'recordedAt'> | null,
  { positions, now }: { readonly positions?: CheckedPositions; readonly now?: string },
): Promise<readonly Fault[]> {
  if (positions === undefined || now === undefined || covered === null) return []
  const { range, recordedAt } = covered
  const { log: vkey } = keysInForce(await ledger.keys(), range.size)
  const wholeAt = since?.wholeAt ?? now
  const position = { origin, range, recordedAt, checkedAt: now, wholeAt }
  if (await positions.keep(publicId, position, vkey)) return []
  return [
    difference(publicId, ['log', origin], {
      code: 'log.not-kept',
      text: {
        zh: 'keys 目录不可写或其中没有日志密钥，没有记下核对到何处：下次仍从头核对。',
        en: 'The folder keys cannot be written or lacks the key of the log: how far this came is not kept, and the next check begins where this one did.',
      },
    }),
  ]
}

/** What a check that went on from an earlier one has to say of what it did not look at. */
export function notLookedAt(
  { publicId, origin }: Pick<Organisation, 'publicId' | 'origin'>,
  { range: { size }, checkedAt, wholeAt }: CheckedPosition,
): Fault {
  return {
    ...difference(publicId, ['entry', size], {
      code: 'log.since',
      text: {
        zh: `自条目 ${size} 起核对。此前的条目及其留下的记录、索引、附件、报告文件和收到的文件已于 ${checkedAt} 核对，本次没有看；上次从头核对是 ${wholeAt}。`,
        en: `Checked from entry ${size} of ${origin} on. What came before was checked on ${checkedAt} and not looked at now: entries, the records, indexes and attachments they left, files of reports and received ones. All was checked in one go on ${wholeAt}.`,
      },
    }),
    hint: { zh: '从头核对请用 fsck --full。', en: 'fsck --full checks everything.' },
  }
}
