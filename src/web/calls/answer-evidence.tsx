import type { UseQueryResult } from '@tanstack/react-query'
import { ErrorNote } from '../components/error-note.tsx'
import { useSay } from '../say.tsx'
import { ReportResult } from '../verify/report-result.tsx'
import type { DroppedFile } from '../verify/verify-bytes.ts'

const words = {
  evidence: { zh: '证据', en: 'Evidence' },
  about: {
    zh: '打开答复原件，在本页重新核算：每个数由它台账中的哪些记录得出，签名是否成立。',
    en: 'Opens the file of the answer and works it out again in this page: from which records of its ledger each number follows, and whether the signature holds.',
  },
  verify: { zh: '核验这份答复', en: 'Verify this answer' },
  working: { zh: '正在核验…', en: 'Verifying…' },
}

/** The file itself, verified where it is looked at, and under the key that is believed. */
export function AnswerEvidence({ query }: { query: UseQueryResult<DroppedFile> }) {
  const { say } = useSay()
  const look = 'call-part verify-result'
  return (
    <section className={query.data ? look : `${look} unprinted`}>
      <h2>{say(words.evidence)}</h2>
      <p className="quiet">{say(words.about)}</p>
      {query.data ? null : (
        <p>
          <button
            type="button"
            className="button"
            disabled={query.isFetching}
            onClick={() => void query.refetch()}
          >
            {say(query.isFetching ? words.working : words.verify)}
          </button>
        </p>
      )}
      {query.error ? <ErrorNote error={query.error} /> : null}
      {query.data?.kind === 'report' ? (
        <ReportResult found={query.data.found} behind={query.data.behind} />
      ) : null}
      {query.data?.kind === 'refused' ? <p className="note bad">{say(query.data.why)}</p> : null}
    </section>
  )
}
