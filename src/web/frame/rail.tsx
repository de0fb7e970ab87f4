import { Link } from '@tanstack/react-router'
import { useUnit } from '../components/use-unit.ts'
import { placesIn } from '../places.ts'
import { useSay } from '../say.tsx'
import { PlaceLink } from './place-link.tsx'

const words = {
  places: { zh: '主导航', en: 'Main' },
  home: { zh: '台账：回到今年', en: 'Taizhang: back to the year' },
}

/** The narrow left rail: words, no icons, no nested menus. */
export function Rail() {
  const { say } = useSay()
  const { session } = useUnit()
  return (
    <nav className="rail" aria-label={say(words.places)}>
      <Seal />
      <ul>
        {placesIn('rail', session).map((place) => (
          <li key={place.label.en}>
            <PlaceLink place={place} />
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** The mark of the product: its two characters as a seal. */
function Seal() {
  const { say } = useSay()
  return (
    <Link to="/" className="seal" aria-label={say(words.home)}>
      <span aria-hidden="true" lang="zh-CN">
        台<br />账
      </span>
    </Link>
  )
}
