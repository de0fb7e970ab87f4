import type { ReactNode } from 'react'
import type { Label } from '../../ledger/label.ts'
import { toBase64 } from '../../log/base64.ts'
import { dayInWords, zonedMomentInWords } from '../components/day.ts'
import { useSay } from '../say.tsx'
import type { Checked } from './check-evidence.ts'
import { reasonInWords } from './verdict-words.ts'

const words = {
  entry: {
    zh: '条目：第 {version} 版，事情日期 {on}，录入于 {when}。',
    en: 'Entry: version {version}, event date {on}, written {when}.',
  },
  noDay: { zh: '未注明', en: 'not stated' },
  receipt: {
    zh: '入账凭证属实：服务器签字承认，{when} 把它记为“{origin}”日志的第 {index} 条。',
    en: 'The receipt holds: the server signed that it wrote this as entry {index} of “{origin}” at {when}.',
  },
  receiptAlone: {
    zh: '没有条目原文，只能确认凭证本身，不能确认它说的是哪些内容。',
    en: 'Without the entry’s text only the receipt itself is checked, not what it is about.',
  },
  proof: {
    zh: '证明成立：它是日志的第 {index} 条，检查点（共 {size} 条）签名有效。此后改动任何一条，根都会变。',
    en: 'The proof holds: it is entry {index} of a log of {size}, under a checkpoint with a valid signature. Changing any entry later would change the root.',
  },
  root: { zh: '根', en: 'Root' },
  opening: {
    zh: '字段属实：所列 {count} 个字段值就是当时写入的内容。',
    en: 'The fields hold: the {count} values shown are those that were written.',
  },
  bad: { zh: '不成立：{reason}。', en: 'It does not hold: {reason}.' },
  parts: {
    entry: { zh: '条目', en: 'Entry' },
    receipt: { zh: '入账凭证', en: 'Receipt' },
    proof: { zh: '证明', en: 'Proof' },
    opening: { zh: '字段', en: 'Fields' },
  },
}

/** What was proved and what was not, one sentence each, in plain words. */
export function VerdictList({ checked }: { checked: Checked }) {
  const { say, lang } = useSay()
  const { entry, receipt, proof, opening } = checked
  return (
    <ul className="verdicts">
      {entry ? (
        <Line part={words.parts.entry} ok={entry.ok} reason={entry.ok ? '' : entry.reason}>
          {entry.ok
            ? say(words.entry, {
                version: entry.leaf.version,
                on: entry.leaf.occurredOn
                  ? dayInWords(entry.leaf.occurredOn, lang)
                  : say(words.noDay),
                when: zonedMomentInWords(entry.leaf.recordedAt, lang),
              })
            : null}
        </Line>
      ) : null}
      {receipt ? (
        <Line part={words.parts.receipt} ok={receipt.ok} reason={receipt.ok ? '' : receipt.reason}>
          {receipt.ok
            ? say(words.receipt, {
                when: zonedMomentInWords(receipt.receipt.recordedAt, lang),
                index: receipt.receipt.index,
                origin: receipt.receipt.origin,
              })
            : null}
          {receipt.ok && entry === null ? ` ${say(words.receiptAlone)}` : null}
        </Line>
      ) : null}
      {proof ? (
        <Line part={words.parts.proof} ok={proof.ok} reason={proof.ok ? '' : proof.reason}>
          {proof.ok ? (
            <>
              {say(words.proof, {
                index: proof.proved.index,
                size: proof.proved.checkpoint.size,
              })}
              <span className="mono quiet root">
                {say(words.root)} {toBase64(proof.proved.checkpoint.root)}
              </span>
            </>
          ) : null}
        </Line>
      ) : null}
      {opening ? (
        <Line part={words.parts.opening} ok={opening.ok} reason={opening.ok ? '' : opening.reason}>
          {opening.ok ? say(words.opening, { count: opening.fields.length }) : null}
        </Line>
      ) : null}
    </ul>
  )
}

function Line(props: { part: Label; ok: boolean; reason: string; children: ReactNode }) {
  const { say } = useSay()
  return (
    <li className={props.ok ? 'holds' : 'fails'}>
      <strong>
        <span aria-hidden="true">{props.ok ? '✓' : '✕'}</span> {say(props.part)}
      </strong>
      <p>
        {props.ok ? props.children : say(words.bad, { reason: say(reasonInWords(props.reason)) })}
      </p>
    </li>
  )
}
