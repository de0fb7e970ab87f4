import { useMutation, useQuery } from '@tanstack/react-query'
import type { BelowView, HandedOnView } from '../../api/contract/calls-below.ts'
import { coreLists } from '../../ledger/core/core-registers.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { FileChoice } from '../components/file-drop.tsx'
import { Table } from '../components/table.tsx'
import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'
import { belowQuery, checkHandedOn } from './call-queries.ts'

const words = {
  title: { zh: '{sender}汇总的下级单位', en: 'Counted by {sender} of the bodies below it' },
  about: {
    zh: '这里有各份答复的摘要、日志位置和{sender}所计的数；答复原件由{sender}保存。可以核对它确实计入了这些签过名的答复、合计与之相符；各单位是否真的这样填报，取来原件才能核对。',
    en: 'These are digests of answers, places in their logs and the numbers that {sender} counted; the answers stay with it. It did count these signed answers, and the sum is theirs; whether each body said so is seen once the answer itself is here.',
  },
  body: { zh: '单位', en: 'Body' },
  number: { zh: '所计', en: 'Counted' },
  digest: { zh: '答复摘要和日志位置', en: 'Digest and place in its log' },
  check: { zh: '核对原件', en: 'Hold the answer against it' },
  missing: { zh: '未报', en: 'missing' },
  changed: { zh: '与上次汇总的答复不同', en: 'another answer than counted before' },
  place: { zh: '日志{log}，第{size}条', en: 'log {log}, at {size} entries' },
  same: { zh: '正是所计的那份答复', en: 'It is the very answer that was counted' },
  other: {
    zh: '不是所计的那份答复：原件已更正，或汇总时计入的是另一份',
    en: 'It is not the answer that was counted: corrected since, or another one was counted',
  },
  differs: { zh: '原件为{said}，所计为{counted}', en: 'it says {said}; counted as {counted}' },
  agrees: { zh: '{said}，与所计一致', en: '{said}, as counted' },
  records: { zh: '，依据{records}条记录', en: ', from {records} records' },
  none: { zh: '—', en: '—' },
}

/** What an answer counted of the bodies below its sender: each with its digest. */
export function BelowAnswer({ record, item }: { record: string; item: string }) {
  const { say } = useSay()
  const query = useQuery(belowQuery(record))
  if (query.error) return <ErrorNote error={query.error} retry={() => void query.refetch()} />
  if (!query.data) return null
  const { sender, bodies } = query.data
  return (
    <section className="call-part" aria-live="polite">
      <h3>{say(words.title, { sender })}</h3>
      <p className="quiet">{say(words.about, { sender })}</p>
      <Table
        name={say(words.title, { sender })}
        heads={[words.body, words.number, words.digest]}
        className="call-digests"
      >
        {bodies.map((one) => (
          <DigestRow key={one.name} body={one} record={record} item={item} />
        ))}
      </Table>
    </section>
  )
}

function DigestRow({
  body: { name, log, isChanged, answer },
  record,
  item,
}: {
  body: BelowView['bodies'][number]
  record: string
  item: string
}) {
  const { say } = useSay()
  const row = answer?.rows.find((one) => one.item === item)
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
              {say(words.place, { log: log ?? '', size: answer.size })}
              {isChanged ? <strong> {say(words.changed)}</strong> : null}
            </p>
            {log === null ? null : <HandedOn name={name} record={record} log={log} />}
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
      {check.data ? <Held held={check.data} /> : null}
      {check.error ? <ErrorNote error={check.error} /> : null}
    </>
  )
}

function Held({ held: { isSame, items } }: { held: HandedOnView }) {
  const { say } = useSay()
  const { pack } = useUnit()
  const verdicts = pack.lists[coreLists.collectedVerdicts]
  const isTrue = isSame && items.every(({ counted, said }) => counted === said)
  return (
    <div role="status" className={isTrue ? 'note' : 'note bad'}>
      <p>{say(isSame ? words.same : words.other)}</p>
      <ul>
        {items.map(({ item, label, counted, said, verdict, records }) => {
          const shown = { said: said ?? say(words.none), counted: counted ?? say(words.none) }
          const found = verdicts?.find((one) => one.id === verdict)
          return (
            <li key={item}>
              {label}：
              {counted === said ? (
                say(words.agrees, shown)
              ) : (
                <strong>{say(words.differs, shown)}</strong>
              )}
              {records === 0 ? null : say(words.records, { records })}{' '}
              <span className="quiet">{found ? say(found.label) : ''}</span>
            </li>
          )
        })}
      </ul>
    </div>
  )
}
