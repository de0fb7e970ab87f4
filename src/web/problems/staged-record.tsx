import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { RecordView } from '../../api/contract/record.ts'
import type { Register, Stage } from '../../ledger/register/register.ts'
import { nextStage, stageDue, stageOf } from '../../ledger/register/stage.ts'
import { nearDay } from '../../matter/soon.ts'
import { versionsQuery } from '../api-client/queries.ts'
import { PageHead } from '../components/page-head.tsx'
import { useUnit } from '../components/use-unit.ts'
import { ProofSection } from '../record/proof-section.tsx'
import { VersionsStrip } from '../record/versions-strip.tsx'
import { useSay } from '../say.tsx'
import '../record/record-page.css'
import './problems-page.css'
import { DueMark } from './due-mark.tsx'
import { actOf, StageDialog } from './stage-dialog.tsx'
import { StageStrip } from './stage-strip.tsx'
import { stageTone } from './stage-word.tsx'

const words = {
  ledger: { zh: '在台账中打开', en: 'Open in the register' },
  voided: { zh: '本记录已作废。', en: 'This record is void.' },
  due: { zh: '时限', en: 'Due' },
}

/**
 * A record on its way through stages: where it stands and what may be done next, its way so far,
 * what it says, how it came to say so, and its proof.
 */
export function StagedRecord(props: {
  record: RecordView
  register: Register
  /** What a stage may ask of records elsewhere. */
  answers?: () => boolean
  /** Beside what the next stage asks for. */
  actions?: ReactNode
  /** Above the way. */
  before?: ReactNode
  /** What the record says. */
  children: ReactNode
  /** Between its versions and its proof. */
  after?: ReactNode
}) {
  const { say } = useSay()
  const { session } = useUnit()
  const { record, register, answers } = props
  const versions = useQuery(versionsQuery(record.id))
  const [moving, setMoving] = useState<Stage | null>(null)
  const { today } = session
  const here = stageOf(register.stages, record, { today, ...(answers ? { answers } : {}) })
  const next = nextStage(register.stages, here)
  return (
    <>
      <PageHead title={record.title} aside={<StageAside {...{ here, record, register }} />}>
        {mayCorrect(record, session.may) && next ? (
          <button type="button" className="button primary" onClick={() => setMoving(next)}>
            {say(actOf(next))}
          </button>
        ) : null}
        {props.actions}
        <Link
          className="button plain"
          to="/registers/$register/$record"
          params={{ register: register.id, record: record.id }}
        >
          {say(words.ledger)}
        </Link>
      </PageHead>
      {record.state === 'void' ? <p className="note bad">{say(words.voided)}</p> : null}
      {props.before}
      <StageStrip stages={register.stages ?? []} here={here} versions={versions.data ?? []} />
      {props.children}
      <VersionsStrip record={record} register={register} />
      {props.after}
      <ProofSection record={record} />
      {moving ? (
        <StageDialog
          record={record}
          register={register}
          stage={moving}
          onClose={() => setMoving(null)}
        />
      ) : null}
    </>
  )
}

/** Whether what stands there can still be changed, and by whoever looks. */
export function mayCorrect(record: RecordView, may: readonly string[]): boolean {
  return record.state === 'live' && may.includes('correct')
}

function StageAside(props: { here: Stage | null; record: RecordView; register: Register }) {
  const { say } = useSay()
  const { here, record, register } = props
  const { session } = useUnit()
  if (here === null) return null
  const on = stageDue(here, record.values)
  return (
    <>
      <span className={`stage-word ${stageTone(here)}`}>{say(here.label)}</span>
      {on ? (
        <>
          {' · '}
          <DueMark
            due={nearDay(on, session)}
            register={register}
            stage={here.id}
            otherwise={words.due}
          />
        </>
      ) : null}
    </>
  )
}
