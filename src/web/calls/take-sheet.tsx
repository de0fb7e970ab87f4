import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ErrorNote } from '../components/error-note.tsx'
import { FileDrop } from '../components/file-drop.tsx'
import { refreshAfterWrite } from '../form/use-record-form.ts'
import { useSay } from '../say.tsx'
import { receiveSheet } from './call-queries.ts'

const words = {
  about: {
    zh: '没有台账的单位用填报表答复：在下面下载各单位的填报表，把填好的拖到这里。',
    en: 'A body that keeps no ledger answers in a sheet: hand out its sheet from the list below, and drop it here filled in.',
  },
  taken: {
    zh: '已收到“{name}”的填报表，计为无证据的答复。',
    en: 'Received the sheet of “{name}”, as an answer without evidence.',
  },
}

/** Takes filled sheets, each saying itself which body it is of. */
export function TakeSheet({ call }: { call: string }) {
  const { say } = useSay()
  const queryClient = useQueryClient()
  const take = useMutation({
    mutationFn: (file: Blob) => receiveSheet(call, file),
    onSuccess: async () => {
      refreshAfterWrite(queryClient)
      await queryClient.invalidateQueries({ queryKey: ['calls'] })
    },
  })
  return (
    <>
      <FileDrop accept=".xlsx" onFile={({ bytes }) => take.mutate(bytes)}>
        {say(words.about)}
      </FileDrop>
      {take.data ? <p role="status">{say(words.taken, { name: take.data.name })}</p> : null}
      {take.error ? <ErrorNote error={take.error} /> : null}
    </>
  )
}
