import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { SentDutyListView } from '../../api/contract/duty-list.ts'
import { coreLists } from '../../ledger/core/core-registers.ts'
import { rhythmOf } from '../../report/call/rhythm-words.ts'
import { dayInWords } from '../components/day.ts'
import { PageHead } from '../components/page-head.tsx'
import { Table } from '../components/table.tsx'
import { useUnit } from '../components/use-unit.ts'
import { refreshAfterWrite } from '../form/use-record-form.ts'
import { SignForm } from '../mine/sign-form.tsx'
import { useSay } from '../say.tsx'
import { groundOf } from '../sent/ground.ts'
import { useStepWord } from '../sent/step-word.ts'
import { WaitsToBeSigned } from '../sent/waits-to-be-signed.tsx'
import { dutyListQuery, issueList, prepareListSigning } from './duty-list-queries.ts'
import { groundOfDuty } from './duty-list-words.ts'
import './duty-lists.css'
import { TakenBy } from './taken-by.tsx'

const words = {
  lists: { zh: '责任清单', en: 'Duty lists' },
  file: { zh: '下载清单文件', en: 'The file of the list' },
  from: { zh: '自{day}起', en: 'From {day} on' },
  toAll: { zh: '下达给全部下级单位', en: 'Goes to every body below' },
  toSome: { zh: '下达给{count}个单位', en: 'Goes to {count} bodies' },
  later: { zh: '起草新版本', en: 'Prepare a later version' },
  edit: { zh: '修改', en: 'Change it' },
  holds: {
    zh: '这是待签发的新版本；签发之前，先前签发的版本仍然有效。',
    en: 'A later version, to be signed; until then the one that was signed before holds.',
  },
  signAbout: {
    zh: '签发后下达，由各单位自行认领；新版本不会替各单位改动任何事项。',
    en: 'Once signed it goes down, and each unit takes it itself; a later version changes nothing for them.',
  },
  duty: { zh: '责任事项', en: 'Duty' },
  often: { zh: '频次或期限', en: 'How often or by when' },
  office: { zh: '由哪类机构承担', en: 'Kind of office' },
}

/** A duty list of ours: what it lays upon those below; signed here. */
export function DutyListPage() {
  const { list: id } = useParams({ from: '/inside/duty-lists/$list' })
  const { say, lang } = useSay()
  const { pack, session } = useUnit()
  const { data: sent } = useSuspenseQuery(dutyListQuery(id))
  const { list, units, step, isSigned } = sent
  const stepWord = useStepWord()
  const kinds = pack.lists[coreLists.officeKinds] ?? []
  return (
    <>
      <PageHead title={list.title} aside={stepWord(step)}>
        <Link to="/duty-lists">{say(words.lists)}</Link>
        {isSigned ? <a href={`/api/v1/duty-lists/${id}/sealed`}>{say(words.file)}</a> : null}
        {session.may.includes('record') ? (
          <Link to="/duty-lists/new" search={{ of: id }}>
            {say(step === 'issued' ? words.later : words.edit)}
          </Link>
        ) : null}
      </PageHead>
      <p>{say(words.from, { day: dayInWords(list.from, lang) })}</p>
      <p className="quiet">{say(groundOf(list))}</p>
      <p className="quiet">
        {units === null ? say(words.toAll) : say(words.toSome, { count: units.length })}
      </p>
      {list.note ? <p>{list.note}</p> : null}
      {step === 'prepared' && isSigned ? <p>{say(words.holds)}</p> : null}
      <Table
        name={list.title}
        heads={[words.duty, words.often, words.office]}
        className="listed-duties"
      >
        {list.items.map((one) => {
          const kind = kinds.find(({ id }) => id === one.officeKind)
          return (
            <tr key={one.item}>
              <th scope="row">
                {one.title}
                {one.basis === null && one.ends === null ? null : (
                  <p className="quiet small">{say(groundOf(groundOfDuty(one, list)))}</p>
                )}
              </th>
              <td>{say(rhythmOf(one))}</td>
              <td>{kind ? say(kind.label) : ''}</td>
            </tr>
          )
        })}
      </Table>
      {isSigned ? <TakenBy sent={sent} /> : null}
      {step === 'prepared' ? <SignList sent={sent} /> : null}
    </>
  )
}

function SignList({ sent }: { sent: SentDutyListView }) {
  const { say } = useSay()
  const { session } = useUnit()
  const queryClient = useQueryClient()
  const onSuccess = async () => {
    refreshAfterWrite(queryClient)
    await queryClient.invalidateQueries({ queryKey: ['duty-lists'] })
  }
  if (!session.may.includes('override')) return <WaitsToBeSigned />
  return (
    <section className="duty-list-part">
      <p className="quiet">{say(words.signAbout)}</p>
      <SignForm
        what="duty list"
        prepare={() => prepareListSigning(sent)}
        sign={(body) => issueList(sent, body)}
        onSuccess={onSuccess}
      />
    </section>
  )
}
