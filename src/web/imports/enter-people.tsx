import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import type { ImportView } from '../../api/contract/import.ts'
import { core } from '../../ledger/core/core-registers.ts'
import type { Value } from '../../ledger/value.ts'
import { ask } from '../api-client/ask.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { registerOf, useUnit } from '../components/use-unit.ts'
import { FieldLine } from '../form/field-line.tsx'
import { refreshAfterWrite } from '../form/use-record-form.ts'
import '../form/record-form.css'
import { useSay } from '../say.tsx'
import { importQuery } from './import-queries.ts'
import type { QuestionGroup } from './question-groups.ts'
import { isUnknownPerson } from './question-groups.ts'

const words = {
  about: {
    zh: '名册里没有这 {count} 个姓名。是本单位的人，就在这里一次登记；不是的，去掉勾，在下面说明。',
    en: 'Names that the roster does not have: {count}. Enter those of your staff here at once; take the tick from others and say below what they mean.',
  },
  byAdministrator: {
    zh: '名册里没有这 {count} 个姓名：{names}。请管理员登记人员，回来后这里自动认出。',
    en: 'Names that the roster does not have ({count}): {names}. Ask the administrator to enter them; they are recognised when you come back.',
  },
  enter: { zh: '登记选中的 {count} 人', en: 'Enter those chosen ({count})' },
  entering: { zh: '正在登记…', en: 'Being entered…' },
  comma: { zh: '、', en: ', ' },
}

/**
 * Names of people whom the roster does not have yet: entered together, since a unit that begins
 * has all of its old ledgers full of them. Who is chosen, and since when, a person says.
 */
export function EnterPeople({ open, view }: { open: readonly QuestionGroup[]; view: ImportView }) {
  const { say } = useSay()
  const { session, roster } = useUnit()
  // Somebody who was entered a moment ago is in the roster before the table is read again.
  const here = new Set(roster.people.map(({ name }) => name))
  const unknown = open
    .filter(isUnknownPerson)
    .map(({ question }) => question.text)
    .filter((name) => !here.has(name))
  if (unknown.length === 0) return null
  if (!session.may.includes('manage-people')) {
    const names = unknown.join(say(words.comma))
    return <p className="note">{say(words.byAdministrator, { count: unknown.length, names })}</p>
  }
  return <Entering names={unknown} view={view} />
}

function Entering({ names, view }: { names: readonly string[]; view: ImportView }) {
  const { say } = useSay()
  const formId = useId()
  const { session, pack } = useUnit()
  const year = view.mapping.year ?? Number(session.today.slice(0, 4))
  const [since, setSince] = useState<Value | undefined>(`${year}-01-01`)
  const [others, setOthers] = useState<ReadonlySet<string>>(new Set())
  const chosen = names.filter((name) => !others.has(name))
  const enter = useEnteredPeople(view)
  const field = registerOf(pack, core.person.id)?.fields.find(
    ({ id }) => id === core.person.names.since,
  )
  const toggle = (name: string) => {
    const next = new Set(others)
    if (!next.delete(name)) next.add(name)
    setOthers(next)
  }
  return (
    <div className="note wait stack import-people">
      <p>{say(words.about, { count: names.length })}</p>
      <ul className="radios">
        {names.map((name) => (
          <li key={name}>
            <label>
              <input type="checkbox" checked={!others.has(name)} onChange={() => toggle(name)} />{' '}
              {name}
            </label>
          </li>
        ))}
      </ul>
      {field ? (
        <FieldLine
          formId={formId}
          field={field}
          value={since}
          last={undefined}
          faults={[]}
          onChange={setSince}
          onLeave={() => undefined}
        />
      ) : null}
      {enter.error ? <ErrorNote error={enter.error} /> : null}
      <p>
        <button
          type="button"
          className="button"
          disabled={enter.isPending || chosen.length === 0 || since === undefined}
          onClick={() => enter.mutate({ names: chosen, since: since ?? null })}
        >
          {enter.isPending ? say(words.entering) : say(words.enter, { count: chosen.length })}
        </button>
      </p>
    </div>
  )
}

/** Enters people one behind the other; those entered before one was refused stay entered. */
function useEnteredPeople({ id }: ImportView) {
  const queryClient = useQueryClient()
  const { name, since: on } = core.person.names
  return useMutation({
    mutationFn: async ({ names, since }: { names: readonly string[]; since: Value }) => {
      for (const one of names) {
        const values = { [name]: one, [on]: since }
        await ask(`/registers/${core.person.id}/records`, { method: 'POST', body: { values } })
      }
    },
    onSettled: () => {
      refreshAfterWrite(queryClient)
      void queryClient.invalidateQueries({ queryKey: importQuery(id).queryKey })
    },
  })
}
