import { useState } from 'react'
import type { DutyStanding, DutyWindow } from '../../duty/duty.ts'
import { RecordLinks } from '../record/record-links.tsx'
import { useRecordOne } from '../frame/record-one.ts'
import { periodInWords } from '../parts/day.ts'
import { useUnit } from '../parts/use-unit.ts'
import { useSay } from '../say.tsx'
import { AttestationDialog } from './attestation-dialog.tsx'
import { StatementDialog } from './statement-dialog.tsx'
import { stateWords } from './state-words.ts'
import { StateMark } from './state-mark.tsx'

const words = {
  back: { zh: '返回', en: 'Back' },
  counts: { zh: '应 {owed}，实 {done}', en: '{done} of {owed}' },
  source: { zh: '依据', en: 'Source' },
  clause: { zh: '{clause}', en: '{clause}' },
  unverified: { zh: '条款未核对', en: 'clause not checked' },
  records: { zh: '对应的记录', en: 'Records behind it' },
  against: { zh: '与之不符的记录', en: 'Records against it' },
  none: { zh: '本期还没有记录', en: 'No record in this window yet' },
  recordOne: { zh: '记一笔', en: 'Record one' },
  attest: { zh: '书面确认', en: 'Attest' },
  explain: { zh: '说明未开展或不适用', en: 'Say: not done or not applicable' },
  own: { zh: '本单位自设', en: 'Set by the unit itself' },
}

/** On a phone the detail stands above the grid: bring it into sight when a cell opened it. */
function showNew(element: HTMLElement | null) {
  element?.scrollIntoView({ block: 'nearest' })
}

/** One window of one duty: what was owed, by which source, and the records that answer it. */
export function WindowDetail(props: {
  standing: DutyStanding
  window: DutyWindow
  onClose: () => void
}) {
  const { say, lang } = useSay()
  const { pack, session } = useUnit()
  const recordOne = useRecordOne()
  const [dialog, setDialog] = useState<'statement' | 'attestation' | null>(null)
  const { standing, window } = props
  const duty = pack.duties.find((one) => one.id === standing.duty)
  if (!duty) return null
  const instrument = pack.instruments[duty.source.instrument]
  const awaiting = window.state === 'awaitingAttestation'
  return (
    <section className="window-detail" aria-label={say(duty.label)} ref={showNew}>
      <p>
        <button type="button" className="link small" onClick={props.onClose}>
          ← {say(words.back)}
        </button>
      </p>
      <h2>{say(duty.label)}</h2>
      <p>{periodInWords(window.period, lang)}</p>
      <p className={`state-line ${window.state}`}>
        <StateMark state={window.state} /> {say(stateWords[window.state].word)}
        {window.owed > 0 ? (
          <span className="number">
            {' · '}
            {say(words.counts, { owed: window.owed, done: window.done })}
          </span>
        ) : null}
      </p>
      <p>{say(standing.reason)}</p>
      <dl className="source small">
        <dt>{say(words.source)}</dt>
        <dd>
          {say(duty.requirement)}
          {'：'}
          {instrument ? say(instrument.label) : duty.source.instrument} {duty.source.clause ?? ''}
          {duty.source.verified ? null : <span className="quiet"> ({say(words.unverified)})</span>}
          {duty.source.tier === 'own' ? <span className="quiet"> {say(words.own)}</span> : null}
        </dd>
      </dl>
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
      <div className="actions">
        {awaiting && session.may.includes('attest') ? (
          <button type="button" className="button primary" onClick={() => setDialog('attestation')}>
            {say(words.attest)}
          </button>
        ) : null}
        {session.may.includes('record') && !awaiting ? (
          <button type="button" className="button" onClick={() => recordOne()}>
            {say(words.recordOne)}
          </button>
        ) : null}
        {window.state !== 'met' && session.may.includes('record') ? (
          <button type="button" className="button plain" onClick={() => setDialog('statement')}>
            {say(words.explain)}
          </button>
        ) : null}
      </div>
      {dialog === 'statement' ? (
        <StatementDialog duty={duty} period={window.period} onClose={() => setDialog(null)} />
      ) : null}
      {dialog === 'attestation' ? (
        <AttestationDialog duty={duty} period={window.period} onClose={() => setDialog(null)} />
      ) : null}
    </section>
  )
}
