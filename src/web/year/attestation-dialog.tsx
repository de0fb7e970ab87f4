import { queryOptions, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { PackView } from '../../api/contract/pack.ts'
import type { RecordBrief } from '../../api/contract/record.ts'
import type { AttestationView } from '../../api/contract/year.ts'
import { ask } from '../api-client/ask.ts'
import type { Confirmed } from '../components/confirmed-form.tsx'
import { dayBeside, dayInWords, periodInWords } from '../components/day.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { Loading } from '../components/loading.tsx'
import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'
import { WordDialog } from './word-dialog.tsx'

const words = {
  title: { zh: '书面确认', en: 'Attest' },
  about: { zh: '{duty}，{period}', en: '{duty}, {period}' },
  speaksFor: { zh: '可作依据的记录', en: 'What it can rest on' },
  nothingFor: {
    zh: '本期没有可作依据的记录；确认只凭确认人的了解。',
    en: 'Nothing is recorded that it could rest on; it is given on what the person knows.',
  },
  speaksAgainst: { zh: '与之不符的记录', en: 'What says otherwise' },
  nothingAgainst: { zh: '没有与之不符的记录。', en: 'Nothing on record says otherwise.' },
  hidden: {
    zh: '另有与之不符的记录，您的角色无权查看。',
    en: 'Something else on record says otherwise; your role may not read it.',
  },
  given: { zh: '{name}已于{day}确认。', en: '{name} attested it on {day}.' },
  overtaken: {
    zh: '{name}于{day}作过确认，之后出现了与之不符的记录，该确认不再成立。原确认保留在日志中。',
    en: '{name} attested it on {day}; records came in that say otherwise, so it no longer holds. It stays in the log.',
  },
  you: { zh: '您', en: 'You' },
  somebody: { zh: '确认人', en: 'Somebody' },
  text: { zh: '确认内容', en: 'What you attest' },
  hint: {
    zh: '确认以您本人名义写入日志，不能删除；情况有变可以再作说明。',
    en: 'It is written to the log in your name and cannot be removed; you can add to it later.',
  },
  save: { zh: '确认', en: 'Attest' },
  otherwise: {
    zh: '确认之后，不论内容怎样写，本期都按做到计算。实际并非如此的，不要确认，请据实登记。',
    en: 'Once attested, the window counts as met whatever the words say. If it is not so, do not attest: record what happened.',
  },
}

const textCharactersMax = 300

const attestationQuery = (duty: string, period: string) =>
  queryOptions({
    queryKey: ['year', 'attestation', duty, period],
    queryFn: ({ signal }) =>
      ask<AttestationView>(`/duties/${duty}/attestation?period=${period}`, { signal }),
  })

/**
 * A named person's statement about a period, with the records that speak for and against it before
 * their eyes; given after the password once more, and only where nothing says otherwise.
 */
export function AttestationDialog(props: {
  duty: PackView['duties'][number]
  period: string
  onClose: () => void
}) {
  const { say, lang } = useSay()
  const { duty, period } = props
  const { data: view, error, isPending } = useQuery(attestationQuery(duty.id, period))
  const write = ({ said, password }: Confirmed) => {
    const body = { duty: duty.id, period, text: said('text'), password }
    return ask('/attestations', { method: 'POST', body })
  }
  const about = { duty: say(duty.label), period: periodInWords(period, lang) }
  return (
    <WordDialog
      title={words.title}
      save={words.save}
      by="password"
      write={write}
      onClose={props.onClose}
      fields={
        view?.mayGive ? (
          <>
            <p className="note">{say(words.otherwise)}</p>
            <WordField proposal={view.proposal ? say(view.proposal) : ''} />
          </>
        ) : null
      }
      foot={<p className="quiet small">{say(words.hint)}</p>}
    >
      <p>{say(words.about, about)}</p>
      {isPending ? <Loading /> : null}
      {error ? <ErrorNote error={error} /> : null}
      {view ? <Weighed view={view} /> : null}
    </WordDialog>
  )
}

/** What was given before, what speaks for and against, and why it cannot be given now. */
function Weighed({ view }: { view: AttestationView }) {
  const { say } = useSay()
  const isContradicted = view.speaksAgainst.length > 0 || view.hidden
  return (
    <>
      {view.given ? <GivenNote given={view.given} /> : null}
      {view.refusal && !view.given?.contradicted ? (
        <p className={isContradicted ? 'note bad' : 'note wait'}>{say(view.refusal)}</p>
      ) : null}
      <section>
        <h3>{say(words.speaksAgainst)}</h3>
        {isContradicted ? null : <p className="quiet">{say(words.nothingAgainst)}</p>}
        <Briefs briefs={view.speaksAgainst} />
        {view.hidden ? <p>{say(words.hidden)}</p> : null}
      </section>
      <section>
        <h3>{say(words.speaksFor)}</h3>
        {view.speaksFor.length > 0 ? null : <p className="quiet">{say(words.nothingFor)}</p>}
        <Briefs briefs={view.speaksFor} />
      </section>
    </>
  )
}

function GivenNote({ given }: { given: NonNullable<AttestationView['given']> }) {
  const { say, lang } = useSay()
  const { session, roster } = useUnit()
  const named = roster.people.find(({ id }) => id === given.person)?.name
  const name = given.person === session.person ? say(words.you) : (named ?? say(words.somebody))
  const day = dayInWords(given.givenOn, lang)
  return (
    <p className={given.contradicted ? 'note bad' : 'note good'}>
      {say(given.contradicted ? words.overtaken : words.given, { name, day })}
    </p>
  )
}

function Briefs({ briefs }: { briefs: readonly RecordBrief[] }) {
  const { lang } = useSay()
  return (
    <ul className="record-links">
      {briefs.map(({ id, register, title, occurredOn }) => (
        <li key={id}>
          <Link to="/registers/$register/$record" params={{ register, record: id }}>
            {title}
          </Link>
          <span className="quiet small"> {dayBeside({ title, occurredOn }, lang)}</span>
        </li>
      ))}
    </ul>
  )
}

function WordField({ proposal }: { proposal: string }) {
  const { say } = useSay()
  return (
    <div className="labelled">
      <label htmlFor="attestation-text">{say(words.text)}</label>
      <textarea
        id="attestation-text"
        name="text"
        className="input"
        data-most={textCharactersMax}
        required
        defaultValue={proposal}
      />
    </div>
  )
}
