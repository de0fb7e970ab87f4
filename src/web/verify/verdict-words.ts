import type { Label } from '../../ledger/label.ts'

const byReason: readonly (readonly [RegExp, Label])[] = [
  [/^vkey\./, { zh: '公钥文本不完整或有误', en: 'the key is incomplete or wrong' }],
  [/^note\.no-known-key$/, { zh: '签名不是这把公钥作出的', en: 'it was not signed by this key' }],
  [
    /^note\.signature$/,
    {
      zh: '签名对不上：内容或签名被改动过',
      en: 'the signature does not fit: text or signature was changed',
    },
  ],
  [/^note\./, { zh: '签名文本的格式不对', en: 'the signed note has the wrong form' }],
  [
    /^checkpoint\.other-origin$/,
    { zh: '检查点属于另一个单位的日志', en: 'the checkpoint is of another log' },
  ],
  [
    /^receipt\.other-leaf$/,
    { zh: '入账凭证说的是另一条条目', en: 'the receipt is for another entry' },
  ],
  [
    /^receipt\.other-origin$/,
    { zh: '入账凭证属于另一个单位的日志', en: 'the receipt is of another log' },
  ],
  [
    /^receipt\.version$/,
    {
      zh: '入账凭证是更新的版本，请用新版核验页面核对',
      en: 'the receipt is of a newer version: use a newer verifier',
    },
  ],
  [
    /^receipt\.path$/,
    {
      zh: '入账凭证与所签署的一批条目对不上',
      en: 'the receipt does not lead to the batch that was signed',
    },
  ],
  [/^receipt\./, { zh: '入账凭证的格式不对', en: 'the receipt has the wrong form' }],
  [
    /^inclusion\./,
    {
      zh: '条目与日志的根对不上：条目不在这本日志里，或被改动过',
      en: 'the entry does not lead to the root: it is not in this log, or was changed',
    },
  ],
  [
    /^proof\.no-entry$/,
    {
      zh: '缺少条目原文，证明无从核对',
      en: 'the entry’s text is missing, so the proof proves nothing',
    },
  ],
  [/^proof\./, { zh: '证明文本的格式不对', en: 'the proof has the wrong form' }],
  [
    /^leaf\./,
    { zh: '条目原文不是规范的格式', en: 'the entry’s text is not in its canonical form' },
  ],
  [
    /^opening\.|^payload\./,
    { zh: '字段与条目里的指纹对不上', en: 'the fields do not lead to the entry’s fingerprint' },
  ],
]

/** Why a verifier refused, in plain words; the code stands behind it for the expert. */
export function reasonInWords(reason: string): Label {
  const known = byReason.find(([pattern]) => pattern.test(reason))?.[1]
  const words = known ?? { zh: '核对未通过', en: 'the check failed' }
  return { zh: `${words.zh}（${reason}）`, en: `${words.en} (${reason})` }
}
