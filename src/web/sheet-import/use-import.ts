import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ImportAnswer } from '../../api/contract/sheet.ts'
import type { Register } from '../../ledger/register/register.ts'
import { ask } from '../api-client/ask.ts'
import type { GivenFile } from '../components/file-drop.tsx'
import { refreshAfterWrite } from '../form/use-record-form.ts'

interface Importing {
  readonly file: GivenFile
  readonly reason: string
  /** The part of the address that says what was decided. */
  readonly decided?: Record<string, string>
}

/** Sends a sheet of a register: to hear what it would write, or to have it written. */
export function useImport(register: Register, { dryRun }: { dryRun: boolean }) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: ({ file, reason, decided }: Importing) => {
      const how = { dryRun: String(dryRun), ...decided }
      const query = new URLSearchParams(how)
      if (reason.trim() !== '') query.set('reason', reason.trim())
      const path = `/registers/${register.id}/import?${query}`
      return ask<ImportAnswer>(path, { method: 'POST', file: file.bytes })
    },
    onSuccess: () => (dryRun ? undefined : refreshAfterWrite(queryClient)),
  })
}
