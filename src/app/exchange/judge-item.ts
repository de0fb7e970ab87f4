import { Refusal, refuse } from '../../ledger/fault.ts'
import type { Label } from '../../ledger/label.ts'
import { fromUtf8 } from '../../log/utf8.ts'
import { parseVerifierKey } from '../../log/verifier-key.ts'
import { takenOnIn } from '../../report/call/acknowledgement.ts'
import { askingIn, handedIn } from '../../report/call/answer-asking.ts'
import { listTakenId, listTakenIn } from '../../report/call/list-acknowledgement.ts'
import type { VerifiedEntry } from '../../report/call/sealed-entry.ts'
import { parseSealedEntry } from '../../report/call/sealed-entry.ts'
import { sealedReasonWords } from '../../report/call/shown-call.ts'
import {
  isLaterItem,
  readAcknowledgement,
  readReplyFile,
  readUrge,
} from '../../report/exchange/item-forms.ts'
import type { ItemKind } from '../../report/exchange/item-kinds.ts'
import { itemKinds } from '../../report/exchange/item-kinds.ts'
import type { ParcelItem } from '../../report/exchange/parcel.ts'
import { readReply } from '../../report/receive/reply.ts'
import { countedAnswer } from '../calls/answers-asked-of-us.ts'
import { openAskings } from '../calls/asked-answers.ts'
import type { SealedKind } from '../calls/believe-sealed.ts'
import { refuseBelow, sealedCalls, sealedDutyLists } from '../calls/believe-sealed.ts'
import { wordFaults } from '../calls/call-words.ts'
import { checkAskedFor } from '../calls/read-below.ts'
import { isBelow } from '../organisation/subordinates.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Organisation } from '../ports/store-ports.ts'
import { judgeReport } from '../receiving/receive-report.ts'
import { wasSentTo } from '../receiving/reply-key.ts'
import { refuseFork } from '../watching/cosign-log.ts'
import type { BelievedSender } from '../watching/watch-log.ts'

type Needs = Pick<AppPorts, 'crypto' | 'outside' | 'store' | 'organisations' | 'received'>

/** An item with the log that is believed to have sent it. */
export interface GivenItem {
  readonly item: ParcelItem
  readonly bytes: Uint8Array
  readonly sender: BelievedSender
}

/** The kind of an item, and the digest of the call or report that it is about. */
export interface JudgedItem {
  readonly kind: ItemKind
  readonly about: string
}

/**
 * Verifies one item under the key that is believed of its sender. That it came in a parcel says
 * who sent it, not that it holds. Refuses with `item.…`, and as calls, reports and replies are.
 */
export async function judgeItem(
  ports: Needs,
  org: Organisation,
  given: GivenItem,
): Promise<JudgedItem> {
  const kind = itemKinds.find((one) => one === given.item.kind)
  if (kind === undefined) return refuseKind(given.item.kind)
  if (isLaterItem(kind, given.bytes)) return refuseLater()
  return { kind, about: await judges[kind](ports, org, given) }
}

type Judge = (ports: Needs, org: Organisation, given: GivenItem) => Promise<string> | string

const judges: Readonly<Record<ItemKind, Judge>> = {
  call: judgeCall,
  'listed-duties': judgeDutyList,
  urge: judgeUrge,
  acknowledgement: judgeAcknowledgement,
  'list-taken': judgeListTaken,
  answer: judgeAnswer,
  reply: judgeAnyReply,
  'file-asked': judgeAsking,
  'file-decided': judgeHanded,
  'handed-file': judgeHandedFile,
}

function judgeCall(ports: Needs, org: Organisation, given: GivenItem): Promise<string> {
  return judgeSealed(ports, org, { ...given, kind: sealedCalls })
}

function judgeDutyList(ports: Needs, org: Organisation, given: GivenItem): Promise<string> {
  return judgeSealed(ports, org, { ...given, kind: sealedDutyLists })
}

async function judgeSealed<T extends VerifiedEntry>(
  ports: Needs,
  org: Organisation,
  given: GivenItem & { readonly kind: SealedKind<T> },
): Promise<string> {
  const { item, bytes, sender, kind } = given
  const { crypto } = ports
  const sealed = parseSealedEntry(fromUtf8(bytes) ?? '')
  if (sealed === null) return refuseItem('item.form')
  const verified = kind.verify(crypto, sealed, sender.vkey)
  if (!verified.ok) return refuseItem(verified.reason, sealedReasonWords[verified.reason])
  if (verified.digest !== item.id) return refuseItem('item.other')
  const to = kind.to(verified)
  if (to !== null && !to.includes(org.origin)) {
    return refuseItem('call.not-asked', notAsked)
  }
  if (await isBelow(ports, org, sender.origin)) refuseBelow(sender.name)
  return verified.digest
}

// The parcel is signed by the log that urges: nothing else would prove it any better.
function judgeUrge(_: Needs, __: Organisation, { item, bytes }: GivenItem): string {
  const urge = readUrge(bytes)
  if (urge === null) return refuseItem('item.form')
  return item.id === `${urge.call} ${urge.urged}` ? urge.call : refuseItem('item.other')
}

function judgeAcknowledgement({ crypto }: Needs, _: Organisation, given: GivenItem): string {
  const { item, bytes, sender } = given
  const said = readAcknowledgement(bytes)
  if (said === null) return refuseItem('item.form')
  const asked = { origin: sender.origin, digest: item.id }
  return takenOnIn(crypto, said, asked) === null ? refuseItem('item.receipt') : item.id
}

function judgeListTaken({ crypto }: Needs, _: Organisation, given: GivenItem): string {
  const { item, bytes, sender } = given
  const said = readAcknowledgement(bytes)
  if (said === null) return refuseItem('item.form')
  const taken = listTakenIn(crypto, said, sender.origin)
  if (taken === null) return refuseItem('item.receipt')
  return item.id === listTakenId(taken) ? taken.digest : refuseItem('item.other')
}

async function judgeAnswer(ports: Needs, org: Organisation, given: GivenItem): Promise<string> {
  const { item, bytes: file, sender } = given
  const { watched } = sender
  const believed = { ...sender, former: watched?.former ?? [], size: watched?.size ?? 0 }
  const { arrived } = await judgeReport(ports, org, {
    ...{ file, watched: [believed] },
    own: () => Promise.resolve(null),
    stands: () => Promise.resolve(false),
  })
  if (arrived.verification.digest !== item.id) return refuseItem('item.other')
  if (arrived.answers === null || arrived.answers.log !== org.origin) {
    return refuseItem('item.no-answer')
  }
  if (watched !== null) {
    const asked = { file, seen: [watched], key: sender.vkey }
    const [grown] = await ports.outside.read('growth', asked, org.id)
    if (grown?.kind === 'fork') refuseFork(watched)
  }
  return arrived.answers.digest
}

async function judgeAnyReply(ports: Needs, org: Organisation, given: GivenItem): Promise<string> {
  const { item, bytes, sender } = given
  const { crypto } = ports
  const reply = readReplyFile(bytes)
  if (reply === null) return refuseItem('item.form')
  const digest = item.id.slice(0, item.id.lastIndexOf(' '))
  const read = readReply(crypto, reply, { digest, origin: org.origin })
  const key = parseVerifierKey(crypto, reply.entry.receiptKey)
  // Its receipt must be of the log that sent it: replies of others are theirs to send.
  const isOwn = key.ok && key.key.name === `${sender.origin}/receipt`
  if (!read.ok || !isOwn || reply.receiver.origin !== sender.origin) {
    return refuseItem('item.receipt')
  }
  if (item.id !== `${digest} ${reply.entry.index}`) return refuseItem('item.other')
  if (!(await wasSentTo(ports, org, { digest, origin: sender.origin }))) {
    return refuseItem('item.not-ours')
  }
  return digest
}

async function judgeAsking(
  { crypto, store }: Needs,
  org: Organisation,
  { item, bytes, sender: { origin: from } }: GivenItem,
): Promise<string> {
  const said = readAcknowledgement(bytes)
  if (said === null) return refuseItem('item.form')
  const asking = askingIn(crypto, said, { from, to: org.origin })
  if (asking === null) return refuseItem('item.receipt')
  if (item.id !== asking.asked) return refuseItem('item.other')
  const faults = wordFaults([{ at: ['reason'], text: asking.reason }], [])
  if (faults.length > 0) throw new Refusal(faults)
  const counted = await store.read(org.id, (reader) => countedAnswer(reader, { log: from, asking }))
  return counted === null ? refuseItem('item.not-counted') : asking.asked
}

async function judgeHanded(ports: Needs, org: Organisation, given: GivenItem): Promise<string> {
  const { item, bytes, sender } = given
  const { crypto, store } = ports
  const from = sender.origin
  const read = readAcknowledgement(bytes)
  if (read === null) return refuseItem('item.form')
  const said = handedIn(crypto, read, { from, to: org.origin })
  if (said === null) return refuseItem('item.receipt')
  const { asked, digest, source } = said
  if (item.id !== asked) return refuseItem('item.other')
  // It tells whoever answered that this was handed on.
  if (source === org.origin) {
    const isSent = await wasSentTo(ports, org, { digest, origin: from })
    return isSent ? digest : refuseItem('item.not-ours')
  }
  const open = await store.read(org.id, (reader) => openAskings(reader, { log: from, digest }))
  return open.some((one) => one.asked === asked) ? asked : refuseItem('item.not-asked')
}

// Whose hand it came from says nothing: it is the word of the body that answered.
async function judgeHandedFile(
  ports: Needs,
  org: Organisation,
  { item: { id: digest }, bytes: file, sender: { origin: log } }: GivenItem,
): Promise<string> {
  const [open] = await ports.store.read(org.id, (reader) => openAskings(reader, { log, digest }))
  if (open === undefined) return refuseItem('item.not-asked')
  await checkAskedFor(ports, org, { of: open.of, file })
  return digest
}

const why = {
  'item.form': { zh: '内容不成格式', en: 'it is not of the form of its kind' },
  'item.other': { zh: '内容与清单所列不符', en: 'it is not the item that the list names' },
  'item.receipt': {
    zh: '入账凭证不是该单位的，或不成立',
    en: 'its receipt is not of that log, or does not hold',
  },
  'item.not-ours': {
    zh: '本单位没有向它报送过这份报告',
    en: 'this unit sent no such report there',
  },
  'item.not-counted': {
    zh: '本单位没有为它汇总过这份答复',
    en: 'this unit counted no such answer for it',
  },
  'item.not-asked': {
    zh: '本单位没有向它调阅过这份答复',
    en: 'this unit did not ask it for that answer',
  },
  'item.no-answer': {
    zh: '不是对本单位任务的答复',
    en: 'it answers no call of this unit',
  },
} as const satisfies Record<string, Label>

const notAsked: Label = {
  zh: '这项任务没有布置给本单位',
  en: 'the call does not ask this unit',
}

function refuseItem(code: keyof typeof why): never
function refuseItem(code: string, reason: Label): never
function refuseItem(code: string, reason: Label = why[code as keyof typeof why]): never {
  return refuse(code, {
    text: { zh: `核验不通过：${reason.zh}。`, en: `It does not hold: ${reason.en}.` },
    hint: {
      zh: '没有收下这一件；请告知对方，由其更正后重新发送。',
      en: 'It was not taken; tell the other side, who sends a corrected one.',
    },
  })
}

function refuseLater(): never {
  return refuse('item.newer', {
    text: {
      zh: '这一件由较新的程序写成，其中有本程序不认识的内容，没有收下。',
      en: 'A newer program wrote this, with fields that this one does not know; it was not taken.',
    },
    hint: newerHint,
  })
}

const newerHint: Label = {
  zh: '对方的程序较新：升级本服务器后再交换，这一件会再次送来。',
  en: 'The other side is newer: after an upgrade here it comes again with the next exchange.',
}

function refuseKind(kind: string): never {
  return refuse('item.kind', {
    text: {
      zh: `本程序不认识“${kind}”这一类内容。`,
      en: `This program knows nothing of the kind “${kind}”.`,
    },
    hint: newerHint,
  })
}
