import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReceivedAnswer } from '../../api/contract/received.ts'
import { verdictsOf } from '../../report/verify/verdicts.ts'
import { ask } from '../api-client/ask.ts'
import { ErrorNote } from '../components/error-note.tsx'
import type { GivenFile } from '../components/file-drop.tsx'
import { FileDrop } from '../components/file-drop.tsx'
import { PageHead } from '../components/page-head.tsx'
import { refreshAfterWrite } from '../form/use-record-form.ts'
import { useSay } from '../say.tsx'
import '../registers/register-page.css'
import './received-page.css'
import { VerdictPair } from '../verify/verdict-pair.tsx'
import { ReceivedList } from './received-list.tsx'
import { WatchedLogs } from './watched-logs.tsx'

const words = {
  title: { zh: '收到的报告', en: 'Received reports' },
  reports: { zh: '本单位的报告', en: 'Our own reports' },
  about: {
    zh: '把下级单位报来的报告文件（.docx）或年度证据包（.zip）拖到这里。到达即核验：谁签发的、每个数字是否仍由其台账算得、日志是否被改写。',
    en: 'Drop the report file (.docx) or year pack (.zip) of a body below. It is verified on arrival: who signed it, whether each number still follows from its records, whether its log was rewritten.',
  },
  checking: { zh: '正在核验{name}…', en: 'Verifying {name}…' },
  taken: { zh: '已收到《{title}》', en: 'Received: {title}' },
  witnessed: {
    zh: '其日志与此前见证过的一致，已加见证签名，随回执交回报送单位。',
    en: 'Its log extends what was seen before; the cosignature goes back with the reply.',
  },
  older: {
    zh: '其日志此前已见到更新的状态，这次不再见证。',
    en: 'A later state of its log was seen before; nothing was cosigned this time.',
  },
  unshown: {
    zh: '文件未附全部日志条目，看不出与此前见证的是否一致，这次没有见证。',
    en: 'The file does not carry the whole log, so nothing could be cosigned this time.',
  },
}

/** Findings about a report that holds which whoever takes it is told. */
const told: ReadonlySet<string> = new Set(['key.followed', 'key.led-back', 'report.corrects'])

/** The body above: takes reports, sees what holds, accepts or returns them. */
export function ReceivedPage() {
  const { say } = useSay()
  const queryClient = useQueryClient()
  const take = useMutation({
    mutationFn: ({ bytes }: GivenFile) =>
      ask<ReceivedAnswer>('/received', { method: 'POST', file: bytes }),
    onSuccess: () => {
      refreshAfterWrite(queryClient)
      void queryClient.invalidateQueries({ queryKey: ['watched-logs'] })
    },
  })
  return (
    <div className="stack">
      <PageHead title={say(words.title)}>
        <Link to="/reports">{say(words.reports)}</Link>
      </PageHead>
      <FileDrop accept=".docx,.zip" onFile={(file) => take.mutate(file)}>
        {say(words.about)}
      </FileDrop>
      {take.isPending ? (
        <p role="status">{say(words.checking, { name: take.variables?.name ?? '' })}</p>
      ) : null}
      {take.error ? <ErrorNote error={take.error} /> : null}
      {take.data ? <Arrival answer={take.data} /> : null}
      <ReceivedList />
      <WatchedLogs />
    </div>
  )
}

function Arrival({ answer: { verification, growth } }: { answer: ReceivedAnswer }) {
  const { say } = useSay()
  const { title, signed, findings } = verification
  const witnessed = { extends: words.witnessed, older: words.older, unshown: words.unshown }[growth]
  return (
    <section className="arrival" role="status">
      <h2>{say(words.taken, { title: title ?? '' })}</h2>
      {signed ? <p>{say(signed.sentence)}</p> : null}
      <VerdictPair {...verdictsOf(verification)} />
      <p>{say(witnessed)}</p>
      {findings
        .filter(({ code }) => told.has(code))
        .map(({ code, sentence }) => (
          <p key={code}>{say(sentence)}</p>
        ))}
    </section>
  )
}
