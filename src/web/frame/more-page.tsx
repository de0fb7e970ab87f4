import { PageHead } from '../components/page-head.tsx'
import { useUnit } from '../components/use-unit.ts'
import { placesIn } from '../places.ts'
import { useSay } from '../say.tsx'
import { PlaceLink } from './place-link.tsx'

const words = { more: { zh: '更多', en: 'More' } }

/** On a phone: the places that the bottom bar has no room for. */
export function MorePage() {
  const { say } = useSay()
  const { session } = useUnit()
  return (
    <>
      <PageHead title={say(words.more)} />
      <ul className="more-places">
        {placesIn('more', session).map((place) => (
          <li key={place.label.en}>
            <PlaceLink place={place} />
            {'about' in place ? <p className="quiet small">{say(place.about)}</p> : null}
          </li>
        ))}
      </ul>
    </>
  )
}
