import { refuse } from '../../ledger/fault.ts'
import type { Values } from '../../ledger/value.ts'
import { toBase64 } from '../../log/base64.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import type { Verdict } from '../../log/verdict.ts'
import type { VerifiedCall } from '../../report/call/sealed-call.ts'
import { verifyCall } from '../../report/call/sealed-call.ts'
import type { VerifiedDutyList } from '../../report/call/sealed-duty-list.ts'
import { verifyDutyList } from '../../report/call/sealed-duty-list.ts'
import type { SealedEntry, SealedReason, VerifiedEntry } from '../../report/call/sealed-entry.ts'
import { isLaterSealed, keyOfSealed, parseSealedEntry } from '../../report/call/sealed-entry.ts'
import { sealedReasonWords } from '../../report/call/shown-call.ts'
import { isTreeHere } from '../log/tree-of-log.ts'
import { isBelow } from '../organisation/subordinates.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { WatchedLog } from '../ports/received-ports.ts'
import type { Organisation, Session } from '../ports/store-ports.ts'
import { changeWatchedKey } from '../watching/change-watched-key.ts'
import type { CosignedLog } from '../watching/cosign-log.ts'
import { saidOfLog } from '../watching/cosign-log.ts'
import { cosignShown } from '../watching/cosign-shown.ts'
import { watchedLog } from '../watching/watch-log.ts'

type Needs = Pick<
  AppPorts,
  'store' | 'received' | 'crypto' | 'clock' | 'organisations' | 'exchange'
>

/** How one kind of sealed file is verified, and whom it is addressed to. */
export interface SealedKind<T extends VerifiedEntry> {
  readonly verify: (crypto: LogCrypto, sealed: SealedEntry, key: string) => Verdict<T, SealedReason>
  /** Origins of the logs it names; null: every body below its sender. */
  readonly to: (verified: T) => readonly string[] | null
}

/** Files of calls. */
export const sealedCalls: SealedKind<VerifiedCall> = {
  verify: verifyCall,
  to: ({ call }) => call.to,
}

/** Files of duty lists. */
export const sealedDutyLists: SealedKind<VerifiedDutyList> = {
  verify: verifyDutyList,
  to: ({ list }) => list.to,
}

/** What somebody above has sealed for this unit, with the log of the sender as it is believed. */
export interface BelievedSealed<T> {
  readonly sealed: SealedEntry
  readonly log: WatchedLog
  readonly verified: T
  /** The key that it is under, where rotations lead there from the one believed; null: that one. */
  readonly led: string | null
}

/**
 * Verifies a sealed file under the key that is believed of its sender, or one that it proves this
 * to have been rotated to; nothing is written before it is witnessed (`witnessSealed`). Refuses
 * with `call.form`, `call.newer`, `call.stranger`, `call.not-asked`, `call.below`, and for what does
 * not hold, as `SealedReason` says.
 */
export async function believeSealed<T extends VerifiedEntry>(
  ports: Needs,
  session: Session,
  given: { readonly text: string; readonly kind: SealedKind<T> },
): Promise<BelievedSealed<T>> {
  const { org } = session
  const sealed = parseSealedEntry(given.text) ?? refuseForm(given.text)
  const log = (await watchedLog(ports, session, sealed.sender.origin)) ?? refuseStranger(sealed)
  const under = verifiedUnder(ports.crypto, given.kind, { sealed, log })
  if (!under.ok) return refuseBroken(under.reason)
  const { verified, led, former } = under
  if (former !== null && !(await isOfItsTime(ports, org, { log, verified, former }))) {
    refuseBroken('call.key')
  }
  const to = given.kind.to(verified)
  if (to !== null && !to.includes(org.origin)) refuseNotAsked()
  if (await isBelow(ports, org, log.origin)) refuseBelow(log.name)
  return { sealed, log, verified, led }
}

/**
 * Verifies under the key that is believed, under one that its rotations lead to, or under one that
 * was believed before: then something must say that it was signed in the time of that key.
 */
function verifiedUnder<T extends VerifiedEntry>(
  crypto: LogCrypto,
  { verify }: SealedKind<T>,
  { sealed, log }: { readonly sealed: SealedEntry; readonly log: WatchedLog },
): Verdict<
  { readonly verified: T; readonly led: string | null; readonly former: string | null },
  SealedReason
> {
  const now = verify(crypto, sealed, log.vkey)
  if (now.ok) return { ok: true, verified: now, led: null, former: null }
  const led = keyOfSealed(crypto, sealed, log.vkey)
  if (led !== null) {
    const next = verify(crypto, sealed, led)
    return next.ok ? { ok: true, verified: next, led, former: null } : next
  }
  for (const key of log.former) {
    const then = verify(crypto, sealed, key)
    if (then.ok) return { ok: true, verified: then, led: null, former: key }
  }
  return now
}

/** Whether more than a replaced key speaks for it: whoever has that signs what he likes. */
async function isOfItsTime(
  ports: Needs,
  org: Organisation,
  given: { readonly log: WatchedLog; readonly verified: VerifiedEntry; readonly former: string },
): Promise<boolean> {
  const { log, verified, former } = given
  const { origin } = log
  if (await isTreeHere(ports, origin, verified.checkpoint)) return true
  if (verified.checkpoint.size > log.size) return false
  if (!(await ports.received.spentKeys(org.id, origin)).includes(former)) return true
  // What came in a parcel of its sender was believed then.
  const asked = { kinds: ['call', 'listed-duties'], about: [verified.digest] } as const
  const arrived = await ports.exchange.arrived(org.id, asked)
  return arrived.some((one) => one.origin === origin)
}

/**
 * Cosigns the log of the sender as far as the file shows how it grew, and follows a rotated key:
 * the key before vouches for it, where the log is the one that was seen. Refuses with
 * `received.fork`, and with `call.key` where that does not show.
 */
export async function witnessSealed(
  ports: Needs,
  session: Session,
  { sealed, log, led }: BelievedSealed<VerifiedEntry>,
): Promise<CosignedLog> {
  const growths = sealed.growth === null ? [] : [sealed.growth]
  const shown = { log, note: sealed.checkpoint, growths }
  const witnessed = await cosignShown(ports, session.org, shown)
  if (led !== null) {
    if (witnessed.growth !== 'extends') refuseBroken('call.key')
    await changeWatchedKey(ports, session, { log, vkey: led, how: 'followed', reason: null })
  }
  return witnessed
}

/** What a record of a sealed file says of the log of its sender. */
export function saidOfSealed(
  { log, verified: { checkpoint } }: BelievedSealed<VerifiedEntry>,
  witnessed: CosignedLog,
): Values {
  const tree = { size: checkpoint.size, root: toBase64(checkpoint.root) }
  return saidOfLog(log, tree, witnessed)
}

function refuseForm(source: string): never {
  if (isLaterSealed(source)) refuseLater()
  return refuse('call.form', {
    at: ['file'],
    text: {
      zh: '这不是报送任务或责任清单文件。',
      en: 'This is no file of a call or of a duty list.',
    },
    hint: {
      zh: '请从布置单位取得原文件，不要改动。',
      en: 'Ask the sender for the file as it is, unchanged.',
    },
  })
}

function refuseLater(): never {
  return refuse('call.newer', {
    at: ['file'],
    text: {
      zh: '这份文件由较新的程序写成，其中有本程序不认识的内容。',
      en: 'A newer program wrote this file, with fields that this one does not know.',
    },
    hint: { zh: '请升级本服务器后再签收。', en: 'Upgrade this server, then take it.' },
  })
}

function refuseStranger({ sender: { name, origin } }: SealedEntry): never {
  return refuse('call.stranger', {
    at: ['file'],
    text: {
      zh: `“${name.zh}”的日志公钥尚未登记，无法确认是谁布置的。`,
      en: `The log key of “${name.en}” is not known here, so nobody can tell who sent this.`,
    },
    hint: {
      zh: `请与对方核对公钥（以“${origin}”开头），在“见证的日志”中登记后再签收。`,
      en: `Compare the key (it begins with “${origin}”) and register it under Logs we witness.`,
    },
  })
}

function refuseBroken(reason: SealedReason): never {
  return refuse(reason, {
    at: ['file'],
    text: {
      zh: `核验不通过，没有签收：${sealedReasonWords[reason].zh}。`,
      en: `It does not hold and was not taken: ${sealedReasonWords[reason].en}.`,
    },
    hint: {
      zh: '请保留文件，与布置单位联系。',
      en: 'Keep the file, and ask the sender about it.',
    },
  })
}

function refuseNotAsked(): never {
  return refuse('call.not-asked', {
    at: ['file'],
    text: { zh: '这份文件没有下达给本单位。', en: 'This file is not addressed to this unit.' },
    hint: { zh: '请与布置单位核对。', en: 'Ask the sender whom it is for.' },
  })
}

/** Refuses with `call.below`. */
export function refuseBelow(name: string): never {
  return refuse('call.below', {
    at: ['file'],
    text: {
      zh: `“${name}”是下级单位，不能向本单位布置任务或下达清单。`,
      en: `“${name}” stands below this unit and cannot send it a call or a duty list.`,
    },
    hint: { zh: '请与对方核对文件的来处。', en: 'Ask where the file comes from.' },
  })
}
