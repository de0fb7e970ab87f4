import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { ProofView, RecordView } from '../../api/contract/record.ts'
import { proofQuery } from '../api-client/queries.ts'
import { zonedMomentInWords } from '../components/day.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { webCrypto } from '../crypto.ts'
import { useSay } from '../say.tsx'
import '../verify/verify-page.css'
import { checkEvidence } from '../verify/check-evidence.ts'
import { evidenceFile, evidenceOf } from '../verify/evidence-of.ts'
import { VerdictList } from '../verify/verdict-list.tsx'

const words = {
  title: { zh: '入账凭证与证明', en: 'Receipt and proof' },
  holds: {
    zh: '凭证与证明均属实，最迟在 {before} 已在日志中',
    en: 'Both hold; it was in the log by {before} at the latest',
  },
  waits: { zh: '凭证属实，检查点随后覆盖', en: 'The receipt holds; a checkpoint follows' },
  fails: { zh: '有一项不成立，请打开查看', en: 'Something does not hold; open it and look' },
  here: {
    zh: '以上结论由本页在浏览器里核算得出，没有再问服务器；公钥来自本服务器。',
    en: 'This was worked out in this page without asking the server again; the keys are the server’s.',
  },
  wait: {
    zh: '检查点随后覆盖这条条目，通常一秒之内。',
    en: 'A checkpoint will cover this entry within a second or so.',
  },
  between: {
    zh: '录入时间介于两个检查点之间：{after} 之后，{before} 之前。',
    en: 'It was written between two checkpoints: after {after}, before {before}.',
  },
  keep: { zh: '下载证据文件', en: 'Download the evidence' },
  verify: { zh: '到核验页逐项查看', en: 'See it on the verify page' },
  raw: { zh: '原文', en: 'The texts themselves' },
}

/** Receipt and proof of the newest entry, verified here: one line that says so, and opens. */
export function ProofSection({ record }: { record: RecordView }) {
  const { say } = useSay()
  const { data, error } = useQuery(proofQuery(record.id))
  return (
    <section className="record-part" aria-label={say(words.title)}>
      {error ? <ErrorNote error={error} /> : null}
      {data ? <Proof record={record} view={data} /> : null}
    </section>
  )
}

function Proof({ record, view }: { record: RecordView; view: ProofView }) {
  const { say, lang } = useSay()
  const checked = useMemo(() => checkEvidence(webCrypto, evidenceOf(view)), [view])
  const { after, before } = view.provedBetween
  const fails = Object.values(checked).some((part) => part !== null && !part.ok)
  return (
    // Whatever does not hold is not for anybody to find by chance.
    <details className="proof" open={fails}>
      <summary>
        <h3>{say(words.title)}</h3>{' '}
        <span className={fails ? 'fault small' : 'quiet small'}>
          {fails
            ? say(words.fails)
            : before
              ? say(words.holds, { before: zonedMomentInWords(before, lang) })
              : say(words.waits)}
        </span>
      </summary>
      <div className="stack">
        <VerdictList checked={checked} />
        {view.proof === null ? <p className="quiet">{say(words.wait)}</p> : null}
        <p className="small quiet">
          {after && before
            ? say(words.between, {
                after: zonedMomentInWords(after, lang),
                before: zonedMomentInWords(before, lang),
              })
            : null}{' '}
          {say(words.here)}
        </p>
        <div className="actions unprinted">
          <button type="button" className="button" onClick={() => download(record, view)}>
            {say(words.keep)}
          </button>
          <Link to="/verify" search={{ record: record.id }}>
            {say(words.verify)}
          </Link>
        </div>
        <details className="unprinted">
          <summary className="quiet small">{say(words.raw)}</summary>
          <pre className="mono raw" tabIndex={0}>
            {[view.leafText, view.receipt, view.proof].filter(Boolean).join('\n\n')}
          </pre>
        </details>
      </div>
    </details>
  )
}

function download(record: RecordView, view: ProofView) {
  const url = URL.createObjectURL(new Blob([evidenceFile(view)], { type: 'application/json' }))
  const anchor = document.createElement('a')
  anchor.href = url
  anchor.download = `${record.register}-${record.id.slice(0, 8)}-${view.index}.evidence.json`
  anchor.click()
  URL.revokeObjectURL(url)
}
