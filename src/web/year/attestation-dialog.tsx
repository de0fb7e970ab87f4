import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import type { PackView } from '../../api/contract/views.ts'
import { ask } from '../ask/ask.ts'
import { periodInWords } from '../parts/day.ts'
import { Dialog } from '../parts/dialog.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { useSay } from '../say.tsx'

const words = {
  title: { zh: '书面确认', en: 'Attest' },
  text: { zh: '确认内容', en: 'What you attest' },
  proposal: { zh: '{period}，经核实，{duty}。', en: 'In {period}, as I have checked: {duty}.' },
  password: { zh: '再次输入密码', en: 'Your password again' },
  hint: {
    zh: '确认以您本人名义写入日志，不能删除；情况有变可以再作说明。',
    en: 'It is written to the log in your name and cannot be removed; you can add to it later.',
  },
  save: { zh: '确认', en: 'Attest' },
}

/** A named person's statement about a period, given after the password once more. */
export function AttestationDialog(props: {
  duty: PackView['duties'][number]
  period: string
  onClose: () => void
}) {
  const { say, lang } = useSay()
  const queryClient = useQueryClient()
  const { duty, period } = props
  const attest = useMutation({
    mutationFn: (body: { text: string; password: string }) =>
      ask('/attestations', { method: 'POST', body: { duty: duty.id, period, ...body } }),
    onSuccess: async () => {
      await queryClient.invalidateQueries()
      props.onClose()
    },
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    attest.mutate({
      text: String(form.get('text')).trim(),
      password: String(form.get('password')),
    })
  }
  return (
    <Dialog title={say(words.title)} onClose={props.onClose} short>
      <form className="stack" onSubmit={submit}>
        <Statement
          proposal={say(words.proposal, {
            period: periodInWords(period, lang),
            duty: say(duty.label),
          })}
        />
        <p className="quiet small">{say(words.hint)}</p>
        {attest.error ? <ProblemNote error={attest.error} /> : null}
        <div className="actions">
          <button type="submit" className="button primary" disabled={attest.isPending}>
            {say(words.save)}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

function Statement({ proposal }: { proposal: string }) {
  const { say } = useSay()
  return (
    <>
      <div className="labelled">
        <label htmlFor="attestation-text">{say(words.text)}</label>
        <textarea
          id="attestation-text"
          name="text"
          className="input"
          maxLength={500}
          required
          defaultValue={proposal}
        />
      </div>
      <div className="labelled">
        <label htmlFor="attestation-password">{say(words.password)}</label>
        <input
          id="attestation-password"
          name="password"
          type="password"
          className="input"
          autoComplete="current-password"
          maxLength={200}
          required
        />
      </div>
    </>
  )
}
