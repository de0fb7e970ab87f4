import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { KeyboardEvent } from 'react'
import { useEffect, useRef, useState } from 'react'
import type { PackView } from '../../api/contract/pack.ts'
import type { DutyStanding, DutyState, DutyWindow } from '../../duty/duty-standing.ts'
import { dayInYearText } from '../../ledger/day/day.ts'
import { wantedQuery } from '../api-client/year-queries.ts'
import { periodInWords } from '../components/day.ts'
import { TermLines } from '../components/term-lines.tsx'
import { useUnit } from '../components/use-unit.ts'
import { StateMark } from '../duty/state-mark.tsx'
import { windowLook, windowWord } from '../duty/state-words.ts'
import { RecordLinks } from '../record/record-links.tsx'
import { useRecordOne } from '../record-one/record-one.ts'
import { useSay } from '../say.tsx'
import { AttestationDialog } from './attestation-dialog.tsx'
import { StatementDialog } from './statement-dialog.tsx'
import { WhoAnswers } from './who-answers.tsx'

const words = {
  back: { zh: '返回', en: 'Back' },
  year: { zh: '全年：', en: 'The year: ' },
  counts: { zh: '应 {owed}，实 {done}', en: '{done} of {owed}' },
  source: { zh: '依据', en: 'Source' },
  unverified: { zh: '（条款未核对）', en: '(clause not checked)' },
  records: { zh: '对应的记录', en: 'Records behind it' },
  against: { zh: '与之不符的记录', en: 'Records against it' },
  none: { zh: '本期还没有记录', en: 'No record in this window yet' },
  recordOne: { zh: '记一笔', en: 'Record one' },
  recordIn: { zh: '记一笔：{register}', en: 'Record one: {register}' },
  attest: { zh: '书面确认', en: 'Attest' },
  contradicted: {
    zh: '看书面确认与不符的记录',
    en: 'See what was attested, and what says otherwise',
  },
  weeks: { zh: '没有开展的周：{weeks}。', en: 'Weeks without it: {weeks}. ' },
  byWeek: {
    zh: '一周从周一到周日，算在周日所在的月份。',
    en: 'A week runs from Monday to Sunday and belongs to the month of its Sunday.',
  },
  span: { zh: '{from}至{to}', en: '{from} to {to}' },
  comma: { zh: '、', en: ', ' },
  explain: { zh: '说明未开展或不适用', en: 'Say: not done or not applicable' },
  own: { zh: '本单位自设', en: 'Set by the unit itself' },
  cadence: { zh: '依据的要求', en: 'The source asks' },
  here: { zh: '这里的要求', en: 'Asked here' },
}

/** What is to be done first, or the detail, takes the focus; the cell has it back at the end. */
function useFocusThere(onClose: () => void) {
  const element = useRef<HTMLElement>(null)
  useEffect(() => {
    const before = document.activeElement
    const first = element.current?.querySelector<HTMLElement>('[data-first]')
    const there = first ?? element.current
    there?.focus({ preventScroll: true })
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    }
  }, [])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    event.preventDefault()
    onClose()
  }
  return { element, onKeyDown }
}

type WindowDialog = 'statement' | 'attestation'

/** One window of one duty: what was owed, by which source, and the records that answer it. */
export function WindowDetail(props: {
  standing: DutyStanding
  window: DutyWindow
  onClose: () => void
}) {
  const { say, lang } = useSay()
  const { pack } = useUnit()
  const [dialog, setDialog] = useState<WindowDialog | null>(null)
  const { element, onKeyDown } = useFocusThere(props.onClose)
  const { standing, window } = props
  const duty = pack.duties.find((one) => one.id === standing.duty)
  if (!duty) return null
  return (
    <section
      className="window-detail"
      aria-label={say(duty.label)}
      ref={element}
      tabIndex={-1}
      onKeyDown={dialog ? undefined : onKeyDown}
    >
      <p>
        <button type="button" className="link small" onClick={props.onClose}>
          ← {say(words.back)}
        </button>
      </p>
      <h2>{say(duty.label)}</h2>
      <TermLines of={duty.label} />
      <p>{periodInWords(window.period, lang)}</p>
      <p className={`state-line ${windowLook(window)}`}>
        <StateMark state={windowLook(window)} /> {say(windowWord(window, standing))}
        {window.owed > 0 ? (
          <span className="number">
            {' · '}
            {say(words.counts, { owed: window.owed, done: window.done })}
          </span>
        ) : null}
      </p>
      <p>
        {standing.windows.length > 1 ? <span className="quiet">{say(words.year)}</span> : null}
        {say(standing.reason)}
      </p>
      <Weeks missing={window.weeksMissing} />
      <WindowActions
        window={window}
        duty={duty}
        isContradicted={window.records.some((id) => standing.against.includes(id))}
        onDialog={setDialog}
      />
      <Behind window={window} standing={standing} />
      <WhoAnswers duty={duty.id} />
      <SourceLine duty={duty} />
      {dialog === 'statement' ? (
        <StatementDialog duty={duty} period={window.period} onClose={() => setDialog(null)} />
      ) : null}
      {dialog === 'attestation' ? (
        <AttestationDialog duty={duty} period={window.period} onClose={() => setDialog(null)} />
      ) : null}
    </section>
  )
}

/** Which weeks of the window are missing, and which weeks are its own. */
function Weeks({ missing }: { missing: DutyWindow['weeksMissing'] }) {
  const { say, lang } = useSay()
  if (missing === undefined) return null
  const weeks = missing.map((week) =>
    say(words.span, { from: dayInYearText(week.from, lang), to: dayInYearText(week.to, lang) }),
  )
  return (
    <p>
      {weeks.length > 0 ? say(words.weeks, { weeks: weeks.join(say(words.comma)) }) : null}
      <span className="quiet small">{say(words.byWeek)}</span>
    </p>
  )
}

/** The records that answer the window, and those that speak against the duty. */
function Behind({ window, standing }: { window: DutyWindow; standing: DutyStanding }) {
  const { say } = useSay()
  return (
    <>
      <h3>{say(words.records)}</h3>
      {window.records.length > 0 ? (
        <RecordLinks ids={window.records} />
      ) : (
        <p className="quiet">{say(words.none)}</p>
      )}
      {standing.against.length > 0 ? (
        <>
          <h3>{say(words.against)}</h3>
          <RecordLinks ids={standing.against} />
        </>
      ) : null}
    </>
  )
}

/** What is asked here beside what the source asks: whoever adds to it does so in the open. */
function SourceLine({ duty }: { duty: PackView['duties'][number] }) {
  const { say } = useSay()
  const { pack } = useUnit()
  const { instrument, clause, verified, tier, cadence } = duty.source
  const label = pack.instruments[instrument]?.label
  return (
    <dl className="source small">
      <dt>{say(words.here)}</dt>
      <dd>{say(duty.requirement)}</dd>
      {cadence ? (
        <>
          <dt>{say(words.cadence)}</dt>
          <dd>{say(cadence)}</dd>
        </>
      ) : null}
      <dt>{say(words.source)}</dt>
      <dd>
        {label ? say(label) : instrument} {clause ?? ''}
        {verified || tier === 'own' ? null : (
          <span className="quiet"> {say(words.unverified)}</span>
        )}
        {tier === 'own' ? <span className="own-mark">{say(words.own)}</span> : null}
      </dd>
    </dl>
  )
}

/** States in which a record is what is missing. */
const inTrouble: ReadonlySet<DutyState> = new Set(['overdue', 'atRisk'])

function WindowActions(props: {
  window: DutyWindow
  duty: PackView['duties'][number]
  /** Records of this window speak against what was, or would be, attested of it. */
  isContradicted: boolean
  onDialog: (dialog: WindowDialog) => void
}) {
  const { say } = useSay()
  const may = new Set(useUnit().session.may)
  const { window, duty } = props
  const { state } = window
  const awaiting = state === 'awaitingAttestation'
  return (
    <div className="actions">
      {props.isContradicted && may.has('attest') ? (
        <button type="button" className="button" onClick={() => props.onDialog('attestation')}>
          {say(words.contradicted)}
        </button>
      ) : null}
      {awaiting && may.has('attest') ? (
        <button
          type="button"
          className="button primary"
          onClick={() => props.onDialog('attestation')}
        >
          {say(words.attest)}
        </button>
      ) : null}
      {may.has('record') && !awaiting ? <RecordForWindow window={window} duty={duty} /> : null}
      {state !== 'met' && may.has('record') ? (
        <button type="button" className="button plain" onClick={() => props.onDialog('statement')}>
          {say(words.explain)}
        </button>
      ) : null}
    </div>
  )
}

/** 记一笔 with what this window waits for filled in, so that it is counted once it is saved. */
function RecordForWindow(props: { window: DutyWindow; duty: PackView['duties'][number] }) {
  const { say } = useSay()
  const { pack } = useUnit()
  const recordOne = useRecordOne()
  const client = useQueryClient()
  const { window, duty } = props
  const query = wantedQuery(duty.id, window.period)
  const wanted = useQuery(query).data?.wanted
  const register = pack.registers.find(({ id }) => id === wanted?.register)
  const open = async () => {
    // Where nobody can say what it waits for, an empty form is better than none.
    const now = await client.ensureQueryData(query).then(
      (answer) => answer.wanted,
      () => null,
    )
    if (!now) return recordOne({ register: duty.register })
    const { period, done } = window
    recordOne({
      register: now.register,
      start: now.values,
      window: { duty: duty.id, period, done, wanted: now },
    })
  }
  const isFirst = inTrouble.has(window.state) && window.done < window.owed
  return (
    <button
      type="button"
      className={isFirst ? 'button primary' : 'button'}
      data-first={isFirst || undefined}
      onClick={() => void open()}
    >
      {register ? say(words.recordIn, { register: say(register.label) }) : say(words.recordOne)}
    </button>
  )
}
