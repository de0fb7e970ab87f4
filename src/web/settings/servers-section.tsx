import { useQuery } from '@tanstack/react-query'
import type { InstancesView } from '../../api/contract/instance.ts'
import { faultText } from '../../ledger/fault.ts'
import type { Label } from '../../ledger/label.ts'
import { ask } from '../api-client/ask.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { Table } from '../components/table.tsx'
import { useMoments } from '../components/use-moments.ts'
import { useSay } from '../say.tsx'
import './servers-part.css'

const words = {
  title: { zh: '服务器', en: 'Servers' },
  about: {
    zh: '共用同一个数据库的各台服务器。',
    en: 'The servers that use this database.',
  },
  address: { zh: '地址', en: 'Address' },
  version: { zh: '版本与业务包', en: 'Version and pack' },
  seen: { zh: '最近一次应答', en: 'Last seen' },
  here: { zh: '在', en: 'here' },
  gone: { zh: '没有应答', en: 'no answer' },
  withoutKeys: { zh: '没有密钥，只能查阅', en: 'without keys, reading only' },
  withoutFiles: { zh: '读不到附件，其余照常', en: 'does not reach attachments; all else works' },
  olderProgram: { zh: '程序较旧，照常服务', en: 'an older version, serving on' },
  otherPack: {
    zh: '文件夹中的业务包是另一版，按数据库中的一版工作',
    en: 'its folder has another pack; it works by that of the database',
  },
  doubtfulNotice: {
    zh: '放假安排需要核对，原因见服务器启动时的输出',
    en: 'a notice of holidays should be checked; see what the server printed as it started',
  },
}

/** What a server lacks, by the code it says. */
const lackWords: Readonly<Record<string, Label>> = {
  'data.keys-missing': words.withoutKeys,
  'data.files-missing': words.withoutFiles,
  'pack.not-own': words.otherPack,
  'database.schema.older': words.olderProgram,
  'holidays.notice': words.doubtfulNotice,
}

/** The servers of the installation, and what about them somebody should look at. */
export function ServersSection() {
  const { say } = useSay()
  const query = useQuery({
    queryKey: ['instances'],
    queryFn: () => ask<InstancesView>('/instances'),
  })
  return (
    <section aria-labelledby="servers-title">
      <h2 id="servers-title">{say(words.title)}</h2>
      <p className="quiet">{say(words.about)}</p>
      {query.error ? <ErrorNote error={query.error} /> : null}
      {(query.data?.notices ?? []).map((notice) => (
        <p className="note" key={notice.text.en}>
          {say(faultText(notice))}
        </p>
      ))}
      <Table
        name={{ labelledBy: 'servers-title' }}
        className="servers"
        heads={[words.address, words.version, words.seen]}
      >
        {(query.data?.instances ?? []).map((one) => (
          <ServerRow key={one.id} server={one} />
        ))}
      </Table>
    </section>
  )
}

function ServerRow({ server }: { server: InstancesView['instances'][number] }) {
  const { say } = useSay()
  const { minuteOf } = useMoments()
  const { address, version, schema, pack, seenAt, isHere, lacks } = server
  return (
    <tr>
      <th scope="row">{address}</th>
      <td className="number">
        {version} · {schema}
        <p className="small quiet">{pack.slice(0, 12)}</p>
      </td>
      <td>
        <span className="number">{minuteOf(seenAt)}</span> {say(isHere ? words.here : words.gone)}
        {lacks.map((code) => {
          const said = lackWords[code]
          return said === undefined ? null : (
            <p className="small quiet" key={code}>
              {say(said)}
            </p>
          )
        })}
      </td>
    </tr>
  )
}
