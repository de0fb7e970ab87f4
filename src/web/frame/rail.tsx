import { Link } from '@tanstack/react-router'
import { useSay } from '../say.tsx'
import { places } from './places.ts'
import { Seal } from './seal.tsx'

const words = { places: { zh: '主导航', en: 'Main' } }

/** The narrow left rail: words, no icons, no nested menus. */
export function Rail() {
  const { say } = useSay()
  return (
    <nav className="rail" aria-label={say(words.places)}>
      <Seal />
      <ul>
        <li>
          <Link to="/" activeOptions={{ exact: true, includeSearch: false }}>
            {say(places.year)}
          </Link>
        </li>
        <li>
          <Link to="/plan">{say(places.plan)}</Link>
        </li>
        <li>
          <Link to="/registers">{say(places.registers)}</Link>
        </li>
        <li>
          <Link to="/calendar">{say(places.calendar)}</Link>
        </li>
        <li>
          <Link to="/problems">{say(places.problems)}</Link>
        </li>
        <li>
          <Link to="/reports">{say(places.report)}</Link>
        </li>
        <li>
          <Link to="/verify">{say(places.verify)}</Link>
        </li>
        <li>
          <Link to="/settings">{say(places.settings)}</Link>
        </li>
      </ul>
    </nav>
  )
}
