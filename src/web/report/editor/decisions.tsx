import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { reasonWithNote } from '../../../report/check/reason-with-note.ts'
import { claimStateWord } from '../../../report/claim-state-words.ts'
import type { Claim } from '../../../report/document.ts'
import { ConfirmedForm } from '../../components/confirmed-form.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { useSay } from '../../say.tsx'
import { overrideClaims } from './draft-queries.ts'
import { ClaimFixes } from './fix-buttons.tsx'
import type { Fixes } from './fixes.ts'
import type { DecisionsHere } from './use-decisions.ts'

const words = {
  see: { zh: '看原文', en: 'See it' },
  reason: { zh: '保留的理由', en: 'Why it stands' },
  empty: { zh: '不填即不保留', en: 'Left empty it does not stand' },
  same: { zh: '其余同此理由', en: 'The same for the rest' },
  stand: { zh: '保留这{count}处', en: 'Let {count} stand' },
  help: {
    zh: '理由以您的名义逐处写入日志，并印在报告附件中；一次确认即可。',
    en: 'Each reason is logged in your name and printed in the annex; you confirm once.',
  },
  save: { zh: '保留', en: 'Let it stand' },
}

const reasonMax = 1_000

/**
 * Claims that only the first responsible person can settle, before anything else: a reason at each
 * that shall stand, and one confirmation for all of them.
 */
export function Decisions(props: {
  draft: string
  decisions: DecisionsHere
  fixes: Fixes | null
  onSee: (claim: string) => void
}) {
  const { say } = useSay()
  const { draft, decisions, fixes, onSee } = props
  const { open, decided, decide } = decisions
  const [isAsked, setAsked] = useState(false)
  const rest = open.filter((one) => decided.every(({ claim }) => claim !== one))
  return (
    <section className="decisions unprinted">
      <ol>
        {open.map((claim) => (
          <li key={claim.id}>
            <p>
              <span className={`claim-state ${claim.state}`}>
                {say(claimStateWord(claim.state))}
              </span>{' '}
              <q lang="zh-CN">{claim.text}</q>{' '}
              <span className="quiet">{say(reasonWithNote(claim))}</span>
            </p>
            <ClaimFixes claim={claim} fixes={fixes} />
            <ReasonToStand claim={claim} decisions={decisions} />
            <div className="actions">
              <button type="button" className="button plain" onClick={() => onSee(claim.id)}>
                {say(words.see)}
              </button>
              {rest.length > 0 && !rest.includes(claim) ? (
                <button
                  type="button"
                  className="button plain"
                  onClick={() => decide(rest, decisions.typed(claim))}
                >
                  {say(words.same)}
                </button>
              ) : null}
            </div>
          </li>
        ))}
      </ol>
      <div className="actions">
        <button
          type="button"
          className="button primary"
          disabled={decided.length === 0}
          onClick={() => setAsked(true)}
        >
          {decided.length === 0 ? say(words.save) : say(words.stand, { count: decided.length })}
        </button>
      </div>
      {isAsked ? <StandDialog {...{ draft, decided }} onClose={() => setAsked(false)} /> : null}
    </section>
  )
}

/** The reason for which a claim is to stand; it is entered when all of them are confirmed. */
export function ReasonToStand({ claim, decisions }: { claim: Claim; decisions: DecisionsHere }) {
  const { say } = useSay()
  const id = useId()
  return (
    <div className="labelled">
      <label htmlFor={id}>{say(words.reason)}</label>
      <input
        id={id}
        className="input"
        value={decisions.typed(claim)}
        data-most={reasonMax}
        placeholder={say(words.empty)}
        autoComplete="off"
        onChange={(event) => decisions.decide([claim], event.target.value)}
      />
    </div>
  )
}

function StandDialog(props: {
  draft: string
  decided: DecisionsHere['decided']
  onClose: () => void
}) {
  const { say } = useSay()
  const queryClient = useQueryClient()
  const { draft, decided, onClose } = props
  const override = useMutation({
    mutationFn: (password: string) =>
      overrideClaims(draft, {
        claims: decided.map(({ claim, reason }) => ({
          claim: claim.id,
          words: claim.text,
          state: claim.state,
          reason,
        })),
        password,
      }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['draft', draft] })
      await queryClient.invalidateQueries({ queryKey: ['waiting'] })
      onClose()
    },
  })
  return (
    <Dialog title={say(words.stand, { count: decided.length })} onClose={onClose} short>
      <ConfirmedForm
        save={words.save}
        isPending={override.isPending}
        error={override.error}
        onConfirm={({ password }) => override.mutate(password)}
        foot={<p className="quiet small">{say(words.help)}</p>}
      >
        <ul>
          {decided.map(({ claim, reason }) => (
            <li key={claim.id}>
              <q lang="zh-CN">{claim.text}</q> <span className="quiet">{reason}</span>
            </li>
          ))}
        </ul>
      </ConfirmedForm>
    </Dialog>
  )
}
