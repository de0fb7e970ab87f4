import type { AccountView } from '../../api/contract/account.ts'
import { dayInWords } from '../components/day.ts'
import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'
import './mine-page.css'

const words = {
  and: { zh: '、', en: ', ' },
  from: { zh: '{from}起', en: 'since {from}' },
  until: { zh: '{from}至{to}', en: '{from} to {to}' },
  none: { zh: '没有', en: 'None' },
  account: { zh: '随账号，决定能做什么', en: 'of the account: what it may do' },
  roster: { zh: '仅用于认定责任，不带权限', en: 'says who answers; gives no rights' },
  post: { zh: '随岗位，不带权限', en: 'of a post; gives no rights' },
}

/** The roles of somebody, since when, and whether they carry rights: alike wherever they stand. */
export function HeldRoles({ held }: Pick<AccountView, 'held'>) {
  const { say, lang } = useSay()
  const { pack } = useUnit()
  const role = (id: string) => {
    const known = pack.roles.find((one) => one.id === id)
    return known ? say(known.label) : id
  }
  const span = ({ from, to }: AccountView['held'][number]) =>
    to === null
      ? say(words.from, { from: dayInWords(from, lang) })
      : say(words.until, { from: dayInWords(from, lang), to: dayInWords(to, lang) })
  if (held.length === 0) return <p className="quiet">{say(words.none)}</p>
  return (
    <ul className="mine-lines held-roles">
      {held.map((one) => (
        <li key={`${one.via} ${one.from} ${one.roles.join(' ')}`}>
          {one.roles.map(role).join(say(words.and))}{' '}
          <span className="quiet small">
            {span(one)} · {say(words[one.via])}
          </span>
        </li>
      ))}
    </ul>
  )
}
