import { Link } from '@tanstack/react-router'
import { ErrorNote } from '../components/error-note.tsx'
import { useSay } from '../say.tsx'

const words = {
  missing: { zh: '没有这个页面', en: 'There is no such page' },
  back: { zh: '回到今年', en: 'Back to the year' },
}

/** Where a page would stand: the error that kept it away, or that it does not exist. */
export function RouteError(props: { error?: unknown }) {
  const { say } = useSay()
  return (
    <div className="main stack">
      {props.error ? (
        <ErrorNote error={props.error} retry={() => location.reload()} />
      ) : (
        <h1>{say(words.missing)}</h1>
      )}
      <p>
        <Link to="/">{say(words.back)}</Link>
      </p>
    </div>
  )
}
