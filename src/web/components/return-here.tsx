import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { SessionView } from '../../api/contract/account.ts'
import { ask } from '../api-client/ask.ts'
import { sessionQuery } from '../api-client/queries.ts'
import { useSay } from '../say.tsx'

const words = {
  back: { zh: '切换回“{name}”并继续', en: 'Change back to {name} and go on' },
  done: { zh: '已切换回“{name}”，请再提交一次。', en: 'Back at {name}; send it once more.' },
  goesOn: { zh: '已切换回“{name}”，正在继续…', en: 'Back at {name}; going on…' },
}

/**
 * The way back where another window has changed the organisation: the page stays, and so does what
 * was typed.
 */
export function ReturnHere(props: {
  /** Does what was refused; false where somebody must do it again. */
  goOn: () => boolean
}) {
  const { say } = useSay()
  const queryClient = useQueryClient()
  const here = queryClient.getQueryData<SessionView>(sessionQuery.queryKey)?.organisation
  const [goesOn, setGoesOn] = useState(false)
  const change = useMutation({
    mutationFn: (organisation: string) =>
      ask<SessionView>('/session/organisation', { method: 'POST', body: { organisation } }),
    onSuccess: () => {
      void queryClient.invalidateQueries()
      setGoesOn(props.goOn())
    },
  })
  if (here === undefined) return null
  const name = say(here.name)
  if (change.isSuccess)
    return <p role="status">{say(goesOn ? words.goesOn : words.done, { name })}</p>
  return (
    <p>
      <button
        type="button"
        className="button"
        disabled={change.isPending}
        onClick={() => change.mutate(here.id)}
      >
        {say(words.back, { name })}
      </button>
    </p>
  )
}
