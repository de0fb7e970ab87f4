import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { ImportView } from '../../api/contract/import.ts'
import { ask } from '../api-client/ask.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { FileChoice } from '../components/file-drop.tsx'
import { useSay } from '../say.tsx'
import { importsQuery } from './import-queries.ts'
import type { ImportChanges } from './use-import-changes.ts'

const words = {
  keep: { zh: '存下对应关系', en: 'Keep the mapping' },
  load: { zh: '用存过的对应关系', en: 'Use a kept mapping' },
  drop: { zh: '不要这份了', en: 'Throw it away' },
  sure: {
    zh: '没有写入的行和已作的说明都会去掉，已写入的记录不变。',
    en: 'Rows not written and what was said go away; written records stay.',
  },
  yes: { zh: '确定去掉', en: 'Throw it away now' },
  no: { zh: '留着', en: 'Keep it' },
}

/** What is done with the whole: its mapping as a file for the terminal, and throwing it away. */
export function ImportActs({ view, changes }: { view: ImportView; changes: ImportChanges }) {
  const { say } = useSay()
  const [isAsked, setAsked] = useState(false)
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const drop = useMutation({
    mutationFn: () => ask(`/imports/${view.id}`, { method: 'DELETE' }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: importsQuery.queryKey })
      await navigate({ to: '/imports' })
    },
  })
  if (isAsked) {
    return (
      <div className="note wait" role="group" aria-label={say(words.drop)}>
        <p>{say(words.sure)}</p>
        {drop.error ? <ErrorNote error={drop.error} /> : null}
        <p className="actions">
          <button
            type="button"
            className="button"
            disabled={drop.isPending}
            onClick={() => drop.mutate()}
          >
            {say(words.yes)}
          </button>
          <button type="button" className="button plain" onClick={() => setAsked(false)}>
            {say(words.no)}
          </button>
        </p>
      </div>
    )
  }
  return (
    <>
      <a className="button plain" href={`/api/v1/imports/${view.id}/mapping.yaml`} download>
        {say(words.keep)}
      </a>
      <FileChoice
        className="button plain"
        accept=".yaml,.yml"
        onFile={(file) => file && changes.mapBy(file)}
      >
        {say(words.load)}
      </FileChoice>
      <button type="button" className="button plain" onClick={() => setAsked(true)}>
        {say(words.drop)}
      </button>
    </>
  )
}
