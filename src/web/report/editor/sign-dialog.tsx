import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { DraftView } from '../../../api/contract/draft.ts'
import type { SigningView } from '../../../api/contract/passkey.ts'
import { ask } from '../../api-client/ask.ts'
import { signWithPasskey } from '../../api-client/passkey.ts'
import { ConfirmedForm } from '../../components/confirmed-form.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { Loading } from '../../components/loading.tsx'
import { passkeysQuery } from '../../mine/mine-queries.ts'
import { PasskeysElsewhere } from '../../mine/passkeys-elsewhere.tsx'
import { useSay } from '../../say.tsx'
import { signingQuery, takeStep } from './draft-queries.ts'
import { SignedWith } from './signed-with.tsx'

const words = {
  sign: { zh: '签发', en: 'Sign' },
  help: {
    zh: '签发后文字和数字不再改动，报告连同依据的摘要值以您的名义写入日志。',
    en: 'Words and numbers are settled; a digest of report and evidence is logged in your name.',
  },
  mayAdd: {
    zh: '登记了通行密钥的，由您的设备签名，任何人都能离线核对。',
    en: 'With a passkey your device makes the signature, and anybody can check it offline.',
  },
  add: { zh: '添加通行密钥', en: 'Add a passkey' },
  byPasskey: {
    zh: '用您登记的通行密钥签名：浏览器会请您用设备核实本人。',
    en: 'You sign with your passkey: the browser asks you to prove yourself on the device.',
  },
  signByPasskey: { zh: '用通行密钥签发', en: 'Sign with a passkey' },
}

/** Signs a report: by passkey where the signer has one, else after the password once more. */
export function SignDialog({ view, onClose }: { view: DraftView; onClose: () => void }) {
  const { say } = useSay()
  const passkeys = useQuery(passkeysQuery)
  const signed = useQuery(signingQuery(view))
  const queryClient = useQueryClient()
  const sign = useMutation({
    mutationFn: (password: string | null) => signedWith(view, password),
    onSuccess: async () => {
      await queryClient.invalidateQueries()
      onClose()
    },
  })
  const { keys = [], here = null } = passkeys.data ?? {}
  const isHere = keys.some(({ rpId }) => rpId === here)
  const isElsewhere = keys.length > 0 && !isHere
  return (
    <Dialog title={say(words.sign)} onClose={onClose} short>
      {isElsewhere ? (
        <div className="stack">
          <p>{say(words.help)}</p>
          <PasskeysElsewhere keys={keys} />
        </div>
      ) : passkeys.data && signed.data ? (
        <ConfirmedForm
          save={isHere ? words.signByPasskey : words.sign}
          by={isHere ? 'passkey' : 'password'}
          isPending={sign.isPending}
          error={sign.error}
          onConfirm={({ password }) => sign.mutate(isHere ? null : password)}
          foot={!isHere && here !== null ? <MayAdd /> : null}
        >
          <p>{say(words.help)}</p>
          <SignedWith signed={signed.data} doneLate={view.doneLate} />
          {isHere ? <p>{say(words.byPasskey)}</p> : null}
        </ConfirmedForm>
      ) : (passkeys.error ?? signed.error) ? (
        <ErrorNote error={passkeys.error ?? signed.error} />
      ) : (
        <Loading />
      )}
    </Dialog>
  )
}

function MayAdd() {
  const { say } = useSay()
  return (
    <p className="quiet small">
      {say(words.mayAdd)}{' '}
      <Link to="/mine" hash="passkeys">
        {say(words.add)}
      </Link>
    </p>
  )
}

async function signedWith({ draft, flow }: DraftView, password: string | null) {
  const version = flow?.version ?? 0
  const { id, revision } = draft
  if (password !== null) return takeStep(`/drafts/${id}/sign`, version, { revision, password })
  const prepared = await ask<SigningView>(`/drafts/${id}/signing`, {
    method: 'POST',
    body: { revision },
    headers: { 'if-match': `"${version}"` },
  })
  const passkey = await signWithPasskey(prepared)
  return takeStep(`/drafts/${id}/sign`, version, { revision, passkey })
}
