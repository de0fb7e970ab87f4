import type { Fault } from '../../ledger/fault.ts'
import { fault } from '../../ledger/fault.ts'
import { toBase64 } from '../../log/base64.ts'
import { appendLeafHash, emptyRange, rangeRoot } from '../../log/compact-range.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { fileCheckOf } from '../audit/check-attachments.ts'
import type { FsckReport } from '../audit/fsck.ts'
import { fsck } from '../audit/fsck.ts'
import type { LogChecks } from '../audit/log-checks.ts'
import type { Auditor } from '../ports/audit-ports.ts'
import type {
  Backup,
  BackupProgress,
  KnownPosition,
  OlderLog,
  Restorer,
} from '../ports/backup-ports.ts'
import type { OrgId } from '../ports/store-ports.ts'

/** What is asked of a restore. */
export interface RestoreBackup {
  readonly path: string
  /** `size:root` of the one log, or a file with a signed checkpoint; from outside the backup. */
  readonly expect: string | null
  readonly passphrase: string | null
  readonly keys: string | null
  readonly replace: boolean
  readonly onProgress?: BackupProgress
}

/** What was restored, and what was found in it. */
export interface Restored {
  readonly backup: Backup
  readonly reports: readonly FsckReport[]
  readonly older: readonly OlderLog[]
  readonly withoutKeys: readonly string[]
  /** Differences; where there are any the place stays marked as unfinished. */
  readonly faults: readonly Fault[]
}

/**
 * Puts a backup into an empty place and proves it: every byte against the seal before anything is
 * written, then every row against the log, the log against the manifest, and against all that is
 * known of it elsewhere.
 */
export async function restoreBackup(
  {
    restorer,
    crypto,
    checks = null,
  }: { restorer: Restorer; crypto: LogCrypto; checks?: LogChecks | null },
  request: RestoreBackup,
): Promise<Restored> {
  const { path, passphrase, keys, replace, onProgress } = request
  const told = onProgress ? { onProgress } : {}
  const expected = request.expect === null ? [] : [await expectation(restorer, request.expect)]
  const backup = await restorer.verify(path, onProgress)
  const known = [...(await restorer.knownBeside(path, keys)), ...expected]
  const target = await restorer.load({ backup, passphrase, keys, replace, ...told })
  try {
    const { auditor, blobs, newest, withoutKeys } = target
    const reports = await fsck({ auditor, crypto, checks }, { file: fileCheckOf(blobs), newest })
    const faults = [
      ...reports.flatMap((report) => report.faults),
      ...(await positionFaults(auditor, backup)),
    ]
    const older = await olderLogs({ auditor, crypto }, backup, known)
    if (faults.length === 0) await restorer.finish(backup, older)
    return { backup, reports, older, withoutKeys, faults }
  } finally {
    await target.close()
  }
}

async function expectation(restorer: Restorer, text: string): Promise<KnownPosition> {
  const [, size, root] = /^(\d{1,15}):([A-Za-z0-9+/]{43}=)$/.exec(text) ?? []
  if (size !== undefined && root !== undefined) return { origin: null, size: Number(size), root }
  return restorer.statedIn(text)
}

async function positionFaults(auditor: Auditor, { manifest }: Backup): Promise<readonly Fault[]> {
  const faults: Fault[] = []
  const all = await auditor.organisations()
  for (const { publicId, name, size, root } of manifest.logs) {
    const org = all.find((one) => one.publicId === publicId)
    const head = org ? await auditor.audit(org.id, (evidence) => evidence.head()) : null
    if (head?.size === size && head.root === root) continue
    faults.push(
      fault('restore.position', {
        at: [publicId],
        text: {
          zh: `${name.zh}的日志与备份清单不符：清单为 ${size} 条，恢复出 ${head?.size ?? 0} 条。`,
          en: `The log of ${name.en} is not that of the manifest: ${size} entries there, ${head?.size ?? 0} here.`,
        },
        hint: { zh: '请改用另一份备份。', en: 'Use another copy.' },
      }),
    )
  }
  return faults
}

async function olderLogs(
  { auditor, crypto }: { auditor: Auditor; crypto: LogCrypto },
  { manifest }: Backup,
  known: readonly KnownPosition[],
): Promise<readonly OlderLog[]> {
  const all = await auditor.organisations()
  const found: OlderLog[] = []
  for (const log of manifest.logs) {
    const org = all.find((one) => one.publicId === log.publicId)
    const isOnly = manifest.logs.length === 1
    const ofLog = known.filter(({ origin }) => (origin === null ? isOnly : origin === log.origin))
    if (org === undefined || ofLog.length === 0) continue
    const { origin, publicId, name, size, root } = log
    const about = { origin, publicId, name, size, root }
    const newest = ofLog.reduce((one, other) => (other.size > one.size ? other : one))
    if (newest.size > size) {
      found.push({ ...about, seenSize: newest.size, seenRoot: newest.root, how: 'shorter' })
      continue
    }
    const roots = await rootsAt({ auditor, crypto }, org.id, new Set(ofLog.map((one) => one.size)))
    const other = ofLog.find((one) => roots.get(one.size) !== one.root)
    if (other) found.push({ ...about, seenSize: other.size, seenRoot: other.root, how: 'other' })
  }
  return found
}

const pageEntries = 2_000

/** Roots (base64) of a log at these sizes, from the leaf hashes that were just checked. */
async function rootsAt(
  { auditor, crypto }: { auditor: Auditor; crypto: LogCrypto },
  org: OrgId,
  sizes: ReadonlySet<number>,
): Promise<ReadonlyMap<number, string>> {
  const last = [...sizes].reduce((most, one) => Math.max(most, one), 0)
  return auditor.audit(org, async (evidence) => {
    const roots = new Map<number, string>()
    let range = emptyRange
    if (sizes.has(0)) roots.set(0, toBase64(rangeRoot(crypto, range)))
    while (range.size < last) {
      const page = await evidence.entries(range.size, Math.min(pageEntries, last - range.size))
      if (page.length === 0) break
      for (const { leafHash } of page) {
        range = appendLeafHash(crypto, range, leafHash)
        if (sizes.has(range.size)) roots.set(range.size, toBase64(rangeRoot(crypto, range)))
      }
    }
    return roots
  })
}
