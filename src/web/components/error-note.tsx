import { useState } from 'react'
import type { ApiError } from '../../api/contract/api-error.ts'
import { ApiFailure } from '../api-client/ask.ts'
import { useSaysAway, useServerPresence } from '../api-client/server-presence.ts'
import { useSay } from '../say.tsx'
import { ReturnHere } from './return-here.tsx'
import { SignInHere } from './sign-in-here.tsx'

const words = {
  unforeseen: { zh: '出现了意外', en: 'Something unforeseen happened' },
  again: {
    zh: '请重新载入页面；若仍如此，请告知管理员。',
    en: 'Reload the page; if it persists, tell the administrator.',
  },
  part: { zh: '这一页没有取到', en: 'This page could not be fetched' },
  partAgain: {
    zh: '服务器可能连接不上，或刚刚更新过。请稍后重新载入。',
    en: 'The server may be away, or was just updated. Load it again in a moment.',
  },
  back: { zh: '又连上服务器了', en: 'The server can be reached again' },
  unanswered: {
    zh: '刚才的一步没有得到答复，请再做一次；填写的内容都在。',
    en: 'What was done last got no answer: do it again. What you typed is there.',
  },
  retry: { zh: '重试', en: 'Try again' },
  trace: { zh: '告知管理员时请附编号 {trace}', en: 'Give the administrator this number: {trace}' },
}

/**
 * What went wrong, where, and what to do: the error of the API in words. What a form could not send
 * for want of a session it sends when somebody has signed in here, and so where another window has
 * changed the organisation.
 */
export function ErrorNote({ error, retry }: { error: unknown; retry?: () => void }) {
  const { say } = useSay()
  const problem = error instanceof ApiFailure ? error.problem : null
  // How browsers say, each in its own words, that a part of the page could not be fetched.
  const isPart = error instanceof TypeError && /import(ed|ing) (a )?module/i.test(error.message)
  const [note, setNote] = useState<HTMLElement | null>(null)
  const isHere = useServerPresence() === 'here'
  const isUnanswered = problem?.code === 'page.unreachable'
  useSaysAway(isUnanswered && !isHere)
  const goOn = () => {
    const form = note?.closest('form') ?? null
    if (retry) retry()
    else form?.requestSubmit()
    return retry !== undefined || form !== null
  }
  const again = retry ? (
    <p>
      <button type="button" className="link" onClick={retry}>
        {say(words.retry)}
      </button>
    </p>
  ) : null
  if (isUnanswered && isHere) {
    return (
      <div className="note" role="status">
        <p>
          <strong>{say(words.back)}</strong>
        </p>
        <p>{say(words.unanswered)}</p>
        {again}
      </div>
    )
  }
  // The first gives title and hint, and the detail says all of them in one line: each is said once.
  const others = problem?.faults.slice(1) ?? []
  const names = fieldNames(note, problem?.faults ?? noFaults)
  return (
    <div ref={setNote} className="note bad" role="alert" tabIndex={-1}>
      <p>
        <strong>
          {names[0]}
          {problem?.title ?? say(isPart ? words.part : words.unforeseen)}
        </strong>
      </p>
      {problem && others.length === 0 && problem.detail !== problem.title ? (
        <p>{problem.detail}</p>
      ) : null}
      <p>{problem ? problem.hint : say(isPart ? words.partAgain : words.again)}</p>
      {others.length > 0 ? (
        <ul>
          {others.map((fault, nth) => (
            <li key={`${fault.code} ${fault.at.join('.')}`}>
              {names[nth + 1]}
              {fault.text} <span className="quiet">{fault.hint}</span>
            </li>
          ))}
        </ul>
      ) : null}
      {problem?.trace ? (
        <p className="small">{say(words.trace, { trace: problem.trace })}</p>
      ) : null}
      {problem?.code === 'session.none' ? <SignInHere goOn={goOn} /> : null}
      {problem?.code === 'session.elsewhere' ? <ReturnHere goOn={goOn} /> : null}
      {again}
    </div>
  )
}

const noFaults: ApiError['faults'] = []

/**
 * “升级提醒天数：” before what is said of a place by its path alone, where the form around the note
 * has a field of that name; empty where the sentence itself names what it is about.
 */
function fieldNames(note: HTMLElement | null, faults: ApiError['faults']): readonly string[] {
  const around = note?.closest('form, section, .dialog') ?? null
  const form = around instanceof HTMLFormElement ? around : (around?.querySelector('form') ?? null)
  return faults.map(({ code, at }) => (code === 'request.invalid' ? nameIn(form, at) : ''))
}

/** Fields are called as the API calls them: `at`, or `quietFrom` where that is quiet.from. */
function nameIn(form: HTMLFormElement | null, at: readonly (string | number)[]): string {
  const keys = at.filter((key) => typeof key === 'string')
  const [outer = '', inner = ''] = keys.slice(-2)
  const whole = `${outer}${inner.charAt(0).toUpperCase()}${inner.slice(1)}`
  const field = form?.elements.namedItem(whole) ?? form?.elements.namedItem(inner)
  const label =
    field instanceof HTMLElement && 'labels' in field ? (field.labels as NodeList) : null
  const words = label?.[0]?.textContent?.trim() ?? ''
  return words === '' ? '' : `${words}：`
}
