import { ApiFailure } from '../api-client/ask.ts'
import { useSay } from '../say.tsx'
import { SignInHere } from './sign-in-here.tsx'

const words = {
  unforeseen: { zh: '出现了意外', en: 'Something unforeseen happened' },
  again: {
    zh: '请重新载入页面；若仍如此，请告知管理员。',
    en: 'Reload the page; if it persists, tell the administrator.',
  },
  retry: { zh: '重试', en: 'Try again' },
  trace: { zh: '告知管理员时请附编号 {trace}', en: 'Give the administrator this number: {trace}' },
}

/** What went wrong, where, and what to do: the error of the API in words. */
export function ErrorNote({ error, retry }: { error: unknown; retry?: () => void }) {
  const { say } = useSay()
  const problem = error instanceof ApiFailure ? error.problem : null
  // The first gives title and hint, and the detail says all of them in one line: each is said once.
  const others = problem?.faults.slice(1) ?? []
  return (
    <div className="note bad" role="alert">
      <p>
        <strong>{problem?.title ?? say(words.unforeseen)}</strong>
      </p>
      {problem && others.length === 0 && problem.detail !== problem.title ? (
        <p>{problem.detail}</p>
      ) : null}
      <p>{problem ? problem.hint : say(words.again)}</p>
      {others.length > 0 ? (
        <ul>
          {others.map((fault) => (
            <li key={`${fault.code} ${fault.at.join('.')}`}>
              {fault.text} <span className="quiet">{fault.hint}</span>
            </li>
          ))}
        </ul>
      ) : null}
      {problem?.trace ? (
        <p className="small">{say(words.trace, { trace: problem.trace })}</p>
      ) : null}
      {problem?.code === 'session.none' ? (
        <SignInHere {...(retry ? { onDone: retry } : {})} />
      ) : null}
      {retry ? (
        <p>
          <button type="button" className="link" onClick={retry}>
            {say(words.retry)}
          </button>
        </p>
      ) : null}
    </div>
  )
}
