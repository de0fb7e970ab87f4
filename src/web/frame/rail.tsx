import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'
import { PlaceLink } from './place-link.tsx'
import { placesIn } from './places.ts'
import { Seal } from './seal.tsx'

const words = { places: { zh: '主导航', en: 'Main' } }

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
