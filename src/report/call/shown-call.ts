import { parsePeriod, periodText } from '../../ledger/day/period.ts'
import type { Label } from '../../ledger/label.ts'
import { toBase64 } from '../../log/base64.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { momentText } from '../render/moment-text.ts'
import { dateText } from '../render/render-text.ts'
import type { Verdict } from '../verify/verdicts.ts'
import { askedKindWords } from './asked-kind-words.ts'
import type { Call, CallItem } from './call.ts'
import type { DutyList } from './duty-list.ts'
import { rhythmOf } from './rhythm-words.ts'
import type { VerifiedCall } from './sealed-call.ts'
import { verifyCall } from './sealed-call.ts'
import type { VerifiedDutyList } from './sealed-duty-list.ts'
import { isSealedDutyList, verifyDutyList } from './sealed-duty-list.ts'
import type { SealedEntry, SealedReason, VerifiedEntry } from './sealed-entry.ts'

/** Why a sealed entry is not believed, in words. */
export const sealedReasonWords: Readonly<Record<SealedReason, Label>> = {
  'call.key': { zh: '不是指定的公钥', en: 'it is under another key than the one believed' },
  'call.checkpoint': { zh: '检查点签名不成立', en: 'the signature of its checkpoint is wrong' },
  'call.entry': { zh: '其中没有签发条目', en: 'it holds no entry that signs it' },
  'call.opening': { zh: '内容与签发的不符', en: 'what it says is not what was signed' },
  'call.proof': { zh: '签发条目不在其日志中', en: 'the entry does not stand in that log' },
  'call.passkey': {
    zh: '签发人的通行密钥签名不成立，或被去掉',
    en: 'the signature of its signer’s passkey does not hold, or was taken off',
  },
  'call.sender': { zh: '布置单位与日志不符', en: 'its sender is not the one of the log' },
}

/** What every surface shows of a sealed call or list, in order; an empty part is not shown. */
export interface ShownCall {
  readonly holds: boolean
  /** Whether the file is as it was signed. */
  readonly file: Verdict
  /** What its demand rests on; null: the file does not hold, and what it says is not shown. */
  readonly content: Verdict | null
  readonly facts: readonly Label[]
  /** Heads of the table of what is asked. */
  readonly heads: readonly Label[]
  readonly asked: readonly AskedLine[]
  /** Log, key and position: for whoever compares them. */
  readonly trace: readonly Label[]
}

/** One thing that is asked, or one duty. */
export interface AskedLine {
  readonly label: string
  /** How it is to be said, and why it is asked again; of a duty how often, or by when. */
  readonly how: Label
  /** What it is counted in; of a duty what it rests on. */
  readonly beside: string
}

/**
 * Verifies a sealed call or duty list under a key that is believed; null: under its own, and that
 * is said.
 */
export function showCall(crypto: LogCrypto, sealed: SealedEntry, key: string | null): ShownCall {
  const under = key ?? sealed.key
  const isList = isSealedDutyList(sealed)
  const verdict = isList ? verifyDutyList(crypto, sealed, under) : verifyCall(crypto, sealed, under)
  if (!verdict.ok) {
    const why = sealedReasonWords[verdict.reason]
    const sentence = { zh: `文件：核验不通过，${why.zh}`, en: `File: it does not hold, ${why.en}` }
    const file: Verdict = { tone: 'bad', sentence }
    return { holds: false, file, content: null, facts: [], heads: [], asked: [], trace: [] }
  }
  const said = 'list' in verdict ? saidOfList(sealed, verdict) : saidOfCall(sealed, verdict)
  const { facts } = said
  return {
    ...{ holds: true, ...said },
    facts: [...facts, signedBy(verdict), ...(key === null ? [unpinned] : [])],
    trace: traceOf(sealed, verdict, key),
  }
}

/** All that is shown of a call as lines, for where there is nothing but text. */
export function callLines({ file, content, facts, asked, trace }: ShownCall): readonly Label[] {
  const lines = asked.map(({ label, how, beside }): Label => {
    const of = beside === '' ? label : `${label}（${beside}）`
    return { zh: `· ${of} ${how.zh}`, en: `· ${of} ${how.en}` }
  })
  return [file.sentence, ...(content ? [content.sentence] : []), ...facts, ...lines, ...trace]
}

type Said = Pick<ShownCall, 'file' | 'content' | 'facts' | 'heads' | 'asked'>

function saidOfCall({ sender: { name } }: SealedEntry, { call, recordedAt }: VerifiedCall): Said {
  const { title, basis, clause, period, due, ends, note, to, above } = call
  const signed = momentText(recordedAt, null)
  // What a stranger signed need not be a period.
  const covered = parsePeriod(period) === null ? { zh: period, en: period } : periodText(period)
  const facts = [
    { zh: `报送任务：${title}`, en: `Call: ${title}` },
    {
      zh: `布置单位：${name.zh}，${signed.zh}签发`,
      en: `Sent by: ${name.en}, signed ${signed.en}`,
    },
    addressed(to, '报送单位'),
    {
      zh: `时段${covered.zh}，${dateText(due)}前报送`,
      en: `For ${covered.en}, due on ${due}`,
    },
    ...(basis === null || ends !== null ? [] : [{ zh: `依据${basis}${clause ?? ''}`, en: basis }]),
    ...(ends === null ? [] : [{ zh: `至${dateText(ends)}终止`, en: `Ends on ${ends}` }]),
    ...(above === null
      ? []
      : [{ zh: '转发自上级单位的任务', en: 'It passes on a call of the body above' }]),
    ...noted(note),
  ]
  return {
    file: { tone: 'good', sentence: unchanged({ zh: '报送任务', en: 'call' }) },
    content: groundOf(call),
    facts,
    heads: [
      { zh: '填报内容', en: 'What is asked' },
      { zh: '填报方式', en: 'How it is said' },
      { zh: '计量单位', en: 'Unit' },
    ],
    asked: call.items.map(askedLine),
  }
}

function saidOfList(
  { sender: { name } }: SealedEntry,
  { list, recordedAt }: VerifiedDutyList,
): Said {
  const { title, from, ends, note, to, items } = list
  const signed = momentText(recordedAt, null)
  return {
    file: { tone: 'good', sentence: unchanged({ zh: '责任清单', en: 'duty list' }) },
    content: groundOf(list),
    facts: [
      { zh: `责任清单：${title}`, en: `Duty list: ${title}` },
      {
        zh: `下发单位：${name.zh}，${signed.zh}签发`,
        en: `Sent by: ${name.en}, signed ${signed.en}`,
      },
      addressed(to, '下发范围'),
      ends === null
        ? { zh: `自${dateText(from)}起`, en: `From ${from} on` }
        : { zh: `自${dateText(from)}起至${dateText(ends)}`, en: `From ${from} until ${ends}` },
      ...noted(note),
    ],
    heads: [
      { zh: '责任', en: 'Duty' },
      { zh: '频次或期限', en: 'How often, or by when' },
      { zh: '依据', en: 'Basis' },
    ],
    asked: items.map((one) => ({ label: one.title, how: rhythmOf(one), beside: ownBasis(one) })),
  }
}

function ownBasis({ basis, clause }: DutyList['items'][number]): string {
  return basis === null ? '' : `${basis}${clause ?? ''}`
}

function unchanged({ zh, en }: Label): Label {
  return { zh: `文件：${zh}签发后未被改动`, en: `File: the ${en} is as it was signed` }
}

function addressed(to: readonly string[] | null, zh: string): Label {
  return to === null
    ? { zh: `${zh}：全部下级单位`, en: 'Addressed to: every body below' }
    : { zh: `${zh}：指定的${to.length}个单位`, en: `Addressed to: ${to.length} bodies` }
}

function noted(note: string | null): readonly Label[] {
  return note === null ? [] : [{ zh: `要求：${note}`, en: `Instructions: ${note}` }]
}

function signedBy({ signedBy: by }: VerifiedEntry): Label {
  return by === null
    ? { zh: '签发时没有使用通行密钥', en: 'Signed without a passkey' }
    : {
        zh: `签发人的通行密钥签名成立，指纹${by.fingerprint}`,
        en: `Signed by the passkey of its signer, fingerprint ${by.fingerprint}`,
      }
}

/** What asks for work says what it rests on, and until when. */
function groundOf({ basis, clause, ends }: Pick<Call, 'basis' | 'clause' | 'ends'>): Verdict {
  const lacks: Label[] = [
    ...(basis === null ? [{ zh: '依据', en: 'no basis' }] : []),
    ...(ends === null ? [{ zh: '终止日期', en: 'no end' }] : []),
  ]
  if (lacks.length > 0) {
    const [zh, en] = [lacks.map((one) => one.zh).join('和'), lacks.map((one) => one.en).join(', ')]
    return { tone: 'open', sentence: { zh: `内容：未写明${zh}`, en: `Content: it names ${en}` } }
  }
  const zh = `内容：依据${basis}${clause ?? ''}`
  const en = `Content: it rests on ${basis}${clause === null ? '' : ` ${clause}`}`
  return { tone: 'good', sentence: { zh, en } }
}

function askedLine({ label, kind, unit, choices, again }: CallItem): AskedLine {
  const { zh, en } = askedKindWords[kind]
  const of = choices.length === 0 ? '' : `：${choices.join('、')}`
  return {
    label,
    beside: unit ?? '',
    how: {
      zh: `${zh}${of}${again === null ? '' : `（已收到过，重复要求的理由：${again}）`}`,
      en: `${en}${of}${again === null ? '' : ` (received before; asked again because: ${again})`}`,
    },
  }
}

function traceOf(
  { sender: { origin }, entry: { index }, key: own }: SealedEntry,
  { checkpoint, digest }: VerifiedEntry,
  key: string | null,
): Label[] {
  const root = toBase64(checkpoint.root)
  return [
    {
      zh: `日志：${origin}（${key === null ? '公钥取自文件' : '公钥由您指定'}：${key ?? own}）`,
      en: `Log: ${origin} (key ${key === null ? 'from the file' : 'given by you'}: ${key ?? own})`,
    },
    {
      zh: `签发载于第${index}条，检查点${checkpoint.size}条，根 ${root}`,
      en: `Signed as entry ${index}, at size ${checkpoint.size}, root ${root}`,
    },
    { zh: `摘要：${digest}`, en: `Digest: ${digest}` },
  ]
}

const unpinned: Label = {
  zh: '没有指定日志公钥，用的是文件自带的公钥：请与该单位公布的公钥核对',
  en: 'No key was given, so the one of the file was used: compare it with what the unit publishes',
}
