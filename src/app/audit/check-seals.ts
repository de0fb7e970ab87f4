import type { Fault } from '../../ledger/fault.ts'
import type { Label } from '../../ledger/label.ts'
import type { AnnouncedKey } from '../../log/announced-keys.ts'
import { keyInForce } from '../../log/announced-keys.ts'
import { toBase64 } from '../../log/base64.ts'
import type { CheckpointSeal, SealUse } from '../../log/checkpoint-seal.ts'
import { openSeal, readSeal } from '../../log/checkpoint-seal.ts'
import { parseVerifierKey } from '../../log/verifier-key.ts'
import type { AuditedCheckpoint } from '../ports/audit-ports.ts'
import { sizeOf } from './checked-position.ts'
import type { Found } from './difference.ts'
import { difference } from './difference.ts'
import type { Examined, Walk } from './walk-entries.ts'

// Signer and server may be two machines.
const clocksApartMs = 5 * 60_000

/**
 * Whether any checkpoint was taken away or dated anew: each has a seal that says when it was made
 * and which one came before; what is kept beside the keys says which was the last.
 */
export async function checkSeals(
  examined: Examined,
  walk: Walk,
  newest: KeptNewest,
): Promise<Found> {
  const { ledger } = examined
  const from = sizeOf(examined.since)
  const { checkpoints } = walk
  const keys = await ledger.keys()
  const sealed = checkpoints.map((one) => ({
    ...one,
    says: one.size < from ? null : sealIn(examined, keys, one),
  }))
  const kept = sealOf(examined, keys, { use: 'newest', note: newest ?? '' })
  const begins = sealed.reduce(
    (least, { says }) => (says === null ? least : Math.min(least, says.since)),
    kept === null ? Number.POSITIVE_INFINITY : kept.since + 1,
  )
  const sizes = new Set(checkpoints.map(({ size }) => size))
  const faults = sealed.flatMap((one, at) => {
    if (one.size < from) return []
    const after = sealed[at + 1]
    return one.says === null && (one.seal !== null || one.size >= begins)
      ? [broken(examined, one.size)]
      : [
          ...(one.says === null ? outOfOrder(examined, one, after) : redated(examined, one)),
          ...gone(examined, one.says, sizes),
        ]
  })
  const beside = againstNewest(examined, { newest, kept }, sealed)
  const first = checkpoints[0]
  const isOlder = first !== undefined && first.size < begins
  return {
    faults: [...faults, ...beside.faults, ...(await unknownSizes(examined, walk, sizes))],
    notices: [...beside.notices, ...(isOlder ? [unsealed(examined, begins)] : [])],
  }
}

/** The note beside the keys: null where there is none, and the two ways of not knowing. */
export type KeptNewest = string | null | 'not-looked-at' | 'unreadable'

interface Sealed extends AuditedCheckpoint {
  /** Null without a seal, or with one that does not hold. */
  readonly says: CheckpointSeal | null
}

const nothing: Found = { faults: [], notices: [] }

function sealIn(
  examined: Examined,
  keys: readonly AnnouncedKey[],
  { seal, size, root }: AuditedCheckpoint,
): CheckpointSeal | null {
  const says = seal === null ? null : sealOf(examined, keys, { use: 'row', note: seal })
  return says?.size === size && says.root === toBase64(root) ? says : null
}

// The key is that of the size which the text states; what it states is believed only then.
function sealOf(
  { crypto, organisation: { origin } }: Examined,
  keys: readonly AnnouncedKey[],
  { use, note }: { readonly use: SealUse; readonly note: string },
): CheckpointSeal | null {
  const size = readSeal(use, note)?.size ?? 0
  const key = keyInForce(keys, { purpose: 'log', size })
  const parsed = key === null ? null : parseVerifierKey(crypto, key.vkey)
  return parsed?.ok ? openSeal(crypto, use, note, { origin, keys: [parsed.key] }) : null
}

function redated(examined: Examined, { size, madeAt, says }: Sealed): Fault[] {
  return says === null || says.madeAt === madeAt ? [] : [dated(examined, { size, madeAt })]
}

/** Without a seal, by what is around it: the last entry it covers, and the checkpoint after. */
function outOfOrder(examined: Examined, one: Sealed, after: Sealed | undefined): Fault[] {
  const at = Date.parse(one.madeAt)
  const isEarly = at < Date.parse(one.recordedAt) - clocksApartMs
  const isLate = after !== undefined && at > Date.parse(after.madeAt) + clocksApartMs
  return isEarly || isLate ? [dated(examined, one)] : []
}

function gone(
  examined: Examined,
  says: CheckpointSeal | null,
  sizes: ReadonlySet<number>,
): Fault[] {
  if (says === null || says.before === 0) return []
  if (sizes.has(says.before)) return []
  return [
    checkpointFault(examined, says.before, 'missing', {
      zh: `检查点 ${says.before} 缺失：检查点 ${says.size} 签署时它还在。`,
      en: `Checkpoint ${says.before} is missing; it was there when ${says.size} was signed.`,
    }),
  ]
}

/** What is kept beside the keys may be behind the database for a moment, and never ahead of it. */
function againstNewest(
  examined: Examined,
  { newest, kept }: { readonly newest: KeptNewest; readonly kept: CheckpointSeal | null },
  sealed: readonly Sealed[],
): Found {
  const last = sealed.at(-1)
  if (newest === 'not-looked-at') return nothing
  if (newest === 'unreadable') return noticed(unreadable(examined))
  if (newest === null) return last === undefined ? nothing : noticed(unkept(examined, last.size))
  if (kept === null) return { faults: [forged(examined)], notices: [] }
  const row = sealed.find(({ size }) => size === kept.size)
  if (row === undefined || toBase64(row.root) !== kept.root) {
    return { faults: [rolledBack(examined, kept, last?.size ?? 0)], notices: [] }
  }
  const isRedated = row.seal === null && row.madeAt !== kept.madeAt
  const first = sealed.find(({ size }) => size > 0)
  const behind = sealed.filter(({ size }) => size > kept.size).length
  return {
    faults: isRedated ? [dated(examined, row)] : [],
    notices: [
      ...(first !== undefined && first.size < kept.since ? [begun(examined, kept.since)] : []),
      ...(behind > behindMax ? [left(examined, { behind, size: kept.size })] : []),
    ],
  }
}

/** Checkpoints that may have been made between two reads. */
const behindMax = 3

/** Sizes that reports and witnesses name must have had a checkpoint. */
async function unknownSizes(
  examined: Examined,
  { reports }: Walk,
  known: ReadonlySet<number>,
): Promise<readonly Fault[]> {
  const cosigned = (await examined.ledger.cosignatures()).map(({ size }) => size)
  return [...new Set([...reports.signedSizes(), ...cosigned])]
    .filter((size) => size > 0 && !known.has(size))
    .map((size) =>
      checkpointFault(examined, size, 'missing', {
        zh: `检查点 ${size} 缺失：已签发的报告或见证签名以它为据。`,
        en: `Checkpoint ${size} is missing; a signed report or a witness rests on it.`,
      }),
    )
}

function noticed(notice: Fault): Found {
  return { faults: [], notices: [notice] }
}

function checkpointFault(
  { organisation }: Pick<Examined, 'organisation'>,
  size: number,
  code: string,
  text: Label,
): Fault {
  const place = ['checkpoint', size] as const
  return difference(organisation.publicId, place, { code: `checkpoint.${code}`, text })
}

function broken(examined: Examined, size: number): Fault {
  return checkpointFault(examined, size, 'seal', {
    zh: `检查点 ${size} 的封签缺失或不成立：它的时间、根或先后被改动。`,
    en: `The seal of checkpoint ${size} is gone or does not hold: its date, root or place changed.`,
  })
}

function dated(
  examined: Examined,
  { size, madeAt }: { readonly size: number; readonly madeAt: string },
): Fault {
  return checkpointFault(examined, size, 'redated', {
    zh: `检查点 ${size} 的时间（${madeAt}）不是签署时的时间。`,
    en: `The date of checkpoint ${size} (${madeAt}) is not the one it was signed at.`,
  })
}

function forged(examined: Examined): Fault {
  return logFault(examined, 'newest', {
    zh: '密钥旁保存的最后检查点不是本日志的密钥所签。',
    en: 'What is kept beside the keys of the last checkpoint is not signed by this log.',
  })
}

function rolledBack(examined: Examined, kept: CheckpointSeal, last: number): Fault {
  const { size, madeAt } = kept
  return logFault(examined, 'rolled-back', {
    zh: `密钥旁记有检查点 ${size}（${madeAt}），库中没有它，最后的检查点为 ${last}：日志被退回或改换。`,
    en: `Checkpoint ${size} of ${madeAt} is kept beside the keys and not in the database, whose last is ${last}: the log was set back or replaced.`,
  })
}

function unreadable(examined: Examined): Fault {
  return logFault(examined, 'newest-unreadable', {
    zh: 'keys 目录不可读，没有核对其中所记的最后检查点：请以保管密钥的用户运行。',
    en: 'The folder keys cannot be read, so the newest checkpoint kept there was not compared: run this as the user that holds the keys.',
  })
}

function unkept(examined: Examined, size: number): Fault {
  return logFault(examined, 'newest-none', {
    zh: `密钥旁没有本日志的最后检查点，检查点 ${size} 之后若有删除便看不出；下次签署时重新记起。`,
    en: `Nothing is kept beside the keys of this log: whether checkpoints after ${size} were taken away cannot be seen. It is kept anew from the next one on.`,
  })
}

function begun(examined: Examined, size: number): Fault {
  return logFault(examined, 'newest-since', {
    zh: `密钥旁的记录自检查点 ${size} 才记起：在此之前它不能作证。`,
    en: `What is kept beside the keys begins with checkpoint ${size} and shows nothing before it.`,
  })
}

function left(
  examined: Examined,
  { behind, size }: { readonly behind: number; readonly size: number },
): Fault {
  return logFault(examined, 'newest-behind', {
    zh: `密钥旁的记录停在检查点 ${size}，其后又有 ${behind} 个：请查看 keys 目录能否写入。`,
    en: `What is kept beside the keys stands at checkpoint ${size}, ${behind} behind: see whether the folder keys can be written.`,
  })
}

function unsealed(examined: Examined, begins: number): Fault {
  return logFault(
    examined,
    'unsealed',
    Number.isFinite(begins)
      ? {
          zh: `检查点 ${begins} 之前的由旧版本签署，没有封签：删除或改期不一定看得出。`,
          en: `Checkpoints before ${begins} are of an older version and bear no seal: one removed or dated anew may not show.`,
        }
      : {
          zh: '检查点由旧版本签署，没有封签：删除或改期不一定看得出。',
          en: 'The checkpoints are of an older version and bear no seal: one removed or dated anew may not show.',
        },
  )
}

function logFault({ organisation }: Examined, code: string, text: Label): Fault {
  const { publicId, origin } = organisation
  return difference(publicId, ['log', origin], { code: `log.${code}`, text })
}
