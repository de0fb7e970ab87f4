import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { OrganisationPage } from '../../api/contract/account.ts'
import { ask } from '../api-client/ask.ts'
import { Dialog } from '../components/dialog.tsx'
import { ErrorNote } from '../components/error-note.tsx'
import { useEnterOrganisation } from '../components/use-enter-organisation.ts'
import { useUnit } from '../components/use-unit.ts'
import { Combo } from '../fields/combo.tsx'
import { useSay } from '../say.tsx'

const words = {
  change: { zh: '切换单位', en: 'Change the organisation' },
  here: { zh: '当前单位：{name}', en: 'Organisation: {name}' },
  which: { zh: '切换到', en: 'Change to' },
  search: { zh: '输入单位名称中的几个字', en: 'A part of its name' },
  more: {
    zh: '单位较多，这里列出前 {count} 个；多输入几个字可缩小范围。',
    en: 'These are the first {count}; type more of the name to find others.',
  },
}

const shownMax = 50
const labelId = 'organisation-choice-label'

/** The name of the unit; where somebody has several, it opens the way to another. */
export function OrganisationChoice() {
  const { say } = useSay()
  const [isOpen, setOpen] = useState(false)
  const name = say(useUnit().session.organisation.name)
  return (
    <>
      <button
        type="button"
        className="organisation organisation-choice"
        aria-label={say(words.here, { name })}
        title={name}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        {name}
      </button>
      {isOpen ? (
        <Dialog short title={say(words.change)} onClose={() => setOpen(false)}>
          <Others />
        </Dialog>
      ) : null}
    </>
  )
}

/** A search among my organisations, which may be thousands: the server finds, a page is shown. */
function Others() {
  const { say } = useSay()
  const [q, setSearch] = useState('')
  const box = useRef<HTMLDivElement>(null)
  // The list opens with the cursor in its line, not on the button that closes the dialog.
  useEffect(() => box.current?.querySelector('input')?.focus(), [])
  const here = useUnit().session.organisation.id
  const found = useQuery({
    queryKey: ['organisations', q],
    queryFn: ({ signal }) => {
      const asked = new URLSearchParams({ q, limit: String(shownMax) })
      return ask<OrganisationPage>(`/organisations?${asked}`, { signal })
    },
    placeholderData: (before) => before,
  })
  const change = useEnterOrganisation('/')
  const { items = [], next = null } = found.data ?? {}
  const options = items
    .filter(({ id }) => id !== here)
    .map(({ id, name }) => ({ id, name: say(name), detail: '' }))
  const error = found.error ?? change.error
  return (
    <div className="labelled" ref={box}>
      <span id={labelId}>{say(words.which)}</span>
      <Combo
        id="organisation-choice"
        labelledBy={labelId}
        placeholder={say(words.search)}
        opensAtOnce
        text={q}
        options={options}
        onText={setSearch}
        onChoose={(id) => change.enter(id)}
      />
      {next === null ? null : (
        <p className="quiet small">{say(words.more, { count: items.length })}</p>
      )}
      {error ? <ErrorNote error={error} /> : null}
    </div>
  )
}
