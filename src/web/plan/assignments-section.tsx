import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { AssignmentView, PlanView } from '../../api/contract/plan.ts'
import { ask } from '../api-client/ask.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { useUnit } from '../components/use-unit.ts'
import { refreshAfterWrite } from '../form/use-record-form.ts'
import { useSay } from '../say.tsx'
import { AssignmentTable } from './assignment-table.tsx'
import { FillChosen } from './fill-chosen.tsx'
import type { Named } from './named.ts'

const words = {
  unowned: { zh: '只看未定责任人的（{count}项）', en: 'Only those without an owner ({count})' },
  allOwned: { zh: '每项责任都有责任人。', en: 'Every duty has an owner.' },
  save: { zh: '保存 {count} 处改动', en: 'Save {count} {count:change|changes}' },
  saving: { zh: '正在写入…', en: 'Writing…' },
  drop: { zh: '放弃改动', en: 'Drop them' },
}

/** Duties of the year and who answers for them, changed in place and saved together. */
export function AssignmentsSection({ plan }: { plan: PlanView }) {
  const { say } = useSay()
  const { session } = useUnit()
  const mayEdit = session.may.includes('record')
  const [onlyUnowned, setOnlyUnowned] = useState(false)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const edits = useEdits(plan)
  const unowned = plan.assignments.filter((one) => one.person === null)
  const shown = onlyUnowned
    ? plan.assignments.filter((one) => one.person === null || edits.changed.has(one.duty))
    : plan.assignments
  return (
    <section>
      <div className="plan-bar">
        {unowned.length > 0 ? (
          <label className="unowned-count">
            <input
              type="checkbox"
              checked={onlyUnowned}
              onChange={(event) => setOnlyUnowned(event.target.checked)}
            />{' '}
            {say(words.unowned, { count: unowned.length })}
          </label>
        ) : (
          <p className="quiet">{say(words.allOwned)}</p>
        )}
        {mayEdit && chosen.size > 0 ? (
          <FillChosen
            count={chosen.size}
            onFill={(fields) => {
              edits.change([...chosen], fields)
              setChosen(new Set())
            }}
          />
        ) : null}
      </div>
      <AssignmentTable
        assignments={shown.map((one) => edits.changed.get(one.duty) ?? one)}
        changed={edits.changed}
        chosen={chosen}
        mayEdit={mayEdit}
        onChange={(duty, fields) => edits.change([duty], fields)}
        onChoose={setChosen}
      />
      <SaveBar edits={edits} />
    </section>
  )
}

function SaveBar({ edits }: { edits: ReturnType<typeof useEdits> }) {
  const { say } = useSay()
  const count = edits.changed.size
  return (
    <>
      {edits.error ? <ErrorNote error={edits.error} /> : null}
      {count > 0 ? (
        <p className="plan-save actions" role="status">
          <button
            type="button"
            className="button primary"
            disabled={edits.pending}
            onClick={edits.save}
          >
            {edits.pending ? say(words.saving) : say(words.save, { count })}
          </button>
          <button type="button" className="button" onClick={edits.drop}>
            {say(words.drop)}
          </button>
        </p>
      ) : null}
    </>
  )
}

/** What was changed and not yet saved, by duty. */
function useEdits({ year, assignments }: PlanView) {
  const queryClient = useQueryClient()
  const [changed, setChanged] = useState<ReadonlyMap<string, AssignmentView>>(new Map())
  const write = useMutation({
    mutationFn: (rows: readonly AssignmentView[]) =>
      ask('/plan/assignments', { method: 'PUT', body: { year, assignments: rows } }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['plan'] })
      refreshAfterWrite(queryClient)
      setChanged(new Map())
    },
  })
  return {
    changed,
    error: write.error,
    pending: write.isPending,
    save: () => write.mutate([...changed.values()]),
    drop: () => {
      write.reset()
      setChanged(new Map())
      void queryClient.invalidateQueries({ queryKey: ['plan'] })
    },
    change: (duties: readonly string[], fields: Partial<Named>) =>
      setChanged((before) => {
        const next = new Map(before)
        for (const duty of duties) {
          const stored = assignments.find((one) => one.duty === duty)
          if (!stored) continue
          const row = { ...(next.get(duty) ?? stored), ...fields }
          if (JSON.stringify(row) === JSON.stringify(stored)) next.delete(duty)
          else next.set(duty, row)
        }
        return next
      }),
  }
}
