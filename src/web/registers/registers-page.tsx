import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { RegistersView } from '../../api/contract/figure.ts'
import type { Register } from '../../ledger/register/register.ts'
import { registersQuery } from '../api-client/queries.ts'
import { dayInWords } from '../components/day.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { Loading } from '../components/loading.tsx'
import { PageHead } from '../components/page-head.tsx'
import { Table } from '../components/table.tsx'
import { mayFill, useUnit } from '../components/use-unit.ts'
import { useYear } from '../components/use-year.ts'
import { BringButton, useBringTable } from '../imports/bring-table.tsx'
import { UnfinishedImports } from '../imports/unfinished-imports.tsx'
import { useRecordOne } from '../record-one/record-one.ts'
import { useSay } from '../say.tsx'
import './register-page.css'
import { byPart } from '../pack/by-part.ts'

const words = {
  title: { zh: '台账', en: 'Registers' },
  register: { zh: '台账', en: 'Register' },
  late: { zh: '补录 {late}', en: '{late} late' },
  latest: { zh: '最近一条', en: 'Latest record' },
  on: { zh: '日期', en: 'Date' },
  empty: { zh: '还没有记录', en: 'No record yet' },
  record: { zh: '记一笔', en: 'Record' },
  about: {
    zh: '有旧台账（Excel、WPS、Word）？把文件拖到这一页，或复制一片单元格来粘贴，不用先选台账。',
    en: 'An old ledger in Excel, WPS or Word? Drop it anywhere on this page, or paste cells; no register need be chosen.',
  },
}

type Counted = RegistersView['registers'][number]

/** Every register of the pack by its part, with what it holds for the year: the ledger's contents. */
export function RegistersPage() {
  const { say } = useSay()
  const { pack, session } = useUnit()
  const { year } = useYear()
  const mayRecord = session.may.includes('record')
  const bringing = useBringTable({ isOn: mayRecord })
  const { data, error, refetch } = useQuery(registersQuery(year))
  const counted = new Map(data?.registers.map((one) => [one.register, one]))
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
      {error ? <ErrorNote error={error} retry={() => void refetch()} /> : null}
      {data === undefined && !error ? <Loading /> : null}
      {data ? (
        <Table
          name={say(words.title)}
          look="index"
          className="registers-list"
          heads={[
            words.register,
            { label: yearLabel(year), className: 'number' },
            words.latest,
            words.on,
            { label: words.record, isUnseen: true },
          ]}
          isGrouped
        >
          {byPart(pack).map(({ id, label, registers }) => (
            <PartLines key={id} title={say(label)} registers={registers} counted={counted} />
          ))}
        </Table>
      ) : null}
    </>
  )
}

function yearLabel(year: number) {
  return { zh: `${year}年`, en: `${year}` }
}

function PartLines(props: {
  title: string
  registers: readonly Register[]
  counted: ReadonlyMap<string, Counted>
}) {
  return (
    <tbody>
      <tr className="registers-part">
        <th scope="rowgroup" colSpan={5}>
          {props.title}
        </th>
      </tr>
      {props.registers.map((register) => (
        <RegisterLine
          key={register.id}
          register={register}
          counted={props.counted.get(register.id)}
        />
      ))}
    </tbody>
  )
}

function RegisterLine(props: { register: Register; counted: Counted | undefined }) {
  const { say, lang } = useSay()
  const { session } = useUnit()
  const recordOne = useRecordOne()
  const { register, counted } = props
  const { count = 0, late = 0, latest = null } = counted ?? {}
  return (
    <tr>
      <th scope="row">
        <Link to="/registers/$register" params={{ register: register.id }}>
          {say(register.label)}
        </Link>
        {register.help ? <p className="quiet small">{say(register.help)}</p> : null}
      </th>
      <td className="number registers-count">
        {count > 0 ? count : <span className="quiet">0</span>}
        {late > 0 ? <span className="quiet small">{say(words.late, { late })}</span> : null}
      </td>
      <td>
        {latest ? (
          <Link
            to="/registers/$register/$record"
            params={{ register: register.id, record: latest.id }}
          >
            {latest.title}
          </Link>
        ) : (
          <span className="quiet">{say(words.empty)}</span>
        )}
      </td>
      <td className="number">{latest?.occurredOn ? dayInWords(latest.occurredOn, lang) : ''}</td>
      <td>
        {mayFill(session, register) ? (
          <button
            type="button"
            className="button plain"
            onClick={() => recordOne({ register: register.id })}
          >
            {say(words.record)}
            <span className="unseen"> {say(register.label)}</span>
          </button>
        ) : null}
      </td>
    </tr>
  )
}
