import { Link } from '@tanstack/react-router'
import type { places } from '../places.ts'
import { useRecordOne } from '../record-one/record-one.ts'
import { useSay } from '../say.tsx'
import { WaitingCount } from '../waiting/waiting-count.tsx'

/** The way to a place; an act opens where one is. */
export function PlaceLink({ place }: { place: (typeof places)[keyof typeof places] }) {
  const { say } = useSay()
  const recordOne = useRecordOne()
  if (place.to === null) {
    return (
      <button type="button" onClick={() => recordOne()}>
        {say(place.label)}
      </button>
    )
  }
  // The year has the shortest address, which all others begin with.
  const activeOptions = place.to === '/' ? { exact: true, includeSearch: false } : {}
  return (
    <Link to={place.to} activeOptions={activeOptions}>
      {say(place.label)}
      {place.to === '/mine' ? <WaitingCount /> : null}
    </Link>
  )
}
