import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ImportedView, PartnerView } from '../../api/contract/bundle.ts'
import { faultText } from '../../ledger/fault.ts'
import type { Label } from '../../ledger/label.ts'
import type { ItemKind } from '../../report/exchange/item-kinds.ts'
import { itemKinds } from '../../report/exchange/item-kinds.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { FileChoice, FileWrong, useGivenFile } from '../components/file-drop.tsx'
import { useMoments } from '../components/use-moments.ts'
import { useUnit } from '../components/use-unit.ts'
import { refreshAfterWrite } from '../form/use-record-form.ts'
import type { Speech } from '../say.tsx'
import { useSay } from '../say.tsx'
import { exchangeNow, importBundle, partnersQuery } from './exchange-queries.ts'

const words = {
  title: { zh: '与其他服务器的单位交换', en: 'Exchange with other servers' },
  about: {
    zh: '交换包里是报送任务、催报、签收、答复和回执，逐件有签名；网络不通时导出后带给对方，再把对方的带回来导入。',
    en: 'A bundle holds calls, urges, receipts, answers and replies, each signed: where no network reaches, carry it there and bring theirs back.',
  },
  none: {
    zh: '没有登记其他服务器上的单位：上级在下级单位名册中填写日志和公钥，下级在“见证的日志”中登记上级的公钥。',
    en: 'No body of another server is known: above, enter log and key among the bodies below; below, register the key of the body above under Logs we witness.',
  },
  exportAll: { zh: '导出交换包', en: 'Export a bundle' },
  exportOne: { zh: '只导出给它', en: 'Export for it alone' },
  choose: { zh: '导入交换包', en: 'Bring in a bundle' },
  heard: { zh: '最近{moment}收到', en: 'heard last on {moment}' },
  unheard: { zh: '尚未收到过', en: 'not heard of yet' },
  tried: { zh: '最近一次自动交换{moment}', en: 'asked by itself last on {moment}' },
  again: { zh: '没有办成，{moment}后自动再试', en: 'failed, and is tried again after {moment}' },
  waiting: { zh: '待送：{what}', en: 'waiting to go: {what}' },
  counted: { zh: '{kind}{count}件', en: '{kind} ({count})' },
  and: { zh: '、', en: ', ' },
  nothing: { zh: '没有待送的', en: 'nothing waits to go' },
  uncovered: { zh: '待送的稍后可见', en: 'what waits is seen in a moment' },
  now: { zh: '立即交换', en: 'Exchange now' },
  exchanging: { zh: '正在交换…', en: 'Exchanging…' },
  done: { zh: '已交换：', en: 'Exchanged: ' },
  noNews: { zh: '没有收到新的。', en: 'nothing new came.' },
  failed: { zh: '没有办成：', en: 'It failed: ' },
  witnessed: { zh: '对方见证到本单位第{size}条', en: 'it witnessed our log up to entry {size}' },
  byNetwork: { zh: '经{address}自动交换', en: 'by itself over {address}' },
  refused: { zh: '对方没有收下：', en: 'It did not take:' },
  notTaken: { zh: '本单位没有收下：', en: 'Not taken here:' },
  item: { zh: '{kind}：{why}', en: '{kind}: {why}' },
  came: {
    zh: '本单位的{parcels}份，新收{kept}件，早已收到{known}件，接收答复{received}份；别单位的{others}份未动。',
    en: 'For this unit: {parcels}; new items: {kept}; known before: {known}; answers received: {received}; for others, left alone: {others}.',
  },
  faults: { zh: '没有收下的：', en: 'Not taken:' },
}

const kinds: Readonly<Record<ItemKind, Label>> = {
  call: { zh: '报送任务', en: 'A call' },
  'listed-duties': { zh: '责任清单', en: 'A duty list' },
  urge: { zh: '催报', en: 'An urge' },
  acknowledgement: { zh: '签收', en: 'A receipt' },
  'list-taken': { zh: '责任清单的认领', en: 'That a duty list was taken' },
  answer: { zh: '答复', en: 'An answer' },
  reply: { zh: '回执', en: 'A reply' },
  'file-asked': { zh: '调阅下级答复', en: 'That an answer from below is asked for' },
  'file-decided': { zh: '调阅的办理结果', en: 'What became of it' },
  'handed-file': { zh: '转交的答复原件', en: 'An answer that was handed on' },
}

/** A newer program on the other side may name kinds that this one does not know. */
function kindLabel(kind: string): Label {
  const known = itemKinds.find((one) => one === kind)
  return known === undefined ? { zh: kind, en: kind } : kinds[known]
}

/** Logs of other servers, how the exchange with each stands, and bundles by hand. */
export function ExchangePart() {
  const { say } = useSay()
  const { session } = useUnit()
  const query = useQuery(partnersQuery)
  const partners = query.data ?? []
  const mayRecord = session.may.includes('record')
  const mayAsk = mayRecord || session.may.includes('manage-organisations')
  return (
    <section className="call-part" aria-labelledby="exchange-title">
      <h2 id="exchange-title">{say(words.title)}</h2>
      <p className="quiet small">{say(words.about)}</p>
      {query.error ? <ErrorNote error={query.error} /> : null}
      {query.data && partners.length === 0 ? <p className="quiet">{say(words.none)}</p> : null}
      <ul className="record-links">
        {partners.map((one) => (
          <PartnerLine key={one.origin} partner={one} mayRecord={mayRecord} />
        ))}
      </ul>
      {mayAsk && partners.some(({ address }) => address !== null) ? <Now /> : null}
      {mayRecord ? <ByHand hasPartners={partners.length > 0} /> : null}
    </section>
  )
}

function PartnerLine({ partner, mayRecord }: { partner: PartnerView; mayRecord: boolean }) {
  const { say } = useSay()
  const { minuteOf } = useMoments()
  const { origin, name, address, heardAt, triedAt, againAt, seenSize, waiting } = partner
  const { trouble, refused, notTaken } = partner
  const at = (moment: string) => ({ moment: minuteOf(moment) })
  const facts = [
    heardAt === null ? say(words.unheard) : say(words.heard, at(heardAt)),
    ...(seenSize > 0 ? [say(words.witnessed, { size: seenSize })] : []),
    ...(address === null ? [] : [say(words.byNetwork, { address })]),
    ...(triedAt === null ? [] : [say(words.tried, at(triedAt))]),
    ...(againAt === null ? [] : [say(words.again, at(againAt))]),
  ]
  return (
    <li>
      {name} <span className="quiet small">{facts.join(' · ')}</span>{' '}
      {mayRecord ? (
        <a href={`/api/v1/bundles?to=${encodeURIComponent(origin)}`}>{say(words.exportOne)}</a>
      ) : null}
      <p className="quiet small">{waitingText(waiting, say)}</p>
      {trouble === null ? null : (
        <p className="note bad" role="status">
          {say(trouble)}
        </p>
      )}
      <Refused title={words.refused} items={refused} />
      <Refused title={words.notTaken} items={notTaken} />
    </li>
  )
}

/** What has not arrived there yet, by kind. */
function waitingText(waiting: PartnerView['waiting'], say: Speech['say']): string {
  if (waiting === null) return say(words.uncovered)
  if (waiting.length === 0) return say(words.nothing)
  const each = waiting.map(({ kind, count }) =>
    say(words.counted, { kind: say(kindLabel(kind)), count }),
  )
  return say(words.waiting, { what: each.join(say(words.and)) })
}

function Refused({ title, items }: { title: Label; items: PartnerView['refused'] }) {
  const { say } = useSay()
  if (items.length === 0) return null
  return (
    <div className="note bad">
      {say(title)}
      {items.map(({ kind, code, text }, at) => (
        <p key={`${at} ${kind} ${code}`}>
          {say(words.item, { kind: say(kindLabel(kind)), why: say(text) })}
        </p>
      ))}
    </div>
  )
}

/** Has the job run at once that runs by itself every few minutes. */
function Now() {
  const { say } = useSay()
  const queryClient = useQueryClient()
  const exchanging = useMutation({
    mutationFn: exchangeNow,
    onSettled: async () => {
      refreshAfterWrite(queryClient)
      await queryClient.invalidateQueries({ queryKey: ['calls'] })
    },
  })
  const { data, isPending } = exchanging
  return (
    <>
      <div className="actions">
        <button
          type="button"
          className="button"
          disabled={isPending}
          onClick={() => exchanging.mutate()}
        >
          {say(isPending ? words.exchanging : words.now)}
        </button>
      </div>
      {data ? (
        <p role="status" className={data.isDone ? '' : 'note bad'}>
          {say(data.isDone ? words.done : words.failed)}
          {say(data.note ?? words.noNews)}
        </p>
      ) : null}
      {exchanging.error ? <ErrorNote error={exchanging.error} /> : null}
    </>
  )
}

function ByHand({ hasPartners }: { hasPartners: boolean }) {
  const { say } = useSay()
  const queryClient = useQueryClient()
  const bring = useMutation({
    mutationFn: importBundle,
    onSuccess: async () => {
      refreshAfterWrite(queryClient)
      await queryClient.invalidateQueries({ queryKey: ['calls'] })
    },
  })
  const { take, wrong } = useGivenFile(({ bytes }) => bring.mutate(bytes))
  return (
    <>
      <div className="actions">
        {hasPartners ? (
          <a className="button" href="/api/v1/bundles">
            {say(words.exportAll)}
          </a>
        ) : null}
        <FileChoice className="button" accept=".zip" onFile={take}>
          {say(words.choose)}
        </FileChoice>
      </div>
      <FileWrong wrong={wrong} />
      {bring.error ? <ErrorNote error={bring.error} /> : null}
      {bring.data ? <Came imported={bring.data} /> : null}
    </>
  )
}

function Came({ imported: { faults, ...counts } }: { imported: ImportedView }) {
  const { say } = useSay()
  return (
    <div role="status">
      <p>{say(words.came, counts)}</p>
      {faults.length === 0 ? null : (
        <div className="note bad">
          {say(words.faults)}
          {faults.map((one, place) => (
            <p key={`${place} ${one.code}`}>
              {say(faultText(one))} <span className="mono small">{one.at.join(' ')}</span>
            </p>
          ))}
        </div>
      )}
    </div>
  )
}
