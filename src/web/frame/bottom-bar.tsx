import { useUnit } from '../components/use-unit.ts'
import { placesIn } from '../places.ts'
import { useSay } from '../say.tsx'
import { PlaceLink } from './place-link.tsx'

const words = { places: { zh: '底部导航', en: 'Bottom' } }

/** The places a phone has under the thumb, 记一笔 among them. */
export function BottomBar() {
  const { say } = useSay()
  const { session } = useUnit()
  return (
    <nav className="bottom-bar" aria-label={say(words.places)}>
      {placesIn('bar', session).map((place) => (
        <PlaceLink key={place.label.en} place={place} />
      ))}
    </nav>
  )
}
