import { Link } from '@tanstack/react-router'
import { ApiFailure } from '../api-client/ask.ts'
import { useSay } from '../say.tsx'

const words = {
  another: { zh: '是另一件事，另记一笔', en: 'It is something else: record it as well' },
  look: { zh: '查看已保存的', en: 'See what was saved' },
}

/**
 * Whether this form was saved already with other words: its answer was lost, or it was saved from
 * another window. Saved once more by itself it might stand twice.
 */
export function isSavedBefore(error: unknown): boolean {
  return error instanceof ApiFailure && error.problem.code === 'write.key-reused'
}

/** Beside that error: the list where what was saved stands, and the way to save this as well. */
export function SavedBefore(props: {
  readonly register: string
  readonly pending: boolean
  readonly onAnother: () => void
}) {
  const { say } = useSay()
  return (
    <p className="actions">
      <Link
        className="button"
        to="/registers/$register"
        params={{ register: props.register }}
        target="_blank"
      >
        {say(words.look)}
      </Link>
      <button type="button" className="button" disabled={props.pending} onClick={props.onAnother}>
        {say(words.another)}
      </button>
    </p>
  )
}
