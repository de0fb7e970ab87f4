import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { DraftView } from '../../../api/contract/draft.ts'
import type { TakenReply } from '../../../api/contract/received.ts'
import { ask } from '../../api-client/ask.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import type { GivenFile } from '../../components/file-drop.tsx'
import { FileDrop } from '../../components/file-drop.tsx'
import { useSay } from '../../say.tsx'
import { KeptVerdicts } from '../../verify/verdict-pair.tsx'
import { replyQuery } from './draft-queries.ts'

const words = {
  title: { zh: '接收单位的回执', en: 'The receiver’s reply' },
  about: {
    zh: '把接收单位交回的回执文件（.json）拖到这里：核对签名之后登记其答复，并保存它对本单位日志的见证。',
    en: 'Drop the reply file (.json) here: its signatures are checked, its answer entered, and its cosignature on our log kept.',
  },
  here: {
    zh: '上级单位已办理，回执已送到且有其签名，无需手工登记答复。',
    en: 'The body above has settled it, and its signed reply is here: nothing is to be entered by hand.',
  },
  undecided: {
    zh: '上级单位已收到，尚未作出答复。现在取回，只保存它对本单位日志的见证；作出答复后请再取一次。',
    en: 'The body above has received it and not answered yet. Its reply now only witnesses our log; take it again once it has answered.',
  },
  take: { zh: '取回回执', en: 'Take its reply' },
  witnessed: {
    zh: '上级单位见证了本单位日志的前 {size} 条。',
    en: 'The body above has witnessed the first {size} {size:entry|entries} of our log.',
  },
  verified: { zh: '接收单位核验：', en: 'Verified by the receiver:' },
  unknownKey: {
    zh: '接收单位收据的公钥在本单位没有登记，无法确认回执出自该单位：请与其当面或电话核对公钥编号 {key}。',
    en: 'The receipt key of the receiver is not known here, so nothing says that the reply is its own: compare its key id {key} with the receiver, face to face or by telephone.',
  },
  returnedBy: {
    zh: '由接收单位人员的通行密钥签名退回，指纹 {fingerprint}。',
    en: 'Returned by the passkey of somebody there, fingerprint {fingerprint}.',
  },
  entered: { zh: '已登记。', en: 'Entered.' },
  waits: {
    zh: '接收单位已收到，尚未作出答复，本报告仍为“已报送”。',
    en: 'The receiver has it and has not answered yet: the report stays sent.',
  },
  unreadable: {
    zh: '这不是回执文件。请接收单位从“收到的报告”中导出。',
    en: 'This is no reply file. The receiver exports it from its received reports.',
  },
}

/** Takes the answer of whoever received the report, as a file or from the same server. */
export function ReplySection({ view }: { view: DraftView }) {
  const { say } = useSay()
  const queryClient = useQueryClient()
  const { flow } = view
  const id = flow?.id ?? ''
  const here = useQuery(replyQuery(id))
  const take = useMutation({
    mutationFn: (reply: unknown) =>
      ask<TakenReply>(`/issued/${id}/reply`, {
        method: 'POST',
        headers: { 'if-match': `"${flow?.version ?? 0}"` },
        body: reply,
      }),
    onSuccess: () => queryClient.invalidateQueries(),
  })
  const read = useMutation({
    mutationFn: async ({ bytes }: GivenFile) => JSON.parse(await bytes.text()) as unknown,
    onSuccess: (reply) => take.mutate(reply),
  })
  const settled = here.data?.reply ?? null
  const waits = flow?.step === 'sent'
  if (!waits && !take.data) return null
  return (
    <section className="note unprinted" aria-labelledby="reply-title">
      <h2 id="reply-title">{say(words.title)}</h2>
      {settled && waits ? (
        <p>
          {say(here.data?.isDecided === true ? words.here : words.undecided)}{' '}
          <button
            type="button"
            className="button primary"
            disabled={take.isPending}
            onClick={() => take.mutate(settled)}
          >
            {say(words.take)}
          </button>
        </p>
      ) : null}
      {waits ? (
        <FileDrop accept=".json" onFile={(file) => read.mutate(file)}>
          {say(words.about)}
        </FileDrop>
      ) : null}
      {read.error ? <p className="note bad">{say(words.unreadable)}</p> : null}
      {take.error ? <ErrorNote error={take.error} /> : null}
      {take.data ? <TakenNote taken={take.data} keyId={keyIdOf(take.variables)} /> : null}
    </section>
  )
}

/** The id of the receipt key that a reply names, between its name and its bytes. */
function keyIdOf(reply: unknown): string {
  const key = (reply as { entry?: { receiptKey?: unknown } } | undefined)?.entry?.receiptKey
  return typeof key === 'string' ? (key.split('+')[1] ?? '') : ''
}

function TakenNote({ taken, keyId }: { taken: TakenReply; keyId: string }) {
  const { say } = useSay()
  const { isDecided, witnessedSize, verified, verdicts, isKeyKnown, signedBy } = taken
  return (
    <div role="status">
      {isKeyKnown ? null : <p className="note bad">{say(words.unknownKey, { key: keyId })}</p>}
      <p>{say(isDecided ? words.entered : words.waits)}</p>
      {witnessedSize === null ? null : <p>{say(words.witnessed, { size: witnessedSize })}</p>}
      {signedBy ? <p>{say(words.returnedBy, { fingerprint: signedBy.fingerprint })}</p> : null}
      {verified ? (
        <>
          <p>{say(words.verified)}</p>
          <KeptVerdicts text={verdicts ?? ''} before={verified} />
        </>
      ) : null}
    </div>
  )
}
