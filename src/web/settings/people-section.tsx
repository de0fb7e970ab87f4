import { Link } from '@tanstack/react-router'
import { rosterRegisters } from '../../ledger/core/core-registers.ts'
import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'

const words = {
  title: { zh: '人员与科室', en: 'People and offices' },
  about: {
    zh: '人员、科室、职务与其他台账一样有记录和版本，往年的报告仍用当时的名册。',
    en: 'People, offices and posts are records with versions like all others; a past year keeps the roster of its time.',
  },
  roster: { zh: '从名册导入，开通账号', en: 'Enter a roster, open accounts' },
  handover: { zh: '交接与代行', en: 'Handing over and standing in' },
}

/** Who is who: the registers, one sheet for all of it, and who acts for whom. */
export function PeopleSection() {
  const { say } = useSay()
  const { session, pack } = useUnit()
  return (
    <section aria-labelledby="people-title">
      <h2 id="people-title">{say(words.title)}</h2>
      <p className="quiet">{say(words.about)}</p>
      {session.may.includes('manage-people') ? (
        <p>
          <Link to="/people/import" className="button">
            {say(words.roster)}
          </Link>
        </p>
      ) : null}
      <ul className="inline-list">
        {pack.registers
          .filter((register) => rosterRegisters.includes(register.id))
          .map((register) => (
            <li key={register.id}>
              <Link to="/registers/$register" params={{ register: register.id }}>
                {say(register.label)}
              </Link>
            </li>
          ))}
        <li>
          <Link to="/handover">{say(words.handover)}</Link>
        </li>
      </ul>
    </section>
  )
}
