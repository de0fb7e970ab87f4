import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { DraftView } from '../../../api/contract/draft.ts'
import type { Claim } from '../../../report/document.ts'
import { ConfirmedForm } from '../../components/confirmed-form.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { useSay } from '../../say.tsx'
import { claimWord } from '../claim-words.ts'
import { overrideClaim } from './draft-queries.ts'
import { reasonWithNote } from '../../../report/check/reason-with-note.ts'

const words = {
  title: { zh: '先看这{count}处：需要您决定', en: 'Decide these first: {count}' },
  see: { zh: '看原文', en: 'See it' },
  stand: { zh: '说明理由，予以保留', en: 'Let it stand, with a reason' },
  reason: { zh: '理由', en: 'Reason' },
  help: {
    zh: '理由以您的名义写入日志，并印在报告附件中。',
    en: 'The reason is logged in your name and printed in the annex.',
  },
  save: { zh: '保留', en: 'Let it stand' },
}

/** Claims that only the first responsible person can settle, before anything else. */
export function Decisions({ view, onSee }: { view: DraftView; onSee: (claim: string) => void }) {
  const { say } = useSay()
  const [asked, setAsked] = useState<Claim | null>(null)
  const open = view.findings.flatMap(({ weight, at }) =>
    weight === 'override' ? view.document.claims.filter((one) => one.id === at[1]) : [],
  )
  if (open.length === 0) return null
  return (
    <section className="decisions unprinted">
      <h2>{say(words.title, { count: open.length })}</h2>
      <ol>
        {open.map((claim) => (
          <li key={claim.id}>
            <p>
              <span className={`claim-state ${claim.state}`}>{say(claimWord(claim.state))}</span>{' '}
              <q lang="zh-CN">{claim.text}</q>{' '}
              <span className="quiet">{say(reasonWithNote(claim))}</span>
            </p>
            <div className="actions">
              <button type="button" className="button plain" onClick={() => onSee(claim.id)}>
                {say(words.see)}
              </button>
              <button type="button" className="button" onClick={() => setAsked(claim)}>
                {say(words.stand)}
              </button>
            </div>
          </li>
        ))}
      </ol>
      {asked ? (
        <OverrideDialog draft={view.draft.id} claim={asked} onClose={() => setAsked(null)} />
      ) : null}
    </section>
  )
}

function OverrideDialog(props: { draft: string; claim: Claim; onClose: () => void }) {
  const { say } = useSay()
  const queryClient = useQueryClient()
  const { draft, claim, onClose } = props
  const override = useMutation({
    mutationFn: (given: { reason: string; password: string }) =>
      overrideClaim(draft, { claim: claim.id, words: claim.text, state: claim.state, ...given }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['draft', draft] })
      onClose()
    },
  })
  return (
    <Dialog title={say(words.stand)} onClose={onClose} short>
      <ConfirmedForm
        save={words.save}
        reason={{ label: words.reason, max: 1000, isLong: true }}
        isPending={override.isPending}
        error={override.error}
        onConfirm={({ reason, password }) => override.mutate({ reason, password })}
        foot={<p className="quiet small">{say(words.help)}</p>}
      >
        <blockquote lang="zh-CN">{claim.text}</blockquote>
        <p>{say(reasonWithNote(claim))}</p>
      </ConfirmedForm>
    </Dialog>
  )
}
