import { Link } from '@tanstack/react-router'
import type { MyYear } from '../../api/contract/calendar.ts'
import { core } from '../../ledger/core/core-registers.ts'
import { dayInWords, periodInWords } from '../components/day.ts'
import { DutyName } from '../duty/duty-name.tsx'
import { RecordLinks } from '../record/record-links.tsx'
import { useSay } from '../say.tsx'
import { MineSection } from './mine-section.tsx'

const words = {
  given: { zh: '我确认过的', en: 'What I attested' },
  none: { zh: '这一年没有作过书面确认', en: 'No attestation given in this year' },
  on: { zh: '{day}确认', en: 'attested on {day}' },
  against: { zh: '之后有记录与此不符：', en: 'Records have spoken against it since:' },
}

/** The words I gave, and whether they still stand. */
export function MyWords({ given }: { given: MyYear['attestations'] }) {
  const { say } = useSay()
  return (
    <MineSection title={say(words.given)} count={given.length} empty={say(words.none)}>
      <ul className="mine-lines">
        {given.map((one) => (
          <GivenLine key={one.record} {...one} />
        ))}
      </ul>
    </MineSection>
  )
}

function GivenLine(props: MyYear['attestations'][number]) {
  const { say, lang } = useSay()
  const { record, duty, period, givenOn, against } = props
  return (
    <li className={against.length > 0 ? 'late' : undefined}>
      <Link to="/registers/$register/$record" params={{ register: core.attestation.id, record }}>
        <DutyName id={duty} />
      </Link>{' '}
      <span className="quiet small">
        {periodInWords(period, lang)}
        {givenOn ? ` · ${say(words.on, { day: dayInWords(givenOn, lang) })}` : ''}
      </span>
      {against.length > 0 ? (
        <>
          <p className="small">{say(words.against)}</p>
          <RecordLinks ids={against} />
        </>
      ) : null}
    </li>
  )
}
