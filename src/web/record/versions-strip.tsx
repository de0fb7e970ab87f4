import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { RecordView, VersionView } from '../../api/contract/record.ts'
import type { Register } from '../../ledger/register/register.ts'
import { versionsQuery } from '../api-client/queries.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { Table } from '../components/table.tsx'
import { useMoments } from '../components/use-moments.ts'
import { ShownValue } from '../fields/shown-value.tsx'
import { useSay } from '../say.tsx'

const words = {
  title: { zh: '版本', en: 'Versions' },
  nth: { zh: '第{version}版', en: 'Version {version}' },
  by: { zh: '{name}，{when}，日志第 {index} 条', en: '{name}, {when}, log entry {index}' },
  create: { zh: '录入', en: 'Entered' },
  correct: { zh: '更正', en: 'Corrected' },
  void: { zh: '作废', en: 'Voided' },
  erase: { zh: '依法删除', en: 'Erased' },
  changed: { zh: '改动', en: 'What changed' },
  before: { zh: '原为', en: 'Was' },
  after: { zh: '改为', en: 'Now' },
  nothing: { zh: '内容没有改动。', en: 'No field changed.' },
  first: { zh: '这是最初录入的内容。', en: 'This is what was first entered.' },
  empty: { zh: '未填', en: 'Not filled in' },
}

/** The history of a record as a strip of versions, each with its difference to the one before. */
export function VersionsStrip({ record, register }: { record: RecordView; register: Register }) {
  const { say } = useSay()
  const { minuteOf } = useMoments()
  const query = useQuery(versionsQuery(record.id))
  const [chosen, setChosen] = useState<number | null>(null)
  const versions = query.data ?? []
  const shown =
    versions.find((one) => one.version === (chosen ?? record.version)) ?? versions.at(-1)
  const before = versions.find((one) => one.version === (shown?.version ?? 0) - 1)
  return (
    <section className="record-part" aria-label={say(words.title)}>
      <h3>{say(words.title)}</h3>
      {query.error ? <ErrorNote error={query.error} /> : null}
      <ol className="versions">
        {versions.map((version) => (
          <li key={version.version}>
            <button
              type="button"
              aria-pressed={version === shown}
              onClick={() => setChosen(version.version)}
            >
              {say(words.nth, { version: version.version })}
              <span className="small">{say(kindWord(version.kind))}</span>
            </button>
          </li>
        ))}
      </ol>
      {shown ? (
        <div className="version">
          <p className="small quiet">
            {say(words.by, {
              name: shown.actorName,
              when: minuteOf(shown.recordedAt),
              index: shown.index,
            })}
          </p>
          {shown.reason ? <p>“{shown.reason}”</p> : null}
          {before ? (
            <Differences register={register} before={before} after={shown} />
          ) : (
            <p className="quiet">{say(words.first)}</p>
          )}
        </div>
      ) : null}
    </section>
  )
}

function kindWord(kind: string) {
  if (kind === 'correct') return words.correct
  if (kind === 'erase') return words.erase
  return kind === 'void' ? words.void : words.create
}

function Differences(props: { register: Register; before: VersionView; after: VersionView }) {
  const { say } = useSay()
  const { register, before, after } = props
  const fields = register.fields.filter((field) => after.changed.includes(field.id))
  if (fields.length === 0) return <p className="quiet">{say(words.nothing)}</p>
  return (
    <Table
      name={say(words.changed)}
      className="differences"
      heads={[{ label: words.changed, isUnseen: true }, words.before, words.after]}
    >
      {fields.map((field) => (
        <tr key={field.id}>
          <th scope="row">{say(field.label)}</th>
          {[before, after].map((version) => (
            <td key={version.version} className={version === before ? 'was' : 'now'}>
              {version.values[field.id] === undefined ? (
                <span className="quiet">{say(words.empty)}</span>
              ) : (
                <ShownValue field={field} value={version.values[field.id] ?? null} />
              )}
            </td>
          ))}
        </tr>
      ))}
    </Table>
  )
}
