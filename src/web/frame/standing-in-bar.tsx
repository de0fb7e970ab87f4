import { actUnder } from '../api-client/standing-in.ts'
import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'
import './standing-in-bar.css'

const words = {
  acting: {
    zh: '您正在代{name}办理，登记和确认都会标明“代{name}”。',
    en: 'You stand in for {name}; what you record and attest is marked as such.',
  },
  end: { zh: '结束代行', en: 'Act as yourself again' },
}

/** Above every page while somebody stands in for another. */
export function StandingInBar() {
  const { say } = useSay()
  const { session, roster } = useUnit()
  const whose = session.standingInFor
  if (whose === undefined) return null
  const name = roster.people.find((one) => one.id === whose)?.name ?? whose
  return (
    <div className="standing-in" role="status">
      <span>{say(words.acting, { name })}</span>
      <button type="button" className="link" onClick={() => actUnder(null)}>
        {say(words.end)}
      </button>
    </div>
  )
}
