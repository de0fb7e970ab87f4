import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useRouterState } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { RecordView } from '../../api/contract/record.ts'
import { core } from '../../ledger/core/core-registers.ts'
import { isOwnWay, mayBeTakenBack } from '../../ledger/core/own-way.ts'
import { yearFor } from '../../ledger/record/year-of.ts'
import type { Register } from '../../ledger/register/register.ts'
import { recordQuery, versionsQuery } from '../api-client/queries.ts'
import { dayInWords } from '../components/day.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { Loading } from '../components/loading.tsx'
import { useWindowTitle } from '../components/page-head.tsx'
import { useMoments } from '../components/use-moments.ts'
import type { Unit } from '../components/use-unit.ts'
import { registerOf, useUnit } from '../components/use-unit.ts'
import { RecordOfFiles } from '../looking/record-of-files.ts'
import { GoesOnAs } from '../people/goes-on-as.tsx'
import { MergeDialog } from '../people/merge-dialog.tsx'
import { useSay } from '../say.tsx'
import { ProblemLinks } from './problem-links.tsx'
import './record-page.css'
import { AgainstNote, fieldToCorrect, useAgainst } from '../duty/against-note.tsx'
import { CorrectDialog } from './correct-dialog.tsx'
import { EraseDialog } from './erase-dialog.tsx'
import { ErasuresSection } from './erasures-section.tsx'
import { EventSection } from './event-section.tsx'
import { NamingSection } from './naming-section.tsx'
import { ProofSection } from './proof-section.tsx'
import { RecordFields } from './record-fields.tsx'
import { UsesSection } from './uses-section.tsx'
import { VersionsStrip } from './versions-strip.tsx'
import { VoidDialog } from './void-dialog.tsx'

const words = {
  close: { zh: '回到列表', en: 'Back to the list' },
  record: { zh: '记录', en: 'Record' },
  correct: { zh: '更正', en: 'Correct' },
  void: { zh: '作废', en: 'Void' },
  merge: { zh: '与…是同一人', en: 'The same person as …' },
  erase: { zh: '依法删除', en: 'Erase' },
  voided: {
    zh: '本记录已作废；内容保留，不计入任何数据。',
    en: 'This record is void; it is kept but counts for nothing.',
  },
  voidedBy: { zh: '{name}于{day}作废：{reason}', en: 'Voided by {name} on {day}: {reason}' },
  late: {
    zh: '补录：迟 {days} 个工作日录入。{reason}',
    en: 'Entered {days} working days late. {reason}',
  },
  noReason: { zh: '未写原因。', en: 'No reason given.' },
  occurred: { zh: '事情发生', en: 'Happened' },
  counts: { zh: '计入年度', en: 'Counts in' },
  year: { zh: '{year}年', en: '{year}' },
  recorded: { zh: '首次录入', en: 'First entered' },
  entry: { zh: '日志条目', en: 'Log entry' },
  nth: { zh: '第 {index} 条', en: 'No. {index}' },
}

/** A record beside its list: fields, versions, where it is used, receipt and proof. */
export function RecordPage() {
  const { record: id } = useParams({ from: '/inside/registers/$register/$record' })
  const { pack } = useUnit()
  const query = useQuery(recordQuery(id))
  const record = query.data?.body
  const register = record ? registerOf(pack, record.register) : null
  return (
    <RecordFrame register={record?.register ?? null}>
      {query.isPending ? <Loading /> : null}
      {query.error ? <ErrorNote error={query.error} retry={() => void query.refetch()} /> : null}
      {record && register ? (
        <RecordSheet
          key={record.id}
          record={record}
          register={register}
          etag={query.data?.etag ?? `"${record.version}"`}
        />
      ) : null}
    </RecordFrame>
  )
}

function RecordFrame(props: { register: string | null; children: ReactNode }) {
  const { say } = useSay()
  const { register: listed } = useParams({ from: '/inside/registers/$register/$record' })
  return (
    <article className="record" aria-label={say(words.record)}>
      <p className="small unprinted">
        <Link
          to="/registers/$register"
          params={{ register: props.register ?? listed }}
          search={(before) => before}
        >
          ← {say(words.close)}
        </Link>
      </p>
      {props.children}
    </article>
  )
}

function RecordSheet(props: { record: RecordView; register: Register; etag: string }) {
  const { say } = useSay()
  const [dialog, setDialog] = useState<RecordAct | null>(null)
  const { record, register } = props
  useWindowTitle(record.title)
  const isLive = record.state === 'live'
  const against = useAgainst(record.id)
  const { field, leaveField } = useFieldToCorrect(record)
  return (
    <RecordOfFiles.Provider value={record.id}>
      <header className="record-head">
        <h2 className={isLive ? undefined : 'voided'}>{record.title}</h2>
        <RecordActs record={record} onAct={setDialog} />
      </header>
      {isLive ? null : <VoidedNote record={record} />}
      {record.lateDays > 0 ? (
        <p className="note">
          {say(words.late, {
            days: record.lateDays,
            reason: record.lateReason ?? say(words.noReason),
          })}
        </p>
      ) : null}
      {isLive ? <AgainstNote record={record} against={against} className="note wait" /> : null}
      <GoesOnAs record={record} />
      <RecordFields record={record} register={register} />
      <Moments record={record} register={register} />
      <ProblemLinks record={record} register={register} />
      <NamingSection record={record} />
      <ErasuresSection record={record.id} register={register} />
      <VersionsStrip record={record} register={register} />
      <EventSection record={record} />
      <UsesSection record={record} />
      <ProofSection record={record} />
      {dialog === 'correct' ? <CorrectDialog {...props} onClose={() => setDialog(null)} /> : null}
      {field ? <CorrectDialog {...props} field={field} onClose={leaveField} /> : null}
      {dialog === 'void' ? <VoidDialog record={record} onClose={() => setDialog(null)} /> : null}
      {dialog === 'merge' ? <MergeDialog record={record} onClose={() => setDialog(null)} /> : null}
      {dialog === 'erase' ? <EraseDialog {...props} onClose={() => setDialog(null)} /> : null}
    </RecordOfFiles.Provider>
  )
}

/** That a record counts for nothing, and who made it so, when and why. */
function VoidedNote({ record }: { record: RecordView }) {
  const { say } = useSay()
  const { dayOf } = useMoments()
  const { data: versions = [] } = useQuery(versionsQuery(record.id))
  const made = versions.findLast(({ kind }) => kind === 'void')
  return (
    <div className="note bad">
      <p>{say(words.voided)}</p>
      {made ? (
        <p>
          {say(words.voidedBy, {
            name: made.actorName,
            day: dayOf(made.recordedAt),
            reason: made.reason ?? say(words.noReason),
          })}
        </p>
      ) : null}
    </div>
  )
}

/** The address asks for one field of the record to be corrected. */
function useFieldToCorrect(record: RecordView) {
  const unit = useUnit()
  const navigate = useNavigate()
  const hash = useRouterState({ select: ({ location }) => location.hash })
  return {
    field: actsOn(record, unit).includes('correct') ? fieldToCorrect(hash) : null,
    leaveField: () =>
      void navigate({ to: '.', search: (before) => before, hash: '', replace: true }),
  }
}

type RecordAct = 'correct' | 'void' | 'merge' | 'erase'

/** What an action of its own wrote is not corrected here, and made void where it may be. */
function actsOn({ id, register, state }: RecordView, { session, roster }: Unit): RecordAct[] {
  const { may } = session
  const acts: RecordAct[] = may.includes('erase') ? ['erase'] : []
  if (state !== 'live') return acts
  const writes = may.includes(register === core.merge.id ? 'manage-people' : 'correct')
  if (writes && (!isOwnWay(register) || mayBeTakenBack(register))) acts.unshift('void')
  if (writes && !isOwnWay(register)) acts.unshift('correct')
  const stands = roster.people.some((one) => one.id === id && one.goesOnAs === null)
  if (stands && may.includes('manage-people')) acts.push('merge')
  return acts
}

/** What the caller may do to a record as it stands. */
function RecordActs(props: { record: RecordView; onAct: (act: RecordAct) => void }) {
  const { say } = useSay()
  const acts = actsOn(props.record, useUnit())
  if (acts.length === 0) return null
  return (
    <div className="actions unprinted">
      {acts.map((act) => (
        <button
          key={act}
          type="button"
          className={act === 'correct' ? 'button' : 'button plain'}
          onClick={() => props.onAct(act)}
        >
          {say(words[act])}
        </button>
      ))}
    </div>
  )
}

/** When it happened and when it was written are two things; when it is proved, a third. */
function Moments({ record, register }: { record: RecordView; register: Register }) {
  const { say, lang } = useSay()
  const { minuteOf } = useMoments()
  const year = register.yearOf === undefined ? null : yearFor(register, record)
  return (
    <dl className="moments small">
      {record.occurredOn ? (
        <div>
          <dt>{say(words.occurred)}</dt>
          <dd>{dayInWords(record.occurredOn, lang)}</dd>
        </div>
      ) : null}
      {year === null ? null : (
        <div>
          <dt>{say(words.counts)}</dt>
          <dd>{say(words.year, { year })}</dd>
        </div>
      )}
      <div>
        <dt>{say(words.recorded)}</dt>
        <dd>{minuteOf(record.firstRecordedAt)}</dd>
      </div>
      <div>
        <dt>{say(words.entry)}</dt>
        <dd className="number">{say(words.nth, { index: record.entry })}</dd>
      </div>
    </dl>
  )
}
