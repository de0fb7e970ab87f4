import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { core } from '../../ledger/core/core-registers.ts'
import { recordsQuery } from '../api-client/queries.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { mayFill, registerOf, useUnit } from '../components/use-unit.ts'
import { refreshAfterWrite } from '../form/use-record-form.ts'
import { useSay } from '../say.tsx'
import { enterOwnUnits } from './call-queries.ts'

const words = {
  register: { zh: '下级单位名册', en: 'Register of bodies below' },
  empty: {
    zh: '名册还是空的：先登记下级单位（可从表格导入），报送任务发给谁由它确定。',
    en: 'It is empty: enter the bodies below first (a sheet can be imported); who is asked follows from it.',
  },
  enter: { zh: '登记本服务器上的下级单位', en: 'Enter the units of this server' },
  others: { zh: '名册由{roles}登记。', en: 'It is filled in by: {roles}.' },
  and: { zh: '、', en: ', ' },
  entered: { zh: '新登记{entered}个单位。', en: 'Bodies entered: {entered}.' },
}

/** The register that says who is below, and how those of this server get into it. */
export function SubordinatesNote() {
  const { say } = useSay()
  const { session, pack } = useUnit()
  const register = registerOf(pack, core.subordinate.id)
  const mayEnter = register !== null && mayFill(session, register)
  const fillers = pack.roles.filter(({ id }) => register?.writers?.includes(id))
  const queryClient = useQueryClient()
  const query = useInfiniteQuery(recordsQuery({ register: core.subordinate.id }))
  const isEmpty = query.data?.pages.every(({ items }) => items.length === 0) === true
  const enter = useMutation({
    mutationFn: enterOwnUnits,
    onSuccess: () => refreshAfterWrite(queryClient),
  })
  return (
    <div className="call-below">
      <p>
        <Link to="/registers/$register" params={{ register: core.subordinate.id }}>
          {say(words.register)}
        </Link>
        {mayEnter ? (
          <button
            type="button"
            className="link"
            disabled={enter.isPending}
            onClick={() => enter.mutate()}
          >
            {say(words.enter)}
          </button>
        ) : null}
      </p>
      {mayEnter || fillers.length === 0 ? null : (
        <p className="quiet small">
          {say(words.others, {
            roles: fillers.map(({ label }) => say(label)).join(say(words.and)),
          })}
        </p>
      )}
      {isEmpty ? <p className="quiet">{say(words.empty)}</p> : null}
      {enter.data ? <p role="status">{say(words.entered, { ...enter.data })}</p> : null}
      {enter.error ? <ErrorNote error={enter.error} /> : null}
    </div>
  )
}
