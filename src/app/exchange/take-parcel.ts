import type { Fault } from '../../ledger/fault.ts'
import { fault, faultsText, Refusal, refuse } from '../../ledger/fault.ts'
import type { Label } from '../../ledger/label.ts'
import { fromBase64 } from '../../log/base64.ts'
import { formatCheckpoint } from '../../log/checkpoint.ts'
import type {
  Parcel,
  ParcelContents,
  ParcelItem,
  ParcelReason,
} from '../../report/exchange/parcel.ts'
import {
  carriedByHand,
  itemKey,
  keyOfParcel,
  keysBeforeThat,
  verifyParcel,
} from '../../report/exchange/parcel.ts'
import { sizeCosigned } from '../../report/receive/reply.ts'
import { isTreeOf } from '../log/tree-of-log.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { WatchedLog } from '../ports/received-ports.ts'
import type { Organisation, Session } from '../ports/store-ports.ts'
import { isOurs } from '../receiving/take-reply.ts'
import { changeWatchedKey } from '../watching/change-watched-key.ts'
import type { CosignedLog } from '../watching/cosign-log.ts'
import { cosignShown } from '../watching/cosign-shown.ts'
import { learnFormerKeys } from '../watching/learn-former-keys.ts'
import type { BelievedSender } from '../watching/watch-log.ts'
import { believedLog, watchedLog } from '../watching/watch-log.ts'
import { judgeItem } from './judge-item.ts'
import { partnerOf, sentAlso } from './partners.ts'

/** What taking a parcel needs. */
export type TakePorts = Pick<
  AppPorts,
  'store' | 'organisations' | 'received' | 'exchange' | 'crypto' | 'outside' | 'clock' | 'unitPacks'
>

/** What came of one parcel. */
export interface TakenParcel {
  readonly origin: string
  readonly name: string
  /** Items that are new here, and such as came before. */
  readonly kept: readonly { readonly kind: string; readonly about: string }[]
  readonly known: number
  /** Items that were not taken, each with its place. */
  readonly faults: readonly Fault[]
}

/** A parcel, the files beside it, and where it stands in its bundle. */
export interface GivenParcel {
  readonly parcel: Parcel
  readonly files: Readonly<Record<string, Uint8Array>>
  readonly path: string
  /** Made at most so many milliseconds ago or ahead; null: however long it was on its way. */
  readonly freshMs: number | null
  /** Who brings it in: it stands in the log where a rotated key is followed. */
  readonly actor: string
}

/**
 * Takes what another log sent to one of ours: signed by the key that is believed of it, its history
 * extending what was witnessed, what it saw of ours being ours. Each item is verified by itself and
 * kept once; nothing is entered in any log, but which keys of the sender are believed. Refuses with
 * `parcel.…` and `received.fork`.
 */
export async function takeParcel(
  ports: TakePorts,
  org: Organisation,
  { parcel, files, path, freshMs, actor }: GivenParcel,
): Promise<TakenParcel> {
  const { contents } = parcel
  const { origin } = contents.sender
  const believed = (await believedLog(ports, org, origin)) ?? refuseStranger(contents)
  const known = verifyParcel(ports.crypto, parcel, believed.vkey)
  const led = known.ok ? null : keyOfParcel(ports.crypto, parcel, believed.vkey)
  const verified = led === null ? known : verifyParcel(ports.crypto, parcel, led)
  if (!verified.ok) {
    if (verified.reason === 'parcel.key' && isOfBefore(ports, parcel, believed)) {
      refuseFormer(believed)
    }
    return refuseParcel(verified.reason, believed)
  }
  if (verified.to !== org.origin) refuseOther(believed)
  const { madeAt } = verified
  if (freshMs !== null && contents.holds.includes(carriedByHand)) refuseCarried()
  if (freshMs !== null && Math.abs(ports.clock.now() - Date.parse(madeAt)) > freshMs) {
    refuseStale(madeAt)
  }
  const session = await sessionOf(ports, org, actor)
  // A body below whose key the register names is watched from now on.
  const watched = await watchedLog(ports, session, origin)
  const sender = { ...believed, watched, vkey: led ?? believed.vkey }
  const { seenSize, growth } = await noting(ports, org, origin, async () => ({
    seenSize: await keepSeen(ports, org, contents),
    growth: await witness(ports, org, { sender, contents }),
  }))
  if (led !== null) await followRotated(ports, session, { sender, growth })
  // A log that was watched after its key had been replaced tells which it had before.
  const keys = growth === 'extends' ? keysBeforeThat(ports.crypto, parcel, sender.vkey) : []
  if (keys.length > 0) await learnFormer(ports, session, { origin, keys })
  // As it is believed now: what was signed before a key was replaced, and before the tree that this
  // parcel shows, is vouched for by the parcel that names it.
  const by = (await believedLog(ports, org, origin)) ?? sender
  const taken = await takeItems(ports, org, { sender: by, items: contents.items, files, path })
  const before = await partnerOf(ports, org, origin)
  const heardAt = new Date(ports.clock.now()).toISOString()
  const { inForce, holds, refused } = contents
  const told = { origin, madeAt, heardAt, seenSize, inForce, holds, refused }
  await ports.exchange.heard(org.id, told)
  // A log that is smaller than it was, in what was made last, has lost entries.
  const isNewest = madeAt > (before.madeAt ?? '')
  const isUnshown = growth === 'unshown' || (growth === 'older' && isNewest)
  const log = isUnshown ? sender.watched : null
  const ofLog = log === null ? [] : [{ ...unshown(log), at: [path] }]
  const faults = [...ofLog, ...taken.faults]
  // Whoever looks later sees it, whichever way it came: nobody stands beside what comes by itself.
  if (faults.length > 0) {
    await ports.exchange.troubled(org.id, { origin, trouble: ofLog[0]?.text ?? notTaken(faults) })
  }
  return { origin, name: sender.name, ...taken, faults }
}

/** What was wrong with items of a parcel, each kind of fault once. */
function notTaken(faults: readonly Fault[]): Label {
  const said = faultsText([...new Map(faults.map((one) => [one.code, one])).values()])
  return {
    zh: `送来的${faults.length}件没有收下：${said.zh}`,
    en: `Of what it sent, not taken: ${faults.length}. ${said.en}`,
  }
}

/** Whether a key signed it that was believed until the sender replaced it. */
function isOfBefore(
  { crypto }: Pick<TakePorts, 'crypto'>,
  parcel: Parcel,
  { watched }: BelievedSender,
): boolean {
  return watched?.former.some((key) => verifyParcel(crypto, parcel, key).ok) === true
}

/** The key before vouches for the next one, where the log is the one that was seen. */
async function followRotated(
  ports: TakePorts,
  session: Session,
  { sender, growth }: { readonly sender: BelievedSender; readonly growth: CosignedLog['growth'] },
): Promise<void> {
  const { watched: log, vkey } = sender
  if (log === null || growth !== 'extends') refuseParcel('parcel.key', sender)
  await changeWatchedKey(ports, session, { log, vkey, how: 'followed', reason: null })
}

async function learnFormer(
  ports: TakePorts,
  session: Session,
  { origin, keys }: { readonly origin: string; readonly keys: readonly string[] },
): Promise<void> {
  const watched = await ports.received.watched(session.org.id)
  const log = watched.find((one) => one.origin === origin)
  if (log) await learnFormerKeys(ports, session, { log, keys })
}

async function sessionOf(ports: TakePorts, org: Organisation, actor: string): Promise<Session> {
  const pack = await ports.unitPacks.of(org)
  return { org, pack, actor: { id: actor, person: null, roles: [] } }
}

/** Witnesses the log of the sender, unless nothing of it is watched yet. */
async function witness(
  ports: TakePorts,
  org: Organisation,
  { sender, contents }: { readonly sender: BelievedSender; readonly contents: ParcelContents },
): Promise<CosignedLog['growth']> {
  const { checkpoint: note, growths } = contents
  if (sender.watched === null) return 'extends'
  return (await cosignShown(ports, org, { log: sender.watched, note, growths })).growth
}

/** Whoever looks at the exchange later sees what was wrong, whichever way it came. */
async function noting<T>(
  { exchange, store }: TakePorts,
  org: Organisation,
  origin: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const [first] = error instanceof Refusal ? error.faults : []
    if (first !== undefined) {
      await exchange.troubled(org.id, { origin, trouble: first.text })
      const line = {
        actor: 'exchange',
        act: 'refused',
        subject: origin,
        outcome: 'refused',
      } as const
      await store.trail(org.id, { ...line, detail: first.code })
    }
    throw error
  }
}

/**
 * Holds the tree of ours that the other one saw against our log, and keeps its cosignature. Answers
 * its size. Refuses with `parcel.other-history` where we have no such tree.
 */
async function keepSeen(
  ports: TakePorts,
  org: Organisation,
  { seen, sender: { origin } }: ParcelContents,
): Promise<number> {
  if (seen === null) return 0
  const { size, cosigned } = seen
  const root = fromBase64(seen.root)
  if (root?.length !== 32 || !(await isTreeOf(ports, org.id, { size, root }))) {
    // Our next parcel leads on from a tree of that size, so that they see it as well.
    const partner = await partnerOf(ports, org, origin)
    await ports.exchange.sent(org.id, origin, sentAlso(partner, size))
    refuseHistory(seen)
  }
  const checkpointText = formatCheckpoint({ origin: org.origin, size, root })
  const said = sizeCosigned(ports.crypto, { checkpointText, ...cosigned }, org.origin)
  if (said !== null && (await isOurs(ports, org, { size, checkpointText }))) {
    const { line, witness } = cosigned
    await ports.received.keepCosignature(org.id, { size, witness, line })
  }
  return size
}

async function takeItems(
  ports: TakePorts,
  org: Organisation,
  given: {
    readonly sender: BelievedSender
    readonly items: readonly ParcelItem[]
    readonly files: Readonly<Record<string, Uint8Array>>
    readonly path: string
  },
): Promise<Pick<TakenParcel, 'kept' | 'known' | 'faults'>> {
  const { sender, items, files, path } = given
  const { origin } = sender
  const there = await ports.exchange.arrivedFrom(org.id, origin)
  const holds = new Set(there.holds)
  const kept: { kind: string; about: string }[] = []
  const faults: Fault[] = []
  let known = 0
  for (const item of items) {
    const { id } = item
    if (holds.has(itemKey(item))) {
      known += 1
      continue
    }
    const at = new Date(ports.clock.now()).toISOString()
    try {
      const bytes = Object.hasOwn(files, item.file) ? files[item.file] : undefined
      if (bytes === undefined) return refuseMissing()
      const { kind, about } = await judgeItem(ports, org, { item, bytes, sender })
      const isNew = await ports.exchange.keep(org.id, {
        ...{ origin, kind, id, about, bytes },
        arrivedAt: at,
      })
      if (isNew) kept.push({ kind, about })
      else known += 1
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const [first] = error.faults
      if (first === undefined) throw error
      const place = [path, item.kind, id]
      for (const one of error.faults) faults.push({ ...one, at: [...place, ...one.at] })
      const { code, text } = first
      if (error.faults.every((one) => isItsOwn(one.code)))
        await ports.exchange.refuse(org.id, origin, { kind: item.kind, id, code, text, at })
    }
  }
  return { kept, known, faults }
}

/**
 * Whether the item itself is at fault: what this server could not read now it may read later, a key
 * that is not believed yet may be believed then, and an answer that nobody asked for be asked for.
 */
function isItsOwn(code: string): boolean {
  return !passing.test(code)
}

const passing =
  /^(reading|service)\.|^file\.too-costly$|^item\.(kind|missing|newer|not-asked)$|^key\.(not-pinned|lost)$|^received\.(old-key|key-lost)$/

const whyNot: Readonly<Record<ParcelReason, Label>> = {
  'parcel.key': {
    zh: '签名的公钥不是登记的那一把',
    en: 'it is signed by another key than the one that is believed',
  },
  'parcel.note': { zh: '签名不成立', en: 'its signature does not hold' },
  'parcel.contents': { zh: '内容在签名之后被改动', en: 'it was changed after it was signed' },
  'parcel.checkpoint': { zh: '检查点签名不成立', en: 'its checkpoint is not signed by that log' },
}

function refuseParcel(reason: ParcelReason, { name }: BelievedSender): never {
  return refuse(reason, {
    text: {
      zh: `“${name}”送来的不可信：${whyNot[reason].zh}。`,
      en: `What came in the name of “${name}” is not believed: ${whyNot[reason].en}.`,
    },
    hint: reason === 'parcel.key' ? askAboutKey : askForAnother,
  })
}

const askAboutKey: Label = {
  zh: '请向对方当面或电话核实是否丢失过密钥。丢失过的，核对新公钥，在“见证的日志”中换用，再导入一次；没有丢失的，保留文件，告知审计管理员。',
  en: 'Ask the sender, face to face or by telephone, whether it lost its key. If it did, compare the new one, accept it under Logs we witness and bring the bundle in again; if not, keep the file and tell the auditor.',
}

const askForAnother: Label = {
  zh: '请对方重新导出；仍然如此的，保留文件，告知对方和审计管理员。',
  en: 'Ask the sender for a new bundle; if that does not hold either, keep it, and tell the sender and the auditor.',
}

// What a key signed that may have been lost meanwhile proves nothing any more.
function refuseFormer({ name }: BelievedSender): never {
  return refuse('parcel.former-key', {
    text: {
      zh: `“${name}”的这一份是用更换之前的密钥签的，不再作数。`,
      en: `This parcel of “${name}” is signed by a key that it has replaced since, which counts no more.`,
    },
    hint: {
      zh: '请对方重新导出一份；没有收到的会再次装入，不会丢失。',
      en: 'Ask the sender for a new bundle: whatever did not arrive goes along again, and nothing is lost.',
    },
  })
}

function refuseStranger({ sender: { name, origin } }: ParcelContents): never {
  return refuse('parcel.stranger', {
    text: {
      zh: `“${name.zh}”的日志公钥尚未登记，无法确认是谁送来的。`,
      en: `The log key of “${name.en}” is not known here, so nobody can tell who sent this.`,
    },
    hint: {
      zh: `请与对方核对公钥（以“${origin}”开头），登记在“见证的日志”或下级单位名册中。`,
      en: `Compare the key (it begins with “${origin}”) and enter it under Logs we witness or among the bodies below.`,
    },
  })
}

function refuseOther({ name }: BelievedSender): never {
  return refuse('parcel.other', {
    text: {
      zh: `“${name}”的这一份是给别的单位的。`,
      en: `This parcel of “${name}” is for another unit.`,
    },
    hint: { zh: '请交给收件单位导入。', en: 'The unit that it is for brings it in.' },
  })
}

function refuseStale(madeAt: string): never {
  return refuse('parcel.stale', {
    text: {
      zh: `请求的时间是 ${madeAt}，与本服务器相差过大，可能是旧请求。`,
      en: `The request is of ${madeAt}, too far from the time here; it may be an old one.`,
    },
    hint: { zh: '请核对两台服务器的时钟。', en: 'Compare the clocks of both servers.' },
  })
}

function refuseCarried(): never {
  return refuse('parcel.carried', {
    text: {
      zh: '这一份是供人工携带导出的，不能用来通过网络索取答复。',
      en: 'This parcel was exported to be carried by hand; nobody can ask with it over the network.',
    },
    hint: {
      zh: '请在“报送任务”页面“导入交换包”。',
      en: 'Bring the bundle in on the page of calls.',
    },
  })
}

function refuseHistory({ size }: NonNullable<ParcelContents['seen']>): never {
  return refuse('parcel.other-history', {
    text: {
      zh: `对方见证过的本单位日志（${size} 条）与本单位现有的不是同一部历史。`,
      en: `The other side witnessed another history of our log (${size} entries) than the one here.`,
    },
    hint: {
      zh: '本单位的日志可能被改写或由旧备份恢复：请告知审计管理员，运行 taizhang fsck --full。',
      en: 'Our log was rewritten, or restored from an older copy: tell the auditor, run taizhang fsck --full.',
    },
  })
}

function unshown({ name, size }: WatchedLog): Fault {
  return fault('parcel.unshown', {
    text: {
      zh: `“${name}”的日志看不出是由见证过的第 ${size} 条延续而来，没有为它见证。`,
      en: `The log of “${name}” does not show that it grew out of the ${size} entries witnessed; it was not witnessed.`,
    },
    hint: {
      zh: '请先把本单位的交换包带给对方，再由对方导出；仍然如此的，告知审计管理员。',
      en: 'Carry our bundle there first and have theirs made anew; if it stays so, tell the auditor.',
    },
  })
}

function refuseMissing(): never {
  throw new Refusal([
    fault('item.missing', {
      text: { zh: '清单中列了，交换包里没有。', en: 'It is listed, and not in the bundle.' },
      hint: { zh: '请对方重新导出。', en: 'Ask the other side for a new bundle.' },
    }),
  ])
}
