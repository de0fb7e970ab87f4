import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { DraftView } from '../../../api/contract/draft.ts'
import type { SigningView } from '../../../api/contract/passkey.ts'
import { ask } from '../../api-client/ask.ts'
import { Dialog } from '../../components/dialog.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { Loading } from '../../components/loading.tsx'
import { SignForm } from '../../mine/sign-form.tsx'
import { useSay } from '../../say.tsx'
import { signingQuery, takeStep } from './draft-queries.ts'
import { OpenComments } from './open-comments.tsx'
import { SignedWith } from './signed-with.tsx'

const words = {
  sign: { zh: '签发', en: 'Sign' },
  help: {
    zh: '签发后文字和数字不再改动，报告连同依据的摘要值以您的名义写入日志。',
    en: 'Words and numbers are settled; a digest of report and evidence is logged in your name.',
  },
}

/** Signs a report, beside what it goes out with. */
export function SignDialog({ view, onClose }: { view: DraftView; onClose: () => void }) {
  const { say } = useSay()
  const signed = useQuery(signingQuery(view))
  const queryClient = useQueryClient()
  const { id, revision } = view.draft
  const version = view.flow?.version ?? 0
  return (
    <Dialog title={say(words.sign)} onClose={onClose} short>
      {signed.data ? (
        <SignForm
          what="report"
          prepare={() =>
            ask<SigningView>(`/drafts/${id}/signing`, {
              method: 'POST',
              body: { revision },
              headers: { 'if-match': `"${version}"` },
            })
          }
          sign={(body) => takeStep(`/drafts/${id}/sign`, version, { revision, ...body })}
          onSuccess={async () => {
            await queryClient.invalidateQueries()
            onClose()
          }}
        >
          <p>{say(words.help)}</p>
          <OpenComments view={view} />
          <SignedWith signed={signed.data} doneLate={view.doneLate} />
        </SignForm>
      ) : signed.error ? (
        <ErrorNote error={signed.error} />
      ) : (
        <Loading />
      )}
    </Dialog>
  )
}
