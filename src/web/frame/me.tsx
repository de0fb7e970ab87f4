import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ask } from '../api-client/ask.ts'
import { MenuButton } from '../components/menu-button.tsx'
import { OtherLanguage } from '../components/other-language.tsx'
import { useNarrow } from '../components/use-narrow.ts'
import { useUnit } from '../components/use-unit.ts'
import { forgetDrafts } from '../form/drafts.ts'
import { places } from '../places.ts'
import { useSay } from '../say.tsx'

const words = {
  signOut: { zh: '退出登录', en: 'Sign out' },
  me: { zh: '我', en: 'Me' },
  places: { zh: '台账、日历、问题等', en: 'Registers, calendar and more' },
}

/** My name and roles, the other language, the way out. */
export function Me() {
  const { say } = useSay()
  const { session, pack, roster } = useUnit()
  const navigate = useNavigate()
  const signOut = useSignOut()
  const isPhone = useNarrow()
  const me = roster.people.find((person) => person.id === session.person)
  const name = me?.name ?? session.username
  const roles = pack.roles.filter((role) => session.roles.includes(role.id))
  const more = { label: say(words.places), onChoose: () => void navigate({ to: '/more' }) }
  return (
    <>
      <OtherLanguage />
      <MenuButton
        className="me"
        label={name}
        name={`${say(words.me)}: ${name}`}
        head={
          <>
            <p>{session.username}</p>
            <p className="quiet small">{roles.map((role) => say(role.label)).join(' · ')}</p>
          </>
        }
        choices={[
          { label: say(places.mine.label), onChoose: () => void navigate({ to: places.mine.to }) },
          ...(isPhone ? [more] : []),
          { label: say(words.signOut), onChoose: () => void signOut() },
        ]}
      />
    </>
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
