import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Label } from '../../ledger/label.ts'
import type { Confirmed, Reason } from '../components/confirmed-form.tsx'
import { ConfirmedForm } from '../components/confirmed-form.tsx'
import { Dialog } from '../components/dialog.tsx'
import { useSay } from '../say.tsx'

/** A dialog in which somebody puts a word about a duty on record; it closes once it is written. */
export function WordDialog(props: {
  title: Label
  save: Label
  by: 'password' | 'session'
  reason?: Reason
  /** Writes what the form holds; what it throws is shown. */
  write: (given: Confirmed) => Promise<unknown>
  onClose: () => void
  children: ReactNode
  /** Null: there is nothing to write, only to read. */
  fields: ReactNode | null
  foot?: ReactNode
}) {
  const { say } = useSay()
  const queryClient = useQueryClient()
  const { title, save, by, reason, children, fields, foot, onClose } = props
  const write = useMutation({
    mutationFn: props.write,
    onSuccess: onClose,
    // Also after a refusal: what stands against it may have come in meanwhile.
    onSettled: () => queryClient.invalidateQueries(),
  })
  return (
    <Dialog title={say(title)} onClose={onClose} short>
      {fields === null ? (
        <div className="stack">{children}</div>
      ) : (
        <ConfirmedForm
          {...{ save, by, foot }}
          {...(reason ? { reason } : {})}
          isPending={write.isPending}
          error={write.error}
          onConfirm={(given) => write.mutate(given)}
        >
          {children}
          {fields}
        </ConfirmedForm>
      )}
    </Dialog>
  )
}
