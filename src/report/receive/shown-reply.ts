import type { Label } from '../../ledger/label.ts'
import { parseCheckpoint } from '../../log/checkpoint.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { momentText } from '../render/moment-text.ts'
import type { Verdict as ShownVerdict } from '../verify/verdicts.ts'
import { readVerdicts } from '../verify/verdicts.ts'
import type { ReadReply, Reply, ReplyReason } from './reply.ts'
import { digestOfReply, readReply } from './reply.ts'

/** Why a reply is not believed, in words. */
export const replyReasonWords: Readonly<Record<ReplyReason | 'reply.key', Label>> = {
  'reply.entry': { zh: '其中没有接收方的条目', en: 'it holds no entry of the receiver' },
  'reply.opening': { zh: '条目内容与摘要值不符', en: 'what it opens is not what the entry holds' },
  'reply.receipt': { zh: '收据的签名不成立', en: 'the signature of its receipt does not hold' },
  'reply.passkey': {
    zh: '退回人的通行密钥签名不成立，或被去掉',
    en: 'the signature of its passkey does not hold, or was taken off',
  },
  'reply.key': {
    zh: '收据的公钥不是该单位的',
    en: 'its receipt is under a key that is not of that log',
  },
  'reply.other-report': { zh: '它是另一份报告的回执', en: 'it answers another report' },
  'reply.cosignature': {
    zh: '见证签名不成立，或不是本单位的检查点',
    en: 'its cosignature does not hold, or is for another log',
  },
}

/** What a reply by itself is shown as. */
export interface ShownReply {
  readonly holds: boolean
  readonly file: ShownVerdict
  /** What it says; nothing where it does not hold. */
  readonly facts: readonly Label[]
  /** Keys and position: for whoever compares them. */
  readonly trace: readonly Label[]
}

/**
 * What a reply proves to whoever has nothing but the file: that the log it names entered this about
 * the report it names. `key`: the receipt key that is believed; null: its own, and that is said.
 */
export function showReply(crypto: LogCrypto, reply: Reply, key: string | null): ShownReply {
  const { entry, receiver, cosigned } = reply
  const digest = digestOfReply(reply)
  const checkpoint = cosigned && parseCheckpoint(cosigned.checkpointText)
  const origin = checkpoint?.ok === true ? checkpoint.checkpoint.origin : ''
  const read = readReply(crypto, reply, { digest, origin })
  const isOwn = entry.receiptKey.startsWith(`${receiver.origin}/receipt+`)
  const isBelieved = isOwn && (key === null || key === entry.receiptKey)
  const reason = read.ok ? (isBelieved ? null : 'reply.key') : read.reason
  if (!read.ok || reason !== null) {
    const why = replyReasonWords[reason ?? 'reply.entry']
    const sentence = { zh: `回执：核验不通过，${why.zh}`, en: `Reply: it does not hold, ${why.en}` }
    return { holds: false, file: { tone: 'bad', sentence }, facts: [], trace: [] }
  }
  return {
    holds: true,
    file: { tone: 'good', sentence: { zh: '回执：未改动', en: 'Reply: unchanged' } },
    facts: [...factsOf(receiver, read.reply), ...(key === null ? [unpinned] : []), whatNext],
    trace: [
      { zh: `报告摘要：${digest}`, en: `Digest of the report: ${digest}` },
      { zh: `接收方条目：${entry.index}`, en: `Entry of the receiver: ${entry.index}` },
      { zh: `收据公钥：${entry.receiptKey}`, en: `Key of the receipt: ${entry.receiptKey}` },
    ],
  }
}

function factsOf(
  { name }: Reply['receiver'],
  { step, reasons, recordedAt, verdicts, verified, cosigned }: ReadReply,
): Label[] {
  const moment = momentText(recordedAt, null)
  const stands = stepWords[step] ?? { zh: step, en: step }
  const found = verdicts === null ? null : readVerdicts(verdicts)
  const said = found === null ? verified : null
  return [
    {
      zh: `“${name.zh}”对一份报告的回执，${moment.zh}登记：${stands.zh}`,
      en: `Reply of “${name.en}” about a report, entered ${moment.en}: ${stands.en}`,
    },
    ...(reasons === null ? [] : [{ zh: `退回原因：${reasons}`, en: `Why: ${reasons}` }]),
    ...(found === null ? [] : [found.file.sentence, found.content.sentence]),
    ...(said === null ? [] : [{ zh: said, en: said }]),
    ...(cosigned === null
      ? []
      : [
          {
            zh: `为报送单位日志的第${cosigned.size}条作了见证`,
            en: `It cosigned the log of the sender at ${cosigned.size} entries`,
          },
        ]),
  ]
}

const stepWords: Readonly<Record<string, Label>> = {
  received: { zh: '已收到', en: 'received' },
  accepted: { zh: '已接收', en: 'accepted' },
  returned: { zh: '已退回', en: 'returned' },
}

const unpinned: Label = {
  zh: '没有指定收据公钥，用的是回执自带的公钥：请用 --key 指定接收单位的收据公钥，或与其核对',
  en: 'No receipt key was given, so that of the reply was used: give the receiver’s with --key, or compare it',
}

const whatNext: Label = {
  zh: '回执说明报告办理到哪一步，报告本身另行核验；报送单位在该报告的页面登记回执',
  en: 'A reply says what became of a report, which is verified by itself; its sender takes the reply on the page of the report',
}
