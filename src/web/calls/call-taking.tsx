import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { TakingView } from '../../api/contract/call.ts'
import { ask } from '../api-client/ask.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { useSay } from '../say.tsx'

const words = {
  on: {
    zh: '本单位已启用自动签收：核验通过、写明依据的上级任务由后台作业签收，列入计划；有疑点的仍由人签收。',
    en: 'The unit’s own job takes calls that verify and name a basis, and puts them in the plan; what is doubtful waits for a person.',
  },
  off: {
    zh: '上级任务由本单位人员签收。可以改由后台作业自动签收，有疑点的仍由人签收。',
    en: 'People of the unit take calls. Its own job can do that instead; what is doubtful then still waits for a person.',
  },
  turnOn: { zh: '启用自动签收', en: 'Let the job take them' },
  turnOff: { zh: '停用自动签收', en: 'Let people take them' },
}

/** Whether the unit's own job takes calls; who may switch it does so here. */
export function CallTaking() {
  const { say } = useSay()
  const queryClient = useQueryClient()
  const { data } = useQuery({
    queryKey: ['calls', 'taking'],
    queryFn: ({ signal }) => ask<TakingView>('/call-taking', { signal }),
  })
  const turn = useMutation({
    mutationFn: (on: boolean) => ask('/call-taking', { method: 'POST', body: { on } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['calls'] }),
  })
  if (data === undefined || (!data.on && !data.maySwitch)) return null
  return (
    <>
      <p className="quiet small">
        {say(data.on ? words.on : words.off)}{' '}
        {data.maySwitch ? (
          <button
            type="button"
            className="link"
            disabled={turn.isPending}
            onClick={() => turn.mutate(!data.on)}
          >
            {say(data.on ? words.turnOff : words.turnOn)}
          </button>
        ) : null}
      </p>
      {turn.error ? <ErrorNote error={turn.error} /> : null}
    </>
  )
}
