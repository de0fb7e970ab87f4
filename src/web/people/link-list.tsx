import { linkDays } from '../../api/contract/link-days.ts'
import type { ManyAccountsAnswer } from '../../api/contract/people.ts'
import { LocalLinkNote } from '../components/local-link-note.tsx'
import { Table } from '../components/table.tsx'
import { useSay } from '../say.tsx'
import { welcomeAddress } from './welcome-address.ts'

const words = {
  title: { zh: '一次性登录链接', en: 'One-time links' },
  about: {
    zh: '请逐人交给本人，由其自设密码，{days} 天内有效。这些链接只在这里显示一次，离开本页前请打印或下载。',
    en: 'Hand each to its person, who chooses a password with it within {days} days. They are shown here once: print or download them before you leave this page.',
  },
  name: { zh: '姓名', en: 'Name' },
  username: { zh: '用户名', en: 'User name' },
  link: { zh: '链接', en: 'Link' },
  print: { zh: '打印', en: 'Print' },
  save: { zh: '下载（CSV）', en: 'Download (CSV)' },
}

/** The links of accounts that were opened together: to print, cut apart and hand over. */
export function LinkList({ opened }: { opened: readonly ManyAccountsAnswer[number][] }) {
  const { say } = useSay()
  const lines = opened.map(({ account, link }) => ({
    name: account.personName ?? '',
    username: account.username,
    address: welcomeAddress(link),
  }))
  const save = () => {
    const heads = [words.name, words.username, words.link].map((one) => say(one))
    const rows = [heads, ...lines.map(({ name, username, address }) => [name, username, address])]
    // Excel takes UTF-8 for what it is only behind this mark.
    const text = `\uFEFF${rows.map((row) => row.map(quoted).join(',')).join('\r\n')}\r\n`
    const url = URL.createObjectURL(new Blob([text], { type: 'text/csv' }))
    const anchor = document.createElement('a')
    anchor.href = url
    anchor.download = `${say(words.title)}.csv`
    anchor.click()
    URL.revokeObjectURL(url)
  }
  return (
    <section className="note good stack link-list" aria-labelledby="link-list" role="status">
      <h2 id="link-list">{say(words.title)}</h2>
      <p>{say(words.about, { days: linkDays })}</p>
      <LocalLinkNote />
      <p className="actions unprinted">
        <button type="button" className="button" onClick={() => window.print()}>
          {say(words.print)}
        </button>
        <button type="button" className="button" onClick={save}>
          {say(words.save)}
        </button>
      </p>
      <Table
        name={{ labelledBy: 'link-list' }}
        look="print"
        heads={[words.name, words.username, words.link]}
      >
        {lines.map(({ name, username, address }) => (
          <tr key={username}>
            <th scope="row">{name}</th>
            <td className="mono">{username}</td>
            <td className="mono secret">{address}</td>
          </tr>
        ))}
      </Table>
    </section>
  )
}

/** A cell of a CSV file that no sheet takes for a formula. */
function quoted(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return `"${safe.replaceAll('"', '""')}"`
}
