import { useQuery } from '@tanstack/react-query'
import { actUnder, standingInRecord } from '../api-client/standing-in.ts'
import { dayInWords } from '../components/day.ts'
import { useUnit } from '../components/use-unit.ts'
import { standInsQuery } from '../handover/stand-ins-query.ts'
import { useSay } from '../say.tsx'

const words = {
  may: {
    zh: '{name}已书面授权您代为办理，至{day}止。',
    en: '{name} has authorised you in writing to stand in until {day}.',
  },
  begin: { zh: '开始代行', en: 'Begin' },
}

/** For whom I may stand in today: nobody looks for an authorisation they were never told of. */
export function MyStandIns() {
  const { say, lang } = useSay()
  const { session, roster } = useUnit()
  const list = useQuery(standInsQuery).data ?? []
  if (standingInRecord() !== null) return null
  return list
    .filter(({ deputy, state }) => deputy === session.person && state === 'inForce')
    .map(({ record, person, to }) => (
      <p key={record} className="may-stand-in">
        {say(words.may, {
          name: roster.people.find(({ id }) => id === person)?.name ?? person,
          day: dayInWords(to, lang),
        })}{' '}
        <button type="button" className="link" onClick={() => actUnder(record)}>
          {say(words.begin)}
        </button>
      </p>
    ))
}
