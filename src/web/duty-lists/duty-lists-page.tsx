import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { TakenDutyListView } from '../../api/contract/duty-list.ts'
import { core, coreValues } from '../../ledger/core/core-registers.ts'
import { isWriter } from '../../ledger/register/writers.ts'
import { rhythmOf } from '../../report/call/rhythm-words.ts'
import { recordsQuery } from '../api-client/queries.ts'
import { dayInWords } from '../components/day.ts'
import { ErrorNote } from '../components/error-note.tsx'
import type { GivenFile } from '../components/file-drop.tsx'
import { FileDrop, FileWrong } from '../components/file-drop.tsx'
import { MoreButton } from '../components/more-button.tsx'
import { PageHead } from '../components/page-head.tsx'
import { Table } from '../components/table.tsx'
import { registerOf, useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'
import { groundOf } from '../sent/ground.ts'
import { KnownToPack } from '../sent/known-to-pack.tsx'
import { useStepWord } from '../sent/step-word.ts'
import {
  lookAtList,
  offeredListsQuery,
  takenFileQuery,
  takenListsQuery,
} from './duty-list-queries.ts'
import './duty-lists.css'
import { OfferedList } from './offered-list.tsx'

const words = {
  title: { zh: '责任清单', en: 'Duty lists' },
  calls: { zh: '报送任务', en: 'Calls' },
  none: { zh: '业务包里还没有责任清单', en: 'The pack knows no duty lists yet' },
  fromAbove: { zh: '上级下达的', en: 'From the body above' },
  nothing: { zh: '上级没有下达责任清单。', en: 'The body above has sent no duty list.' },
  mayNot: {
    zh: '责任清单由管理员或第一责任人认领。',
    en: 'The administrator or the first responsible person takes duty lists.',
  },
  file: {
    zh: '上级不在本服务器上时，把责任清单文件拖到这里打开。',
    en: 'Where the body above is not on this server, drop the file of its list here.',
  },
  other: {
    zh: '“{name}”不是责任清单文件，或已被改动。请向下达单位取得原文件（.json）。',
    en: '“{name}” is no file of a duty list, or was changed. Ask the sender for the file (.json) as it is.',
  },
  taken: { zh: '{sender}下达，{day}认领', en: 'From {sender}, taken on {day}' },
  refit: { zh: '调整适用情况', en: 'Fit it to the unit anew' },
  no: { zh: '不适用：{reason}', en: 'Does not apply: {reason}' },
  called: { zh: '本单位叫法：{name}', en: 'Here: {name}' },
  duty: { zh: '责任事项', en: 'Duty' },
  often: { zh: '频次或期限', en: 'How often or by when' },
  here: { zh: '在本单位', en: 'In this unit' },
  applies: { zh: '适用', en: 'Applies' },
  sent: { zh: '下达给下级的', en: 'To the bodies below' },
  prepare: { zh: '起草责任清单', en: 'Prepare a duty list' },
  noneSent: { zh: '还没有下达过。', en: 'None was sent yet.' },
  more: { zh: '更早的清单', en: 'Earlier lists' },
  list: { zh: '清单', en: 'List' },
  from: { zh: '起', en: 'From' },
  ends: { zh: '止', en: 'Until' },
  noEnd: { zh: '未写明', en: 'not said' },
  step: { zh: '步骤', en: 'Step' },
}

/** Duty lists: what the body above lays upon the unit, and what the unit lays upon those below. */
export function DutyListsPage() {
  const { say } = useSay()
  return (
    <>
      <PageHead title={say(words.title)}>
        <Link to="/calls">{say(words.calls)}</Link>
      </PageHead>
      <KnownToPack register={core.dutyList.id} unknown={words.none}>
        <FromAbove />
        <SentLists />
      </KnownToPack>
    </>
  )
}

function FromAbove() {
  const { say } = useSay()
  const { session, pack } = useUnit()
  const offered = useQuery(offeredListsQuery)
  const taken = useQuery(takenListsQuery)
  const register = registerOf(pack, core.dutyListTaken.id)
  const mayRecord = session.may.includes('record')
  const mayTake = register !== null && isWriter(register, { roles: session.roles, mayRecord })
  const isNothing = offered.data?.length === 0 && taken.data?.length === 0
  return (
    <section className="duty-list-part">
      <h2>{say(words.fromAbove)}</h2>
      {offered.error ? <ErrorNote error={offered.error} /> : null}
      {taken.error ? <ErrorNote error={taken.error} /> : null}
      {offered.data?.map((one) => (
        <OfferedList key={one.digest} offered={one} />
      ))}
      {taken.data?.map((one) => (
        <Taken key={one.record} taken={one} mayTake={mayTake} />
      ))}
      {isNothing ? <p className="quiet">{say(words.nothing)}</p> : null}
      {mayTake ? <BroughtFile /> : <p className="quiet">{say(words.mayNot)}</p>}
    </section>
  )
}

/** What a request may hold; the file of a list is much smaller. */
const sealedBytesMax = 1024 * 1024

/** A list that came as a file is opened here, and taken the same way. */
function BroughtFile() {
  const { say } = useSay()
  const look = useMutation({ mutationFn: lookAtList })
  const [name, setName] = useState('')
  const given = async ({ name: called, bytes }: GivenFile) => {
    setName(called)
    look.mutate(bytes.size > sealedBytesMax ? '' : await bytes.text())
  }
  const isOther = look.data?.length === 0
  return (
    <>
      <FileDrop accept=".json" onFile={(file) => void given(file)}>
        {say(words.file)}
      </FileDrop>
      <FileWrong wrong={isOther ? say(words.other, { name }) : null} />
      {look.error ? <ErrorNote error={look.error} /> : null}
      {look.data?.map((one) => (
        <OfferedList key={one.digest} offered={one} onTaken={() => look.reset()} />
      ))}
    </>
  )
}

function Taken({ taken, mayTake }: { taken: TakenDutyListView; mayTake: boolean }) {
  const { say, lang } = useSay()
  const [isOpen, setOpen] = useState(false)
  const { sender, title, takenOn, items, record } = taken
  return (
    <article className="laid-list">
      <h3>{title}</h3>
      <p className="quiet">
        {say(words.taken, { sender: say(sender), day: dayInWords(takenOn, lang) })}
      </p>
      <p className="quiet small">{say(groundOf(taken))}</p>
      {isOpen ? (
        <Refit record={record} onDone={() => setOpen(false)} />
      ) : (
        <>
          <Table
            name={title}
            heads={[words.duty, words.often, words.here]}
            className="listed-duties"
          >
            {items.map(({ listed, duty, applies, reason, ownName }) => (
              <tr key={listed.item}>
                <th scope="row">{listed.title}</th>
                <td>{say(rhythmOf(listed))}</td>
                <td>
                  {applies ? (
                    <Link to="/" search={{ duty }}>
                      {ownName === null ? say(words.applies) : say(words.called, { name: ownName })}
                    </Link>
                  ) : (
                    say(words.no, { reason: reason ?? '' })
                  )}
                </td>
              </tr>
            ))}
          </Table>
          {mayTake ? (
            <p>
              <button type="button" className="button plain" onClick={() => setOpen(true)}>
                {say(words.refit)}
              </button>
            </p>
          ) : null}
        </>
      )}
    </article>
  )
}

function Refit({ record, onDone }: { record: string; onDone: () => void }) {
  const { data, error } = useQuery(takenFileQuery(record))
  if (error) return <ErrorNote error={error} />
  return data?.map((one) => <OfferedList key={one.digest} offered={one} onTaken={onDone} />)
}

function SentLists() {
  const { say, lang } = useSay()
  const { session } = useUnit()
  const stepWord = useStepWord()
  const query = useInfiniteQuery(recordsQuery({ register: core.dutyList.id }))
  const records = query.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <section className="duty-list-part">
      <h2>{say(words.sent)}</h2>
      {session.may.includes('record') ? (
        <p className="actions">
          <Link className="button" to="/duty-lists/new">
            {say(words.prepare)}
          </Link>
        </p>
      ) : null}
      {query.error ? <ErrorNote error={query.error} retry={() => void query.refetch()} /> : null}
      {query.data && records.length === 0 ? <p className="quiet">{say(words.noneSent)}</p> : null}
      {records.length === 0 ? null : (
        <Table
          name={say(words.sent)}
          look="index"
          heads={[words.list, words.from, words.ends, words.step]}
        >
          {records.map(({ id, values }) => {
            const said = coreValues(core.dutyList, values)
            const day = (value: unknown) =>
              typeof value === 'string' ? dayInWords(value, lang) : say(words.noEnd)
            return (
              <tr key={id}>
                <th scope="row">
                  <Link to="/duty-lists/$list" params={{ list: id }}>
                    {String(said.title ?? '')}
                  </Link>
                </th>
                <td data-label={say(words.from)}>{day(said.from)}</td>
                <td data-label={say(words.ends)}>{day(said.ends)}</td>
                <td data-label={say(words.step)}>{stepWord(said.step)}</td>
              </tr>
            )
          })}
        </Table>
      )}
      <MoreButton query={query} label={words.more} />
    </section>
  )
}
