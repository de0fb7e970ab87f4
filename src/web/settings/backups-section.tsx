import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { BackupsView } from '../../api/contract/backup.ts'
import { ask } from '../api-client/ask.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { Table } from '../components/table.tsx'
import { useMoments } from '../components/use-moments.ts'
import { useSay } from '../say.tsx'
import './backups-part.css'

const words = {
  title: { zh: '备份', en: 'Backups' },
  about: {
    zh: '每夜 2:10 自动备份全部单位的数据和附件，逐字节核验；保留最近 7 天、4 周、12 个月各一份。每周一份是完整的，其余各份只写变化的部分，恢复时要与所依据的各份放在一起。',
    en: 'Each night at 2:10 everything is copied, attachments too, and read again byte by byte. One copy of each of the last 7 days, 4 weeks and 12 months stays. One a week is whole; the others hold what changed and are put back together with the copies they rest on.',
  },
  where: { zh: '存放在服务器的 {folder}', en: 'They lie on the server in {folder}' },
  elsewhere: {
    zh: '请定期把备份和 keys 目录复制到另一台机器：同一块盘坏了，备份也就没了。备份中没有日志密钥。',
    en: 'Copy them, and the folder keys, to another machine: a disk that fails takes both along. Log keys are not in them.',
  },
  copies: { zh: '已有的备份', en: 'The copies there are' },
  made: { zh: '备份时间', en: 'Made' },
  size: { zh: '大小', en: 'Size' },
  entries: { zh: '条目', en: 'Entries' },
  files: { zh: '附件', en: 'Files' },
  restsOn: { zh: '依据此前 {count} 份', en: 'rests on {count} earlier {count:copy|copies}' },
  broken: {
    zh: '已损坏，或所依据的备份缺失、损坏',
    en: 'damaged, or a copy that it rests on is missing or damaged',
  },
  verified: { zh: '核验', en: 'Verified' },
  notSince: { zh: '本次启动后未核验', en: 'not since this server began' },
  none: { zh: '还没有备份。', en: 'There is no copy yet.' },
  now: { zh: '立即备份', en: 'Copy now' },
  running: { zh: '正在备份，已写入 {rows} 行', en: 'Copying, {rows} {rows:row|rows} so far' },
  cancel: { zh: '取消', en: 'Cancel' },
  failed: { zh: '上一次备份没有成功：{why}', en: 'The last copy failed: {why}' },
}

const backupsKey = ['backups']
const lookEveryMs = 1_000

/** The copies of this server: which there are, whether they are whole, and one more at once. */
export function BackupsSection() {
  const { say } = useSay()
  const queryClient = useQueryClient()
  const query = useQuery({
    queryKey: backupsKey,
    queryFn: ({ signal }) => ask<BackupsView>('/backups', { signal }),
    refetchInterval: ({ state }) => (state.data?.running == null ? false : lookEveryMs),
    retry: false,
  })
  const change = useMutation({
    mutationFn: (path: 'begin' | 'cancel') =>
      path === 'begin'
        ? ask<BackupsView>('/backups', { method: 'POST' })
        : ask<BackupsView>('/backups/running', { method: 'DELETE' }),
    onSuccess: (view) => queryClient.setQueryData(backupsKey, view),
  })
  const view = query.data
  const error = query.error ?? change.error
  return (
    <section aria-labelledby="backups-title">
      <h2 id="backups-title">{say(words.title)}</h2>
      <p className="quiet">{say(words.about)}</p>
      {view?.failed ? (
        <p className="note bad">{say(words.failed, { why: say(view.failed) })}</p>
      ) : null}
      {view ? <CopyTable view={view} /> : null}
      {error ? <ErrorNote error={error} /> : null}
      {view ? <Now view={view} pending={change.isPending} onAct={change.mutate} /> : null}
    </section>
  )
}

function CopyTable({ view }: { view: BackupsView }) {
  const { say } = useSay()
  const { minuteOf } = useMoments()
  const { folder, copies } = view
  if (copies.length === 0) return <p className="quiet">{say(words.none)}</p>
  return (
    <>
      <Table
        name={say(words.copies)}
        className="copies"
        heads={[
          words.made,
          ...[words.size, words.entries, words.files].map((label) => ({
            label,
            className: 'number',
          })),
          words.verified,
        ]}
      >
        {copies.map((copy) => (
          <tr key={copy.name}>
            <td title={copy.name}>{minuteOf(copy.madeAt)}</td>
            <td className="number">
              {sizeInWords(copy.bytes)}
              {copy.restsOn > 0 ? (
                <div className="small quiet">{say(words.restsOn, { count: copy.restsOn })}</div>
              ) : null}
            </td>
            <td className="number">{copy.entries}</td>
            <td className="number">{copy.attachments}</td>
            <Verified copy={copy} />
          </tr>
        ))}
      </Table>
      <p className="small quiet folder">{say(words.where, { folder })}</p>
      <p className="small quiet">{say(words.elsewhere)}</p>
    </>
  )
}

function Verified({ copy }: { copy: BackupsView['copies'][number] }) {
  const { say } = useSay()
  const { minuteOf } = useMoments()
  if (copy.isBroken) return <td className="bad">{say(words.broken)}</td>
  if (copy.verifiedAt === null) return <td className="quiet">{say(words.notSince)}</td>
  return <td>✓ {minuteOf(copy.verifiedAt)}</td>
}

function Now(props: {
  view: BackupsView
  pending: boolean
  onAct: (act: 'begin' | 'cancel') => void
}) {
  const { say } = useSay()
  const { running } = props.view
  if (running === null) {
    return (
      <p>
        <button
          type="button"
          className="button"
          disabled={props.pending}
          onClick={() => props.onAct('begin')}
        >
          {say(words.now)}
        </button>
      </p>
    )
  }
  return (
    <p role="status">
      {say(words.running, { rows: running })}{' '}
      <button type="button" className="link" onClick={() => props.onAct('cancel')}>
        {say(words.cancel)}
      </button>
    </p>
  )
}

function sizeInWords(bytes: number): string {
  const megabytes = bytes / 1024 / 1024
  return megabytes < 1024 ? `${megabytes.toFixed(1)} MB` : `${(megabytes / 1024).toFixed(1)} GB`
}
