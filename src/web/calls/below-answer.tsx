import { useMutation, useQuery } from '@tanstack/react-query'
import type { BelowView } from '../../api/contract/calls-below.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { FileChoice } from '../components/file-drop.tsx'
import { Table } from '../components/table.tsx'
import { useSay } from '../say.tsx'
import '../sent/sent.css'
import { AskedFor } from './asked-for.tsx'
import { belowQuery, checkHandedOn } from './call-queries.ts'
import { HeldAnswer } from './held-answer.tsx'

const words = {
  title: { zh: '{sender}汇总的下级单位', en: 'Counted by {sender} of the bodies below it' },
  about: {
    zh: '这里有各份答复的摘要、日志位置和{sender}所计的数；答复原件由{sender}保存。可以核对它确实计入了这些签过名的答复、合计与之相符；各单位是否真的这样填报，取来原件才能核对。',
    en: 'These are digests of answers, places in their logs and the numbers that {sender} counted; the answers stay with it. It did count these signed answers, and the sum is theirs; whether each body said so is seen once the answer itself is here.',
  },
  loading: { zh: '正在打开…', en: 'Opening…' },
  body: { zh: '单位', en: 'Body' },
  number: { zh: '所计', en: 'Counted' },
  digest: { zh: '答复摘要和日志位置', en: 'Digest and place in its log' },
  check: { zh: '核对原件', en: 'Hold the answer against it' },
  missing: { zh: '未报', en: 'missing' },
  changed: { zh: '与上次汇总的答复不同', en: 'another answer than counted before' },
  sheet: {
    zh: '以填报表答复：没有签名和证据，不能调阅，也没有可以核对的原件。',
    en: 'It answered in a sheet: without signature or evidence, so there is nothing to ask for or to hold against it.',
  },
  place: { zh: '日志{log}，第{size}条', en: 'log {log}, at {size} entries' },
}

/** What an answer counted of the bodies below its sender: each with its digest. */
export function BelowAnswer(props: { call: string; record: string; item: string; id?: string }) {
  const { record, id } = props
  const { say } = useSay()
  const query = useQuery(belowQuery(record))
  if (query.error) return <ErrorNote error={query.error} retry={() => void query.refetch()} />
  if (query.isPending) {
    return (
      <p id={id} className="quiet" role="status">
        {say(words.loading)}
      </p>
    )
  }
  if (!query.data) return null
  const { sender, bodies } = query.data
  return (
    <section id={id} className="call-part" aria-live="polite">
      <h3>{say(words.title, { sender })}</h3>
      <p className="quiet">{say(words.about, { sender })}</p>
      <Table
        name={say(words.title, { sender })}
        heads={[words.body, words.number, words.digest]}
        className="call-digests"
      >
        {bodies.map((one) => (
          <DigestRow key={one.name} {...props} sender={sender} body={one} />
        ))}
      </Table>
    </section>
  )
}

function DigestRow(props: {
  call: string
  record: string
  item: string
  sender: string
  body: BelowView['bodies'][number]
}) {
  const { record, item, body } = props
  const { name, log, isChanged, answer } = body
  const { say } = useSay()
  const row = answer?.rows.find((one) => one.item === item)
  // A sheet, of a body that keeps a log too, comes from no log and shows no tree of one.
  const source = answer === null || answer.root === '' ? null : log
  return (
    <tr className="long-row">
      <th scope="row">{name}</th>
      <td className="number">
        {row === undefined || (row.value === null && row.said === null) ? (
          <span className="quiet">{say(words.missing)}</span>
        ) : (
          (row.value ?? row.said)
        )}
      </td>
      <td>
        {answer === null ? null : (
          <>
            <code className="call-digest">{answer.digest}</code>
            <p className="quiet small">
              {source === null
                ? say(words.sheet)
                : say(words.place, { log: source, size: answer.size })}
              {isChanged ? <strong> {say(words.changed)}</strong> : null}
            </p>
            {source === null ? null : (
              <>
                <AskedFor {...props} log={source} />
                <HandedOn name={name} record={record} log={source} />
              </>
            )}
          </>
        )}
      </td>
    </tr>
  )
}

/** The file of an answer, brought by whoever counted it, held against what was counted. */
function HandedOn({ name, record, log }: { name: string; record: string; log: string }) {
  const { say } = useSay()
  const check = useMutation({ mutationFn: (file: File) => checkHandedOn({ record, log }, file) })
  return (
    <>
      <FileChoice
        className="button plain"
        accept=".docx"
        onFile={(file) => (file ? check.mutate(file) : undefined)}
      >
        {say(words.check)} <span className="unseen">{name}</span>
      </FileChoice>
      {check.data ? <HeldAnswer held={check.data} /> : null}
      {check.error ? <ErrorNote error={check.error} /> : null}
    </>
  )
}
