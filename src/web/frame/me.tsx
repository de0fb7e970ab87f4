import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useRef } from 'react'
import { ask } from '../ask/ask.ts'
import { forgetDrafts } from '../form/drafts.ts'
import { useUnit } from '../parts/use-unit.ts'
import { useSay } from '../say.tsx'
import { places } from './places.ts'

const words = {
  other: { zh: 'English', en: '中文' },
  signOut: { zh: '退出登录', en: 'Sign out' },
  me: { zh: '我', en: 'Me' },
  places: { zh: '台账、日历、问题等', en: 'Registers, calendar and more' },
}

/** My name and roles, the other language, the way out. */
export function Me() {
  const { say } = useSay()
  const { session, pack, roster } = useUnit()
  const signOut = useSignOut()
  const menu = useRef<HTMLDetailsElement>(null)
  const me = roster.people.find((person) => person.id === session.person)
  const roles = pack.roles.filter((role) => session.roles.includes(role.id))
  const close = () => {
    if (menu.current) menu.current.open = false
  }
  return (
    <>
      <OtherLanguage />
      <details
        className="me"
        ref={menu}
        onBlur={(event) => {
          if (!event.currentTarget.contains(event.relatedTarget)) event.currentTarget.open = false
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') close()
        }}
      >
        <summary aria-label={`${say(words.me)}: ${me?.name ?? session.username}`}>
          {me?.name ?? session.username}
        </summary>
        <div className="me-sheet">
          <p>{session.username}</p>
          <p className="quiet small">{roles.map((role) => say(role.label)).join(' · ')}</p>
          <ul className="me-places">
            <li>
              <Link to="/mine" onClick={close}>
                {say(places.mine)}
              </Link>
            </li>
            <li className="on-phone">
              <Link to="/more" onClick={close}>
                {say(words.places)}
              </Link>
            </li>
          </ul>
          <button type="button" className="button" onClick={() => void signOut()}>
            {say(words.signOut)}
          </button>
        </div>
      </details>
    </>
  )
}

function OtherLanguage() {
  const { say, lang, setLang } = useSay()
  return (
    <button
      type="button"
      className="button plain"
      lang={lang === 'zh' ? 'en' : 'zh-CN'}
      onClick={() => setLang(lang === 'zh' ? 'en' : 'zh')}
    >
      {say(words.other)}
    </button>
  )
}

function useSignOut(): () => Promise<void> {
  const queryClient = useQueryClient()
  return async () => {
    await ask('/session', { method: 'DELETE' }).catch(() => undefined)
    forgetDrafts()
    queryClient.clear()
    location.assign('/sign-in')
  }
}
