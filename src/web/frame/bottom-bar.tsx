import { Link } from '@tanstack/react-router'
import { useUnit } from '../parts/use-unit.ts'
import { useSay } from '../say.tsx'
import { places } from './places.ts'
import { useRecordOne } from './record-one.ts'

const words = { places: { zh: '底部导航', en: 'Bottom' } }

/** The same places on a phone, with 记一笔 under the thumb. */
export function BottomBar() {
  const { say } = useSay()
  const { session } = useUnit()
  const recordOne = useRecordOne()
  return (
    <nav className="bottom-bar" aria-label={say(words.places)}>
      <Link to="/" activeOptions={{ exact: true, includeSearch: false }}>
        {say(places.year)}
      </Link>
      <Link to="/mine">{say(places.mine)}</Link>
      {session.may.includes('record') ? (
        <button type="button" onClick={() => recordOne()}>
          {say(places.recordOne)}
        </button>
      ) : null}
      <Link to="/reports">{say(places.report)}</Link>
    </nav>
  )
}
