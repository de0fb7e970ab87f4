import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { MyFile } from '../../api/contract/calendar.ts'
import type { Label } from '../../ledger/label.ts'
import type { EntryKind } from '../../log/leaf.ts'
import { useMoments } from '../components/use-moments.ts'
import { registerOf, useUnit } from '../components/use-unit.ts'
import { draftName, dropDraft, readDraft } from '../form/drafts.ts'
import { importsQuery } from '../imports/import-queries.ts'
import { UnfinishedImports } from '../imports/unfinished-imports.tsx'
import { offeredTo } from '../record-one/find-offered.ts'
import { useRecordOne } from '../record-one/record-one.ts'
import { useSay } from '../say.tsx'
import { MineSection } from './mine-section.tsx'

const words = {
  drafts: { zh: '没有写完的', en: 'Not finished' },
  noDrafts: { zh: '本机没有未保存的内容', en: 'Nothing unsaved on this device' },
  goOn: { zh: '继续填写', en: 'Go on' },
  drop: { zh: '不要了', en: 'Drop it' },
  written: { zh: '我最近写入的', en: 'What I wrote lately' },
  noneWritten: { zh: '还没有写入过条目', en: 'No entry yet' },
  entry: { zh: '第 {index} 条', en: 'entry {index}' },
}

const kindWords = {
  found: { zh: '建立台账', en: 'founded the unit' },
  adopt: { zh: '启用业务包', en: 'adopted the pack' },
  key: { zh: '更换日志密钥', en: 'changed the key of the log' },
  create: { zh: '登记', en: 'recorded' },
  correct: { zh: '更正', en: 'corrected' },
  void: { zh: '作废', en: 'made void' },
  erase: { zh: '清除内容', en: 'erased contents of' },
  attest: { zh: '确认', en: 'attested' },
  override: { zh: '裁定', en: 'let stand' },
  sign: { zh: '签发', en: 'signed' },
  submit: { zh: '报送', en: 'sent' },
} satisfies Readonly<Record<EntryKind, Label>>

const isKind = (kind: string): kind is EntryKind => Object.hasOwn(kindWords, kind)

const shownMax = 8

/** Drafts on this device, old ledgers that are not all written, and the entries I wrote last. */
export function DraftsSection({ written }: { written: MyFile['written'] }) {
  const { say } = useSay()
  const shown = written.slice(0, shownMax)
  return (
    <>
      <Drafts />
      <MineSection title={say(words.written)} count={shown.length} empty={say(words.noneWritten)}>
        <ul className="mine-lines">
          {shown.map((entry) => (
            <WrittenLine key={entry.index} entry={entry} />
          ))}
        </ul>
      </MineSection>
    </>
  )
}

function Drafts() {
  const { say } = useSay()
  const { session, pack } = useUnit()
  const recordOne = useRecordOne()
  const [dropped, setDropped] = useState(0)
  const { data: imports = [] } = useQuery(importsQuery)
  const { account } = session
  const placeOf = (name: string) => ({
    organisation: session.organisation.id,
    account,
    register: name,
  })
  const drafts = offeredTo({ pack, session }).flatMap((one) => {
    if (one.register === undefined) return []
    const place = placeOf(draftName(one))
    return readDraft(place) === null ? [] : [{ ...one, place }]
  })
  return (
    <MineSection
      title={say(words.drafts)}
      count={drafts.length + imports.length}
      empty={say(words.noDrafts)}
    >
      <UnfinishedImports />
      <ul className="mine-lines" data-dropped={dropped}>
        {drafts.map(({ register, kind, label, place }) => (
          <li key={place.register}>
            {say(label)}{' '}
            <button
              type="button"
              className="link"
              onClick={() => recordOne({ register: register.id, kind })}
            >
              {say(words.goOn)}
            </button>{' '}
            <button
              type="button"
              className="link quiet"
              onClick={() => {
                dropDraft(place)
                setDropped(dropped + 1)
              }}
            >
              {say(words.drop)}
            </button>
          </li>
        ))}
      </ul>
    </MineSection>
  )
}

function WrittenLine({ entry }: { entry: MyFile['written'][number] }) {
  const { say, lang } = useSay()
  const { minuteOf } = useMoments()
  const { pack } = useUnit()
  const { register, record, index, kind, recordedAt } = entry
  const label = register === null ? null : registerOf(pack, register)?.label
  const text = [isKind(kind) ? say(kindWords[kind]) : kind, label ? say(label) : '']
    .filter((part) => part !== '')
    .join(lang === 'zh' ? '：' : ' ')
  return (
    <li>
      {register !== null && record !== null && label ? (
        <Link to="/registers/$register/$record" params={{ register, record }}>
          {text}
        </Link>
      ) : (
        text
      )}{' '}
      <span className="quiet small">
        {minuteOf(recordedAt)} · {say(words.entry, { index })}
      </span>
    </li>
  )
}
