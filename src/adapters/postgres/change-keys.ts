import type { Pool } from 'pg'
import type { Appended, ChangeKeys, Organisation } from '../../app/ports/store-ports.ts'
import type { AppendRequest } from '../../append/append-request.ts'
import type { Random } from '../../append/effects.ts'
import { planBatch } from '../../append/plan-batch.ts'
import { prepareWrite } from '../../append/prepare-write.ts'
import { unhurried } from '../../append/unhurried.ts'
import { refuse } from '../../ledger/fault.ts'
import type { AnnouncedKey } from '../../log/announced-keys.ts'
import { keyInForce, keysInForce } from '../../log/announced-keys.ts'
import type { KeyChange } from '../../log/key-change.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import type { Checkpointer } from '../signing/checkpointer.ts'
import type { NamedLog, ReceiptKeys } from '../signing/receipt-keys.ts'
import { readAnnouncedKeys } from './announced-keys.ts'
import { appendedNow } from './appended.ts'
import { sendPlan } from './batch-statements.ts'
import type { ReadMoment } from './entry-moment.ts'
import { lockState } from './locked-state.ts'
import type { Scope } from './within-organisation.ts'
import { withinOrganisation } from './within-organisation.ts'

/** What a change of keys works with. */
export interface KeyChangeParts {
  readonly pool: Pool
  readonly crypto: LogCrypto
  readonly readMoment: ReadMoment
  readonly random: Random
  readonly receiptKeys: ReceiptKeys
  readonly checkpointer: Checkpointer
  readonly known: (org: number) => Promise<Organisation>
}

/**
 * Replaces both keys of a log by new ones, in one transaction under the lock of its head:
 *
 * 1. New keys are written to files of their own. Cut off here, nothing announced them, and the
 *    next change takes them away.
 * 2. The entry that names old and new keys is committed with their rows. From here on the new
 *    receipt key signs, read from where it lies; the old log key is still there.
 * 3. The new receipt key takes the place of the old one. Cut off before, the next write does it:
 *    keys are found by what the log announced, not by what their file is called.
 * 4. The signer signs the first checkpoint over the entry by both log keys, then puts the new one
 *    in place (`checkpointer.ts`).
 */
export async function changeKeys(
  parts: KeyChangeParts,
  org: number,
  request: ChangeKeys,
): Promise<Appended> {
  const { publicId, origin } = await parts.known(org)
  const log = { publicId, origin }
  const momentOf = await parts.readMoment()
  const { appended, change } = await withinOrganisation(
    parts.pool,
    { org, mode: 'write' },
    async (scope) => {
      // Locked first: of two changes at once, the second sees what the first announced.
      const locked = await lockState(scope, [])
      const now = await momentOf(scope, locked.head.recordedAt)
      const announced = await readAnnouncedKeys(scope)
      const change = await followingKeys(parts, { log, announced, request }, scope)
      const write = prepareWrite(parts, requestOf(request, change))
      const state = { ...locked, org: publicId, now }
      const plan = await unhurried(planBatch(parts.crypto, state, [write]))
      const [entry] = plan.entries
      if (entry === undefined) throw new Error('a change of keys made no entry')
      // Not through `identity`, which takes it that a key it is asked for was committed.
      const [receipt = ''] = await sendPlan(scope, { plan, before: locked }, (entries) =>
        parts.receiptKeys.sign(log, change.receiptKey, entries),
      )
      sendKeys(scope, change, entry.index)
      return { appended: appendedNow(entry, receipt), change }
    },
  )
  await parts.receiptKeys.settle(log, change.receiptKey)
  return appended
}

async function followingKeys(
  { receiptKeys, checkpointer }: KeyChangeParts,
  given: {
    readonly log: NamedLog
    readonly announced: readonly AnnouncedKey[]
    readonly request: ChangeKeys
  },
  scope: Scope,
): Promise<KeyChange> {
  const { log, announced, request } = given
  const { how } = request
  const before = keysInForce(announced, Number.MAX_SAFE_INTEGER)
  if (how === 'rotated') await checkCovered(scope, announced)
  const isAtHand = how === 'rotated'
  const logKey = await checkpointer.makeFollowingLogKey(log, { vkey: before.log, isAtHand })
  if (logKey === null) return isAtHand ? refuseWithout() : refuseAtHand()
  return {
    how,
    logKeyBefore: before.log,
    logKey,
    receiptKeyBefore: before.receipt,
    receiptKey: await receiptKeys.makeFollowing(log, before.receipt),
  }
}

// The old key signs the first checkpoint over the new one: there must be one old key, not two.
async function checkCovered(scope: Scope, announced: readonly AnnouncedKey[]): Promise<void> {
  const newest = keyInForce(announced, { purpose: 'log', size: Number.MAX_SAFE_INTEGER })
  const [row] = await scope.rows<{ size: number }>({
    text: `SELECT size FROM ledger.checkpoint WHERE org_id = $1 ORDER BY size DESC LIMIT 1`,
    values: [scope.org],
  })
  if ((row?.size ?? 0) > (newest?.since ?? 0)) return
  refuse('key.not-covered', {
    text: {
      zh: '上一次更换的公钥还没有检查点覆盖。',
      en: 'No checkpoint covers the key that was announced last.',
    },
    hint: { zh: '请稍候片刻再更换。', en: 'Wait a moment, then rotate again.' },
  })
}

function requestOf(
  { actor, pack, reason }: ChangeKeys,
  { how, logKeyBefore, logKey, receiptKeyBefore, receiptKey }: KeyChange,
): AppendRequest {
  return {
    kind: 'key',
    register: null,
    record: null,
    expected: null,
    actor,
    pack,
    reason,
    values: { how, logKeyBefore, logKey, receiptKeyBefore, receiptKey },
    occurredOn: null,
    lateDays: 0,
    lateReason: null,
    title: '',
    search: '',
    idempotency: null,
  }
}

function sendKeys(scope: Scope, { how, logKey, receiptKey }: KeyChange, since: number): void {
  for (const [purpose, vkey] of [
    ['log', logKey],
    ['receipt', receiptKey],
  ]) {
    scope.send({
      text: `INSERT INTO ledger.log_key (org_id, purpose, since, vkey, lost)
             VALUES ($1, $2, $3, $4, $5)`,
      values: [scope.org, purpose, since, vkey, how === 'lost'],
    })
  }
}

function refuseWithout(): never {
  return refuse('key.missing', {
    text: {
      zh: '原日志密钥不在 keys 文件夹中，无法由它为新公钥作证。',
      en: 'The log key is not in the folder keys, so nothing can vouch for a new one.',
    },
    hint: {
      zh: '请先从备份中恢复 keys 文件夹；确已丢失的，用 taizhang log key renew --lost。',
      en: 'Restore the folder keys first; if it is lost for good: taizhang log key renew --lost.',
    },
  })
}

function refuseAtHand(): never {
  return refuse('key.at-hand', {
    text: {
      zh: '日志密钥还在，没有丢失。',
      en: 'The log key is there; it is not lost.',
    },
    hint: {
      zh: '请用 taizhang log key rotate 更换，旧公钥会为新公钥作证。',
      en: 'Use taizhang log key rotate: then the old key vouches for the new one.',
    },
  })
}
