import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Label } from '../../ledger/label.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { useSay } from '../say.tsx'
import { openDraft } from './editor/draft-queries.ts'

/** Opens a draft of a report, or of its correction, and goes there. */
export function OpenDraftButton(props: { label: Label; of: Parameters<typeof openDraft>[0] }) {
  const { say } = useSay()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const open = useMutation({
    mutationFn: () => openDraft(props.of),
    onSuccess: async ({ id }) => {
      await queryClient.invalidateQueries({ queryKey: ['drafts'] })
      await navigate({ to: '/drafts/$draft', params: { draft: id } })
    },
  })
  return (
    <>
      <button
        type="button"
        className="button"
        disabled={open.isPending}
        onClick={() => open.mutate()}
      >
        {say(props.label)}
      </button>
      {open.error ? <ErrorNote error={open.error} /> : null}
    </>
  )
}
