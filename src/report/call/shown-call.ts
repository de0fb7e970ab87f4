import type { Label } from '../../ledger/label.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import type { Call } from './call.ts'
import { isSealedDutyList, verifyDutyList } from './duty-list.ts'
import type { DutyList } from './duty-list.ts'
import { verifyCall } from './sealed-call.ts'
import type { CallReason, SealedCall } from './sealed-call.ts'

/** Why a sealed call is not believed, in words. */
export const callReasonWords: Readonly<Record<CallReason, Label>> = {
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

/** What a verifier says of a sealed call, line by line. */
export interface ShownCall {
  readonly holds: boolean
  readonly lines: readonly Label[]
}

/**
 * Verifies a sealed call or duty list under a key that is believed; null: under its own, and that
 * is said.
 */
export function showCall(crypto: LogCrypto, sealed: SealedCall, key: string | null): ShownCall {
  const under = key ?? sealed.key
  const isList = isSealedDutyList(sealed)
  const verdict = isList ? verifyDutyList(crypto, sealed, under) : verifyCall(crypto, sealed, under)
  if (!verdict.ok) {
    const why = callReasonWords[verdict.reason]
    const broken = { zh: `核验不通过：${why.zh}`, en: `It does not hold: ${why.en}` }
    return { holds: false, lines: [broken] }
  }
  const { recordedAt, checkpoint, signedBy } = verdict
  const said = 'list' in verdict ? listSaid(verdict.list) : callSaid(verdict.call)
  const { name, origin } = sealed.sender
  const { index } = sealed.entry
  return {
    holds: true,
    lines: [
      {
        zh: `${said.what.zh}，${name.zh}签发，未被改动`,
        en: `${said.what.en}, signed by ${name.en} and unchanged`,
      },
      {
        zh: `记于${recordedAt}，日志 ${origin} 第${index}条，检查点${checkpoint.size}条`,
        en: `Recorded ${recordedAt} as entry ${index} of ${origin}, checkpoint ${checkpoint.size}`,
      },
      ...(key === null ? [unpinned] : []),
      signedBy === null
        ? { zh: '签发时没有使用通行密钥', en: 'Signed without a passkey' }
        : {
            zh: `签发人的通行密钥签名成立，指纹${signedBy.fingerprint}`,
            en: `Signed by the passkey of its signer, fingerprint ${signedBy.fingerprint}`,
          },
      ...said.lines,
    ],
  }
}

interface Said {
  readonly what: Label
  readonly lines: readonly Label[]
}

function callSaid({ title, period, due, items, ...ground }: Call): Said {
  return {
    what: { zh: `报送任务《${title}》`, en: `The call “${title}”` },
    lines: [
      { zh: `时段${period}，${due}前报送`, en: `For ${period}, due on ${due}` },
      groundOf(ground),
      ...items.map(({ label, unit }) => itemLine(`${label}${unit === null ? '' : `（${unit}）`}`)),
    ],
  }
}

function listSaid({ title, from, ends, items, ...ground }: DutyList): Said {
  return {
    what: { zh: `责任清单《${title}》`, en: `The duty list “${title}”` },
    lines: [
      ends === null
        ? { zh: `自${from}起，未写明终止日期`, en: `From ${from} on, without an end` }
        : { zh: `自${from}起至${ends}`, en: `From ${from} until ${ends}` },
      groundOf(ground),
      ...items.map((one) => itemLine(`${one.title} ${one.often} ${one.by ?? one.times ?? ''}`)),
    ],
  }
}

function groundOf({ basis, clause }: Pick<Call, 'basis' | 'clause'>): Label {
  return basis === null
    ? { zh: '未写明依据', en: 'It names no basis' }
    : { zh: `依据${basis}${clause ?? ''}`, en: `Basis: ${basis}` }
}

function itemLine(text: string): Label {
  const line = `· ${text.trim()}`
  return { zh: line, en: line }
}

const unpinned: Label = {
  zh: '没有指定日志公钥，用的是文件自带的公钥：请与该单位公布的公钥核对',
  en: 'No key was given, so the one of the file was used: compare it with what the unit publishes',
}
