import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { FormEvent, ReactNode } from 'react'
import { useState } from 'react'
import type { DraftView } from '../../../api/contract/draft.ts'
import type { Label } from '../../../ledger/label.ts'
import { Dialog } from '../../components/dialog.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { useUnit } from '../../components/use-unit.ts'
import { useSay } from '../../say.tsx'
import { OpenDraftButton } from '../open-draft-button.tsx'
import { replyQuery, takeStep } from './draft-queries.ts'
import { HandInDialog } from './hand-in-dialog.tsx'
import { OpenComments } from './open-comments.tsx'
import { SendDialog } from './send-dialog.tsx'
import { SignDialog } from './sign-dialog.tsx'

const words = {
  handIn: { zh: '送复核', en: 'Hand in' },
  handInAgain: { zh: '改送他人', en: 'Hand to another' },
  review: { zh: '复核', en: 'Review' },
  reviewHelp: {
    zh: '您读到的是第{revision}稿。通过后，文字和数字如再有变动，需要重新复核。',
    en: 'You are reading revision {revision}. If words or numbers change later, it is read again.',
  },
  passed: { zh: '通过', en: 'Passed' },
  back: { zh: '退回起草', en: 'Back to drafting' },
  sendBack: { zh: '退回起草', en: 'Back to drafting' },
  sendBackHelp: {
    zh: '不予签发，退给起草人修改；改好后重新送复核。',
    en: 'It is not signed but goes back to its drafters; once mended it is reviewed again.',
  },
  reasons: { zh: '退回原因', en: 'Reasons' },
  sign: { zh: '签发', en: 'Sign' },
  freeze: { zh: '定稿', en: 'Freeze' },
  freezeHelp: {
    zh: '签发已记入日志，检查点覆盖之后即可生成定稿文件。',
    en: 'The signature is logged; once a checkpoint covers it the final file can be made.',
  },
  send: { zh: '登记报送', en: 'Enter as sent' },
  answer: { zh: '登记答复', en: 'Enter the answer' },
  answerHelp: {
    zh: '登记{to}的答复；退回的写明原因。',
    en: 'What {to} answered; a return needs its reasons.',
  },
  accepted: { zh: '已接收', en: 'Accepted' },
  returned: { zh: '已退回', en: 'Returned' },
  correct: { zh: '起草更正稿', en: 'Draft a corrected version' },
  frozen: { zh: '下载定稿', en: 'Download the final file' },
  annex: { zh: '核验说明', en: 'Verification annex' },
  pack: { zh: '年度证据包', en: 'Year pack' },
  draft: { zh: '下载草稿', en: 'Download the draft' },
}

type Asked = 'review' | 'sendBack' | 'freeze' | 'answer'

type Act = Asked | 'handIn' | 'sign' | 'send'

/** What the caller may do next with a report; each act asks before it is entered. */
export function FlowActs({ view, disabled }: { view: DraftView; disabled: boolean }) {
  const { say } = useSay()
  const { report, year, record } = view.draft
  const { session } = useUnit()
  // It is the thing to do for whoever wrote it, until it lies with a reviewer.
  const isToHandIn = !view.isHandedIn && view.draft.writers.includes(session.person ?? '')
  const isAside = (act: Act) => (act === 'handIn' && !isToHandIn) || act === 'sendBack'
  const [asked, setAsked] = useState<Act | null>(null)
  const isByHand = useAnsweredByHand(view)
  const acts = (
    ['handIn', 'review', 'sendBack', 'sign', 'freeze', 'send', 'answer'] as const
  ).filter((one) => view.acts.includes(one) && (one !== 'answer' || isByHand))
  return (
    <>
      {view.flow?.file ? (
        <>
          <a className="button plain" href={`/api/v1/issued/${view.flow.id}/file`} download>
            {say(words.frozen)}
          </a>
          <a
            className="button plain"
            href={`/api/v1/issued/${view.flow.id}/file?format=pdf`}
            download
          >
            PDF
          </a>
          {view.document.paper?.annex === 'apart' ? (
            <a
              className="button plain"
              href={`/api/v1/issued/${view.flow.id}/file?format=annex`}
              download
            >
              {say(words.annex)}
            </a>
          ) : null}
          <a className="button plain" href={`/api/v1/issued/${view.flow.id}/year-pack`} download>
            {say(words.pack)}
          </a>
        </>
      ) : (
        <a className="button plain" href={`/api/v1/drafts/${view.draft.id}/file`} download>
          {say(words.draft)}
        </a>
      )}
      {view.acts.includes('correct') ? (
        <OpenDraftButton label={words.correct} of={{ report, year, replaces: record }} />
      ) : null}
      {acts.map((act) => (
        <button
          key={act}
          type="button"
          className={isAside(act) ? 'button' : 'button primary'}
          disabled={disabled}
          onClick={() => setAsked(act)}
        >
          {say(words[act === 'handIn' && view.isHandedIn ? 'handInAgain' : act])}
        </button>
      ))}
      {asked === 'handIn' ? <HandInDialog view={view} onClose={() => setAsked(null)} /> : null}
      {asked === 'sign' ? <SignDialog view={view} onClose={() => setAsked(null)} /> : null}
      {asked === 'send' ? <SendDialog view={view} onClose={() => setAsked(null)} /> : null}
      {asked !== null && asked !== 'handIn' && asked !== 'sign' && asked !== 'send' ? (
        <ActDialog act={asked} view={view} onClose={() => setAsked(null)} />
      ) : null}
    </>
  )
}

/** Where a signed reply waits it is taken as it is: by hand somebody could enter the contrary. */
function useAnsweredByHand({ acts, flow }: DraftView): boolean {
  const isAwaited = flow !== null && acts.includes('answer')
  const { data, isError } = useQuery({ ...replyQuery(flow?.id ?? ''), enabled: isAwaited })
  return isError || data?.reply === null
}

function ActDialog({ act, view, onClose }: { act: Asked; view: DraftView; onClose: () => void }) {
  const { say } = useSay()
  const queryClient = useQueryClient()
  const { draft, flow } = view
  const step = useMutation({
    mutationFn: ({ path, body }: { path: string; body?: object }) =>
      takeStep(path, flow?.version ?? 0, body),
    onSuccess: async () => {
      await queryClient.invalidateQueries()
      onClose()
    },
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget, (event.nativeEvent as SubmitEvent).submitter)
    step.mutate(requestOf(act, { form, draft, record: flow?.id ?? '' }))
  }
  const values = { revision: draft.revision, to: view.document.addressee ?? '' }
  return (
    <Dialog title={say(words[act])} onClose={onClose} short>
      <form className="stack" onSubmit={submit}>
        <ActFields act={act} help={say(helpOf(act), values)} />
        {act === 'review' ? <OpenComments view={view} /> : null}
        {step.error ? <ErrorNote error={step.error} /> : null}
        <div className="actions">
          {buttonsOf(act).map(({ value, label, primary }) => (
            <button
              key={value}
              name="verdict"
              value={value}
              className={primary ? 'button primary' : 'button'}
              disabled={step.isPending}
            >
              {say(label)}
            </button>
          ))}
        </div>
      </form>
    </Dialog>
  )
}

function ActFields({ act, help }: { act: Asked; help: string }): ReactNode {
  const { say } = useSay()
  return (
    <>
      <p>{help}</p>
      {act === 'freeze' ? null : (
        <div className="labelled">
          <label htmlFor="step-reasons">{say(words.reasons)}</label>
          <textarea
            id="step-reasons"
            name="reasons"
            className="input"
            data-most={2000}
            required={act === 'sendBack'}
          />
        </div>
      )}
    </>
  )
}

function helpOf(act: Asked): Label {
  switch (act) {
    case 'review':
      return words.reviewHelp
    case 'sendBack':
      return words.sendBackHelp
    case 'freeze':
      return words.freezeHelp
    case 'answer':
      return words.answerHelp
  }
}

function buttonsOf(act: Asked): { value: string; label: Label; primary: boolean }[] {
  switch (act) {
    case 'review':
      return [
        { value: 'returned', label: words.back, primary: false },
        { value: 'passed', label: words.passed, primary: true },
      ]
    case 'answer':
      return [
        { value: 'returned', label: words.returned, primary: false },
        { value: 'accepted', label: words.accepted, primary: true },
      ]
    case 'sendBack':
    case 'freeze':
      return [{ value: act, label: words[act], primary: true }]
  }
}

function requestOf(
  act: Asked,
  { form, draft, record }: { form: FormData; draft: DraftView['draft']; record: string },
): { path: string; body?: object } {
  const reasons = String(form.get('reasons') ?? '').trim() || null
  const verdict = String(form.get('verdict'))
  const { revision } = draft
  switch (act) {
    case 'review':
      return { path: `/drafts/${draft.id}/review`, body: { revision, verdict, reasons } }
    case 'sendBack':
      return { path: `/drafts/${draft.id}/send-back`, body: { revision, reasons } }
    case 'freeze':
      return { path: `/issued/${record}/${act}` }
    case 'answer':
      return { path: `/issued/${record}/answer`, body: { answer: verdict, reasons } }
  }
}
