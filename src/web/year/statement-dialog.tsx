import type { PackView } from '../../api/contract/pack.ts'
import { ask } from '../api-client/ask.ts'
import type { Confirmed } from '../components/confirmed-form.tsx'
import { periodInWords } from '../components/day.ts'
import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'
import { WordDialog } from './word-dialog.tsx'

const words = {
  title: { zh: '说明', en: 'Say why' },
  about: { zh: '{duty}，{period}', en: '{duty}, {period}' },
  notDone: { zh: '本期未开展', en: 'Not done in this window' },
  notApplicable: { zh: '本期不适用', en: 'Does not apply in this window' },
  reason: { zh: '原因', en: 'Reason' },
  reasonHint: {
    zh: '如实写明即可；说明会写入日志，不作扣分。',
    en: 'Simply say it as it is. It is written to the log; nothing is deducted.',
  },
  office: { zh: '说的是', en: 'Said of' },
  every: { zh: '全部', en: 'all of them' },
  save: { zh: '写入说明', en: 'Write it' },
}

const reasonCharactersMax = 300

/** 未开展 or 不适用 with the reason; saying so costs nothing. */
export function StatementDialog(props: {
  duty: PackView['duties'][number]
  period: string
  onClose: () => void
}) {
  const { say, lang } = useSay()
  const { duty, period } = props
  const write = ({ said, reason }: Confirmed) => {
    const office = said('office')
    const body = { period, state: said('state'), reason, ...(office ? { office } : {}) }
    return ask(`/duties/${duty.id}/statement`, { method: 'POST', body })
  }
  return (
    <WordDialog
      title={words.title}
      save={words.save}
      by="session"
      reason={{
        label: words.reason,
        help: words.reasonHint,
        max: reasonCharactersMax,
        isLong: true,
      }}
      write={write}
      onClose={props.onClose}
      fields={<StatementFields duty={duty} />}
    >
      <p>{say(words.about, { duty: say(duty.label), period: periodInWords(period, lang) })}</p>
    </WordDialog>
  )
}

function StatementFields({ duty }: { duty: PackView['duties'][number] }) {
  const { say } = useSay()
  // What is not to happen is not carried out, either.
  const isAttested = duty.attested === true
  return (
    <>
      {duty.officeKind === undefined ? null : <StatementOffice kind={duty.officeKind} />}
      <div className="radios">
        {isAttested ? null : (
          <label>
            <input type="radio" name="state" value="notDone" defaultChecked /> {say(words.notDone)}
          </label>
        )}
        <label>
          <input type="radio" name="state" value="notApplicable" defaultChecked={isAttested} />{' '}
          {say(words.notApplicable)}
        </label>
      </div>
    </>
  )
}

/** Of a duty that each office owes, one may have its reason while the others have theirs. */
function StatementOffice({ kind }: { kind: string }) {
  const { say } = useSay()
  const { roster } = useUnit()
  const offices = roster.offices.filter((one) => one.kind === kind)
  return (
    <div className="labelled">
      <label htmlFor="statement-office">{say(words.office)}</label>
      <select id="statement-office" name="office" className="select">
        <option value="">{say(words.every)}</option>
        {offices.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </div>
  )
}
