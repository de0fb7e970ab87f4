import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type {
  RosterEnteredView,
  RosterFileView,
  RosterPreviewView,
  RosterSheetBody,
} from '../../api/contract/people.ts'
import { faultText } from '../../ledger/fault.ts'
import { rosterShape } from '../../ledger/sheet/roster-shape.ts'
import { ask } from '../api-client/ask.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { Loading } from '../components/loading.tsx'
import { useUnit } from '../components/use-unit.ts'
import { DayInput } from '../fields/day-input.tsx'
import { refreshAfterWrite } from '../form/use-record-form.ts'
import { ColumnsSection } from '../imports/columns-section.tsx'
import { ImportPart } from '../imports/import-part.tsx'
import { OpenQuestions } from '../imports/open-questions.tsx'
import type { AnswerToField } from '../imports/question-groups.ts'
import { askedCode, openGroups } from '../imports/question-groups.ts'
import { useSay } from '../say.tsx'
import { proposedKey } from './proposed-key.ts'
import { RosterOffices } from './roster-offices.tsx'
import { RosterPeople } from './roster-people.tsx'

const words = {
  file: { zh: '文件', en: 'File' },
  table: { zh: '表', en: 'Table' },
  rows: { zh: '{name}（{count} 行）', en: '{name} (rows: {count})' },
  questions: { zh: '待定', en: 'Questions' },
  questionsOpen: {
    zh: '{count} 种写法认不准，每种说明一次。',
    en: 'Texts that are not clear: {count}. Say once what each means.',
  },
  day: { zh: '表中没有日期的，自此日起', en: 'Where the table gives no day, from' },
  faults: { zh: '读不下去的行', en: 'Rows with a fault' },
  faultsFit: {
    zh: '{count} 行；其余各行照常写入。',
    en: '{count}; the other rows go on without them.',
  },
  row: { zh: '第 {row} 行', en: 'Row {row}' },
  passed: {
    zh: '另有 {count} 行是标题、小计或空行，不读入。',
    en: 'Headings, sums and empty rows passed over: {count}.',
  },
  write: { zh: '写入', en: 'Write' },
  writeAbout: {
    zh: '人员 {people}，科室 {offices}，任职 {posts}，一次写入。',
    en: 'People {people}, offices {offices}, posts {posts}, all in one go.',
  },
  nothing: { zh: '没有要写入的。', en: 'There is nothing to write.' },
  left: {
    zh: '{count} 行还要说明，先不写入。',
    en: 'Rows that are still open and stay: {count}.',
  },
  enter: { zh: '写入名单', en: 'Write them' },
}

/** What a person has said about a sheet; each change is looked at anew by the server. */
interface Said {
  readonly body: RosterSheetBody
  readonly nth: number
}

/** One table of people: columns, what is open, who is who, and writing it. */
export function RosterSheet(props: {
  file: RosterFileView
  name: string
  onEntered: (entered: RosterEnteredView) => void
}) {
  const { say } = useSay()
  const { session, pack } = useUnit()
  const queryClient = useQueryClient()
  const { file, name } = props
  const [first] = file.proposals
  const day = `${session.today.slice(0, 4)}-01-01`
  const [said, setSaid] = useState<Said | null>(() =>
    first === undefined ? null : { body: bodyOf(file, first, day), nth: 0 },
  )
  const shape = useMemo(() => rosterShape(pack.registers), [pack])
  const preview = useQuery({
    queryKey: ['roster-sheet', file, name, said?.nth],
    queryKeyHashFn: () => `roster-sheet ${name} ${said?.nth}`,
    queryFn: () =>
      ask<RosterPreviewView>('/people/sheet/preview', { method: 'POST', body: said?.body }),
    placeholderData: keepPreviousData,
    gcTime: 0,
    staleTime: 0,
  })
  const enter = useMutation({
    mutationFn: (body: RosterSheetBody) =>
      ask<RosterEnteredView>('/people/sheet/enter', { method: 'POST', body }),
    onSuccess: (entered) => {
      refreshAfterWrite(queryClient)
      void queryClient.invalidateQueries({ queryKey: proposedKey })
      // Who was new is in the list now: said again, “another one” would enter somebody twice.
      setSaid((before) => before && { body: { ...before.body, people: {} }, nth: before.nth + 1 })
      props.onEntered(entered)
    },
  })
  if (said === null) return null
  const { body } = said
  const set = (more: Partial<RosterSheetBody>) =>
    setSaid({ body: { ...body, ...more }, nth: said.nth + 1 })
  const proposal = file.proposals.find(({ mapping }) => mapping.table === body.table.name)
  const answer = (given: readonly AnswerToField[]) => {
    const answers = { ...body.mapping.answers }
    for (const one of given) {
      answers[one.field] = { ...answers[one.field], [one.text]: one.answer }
    }
    set({ mapping: { ...body.mapping, answers } })
  }
  return (
    <div className="import unprinted">
      <ImportPart id="file" title={say(words.file)} aside={name}>
        <div className="inline-form">
          {file.proposals.length > 1 ? (
            <label className="stacked">
              {say(words.table)}
              <select
                className="select"
                value={body.table.name}
                onChange={(event) => {
                  const other = file.proposals.find(
                    ({ mapping }) => mapping.table === event.target.value,
                  )
                  if (other) setSaid({ body: bodyOf(file, other, body.day), nth: said.nth + 1 })
                }}
              >
                {file.tables.map((table) => (
                  <option key={table.name} value={table.name}>
                    {say(words.rows, { name: table.name, count: table.rows.length })}
                  </option>
                ))}
              </select>
            </label>
          ) : null}
          <DayInput
            label={say(words.day)}
            value={body.day}
            onChange={(next) => next !== '' && set({ day: next })}
          />
        </div>
      </ImportPart>
      {proposal ? (
        <ColumnsSection
          view={{ mapping: body.mapping, columns: proposal.columns }}
          shape={shape}
          changes={{ map: (more) => set({ mapping: mapped(body.mapping, more) }) }}
        />
      ) : null}
      {preview.error ? <ErrorNote error={preview.error} /> : null}
      {preview.data ? (
        <>
          <Questions preview={preview.data} body={body} shape={shape} onAnswer={answer} />
          <RosterOffices preview={preview.data} body={body} onChange={set} />
          <RosterPeople preview={preview.data} body={body} onChange={set} />
          <OpenRows preview={preview.data} />
          <WritePart
            preview={preview.data}
            isPending={enter.isPending || preview.isFetching}
            error={enter.error}
            onWrite={() => enter.mutate(body)}
          />
        </>
      ) : (
        <Loading />
      )}
    </div>
  )
}

type Proposal = RosterFileView['proposals'][number]
type Mapping = RosterSheetBody['mapping']

function bodyOf({ tables }: RosterFileView, { mapping }: Proposal, day: string): RosterSheetBody {
  const table = tables.find(({ name }) => name === mapping.table) ?? { name: '', rows: [] }
  return { table, mapping, people: {}, offices: {}, day, leftOut: [] }
}

function mapped(before: Mapping, more: { readonly columns?: Mapping['columns'] }): Mapping {
  return more.columns === undefined ? before : { ...before, columns: more.columns }
}

function Questions(props: {
  preview: RosterPreviewView
  body: RosterSheetBody
  shape: ReturnType<typeof rosterShape>
  onAnswer: (given: readonly AnswerToField[]) => void
}) {
  const { say } = useSay()
  const { preview, body, shape, onAnswer } = props
  const open = openGroups({ found: preview, missing: [], mapping: body.mapping }, shape)
  if (open.length === 0) return null
  return (
    <ImportPart
      id="questions"
      title={say(words.questions)}
      aside={say(words.questionsOpen, { count: open.length })}
    >
      <OpenQuestions open={open} onAnswer={onAnswer} />
    </ImportPart>
  )
}

/** Rows that cannot be read as they stand, each with why; and how many rows are none at all. */
function OpenRows({ preview }: { preview: RosterPreviewView }) {
  const { say } = useSay()
  const { passed, faults } = preview
  // What a row waits for stands among the questions, once for all rows that say it.
  const open = preview.open.filter((one) => one.faults.some(({ code }) => code !== askedCode))
  const told = passed.filter(({ kind }) => kind !== 'empty')
  const count = told.length
  if (open.length === 0 && faults.length === 0) {
    return count > 0 ? <p className="quiet small">{say(words.passed, { count })}</p> : null
  }
  return (
    <ImportPart
      id="faults"
      title={say(words.faults)}
      aside={say(words.faultsFit, { count: open.length })}
    >
      <ul className="roster-open">
        {open.map((one) => (
          <li key={one.row}>
            <strong>{say(words.row, { row: one.row })}</strong> {one.text}
            <br />
            <span className="small bad">{one.faults.map(({ text }) => say(text)).join(' ')}</span>
          </li>
        ))}
        {faults.map((one) => (
          <li key={one.code} className="bad">
            {say(faultText(one))}
          </li>
        ))}
      </ul>
      {count > 0 ? <p className="quiet small">{say(words.passed, { count })}</p> : null}
    </ImportPart>
  )
}

function WritePart(props: {
  preview: RosterPreviewView
  isPending: boolean
  error: Error | null
  onWrite: () => void
}) {
  const { say } = useSay()
  const { people, offices, open } = props.preview
  const ready = people.filter(({ who }) => who !== null)
  const used = new Set(ready.map(({ office }) => office))
  const counts = {
    people: ready.filter(({ who }) => who === 'new').length,
    offices: offices.filter(({ name, office }) => office === null && used.has(name)).length,
    posts: ready.filter(({ post }) => post === 'new').length,
  }
  const isNothing = Object.values(counts).every((count) => count === 0)
  const left = open.length + people.length - ready.length
  return (
    <ImportPart
      id="write"
      title={say(words.write)}
      aside={isNothing ? say(words.nothing) : say(words.writeAbout, counts)}
    >
      {left > 0 ? <p className="import-unsure">{say(words.left, { count: left })}</p> : null}
      {props.error ? <ErrorNote error={props.error} /> : null}
      <p>
        <button
          type="button"
          className="button primary"
          disabled={props.isPending || isNothing}
          onClick={props.onWrite}
        >
          {say(words.enter)}
        </button>
      </p>
    </ImportPart>
  )
}
