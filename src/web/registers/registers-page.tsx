import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Register } from '../../ledger/register.ts'
import { firstRecordsQuery } from '../api-client/queries.ts'
import { dayInWords } from '../components/day.ts'
import { PageHead } from '../components/page-head.tsx'
import { Table } from '../components/table.tsx'
import { useUnit } from '../components/use-unit.ts'
import { useRecordOne } from '../frame/record-one.ts'
import { BringButton, useBringTable } from '../imports/bring-table.tsx'
import { UnfinishedImports } from '../imports/unfinished-imports.tsx'
import { useSay } from '../say.tsx'
import './register-page.css'
import { inDailyOrder } from './daily-order.ts'
import { rosterRegisters } from '../../ledger/core-registers.ts'

const words = {
  title: { zh: '台账', en: 'Registers' },
  register: { zh: '台账', en: 'Register' },
  latest: { zh: '最近一条', en: 'Latest record' },
  on: { zh: '日期', en: 'Date' },
  empty: { zh: '还没有记录', en: 'No record yet' },
  record: { zh: '记一笔', en: 'Record' },
  about: {
    zh: '有旧台账（Excel、WPS、Word）？把文件拖到这一页，或复制一片单元格来粘贴，不用先选台账。',
    en: 'An old ledger in Excel, WPS or Word? Drop it anywhere on this page, or paste cells; no register need be chosen.',
  },
}

/** Every register of the pack with its newest record: the table of contents of the ledger. */
export function RegistersPage() {
  const { say } = useSay()
  const { pack, session } = useUnit()
  const mayRecord = session.may.includes('record')
  const bringing = useBringTable({ isOn: mayRecord })
  return (
    <>
      <PageHead title={say(words.title)}>
        {mayRecord ? <BringButton bringing={bringing} /> : null}
      </PageHead>
      {mayRecord ? (
        <div className="stack registers-bring">
          <p className="quiet small">{say(words.about)}</p>
          {bringing.note}
          <UnfinishedImports />
        </div>
      ) : null}
      <Table
        name={say(words.title)}
        look="index"
        className="registers-list"
        heads={[words.register, words.latest, words.on, { label: words.record, isUnseen: true }]}
      >
        {inDailyOrder(pack)
          .filter((register) => !rosterRegisters.includes(register.id))
          .map((register) => (
            <RegisterLine key={register.id} register={register} />
          ))}
      </Table>
    </>
  )
}

function RegisterLine({ register }: { register: Register }) {
  const { say, lang } = useSay()
  const { session } = useUnit()
  const recordOne = useRecordOne()
  const { data, error } = useQuery(firstRecordsQuery({ register: register.id }, 1))
  const latest = data?.items[0]
  return (
    <tr>
      <th scope="row">
        <Link to="/registers/$register" params={{ register: register.id }}>
          {say(register.label)}
        </Link>
        {register.help ? <p className="quiet small">{say(register.help)}</p> : null}
      </th>
      <td>
        {latest ? (
          <Link
            to="/registers/$register/$record"
            params={{ register: register.id, record: latest.id }}
          >
            {latest.title}
          </Link>
        ) : (
          <span className="quiet">{data ? say(words.empty) : error ? error.message : ''}</span>
        )}
      </td>
      <td className="number">{latest?.occurredOn ? dayInWords(latest.occurredOn, lang) : ''}</td>
      <td>
        {session.may.includes('record') ? (
          <button type="button" className="button plain" onClick={() => recordOne(register.id)}>
            {say(words.record)}
            <span className="unseen"> {say(register.label)}</span>
          </button>
        ) : null}
      </td>
    </tr>
  )
}
