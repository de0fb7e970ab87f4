import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { FormEvent, ReactNode } from 'react'
import { Dialog } from '../parts/dialog.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'

/** A dialog in which somebody puts a word about a duty on record; it closes once it is written. */
export function WordDialog(props: {
  title: string
  save: string
  /** Writes what the form holds; what it throws is shown. */
  write: (form: FormData) => Promise<unknown>
  onClose: () => void
  children: ReactNode
  /** Null: there is nothing to write, only to read. */
  fields: ReactNode | null
}) {
  const queryClient = useQueryClient()
  const write = useMutation({
    mutationFn: props.write,
    onSuccess: props.onClose,
    // Also after a refusal: what stands against it may have come in meanwhile.
    onSettled: () => queryClient.invalidateQueries(),
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    write.mutate(new FormData(event.currentTarget))
  }
  return (
    <Dialog title={props.title} onClose={props.onClose} short>
      <form className="stack" onSubmit={submit}>
        {props.children}
        {props.fields}
        {write.error ? <ProblemNote error={write.error} /> : null}
        {props.fields === null ? null : (
          <div className="actions">
            <button type="submit" className="button primary" disabled={write.isPending}>
              {props.save}
            </button>
          </div>
        )}
      </form>
    </Dialog>
  )
}
